#include "documents/pdf/tables.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "documents/pdf/lines.hpp"

namespace gangmu::documents::pdf {

namespace {

constexpr float touch = 3.5F;                  // lines this near to each other meet
constexpr float same = 2.5F;                   // lines this near along their axis are one
constexpr std::size_t most_lines = 4000;       // of a table, after joining
constexpr std::size_t most_work = 50'000'000;  // grid times lines
constexpr std::size_t most_grid = 200'000;     // rows times columns

// Joins the pieces of lines: drawn cell by cell, a line comes in many.
std::vector<Rule> joined(std::vector<Rule> rules) {
    std::sort(rules.begin(), rules.end(), [](const Rule& a, const Rule& b) {
        if (a.horizontal != b.horizontal) return a.horizontal;
        return a.at != b.at ? a.at < b.at : a.from < b.from;
    });
    std::vector<Rule> out;
    for (std::size_t begin = 0; begin < rules.size();) {
        std::size_t end = begin + 1;
        while (end < rules.size() && rules[end].horizontal == rules[begin].horizontal &&
               rules[end].at - rules[end - 1].at <= 1.0F && rules[end].at - rules[begin].at <= same)
            ++end;
        std::vector<Rule> level(rules.begin() + static_cast<long>(begin),
                                rules.begin() + static_cast<long>(end));
        std::sort(level.begin(), level.end(), [](const Rule& a, const Rule& b) { return a.from < b.from; });
        Rule open = level.front();
        for (std::size_t i = 1; i < level.size(); ++i) {
            if (level[i].from <= open.to + touch) {
                open.to = std::max(open.to, level[i].to);
            } else {
                out.push_back(open);
                open = level[i];
            }
        }
        out.push_back(open);
        begin = end;
    }
    return out;
}

struct Sets {  // union-find
    std::vector<std::size_t> parent;
    explicit Sets(std::size_t size) : parent(size) {
        std::iota(parent.begin(), parent.end(), std::size_t{0});
    }
    std::size_t find(std::size_t i) {
        while (parent[i] != i)
            i = parent[i] = parent[parent[i]];
        return i;
    }
    void join(std::size_t a, std::size_t b) {
        parent[std::max(find(a), find(b))] = std::min(find(a), find(b));
    }
};

bool meet(const Rule& h, const Rule& v) {
    return v.at >= h.from - touch && v.at <= h.to + touch && h.at >= v.from - touch && h.at <= v.to + touch;
}

// Positions without near repeats.
std::vector<float> positions(std::vector<float> values) {
    std::sort(values.begin(), values.end());
    std::vector<float> out;
    for (float value : values)
        if (out.empty() || value - out.back() > touch) out.push_back(value);
    return out;
}

class GridBuilder {
  public:
    GridBuilder(const std::vector<Rule>& horizontals, const std::vector<Rule>& verticals)
        : h_(horizontals), v_(verticals) {
        std::vector<float> xs, ys;
        for (const Rule& rule : v_)
            xs.push_back(rule.at);
        for (const Rule& rule : h_) {
            ys.push_back(rule.at);
            // tables open at the sides: the lines' ends are their edges
            xs.push_back(rule.from);
            xs.push_back(rule.to);
        }
        xs_ = edges(positions(xs));
        ys_ = positions(ys);
    }

    bool is_table() const {
        return xs_.size() >= 2 && ys_.size() >= 2 && (xs_.size() - 1) * (ys_.size() - 1) >= 2 &&
               (xs_.size() - 1) * (ys_.size() - 1) <= most_grid &&
               (xs_.size() - 1) * (ys_.size() - 1) * (h_.size() + v_.size()) <= most_work;
    }

    RuledTable build() const {
        RuledTable table;
        table.rows = static_cast<std::uint32_t>(ys_.size() - 1);
        table.columns = static_cast<std::uint32_t>(xs_.size() - 1);
        table.box = {xs_.front(), ys_.front(), xs_.back(), ys_.back()};
        Sets sets(std::size_t{table.rows} * table.columns);
        for (std::uint32_t r = 0; r < table.rows; ++r)
            for (std::uint32_t c = 0; c < table.columns; ++c) {
                const std::size_t here = std::size_t{r} * table.columns + c;
                if (c + 1 < table.columns && !wall(r, c)) sets.join(here, here + 1);
                if (r + 1 < table.rows && !floor(r, c)) sets.join(here, here + table.columns);
            }
        collect(sets, table);
        return table;
    }

  private:
    // Ends of horizontal lines are columns only where no vertical line is near.
    static std::vector<float> edges(std::vector<float> xs) { return xs; }

    // A vertical line between (r, c) and (r, c + 1)?
    bool wall(std::uint32_t r, std::uint32_t c) const {
        const float x = xs_[c + 1], y = (ys_[r] + ys_[r + 1]) / 2;
        return std::any_of(v_.begin(), v_.end(), [&](const Rule& rule) {
            return std::fabs(rule.at - x) <= touch && rule.from <= y && rule.to >= y;
        });
    }
    bool floor(std::uint32_t r, std::uint32_t c) const {
        const float y = ys_[r + 1], x = (xs_[c] + xs_[c + 1]) / 2;
        return std::any_of(h_.begin(), h_.end(), [&](const Rule& rule) {
            return std::fabs(rule.at - y) <= touch && rule.from <= x && rule.to >= x;
        });
    }

    RuledTable::Region region(std::uint32_t r, std::uint32_t c, std::uint32_t rows,
                              std::uint32_t columns) const {
        return {r, c, rows, columns, {xs_[c], ys_[r], xs_[c + columns], ys_[r + rows]}};
    }

    // Positions without a line in between are one cell where they are a rectangle; else one cell in each row.
    void collect(Sets& sets, RuledTable& table) const {
        struct Extent {
            std::uint32_t top = 0, left = 0, bottom = 0, right = 0, positions = 0;
        };
        const std::size_t size = std::size_t{table.rows} * table.columns;
        std::vector<Extent> extents(size);
        for (std::size_t i = 0; i < size; ++i) {
            const auto r = static_cast<std::uint32_t>(i / table.columns),
                       c = static_cast<std::uint32_t>(i % table.columns);
            Extent& extent = extents[sets.find(i)];
            if (extent.positions++ == 0) extent = {r, c, r, c, 1};
            extent.left = std::min(extent.left, c);
            extent.right = std::max(extent.right, c);
            extent.bottom = std::max(extent.bottom, r);
        }
        for (std::size_t i = 0; i < size; ++i) {
            const auto r = static_cast<std::uint32_t>(i / table.columns),
                       c = static_cast<std::uint32_t>(i % table.columns);
            const std::size_t root = sets.find(i);
            const Extent& extent = extents[root];
            const std::uint32_t rows = extent.bottom - extent.top + 1,
                                columns = extent.right - extent.left + 1;
            if (extent.positions == rows * columns) {
                if (r == extent.top && c == extent.left) table.regions.push_back(region(r, c, rows, columns));
                continue;
            }
            if (c > 0 && sets.find(i - 1) == root) continue;
            std::uint32_t run = 1;
            while (c + run < table.columns && sets.find(i + run) == root)
                ++run;
            table.regions.push_back(region(r, c, 1, run));
        }
    }

    const std::vector<Rule>& h_;
    const std::vector<Rule>& v_;
    std::vector<float> xs_, ys_;
};

bool inside(const Box& inner, const Box& outer) {
    return inner.left >= outer.left - touch && inner.right <= outer.right + touch &&
           inner.top >= outer.top - touch && inner.bottom <= outer.bottom + touch;
}

}  // namespace

std::vector<RuledTable> find_tables(const Page& page) {
    std::vector<Rule> rules = joined(page.rules);
    std::erase_if(rules, [&](const Rule& rule) { return rule.to - rule.from < 6; });
    if (rules.size() > most_lines) return {};
    std::vector<Rule> horizontals, verticals;
    for (const Rule& rule : rules)
        (rule.horizontal ? horizontals : verticals).push_back(rule);
    Sets sets(rules.size());
    const std::size_t shift = horizontals.size();
    for (std::size_t h = 0; h < horizontals.size(); ++h)
        for (std::size_t v = 0; v < verticals.size(); ++v)
            if (meet(horizontals[h], verticals[v])) sets.join(h, shift + v);
    std::vector<RuledTable> tables;
    std::map<std::size_t, std::pair<std::vector<Rule>, std::vector<Rule>>> groups;
    for (std::size_t i = 0; i < rules.size(); ++i) {
        auto& [own_h, own_v] = groups[sets.find(i)];
        (i < shift ? own_h : own_v).push_back(i < shift ? horizontals[i] : verticals[i - shift]);
    }
    for (const auto& [root, group] : groups) {
        const auto& [own_h, own_v] = group;
        if (own_h.size() < 2 || own_v.empty()) continue;
        const GridBuilder builder(own_h, own_v);
        if (!builder.is_table()) continue;
        RuledTable table = builder.build();
        if (table.regions.size() >= 2) tables.push_back(std::move(table));
    }
    std::sort(tables.begin(), tables.end(), [](const RuledTable& a, const RuledTable& b) {
        return a.box.width() * a.box.height() > b.box.width() * b.box.height();
    });
    std::vector<RuledTable> outer;
    for (RuledTable& table : tables)
        if (std::none_of(outer.begin(), outer.end(),
                         [&](const RuledTable& o) { return inside(table.box, o.box); }))
            outer.push_back(std::move(table));
    std::sort(outer.begin(), outer.end(),
              [](const RuledTable& a, const RuledTable& b) { return a.box.top < b.box.top; });
    return outer;
}

namespace {

bool is_bold(const Row& row) {
    bool some = false;
    for (const Cell& cell : row.cells) {
        if (cell.text.empty()) continue;
        if (!cell.bold) return false;
        some = true;
    }
    return some;
}

// Rows in bold above rows that are not: the head of the table, as it is printed.
void mark_head(Table& table) {
    std::size_t head = 0;
    while (head < table.rows.size() && head < 4 && is_bold(table.rows[head]))
        ++head;
    if (head == 0 || head > 3 || head == table.rows.size()) return;
    for (std::size_t r = 0; r < head; ++r)
        for (Cell& cell : table.rows[r].cells)
            cell.header = r + cell.row_span <= head;
}

}  // namespace

Block fill_table(const RuledTable& table, const Page& page, std::uint32_t page_number, bool spaced,
                 std::vector<bool>& free) {
    std::vector<std::vector<const Word*>> words(table.regions.size());
    for (std::size_t i = 0; i < page.words.size(); ++i) {
        const Word& word = page.words[i];
        const float x = word.box.middle_x(), y = word.box.middle_y();
        if (!free[i] || !table.box.contains(x, y)) continue;
        for (std::size_t r = 0; r < table.regions.size(); ++r)
            if (table.regions[r].box.contains(x, y)) {
                words[r].push_back(&word);
                free[i] = false;
                break;
            }
    }
    Block block;
    block.kind = BlockKind::table;
    block.table.columns = table.columns;
    block.table.rows.resize(table.rows);
    auto place_of = [&](const Box& box) {
        Place place;
        place.page = page_number;
        place.left = box.left;
        place.top = box.top;
        place.right = box.right;
        place.bottom = box.bottom;
        return place;
    };
    block.place = place_of(table.box);
    for (std::size_t r = 0; r < table.regions.size(); ++r) {
        const RuledTable::Region& region = table.regions[r];
        Cell cell;
        cell.column = region.column;
        cell.column_span = region.column_span;
        cell.row_span = region.row_span;
        cell.place = place_of(region.box);
        const std::vector<TextLine> lines = lines_of(words[r]);
        cell.text = cell_text(lines, region.box.left, region.box.right, spaced);
        cell.bold = !lines.empty() &&
                    std::all_of(lines.begin(), lines.end(), [](const TextLine& line) { return line.bold; });
        Row& row = block.table.rows[region.row];
        if (!lines.empty()) {
            cell.place.first_line = lines.front().number;
            cell.place.last_line = lines.back().number;
            for (Place* place : {&row.place, &block.place}) {
                place->page = page_number;
                place->first_line = place->first_line == 0
                                        ? cell.place.first_line
                                        : std::min(place->first_line, cell.place.first_line);
                place->last_line = std::max(place->last_line, cell.place.last_line);
            }
        }
        row.cells.push_back(std::move(cell));
    }
    for (Row& row : block.table.rows)
        std::sort(row.cells.begin(), row.cells.end(),
                  [](const Cell& a, const Cell& b) { return a.column < b.column; });
    mark_head(block.table);
    return block;
}

}  // namespace gangmu::documents::pdf
