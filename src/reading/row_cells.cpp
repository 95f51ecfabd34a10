// Which cell of a row is what, told by its column and by what stands in it.
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

RowReader::Parts RowReader::sort_cells(const PrintedRow& printed) const {
    Parts parts;
    parts.items.assign(ranks_, nullptr);
    const std::vector<Column>& layout = layouts_[printed.layout];
    std::size_t rank = 0;
    for (std::size_t c = 0; c < printed.row.cells.size() && c < layout.size(); ++c) {
        const GridCell& cell = printed.row.cells[c];
        ColumnRole role = layout[c].role;
        const std::size_t own = rank;
        if (is_item_column(role)) ++rank;
        if (role == ColumnRole::stage) {
            if (!blank(cell) && trim(cell.text) != "-")
                parts.stages.push_back({c, layout[c].period, cell.text});
            continue;
        }
        if (is_agency_column(role)) parts.agency_column = true;
        // a merged cell says the same as blank ones below it
        if (cell.spanned && (is_agency_column(role) || role == ColumnRole::schedule)) continue;
        if (blank(cell)) continue;
        // a number says which rank this is, wherever it stands
        if (telling_ && !cell.spanned && role != ColumnRole::target && role != ColumnRole::overall)
            if (const auto mark = parse_mark(cell.text);
                mark && !is_date_text(cell.text) &&
                (is_item_column(role) || mark->length < trim(cell.text).size())) {  // 4.5 alone is an amount
                const auto found = std::find(rank_styles_.begin(), rank_styles_.end(), tail_style(*mark));
                if (found != rank_styles_.end()) {
                    const auto at = static_cast<std::size_t>(found - rank_styles_.begin());
                    if (parts.items[at] == nullptr) {
                        parts.items[at] = &cell;
                    } else {
                        parts.more.emplace_back(at, &cell);
                    }
                    continue;
                }
            }
        if (table_.role == TableRole::schedule && !cell.spanned && role != ColumnRole::text) {
            if (schedule_table_ && role != ColumnRole::schedule && role != ColumnRole::start &&
                role != ColumnRole::end && is_date_text(cell.text) && parts.schedule == nullptr) {
                parts.schedule = &cell;
                continue;
            }
            if (agency_table_ && !is_agency_column(role) && parts.agencies.empty() &&
                read_agencies(cell.text, *context_.agencies).known) {
                parts.agencies.emplace_back(ColumnRole::agency, &cell);
                continue;
            }
            if (is_agency_column(role) && is_date_text(cell.text)) {
                if (parts.schedule == nullptr) parts.schedule = &cell;
                continue;
            }
        }
        switch (role) {
            case ColumnRole::item:
                if (own < ranks_ && parts.items[own] == nullptr) {
                    parts.items[own] = &cell;
                }
                break;
            case ColumnRole::label:
                parts.label = &cell;
                break;
            case ColumnRole::parent:
                parts.parent = &cell;
                break;
            case ColumnRole::kind:
                parts.kind = &cell;
                break;
            case ColumnRole::schedule:
                if (parts.schedule == nullptr) parts.schedule = &cell;
                break;
            case ColumnRole::start:
                parts.start = &cell;
                break;
            case ColumnRole::end:
                parts.end = &cell;
                break;
            case ColumnRole::agency:
            case ColumnRole::lead:
            case ColumnRole::co:
            case ColumnRole::unit_office:
                parts.agencies.emplace_back(role, &cell);
                break;
            case ColumnRole::text:
                parts.texts.emplace_back("", &cell);
                break;
            case ColumnRole::other:
                if (table_.role == TableRole::schedule && layout[c].header.empty() && agency_table_ &&
                    parts.agencies.empty()) {
                    parts.agencies.emplace_back(ColumnRole::agency, &cell);
                } else {
                    parts.texts.emplace_back(layout[c].header, &cell);
                }
                break;
            default:
                break;
        }
    }
    return parts;
}

// A row that only names the group of the rows below it.
bool RowReader::is_group_row(const PrintedRow& printed, const Parts& parts) const {
    if (ranks_ == 0 || parts.items[0] == nullptr) return false;
    std::size_t some = 0;
    const GridCell* only = nullptr;
    for (const GridCell& cell : printed.row.cells) {
        if (blank(cell)) continue;
        if (cell.spanned && only && cell.text == only->text) continue;
        ++some;
        only = &cell;
    }
    if (some != 1 || parts.items[0] != only) return false;
    if (table_.role != TableRole::indicator && table_.role != TableRole::result &&
        table_.role != TableRole::division)
        return false;
    const auto mark = parse_mark(only->text);
    if (!mark) return !printed.after_break && (rank_styles_[0].empty() || !telling_);
    return tail_style(*mark) != rank_styles_[0] || only->bold;
}

// A row after a page break that fills every column of a list without numbers is
// a row of its own, not the rest of the one above.
bool RowReader::is_whole(const PrintedRow& printed) const {
    if (table_.role != TableRole::division && table_.role != TableRole::programme) return false;
    if (ranks_ == 0 || !rank_styles_[ranks_ - 1].empty()) return false;
    const std::vector<Column>& layout = layouts_[printed.layout];
    std::size_t rank = 0, fields = 0;
    for (std::size_t c = 0; c < printed.row.cells.size() && c < layout.size(); ++c) {
        const bool item = is_item_column(layout[c].role);
        if (item && ++rank < ranks_) continue;  // the upper ranks are blank in most rows
        if (layout[c].header.empty()) continue;
        if (blank(printed.row.cells[c])) return false;
        ++fields;
    }
    return fields >= 3;
}

// The second line of a row on a page without rules: every item it has lacks the number that its column
// prints, and nothing says when.
bool RowReader::is_wrapped(const PrintedRow& printed) const {
    if (table_.role != TableRole::schedule || table_.rows.empty()) return false;
    const std::vector<Column>& layout = layouts_[printed.layout];
    std::size_t rank = 0, items = 0;
    for (std::size_t c = 0; c < printed.row.cells.size() && c < layout.size(); ++c) {
        const GridCell& cell = printed.row.cells[c];
        const ColumnRole role = layout[c].role;
        const std::size_t own = rank;
        if (is_item_column(role)) ++rank;
        if (blank(cell) || cell.spanned) continue;
        if (cell.source.empty() || cell.source[0].page == 0) return false;
        if (role == ColumnRole::schedule || role == ColumnRole::start || role == ColumnRole::end)
            return false;
        if (!is_item_column(role)) continue;
        if (own >= ranks_ || rank_styles_[own].empty() || parse_mark(cell.text) || latest_[own] == no_node)
            return false;
        ++items;
    }
    return items > 0;
}

}  // namespace gangmu::reading
