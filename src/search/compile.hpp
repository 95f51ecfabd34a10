// A query made ready: terms cut into grams and weighed over all segments, names of plans looked up.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "search/index.hpp"
#include "search/matches.hpp"
#include "search/query.hpp"
#include "search/snippet.hpp"

namespace gangmu::search {

class Compiled {
  public:
    // `plans_named(value)` gives the ids of the plans that a plan: value means.
    using PlansNamed = std::function<std::set<std::string>(const std::string&)>;
    Compiled(const QueryNode& root, const std::vector<Slot>& slots, const PlansNamed& plans_named);

    MatchesPtr matches(const Segment& segment) const;

    // What to mark in hits: terms that are not excluded, wherever they are sought.
    const std::vector<Sought>& sought() const { return sought_; }

  private:
    struct Gram {
        std::uint64_t key = 0;
        std::string word;  // else
        std::uint32_t offset = 0;
    };
    struct Node {
        QueryNode::Op op = QueryNode::Op::everything;
        std::vector<Node> of;
        std::optional<Field> field;
        std::vector<Gram> grams;  // term; empty: `letter` alone
        char32_t letter = 0;
        bool prefix = false;    // the last gram is a word's beginning
        std::size_t width = 0;  // letters of the term
        double idf = 0;
        std::string value;  // kind, type
        std::set<std::string> plans;
    };

    Node make(const QueryNode& node, bool negative, const PlansNamed& plans_named);
    void make_term(const QueryNode& from, Node& node, bool negative);
    void weigh(Node& node, const std::vector<Slot>& slots);
    static std::size_t frequency(const Segment& segment, const Node& node);
    static MatchesPtr matches(const Segment& segment, const Node& node);
    static MatchesPtr term_matches(const Segment& segment, const Node& node);

    std::vector<Sought> sought_;  // before root_: making the root fills it
    Node root_;
};

}  // namespace gangmu::search
