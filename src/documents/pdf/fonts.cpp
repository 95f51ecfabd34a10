// The size and weight of words, from the text operators that show them.
#include <algorithm>

#include "documents/pdf/lines.hpp"

namespace gangmu::documents::pdf {

namespace {

// Boxes are as high as the font's ascent and descent; most fonts have 1.2 to 1.4 of the size.
constexpr float box_per_size = 1.3F;

void sort_marks(Page& page) {
    std::sort(page.marks.begin(), page.marks.end(), [](const Mark& a, const Mark& b) {
        return a.baseline != b.baseline ? a.baseline < b.baseline : a.x < b.x;
    });
}

// poppler makes a line of 0.95 of the size above the baseline and 0.35 below it.
constexpr float ascent = 0.95F, descent = 0.35F;
constexpr float tall = 1.9F;  // a box higher than so many sizes is none of a line

// poppler guesses the size of a Type 3 font, as Chromium draws variable fonts by, and may take it for twice
// what it is: such boxes reach into the lines above and below. The text operator on the box's baseline knows.
const Mark* shorten(Word& word, std::vector<Mark>::const_iterator begin,
                    std::vector<Mark>::const_iterator end) {
    const float baseline = word.box.top + word.box.height() * ascent / (ascent + descent);
    const Mark* best = nullptr;
    for (auto mark = begin; mark != end && mark->baseline <= baseline + 2; ++mark) {
        if (mark->baseline < baseline - 2 || mark->x > word.box.left + 1 || mark->size <= 0) continue;
        if (!best || mark->x >= best->x) best = &*mark;
    }
    if (best && word.box.height() > tall * best->size) {
        word.box.top = best->baseline - ascent * best->size;
        word.box.bottom = best->baseline + descent * best->size;
    }
    return best;
}

}  // namespace

void take_fonts(Page& page) {
    sort_marks(page);
    for (Word& word : page.words) {
        word.size = word.box.height() / box_per_size;
        const auto begin = std::lower_bound(page.marks.begin(), page.marks.end(), word.box.top,
                                            [](const Mark& mark, float top) { return mark.baseline < top; });
        const Mark* best = nullptr;
        float distance = 1e9F;
        for (auto mark = begin; mark != page.marks.end() && mark->baseline <= word.box.bottom + 1; ++mark) {
            // the operator that begins at the word, or the nearest before it in its line
            const float before = word.box.left - mark->x;
            if (before < -1 || before >= distance || mark->size <= 0) continue;
            distance = before;
            best = &*mark;
        }
        if (!best) continue;
        if (word.box.height() > tall * best->size)
            if (const Mark* own = shorten(word, begin, page.marks.end())) best = own;
        word.size = best->size;
        word.bold = best->bold;
    }
}

}  // namespace gangmu::documents::pdf
