// From the printed words of one cell to a target: what is promised, by how much, until when.
#pragma once

#include <string>
#include <string_view>

#include "model/plan.hpp"
#include "text/figures.hpp"

namespace gangmu::reading {

model::Comparator comparator_of(text::Compare compare);

// The target of a cell. `unit` is the indicator's own, for cells that print a number alone.
// A blank cell or a dash is no target: ask is_blank_target first.
model::Target make_target(std::string_view cell, model::Period period, const model::Sources& source,
                          std::string_view unit = {});
bool is_blank_target(std::string_view cell);

// "1.1.1 113 年完成…" → "1.1.1" and the rest. The label is empty when none is printed.
struct Labelled {
    std::string label;
    std::string rest;
};
Labelled split_label(std::string_view cell);

// Without white space, punctuation and width: how two printed titles are compared.
std::string compared(std::string_view text);

}  // namespace gangmu::reading
