#include "checking/series.hpp"

#include <algorithm>

#include "checking/support.hpp"

namespace gangmu::checking {

namespace {

void drop(std::string& text, std::string_view word) {
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at))
        text.erase(at, word.size());
}

// the part between commas that holds the unit's number
std::string own_clause(const std::string& text, const std::string& unit) {
    std::size_t best = 0;
    std::size_t best_end = text.size();
    static constexpr std::string_view comma = "，";
    std::size_t from = 0;
    while (from <= text.size()) {
        auto end = text.find(comma, from);
        if (end == std::string::npos) end = text.size();
        const auto part = text.substr(from, end - from);
        const bool digit = std::any_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
        if (digit && (unit.empty() || part.find(unit) != std::string::npos)) {
            best = from;
            best_end = end;
        }
        from = end + comma.size();
    }
    return text.substr(best, best_end - best);
}

}  // namespace

std::string clause_words(const std::string& text, const std::string& unit) {
    auto clause = words(own_clause(text, unit), false);
    for (const auto* word : {"累計", "累積", "至少", "以上", "達到", "達", "含", "持續", "共計", "共"})
        drop(clause, word);
    if (!unit.empty()) {
        const auto plain = words(unit, false);
        if (const auto at = clause.find(plain); at != std::string::npos && !plain.empty())
            clause.erase(at, plain.size());
    }
    return clause;
}

std::vector<Series> series_of(const model::Indicator& indicator) {
    std::vector<Series> all;
    auto add = [&](const model::Target& target, const model::Figure& figure) {
        if (!figure.value) return;
        const auto key = clause_words(figure.text, figure.unit);
        if (key.size() < 9) return;  // three characters say too little to be sure
        auto place =
            std::find_if(all.begin(), all.end(), [&](const Series& series) { return series.words == key; });
        if (place == all.end()) {
            all.push_back({key, {}});
            place = all.end() - 1;
        }
        place->points.push_back({&target, figure});
    };
    for (const auto& target : indicator.targets) {
        if (target.period == "overall") continue;
        if (target.value)
            add(target, {target.text, target.value, target.value_max, target.unit, target.comparator,
                         target.cumulative});
        for (const auto& part : target.parts)
            add(target, part);
    }
    for (auto& series : all)
        std::stable_sort(
            series.points.begin(), series.points.end(),
            [](const Point& left, const Point& right) { return left.target->period < right.target->period; });
    return all;
}

}  // namespace gangmu::checking
