// Plans for tests: a small one by hand, and trees of any size.
#pragma once

#include <string>

#include "model/plan.hpp"

namespace gangmu::state::test {

inline model::Node node(std::string id, std::string parent, std::string title, std::string kind = "措施") {
    model::Node made;
    made.id = std::move(id);
    made.parent = std::move(parent);
    made.level = 0;
    for (const char c : made.id)
        made.level += c == '/' ? 1 : 0;
    made.label = made.id.substr(made.id.find_last_of('/') + 1);
    made.title = std::move(title);
    made.kind = std::move(kind);
    return made;
}

// 1 (1/1 (1/1/1), 1/2), 2; an indicator on 1/1, a finding on 1/1 and 2, a fact on 1/2, a budget on 2.
inline model::Plan small_plan() {
    model::Plan plan;
    plan.plan.id = "p-0123456789ab";
    plan.plan.title = "測試計畫";
    plan.plan.issuer = "測試縣";
    plan.nodes = {node("1", "", "甲", "目標"), node("1/1", "1", "乙"), node("1/1/1", "1/1", "丙", "事項"),
                  node("1/2", "1", "丁"), node("2", "", "戊", "目標")};
    plan.nodes[1].lead = {"經濟部"};
    plan.nodes[1].roles = model::Roles::marked;
    plan.nodes[3].co = {"經濟部", "環境部"};
    plan.nodes[3].roles = model::Roles::marked;
    model::Indicator indicator;
    indicator.id = "1/1#1";
    indicator.node = "1/1";
    indicator.title = "家數";
    indicator.targets.emplace_back();
    indicator.targets[0].period = "2021";
    indicator.targets[0].text = "3";
    indicator.targets[0].value = Decimal(3);
    plan.indicators = {indicator};
    model::Finding finding;
    finding.id = "gap:1";
    finding.rule = "gap";
    finding.nodes = {"1/1", "2"};
    plan.findings = {finding};
    model::Fact fact;
    fact.node = "1/2";
    fact.text = "已完成";
    plan.facts = {fact};
    model::Budget budget;
    budget.node = "2";
    budget.amount = Decimal(100);
    plan.budgets = {budget};
    return plan;
}

// `count` nodes, ten below each.
inline model::Plan large_plan(std::size_t count, const std::string& id = "p-large0000000") {
    model::Plan plan;
    plan.plan.id = id;
    plan.plan.title = "大計畫";
    for (std::size_t i = 0; i < count; ++i) {
        const auto own = "n" + std::to_string(i);
        plan.nodes.push_back(node(own, i == 0 ? "" : "n" + std::to_string((i - 1) / 10), "項目" + own));
        plan.nodes.back().level = i == 0 ? 0 : plan.nodes[(i - 1) / 10].level + 1;
        plan.nodes.back().lead = {"機關" + std::to_string(i % 37)};
        plan.nodes.back().roles = model::Roles::marked;
    }
    return plan;
}

}  // namespace gangmu::state::test
