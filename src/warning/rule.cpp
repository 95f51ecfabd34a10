#include "warning/rule.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "evaluation/period.hpp"

namespace gangmu::warning {
namespace {

constexpr std::string_view kinds[] = {"threshold", "seasonal", "rate",  "missing",
                                      "forecast",  "range",    "stuck", "spike"};
constexpr std::string_view sides[] = {"under", "over", "either"};
constexpr std::string_view levels[] = {"watch", "warning", "severe"};
constexpr std::string_view categories[] = {"Geo",    "Met", "Safety",    "Security", "Rescue", "Fire",
                                           "Health", "Env", "Transport", "Infra",    "CBRNE",  "Other"};
constexpr std::string_view modes[] = {"actual", "exercise", "test", "system"};

template <class E, std::size_t N>
std::optional<E> from(const std::string_view (&names)[N], std::string_view name) {
    for (std::size_t i = 0; i < N; ++i)
        if (names[i] == name) return static_cast<E>(i);
    return std::nullopt;
}

Error wrong(std::string_view member, Message what, Message mend = {}) {
    return fail(Fault::invalid, "warning-rule-value", std::move(what), std::move(mend), std::string(member));
}

// Which kinds read a member; every kind reads what is not listed.
constexpr unsigned bit(Kind kind) {
    return 1U << static_cast<unsigned>(kind);
}
constexpr std::pair<std::string_view, unsigned> readers[] = {
    {"side", bit(Kind::threshold) | bit(Kind::seasonal) | bit(Kind::rate) | bit(Kind::forecast)},
    {"limits", bit(Kind::threshold) | bit(Kind::forecast)},
    {"release", bit(Kind::threshold)},
    {"hold", bit(Kind::threshold)},
    {"hold_points", bit(Kind::threshold)},
    {"change", bit(Kind::rate)},
    {"relative", bit(Kind::rate)},
    {"span", bit(Kind::rate)},
    {"years", bit(Kind::seasonal)},
    {"window_days", bit(Kind::seasonal)},
    {"deviations", bit(Kind::seasonal) | bit(Kind::spike)},
    {"least_spread", bit(Kind::seasonal) | bit(Kind::spike)},
    {"grace", bit(Kind::missing)},
    {"horizon_days", bit(Kind::forecast)},
    {"low", bit(Kind::range)},
    {"high", bit(Kind::range)},
    {"stuck_points", bit(Kind::stuck)},
    {"tolerance", bit(Kind::stuck)},
};
bool reads(Kind kind, std::string_view member) {
    for (const auto& [name, by] : readers)
        if (name == member) return (by & bit(kind)) != 0;
    return true;
}

struct Whole {
    std::string_view name;
    Moment Rule::*moment;
    int Rule::*count;
    std::int64_t least, most;
};
constexpr Whole wholes[] = {
    {"hold", &Rule::hold, nullptr, 0, 3660 * day},
    {"span", &Rule::span, nullptr, 1, 3660 * day},
    {"grace", &Rule::grace, nullptr, 0, 3660 * day},
    {"hold_points", nullptr, &Rule::hold_points, 1, 1000},
    {"years", nullptr, &Rule::years, 1, 30},
    {"window_days", nullptr, &Rule::window_days, 0, 90},
    {"horizon_days", nullptr, &Rule::horizon_days, 1, 3660},
    {"stuck_points", nullptr, &Rule::stuck_points, 2, 1000},
    {"escalate_hours", nullptr, &Rule::escalate_hours, 0, 24 * 366},
};
struct Amount {
    std::string_view name;
    Decimal Rule::*value;
    bool positive;  // not negative at least
};
constexpr Amount amounts[] = {
    {"release", &Rule::release, true},       {"change", &Rule::change, true},
    {"deviations", &Rule::deviations, true}, {"least_spread", &Rule::least_spread, true},
    {"tolerance", &Rule::tolerance, true},
};
struct Flag {
    std::string_view name;
    bool Rule::*value;
};
constexpr Flag flags[] = {{"off", &Rule::off}, {"closes", &Rule::closes}, {"relative", &Rule::relative}};
struct Texts {
    std::string_view name;
    std::vector<std::string> Rule::*value;
};
constexpr Texts lists[] = {{"units", &Rule::units},
                           {"combination", &Rule::combination},
                           {"tell", &Rule::tell},
                           {"escalate_to", &Rule::escalate_to}};

constexpr std::size_t longest_text = 200;
constexpr std::size_t most_entries = 500;

Result<std::string> text_of(std::string_view member, const json::value& value, bool may_be_empty) {
    if (!value.is_string() || value.get_string().size() > longest_text ||
        (!may_be_empty && value.get_string().empty()))
        return wrong(member, {fmt::format("{} 要是 1 到 {} 位元組的文字", member, longest_text),
                              fmt::format("{} has to be a text of 1 to {} bytes", member, longest_text)});
    return std::string(value.get_string());
}

Result<Decimal> amount_of(std::string_view member, const json::value& value) {
    const auto number =
        Decimal::parse(value.is_string() ? std::string(value.get_string()) : print_json(value));
    if (!number)
        return wrong(member,
                     {fmt::format("{} 要是數字", member), fmt::format("{} has to be a number", member)},
                     {"例如 8 或 \"0.012\"", "as 8 or \"0.012\""});
    return *number;
}

Result<std::vector<Limit>> limits_of(const json::value& value) {
    std::vector<Limit> limits;
    if (!value.is_array() || value.get_array().empty() || value.get_array().size() > most_entries)
        return wrong(
            "limits", {"limits 要有 1 到 500 條門檻線", "limits holds 1 to 500 lines"},
            {R"(例如 [{"from":"2022-01-01","value":8}])", R"(as in [{"from":"2022-01-01","value":8}])"});
    for (const auto& each : value.get_array()) {
        Limit limit;
        const auto* object = each.if_object();
        const auto* number = object != nullptr ? object->if_contains("value") : nullptr;
        if (number == nullptr) return wrong("limits", {"每條門檻線要有 value", "each line needs a value"});
        TRY(limit.value, amount_of("limits", *number));
        if (const auto* from = object->if_contains("from")) {
            const auto first =
                from->is_string() ? evaluation::parse_day(std::string(from->get_string())) : std::nullopt;
            if (!first)
                return wrong("limits", {"from 要是日期", "from has to be a day"},
                             {"例如 2022-01-01", "as 2022-01-01"});
            limit.from = *first;
        }
        if (!limits.empty() && limits.back().from >= limit.from)
            return wrong("limits",
                         {"門檻線的日期要由早到晚、不重複", "the days of the lines have to ascend"});
        limits.push_back(limit);
    }
    return limits;
}

Status read_member(Rule& rule, std::string_view name, const json::value& value) {
    for (const auto& each : wholes)
        if (each.name == name) {
            if (!value.is_int64() || value.get_int64() < each.least || value.get_int64() > each.most)
                return wrong(name, {fmt::format("{} 要是 {} 到 {} 的整數", name, each.least, each.most),
                                    fmt::format("{} has to be a whole number from {} to {}", name, each.least,
                                                each.most)});
            if (each.moment != nullptr)
                rule.*each.moment = value.get_int64();
            else
                rule.*each.count = static_cast<int>(value.get_int64());
            return {};
        }
    for (const auto& each : amounts)
        if (each.name == name) {
            TRY(rule.*each.value, amount_of(name, value));
            if (each.positive && rule.*each.value < Decimal(0))
                return wrong(
                    name, {fmt::format("{} 不可為負", name), fmt::format("{} must not be negative", name)});
            return {};
        }
    for (const auto& each : flags)
        if (each.name == name) {
            if (!value.is_bool())
                return wrong(name, {fmt::format("{} 要是 true 或 false", name),
                                    fmt::format("{} is true or false", name)});
            rule.*each.value = value.get_bool();
            return {};
        }
    for (const auto& each : lists)
        if (each.name == name) {
            if (!value.is_array() || value.get_array().size() > most_entries)
                return wrong(name, {fmt::format("{} 要是至多 {} 項的清單", name, most_entries),
                                    fmt::format("{} is a list of at most {}", name, most_entries)});
            (rule.*each.value).clear();
            for (const auto& item : value.get_array()) {
                TRY(auto text, text_of(name, item, false));
                (rule.*each.value).push_back(std::move(text));
            }
            return {};
        }
    if (name == "limits") {
        TRY(rule.limits, limits_of(value));
        return {};
    }
    if (name == "low" || name == "high") {
        TRY((name == "low" ? rule.low : rule.high), amount_of(name, value));
        return {};
    }
    return fail(Fault::invalid, "warning-rule-member",
                {fmt::format("警示規則沒有「{}」這一項", name),
                 fmt::format("a warning rule has no member «{}»", name)},
                {}, std::string(name));
}

template <class E>
Status read_choice(E& into, std::string_view name, const json::value& value,
                   std::optional<E> (*read)(std::string_view)) {
    const auto found = value.is_string() ? read(std::string(value.get_string())) : std::nullopt;
    if (!found) return wrong(name, {fmt::format("{} 沒有這個選項", name), fmt::format("no such {}", name)});
    into = *found;
    return {};
}

// What a kind cannot do without.
Status complete(const Rule& rule) {
    const auto needs = [](std::string_view member, Kind kind) {
        return wrong(member, {fmt::format("「{}」規則要有 {}", words(kind).zh, member),
                              fmt::format("a rule of kind {} needs {}", to_string(kind), member)});
    };
    if (rule.id.empty()) return needs("id", rule.kind);
    if (rule.element.empty()) return needs("element", rule.kind);
    if (rule.name.zh.empty()) return needs("name", rule.kind);
    if ((rule.kind == Kind::threshold || rule.kind == Kind::forecast)) {
        if (rule.limits.empty()) return needs("limits", rule.kind);
        if (rule.side == Side::either)
            return wrong("side", {"門檻要說明是低於（under）或高於（over）", "say under or over"});
    }
    if (rule.kind == Kind::rate && rule.change == Decimal(0)) return needs("change", rule.kind);
    if (rule.kind == Kind::range && !rule.low && !rule.high) return needs("low", rule.kind);
    if (rule.low && rule.high && *rule.high < *rule.low)
        return wrong("high", {"high 不可小於 low", "high must not lie below low"});
    return {};
}

void write_list(JsonWriter& out, std::string_view name, const std::vector<std::string>& all) {
    if (all.empty()) return;
    out.key(name).array();
    for (const auto& each : all)
        out.value(each);
    out.end();
}

}  // namespace

std::string_view to_string(Kind kind) {
    return kinds[static_cast<std::size_t>(kind)];
}
std::string_view to_string(Side side) {
    return sides[static_cast<std::size_t>(side)];
}
std::string_view to_string(Level level) {
    return levels[static_cast<std::size_t>(level)];
}
std::string_view to_string(Mode mode) {
    return modes[static_cast<std::size_t>(mode)];
}
std::optional<Kind> kind_from(std::string_view name) {
    return from<Kind>(kinds, name);
}
std::optional<Side> side_from(std::string_view name) {
    return from<Side>(sides, name);
}
std::optional<Level> level_from(std::string_view name) {
    return from<Level>(levels, name);
}
std::optional<Mode> mode_from(std::string_view name) {
    return from<Mode>(modes, name);
}

Message words(Kind kind) {
    static const Message all[] = {{"門檻", "threshold"},        {"季節基線", "seasonal baseline"},
                                  {"變化率", "rate of change"}, {"資料逾時", "missing data"},
                                  {"預估觸線", "forecast"},     {"超出範圍", "out of range"},
                                  {"數值停滯", "stuck value"},  {"突波", "spike"}};
    return all[static_cast<std::size_t>(kind)];
}
Message words(Level level) {
    static const Message all[] = {{"注意", "watch"}, {"警戒", "warning"}, {"嚴重", "severe"}};
    return all[static_cast<std::size_t>(level)];
}
Message words(Mode mode) {
    static const Message all[] = {{}, {"演習", "EXERCISE"}, {"測試", "TEST"}, {"系統", "SYSTEM"}};
    return all[static_cast<std::size_t>(mode)];
}

Result<Rule> read_rule(const json::object& object) {
    Rule rule;
    if (const auto* kind = object.if_contains("kind"))
        CHECK(read_choice(rule.kind, "kind", *kind, &kind_from));
    for (const auto& [key, value] : object) {
        const std::string_view name = key;
        if (name == "kind") continue;
        if (!reads(rule.kind, name))
            return wrong(name,
                         {fmt::format("「{}」規則用不到 {}", words(rule.kind).zh, name),
                          fmt::format("a rule of kind {} does not read {}", to_string(rule.kind), name)});
        if (name == "id") {
            TRY(rule.id, text_of(name, value, false));
        } else if (name == "element") {
            TRY(rule.element, text_of(name, value, false));
        } else if (name == "name") {
            const auto* both = value.if_object();
            for (const auto& [language, text] : both != nullptr ? *both : json::object{{"zh", value}}) {
                if (language != "zh" && language != "en")
                    return wrong("name", {"name 只有 zh 與 en", "name has zh and en only"});
                TRY((language == "zh" ? rule.name.zh : rule.name.en),
                    text_of("name", text, language == "en"));
            }
        } else if (name == "level") {
            CHECK(read_choice(rule.level, name, value, &level_from));
        } else if (name == "mode") {
            CHECK(read_choice(rule.mode, name, value, &mode_from));
        } else if (name == "category") {
            TRY(rule.category, text_of(name, value, false));
            if (std::find(std::begin(categories), std::end(categories), rule.category) ==
                std::end(categories))
                return wrong(name, {fmt::format("category 是 {} 之一", fmt::join(categories, "、")),
                                    fmt::format("category is one of {}", fmt::join(categories, ", "))});
        } else if (name == "side") {
            CHECK(read_choice(rule.side, name, value, &side_from));
        } else {
            CHECK(read_member(rule, name, value));
        }
    }
    CHECK(complete(rule));
    return rule;
}

void write_rule(JsonWriter& out, const Rule& rule) {
    static const Rule plain;
    out.object();
    out.member("id", rule.id).member("kind", to_string(rule.kind));
    out.key("name").object().member("zh", rule.name.zh).member_if("en", rule.name.en).end();
    out.member("element", rule.element)
        .member("level", to_string(rule.level))
        .member("mode", to_string(rule.mode));
    out.member("category", rule.category);
    if (reads(rule.kind, "side")) out.member("side", to_string(rule.side));
    for (const auto& each : lists)
        write_list(out, each.name, rule.*each.value);
    for (const auto& each : flags)
        if (rule.*each.value != plain.*each.value) out.member(each.name, rule.*each.value);
    for (const auto& each : wholes) {
        if (!reads(rule.kind, each.name)) continue;
        if (each.moment != nullptr && rule.*each.moment != plain.*each.moment)
            out.member(each.name, rule.*each.moment);
        if (each.count != nullptr && rule.*each.count != plain.*each.count)
            out.member(each.name, rule.*each.count);
    }
    for (const auto& each : amounts)
        if (reads(rule.kind, each.name) && rule.*each.value != plain.*each.value)
            out.member(each.name, rule.*each.value);
    if (rule.low) out.member("low", *rule.low);
    if (rule.high) out.member("high", *rule.high);
    if (!rule.limits.empty()) {
        out.key("limits").array();
        for (const auto& each : rule.limits) {
            out.object();
            if (each.from != INT32_MIN) out.member("from", evaluation::print_day(each.from));
            out.member("value", each.value).end();
        }
        out.end();
    }
    out.end();
}

std::optional<Decimal> limit_on(const Rule& rule, std::int32_t on) {
    std::optional<Decimal> found;
    for (const auto& each : rule.limits)
        if (each.from <= on) found = each.value;
    return found;
}

}  // namespace gangmu::warning
