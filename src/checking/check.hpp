// The door of this room: a plan in, findings out. One file per rule under rules/.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/plan.hpp"

namespace gangmu::checking {

struct Rule {
    std::string_view id;  // "targets-sum"
    Message title;        // for the list of rules
    std::vector<model::Finding> (*check)(const model::Plan&);
};

// Every rule there is, in the order of the report.
std::span<const Rule> rules();

// Findings of all rules but `off`, in order of rule and place; ids are unique and stable. Threads: any.
std::vector<model::Finding> check(const model::Plan& plan, std::span<const std::string> off = {});

}  // namespace gangmu::checking
