// The rules' figures in one table: every threshold that decides a light, with its default. Pure.
#pragma once

#include <array>
#include <string_view>

#include "base/decimal.hpp"
#include "base/json.hpp"
#include "base/result.hpp"

namespace gangmu::evaluation {

struct Rules {
    // Indicators, in percent of the target.
    Decimal met = 100;            // from here: reached
    Decimal near = 90;            // from here to `met`: at risk; below: behind
    Decimal about_tolerance = 5;  // a target with 約 is reached within so many percent
    // Progress, in points of percent.
    Decimal slack = 0;          // as much under the planned progress that was entered is still on track
    Decimal linear_slack = 10;  // the same when the plan was reckoned from the dates alone
    Decimal behind_gap = 10;    // over slack and up to so many points more: at risk; beyond: behind
    // Reports.
    int report_days = 30;  // after a period's end, where no cycle says when its report is due
    int late_limit = 2;    // so many late reports in a row, up to the last one: at risk
    // Roll-up, in percent of the weight under a node.
    Decimal behind_share = 50;  // behind or not reported from here: behind
    Decimal risk_share = 25;    // at risk from here: at risk
    // Forecast.
    int slip_days = 30;  // expected to end so many days late: a warning
    int fewest_for_trend = 3;

    bool operator==(const Rules&) const = default;
};

struct RuleRow {
    std::string_view name;  // as in JSON
    const char* zh;
    const char* en;
    Decimal Rules::*decimal;  // one of the two
    int Rules::*whole;
    Decimal least;
    Decimal most;
};
const std::array<RuleRow, 12>& rule_rows();

// What is there is set over the defaults. Errors: rules-name, rules-value (the member in `where`).
Result<Rules> read_rules(const json::object& object);
void write_rules(JsonWriter& out, const Rules& rules);

}  // namespace gangmu::evaluation
