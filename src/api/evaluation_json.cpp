#include "api/evaluation_json.hpp"

#include "text/quantity.hpp"

namespace gangmu::api {
namespace {

namespace e = evaluation;
using services::PlanEvaluation;

Decimal percent(e::Nano share) {
    return {e::divided(share, 100'000), 2};
}

void write_flags(JsonWriter& out, std::uint16_t flags) {
    static constexpr std::pair<std::uint16_t, std::string_view> names[] = {
        {e::flag_report_missing, "report-missing"},
        {e::flag_report_late, "report-late"},
        {e::flag_not_begun, "not-begun"},
        {e::flag_unowned, "unowned"},
        {e::flag_without_target, "without-target"},
        {e::flag_warning, "warning"},
        {e::flag_overridden, "overridden"},
        {e::flag_reached_late, "reached-late"},
        {e::flag_past_end, "past-end"}};
    out.array();
    for (const auto& [flag, name] : names)
        if ((flags & flag) != 0) out.value(name);
    out.end();
}

void write_forecast(JsonWriter& out, std::string_view key, const e::Forecast& forecast) {
    if (forecast.method == e::Method::none) return;
    out.key(key).object().member("method", e::to_string(forecast.method));
    out.member("on", e::print_day(forecast.horizon)).member("value", forecast.value);
    out.member_if("unit", forecast.unit).member("goal", forecast.goal).member("misses", forecast.misses);
    if (forecast.misses && forecast.reached != e::no_day)
        out.member("reached", e::print_day(forecast.reached))
            .member("days_late", std::int64_t(forecast.reached) - forecast.horizon);
    const auto words = e::words(forecast);
    out.member("zh", words.zh).member("en", words.en).end();
}

void write_override(JsonWriter& out, const e::Override* given) {
    if (given == nullptr) return;
    out.key("override").object().member("light", e::to_string(given->light)).member("reason", given->reason);
    out.member("by", given->by).member("day", e::print_day(given->day)).member_if("period", given->period);
    const auto words = e::because(*given);
    out.member("zh", words.zh).member("en", words.en).end();
}

void write_reason(JsonWriter& out, const e::Reason& reason, const e::Rules& rules) {
    out.object().member("light", e::to_string(reason.light)).member("why", e::to_string(reason.why));
    if (reason.parts > 1) out.member("part", std::int64_t(reason.part) + 1);
    if (reason.goal) out.member("goal", *reason.goal);
    if (reason.goal_max) out.member("goal_max", *reason.goal_max);
    out.member_if("unit", reason.unit);
    if (reason.goal) {
        out.member("meaning", e::to_string(reason.meaning));
        out.member("direction", e::to_string(reason.direction));
    }
    if (reason.value) out.member("value", *reason.value);
    out.member_if("period", reason.period);
    write_share(out, "achievement", reason.achievement);
    const auto words = e::because(reason, rules);
    out.member("zh", words.zh).member("en", words.en).end();
}

void write_targets(JsonWriter& out, const model::Indicator& indicator, const e::IndicatorJudgement& judged,
                   const e::Rules& rules) {
    out.key("targets").array();
    for (const auto& target : judged.targets) {
        const auto& printed = indicator.targets[target.target];
        out.object().member("period", printed.period).member("text", printed.text);
        out.member("due", e::print_day(target.due)).member("light", e::to_string(target.light));
        write_share(out, "achievement", target.achievement);
        out.key("reasons").array();
        for (const auto& reason : target.reasons)
            write_reason(out, reason, rules);
        out.end().end();
    }
    out.end();
}

void write_component_indicator(JsonWriter& out, const PlanEvaluation& plan, std::uint32_t place,
                               std::size_t number) {
    const auto& context = plan.result.context();
    const auto& node = plan.result.input(place);
    const auto& input = node.indicators[number];
    const auto& component = plan.result.node(place).components[number];
    const auto judged = e::judge(input, node.reports, context);
    out.object().member("id", input.what->id).member_if("label", input.what->label);
    out.member("title", input.what->title).member_if("unit", input.what->unit);
    out.member("light", e::to_string(judged.light)).member("computed", e::to_string(judged.computed));
    write_share(out, "achievement", judged.achievement);
    out.member("why", e::to_string(judged.reason.why));
    write_message(out, "because", e::because(judged.reason, context.rules));
    write_override(out, judged.override_);
    out.member_if("twin", input.twin).member("counted", component.counted);
    if (input.weight) out.member("weight", *input.weight);
    out.member("reading", e::to_string(judged.reading));
    write_targets(out, *input.what, judged, context.rules);
    write_forecast(out, "forecast", judged.forecast);
    if (const auto* set = plan.settings->definitions.find(input.what->id)) {
        out.key("definition");
        e::write(out, *set);
    }
    out.end();
}

void write_progress(JsonWriter& out, const PlanEvaluation& plan, std::uint32_t place) {
    const auto& context = plan.result.context();
    const auto judged = e::judge_progress(plan.result.input(place), context);
    if (judged.reason.light == e::Light::none) return;
    out.key("progress").object().member("light", e::to_string(judged.reason.light));
    out.member("why", e::to_string(judged.reason.why));
    write_message(out, "because", e::because(judged.reason, context.rules));
    if (judged.reason.planned) out.member("planned", *judged.reason.planned);
    if (judged.reason.actual) out.member("actual", *judged.reason.actual);
    out.member("planned_by_dates", judged.reason.planned_by_dates);
    out.member("reports_missed", judged.reports.missed);
    write_forecast(out, "forecast", judged.slippage);
    out.end();
}

void write_answers(JsonWriter& out, const PlanEvaluation& plan, std::uint32_t place) {
    const auto answers = e::answers_of(plan.result, place, plan.result.input(place).indicators.size());
    out.key("answers").array();
    for (const auto& each : answers.agencies) {
        out.object().member("agency", each.agency);
        write_share(out, "share", each.share);
        out.end();
    }
    out.end().member("shares_set", answers.set).member("inherited", answers.inherited);
}

void write_places(JsonWriter& out, const PlanEvaluation& plan, std::string_view key,
                  const std::vector<std::uint32_t>& places) {
    out.key(key).array();
    for (const auto place : places)
        out.value(plan.result.input(place).id);
    out.end();
}

template <class F>
void column(JsonWriter& out, std::string_view key, const PlanEvaluation& plan, F&& write) {
    out.key(key).array();
    for (std::uint32_t i = 0; i < plan.result.size(); ++i)
        write(i, plan.result.node(i));
    out.end();
}

}  // namespace

void write_message(JsonWriter& out, std::string_view key, const Message& message) {
    out.key(key).object().member("zh", message.zh).member("en", message.en).end();
}

void write_share(JsonWriter& out, std::string_view key, e::Nano share) {
    if (share != e::unknown) out.member(key, percent(share));
}

void write_counts(JsonWriter& out, const e::Counts& counts) {
    out.object();
    for (const auto light : e::all_lights)
        if (const auto n = counts[static_cast<std::size_t>(light)]; n > 0) out.member(e::to_string(light), n);
    out.end();
}

void write_summary(JsonWriter& out, const e::Summary& summary, const e::Rules& rules, bool equal) {
    out.member("light", e::to_string(summary.light)).member("why", e::to_string(summary.why));
    write_message(out, "because", e::because(summary, rules, equal));
    write_share(out, "achievement", summary.achievement);
    write_share(out, "coverage", summary.coverage);
    write_share(out, "behind_share", summary.behind);
    out.key("counts");
    write_counts(out, summary.counts);
}

void write_evaluation(JsonWriter& out, const PlanEvaluation& plan) {
    const auto& rules = plan.result.context().rules;
    out.member("edition", plan.edition).member_if("period", plan.period);
    out.member("today", e::print_day(plan.result.context().moment.today));
    out.member("at", e::print_day(plan.result.context().moment.at));
    out.member("basis", plan.basis == services::Basis::filed ? "filed" : "approved");
    out.key("rules");
    e::write_rules(out, rules);
    out.key("whole").object();
    write_summary(out, plan.result.whole(), rules, false);
    out.end().key("nodes").object();
    column(out, "id", plan, [&](std::uint32_t i, const auto&) { out.value(plan.result.input(i).id); });
    column(out, "light", plan, [&](std::uint32_t, const auto& node) { out.value(e::to_string(node.light)); });
    column(out, "computed", plan,
           [&](std::uint32_t, const auto& node) { out.value(e::to_string(node.all.light)); });
    column(out, "own", plan,
           [&](std::uint32_t, const auto& node) { out.value(e::to_string(node.own.light)); });
    column(out, "why", plan, [&](std::uint32_t, const auto& node) { out.value(e::to_string(node.all.why)); });
    column(out, "achievement", plan, [&](std::uint32_t, const auto& node) {
        if (node.all.achievement == e::unknown)
            out.null();
        else
            out.value(percent(node.all.achievement));
    });
    column(out, "coverage", plan,
           [&](std::uint32_t, const auto& node) { out.value(percent(node.all.coverage)); });
    column(out, "counts", plan, [&](std::uint32_t, const auto& node) { write_counts(out, node.all.counts); });
    column(out, "flags", plan, [&](std::uint32_t, const auto& node) { write_flags(out, node.flags); });
    out.end().key("board").object();
    write_places(out, plan, "behind", plan.board.behind);
    write_places(out, plan, "late", plan.board.late);
    write_places(out, plan, "at_risk", plan.board.at_risk);
    write_places(out, plan, "unowned", plan.board.unowned);
    write_places(out, plan, "without_target", plan.board.without_target);
    write_places(out, plan, "not_started", plan.board.not_begun);
    write_places(out, plan, "warned", plan.board.warned);
    write_places(out, plan, "undecidable", plan.board.undecidable);
    out.end().key("agencies").array();
    for (const auto& agency : plan.agencies)
        write_agency(out, plan, agency, false);
    out.end();
}

void write_node_evaluation(JsonWriter& out, const PlanEvaluation& plan, std::uint32_t place) {
    const auto& rules = plan.result.context().rules;
    const auto& result = plan.result.node(place);
    const auto& input = plan.result.input(place);
    const auto& node = plan.node(place);
    const bool equal = plan.result.equal_weights(place);
    out.member("node", node.id).member_if("kind", node.kind).member_if("label", node.label);
    out.member("title", node.title).member_if("period", plan.period);
    out.member("basis", plan.basis == services::Basis::filed ? "filed" : "approved");
    out.member("light", e::to_string(result.light)).member("computed", e::to_string(result.all.light));
    write_override(out, e::override_at(input.overrides, plan.result.context().moment));
    out.key("flags");
    write_flags(out, result.flags);
    out.member("weight", Decimal(plan.result.weight(place), 6))
        .member("weight_set", input.weight.has_value());
    out.member("released", input.released);
    write_answers(out, plan, place);
    out.key("all").object();
    write_summary(out, result.all, rules, equal);
    out.end().key("own").object();
    write_summary(out, result.own, rules, equal);
    out.end();
    write_progress(out, plan, place);
    out.key("indicators").array();
    for (std::size_t i = 0; i < input.indicators.size(); ++i)
        write_component_indicator(out, plan, place, i);
    out.end().key("children").array();
    for (const auto child : plan.result.children(place)) {
        const auto& below = plan.result.node(child);
        const auto& words = plan.node(child);
        out.object().member("id", words.id).member_if("label", words.label).member("title", words.title);
        out.member("light", e::to_string(below.light)).member("computed", e::to_string(below.all.light));
        write_share(out, "achievement", below.all.achievement);
        out.member("weight", Decimal(plan.result.weight(child), 6)).key("counts");
        write_counts(out, below.all.counts);
        out.end();
    }
    out.end();
}

void write_agency(JsonWriter& out, const PlanEvaluation& plan, const e::AgencyResult& agency, bool items) {
    out.object()
        .member("agency", agency.agency)
        .member("answers", Decimal(e::divided(agency.answers, 1000), 6));
    out.member("default_shares", agency.all_default).member("helps", agency.helps);
    write_summary(out, agency.summary, plan.result.context().rules, true);
    if (items) {
        out.key("items").array();
        for (const auto& item : agency.items) {
            const auto& input = plan.result.input(item.place);
            const auto& component = plan.result.node(item.place).components[item.component];
            const auto& node = plan.node(item.place);
            out.object().member("node", node.id).member_if("label", node.label).member("title", node.title);
            if (item.component < input.indicators.size()) {
                out.member("indicator", input.indicators[item.component].what->id);
                out.member("indicator_title", input.indicators[item.component].what->title);
            }
            out.member("light", e::to_string(component.light)).member("why", e::to_string(component.why));
            write_share(out, "achievement", component.achievement);
            write_share(out, "share", item.share);
            out.end();
        }
        out.end();
    }
    out.end();
}

void write_board_item(JsonWriter& out, const PlanEvaluation& plan, std::uint32_t place) {
    const auto& node = plan.node(place);
    const auto& result = plan.result.node(place);
    const auto& input = plan.result.input(place);
    const auto& context = plan.result.context();
    out.object().member("node", node.id).member_if("kind", node.kind).member_if("label", node.label);
    out.member("title", node.title);
    const auto light = plan.result.children(place).empty() ? result.light : result.own.light;
    out.member("light", e::to_string(light)).key("agencies").array();
    for (const auto& each : e::answers_of(plan.result, place, input.indicators.size()).agencies)
        out.value(each.agency);
    out.end();
    // the reason of the worst single thing
    std::size_t worst = result.components.size();
    for (std::size_t i = 0; i < result.components.size(); ++i)
        if (worst == result.components.size() ||
            e::worst(result.components[worst].light, result.components[i].light) ==
                result.components[i].light)
            worst = i;
    Message words;
    if (worst < input.indicators.size())
        words = e::because(e::judge(input.indicators[worst], input.reports, context).reason, context.rules);
    else
        words = e::because(e::judge_progress(input, context).reason, context.rules);
    write_message(out, "because", words);
    out.end();
}

}  // namespace gangmu::api
