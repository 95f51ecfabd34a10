#include "documents/office/odt_styles.hpp"

#include <algorithm>
#include <charconv>
#include <vector>

#include "documents/markers.hpp"
#include "text/utf8.hpp"

namespace gangmu::documents::office {

namespace {

// "0.5in", "12pt", "1.2cm" in points; nothing for percentages.
std::optional<float> points(const std::string& text) {
    float value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc()) return std::nullopt;
    const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
    if (unit == "pt") return value;
    if (unit == "in") return value * 72;
    if (unit == "cm") return value * 28.3465F;
    if (unit == "mm") return value * 2.83465F;
    return std::nullopt;
}

std::optional<bool> weight(const std::string& text) {
    if (text.empty()) return std::nullopt;
    return text == "bold" || (text.size() == 3 && text >= "600");
}

OdtProperties properties_of(Element style) {
    OdtProperties properties;
    style.children([&](Element element) {
        if (element.name() == "text-properties") {
            // Western and Asian text have a weight each; titles set both, producers at times only one
            const auto western = weight(element.attribute("font-weight")),
                       asian = weight(element.attribute("font-weight-asian"));
            if (western || asian) properties.bold = western.value_or(false) || asian.value_or(false);
            properties.size = points(element.attribute("font-size-asian"));
            if (!properties.size) properties.size = points(element.attribute("font-size"));
            if (const std::string display = element.attribute("display"); !display.empty())
                properties.hidden = display == "none";
            if (const std::string position = element.attribute("text-position"); !position.empty())
                properties.raised =
                    position.starts_with("super") || (position[0] >= '1' && position[0] <= '9');
        } else if (element.name() == "paragraph-properties") {
            const auto left = points(element.attribute("margin-left")),
                       first = points(element.attribute("text-indent"));
            if (left || first) properties.indent = left.value_or(0) + first.value_or(0);
        }
    });
    properties.list_style = style.attribute("list-style-name");
    if (style.has_attribute("default-outline-level")) {
        const long level = style.number("default-outline-level", 0);
        if (level > 0) properties.outline = static_cast<int>(level);
    }
    return properties;
}

NumberStyle number_style(const std::string& format) {
    if (format.empty()) return NumberStyle::none;
    if (format == "1") return NumberStyle::decimal;
    if (format == "a") return NumberStyle::lower_letter;
    if (format == "A") return NumberStyle::upper_letter;
    if (format == "i") return NumberStyle::lower_roman;
    if (format == "I") return NumberStyle::upper_roman;
    if (format.starts_with("01")) return NumberStyle::decimal_zero;
    if (format.starts_with("１")) return NumberStyle::decimal_full;
    if (format.starts_with("一"))
        return format.find("一〇") != std::string::npos ? NumberStyle::chinese_digits : NumberStyle::chinese;
    if (format.starts_with("壱")) return NumberStyle::legal_japanese;
    if (format.starts_with("壹"))
        return format.find("贰") != std::string::npos ? NumberStyle::legal_simplified
                                                      : NumberStyle::chinese_legal;
    if (format.starts_with("가")) return NumberStyle::hangul_syllables;
    if (format.starts_with("ㄱ")) return NumberStyle::hangul_letters;
    if (format.starts_with("甲")) return NumberStyle::heavenly_stems;
    if (format.starts_with("子")) return NumberStyle::earthly_branches;
    if (format.starts_with("①")) return NumberStyle::circled;
    if (format.starts_with("ア") || format.starts_with("ｱ")) return NumberStyle::aiueo;
    if (format.starts_with("イ") || format.starts_with("ｲ")) return NumberStyle::iroha;
    return NumberStyle::decimal;
}

OdtListStyle list_style_of(Element element) {
    OdtListStyle style;
    element.children([&](Element level) {
        const long number = level.number("level", 0);
        if (number < 1 || number > static_cast<long>(OdtListStyle::levels)) return;
        OdtListLevel& out = style.level[static_cast<std::size_t>(number - 1)];
        const std::string_view name = level.name();
        if (name == "list-level-style-bullet" || name == "list-level-style-image") {
            out.bullet = true;
            const std::string sign = level.attribute("bullet-char");
            std::size_t at = 0;
            char32_t point = sign.empty() ? U'•' : plain_bullet(text::next(sign, at));
            if (point >= 0xE000 && point <= 0xF8FF) point = U'•';
            text::append(out.sign, point);
            return;
        }
        out.style = number_style(level.attribute("num-format"));
        out.prefix = level.attribute("num-prefix");
        out.suffix = level.attribute("num-suffix");
        out.format = level.attribute("num-list-format");
        out.shown_levels =
            static_cast<std::size_t>(std::clamp(level.number("display-levels", 1), 1L, number));
        out.start = level.number("start-value", 1);
    });
    return style;
}

}  // namespace

void OdtProperties::overlay(const OdtProperties& upper) {
    if (upper.bold) bold = upper.bold;
    if (upper.hidden) hidden = upper.hidden;
    if (upper.raised) raised = upper.raised;
    if (upper.size) size = upper.size;
    if (upper.indent) indent = upper.indent;
    if (upper.outline) outline = upper.outline;
    if (!upper.list_style.empty()) list_style = upper.list_style;
}

void OdtStyles::read(Element container) {
    if (!container) return;
    const bool automatic = container.name() == "automatic-styles";
    container.children([&](Element element) {
        const std::string_view name = element.name();
        if (name == "list-style") {
            lists_[element.attribute("name")] = list_style_of(element);
        } else if (name == "outline-style") {
            outline_ = list_style_of(element);
        } else if (name == "default-style" && element.attribute("family") == "paragraph") {
            default_paragraph_ = properties_of(element);
        } else if (name == "style") {
            Style style;
            style.family = element.attribute("family");
            if (style.family != "paragraph" && style.family != "text") return;
            style.parent = element.attribute("parent-style-name");
            style.display = element.attribute("display-name");
            style.automatic = automatic;
            style.own = properties_of(element);
            styles_[style.family + "/" + element.attribute("name")] = std::move(style);
        }
    });
}

void OdtStyles::resolve() {
    for (auto& [key, style] : styles_) {
        std::vector<const Style*> chain;
        for (const Style* at = &style; at && chain.size() < 50; at = find(at->family, at->parent))
            chain.push_back(at);
        if (style.family == "paragraph") style.resolved = default_paragraph_;
        for (auto at = chain.rbegin(); at != chain.rend(); ++at)
            style.resolved.overlay((*at)->own);
    }
}

const OdtStyles::Style* OdtStyles::find(const std::string& family, const std::string& name) const {
    if (name.empty()) return nullptr;
    const auto found = styles_.find(family + "/" + name);
    return found == styles_.end() ? nullptr : &found->second;
}

const OdtProperties& OdtStyles::paragraph(const std::string& name) const {
    const Style* style = find("paragraph", name);
    return style ? style->resolved : default_paragraph_;
}

const OdtProperties& OdtStyles::text(const std::string& name) const {
    static const OdtProperties none;
    const Style* style = find("text", name);
    return style ? style->resolved : none;
}

std::string OdtStyles::display_name(const std::string& name) const {
    const Style* style = find("paragraph", name);
    std::string shown = name;
    for (int i = 0; style && style->automatic && !style->parent.empty() && i < 50; ++i) {
        shown = style->parent;
        style = find("paragraph", style->parent);
    }
    if (style && !style->display.empty()) return style->display;
    std::string out;  // Heading_20_1
    for (std::size_t at = 0; at < shown.size(); ++at) {
        const bool space = shown.compare(at, 4, "_20_") == 0;
        out += space ? ' ' : shown[at];
        if (space) at += 3;
    }
    return out;
}

const OdtListStyle* OdtStyles::list(const std::string& name) const {
    const auto found = lists_.find(name);
    return found == lists_.end() ? nullptr : &found->second;
}

std::string odt_label(const OdtListStyle& style, std::size_t level,
                      const std::array<long, OdtListStyle::levels>& counts) {
    const OdtListLevel& own = style.level[level];
    if (own.bullet) return own.sign;
    auto number = [&](std::size_t at) {
        return format_number(style.level[at].style, static_cast<std::uint32_t>(std::max(0L, counts[at])));
    };
    std::string label;
    if (own.format.find('%') != std::string::npos) {
        for (std::size_t at = 0; at < own.format.size(); ++at) {
            const std::size_t close =
                own.format[at] == '%' ? own.format.find('%', at + 1) : std::string::npos;
            if (close == std::string::npos) {
                label += own.format[at];
                continue;
            }
            long index = 0;
            std::from_chars(own.format.data() + at + 1, own.format.data() + close, index);
            if (index >= 1 && index <= static_cast<long>(level) + 1)
                label += number(static_cast<std::size_t>(index - 1));
            at = close;
        }
        return std::string(text::trim(label));
    }
    if (own.style == NumberStyle::none) return std::string(text::trim(own.prefix + own.suffix));
    for (std::size_t at = level + 1 - own.shown_levels; at <= level; ++at) {
        const std::string part = number(at);
        if (part.empty()) continue;
        if (!label.empty()) label += '.';
        label += part;
    }
    return std::string(text::trim(own.prefix + label + own.suffix));
}

}  // namespace gangmu::documents::office
