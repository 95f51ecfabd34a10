// Lines of sight and the gaps between them: what tables without vertical lines are recognised by.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "documents/pdf/page.hpp"

namespace gangmu::documents::pdf {

// A piece of a line between wide gaps.
struct Segment {
    float left = 0, right = 0;
    std::string text;
};

// What stands side by side on one line.
struct Band {
    Box box;
    float size = 0;
    std::vector<Segment> segments;  // left to right
};

// Top to bottom. A gap wider than `gap` sizes of the font parts segments.
std::vector<Band> bands_of(std::vector<const Word*> words, float gap);

struct Gutter {  // a vertical strip in which no text stands
    float left = 0, right = 0;
    float middle() const { return (left + right) / 2; }
};

// The gaps that go through bands [begin, end), left to right; `crossings` of them may go over a gap (cells
// that span columns). Every gutter has text on both sides in at least two bands.
std::vector<Gutter> gutters_of(const std::vector<Band>& bands, std::size_t begin, std::size_t end,
                               std::size_t crossings);

// The first lines of the rows in bands [begin, end): by the distances from line to line, or where those say
// nothing by the first column. The first is always `begin`.
std::vector<std::size_t> rows_of(const std::vector<Band>& bands, std::size_t begin, std::size_t end,
                                 const std::vector<Gutter>& gutters);

}  // namespace gangmu::documents::pdf
