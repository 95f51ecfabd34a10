#include "documents/pdf/lines.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "documents/markers.hpp"
#include "documents/text/inline.hpp"
#include "text/utf8.hpp"

namespace gangmu::documents::pdf {

namespace {

bool same_line(const Box& a, const Box& b) {
    const float overlap = std::min(a.bottom, b.bottom) - std::max(a.top, b.top);
    return overlap > 0.5F * std::min(a.height(), b.height());
}

bool is_date_part(char c) {
    return (c >= '0' && c <= '9') || c == '/' || c == '.' || c == ',' || c == '~' || c == '-';
}

// 114/7~1 | 15/12, 114/1 | 2, 12,0 | 00, 150~1 | 80: a date or a figure that the edge of its cell tears. Two
// whole dates on two lines (114/1 | 115/12) are not torn.
bool torn_figure(const std::string& text, const std::string& next) {
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    std::size_t begin = text.size(), run = text.size(), end = 0, first = 0;
    while (begin > 0 && is_date_part(text[begin - 1]))
        --begin;
    while (run > begin && is_digit(text[run - 1]))
        --run;
    while (end < next.size() && is_date_part(next[end]))
        ++end;
    while (first < end && is_digit(next[first]))
        ++first;
    const std::size_t left = text.size() - run, right = first;
    if (left == 0 || right == 0 || left + right > 4) return false;
    const char before = run > begin ? text[run - 1] : '\0', after = first < next.size() ? next[first] : '\0';
    if (before == ',') return left < 3 && left + right == 3 && first == end;
    if (before == '~' || before == '-') {
        if (after == '/') return left + right >= 3;
        return before == '~' || (run >= 3 && is_digit(text[run - 2]) && is_digit(text[run - 3]));
    }
    if (before == '/') return after != '/' && left + right == 2 && text[run] == '1' && next[0] <= '2';
    return before == '\0' && run == 0 && after == '/' && left + right == 3 && text[run] == '1';
}

bool is_small(const Word& word, float size) {
    return word.size < 0.8F * size;
}

bool digits_only(const std::string& text) {
    return !text.empty() && text.size() <= 3 && text.find_first_not_of("0123456789") == std::string::npos;
}

char32_t first_point(const std::string& text) {
    std::size_t at = 0;
    return text.empty() ? 0 : text::next(text, at);
}
char32_t last_point(const std::string& text) {
    std::size_t at = text.size();
    return text.empty() ? 0 : text::previous(text, at);
}

// What stands between two words of a line.
std::string gap_between(const Word& left, const Word& right, float size) {
    const float gap = right.box.left - left.box.right;
    if (gap > 2.0F * size) return "\t";
    if (text::is_cjk(last_point(left.text)) && text::is_cjk(first_point(right.text)) && gap < 0.45F * size)
        return "";
    if (left.block == right.block && gap < 0.08F * size) return "";
    return gap < 0.02F * size ? "" : " ";
}

TextLine make_line(std::vector<const Word*> words) {
    std::sort(words.begin(), words.end(),
              [](const Word* a, const Word* b) { return a->box.left < b->box.left; });
    TextLine line;
    line.box = words.front()->box;
    line.number = words.front()->line;
    line.block = words.front()->block;
    std::size_t visible = 0, bold = 0;
    for (const Word* word : words) {
        line.size = std::max(line.size, word->size);
        visible += word->text.size();
        bold += word->bold ? word->text.size() : 0;
    }
    line.bold = bold == visible;
    float bottom = 0;
    for (const Word* word : words)
        if (!is_small(*word, line.size)) bottom = std::max(bottom, word->box.bottom);
    const Word* before = nullptr;
    for (const Word* word : words) {
        line.box.include(word->box);
        const bool raised = is_small(*word, line.size) && word->box.bottom < bottom - 0.2F * line.size &&
                            digits_only(word->text);
        if (before) {
            const std::string gap = raised ? "" : gap_between(*before, *word, line.size);
            line.segments += gap == "\t";
            line.text += gap;
        }
        if (raised)
            plain::append_superscript(line.text, word->text);
        else
            line.text += word->text;
        // a footnote begins with its raised number
        if (raised && !before) line.text += ' ';
        before = word;
    }
    return line;
}

// The width, in sizes of the font, of what cannot be broken at the beginning of a line: a word, or a
// character with the punctuation that sticks to it.
float first_unit(const std::string& text) {
    constexpr std::u32string_view opening = U"「『（《〈【〔([“‘",
                                  closing = U"」』）》〉】〕)]”’、。，．；：！？,.;:!?%％";
    float width = 0;
    bool latin = false, ideograph = false, after_close = false;
    for (std::size_t at = 0; at < text.size() && width < 12;) {
        const char32_t point = text::next(text, at);
        if (text::is_space(point)) break;
        const bool wide = text::is_cjk(point), open = opening.find(point) != std::u32string_view::npos,
                   close = closing.find(point) != std::u32string_view::npos;
        if (!close && !open && (latin || ideograph) && (wide || (ideograph && !after_close))) break;
        if (open && (ideograph || latin)) break;
        width += wide ? 1.0F : 0.55F;
        ideograph = ideograph || (wide && !open && !close);
        latin = latin || (!wide && !open && !close);
        after_close = close;
    }
    return std::max(width, 1.0F);
}

// 5.2 小時: a figure that may stand at the beginning of a wrapped line.
bool is_decimal(const std::string& text) {
    const std::size_t end = text.find_first_not_of("0123456789");
    return end != std::string::npos && end > 0 && text[end] == '.' && end + 1 < text.size() &&
           text[end + 1] >= '0' && text[end + 1] <= '9';
}

// A numeral or number of one of the usual shapes; `at` moves behind it.
bool take_number(std::string_view text, std::size_t& at) {
    constexpr std::u32string_view signs =
        U"0123456789０１２３４５６７８９一二三四五六七八九十百零〇壹貳參参肆伍陸柒捌玖拾甲乙丙丁戊己庚辛壬癸";
    const std::size_t begin = at;
    std::size_t count = 0;
    while (at < text.size() && count < 6) {
        std::size_t after = at;
        const char32_t point = text::next(text, after);
        const bool joint = count > 0 && (point == '.' || point == '-') && after < text.size() &&
                           text[after] >= '0' && text[after] <= '9';
        if (signs.find(point) == std::u32string_view::npos && !joint) break;
        at = after;
        count += !joint;
    }
    return at > begin;
}

}  // namespace

bool begins_item(const std::string& line) {
    std::string_view text = line;
    std::size_t at = 0;
    const char32_t first = text.empty() ? 0 : text::next(text, at);
    if (is_bullet(first)) return true;
    if ((first >= 0x2460 && first <= 0x249B) || (first >= 0x2160 && first <= 0x217B))
        return true;  // ① ⑴ ⒈ Ⅰ ⅰ
    if (text.starts_with("- ") || text.starts_with("– ")) return true;
    if (first == U'第') {
        return take_number(text, at) && at < text.size();
    }
    if (first == '(' || first == U'（') {
        if (!take_number(text, at) || at >= text.size()) return false;
        const char32_t close = text::next(text, at);
        return close == ')' || close == U'）';
    }
    at = 0;
    for (std::string_view word :
         {"目標", "策略", "措施", "議題", "子題", "附件", "附表", "附圖", "附錄", "表", "圖"}) {
        if (!text.starts_with(word)) continue;
        std::size_t after = word.size();
        while (after < text.size() && text[after] == ' ')
            ++after;
        return take_number(text, after);
    }
    if (!take_number(text, at) || at >= text.size()) return false;
    const std::size_t number_end = at;
    const char32_t close = text::next(text, at);
    if (close == U'、' || close == U'．' || close == ')' || close == U'）') return true;
    if (close == '.') return at >= text.size() || !(text[at] >= '0' && text[at] <= '9');
    // "1.2 甲" numbers an item, "1.5 億元" is an amount
    if (close != ' ' || text[0] < '0' || text[0] > '9' || at >= text.size()) return false;
    if (text.substr(0, number_end).find_first_of(".-") == std::string_view::npos) return false;
    constexpr std::u32string_view units = U"億萬兆千百元倍件人年月日公個家項次%";
    return units.find(text::next(text, at)) == std::u32string_view::npos;
}

void number_lines(Page& page, const std::vector<Part>& parts) {
    struct Placed {
        std::size_t part, word;
        float y;
    };
    std::vector<Placed> order;
    order.reserve(page.words.size());
    for (std::size_t i = 0; i < page.words.size(); ++i)
        order.push_back({part_at(parts, page.words[i].box), i, page.words[i].box.middle_y()});
    std::stable_sort(order.begin(), order.end(), [](const Placed& a, const Placed& b) {
        return a.part != b.part ? a.part < b.part : a.y < b.y;
    });
    Box band;
    std::size_t part = 0;
    std::uint32_t number = 0;
    for (const Placed& placed : order) {
        Word& word = page.words[placed.word];
        if (number == 0 || placed.part != part || !same_line(band, word.box)) {
            ++number;
            band = word.box;
            part = placed.part;
        }
        word.line = number;
    }
}

std::vector<TextLine> lines_of(std::vector<const Word*> words) {
    std::stable_sort(words.begin(), words.end(),
                     [](const Word* a, const Word* b) { return a->line < b->line; });
    std::vector<TextLine> lines;
    for (std::size_t begin = 0; begin < words.size();) {
        std::size_t end = begin;
        while (end < words.size() && words[end]->line == words[begin]->line)
            ++end;
        lines.push_back(
            make_line({words.begin() + static_cast<long>(begin), words.begin() + static_cast<long>(end)}));
        begin = end;
    }
    return lines;
}

bool continues(const TextLine& first, const TextLine& line, const TextLine& next, const Flow& flow,
               bool only_one) {
    const float size = std::max(line.size, 4.0F);
    if (std::fabs(line.size - next.size) > 0.15F * size) return false;
    if (line.segments > 1 || next.segments > 1) return false;
    const float pitch = next.box.top - line.box.top;
    if (pitch < 0 || pitch > 2.6F * size) return false;
    if (flow.pitch > 0 && pitch > (flow.pitch * 1.2F + 0.05F) * size) return false;
    // what the next line begins with would have had room: the paragraph ended there
    const float room = flow.right - line.box.right;
    if (room > first_unit(next.text) * size + 0.7F * size) return false;
    const bool closed = line.text.ends_with("。") || line.text.ends_with("；") || line.text.ends_with("：");
    if (closed && line.box.right < flow.right - 1.05F * size) return false;
    const bool open_sentence = !closed && room < 1.1F * size;
    if (!begins_item(next.text) || (open_sentence && is_decimal(next.text))) {
        // an indented first line after a full last one
        return only_one || next.box.left < first.box.left + 1.2F * size ||
               std::fabs(next.box.left - line.box.left) < 0.8F * size;
    }
    // a number at the beginning of a line is an item, unless the line stands where wrapped lines of a hanging
    // paragraph stand
    return !only_one && std::fabs(next.box.left - line.box.left) < 0.5F * size &&
           line.box.left > first.box.left + 0.8F * size;
}

bool continues_over(const TextLine& line, const TextLine& next, const Flow& left) {
    const float size = std::max(line.size, 4.0F);
    if (std::fabs(line.size - next.size) > 0.15F * size || line.bold != next.bold) return false;
    if (line.segments > 1 || next.segments > 1 || begins_item(next.text)) return false;
    const bool closed = line.text.ends_with("。") || line.text.ends_with("：") || line.text.ends_with(".");
    return !closed && left.right - line.box.right < first_unit(next.text) * size + 0.7F * size;
}

bool sets_spaces(const std::vector<Page>& pages) {
    const auto figure = [](char32_t c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    };
    const auto ideograph = [](char32_t c) { return c >= 0x3400 && c <= 0x9FFF; };
    const auto meet = [&](char32_t a, char32_t b) {
        return (figure(a) && ideograph(b)) || (ideograph(a) && figure(b));
    };
    std::size_t apart = 0, together = 0;
    for (const Page& page : pages)
        for (std::size_t i = 0; i < page.words.size(); ++i) {
            const Word& word = page.words[i];
            char32_t before = 0;
            for (std::size_t at = 0; at < word.text.size();) {
                const char32_t point = text::next(word.text, at);
                together += meet(before, point);
                before = point;
            }
            if (i == 0 || !same_line(page.words[i - 1].box, word.box)) continue;
            const float gap = word.box.left - page.words[i - 1].box.right;
            apart += gap >= 0 && gap < 0.5F * word.size &&
                     meet(last_point(page.words[i - 1].text), first_point(word.text));
        }
    return apart > 2 * together && apart > 3;
}

void append_line(std::string& text, const std::string& next, bool all_spaced) {
    if (text.empty()) {
        text = next;
        return;
    }
    const char32_t last = last_point(text), first = first_point(next);
    if (text::is_cjk(last) || text::is_cjk(first)) {
        // the space that stood between Chinese and Latin words at the end of the line is gone: put it back,
        // as texts that use such spaces have them everywhere else
        const bool spaced =
            all_spaced || text.find(' ') != std::string::npos || next.find(' ') != std::string::npos;
        const auto plain_word = [](char32_t c) {
            return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '%';
        };
        const auto ideograph = [](char32_t c) { return c >= 0x3400 && c <= 0x9FFF; };
        if (spaced && ((plain_word(last) && ideograph(first)) || (ideograph(last) && plain_word(first))))
            text += ' ';
    } else if (!(last == '-' || last == '/') && !torn_figure(text, next)) {
        text += ' ';
    }
    text += next;
}

namespace {

// (主)… (協)…: a role in brackets before a name, on a line of its own.
bool begins_with_role(const std::string& text) {
    std::size_t at = 0;
    const char32_t open = text.empty() ? 0 : text::next(text, at);
    if ((open != '(' && open != U'（') || at >= text.size()) return false;
    for (int i = 0; i < 2 && at < text.size(); ++i) {
        const char32_t inner = text::next(text, at);
        if (inner < 0x4E00 || inner > 0x9FFF || inner == U'含' || inner == U'以') return false;
        if (at >= text.size()) return false;
        std::size_t after = at;
        const char32_t close = text::next(text, after);
        if (close == ')' || close == U'）') return after < text.size();
    }
    return false;
}

// 目標： alone on its line, with items under it (on the next page, if it is the last).
bool is_label(const TextLine& line, const TextLine* next) {
    return text::count(line.text) <= 6 && (line.text.ends_with("：") || line.text.ends_with(":")) &&
           (!next || begins_item(next->text));
}

}  // namespace

std::string cell_text(const std::vector<TextLine>& lines, float left, float right, bool spaced) {
    float reach = 0;
    for (const TextLine& line : lines)
        reach = std::max(reach, line.box.right);
    std::string out, paragraph;
    const TextLine* first = nullptr;
    const TextLine* before = nullptr;
    // centred and ragged cells never reach the edge: what the longest line reaches counts as full, if it
    // could
    const Flow flow{left, std::min(right, reach + 0.1F), 0};
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const TextLine& line = lines[i];
        const float room = right - line.box.right;
        const bool apart =
            begins_with_role(line.text) || is_label(line, i + 1 < lines.size() ? &lines[i + 1] : nullptr);
        const bool narrow = right - left < 8 * std::max(line.size, 4.0F);
        bool joined = before && continues(*first, *before, line, flow, first == before);
        if (before && !joined && narrow && !begins_item(line.text) && before->segments == 1 && room >= 0)
            joined = right - before->box.right + (before->box.left - left) <
                     3.2F * line.size;  // centred in a narrow column
        if (joined && !apart) {
            append_line(paragraph, line.text, spaced);
        } else {
            if (!out.empty()) out += '\n';
            out += paragraph;
            paragraph = line.text;
            first = &line;
        }
        before = &line;
    }
    if (!out.empty()) out += '\n';
    return out + paragraph;
}

}  // namespace gangmu::documents::pdf
