#include "warning/alert.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace gangmu::warning {
namespace {

constexpr std::string_view acts[] = {"open",    "again",    "over",    "acknowledge", "assign",
                                     "silence", "escalate", "comment", "resolve"};
constexpr std::string_view stages[] = {"open", "acknowledged", "resolved"};
constexpr Moment longest_silence = 366 * day;
constexpr std::size_t longest_reason = 2000;

bool by_machine(const Step& step) {
    return step.by.empty();
}

}  // namespace

std::string_view to_string(Act act) {
    return acts[static_cast<std::size_t>(act)];
}
std::string_view to_string(Stage stage) {
    return stages[static_cast<std::size_t>(stage)];
}

std::optional<Act> act_from(std::string_view name) {
    for (std::size_t i = 0; i < std::size(acts); ++i)
        if (acts[i] == name) return static_cast<Act>(i);
    return std::nullopt;
}

Message words(Act act) {
    static const Message all[] = {
        {"發出警示", "opened"},     {"再次成立", "holds again"}, {"條件解除", "condition over"},
        {"已知悉", "acknowledged"}, {"指派", "assigned"},        {"暫停通知", "silenced"},
        {"升級通報", "escalated"},  {"附記", "comment"},         {"結案", "resolved"}};
    return all[static_cast<std::size_t>(act)];
}
Message words(Stage stage) {
    static const Message all[] = {{"待處理", "open"}, {"處理中", "acknowledged"}, {"已結案", "resolved"}};
    return all[static_cast<std::size_t>(stage)];
}

std::string key(const Subject& subject) {
    std::string text = subject.rule + '\x1f' + subject.element + '\x1f' + subject.unit;
    for (const auto& value : subject.combination)
        text += '\x1f' + value;
    return text;
}

Message headline(Mode mode, const Message& name) {
    const auto& en = name.en.empty() ? name.zh : name.en;
    if (mode == Mode::actual) return {name.zh, en};
    const auto mark = words(mode);
    return {fmt::format("【{}】{}", mark.zh, name.zh), fmt::format("[{}] {}", mark.en, en)};
}

Status check(const Alert& alert, const Step& step) {
    if (step.reason.size() > longest_reason)
        return fail(Fault::too_large, "alert-reason", {"理由太長", "the reason is too long"},
                    {"請寫在 2000 位元組以內", "keep it within 2000 bytes"}, "reason");
    if (alert.stage == Stage::resolved && step.act != Act::comment)
        return fail(Fault::conflict, "alert-resolved", {"這則警示已結案", "this alert is resolved"},
                    {"條件再成立時會另開一則；可以附記",
                     "a new one is opened when it holds again; comments are taken"});
    switch (step.act) {
        case Act::resolve:
        case Act::silence:
        case Act::comment:
            if (step.reason.empty() && !by_machine(step))
                return fail(Fault::invalid, "alert-reason", {"請寫理由", "say why"}, {}, "reason");
            if (step.act == Act::silence && (step.until <= step.at || step.until > step.at + longest_silence))
                return fail(Fault::invalid, "alert-until",
                            {"暫停通知要有一年內的截止時間", "silence ends at a time within a year"}, {},
                            "until");
            return {};
        case Act::acknowledge:
            if (alert.stage == Stage::acknowledged)
                return fail(Fault::conflict, "alert-acknowledged",
                            {"已經有人知悉", "it is acknowledged already"});
            return {};
        case Act::assign:
            if (step.to.empty())
                return fail(Fault::invalid, "alert-to", {"請指定承辦人", "name an assignee"}, {}, "to");
            return {};
        default:
            return {};
    }
}

Alert after(Alert alert, Step step) {
    switch (step.act) {
        case Act::open:
        case Act::again:
            alert.holds = true;
            break;
        case Act::over:
            alert.holds = false;
            break;
        case Act::acknowledge:
            alert.stage = Stage::acknowledged;
            break;
        case Act::assign:
            alert.assignee = step.to;
            break;
        case Act::silence:
            alert.silent_until = step.until;
            break;
        case Act::escalate:
            ++alert.escalations;
            break;
        case Act::comment:
            break;
        case Act::resolve:
            alert.stage = Stage::resolved;
            break;
    }
    alert.steps.push_back(std::move(step));
    return alert;
}

bool opens(const Verdict& verdict) {
    return verdict.state == State::raised;
}

Step opening(const Verdict& verdict, Moment now) {
    Step step;
    step.at = now;
    step.reason = verdict.because.zh;
    step.reason_en = verdict.because.en;
    return step;
}

Alert opened(const Rule& rule, Subject subject, const Verdict& verdict, std::string unit_of_measure,
             const Message& unit_name, Moment now) {
    Alert alert;
    alert.subject = std::move(subject);
    alert.kind = rule.kind;
    alert.level = rule.level;
    alert.category = rule.category;
    alert.mode = rule.mode;
    const auto& rule_en = rule.name.en.empty() ? rule.name.zh : rule.name.en;
    const auto& unit_en = unit_name.en.empty() ? unit_name.zh : unit_name.en;
    alert.headline =
        headline(rule.mode, {unit_name.zh.empty() ? rule.name.zh : rule.name.zh + "：" + unit_name.zh,
                             unit_en.empty() ? rule_en : rule_en + ": " + unit_en});
    alert.value = verdict.value;
    alert.line = verdict.line;
    alert.unit_of_measure = std::move(unit_of_measure);
    return after(std::move(alert), opening(verdict, now));
}

std::vector<Step> follow(const Alert& alert, const Rule& rule, const Verdict& verdict, Moment now) {
    if (alert.stage == Stage::resolved) return {};
    auto step = opening(verdict, now);
    if (verdict.state == State::raised && !alert.holds) {
        step.act = Act::again;
        return {step};
    }
    // too little to tell is no end of anything
    if (verdict.state == State::quiet && alert.holds) {
        step.act = Act::over;
        if (!rule.closes) return {step};
        auto closing = step;
        closing.act = Act::resolve;
        return {step, closing};
    }
    return {};
}

bool escalates(const Alert& alert, const Rule& rule, Moment now) {
    if (alert.stage != Stage::open || !alert.holds || rule.escalate_hours == 0 || rule.escalate_to.empty())
        return false;
    if (now < alert.silent_until) return false;
    return now - alert.opened() >= Moment(rule.escalate_hours) * hour * (alert.escalations + 1);
}

Step escalation(const Alert& alert, const Rule& rule, Moment now) {
    Step step;
    step.act = Act::escalate;
    step.at = now;
    for (const auto& name : rule.escalate_to)
        step.to += (step.to.empty() ? "" : ",") + name;
    const auto open = duration_words(now - alert.opened());
    step.reason = fmt::format("發出 {}後仍無人知悉", open.zh);
    step.reason_en = fmt::format("nobody has acknowledged it in {}", open.en);
    return step;
}

bool told(const Alert& after, const Step& step) {
    if (step.act == Act::comment || step.act == Act::silence) return false;
    // what a person did is told to those it concerns, silent or not
    return !by_machine(step) || step.at >= after.silent_until;
}

void write_step(JsonWriter& out, const Step& step) {
    out.object().member("act", to_string(step.act)).member("at", step.at).member_if("by", step.by);
    out.member_if("reason", step.reason).member_if("reason_en", step.reason_en).member_if("to", step.to);
    if (step.until != 0) out.member("until", step.until);
    out.end();
}

namespace {

std::string text(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}
std::int64_t whole(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    return value != nullptr && value->is_int64() ? value->get_int64() : 0;
}
std::optional<Decimal> amount(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    return value != nullptr ? Decimal::parse(print_json(*value)) : std::nullopt;
}

}  // namespace

Step read_step(const json::object& object) {
    Step step;
    step.act = act_from(text(object, "act")).value_or(Act::comment);
    step.at = whole(object, "at");
    step.by = text(object, "by");
    step.reason = text(object, "reason");
    step.reason_en = text(object, "reason_en");
    step.to = text(object, "to");
    step.until = whole(object, "until");
    return step;
}

void write_alert(JsonWriter& out, const Alert& alert) {
    out.object()
        .member("id", alert.id)
        .member("rule", alert.subject.rule)
        .member("element", alert.subject.element);
    out.member_if("unit", alert.subject.unit);
    out.key("combination").array();
    for (const auto& value : alert.subject.combination)
        out.value(value);
    out.end();
    out.member("kind", to_string(alert.kind)).member_if("category", alert.category);
    out.member("level", to_string(alert.level)).member("mode", to_string(alert.mode));
    out.key("headline").object().member("zh", alert.headline.zh).member("en", alert.headline.en).end();
    if (alert.value) out.member("value", *alert.value);
    if (alert.line) out.member("line", *alert.line);
    out.member_if("unit_of_measure", alert.unit_of_measure);
    out.key("steps").array();
    for (const auto& step : alert.steps)
        write_step(out, step);
    out.end().end();
}

Alert read_alert(const json::object& object) {
    Alert alert;
    alert.id = text(object, "id");
    alert.subject = {text(object, "rule"), text(object, "element"), text(object, "unit"), {}};
    if (const auto* all = object.if_contains("combination"); all != nullptr && all->is_array())
        for (const auto& value : all->get_array())
            if (value.is_string()) alert.subject.combination.emplace_back(value.get_string());
    alert.kind = kind_from(text(object, "kind")).value_or(Kind::threshold);
    alert.category = text(object, "category");
    alert.level = level_from(text(object, "level")).value_or(Level::warning);
    alert.mode = mode_from(text(object, "mode")).value_or(Mode::actual);
    if (const auto* both = object.if_contains("headline"); both != nullptr && both->is_object())
        alert.headline = {text(both->get_object(), "zh"), text(both->get_object(), "en")};
    alert.value = amount(object, "value");
    alert.line = amount(object, "line");
    alert.unit_of_measure = text(object, "unit_of_measure");
    // what follows from the steps is not stored beside them
    if (const auto* steps = object.if_contains("steps"); steps != nullptr && steps->is_array())
        for (const auto& step : steps->get_array())
            if (step.is_object()) alert = after(std::move(alert), read_step(step.get_object()));
    return alert;
}

}  // namespace gangmu::warning
