#include "documents/pdf/open_tables.hpp"

#include <algorithm>
#include <cmath>

#include "documents/furniture.hpp"
#include "documents/pdf/lines.hpp"
#include "documents/pdf/strips.hpp"

namespace gangmu::documents::pdf {

namespace {

// Sizes of the font between the cells of a row: rules say where a table is, so little is enough there.
constexpr float gap_with_rules = 0.45F, gap_alone = 0.6F;
constexpr std::size_t most_bands = 200;  // of a page; more is no text
constexpr int most_tries = 40;           // of a page, to find where a table begins
constexpr std::size_t most_columns = 40;

// ------- rules

struct Level {  // all horizontal rules at one height
    float y = 0, from = 0, to = 0;
    std::vector<float> joints;  // where one piece ends and the next begins: drawn cell by cell
};

std::vector<Level> levels_of(const Page& page, const Part& part) {
    std::vector<Rule> rules;
    for (const Rule& rule : page.rules)
        if (rule.horizontal && rule.at >= part.box.top && rule.at <= part.box.bottom &&
            rule.to > part.box.left && rule.from < part.box.right)
            rules.push_back(rule);
    std::sort(rules.begin(), rules.end(), [](const Rule& a, const Rule& b) { return a.at < b.at; });
    std::vector<Level> levels;
    for (std::size_t begin = 0; begin < rules.size();) {
        std::size_t end = begin + 1;
        while (end < rules.size() && rules[end].at - rules[begin].at < 2.5F)
            ++end;
        std::sort(rules.begin() + static_cast<long>(begin), rules.begin() + static_cast<long>(end),
                  [](const Rule& a, const Rule& b) { return a.from < b.from; });
        Level level{rules[begin].at, rules[begin].from, rules[begin].to, {}};
        for (; begin < end; ++begin) {
            if (std::fabs(rules[begin].from - level.to) < 1.5F) level.joints.push_back(rules[begin].from);
            level.to = std::max(level.to, rules[begin].to);
        }
        levels.push_back(std::move(level));
    }
    std::erase_if(levels, [](const Level& level) { return level.to - level.from < 60; });
    return levels;
}

bool same_width(const Level& a, const Level& b) {
    return std::fabs(a.from - b.from) < 8 && std::fabs(a.to - b.to) < 8;
}

// Columns that the pieces of the rules show: joints that most of the levels have.
std::vector<Gutter> joints_of(const std::vector<Level>& levels, std::size_t from, std::size_t to) {
    std::vector<float> all;
    for (std::size_t i = from; i <= to; ++i)
        all.insert(all.end(), levels[i].joints.begin(), levels[i].joints.end());
    std::sort(all.begin(), all.end());
    std::vector<Gutter> gutters;
    for (std::size_t begin = 0; begin < all.size();) {
        std::size_t end = begin + 1;
        while (end < all.size() && all[end] - all[begin] < 2)
            ++end;
        if ((end - begin) * 2 > to - from) gutters.push_back({all[begin], all[end - 1]});
        begin = end;
    }
    return gutters;
}

// ------- what speaks against a table

bool mostly_figures(const std::vector<Band>& bands, std::size_t begin, std::size_t end,
                    const Gutter& gutter) {
    std::size_t all = 0, figures = 0;
    for (std::size_t i = begin; i < end; ++i)
        for (const Segment& s : bands[i].segments) {
            if (s.left < gutter.middle()) continue;
            std::size_t digits = 0;
            for (char c : s.text)
                digits += c >= '0' && c <= '9';
            ++all;
            figures += digits * 2 >= s.text.size();
        }
    return all > 0 && figures * 10 >= all * 7;
}

bool is_contents(const std::vector<Band>& bands, std::size_t begin, std::size_t end) {
    std::size_t entries = 0;
    for (std::size_t i = begin; i < end; ++i) {
        std::string line;
        for (const Segment& s : bands[i].segments)
            line += (line.empty() ? "" : "\t") + s.text;
        entries += is_contents_entry(line);
    }
    return entries * 2 > end - begin;
}

// Numbers or bullets that stand far from their text are a list.
bool is_list(const std::vector<Band>& bands, std::size_t begin, std::size_t end) {
    std::size_t items = 0, starts = 0;
    for (std::size_t i = begin; i < end; ++i) {
        if (bands[i].segments.size() < 2) continue;
        ++starts;
        const std::string& first = bands[i].segments.front().text;
        items += first.size() <= 12 && begins_item(first + "x");
    }
    return items * 2 > starts;
}

// ------- the table's cells

class Assembler {
  public:
    Assembler(const std::vector<Band>& bands, std::vector<Gutter> gutters, float left, float right)
        : bands_(bands), gutters_(std::move(gutters)), left_(left), right_(right) {}

    // Rows by their first bands; `ys`: the heights between which they stand, one more than rows.
    RuledTable build(const std::vector<std::size_t>& rows, std::size_t end,
                     const std::vector<float>& ys) const {
        RuledTable table;
        table.rows = static_cast<std::uint32_t>(rows.size());
        table.columns = static_cast<std::uint32_t>(gutters_.size() + 1);
        table.box = {left_, ys.front(), right_, ys.back()};
        for (std::size_t r = 0; r < rows.size(); ++r) {
            const std::size_t last = r + 1 < rows.size() ? rows[r + 1] : end;
            const std::vector<bool> joined = crossed(rows[r], last);
            for (std::uint32_t c = 0; c < table.columns;) {
                std::uint32_t span = 1;
                while (c + span < table.columns && joined[c + span - 1])
                    ++span;
                table.regions.push_back(
                    {static_cast<std::uint32_t>(r), c, 1, span, {edge(c), ys[r], edge(c + span), ys[r + 1]}});
                c += span;
            }
        }
        return table;
    }

  private:
    float edge(std::uint32_t column) const {
        if (column == 0) return left_;
        return column > gutters_.size() ? right_ : gutters_[column - 1].middle();
    }
    // By gutter: whether a text of these bands goes over it.
    std::vector<bool> crossed(std::size_t begin, std::size_t end) const {
        std::vector<bool> out(gutters_.size(), false);
        for (std::size_t i = begin; i < end; ++i)
            for (const Segment& s : bands_[i].segments)
                for (std::size_t g = 0; g < gutters_.size(); ++g)
                    if (s.left < gutters_[g].left + 0.1F && s.right > gutters_[g].right - 0.1F) out[g] = true;
        return out;
    }

    const std::vector<Band>& bands_;
    std::vector<Gutter> gutters_;
    float left_, right_;
};

// ------- tables between rules

class PartTables {
  public:
    PartTables(const Page& page, const Part& part, std::vector<const Word*> words,
               std::vector<RuledTable>& out)
        : levels_(levels_of(page, part)), words_(std::move(words)), out_(out) {}

    void run() {
        if (levels_.size() >= 2 && look(gap_with_rules)) between_rules();
        std::vector<const Word*> rest;
        for (const Word* word : words_)
            if (std::none_of(out_.begin(), out_.end(), [&](const RuledTable& table) {
                    return table.box.contains(word->box.middle_x(), word->box.middle_y());
                }))
                rest.push_back(word);
        words_ = std::move(rest);
        if (look(gap_alone)) by_alignment();
    }

  private:
    bool look(float sizes) {
        bands_ = bands_of(words_, sizes);
        return !bands_.empty() && bands_.size() <= most_bands;
    }

    std::size_t first_below(float y) const {
        std::size_t i = 0;
        while (i < bands_.size() && bands_[i].box.middle_y() < y)
            ++i;
        return i;
    }

    void between_rules() {
        for (std::size_t i = 0; i + 1 < levels_.size();) {
            std::size_t last = i;
            while (last + 1 < levels_.size() && same_width(levels_[i], levels_[last + 1]) &&
                   fits(i, last + 1))
                ++last;
            if (last > i && ruled(i, last))
                i = last + 1;
            else
                ++i;
        }
    }

    // Whether what stands between these two levels stands in columns all the way.
    bool fits(std::size_t from, std::size_t to) const {
        const std::size_t begin = first_below(levels_[from].y), end = first_below(levels_[to].y);
        if (end <= begin ||
            (joints_of(levels_, from, to).empty() && gutters(begin, end, levels_[from]).empty()))
            return false;
        // headings and captions between two tables belong to neither
        const std::size_t strip = first_below(levels_[to - 1].y);
        bool apart = strip < end;
        for (std::size_t i = strip; i < end; ++i) {
            const Band& band = bands_[i];
            apart = apart && band.segments.size() == 1;
            if (band.size > bands_[begin].size + 1.6F || is_caption(band.segments.front().text)) return false;
        }
        return !apart || (end - strip == 1 && strip > begin);
    }

    std::vector<Gutter> gutters(std::size_t begin, std::size_t end, const Level& level) const {
        std::size_t several = 0;
        for (std::size_t i = begin; i < end; ++i) {
            several += bands_[i].segments.size() > 1;
            if (bands_[i].box.left < level.from - 12 || bands_[i].box.right > level.to + 12) return {};
        }
        if (several == 0) return {};
        // one line alone: its own gaps
        if (end - begin == 1) {
            std::vector<Gutter> own;
            const auto& s = bands_[begin].segments;
            for (std::size_t k = 0; k + 1 < s.size(); ++k)
                own.push_back({s[k].right, s[k + 1].left});
            return own;
        }
        return gutters_of(bands_, begin, end, (end - begin) / 5);
    }

    bool ruled(std::size_t from, std::size_t to) {
        const std::size_t begin = first_below(levels_[from].y), end = first_below(levels_[to].y);
        if (end - begin < 2) return false;
        std::vector<Gutter> columns = joints_of(levels_, from, to);
        if (columns.empty()) columns = gutters(begin, end, levels_[from]);
        if (columns.empty() || columns.size() >= most_columns) return false;
        std::vector<std::size_t> rows;
        std::vector<float> ys{levels_[from].y};
        const bool every_row = to - from >= 4;  // a rule under every row, not only under the head
        for (std::size_t strip = from; strip < to; ++strip) {
            const std::size_t a = first_below(levels_[strip].y), b = first_below(levels_[strip + 1].y);
            if (a == b) {
                ys.back() = levels_[strip + 1].y;
                continue;
            }
            for (std::size_t row : every_row ? std::vector<std::size_t>{a} : rows_of(bands_, a, b, columns)) {
                if (row != a) ys.push_back(between(row));
                rows.push_back(row);
            }
            ys.push_back(levels_[strip + 1].y);
        }
        if (rows.size() < 2) return false;
        if (columns.size() == 1 && end - begin < 3 &&
            columns.front().right - columns.front().left < bands_[begin].size)
            return false;
        emit(columns, rows, end, ys, levels_[from].from, levels_[from].to);
        return true;
    }

    float between(std::size_t band) const {
        return (bands_[band - 1].box.middle_y() + bands_[band].box.middle_y()) / 2;
    }

    void emit(const std::vector<Gutter>& columns, const std::vector<std::size_t>& rows, std::size_t end,
              const std::vector<float>& ys, float left, float right) {
        for (std::size_t i = rows.front(); i < end; ++i) {
            left = std::min(left, bands_[i].box.left - 1);
            right = std::max(right, bands_[i].box.right + 1);
        }
        out_.push_back(Assembler(bands_, columns, left, right).build(rows, end, ys));
    }

    // ------- tables by alignment alone

    void by_alignment() {
        int tries = 0;
        for (std::size_t i = 0; i < bands_.size();) {
            const bool row = bands_[i].segments.size() >= 2 && ++tries <= most_tries;
            const std::size_t end = row ? aligned_until(i) : i;
            if (end >= i + 3 && accept(i, end)) {
                i = end;
            } else {
                ++i;
            }
        }
    }

    bool near(std::size_t i, float sizes) const {
        return bands_[i].box.middle_y() - bands_[i - 1].box.middle_y() <
               sizes * std::max(bands_[i].size, 4.0F);
    }

    // How far the lines from `begin` on stand in the same columns: lines of one piece are wrapped cells and
    // must stand within a column.
    std::size_t aligned_until(std::size_t begin) const {
        std::size_t end = begin + 1, last_row = begin + 1;
        std::size_t columns = bands_[begin].segments.size();
        while (end < bands_.size() && near(end, 3.2F) &&
               std::fabs(bands_[end].size - bands_[begin].size) < 1.6F) {
            const std::size_t rows = end + 1 - begin;
            const std::vector<Gutter> shared = gutters_of(bands_, begin, end + 1, rows / 6);
            const std::size_t least = rows < 3 ? 1 : std::max<std::size_t>(1, columns - 2);
            if (rows >= 3 && shared.size() < least) break;
            if (rows >= 3) columns = std::max<std::size_t>(shared.size() + 1, 2);
            if (bands_[end].segments.size() < 2 && !near(end, 1.75F)) break;
            ++end;
            if (bands_[end - 1].segments.size() >= 2) last_row = end;
        }
        // a wrapped last row
        while (last_row < end && near(last_row, 1.75F) &&
               bands_[last_row].box.right - bands_[last_row].box.left <
                   0.6F * (bands_[begin].box.right - bands_[begin].box.left))
            ++last_row;
        return last_row;
    }

    bool accept(std::size_t begin, std::size_t end) {
        const std::vector<Gutter> columns = gutters_of(bands_, begin, end, (end - begin) / 6);
        if (columns.empty() || columns.size() >= most_columns) return false;
        std::size_t full = 0;  // lines with a text in most of the columns
        for (std::size_t i = begin; i < end; ++i)
            full += bands_[i].segments.size() >= std::max<std::size_t>(2, columns.size());
        if (is_contents(bands_, begin, end)) return false;
        const std::vector<std::size_t> rows = rows_of(bands_, begin, end, columns);
        if (rows.size() < 3) return false;
        if (columns.size() == 1 &&
            (full < 4 || full * 10 < (end - begin) * 7 || is_list(bands_, begin, end) ||
             !mostly_figures(bands_, begin, end, columns.front())))
            return false;
        if (columns.size() == 2 && is_list(bands_, begin, end) && full < 4) return false;
        if (columns.size() > 1 && (full < 3 || full * 2 < end - begin)) return false;
        std::vector<float> ys{bands_[begin].box.top - 1};
        for (std::size_t k = 1; k < rows.size(); ++k)
            ys.push_back(between(rows[k]));
        ys.push_back(bands_[end - 1].box.bottom + 1);
        emit(columns, rows, end, ys, bands_[begin].box.left - 1, bands_[begin].box.right + 1);
        return true;
    }

    std::vector<Level> levels_;
    std::vector<const Word*> words_;
    std::vector<Band> bands_;
    std::vector<RuledTable>& out_;
};

}  // namespace

std::vector<RuledTable> find_open_tables(const Page& page, const std::vector<Part>& parts,
                                         const std::vector<bool>& free) {
    std::vector<std::vector<const Word*>> words(parts.size());
    for (std::size_t i = 0; i < page.words.size(); ++i)
        if (free[i]) words[part_at(parts, page.words[i].box)].push_back(&page.words[i]);
    std::vector<RuledTable> tables;
    for (std::size_t p = 0; p < parts.size(); ++p)
        PartTables(page, parts[p], std::move(words[p]), tables).run();
    std::sort(tables.begin(), tables.end(),
              [](const RuledTable& a, const RuledTable& b) { return a.box.top < b.box.top; });
    return tables;
}

}  // namespace gangmu::documents::pdf
