#include "search/compile.hpp"

#include <algorithm>
#include <cmath>

#include "search/segment.hpp"
#include "search/stream.hpp"
#include "text/fold.hpp"

namespace gangmu::search {
namespace {

using Op = QueryNode::Op;

// A phrase that ends in a word's beginning stands for at most so many phrases.
constexpr std::uint32_t max_endings = 1'000;

Segment::Terms find_gram(const Segment& segment, std::uint64_t key, const std::string& word) {
    return key != 0 ? segment.pair(key) : segment.word(word);
}

}  // namespace

Compiled::Compiled(const QueryNode& root, const std::vector<Slot>& slots, const PlansNamed& plans_named)
    : root_(make(root, false, plans_named)) {
    weigh(root_, slots);
}

Compiled::Node Compiled::make(const QueryNode& from, bool negative, const PlansNamed& plans_named) {
    Node node;
    node.op = from.op;
    node.field = from.field;
    node.value = from.text;
    if (from.op == Op::term) make_term(from, node, negative);
    if (from.op == Op::plan) node.plans = plans_named(from.text);
    const bool inner = negative != (from.op == Op::none_of);
    for (const auto& child : from.of)
        node.of.push_back(make(child, inner, plans_named));
    return node;
}

void Compiled::make_term(const QueryNode& from, Node& node, bool negative) {
    Stream stream;
    read_stream(from.text, stream);
    const auto& letters = stream.letters;
    node.width = letters.size();
    node.prefix = from.prefix && !letters.empty() && !is_cjk_letter(letters.back());
    if (!negative && !letters.empty()) sought_.push_back({letters, node.prefix});
    std::string buffer;
    each_gram(
        letters, 0, buffer,
        [&](std::uint64_t key, std::uint32_t position) {
            node.grams.push_back({key, {}, position});
        },
        [&](std::string_view word, std::uint32_t position) {
            node.grams.push_back({0, std::string(word), position});
        });
    // What stands beside the whole term does not matter.
    if (!node.grams.empty() && node.grams.front().key != 0 && node.grams.front().key >> 32 == edge)
        node.grams.erase(node.grams.begin());
    if (!node.grams.empty() && node.grams.back().key != 0 && (node.grams.back().key & 0xFFFFFFFF) == edge)
        node.grams.pop_back();
    if (node.grams.empty() && !letters.empty()) node.letter = letters.front();
}

std::size_t Compiled::frequency(const Segment& segment, const Node& node) {
    const auto sum = [&](Segment::Terms terms) {
        std::size_t total = 0;
        for (auto term = terms.first; term < terms.last; ++term)
            total += segment.posting_count[term];
        return std::min<std::size_t>(total, segment.size());
    };
    if (node.grams.empty()) {
        if (node.letter == 0) return 0;
        const auto frequent = segment.letter(node.letter);
        return frequent ? frequent->count : sum(segment.pairs_from(node.letter));
    }
    std::size_t least = segment.size();
    for (std::size_t i = 0; i < node.grams.size() && least > 0; ++i) {
        const auto& gram = node.grams[i];
        const bool open = node.prefix && i + 1 == node.grams.size();
        least = std::min(least,
                         sum(open ? segment.words_from(gram.word) : find_gram(segment, gram.key, gram.word)));
    }
    return least;
}

void Compiled::weigh(Node& node, const std::vector<Slot>& slots) {
    for (auto& child : node.of)
        weigh(child, slots);
    if (node.op != Op::term) return;
    double passages = 0, found = 0;
    for (const auto& slot : slots) {
        passages += slot.segment->size();
        found += static_cast<double>(frequency(*slot.segment, node));
    }
    node.idf = std::log(1 + (passages - found + 0.5) / (found + 0.5));
}

MatchesPtr Compiled::matches(const Segment& segment) const {
    return matches(segment, root_);
}

MatchesPtr Compiled::matches(const Segment& segment, const Node& node) {
    switch (node.op) {
        case Op::everything:
            return all_matches(segment);
        case Op::term:
            return term_matches(segment, node);
        case Op::any: {
            std::vector<MatchesPtr> any;
            for (const auto& child : node.of)
                any.push_back(matches(segment, child));
            return or_matches(std::move(any));
        }
        case Op::none_of: {
            std::vector<MatchesPtr> all, none;
            all.push_back(all_matches(segment));
            none.push_back(matches(segment, node.of.front()));
            return and_matches(std::move(all), std::move(none));
        }
        case Op::all: {
            std::vector<MatchesPtr> all, none;
            for (const auto& child : node.of) {
                if (child.op == Op::none_of)
                    none.push_back(matches(segment, child.of.front()));
                else
                    all.push_back(matches(segment, child));
            }
            if (all.empty()) all.push_back(all_matches(segment));
            return and_matches(std::move(all), std::move(none));
        }
        case Op::plan:
        case Op::kind:
        case Op::type:
            break;
    }
    if (node.op == Op::type) {
        const auto type = parse_type(node.value);
        return filter_matches(segment, [&segment, type](Doc doc) {
            return type && static_cast<Type>(segment.type[doc]) == *type;
        });
    }
    const auto& names = node.op == Op::plan ? segment.plans.names : segment.kinds.names;
    std::vector<char> wanted(names.size());
    bool any = false;
    for (std::size_t i = 0; i < names.size(); ++i) {
        wanted[i] = node.op == Op::plan ? node.plans.contains(names[i]) : text::same(names[i], node.value);
        any = any || wanted[i] != 0;
    }
    if (!any) return no_matches();
    const bool by_plan = node.op == Op::plan;
    return filter_matches(segment, [&segment, by_plan, wanted = std::move(wanted)](Doc doc) {
        return wanted[by_plan ? segment.plan[doc] : segment.kind(doc)] != 0;
    });
}

MatchesPtr Compiled::term_matches(const Segment& segment, const Node& node) {
    if (frequency(segment, node) == 0) return no_matches();
    const Weights weights(segment, node.idf, node.width);
    if (node.grams.empty()) {
        const auto frequent = segment.letter(node.letter);
        if (frequent && !node.field) return letter_matches(segment, *frequent, weights);
        return union_matches(segment, segment.pairs_from(node.letter), node.field, weights);
    }
    if (node.prefix && node.grams.size() == 1)
        return union_matches(segment, segment.words_from(node.grams.front().word), node.field, weights);
    std::vector<Placed> grams;
    for (const auto& gram : node.grams) {
        if (node.prefix && &gram == &node.grams.back()) continue;
        grams.push_back({find_gram(segment, gram.key, gram.word).first, gram.offset});
    }
    if (!node.prefix) {
        if (grams.size() == 1 && !node.field) return gram_matches(segment, grams.front().term, weights);
        return phrase_matches(segment, std::move(grams), node.field, weights);
    }
    const auto endings = segment.words_from(node.grams.back().word);
    std::vector<MatchesPtr> any;
    for (auto term = endings.first; term < std::min(endings.last, endings.first + max_endings); ++term) {
        auto ended = grams;
        ended.push_back({term, node.grams.back().offset});
        any.push_back(phrase_matches(segment, std::move(ended), node.field, weights));
    }
    return or_matches(std::move(any));
}

}  // namespace gangmu::search
