// What a tag says about its text: of CSS only the few properties that change what is read.
#pragma once

#include <gumbo.h>

#include <string>
#include <string_view>

#include "documents/numbering.hpp"

namespace gangmu::documents::html {

enum class Role : std::uint8_t {
    skip,   // nothing of it is text: script, style, hidden
    flow,   // inline
    block,  // begins and ends a paragraph
    heading,
    list,
    item,
    table,
    caption,
    line_break,
    rule,
    preformatted,
    superscript,
};

Role role_of(const GumboElement& element);
int heading_level(const GumboElement& element);  // 1…6
bool is_bold(const GumboElement& element, bool inherited);
float font_size(const GumboElement& element, float inherited);  // points; as inherited when not said

struct ListStyle {
    bool shown = true;  // list-style-type is not none
    bool numbered = false;
    NumberStyle numbers = NumberStyle::decimal;
    std::string suffix = ".";
};
ListStyle list_style(const GumboElement& element);

// A number of an attribute within limits, else `otherwise`.
long number_attribute(const GumboElement& element, const char* name, long low, long high, long otherwise);

}  // namespace gangmu::documents::html
