// Inline markup of Markdown and of the HTML that is found in texts made from office files: taken off a line
// or a table cell without touching what only looks like markup.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace gangmu::documents::plain {

using FootnoteNumbers = std::set<unsigned>;

struct Inline {
    std::string text;   // trimmed; '\n' between the paragraphs of a cell
    bool bold = false;  // all that is visible is bold
};

// One line of running text, without its line break. Tabs are kept, <br> is '\n'.
// `footnotes`: the numbers for which the document has a footnote; only their marks are taken out. Other
// superscripts are meaning (10<sup>6</sup>, m<sup>2</sup>) and become Unicode superscripts.
Inline clean_line(std::string_view line, const FootnoteNumbers& footnotes);

// The same for one cell of a table whose rows are lines: paragraphs stand in it as <p>, <li>, <br>, two and
// more spaces, or begin with a bullet; each becomes one line of the result.
Inline clean_cell(std::string_view cell, const FootnoteNumbers& footnotes);

// The number of the footnote that a line defines (<sup>3</sup> text, ³ text, [^3]: text), and where its text
// begins in `line`; 0 = none.
unsigned footnote_definition(std::string_view line, std::size_t& text_begin);

// Clean text without the Unicode superscripts that are marks of these footnotes.
std::string without_marks(std::string_view text, const FootnoteNumbers& footnotes);

// `inner` in Unicode superscripts where there are such: 10, +, -.
void append_superscript(std::string& out, std::string_view inner);

}  // namespace gangmu::documents::plain
