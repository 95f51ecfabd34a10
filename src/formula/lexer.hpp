// The words of a formula. Full-width signs, 、 「」 ≤ ≥ × ÷ count as their ASCII fellows.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "formula/ast.hpp"

namespace gangmu::formula {

enum class Mark : std::uint8_t {
    number,
    word,       // a name of a function, and, or, not, a unit
    reference,  // what stands between [ and ]
    quoted,     // what stands between quotes
    plus,
    minus,
    times,
    over,
    percent,
    less,
    at_most,
    greater,
    at_least,
    equal,
    different,
    open,
    close,
    comma,
    end,
};

struct Token {
    Mark mark = Mark::end;
    std::string text;  // width folded; a reference and what is quoted as written
    Span place;
};

// Would `text` be read back as one word?
bool is_word(std::string_view text);

// Ends with `end`. Linear time.
tl::expected<std::vector<Token>, Problem> tokens(std::string_view text);

}  // namespace gangmu::formula
