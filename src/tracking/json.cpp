#include "tracking/json.hpp"

#include <fmt/format.h>

namespace gangmu::tracking {

// ---- members

std::string text_of(const json::object& from, std::string_view key) {
    const auto* value = from.if_contains(key);
    return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

std::int64_t whole_of(const json::object& from, std::string_view key, std::int64_t otherwise) {
    const auto* value = from.if_contains(key);
    return value != nullptr && value->is_int64() ? value->get_int64() : otherwise;
}

std::uint64_t count_of(const json::object& from, std::string_view key) {
    const auto value = whole_of(from, key, 0);
    return value > 0 ? static_cast<std::uint64_t>(value) : 0;
}

bool flag_of(const json::object& from, std::string_view key) {
    const auto* value = from.if_contains(key);
    return value != nullptr && value->is_bool() && value->get_bool();
}

std::optional<Day> day_of(const json::object& from, std::string_view key) {
    return parse_day(text_of(from, key));
}

const json::array& list_of(const json::object& from, std::string_view key) {
    static const json::array none;
    const auto* value = from.if_contains(key);
    return value != nullptr && value->is_array() ? value->get_array() : none;
}

const json::object& object_of(const json::object& from, std::string_view key) {
    static const json::object none;
    const auto* value = from.if_contains(key);
    return value != nullptr && value->is_object() ? value->get_object() : none;
}

std::map<std::string, Decimal> shares_of(const json::object& from) {
    std::map<std::string, Decimal> out;
    for (const auto& member : object_of(from, "shares"))
        if (const auto share =
                Decimal::parse(member.value().is_string() ? std::string_view(member.value().get_string())
                                                          : std::string_view()))
            out.emplace(member.key(), *share);
    return out;
}

// ---- rhythm, stage, year, keys

void write(JsonWriter& out, const Rhythm& rhythm) {
    out.object().member("id", rhythm.id).member("every", to_string(rhythm.every));
    out.member_if("scope", rhythm.scope).key("kinds").array();
    for (const auto& kind : rhythm.kinds)
        out.value(kind);
    out.end().member_if("from", rhythm.from).member_if("until", rhythm.until);
    out.member("opens_after", rhythm.opens_after).member("due_after", rhythm.due_after);
    out.member("remind_before", rhythm.remind_before).member("grace", rhythm.grace);
    out.member("auto_lock", rhythm.auto_lock).end();
}

Result<Rhythm> read_rhythm(const json::object& from) {
    Rhythm out;
    const auto every = parse_every(text_of(from, "every"));
    if (!every)
        return fail(Fault::invalid, "rhythm-every", {"沒有這種週期", "There is no such rhythm"},
                    {"可用的有 week、month、quarter、half-year、year",
                     "Known: week, month, quarter, half-year, year"},
                    "every");
    out.every = *every;
    out.id = text_of(from, "id");
    out.scope = text_of(from, "scope");
    for (const auto& kind : list_of(from, "kinds"))
        if (kind.is_string()) out.kinds.emplace_back(kind.get_string());
    out.from = text_of(from, "from");
    out.until = text_of(from, "until");
    const auto days = [&](const char* key, int otherwise) {
        const auto value = whole_of(from, key, otherwise);
        return value < -1 || value > 10'000 ? -1 : static_cast<int>(value);
    };
    out.opens_after = days("opens_after", out.opens_after);
    out.due_after = days("due_after", out.due_after);
    out.remind_before = days("remind_before", out.remind_before);
    out.grace = days("grace", out.grace);
    if (from.contains("auto_lock")) out.auto_lock = flag_of(from, "auto_lock");
    return out;
}

void write(JsonWriter& out, const Stage& stage) {
    out.object().member("name", stage.name.zh).member("name_en", stage.name.en);
    out.member("scope", to_string(stage.scope)).member_if("agency", stage.agency).end();
}

Result<Stage> read_stage(const json::object& from) {
    Stage out;
    out.name = {text_of(from, "name"), text_of(from, "name_en")};
    const auto scope = parse_scope(text_of(from, "scope"));
    out.agency = text_of(from, "agency");
    const bool good = scope && !out.name.zh.empty() && (*scope != StageScope::named || !out.agency.empty());
    if (!good)
        return fail(Fault::invalid, "review-stage",
                    {"審核關卡要有名稱與範圍；指定機關者要有機關",
                     "A stage needs a name and a scope; a named one its agency"},
                    {"範圍為 agency、issuer 或 named", "The scope is agency, issuer or named"}, "stages");
    out.scope = *scope;
    if (out.name.en.empty()) out.name.en = out.name.zh;
    return out;
}

void write(JsonWriter& out, const CalendarYear& year) {
    const Day first = first_of_year(year.year);
    out.object().member("year", year.year).key("off").array();
    for (std::size_t i = 0; i < year.off.size(); ++i)
        if (year.off[i]) out.value(print_day(first + static_cast<Day>(i)));
    out.end().key("notes").object();
    for (const auto& [day, note] : year.notes)
        out.member(print_day(day), note);
    out.end().end();
}

Result<std::shared_ptr<const CalendarYear>> read_year(const json::object& from) {
    auto out = std::make_shared<CalendarYear>();
    out->year = static_cast<int>(whole_of(from, "year", 0));
    if (out->year < 1900 || out->year > 2999)
        return fail(Fault::invalid, "calendar-year", {"年度不正確", "This is not a year"}, {}, "year");
    const Day first = first_of_year(out->year);
    out->off.assign(static_cast<std::size_t>(first_of_year(out->year + 1) - first), false);
    for (const auto& each : list_of(from, "off"))
        if (const auto day =
                parse_day(each.is_string() ? std::string_view(each.get_string()) : std::string_view());
            day && year_of(*day) == out->year)
            out->off[static_cast<std::size_t>(*day - first)] = true;
    for (const auto& member : object_of(from, "notes"))
        if (const auto day = parse_day(member.key()); day && member.value().is_string())
            out->notes.emplace_back(*day, member.value().get_string());
    return std::shared_ptr<const CalendarYear>(std::move(out));
}

void write(JsonWriter& out, const ForeignKeys& keys) {
    out.object().member("column", keys.column).key("keys").object();
    for (const auto& [key, node] : keys.nodes)
        out.member(key, node);
    out.end().end();
}

ForeignKeys read_keys(const json::object& from) {
    ForeignKeys out;
    out.column = text_of(from, "column");
    for (const auto& member : object_of(from, "keys"))
        if (member.value().is_string()) out.nodes.emplace(member.key(), member.value().get_string());
    return out;
}

}  // namespace gangmu::tracking
