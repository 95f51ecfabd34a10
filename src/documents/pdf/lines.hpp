// Words -> lines -> paragraphs.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "documents/pdf/layout.hpp"
#include "documents/pdf/page.hpp"

namespace gangmu::documents::pdf {

struct TextLine {
    Box box;
    std::string text;  // wide gaps are tabs
    float size = 0;
    bool bold = false;
    std::uint32_t number = 0;  // on its page
    std::uint32_t block = 0;
    std::uint32_t segments = 1;  // pieces between wide gaps
    std::size_t part = 0;        // of the page's parts
};

// Gives every word its font, from the marks.
void take_fonts(Page& page);

// Gives every word the number of the line it stands on: part after part, each from top to bottom.
void number_lines(Page& page, const std::vector<Part>& parts);

// The lines that these words make, top to bottom; words that stand in the same line of sight are one line.
std::vector<TextLine> lines_of(std::vector<const Word*> words);

// Whether `next` goes on with the sentence of `line`: line is full up to `right`, and nothing speaks for a
// new paragraph (size, gap, a number or bullet at the beginning).
struct Flow {
    float left = 0, right = 0;  // the column the lines are set in
    float pitch = 0;            // from line to line within paragraphs, in sizes of the font; 0: not known
};
bool continues(const TextLine& first, const TextLine& line, const TextLine& next, const Flow& flow,
               bool only_one);

// Whether `next`, the first line of the right column, goes on with `line`, the last one of the left column.
bool continues_over(const TextLine& line, const TextLine& next, const Flow& left);

// `text` with `next` behind it: no space between CJK characters, none after a hyphen that breaks a word.
// `spaced`: the document sets spaces between Chinese and Latin words, so one stood at the line's end too.
void append_line(std::string& text, const std::string& next, bool spaced = false);

// Whether most places where Chinese and Latin words or figures meet have a space in between.
bool sets_spaces(const std::vector<Page>& pages);

// The lines of a cell, wrapped ones joined, '\n' between paragraphs.
std::string cell_text(const std::vector<TextLine>& lines, float left, float right, bool spaced = false);

// A number or bullet that begins a paragraph: 一、 (一) 1. 1.1 第一章 ● …
bool begins_item(const std::string& text);

}  // namespace gangmu::documents::pdf
