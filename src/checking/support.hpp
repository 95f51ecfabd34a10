// What the rules share: the plan by id, how figures and items are named in a message, how words are compared.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/plan.hpp"

namespace gangmu::checking {

using Findings = std::vector<model::Finding>;

// The plan, to be asked by id. Holds references into it.
class Index {
  public:
    explicit Index(const model::Plan& plan);

    const model::Node* node(std::string_view id) const;  // null when there is none
    const std::vector<const model::Node*>& children(std::string_view id) const;
    // `id` itself, its parent, and so on up.
    std::vector<const model::Node*> line(std::string_view id) const;

  private:
    std::unordered_map<std::string, const model::Node*> nodes_;
    std::unordered_map<std::string, std::vector<const model::Node*>> children_;
};

// A finding with its stable id: rule and places (lines, pages, blocks or cells; nodes when there is no
// place).
model::Finding finding(std::string_view rule, Severity severity, Message message,
                       std::vector<std::string> nodes, model::Sources source);

// 指標 1.7.3「…」, 措施 1-7「…」; long titles are cut.
std::string name(const model::Node& node);
std::string name(const model::Indicator& indicator);
std::string name_en(const model::Node& node);
std::string name_en(const model::Indicator& indicator);

// 至少 40 萬美元, 2～3 家
std::string printed(const model::Target& target);
std::string printed(const model::Figure& figure);
std::string printed(std::string_view period);  // 2021 → 110 年（2021）
std::string cut(std::string_view text, std::size_t characters);

// 1-7, 1.7 and 1．7 → {1, 7}; empty when the label is not made of numbers alone.
std::vector<int> numbers(std::string_view label);

// Without white space, punctuation, width and case; `digits` false: without numbers too.
std::string words(std::string_view text, bool digits = true);
// 1 for equal words, 0 for nothing in common: twice the common characters in order through the sum of
// lengths.
double likeness(std::string_view left, std::string_view right);

model::Sources places(std::initializer_list<const model::Sources*> sources);

// The lowest and highest value that a figure allows, as printed (a range, or one number).
Decimal low(const model::Target& target);
Decimal high(const model::Target& target);

// A unit of counted things whose yearly numbers add up: 件, 家, 億元; not %, 天, 倍, which are levels.
bool adds_up(std::string_view unit);
// 億 and 億元 are one unit; ％ and % too.
bool same_unit(std::string_view left, std::string_view right);

}  // namespace gangmu::checking
