#include "evaluation/words.hpp"

#include <fmt/format.h>

#include "text/quantity.hpp"

namespace gangmu::evaluation {
namespace {

Message operator+(Message a, const Message& b) {
    a.zh += b.zh;
    a.en += b.en;
    return a;
}

std::string amount(const std::optional<Decimal>& value, std::string_view unit) {
    return value ? text::with_unit(*value, unit) : std::string("—");
}

// 113年目標為累計 38 項 / The target for 2024 is 38 項 in total
Message goal_words(const Reason& reason) {
    const auto period = period_words(reason.target != nullptr ? std::string_view(reason.target->period) : "");
    std::string goal = amount(reason.goal, reason.unit);
    std::string goal_en = goal;
    if (reason.goal_max) {
        goal = fmt::format("{}至{}", reason.goal->str(), text::with_unit(*reason.goal_max, reason.unit));
        goal_en = fmt::format("{} to {}", reason.goal->str(), text::with_unit(*reason.goal_max, reason.unit));
    }
    const bool falling = reason.direction == Direction::falling;
    const bool total = reason.meaning == Meaning::to_date;
    const std::string part = reason.parts > 1 ? fmt::format("（第 {} 個數值）", reason.part + 1) : "";
    const std::string part_en = reason.parts > 1 ? fmt::format(" (figure {})", reason.part + 1) : "";
    return {
        fmt::format("{}目標{}為{}{} {}", period.zh, part, total ? "累計" : "", falling ? "不超過" : "", goal),
        fmt::format("the target for {}{} is{} {}{}", period.en, part_en, falling ? " at most" : "", goal_en,
                    total ? " in total" : "")};
}

Message value_words(const Reason& reason) {
    const auto period = period_words(reason.period);
    return {fmt::format("，至{}為 {}", period.zh, amount(reason.value, reason.unit)),
            fmt::format(", and it was {} up to {}", amount(reason.value, reason.unit), period.en)};
}

Message achieved_words(const Reason& reason) {
    if (reason.achievement == unknown) return {};
    return {fmt::format("，達成率 {}%", percent_text(reason.achievement)),
            fmt::format(", achievement {}%", percent_text(reason.achievement))};
}

Message assumptions(const Reason& reason) {
    Message words;
    if (reason.guessed_direction)
        words = words + Message{"（目標逐年下降，視為愈低愈好）",
                                " (the targets fall from year to year: less is taken to be better)"};
    if (reason.goal_max && reason.direction == Direction::rising)
        words = words + Message{"（目標為區間，達下限即算達成）", " (a range: its lower end is enough)"};
    return words;
}

Message full(const Reason& reason) {
    return goal_words(reason) + value_words(reason) + achieved_words(reason);
}

Message threshold(const char* zh, const char* en, const Decimal& percent) {
    return {fmt::format("，{} {}%", zh, percent.str()), fmt::format(", {} {}%", en, percent.str())};
}

std::string milestone(const Reason& reason) {
    std::string text = reason.target != nullptr ? reason.target->text : "";
    std::string flat;
    for (const char c : text)
        if (c != '\n' && c != '\r') flat += c;
    return flat;
}

Message milestone_words(const Reason& reason) {
    const auto period = period_words(reason.target != nullptr ? std::string_view(reason.target->period) : "");
    return {fmt::format("{}目標為「{}」", period.zh, milestone(reason)),
            fmt::format("the milestone for {} is “{}”", period.en, milestone(reason))};
}

Message of_goal(const Reason& reason, const Rules& rules) {
    const auto due = day_words(reason.due == no_day ? 0 : reason.due);
    switch (reason.why) {
        case Why::reached:
            return full(reason) + Message{"，已達成", ": reached"};
        case Why::reached_early:
            return full(reason) + Message{"，未到期已達成", ": reached before it was due"};
        case Why::reached_late:
            return full(reason) + Message{"，逾期後補足", ": short at its due day, reached after it"};
        case Why::short_of:
            return full(reason) + threshold("未達成，但不低於", "not reached, but not under", rules.near);
        case Why::missed:
            return full(reason) + threshold("低於", "under", rules.near);
        case Why::over_limit:
            return full(reason) +
                   Message{"，已超過上限，期末前無法回復", ": over the limit, which cannot be undone"};
        case Why::holding:
            return full(reason) + Message{"，目前已在目標水準，至" + due.zh + "須維持",
                                          ": at its goal now, to be kept until " + due.en};
        case Why::waiting:
            return goal_words(reason) + (reason.value ? value_words(reason) : Message{}) +
                   Message{"，" + due.zh + "到期，尚未到期", ": not due until " + due.en};
        case Why::planned_met:
        case Why::planned_short:
        case Why::planned_missed: {
            const auto period = period_words(reason.period);
            const auto planned = amount(reason.planned, reason.unit);
            const char* zh = reason.why == Why::planned_met ? "，符合預定" : "，未達預定";
            const char* en = reason.why == Why::planned_met ? ": as planned" : ": under the plan";
            return Message{fmt::format("{}預定 {}，實際 {}", period.zh, planned,
                                       amount(reason.value, reason.unit)),
                           fmt::format("{} was planned for {} and it is {}", planned, period.en,
                                       amount(reason.value, reason.unit))} +
                   achieved_words(reason) + Message{zh, en} +
                   (reason.why == Why::planned_missed ? threshold("低於", "under", rules.near) : Message{});
        }
        case Why::awaiting_report:
            return (reason.goal ? goal_words(reason) : milestone_words(reason)) +
                   Message{"，已到期，" + due.zh + "前填報", ": due, to be reported until " + due.en};
        case Why::unreported:
            return goal_words(reason) +
                   (reason.value ? Message{"，最近一次填報只到" + period_words(reason.period).zh,
                                           ", and the last report goes to " + period_words(reason.period).en}
                                 : Message{"，沒有任何填報", ", and nothing was reported"}) +
                   Message{"，期末值逾期未填", ": the value at its end is overdue"};
        case Why::words_only:
            return (reason.goal ? goal_words(reason) : milestone_words(reason)) +
                   Message{"，填報只有文字，沒有確定的數值",
                           ", and the report has words but no certain value"};
        case Why::other_unit:
            return goal_words(reason) + Message{"，填報的單位無法換算成目標的單位",
                                                ", and the reported unit cannot be turned into the target's"};
        case Why::which_part:
            return goal_words(reason) +
                   Message{"，目標有數個數值，填報未說明屬於哪一個",
                           ", and the report does not say which of its figures it means"};
        case Why::gaps:
            return goal_words(reason) +
                   Message{"，合計缺少部分期間的填報", ", and periods are missing in the sum"};
        case Why::ambiguous:
            return goal_words(reason) + value_words(reason) +
                   Message{
                       "，文件未說明目標是當年值或累計值，兩種解讀結果不同，請設定",
                       ": the document does not say whether the target is for the year or in total, and it "
                       "makes the difference; please set it"};
        case Why::too_big:
            return goal_words(reason) + Message{"，數值過大，無法精確計算", ": too many digits to be exact"};
        case Why::no_number:
            return milestone_words(reason) + Message{"，目標沒有確定的數值", ": it has no certain value"};
        case Why::milestone_reached:
            return milestone_words(reason) + Message{"，已於" + period_words(reason.period).zh + "完成",
                                                     ", reached in " + period_words(reason.period).en};
        case Why::milestone_missed:
            return milestone_words(reason) +
                   Message{"，" + due.zh + "到期而未完成", ", not reached by " + due.en};
        case Why::milestone_waiting:
            return milestone_words(reason) +
                   Message{"，" + due.zh + "到期，尚未到期", ": not due until " + due.en};
        case Why::milestone_unknown:
            return milestone_words(reason) +
                   Message{"，已到期而沒有填報是否完成", ", and nobody reported whether it was reached"};
        case Why::next_target:
            return Message{"目前沒有到期的目標；下一個：", "nothing is due now; next, "} +
                   (reason.goal ? goal_words(reason) : milestone_words(reason)) +
                   Message{"，" + due.zh + "到期", ", due " + due.en};
        default:  // previous_missed
            return Message{"前一期未達成：", "the one before was not reached: "} +
                   (reason.goal ? goal_words(reason) + (reason.value ? value_words(reason) : Message{}) +
                                      achieved_words(reason)
                                : milestone_words(reason)) +
                   Message{"；本期尚未到期", "; this one is not due yet"};
    }
}

Message of_progress(const Reason& reason, const Rules& rules) {
    const auto period = period_words(reason.period);
    const auto due = day_words(reason.due == no_day ? 0 : reason.due);
    const auto figures = [&] {
        Message words{
            fmt::format("{}實際進度 {}%", period.zh, reason.actual.value_or(Decimal(0)).str()),
            fmt::format("progress in {} is {}%", period.en, reason.actual.value_or(Decimal(0)).str())};
        if (reason.planned)
            words = words + Message{fmt::format("，預定 {}%{}", reason.planned->str(),
                                                reason.planned_by_dates ? "（依起訖日期推算）" : ""),
                                    fmt::format(", planned {}%{}", reason.planned->str(),
                                                reason.planned_by_dates ? " (reckoned from its dates)" : "")};
        return words;
    };
    const auto slack = reason.planned_by_dates ? rules.linear_slack : rules.slack;
    const auto gap = [&](const Decimal& points) {
        const auto by = reason.planned.value_or(Decimal(0)).minus(reason.actual.value_or(Decimal(0)));
        const auto shown = by.value_or(Decimal(0)).str();
        if (points == Decimal(0))
            return Message{fmt::format("，落後 {} 個百分點", shown),
                           fmt::format(": {} points behind", shown)};
        return Message{fmt::format("，落後 {} 個百分點，逾容許的 {}", shown, points.str()),
                       fmt::format(": {} points behind, over the {} that are allowed", shown, points.str())};
    };
    switch (reason.why) {
        case Why::finished:
            return figures() + Message{"，已完成", ": finished"};
        case Why::in_step:
            return figures() + Message{"，符合進度", ": in step"};
        case Why::lagging:
            return figures() + gap(slack);
        case Why::far_behind:
            return figures() + gap(slack.plus(rules.behind_gap).value_or(slack));
        case Why::past_end:
            return figures() + Message{"，期程已於" + due.zh + "結束而未完成",
                                       ": its schedule ended on " + due.en + " and it is not finished"};
        case Why::before_start:
            return {due.zh + "才開始，尚未開始", "it begins on " + due.en};
        case Why::not_begun:
            return reason.light != Light::at_risk
                       ? Message{"期程已於" + due.zh + "結束，沒有任何進度填報",
                                 "its schedule ended on " + due.en + " and no progress was ever reported"}
                       : Message{"應於" + due.zh + "開始，尚未填報進度",
                                 "it should have begun on " + due.en + " and no progress was reported"};
        case Why::not_due_yet:
            return {"尚無到期的填報", "no report is due yet"};
        case Why::report_grace:
            return {
                fmt::format("{}填報已於{}到期，逾期 {} 日，仍在寬限期內", period.zh, due.zh, reason.count),
                fmt::format("the report for {} was due on {}: {} days overdue, within its grace", period.en,
                            due.en, reason.count)};
        case Why::report_missing:
            return {fmt::format("{}填報已於{}到期，逾期 {} 日未填", period.zh, due.zh, reason.count),
                    fmt::format("the report for {} was due on {} and is {} days overdue", period.en, due.en,
                                reason.count)};
        case Why::reports_late:
            return {fmt::format("連續 {} 次逾期填報", reason.count),
                    fmt::format("{} reports in a row were late", reason.count)};
        default:  // no_schedule
            return {"沒有可對照的期程或預定進度",
                    "there is no schedule and no planned progress to hold it against"};
    }
}

bool about_goal(Why why) {
    return why <= Why::milestone_unknown || why == Why::next_target || why == Why::previous_missed;
}

}  // namespace

Message because(const Reason& reason, const Rules& rules) {
    Message words;
    switch (reason.why) {
        case Why::no_target:
            words = {"這項指標沒有目標值", "this indicator has no target"};
            break;
        case Why::undated:
            words = {"目標沒有可判讀的期間", "its targets name no period that can be told"};
            break;
        case Why::nothing_there:
            words = {"沒有期程、進度或填報", "there is no schedule, progress or report"};
            break;
        default:
            words = about_goal(reason.why) ? of_goal(reason, rules) + assumptions(reason)
                                           : of_progress(reason, rules);
    }
    return {"因為" + words.zh + "。", "Because " + words.en + "."};
}

Message because(const Summary& summary, const Rules& rules, bool equal) {
    const auto all = summary.judged();
    const auto number = [&](Light light) { return summary.counts[static_cast<std::size_t>(light)]; };
    Message words;
    switch (summary.why) {
        case Why::much_behind:
        case Why::some_behind: {
            const bool much = summary.why == Why::much_behind;
            words = {fmt::format("其下 {} 項有 {} 項落後或未填報，權重占 {}%{}", all, summary.bad_count(),
                                 percent_text(summary.behind),
                                 much ? fmt::format("，達 {}%", rules.behind_share.str())
                                      : std::string("；有落後者，最高為有風險")),
                     fmt::format("{} of {} under it are behind or not reported, {}% of the weight{}",
                                 summary.bad_count(), all, percent_text(summary.behind),
                                 much ? fmt::format(", which reaches {}%", rules.behind_share.str())
                                      : std::string("; with anything behind it is at best at risk"))};
            break;
        }
        case Why::much_risk:
            words = {
                fmt::format("其下 {} 項有 {} 項有風險，權重占 {}%，達 {}%", all, number(Light::at_risk),
                            percent_text(summary.risk), rules.risk_share.str()),
                fmt::format("{} of {} under it are at risk, {}% of the weight, which reaches {}%",
                            number(Light::at_risk), all, percent_text(summary.risk), rules.risk_share.str())};
            break;
        case Why::all_done:
            words = {fmt::format("其下 {} 項全部達成", all), fmt::format("all {} under it are done", all)};
            break;
        case Why::none_due:
            words = {fmt::format("其下 {} 項皆未到期", all),
                     fmt::format("none of the {} under it is due", all)};
            break;
        case Why::all_well:
            words = {fmt::format("其下 {} 項沒有落後", all),
                     fmt::format("none of the {} under it is behind", all)};
            if (number(Light::at_risk) > 0)
                words = words + Message{fmt::format("，{} 項有風險，權重未達 {}%", number(Light::at_risk),
                                                    rules.risk_share.str()),
                                        fmt::format(", {} at risk with less than {}% of the weight",
                                                    number(Light::at_risk), rules.risk_share.str())};
            break;
        case Why::nothing_judged:
            words = {"其下各項都無法判定", "nothing under it can be judged"};
            break;
        case Why::released:
            words = {"已解除列管", "it was released from control"};
            break;
        default:
            words = {"其下沒有可評核的項目", "there is nothing under it to evaluate"};
    }
    if (summary.achievement != unknown)
        words = words +
                Message{fmt::format("；加權達成率 {}%，涵蓋 {}% 的權重{}", percent_text(summary.achievement),
                                    percent_text(summary.coverage), equal ? "（未設權重，各項相等）" : ""),
                        fmt::format("; weighted achievement {}% over {}% of the weight{}",
                                    percent_text(summary.achievement), percent_text(summary.coverage),
                                    equal ? " (no weights set: all alike)" : "")};
    return {"因為" + words.zh + "。", "Because " + words.en + "."};
}

Message because(const Override& override_) {
    const auto light = title(override_.light);
    const auto day = day_words(override_.day);
    return {fmt::format("{}於{}改為「{}」：{}", override_.by, day.zh, light.zh, override_.reason),
            fmt::format("Set to “{}” by {} on {}: {}", light.en, override_.by, day.en, override_.reason)};
}

Message words(const Forecast& forecast) {
    const auto unit = forecast.unit;
    if (forecast.method == Method::none) return {};
    const auto day = day_words(forecast.horizon);
    const auto assumption = words(forecast.method, forecast.values);
    Message text{
        fmt::format("{}，{}約 {}", assumption.zh, day.zh, text::with_unit(forecast.value, unit)),
        fmt::format("About {} on {}, {}", text::with_unit(forecast.value, unit), day.en, assumption.en)};
    if (!forecast.misses) return text + Message{"，可達目標。", ": it reaches the goal."};
    text = text + Message{fmt::format("，不及目標 {}", text::with_unit(forecast.goal, unit)),
                          fmt::format(": short of the goal of {}", text::with_unit(forecast.goal, unit))};
    if (forecast.reached != no_day && forecast.reached > forecast.horizon) {
        const auto reached = day_words(forecast.reached);
        text = text +
               Message{fmt::format("，預估延後 {} 日至{}", forecast.reached - forecast.horizon, reached.zh),
                       fmt::format(", expected {} days late, on {}", forecast.reached - forecast.horizon,
                                   reached.en)};
    }
    return text + Message{"。", "."};
}

}  // namespace gangmu::evaluation
