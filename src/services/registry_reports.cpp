// Commands about reports: save, submit, review, evidence, sheets.
#include <algorithm>
#include <set>

#include "base/sha256.hpp"
#include "services/parts.hpp"
#include "services/registry_tracking.hpp"
#include "services/report_values.hpp"
#include "services/tracking_rights.hpp"
#include "state/events.hpp"
#include "state/tracking_events.hpp"
#include "tracking/json.hpp"

namespace gangmu::services {
namespace {

namespace event = state::event;
using auth::Action;
using tracking::Fields;
using tracking::Report;
using tracking::ReportState;
using Events = std::vector<ledger::NewEvent>;

constexpr std::size_t longest_note = 6000;  // bytes
constexpr std::size_t most_fields = 400;    // of one report
constexpr std::size_t most_evidence = 40;

Status check_note(std::string_view note) {
    if (note.size() <= longest_note) return {};
    return fail(Fault::too_large, "note-long", {"意見過長", "The note is too long"}, {}, "note");
}

Status need_note(std::string_view note) {
    if (!note.empty()) return check_note(note);
    return fail(Fault::invalid, "reason-missing", {"請說明退回的原因", "Say why it is returned"}, {}, "note");
}

}  // namespace

// The newest state as a command about one report sees it; lives on the writer's thread for the length of it.
struct Registry::Tracking::Scene {
    const state::Snapshot& snapshot;
    const Actor& actor;
    PlanCycle cycle;
    std::string node;  // its id now, when it was merged
    tracking::Obligation who;
    const Report* report = nullptr;
    TrackingRights rights;

    static Result<Scene> find(const state::Snapshot& snapshot, const Actor& actor, const ReportKey& key) {
        const Day day = today();
        TRY(PlanCycle cycle, find_cycle(snapshot, key.plan, key.cycle, day));
        const auto& content = *cycle.edition->content;
        const auto row = content.find(key.node);
        if (!row)
            return fail(Fault::not_found, "node-unknown",
                        {"計畫中沒有這個節點", "There is no such node in the plan"},
                        {"請從計畫的樹狀圖選取", "Choose one from the plan's tree"}, key.node);
        const auto& node = content.node(*row);
        auto who = tracking::owner_of(node, cycle.settings->item(node.id),
                                      [&](const std::string& name) { return name_now(snapshot, name); });
        if (!who)
            return fail(Fault::conflict, "node-not-owed",
                        {"這個項目沒有主辦機關，不需填報", "Nobody leads this item: no report is owed"},
                        {"請計畫主政機關指定負責機關", "The plan's office can name who answers for it"},
                        node.id);
        const Report* report = snapshot.tracking.report(cycle.plan->id, cycle.cycle.id, node.id);
        return Scene{snapshot,
                     actor,
                     std::move(cycle),
                     node.id,
                     std::move(*who),
                     report,
                     TrackingRights(snapshot, actor, day)};
    }

    const std::vector<tracking::Stage>& stages() const { return cycle.settings->review(); }

    // Filing is open, or this very report came back after the cycle had locked by itself.
    Status open_for_filing() const {
        const bool by_hand = cycle.marks != nullptr && cycle.marks->locked;
        if (cycle.phase == tracking::Phase::open || cycle.phase == tracking::Phase::grace) return {};
        if (cycle.phase == tracking::Phase::locked && !by_hand && report != nullptr &&
            report->state == ReportState::returned)
            return {};
        if (cycle.phase == tracking::Phase::planned)
            return fail(Fault::conflict, "cycle-closed",
                        {"尚未開放填報，" + tracking::print_day(cycle.cycle.opens) + " 開放",
                         "It is not open yet; it opens on " + tracking::print_day(cycle.cycle.opens)},
                        {}, cycle.cycle.id);
        return fail(Fault::conflict, "cycle-closed",
                    {"填報期間已結束並鎖定", "The time for filing is over and it is locked"},
                    {"請計畫主政機關重新開放", "The plan's office can reopen it"}, cycle.cycle.id);
    }

    Status unchanged_since(std::optional<Sequence> version) const {
        if (!version || report == nullptr || *version == report->version) return {};
        return fail(Fault::conflict, "report-changed",
                    {"這份辦理情形已有更新，請重新整理後再試", "The report has changed meanwhile"},
                    {"請先查看變更的內容", "Look at what changed first"}, std::to_string(report->version));
    }

    // Each field must be one that this report can have. Rights come before.
    Status check_fields(const Fields& fields, bool uploaded = false) const {
        if (fields.size() > most_fields)
            return fail(Fault::too_large, "report-fields", {"欄位過多", "Too many fields"}, {}, "fields");
        const auto& content = *cycle.edition->content;
        for (const auto& [name, value] : fields) {
            const std::string subject(tracking::field_subject(name));
            switch (*tracking::field_kind(name)) {
                case tracking::FieldKind::observation:
                    if (!observes(content, subject))
                        return no_field(name, {"這個項目沒有這項指標", "The item has no such indicator"});
                    break;
                case tracking::FieldKind::contribution:
                    if (std::find(who.co.begin(), who.co.end(), subject) == who.co.end() &&
                        std::find(who.joint.begin(), who.joint.end(), subject) == who.joint.end())
                        return no_field(name, {"這個機關不是協辦或共同主辦機關",
                                               "This agency neither helps nor leads too"});
                    break;
                case tracking::FieldKind::evidence:  // a hash alone opens nothing: the bytes are uploaded
                    if (!uploaded && !value.empty() && (report == nullptr || report->field(name) == nullptr))
                        return no_field(name, {"請先上傳檔案", "Upload the file first"});
                    break;
                default:
                    break;
            }
        }
        return {};
    }

    static Error no_field(const std::string& name, Message why) {
        return fail(Fault::invalid, "report-field", std::move(why), {}, name);
    }

    // The indicator hangs on the node or somewhere under it.
    bool observes(const state::Content& content, const std::string& id) const {
        const auto* indicator = content.indicator(id);
        if (indicator == nullptr) return false;
        const auto mine = content.find(node), at = content.find(indicator->node);
        if (!mine || !at) return false;
        if (*mine == *at) return true;
        const auto above = content.ancestors(*at);
        return std::find(above.begin(), above.end(), *mine) != above.end();
    }

    // Errors: auth-…; those who only contribute may write their own contributions and add evidence.
    Status may_write(const Fields& fields) const {
        const auto standing = rights.may_file(who);
        if (standing.allowed) return {};
        const auto mine = rights.may_contribute(who);
        for (const auto& [name, value] : fields) {
            const auto kind = *tracking::field_kind(name);
            const bool own = kind == tracking::FieldKind::contribution &&
                             std::find(mine.begin(), mine.end(), tracking::field_subject(name)) != mine.end();
            const bool file = kind == tracking::FieldKind::evidence && !mine.empty() && !value.empty();
            if (!own && !file) return allowed(standing, actor, Action::file_report);
        }
        return fields.empty() && mine.empty() ? allowed(standing, actor, Action::file_report) : Status();
    }

    JsonWriter payload() const {
        JsonWriter out;
        out.object().member("v", state::payload_version).member("plan", cycle.plan->id);
        out.member("cycle", cycle.cycle.id).member("node", node);
        return out;
    }

    ledger::NewEvent saved(const Fields& fields) const {
        auto out = payload();
        out.member("agency", who.agency).member("edition", cycle.edition->number).key("fields").object();
        for (const auto& [name, value] : fields)
            tracking::write_field(out.key(name), value);
        out.end().end();
        return new_event(event::report_saved, actor, out.take());
    }

    // What the report says of indicators, once the stage where it waits is the last.
    void observe(ObservedValues& observed) const {
        if (report != nullptr && tracking::last_stage(*report, stages().size()))
            observed.add(*cycle.plan, *report, cycle.cycle.period);
    }

    ledger::NewEvent step(std::string_view type, std::string_view note, const Standing& standing,
                          bool with_stages = false) const {
        auto out = payload();
        out.member_if("note", note).member_if("on_behalf", standing.on_behalf);
        if (with_stages) out.member("stages", static_cast<std::uint64_t>(stages().size()));
        out.end();
        return new_event(type, actor, out.take());
    }
};

namespace {

std::vector<FieldConflict> conflicts_of(const Report* report, const Fields& wanted, Sequence seen) {
    std::vector<FieldConflict> out;
    for (const auto& name : tracking::conflicts(report, wanted, seen))
        out.push_back({name, wanted.find(name)->second, *report->field(name)});
    return out;
}

// The report as it will be.
Report with(const Report* report, const Fields& changes) {
    Report out = report == nullptr ? Report() : *report;
    for (const auto& [name, value] : changes)
        out.fields.insert_or_assign(name, value);
    return out;
}

Sequence version_of(const state::Snapshot& snapshot, const ReportKey& key) {
    const auto* report = snapshot.tracking.report(key.plan, key.cycle, key.node);
    return report == nullptr ? 0 : report->version;
}

}  // namespace

Result<Saved> Registry::Tracking::save(const Actor& actor, const ReportKey& key, const Fields& fields,
                                       std::optional<Sequence> seen, bool uploaded) {
    Saved out;
    auto recorded = registry_.parts_->run([&](const state::Snapshot& newest) -> Result<Events> {
        out = {};
        TRY(const Scene scene, Scene::find(newest, actor, key));
        CHECK(scene.may_write(fields));
        CHECK(scene.open_for_filing());
        CHECK(tracking::can_save(scene.report));
        CHECK(scene.check_fields(fields, uploaded));
        if (seen) out.conflicts = conflicts_of(scene.report, fields, *seen);
        if (scene.report != nullptr) out.version = scene.report->version;
        if (!out.conflicts.empty()) return Events();
        const Fields changed = tracking::changes(scene.report, fields);
        if (changed.empty()) return Events();
        for (const auto& [name, value] : changed)
            out.saved.push_back(name);
        return Events{scene.saved(changed)};
    });
    TRY(const auto events, std::move(recorded));
    if (!events.empty()) out.version = events.back().seq;
    return out;
}

template <class F>
Result<Decided> Registry::Tracking::decide(const Actor& actor, const ReportKey& key,
                                           std::optional<Sequence> version, F&& make) {
    Decided out;
    ReportKey resolved = key;
    const Status recorded = registry_.parts_->record([&](const state::Snapshot& newest) -> Result<Events> {
        out = {};
        TRY(const Scene scene, Scene::find(newest, actor, key));
        resolved.node = scene.node;
        return make(scene, out, version);
    });
    CHECK(recorded);
    const auto now = registry_.parts_->now();
    out.version = version_of(*now, resolved);
    if (const auto* report = now->tracking.report(resolved.plan, resolved.cycle, resolved.node))
        out.state = report->state;
    return out;
}

Result<Decided> Registry::Tracking::submit(const Actor& actor, const ReportKey& key,
                                           std::optional<Sequence> version, std::string_view note) {
    CHECK(check_note(note));
    return decide(actor, key, version,
                  [&](const Scene& scene, Decided& out, std::optional<Sequence> seen) -> Result<Events> {
                      const auto standing = scene.rights.may_file(scene.who);
                      CHECK(allowed(standing, actor, Action::file_report));
                      CHECK(scene.open_for_filing());
                      CHECK(tracking::can_submit(scene.report));
                      CHECK(scene.unchanged_since(seen));
                      out.faults = tracking::faults_of(*scene.report);
                      if (!out.faults.empty()) return Events();
                      return Events{scene.step(event::report_submitted, note, standing)};
                  });
}

Result<Decided> Registry::Tracking::withdraw(const Actor& actor, const ReportKey& key,
                                             std::string_view note) {
    CHECK(check_note(note));
    return decide(actor, key, std::nullopt,
                  [&](const Scene& scene, Decided&, std::optional<Sequence>) -> Result<Events> {
                      const auto standing = scene.rights.may_file(scene.who);
                      CHECK(allowed(standing, actor, Action::file_report));
                      CHECK(tracking::can_withdraw(scene.report));
                      CHECK(scene.open_for_filing());
                      return Events{scene.step(event::report_withdrawn, note, standing)};
                  });
}

namespace {

// Whoever may decide at the stage where the report waits; where it waits nowhere, anybody who reviews this
// plan may hear so.
template <class Scene>
Result<Standing> reviewer(const Scene& scene) {
    const auto& stages = scene.stages();
    Standing standing;
    if (scene.report != nullptr && scene.report->state == ReportState::submitted) {
        const auto at = std::min<std::size_t>(scene.report->stage, stages.size() - 1);
        standing = scene.rights.may_review(stages[at], scene.who.agency, scene.cycle.issuer);
    } else {
        for (const auto& stage : stages)
            if (!standing.allowed)
                standing = scene.rights.may_review(stage, scene.who.agency, scene.cycle.issuer);
    }
    CHECK(allowed(standing, scene.actor, Action::review_report));
    CHECK(tracking::can_decide(scene.report, stages.size()));
    return standing;
}

}  // namespace

Result<Decided> Registry::Tracking::send_back(
    const Actor& actor, const ReportKey& key, std::optional<Sequence> version, std::string_view note,
    const std::vector<std::pair<std::string, std::string>>& comments) {
    CHECK(need_note(note));
    for (const auto& [field, text] : comments) {
        CHECK(check_note(text));
        if (!field.empty() && !tracking::field_kind(field))
            return fail(Fault::invalid, "report-field", {"沒有這個欄位", "There is no such field"}, {},
                        field);
    }
    return decide(
        actor, key, version,
        [&](const Scene& scene, Decided&, std::optional<Sequence> seen) -> Result<Events> {
            TRY(const Standing standing, reviewer(scene));
            CHECK(scene.unchanged_since(seen));
            auto out = scene.payload();
            out.member("note", note).member_if("on_behalf", standing.on_behalf).key("comments").array();
            for (const auto& [field, text] : comments)
                out.object().member("field", field).member("text", text).end();
            out.end().end();
            return Events{new_event(event::report_returned, actor, out.take())};
        });
}

Result<Decided> Registry::Tracking::approve(const Actor& actor, const ReportKey& key,
                                            std::optional<Sequence> version, std::string_view note) {
    CHECK(check_note(note));
    return decide(actor, key, version,
                  [&](const Scene& scene, Decided&, std::optional<Sequence> seen) -> Result<Events> {
                      TRY(const Standing standing, reviewer(scene));
                      CHECK(scene.unchanged_since(seen));
                      Events events{scene.step(event::report_approved, note, standing, true)};
                      ObservedValues observed(scene.snapshot);
                      scene.observe(observed);
                      for (auto& each : observed.take(actor))
                          events.push_back(std::move(each));
                      return events;
                  });
}

Result<Decided> Registry::Tracking::comment(const Actor& actor, const ReportKey& key, std::string_view field,
                                            std::string_view text) {
    CHECK(check_note(text));
    if (text.empty())
        return fail(Fault::invalid, "comment-empty", {"請填寫意見", "Write the comment"}, {}, "text");
    if (!field.empty() && !tracking::field_kind(field))
        return fail(Fault::invalid, "report-field", {"沒有這個欄位", "There is no such field"}, {},
                    std::string(field));
    return decide(actor, key, std::nullopt,
                  [&](const Scene& scene, Decided&, std::optional<Sequence>) -> Result<Events> {
                      // Those who work on it; that an approved report can be read is not enough.
                      const bool concerned =
                          scene.rights.may_see(scene.who, *scene.cycle.settings, scene.cycle.issuer, nullptr);
                      CHECK(allowed({concerned, {}}, actor, Action::review_report));
                      if (scene.report == nullptr) return tracking::can_submit(nullptr).error();
                      auto out = scene.payload();
                      out.member("field", field).member("text", text).end();
                      return Events{new_event(event::report_commented, actor, out.take())};
                  });
}

namespace {

// Why a report that waits is not approved in bulk; nothing: it is unremarkable.
std::optional<Message> remarkable(const Report& report, const tracking::Cycle& cycle) {
    if (report.behind()) return Message{"進度落後", "It is behind"};
    const auto* submitted = report.last("submitted");
    if (submitted != nullptr) {
        constexpr std::int64_t day_us = 24LL * 3600 * 1'000'000, taipei_us = 8LL * 3600 * 1'000'000;
        if ((submitted->stamp.recorded_us + taipei_us) / day_us > cycle.due)
            return Message{"逾期送出", "It came late"};
    }
    for (const auto& comment : report.comments)
        if (comment.round == report.round)
            return Message{"本次送審已有意見", "There are comments on this submission"};
    if (!report.text("problems").empty() || !report.text("needs").empty())
        return Message{"有遭遇問題或需協助事項", "It names problems or needs"};
    return std::nullopt;
}

}  // namespace

Result<Bulk> Registry::Tracking::approve_many(const Actor& actor, std::string_view plan,
                                              std::string_view cycle, const std::vector<std::string>& nodes,
                                              std::string_view note) {
    CHECK(check_note(note));
    Bulk out;
    const Status recorded = registry_.parts_->record([&](const state::Snapshot& newest) -> Result<Events> {
        out = {};
        TRY(const PlanCycle found, find_cycle(newest, plan, cycle, today()));
        // Also who stands in for somebody with the right.
        CHECK(allowed(TrackingRights(newest, actor, today()).may(Action::review_report, {}), actor,
                      Action::review_report));
        std::vector<std::string> asked = nodes;
        if (nodes.empty())
            newest.tracking.of(found.plan->id, found.cycle.id)
                .each([&](const std::string& node, const tracking::ReportPtr& report) {
                    if (report->state == ReportState::submitted) asked.push_back(node);
                });
        std::sort(asked.begin(), asked.end());
        asked.erase(std::unique(asked.begin(), asked.end()), asked.end());
        Events events;
        ObservedValues observed(newest);
        std::set<std::string> decided;  // an id, and one that was merged into it, are the same report
        for (const auto& node : asked) {
            auto scene = Scene::find(newest, actor, {found.plan->id, found.cycle.id, node});
            auto standing = scene ? reviewer(*scene) : Result<Standing>(scene.error());
            if (!standing) {
                // What waits for others is none of this actor's business unless they named it.
                if (!nodes.empty()) out.passed_over.emplace_back(node, standing.error().what);
                continue;
            }
            if (!decided.insert(scene->node).second) continue;
            const auto why = nodes.empty() ? remarkable(*scene->report, found.cycle) : std::nullopt;
            if (why) {
                out.passed_over.emplace_back(node, *why);
                continue;
            }
            out.done.push_back(scene->node);
            events.push_back(scene->step(event::report_approved, note, *standing, true));
            scene->observe(observed);
        }
        for (auto& each : observed.take(actor))
            events.push_back(std::move(each));
        return events;
    });
    CHECK(recorded);
    return out;
}

Result<std::string> Registry::Tracking::attach(const Actor& actor, const ReportKey& key,
                                               std::string_view name, std::string_view bytes) {
    const std::string sha256 = sha256_hex(bytes);
    TRY(tracking::FieldValue value,
        tracking::read_field("evidence/" + sha256, json::value(json::string(name))));
    if (value.empty())
        return fail(Fault::invalid, "evidence-name", {"請提供檔名", "The file needs a name"}, {}, "name");
    Fields fields;
    fields.emplace("evidence/" + sha256, std::move(value));
    // Who may not write must not fill the disk.
    const auto before = registry_.parts_->now();
    TRY(const Scene scene, Scene::find(*before, actor, key));
    CHECK(scene.may_write(fields));
    CHECK(scene.open_for_filing());
    CHECK(tracking::can_save(scene.report));
    std::size_t files = 0;
    if (scene.report != nullptr)
        for (const auto& [field, there] : scene.report->fields)
            files += field.rfind("evidence/", 0) == 0 && !there.empty() ? 1 : 0;
    if (files >= most_evidence)
        return fail(Fault::too_large, "evidence-many", {"佐證檔案至多 40 個", "At most 40 files"},
                    {"請先移除不需要的檔案", "Take some out first"}, key.node);
    CHECK(registry_.parts_->ledger->put_blob(bytes));
    TRY(const Saved saved, save(actor, key, fields, std::nullopt, true));
    return sha256;
}

Result<std::vector<RowOutcome>> Registry::Tracking::save_rows(const Actor& actor, std::string_view plan,
                                                              std::string_view cycle,
                                                              const std::vector<Row>& rows, bool submit) {
    std::vector<RowOutcome> out;
    // One row against the newest state: its events, and in `outcome` what became of it. `seen`: the nodes
    // of the rows before; an id, and one that was merged into it, are the same node.
    const auto one = [&](const state::Snapshot& newest, const Row& row, RowOutcome& outcome,
                         std::set<std::string>& seen) -> Result<Events> {
        TRY(const Scene scene, Scene::find(newest, actor, {std::string(plan), std::string(cycle), row.node}));
        if (!seen.insert(scene.node).second)
            return fail(Fault::invalid, "row-twice",
                        {"同一項目在表中出現兩次", "The item stands in the sheet twice"},
                        {"請刪除重複的列", "Take one of the rows out"}, row.node);
        CHECK(scene.may_write(row.fields));
        const Fields changed = tracking::changes(scene.report, row.fields);
        Events events;
        if (!changed.empty()) {
            CHECK(scene.open_for_filing());
            CHECK(tracking::can_save(scene.report));
            CHECK(scene.check_fields(changed));
            // A sheet that somebody uploads twice must not be at odds with itself.
            for (auto& conflict : conflicts_of(scene.report, changed, row.seen))
                if (conflict.theirs.stamp.by != actor.name) outcome.conflicts.push_back(std::move(conflict));
            if (!outcome.conflicts.empty()) return Events();
            events.push_back(scene.saved(changed));
            for (const auto& [name, value] : changed)
                outcome.changed.push_back(name);
        }
        if (!submit || (scene.report == nullptr && changed.empty())) return events;
        const Report next = with(scene.report, changed);
        if (next.state == ReportState::submitted || next.state == ReportState::approved) return events;
        CHECK(scene.open_for_filing());
        outcome.faults = tracking::faults_of(next);
        const auto standing = scene.rights.may_file(scene.who);
        if (!outcome.faults.empty() || !standing.allowed) return events;
        events.push_back(scene.step(event::report_submitted, {}, standing));
        outcome.submitted = true;
        return events;
    };
    const Status recorded = registry_.parts_->record([&](const state::Snapshot& newest) -> Result<Events> {
        out.assign(rows.size(), {});
        TRY(const PlanCycle found, find_cycle(newest, plan, cycle, today()));
        CHECK(allowed(TrackingRights(newest, actor, today()).may(Action::file_report, {}), actor,
                      Action::file_report));
        Events events;
        std::set<std::string> seen;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            auto made = one(newest, rows[i], out[i], seen);
            if (!made) {
                out[i] = {};
                out[i].refused = std::move(made).error();
                continue;
            }
            std::move(made->begin(), made->end(), std::back_inserter(events));
        }
        return events;
    });
    CHECK(recorded);
    return out;
}

}  // namespace gangmu::services
