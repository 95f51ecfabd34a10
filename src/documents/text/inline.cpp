#include "documents/text/inline.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "documents/markers.hpp"
#include "documents/text/entities.hpp"
#include "text/utf8.hpp"

namespace gangmu::documents::plain {

namespace {

using gangmu::text::append;
using gangmu::text::is_space;
using gangmu::text::next;
using gangmu::text::previous;

enum class Tag : std::uint8_t { none, hidden, bold, line, item, ordered, unordered, superscript, image };

struct TagName {
    std::string_view name;
    Tag tag;
};
constexpr std::array<TagName, 30> tag_names{{
    {"b", Tag::bold},          {"strong", Tag::bold},  {"i", Tag::hidden},        {"em", Tag::hidden},
    {"u", Tag::hidden},        {"s", Tag::hidden},     {"del", Tag::hidden},      {"ins", Tag::hidden},
    {"span", Tag::hidden},     {"font", Tag::hidden},  {"a", Tag::hidden},        {"code", Tag::hidden},
    {"mark", Tag::hidden},     {"small", Tag::hidden}, {"big", Tag::hidden},      {"sub", Tag::hidden},
    {"kbd", Tag::hidden},      {"tt", Tag::hidden},    {"br", Tag::line},         {"p", Tag::line},
    {"div", Tag::line},        {"center", Tag::line},  {"hr", Tag::line},         {"li", Tag::item},
    {"ol", Tag::ordered},      {"ul", Tag::unordered}, {"sup", Tag::superscript}, {"img", Tag::image},
    {"blockquote", Tag::line}, {"figure", Tag::line},
}};

constexpr std::array<std::string_view, 10> superscript_digits{"⁰", "¹", "²", "³", "⁴",
                                                              "⁵", "⁶", "⁷", "⁸", "⁹"};

bool ascii_alnum(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool digit(char c) {
    return c >= '0' && c <= '9';
}

// A tag that begins at text[at] == '<'.
struct Found {
    Tag tag = Tag::none;
    bool closing = false;
    bool plain_list = false;  // list-style-type: none
    std::size_t end = 0;      // behind '>'
};

Found find_tag(std::string_view text, std::size_t at) {
    if (text.substr(at).starts_with("<!--")) {
        const std::size_t end =
            text.substr(at, 300).find("-->");  // every search here is bounded: lines can be long
        return end == std::string_view::npos ? Found{} : Found{Tag::hidden, false, false, at + end + 3};
    }
    const std::size_t length = text.substr(at, 300).find('>');
    if (length == std::string_view::npos) return {};
    const std::size_t close = at + length;
    std::size_t begin = at + 1;
    Found found;
    if (begin < close && text[begin] == '/') {
        found.closing = true;
        ++begin;
    }
    std::string name;
    while (begin < close && ascii_alnum(text[begin]) && name.size() < 12)
        name += text[begin++];
    for (char& c : name)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    if (begin < close && text[begin] != ' ' && text[begin] != '/') return {};
    for (const TagName& known : tag_names)
        if (known.name == name) found.tag = known.tag;
    if (found.tag == Tag::none) return {};
    found.plain_list = text.substr(at, close - at).find("none") != std::string_view::npos;
    found.end = close + 1;
    return found;
}

// Inline TeX as OCR programs write it: $\geq 24\%$, $m^2$.
struct TexName {
    std::string_view name;
    std::string_view sign;
};
constexpr std::array<TexName, 26> tex_names{{
    {"alpha", "α"},  {"beta", "β"},  {"gamma", "γ"}, {"delta", "δ"}, {"mu", "μ"},         {"pi", "π"},
    {"sigma", "σ"},  {"omega", "ω"}, {"Omega", "Ω"}, {"Delta", "Δ"}, {"lambda", "λ"},     {"theta", "θ"},
    {"geq", "≥"},    {"ge", "≥"},    {"leq", "≤"},   {"le", "≤"},    {"times", "×"},      {"pm", "±"},
    {"approx", "≈"}, {"sim", "~"},   {"cdot", "·"},  {"circ", "°"},  {"rightarrow", "→"}, {"to", "→"},
    {"neq", "≠"},    {"infty", "∞"},
}};

}  // namespace

void append_superscript(std::string& out, std::string_view inner) {
    for (char c : inner) {
        if (digit(c))
            out += superscript_digits[static_cast<std::size_t>(c - '0')];
        else if (c == '+')
            out += "⁺";
        else if (c == '-')
            out += "⁻";
        else
            out += c;
    }
}

namespace {

std::string from_tex(std::string_view tex) {
    std::string out;
    for (std::size_t at = 0; at < tex.size();) {
        const char c = tex[at];
        if (c == '\\') {
            std::size_t end = at + 1;
            while (end < tex.size() && ascii_alnum(tex[end]) && !digit(tex[end]))
                ++end;
            const std::string_view name = tex.substr(at + 1, end - at - 1);
            if (name.empty()) {  // \% \, \{
                if (end < tex.size() && tex[end] != ',' && tex[end] != ';') out += tex[end];
                at = end + 1;
                continue;
            }
            for (const TexName& known : tex_names)
                if (known.name == name) out += known.sign;
            at = end;
        } else if (c == '^' && at + 1 < tex.size()) {
            const bool group = tex[at + 1] == '{';
            const std::size_t end = group ? tex.find('}', at) : at + 2;
            if (end == std::string_view::npos) break;
            append_superscript(out, tex.substr(at + (group ? 2 : 1), end - at - (group ? 2 : 1)));
            at = group ? end + 1 : end;
        } else {
            if (c != '{' && c != '}' && c != '_') out += c;
            ++at;
        }
    }
    return out;
}

// A superscript number that belongs to what stands before it: 10², m², R², Cu²⁺; not a mark of a footnote.
bool binds_to(std::string_view before) {
    if (before.empty()) return true;  // ²⁸Si
    const char last = before.back();
    if (digit(last)) return true;
    if (!ascii_alnum(last)) return false;
    std::size_t begin = before.size();
    while (begin > 0 && ascii_alnum(before[begin - 1]))
        --begin;
    const std::string_view word = before.substr(begin);
    constexpr std::array<std::string_view, 9> units{"m", "km", "cm", "mm", "nm", "dm", "um", "hm", "ft"};
    return word.size() == 1 || std::find(units.begin(), units.end(), word) != units.end();
}

int superscript_value(char32_t point) {
    if (point == 0xB9) return 1;
    if (point == 0xB2 || point == 0xB3) return static_cast<int>(point - 0xB0);
    return point == 0x2070 || (point >= 0x2074 && point <= 0x2079) ? static_cast<int>(point - 0x2070) : -1;
}

// A number in Unicode superscripts at in[at]: left out of `out` when it is a footnote's mark, else copied.
// False: there is none.
bool take_superscript(std::string_view in, std::size_t& at, std::string& out,
                      const FootnoteNumbers& footnotes) {
    const std::size_t start = at;
    unsigned number = 0;
    for (std::size_t end = at; end < in.size() && number < 100; at = end) {
        const int value = superscript_value(next(in, end));
        if (value < 0) break;
        number = number * 10 + static_cast<unsigned>(value);
    }
    if (at == start) return false;
    const bool charged = in.substr(at).starts_with("⁺") || in.substr(at).starts_with("⁻");
    if (charged || !footnotes.contains(number) || binds_to(out)) out += in.substr(start, at - start);
    return true;
}

class Cleaner {
  public:
    Cleaner(std::string_view source, const FootnoteNumbers& footnotes, bool cell)
        : in_(source), footnotes_(footnotes), cell_(cell) {}

    Inline run() {
        while (at_ < in_.size())
            step();
        return {tidy(), visible_ > 0 && visible_ == bold_visible_};
    }

  private:
    void step() {
        switch (in_[at_]) {
            case '<':
                if (tag()) return;
                break;
            case '&':
                if (decode_entity(in_, at_, out_)) return seen();
                break;
            case '*':
                if (stars()) return;
                break;
            case '\\':
                if (at_ + 1 < in_.size() &&
                    std::string_view("\\*_#|[]<>`~-+.!").find(in_[at_ + 1]) != std::string_view::npos) {
                    out_ += in_[at_ + 1];
                    at_ += 2;
                    return seen();
                }
                break;
            case '$':
                if (tex()) return;
                break;
            case '!':
            case '[':
                if (link()) return;
                break;
            default:
                break;
        }
        plain();
    }

    void plain() {
        const std::size_t start = at_;
        const char32_t point = next(in_, at_);
        if (superscript_value(point) >= 0) {
            at_ = start;
            const std::size_t before = out_.size();
            if (take_superscript(in_, at_, out_, footnotes_) && out_.size() > before) seen();
            return;
        }
        if (cell_ && is_bullet(point) && point != 0xB7 && !out_.empty() && out_.back() == ' ') out_ += '\n';
        out_ += in_.substr(start, at_ - start);
        if (!is_space(point)) seen();
    }

    void seen() {
        ++visible_;
        bold_visible_ += bold_ > 0 || stars_open_;
    }

    bool tag() {
        const Found found = find_tag(in_, at_);
        switch (found.tag) {
            case Tag::none:
                return false;
            case Tag::hidden:
            case Tag::image:
                break;
            case Tag::bold:
                bold_ = std::max(0, bold_ + (found.closing ? -1 : 1));
                break;
            case Tag::line:
                out_ += '\n';
                break;
            case Tag::ordered:
            case Tag::unordered:
                out_ += '\n';
                if (!found.closing)
                    lists_.push_back({found.tag == Tag::ordered && !found.plain_list, 0});
                else if (!lists_.empty())
                    lists_.pop_back();
                break;
            case Tag::item:
                out_ += '\n';
                if (!found.closing && !lists_.empty() && lists_.back().numbered)
                    out_ += std::to_string(++lists_.back().number) + ". ";
                break;
            case Tag::superscript: {
                if (found.closing) break;
                const std::size_t length = in_.substr(found.end, 46).find("</sup>");
                if (length == std::string_view::npos) break;
                const std::size_t close = found.end + length;
                superscript(gangmu::text::trim(in_.substr(found.end, close - found.end)));
                at_ = close + 6;
                return true;
            }
        }
        at_ = found.end;
        return true;
    }

    void superscript(std::string_view inner) {
        const bool number =
            !inner.empty() && inner.size() <= 3 && std::all_of(inner.begin(), inner.end(), digit);
        if (number && is_mark(static_cast<unsigned>(std::stoul(std::string(inner))))) {
            while (!out_.empty() && out_.back() == ' ')
                out_.pop_back();
            return;
        }
        append_superscript(out_, inner);
        seen();
    }

    bool is_mark(unsigned number) const { return footnotes_.contains(number) && !binds_to(out_); }

    // ** switches bold; a single * pair is emphasis only when it clasps words.
    bool stars() {
        std::size_t end = at_;
        while (end < in_.size() && end - at_ < 4 && in_[end] == '*')
            ++end;
        const std::size_t run = end - at_;
        const bool space_before = at_ == 0 || is_space(static_cast<unsigned char>(in_[at_ - 1]));
        const bool space_after = end == in_.size() || is_space(static_cast<unsigned char>(in_[end]));
        if (run > 3 || (space_before && space_after && !(at_ == 0 && end == in_.size()))) return false;
        if (run >= 2) {
            stars_open_ = !stars_open_;
            at_ = end;
            return true;
        }
        if (emphasis_end_ == at_) {
            at_ = end;
            return true;
        }
        if (space_after || (at_ > 0 && ascii_alnum(in_[at_ - 1]))) return false;
        const std::size_t length = in_.substr(end, 200).find('*');
        const std::size_t close = end + length;
        if (length == std::string_view::npos || length == 0 || in_[close - 1] == ' ' ||
            (close + 1 < in_.size() && (ascii_alnum(in_[close + 1]) || in_[close + 1] == '*')))
            return false;
        emphasis_end_ = close;
        at_ = end;
        return true;
    }

    bool tex() {
        const std::size_t length = in_.substr(at_ + 1, 120).find('$');
        if (length == std::string_view::npos || length == 0) return false;
        const std::size_t close = at_ + 1 + length;
        const std::string_view inner = in_.substr(at_ + 1, close - at_ - 1);
        const bool ascii =
            std::all_of(inner.begin(), inner.end(), [](char c) { return c >= ' ' && c <= '~'; });
        const bool maths = inner.find_first_of("\\^_") != std::string_view::npos;
        if (!ascii || inner.back() == ' ' || (!maths && (digit(inner.front()) || inner.front() == ' ')))
            return false;
        out_ += from_tex(inner);
        at_ = close + 1;
        seen();
        return true;
    }

    // [text](address) and ![text](address)
    bool link() {
        const std::size_t open = in_[at_] == '!' ? at_ + 1 : at_;
        if (open >= in_.size() || in_[open] != '[') return false;
        if (in_.substr(open).starts_with("[^")) {  // a mark of a Markdown footnote
            const std::size_t length = in_.substr(open, 7).find(']');
            if (length == std::string_view::npos) return false;
            const std::size_t end = open + length;
            const std::string_view inner = in_.substr(open + 2, end - open - 2);
            if (inner.empty() || !std::all_of(inner.begin(), inner.end(), digit) ||
                !footnotes_.contains(static_cast<unsigned>(std::stoul(std::string(inner)))))
                return false;
            at_ = end + 1;
            return true;
        }
        const std::size_t before = in_.substr(open, 500).find("](");
        if (before == std::string_view::npos) return false;
        const std::size_t middle = open + before;
        if (in_.substr(open + 1, middle - open - 1).find('[') != std::string_view::npos) return false;
        const std::size_t after = in_.substr(middle, 2000).find(')');
        const std::size_t end = middle + after;
        if (after == std::string_view::npos ||
            in_.substr(middle + 2, end - middle - 2).find(' ') != std::string_view::npos)
            return false;
        const Inline inner = Cleaner(in_.substr(open + 1, middle - open - 1), footnotes_, false).run();
        out_ += inner.text;
        seen();
        at_ = end + 1;
        return true;
    }

    // Trims every line, drops empty ones, and in cells breaks at two and more spaces.
    std::string tidy() const {
        std::string result;
        result.reserve(out_.size());
        auto line = [&](std::string_view piece) {
            piece = gangmu::text::trim(piece);
            if (piece.empty()) return;
            if (!result.empty()) result += '\n';
            result += piece;
        };
        std::size_t begin = 0;
        for (std::size_t at = 0; at <= out_.size(); ++at) {
            const bool ends = at == out_.size() || out_[at] == '\n';
            const bool gap = cell_ && !ends && out_[at] == ' ' && at + 1 < out_.size() && out_[at + 1] == ' ';
            if (!ends && !gap) continue;
            line(std::string_view(out_).substr(begin, at - begin));
            begin = at + 1;
        }
        return result;
    }

    struct List {
        bool numbered;
        unsigned number;
    };

    std::string_view in_;
    const FootnoteNumbers& footnotes_;
    bool cell_;
    std::size_t at_ = 0;
    std::string out_;
    int bold_ = 0;
    bool stars_open_ = false;
    std::size_t emphasis_end_ = static_cast<std::size_t>(-1);
    std::size_t visible_ = 0, bold_visible_ = 0;
    std::vector<List> lists_;
};

}  // namespace

Inline clean_line(std::string_view line, const FootnoteNumbers& footnotes) {
    return Cleaner(line, footnotes, false).run();
}

Inline clean_cell(std::string_view cell, const FootnoteNumbers& footnotes) {
    return Cleaner(cell, footnotes, true).run();
}

unsigned footnote_definition(std::string_view line, std::size_t& text_begin) {
    std::size_t at = line.find_first_not_of(' ');
    if (at == std::string_view::npos) return 0;
    unsigned number = 0;
    auto digits = [&](std::string_view close) -> bool {
        const std::size_t begin = at;
        while (at < line.size() && digit(line[at]) && at - begin < 3)
            number = number * 10 + static_cast<unsigned>(line[at++] - '0');
        if (at == begin || !line.substr(at).starts_with(close)) return false;
        at += close.size();
        return true;
    };
    if (line.substr(at).starts_with("<sup>")) {
        at += 5;
        if (!digits("</sup>")) return 0;
    } else if (line.substr(at).starts_with("[^")) {
        at += 2;
        if (!digits("]:")) return 0;
    } else {
        const std::size_t begin = at;
        while (at < line.size()) {
            const auto found =
                std::find_if(superscript_digits.begin(), superscript_digits.end(),
                             [&](std::string_view sign) { return line.substr(at).starts_with(sign); });
            if (found == superscript_digits.end() || number > 99) break;
            number = number * 10 + static_cast<unsigned>(found - superscript_digits.begin());
            at += found->size();
        }
        if (at == begin || at >= line.size() || line[at] != ' ') return 0;  // ²⁸Si begins no footnote
    }
    if (gangmu::text::trim(line.substr(at)).empty()) return 0;
    text_begin = at;
    return number;
}

std::string without_marks(std::string_view text, const FootnoteNumbers& footnotes) {
    std::string out;
    for (std::size_t at = 0; at < text.size();)
        if (!take_superscript(text, at, out, footnotes)) {
            const std::size_t start = at;
            next(text, at);
            out += text.substr(start, at - start);
        }
    return out;
}

}  // namespace gangmu::documents::plain
