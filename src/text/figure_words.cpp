#include "text/figure_words.hpp"

#include <algorithm>

#include "text/numerals.hpp"
#include "text/units.hpp"
#include "text/utf8.hpp"

namespace gangmu::text::words {

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

namespace {

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

}  // namespace

bool at_least_before(const Runes& runes, std::size_t at) {
    for (std::size_t i = at; i > 0 && at - i < 9; --i) {
        if (clause_end(runes, i - 1) || is_digit(runes[i - 1].c)) return false;
        if (ends_with(runes, i, {U"至少", U"最少"})) return true;
    }
    return false;
}

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
        // "1 yard, 24 chargers"
        const bool one =
            at > 0 && runes[at - 1].c == '1' && (at < 2 || !is_digit(runes[at - 2].c) || runes[at - 1].space);
        const bool stops = i >= runes.size() || runes[i].c == ',' || runes[i].c == ';' || runes[i].c == ')';
        if (one && words == 1 && magnitude == 0 && stops) return i - at;
    }
    return magnitude;
}

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

bool names_standard(const Runes& runes, std::size_t at) {
    std::size_t end = at;
    if (end > 0 && runes[end - 1].c == '-' && !runes[end].space) --end;
    std::size_t begin = end;
    while (begin > 0 && is_letter(runes[begin - 1].c) && (begin == end || !runes[begin].space))
        --begin;
    std::u32string word;
    for (std::size_t i = begin; i < end; ++i)
        word += runes[i].c;
    static constexpr std::u32string_view bodies[] = {U"IEC",  U"ISO",  U"CNS", U"ASTM", U"IEEE", U"JIS",
                                                     U"ANSI", U"DIN",  U"EN",  U"RFC",  U"NIST", U"NUREG",
                                                     U"FIPS", U"SEMI", U"SAE", U"ITU"};
    return std::find(std::begin(bodies), std::end(bodies), word) != std::end(bodies);
}

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

bool refers(const Runes& runes, std::size_t at, const std::vector<TimeRange>& dates) {
    if (at > 0 && in_dates(dates, at - 1)) return false;
    // 「完成全國 1,250 處」 counts what was done
    for (const std::u32string_view whole : {U"全國", U"全臺", U"全台"})
        if (stands_before(runes, at, whole) &&
            ends_with(runes, at - whole.size(),
                      {U"完成", U"建置", U"設置", U"布建", U"新增", U"輔導", U"更新"}))
            return false;
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

}  // namespace gangmu::text::words
