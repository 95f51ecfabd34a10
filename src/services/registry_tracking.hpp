// Commands of tracking: the calendar, rhythms and cycles, items, reports and their review, standing in. As
// all commands: right → validation against the newest state → events in one durable commit → folded →
// published. When a command returns, what it says is on the disk. Threads: any. A handle: it must not outlive
// the registry.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/duties.hpp"
#include "services/registry.hpp"
#include "tracking/tracking.hpp"

namespace gangmu::services {

// One node's report in one cycle of a plan.
struct ReportKey {
    std::string plan, cycle, node;
};

// A field that somebody else set meanwhile.
struct FieldConflict {
    std::string field;
    tracking::FieldValue yours, theirs;
};

struct Saved {
    Sequence version = 0;                  // of the report now
    std::vector<std::string> saved;        // fields that changed
    std::vector<FieldConflict> conflicts;  // not empty: nothing was saved
};

struct Decided {
    Sequence version = 0;
    tracking::ReportState state = tracking::ReportState::draft;
    std::vector<tracking::FieldFault> faults;  // of a submission; not empty: nothing was done
};

struct Bulk {
    std::vector<std::string> done;  // nodes
    std::vector<std::pair<std::string, Message>> passed_over;
};

// What is set on an item; what is not given stays.
struct ItemChange {
    std::optional<tracking::Level> level;
    std::optional<std::string> officer, holder;
    std::optional<std::map<std::string, Decimal>> shares;
    std::string reason;
};

enum class CycleAct { open, due, lock, reopen };
enum class ReleaseAct { ask, grant, refuse, resume };

// Fields of one report out of a sheet.
struct Row {
    std::string node;
    tracking::Fields fields;
    Sequence seen = 0;  // of the report when the sheet was made
};
struct RowOutcome {
    std::vector<std::string> changed;      // fields
    std::vector<FieldConflict> conflicts;  // set meanwhile by somebody else: the row was not saved
    std::optional<Error> refused;          // the row was not saved
    bool submitted = false;
    std::vector<tracking::FieldFault> faults;  // why it was not submitted
};

class Registry::Tracking {
  public:
    explicit Tracking(Registry& registry) : registry_(registry) {}

    // ---- calendar
    Result<std::vector<int>> load_calendar(const Actor& actor, std::string_view csv);  // the years
    Status set_day(const Actor& actor, Day day, bool off, std::string_view note);
    Status unset_day(const Actor& actor, Day day);

    // ---- what is set on a plan. Errors: plan-unknown, cycle-unknown, node-unknown, those of
    // tracking::check.
    // Its id. One that is there already is changed, with a reason (services/rhythms.hpp): what has begun
    // stays as it is, and a new one, whose id this is, goes on. Errors also: rhythm-reports.
    Result<std::string> set_rhythm(const Actor& actor, std::string_view plan, tracking::Rhythm rhythm,
                                   std::string_view reason = {});
    // After `until`, or (nothing) after the cycles that have begun. Errors also: rhythm-unknown,
    // rhythm-ended, rhythm-reports.
    Status end_rhythm(const Actor& actor, std::string_view plan, std::string_view rhythm,
                      std::string_view reason, std::optional<Day> until = {});
    // `day`: open, due and reopen (its last day).
    Status act_on_cycle(const Actor& actor, std::string_view plan, std::string_view cycle, CycleAct act,
                        std::optional<Day> day, std::string_view reason);
    Status configure_review(const Actor& actor, std::string_view plan,
                            const std::vector<tracking::Stage>& stages);
    Status map_keys(const Actor& actor, std::string_view plan, const std::string& agency,
                    const tracking::ForeignKeys& keys);
    Status set_item(const Actor& actor, std::string_view plan, std::string_view node,
                    const ItemChange& change);
    Status release_item(const Actor& actor, std::string_view plan, std::string_view node, ReleaseAct act,
                        std::string_view reason);
    // All items of the plan that `from` holds (or, when it is empty, of the agency) go to `to`; how many.
    Result<std::size_t> hand_over(const Actor& actor, std::string_view plan, const std::string& from,
                                  const std::string& agency, const std::string& to, std::string_view reason);

    // ---- reports. Errors: cycle-closed, node-not-owed, report-state, report-changed, auth-….
    // `seen`: the report's version when the fields were read; nothing: whatever is newest. `uploaded`: a new
    // evidence field names bytes that were just kept (attach does so); otherwise it is refused.
    Result<Saved> save(const Actor& actor, const ReportKey& key, const tracking::Fields& fields,
                       std::optional<Sequence> seen, bool uploaded = false);
    // `version`: of the report as seen; another one: report-changed.
    Result<Decided> submit(const Actor& actor, const ReportKey& key, std::optional<Sequence> version,
                           std::string_view note);
    Result<Decided> withdraw(const Actor& actor, const ReportKey& key, std::string_view note);
    Result<Decided> send_back(const Actor& actor, const ReportKey& key, std::optional<Sequence> version,
                              std::string_view note,
                              const std::vector<std::pair<std::string, std::string>>& comments);
    Result<Decided> approve(const Actor& actor, const ReportKey& key, std::optional<Sequence> version,
                            std::string_view note);
    Result<Decided> comment(const Actor& actor, const ReportKey& key, std::string_view field,
                            std::string_view text);
    // Without nodes: all that wait for this actor and are unremarkable.
    Result<Bulk> approve_many(const Actor& actor, std::string_view plan, std::string_view cycle,
                              const std::vector<std::string>& nodes, std::string_view note);
    // Keeps a file and names it in the report; its SHA-256.
    Result<std::string> attach(const Actor& actor, const ReportKey& key, std::string_view name,
                               std::string_view bytes);
    // All rows of a sheet in one commit; each row by itself is all or nothing. In the order of `rows`.
    Result<std::vector<RowOutcome>> save_rows(const Actor& actor, std::string_view plan,
                                              std::string_view cycle, const std::vector<Row>& rows,
                                              bool submit);

    // ---- standing in
    // `from` empty: for oneself; for others with manage_accounts.
    Result<std::string> delegate(const Actor& actor, const std::string& from, const std::string& to,
                                 Day start, Day end, std::string_view reason);
    Status end_delegation(const Actor& actor, std::string_view id);

  private:
    struct Scene;  // the newest state as one report's command sees it
    template <class F>
    Result<Decided> decide(const Actor& actor, const ReportKey& key, std::optional<Sequence> version,
                           F&& make);
    Status plan_command(const Actor& actor, std::string_view plan, std::string_view type,
                        const std::string& rest,
                        const std::function<Status(const state::Snapshot&, const state::Plan&)>& check = {});

    Registry& registry_;
};

}  // namespace gangmu::services
