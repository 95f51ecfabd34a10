// The mark at the beginning of a line that makes it an item: 壹、 一、 （一） 1. (1) A. ① Ⅰ 第一章 策略 1
// 子題(一) 1-1 1.1.1 Goal 2: (ア). Only what stands there is told; which rank it has is the outline's to find
// out.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gangmu::reading {

struct Mark {
    std::string style;       // equal for marks of one list: "一", "(一)", "1.", "d.d", "策略#"
    std::vector<int> parts;  // 1.2.3 has three; never empty
    std::string label;       // as printed, without the separator after it: "壹", "（一）", "1-1"
    std::string kind;        // the word beside the number: 策略, Goal; empty when none
    std::size_t length = 0;  // bytes of the mark, its separator and the white space after it
    int rank = 0;  // usual place among styles, small is high; -1 when the style says nothing (words)

    int number() const { return parts.back(); }
    bool dotted() const { return parts.size() > 1; }
};

// `heading`: the carrier says that the line is a heading, so that a bare number and a space is a mark too.
std::optional<Mark> parse_mark(std::string_view text, bool heading = false);

// The same for every place in `text` after white space where a mark of `style` with the last part `number`
// and the leading parts of `before` stands; npos when none. For cells that hold two items.
std::size_t find_next_mark(std::string_view text, const Mark& before);

// Does `word` end in one of the words that plans use for a rank (目標, 策略, 措施, 計畫 …)? The longest such
// ending, or empty.
std::string_view rank_word(std::string_view word);

// 附件, 附錄, Annex: not a rank of the plan.
// Article, Section, 條: a part of a text, whatever it promises.
bool is_division_word(std::string_view word);

bool is_annex_word(std::string_view word);

}  // namespace gangmu::reading
