// What else a day brings: returns of stocks that fall due and are overdue, and what meetings decided and is
// late.
#include <fmt/format.h>

#include <map>

#include "services/notice_words.hpp"
#include "services/parts.hpp"
#include "state/stock_events.hpp"
#include "stocks/duty.hpp"
#include "stocks/figures.hpp"

namespace gangmu::services {
namespace {

using auth::Action;
using notices::Notice;
using stocks::OwedState;

constexpr std::size_t most_listed = 10;
constexpr int periods = 4;      // that are looked back on
constexpr Day told_within = 7;  // days: what was overdue for longer when the server began is on the page

struct List {
    std::size_t count = 0;
    Message text;

    void add(const Message& line) {
        if (++count > most_listed + 1) return;
        const bool full = count > most_listed;
        text.zh += full ? "\n…" : "\n・" + line.zh;
        text.en += full ? "\n…" : "\n・" + line.en;
    }
};

Message day_words(Day day) {
    return tracking::period_label(tracking::print_day(day));
}

// Returns that one account has to send, or one agency lacks, of one due day.
struct Returns {
    bool late = false;
    Day due = 0;
    bool operator<(const Returns& other) const {
        return std::pair(late, due) < std::pair(other.late, other.due);
    }
    const char* kind() const { return late ? "stock.overdue" : "stock.due_soon"; }
};

Notice returns_notice(const Returns& about, const List& list, const char* who, const std::string& account) {
    Notice out;
    out.to = {account};
    out.kind = about.kind();
    out.key = fmt::format("{}/{}/{}{}", out.kind, tracking::print_day(about.due), who, account);
    const auto due = day_words(about.due);
    out.subject = about.late
                      ? Message{fmt::format("存量申報已逾期：{} 筆，期限 {}", list.count, due.zh),
                                fmt::format("Stock returns overdue: {}, were due {}", list.count, due.en)}
                      : Message{fmt::format("存量申報即將到期：{} 筆，期限 {}", list.count, due.zh),
                                fmt::format("Stock returns due soon: {}, due {}", list.count, due.en)};
    out.text = {list.text.zh.substr(1), list.text.en.substr(1)};
    out.link = "/stocks";
    JsonWriter data;
    data.object().member("due", tracking::print_day(about.due));
    data.member("count", static_cast<std::uint64_t>(list.count)).end();
    out.data = data.take();
    return out;
}

}  // namespace

std::vector<Notice> notices_of_returns(const state::Snapshot& snapshot, NoticePeople& people, Day today) {
    const auto& all = state::stocks_of(snapshot);
    std::map<std::pair<Returns, std::string>, List> own, owners;  // by account
    for (const auto* material : all.all_materials())
        for (const auto* site : all.sites_of(material->id))
            for (const auto& each : stocks::owed(stocks::duty_of(*material, *site), *site,
                                                 all.real.series(material->id, site->site),
                                                 snapshot.tracking.calendar, today, periods)) {
                const bool late = each.state == OwedState::late;
                if (!late && each.state != OwedState::remind) continue;
                if (late && each.due < today - told_within) continue;
                const Returns about{late, each.due};
                const auto period = tracking::period_label(each.period);
                const Message line{material->name.zh + "，" + site->name + "，" + period.zh,
                                   stocks::english(material->name) + ", " + site->name + ", " + period.en};
                const auto& reporters = people.with(Action::report_stocks, site->agency);
                for (const auto& account : reporters)
                    own[{about, account}].add(line);
                if (!late) continue;
                for (const auto& account : people.with(Action::manage_stocks, material->owner))
                    if (reporters.count(account) == 0)
                        owners[{about, account}].add(
                            {site->agency + "：" + line.zh, site->agency + ": " + line.en});
            }
    std::vector<Notice> out;
    for (const auto& [about, list] : own)
        out.push_back(returns_notice(about.first, list, "", about.second));
    for (const auto& [about, list] : owners)
        out.push_back(returns_notice(about.first, list, "owner/", about.second));
    return out;
}

std::vector<Notice> notices_of_actions(const state::Snapshot& snapshot, NoticePeople& people, Day today) {
    std::vector<Notice> out;
    const std::string iso = tracking::print_day(today);
    for (const auto& action : snapshot.meetings.all_actions()) {
        if (!action->late(iso)) continue;
        const auto* meeting = snapshot.meetings.meeting(action->meeting);
        const auto* group = meeting == nullptr ? nullptr : snapshot.meetings.group(meeting->group);
        if (group == nullptr) continue;
        Names whom = action->account.empty() ? people.with(Action::file_report, action->agency)
                                             : people.with_stand_ins({action->account});
        const auto* plan = group->plan.empty() ? nullptr : snapshot.plan(group->plan);
        const std::string office = !group->agency.empty() ? group->agency
                                   : plan != nullptr      ? issuer_of(*plan)
                                                          : std::string();
        if (!office.empty()) whom.merge(Names(people.with(Action::manage_meetings, office)));
        std::erase_if(whom, [&](const std::string& name) {
            const auto* account = snapshot.account(name);
            return account == nullptr || account->disabled;
        });
        if (whom.empty()) continue;
        const auto due = tracking::period_label(action->due);
        const std::string& who = action->agency.empty() ? action->account : action->agency;
        Notice notice;
        notice.to.assign(whom.begin(), whom.end());
        notice.kind = "action.late";
        notice.key = fmt::format("action.late/{}/{}", action->id, action->due);
        notice.subject = {"會議決議事項已逾期：" + who + "，期限 " + due.zh,
                          "A meeting's action is late: " + who + ", was due " + due.en};
        notice.text = {fmt::format("{} 第 {} 次會議：{}", group->name, meeting->number, action->text),
                       fmt::format("{}, meeting {}: {}", group->name, meeting->number, action->text)};
        notice.link = fmt::format("/meetings/{}", meeting->id);
        JsonWriter data;
        data.object().member("action", action->id).member("meeting", meeting->id);
        data.member("due", action->due).member("agency", action->agency).end();
        notice.data = data.take();
        out.push_back(std::move(notice));
    }
    return out;
}

}  // namespace gangmu::services
