// A sentence that promises for a year what the table of indicators promises otherwise: 「117 年再利用率達
// 90%」 against 88 % in the cell of 117.
#include <fmt/format.h>

#include "checking/rules/rules.hpp"
#include "text/dates.hpp"
#include "text/figures.hpp"
#include "text/runes.hpp"
#include "text/utf8.hpp"

namespace gangmu::checking::rule {

namespace {

constexpr std::size_t least_name = 5;  // characters; shorter names stand inside of others

struct Named {
    const model::Indicator* indicator = nullptr;
    std::string name;
};

// The name without the words in brackets behind it; empty where the row is no name but a promise in words.
std::string name_of(const model::Indicator& indicator) {
    std::string_view title = indicator.title;
    title = text::trim(title.substr(0, std::min(title.find('('), title.find("（"))));
    if (title.find_first_of("0123456789") != std::string_view::npos || text::count(title) < least_name)
        return {};
    return std::string(title);
}

bool promises(std::string_view clause) {
    bool some = false;
    for (std::string_view word : {"達", "提升至", "提高至", "降至", "增至", "增加至", "目標"})
        some = some || clause.find(word) != std::string_view::npos;
    for (std::string_view word : {"已", "實際", "截至", "實績", "原", "未達", "僅"})
        if (clause.find(word) != std::string_view::npos) return false;
    return some;
}

const model::Target* only_value(const model::Indicator& indicator, std::string_view period) {
    for (const auto& target : indicator.targets)
        if (target.period == period) return target.value && !target.value_max ? &target : nullptr;
    return nullptr;
}

// What the clause promises for a year of the table, where it is one figure for one year and nothing else.
struct Stated {
    const model::Target* target = nullptr;
    text::Measured figure;
};

std::optional<Stated> stated(std::string_view clause, const model::Indicator& indicator) {
    const auto runes = text::to_runes(clause);
    const auto dates = text::find_dates(clause, runes);
    if (dates.size() != 1 || dates[0].range || dates[0].end.size() != 4) return std::nullopt;
    const auto* target = only_value(indicator, dates[0].end);
    if (target == nullptr) return std::nullopt;
    auto figures = text::find_figures(clause, runes, dates);
    std::erase_if(figures, [](const text::Measured& figure) { return figure.baseline; });
    if (figures.size() != 1 || figures[0].reference || figures[0].value_max ||
        figures[0].first < dates[0].last)
        return std::nullopt;
    const std::string& unit = target->unit.empty() ? indicator.unit : target->unit;
    if (unit.empty() || !same_unit(figures[0].unit, unit)) return std::nullopt;
    if (figures[0].cumulative != target->cumulative) return std::nullopt;
    return Stated{target, std::move(figures[0])};
}

}  // namespace

Findings sentence_target(const model::Plan& plan) {
    std::vector<Named> named;
    for (const auto& indicator : plan.indicators)
        if (indicator.role == "kpi")
            if (std::string name = name_of(indicator); !name.empty())
                named.push_back({&indicator, std::move(name)});
    Findings found;
    if (named.empty()) return found;
    const auto look = [&](std::string_view clause, const model::Node& node) {
        if (clause.size() > 600 || !promises(clause)) return;
        for (const Named& one : named) {
            if (clause.find(one.name) == std::string_view::npos) continue;
            const auto said = stated(clause, *one.indicator);
            if (!said || said->figure.value == *said->target->value) continue;
            const std::string unit = said->target->unit.empty() ? one.indicator->unit : said->target->unit;
            found.push_back(
                finding("sentence-target", Severity::warning,
                        {fmt::format("{}：內文「{}」，而指標表{}為 {} {}，兩者不一致。", name(*one.indicator),
                                     cut(clause, 50), printed(said->target->period),
                                     said->target->value->str(), unit),
                         fmt::format("{}: the text says {} {} for {}, the table {}.", name_en(*one.indicator),
                                     said->figure.value.str(), said->figure.unit, said->target->period,
                                     said->target->value->str())},
                        {node.id, one.indicator->node}, places({&node.source, &said->target->source})));
        }
    };
    const auto clauses = [&](std::string_view passage, const model::Node& node) {
        if (passage.size() > 400'000) return;
        std::size_t begin = 0;
        for (std::size_t at = 0; at <= passage.size();) {
            const std::size_t end = at;
            char32_t point = U'\n';
            if (at < passage.size())
                point = text::next(passage, at);
            else
                ++at;
            if (point != U'。' && point != U'；' && point != U'，' && point != U'\n') continue;
            look(passage.substr(begin, end - begin), node);
            begin = std::min(at, passage.size());
        }
    };
    for (const auto& node : plan.nodes) {
        clauses(node.title, node);
        clauses(node.text, node);
    }
    return found;
}

}  // namespace gangmu::checking::rule
