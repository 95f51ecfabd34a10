#include "text/utf8.hpp"

namespace gangmu::text {

namespace {

unsigned char byte(std::string_view text, std::size_t at) {
    return static_cast<unsigned char>(text[at]);
}

bool continues(std::string_view text, std::size_t at) {
    return at < text.size() && (byte(text, at) & 0xC0) == 0x80;
}

}  // namespace

char32_t next(std::string_view text, std::size_t& at) {
    const unsigned char lead = byte(text, at);
    if (lead < 0x80) {
        ++at;
        return lead;
    }
    std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0;
    if (length == 0 || lead > 0xF4) {
        ++at;
        return replacement;
    }
    char32_t point = lead & (0xFF >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if (!continues(text, at + i)) {
            ++at;
            return replacement;
        }
        point = point << 6 | (byte(text, at + i) & 0x3F);
    }
    const bool overlong = (length == 3 && point < 0x800) || (length == 4 && point < 0x10000);
    if (overlong || point > 0x10FFFF || (point >= 0xD800 && point < 0xE000)) {
        ++at;
        return replacement;
    }
    at += length;
    return point;
}

char32_t previous(std::string_view text, std::size_t& at) {
    std::size_t start = at - 1;
    while (start > 0 && at - start < 4 && (byte(text, start) & 0xC0) == 0x80)
        --start;
    std::size_t end = start;
    const char32_t point = next(text, end);
    if (end != at) {  // a stray continuation byte
        --at;
        return replacement;
    }
    at = start;
    return point;
}

void append(std::string& out, char32_t point) {
    if (point > 0x10FFFF || (point >= 0xD800 && point < 0xE000)) point = replacement;
    if (point < 0x80) {
        out += static_cast<char>(point);
    } else if (point < 0x800) {
        out += static_cast<char>(0xC0 | point >> 6);
        out += static_cast<char>(0x80 | (point & 0x3F));
    } else if (point < 0x10000) {
        out += static_cast<char>(0xE0 | point >> 12);
        out += static_cast<char>(0x80 | (point >> 6 & 0x3F));
        out += static_cast<char>(0x80 | (point & 0x3F));
    } else {
        out += static_cast<char>(0xF0 | point >> 18);
        out += static_cast<char>(0x80 | (point >> 12 & 0x3F));
        out += static_cast<char>(0x80 | (point >> 6 & 0x3F));
        out += static_cast<char>(0x80 | (point & 0x3F));
    }
}

bool valid(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t start = at;
        if (next(text, at) == replacement && at == start + 1) return false;
    }
    return true;
}

std::size_t count(std::string_view text) {
    std::size_t points = 0;
    for (char c : text)
        points += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    return points;
}

bool is_space(char32_t point) {
    return point == ' ' || (point >= '\t' && point <= '\r') || point == 0x85 || point == 0xA0 ||
           point == 0x1680 || (point >= 0x2000 && point <= 0x200B) || point == 0x2028 || point == 0x2029 ||
           point == 0x202F || point == 0x205F || point == 0x3000 || point == 0xFEFF;
}

std::string_view trim(std::string_view text) {
    std::size_t begin = 0;
    while (begin < text.size()) {
        std::size_t at = begin;
        if (!is_space(next(text, at))) break;
        begin = at;
    }
    std::size_t end = text.size();
    while (end > begin) {
        std::size_t at = end;
        if (!is_space(previous(text, at))) break;
        end = at;
    }
    return text.substr(begin, end - begin);
}

bool is_cjk(char32_t point) {
    return (point >= 0x2E80 && point <= 0x9FFF) || (point >= 0xAC00 && point <= 0xD7AF) ||
           (point >= 0xF900 && point <= 0xFAFF) || (point >= 0xFE30 && point <= 0xFE4F) ||
           (point >= 0xFF00 && point <= 0xFFEF) || (point >= 0x20000 && point <= 0x3FFFF);
}

}  // namespace gangmu::text
