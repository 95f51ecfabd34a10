// Values at instants: of a row, sorted by time, in pieces of at most 512 that copies share. Appending at the
// end copies one piece. Threads: an Instants is an immutable value.
#pragma once

#include <memory>
#include <vector>

#include "measure/columns.hpp"

namespace gangmu::measure {

class Instants {
  public:
    static constexpr std::size_t most = 512;

    struct Entry {
        std::int64_t at = 0;  // microseconds since 1970 UTC
        Cell cell;
    };

    Cell cell(Row row, std::int64_t at) const;
    // The cell as it was; a missing cell takes the value out.
    Cell set(Row row, std::int64_t at, Cell cell);
    std::size_t count() const { return count_; }

    template <class F>
    void each(Row row, std::int64_t first, std::int64_t last, F&& f) const {
        const Series* series = rows_.at(row);
        if (series == nullptr) return;
        for (std::size_t i = piece_of(*series, first); i < series->size(); ++i)
            for (const Entry& entry : *(*series)[i]) {
                if (entry.at > last) return;
                if (entry.at >= first) f(entry.at, entry.cell);
            }
    }

  private:
    using Piece = std::shared_ptr<const std::vector<Entry>>;
    using Series = PersistentVector<Piece>;

    static std::size_t piece_of(const Series& series, std::int64_t at);  // the last that begins at or before
    static void split(Series& series, std::size_t piece, std::vector<Entry> entries);

    PersistentVector<Series> rows_;
    std::size_t count_ = 0;
};

}  // namespace gangmu::measure
