#include "documents/pdf/running.hpp"

#include <algorithm>

#include "documents/furniture.hpp"

namespace gangmu::documents::pdf {

namespace {

std::string with_digits_hidden(const std::string& text) {
    std::string out;
    for (char c : text) {
        const bool digit = c >= '0' && c <= '9';
        if (!digit)
            out += c;
        else if (out.empty() || out.back() != '#')
            out += '#';
    }
    return out;
}

bool at_top(const TextLine& line, const Page& page) {
    return line.box.bottom < page.height * 0.12F;
}
bool at_bottom(const TextLine& line, const Page& page) {
    return line.box.top > page.height * 0.88F;
}

}  // namespace

Furniture::Furniture(const std::vector<std::vector<TextLine>>& lines, const std::vector<Page>& pages) {
    for (std::size_t p = 0; p < lines.size(); ++p)
        for (const TextLine& line : lines[p])
            if (at_top(line, pages[p]) || at_bottom(line, pages[p]))
                ++seen_[key(line.text, at_top(line, pages[p]))];
    least_ = std::max<std::size_t>(2, std::min<std::size_t>(4, lines.size() / 4));
}

Aside Furniture::aside(const TextLine& line, const Page& page) const {
    const bool top = at_top(line, page), bottom = at_bottom(line, page);
    if (!top && !bottom) return Aside::none;
    const std::string hidden = with_digits_hidden(line.text);
    const auto found = seen_.find(key(line.text, top));
    const bool repeated = found != seen_.end() && found->second >= least_;
    if (is_page_number(line.text)) return Aside::page_number;
    if (hidden == "#") return repeated || bottom ? Aside::page_number : Aside::none;
    if (!repeated) return Aside::none;
    return top ? Aside::page_header : Aside::page_footer;
}

std::string Furniture::key(const std::string& text, bool top) {
    return (top ? "t" : "b") + with_digits_hidden(text);
}

}  // namespace gangmu::documents::pdf
