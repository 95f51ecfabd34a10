#include "comparing/features.hpp"

#include <algorithm>
#include <unordered_map>

#include "comparing/match.hpp"
#include "text/fold.hpp"
#include "text/utf8.hpp"

namespace gangmu::comparing {
namespace {

constexpr std::size_t telling_text = 12;  // characters; shorter paragraphs repeat by chance

std::uint64_t mix(std::uint64_t seed, std::uint64_t value) {
    seed ^= value + 0x9E3779B97F4A7C15ULL + (seed << 6U) + (seed >> 2U);
    return seed * 0xD6E8FEB86659FD93ULL;
}

}  // namespace

std::u32string essence(std::string_view text) {
    std::u32string out;
    const std::string folded = text::fold(text);
    for (std::size_t at = 0; at < folded.size();) {
        const char32_t point = text::next(folded, at);
        const auto shape = text::shape_of(point);
        if (shape == text::Shape::word || shape == text::Shape::cjk) out += point;
    }
    return out;
}

Grams grams_of(const std::u32string& essence) {
    Grams grams;
    if (essence.size() == 1) grams.push_back(essence.front());
    for (std::size_t i = 0; i + 1 < essence.size(); ++i)
        grams.push_back(std::uint64_t{essence[i]} << 32U | essence[i + 1]);
    std::sort(grams.begin(), grams.end());
    return grams;
}

double likeness(const Grams& a, const Grams& b) {
    if (a.empty() || b.empty()) return a.empty() && b.empty() ? 1 : 0;
    std::size_t common = 0;
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
        if (a[i] == b[j]) {
            ++common;
            ++i;
            ++j;
        } else if (a[i] < b[j]) {
            ++i;
        } else {
            ++j;
        }
    }
    return 2.0 * static_cast<double>(common) / static_cast<double>(a.size() + b.size());
}

double likeness(std::string_view a, std::string_view b) {
    return likeness(grams_of(essence(a)), grams_of(essence(b)));
}

std::uint64_t hash_of(std::u32string_view text) {
    std::uint64_t hash = 0x243F6A8885A308D3ULL;
    for (const char32_t point : text)
        hash = mix(hash, point);
    return hash;
}

const std::vector<std::uint32_t>& Tree::children(std::uint32_t node) const {
    return node == none ? roots : nodes[node].children;
}

Tree tree_of(const model::Plan& plan) {
    Tree tree{&plan, {}, {}};
    tree.nodes.resize(plan.nodes.size());
    std::unordered_map<std::string_view, std::uint32_t> rows;
    rows.reserve(plan.nodes.size());
    for (std::uint32_t i = 0; i < plan.nodes.size(); ++i) {
        const auto& node = plan.nodes[i];
        auto& features = tree.nodes[i];
        const auto parent = rows.find(node.parent);
        features.parent = node.parent.empty() || parent == rows.end() ? none : parent->second;
        rows.emplace(node.id, i);
        (features.parent == none ? tree.roots : tree.nodes[features.parent].children).push_back(i);
        features.title = essence(node.title);
        features.grams = grams_of(features.title);
        features.title_hash = hash_of(features.title);
        features.path_hash =
            mix(features.parent == none ? 1 : tree.nodes[features.parent].path_hash, features.title_hash);
        features.label = essence(node.label);
        const auto text = essence(node.text);
        if (text.size() >= telling_text) features.text_hash = hash_of(text) | 1U;
    }
    return tree;
}

}  // namespace gangmu::comparing
