#include "evaluation/settings.hpp"

#include <algorithm>

namespace gangmu::evaluation {
namespace {

std::string text_of(const json::object& from, std::string_view key) {
    const auto* value = from.if_contains(key);
    return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

const json::object& object_of(const json::object& from, std::string_view key) {
    static const json::object none;
    const auto* value = from.if_contains(key);
    return value != nullptr && value->is_object() ? value->get_object() : none;
}

Error bad(std::string_view member, std::string_view value) {
    return fail(
        Fault::invalid, "definition-value",
        {"不認得的設定值「" + std::string(value) + "」", "Unknown value “" + std::string(value) + "”"},
        {"請見 API 文件列出的值", "See the API's documentation for the values"}, std::string(member));
}

template <class E, class Parse>
Status read_choice(const json::object& from, std::string_view key, E& to, Parse parse) {
    const auto name = text_of(from, key);
    if (name.empty()) return {};
    const auto value = parse(name);
    if (!value) return bad(key, name);
    to = *value;
    return {};
}

void write_overrides(JsonWriter& out, std::string_view key,
                     const PersistentMap<std::string, std::vector<Override>>& all) {
    out.key(key).object();
    all.each([&](const std::string& id, const std::vector<Override>& list) {
        out.key(id).array();
        for (const auto& each : list)
            out.object()
                .member("light", to_string(each.light))
                .member("reason", each.reason)
                .member("by", each.by)
                .member("day", print_day(each.day))
                .member("period", each.period)
                .end();
        out.end();
    });
    out.end();
}

PersistentMap<std::string, std::vector<Override>> read_overrides(const json::object& from) {
    PersistentMap<std::string, std::vector<Override>> all;
    for (const auto& member : from) {
        std::vector<Override> list;
        if (!member.value().is_array()) continue;
        for (const auto& value : member.value().get_array()) {
            const auto& one = value.get_object();
            list.push_back({parse_light(text_of(one, "light")).value_or(Light::none), text_of(one, "reason"),
                            text_of(one, "by"), parse_day(text_of(one, "day")).value_or(0),
                            text_of(one, "period")});
        }
        all = all.set(std::string(member.key()), std::move(list));
    }
    return all;
}

}  // namespace

std::optional<Decimal> decimal_of(const json::value& value) {
    if (value.is_string()) return Decimal::parse(std::string_view(value.get_string()));
    if (value.is_number()) return Decimal::parse(print_json(value));
    return std::nullopt;
}

const SettingsPtr& settings_of(const AllSettings& all, std::string_view plan) {
    static const SettingsPtr nothing = std::make_shared<const Settings>();
    const auto* found = all.find(plan);
    return found == nullptr ? nothing : *found;
}

Result<Definition> read_definition(const json::object& from) {
    Definition definition;
    CHECK(read_choice(from, "reading", definition.reading, parse_reading));
    CHECK(read_choice(from, "direction", definition.direction, parse_direction));
    CHECK(read_choice(from, "meaning", definition.meaning, parse_meaning));
    if (const auto* weight = from.if_contains("weight"); weight != nullptr && !weight->is_null()) {
        definition.weight = decimal_of(*weight);
        if (!definition.weight || *definition.weight < Decimal(0) || *definition.weight > Decimal(1'000'000))
            return fail(Fault::invalid, "definition-weight",
                        {"權重須是 0 到 1000000 的數", "A weight is a number from 0 to 1000000"}, {},
                        "weight");
    }
    for (const auto& member : object_of(from, "planned")) {
        const auto value = decimal_of(member.value());
        if (!span_of(std::string(member.key())) || !value)
            return fail(Fault::invalid, "definition-period",
                        {"預定值須以期間對應數值，例如 \"2026-Q1\": 25",
                         "Planned values are numbers by period, for example \"2026-Q1\": 25"},
                        {}, "planned/" + std::string(member.key()));
        definition.planned.push_back({std::string(member.key()), *value});
    }
    std::sort(definition.planned.begin(), definition.planned.end(),
              [](const auto& a, const auto& b) { return a.period < b.period; });
    return definition;
}

void write(JsonWriter& out, const Definition& definition) {
    out.object();
    if (definition.reading != Reading::automatic) out.member("reading", to_string(definition.reading));
    if (definition.direction != Direction::automatic)
        out.member("direction", to_string(definition.direction));
    if (definition.meaning != Meaning::automatic) out.member("meaning", to_string(definition.meaning));
    if (definition.weight) out.member("weight", *definition.weight);
    if (!definition.planned.empty()) {
        out.key("planned").object();
        for (const auto& each : definition.planned)
            out.member(each.period, each.value);
        out.end();
    }
    out.end();
}

void write(JsonWriter& out, const AllSettings& all) {
    out.object();
    all.each([&](const std::string& plan, const SettingsPtr& settings) {
        out.key(plan).object().key("rules");
        write_rules(out, settings->rules);
        out.key("definitions").object();
        settings->definitions.each([&](const std::string& id, const Definition& one) {
            out.key(id);
            write(out, one);
        });
        out.end().key("weights").object();
        settings->weights.each([&](const std::string& id, const Decimal& weight) { out.member(id, weight); });
        out.end();
        write_overrides(out, "nodes", settings->nodes);
        write_overrides(out, "indicators", settings->indicators);
        out.member("version", settings->version).end();
    });
    out.end();
}

AllSettings read_settings(const json::object& from) {
    AllSettings all;
    for (const auto& member : from) {
        if (!member.value().is_object()) continue;
        const auto& one = member.value().get_object();
        auto settings = std::make_shared<Settings>();
        if (const auto rules = read_rules(object_of(one, "rules"))) settings->rules = *rules;
        for (const auto& each : object_of(one, "definitions"))
            if (each.value().is_object())
                if (const auto read = read_definition(each.value().get_object()))
                    settings->definitions = settings->definitions.set(std::string(each.key()), *read);
        for (const auto& each : object_of(one, "weights"))
            if (const auto weight = decimal_of(each.value()))
                settings->weights = settings->weights.set(std::string(each.key()), *weight);
        settings->nodes = read_overrides(object_of(one, "nodes"));
        settings->indicators = read_overrides(object_of(one, "indicators"));
        if (const auto* version = one.if_contains("version"); version != nullptr && version->is_number())
            settings->version = version->to_number<std::uint64_t>();
        all = all.set(std::string(member.key()), std::move(settings));
    }
    return all;
}

}  // namespace gangmu::evaluation
