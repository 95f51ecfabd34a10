// Titles of two editions of one plan.
#include <algorithm>
#include <string>

#include "comparing/features.hpp"
#include "comparing/match.hpp"

namespace gangmu::comparing {
namespace {

constexpr std::u32string_view digits = U"0123456789〇零一二三四五六七八九十百";
// Longest first, so that a word does not leave the rest of a longer one.
constexpr std::u32string_view revisions[] = {
    U"滾動式修正", U"滾動修正", U"滾動檢討", U"修正計畫書", U"修正計劃書", U"核定本", U"修正本",
    U"修正版",     U"修訂本",   U"修訂版",   U"更新版",     U"增修版",     U"公告版", U"定稿本",
    U"草案",       U"修正",     U"修訂",     U"增修",       U"更新",       U"滾動",   U"核定",
    U"定稿",       U"初稿",     U"新版",     U"改訂版",     U"改定版",     U"改訂",   U"改定",
    U"edition",    U"revised",  U"revision", U"updated",    U"version",    U"draft",  U"final",
};

bool digit(char32_t c) {
    return digits.find(c) != std::u32string_view::npos;
}

// The length of a number of an edition, or of a year, that begins at `at`; 0: none.
std::size_t counted(const std::u32string& text, std::size_t at) {
    std::size_t end = at;
    const auto skip = [&](std::u32string_view word) {
        if (text.compare(end, word.size(), word) != 0) return false;
        end += word.size();
        return true;
    };
    const bool era = skip(U"民國") || skip(U"西元") || skip(U"令和") || skip(U"平成");
    const bool ordinal = skip(U"第");
    const std::size_t first = end;
    const auto number = [&] {
        while (end < text.size() && digit(text[end]))
            ++end;
    };
    number();
    // 110至113年; the years of 110年至113年 are two, and the word between them goes with the first.
    const auto joined = [&](std::size_t at_word) {
        return at_word + 1 < text.size() && (text[at_word] == U'至' || text[at_word] == U'到') &&
               digit(text[at_word + 1]);
    };
    if (end > first && joined(end)) {
        ++end;
        number();
    }
    const std::size_t count = end - first;
    if (count == 0) return 0;
    if (skip(U"版") || skip(U"次")) return end - at;
    if (ordinal) return 0;  // 第二期, 第三部分: another thing, not another edition
    if (skip(U"年度") || skip(U"年")) {
        // 四年計畫 is what it is called; 112年 is when.
        if (!era && count < 2) return 0;
        return end - at + (joined(end) ? 1 : 0);
    }
    const bool century =
        count == 4 && (text.compare(first, 2, U"19") == 0 || text.compare(first, 2, U"20") == 0);
    if (skip(U"st") || skip(U"nd") || skip(U"rd") || skip(U"th"))
        return text.compare(end, 7, U"edition") == 0 ? end - at : 0;
    return century && first == at ? 4 : 0;
}

std::u32string bare(std::string_view title) {
    const std::u32string text = essence(title);
    std::u32string out;
    for (std::size_t at = 0; at < text.size();) {
        if (const auto length = counted(text, at); length > 0) {
            at += length;
            continue;
        }
        const auto word = std::find_if(std::begin(revisions), std::end(revisions), [&](const auto& each) {
            return text.compare(at, each.size(), each) == 0;
        });
        if (word != std::end(revisions)) {
            at += word->size();
            continue;
        }
        out += text[at++];
    }
    return out;
}

}  // namespace

bool same_plan_title(std::string_view a, std::string_view b) {
    const auto left = bare(a);
    return left.size() >= 4 && left == bare(b);
}

}  // namespace gangmu::comparing
