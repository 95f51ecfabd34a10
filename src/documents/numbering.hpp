// The labels of automatic numbering as readers see them: 3 as "三", "參", "C", "iii", "③".
#pragma once

#include <cstdint>
#include <string>

namespace gangmu::documents {

enum class NumberStyle : std::uint8_t {
    none,              // no number is shown
    decimal,           // 3
    decimal_zero,      // 03
    decimal_full,      // ３
    circled,           // ③
    parenthesised,     // ⑶
    lower_letter,      // c
    upper_letter,      // C
    lower_roman,       // iii
    upper_roman,       // III
    chinese,           // 三, 十三, 二十三, 一百零三
    chinese_digits,    // 三, 一三, 二三
    chinese_legal,     // 參, 壹拾參
    legal_simplified,  // 叁, 壹拾叁
    legal_japanese,    // 参, 壱拾参
    heavenly_stems,    // 甲乙丙…
    earthly_branches,  // 子丑寅…
    aiueo,             // アイウ
    iroha,             // イロハ
    full_stop,         // ⒊
    circled_han,       // ㊂
    in_dashes,         // - 3 -
    ordinal,           // 3rd
    cardinal_text,     // Three
    ordinal_text,      // Third
    hangul_syllables,  // 가나다
    hangul_letters,    // ㄱㄴㄷ
    hangul_digits,     // 삼
    hexadecimal,       // C
};

// The number in that style, without punctuation. Styles that end (甲…癸, ①…㊿) go on as decimals.
std::string format_number(NumberStyle style, std::uint32_t number);

}  // namespace gangmu::documents
