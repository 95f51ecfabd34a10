// 「57 項重要措施」 against the measures that are there. Only sentences that speak of the whole plan, and
// only ranks that the plan's tree uses.
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "checking/rules/rules.hpp"
#include "text/numerals.hpp"
#include "text/runes.hpp"

namespace gangmu::checking::rule {

namespace {

struct Count {
    int number = 0;
    std::string kind;
    std::string printed;  // 57項重要措施
};

bool about_all(const text::Runes& runes, std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i)
        for (const auto word : {U"本計畫", U"本方案", U"本期程計畫", U"本期計畫", U"本綱領", U"本白皮書",
                                U"全案", U"本計画", U"this plan", U"The plan"})
            if (text::stands(runes, i, word)) return true;
    return false;
}

// 四大目標, 18項策略, 57項重要措施
std::vector<Count> declared(const std::string& passage, const std::map<std::string, std::size_t>& kinds) {
    std::vector<Count> counts;
    const auto runes = text::to_runes(passage);
    std::size_t from = 0;
    for (std::size_t i = 0; i <= runes.size(); ++i) {
        if (i < runes.size() && runes[i].c != U'。' && !(runes[i].line)) continue;
        if (about_all(runes, from, i))
            for (std::size_t k = from; k < i; ++k) {
                if (!text::is_digit(runes[k].c) && text::chinese_digit(runes[k].c) < 1 && runes[k].c != U'十')
                    continue;
                const auto number = text::scan_number(runes, k);
                if (!number || number->value.scale() != 0 || number->value > Decimal(2000)) continue;
                std::size_t at = number->last;
                k = number->last - 1;
                if (!text::stands(runes, at, U"項") && !text::stands(runes, at, U"個") &&
                    !text::stands(runes, at, U"大") && !text::stands(runes, at, U"條"))
                    continue;
                ++at;
                for (const auto word : {U"重要", U"主要", U"推動", U"重點"})
                    if (text::stands(runes, at, word)) at += 2;
                for (const auto& [kind, found] : kinds) {
                    const auto name = text::to_runes(kind);
                    if (name.empty() || at + name.size() > runes.size()) continue;
                    bool same = true;
                    for (std::size_t n = 0; n < name.size(); ++n)
                        same = same && runes[at + n].c == name[n].c;
                    if (same)
                        counts.push_back({static_cast<int>(number->value.digits()), kind,
                                          text::slice(passage, runes, number->first, at + name.size())});
                }
            }
        from = i + 1;
    }
    return counts;
}

// Every way to count a kind: all nodes, different titles, different codes, and the nodes of one chapter. The
// same items are often listed in several chapters, so a declaration is wrong only when it fits none of them.
struct Ways {
    std::size_t all = 0;
    std::set<std::string> titles;
    std::set<std::vector<int>> codes;
    std::map<std::string, std::size_t> chapters;

    bool fit(std::size_t declared) const {
        if (declared == all || declared == titles.size() || declared == codes.size()) return true;
        for (const auto& [chapter, count] : chapters)
            if (count == declared) return true;
        return false;
    }
};

Ways ways_of(const model::Plan& plan, const Index& index, const std::string& kind) {
    Ways ways;
    for (const auto& node : plan.nodes) {
        if (node.kind != kind) continue;
        ++ways.all;
        if (!node.title.empty()) ways.titles.insert(words(node.title));
        if (const auto code = numbers(node.label); code.size() > 1) ways.codes.insert(code);
        for (const auto* up : index.line(node.parent))
            ++ways.chapters[up->id];
    }
    return ways;
}

}  // namespace

Findings counts_declared(const model::Plan& plan) {
    Findings found;
    const Index index(plan);
    std::map<std::string, std::size_t> kinds;
    for (const auto& node : plan.nodes)
        if (!node.kind.empty() && node.kind != "章節") ++kinds[node.kind];
    std::map<std::string, bool> told;
    for (const auto& node : plan.nodes) {
        if (node.text.size() > 200'000) continue;
        for (const auto& count : declared(node.text, kinds)) {
            const auto here = kinds[count.kind];
            if (here < 2 || told[count.kind]) continue;
            const auto ways = ways_of(plan, index, count.kind);
            if (ways.fit(static_cast<std::size_t>(count.number))) continue;
            told[count.kind] = true;
            found.push_back(
                finding("counts-declared", Severity::warning,
                        {fmt::format("文內稱有「{}」，文件中讀得的{}為 {} 項，請確認是否有遺漏或重複。",
                                     count.printed, count.kind, ways.titles.size()),
                         fmt::format("The text declares {} {}, but {} are found in the document.",
                                     count.number, count.kind, ways.titles.size())},
                        {node.id}, node.source));
        }
    }
    return found;
}

}  // namespace gangmu::checking::rule
