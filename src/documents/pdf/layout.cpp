#include "documents/pdf/layout.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "documents/pdf/strips.hpp"

namespace gangmu::documents::pdf {

namespace {

constexpr std::size_t least_lines = 5;  // on each side of the gap between two columns
constexpr float narrow_gap = 7;         // points; two columns stand further apart

// The value below which `share` of the values stand.
float quantile(std::vector<float> values, double share) {
    if (values.empty()) return 0;
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

// Lines of running text: wide, without gaps inside, most of them reaching about as far as the others.
bool is_running_text(const std::vector<Band>& bands) {
    if (bands.size() < least_lines) return false;
    std::vector<float> rights, lefts;
    for (const Band& band : bands) {
        rights.push_back(band.box.right);
        lefts.push_back(band.box.left);
    }
    const float right = quantile(rights, 0.9), left = quantile(lefts, 0.5);
    std::size_t full = 0, whole = 0;
    float size = 0;
    for (const Band& band : bands) {
        size = std::max(size, band.size);
        full += band.box.right > right - 4 * band.size;
        whole += band.segments.size() == 1;
    }
    return right - left > 11 * std::min(size, 12.0F) && full * 2 >= bands.size() &&
           whole * 10 >= bands.size() * 9;
}

struct Split {
    float x = 0, top = 0, bottom = 0;
};

class Splitter {
  public:
    Splitter(const Page& page, const std::vector<bool>& free, const std::vector<Box>& tables)
        : page_(page), tables_(tables) {
        for (std::size_t i = 0; i < page.words.size(); ++i)
            if (free[i]) words_.push_back(&page.words[i]);
    }

    std::vector<Split> run() const {
        std::vector<Split> best;
        float best_height = 0;
        if (words_.size() < 2 * least_lines) return best;
        for (float x = page_.width * 0.3F; x <= page_.width * 0.7F; x += 3) {
            const std::vector<Split> splits = at(x);
            float height = 0;
            for (const Split& split : splits)
                height += split.bottom - split.top;
            // of gaps as high, the one in whose middle the line stands
            if (height > best_height + 1) {
                best_height = height;
                best = splits;
            }
        }
        return best;
    }

  private:
    // Stretches of the page that no word crosses at `x`, with running text on both sides.
    std::vector<Split> at(float x) const {
        std::vector<std::pair<float, float>> crossing;
        for (const Word* word : words_)
            if (word->box.left < x && word->box.right > x)
                crossing.emplace_back(word->box.middle_y(), word->box.middle_y());
        for (const Box& table : tables_)
            if (table.left < x && table.right > x) crossing.emplace_back(table.top, table.bottom);
        crossing.emplace_back(page_.height, page_.height);
        std::sort(crossing.begin(), crossing.end());
        std::vector<Split> splits;
        float top = 0;
        for (const auto& [from, to] : crossing) {
            if (from - top > 40)
                if (const auto split = columns(x, top, from)) splits.push_back(*split);
            top = std::max(top, to);
        }
        return splits;
    }

    std::optional<Split> columns(float x, float top, float bottom) const {
        std::vector<const Word*> left, right;
        for (const Word* word : words_) {
            const float y = word->box.middle_y();
            if (y <= top || y >= bottom) continue;
            (word->box.right <= x ? left : right).push_back(word);
        }
        if (left.size() < least_lines || right.size() < least_lines) return std::nullopt;
        std::vector<Band> left_bands = bands_of(left, 2), right_bands = bands_of(right, 2);
        trim(left_bands, right_bands, top);
        if (!is_running_text(left_bands) || !is_running_text(right_bands)) return std::nullopt;
        std::vector<float> rights, lefts;
        Split split{x, left_bands.front().box.top, 0};
        for (const Band& band : left_bands)
            rights.push_back(band.box.right);
        for (const Band& band : right_bands)
            lefts.push_back(band.box.left);
        const float gap_left = *std::max_element(rights.begin(), rights.end());
        const float gap_right = *std::min_element(lefts.begin(), lefts.end());
        if (gap_right - gap_left < narrow_gap) return std::nullopt;
        // the lines of the right column begin at its edge
        std::size_t aligned = 0;
        for (float value : lefts)
            aligned += value < gap_right + 3 * right_bands.front().size;
        if (aligned * 10 < lefts.size() * 6) return std::nullopt;
        // lines drawn across the gap are those of a table
        for (const Rule& rule : page_.rules)
            if (rule.horizontal && rule.from < gap_left - 20 && rule.to > gap_right + 20 &&
                rule.at > left_bands.front().box.bottom && rule.at < left_bands.back().box.top)
                return std::nullopt;
        split.x = (gap_left + gap_right) / 2;
        split.top = std::min(left_bands.front().box.top, right_bands.front().box.top);
        split.bottom = std::max(left_bands.back().box.bottom, right_bands.back().box.bottom);
        return split;
    }

    // Short lines of the whole width, far from the columns above or below, stand on the left side only.
    // So does the last line of a paragraph that crosses both (`above`: where it does).
    static void trim(std::vector<Band>& left, const std::vector<Band>& right, float above) {
        while (left.size() > 1 && left.back().box.top > right.back().box.bottom &&
               left.back().box.top - left[left.size() - 2].box.top > 2.2F * left.back().size)
            left.pop_back();
        const auto far = [&] {
            const Band& first = left.front();
            const float own = first.box.middle_y(), size = first.size;
            if (right.front().box.middle_y() < own + 0.6F * size) return false;
            return left[1].box.middle_y() - own > 2.2F * size || (above > 0 && own - above < 1.9F * size);
        };
        while (left.size() > 1 && far()) {
            above = left.front().box.middle_y();
            left.erase(left.begin());
        }
    }

    const Page& page_;
    const std::vector<Box>& tables_;
    std::vector<const Word*> words_;
};

}  // namespace

std::vector<Part> parts_of(const Page& page, const std::vector<bool>& free, const std::vector<Box>& tables) {
    std::vector<Part> parts;
    float top = 0;
    for (const Split& split : Splitter(page, free, tables).run()) {
        parts.push_back({{0, top, page.width, split.top}, false, false});
        parts.push_back({{0, split.top, split.x, split.bottom}, true, false});
        parts.push_back({{split.x, split.top, page.width, split.bottom}, true, true});
        top = split.bottom;
    }
    parts.push_back({{0, top, page.width, std::max(page.height, top)}, false, false});
    return parts;
}

std::size_t part_at(const std::vector<Part>& parts, const Box& box) {
    for (std::size_t i = 0; i + 1 < parts.size(); ++i)
        if (box.middle_y() <= parts[i].box.bottom &&
            (!parts[i].column || parts[i].right || box.middle_x() <= parts[i].box.right))
            return i;
    return parts.size() - 1;
}

}  // namespace gangmu::documents::pdf
