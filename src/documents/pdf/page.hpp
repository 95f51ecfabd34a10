// One page of a PDF as poppler's words and qpdf's drawing give it. Points from the top left of the page.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace gangmu::documents::pdf {

struct Box {
    float left = 0, top = 0, right = 0, bottom = 0;

    float width() const { return right - left; }
    float height() const { return bottom - top; }
    float middle_x() const { return (left + right) / 2; }
    float middle_y() const { return (top + bottom) / 2; }
    void include(const Box& other);
    bool contains(float x, float y) const { return x >= left && x <= right && y >= top && y <= bottom; }
};

struct Word {
    Box box;
    std::string text;
    float size = 0;  // of the font, in points
    bool bold = false;
    bool raised = false;      // a superscript
    std::uint32_t block = 0;  // of poppler's layout, in reading order
    std::uint32_t line = 0;   // on the page from 1, top to bottom; words side by side share it
};

// A ruling line, straight along an axis.
struct Rule {
    bool horizontal = true;
    float at = 0;            // y of a horizontal one, x of a vertical one
    float from = 0, to = 0;  // along the other axis, from <= to
};

// Where a text operator begins, with the font it shows.
struct Mark {
    float x = 0, baseline = 0;
    float size = 0;
    bool bold = false;
};

struct Page {
    float width = 0, height = 0;
    std::vector<Word> words;  // in poppler's reading order
    std::vector<Rule> rules;
    std::vector<Mark> marks;
    bool has_image = false;
    // bytes of text by direction: to the right, upwards, to the left, downwards
    std::size_t directions[4] = {0, 0, 0, 0};
    int turn = 0;              // quarters by which turn_upright() has turned it clockwise
    std::size_t shown = 0;     // bytes of text shown
    std::size_t unmapped = 0;  // of these, by fonts that give no Unicode
};

// A page whose text runs up, down or upside down is turned so that it runs to the right.
void turn_upright(Page& page);

// A box of a page that was turned, as it stands on the page that people see.
Box turned_back(const Box& box, const Page& page);

}  // namespace gangmu::documents::pdf
