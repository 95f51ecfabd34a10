// A term in quotation marks that is printed again and again, and once with one other character: likely a slip
// of the pen.
#include <fmt/format.h>

#include <map>

#include "checking/rules/rules.hpp"
#include "text/runes.hpp"
#include "text/utf8.hpp"

namespace gangmu::checking::rule {

namespace {

constexpr std::size_t least_length = 6, most_length = 30;
constexpr std::size_t usual = 3;  // so often a term must be printed to be the right one

struct Term {
    std::size_t times = 0;
    const model::Node* node = nullptr;  // where it stands first
};
using Terms = std::map<std::u32string, Term>;

// Characters that make another thing of a term instead of a misprint: 第一期 and 第二期, 北部 and 南部.
bool distinguishes(char32_t c) {
    static constexpr std::u32string_view many =
        U"〇零一二三四五六七八九十百千兩甲乙丙丁戊己庚辛壬癸上下左右前後內外東西南北中大小高低新舊男女老少"
        U"長短入出進正副主協公私農林漁牧工商文理法醫春夏秋冬年月日季初終始末海陸空水火土金木縣市鄉鎮區省"
        U"國院部會署局處司室科組館所校生師民軍警";
    return !text::is_han(c) || many.find(c) != std::u32string_view::npos;
}

void collect(std::string_view passage, const model::Node& node, Terms& terms) {
    if (passage.size() > 400'000) return;
    const auto runes = text::to_runes(passage);
    for (std::size_t i = 0; i < runes.size(); ++i) {
        if (runes[i].c != U'「') continue;
        std::u32string term;
        std::size_t k = i + 1;
        while (k < runes.size() && text::is_han(runes[k].c) && term.size() <= most_length)
            term += runes[k++].c;
        if (k >= runes.size() || runes[k].c != U'」') continue;
        if (term.size() < least_length || term.size() > most_length) continue;
        Term& known = terms[term];
        if (known.times++ == 0) known.node = &node;
    }
}

std::string printed(const std::u32string& term) {
    std::string out;
    for (const char32_t c : term)
        text::append(out, c);
    return out;
}

}  // namespace

Findings term_typo(const model::Plan& plan) {
    Terms terms;
    for (const auto& node : plan.nodes) {
        collect(node.title, node, terms);
        collect(node.text, node, terms);
    }
    // terms with one character masked, to find those that differ in it only
    std::map<std::u32string, std::vector<const Terms::value_type*>> masked;
    for (const auto& term : terms)
        for (std::size_t i = 0; i < term.first.size(); ++i) {
            std::u32string key = term.first;
            key[i] = U'?';
            masked[key].push_back(&term);
        }
    Findings found;
    for (const auto& [key, alike] : masked) {
        if (alike.size() != 2) continue;
        const auto* right = alike[0]->second.times >= alike[1]->second.times ? alike[0] : alike[1];
        const auto* wrong = right == alike[0] ? alike[1] : alike[0];
        if (right->second.times < usual || wrong->second.times != 1) continue;
        const std::size_t at = key.find(U'?');
        if (distinguishes(right->first[at]) || distinguishes(wrong->first[at])) continue;
        const auto a = printed(wrong->first), b = printed(right->first);
        found.push_back(finding(
            "term-typo", Severity::note,
            {fmt::format("「{}」僅出現一次，他處作「{}」（{} 次），疑為誤植。", a, b, right->second.times),
             fmt::format("“{}” is printed once; elsewhere it is “{}” ({} times).", a, b,
                         right->second.times)},
            {wrong->second.node->id}, wrong->second.node->source));
    }
    return found;
}

}  // namespace gangmu::checking::rule
