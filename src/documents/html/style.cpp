#include "documents/html/style.hpp"

#include <charconv>

#include "documents/html/tree.hpp"
#include "text/utf8.hpp"

namespace gangmu::documents::html {

namespace {

std::string lowered(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return out;
}

// The value of a property in a style attribute, lower case; empty when it is not there.
std::string property(const GumboElement& element, std::string_view name) {
    const std::string style = lowered(attribute(element, "style"));
    for (std::size_t begin = 0; begin < style.size();) {
        std::size_t end = style.find(';', begin);
        if (end == std::string::npos) end = style.size();
        const std::string_view rule = std::string_view(style).substr(begin, end - begin);
        const std::size_t colon = rule.find(':');
        if (colon != std::string_view::npos && text::trim(rule.substr(0, colon)) == name)
            return std::string(text::trim(rule.substr(colon + 1)));
        begin = end + 1;
    }
    return {};
}

}  // namespace

Role role_of(const GumboElement& element) {
    if (gumbo_get_attribute(&element.attributes, "hidden") || property(element, "display") == "none")
        return Role::skip;
    switch (element.tag) {
        case GUMBO_TAG_SCRIPT:
        case GUMBO_TAG_STYLE:
        case GUMBO_TAG_TEMPLATE:
        case GUMBO_TAG_NOSCRIPT:
        case GUMBO_TAG_HEAD:
        case GUMBO_TAG_BUTTON:
        case GUMBO_TAG_SELECT:
        case GUMBO_TAG_INPUT:
        case GUMBO_TAG_TEXTAREA:
        case GUMBO_TAG_SVG:
        case GUMBO_TAG_IFRAME:
        case GUMBO_TAG_OBJECT:
        case GUMBO_TAG_CANVAS:
        case GUMBO_TAG_VIDEO:
        case GUMBO_TAG_AUDIO:
        case GUMBO_TAG_DATALIST:
        case GUMBO_TAG_RP:
        case GUMBO_TAG_RT:
            return Role::skip;
        case GUMBO_TAG_H1:
        case GUMBO_TAG_H2:
        case GUMBO_TAG_H3:
        case GUMBO_TAG_H4:
        case GUMBO_TAG_H5:
        case GUMBO_TAG_H6:
            return Role::heading;
        case GUMBO_TAG_UL:
        case GUMBO_TAG_OL:
        case GUMBO_TAG_MENU:
        case GUMBO_TAG_DIR:
            return Role::list;
        case GUMBO_TAG_LI:
            return Role::item;
        case GUMBO_TAG_TABLE:
            return Role::table;
        case GUMBO_TAG_CAPTION:
        case GUMBO_TAG_FIGCAPTION:
            return Role::caption;
        case GUMBO_TAG_BR:
            return Role::line_break;
        case GUMBO_TAG_HR:
            return Role::rule;
        case GUMBO_TAG_PRE:
            return Role::preformatted;
        case GUMBO_TAG_SUP:
            return Role::superscript;
        case GUMBO_TAG_P:
        case GUMBO_TAG_DIV:
        case GUMBO_TAG_BODY:
        case GUMBO_TAG_HTML:
        case GUMBO_TAG_SECTION:
        case GUMBO_TAG_ARTICLE:
        case GUMBO_TAG_ASIDE:
        case GUMBO_TAG_HEADER:
        case GUMBO_TAG_FOOTER:
        case GUMBO_TAG_NAV:
        case GUMBO_TAG_MAIN:
        case GUMBO_TAG_BLOCKQUOTE:
        case GUMBO_TAG_CENTER:
        case GUMBO_TAG_DL:
        case GUMBO_TAG_DT:
        case GUMBO_TAG_DD:
        case GUMBO_TAG_FIGURE:
        case GUMBO_TAG_FORM:
        case GUMBO_TAG_FIELDSET:
        case GUMBO_TAG_LEGEND:
        case GUMBO_TAG_ADDRESS:
        case GUMBO_TAG_DETAILS:
        case GUMBO_TAG_SUMMARY:
        case GUMBO_TAG_TR:
        case GUMBO_TAG_TD:
        case GUMBO_TAG_TH:
        case GUMBO_TAG_TBODY:
        case GUMBO_TAG_THEAD:
        case GUMBO_TAG_TFOOT:
            return Role::block;
        default:
            return Role::flow;
    }
}

int heading_level(const GumboElement& element) {
    return static_cast<int>(element.tag) - static_cast<int>(GUMBO_TAG_H1) + 1;
}

bool is_bold(const GumboElement& element, bool inherited) {
    const std::string weight = property(element, "font-weight");
    if (!weight.empty())
        return weight == "bold" || weight == "bolder" || (weight.size() == 3 && weight >= "600");
    return inherited || element.tag == GUMBO_TAG_B || element.tag == GUMBO_TAG_STRONG;
}

float font_size(const GumboElement& element, float inherited) {
    const std::string size = property(element, "font-size");
    float value = 0;
    const auto [end, error] = std::from_chars(size.data(), size.data() + size.size(), value);
    if (error != std::errc() || value <= 0 || value > 500) return inherited;
    const std::string_view unit(end, static_cast<std::size_t>(size.data() + size.size() - end));
    return unit == "pt" ? value : unit == "px" ? value * 0.75F : inherited;
}

ListStyle list_style(const GumboElement& element) {
    ListStyle style;
    style.numbered = element.tag == GUMBO_TAG_OL;
    std::string type = property(element, "list-style-type");
    if (type.empty()) type = property(element, "list-style");
    const std::string_view short_type = attribute(element, "type");
    if (type.empty()) {
        if (short_type == "A") style.numbers = NumberStyle::upper_letter;
        if (short_type == "a") style.numbers = NumberStyle::lower_letter;
        if (short_type == "I") style.numbers = NumberStyle::upper_roman;
        if (short_type == "i") style.numbers = NumberStyle::lower_roman;
        return style;
    }
    if (type.starts_with("none")) style.shown = false;
    struct Named {
        std::string_view name;
        NumberStyle style;
        std::string_view suffix;
    };
    constexpr Named names[] = {
        {"decimal", NumberStyle::decimal, "."},
        {"decimal-leading-zero", NumberStyle::decimal_zero, "."},
        {"upper-alpha", NumberStyle::upper_letter, "."},
        {"upper-latin", NumberStyle::upper_letter, "."},
        {"lower-alpha", NumberStyle::lower_letter, "."},
        {"lower-latin", NumberStyle::lower_letter, "."},
        {"upper-roman", NumberStyle::upper_roman, "."},
        {"lower-roman", NumberStyle::lower_roman, "."},
        {"cjk-ideographic", NumberStyle::chinese, "、"},
        {"trad-chinese-informal", NumberStyle::chinese, "、"},
        {"simp-chinese-informal", NumberStyle::chinese, "、"},
        {"japanese-informal", NumberStyle::chinese, "、"},
        {"cjk-decimal", NumberStyle::chinese_digits, "、"},
        {"trad-chinese-formal", NumberStyle::chinese_legal, "、"},
        {"cjk-heavenly-stem", NumberStyle::heavenly_stems, "、"},
        {"cjk-earthly-branch", NumberStyle::earthly_branches, "、"},
        {"katakana", NumberStyle::aiueo, "、"},
        {"katakana-iroha", NumberStyle::iroha, "、"},
    };
    for (const Named& named : names)
        if (type == named.name) {
            style.numbered = true;
            style.numbers = named.style;
            style.suffix = named.suffix;
        }
    return style;
}

long number_attribute(const GumboElement& element, const char* name, long low, long high, long otherwise) {
    const std::string_view text = text::trim(attribute(element, name));
    long value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && value >= low && value <= high ? value : otherwise;
}

}  // namespace gangmu::documents::html
