// Commands about what is set: the calendar, rhythms, cycles, review, items, standing in.
#include "services/registry_tracking.hpp"

#include <algorithm>

#include "services/parts.hpp"
#include "services/rhythms.hpp"
#include "services/tracking_rights.hpp"
#include "state/events.hpp"
#include "state/tracking_events.hpp"
#include "tracking/calendar_csv.hpp"
#include "tracking/json.hpp"

namespace gangmu::services {
namespace {

namespace event = state::event;
using auth::Action;
using Events = std::vector<ledger::NewEvent>;

constexpr std::size_t longest_reason = 2000;  // bytes
constexpr Day longest_delegation = 366;
constexpr std::size_t most_keys = 20'000;
constexpr std::size_t largest_sheet = std::size_t{32} << 20;

Status short_enough(std::string_view reason) {
    if (reason.size() > longest_reason)
        return fail(Fault::too_large, "reason-long", {"原因過長", "The reason is too long"}, {}, "reason");
    return {};
}

JsonWriter begin() {
    JsonWriter out;
    out.object().member("v", state::payload_version);
    return out;
}

Result<const state::Plan*> published(const state::Snapshot& snapshot, std::string_view id) {
    const auto* plan = snapshot.plan(id);
    if (plan == nullptr || plan->latest() == nullptr) return plan_unknown(id);
    if (!plan->latest()->content)
        return fail(Fault::conflict, "content-erased", {"計畫內容已刪除", "The plan's content was erased"},
                    {}, plan->id);
    return plan;
}

Error node_unknown(std::string_view node) {
    return fail(Fault::not_found, "node-unknown", {"計畫中沒有這個節點", "There is no such node in the plan"},
                {"請從計畫的樹狀圖選取", "Choose one from the plan's tree"}, std::string(node));
}

Error account_unknown(const std::string& name) {
    return fail(Fault::not_found, "account-unknown", {"查無此帳號", "There is no such account"},
                {"請從帳號清單選取", "Choose one from the list of accounts"}, name);
}

Status check_account(const state::Snapshot& snapshot, const std::string& name) {
    const auto* account = snapshot.account(name);
    if (account == nullptr || account->disabled) return account_unknown(name);
    return {};
}

Status check_shares(const std::map<std::string, Decimal>& shares) {
    if (shares.empty()) return {};
    Decimal sum;
    bool good = true;
    for (const auto& [agency, share] : shares) {
        const auto next = sum.plus(share);
        good = good && next && share >= Decimal(0) && !agency.empty();
        if (next) sum = *next;
    }
    if (good && sum == Decimal(1)) return {};
    return fail(Fault::invalid, "shares-sum",
                {"各機關的分攤比例合計應為 1，目前為 " + sum.str(),
                 "The shares should sum to 1, and sum to " + sum.str()},
                {"例如兩機關各 0.5", "For example 0.5 each of two agencies"}, "shares");
}

}  // namespace

Registry::Tracking Registry::tracking() {
    return Tracking(*this);
}

Result<documents::Document> Registry::parse_sheet(std::string_view name, std::string_view bytes) const {
    documents::Limits limits = parts_->options.limits;
    limits.file_bytes = std::min<std::size_t>(limits.file_bytes, largest_sheet);
    return parts_->options.in_child ? documents::open(name, bytes, limits)
                                    : documents::parse(name, bytes, limits);
}

// ---- calendar

Result<std::vector<int>> Registry::Tracking::load_calendar(const Actor& actor, std::string_view csv) {
    CHECK(auth::allow(actor, Action::change_calendar, *registry_.parts_->now()));
    TRY(const auto years, tracking::read_calendar(csv));
    std::vector<int> numbers;
    for (const auto& year : years)
        numbers.push_back(year->year);
    const Status recorded = registry_.parts_->record([&](const state::Snapshot& newest) -> Result<Events> {
        CHECK(auth::allow(actor, Action::change_calendar, newest));
        Events events;
        for (const auto& year : years) {
            const auto* known = newest.tracking.calendar.years().find(year->year);
            if (known != nullptr && **known == *year) continue;  // the same file again
            json::object payload;
            JsonWriter out;
            tracking::write(out, *year);
            TRY(auto value, parse_json(out.take()));
            payload = std::move(value.get_object());
            payload["v"] = state::payload_version;
            events.push_back(new_event(event::calendar_loaded, actor, print_json(payload)));
        }
        return events;
    });
    CHECK(recorded);
    return numbers;
}

Status Registry::Tracking::set_day(const Actor& actor, Day day, bool off, std::string_view note) {
    CHECK(check_reason(note));
    return registry_.parts_->record([&](const state::Snapshot& newest) -> Result<Events> {
        CHECK(auth::allow(actor, Action::change_calendar, newest));
        auto out = begin();
        out.member("day", tracking::print_day(day)).member("off", off).member("note", note).end();
        return Events{new_event(event::calendar_day, actor, out.take())};
    });
}

Status Registry::Tracking::unset_day(const Actor& actor, Day day) {
    return registry_.parts_->record([&](const state::Snapshot& newest) -> Result<Events> {
        CHECK(auth::allow(actor, Action::change_calendar, newest));
        if (newest.tracking.calendar.specials().find(day) == nullptr)
            return fail(Fault::not_found, "calendar-day",
                        {"這一天沒有特別設定", "Nothing was set for this day"}, {}, tracking::print_day(day));
        auto out = begin();
        out.member("day", tracking::print_day(day)).member("removed", true).end();
        return Events{new_event(event::calendar_day, actor, out.take())};
    });
}

// ---- what is set on a plan

// A command of the plan's office: the event is {"v","plan"} and `rest` (members, with a leading comma or
// empty).
Status Registry::Tracking::plan_command(
    const Actor& actor, std::string_view plan, std::string_view type, const std::string& rest,
    const std::function<Status(const state::Snapshot&, const state::Plan&)>& check) {
    return registry_.parts_->record([&](const state::Snapshot& newest) -> Result<Events> {
        TRY(const auto* known, published(newest, plan));
        CHECK(auth::allow(actor, Action::manage_cycles, newest, issuer_of(*known)));
        if (check) CHECK(check(newest, *known));
        auto out = begin();
        out.member("plan", known->id);
        std::string payload = out.take();
        payload += rest + "}";
        return Events{new_event(type, actor, std::move(payload))};
    });
}

namespace {

// `"a":1` out of a writer that holds {"a":1}, with a leading comma.
std::string members(JsonWriter out) {
    std::string text = out.end().take();
    return text.size() <= 2 ? std::string() : "," + text.substr(1, text.size() - 2);
}

JsonWriter open_object() {
    JsonWriter out;
    out.object();
    return out;
}

std::string free_id(const tracking::PlanTracking& settings, tracking::Every every) {
    static constexpr const char* letters[] = {"w", "m", "q", "h", "y"};
    const std::string letter = letters[static_cast<std::size_t>(every)];
    std::string id = letter;
    for (int n = 2; settings.rhythm(id) != nullptr; ++n)
        id = letter + std::to_string(n);
    return id;
}

ledger::NewEvent rhythm_event(const Actor& actor, const std::string& plan, const tracking::Rhythm& rhythm,
                              std::string_view reason) {
    auto out = begin();
    out.member("plan", plan).key("rhythm");
    tracking::write(out, rhythm);
    out.member_if("reason", reason).end();
    return new_event(event::rhythm_set, actor, out.take());
}

}  // namespace

Result<std::string> Registry::Tracking::set_rhythm(const Actor& actor, std::string_view plan,
                                                   tracking::Rhythm rhythm, std::string_view reason) {
    std::string id = rhythm.id;
    const Status recorded = registry_.parts_->record([&](const state::Snapshot& newest) -> Result<Events> {
        TRY(const auto* known, published(newest, plan));
        CHECK(auth::allow(actor, Action::manage_cycles, newest, issuer_of(*known)));
        const auto& settings = newest.tracking.plan(known->id);
        tracking::Rhythm wanted = rhythm;
        if (wanted.id.empty()) wanted.id = free_id(settings, wanted.every);
        id = wanted.id;
        CHECK(tracking::check(wanted));
        const auto& content = *known->latest()->content;
        if (!wanted.scope.empty() && !content.find(wanted.scope)) return node_unknown(wanted.scope);
        if (content.header().start.empty() && wanted.from.empty())
            return fail(Fault::invalid, "rhythm-dates",
                        {"計畫沒有載明期間，請指定起始日", "The plan names no period: say from when"}, {},
                        "from");
        const auto* there = settings.rhythm(wanted.id);
        if (there == nullptr) return Events{rhythm_event(actor, known->id, wanted, {})};
        wanted.stamp = there->stamp;
        if (*there == wanted) return Events();
        CHECK(check_reason(reason));
        TRY(auto changed, changed_rhythm(newest, *known, *there, std::move(wanted), today()));
        Events events;
        for (auto& each : changed) {
            if (each.id.empty()) each.id = free_id(settings, each.every);
            CHECK(tracking::check(each));
            id = each.id;
            if (each != *there) events.push_back(rhythm_event(actor, known->id, each, reason));
        }
        return events;
    });
    CHECK(recorded);
    return id;
}

Status Registry::Tracking::end_rhythm(const Actor& actor, std::string_view plan, std::string_view rhythm,
                                      std::string_view reason, std::optional<Day> until) {
    CHECK(check_reason(reason));
    return registry_.parts_->record([&](const state::Snapshot& newest) -> Result<Events> {
        TRY(const auto* known, published(newest, plan));
        CHECK(auth::allow(actor, Action::manage_cycles, newest, issuer_of(*known)));
        const auto* there = newest.tracking.plan(known->id).rhythm(rhythm);
        if (there == nullptr)
            return fail(Fault::not_found, "rhythm-unknown", {"查無這個週期設定", "There is no such rhythm"},
                        {}, std::string(rhythm));
        const std::string last =
            until ? tracking::print_day(*until) : begun_until(newest, *known, there->id, today());
        if (!last.empty() && !there->until.empty() && there->until <= last)
            return fail(Fault::conflict, "rhythm-ended",
                        {"這個週期已於 " + there->until + " 停止", "This rhythm ended on " + there->until},
                        {}, there->id);
        if (!last.empty()) {
            tracking::Rhythm ended = *there;
            ended.until = last;
            CHECK(tracking::check(ended));
            CHECK(keeps_reports(newest, *known, *there, ended, today()));
        }
        auto out = begin();
        out.member("plan", known->id).member("id", there->id).member_if("until", last);
        out.member("reason", reason).end();
        return Events{new_event(event::rhythm_ended, actor, out.take())};
    });
}

Status Registry::Tracking::act_on_cycle(const Actor& actor, std::string_view plan, std::string_view cycle,
                                        CycleAct act, std::optional<Day> day, std::string_view reason) {
    CHECK(check_reason(reason));
    if (act != CycleAct::lock && !day)
        return fail(Fault::invalid, "date-invalid", {"請指定日期", "Name the day"}, {}, "day");
    static constexpr std::string_view types[] = {event::cycle_opened, event::cycle_due, event::cycle_locked,
                                                 event::cycle_reopened};
    auto out = open_object();
    out.member("cycle", cycle).member("reason", reason);
    if (day && act != CycleAct::lock)
        out.member(act == CycleAct::reopen ? "until" : "day", tracking::print_day(*day));
    return plan_command(
        actor, plan, types[static_cast<std::size_t>(act)], members(std::move(out)),
        [&](const state::Snapshot& newest, const state::Plan& known) -> Status {
            TRY(const PlanCycle found, find_cycle(newest, known.id, cycle, today()));
            const bool closed = found.phase == tracking::Phase::locked;
            if (act == CycleAct::reopen && !closed)
                return fail(Fault::conflict, "cycle-not-locked",
                            {"這個週期沒有鎖定", "This cycle is not locked"}, {}, std::string(cycle));
            if (act == CycleAct::reopen && *day < today())
                return fail(Fault::invalid, "date-past",
                            {"重新開放的期限已經過了", "It would end before today"}, {}, "until");
            if (act == CycleAct::due && *day < found.cycle.opens)
                return fail(Fault::invalid, "date-invalid",
                            {"期限不能早於開放日", "It cannot be due before it opens"}, {}, "day");
            if (act == CycleAct::lock && closed)
                return fail(Fault::conflict, "cycle-locked",
                            {"這個週期已經鎖定", "This cycle is locked already"}, {}, std::string(cycle));
            return {};
        });
}

Status Registry::Tracking::configure_review(const Actor& actor, std::string_view plan,
                                            const std::vector<tracking::Stage>& stages) {
    if (stages.size() > tracking::most_stages)
        return fail(Fault::invalid, "review-stages", {"審核關卡至多 6 關", "At most 6 stages"}, {}, "stages");
    auto out = open_object();
    out.key("stages").array();
    for (const auto& stage : stages)
        tracking::write(out, stage);
    out.end();
    return plan_command(
        actor, plan, event::review_configured, members(std::move(out)),
        [&](const state::Snapshot& newest, const state::Plan& known) -> Status {
            // A report that waits at a stage that would be no more would wait for ever.
            const std::size_t count = stages.empty() ? tracking::default_stages().size() : stages.size();
            bool stranded = false;
            newest.tracking.reports.each([&](const std::string& key, const tracking::CycleReports& reports) {
                if (key.compare(0, known.id.size() + 1, known.id + "\n") != 0) return;
                reports.each([&](const std::string&, const tracking::ReportPtr& report) {
                    stranded |= report->state == tracking::ReportState::submitted && report->stage >= count;
                });
            });
            if (!stranded) return {};
            return fail(
                Fault::conflict, "review-waiting",
                {"有辦理情形正在將被取消的關卡等候審核", "Reports wait at a stage that would be taken away"},
                {"請先核可或退回", "Approve or return them first"}, "stages");
        });
}

Status Registry::Tracking::map_keys(const Actor& actor, std::string_view plan, const std::string& agency,
                                    const tracking::ForeignKeys& keys) {
    if (keys.nodes.size() > most_keys || keys.column.size() > 200)
        return fail(Fault::too_large, "keys-many",
                    {"編號過多或欄名過長", "Too many keys, or too long a column"}, {}, "keys");
    return registry_.parts_->record([&](const state::Snapshot& newest) -> Result<Events> {
        TRY(const auto* known, published(newest, plan));
        const TrackingRights rights(newest, actor, today());
        const std::string owner = name_now(newest, agency);
        auto standing = rights.may(Action::manage_cycles, issuer_of(*known));
        for (const Action action : {Action::file_report, Action::review_report})
            if (!standing.allowed) standing = rights.may(action, owner);
        CHECK(allowed(standing, actor, Action::file_report));
        for (const auto& [key, node] : keys.nodes)
            if (key.empty() || !known->latest()->content->find(node)) return node_unknown(key + " → " + node);
        const auto* there = newest.tracking.plan(known->id).keys.find(owner);
        if (there != nullptr && *there == keys) return Events();
        JsonWriter text;
        tracking::write(text, keys);
        TRY(auto value, parse_json(text.take()));
        json::object payload = std::move(value.get_object());
        payload["v"] = state::payload_version;
        payload["plan"] = known->id;
        payload["agency"] = owner;
        return Events{new_event(event::keys_mapped, actor, print_json(payload))};
    });
}

// ---- items

Status Registry::Tracking::set_item(const Actor& actor, std::string_view plan, std::string_view node,
                                    const ItemChange& change) {
    CHECK(short_enough(change.reason));
    if (change.shares) CHECK(check_shares(*change.shares));
    return registry_.parts_->record([&](const state::Snapshot& newest) -> Result<Events> {
        TRY(const auto* known, published(newest, plan));
        const auto& content = *known->latest()->content;
        const auto row = content.find(node);
        if (!row) return node_unknown(node);
        const auto& item = content.node(*row);
        const auto& there = newest.tracking.plan(known->id).item(item.id);
        const TrackingRights rights(newest, actor, today());
        auto standing = rights.may(Action::manage_cycles, issuer_of(*known));
        const bool only_officer = change.officer && !change.level && !change.holder && !change.shares;
        const auto who =
            tracking::owner_of(item, there, [&](const std::string& name) { return name_now(newest, name); });
        if (!standing.allowed && only_officer && who)
            standing = rights.may(Action::review_report, who->agency);
        CHECK(allowed(standing, actor, Action::manage_cycles));
        if (change.officer && !change.officer->empty()) CHECK(check_account(newest, *change.officer));
        auto out = begin();
        out.member("plan", known->id).member("node", item.id);
        bool different = false;
        if (change.level && *change.level != there.level) {
            out.member("level", tracking::to_string(*change.level));
            different = true;
        }
        if (change.officer && *change.officer != there.officer) {
            out.member("officer", *change.officer);
            different = true;
        }
        if (change.holder && *change.holder != there.holder) {
            out.member("holder", *change.holder);
            different = true;
        }
        if (change.shares && *change.shares != there.shares) {
            out.key("shares").object();
            for (const auto& [agency, share] : *change.shares)
                out.member(agency, share.str());
            out.end();
            different = true;
        }
        if (!different) return Events();
        out.member("reason", change.reason).end();
        return Events{new_event(event::item_set, actor, out.take())};
    });
}

Status Registry::Tracking::release_item(const Actor& actor, std::string_view plan, std::string_view node,
                                        ReleaseAct act, std::string_view reason) {
    CHECK(check_reason(reason));
    static constexpr const char* acts[] = {"ask", "grant", "refuse", "resume"};
    return registry_.parts_->record([&](const state::Snapshot& newest) -> Result<Events> {
        TRY(const auto* known, published(newest, plan));
        const auto& content = *known->latest()->content;
        const auto row = content.find(node);
        if (!row) return node_unknown(node);
        const auto& item = content.node(*row);
        const auto& there = newest.tracking.plan(known->id).item(item.id);
        const TrackingRights rights(newest, actor, today());
        const auto who =
            tracking::owner_of(item, there, [&](const std::string& name) { return name_now(newest, name); });
        Standing standing;
        if (act == ReleaseAct::ask && who) {
            standing = rights.may_file(*who);
            if (!standing.allowed) standing = rights.may(Action::review_report, who->agency);
        }
        if (!standing.allowed) standing = rights.may(Action::manage_cycles, issuer_of(*known));
        CHECK(allowed(standing, actor, act == ReleaseAct::ask ? Action::file_report : Action::manage_cycles));
        const auto needed = act == ReleaseAct::ask      ? tracking::Release::none
                            : act == ReleaseAct::resume ? tracking::Release::released
                                                        : tracking::Release::asked;
        if (there.release != needed)
            return fail(Fault::conflict, "release-state",
                        {"列管狀態已不同，目前為 " + std::string(tracking::to_string(there.release)),
                         "The item stands otherwise: " + std::string(tracking::to_string(there.release))},
                        {"請重新整理", "Reload"}, item.id);
        auto out = begin();
        out.member("plan", known->id)
            .member("node", item.id)
            .member("act", acts[static_cast<std::size_t>(act)]);
        out.member("reason", reason).end();
        return Events{new_event(event::item_release, actor, out.take())};
    });
}

Result<std::size_t> Registry::Tracking::hand_over(const Actor& actor, std::string_view plan,
                                                  const std::string& from, const std::string& agency,
                                                  const std::string& to, std::string_view reason) {
    CHECK(check_reason(reason));
    if (from.empty() && agency.empty())
        return fail(Fault::invalid, "hand-over-what",
                    {"請指定原承辦人或機關", "Name the account or the agency it comes from"}, {}, "from");
    std::size_t count = 0;
    const Status recorded = registry_.parts_->record([&](const state::Snapshot& newest) -> Result<Events> {
        count = 0;
        TRY(const auto* known, published(newest, plan));
        CHECK(check_account(newest, to));
        const auto& settings = newest.tracking.plan(known->id);
        const auto& content = *known->latest()->content;
        const TrackingRights rights(newest, actor, today());
        const bool office = rights.may(Action::manage_cycles, issuer_of(*known)).allowed;
        const auto now = [&](const std::string& name) { return name_now(newest, name); };
        auto out = begin();
        out.member("plan", known->id).key("nodes").array();
        Status refused;
        content.walk([&](state::Row row) {
            const auto& item = content.node(row);
            const auto& set = settings.item(item.id);
            const auto who = tracking::owner_of(item, set, now);
            if (!who || !refused) return;
            if (from.empty() ? who->agency != now(agency) : set.officer != from) return;
            if (!agency.empty() && who->agency != now(agency)) return;
            if (set.officer == to) return;
            if (!office)
                refused =
                    allowed(rights.may(Action::review_report, who->agency), actor, Action::manage_cycles);
            out.value(item.id);
            ++count;
        });
        CHECK(refused);
        if (count == 0) {
            if (!office && !agency.empty())
                CHECK(allowed(rights.may(Action::review_report, now(agency)), actor, Action::manage_cycles));
            else if (!office)
                CHECK(allowed(rights.may(Action::review_report, {}), actor, Action::review_report));
            return Events();
        }
        out.end().member("to", to).member("reason", reason).end();
        return Events{new_event(event::items_handed, actor, out.take())};
    });
    CHECK(recorded);
    return count;
}

// ---- standing in

Result<std::string> Registry::Tracking::delegate(const Actor& actor, const std::string& from,
                                                 const std::string& to, Day start, Day end,
                                                 std::string_view reason) {
    CHECK(check_reason(reason));
    const std::string who = from.empty() ? actor.name : from;
    if (end < start || end - start > longest_delegation || end < today())
        return fail(Fault::invalid, "delegation-days",
                    {"代理期間應為一年以內，且迄日不早於起日與今日",
                     "It should last a year at most and not have ended"},
                    {}, "end");
    if (who == to)
        return fail(Fault::invalid, "delegation-self",
                    {"不能由自己代理自己", "Nobody stands in for themselves"}, {}, "to");
    auto recorded = registry_.parts_->run([&](const state::Snapshot& newest) -> Result<Events> {
        if (who != actor.name) CHECK(auth::allow(actor, Action::manage_accounts, newest));
        CHECK(check_account(newest, who));
        CHECK(check_account(newest, to));
        auto out = begin();
        out.member("from", who).member("to", to).member("start", tracking::print_day(start));
        out.member("end", tracking::print_day(end)).member("reason", reason).end();
        return Events{new_event(event::delegation_made, actor, out.take())};
    });
    TRY(const auto events, std::move(recorded));
    return std::to_string(events.back().seq);
}

Status Registry::Tracking::end_delegation(const Actor& actor, std::string_view id) {
    return registry_.parts_->record([&](const state::Snapshot& newest) -> Result<Events> {
        const auto* there = newest.tracking.delegations.find(id);
        if (there == nullptr || (there->from != actor.name && there->to != actor.name &&
                                 !auth::may(actor, Action::manage_accounts, newest)))
            return fail(Fault::not_found, "delegation-unknown",
                        {"查無這項代理", "There is no such delegation"}, {}, std::string(id));
        auto out = begin();
        out.member("id", id).end();
        return Events{new_event(event::delegation_ended, actor, out.take())};
    });
}

}  // namespace gangmu::services
