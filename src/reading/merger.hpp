// Joins the nodes of a draft that are places of one item. Inside this room: the door is merge.hpp.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "reading/draft.hpp"

namespace gangmu::reading {

bool alive(const DraftPlan& plan, NodeIndex index);
NodeIndex count(const DraftPlan& plan);
bool is_ancestor(const DraftPlan& plan, NodeIndex above, NodeIndex node);
// The key of a title without the word for its rank: 智慧科技分組 is 智慧科技.
std::string without_rank(std::string_view title);

class Merger {
  public:
    explicit Merger(DraftPlan& plan);

    bool pass();

    // A row of an indicator table that stands below an item of its own title and depth of number is that
    // item.
    void join_echoes();

  private:
    void learn_title(NodeIndex i);
    const std::string& key(NodeIndex i) const { return keys_[static_cast<std::size_t>(i)]; }
    const std::string& bare(NodeIndex i) const { return bare_[static_cast<std::size_t>(i)]; }

    NodeIndex above(NodeIndex i) const { return above_[static_cast<std::size_t>(i)]; }

    // May a and b be two places of one item? Their titles are the same already.
    bool same_item(NodeIndex a, NodeIndex b) const;
    // 1 below 1-1 is 1-1-1.
    bool relative(NodeIndex a, NodeIndex b) const;

    // 「1. 甲」 in the text and 「1.3 甲」 in a table stand below the same item, and are both below it only
    // once.
    bool runs_on(NodeIndex a, NodeIndex b) const;

    // Text in a chapter about something else (國際趨勢) that happens to have the item's name.
    bool in_chapter(NodeIndex i) const;
    NodeIndex home_of(NodeIndex i) const { return plan_.home(i); }

    void join(NodeIndex a, NodeIndex b);

    static void join_roles(DraftNode& keep, const DraftNode& gone);

    bool by_title();

    // Titles that are equal, or equal but for the word for the rank (智慧科技, 智慧科技分組).
    bool related_title(NodeIndex a, NodeIndex b) const;

    // The same number and a title that a misprint changed.
    bool by_number();

    // 「目標一」 alone, or 「目標一 甲之績效指標」, is 「目標一、甲」.
    bool by_word();

    // A cell of a table that holds nothing but a number of several parts.
    bool refers(NodeIndex i) const;

    NodeIndex only_named(const std::vector<NodeIndex>& nodes) const;

    // 「甲-願景」 and 「甲(乙)-願景」 name 甲, or 乙 below 甲.
    bool by_dash();

    NodeIndex find_item(const std::string& title, NodeIndex below, NodeIndex except) const;

    DraftPlan& plan_;
    std::vector<std::string> keys_, bare_;  // titles as they are compared, with and without the rank's word
    std::set<std::string> twins_;
    std::vector<std::size_t> sizes_;
    std::vector<NodeIndex> above_;
};

}  // namespace gangmu::reading
