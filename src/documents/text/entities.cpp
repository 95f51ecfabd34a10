#include "documents/text/entities.hpp"

#include <algorithm>
#include <array>

#include "text/utf8.hpp"

namespace gangmu::documents::plain {

namespace {

struct Named {
    std::string_view name;
    char32_t point;
};
// The references that converters write into texts; sorted by name.
constexpr std::array<Named, 37> named{{
    {"Alpha", 0x391},   {"Omega", 0x3A9},  {"alpha", 0x3B1},  {"amp", '&'},      {"apos", '\''},
    {"beta", 0x3B2},    {"bull", 0x2022},  {"copy", 0xA9},    {"deg", 0xB0},     {"divide", 0xF7},
    {"emsp", 0x2003},   {"ensp", 0x2002},  {"euro", 0x20AC},  {"ge", 0x2265},    {"gt", '>'},
    {"hellip", 0x2026}, {"laquo", 0xAB},   {"ldquo", 0x201C}, {"le", 0x2264},    {"lsquo", 0x2018},
    {"lt", '<'},        {"mdash", 0x2014}, {"micro", 0xB5},   {"middot", 0xB7},  {"minus", 0x2212},
    {"nbsp", ' '},      {"ndash", 0x2013}, {"ne", 0x2260},    {"plusmn", 0xB1},  {"quot", '"'},
    {"raquo", 0xBB},    {"rdquo", 0x201D}, {"reg", 0xAE},     {"rsquo", 0x2019}, {"sup2", 0xB2},
    {"times", 0xD7},    {"trade", 0x2122},
}};

}  // namespace

bool decode_entity(std::string_view text, std::size_t& at, std::string& out) {
    const std::size_t length = text.substr(at, 11).find(';');
    if (length == std::string_view::npos || length == 1) return false;
    const std::size_t end = at + length;
    std::string_view name = text.substr(at + 1, end - at - 1);
    char32_t point = 0;
    if (name[0] == '#') {
        name.remove_prefix(1);
        const bool hex = !name.empty() && (name[0] == 'x' || name[0] == 'X');
        if (hex) name.remove_prefix(1);
        if (name.empty() || name.size() > 7) return false;
        for (char c : name) {
            const int digit = c >= '0' && c <= '9'          ? c - '0'
                              : hex && c >= 'a' && c <= 'f' ? c - 'a' + 10
                              : hex && c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                            : -1;
            if (digit < 0) return false;
            point = point * (hex ? 16 : 10) + static_cast<char32_t>(digit);
        }
        if (point == 0xA0) point = ' ';
        if (point < ' ' && point != '\t') return false;
    } else {
        const auto found = std::lower_bound(named.begin(), named.end(), name,
                                            [](const Named& a, std::string_view b) { return a.name < b; });
        if (found == named.end() || found->name != name) return false;
        point = found->point;
    }
    gangmu::text::append(out, point);
    at = end + 1;
    return true;
}

}  // namespace gangmu::documents::plain
