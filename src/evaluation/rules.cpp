#include "evaluation/rules.hpp"

#include <algorithm>

namespace gangmu::evaluation {
namespace {

Decimal value_of(const Rules& rules, const RuleRow& row) {
    return row.decimal != nullptr ? rules.*row.decimal : Decimal(rules.*row.whole);
}

Error bad_value(const RuleRow& row) {
    return fail(Fault::invalid, "rules-value",
                {std::string(row.zh) + "必須是" + row.least.str() + "到" + row.most.str() + "的數",
                 std::string(row.en) + " must be a number from " + row.least.str() + " to " + row.most.str()},
                {}, std::string(row.name));
}

}  // namespace

const std::array<RuleRow, 12>& rule_rows() {
    using R = Rules;
    static const std::array<RuleRow, 12> rows{{
        {"met", "達成門檻（%）", "Reached from (%)", &R::met, nullptr, 1, 1000},
        {"near", "有風險門檻（%）", "At risk from (%)", &R::near, nullptr, 0, 1000},
        {"about_tolerance", "「約」的容許（%）", "Tolerance of “about” (%)", &R::about_tolerance, nullptr, 0,
         100},
        {"slack", "進度容許（百分點）", "Slack of progress (points)", &R::slack, nullptr, 0, 100},
        {"linear_slack", "依日期推算時的進度容許（百分點）", "Slack when reckoned from dates (points)",
         &R::linear_slack, nullptr, 0, 100},
        {"behind_gap", "進度落後門檻（百分點）", "Behind beyond (points)", &R::behind_gap, nullptr, 0, 100},
        {"report_days", "期末後填報日數", "Days to report after a period", nullptr, &R::report_days, 0, 366},
        {"late_limit", "連續逾期次數", "Late reports in a row", nullptr, &R::late_limit, 1, 100},
        {"behind_share", "下層落後占比門檻（%）", "Share behind below (%)", &R::behind_share, nullptr, 0,
         100},
        {"risk_share", "下層有風險占比門檻（%）", "Share at risk below (%)", &R::risk_share, nullptr, 0, 100},
        {"slip_days", "預估延後警示（日）", "Warning of slippage (days)", nullptr, &R::slip_days, 1, 3660},
        {"fewest_for_trend", "趨勢所需期數", "Fewest values for a trend", nullptr, &R::fewest_for_trend, 3,
         100},
    }};
    return rows;
}

Result<Rules> read_rules(const json::object& object) {
    Rules rules;
    const auto& rows = rule_rows();
    for (const auto& [key, value] : object) {
        const auto row = std::find_if(rows.begin(), rows.end(), [&](const RuleRow& each) {
            return each.name == std::string_view(key);
        });
        if (row == rows.end())
            return fail(Fault::invalid, "rules-name",
                        {"沒有這項評核規則：" + std::string(key), "No such rule: " + std::string(key)}, {},
                        std::string(key));
        const auto number = Decimal::parse(print_json(value));
        if (!number || *number < row->least || *number > row->most) return bad_value(*row);
        if (row->decimal != nullptr) {
            rules.*row->decimal = *number;
        } else {
            if (number->scale() != 0) return bad_value(*row);
            rules.*row->whole = static_cast<int>(number->digits());
        }
    }
    if (rules.near > rules.met)
        return fail(Fault::invalid, "rules-value",
                    {"有風險門檻不可高於達成門檻", "“near” must not lie above “met”"}, {}, "near");
    return rules;
}

void write_rules(JsonWriter& out, const Rules& rules) {
    out.object();
    for (const auto& row : rule_rows())
        out.member(row.name, value_of(rules, row));
    out.end();
}

}  // namespace gangmu::evaluation
