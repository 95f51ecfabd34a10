// A segment: some passages, in the order of adding, with their postings. Immutable, any thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "search/index.hpp"
#include "search/passage.hpp"
#include "search/postings.hpp"

namespace gangmu::search {

// One value for each passage; one for all while they are equal.
template <class T>
class Column {
  public:
    T operator[](std::size_t i) const { return values_.empty() ? same_ : values_[i]; }
    void push(T value) {
        if (size_ == 0) same_ = value;
        if (values_.empty() && value != same_) values_.assign(size_, same_);
        if (!values_.empty()) values_.push_back(value);
        ++size_;
    }
    bool uniform() const { return values_.empty(); }
    std::size_t bytes() const { return values_.capacity() * sizeof(T); }

  private:
    std::vector<T> values_;
    T same_{};
    std::size_t size_ = 0;
};

// Strings that passages share (plans, kinds, agencies), each with a small number.
struct Names {
    std::vector<std::string> names;
    static constexpr std::uint32_t none = 0xFFFFFFFF;
    std::uint32_t find(std::string_view name) const;
};

// The combinations of type, kind and agencies that passages have, each with a number.
struct Shapes {
    std::vector<std::uint8_t> type;
    std::vector<std::uint32_t> kind;
    std::vector<std::uint32_t> agency_at = {0};  // size + 1
    std::vector<std::uint32_t> agency_ids;

    std::size_t size() const { return type.size(); }
    std::span<const std::uint32_t> agencies(std::uint32_t shape) const {
        return {agency_ids.data() + agency_at[shape], agency_at[shape + 1] - agency_at[shape]};
    }
};

class Segment {
  public:
    // A range of terms: terms are numbered, pairs first by key, then words by bytes.
    struct Terms {
        std::uint32_t first = 0;
        std::uint32_t last = 0;  // one behind
    };
    Terms pair(std::uint64_t key) const;
    Terms pairs_from(std::uint32_t letter) const;                // all pairs that begin with this letter
    std::optional<Postings> letter(std::uint32_t letter) const;  // only of frequent letters
    Terms word(std::string_view word) const;
    Terms words_from(std::string_view prefix) const;
    // Letters of a term that is this gram alone.
    std::size_t width(std::uint32_t term) const;
    Postings postings(std::uint32_t term) const {
        return {posting_bytes.data() + posting_at[term], posting_count[term]};
    }

    // The fields of a passage lie one behind the other on one scale of positions, a gap of one between them.
    struct Reach {
        std::uint32_t from = 0;
        std::uint32_t to = 0;  // one behind
    };
    Reach reach(Doc doc, Field field) const;

    struct Texts {
        std::string_view id, label, title, text, place;
    };
    Texts texts(Doc doc) const;
    std::uint32_t kind(Doc doc) const { return shapes.kind[shape[doc]]; }
    std::span<const std::uint32_t> agencies(Doc doc) const { return shapes.agencies(shape[doc]); }
    Passage passage(Doc doc) const;  // as it was added, each agency once

    // The counts of a list (see facets.hpp), or of all passages; empty where they are not kept.
    std::span<const std::uint32_t> counts_of(Postings list) const {
        return counts_at(static_cast<std::uint32_t>(list.bytes - posting_bytes.data()));
    }
    std::span<const std::uint32_t> counts_of_everything() const { return counts_at(at_everything); }

    // All passages of one name, whether known or ended, ascending; of a plan.
    std::vector<Doc> find(const Key& key) const;
    std::vector<Doc> of_plan(std::string_view plan) const;

    Doc size() const { return size_; }
    Memory memory() const;

    // ---- columns, filled by build_segment
    Names plans, kinds, agency_names;
    Column<std::uint32_t> plan;
    Column<std::uint32_t> shape;
    Column<std::uint8_t> type;  // of the shape
    Column<std::uint8_t> audience;
    Column<Sequence> from;
    Column<Day> effective_from, effective_to;
    Sequence last_from = 0;  // the largest of `from`
    Day last_effective_from = day_always;
    Day first_effective_to = day_never;
    std::uint8_t max_audience = 0;
    std::uint8_t types = 0;  // a bit for each type that is there
    Shapes shapes;
    std::vector<Doc> plan_runs;            // where passages of another plan than the one before begin
    std::vector<std::uint16_t> title_end;  // positions
    std::vector<std::uint16_t> label_end;
    std::vector<std::uint16_t> agencies_end;
    std::vector<std::uint8_t> length;     // class of length, see length_class
    std::vector<Doc> key_docs;            // by plan, hash_key and passage …
    std::vector<std::uint32_t> key_hash;  // … and their hashes
    std::vector<std::uint32_t> plan_at;   // where a plan begins in key_docs; plans + 1

    // ---- dictionary and postings
    std::vector<std::uint64_t> pair_keys;
    std::vector<std::uint32_t> word_at;  // words + 1
    std::string word_bytes;
    std::vector<std::uint32_t> posting_at;
    std::vector<std::uint32_t> posting_count;
    std::vector<std::uint8_t> posting_bytes;
    // Letters that stand in many passages have a list of their own, without positions: to put together the
    // lists of all their pairs would take too long.
    std::vector<std::uint32_t> letters;
    std::vector<std::uint32_t> letter_at;
    std::vector<std::uint32_t> letter_count;

    // ---- counts by type, kind, plan and agency, of lists that begin at these bytes
    static constexpr std::uint32_t at_everything = 0xFFFFFFFF;
    std::vector<std::uint32_t> kept_at;  // ascending
    std::vector<std::uint32_t> kept_counts;

    // ---- texts
    std::vector<std::uint64_t> text_at;
    std::string text_bytes;

    Doc size_ = 0;

  private:
    std::span<const std::uint32_t> counts_at(std::uint32_t bytes) const;
    std::string_view word_of(std::uint32_t index) const {
        return std::string_view(word_bytes).substr(word_at[index], word_at[index + 1] - word_at[index]);
    }
};

// Lengths in classes of about 19 % each.
std::uint8_t length_class(std::uint32_t letters);
std::uint32_t class_length(std::uint8_t length);

std::uint32_t hash_key(Type type, std::string_view id);

// Not more than Index::max_segment passages.
std::shared_ptr<const Segment> build_segment(std::span<const Passage> passages);

}  // namespace gangmu::search
