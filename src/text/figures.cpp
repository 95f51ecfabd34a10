#include "text/figures.hpp"

#include <algorithm>

#include "text/numerals.hpp"
#include "text/units.hpp"
#include "text/utf8.hpp"

namespace gangmu::text {

namespace {

using Words = std::initializer_list<std::u32string_view>;

// Length of the word of `words` that ends before `at`; 0 when none does.
std::size_t ends_with(const Runes& runes, std::size_t at, Words words) {
    std::size_t best = 0;
    for (const auto word : words)
        if (word.size() > best && stands_before(runes, at, word)) best = word.size();
    return best;
}

std::size_t starts_with(const Runes& runes, std::size_t at, Words words) {
    std::size_t best = 0;
    for (const auto word : words)
        if (word.size() > best && stands(runes, at, word)) best = word.size();
    return best;
}

bool clause_end(const Runes& runes, std::size_t i) {
    const char32_t c = runes[i].c;
    if (c == U'，' || c == U'。' || c == U'；' || c == ';' || c == U'、' || c == ':' || c == U'！' ||
        c == U'？')
        return true;
    if (c == ',') return i + 1 >= runes.size() || !is_digit(runes[i + 1].c);
    if (c == '.')
        return i + 1 >= runes.size() || (runes[i + 1].space && !(i > 0 && is_digit(runes[i - 1].c)));
    return false;
}

// Does a list's marker stand at i: "1. ", "2、", "(1)", "①", "•", at the start or after a blank?
std::size_t list_marker(const Runes& runes, std::size_t i) {
    if (i > 0 && !runes[i].space) {
        const char32_t before = runes[i - 1].c;
        if (before != U'。' && before != U'；' && before != ';') return 0;
    }
    const char32_t c = runes[i].c;
    if (enclosed_number(c) || c == U'•' || c == U'●' || c == U'■' || c == U'◆' || c == U'✓' || c == U'・' ||
        c == U'▪')
        return 1;
    std::size_t k = i;
    const bool open = c == '(';
    if (open) ++k;
    std::size_t digits = 0;
    while (k < runes.size() && digits < 2 &&
           (is_digit(runes[k].c) || chinese_digit(runes[k].c) >= 0 || rank_of(runes[k].c) == 10)) {
        ++k;
        ++digits;
    }
    if (digits == 0 || k >= runes.size()) return 0;
    if (open) return runes[k].c == ')' ? k + 1 - i : 0;
    if (runes[k].c == U'、') return k + 1 - i;
    if (runes[k].c == '.' && (k + 1 >= runes.size() || runes[k + 1].space || !is_digit(runes[k + 1].c)) &&
        is_digit(runes[k - 1].c))
        return k + 1 - i;
    if (runes[k].c == ')') return k + 1 - i;
    return 0;
}

struct ComparingWord {
    std::size_t length = 0;
    Compare compare = Compare::equal;
};

// The longest word before `at` that says at least, at most or about: 不超過 before 超過, 不少於 before 少於.
ComparingWord comparing_word(const Runes& runes, std::size_t at) {
    static constexpr Words least{U"至少", U"最少", U"不低於", U"不少於",     U"不得低於", U"不得少於",
                                 U"超過", U"逾",   U"高於",   U"大於",       U"突破",     U"多於",
                                 U"≥",    U">=",   U">",      U"少なくとも", U"超越",     U"起碼"};
    static constexpr Words most{U"降至",   U"降低至", U"降到",     U"減至",   U"減少至",   U"縮短至",
                                U"縮減至", U"下降至", U"調降至",   U"減量至", U"不超過",   U"不高於",
                                U"不大於", U"不逾",   U"不得超過", U"低於",   U"小於",     U"少於",
                                U"未達",   U"不到",   U"不及",     U"未滿",   U"≤",        U"<=",
                                U"<",      U"最多",   U"至多",     U"控制在", U"不得高於", U"不得逾"};
    static constexpr Words about{U"約",   U"大約",     U"約略",   U"近",   U"將近", U"接近", U"估計",
                                 U"概ね", U"おおむね", U"およそ", U"約為", U"±",    U"約計"};
    ComparingWord best;
    auto consider = [&](Words words, Compare compare) {
        if (const auto length = ends_with(runes, at, words); length > best.length) best = {length, compare};
    };
    consider(least, Compare::at_least);
    consider(most, Compare::at_most);
    consider(about, Compare::about);
    if (best.length == 1 && at > 1) {  // 合約, 附近 and their like are other words
        const char32_t before = runes[at - 2].c;
        static constexpr std::u32string_view with_yue = U"合契節預公條特簽制規盟隱儉";
        static constexpr std::u32string_view with_jin = U"附鄰最遠親";
        if (runes[at - 1].c == U'約' && with_yue.find(before) != std::u32string_view::npos) return {};
        if (runes[at - 1].c == U'近' && with_jin.find(before) != std::u32string_view::npos) return {};
    }
    return best;
}

// 至少協助 1 件: a verb between the word and its number
bool at_least_before(const Runes& runes, std::size_t at) {
    for (std::size_t i = at; i > 0 && at - i < 9; --i) {
        if (clause_end(runes, i - 1) || is_digit(runes[i - 1].c)) return false;
        if (ends_with(runes, i, {U"至少", U"最少"})) return true;
    }
    return false;
}

struct Around {
    std::optional<Compare> compare;
    bool currency = false;
    std::u32string currency_word;
    std::size_t first = 0;  // where the words before the number begin
};

// The words glued before the number: 累計至少達, 約新臺幣, at least USD
Around look_before(const Runes& runes, std::size_t at) {
    Around around;
    std::size_t i = at;
    auto take = [&](Compare compare) {
        if (!around.compare || *around.compare == Compare::equal) around.compare = compare;
    };
    for (int guard = 0; guard < 8 && i > 0; ++guard) {
        std::size_t n = 0;
        std::size_t start = 0;
        if (const auto word = comparing_word(runes, i); word.length > 0) {
            take(word.compare);
            n = word.length;
        } else if ((n = ends_with(runes, i, {U"新臺幣", U"新台幣", U"臺幣",   U"台幣", U"美元", U"美金",
                                             U"歐元",   U"日幣",   U"人民幣", U"NT$",  U"NTD",  U"NTD$",
                                             U"TWD",    U"US$",    U"USD",    U"EUR",  U"JPY",  U"$",
                                             U"€",      U"¥",      U"£",      U"GBP",  U"CNY",  U"RMB"}))) {
            around.currency = true;
            for (std::size_t k = i - n; k < i; ++k)
                around.currency_word += runes[k].c;
        } else if (words_stand_before(runes, i, U"at least", &start) ||
                   words_stand_before(runes, i, U"no less than", &start) ||
                   words_stand_before(runes, i, U"not less than", &start) ||
                   words_stand_before(runes, i, U"no fewer than", &start) ||
                   words_stand_before(runes, i, U"a minimum of", &start) ||
                   words_stand_before(runes, i, U"minimum of", &start) ||
                   words_stand_before(runes, i, U"minimum", &start)) {
            take(Compare::at_least);
            n = i - start;
        } else if (words_stand_before(runes, i, U"at most", &start) ||
                   words_stand_before(runes, i, U"no more than", &start) ||
                   words_stand_before(runes, i, U"not more than", &start) ||
                   words_stand_before(runes, i, U"less than", &start) ||
                   words_stand_before(runes, i, U"fewer than", &start) ||
                   words_stand_before(runes, i, U"up to", &start) ||
                   words_stand_before(runes, i, U"below", &start) ||
                   words_stand_before(runes, i, U"under", &start) ||
                   words_stand_before(runes, i, U"within", &start) ||
                   words_stand_before(runes, i, U"a maximum of", &start) ||
                   words_stand_before(runes, i, U"maximum of", &start) ||
                   words_stand_before(runes, i, U"reduced to", &start) ||
                   words_stand_before(runes, i, U"reduce to", &start) ||
                   words_stand_before(runes, i, U"down to", &start)) {
            take(Compare::at_most);
            n = i - start;
        } else if (words_stand_before(runes, i, U"more than", &start) ||
                   words_stand_before(runes, i, U"over", &start) ||
                   words_stand_before(runes, i, U"above", &start) ||
                   words_stand_before(runes, i, U"exceeding", &start) ||
                   words_stand_before(runes, i, U"exceed", &start) ||
                   words_stand_before(runes, i, U"greater than", &start)) {
            take(Compare::at_least);
            n = i - start;
        } else if (words_stand_before(runes, i, U"about", &start) ||
                   words_stand_before(runes, i, U"around", &start) ||
                   words_stand_before(runes, i, U"approximately", &start) ||
                   words_stand_before(runes, i, U"approx.", &start) ||
                   words_stand_before(runes, i, U"roughly", &start) ||
                   words_stand_before(runes, i, U"nearly", &start) ||
                   words_stand_before(runes, i, U"almost", &start) ||
                   words_stand_before(runes, i, U"some", &start)) {
            take(Compare::about);
            n = i - start;
        } else if ((n = ends_with(runes, i, {U"達",   U"達到",   U"達成",   U"計",     U"共計",   U"共",
                                             U"合計", U"總計",   U"累計",   U"累積",   U"累計達", U"累積達",
                                             U"增至", U"提升至", U"提高至", U"增加至", U"成長至", U"為",
                                             U"可達", U"達到了", U"總共",   U"計有",   U"有",     U"各",
                                             U"預計", U"預估",   U"至",     U"了"}))) {
        } else {
            break;
        }
        i -= n;
    }
    around.first = i;
    return around;
}

struct Tail {
    std::optional<Compare> compare;
    std::size_t last = 0;
};

// 以上, (含)以上, 以下, 左右, or more
Tail look_after(const Runes& runes, std::size_t at) {
    Tail tail{std::nullopt, at};
    std::size_t i = at;
    if (const auto n = starts_with(runes, i, {U"(含)", U"(含", U"含"})) {
        if (stands(runes, i + n, U"以上") || stands(runes, i + n, U"以下") || stands(runes, i + n, U"以內"))
            i += n;
        if (n == 3 && i == at) {
            // 10(含)家次以上: the word may come after the unit
        }
    }
    if (const auto n = starts_with(runes, i, {U"以上", U"或以上", U"及以上", U"之以上"})) {
        tail.compare = Compare::at_least;
        tail.last = i + n;
        if (runes.size() > tail.last && runes[tail.last].c == ')' && runes[at].c == '(') ++tail.last;
    } else if (const auto m =
                   starts_with(runes, i, {U"以下", U"以內", U"之內", U"以内", U"或以下", U"內", U"未満"})) {
        if (stands(runes, i, U"內") && i + 1 < runes.size() && is_han(runes[i + 1].c) &&
            runes[i + 1].c != U'完')
            return tail;
        tail.compare = Compare::at_most;
        tail.last = i + m;
    } else if (const auto k = starts_with(runes, i, {U"左右", U"上下", U"程度", U"前後"})) {
        tail.compare = Compare::about;
        tail.last = i + k;
    } else if (const auto j = starts_with(runes, i, {U"超"})) {
        if (i + 1 >= runes.size() || !is_han(runes[i + 1].c)) {
            tail.compare = Compare::at_least;
            tail.last = i + j;
        }
    } else if (i < runes.size()) {
        std::size_t after = 0;
        for (const auto word : {U"or more", U"or above", U"or higher", U"and above", U"or greater"})
            if (words_stand(runes, i, word, &after)) return {Compare::at_least, after};
        for (const auto word : {U"or less", U"or fewer", U"or below", U"or lower"})
            if (words_stand(runes, i, word, &after)) return {Compare::at_most, after};
    }
    return tail;
}

// how an English noun counts: "500 electric buses" → "electric buses"
std::size_t english_unit(const Runes& runes, std::size_t at) {
    std::size_t i = at;
    static constexpr std::u32string_view stop[] = {U"and",  U"or",   U"in",  U"by",   U"of",  U"for", U"to",
                                                   U"from", U"with", U"per", U"at",   U"on",  U"as",  U"the",
                                                   U"is",   U"are",  U"was", U"were", U"than"};
    for (const auto word : {U"per cent", U"percentage points", U"percentage point", U"percent", U"pct"}) {
        std::size_t after = 0;
        if (words_stand(runes, i, word, &after)) return after - at;
    }
    std::size_t magnitude = 0;
    for (const auto word : {U"million", U"billion", U"trillion", U"thousand", U"bn"}) {
        std::size_t after = 0;
        if (words_stand(runes, i, word, &after)) {
            magnitude = after - at;
            i = after;
            break;
        }
    }
    std::size_t words = 0;
    while (i < runes.size() && words < 3 && is_letter(runes[i].c) && (runes[i].space || i == at)) {
        std::size_t end = i + 1;
        while (end < runes.size() && (is_letter(runes[end].c) || runes[end].c == '-') && !runes[end].space)
            ++end;
        bool stopped = false;
        for (const auto word : stop)
            stopped = stopped || words_stand(runes, i, word);
        if (stopped) break;
        ++words;
        const char32_t last = runes[end - 1].c;
        const bool plural =
            last == 's' && end - i > 3 && runes[end - 2].c != 's' && !words_stand(runes, i, U"this");
        const bool people = words_stand(runes, i, U"people") || words_stand(runes, i, U"staff") ||
                            words_stand(runes, i, U"children") || words_stand(runes, i, U"women") ||
                            words_stand(runes, i, U"men");
        i = end;
        if (plural || people) return i - at;
    }
    return magnitude;
}

// 9~14MW 風力機, 24小時服務: a size that says which thing, not how much is promised
bool attributive(const Runes& runes, const Measured& figure) {
    if (figure.last >= runes.size()) return false;
    if (figure.unit == "小時" && figure.value == Decimal(24)) return true;
    const bool size = figure.unit == "MW" || figure.unit == "kW" || figure.unit == "公尺" ||
                      figure.unit == "GHz" || figure.unit == "mm" || figure.unit == "cm" ||
                      figure.unit == "m" || figure.unit == "公分" || figure.unit == "噸" ||
                      figure.unit == "nm" || figure.unit == "Hz" || figure.unit == "MHz";
    if (!size) return false;
    return starts_with(runes, figure.last,
                       {U"風力機", U"風機",     U"機組",     U"級",   U"等級", U"型",   U"發電機",
                        U"道路",   U"主要道路", U"計畫道路", U"規格", U"晶圓", U"晶片", U"以上之",
                        U"以下之", U"大型",     U"高壓",     U"通道", U"頻段", U"頻帶"}) > 0;
}

bool in_dates(const std::vector<TimeRange>& dates, std::size_t at) {
    for (const auto& date : dates)
        if (at >= date.first && at < date.last) return true;
    return false;
}

// 三個, 兩案; but 二廠, 八號 and 三區 are names
bool counts(const Runes& runes, std::size_t at, std::size_t length) {
    static constexpr Words sure{
        U"個",   U"項",   U"件",   U"案",   U"家",   U"處",   U"座",   U"顆",   U"套",       U"種", U"份",
        U"場",   U"名",   U"位",   U"間",   U"艘",   U"輛",   U"架",   U"成",   U"人",       U"條", U"枚",
        U"款",   U"案次", U"場次", U"人次", U"家次", U"項次", U"公頃", U"縣市", U"個百分點", U"篇", U"本",
        U"件次", U"割",   U"か所", U"台",   U"臺",   U"億元", U"萬元", U"千元"};
    for (const auto word : sure)
        if (word.size() == length && stands(runes, at, word)) return true;
    return false;
}

// counts what is there: 針對 15 項, 就…之 15 項, 每 10 萬人, 全國 22 縣市, 上述 3 項
bool refers(const Runes& runes, std::size_t at, const std::vector<TimeRange>& dates) {
    if (at > 0 && in_dates(dates, at - 1)) return false;
    if (ends_with(runes, at,
                  {U"針對", U"每", U"全國", U"全臺", U"全台", U"全球", U"上述", U"前述", U"下列", U"以下",
                   U"該",   U"這", U"此",   U"既有", U"現有", U"原有", U"其餘", U"前",   U"另外", U"上開"}))
        return true;
    if (!ends_with(runes, at, {U"之", U"的"})) return false;
    std::size_t i = at;
    while (i > 0 && !clause_end(runes, i - 1) && at - i < 40)
        --i;
    return starts_with(runes, i, {U"就", U"針對", U"依", U"對於", U"從", U"自"}) > 0;
}

std::vector<bool> parentheses(const Runes& runes) {
    std::vector<bool> inside(runes.size());
    int depth = 0;
    for (std::size_t i = 0; i < runes.size(); ++i) {
        if (runes[i].c == '(' && i + 2 < runes.size() &&
            !(runes[i + 1].c == U'含' && runes[i + 2].c == ')') && !list_marker(runes, i))
            ++depth;
        inside[i] = depth > 0;
        if (runes[i].c == ')' && depth > 0) --depth;
    }
    if (depth > 0) {  // never closed: says nothing
        for (auto&& flag : inside)
            flag = false;
    }
    return inside;
}

// Parentheses that hold a number of their own: 3 件(累計 10 件), but not 40 件(累計).
std::vector<bool> numbered_parentheses(const Runes& runes) {
    auto inside = parentheses(runes);
    for (std::size_t i = 0; i < runes.size();) {
        if (!inside[i]) {
            ++i;
            continue;
        }
        std::size_t end = i;
        bool digits = false;
        for (; end < runes.size() && inside[end]; ++end)
            digits = digits || is_digit(runes[end].c);
        if (!digits)
            std::fill(inside.begin() + static_cast<std::ptrdiff_t>(i),
                      inside.begin() + static_cast<std::ptrdiff_t>(end), false);
        i = end;
    }
    return inside;
}

// The clause of runes [first,last): between strong marks, and no further than the neighbours allow.
struct Bounds {
    std::size_t begin = 0, end = 0;
};

bool hard_break(const Runes& runes, std::size_t i) {  // before rune i
    return i == 0 || runes[i].line || runes[i - 1].c == U'。' || runes[i - 1].c == U'；' ||
           runes[i - 1].c == ';' || list_marker(runes, i) > 0;
}

std::size_t weak_break(const Runes& runes, std::size_t from, std::size_t to) {
    // the best place to part two figures that share a sentence
    for (std::size_t i = to; i > from; --i)
        if (runes[i - 1].c == U'，' || (runes[i - 1].c == ',' && i < runes.size() && !is_digit(runes[i].c)))
            return i;
    for (std::size_t i = to; i > from; --i)
        if (runes[i - 1].c == U'、') return i;
    for (std::size_t i = to; i > from; --i)
        if (runes[i - 1].c == U'並' || runes[i - 1].c == U'及' || runes[i - 1].c == U'與' ||
            runes[i - 1].c == U'和')
            return i - 1;
    return from;
}

bool clause_mark(char32_t c) {
    return c == U'，' || c == U'、' || c == U'。' || c == U'；' || c == ';' || c == ',' || c == ':' ||
           c == '.';
}

void assign_clauses(std::string_view text, const Runes& runes, std::vector<Measured>& figures) {
    const auto aside = numbered_parentheses(runes);
    for (std::size_t n = 0; n < figures.size(); ++n) {
        auto& figure = figures[n];
        std::size_t begin = figure.first;
        const std::size_t floor = n > 0 ? figures[n - 1].last : 0;
        while (begin > floor && !hard_break(runes, begin))
            --begin;
        if (begin == floor && n > 0 && !hard_break(runes, begin))
            begin = weak_break(runes, floor, figure.first);
        std::size_t end = figure.last;
        const std::size_t ceiling = n + 1 < figures.size() ? figures[n + 1].first : runes.size();
        while (end < ceiling && !hard_break(runes, end))
            ++end;
        if (end == ceiling && n + 1 < figures.size() && !hard_break(runes, end))
            end = weak_break(runes, figure.last, ceiling);
        if (const auto marker = begin < figure.first ? list_marker(runes, begin) : 0;
            marker > 0 && begin + marker <= figure.first)
            begin += marker;
        while (begin < figure.first && clause_mark(runes[begin].c))
            ++begin;
        while (end > figure.last && clause_mark(runes[end - 1].c))
            --end;
        figure.text = slice(text, runes, begin, end);
        // 累計 and 每年 say it for their clause
        std::size_t from = figure.first;
        while (from > begin && runes[from - 1].c != U'，' && runes[from - 1].c != U'、')
            --from;
        std::size_t to = figure.last;
        while (to < end && runes[to].c != U'，' && runes[to].c != U'、')
            ++to;
        bool total = false;
        bool yearly = false;
        for (std::size_t k = from; k < to; ++k) {
            if (aside[k] && !figure.in_parentheses) continue;
            total = total || stands(runes, k, U"累計") || stands(runes, k, U"累積") ||
                    words_stand(runes, k, U"cumulative") || words_stand(runes, k, U"cumulatively") ||
                    stands(runes, k, U"累计");
            yearly = yearly || stands(runes, k, U"每年") || stands(runes, k, U"新增") ||
                     stands(runes, k, U"毎年") || words_stand(runes, k, U"per year") ||
                     words_stand(runes, k, U"each year") || words_stand(runes, k, U"every year") ||
                     words_stand(runes, k, U"annually") || words_stand(runes, k, U"a year") ||
                     stands(runes, k, U"逐年新增");
        }
        if (total != yearly) figure.cumulative = total;
    }
}

}  // namespace

std::vector<Measured> find_figures(std::string_view text, const Runes& runes,
                                   const std::vector<TimeRange>& dates) {
    std::vector<Measured> figures;
    const auto inside = parentheses(runes);
    for (std::size_t i = 0; i < runes.size(); ++i) {
        if (in_dates(dates, i)) continue;
        if (const auto marker = i + 1 < runes.size() ? list_marker(runes, i) : 0; marker > 1) {
            i += marker - 1;
            continue;
        }
        const bool digit = is_digit(runes[i].c);
        if (!digit && chinese_digit(runes[i].c) < 0 && rank_of(runes[i].c) != 10) continue;
        // a number torn by a line: "8 00 億元" can only be 800
        auto number = scan_number(runes, i);
        std::size_t torn = 0;
        if (number && digit && !number->mixed && number->value.scale() == 0 &&
            number->last + 1 < runes.size() && runes[number->last].space && runes[number->last].c == '0' &&
            is_digit(runes[number->last + 1].c) && !runes[number->last + 1].space) {
            std::string digits = number->value.str();
            std::size_t k = number->last;
            while (k < runes.size() && is_digit(runes[k].c) && (k == number->last || !runes[k].space))
                digits += static_cast<char>(runes[k++].c);
            if (const auto joined = Decimal::parse(digits)) {
                number->value = *joined;
                torn = k;
            }
        }
        if (!number) {
            while (i + 1 < runes.size() && is_digit(runes[i].c) &&
                   (is_digit(runes[i + 1].c) || runes[i + 1].c == '.' || runes[i + 1].c == ',') &&
                   !runes[i + 1].space)
                ++i;
            continue;
        }
        if (torn) number->last = torn;
        const std::size_t first = i;
        const std::size_t skip = number->last - 1;
        if (first > 0 &&
            (runes[first - 1].c == U'第' || runes[first - 1].c == U'-' ? runes[first - 1].c == U'第'
                                                                       : false)) {
            i = skip;
            continue;
        }
        if (number->chinese) {
            // 一個 is an article, 三大 and 八號 are names; only a counted thing is a figure
            const bool single = number->last == first + 1;
            const bool one = single && runes[first].c == U'一';
            if (one && !ends_with(runes, first, {U"至少", U"達", U"累計", U"最少", U"各", U"每年", U"共"})) {
                i = skip;
                continue;
            }
            if (runes[first].c == U'零' || runes[first].c == U'〇') {
                i = skip;
                continue;
            }
            if (first > 0 && is_han(runes[first - 1].c) &&
                ends_with(runes, first,
                          {U"唯", U"同", U"統", U"擇", U"單", U"之", U"某", U"任", U"萬", U"十", U"專", U"九",
                           U"初", U"週", U"周", U"禮拜", U"星期", U"再", U"另"})) {
                i = skip;
                continue;
            }
        }
        Measured figure;
        figure.value = number->value;
        figure.first = first;
        const auto before = look_before(runes, first);
        if (before.compare)
            figure.compare = *before.compare;
        else if (at_least_before(runes, before.first))
            figure.compare = Compare::at_least;
        std::size_t at = number->last;
        // between number and unit: (含), 餘, 多
        bool loose = false;
        for (int guard = 0; guard < 3; ++guard) {
            if (stands(runes, at, U"(含)"))
                at += 3;
            else if (stands(runes, at, U"餘") || (stands(runes, at, U"多") && !stands(runes, at, U"多元"))) {
                loose = true;
                ++at;
            } else
                break;
        }
        auto parse_unit = [&](std::size_t place, bool& money) {
            auto length = unit_length(runes, place, &money);
            for (const auto gas : {U"CO2eq", U"CO2e", U"CO2"})  // 50,000 t CO2e
                if (length > 0 && words_stand(runes, place, U"t") && stands(runes, place + length, gas))
                    return length + std::u32string_view(gas).size();
            if (length == 0 && place < runes.size() && (is_letter(runes[place].c)) && runes[place].space)
                length = english_unit(runes, place);
            return length;
        };
        // a range: 2~3 家, 60%-70%, 3 至 6 個
        std::optional<Numeral> upper;
        std::size_t separator = at;
        auto range_from = [&](std::size_t place) -> std::optional<Numeral> {
            std::size_t k = 0;
            if (place < runes.size() && (runes[place].c == '~' || runes[place].c == '-' ||
                                         runes[place].c == U'至' || runes[place].c == U'到'))
                k = place + 1;
            else if (place < runes.size() && words_stand(runes, place, U"to"))
                k = place + 2;
            if (k == 0 || k >= runes.size() || in_dates(dates, k)) return std::nullopt;
            auto next = scan_number(runes, k);
            if (!next && is_digit(runes[k].c)) {  // a dash glued between digits is no minus here
                Runes rest(runes.begin() + static_cast<std::ptrdiff_t>(k), runes.end());
                rest[0].space = true;
                next = scan_number(rest, 0);
                if (next) {
                    next->first += k;
                    next->last += k;
                }
            }
            if (!next || next->chinese != number->chinese) return std::nullopt;
            return next;
        };
        upper = range_from(at);
        bool money = false;
        std::size_t length = 0;
        if (upper && upper->value > figure.value) {
            separator = at;
            at = upper->last;
            if (stands(runes, at, U"(含)")) at += 3;
            length = parse_unit(at, money);
        } else {
            upper.reset();
            length = parse_unit(at, money);
            if (length > 0) {
                const auto next = range_from(at + length);
                if (next && next->value > figure.value) {
                    bool second_money = false;
                    const auto second = unit_length(runes, next->last, &second_money);
                    if (second == length && slice(text, runes, at, at + length) ==
                                                slice(text, runes, next->last, next->last + second)) {
                        upper = next;
                        separator = at + length;
                        at = next->last;
                    }
                }
            }
        }
        bool spread = false;
        if (upper) {
            // 從 10 到 20: the first is where it starts
            if ((ends_with(runes, first, {U"由", U"從", U"自"}) ||
                 words_stand_before(runes, first, U"from")) &&
                runes[separator].c != '~' && runes[separator].c != '-') {
                figure.value = upper->value;
            } else {
                figure.value_max = upper->value;
                spread = true;
            }
        }
        Tail tail{std::nullopt, at};
        if (length == 0) {
            tail = look_after(runes, at);  // 300 以上案場
            if (tail.compare) {
                const auto more = parse_unit(tail.last, money);
                if (more > 0) {
                    at = tail.last;
                    length = more;
                }
            }
        }
        const bool alone = length == 0;
        if (alone) {
            // a cell that is a number and nothing else
            const bool whole = before.first == 0 && (tail.compare ? tail.last : at) == runes.size();
            if (!whole && !(before.currency)) {
                i = std::max(skip, upper && spread ? at - 1 : skip);
                continue;
            }
            figure.last = tail.compare ? tail.last : at;
        } else {
            figure.unit = slice(text, runes, at, at + length);
            for (const std::string_view word : {"new ", "additional ", "more ", "further "})
                if (figure.unit.starts_with(word)) figure.unit.erase(0, word.size());
            if (figure.unit.front() == '\\') figure.unit = "%";  // of a formula: \%
            if (number->chinese && !counts(runes, at, length)) {
                i = skip;
                continue;
            }
            if (is_han(runes[at].c)) std::erase(figure.unit, ' ');
            figure.last = at + length;
            if (!tail.compare) tail = look_after(runes, figure.last);
        }
        if (tail.compare)
            figure.compare = *tail.compare;
        else if (loose && figure.compare == Compare::equal)
            figure.compare = Compare::at_least;
        if (before.currency) {
            money = true;
            std::string word;
            if (before.currency_word.find(U"臺幣") == std::u32string::npos &&
                before.currency_word.find(U"台幣") == std::u32string::npos)
                for (char32_t c : before.currency_word)
                    append(word, c);
            if (!word.empty() && word != "NT$" && word != "NTD" && word != "TWD" &&
                figure.unit.find("元") == std::string::npos)
                figure.unit = figure.unit.empty() ? word : word + " " + figure.unit;
            else if (figure.unit.empty() && !word.empty())
                figure.unit = word;
        }
        figure.money = money;
        figure.in_parentheses = inside[first];
        figure.reference =
            refers(runes, before.first, dates) || refers(runes, first, dates) || attributive(runes, figure);
        // 由 85% 提升至 90%
        if (!spread && !upper && ends_with(runes, before.first, {U"由", U"從"})) {
            for (std::size_t k = figure.last;
                 k < runes.size() && k < figure.last + 14 && !clause_end(runes, k); ++k)
                if (runes[k].c == U'至' || runes[k].c == U'到' || runes[k].c == U'為') figure.baseline = true;
        }
        figures.push_back(std::move(figure));
        i = std::max(skip, figures.back().last - 1);
    }

    assign_clauses(text, runes, figures);
    return figures;
}

namespace {

struct Said {
    bool total = false, yearly = false;
    std::string every;
    bool several = false;
};

Said what_it_says(const Runes& runes, const std::vector<bool>& skip) {
    Said said;
    auto every = [&](std::string_view word) {
        if (!said.every.empty() && said.every != word) said.several = true;
        said.every = word;
    };
    for (std::size_t k = 0; k < runes.size(); ++k) {
        if (skip[k]) continue;
        if (stands(runes, k, U"累計") || stands(runes, k, U"累積") || words_stand(runes, k, U"cumulative") ||
            words_stand(runes, k, U"cumulatively"))
            said.total = true;
        if (stands(runes, k, U"新增")) said.yearly = true;
        if (stands(runes, k, U"每年") || stands(runes, k, U"毎年") || stands(runes, k, U"每一年") ||
            words_stand(runes, k, U"per year") || words_stand(runes, k, U"each year") ||
            words_stand(runes, k, U"every year") || words_stand(runes, k, U"annually")) {
            said.yearly = true;
            every("year");
        }
        if (stands(runes, k, U"每季") || words_stand(runes, k, U"each quarter") ||
            words_stand(runes, k, U"quarterly") || words_stand(runes, k, U"per quarter"))
            every("quarter");
        if (stands(runes, k, U"每月") || stands(runes, k, U"每個月") || stands(runes, k, U"毎月") ||
            words_stand(runes, k, U"each month") || words_stand(runes, k, U"monthly") ||
            words_stand(runes, k, U"per month"))
            every("month");
    }
    if (said.several) said.every.clear();
    return said;
}

bool whole_in_parentheses(const Runes& runes, const TimeRange& date) {
    std::size_t i = date.first;
    while (i > 0 && runes[i - 1].c != '(')
        --i;
    return starts_with(runes, i, {U"本項", U"本案", U"全案", U"預計於", U"期限"}) > 0;
}

// the date by which the cell promises: at its start, or with 前, 底, 於, 迄 … beside it; only where it is one
std::string due_of(const Runes& runes, const std::vector<TimeRange>& dates) {
    const auto inside = parentheses(runes);
    std::string due;
    for (const auto& date : dates) {
        if (date.end.empty()) continue;
        // in parentheses another part of the promise may be dated: only one that is of the whole counts
        if (inside[date.first] && !whole_in_parentheses(runes, date)) continue;
        const bool ensured = ends_with(runes, date.first, {U"確保"}) > 0;
        const bool past = ends_with(runes, date.first, {U"已", U"業", U"曾", U"截"}) > 0;
        if (past) continue;
        const bool first =
            date.first == 0 || clause_mark(runes[date.first - 1].c) || runes[date.first - 1].c == '(' ||
            runes[date.first].line || (date.first > 1 && hard_break(runes, date.first)) ||
            ends_with(runes, date.first, {U"•", U"●", U"■"}) || list_marker(runes, date.first - 1);
        if (!date.marked && !first && !ensured) {
            // a list's marker before it
            bool marker = false;
            for (std::size_t back = 2; back <= 4 && back <= date.first; ++back)
                marker = marker || list_marker(runes, date.first - back) == back;
            if (!marker) continue;
        }
        if (!due.empty() && due != date.end) return {};
        due = date.end;
    }
    return due;
}

}  // namespace

Promise read_promise(std::string_view cell) {
    Promise promise;
    if (cell.size() > 20000) return promise;
    const auto runes = to_runes(cell);
    const auto dates = find_dates(cell, runes, {});
    auto figures = find_figures(cell, runes, dates);
    std::erase_if(figures, [](const Measured& figure) { return figure.reference || figure.baseline; });
    // what stands in parentheses explains the figure before them
    const bool outside = std::any_of(figures.begin(), figures.end(),
                                     [](const Measured& figure) { return !figure.in_parentheses; });
    if (outside) std::erase_if(figures, [](const Measured& figure) { return figure.in_parentheses; });
    assign_clauses(cell, runes, figures);
    // 3 件(累計 10 件): what stands in parentheses says nothing about the figure before them
    const auto said =
        what_it_says(runes, outside ? numbered_parentheses(runes) : std::vector<bool>(runes.size()));
    if (!figures.empty() && said.total != said.yearly) promise.cumulative = said.total;
    promise.every = said.every;
    promise.due = due_of(runes, dates);
    promise.figures = std::move(figures);
    return promise;
}

bool is_unit(std::string_view text) {
    const auto runes = to_runes(text);
    return !runes.empty() && runes.size() <= 12 && unit_length(runes, 0) == runes.size();
}

}  // namespace gangmu::text
