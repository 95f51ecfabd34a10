#include "documents/pdf/page.hpp"

#include <algorithm>
#include <utility>

namespace gangmu::documents::pdf {

namespace {

// A quarter clockwise on a page of this height: what ran upwards runs to the right.
Box clockwise(const Box& box, float height) {
    return {height - box.bottom, box.left, height - box.top, box.right};
}

Rule clockwise(const Rule& rule, float height) {
    if (rule.horizontal) return {false, height - rule.at, rule.from, rule.to};
    return {true, rule.at, height - rule.to, height - rule.from};
}

void turn_once(Page& page) {
    for (Word& word : page.words)
        word.box = clockwise(word.box, page.height);
    for (Rule& rule : page.rules)
        rule = clockwise(rule, page.height);
    for (Mark& mark : page.marks)
        mark = {page.height - mark.baseline, mark.x, mark.size, mark.bold};
    std::swap(page.width, page.height);
    ++page.turn;
}

}  // namespace

void Box::include(const Box& other) {
    left = std::min(left, other.left);
    top = std::min(top, other.top);
    right = std::max(right, other.right);
    bottom = std::max(bottom, other.bottom);
}

void turn_upright(Page& page) {
    std::size_t all = 0;
    for (std::size_t count : page.directions)
        all += count;
    for (int quarters = 1; quarters < 4; ++quarters)
        if (page.directions[quarters] * 10 > all * 7)
            for (int i = 0; i < quarters; ++i)
                turn_once(page);
}

Box turned_back(const Box& box, const Page& page) {
    Box out = box;
    float width = page.width, height = page.height;
    for (int i = 0; i < page.turn; ++i) {  // a quarter anticlockwise
        out = {out.top, width - out.right, out.bottom, width - out.left};
        std::swap(width, height);
    }
    return out;
}

}  // namespace gangmu::documents::pdf
