#include "formula/lexer.hpp"

#include <fmt/format.h>

#include "text/utf8.hpp"

namespace gangmu::formula {
namespace {

// Full-width ASCII as ASCII, and the signs people write for operators.
char32_t folded(char32_t c) {
    if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
    switch (c) {
        case U'×':
        case U'·':
            return U'*';
        case U'÷':
            return U'/';
        case U'−':
        case U'–':
            return U'-';
        case U'、':
            return U',';
        case U'≦':
            return U'≤';
        case U'≧':
            return U'≥';
        default:
            return c;
    }
}

bool digit(char32_t c) {
    return c >= U'0' && c <= U'9';
}

// Letters of every script, °, ㎡ and the like; no punctuation.
bool letter(char32_t c) {
    return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || c == U'_' || c == U'°' || c == U'µ' ||
           c == U'‰' || c == U'℃' || (c >= 0xC0 && c <= 0x24F && c != U'×' && c != U'÷') ||
           (c >= 0x370 && c <= 0x3FF) || (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3371 && c <= 0x33DF) ||
           (c >= 0x3400 && c <= 0x9FFF) || (c >= 0x20000 && c <= 0x2FA1F) || c == U'²' || c == U'³';
}

char32_t closing(char32_t c) {
    switch (c) {
        case U'"':
            return U'"';
        case U'「':
            return U'」';
        case U'“':
            return U'”';
        default:
            return 0;
    }
}

Mark sign(char32_t c) {
    switch (c) {
        case U'+':
            return Mark::plus;
        case U'-':
            return Mark::minus;
        case U'*':
            return Mark::times;
        case U'/':
            return Mark::over;
        case U'%':
            return Mark::percent;
        case U'<':
            return Mark::less;
        case U'≤':
            return Mark::at_most;
        case U'>':
            return Mark::greater;
        case U'≥':
            return Mark::at_least;
        case U'=':
            return Mark::equal;
        case U'≠':
            return Mark::different;
        case U'(':
            return Mark::open;
        case U')':
            return Mark::close;
        case U',':
            return Mark::comma;
        default:
            return Mark::end;
    }
}

class Lexer {
  public:
    explicit Lexer(std::string_view text) : text_(text) {}

    tl::expected<std::vector<Token>, Problem> all() {
        while (true) {
            while (at_ < text_.size() && text::is_space(peek()))
                take();
            const auto begin = at_;
            if (at_ == text_.size()) {
                tokens_.push_back({Mark::end, {}, span(begin)});
                return std::move(tokens_);
            }
            if (auto problem = one(begin); !problem.code.empty()) return tl::unexpected(std::move(problem));
        }
    }

  private:
    char32_t peek() const {
        auto at = at_;
        return folded(text::next(text_, at));
    }
    char32_t take() { return folded(text::next(text_, at_)); }
    Span span(std::size_t begin) const {
        return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_)};
    }
    void put(Mark mark, std::size_t begin, std::string text = {}) {
        tokens_.push_back({mark, std::move(text), span(begin)});
    }

    // An empty code: fine.
    Problem one(std::size_t begin) {
        const auto c = take();
        if (digit(c)) return number(begin, c);
        if (letter(c)) return word(begin, c), Problem{};
        if (c == U'[' || c == U'【') return until(begin, c == U'[' ? U']' : U'】', Mark::reference);
        if (closing(c) != 0) return until(begin, closing(c), Mark::quoted);
        auto mark = sign(c);
        if (mark == Mark::end) {
            std::string shown(text_.substr(begin, at_ - begin));
            return {span(begin),
                    "formula-character",
                    {fmt::format("公式裡不能有「{}」", shown),
                     fmt::format("«{}» has no meaning in a formula", shown)},
                    {"指標寫在 [ ] 裡，單位寫在 \" \" 裡", "elements stand in [ ], units in \" \""}};
        }
        const auto next = at_ < text_.size() ? peek() : U'\0';
        const auto joined = [&](char32_t with, Mark as) {
            if (next != with) return false;
            take();
            mark = as;
            return true;
        };
        if (mark == Mark::less)
            joined(U'=', Mark::at_most) || joined(U'>', Mark::different);
        else if (mark == Mark::greater)
            joined(U'=', Mark::at_least);
        else if (mark == Mark::equal)
            joined(U'=', Mark::equal);
        put(mark, begin);
        return {};
    }

    Problem number(std::size_t begin, char32_t c) {
        std::string digits;
        text::append(digits, c);
        bool point = false;
        while (at_ < text_.size()) {
            const auto next = peek();
            if (next == U'.' && !point) {
                point = true;
            } else if (!digit(next)) {
                break;
            }
            text::append(digits, take());
        }
        if (digits.back() == '.')
            return {span(begin),
                    "formula-number",
                    {"小數點後面要有數字", "digits have to follow the point"},
                    {"例如 1.5", "as in 1.5"}};
        put(Mark::number, begin, std::move(digits));
        return {};
    }

    void word(std::size_t begin, char32_t c) {
        std::string name;
        text::append(name, c);
        // ‰ and ℃ are whole by themselves
        while (c != U'‰' && at_ < text_.size() && (letter(peek()) || digit(peek())))
            text::append(name, take());
        put(Mark::word, begin, std::move(name));
    }

    Problem until(std::size_t begin, char32_t end, Mark mark) {
        const auto inner = at_;
        while (at_ < text_.size()) {
            const auto stop = at_;
            const auto c = take();
            if (c == U'\n' || c == U'\r') break;
            if (c == end) {
                put(mark, begin, std::string(text::trim(text_.substr(inner, stop - inner))));
                return {};
            }
        }
        const bool reference = mark == Mark::reference;
        return {span(begin),
                "formula-open",
                {reference ? "指標名稱沒有結束" : "引號沒有結束",
                 reference ? "the name of the element does not end" : "the quotes do not close"},
                {reference ? "補上 ]" : "補上另一個引號", reference ? "add ]" : "close them"}};
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::vector<Token> tokens_;
};

}  // namespace

bool is_word(std::string_view text) {
    std::size_t at = 0;
    bool first = true;
    while (at < text.size()) {
        const auto c = text::next(text, at);
        if (!letter(c) && (first || !digit(c))) return false;
        if (c == U'‰' && text.size() > 3) return false;
        first = false;
    }
    return !first;
}

tl::expected<std::vector<Token>, Problem> tokens(std::string_view text) {
    if (text.size() > most_bytes)
        return tl::unexpected(
            Problem{{0, 0},
                    "formula-long",
                    {fmt::format("公式超過 {} 位元組", most_bytes),
                     fmt::format("the formula is longer than {} bytes", most_bytes)},
                    {"拆成幾個指標，互相引用", "split it into elements that refer to each other"}});
    if (!text::valid(text))
        return tl::unexpected(Problem{{0, static_cast<std::uint32_t>(text.size())},
                                      "formula-bytes",
                                      {"公式不是 UTF-8 文字", "the formula is not UTF-8"},
                                      {}});
    return Lexer(text).all();
}

}  // namespace gangmu::formula
