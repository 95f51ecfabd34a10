#include "documents/office/docx_numbering.hpp"

#include "documents/markers.hpp"
#include "text/utf8.hpp"

namespace gangmu::documents::office {

namespace {

NumberStyle style_of(const std::string& format) {
    struct Named {
        std::string_view name;
        NumberStyle style;
    };
    constexpr Named names[] = {
        {"decimal", NumberStyle::decimal},
        {"decimalZero", NumberStyle::decimal_zero},
        {"decimalFullWidth", NumberStyle::decimal_full},
        {"decimalFullWidth2", NumberStyle::decimal_full},
        {"decimalEnclosedCircle", NumberStyle::circled},
        {"decimalEnclosedCircleChinese", NumberStyle::circled},
        {"decimalEnclosedParen", NumberStyle::parenthesised},
        {"lowerLetter", NumberStyle::lower_letter},
        {"upperLetter", NumberStyle::upper_letter},
        {"lowerRoman", NumberStyle::lower_roman},
        {"upperRoman", NumberStyle::upper_roman},
        {"taiwaneseCounting", NumberStyle::chinese},
        {"taiwaneseCountingThousand", NumberStyle::chinese},
        {"chineseCounting", NumberStyle::chinese},
        {"chineseCountingThousand", NumberStyle::chinese},
        {"japaneseCounting", NumberStyle::chinese},
        {"koreanCounting", NumberStyle::hangul_digits},
        {"koreanDigital", NumberStyle::hangul_digits},
        {"koreanDigital2", NumberStyle::chinese_digits},
        {"ganada", NumberStyle::hangul_syllables},
        {"chosung", NumberStyle::hangul_letters},
        {"decimalEnclosedFullstop", NumberStyle::full_stop},
        {"numberInDash", NumberStyle::in_dashes},
        {"ordinal", NumberStyle::ordinal},
        {"cardinalText", NumberStyle::cardinal_text},
        {"ordinalText", NumberStyle::ordinal_text},
        {"hex", NumberStyle::hexadecimal},
        {"taiwaneseDigital", NumberStyle::chinese_digits},
        {"ideographDigital", NumberStyle::chinese_digits},
        {"japaneseDigitalTenThousand", NumberStyle::chinese_digits},
        {"ideographLegalTraditional", NumberStyle::chinese_legal},
        {"chineseLegalSimplified", NumberStyle::legal_simplified},
        {"japaneseLegal", NumberStyle::legal_japanese},
        {"ideographTraditional", NumberStyle::heavenly_stems},
        {"ideographZodiac", NumberStyle::earthly_branches},
        {"ideographEnclosedCircle", NumberStyle::circled_han},
        {"aiueo", NumberStyle::aiueo},
        {"aiueoFullWidth", NumberStyle::aiueo},
        {"iroha", NumberStyle::iroha},
        {"irohaFullWidth", NumberStyle::iroha},
        {"none", NumberStyle::none},
    };
    for (const Named& named : names)
        if (format == named.name) return named.style;
    return NumberStyle::decimal;
}

bool on(Element flag) {
    if (!flag) return false;
    const std::string value = flag.attribute("val");
    return value != "0" && value != "false" && value != "off";
}

NumberLevel read_level(Element element) {
    NumberLevel level;
    if (Element start = element.child("start")) level.start = start.number("val", 1);
    Element format = element.child("numFmt");
    if (!format)  // a format of Word 2010 and its older substitute
        if (Element alternate = element.child("AlternateContent"))
            if (Element fallback = alternate.child("Fallback")) format = fallback.child("numFmt");
    if (format) {
        level.bullet = format.attribute("val") == "bullet";
        level.style = style_of(format.attribute("val"));
    }
    if (Element text = element.child("lvlText")) level.text = text.attribute("val");
    if (Element restart = element.child("lvlRestart"))
        level.restart = static_cast<int>(restart.number("val", -1));
    if (Element style = element.child("pStyle")) level.paragraph_style = style.attribute("val");
    level.legal = on(element.child("isLgl"));
    return level;
}

// The first character of a bullet, in Unicode.
std::string bullet_sign(const std::string& text) {
    std::size_t at = 0;
    if (text::trim(text).empty()) return {};
    const char32_t point = plain_bullet(text::next(text, at));
    std::string sign;
    text::append(sign, point >= 0xE000 && point <= 0xF8FF ? U'•' : point == 'o' ? U'○' : point);
    return sign;
}

}  // namespace

void DocxNumbering::read(Element numbering) {
    std::map<long, Levels> abstracts;
    std::map<std::string, long> by_style_link;
    std::map<long, std::string> links;
    numbering.children([&](Element element) {
        if (element.name() != "abstractNum") return;
        const long id = element.number("abstractNumId", -1);
        Levels definition;
        element.children([&](Element level) {
            const long index = level.name() == "lvl" ? level.number("ilvl", -1) : -1;
            if (index >= 0 && index < static_cast<long>(levels))
                definition[static_cast<std::size_t>(index)] = read_level(level);
        });
        abstracts[id] = definition;
        if (Element link = element.child("styleLink")) by_style_link[link.attribute("val")] = id;
        if (Element link = element.child("numStyleLink")) links[id] = link.attribute("val");
    });
    numbering.children([&](Element element) {
        if (element.name() != "num") return;
        List list;
        if (Element abstract = element.child("abstractNumId")) list.abstract_id = abstract.number("val", -1);
        if (const auto link = links.find(list.abstract_id); link != links.end())
            if (const auto target = by_style_link.find(link->second); target != by_style_link.end())
                list.abstract_id = target->second;
        if (const auto found = abstracts.find(list.abstract_id); found != abstracts.end())
            list.definition = found->second;
        element.children([&](Element change) {
            const long index = change.name() == "lvlOverride" ? change.number("ilvl", -1) : -1;
            if (index < 0 || index >= static_cast<long>(levels)) return;
            const auto at = static_cast<std::size_t>(index);
            if (Element level = change.child("lvl")) list.definition[at] = read_level(level);
            if (Element start = change.child("startOverride")) {
                list.start_override[at] = start.number("val", 1);
                list.definition[at].start = list.start_override[at];
            }
        });
        lists_[element.number("numId", -1)] = list;
    });
}

bool DocxNumbering::is_bullet(long number_id, std::size_t level) const {
    const auto found = lists_.find(number_id);
    return found != lists_.end() && level < levels && found->second.definition[level].bullet;
}

int DocxNumbering::level_of_style(long number_id, const std::string& style) const {
    const auto found = lists_.find(number_id);
    if (found == lists_.end() || style.empty()) return -1;
    for (std::size_t i = 0; i < levels; ++i)
        if (found->second.definition[i].paragraph_style == style) return static_cast<int>(i);
    return -1;
}

std::string DocxNumbering::label(long number_id, std::size_t level) {
    const auto found = lists_.find(number_id);
    if (found == lists_.end() || level >= levels) return {};
    List& list = found->second;
    const NumberLevel& own = list.definition[level];
    if (own.bullet) return bullet_sign(own.text);
    Counters& counters = counters_[list.abstract_id];
    if (!std::exchange(list.used, true))
        for (std::size_t i = 0; i < levels; ++i)
            if (list.start_override[i] != 0) counters.running[i] = false;
    for (std::size_t i = 0; i < level; ++i)
        if (!counters.running[i]) {
            counters.running[i] = true;
            counters.value[i] = list.definition[i].start;
        }
    counters.value[level] = counters.running[level] ? counters.value[level] + 1 : own.start;
    counters.running[level] = true;
    for (std::size_t i = level + 1; i < levels; ++i) {
        const int restart = list.definition[i].restart;
        if (restart < 0 || (restart > 0 && static_cast<int>(level) < restart)) counters.running[i] = false;
    }
    std::string label;
    for (std::size_t at = 0; at < own.text.size(); ++at) {
        const bool field = own.text[at] == '%' && at + 1 < own.text.size() && own.text[at + 1] >= '1' &&
                           own.text[at + 1] <= '9';
        if (!field) {
            label += own.text[at];
            continue;
        }
        const auto index = static_cast<std::size_t>(own.text[++at] - '1');
        if (index > level) continue;
        const NumberStyle style = own.legal ? NumberStyle::decimal : list.definition[index].style;
        label += format_number(style, static_cast<std::uint32_t>(std::max(0L, counters.value[index])));
    }
    return std::string(text::trim(label));
}

}  // namespace gangmu::documents::office
