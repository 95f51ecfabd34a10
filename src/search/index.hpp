// The search index: an immutable value, part of the snapshot. Cheap to copy (a few shared pointers).
//
// It is made of immutable segments. A write makes a new value that shares all but the change: one small
// segment with the new passages, and for passages that end a path copy in their segment's overlay. Nothing is
// ever removed by a write, so any earlier sequence can still be asked (`as_of`), and nothing is rebuilt for
// it.
//
// The writer's life:
//     Batch batch{.sequence = seq};
//     batch.end.push_back({Type::node, plan, id});   // a correction: the old version is no longer known …
//     batch.add.push_back(passage);                  // … and the new one is, both from seq on
//     index = index.with(batch);                     // O(change)
// A new edition in force from a day on: `batch.supersede` gives the old passages their last day, `add` the
// new ones. Every now and then, off the writer:
//     auto job = index.merge_job();  if (job) { auto merged = job->run();  …on the writer: index =
//     index.with(merged); }
//
// Threads: const members from any thread; a value is never changed after it was made.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "search/passage.hpp"

namespace gangmu::search {

class Segment;
class Overlay;

struct Batch {
    Sequence sequence = 0;      // the ledger sequence of the change; not smaller than any before
    std::vector<Key> end = {};  // all versions known now end being known (correction, removal)
    std::vector<std::string> end_plans = {};  // the same for everything of these plans
    struct Supersede {
        std::string plan;
        Day effective_to = day_never;  // in force before this day only; known from `sequence` on
    };
    // Everything of the plan that is known now and was added before this batch.
    std::vector<Supersede> supersede = {};
    std::vector<Passage> add = {};  // `from` is set to `sequence` when it is 0
};

struct Request {
    std::string query;  // see query.hpp; empty: everything that the filters let through
    Sequence as_of = sequence_max;
    std::optional<Day> on;  // in force on that day; nothing: whatever is known
    std::uint8_t audience = 0;
    // Filters beside the query; empty: all.
    std::vector<Type> types;
    std::vector<std::string> plans;
    std::vector<std::string> kinds;
    std::vector<std::string> agencies;
    std::size_t limit = 20;  // at most 1,000
    std::size_t offset = 0;  // at most 10,000
    bool facets = true;
    std::size_t snippet = 80;  // code points of a snippet; 0: none
};

struct Piece {  // of a snippet
    std::string text;
    bool hit = false;
};

struct Hit {
    Type type = Type::node;
    std::string plan;
    std::string id;
    std::string kind;
    std::string label;
    std::string title;
    std::string place;
    std::vector<std::string> agencies;
    std::vector<Piece> title_pieces;  // the title with its hits
    std::vector<Piece>
        snippet;  // the best part of the text (or of the agencies) with its hits; "…" where cut
    Sequence from = 0;
    double score = 0;
};

using Counts = std::vector<std::pair<std::string, std::size_t>>;  // most frequent first, then by name

struct Answer {
    std::string understood;      // the query printed back
    std::vector<Message> notes;  // what was mended in it
    std::size_t total = 0;       // exact
    std::vector<Hit> hits;
    Counts types, plans, kinds, agencies;  // of all matches; empty unless asked for
};

struct Memory {  // bytes
    std::size_t texts = 0;
    std::size_t postings = 0;
    std::size_t dictionary = 0;
    std::size_t passages = 0;  // per-passage columns, facets, keys
    std::size_t total() const { return texts + postings + dictionary + passages; }
};

struct Slot {
    std::shared_ptr<const Segment> segment;
    std::shared_ptr<const Overlay> overlay;  // what has ended; null: nothing
};

// What MergeJob::run made; goes back to the writer.
struct Merged {
    std::vector<Slot> parts;  // as they were
    Slot result;
};

// Rebuilds some neighbouring small segments as one.
class MergeJob {
  public:
    explicit MergeJob(std::vector<Slot> parts) : parts_(std::move(parts)) {}
    Merged run() const;  // any thread; about 4 µs for each passage

  private:
    std::vector<Slot> parts_;
};

class Index {
  public:
    // All passages at once, in segments of at most `max_segment` (for opening a store; uses `threads`
    // threads).
    static Index build(std::vector<Passage> passages, unsigned threads = 1);

    // The same of passages that are made when their turn comes, so that never all of them are there at once.
    // Pieces keep their order; one piece goes into one segment where it can.
    struct Piece {
        std::size_t passages = 0;
        std::function<void(std::vector<Passage>&)> add;  // appends as many; from any of the threads
    };
    static Index build(const std::vector<Piece>& pieces, unsigned threads);

    Index with(const Batch& batch) const;

    // Nothing when there is nothing worth merging.
    std::optional<MergeJob> merge_job() const;
    // Puts merged segments in the place of their parts, also when passages have ended since. When the parts
    // are not there any more, the index stays as it is.
    Index with(const Merged& merged) const;

    Answer search(const Request& request) const;

    std::size_t size() const;  // passages, ended ones included
    std::size_t segments() const;
    Memory memory() const;

    static constexpr std::size_t max_segment = 262'144;

  private:
    std::vector<Slot> slots_;  // in the order of adding
};

}  // namespace gangmu::search
