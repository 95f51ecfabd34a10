#include <algorithm>

#include "reading/agencies/cells.hpp"
#include "reading/cell_text.hpp"
#include "reading/rows.hpp"
#include "reading/stream.hpp"
#include "reading/table_roles.hpp"
#include "reading/titles.hpp"
#include "text/fold.hpp"
#include "text/utf8.hpp"

namespace gangmu::reading {

using text::trim;

void RowReader::survey(const std::vector<PrintedRow>& rows) {
    ranks_ = 0;
    for (const std::vector<Column>& layout : layouts_) {
        std::size_t count = 0;
        for (const Column& column : layout) {
            if (is_item_column(column.role)) ++count;
            if (is_agency_column(column.role)) agency_table_ = true;
            if (column.role == ColumnRole::schedule || column.role == ColumnRole::start ||
                column.role == ColumnRole::end || column.role == ColumnRole::stage)
                schedule_table_ = true;
        }
        ranks_ = std::max(ranks_, count);
    }
    rank_styles_.assign(ranks_, {});
    last_.assign(ranks_ + 1, no_node);
    last_text_.assign(ranks_ + 1, {});
    latest_.assign(ranks_ + 1, no_node);
    made_.assign(ranks_ + 1, {});
    numbered_.assign(ranks_ + 1, {});
    std::vector<std::map<std::string, std::size_t>> styles(ranks_);
    std::vector<std::size_t> total(ranks_, 0);
    for (const PrintedRow& printed : rows) {
        std::size_t rank = 0;
        for (std::size_t c = 0; c < printed.row.cells.size(); ++c) {
            const GridCell& cell = printed.row.cells[c];
            const ColumnRole role = layouts_[printed.layout][c].role;
            if (!blank(cell))
                if (const auto mark = parse_mark(cell.text);
                    mark && mark->dotted() &&
                    (role != ColumnRole::amount || mark->length < trim(cell.text).size()))
                    numbers_.insert(mark->parts);
            if (!is_item_column(role)) continue;
            if (!blank(cell) && !cell.spanned) {
                ++total[rank];
                if (const auto mark = parse_mark(cell.text)) ++styles[rank][tail_style(*mark)];
            }
            ++rank;
        }
    }
    for (std::size_t rank = 0; rank < ranks_; ++rank)
        for (const auto& [style, count] : styles[rank])
            if (count * 2 > total[rank] && count >= 1) rank_styles_[rank] = style;
    telling_ = ranks_ > 1;
    for (std::size_t a = 0; a < ranks_; ++a) {
        if (rank_styles_[a].empty()) telling_ = false;
        for (std::size_t b = 0; b < a; ++b)
            if (rank_styles_[a] == rank_styles_[b]) telling_ = false;
    }
    if (telling_ || ranks_ < 2 || ranks_ > 6) return;
    // columns are shifted too often for a majority: 1., 1.1, 1.1.1 tell by their depth
    std::size_t marked = 0, cells = 0;
    for (std::size_t rank = 0; rank < ranks_; ++rank) {
        cells += total[rank];
        std::string style = rank == 0 ? "1." : "d";
        for (std::size_t k = 0; k < rank; ++k)
            style += ".d";
        std::size_t here = 0;
        for (std::size_t column = 0; column < ranks_; ++column)
            if (const auto found = styles[column].find(style); found != styles[column].end())
                here += found->second;
        if (here == 0) return;
        marked += here;
    }
    if (marked * 10 < cells * 6) return;
    telling_ = true;
    for (std::size_t rank = 0; rank < ranks_; ++rank) {
        rank_styles_[rank] = rank == 0 ? "1." : "d";
        for (std::size_t k = 0; k < rank; ++k)
            rank_styles_[rank] += ".d";
    }
}

namespace {

// 「一、甲。 二、乙。」 in one line of a text file: each number begins a line,
// as in other carriers.
std::string with_lines(const std::string& text) {
    auto mark = parse_mark(text);
    if (!mark || mark->parts != std::vector<int>{1}) return text;
    std::string out;
    std::string_view rest = text;
    while (mark) {
        const std::size_t cut = find_next_mark(rest, *mark);
        if (!out.empty()) out += '\n';
        out += trim(rest.substr(0, cut));
        if (cut == std::string_view::npos) break;
        rest = rest.substr(cut);
        mark = parse_mark(rest);
    }
    return out;
}

// Its first words are 合計, Total.
bool is_sum_row(const GridRow& row) {
    const auto first = std::find_if_not(row.cells.begin(), row.cells.end(), blank);
    return first != row.cells.end() && names_sum(first->text);
}

}  // namespace

// A file without merged cells prints the name of the upper rank again in every
// row.
bool RowReader::repeats_above(std::size_t rank, const Parts& parts) const {
    const GridCell& cell = *parts.items[rank];
    if (cell.spanned || last_[rank] == no_node || rank + 1 >= ranks_) return false;
    if (last_text_[rank].empty() || trim(cell.text) != last_text_[rank]) return false;
    return std::any_of(parts.items.begin() + static_cast<std::ptrdiff_t>(rank) + 1, parts.items.end(),
                       [](const GridCell* deeper) { return deeper != nullptr && !deeper->spanned; });
}

// What the columns of words say of the row's item.
void RowReader::name_row_text(const PrintedRow& printed, const Parts& parts, NodeIndex row_node, bool fresh) {
    if (parts.texts.empty() || row_node == no_node || row_node == context_.node) return;
    DraftNode& node = plan_.at(row_node);
    for (const auto& [header, cell] : parts.texts) {
        if (cell->spanned) continue;
        const std::string text(trim(cell->text));
        if (!header.empty()) {
            // the rest of a short cell that the page cut
            const auto begun = std::find_if(node.text.begin(), node.text.end(), [&](const Passage& passage) {
                return !fresh && printed.after_break && passage.text.starts_with(header + "：");
            });
            if (begun != node.text.end())
                begun->text = join_text(begun->text, one_line(text));
            else
                node.text.push_back({header + "：" + one_line(text), cell->source});
        } else if (!fresh && printed.after_break && !node.text.empty()) {
            // before the short fields that came after it
            Passage* last = nullptr;
            for (Passage& passage : node.text)
                if (passage.text.find("：") == std::string::npos || passage.text.size() > 120)
                    last = &passage;
            if (!last) last = &node.text.back();
            last->text = parse_mark(text) ? last->text + "\n" + text : join_text(last->text, text);
            add_sources(last->source, cell->source);
        } else {
            node.text.insert(node.text.begin(), Passage{with_lines(text), cell->source});
        }
    }
}

// 「編號」 beside columns of several ranks numbers the item of the row.
void RowReader::take_label(NodeIndex index, const GridCell& cell) {
    DraftNode& node = plan_.at(index);
    const std::string label = one_line(cell.text);
    if (!node.label.empty() || label.empty() || text::count(label) > 12) return;
    node.label = label;
    if (const auto mark = parse_mark(label + " x")) {
        node.number = mark->parts;
        node.style = mark->style;
    }
}

// A merged cell of agencies beside the merged cell of an item above rows of its own: it speaks of that item.
NodeIndex RowReader::merged_owner(const Parts& parts, std::size_t deepest) const {
    if (parts.agencies.size() != 1 || parts.agencies[0].second->rows < 2) return no_node;
    for (std::size_t rank = 0; rank < deepest; ++rank) {
        const GridCell* item = parts.items[rank];
        if (item && !item->spanned && item->rows == parts.agencies[0].second->rows) return last_[rank];
    }
    return no_node;
}

// The rest of a cell of words, below a page break: what the row above gave its item grows by it.
void RowReader::go_on_in_text(const GridRow& before, std::size_t column, const std::string& header,
                              const GridCell& rest) {
    if (before.node == no_node || header.empty() || blank(before.cells[column])) return;
    const std::string begun = header + "：" + one_line(before.cells[column].text);
    std::vector<Passage>& texts = plan_.at(before.node).text;
    const auto found = std::find_if(texts.rbegin(), texts.rend(),
                                    [&](const Passage& passage) { return passage.text == begun; });
    if (found == texts.rend()) return;
    found->text = join_text(found->text, one_line(rest.text));
    add_sources(found->source, rest.source);
}

void RowReader::read_row(PrintedRow& printed) {
    const Parts parts = sort_cells(printed);
    const bool figures = table_.role == TableRole::indicator || table_.role == TableRole::result;
    if (figures && parts.label && ranks_ == 0 && !parts.kind && !parts.parent) {
        // the number is the indicator's: attach_indicator_rows looks for its item
        printed.row.node = group != no_node ? group : context_.node;
        return;
    }
    if (table_.role == TableRole::items || (parts.label && ranks_ <= 1)) {
        sheet_row(printed, parts);
        return;
    }
    if (is_sum_row(printed.row)) {  // 合計 is no item
        printed.row.node = group != no_node ? group : context_.node;
        return;
    }
    if (is_group_row(printed, parts)) {
        const GridCell& cell = *parts.items[0];
        const auto mark = parse_mark(cell.text);
        group = no_node;
        grouped = false;
        std::fill(last_.begin(), last_.end(), no_node);
        group_row_ = true;
        const NodeIndex node =
            add_node(0, mark, std::string_view(cell.text).substr(mark ? mark->length : 0), cell);
        group_row_ = false;
        made_[0].pop_back();
        std::fill(last_.begin(), last_.end(), no_node);
        latest_[0] = no_node;
        group = node;
        grouped = true;
        printed.row.node = node;
        printed.row.group = true;
        return;
    }
    std::vector<NodeIndex> deepest;
    std::size_t deepest_rank = 0;
    bool fresh = false;
    std::vector<NodeIndex> above;
    for (std::size_t rank = 0; rank < ranks_; ++rank) {
        if (!parts.items[rank] || repeats_above(rank, parts)) continue;
        last_text_[rank] = std::string(trim(parts.items[rank]->text));
        bool continued = false;
        std::vector<NodeIndex> nodes = read_item(rank, *parts.items[rank], printed.after_break, continued);
        if (nodes.empty()) continue;
        fresh = true;
        if (!deepest.empty()) above = deepest;
        deepest = std::move(nodes);
        deepest_rank = rank;
    }
    if (parts.label && !parts.label->spanned && deepest.size() == 1 && deepest_rank + 1 == ranks_)
        take_label(deepest[0], *parts.label);
    // a second item of a rank, pushed into another column
    for (const auto& [rank, cell] : parts.more) {
        bool continued = false;
        const std::vector<NodeIndex> nodes = read_item(rank, *cell, false, continued);
        if (nodes.empty()) continue;
        if (rank == deepest_rank) {
            deepest.insert(deepest.end(), nodes.begin(), nodes.end());
        } else if (rank > deepest_rank) {
            deepest = nodes;
            deepest_rank = rank;
        }
        fresh = true;
    }
    // who the row's fields belong to
    std::vector<NodeIndex> owners = deepest;
    if (table_.role == TableRole::division && deepest.size() > 1) owners = above.empty() ? deepest : above;
    if (table_.role == TableRole::division && deepest.size() == 1 && !above.empty() &&
        deepest_rank + 1 == ranks_) {
        // a head with a list in the cell: the row speaks of both
        bool has_list = false;
        for (NodeIndex made : made_[deepest_rank])
            if (plan_.at(made).parent == deepest[0]) has_list = true;
        if (has_list) owners.insert(owners.begin(), above.begin(), above.end());
    }
    NodeIndex row_node = deepest.empty() ? no_node : deepest.front();
    for (std::size_t rank = ranks_; rank-- > 0 && row_node == no_node;)
        row_node = last_[rank];
    if (row_node == no_node) row_node = group != no_node ? group : context_.node;
    printed.row.node = row_node;
    const bool at_bottom =
        !deepest.empty() && (deepest_rank + 1 == ranks_ || table_.role == TableRole::division);
    std::vector<NodeIndex> named = owners;
    if (const NodeIndex whole = deepest.empty() ? no_node : merged_owner(parts, deepest_rank);
        whole != no_node && std::find(owners.begin(), owners.end(), whole) == owners.end())
        named.insert(named.begin(), whole);
    set_agencies(parts, named, at_bottom, printed.after_break);
    set_schedule(parts, owners, at_bottom, printed.after_break);
    name_row_text(printed, parts, row_node, fresh);
}

void RowReader::read(std::vector<PrintedRow>& rows) {
    survey(rows);
    if (context_.node_is_group && context_.node != no_node && ranks_ > 0) {
        // the heading before the rows is a group like the rows that name groups
        DraftNode& node = plan_.at(context_.node);
        for (const Column& column : table_.columns)
            if (is_item_column(column.role)) {
                if (node.kind_weight < 3) {
                    node.kind = rank_of_header(column.header);
                    node.kind_weight = 3;
                }
                break;
            }
        if (node.face == Face::body) node.face = Face::indicator;
    }
    for (PrintedRow& printed : rows) {
        if (!printed.after_break && is_wrapped(printed)) printed.after_break = true;
        if (printed.after_break && is_whole(printed)) printed.after_break = false;
        // a row that goes on with the one above it, cell by cell
        const bool figures = table_.role == TableRole::indicator || table_.role == TableRole::result;
        if (figures && printed.after_break && !table_.rows.empty() &&
            !is_group_row(printed, sort_cells(printed))) {
            bool own = false;
            const std::vector<Column>& layout = layouts_[printed.layout];
            for (std::size_t c = 0; c < printed.row.cells.size() && c < layout.size(); ++c)
                if ((layout[c].role == ColumnRole::overall || layout[c].role == ColumnRole::indicator ||
                     layout[c].role == ColumnRole::item || layout[c].role == ColumnRole::label) &&
                    parse_mark(printed.row.cells[c].text) &&
                    (rank_styles_.empty() || layout[c].role != ColumnRole::item ||
                     std::find(rank_styles_.begin(), rank_styles_.end(),
                               tail_style(*parse_mark(printed.row.cells[c].text))) != rank_styles_.end()))
                    own = true;
            bool numbered = false;
            for (const GridRow& row : table_.rows)
                for (std::size_t c = 0; c < row.cells.size() && c < table_.columns.size(); ++c)
                    if ((table_.columns[c].role == ColumnRole::overall ||
                         table_.columns[c].role == ColumnRole::indicator) &&
                        parse_mark(row.cells[c].text))
                        numbered = true;
            if (!own && (numbered || !rank_styles_.empty())) {
                GridRow& before = table_.rows.back();
                for (std::size_t c = 0; c < printed.row.cells.size() && c < before.cells.size(); ++c) {
                    GridCell& cell = printed.row.cells[c];
                    if (blank(cell)) continue;
                    if (blank(before.cells[c]))
                        before.cells[c].source.clear();  // its words begin after the break
                    const bool item = c < layout.size() && is_item_column(layout[c].role);
                    if (item && latest_.size() > 1 && ranks_ > 0 && latest_[0] != no_node)
                        go_on(latest_[0], cell);
                    if (c < layout.size()) go_on_in_text(before, c, layout[c].header, cell);
                    if (c < layout.size() && is_agency_column(layout[c].role) && before.node != no_node) {
                        give(before.node, cell.text, layout[c].role, false);
                        before.cells[c].text += blank(before.cells[c]) ? cell.text : "\n" + cell.text;
                    } else {
                        before.cells[c].text = parse_mark(cell.text)
                                                   ? before.cells[c].text + "\n" + cell.text
                                                   : join_text(before.cells[c].text, cell.text);
                    }
                    add_sources(before.cells[c].source, cell.source);
                }
                add_sources(before.source, printed.row.source);
                continue;
            }
        }
        read_row(printed);
        table_.rows.push_back(printed.row);
    }
    for (NodeIndex index : hollow_) {
        DraftFinding finding;
        finding.nodes = {index};
        finding.value.rule = "reading-missing-row";
        finding.value.severity = Severity::note;
        finding.value.message = {
            "表中有「" + plan_.at(index).label + "」的下層項目，但找不到「" + plan_.at(index).label +
                "」本身的儲存格，請對照原文補上名稱。",
            "Rows under “" + plan_.at(index).label + "” were found, but no cell that names it."};
        plan_.findings.push_back(std::move(finding));
    }
}

}  // namespace gangmu::reading
