#include "comparing/fields.hpp"

#include "model/plan_json.hpp"

namespace gangmu::comparing {
namespace {

json::value value_of(const std::string& text) {
    return text.empty() ? json::value() : json::value(text);
}

json::value value_of(const std::vector<std::string>& texts) {
    if (texts.empty()) return {};
    json::array all;
    for (const auto& each : texts)
        all.emplace_back(each);
    return all;
}

json::value value_of(const std::vector<model::ScheduleEntry>& schedule) {
    if (schedule.empty()) return {};
    JsonWriter out;
    out.array();
    for (const auto& entry : schedule)
        model::write_json(out, entry);
    out.end();
    auto parsed = parse_json(out.take());
    return parsed ? std::move(*parsed) : json::value();
}

template <class T>
void compare(std::string_view field, const T& before, const T& after, std::vector<FieldChange>& out) {
    if (!(before == after)) out.push_back({std::string(field), value_of(before), value_of(after)});
}

// What plan JSON says of roles: only that a list does not say who leads.
std::string roles_of(const model::Node& node) {
    return node.roles == model::Roles::unmarked ? "unmarked" : "";
}

std::vector<std::string_view> target_fields(const model::Target& a, const model::Target& b) {
    std::vector<std::string_view> out;
    const auto look = [&](std::string_view field, bool same) {
        if (!same) out.push_back(field);
    };
    look("period", a.period == b.period);
    look("text", a.text == b.text);
    look("value", a.value == b.value);
    look("value_max", a.value_max == b.value_max);
    look("unit", a.unit == b.unit);
    look("comparator", a.comparator == b.comparator);
    look("cumulative", a.cumulative == b.cumulative);
    look("every", a.every == b.every);
    look("due", a.due == b.due);
    look("parts", a.parts == b.parts);
    return out;
}

}  // namespace

void header_fields(const model::PlanHeader& before, const model::PlanHeader& after,
                   std::vector<FieldChange>& out) {
    compare("title", before.title, after.title, out);
    compare("issuer", before.issuer, after.issuer, out);
    compare("start", before.start, after.start, out);
    compare("end", before.end, after.end, out);
}

void node_fields(const model::Node& before, const model::Node& after, std::vector<FieldChange>& out) {
    compare("kind", before.kind, after.kind, out);
    compare("label", before.label, after.label, out);
    compare("labels", before.labels, after.labels, out);
    compare("title", before.title, after.title, out);
    compare("text", before.text, after.text, out);
    compare("lead", before.lead, after.lead, out);
    compare("co", before.co, after.co, out);
    compare("units", before.units, after.units, out);
    compare("roles", roles_of(before), roles_of(after), out);
    compare("schedule", before.schedule, after.schedule, out);
}

void indicator_fields(const model::Indicator& before, const model::Indicator& after,
                      std::vector<FieldChange>& out) {
    compare("role", before.role, after.role, out);
    compare("label", before.label, after.label, out);
    compare("title", before.title, after.title, out);
    compare("unit", before.unit, after.unit, out);
    compare("lead", before.lead, after.lead, out);
    compare("co", before.co, after.co, out);
}

std::vector<TargetChange> target_changes(const std::vector<model::Target>& before,
                                         const std::vector<model::Target>& after) {
    std::vector<std::uint32_t> old_of(after.size(), none);
    std::vector<bool> taken(before.size(), false);
    const auto pair_up = [&](auto&& same) {
        for (std::uint32_t i = 0; i < after.size(); ++i)
            for (std::uint32_t j = 0; j < before.size() && old_of[i] == none; ++j)
                if (!taken[j] && same(before[j], after[i])) {
                    old_of[i] = j;
                    taken[j] = true;
                }
    };
    pair_up([](const auto& a, const auto& b) { return a.period == b.period && a.text == b.text; });
    pair_up([](const auto& a, const auto& b) { return a.period == b.period; });
    pair_up([](const auto& a, const auto& b) { return !a.text.empty() && a.text == b.text; });
    std::vector<TargetChange> out;
    for (std::uint32_t i = 0; i < after.size(); ++i) {
        if (old_of[i] == none) {
            out.push_back({Change::added, none, i, {}});
            continue;
        }
        auto fields = target_fields(before[old_of[i]], after[i]);
        if (!fields.empty()) out.push_back({Change::changed, old_of[i], i, std::move(fields)});
    }
    for (std::uint32_t j = 0; j < before.size(); ++j)
        if (!taken[j]) out.push_back({Change::removed, j, none, {}});
    return out;
}

}  // namespace gangmu::comparing
