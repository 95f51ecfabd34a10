#include "text/eten.hpp"

#include <array>

namespace gangmu::text {

namespace {

struct Run {
    char32_t from;  // of the private characters
    char32_t to;    // the character of the first
    char32_t length;
};
constexpr std::array<Run, 10> runs{{{0xF6B1, 0x2460, 10},  // ①…⑩
                                    {0xF6BB, 0x2474, 10},  // ⑴…⑽
                                    {0xF6C5, 0x2170, 10},  // ⅰ…ⅹ
                                    {0xF6F7, 0x3041, 83},  // ぁ…ん
                                    {0xF74A, 0x30A1, 86},  // ァ…ヶ
                                    {0xF7A0, 0x0410, 6},   // А…Е
                                    {0xF7A7, 0x0416, 26},  // Ж…Я
                                    {0xF7C1, 0x0430, 6},   // а…е
                                    {0xF7C8, 0x0436, 26},  // ж…я
                                    {0xF6E8, 0x00A8, 1}}};
// radicals and signs, from U+F6CF and U+F6E9 on
constexpr char32_t radicals_from = 0xF6CF, signs_from = 0xF6E9;
constexpr char32_t radicals[] = U"丶丿亅亠冂冖冫勹匸卩厶夊宀巛幺广廴彐彡攴无疒癶辵隶";
constexpr char32_t signs[] = U"ˆヽヾゝゞ〃仝々〆〇ー［］✽";

}  // namespace

char32_t eten_character(char32_t point) {
    for (const Run& run : runs)
        if (point >= run.from && point < run.from + run.length) return run.to + (point - run.from);
    if (point >= radicals_from && point - radicals_from < std::size(radicals) - 1)
        return radicals[point - radicals_from];
    if (point >= signs_from && point - signs_from < std::size(signs) - 1) return signs[point - signs_from];
    if (point == 0xF7A6) return 0x0401;  // Ё
    if (point == 0xF7C7) return 0x0451;  // ё
    return 0;
}

}  // namespace gangmu::text
