// What stands before the text of a paragraph: white space, and the sign of a list item.
#pragma once

#include <string>
#include <string_view>

#include "documents/document.hpp"

namespace gangmu::documents {

// A sign that people set before the items of a list: ● ■ • ✓ … (also the private-use ones of symbol fonts).
bool is_bullet(char32_t point);

// The Unicode sign for a bullet of a symbol font (Wingdings, Symbol); others as they are.
char32_t plain_bullet(char32_t point);

// Takes leading white space off; its width in characters: a tab counts four, a full-width space two.
std::size_t take_indent(std::string_view& line);

// Takes one list sign off the line and returns it: "- ", "* ", "+ ", a longer dash and a space, or a bullet
// with or without a space. A sign alone on its line is text. Empty: none.
std::string take_marker(std::string_view& line);

// Paragraphs whose text begins with a list sign become list items, as the text carrier has them.
void mark_list_items(Document& document);

}  // namespace gangmu::documents
