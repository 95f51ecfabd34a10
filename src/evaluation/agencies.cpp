#include "evaluation/agencies.hpp"

#include <algorithm>
#include <map>

namespace gangmu::evaluation {
namespace {

Nano nano_of(const Decimal& share) {
    return Fraction{share, Decimal(1)}.nano();
}

// Shares that were checked sum to one; their roundings are mended on the last, so that the sum stays one.
std::vector<Answer> divided_by(const std::map<std::string, Decimal>& shares) {
    std::vector<Answer> answers;
    Nano rest = one;
    for (const auto& [agency, share] : shares) {
        const auto part = std::min(rest, nano_of(share));
        if (part <= 0) continue;
        answers.push_back({agency, part});
        rest -= part;
    }
    if (!answers.empty()) answers.back().share += rest;
    return answers;
}

}  // namespace

Answers answers_of(const Evaluation& evaluation, std::uint32_t place, std::size_t component) {
    Answers answers;
    const auto& node = evaluation.input(place);
    if (!node.shares.empty()) {
        answers.agencies = divided_by(node.shares);
        answers.set = true;
        if (!answers.agencies.empty()) return answers;
    }
    if (component < node.indicators.size() && !node.indicators[component].what->lead.empty()) {
        answers.agencies.push_back({node.indicators[component].what->lead.front(), one});
        return answers;
    }
    for (auto at = place; at != NodeInput::no_parent; at = evaluation.input(at).parent)
        if (const auto& lead = evaluation.input(at).lead; !lead.empty()) {
            answers.agencies.push_back({lead.front(), one});
            answers.inherited = at != place;
            return answers;
        }
    return answers;
}

std::vector<AgencyResult> by_agency(const Evaluation& evaluation) {
    struct Sum {
        AgencyResult result;
        Sums sums;
    };
    std::map<std::string, Sum> agencies;
    const auto size = static_cast<std::uint32_t>(evaluation.size());
    for (std::uint32_t i = 0; i < size; ++i) {
        for (const auto& agency : evaluation.input(i).co)
            ++agencies[agency].result.helps;
        const auto& components = evaluation.node(i).components;
        for (std::uint32_t k = 0; k < components.size(); ++k) {
            const auto& component = components[k];
            if (!component.counted) continue;
            auto answers = answers_of(evaluation, i, k);
            if (answers.agencies.empty()) answers.agencies.push_back({"", one});
            for (const auto& answer : answers.agencies) {
                auto& sum = agencies[answer.agency];
                sum.sums.add(part_of(component), divided(Wide(answer.share), 1000));
                sum.result.answers += answer.share;
                if (answers.set) sum.result.all_default = false;
                sum.result.items.push_back({i, k, answer.share});
            }
        }
    }
    std::vector<AgencyResult> results;
    for (auto& [name, sum] : agencies) {
        sum.result.agency = name;
        sum.result.summary = sum.sums.summary(evaluation.context().rules);
        results.push_back(std::move(sum.result));
    }
    return results;
}

Board board_of(const Evaluation& evaluation) {
    Board board;
    const auto size = static_cast<std::uint32_t>(evaluation.size());
    for (std::uint32_t i = 0; i < size; ++i) {
        const auto& node = evaluation.node(i);
        const bool leaf = evaluation.children(i).empty();
        const auto light = leaf ? node.light : node.own.light;
        if (light == Light::behind) board.behind.push_back(i);
        if (light == Light::at_risk) board.at_risk.push_back(i);
        if (light == Light::undecidable) board.undecidable.push_back(i);
        if ((node.flags & (flag_report_missing | flag_report_late)) != 0) board.late.push_back(i);
        if ((node.flags & flag_unowned) != 0) board.unowned.push_back(i);
        if ((node.flags & flag_without_target) != 0) board.without_target.push_back(i);
        if ((node.flags & flag_not_begun) != 0) board.not_begun.push_back(i);
        if ((node.flags & flag_warning) != 0) board.warned.push_back(i);
    }
    return board;
}

}  // namespace gangmu::evaluation
