// The goals printed as bullets under 目標 become indicators of their node.
#include "reading/agencies/cells.hpp"
#include "reading/draft.hpp"
#include "reading/targets.hpp"
#include "text/runes.hpp"

namespace gangmu::reading {

namespace {

// (主辦：國防部) at the end of a goal says whose it is.
Responsible printed_agencies(std::string_view text) {
    static const Agencies agencies;
    const auto runes = text::to_runes(text);
    if (runes.empty() || runes.back().c != ')') return {};
    std::size_t open = runes.size() - 1;
    while (open > 0 && runes[open].c != '(')
        --open;
    for (const auto word : {U"(主辦", U"(協辦", U"(主政"})
        if (text::stands(runes, open, word))
            return read_agencies(text::slice(text, runes, open + 1, runes.size() - 1), agencies);
    return {};
}

}  // namespace

void read_goals(DraftPlan& plan) {
    for (std::size_t i = 0; i < plan.nodes.size(); ++i) {
        if (plan.nodes[i].merged != no_node) continue;
        for (const auto& goal : plan.nodes[i].goals) {
            const auto labelled = split_label(goal.text);
            if (is_blank_target(labelled.rest)) continue;
            DraftIndicator draft;
            draft.node = static_cast<NodeIndex>(i);
            auto& indicator = draft.value;
            indicator.role = "goal";
            indicator.label = labelled.label;
            indicator.title = labelled.rest;
            indicator.source = goal.source;
            const auto bodies = printed_agencies(labelled.rest);
            indicator.lead = bodies.lead;
            indicator.co = bodies.co;
            auto target = make_target(labelled.rest, "overall", goal.source);
            if (target.value) indicator.unit = target.unit;
            indicator.targets.push_back(std::move(target));
            plan.indicators.push_back(std::move(draft));
        }
    }
}

}  // namespace gangmu::reading
