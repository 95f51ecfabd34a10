#include "documents/numbering.hpp"

#include <array>
#include <string_view>
#include <vector>

#include "text/utf8.hpp"

namespace gangmu::documents {

namespace {

std::string letters(std::uint32_t number, char first) {  // z is followed by aa, bb (as word processors do)
    const std::uint32_t index = (number - 1) % 26, repeat = (number - 1) / 26 + 1;
    return repeat > 8 ? std::to_string(number)
                      : std::string(repeat, static_cast<char>(first + static_cast<int>(index)));
}

std::string roman(std::uint32_t number, bool upper) {
    if (number >= 4000) return std::to_string(number);
    constexpr std::array<std::pair<std::uint32_t, std::string_view>, 13> steps{{{1000, "m"},
                                                                                {900, "cm"},
                                                                                {500, "d"},
                                                                                {400, "cd"},
                                                                                {100, "c"},
                                                                                {90, "xc"},
                                                                                {50, "l"},
                                                                                {40, "xl"},
                                                                                {10, "x"},
                                                                                {9, "ix"},
                                                                                {5, "v"},
                                                                                {4, "iv"},
                                                                                {1, "i"}}};
    std::string out;
    for (const auto& [value, sign] : steps)
        for (; number >= value; number -= value)
            out += sign;
    if (upper)
        for (char& c : out)
            c = static_cast<char>(c - 32);
    return out;
}

using Digits = std::array<std::string_view, 10>;
constexpr Digits plain_digits{"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
constexpr Digits legal_digits{"零", "壹", "貳", "參", "肆", "伍", "陸", "柒", "捌", "玖"};
constexpr Digits simplified_digits{"零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"};
constexpr Digits japanese_digits{"零", "壱", "弐", "参", "四", "伍", "六", "七", "八", "九"};
constexpr Digits hangul{"영", "일", "이", "삼", "사", "오", "육", "칠", "팔", "구"};

std::string chinese(std::uint32_t number, const Digits& digits, std::string_view ten,
                    std::string_view hundred, bool legal) {
    if (number >= 1000) return std::to_string(number);
    std::string out;
    const std::uint32_t hundreds = number / 100, tens = number / 10 % 10, ones = number % 10;
    if (hundreds) out.append(digits[hundreds]).append(hundred);
    if (tens) {
        if (tens > 1 || hundreds || legal) out += digits[tens];
        out += ten;
    } else if (hundreds && ones) {
        out += digits[0];
    }
    if (ones) out += digits[ones];
    return out;
}

std::string by_digit(std::uint32_t number, const std::array<std::string_view, 10>& digits) {
    std::string out;
    for (char c : std::to_string(number))
        out += digits[static_cast<std::size_t>(c - '0')];
    return out;
}

std::string one_of(std::u32string_view signs, std::uint32_t number) {
    if (number == 0 || number > signs.size()) return std::to_string(number);
    std::string out;
    text::append(out, signs[number - 1]);
    return out;
}

std::string ordinal(std::uint32_t number) {
    const bool teen = number / 10 % 10 == 1;
    const std::uint32_t last = teen ? 0 : number % 10;
    return std::to_string(number) + (last == 1 ? "st" : last == 2 ? "nd" : last == 3 ? "rd" : "th");
}

// One … Twenty, First … Twentieth; beyond them figures.
std::string in_words(std::uint32_t number, bool ordinals) {
    constexpr std::array<std::string_view, 20> cardinal{
        "One",     "Two",     "Three",     "Four",     "Five",     "Six",      "Seven",
        "Eight",   "Nine",    "Ten",       "Eleven",   "Twelve",   "Thirteen", "Fourteen",
        "Fifteen", "Sixteen", "Seventeen", "Eighteen", "Nineteen", "Twenty"};
    constexpr std::array<std::string_view, 20> ordinal_words{
        "First",     "Second",    "Third",       "Fourth",     "Fifth",      "Sixth",      "Seventh",
        "Eighth",    "Ninth",     "Tenth",       "Eleventh",   "Twelfth",    "Thirteenth", "Fourteenth",
        "Fifteenth", "Sixteenth", "Seventeenth", "Eighteenth", "Nineteenth", "Twentieth"};
    if (number > 20) return ordinals ? ordinal(number) : std::to_string(number);
    return std::string((ordinals ? ordinal_words : cardinal)[number - 1]);
}

std::string hexadecimal(std::uint32_t number) {
    std::string out;
    for (; number > 0; number /= 16)
        out.insert(out.begin(), "0123456789ABCDEF"[number % 16]);
    return out;
}

}  // namespace

std::string format_number(NumberStyle style, std::uint32_t number) {
    constexpr Digits full{"０", "１", "２", "３", "４", "５", "６", "７", "８", "９"};
    constexpr Digits positional{"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    if (style == NumberStyle::none) return {};
    if (number == 0) return style == NumberStyle::chinese ? "零" : "0";
    switch (style) {
        case NumberStyle::decimal_zero:
            return number < 10 ? "0" + std::to_string(number) : std::to_string(number);
        case NumberStyle::decimal_full:
            return by_digit(number, full);
        case NumberStyle::circled:
            return one_of(U"①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚", number);
        case NumberStyle::parenthesised:
            return one_of(U"⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇", number);
        case NumberStyle::lower_letter:
            return letters(number, 'a');
        case NumberStyle::upper_letter:
            return letters(number, 'A');
        case NumberStyle::lower_roman:
            return roman(number, false);
        case NumberStyle::upper_roman:
            return roman(number, true);
        case NumberStyle::chinese:
            return chinese(number, plain_digits, "十", "百", false);
        case NumberStyle::chinese_digits:
            return by_digit(number, positional);
        case NumberStyle::chinese_legal:
            return chinese(number, legal_digits, "拾", "佰", true);
        case NumberStyle::legal_simplified:
            return chinese(number, simplified_digits, "拾", "佰", true);
        case NumberStyle::legal_japanese:
            return chinese(number, japanese_digits, "拾", "百", true);
        case NumberStyle::full_stop:
            return one_of(U"⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛", number);
        case NumberStyle::circled_han:
            return one_of(U"㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉", number);
        case NumberStyle::in_dashes:
            return "- " + std::to_string(number) + " -";
        case NumberStyle::ordinal:
            return ordinal(number);
        case NumberStyle::cardinal_text:
            return in_words(number, false);
        case NumberStyle::ordinal_text:
            return in_words(number, true);
        case NumberStyle::hangul_syllables:
            return one_of(U"가나다라마바사아자차카타파하", number);
        case NumberStyle::hangul_letters:
            return one_of(U"ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ", number);
        case NumberStyle::hangul_digits:
            return chinese(number, hangul, "십", "백", false);
        case NumberStyle::hexadecimal:
            return hexadecimal(number);
        case NumberStyle::heavenly_stems:
            return one_of(U"甲乙丙丁戊己庚辛壬癸", number);
        case NumberStyle::earthly_branches:
            return one_of(U"子丑寅卯辰巳午未申酉戌亥", number);
        case NumberStyle::aiueo:
            return one_of(
                U"アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲ"
                U"ン",
                number);
        case NumberStyle::iroha:
            return one_of(
                U"イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモ"
                U"セス",
                number);
        default:
            return std::to_string(number);
    }
}

}  // namespace gangmu::documents
