// Tables of a plain text whose columns are kept apart by blanks only.
#include "documents/text/aligned.hpp"

#include <algorithm>
#include <string>

#include "text/utf8.hpp"

namespace gangmu::documents::plain {

namespace {

constexpr std::size_t least_gap = 2;      // places that are blank between two cells of a line
constexpr std::size_t least_columns = 3;  // two are a list with remarks as often as a table
constexpr std::size_t least_rows = 3;     // with the header
constexpr std::size_t enough_rows = 16;   // after these it is known whether lines fill their columns
constexpr std::size_t most_places = 400;  // longer lines are prose

// Places as a terminal counts them: a Chinese character takes two.
std::size_t places_of(char32_t point) {
    return text::is_cjk(point) || point == 0x3000 ? 2 : 1;
}

struct Piece {
    std::size_t from = 0, to = 0;    // places
    std::size_t begin = 0, end = 0;  // bytes
};
using Pieces = std::vector<Piece>;

// The cells of one line: what stands between gaps. Empty for a line without text, or a very long one.
Pieces pieces_of(std::string_view line) {
    Pieces pieces;
    std::size_t place = 0, gap = least_gap;
    for (std::size_t at = 0; at < line.size();) {
        const std::size_t begin = at;
        const char32_t point = text::next(line, at);
        const std::size_t wide = places_of(point);
        if (text::is_space(point)) {
            gap += wide;
        } else {
            if (gap >= least_gap || pieces.empty()) pieces.push_back({place, 0, begin, 0});
            pieces.back().to = place + wide;
            pieces.back().end = at;
            gap = 0;
        }
        place += wide;
    }
    if (place > most_places) pieces.clear();
    return pieces;
}

bool only_rule(std::string_view line) {
    return line.find_first_not_of("-=+ ") == std::string_view::npos &&
           line.find("--") != std::string_view::npos;
}

// What the columns of all lines so far take up, from left to right.
using Columns = std::vector<std::pair<std::size_t, std::size_t>>;

// The columns when `pieces` are added, or nothing where a piece lies across two columns or outside of all.
std::optional<Columns> widened(Columns columns, const Pieces& pieces) {
    std::vector<bool> filled(columns.size(), false);
    for (const Piece& piece : pieces) {
        // the column that it stands under; a piece that touches none belongs to the nearest
        std::size_t best = columns.size(), least = most_places, under = 0;
        for (std::size_t c = 0; c < columns.size(); ++c) {
            const auto& [from, to] = columns[c];
            const bool overlaps = piece.from < to && from < piece.to;
            under += overlaps;
            const std::size_t away = overlaps ? 0 : piece.from >= to ? piece.from - to : from - piece.to;
            if (away < least) {
                least = away;
                best = c;
            }
        }
        if (under > 1 || best == columns.size() || filled[best]) return std::nullopt;
        filled[best] = true;
        columns[best].first = std::min(columns[best].first, piece.from);
        columns[best].second = std::max(columns[best].second, piece.to);
    }
    for (std::size_t c = 1; c < columns.size(); ++c)
        if (columns[c].first < columns[c - 1].second + 1) return std::nullopt;
    return columns;
}

std::size_t column_of(const Columns& columns, const Piece& piece) {
    for (std::size_t c = 0; c < columns.size(); ++c)
        if (piece.from < columns[c].second) return c;
    return columns.size() - 1;
}

}  // namespace

std::optional<AlignedTable> aligned_table(const std::vector<std::string_view>& lines, std::size_t begin) {
    const Pieces head = pieces_of(lines[begin]);
    if (head.size() < least_columns) return std::nullopt;
    Columns columns;
    for (const Piece& piece : head)
        columns.emplace_back(piece.from, piece.to);
    std::vector<std::pair<std::size_t, Pieces>> rows{{begin, head}};
    std::size_t end = begin + 1, filled = 0, whole = 0;
    // most lines fill their columns, or chance has put words under words
    const auto full = [&] {
        const std::size_t body = rows.size() - 1;
        return filled * 10 >= body * head.size() * 6 && whole * 2 >= body;
    };
    for (; end < lines.size(); ++end) {
        if (only_rule(lines[end])) continue;
        Pieces pieces = pieces_of(lines[end]);
        if (pieces.empty()) break;
        auto wider = widened(columns, pieces);
        // a line with a single piece at the left edge is the text after the table
        if (!wider || (pieces.size() == 1 && column_of(*wider, pieces[0]) == 0)) break;
        columns = std::move(*wider);
        filled += pieces.size();
        whole += pieces.size() + 1 >= head.size();
        rows.emplace_back(end, std::move(pieces));
        if (rows.size() > enough_rows && !full()) break;
    }
    if (rows.size() < least_rows || (rows.size() <= enough_rows && !full())) return std::nullopt;
    AlignedTable table;
    table.columns = columns.size();
    table.lines = end - begin;
    for (const auto& [line, pieces] : rows) {
        std::vector<std::string_view> cells(columns.size());
        for (const Piece& piece : pieces)
            cells[column_of(columns, piece)] = lines[line].substr(piece.begin, piece.end - piece.begin);
        table.rows.emplace_back(line, std::move(cells));
    }
    return table;
}

}  // namespace gangmu::documents::plain
