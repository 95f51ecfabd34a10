// A plan's lights by agency: every single light once, to the agency that answers for it. Joint goals are
// divided by their shares, so that nothing is counted twice: over all agencies the shares of one light sum to
// one. Pure.
#pragma once

#include <string>
#include <vector>

#include "evaluation/tree.hpp"

namespace gangmu::evaluation {

struct Answer {
    std::string agency;
    Nano share = one;
};
// Who answers for a component of the node (its place in NodeResult::components): the indicator's own leads,
// else the node's, else those of the nearest node above. With shares set: as they say. Unset: the first lead
// has all. Empty: nobody.
struct Answers {
    std::vector<Answer> agencies;
    bool set = false;        // by shares; false: the lead has all
    bool inherited = false;  // from a node above
};
Answers answers_of(const Evaluation& evaluation, std::uint32_t place, std::size_t component);

struct AgencyItem {
    std::uint32_t place = 0;
    std::uint32_t component = 0;
    Nano share = one;
};

struct AgencyResult {
    std::string agency;  // empty: things that nobody answers for
    Summary summary;
    Nano answers = 0;         // the sum of its shares: how many lights it carries
    bool all_default = true;  // no share was set: the lead has all
    std::uint32_t helps = 0;  // nodes on which it is a co agency
    std::vector<AgencyItem> items;
};
// By name, byte order; the one without a name first, if there is any.
std::vector<AgencyResult> by_agency(const Evaluation& evaluation);

// What a decision maker looks for first; places of nodes in document order.
struct Board {
    std::vector<std::uint32_t> behind;   // own light behind
    std::vector<std::uint32_t> late;     // a report is overdue
    std::vector<std::uint32_t> at_risk;  // own light at risk
    std::vector<std::uint32_t> unowned;
    std::vector<std::uint32_t> without_target;
    std::vector<std::uint32_t> not_begun;
    std::vector<std::uint32_t> warned;  // expected to miss, though not due
    std::vector<std::uint32_t> undecidable;
};
Board board_of(const Evaluation& evaluation);

}  // namespace gangmu::evaluation
