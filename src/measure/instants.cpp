#include "measure/instants.hpp"

#include <algorithm>

namespace gangmu::measure {

std::size_t Instants::piece_of(const Series& series, std::int64_t at) {
    std::size_t low = 0;
    std::size_t high = series.size();
    while (low < high) {
        const std::size_t middle = (low + high) / 2;
        if (series[middle]->front().at <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low == 0 ? 0 : low - 1;
}

Cell Instants::cell(Row row, std::int64_t at) const {
    Cell found;
    each(row, at, at, [&](std::int64_t, const Cell& cell) { found = cell; });
    return found;
}

// A full piece becomes two. When it was filled from its end, which is how time goes, the first stays full.
void Instants::split(Series& series, std::size_t piece, std::vector<Entry> entries) {
    const std::size_t cut = piece + 1 == series.size() ? most : entries.size() / 2;
    std::vector<Entry> rest(entries.begin() + static_cast<std::ptrdiff_t>(cut), entries.end());
    entries.resize(cut);
    Series::Builder built;
    for (std::size_t i = 0; i < series.size(); ++i) {
        if (i != piece) {
            built.push_back(series[i]);
            continue;
        }
        built.push_back(std::make_shared<const std::vector<Entry>>(std::move(entries)));
        built.push_back(std::make_shared<const std::vector<Entry>>(std::move(rest)));
    }
    series = built.take();
}

Cell Instants::set(Row row, std::int64_t at, Cell cell) {
    while (rows_.size() <= row)
        rows_ = rows_.push_back({});
    Series series = rows_[row];
    if (series.empty()) {
        if (!cell.present()) return {};
        series = series.push_back(std::make_shared<const std::vector<Entry>>(1, Entry{at, cell}));
        rows_ = rows_.set(row, std::move(series));
        ++count_;
        return {};
    }
    const std::size_t piece = piece_of(series, at);
    std::vector<Entry> entries = *series[piece];
    const auto place =
        std::lower_bound(entries.begin(), entries.end(), at,
                         [](const Entry& entry, std::int64_t when) { return entry.at < when; });
    const bool there = place != entries.end() && place->at == at;
    const Cell before = there ? place->cell : Cell{};
    if (there && cell.present())
        place->cell = cell;
    else if (there && entries.size() > 1)
        entries.erase(place);
    else if (there)
        entries.clear();
    else if (cell.present())
        entries.insert(place, Entry{at, cell});
    count_ += static_cast<std::size_t>(cell.present()) - static_cast<std::size_t>(before.present());
    if (entries.empty()) {
        Series::Builder built;
        for (std::size_t i = 0; i < series.size(); ++i)
            if (i != piece) built.push_back(series[i]);
        series = built.take();
    } else if (entries.size() > most) {
        split(series, piece, std::move(entries));
    } else {
        series = series.set(piece, std::make_shared<const std::vector<Entry>>(std::move(entries)));
    }
    rows_ = rows_.set(row, std::move(series));
    return before;
}

}  // namespace gangmu::measure
