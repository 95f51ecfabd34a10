#include "search/weights.hpp"

#include <cmath>

#include "search/segment.hpp"

namespace gangmu::search {
namespace {

// BM25's two constants, and a fixed average length so that segments agree.
constexpr double k1 = 1.2;
constexpr double b = 0.6;
constexpr double average_length = 60;
constexpr double title_boost = 2.0;

float whole(double weight) {
    return static_cast<float>(std::round(weight * RelativeWeights::unit));
}

const RelativeWeights::Body& body_table() {
    static const auto table = [] {
        RelativeWeights::Body body;
        for (std::size_t several = 0; several < 2; ++several) {
            const double frequency = several == 0 ? 1 : 2.5;
            for (std::size_t length = 0; length < body[several].size(); ++length) {
                const double k =
                    k1 * (1 - b + b * class_length(static_cast<std::uint8_t>(length)) / average_length);
                body[several][length] = whole(frequency * (k1 + 1) / (frequency + k));
            }
        }
        return body;
    }();
    return table;
}

const RelativeWeights::Title& title_table(std::size_t width) {
    static const auto tables = [] {
        std::array<RelativeWeights::Title, RelativeWeights::long_title + 1> all;
        for (std::size_t of = 0; of < all.size(); ++of) {
            all[of][0].fill(0);
            for (std::size_t length = 0; length < all[of][1].size(); ++length) {
                const double share =
                    length <= of ? 1.0 : static_cast<double>(of) / static_cast<double>(length);
                all[of][1][length] = whole(title_boost * (0.3 + 0.7 * share));
            }
        }
        return all;
    }();
    return tables[std::min(width, RelativeWeights::long_title)];
}

}  // namespace

RelativeWeights::RelativeWeights(std::size_t width) : body(body_table()), title(title_table(width)) {}

void WorthOf::add(Doc doc, std::uint8_t flags) {
    const Worth worth(flags, segment_->length[doc], segment_->title_end[doc], segment_->type[doc]);
    const float value = worth.relative(weights_);
    if (value <= best_) return;
    best_ = value;
    worth_ = worth;
}

}  // namespace gangmu::search
