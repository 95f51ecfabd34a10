#include "documents/text/tables.hpp"

#include <algorithm>
#include <string>

#include "documents/text/aligned.hpp"
#include "documents/text/lines.hpp"
#include "text/utf8.hpp"

namespace gangmu::documents::plain {

namespace {

using gangmu::text::trim;

bool blank(std::string_view text) {
    return trim(text).empty();
}

Place at_line(std::size_t index) {
    Place place;
    place.first_line = place.last_line = static_cast<std::uint32_t>(index + 1);
    return place;
}

Cell make_cell(std::string_view source, std::size_t column, std::size_t index,
               const FootnoteNumbers& footnotes) {
    Inline clean = clean_cell(source, footnotes);
    Cell cell;
    cell.text = std::move(clean.text);
    cell.bold = clean.bold;
    cell.column = static_cast<std::uint32_t>(column);
    cell.place = at_line(index);
    return cell;
}

// Every row gets a cell for each column; the table's place is that of its rows.
LineTable finish(Table table, std::size_t begin, std::size_t lines) {
    std::size_t columns = 0;
    for (const Row& row : table.rows)
        columns = std::max(columns, row.cells.size());
    for (Row& row : table.rows)
        while (row.cells.size() < columns) {
            Cell cell;
            cell.column = static_cast<std::uint32_t>(row.cells.size());
            cell.place = row.place;
            row.cells.push_back(std::move(cell));
        }
    table.columns = static_cast<std::uint32_t>(columns);
    LineTable result;
    result.block.kind = BlockKind::table;
    result.block.place.first_line = static_cast<std::uint32_t>(begin + 1);
    result.block.place.last_line = static_cast<std::uint32_t>(begin + lines);
    result.block.table = std::move(table);
    result.lines = lines;
    return result;
}

// ------- cells between tabs

// A row of dashes under a header or at the end of a table.
bool only_rules(const std::vector<std::string_view>& cells) {
    bool some = false;
    for (std::string_view cell : cells) {
        cell = trim(cell);
        if (cell.find_first_not_of("-:=") != std::string_view::npos) return false;
        if (cell.size() == 1) return false;  // "-" is a value: no target
        some = some || !cell.empty();
    }
    return some;
}

// Tabs that only set in a paragraph.
bool only_indents(std::string_view line) {
    const std::size_t text = line.find_first_not_of("\t ");
    return text == std::string_view::npos || line.find('\t', text) == std::string_view::npos;
}

std::optional<LineTable> tab_table(const std::vector<std::string_view>& lines, std::size_t begin,
                                   const FootnoteNumbers& footnotes) {
    std::size_t end = begin;
    bool indents = true;
    while (end < lines.size() && lines[end].find('\t') != std::string_view::npos && !blank(lines[end])) {
        indents = indents && only_indents(lines[end]);
        ++end;
    }
    if (end == begin || indents) return std::nullopt;
    if (end == begin + 1 && std::count(lines[begin].begin(), lines[begin].end(), '\t') < 2)
        return std::nullopt;
    Table table;
    for (std::size_t index = begin; index < end; ++index) {
        const auto cells = split_tabs(lines[index]);
        if (only_rules(cells)) continue;
        Row row;
        row.place = at_line(index);
        for (std::size_t column = 0; column < cells.size(); ++column)
            row.cells.push_back(make_cell(cells[column], column, index, footnotes));
        table.rows.push_back(std::move(row));
    }
    if (table.rows.empty()) return std::nullopt;
    return finish(std::move(table), begin, end - begin);
}

// ------- pipes

std::vector<std::string> split_pipes(std::string_view line) {
    line = trim(line);
    if (line.starts_with('|')) line.remove_prefix(1);
    std::vector<std::string> cells(1);
    for (std::size_t at = 0; at < line.size(); ++at) {
        if (line[at] == '\\' && at + 1 < line.size() && line[at + 1] == '|') {
            cells.back() += '|';
            ++at;
        } else if (line[at] == '|') {
            cells.emplace_back();
        } else {
            cells.back() += line[at];
        }
    }
    if (cells.size() > 1 && blank(cells.back())) cells.pop_back();
    return cells;
}

bool delimiter(std::string_view line) {
    line = trim(line);
    return line.find('-') != std::string_view::npos && line.find('|') != std::string_view::npos &&
           line.find_first_not_of("|-: \t") == std::string_view::npos;
}

std::optional<LineTable> pipe_table(const std::vector<std::string_view>& lines, std::size_t begin,
                                    const FootnoteNumbers& footnotes) {
    auto piped = [&](std::size_t i) {
        return i < lines.size() && lines[i].find('|') != std::string_view::npos;
    };
    const bool fenced = trim(lines[begin]).starts_with('|');
    const bool headed = begin + 1 < lines.size() && delimiter(lines[begin + 1]);
    if (!piped(begin) ||
        (!headed && !(fenced && piped(begin + 1) && trim(lines[begin + 1]).starts_with('|'))))
        return std::nullopt;
    Table table;
    std::size_t end = begin;
    for (; piped(end) && (!fenced || trim(lines[end]).starts_with('|')); ++end) {
        if (delimiter(lines[end])) continue;
        Row row;
        row.place = at_line(end);
        const auto cells = split_pipes(lines[end]);
        for (std::size_t column = 0; column < cells.size(); ++column) {
            row.cells.push_back(make_cell(trim(cells[column]), column, end, footnotes));
            row.cells.back().header = headed && end == begin;
        }
        table.rows.push_back(std::move(row));
    }
    if (table.rows.empty()) return std::nullopt;
    return finish(std::move(table), begin, end - begin);
}

// ------- grids

bool grid_border(std::string_view line) {
    line = trim(line);
    return line.size() >= 5 && line.front() == '+' && line.back() == '+' &&
           line.find_first_not_of("+-=:") == std::string_view::npos;
}

// The lines between two borders are one row; the lines of a cell are its paragraphs' pieces.
std::optional<LineTable> grid_table(const std::vector<std::string_view>& lines, std::size_t begin,
                                    const FootnoteNumbers& footnotes) {
    if (!grid_border(lines[begin])) return std::nullopt;
    Table table;
    std::size_t end = begin + 1;
    bool open = false;
    for (; end < lines.size(); ++end) {
        if (grid_border(lines[end])) {
            if (open && trim(lines[end]).find('=') != std::string_view::npos)
                for (Row& row : table.rows)
                    for (Cell& cell : row.cells)
                        cell.header = true;
            open = false;
            continue;
        }
        if (!trim(lines[end]).starts_with('|')) break;
        const auto cells = split_pipes(lines[end]);
        if (!open) {
            table.rows.emplace_back();
            table.rows.back().place = at_line(end);
            open = true;
        }
        Row& row = table.rows.back();
        row.place.last_line = static_cast<std::uint32_t>(end + 1);
        for (std::size_t column = 0; column < cells.size(); ++column) {
            Cell piece = make_cell(trim(cells[column]), column, end, footnotes);
            if (column >= row.cells.size()) {
                row.cells.push_back(std::move(piece));
            } else if (!piece.text.empty()) {
                Cell& cell = row.cells[column];
                if (!cell.text.empty()) cell.text += '\n';
                cell.text += piece.text;
                cell.bold = cell.bold && piece.bold;
                cell.place.last_line = piece.place.last_line;
            }
        }
    }
    if (table.rows.empty()) return std::nullopt;
    return finish(std::move(table), begin, end - begin);
}

// ------- blanks

std::optional<LineTable> blank_table(const std::vector<std::string_view>& lines, std::size_t begin,
                                     const FootnoteNumbers& footnotes) {
    const auto aligned = aligned_table(lines, begin);
    if (!aligned) return std::nullopt;
    Table table;
    for (const auto& [index, cells] : aligned->rows) {
        Row row;
        row.place = at_line(index);
        for (std::size_t column = 0; column < cells.size(); ++column)
            row.cells.push_back(make_cell(cells[column], column, index, footnotes));
        table.rows.push_back(std::move(row));
    }
    return finish(std::move(table), begin, aligned->lines);
}

}  // namespace

std::optional<LineTable> table_at(const std::vector<std::string_view>& lines, std::size_t begin,
                                  const FootnoteNumbers& footnotes) {
    if (lines[begin].find('\t') != std::string_view::npos)
        if (auto table = tab_table(lines, begin, footnotes)) return table;
    if (lines[begin].find('|') != std::string_view::npos)
        if (auto table = pipe_table(lines, begin, footnotes)) return table;
    if (lines[begin].find('+') != std::string_view::npos)
        if (auto table = grid_table(lines, begin, footnotes)) return table;
    return blank_table(lines, begin, footnotes);
}

}  // namespace gangmu::documents::plain
