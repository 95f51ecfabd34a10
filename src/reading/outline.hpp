// The outline: which numbered line stands under which, by how the numbering runs and nests. Fills the nodes
// of a DraftPlan in reading order, hands tables to the TableReader, and keeps what it does not understand as
// text.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "reading/agencies/register.hpp"
#include "reading/draft.hpp"
#include "reading/numbering.hpp"
#include "reading/stream.hpp"
#include "reading/tables.hpp"

namespace gangmu::reading {

// A line of the contents page: checked against the body later.
struct ContentsEntry {
    std::string title;
    std::string label;
    model::Sources source;
};

class Outline {
  public:
    Outline(DraftPlan& plan, const Agencies& agencies) : plan_(plan), agencies_(agencies), tables_(plan) {}

    void read(std::span<const Piece> pieces);

    std::vector<ContentsEntry> contents;
    std::vector<Passage> front;  // the lines of the title page

  private:
    struct Run {  // one numbered list
        NodeIndex parent = no_node;
        std::vector<std::pair<NodeIndex, Passage>>
            items;                  // those that became nodes, and as they were printed
        std::size_t sentences = 0;  // those that stayed text
    };
    struct Open {  // an open heading or item
        std::string style;
        std::vector<int> number;
        int rank = -1;
        int level = 0;  // heading level as marked; 0 none
        NodeIndex node = no_node;
        bool heading = false;  // the carrier marks it, or it is a word's (策略 1)
        bool parent = false;   // something numbered stands below it
        bool list = false;     // a list item: nothing stands below it but its own lists
    };

    void survey(std::span<const Piece> pieces);
    void step(const Piece& piece);
    void numbered(const Piece& piece, const Mark& mark);
    void plain_heading(const Piece& piece);
    void bullet(const Piece& piece);
    void line(const Piece& piece);
    bool slide_line(const Piece& piece);
    bool known_title(const Piece& piece);
    bool field_line(const Piece& piece);
    bool take_agency_field(NodeIndex node, std::string_view text);
    bool take_when_field(NodeIndex node, std::string_view text);
    bool take_target_field(NodeIndex node, std::string_view text, const Piece& piece);
    void take_closing_field(NodeIndex node, std::string_view text);
    bool numbered_field(const Piece& piece, std::string_view rest, NodeIndex parent,
                        const std::string& style);
    NodeIndex short_line_as_heading();
    void table(const std::vector<const Piece*>& pieces);
    int year_of_front() const;

    void close_for(const Mark& mark, const Piece& piece);
    NodeIndex top() const { return stack_.empty() ? no_node : stack_.back().node; }
    NodeIndex add_node(NodeIndex parent, const Piece& piece);
    void add_text(NodeIndex node, const Piece& piece);
    bool strip_tail(std::string& title) const;
    bool promises(NodeIndex node) const;
    void lift_fields();
    void settle_runs();

    DraftPlan& plan_;
    const Agencies& agencies_;
    TableReader tables_;
    std::vector<Open> stack_;
    std::map<std::string, std::set<std::string>> parents_;  // styles under which a style was seen
    std::set<std::string> tails_;                           // phrases that end many headings
    std::set<std::string> glued_tails_;                     // the same without a blank before them
    std::set<std::string>
        field_styles_;  // of numbered lines that are the fields of items: 「(二) 主辦機關：…」
    std::map<std::string, NodeIndex> titles_;  // items of a document without numbers, by title
    std::set<std::string> repeated_;           // short lines that stand more than once
    bool levels_hold_ = false;                 // the carrier's heading levels agree with the numbering
    bool slides_ = false;                      // hardly any numbers: short lines are headings
    bool started_ = false;                     // the title page is over
    std::string caption_, unit_;
    std::string group_style_;  // of the groups of the last table
    bool heading_since_table_ = false;
    bool text_since_table_ = false;
    bool short_before_ = false;  // the piece before was a short line without a role
    const Piece* before_ = nullptr;
    std::vector<NodeIndex> fielded_;     // list items that a line below told who is responsible for
    NodeIndex group_chapter_ = no_node;  // under which the last group of a slide stands
    std::vector<Run> runs_;
    std::map<std::pair<NodeIndex, std::string>, std::size_t> run_of_;  // the latest list of a style
    std::map<std::pair<NodeIndex, std::string>, bool> prose_;          // lists whose items are sentences
};

}  // namespace gangmu::reading
