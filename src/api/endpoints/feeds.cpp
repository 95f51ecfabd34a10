// Calendar feeds: due dates as iCalendar behind a secret address that can be revoked.
#include <algorithm>
#include <map>

#include "api/call.hpp"
#include "api/endpoints/all.hpp"
#include "api/plan_views.hpp"
#include "api/tracking_json.hpp"
#include "auth/token.hpp"
#include "exchange/ical.hpp"
#include "services/registry_notices.hpp"

namespace gangmu::api {
namespace {

using services::PlanCycle;
using tracking::Day;

constexpr Day days_back = 200, days_ahead = 400;

Result<Reply> get_feeds(Call& call) {
    JsonWriter out;
    out.object().key("feeds").array();
    for (const auto& feed : call.view->notices.feeds_of(call.actor().name)) {
        out.object().member("id", feed->id).member_if("plan", feed->plan);
        out.member("created", taipei_time(feed->created_us)).end();
    }
    out.end().end();
    return Reply::json(std::move(out));
}

Result<Reply> post_feed(Call& call) {
    CHECK(signed_in(call));
    const std::string plan(call.member("plan"));
    if (!plan.empty() && !call.view.plan(plan))
        return fail(Fault::not_found, "plan-unknown", {"查無這項計畫", "There is no such plan"}, {}, plan);
    auto notices = call.registry.notices();
    TRY(const auto made, notices.make_feed(call.actor(), plan));
    JsonWriter out;
    const std::string path = "/api/feeds/" + made.token + "/gangmu.ics";
    out.object().member("id", made.id).member("path", path);
    if (!notices.base_url().empty()) out.member("url", notices.base_url() + path);
    out.end();
    return Reply::json(std::move(out), 201);
}

Result<Reply> delete_feed(Call& call) {
    CHECK(signed_in(call));
    CHECK(call.registry.notices().revoke_feed(call.actor(), call.path[0]));
    JsonWriter out;
    out.object().member("seq", call.registry.view().head().seq).end();
    return Reply::json(std::move(out));
}

// ---- the calendar itself

class Feed {
  public:
    Feed(const Call& call, const state::Feed& feed, const state::Account& account)
        : snapshot_(call.view.snapshot()),
          feed_(feed),
          english_(snapshot_.notices.choice(account.name).english),
          today_(services::day_of(call.view)),
          base_(call.registry.notices().base_url()) {
        actor_.name = account.name;
        actor_.display = account.display;
        actor_.grants = account.grants;
    }

    std::string make() {
        for (const auto& id : snapshot_.plan_order) {
            if (!feed_.plan.empty() && feed_.plan != id) continue;
            const auto* plan = snapshot_.plan(id);
            if (plan == nullptr || plan->latest() == nullptr ||
                !auth::may(actor_, auth::Action::read_plans, snapshot_))
                continue;
            for (const auto& cycle : services::all_cycles(snapshot_, *plan, today_))
                if (cycle.cycle.due >= today_ - days_back && cycle.cycle.opens <= today_ + days_ahead)
                    add(cycle);
        }
        std::sort(entries_.begin(), entries_.end(), [](const auto& a, const auto& b) {
            return std::tie(a.day, a.uid) < std::tie(b.day, b.uid);
        });
        std::string name = english_ ? "Gangmu: due dates" : "綱目：填報期限";
        if (const auto* plan = snapshot_.plan(feed_.plan);
            plan != nullptr && plan->latest() && plan->latest()->content)
            name = plan->latest()->content->header().title;
        return exchange::to_ical(name, entries_);
    }

  private:
    std::string say(const Message& message) const { return english_ ? message.en : message.zh; }

    void add(const PlanCycle& cycle) {
        const auto duties = services::duties(snapshot_, cycle);
        const services::TrackingRights rights(snapshot_, actor_, today_);
        std::size_t mine = 0, open = 0;
        std::string list;
        for (const auto& owed : duties->owed) {
            if (feed_.plan.empty() && !rights.mine(owed)) continue;
            ++mine;
            const auto* report = snapshot_.tracking.report(cycle.plan->id, cycle.cycle.id, owed.node);
            const bool done = report != nullptr && (report->state == tracking::ReportState::submitted ||
                                                    report->state == tracking::ReportState::approved);
            // Whether somebody else's report was filed is not this calendar's to tell.
            if (done && rights.mine(owed)) continue;
            if (++open <= 20) list += "\n・" + duties->node(owed).title;
        }
        if (mine == 0) return;
        const std::string about =
            cycle.edition->content->header().title + " " + say(tracking::period_label(cycle.cycle.period));
        const std::string key = cycle.plan->id + "/" + cycle.cycle.id;
        exchange::CalendarEntry due;
        due.uid = "due/" + key + "@gangmu";
        due.day = tracking::print_day(cycle.cycle.due);
        due.summary = feed_.plan.empty() && open == 0
                          ? say({"已全部送出：", "All submitted: "}) + about
                          : say({"填報期限：", "Reports due: "}) + about + say({"（", " ("}) +
                                std::to_string(open) + say({" 項）", ")"});
        due.description = list.empty() ? std::string() : list.substr(1);
        due.category = say({"填報期限", "Due"});
        due.alarm_days = open == 0 ? 0 : std::max(0, cycle.cycle.due - cycle.cycle.remind);
        put(std::move(due), cycle);
        exchange::CalendarEntry opens;
        opens.uid = "opens/" + key + "@gangmu";
        opens.day = tracking::print_day(cycle.cycle.opens);
        opens.summary = say({"開放填報：", "Opens for reports: "}) + about;
        opens.category = say({"開放填報", "Opens"});
        put(std::move(opens), cycle);
    }

    void put(exchange::CalendarEntry entry, const PlanCycle& cycle) {
        if (!base_.empty())
            entry.url = base_ + "/plans/" + http::encode_percent(cycle.plan->id) + "/cycles/" +
                        http::encode_percent(cycle.cycle.id);
        // What it says follows from the plan and from all that is tracked: the later of the two.
        entry.sequence = std::max<std::uint64_t>(cycle.plan->version, snapshot_.tracking.version);
        entry.changed_us = snapshot_.recorded_us;
        entries_.push_back(std::move(entry));
    }

    const state::Snapshot& snapshot_;
    const state::Feed& feed_;
    const bool english_;
    const Day today_;
    const std::string base_;
    auth::Actor actor_;
    std::vector<exchange::CalendarEntry> entries_;
};

Result<Reply> get_calendar_file(Call& call) {
    const auto unknown =
        fail(Fault::not_found, "feed-unknown",
             {"沒有這個行事曆，或已經撤銷", "There is no such calendar, or it was revoked"},
             {"請登入後在「我的帳號」建立新的訂閱", "Sign in and make a new one at your account"});
    // Against the newest state: what was revoked is not to be had by asking for an earlier day.
    const auto newest = call.registry.view();
    const auto* feed = newest->notices.feeds.find(auth::token_hash(call.path[0]));
    if (feed == nullptr) return unknown;
    const auto* account = newest->account((*feed)->account);
    if (account == nullptr || account->disabled) return unknown;
    Reply reply;
    reply.body = std::make_shared<const std::string>(Feed(call, **feed, *account).make());
    reply.media_type = "text/calendar; charset=utf-8";
    return reply;
}

}  // namespace

std::vector<Endpoint> feed_endpoints() {
    return {{.method = http::Method::get,
             .path = "/api/feeds",
             .access = Access::account(),
             .summary = {"我的行事曆訂閱", "My calendar feeds"},
             .handle = get_feeds,
             .answer = {200, "Feeds"}},
            {.method = http::Method::post,
             .path = "/api/feeds",
             .access = Access::account(),
             .summary = {"建立行事曆訂閱；秘密網址只顯示這一次",
                         "A new calendar feed; its secret address is shown once"},
             .handle = post_feed,
             .answer = {201, "FeedMade"},
             .body = {BodyKind::json,
                      {{.name = "plan",
                        .about = {"只要這項計畫；空白為我的", "Of this plan; empty: mine"},
                        .maximum = 100}}},
             .work = Work::slow},
            {.method = http::Method::del,
             .path = "/api/feeds/{id}",
             .access = Access::account(),
             .summary = {"撤銷行事曆訂閱", "Revokes a calendar feed"},
             .handle = delete_feed,
             .answer = {200, "Done"},
             .work = Work::slow},
            {.method = http::Method::get,
             .path = "/api/feeds/{token}/gangmu.ics",
             .access = Access::everyone(),
             .summary = {"行事曆（iCalendar），以秘密網址讀取",
                         "The calendar (iCalendar), by its secret address"},
             .handle = get_calendar_file,
             .answer = {200, "", "text/calendar"},
             .work = Work::slow}};
}

}  // namespace gangmu::api
