#include "reading/numbering.hpp"

#include <algorithm>
#include <array>

#include "text/numerals.hpp"
#include "text/utf8.hpp"

namespace gangmu::reading {

namespace {

struct Chars {
    std::vector<char32_t> c;      // width folded
    std::vector<std::size_t> at;  // byte offset of each, and of the end
    std::string_view text;

    char32_t operator[](std::size_t i) const { return i < c.size() ? c[i] : 0; }
    std::string part(std::size_t first, std::size_t last) const {
        return std::string(text.substr(at[first], at[last] - at[first]));
    }
};

char32_t narrow(char32_t c) {
    if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFEE0;
    if (c >= 0x2010 && c <= 0x2015) return '-';
    if (c == 0x3000 || c == 0x00A0 || c == '\t' || c == '\n') return ' ';
    return c;
}

constexpr std::size_t longest = 48;  // code points that a mark can reach over

Chars decode(std::string_view text) {
    Chars chars;
    text = text.substr(0, text.find('\n', text.find_first_not_of(" \t\n")));
    chars.text = text;
    std::size_t at = 0;
    while (at < text.size() && chars.c.size() < longest) {
        chars.at.push_back(at);
        chars.c.push_back(narrow(text::next(text, at)));
    }
    chars.at.push_back(at);
    return chars;
}

constexpr std::u32string_view small_numerals = U"一二三四五六七八九十廿卅〇";
constexpr std::u32string_view formal_numerals = U"壹貳參肆伍陸柒捌玖拾贰叁陆";
constexpr std::u32string_view kana = U"アイウエオカキクケコサシスセソタチツテト";

bool in(std::u32string_view set, char32_t c) {
    return c != 0 && set.find(c) != std::u32string_view::npos;
}
bool digit(char32_t c) {
    return c >= '0' && c <= '9';
}
bool letter(char32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool han(char32_t c) {
    return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0x3041 && c <= 0x30FF);
}

struct Number {
    int value = 0;
    std::size_t end = 0;
    char32_t type = 0;  // 1 一 壹 A a i ア ①
};

int formal_value(char32_t c) {
    static constexpr std::u32string_view order = U"零壹貳參肆伍陸柒捌玖拾";
    if (c == U'贰') return 2;
    if (c == U'叁') return 3;
    if (c == U'陆') return 6;
    const auto at = order.find(c);
    return at == std::u32string_view::npos ? 0 : static_cast<int>(at);
}

std::optional<Number> chinese(const Chars& s, std::size_t i, std::u32string_view set, char32_t type) {
    std::size_t end = i;
    while (end < i + 5 && in(set, s[end]))
        ++end;
    if (end == i) return std::nullopt;
    if (type == U'壹') {
        int value = 0;
        for (std::size_t k = i; k < end; ++k) {
            const int d = formal_value(s[k]);
            value = d == 10 ? (value == 0 ? 10 : value * 10) : value + d;
        }
        return Number{value, end, type};
    }
    const auto value = text::whole_number(s.part(i, end));
    if (!value || *value < 1 || *value > 99) return std::nullopt;
    return Number{*value, end, type};
}

std::optional<Number> arabic(const Chars& s, std::size_t i) {
    std::size_t end = i;
    int value = 0;
    while (end < i + 3 && digit(s[end]))
        value = value * 10 + static_cast<int>(s[end++] - '0');
    if (end == i || digit(s[end])) return std::nullopt;
    return Number{value, end, '1'};
}

int roman_digit(char32_t c) {
    switch (c) {
        case 'I':
            return 1;
        case 'V':
            return 5;
        case 'X':
            return 10;
        default:
            return 0;
    }
}

std::optional<Number> roman(const Chars& s, std::size_t i, bool upper) {
    std::size_t end = i;
    int value = 0, before = 0;
    while (end < i + 6) {
        const char32_t c = upper ? s[end] : (s[end] >= 'a' && s[end] <= 'z' ? s[end] - 32 : 0);
        const int d = roman_digit(c);
        if (d == 0) break;
        value += d;
        if (before < d) value -= 2 * before;
        before = d;
        ++end;
    }
    if (end == i || letter(s[end]) || value <= 0) return std::nullopt;
    return Number{value, end, upper ? U'Ⅰ' : U'i'};
}

std::optional<Number> single_letter(const Chars& s, std::size_t i) {
    if (!letter(s[i]) || letter(s[i + 1])) return std::nullopt;
    const bool upper = s[i] <= 'Z';
    return Number{static_cast<int>(s[i] - (upper ? 'A' : 'a')) + 1, i + 1, upper ? U'A' : U'a'};
}

std::optional<Number> kana_letter(const Chars& s, std::size_t i) {
    const auto at = s[i] ? kana.find(s[i]) : std::u32string_view::npos;
    if (at == std::u32string_view::npos || han(s[i + 1])) return std::nullopt;
    return Number{static_cast<int>(at) + 1, i + 1, U'ア'};
}

void append(std::string& out, char32_t c) {
    text::append(out, c);
}

int usual_rank(std::string_view style) {
    static constexpr std::array<std::pair<std::string_view, int>, 22> ranks{{
        {"第編", 0}, {"第篇", 0}, {"第部", 0}, {"壹", 1},  {"第章", 1}, {"Ⅰ", 2},   {"第節", 2}, {"一", 3},
        {"(壹)", 2}, {"(一)", 4}, {"1.", 5},   {"1、", 5}, {"1", 5},    {"(1)", 6}, {"1)", 6},   {"A.", 7},
        {"ア", 7},   {"(A)", 8},  {"①", 8},    {"a.", 8},  {"(a)", 8},  {"(i)", 9},
    }};
    for (const auto& [name, rank] : ranks)
        if (name == style) return rank;
    return 9;
}

std::size_t skip_spaces(const Chars& s, std::size_t i) {
    while (s[i] == ' ')
        ++i;
    return i;
}

Mark finish(const Chars& s, std::string style, std::vector<int> parts, std::size_t begin, std::size_t end,
            std::size_t after) {
    Mark mark;
    mark.rank = usual_rank(style);
    mark.style = std::move(style);
    mark.parts = std::move(parts);
    mark.label = s.part(begin, end);
    mark.length = s.at[std::min(skip_spaces(s, after), s.c.size())];
    return mark;
}

// 第 三 章
std::optional<Mark> chapter_mark(const Chars& s, std::size_t i, bool heading) {
    if (s[i] != U'第') return std::nullopt;
    const std::size_t begin = skip_spaces(s, i + 1);
    auto number = chinese(s, begin, small_numerals, U'一');
    if (!number) number = chinese(s, begin, formal_numerals, U'壹');
    if (!number) number = arabic(s, begin);
    if (!number) return std::nullopt;
    const std::size_t unit = skip_spaces(s, number->end);
    if (!in(U"章節編篇部條款项項条节编", s[unit])) return std::nullopt;
    std::size_t after = unit + 1;
    if (in(U"、.:：", s[after])) {
        ++after;
    } else if (after < s.c.size() && s[after] != ' ') {
        // 「第1章計画の基本的事項」: a PDF may have lost the blank of a heading
        const bool chapter = in(U"章節編篇节编", s[unit]) && !in(U"章節編篇部條款項节编", s[after]);
        if (!heading || !chapter || !text::is_cjk(s[after])) return std::nullopt;
    }
    std::string style = "第";
    append(style, s[unit]);
    Mark mark = finish(s, style, {number->value}, i, unit + 1, after);
    if (in(U"條款项項条", s[unit])) {
        mark.kind.clear();
        append(mark.kind, s[unit]);
    }
    return mark;
}

std::optional<Mark> bracket_mark(const Chars& s, std::size_t i) {
    if (!in(U"(〔【", s[i])) return std::nullopt;
    const std::size_t begin = skip_spaces(s, i + 1);
    auto number = chinese(s, begin, small_numerals, U'一');
    if (!number) number = chinese(s, begin, formal_numerals, U'壹');
    if (!number) number = arabic(s, begin);
    if (!number && (s[begin] == 'i' || s[begin] == 'v')) number = roman(s, begin, false);
    if (!number) number = single_letter(s, begin);
    if (!number) number = kana_letter(s, begin);
    if (!number || number->value < 1 || number->value > 99) return std::nullopt;
    const std::size_t close = skip_spaces(s, number->end);
    if (!in(U")〕】", s[close])) return std::nullopt;
    std::string style = "(";
    append(style, number->type);
    style += ")";
    std::size_t after = close + 1;
    if (in(U"、.", s[after])) ++after;
    return finish(s, style, {number->value}, i, close + 1, after);
}

// 一-1, 二－３: a Chinese number and the number below it.
std::optional<Mark> mixed_mark(const Chars& s, std::size_t i) {
    const auto first = chinese(s, i, small_numerals, U'一');
    if (!first || (s[first->end] != '-' && s[first->end] != '.')) return std::nullopt;
    const auto second = arabic(s, first->end + 1);
    if (!second || second->value < 1 || second->value > 99) return std::nullopt;
    std::size_t after = second->end;
    if (s[after] == U'、')
        ++after;
    else if (s[after] != ' ' && after < s.c.size())
        return std::nullopt;
    Mark mark = finish(s, "一-1", {first->value, second->value}, i, second->end, after);
    mark.rank = 6;
    return mark;
}

// What follows a word for a rank: A1, B-2. Letters count from 1001, so that no number is taken for one.
std::optional<std::vector<int>> letter_and_number(const Chars& s, std::size_t& at) {
    if (!(s[at] >= 'A' && s[at] <= 'Z')) return std::nullopt;
    std::size_t next = at + 1;
    if (s[next] == '-' || s[next] == '.') ++next;
    const auto number = arabic(s, next);
    if (!number || letter(s[number->end]) || number->value < 1 || number->value > 99) return std::nullopt;
    const int first = 1001 + static_cast<int>(s[at] - 'A');
    at = number->end;
    return std::vector<int>{first, number->value};
}

std::optional<Mark> han_mark(const Chars& s, std::size_t i, bool heading) {
    for (const auto& [set, type] : {std::pair{formal_numerals, U'壹'}, std::pair{small_numerals, U'一'}}) {
        const auto number = chinese(s, i, set, type);
        if (!number) continue;
        std::size_t after = number->end;
        if (in(U"、.,", s[after]) || (s[after] == ':' && type == U'壹')) {
            ++after;
        } else if (!(s[after] == ' ' && heading)) {
            continue;
        }
        std::string style;
        append(style, type);
        return finish(s, style, {number->value}, i, number->end, after);
    }
    return std::nullopt;
}

std::optional<Mark> enclosed_mark(const Chars& s, std::size_t i) {
    const int value = text::enclosed_number(s[i]);
    if (value == 0) return std::nullopt;
    const bool is_roman = s[i] >= 0x2160 && s[i] <= 0x217F;
    std::size_t after = i + 1;
    if (in(U"、.:", s[after])) ++after;
    return finish(s, is_roman ? "Ⅰ" : "①", {value}, i, i + 1, after);
}

// What counts things, so that the number before it is an amount and no label.
bool counts(const Chars& s, std::size_t i) {
    const bool blank = s[i] == ' ';
    i = skip_spaces(s, i);
    // after a blank a longer word begins a title: 1-2 公園整備, 1.3 人才培育; 1.5 公噸 is an amount
    const char32_t next = s[i + 1];
    if (blank && han(next)) {
        const bool large = in(U"百千萬億兆", s[i]);
        if (!in(U"噸里斤頃分尺次元年月億萬兆以至家件場項", next) && !(large && in(U"人個名", next)))
            return false;
    }
    return in(
        U"年月日季時分秒家項件案個位人名處場次倍度天週萬億兆千百元公噸%"
        U"％‰℃~～至-級吋歲坪",
        s[i]);
}

// 1.1.1, 1-1
std::optional<Mark> dotted_mark(const Chars& s, std::size_t i) {
    auto first = arabic(s, i);
    if (!first || first->value < 1 || first->value > 60) return std::nullopt;
    const char32_t separator = s[first->end];
    if (separator != '.' && separator != '-') return std::nullopt;
    std::vector<int> parts{first->value};
    std::size_t end = first->end;
    while (s[end] == separator && parts.size() < 6) {
        const auto next = arabic(s, end + 1);
        if (!next || next->value > 99) break;
        parts.push_back(next->value);
        end = next->end;
    }
    if (parts.size() < 2 || parts[1] == 0) return std::nullopt;
    if (digit(s[end]) || letter(s[end]) || s[end] == '/') return std::nullopt;
    std::size_t after = end;
    if (in(U".、:", s[after]) && !digit(s[after + 1])) {
        ++after;
    } else if (s[after] == ')' || s[after] == ',' || s[after] == separator) {
        return std::nullopt;
    }
    if (parts.size() == 2 && counts(s, after)) return std::nullopt;
    if (parts.size() == 2 && s[after] == ' ' && letter(s[skip_spaces(s, after)])) {
        // 2.6 GW is an amount, 1.2 Build … an item
        const std::size_t word = skip_spaces(s, after);
        std::size_t stop = word;
        while (letter(s[stop]))
            ++stop;
        static constexpr std::array<std::string_view, 12> units{"GW", "MW", "kW",   "kg",   "km", "GB",
                                                                "TB", "MB", "Gbps", "Mbps", "ha", "million"};
        const std::string unit = s.part(word, stop);
        if (std::find(units.begin(), units.end(), unit) != units.end()) return std::nullopt;
    }
    std::string style = "d";
    for (std::size_t k = 1; k < parts.size(); ++k) {
        style += static_cast<char>(separator);
        style += 'd';
    }
    Mark mark = finish(s, style, std::move(parts), i, end, after);
    mark.rank = 4 + static_cast<int>(mark.parts.size());
    return mark;
}

// 2.114年底前上線: the second number is a year, not a part of the first.
bool begins_with_year(const Chars& s, std::size_t i) {
    int value = 0;
    std::size_t end = i;
    while (end < i + 4 && digit(s[end]))
        value = value * 10 + static_cast<int>(s[end++] - '0');
    return s[end] == U'年' && ((value >= 80 && value <= 199) || (value >= 1900 && value <= 2199));
}

std::optional<Mark> plain_number(const Chars& s, std::size_t i, bool heading) {
    const auto number = arabic(s, i);
    if (!number || number->value < 1 || number->value > 199) return std::nullopt;
    std::size_t after = number->end;
    const char32_t c = s[after];
    if (c == '.' || c == U'、' || c == ')') {
        ++after;
        if (c == '.' && digit(s[after]) && !letter(s[after + 1]) && !begins_with_year(s, after))
            return std::nullopt;
        return finish(s, c == '.' ? "1." : c == ')' ? "1)" : "1、", {number->value}, i, number->end, after);
    }
    if (c == ':' && s[after + 1] == ' ') return finish(s, "1.", {number->value}, i, number->end, after + 1);
    // a full-width number and a blank: 「１　計画の趣旨」, when the line is no sentence
    const bool wide = (static_cast<unsigned char>(s.text[s.at[i]]) & 0x80) != 0 && s.text.size() <= 90 &&
                      s.text.find("。") == std::string_view::npos;
    if ((heading || wide) && c == ' ' && number->value < 40 && !counts(s, after))
        return finish(s, "1", {number->value}, i, number->end, after);
    return std::nullopt;
}

std::optional<Mark> letter_mark(const Chars& s, std::size_t i) {
    auto number = roman(s, i, true);
    if (number && number->end == i + 1 && s[i] != 'I') number.reset();  // V. and X. are letters
    if (!number) number = single_letter(s, i);
    if (!number) number = kana_letter(s, i);
    if (!number) return std::nullopt;
    const char32_t c = s[number->end];
    std::size_t after = number->end + 1;
    if (!in(U".、)", c) && !(number->type == U'ア' && c == ' ')) return std::nullopt;
    if (c == '.' && (letter(s[after]) || digit(s[after]))) return std::nullopt;
    std::string style;
    append(style, number->type);
    if (number->type == U'A' || number->type == U'a') style += '.';
    return finish(s, style, {number->value}, i, number->end, after);
}

constexpr std::array<std::string_view, 60> rank_words{
    "重點工作項目", "重要計畫項目", "重點工作", "工作項目", "工作重點", "具體作法", "具體做法", "發展策略",
    "推動策略",     "行動方案",     "行動計畫", "工作計畫", "實施計畫", "重点施策", "基本目標", "基本施策",
    "議題",         "子題",         "目標",     "策略",     "措施",     "主軸",     "構面",     "面向",
    "課題",         "方案",         "計畫",     "計劃",     "計画",     "行動",     "任務",     "願景",
    "分組",         "領域",         "原則",     "施策",     "取組",     "事業",     "政策",     "戰略",
    "戦略",         "主題",         "支柱",     "產業",     "作法",     "做法",     "事項",     "項目",
    "重點",         "工作",         "方針",     "里程碑",   "對策",     "対策",     "方向",     "分項",
    "專案",         "目标",         "層面",     "柱"};

constexpr std::array<std::string_view, 36> english_words{
    "goal",       "goals",      "objective", "action",        "article", "strategy",  "target", "chapter",
    "section",    "part",       "priority",  "pillar",        "measure", "theme",     "area",   "initiative",
    "programme",  "program",    "project",   "outcome",       "output",  "activity",  "task",   "step",
    "commitment", "mission",    "appendix",  "annex",         "policy",  "milestone", "focus",  "aim",
    "component",  "objectives", "actions",   "recommendation"};

std::string lower(std::string_view word) {
    std::string out(word);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return out;
}

// Words that stand before a number without making it an item.
bool is_no_rank(std::string_view word) {
    static constexpr std::array<std::string_view, 22> words{
        "圖", "表",   "图",   "図", "註", "注", "備註", "例", "式", "附註", "說明",
        "第", "民國", "西元", "共", "計", "約", "達",   "年", "至", "於",   "前"};
    return std::find(words.begin(), words.end(), word) != words.end();
}

// 策略 1、 子題（一） 目標一、 基本目標１
std::optional<Mark> word_mark(const Chars& s, std::size_t i, bool heading) {
    std::size_t end = i;
    while (end < i + 9 && han(s[end]) && !in(small_numerals, s[end]) && !in(formal_numerals, s[end]))
        ++end;
    if (end == i || end == i + 9) return std::nullopt;
    const std::string word = s.part(i, end);
    if (is_no_rank(word)) return std::nullopt;
    const bool known = !rank_word(word).empty() || is_annex_word(word);
    std::size_t at = skip_spaces(s, end);
    if (at > end && !known) return std::nullopt;
    const bool bracket = in(U"(", s[at]);
    if (bracket) at = skip_spaces(s, at + 1);
    std::size_t begin = at;
    std::vector<int> parts;
    if (!bracket)
        if (auto dotted = dotted_mark(s, at); dotted && known) {
            parts = dotted->parts;
            while (at < s.c.size() && (digit(s[at]) || ((s[at] == '.' || s[at] == '-') && digit(s[at + 1]))))
                ++at;
        }
    if (parts.empty() && known && !bracket)
        if (auto lettered = letter_and_number(s, at)) parts = *lettered;
    if (parts.empty()) {
        auto number = chinese(s, at, small_numerals, U'一');
        if (!number) number = chinese(s, at, formal_numerals, U'壹');
        if (!number) number = arabic(s, at);
        if (!number && text::enclosed_number(s[at]) > 0)
            number = Number{text::enclosed_number(s[at]), at + 1, U'①'};
        if (!number && known) number = roman(s, at, true);
        if (!number && known) number = single_letter(s, at);
        if (!number || number->value < 1 || number->value > 99) return std::nullopt;
        parts = {number->value};
        at = number->end;
    }
    std::size_t label_end = at;
    if (bracket) {
        at = skip_spaces(s, at);
        if (s[at] != ')') return std::nullopt;
        ++at;
        label_end = at;
        begin = end + (s[end] == ' ' ? 1u : 0u);
        begin = skip_spaces(s, end);
    }
    const char32_t c = s[at];
    const bool open = at >= s.c.size();
    if (in(U"、.:,-", c) && !(in(U".-", c) && digit(s[at + 1]))) {
        ++at;
    } else if (!open && !(known && (bracket || c == ' ' || c == U'「' || c == U'—'))) {
        return std::nullopt;
    } else if (open && !known && !heading) {
        return std::nullopt;
    }
    if (c == ' ' && !bracket && counts(s, at)) return std::nullopt;
    std::string style = word;
    for (std::size_t k = 0; k < parts.size(); ++k)
        style += '#';
    Mark mark = finish(s, style, std::move(parts), begin, label_end, at);
    mark.kind = word;
    mark.rank = -1;
    return mark;
}

// "Objective 1.1 Electrify cargo handling": what follows the number begins with
// a capital, and the line is a title, not a sentence that begins with a
// reference.
bool is_title_line(const Chars& s, std::size_t at, std::size_t parts) {
    if (s[at] < 'A' || s[at] > 'Z') return false;
    const std::string_view text = text::trim(s.text);
    if (text.size() > (parts > 1 ? 160u : 80u) || text.ends_with(".") || text.ends_with(",")) return false;
    return text.find(". ") == std::string_view::npos && text.find("; ") == std::string_view::npos;
}

// Goal 2: …, Strategic Objective 1.2 — …
std::optional<Mark> english_mark(const Chars& s, std::size_t i, bool heading) {
    std::size_t at = i, words = 0, last = i;
    while (words < 3 && letter(s[at])) {
        last = at;
        while (letter(s[at]))
            ++at;
        ++words;
        if (s[at] != ' ') break;
        const std::size_t next = skip_spaces(s, at);
        if (digit(s[next]) || !letter(s[next])) break;
        if (roman(s, next, true)) break;
        if (const auto letter_here = single_letter(s, next); letter_here && letter_here->type == U'A') break;
        at = next;
    }
    if (words == 0 || s[i] > 'Z') return std::nullopt;
    const std::string key = lower(s.part(last, at));
    if (std::find(english_words.begin(), english_words.end(), key) == english_words.end())
        return std::nullopt;
    const std::string word = s.part(i, at);
    at = skip_spaces(s, at);
    const std::size_t begin = at;
    std::vector<int> parts;
    while (digit(s[at])) {
        const auto number = arabic(s, at);
        if (!number) return std::nullopt;
        parts.push_back(number->value);
        at = number->end;
        if ((s[at] == '.' || s[at] == '-') && digit(s[at + 1])) ++at;
    }
    if (parts.empty())
        if (auto lettered = letter_and_number(s, at)) parts = *lettered;
    if (parts.empty()) {
        auto number = roman(s, at, true);
        if (!number) number = single_letter(s, at);
        if (!number) return std::nullopt;
        parts = {number->value};
        at = number->end;
    }
    const std::size_t label_end = at;
    const std::size_t dash = skip_spaces(s, at);
    if (in(U".:,", s[at])) {
        ++at;
    } else if (s[dash] == '-' || s[dash] == U'—' || s[dash] == U'–') {
        at = dash + 1;
    } else if (at < s.c.size() &&
               !(s[at] == ' ' && (heading || is_title_line(s, skip_spaces(s, at), parts.size())))) {
        return std::nullopt;
    }
    std::string style = lower(word);
    for (std::size_t k = 0; k < parts.size(); ++k)
        style += '#';
    Mark mark = finish(s, style, std::move(parts), begin, label_end, at);
    mark.kind = word;
    mark.rank = key == "chapter" || key == "part" ? 1 : key == "section" ? 2 : -1;
    return mark;
}

}  // namespace

std::optional<Mark> parse_mark(std::string_view text, bool heading) {
    const Chars s = decode(text);
    const std::size_t i = skip_spaces(s, 0);
    if (i >= s.c.size()) return std::nullopt;
    if (auto mark = chapter_mark(s, i, heading)) return mark;
    if (auto mark = bracket_mark(s, i)) return mark;
    if (auto mark = mixed_mark(s, i)) return mark;
    if (auto mark = han_mark(s, i, heading)) return mark;
    if (auto mark = enclosed_mark(s, i)) return mark;
    if (auto mark = dotted_mark(s, i)) return mark;
    if (auto mark = plain_number(s, i, heading)) return mark;
    if (auto mark = letter_mark(s, i)) return mark;
    if (auto mark = word_mark(s, i, heading)) return mark;
    return english_mark(s, i, heading);
}

std::size_t find_next_mark(std::string_view text, const Mark& before) {
    std::size_t at = 0;
    bool gap = false;
    while (at < text.size()) {
        const std::size_t here = at;
        const char32_t c = text::next(text, at);
        if (gap && !text::is_space(c)) {
            if (const auto mark = parse_mark(text.substr(here)); mark && mark->style == before.style) {
                auto expected = before.parts;
                ++expected.back();
                if (mark->parts == expected) return here;
            }
        }
        gap = text::is_space(c);
    }
    return std::string_view::npos;
}

std::string_view rank_word(std::string_view word) {
    for (std::string_view candidate : rank_words)
        if (word.ends_with(candidate)) return candidate;
    return {};
}

bool is_division_word(std::string_view word) {
    const std::string key = lower(word);
    static constexpr std::array<std::string_view, 6> words{"article", "section", "part",
                                                           "chapter", "條",      "条"};
    return std::find(words.begin(), words.end(), key) != words.end();
}

bool is_annex_word(std::string_view word) {
    static constexpr std::array<std::string_view, 6> words{"附件", "附錄", "附表", "附录", "付録", "別紙"};
    return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace gangmu::reading
