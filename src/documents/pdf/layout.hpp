// Where the text of a page is set in two or three columns side by side, and in which order its parts are
// read.
#pragma once

#include <cstdint>
#include <vector>

#include "documents/pdf/page.hpp"

namespace gangmu::documents::pdf {

// A part of the page that is read before the next one: the whole width, or one of its columns.
struct Part {
    Box box;
    bool column = false;  // one of two or three, from left to right
    bool last = false;    // the rightmost of them
};

// The parts in reading order; they cover the page from top to bottom. One part over the whole page if nothing
// is set in columns. `tables`: boxes whose words are no running text; what they cover is never split.
std::vector<Part> parts_of(const Page& page, const std::vector<bool>& free, const std::vector<Box>& tables);

// The part that a box belongs to: the one that its middle stands in.
std::size_t part_at(const std::vector<Part>& parts, const Box& box);

}  // namespace gangmu::documents::pdf
