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
    std::vector<float> xs;  // one line between two columns, two between three
    float top = 0, bottom = 0;
};

class Splitter {
  public:
    Splitter(const Page& page, const std::vector<bool>& free, const std::vector<Box>& tables)
        : page_(page), tables_(tables) {
        for (std::size_t i = 0; i < page.words.size(); ++i)
            if (free[i]) words_.push_back(&page.words[i]);
        bars_.reserve(words_.size() + tables.size() + 1);
        for (const Word* word : words_)
            bars_.push_back({word->box.middle_y(), word->box.middle_y(), word->box.left, word->box.right});
        for (const Box& table : tables_)
            bars_.push_back({table.top, table.bottom, table.left, table.right});
        constexpr float far = 1e9F;
        bars_.push_back({page_.height, page_.height, -far, far});  // the end of the page
        std::sort(bars_.begin(), bars_.end(), [](const Bar& a, const Bar& b) {
            return std::pair(a.from, a.to) < std::pair(b.from, b.to);
        });
    }

    std::vector<Split> run() {
        if (words_.size() < 2 * least_lines) return {};
        for (float x = page_.width * 0.3F; x <= page_.width * 0.7F; x += step)
            consider({x});
        if (best_.empty() && words_.size() >= 3 * least_lines) thirds();
        return best_;
    }

  private:
    // What a line down the page may cross, from top to bottom of the page: every line that is tried goes
    // through them in this order.
    struct Bar {
        float from, to, left, right;
    };

    static bool crosses(const Bar& bar, const std::vector<float>& xs) {
        for (const float x : xs)
            if (bar.left < x && bar.right > x) return true;
        return false;
    }

    static constexpr float step = 3;           // points
    static constexpr float least_height = 40;  // of a stretch that is set in columns

    void consider(const std::vector<float>& xs) {
        const std::vector<Split> splits = at(xs);
        float height = 0;
        for (const Split& split : splits)
            height += split.bottom - split.top;
        // of gaps as high, the one in whose middle the line stands
        if (height > best_height_ + 1) {
            best_height_ = height;
            best_ = splits;
        }
    }

    // Columns of a page are as wide as one another, so the second gap is the first one's image.
    void thirds() {
        const std::vector<float> left = open_lines(page_.width * 0.22F, page_.width * 0.45F);
        if (left.empty()) return;
        const std::vector<float> right = open_lines(page_.width * 0.55F, page_.width * 0.78F);
        for (float a : left)
            for (float b : right)
                if (std::fabs(page_.width - a - b) < page_.width * 0.06F) consider({a, b});
    }

    // Lines that no word crosses for a good part of the page.
    std::vector<float> open_lines(float from, float to) const {
        std::vector<float> found, ys;
        float lowest = 0;
        for (const Word* word : words_)
            lowest = std::max(lowest, word->box.bottom);
        for (float x = from; x <= to; x += step) {
            ys.assign({0, lowest});
            for (const Word* word : words_)
                if (word->box.left < x && word->box.right > x) ys.push_back(word->box.middle_y());
            std::sort(ys.begin(), ys.end());
            for (std::size_t i = 1; i < ys.size(); ++i)
                if (ys[i] - ys[i - 1] > 1.5F * least_height) {
                    found.push_back(x);
                    break;
                }
        }
        return found;
    }

    // Stretches of the page that no word crosses at any of `xs`, with running text between all of them.
    std::vector<Split> at(const std::vector<float>& xs) const {
        std::vector<Split> splits;
        float top = 0;
        for (const Bar& bar : bars_) {
            if (!crosses(bar, xs)) continue;
            if (bar.from - top > least_height)
                if (auto split = columns(xs, top, bar.from)) splits.push_back(std::move(*split));
            top = std::max(top, bar.to);
        }
        return splits;
    }

    std::optional<Split> columns(const std::vector<float>& xs, float top, float bottom) const {
        std::vector<std::vector<const Word*>> words(xs.size() + 1);
        for (const Word* word : words_) {
            const float y = word->box.middle_y();
            if (y <= top || y >= bottom) continue;
            std::size_t c = 0;
            while (c < xs.size() && word->box.right > xs[c])
                ++c;
            words[c].push_back(word);
        }
        std::vector<std::vector<Band>> bands;
        for (const auto& column : words) {
            if (column.size() < least_lines) return std::nullopt;
            bands.push_back(bands_of(column, 2));
        }
        trim(bands[0], bands[1], top);
        if (!std::all_of(bands.begin(), bands.end(), is_running_text)) return std::nullopt;
        Split split{{}, bands[0].front().box.top, 0};
        for (const auto& column : bands) {
            split.top = std::min(split.top, column.front().box.top);
            split.bottom = std::max(split.bottom, column.back().box.bottom);
        }
        for (std::size_t c = 0; c < xs.size(); ++c) {
            const auto x = gap(bands[c], bands[c + 1]);
            if (!x) return std::nullopt;
            split.xs.push_back(*x);
        }
        return split;
    }

    // The middle of the gap between two columns; nothing where it is none.
    std::optional<float> gap(const std::vector<Band>& left, const std::vector<Band>& right) const {
        std::vector<float> rights, lefts;
        for (const Band& band : left)
            rights.push_back(band.box.right);
        for (const Band& band : right)
            lefts.push_back(band.box.left);
        const float from = *std::max_element(rights.begin(), rights.end());
        const float to = *std::min_element(lefts.begin(), lefts.end());
        if (to - from < narrow_gap) return std::nullopt;
        // the lines of the right column begin at its edge
        std::size_t aligned = 0;
        for (float value : lefts)
            aligned += value < to + 3 * right.front().size;
        if (aligned * 10 < lefts.size() * 6) return std::nullopt;
        // lines drawn across the gap are those of a table
        for (const Rule& rule : page_.rules)
            if (rule.horizontal && rule.from < from - 20 && rule.to > to + 20 &&
                rule.at > left.front().box.bottom && rule.at < left.back().box.top)
                return std::nullopt;
        return (from + to) / 2;
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
    std::vector<Bar> bars_;
    std::vector<Split> best_;
    float best_height_ = 0;
};

}  // namespace

std::vector<Part> parts_of(const Page& page, const std::vector<bool>& free, const std::vector<Box>& tables) {
    std::vector<Part> parts;
    float top = 0;
    for (const Split& split : Splitter(page, free, tables).run()) {
        parts.push_back({{0, top, page.width, split.top}, false, false});
        float left = 0;
        for (float x : split.xs) {
            parts.push_back({{left, split.top, x, split.bottom}, true, false});
            left = x;
        }
        parts.push_back({{left, split.top, page.width, split.bottom}, true, true});
        top = split.bottom;
    }
    parts.push_back({{0, top, page.width, std::max(page.height, top)}, false, false});
    return parts;
}

std::size_t part_at(const std::vector<Part>& parts, const Box& box) {
    for (std::size_t i = 0; i + 1 < parts.size(); ++i)
        if (box.middle_y() <= parts[i].box.bottom &&
            (!parts[i].column || parts[i].last || box.middle_x() <= parts[i].box.right))
            return i;
    return parts.size() - 1;
}

}  // namespace gangmu::documents::pdf
