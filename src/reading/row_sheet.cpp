// Rows of a sheet that name their number, rank and parent in columns of their own.
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

// A sheet whose rows name their number, rank and parent in columns.
void RowReader::sheet_row(PrintedRow& printed, const Parts& parts) {
    const GridCell* name = nullptr;
    for (const GridCell* cell : parts.items)
        if (cell && !cell->spanned) {
            name = cell;
            break;
        }
    if (!name && !parts.label) return;
    const GridCell& cell = name ? *name : *parts.label;
    std::optional<Mark> mark;
    std::string label = parts.label ? std::string(trim(parts.label->text)) : std::string();
    // 「1-1-1 1.1」: the item's own number below that of another
    std::string outer;
    if (const std::size_t gap = label.find(' '); gap != std::string::npos && parse_mark(label + " x")) {
        const std::string own(trim(std::string_view(label).substr(gap)));
        if (const auto inner = parse_mark(own + " x"); inner && inner->kind.empty()) {
            outer = label.substr(0, gap);
            label = own;
        }
    }
    if (!label.empty()) {
        mark = parse_mark(label + " x", true);
        if (!mark) mark = parse_mark(label + ". x", true);
    }
    last_.assign(ranks_ + 1, no_node);
    const NodeIndex index = add_node(0, std::nullopt, name ? cell.text : std::string_view{}, cell);
    DraftNode& node = plan_.at(index);
    if (!label.empty()) {
        node.label = mark && !mark->kind.empty() ? mark->label : label;
        if (mark) node.number = mark->parts;
        sheet_labels_[outer.empty() ? label : outer + " " + label] = index;
    } else if (const auto own = parse_mark(node.title)) {
        node.label = own->label;
        node.number = own->parts;
        node.style = own->style;
        node.title.erase(0, own->length);
    }
    if (parts.kind) {
        node.kind = one_line(parts.kind->text);
        node.kind_weight = 4;
        node.kind_printed = true;
    }
    node.parent = group != no_node ? group : context_.node;
    const std::string wanted = parts.parent ? one_line(parts.parent->text) : std::string();
    NodeIndex parent = no_node;
    if (!outer.empty()) {
        const std::size_t cut = label.find_last_of(".-");
        auto found = cut == std::string::npos ? sheet_labels_.end()
                                              : sheet_labels_.find(outer + " " + label.substr(0, cut));
        if (found == sheet_labels_.end()) found = sheet_labels_.find(outer);
        if (found != sheet_labels_.end()) parent = found->second;
    }
    if (outer.empty() && !wanted.empty()) {
        if (const auto found = sheet_names_.find(wanted); found != sheet_names_.end()) parent = found->second;
    } else if (outer.empty() && node.number.size() > 1) {
        parent = find_number(0, prefix_of(node.number));
    }
    if (parent == no_node && wanted.empty() && outer.empty() && !node.kind.empty() &&
        node.number.size() <= 1) {
        // ranks in the order in which they first appear: the last node of a higher one
        for (const auto& [kind, latest] : sheet_kinds_) {
            if (kind == node.kind) break;
            parent = latest;
        }
    }
    sheet_names_[node.label] = index;
    sheet_names_[node.title] = index;
    sheet_names_[node.label + " " + node.title] = index;
    if (!node.number.empty() && outer.empty()) numbered_[0][node.number] = index;
    const auto rank = std::find_if(sheet_kinds_.begin(), sheet_kinds_.end(),
                                   [&](const auto& known) { return known.first == node.kind; });
    if (rank != sheet_kinds_.end()) {
        rank->second = index;
        // what was below an earlier node of this rank is closed
        for (auto lower = std::next(rank); lower != sheet_kinds_.end(); ++lower)
            lower->second = index;
    } else {
        sheet_kinds_.emplace_back(node.kind, index);
    }
    if (parent != no_node) node.parent = parent;
    node.printed_parent = node.parent;
    printed.row.node = index;
    for (const auto& [header, text] : parts.texts)
        node.text.push_back(
            {header.empty() ? std::string(trim(text->text)) : header + "：" + one_line(text->text),
             text->source});
    for (const auto& [role, who] : parts.agencies)
        give(index, who->text, role, false);
    Parts only = parts;
    set_schedule(only, {index}, false, false);
}

}  // namespace gangmu::reading
