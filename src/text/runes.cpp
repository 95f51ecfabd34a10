#include "text/runes.hpp"

#include "text/utf8.hpp"

namespace gangmu::text {

namespace {

bool is_dash(char32_t c) {
    return c == 0x2010 || c == 0x2011 || c == 0x2012 || c == 0x2013 || c == 0x2014 || c == 0x2015 ||
           c == 0x2212 || c == 0x2500 || c == 0xFF0D || c == 0xFE63;
}

bool is_wave(char32_t c) {
    return c == 0x301C || c == 0xFF5E || c == 0x223C || c == 0x02DC || c == 0xFE4B;
}

char32_t fold(char32_t c) {
    if (is_dash(c)) return '-';
    if (is_wave(c)) return '~';
    if (c == 0xFF0C) return c;
    if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFEE0;
    if (c == 0x2267 || c == 0x2266) return c == 0x2267 ? 0x2265 : 0x2264;
    return c;
}

char32_t lower(char32_t c) {
    return c >= 'A' && c <= 'Z' ? c + 32 : c;
}

}  // namespace

bool is_digit(char32_t c) {
    return c >= '0' && c <= '9';
}

bool is_letter(char32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= 0xC0 && c < 0x250 && c != 0xD7 && c != 0xF7) || (c >= 0x391 && c <= 0x3C9);
}

bool is_han(char32_t c) {
    return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0x3040 && c <= 0x30FF) || (c >= 0xF900 && c <= 0xFAFF) ||
           (c >= 0x20000 && c <= 0x3FFFF) || c == 0x3007 || c == 0x3005;
}

namespace {

struct Command {
    std::string_view word;
    char32_t c;
};

// Formulas that survive in text files: $\geq 24\%$ is ≥24%.
const Command* formula_at(std::string_view text) {
    static constexpr Command commands[] = {{"\\geq", U'≥'}, {"\\leq", U'≤'}, {"\\ge", U'≥'},
                                           {"\\le", U'≤'},  {"\\sim", '~'},  {"\\approx", U'約'},
                                           {"\\%", '%'}};
    for (const auto& command : commands)
        if (text.substr(0, command.word.size()) == command.word &&
            (command.c == '%' || text.size() == command.word.size() ||
             !is_letter(static_cast<unsigned char>(text[command.word.size()]))))
            return &command;
    return nullptr;
}

}  // namespace

Runes to_runes(std::string_view text) {
    Runes runes;
    runes.reserve(text.size() / 2);
    bool space = false;
    bool line = false;
    std::size_t at = 0;
    while (at < text.size()) {
        const auto begin = at;
        if (text[at] == '$' && at + 1 < text.size() && text[at + 1] == '\\') {
            ++at;  // opens a formula
            continue;
        }
        if (text[at] == '\\')
            if (const auto* command = formula_at(text.substr(at))) {
                at += command->word.size();
                if (command->c == '%' && at < text.size() && text[at] == '$') ++at;
                runes.push_back({command->c, static_cast<std::uint32_t>(begin),
                                 static_cast<std::uint32_t>(at), space, line});
                space = line = false;
                continue;
            }
        const char32_t c = next(text, at);
        if (is_space(c)) {
            space = true;
            line = line || c == '\n';
            continue;
        }
        runes.push_back(
            {fold(c), static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at), space, line});
        space = line = false;
    }
    // a full-width comma between digits and three more digits groups thousands
    for (std::size_t i = 1; i + 3 < runes.size(); ++i)
        if (runes[i].c == 0xFF0C && is_digit(runes[i - 1].c) && !runes[i].space && is_digit(runes[i + 1].c) &&
            is_digit(runes[i + 2].c) && is_digit(runes[i + 3].c) &&
            runes[i - 1].end - runes[i - 1].begin == 3)
            runes[i].c = ',';
    return runes;
}

std::string slice(std::string_view text, const Runes& runes, std::size_t first, std::size_t last) {
    std::string out;
    for (std::size_t i = first; i < last && i < runes.size(); ++i) {
        if (i > first && runes[i].space) out += ' ';
        out += text.substr(runes[i].begin, runes[i].end - runes[i].begin);
    }
    return out;
}

bool stands(const Runes& runes, std::size_t at, std::u32string_view word) {
    if (at + word.size() > runes.size()) return false;
    for (std::size_t i = 0; i < word.size(); ++i)
        if (runes[at + i].c != word[i]) return false;
    return true;
}

bool stands_before(const Runes& runes, std::size_t at, std::u32string_view word) {
    return at >= word.size() && stands(runes, at - word.size(), word);
}

bool words_stand(const Runes& runes, std::size_t at, std::u32string_view words, std::size_t* after) {
    if (at > 0 && at < runes.size() && !runes[at].space && is_letter(runes[at - 1].c)) return false;
    std::size_t i = at;
    bool gap = false;
    for (char32_t c : words) {
        if (c == ' ') {
            gap = true;
            continue;
        }
        if (i >= runes.size() || lower(runes[i].c) != c) return false;
        if (i > at && runes[i].space != gap) return false;
        gap = false;
        ++i;
    }
    if (i < runes.size() && is_letter(runes[i].c) && !runes[i].space && is_letter(words.back())) return false;
    if (after) *after = i;
    return true;
}

bool words_stand_before(const Runes& runes, std::size_t at, std::u32string_view words, std::size_t* start) {
    std::size_t length = 0;
    for (char32_t c : words)
        length += c != ' ';
    if (at < length) return false;
    std::size_t after = 0;
    if (!words_stand(runes, at - length, words, &after)) return false;
    if (start) *start = at - length;
    return true;
}

}  // namespace gangmu::text
