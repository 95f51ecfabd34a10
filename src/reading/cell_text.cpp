#include "reading/cell_text.hpp"

#include "reading/stream.hpp"
#include "text/utf8.hpp"

namespace gangmu::reading {

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

namespace {

bool is_bullet_sign(char32_t c) {
    static constexpr std::u32string_view set = U"•●■◆○◎▪‧·‣➢✓";
    return set.find(c) != std::u32string_view::npos;
}

}  // namespace

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

// 「114/2~1」: the second year is torn; a whole end has a month.
static bool ends_in_torn_year(std::string_view text) {
    std::size_t run = text.size();
    while (run > 0 && text[run - 1] >= '0' && text[run - 1] <= '9')
        --run;
    if (run == text.size() || text.size() - run > 2 || run == 0) return false;
    return (text[run - 1] == '~' || text[run - 1] == '-') &&
           text.substr(0, run).find('/') != std::string_view::npos;
}

bool is_torn_date(std::string_view text) {
    text = trim(text);
    if (text.empty()) return false;
    if (ends_in_torn_year(text)) return true;
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

}  // namespace gangmu::reading
