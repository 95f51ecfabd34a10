// The calendar of working days, and who stands in for whom.
#include <algorithm>

#include "api/call.hpp"
#include "api/endpoints/all.hpp"
#include "api/tracking_json.hpp"
#include "base/file.hpp"
#include "services/registry_tracking.hpp"

namespace gangmu::api {
namespace {

using auth::Action;
using tracking::Day;
using tracking::print_day;

constexpr std::size_t largest_calendar = std::size_t{4} << 20;

Result<Day> day_in(std::string_view text) {
    const auto day = tracking::parse_day(text);
    if (!day)
        return fail(Fault::invalid, "date-invalid", {"日期格式不正確", "This is not a date"},
                    {"請以 2026-12-31 的形式表示", "Write it as 2026-12-31"}, std::string(text));
    return *day;
}

void write_day(JsonWriter& out, Day day, bool off, const std::string& note) {
    out.object().member("day", print_day(day)).member("off", off).member_if("note", note).end();
}

Result<Reply> get_calendar(Call& call) {
    const auto& calendar = call.view->tracking.calendar;
    std::vector<int> years;
    calendar.years().each([&](int year, const auto&) { years.push_back(year); });
    std::sort(years.begin(), years.end());
    std::vector<Day> specials;
    calendar.specials().each([&](Day day, const auto&) { specials.push_back(day); });
    std::sort(specials.begin(), specials.end());
    JsonWriter out;
    out.object().key("years").array();
    for (const int year : years) {
        const auto& off = (*calendar.years().find(year))->off;
        out.object().member("year", year);
        out.member("off", static_cast<std::uint64_t>(std::count(off.begin(), off.end(), true))).end();
    }
    out.end().key("special").array();
    for (const Day day : specials)
        write_day(out, day, calendar.specials().find(day)->off, calendar.specials().find(day)->note);
    out.end().key("days").array();
    if (const auto year = static_cast<int>(call.number("year", 0)); calendar.knows(year))
        for (Day day = tracking::first_of_year(year); day < tracking::first_of_year(year + 1); ++day) {
            const bool weekend = tracking::weekday(day) % 6 == 0;
            const std::string note = calendar.note(day);
            if (calendar.working(day) == weekend || !note.empty())
                write_day(out, day, !calendar.working(day), note);
        }
    out.end().end();
    return Reply::json(std::move(out));
}

Result<Reply> reckon(Call& call) {
    TRY(const Day from, day_in(call.text("from")));
    const auto days = static_cast<int>(call.number("days", 0));
    const auto reached = call.view->tracking.calendar.move(from, days);
    JsonWriter out;
    out.object().member("from", print_day(from)).member("days", days);
    out.member("day", print_day(reached.day)).member("known", reached.known).end();
    return Reply::json(std::move(out));
}

Result<Reply> post_calendar(Call& call) {
    std::string bytes;
    if (!call.request.upload.empty()) {
        TRY(bytes, read_file(call.request.upload, largest_calendar));
    }
    TRY(const auto years, call.registry.tracking().load_calendar(call.actor(), bytes));
    JsonWriter out;
    out.object().key("years").array();
    for (const int year : years)
        out.value(year);
    out.end().end();
    return Reply::json(std::move(out));
}

Result<Reply> put_day(Call& call) {
    TRY(const Day day, day_in(call.path[0]));
    const auto* off = call.body.if_contains("off");
    CHECK(call.registry.tracking().set_day(call.actor(), day, off == nullptr || off->get_bool(),
                                           call.member("note")));
    return written(call);
}

Result<Reply> delete_day(Call& call) {
    TRY(const Day day, day_in(call.path[0]));
    CHECK(call.registry.tracking().unset_day(call.actor(), day));
    return written(call);
}

// ---- standing in

// Whom one can ask: accounts with work to do, for those who have some themselves. No more of them than a
// list of an office's telephones says.
Result<Reply> get_colleagues(Call& call) {
    constexpr Action working[] = {Action::file_report, Action::review_report, Action::manage_cycles};
    const auto works = [&](const state::Account& account) {
        return std::any_of(account.grants.begin(), account.grants.end(), [&](const state::Grant& grant) {
            return std::any_of(std::begin(working), std::end(working),
                               [&](Action action) { return auth::has_right(grant.role, action); });
        });
    };
    const bool one_of_them =
        std::any_of(std::begin(working), std::end(working), [&](Action action) { return call.may(action); });
    if (!one_of_them && !call.may(Action::manage_accounts))
        return fail(Fault::forbidden, "auth-no-right",
                    {"您的帳號沒有填報或審核的工作", "Your account has no reports to file or review"},
                    {"請洽管理者授予角色", "Ask an administrator for the role"});
    std::vector<const state::Account*> shown;
    call.view->accounts.each([&](const std::string&, const auto& account) {
        if (!account->disabled && works(*account)) shown.push_back(account.get());
    });
    std::sort(shown.begin(), shown.end(), [](const auto* a, const auto* b) { return a->name < b->name; });
    JsonWriter out;
    out.object().key("colleagues").array();
    for (const auto* each : shown) {
        out.object().member("name", each->name).member_if("display", each->display).key("roles").array();
        for (const auto& grant : each->grants)
            out.object().member("role", state::to_string(grant.role)).member_if("agency", grant.agency).end();
        out.end().end();
    }
    out.end().end();
    return Reply::json(std::move(out));
}

Result<Reply> get_delegations(Call& call) {
    const Day today = services::day_of(call.view);
    const bool all = call.may(Action::manage_accounts);
    std::vector<const tracking::Delegation*> shown;
    call.view->tracking.delegations.each([&](const std::string&, const tracking::Delegation& each) {
        if (all || each.from == call.actor().name || each.to == call.actor().name) shown.push_back(&each);
    });
    std::sort(shown.begin(), shown.end(),
              [](const auto* a, const auto* b) { return a->stamp.seq < b->stamp.seq; });
    JsonWriter out;
    out.object().key("delegations").array();
    for (const auto* each : shown) {
        out.object().member("id", each->id).member("from", each->from).member("to", each->to);
        out.member("start", print_day(each->start)).member("end", print_day(each->end));
        out.member("reason", each->reason).member("holds", each->holds(today));
        write_stamp(out, each->stamp);
        out.end();
    }
    out.end().end();
    return Reply::json(std::move(out));
}

Result<Reply> post_delegation(Call& call) {
    CHECK(signed_in(call));
    TRY(const Day start, day_in(call.member("start")));
    TRY(const Day end, day_in(call.member("end")));
    TRY(const std::string id,
        call.registry.tracking().delegate(call.actor(), std::string(call.member("from")),
                                          std::string(call.member("to")), start, end, call.member("reason")));
    JsonWriter out;
    out.object().member("id", id).end();
    return Reply::json(std::move(out));
}

Result<Reply> delete_delegation(Call& call) {
    CHECK(call.registry.tracking().end_delegation(call.actor(), call.path[0]));
    return written(call);
}

Field reason_field(Message about) {
    return {.name = "reason", .about = std::move(about), .required = true, .minimum = 1, .maximum = 600};
}

}  // namespace

std::vector<Endpoint> calendar_endpoints() {
    std::vector<Endpoint> out;
    out.push_back({.method = http::Method::get,
                   .path = "/api/calendar",
                   .access = Action::read_plans,
                   .summary = {"已載入的辦公日曆與特別日",
                               "The office calendars that are loaded, and days set by hand"},
                   .handle = get_calendar,
                   .answer = {200, "Calendar"},
                   .query = {{.name = "year",
                              .type = Type::integer,
                              .about = {"列出這一年與平常週次不同的日子",
                                        "List this year's days that differ from the week"},
                              .minimum = 1900,
                              .maximum = 2999}},
                   .keep = Keep::snapshot});
    out.push_back(
        {.method = http::Method::get,
         .path = "/api/calendar/reckon",
         .access = Action::read_plans,
         .summary = {"推算幾個工作日之後（前）的日期", "The day that lies so many working days away"},
         .handle = reckon,
         .answer = {200, "Reckoned"},
         .query = {
             {.name = "from", .type = Type::date, .about = {"從這一天起", "From this day"}, .required = true},
             {.name = "days",
              .type = Type::integer,
              .about = {"工作日數，可為負", "Working days; negative: before"},
              .required = true,
              .minimum = -1000,
              .maximum = 1000}}});
    out.push_back({.method = http::Method::post,
                   .path = "/api/calendar",
                   .access = Action::change_calendar,
                   .summary = {"載入行政機關辦公日曆表（CSV）", "Loads an office calendar (CSV)"},
                   .handle = post_calendar,
                   .answer = {200, "Years"},
                   .body = {BodyKind::upload},
                   .work = Work::slow});
    out.push_back(
        {.method = http::Method::put,
         .path = "/api/calendar/days/{day}",
         .access = Action::change_calendar,
         .summary = {"設定一天停止上班（颱風）或補班",
                     "Makes one day a day off (a typhoon) or a working day"},
         .handle = put_day,
         .answer = {200, "Done"},
         .body =
             {BodyKind::json,
              {{.name = "off",
                .type = Type::boolean,
                .about = {"是否放假，預設為是", "Off; true when left out"}},
               {.name = "note", .about = {"原因", "Why"}, .required = true, .minimum = 1, .maximum = 200}}},
         .work = Work::slow});
    out.push_back({.method = http::Method::del,
                   .path = "/api/calendar/days/{day}",
                   .access = Action::change_calendar,
                   .summary = {"取消一天的特別設定", "Takes back what was set for one day"},
                   .handle = delete_day,
                   .answer = {200, "Done"},
                   .work = Work::slow});
    out.push_back({.method = http::Method::get,
                   .path = "/api/colleagues",
                   .access = Access::account(),
                   .summary = {"有填報或審核工作的帳號，供選代理人與承辦人",
                               "Accounts with reports to file or review, to choose a deputy or an officer"},
                   .handle = get_colleagues,
                   .answer = {200, "Colleagues"}});
    out.push_back({.method = http::Method::get,
                   .path = "/api/delegations",
                   .access = Access::account(),
                   .summary = {"代理：我的，或（管理者）全部",
                               "Who stands in for whom: mine, or all for an administrator"},
                   .handle = get_delegations,
                   .answer = {200, "Delegations"}});
    out.push_back(
        {.method = http::Method::post,
         .path = "/api/delegations",
         .access = Access::account(),
         .summary = {"請人代理一段期間", "Lets another account stand in for a time"},
         .handle = post_delegation,
         .answer = {200, "DelegationMade"},
         .body =
             {BodyKind::json,
              {{.name = "from", .about = {"被代理人（管理者）", "For whom (administrators)"}, .maximum = 64},
               {.name = "to",
                .about = {"代理人帳號", "The account that stands in"},
                .required = true,
                .minimum = 1,
                .maximum = 64},
               {.name = "start", .type = Type::date, .about = {"起日", "From"}, .required = true},
               {.name = "end", .type = Type::date, .about = {"迄日（含）", "To, included"}, .required = true},
               reason_field({"事由", "Why"})}},
         .work = Work::slow});
    out.push_back({.method = http::Method::del,
                   .path = "/api/delegations/{id}",
                   .access = Access::account(),
                   .summary = {"終止代理", "Ends a delegation"},
                   .handle = delete_delegation,
                   .answer = {200, "Done"},
                   .work = Work::slow});
    return out;
}

}  // namespace gangmu::api
