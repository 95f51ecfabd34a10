#include "reading/rows.hpp"

#include <algorithm>

#include "reading/agencies/cells.hpp"
#include "reading/stream.hpp"
#include "reading/titles.hpp"
#include "text/fold.hpp"
#include "text/utf8.hpp"

namespace gangmu::reading {

namespace {

using text::trim;

bool blank(const GridCell& cell) {
    return trim(cell.text).empty();
}

bool is_item_column(ColumnRole role) {
    return role == ColumnRole::item;
}

bool is_agency_column(ColumnRole role) {
    return role == ColumnRole::agency || role == ColumnRole::lead || role == ColumnRole::co ||
           role == ColumnRole::unit_office;
}

bool is_bullet_sign(char32_t c) {
    static constexpr std::u32string_view set = U"•●■◆○◎▪‧·‣➢✓";
    return set.find(c) != std::u32string_view::npos;
}

// Digits and the signs of dates only: 109/12~110/4, 110-113年, 111年第1季.
bool is_date_text(std::string_view text) {
    std::size_t digits = 0, others = 0, at = 0;
    while (at < text.size()) {
        const char32_t c = text::next(text, at);
        if (text::is_space(c)) continue;
        static constexpr std::u32string_view set = U"/~-－–—～.年月日第季度底前起止至迄民國";
        if ((c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19)) {
            ++digits;
        } else if (set.find(c) == std::u32string_view::npos) {
            ++others;
        }
    }
    if (digits < 3 || others > 0) return false;
    const auto mark = parse_mark(std::string(text) + " x");
    return !mark || !mark->dotted();  // 1-1-1 is a number of an item
}

// A range cut off at the end of the page: 「110/01-」, 「… 執行期程」.
bool is_torn_date(std::string_view text) {
    text = trim(text);
    if (text.empty()) return false;
    std::size_t at = text.size();
    const char32_t c = text::previous(text, at);
    static constexpr std::u32string_view whole = U"年月日季度底前起止)）";
    if ((c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19)) return false;
    return whole.find(c) == std::u32string_view::npos;
}

bool bracket_open(std::string_view text) {
    int depth = 0;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = text::next(text, at);
        if (c == '(' || c == 0xFF08) ++depth;
        if ((c == ')' || c == 0xFF09) && depth > 0) --depth;
    }
    return depth > 0;
}

// Lines of a cell as one text: torn words are joined, lists keep their lines.
std::string one_line(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::string_view line = trim(text.substr(0, end));
        out = join_text(out, line);
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    }
    // blanks inside Chinese text are the page's, not the author's
    std::string clean;
    char32_t before = 0;
    for (std::size_t at = 0; at < out.size();) {
        const char32_t c = text::next(out, at);
        if (text::is_space(c)) {
            std::size_t next = at;
            const char32_t after = next < out.size() ? text::next(out, next) : 0;
            if (text::is_cjk(before) && text::is_cjk(after)) continue;
            if (text::is_space(before)) continue;
        }
        text::append(clean, c);
        before = c;
    }
    return clean;
}

// 「…  目標： •甲 •乙」: where the goals of a cell begin; npos when it has none.
std::size_t goals_at(std::string_view text, std::size_t& after) {
    for (std::string_view word : {"目標", "目标"}) {
        std::size_t at = 0;
        while ((at = text.find(word, at)) != std::string_view::npos) {
            const bool first = at == 0 || text[at - 1] == ' ' || text[at - 1] == '\n';
            std::size_t end = at + word.size();
            while (end < text.size() && text[end] == ' ')
                ++end;
            const bool colon = text.substr(end).starts_with("：") || text.substr(end).starts_with(":");
            const std::size_t behind = end + (end < text.size() && text[end] == ':' ? 1 : 3);
            std::size_t bullet = behind;
            while (bullet < text.size() && (text[bullet] == ' ' || text[bullet] == '\n'))
                ++bullet;
            bool bulleted = bullet >= text.size();  // the goals stand on the next page
            if (colon && bullet < text.size()) {
                std::size_t next = bullet;
                bulleted = is_bullet_sign(text::next(text, next));
            }
            if (colon && (first || bulleted)) {
                after = behind;
                return at;
            }
            at += word.size();
        }
    }
    return std::string_view::npos;
}

// The goals one by one, without bullets.
std::vector<std::string> split_goals(std::string_view text, bool& opens_with_bullet) {
    std::vector<std::string> goals;
    std::string current;
    opens_with_bullet = false;
    bool bullet = false, line_start = true, any = false;
    auto flush = [&] {
        const std::string clean = one_line(current);
        if (!clean.empty()) {
            if (!any) opens_with_bullet = bullet;
            goals.push_back(clean);
            any = true;
        }
        current.clear();
    };
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t here = at;
        const char32_t c = text::next(text, at);
        if (is_bullet_sign(c) && (line_start || c == U'•' || c == U'●' || c == U'■')) {
            flush();
            bullet = true;
            continue;
        }
        if (c == '\n') {
            line_start = true;
            current += '\n';
            continue;
        }
        if (!text::is_space(c)) line_start = false;
        current.append(text.substr(here, at - here));
    }
    flush();
    return goals;
}

// A date that the width of its column broke: 「114/1~114/」「10」, 「109/07-」「113/12」.
std::string mend_dates(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::string_view line = trim(text.substr(0, end));
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
        if (line.empty()) continue;
        const bool rest = line.size() <= 2 && line.find_first_not_of("0123456789") == std::string_view::npos;
        const bool leads = line[0] == '/' || line[0] == '~' || line[0] == '-';
        const bool waits = !out.empty() && (out.back() == '/' || out.back() == '~' || out.back() == '-');
        if (!out.empty() && !((rest || leads || waits) && !out.empty())) out += '\n';
        out += line;
    }
    // blanks that stand for such a break: 「114/1~1 14/10」; between two ranges it parts them
    std::string clean;
    for (std::size_t i = 0; i < out.size(); ++i) {
        auto digit = [&](std::size_t at) { return at < out.size() && out[at] >= '0' && out[at] <= '9'; };
        if (out[i] != ' ' || i == 0 || !digit(i - 1) || !digit(i + 1)) {
            clean += out[i];
            continue;
        }
        std::size_t left = i, right = i + 1;
        while (left > 0 && digit(left - 1))
            --left;
        while (digit(right))
            ++right;
        const char before = left > 0 ? out[left - 1] : ' ', after = right < out.size() ? out[right] : ' ';
        const std::size_t digits = (i - left) + (right - i - 1);
        if ((before == '~' || before == '-') && after == '/' && digits == 3) continue;
        if (before == '/' && after == '/' && right - i - 1 == 3)
            clean += '\n';
        else if (!(before == '/' && after != '/' && digits == 2))
            clean += ' ';
    }
    return clean;
}

std::vector<int> prefix_of(const std::vector<int>& number) {
    return {number.begin(), number.end() - 1};
}

std::string printed_number(const std::vector<int>& number) {
    std::string out;
    for (int part : number)
        out += (out.empty() ? "" : ".") + std::to_string(part);
    return out;
}

std::string tail_style(const Mark& mark) {
    return mark.style == "1、" || mark.style == "1)" ? "1." : mark.style;
}

}  // namespace

void RowReader::survey(const std::vector<PrintedRow>& rows) {
    ranks_ = 0;
    for (const std::vector<Column>& layout : layouts_) {
        std::size_t count = 0;
        for (const Column& column : layout) {
            if (is_item_column(column.role)) ++count;
            if (is_agency_column(column.role)) agency_table_ = true;
            if (column.role == ColumnRole::schedule || column.role == ColumnRole::start)
                schedule_table_ = true;
        }
        ranks_ = std::max(ranks_, count);
    }
    rank_styles_.assign(ranks_, {});
    last_.assign(ranks_ + 1, no_node);
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
                if (const auto mark = parse_mark(cell.text); mark && mark->dotted())
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
        if (is_agency_column(role)) parts.agency_column = true;
        // a merged cell says the same as blank ones below it
        if (cell.spanned && (is_agency_column(role) || role == ColumnRole::schedule)) continue;
        if (blank(cell)) continue;
        // a number says which rank this is, wherever it stands
        if (telling_ && !cell.spanned && role != ColumnRole::target && role != ColumnRole::overall)
            if (const auto mark = parse_mark(cell.text); mark && !is_date_text(cell.text)) {
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

void RowReader::give(NodeIndex index, const std::string& cell, ColumnRole role, bool carried) {
    const RoleHint hint = role == ColumnRole::lead ? RoleHint::lead
                          : role == ColumnRole::co ? RoleHint::co
                                                   : RoleHint::none;
    const Responsible found = read_agencies(cell, *context_.agencies, hint);
    if (found.empty()) return;
    DraftNode& node = plan_.at(index);
    add_agencies(node.lead, found.lead);
    add_agencies(node.co, found.co);
    add_agencies(node.units, found.units);
    if (node.roles != model::Roles::marked) node.roles = found.roles;
    if (!carried) return;
    add_agencies(node.carried, {found.lead.empty() ? "co" : "lead"});
}

void RowReader::set_agencies(const Parts& parts, const std::vector<NodeIndex>& nodes, bool fresh,
                             bool after_break) {
    if (agency_.empty()) agency_.resize(3);
    auto slot = [](ColumnRole role) -> std::size_t {
        return role == ColumnRole::lead ? 1 : role == ColumnRole::co ? 2 : 0;
    };
    std::vector<bool> seen(3, false);
    for (const auto& [role, cell] : parts.agencies) {
        Agency& state = agency_[slot(role)];
        seen[slot(role)] = true;
        const std::string text(trim(cell->text));
        const Responsible now = read_agencies(text, *context_.agencies);
        const bool helper_only = role == ColumnRole::agency && now.lead.empty() && !now.co.empty();
        // 「數位發展」 and on the next page 「處、民政處」
        const Responsible joined = after_break && !state.text.empty() && (!now.known || nodes.empty())
                                       ? read_agencies(state.text + text, *context_.agencies)
                                       : Responsible{};
        // a body that is in no register: 「環境」 is none, 「環境保護局」 looks like one
        const bool torn_name = (joined.known && !now.known) ||
                               (nodes.empty() && joined.plausible && now.roles == model::Roles::unmarked &&
                                !read_agencies(state.text, *context_.agencies).plausible);
        if (after_break && !state.text.empty() &&
            (bracket_open(state.text) || torn_name || (helper_only && nodes.empty()))) {
            // the rest of a cell that a page break cut: who had the first part gets the whole
            state.text = state.text + (bracket_open(state.text) || torn_name ? "" : " ") + text;
            for (const auto& [index, carried] : state.nodes) {
                DraftNode& node = plan_.at(index);
                node.lead.clear();
                node.co.clear();
                node.units.clear();
                give(index, state.text, state.role, carried);
            }
            for (NodeIndex index : nodes) {
                give(index, state.text, state.role, true);
                state.nodes.emplace_back(index, true);
            }
            continue;
        }
        if (helper_only && !state.text.empty()) {
            // 「(協) 乙」 under 「(主) 甲」: the line above still leads
            const Responsible before = read_agencies(state.text, *context_.agencies);
            for (NodeIndex index : nodes) {
                DraftNode& node = plan_.at(index);
                give(index, text, role, false);
                if (!before.lead.empty()) {
                    add_agencies(node.lead, before.lead);
                    add_agencies(node.carried, {"lead"});
                }
            }
            state.text = state.text + " " + text;
            state.role = role;
            state.nodes.clear();
            for (NodeIndex index : nodes)
                state.nodes.emplace_back(index, false);
            continue;
        }
        state = Agency{text, role, {}};
        for (NodeIndex index : nodes) {
            give(index, text, role, false);
            state.nodes.emplace_back(index, false);
        }
    }
    if (!fresh || !parts.agency_column) return;
    for (std::size_t s = 0; s < agency_.size(); ++s) {
        if (seen[s] || agency_[s].text.empty()) continue;
        if (s == 0 && (seen[1] || seen[2])) continue;
        if (s == 2 && seen[1]) continue;  // a new leader does not keep the helpers of the row above
        for (NodeIndex index : nodes) {
            give(index, agency_[s].text, agency_[s].role, true);
            agency_[s].nodes.emplace_back(index, true);
        }
    }
}

void RowReader::set_schedule(const Parts& parts, const std::vector<NodeIndex>& nodes, bool fresh,
                             bool after_break) {
    if (!schedule_table_) return;
    auto assign = [&](NodeIndex index, const std::string& text, bool carried) {
        DraftNode& node = plan_.at(index);
        node.schedule.clear();
        std::vector<std::string> lines;
        for (std::string_view rest = text; !rest.empty();) {
            const std::size_t end = rest.find('\n');
            lines.emplace_back(trim(rest.substr(0, end)));
            rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
        }
        const bool ranges = std::all_of(lines.begin(), lines.end(), [](const std::string& line) {
            return is_date_text(line) && line.find('/') != std::string::npos;
        });
        if (!ranges) lines = {text};  // words before a range belong to it
        for (const std::string& line : lines)
            for (model::ScheduleEntry& entry : parse_schedule(line))
                node.schedule.push_back(std::move(entry));
        if (carried && !node.schedule.empty()) add_agencies(node.carried, {"schedule"});
    };
    std::string text;
    if (parts.schedule) {
        text = mend_dates(parts.schedule->text);
    } else if (parts.start || parts.end) {
        const std::string from = parts.start ? one_line(parts.start->text) : std::string();
        const std::string to = parts.end ? one_line(parts.end->text) : std::string();
        for (NodeIndex index : nodes) {
            const auto first = parse_schedule(from), last = parse_schedule(to);
            model::ScheduleEntry entry;
            if (!first.empty()) entry.start = first[0].start.empty() ? first[0].end : first[0].start;
            if (!last.empty()) entry.end = last[0].end.empty() ? last[0].start : last[0].end;
            if (entry.start.empty() && entry.end.empty()) entry.text = join_text(from, to);
            plan_.at(index).schedule = {entry};
        }
        return;
    }
    if (text == "-" || text == "－" || text == "—") text.clear();
    if (!text.empty()) {
        if (after_break && !fresh && !schedule_text_.empty()) {
            if (is_torn_date(schedule_text_)) {
                schedule_text_ = mend_dates(schedule_text_ + "\n" + text);
                for (NodeIndex index : schedule_nodes_)
                    assign(index, schedule_text_, false);
            } else {
                schedule_pending_ = text;  // belongs to the row below, whose cell is blank
            }
            return;
        }
        if (nodes.empty()) return;
        schedule_text_ = text;
        schedule_nodes_ = nodes;
        schedule_pending_.clear();
        for (NodeIndex index : nodes)
            assign(index, text, false);
        return;
    }
    if (!fresh || nodes.empty()) return;
    if (!schedule_pending_.empty()) {
        schedule_text_ = schedule_pending_;
        schedule_pending_.clear();
        schedule_nodes_ = nodes;
        for (NodeIndex index : nodes)
            assign(index, schedule_text_, false);
        return;
    }
    if (schedule_text_.empty()) return;
    for (NodeIndex index : nodes)
        assign(index, schedule_text_, true);
}

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

void RowReader::read_row(PrintedRow& printed) {
    const Parts parts = sort_cells(printed);
    if (table_.role == TableRole::items || (parts.label && ranks_ <= 1)) {
        sheet_row(printed, parts);
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
        if (!parts.items[rank]) continue;
        bool continued = false;
        std::vector<NodeIndex> nodes = read_item(rank, *parts.items[rank], printed.after_break, continued);
        if (nodes.empty()) continue;
        fresh = true;
        if (!deepest.empty()) above = deepest;
        deepest = std::move(nodes);
        deepest_rank = rank;
    }
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
    set_agencies(parts, owners, at_bottom, printed.after_break);
    set_schedule(parts, owners, at_bottom, printed.after_break);
    if (parts.texts.empty() || row_node == no_node || row_node == context_.node) return;
    DraftNode& node = plan_.at(row_node);
    for (const auto& [header, cell] : parts.texts) {
        if (cell->spanned) continue;
        const std::string text(trim(cell->text));
        if (!header.empty()) {
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
            node.text.insert(node.text.begin(), Passage{text, cell->source});
        }
    }
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
