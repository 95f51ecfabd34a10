// What a day brings by itself: cycles that open, fall due and are overdue; goals that will be missed.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>

#include "services/evaluations.hpp"
#include "services/notice_words.hpp"

namespace gangmu::services {
namespace {

using notices::Notice;
using tracking::ReportState;

constexpr std::size_t most_listed = 10;

bool filed(const tracking::Report* report) {
    return report != nullptr &&
           (report->state == ReportState::submitted || report->state == ReportState::approved);
}

struct Share {  // of one account in one cycle
    std::size_t count = 0;
    std::string list;

    void add(const std::string& title) {
        if (++count <= most_listed) list += "\n・" + title;
    }
    std::string shown() const { return count > most_listed ? list + "\n…" : list; }
};

struct Stage {
    std::string_view kind;
    Message subject;  // {0}: how many, {1}: the cycle, {2}: the due day
};
const Stage& stage_of(const PlanCycle& cycle, Day today) {
    static const Stage opened{
        "cycle.opened", {"開放填報：{1}，{0} 項，期限 {2}", "Open for reports: {1}, {0} of them, due {2}"}};
    static const Stage soon{
        "cycle.due_soon",
        {"即將到期：{1}，尚有 {0} 項未送出，期限 {2}", "Due soon: {1}, {0} not submitted, due {2}"}};
    static const Stage overdue{
        "cycle.overdue",
        {"已逾期：{1}，{0} 項未送出，期限 {2}", "Overdue: {1}, {0} not submitted, was due {2}"}};
    if (today > cycle.cycle.due) return overdue;
    return today >= cycle.cycle.remind ? soon : opened;
}

std::string day_words(Day day, bool english) {
    const auto label = tracking::period_label(tracking::print_day(day));
    return english ? label.en : label.zh;
}

Notice cycle_notice(const PlanCycle& cycle, const Stage& stage, std::string key, std::string to,
                    const Share& share, std::string link) {
    const auto about = cycle_words(cycle);
    Notice out;
    out.to = {std::move(to)};
    out.kind = stage.kind;
    out.key = std::move(key);
    out.subject = {
        fmt::format(fmt::runtime(stage.subject.zh), share.count, about.zh, day_words(cycle.cycle.due, false)),
        fmt::format(fmt::runtime(stage.subject.en), share.count, about.en, day_words(cycle.cycle.due, true))};
    out.text = {share.shown().empty() ? "" : share.shown().substr(1),
                share.shown().empty() ? "" : share.shown().substr(1)};
    out.link = std::move(link);
    JsonWriter data;
    data.object().member("plan", cycle.plan->id).member("cycle", cycle.cycle.id);
    data.member("due", tracking::print_day(cycle.cycle.due))
        .member("count", static_cast<std::uint64_t>(share.count));
    data.end();
    out.data = data.take();
    return out;
}

void add_cycle(std::vector<Notice>& out, const state::Snapshot& snapshot, NoticePeople& people,
               const PlanCycle& cycle, Day today) {
    const Stage& stage = stage_of(cycle, today);
    const bool opened = stage.kind == "cycle.opened";
    const auto duty = duties(snapshot, cycle);
    std::map<std::string, Share> shares;
    std::map<std::string, Share> late;  // agencies, for the plan's office
    for (const auto& owed : duty->owed) {
        const bool done = filed(snapshot.tracking.report(cycle.plan->id, cycle.cycle.id, owed.node));
        if (done && !opened) continue;
        const auto& title = duty->node(owed).title;
        for (const auto& account : people.owners(owed))
            shares[account].add(title);
        if (!opened) late[owed.agency].add(title);
    }
    // A due day that was moved is another day to be reminded of.
    const std::string key = fmt::format("{}/{}/{}/{}", stage.kind, cycle.plan->id, cycle.cycle.id,
                                        opened ? std::string() : tracking::print_day(cycle.cycle.due));
    for (const auto& [account, share] : shares)
        out.push_back(cycle_notice(cycle, stage, key + "/" + account, account, share, "/work"));
    if (stage.kind != "cycle.overdue" || late.empty()) return;
    Share all;
    for (const auto& [agency, share] : late) {
        all.count += share.count;
        all.list += fmt::format("\n・{}：{}", agency, share.count);
    }
    for (const auto& account : people.office(cycle.issuer)) {
        if (shares.count(account) != 0) continue;
        auto notice =
            cycle_notice(cycle, stage, key + "/office/" + account, account, {all.count, {}},
                         "/plans/" + path_of(cycle.plan->id) + "/cycles/" + path_of(cycle.cycle.id));
        notice.text = {all.list.substr(1), all.list.substr(1)};
        out.push_back(std::move(notice));
    }
}

void add_forecasts(std::vector<Notice>& out, const state::View& view, NoticePeople& people,
                   const state::Plan& plan, Day today) {
    const auto shown = view.plan(plan.id);
    if (!shown) return;
    const auto evaluated = evaluate(view, *shown, {}, Basis::filed);
    if (!evaluated || (*evaluated)->board.warned.empty()) return;
    const auto& evaluation = **evaluated;
    const std::string quarter = tracking::period_at(tracking::Every::quarter, today);
    const std::string& title = shown->content().header().title;
    for (const auto place : evaluation.board.warned) {
        const auto& node = evaluation.node(place);
        Names whom;
        const auto& item = view->tracking.plan(plan.id).item(node.id);
        if (!item.officer.empty()) {
            whom = people.with_stand_ins({item.officer});
        } else {
            for (const auto& answer : evaluation::answers_of(evaluation.result, place, 0).agencies)
                whom.merge(
                    Names(people.with(auth::Action::file_report, name_now(view.snapshot(), answer.agency))));
        }
        std::string list;
        const auto& result = evaluation.result.node(place);
        const auto indicators = shown->content().indicators(evaluation.rows[place]);
        for (std::size_t i = 0; i < indicators.size() && i < result.components.size(); ++i)
            if (result.components[i].warning) list += "\n・" + indicators[i]->title;
        Notice notice;
        notice.to.assign(whom.begin(), whom.end());
        notice.kind = "forecast.misses";
        notice.key = fmt::format("forecast.misses/{}/{}/{}", plan.id, node.id, quarter);
        notice.subject = {"預估無法達成目標：" + node.title, "Expected to miss its goal: " + node.title};
        notice.text = {title + "。依目前的趨勢推估，到期時將無法達成。" + list,
                       title + ". As it goes now, it will not be reached by its day." + list};
        notice.link = "/plans/" + path_of(plan.id) + "/nodes/" + path_of(node.id);
        out.push_back(std::move(notice));
    }
    Notice office;
    const auto& whom = people.office(shown->content().header().issuer);
    office.to.assign(whom.begin(), whom.end());
    office.kind = "forecast.plan";
    office.key = fmt::format("forecast.plan/{}/{}", plan.id, quarter);
    const auto count = evaluation.board.warned.size();
    office.subject = {fmt::format("{}：{} 項預估無法達成目標", title, count),
                      fmt::format("{}: {} items are expected to miss their goals", title, count)};
    office.link = "/plans/" + path_of(plan.id) + "/evaluation";
    out.push_back(std::move(office));
}

}  // namespace

std::vector<Notice> notices_of_day(const state::View& view, NoticePeople& people, Day today) {
    std::vector<Notice> out;
    const auto& snapshot = view.snapshot();
    for (const auto& id : snapshot.plan_order) {
        const auto* plan = snapshot.plan(id);
        if (plan == nullptr || plan->latest() == nullptr || snapshot.tracking.plan(id).rhythms.empty())
            continue;
        for (const auto& cycle : all_cycles(snapshot, *plan, today))
            if (cycle.phase == tracking::Phase::open || cycle.phase == tracking::Phase::grace)
                add_cycle(out, snapshot, people, cycle, today);
        add_forecasts(out, view, people, *plan, today);
    }
    for (auto more :
         {notices_of_returns(snapshot, people, today), notices_of_actions(snapshot, people, today)})
        std::move(more.begin(), more.end(), std::back_inserter(out));
    return out;
}

}  // namespace gangmu::services
