#include "text/numerals.hpp"

#include <string>

namespace gangmu::text {

namespace {

constexpr std::size_t longest = 24;  // runes of one number

// digits with commas and a fraction, from `at`; only the shape, no look around
std::optional<Numeral> ascii_number(const Runes& runes, std::size_t at) {
    std::string digits;
    std::size_t i = at;
    auto joined = [&](std::size_t k) { return k < runes.size() && !runes[k].space; };
    auto digit = [&](std::size_t k) { return k < runes.size() && is_digit(runes[k].c); };
    while (digit(i) && (i == at || joined(i)) && i - at < longest)
        digits += static_cast<char>(runes[i++].c);
    if (digits.empty()) return std::nullopt;
    // thousands: commas in their places
    while (digits.size() >= 1 && joined(i) && runes[i].c == ',' && digit(i + 1) && digit(i + 2) &&
           digit(i + 3) && joined(i + 1) && joined(i + 2) && joined(i + 3) &&
           !(digit(i + 4) && joined(i + 4)) && (digits.size() <= 3 || i > at + 3) && i - at < longest) {
        for (std::size_t k = i + 1; k <= i + 3; ++k)
            digits += static_cast<char>(runes[k].c);
        i += 4;
    }
    if (joined(i) && runes[i].c == '.' && digit(i + 1) && joined(i + 1)) {
        digits += '.';
        ++i;
        while (digit(i) && joined(i) && i - at < longest)
            digits += static_cast<char>(runes[i++].c);
    }
    // 007 is a code, not a number
    if (digits.size() > 1 && digits[0] == '0' && digits[1] != '.') return std::nullopt;
    const auto value = Decimal::parse(digits);
    if (!value) return std::nullopt;
    return Numeral{at, i, *value, false, false};
}

bool outside_word(const Runes& runes, std::size_t first, std::size_t last) {
    if (first > 0 && !runes[first].space) {
        const char32_t before = runes[first - 1].c;
        if (is_letter(before) || is_digit(before) || before == '#' || before == '_') return false;
        if (first > 1) {  // F-16, COVID-19, 1.1, 3,5; after a blank it is a new number
            const char32_t two = runes[first - 2].c;
            if ((before == '-' || before == '.' || before == ',') && !runes[first - 1].space &&
                (is_letter(two) || (before != '-' && is_digit(two))))
                return false;
            if ((before == '+' || before == '/') && !runes[first - 1].space && is_digit(two)) return false;
        }
    }
    if (last < runes.size() && !runes[last].space) {
        const char32_t after = runes[last].c;
        if (after == '.' && last + 1 < runes.size() && is_digit(runes[last + 1].c) && !runes[last + 1].space)
            return false;
        if ((after == '+' || after == '/') && last + 1 < runes.size() && is_digit(runes[last + 1].c) &&
            !runes[last + 1].space)
            return false;
    }
    return true;
}

bool chinese_numeral(char32_t c) {
    return chinese_digit(c) >= 0 || rank_of(c) > 0;
}

std::optional<Decimal> times(std::optional<Decimal> value, std::int64_t factor) {
    return value ? value->times(Decimal(factor)) : value;
}
std::optional<Decimal> plus(std::optional<Decimal> left, std::optional<Decimal> right) {
    return left && right ? left->plus(*right) : std::nullopt;
}

// 三十二, 一百零五, 二〇三〇, 十二萬; from `at`
std::optional<Numeral> chinese_number(const Runes& runes, std::size_t at) {
    std::size_t last = at;
    while (last < runes.size() && last - at < longest && chinese_numeral(runes[last].c))
        ++last;
    if (last == at) return std::nullopt;
    bool ranks = false;
    for (std::size_t i = at; i < last; ++i)
        ranks = ranks || rank_of(runes[i].c) > 0;
    if (!ranks) {  // digit by digit: 一一三, 二〇三〇; one digit is itself
        std::int64_t value = 0;
        if (last - at > 6) return std::nullopt;
        for (std::size_t i = at; i < last; ++i)
            value = value * 10 + chinese_digit(runes[i].c);
        return Numeral{at, last, Decimal(value), true, false};
    }
    if (rank_of(runes[at].c) > 10) return std::nullopt;  // 百萬, 千 alone say no number
    std::int64_t total = 0;
    std::int64_t section = 0;  // below 萬
    std::int64_t digit = -1;
    for (std::size_t i = at; i < last; ++i) {
        const auto rank = rank_of(runes[i].c);
        if (rank == 0) {
            if (digit > 0) return std::nullopt;  // 二三十: about twenty or thirty
            digit = chinese_digit(runes[i].c);
        } else if (rank < 10000) {
            section += (digit < 0 ? 1 : digit) * rank;
            digit = -1;
        } else {
            section += digit < 0 ? 0 : digit;
            if (section == 0) return std::nullopt;
            if (section > 9'000'000'000'000'000 / rank) return std::nullopt;
            total += section * rank;
            section = 0;
            digit = -1;
        }
    }
    return Numeral{at, last, Decimal(total + section + (digit < 0 ? 0 : digit)), true, false};
}

}  // namespace

int chinese_digit(char32_t c) {
    static constexpr std::u32string_view plain = U"零一二三四五六七八九";
    static constexpr std::u32string_view formal = U"〇壹貳參肆伍陸柒捌玖";
    static constexpr std::u32string_view other = U"○弌两叁亖㐅〥〦〧〨";
    if (c == U'兩') return 2;
    for (const auto& row : {plain, formal})
        if (const auto place = row.find(c); place != std::u32string_view::npos)
            return static_cast<int>(place);
    if (const auto place = other.find(c); place != std::u32string_view::npos && place < 4)
        return static_cast<int>(place);
    return -1;
}

std::int64_t rank_of(char32_t c) {
    switch (c) {
        case U'十':
        case U'拾':
            return 10;
        case U'廿':
            return 0;
        case U'百':
        case U'佰':
            return 100;
        case U'千':
        case U'仟':
            return 1000;
        case U'萬':
        case U'万':
            return 10'000;
        case U'億':
        case U'亿':
            return 100'000'000;
        case U'兆':
            return 1'000'000'000'000;
        default:
            return 0;
    }
}

int enclosed_number(char32_t c) {
    if (c >= 0x2460 && c <= 0x2473) return static_cast<int>(c - 0x2460) + 1;
    if (c >= 0x3251 && c <= 0x325F) return static_cast<int>(c - 0x3251) + 21;
    if (c >= 0x32B1 && c <= 0x32BF) return static_cast<int>(c - 0x32B1) + 36;
    if (c >= 0x2474 && c <= 0x2487) return static_cast<int>(c - 0x2474) + 1;
    if (c >= 0x2488 && c <= 0x249B) return static_cast<int>(c - 0x2488) + 1;
    if (c >= 0x2776 && c <= 0x277F) return static_cast<int>(c - 0x2776) + 1;
    if (c >= 0x2160 && c <= 0x216B) return static_cast<int>(c - 0x2160) + 1;
    if (c >= 0x2170 && c <= 0x217B) return static_cast<int>(c - 0x2170) + 1;
    if (c >= 0x3220 && c <= 0x3229) return static_cast<int>(c - 0x3220) + 1;
    if (c >= 0x3280 && c <= 0x3289) return static_cast<int>(c - 0x3280) + 1;
    return 0;
}

std::optional<Numeral> scan_number(const Runes& runes, std::size_t at) {
    if (at >= runes.size()) return std::nullopt;
    if (!is_digit(runes[at].c)) {
        if (at > 0 &&
            (chinese_numeral(runes[at - 1].c) || runes[at - 1].c == U'數' || runes[at - 1].c == U'幾'))
            return std::nullopt;
        return chinese_number(runes, at);
    }
    auto number = ascii_number(runes, at);
    if (!number) return std::nullopt;
    if (!outside_word(runes, number->first, number->last)) return std::nullopt;

    // a chain of ranks: 5萬5,925 · 8億9,046萬4千 · 4萬5千
    std::optional<Decimal> total = Decimal(0);
    std::optional<Decimal> part = number->value;
    std::size_t i = number->last;
    int pieces = 1;
    std::int64_t smallest = INT64_MAX;
    while (i < runes.size() && i - at < longest) {
        const auto rank = rank_of(runes[i].c);
        if (rank == 0 || rank >= smallest) break;
        const auto next =
            i + 1 < runes.size() && is_digit(runes[i + 1].c) ? ascii_number(runes, i + 1) : std::nullopt;
        if (!next && pieces == 1) break;  // a single rank: it is part of the unit
        total = plus(total, times(part, rank));
        smallest = rank;
        part = Decimal(0);
        ++i;
        if (!next) break;
        if (next->value >= Decimal(rank)) return number;  // 5萬 60000: two numbers
        part = next->value;
        i = next->last;
        ++pieces;
    }
    if (pieces > 1) {
        // 2萬6,974: the last piece stands without a rank
        total = plus(total, part);
        if (!total) return std::nullopt;
        number->value = *total;
        number->last = i;
        number->mixed = true;
    }
    return number;
}

std::optional<int> whole_number(std::string_view text) {
    if (text.size() > 40) return std::nullopt;
    const auto runes = to_runes(text);
    if (runes.empty()) return std::nullopt;
    if (runes.size() == 1)
        if (const int number = enclosed_number(runes[0].c)) return number;
    if (runes[0].c == U'廿' || runes[0].c == U'卅') {
        const int tens = runes[0].c == U'廿' ? 20 : 30;
        if (runes.size() == 1) return tens;
        if (runes.size() == 2 && chinese_digit(runes[1].c) > 0) return tens + chinese_digit(runes[1].c);
        return std::nullopt;
    }
    const auto number = is_digit(runes[0].c) ? ascii_number(runes, 0) : chinese_number(runes, 0);
    if (!number || number->last != runes.size() || number->value.scale() != 0) return std::nullopt;
    if (number->value.digits() > 1'000'000'000) return std::nullopt;
    return static_cast<int>(number->value.digits());
}

}  // namespace gangmu::text
