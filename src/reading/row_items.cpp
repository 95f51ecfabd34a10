// The cells that name items: their numbers, parents, goals, and the rest of a torn cell.
#include <algorithm>

#include "reading/agencies/cells.hpp"
#include "reading/cell_text.hpp"
#include "reading/rows.hpp"
#include "reading/stream.hpp"
#include "reading/titles.hpp"
#include "text/fold.hpp"
#include "text/utf8.hpp"

namespace gangmu::reading {

using text::trim;

NodeIndex RowReader::find_number(std::size_t rank, const std::vector<int>& number) const {
    if (rank >= numbered_.size()) return no_node;
    const auto found = numbered_[rank].find(number);
    return found == numbered_[rank].end() ? no_node : found->second;
}

bool RowReader::has_children(const std::vector<int>& number) const {
    const auto at = numbers_.upper_bound(number);
    return at != numbers_.end() && at->size() == number.size() + 1 &&
           std::equal(number.begin(), number.end(), at->begin());
}

// The header of a rank's column as the word for what stands in it.
std::string RowReader::column_kind(std::size_t rank) const {
    for (const std::vector<Column>& layout : layouts_) {
        std::size_t at = 0;
        for (const Column& column : layout)
            if (is_item_column(column.role) && at++ == rank) return rank_of_header(column.header);
    }
    return {};
}

NodeIndex RowReader::placeholder(std::size_t rank, const std::vector<int>& number) {
    DraftNode node;
    node.face = Face::schedule;
    node.order = order_++;
    node.label = printed_number(number);
    node.number = number;
    node.style = rank_styles_[rank];
    node.parent = node.printed_parent = parent_for(rank, number);
    node.kind = column_kind(rank);
    node.kind_weight = 3;
    node.source = source_;
    plan_.nodes.push_back(std::move(node));
    const auto index = static_cast<NodeIndex>(plan_.nodes.size()) - 1;
    made_[rank].push_back(index);
    numbered_[rank][number] = index;
    last_[rank] = latest_[rank] = index;
    hollow_.insert(index);
    return index;
}

// The node under which a numbered cell belongs. Position decides, unless the one it stands beside has
// children of its own number elsewhere: then the page has shifted a cell, and the number is right.
NodeIndex RowReader::parent_for(std::size_t rank, const std::vector<int>& number) {
    NodeIndex base = group != no_node ? group : context_.node;
    // a row that names a group stands beside the heading that named the group before it
    if (group_row_ && context_.node_is_group && context_.node != no_node)
        base = plan_.at(context_.node).parent;
    if (rank == 0) return base;
    NodeIndex beside = no_node;
    for (std::size_t r = rank; r-- > 0 && beside == no_node;)
        beside = last_[r];
    if (!telling_ || number.size() != rank + 1) return beside == no_node ? base : beside;
    const std::vector<int> wanted = prefix_of(number);
    const NodeIndex direct = last_[rank - 1];
    if (direct != no_node) {
        const std::vector<int>& own = plan_.at(direct).number;
        if (own == wanted || own.empty() || !has_children(own)) return direct;
    }
    if (const NodeIndex known = find_number(rank - 1, wanted); known != no_node) return known;
    return placeholder(rank - 1, wanted);
}

NodeIndex RowReader::add_node(std::size_t rank, const std::optional<Mark>& mark, std::string_view body,
                              const GridCell& cell) {
    std::size_t after = 0;
    const std::size_t goals =
        table_.role == TableRole::schedule ? goals_at(body, after) : std::string_view::npos;
    std::string title = one_line(body.substr(0, goals));
    const std::string rank_kind = column_kind(rank);
    source_ = cell.source;
    NodeIndex index = no_node;
    if (mark) {
        const NodeIndex known = find_number(rank, mark->parts);
        if (known != no_node && hollow_.count(known) > 0) {
            index = known;
            plan_.at(known).source.clear();
            hollow_.erase(known);
        }
    }
    if (index == no_node) {
        const std::vector<int> number = mark ? mark->parts : std::vector<int>{};
        const NodeIndex parent = parent_for(rank, number);
        DraftNode node;
        node.order = order_++;
        node.parent = node.printed_parent = parent;
        plan_.nodes.push_back(std::move(node));
        index = static_cast<NodeIndex>(plan_.nodes.size()) - 1;
        made_[rank].push_back(index);
    }
    DraftNode& node = plan_.at(index);
    switch (table_.role) {
        case TableRole::schedule:
            node.face = Face::schedule;
            break;
        case TableRole::indicator:
        case TableRole::result:
            node.face = Face::indicator;
            break;
        case TableRole::division:
            node.face = Face::division;
            break;
        case TableRole::programme:
            node.face = Face::programme;
            break;
        default:
            node.face = Face::sheet;
            break;
    }
    if (mark) {
        node.label = mark->label;
        node.number = mark->parts;
        if (!group_row_) numbered_[rank][mark->parts] = index;
        node.style = mark->style;
        if (!mark->kind.empty()) {
            node.kind = mark->kind;
            node.kind_weight = 4;
            node.kind_printed = true;
        }
    }
    const Responsible own = take_agencies(title, *context_.agencies);
    node.title = title;
    add_agencies(node.lead, own.lead);
    add_agencies(node.co, own.co);
    add_agencies(node.units, own.units);
    if (own.roles != model::Roles::none) node.roles = own.roles;
    if (node.kind_weight < 3 && !rank_kind.empty() && !(grouped && rank == 0)) {
        node.kind = rank_kind;
        node.kind_weight = 3;
    }
    add_sources(node.source, cell.source);
    if (goals != std::string_view::npos) {
        bool bullet = false;
        for (std::string& goal : split_goals(body.substr(after), bullet))
            node.goals.push_back({std::move(goal), cell.source});
    }
    last_[rank] = latest_[rank] = index;
    for (std::size_t deeper = rank + 1; deeper < last_.size(); ++deeper)
        last_[deeper] = no_node;
    return index;
}

// The rest of a cell that a page break cut.
void RowReader::go_on(NodeIndex index, const GridCell& cell) {
    DraftNode& node = plan_.at(index);
    std::size_t after = 0;
    const std::size_t goals = goals_at(cell.text, after);
    const std::string_view text = cell.text;
    const std::string head = one_line(text.substr(0, goals));
    if (!head.empty()) {
        bool bullet = false;
        std::vector<std::string> pieces = split_goals(text.substr(0, goals), bullet);
        if (node.goals.empty() && !bullet) {
            node.title = join_text(node.title, head);
        } else {
            for (std::size_t i = 0; i < pieces.size(); ++i) {
                if (i == 0 && !bullet && !node.goals.empty()) {
                    node.goals.back().text = join_text(node.goals.back().text, pieces[i]);
                    add_sources(node.goals.back().source, cell.source);
                } else {
                    node.goals.push_back({std::move(pieces[i]), cell.source});
                }
            }
        }
    }
    if (goals != std::string_view::npos) {
        bool bullet = false;
        for (std::string& goal : split_goals(text.substr(after), bullet))
            node.goals.push_back({std::move(goal), cell.source});
    }
    add_sources(node.source, cell.source);
}

std::vector<NodeIndex> RowReader::read_item(std::size_t rank, const GridCell& cell, bool after_break,
                                            bool& continued) {
    std::vector<NodeIndex> nodes;
    continued = false;
    if (cell.spanned && last_[rank] != no_node) return nodes;
    std::string_view text = trim(cell.text);
    auto mark = parse_mark(text);
    const bool styled = !rank_styles_[rank].empty();
    if (!mark || (styled && tail_style(*mark) != rank_styles_[rank] && after_break)) {
        const bool torn = after_break && latest_[rank] != no_node &&
                          (styled || (!ends_sentence(plan_.at(latest_[rank]).title) && layouts_.size() > 1));
        if (torn) {
            go_on(latest_[rank], cell);
            last_[rank] = latest_[rank];
            continued = true;
            return nodes;
        }
        // a head and the list below it: 「航空與船艦產業\n1. …\n2. …」
        for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) {
            const auto first = parse_mark(text.substr(at + 1));
            if (!first || first->parts != std::vector<int>{1}) continue;
            if (find_next_mark(text.substr(at + 1), *first) == std::string_view::npos) break;
            const NodeIndex head = add_node(rank, std::nullopt, text.substr(0, at), cell);
            nodes.push_back(head);
            std::string_view rest = text.substr(at + 1);
            std::optional<Mark> next = first;
            while (next) {
                const std::size_t cut = find_next_mark(rest, *next);
                const std::size_t stop = cut == std::string_view::npos ? rest.size() : cut;
                const std::string_view body =
                    rest.substr(std::min(next->length, stop), stop - std::min(next->length, stop));
                const NodeIndex child = add_node(rank, next, body, cell);
                plan_.at(child).parent = plan_.at(child).printed_parent = head;
                if (cut == std::string_view::npos) break;
                rest = rest.substr(cut);
                next = parse_mark(rest);
            }
            last_[rank] = latest_[rank] = head;
            return nodes;
        }
        nodes.push_back(add_node(rank, std::nullopt, text, cell));
        return nodes;
    }
    std::string_view rest = text;
    while (mark) {
        const std::size_t cut = find_next_mark(rest, *mark);
        const std::size_t stop = cut == std::string_view::npos ? rest.size() : cut;
        const std::size_t begin = std::min(mark->length, stop);
        nodes.push_back(add_node(rank, mark, rest.substr(begin, stop - begin), cell));
        if (cut == std::string_view::npos) break;
        rest = rest.substr(cut);
        mark = parse_mark(rest);
    }
    return nodes;
}

}  // namespace gangmu::reading
