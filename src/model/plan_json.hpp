// Plan JSON: the public form of a plan (docs/plan-json.md). Keys in the contract's order; unknown is left
// out.
#pragma once

#include "base/json.hpp"
#include "model/plan.hpp"

namespace gangmu::model {

void write_json(JsonWriter& out, const Plan& plan);  // the five lists are always there, empty or not
void write_json(JsonWriter& out, const PlanHeader& header);
void write_json(JsonWriter& out, const DocumentInfo& document);
void write_json(JsonWriter& out, const ContentsLine& line);
void write_json(JsonWriter& out, const Node& node);
void write_json(JsonWriter& out, const ScheduleEntry& entry);
void write_json(JsonWriter& out, const Indicator& indicator);
void write_json(JsonWriter& out, const Target& target);
void write_json(JsonWriter& out, const Figure& figure);
void write_json(JsonWriter& out, const Budget& budget);
void write_json(JsonWriter& out, const Fact& fact);
void write_json(JsonWriter& out, const Finding& finding);
void write_json(JsonWriter& out, const Source& source);

// A plan as compact JSON text.
std::string plan_text(const Plan& plan);

// `"key":[…]`, left out when the list is empty.
template <class T>
void write_list(JsonWriter& out, std::string_view key, const std::vector<T>& items) {
    if (items.empty()) return;
    out.key(key).array();
    for (const auto& item : items) {
        if constexpr (requires { out.value(item); })
            out.value(item);
        else
            write_json(out, item);
    }
    out.end();
}

// What write_json wrote, read back; unknown keys are passed over. Errors: "plan-json" with the path in
// `where`. Reading back gives an equal Plan: numbers are exact (integers of up to 18 digits, fractions of up
// to 15), and `roles`, of which the contract prints only "unmarked", is `marked` where a lead or co is named,
// else `none`.
Result<Plan> read_plan(const json::value& value);
Result<PlanHeader> read_header(const json::value& value);
Result<Node> read_node(const json::value& value);
Result<Indicator> read_indicator(const json::value& value);
Result<Target> read_target(const json::value& value);
Result<Budget> read_budget(const json::value& value);
Result<Fact> read_fact(const json::value& value);
Result<Finding> read_finding(const json::value& value);

std::string_view to_string(Comparator comparator);  // "", "=", ">=", "<=", "~"
std::string_view to_string(Severity severity);      // note, warning, error

}  // namespace gangmu::model
