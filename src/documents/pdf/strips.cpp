#include "documents/pdf/strips.hpp"

#include <algorithm>
#include <cmath>

namespace gangmu::documents::pdf {

namespace {

constexpr float least_gutter = 3;  // points

struct Edge {
    float x;
    int step;  // +1 a text begins, -1 it ends
};

}  // namespace

std::vector<Band> bands_of(std::vector<const Word*> words, float gap) {
    std::sort(words.begin(), words.end(),
              [](const Word* a, const Word* b) { return a->box.middle_y() < b->box.middle_y(); });
    std::vector<Band> bands;
    for (std::size_t begin = 0; begin < words.size();) {
        std::size_t end = begin + 1;
        const float limit = words[begin]->box.middle_y() + 0.45F * words[begin]->size;
        while (end < words.size() && words[end]->box.middle_y() < limit)
            ++end;
        std::sort(words.begin() + static_cast<long>(begin), words.begin() + static_cast<long>(end),
                  [](const Word* a, const Word* b) { return a->box.left < b->box.left; });
        Band band;
        band.box = words[begin]->box;
        for (std::size_t i = begin; i < end; ++i) {
            const Word& word = *words[i];
            band.size = std::max(band.size, word.size);
            band.box.include(word.box);
            if (band.segments.empty() || word.box.left - band.segments.back().right > gap * word.size)
                band.segments.push_back({word.box.left, word.box.right, word.text});
            else {
                band.segments.back().right = std::max(band.segments.back().right, word.box.right);
                band.segments.back().text += word.text;
            }
        }
        bands.push_back(std::move(band));
        begin = end;
    }
    return bands;
}

std::vector<Gutter> gutters_of(const std::vector<Band>& bands, std::size_t begin, std::size_t end,
                               std::size_t crossings) {
    std::vector<Edge> edges;
    for (std::size_t i = begin; i < end; ++i)
        for (const Segment& segment : bands[i].segments) {
            edges.push_back({segment.left, 1});
            edges.push_back({segment.right, -1});
        }
    std::sort(edges.begin(), edges.end(),
              [](const Edge& a, const Edge& b) { return a.x != b.x ? a.x < b.x : a.step < b.step; });
    std::vector<Gutter> gutters;
    int open = 0;
    for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
        open += edges[i].step;
        if (open > static_cast<int>(crossings) || edges[i + 1].x - edges[i].x < least_gutter) continue;
        const Gutter gutter{edges[i].x, edges[i + 1].x};
        std::size_t both = 0;
        for (std::size_t b = begin; b < end; ++b) {
            const auto& segments = bands[b].segments;
            const bool crossed = std::any_of(segments.begin(), segments.end(), [&](const Segment& s) {
                return s.left < gutter.middle() && s.right > gutter.middle();
            });
            both += !crossed && segments.front().right <= gutter.left + 0.1F &&
                    segments.back().left >= gutter.right - 0.1F;
        }
        if (both < 2) continue;
        // two gaps without a text of its own column between them are one
        if (!gutters.empty()) {
            std::size_t between = 0;
            for (std::size_t b = begin; b < end; ++b)
                for (const Segment& s : bands[b].segments)
                    between += s.left >= gutters.back().right - 0.1F && s.right <= gutter.left + 0.1F;
            if (between == 0) {
                if (gutter.right - gutter.left > gutters.back().right - gutters.back().left)
                    gutters.back() = gutter;
                continue;
            }
        }
        gutters.push_back(gutter);
    }
    return gutters;
}

std::vector<std::size_t> rows_of(const std::vector<Band>& bands, std::size_t begin, std::size_t end,
                                 const std::vector<Gutter>& gutters) {
    std::vector<std::size_t> rows{begin};
    if (end - begin < 2) return rows;
    auto distance = [&](std::size_t i) { return bands[i].box.middle_y() - bands[i - 1].box.middle_y(); };
    float least = 1e9F, most = 0;
    for (std::size_t i = begin + 1; i < end; ++i) {
        least = std::min(least, distance(i));
        most = std::max(most, distance(i));
    }
    const bool two_distances = most > 1.2F * least;
    const float between = (least + most) / 2;
    for (std::size_t i = begin + 1; i < end; ++i) {
        std::size_t filled = 0;
        for (const Segment& segment : bands[i].segments)
            filled += !segment.text.empty();
        const bool first = !gutters.empty() && bands[i].segments.front().left < gutters.front().middle();
        const bool enough = filled * 2 >= gutters.size() + 1 && filled >= 2;
        const bool starts =
            two_distances ? distance(i) > std::min(between, 1.3F * least) : (first && filled >= 2) || enough;
        if (starts) rows.push_back(i);
    }
    return rows;
}

}  // namespace gangmu::documents::pdf
