#include "reading/row_chart.hpp"

#include "text/fold.hpp"
#include "text/utf8.hpp"

namespace gangmu::reading {

namespace {

bool is_arrow(std::string_view text) {
    static constexpr std::u32string_view arrows = U"→⇒➡⟶─━—–-＞>～~〃";
    std::size_t at = 0;
    while (at < text.size())
        if (arrows.find(text::next(text, at)) == std::u32string_view::npos) return false;
    return true;
}

// ●, ■, V: something that only says that this is the time.
bool is_mark(std::string_view text) {
    if (text == "〇" || text == "V" || text == "v" || text == "X" || text == "x") return true;
    std::size_t at = 0;
    while (at < text.size()) {
        const text::Shape shape = text::shape_of(text::next(text, at));
        if (shape == text::Shape::word || shape == text::Shape::cjk) return false;
    }
    return true;
}

std::string_view first_part(std::string_view period) {
    return period.substr(0, period.find('/'));
}

std::string_view last_part(std::string_view period) {
    const std::size_t slash = period.find('/');
    return slash == std::string_view::npos ? period : period.substr(slash + 1);
}

}  // namespace

std::vector<model::ScheduleEntry> bars_of(const std::vector<Stage>& stages) {
    std::vector<model::ScheduleEntry> bars;
    const Stage* before = nullptr;
    for (const Stage& stage : stages) {
        const std::string_view words = text::trim(stage.text);
        const bool word = !is_mark(words);
        const bool next = before != nullptr && stage.ordinal == before->ordinal + 1;
        const bool same =
            next && (is_arrow(words) || (word ? bars.back().phase == words : bars.back().phase.empty()));
        if (same) {
            bars.back().end = last_part(stage.period);
        } else {
            model::ScheduleEntry bar;
            bar.start = first_part(stage.period);
            bar.end = last_part(stage.period);
            if (word) bar.phase = words;
            bars.push_back(std::move(bar));
        }
        before = &stage;
    }
    return bars;
}

}  // namespace gangmu::reading
