#include "search/index.hpp"

#include <malloc.h>

#include <algorithm>
#include <atomic>
#include <cassert>
#include <iterator>
#include <span>
#include <thread>

#include "search/overlay.hpp"
#include "search/search.hpp"
#include "search/segment.hpp"

namespace gangmu::search {
namespace {

// Segments are merged when this many neighbours are of one size class; a class is this many times the one
// before.
constexpr std::size_t merge_fan = 4;

// A segment holds at most this many bytes of text, so that its postings stay within four bytes of offsets.
constexpr std::size_t max_bytes = 256U << 20;

std::size_t size_class(std::size_t passages) {
    std::size_t level = 0;
    for (; passages >= merge_fan; passages /= merge_fan)
        ++level;
    return level;
}

// Cuts passages into runs that make one segment each.
std::vector<std::span<const Passage>> cut(std::span<const Passage> passages, std::size_t most) {
    std::vector<std::span<const Passage>> runs;
    std::size_t begin = 0, bytes = 0;
    for (std::size_t i = 0; i < passages.size(); ++i) {
        const std::size_t size =
            passages[i].text.size() + passages[i].title.size() + passages[i].place.size();
        if (i > begin && (i - begin == most || bytes + size > max_bytes)) {
            runs.push_back(passages.subspan(begin, i - begin));
            begin = i;
            bytes = 0;
        }
        bytes += size;
    }
    if (begin < passages.size()) runs.push_back(passages.subspan(begin));
    return runs;
}

// Only what is still known can end or be superseded.
std::vector<Doc> known_now(const Slot& slot, std::vector<Doc> docs) {
    if (slot.overlay)
        std::erase_if(docs, [&](Doc doc) {
            const Ending* ending = slot.overlay->find(doc);
            return ending != nullptr && ending->to != sequence_max;
        });
    return docs;
}

void change(Slot& slot, const std::vector<Doc>& docs, const Overlay::Change& what) {
    if (!docs.empty()) slot.overlay = Overlay::with(slot.overlay.get(), docs, what);
}

// work(i) for all i below `count`, on so many threads.
template <class F>
void each_in_threads(std::size_t count, unsigned threads, const F& work) {
    std::atomic<std::size_t> next{0};
    const auto run = [&] {
        for (std::size_t i = next++; i < count; i = next++)
            work(i);
    };
    std::vector<std::jthread> helpers;
    for (unsigned i = 1; i < std::min<std::size_t>(threads, count); ++i)
        helpers.emplace_back(run);
    run();
}

// What building took goes back at once, not when the first search happens to ask for memory.
void give_back_memory() {
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

}  // namespace

Index Index::build(std::vector<Passage> passages, unsigned threads) {
    // Even runs, so that the threads end together; not so small that a search has many dictionaries to ask.
    const std::size_t segments = (passages.size() + max_segment - 1) / max_segment;
    const std::size_t most = segments == 0 ? 1 : (passages.size() + segments - 1) / segments;
    const auto runs = cut(passages, std::min(most, max_segment));
    Index index;
    index.slots_.resize(runs.size());
    each_in_threads(runs.size(), threads,
                    [&](std::size_t i) { index.slots_[i].segment = build_segment(runs[i]); });
    passages = {};
    give_back_memory();
    return index;
}

Index Index::build(const std::vector<Piece>& pieces, unsigned threads) {
    std::size_t total = 0, largest = 1;
    for (const auto& piece : pieces) {
        total += piece.passages;
        largest = std::max(largest, piece.passages);
    }
    // As many runs as keep each within a segment though pieces stay whole, and as many for each thread.
    std::size_t runs = total / (max_segment - std::min(largest, max_segment / 2)) + 1;
    if (runs > 1 || total > max_segment / 4) runs = (runs + threads - 1) / threads * threads;
    std::vector<std::size_t> ends(runs, pieces.size());  // one behind each run's last piece
    for (std::size_t i = 0, sum = 0, run = 0; i < pieces.size() && run + 1 < runs; ++i) {
        sum += pieces[i].passages;
        while (run + 1 < runs && sum * runs >= total * (run + 1))
            ends[run++] = i + 1;
    }
    std::vector<std::vector<Slot>> made(runs);
    each_in_threads(runs, threads, [&](std::size_t run) {
        std::vector<Passage> passages;
        for (std::size_t i = run == 0 ? 0 : ends[run - 1]; i < ends[run]; ++i)
            pieces[i].add(passages);
        for (const auto part : cut(passages, max_segment))
            made[run].push_back({build_segment(part), nullptr});
    });
    Index index;
    for (auto& slots : made)
        index.slots_.insert(index.slots_.end(), slots.begin(), slots.end());
    give_back_memory();
    return index;
}

Index Index::with(const Batch& batch) const {
    Index out = *this;
    for (auto& slot : out.slots_) {
        std::vector<Doc> ended;
        for (const auto& key : batch.end) {
            const auto docs = slot.segment->find(key);
            ended.insert(ended.end(), docs.begin(), docs.end());
        }
        for (const auto& plan : batch.end_plans) {
            const auto docs = slot.segment->of_plan(plan);
            ended.insert(ended.end(), docs.begin(), docs.end());
        }
        std::sort(ended.begin(), ended.end());
        ended.erase(std::unique(ended.begin(), ended.end()), ended.end());
        change(slot, known_now(slot, std::move(ended)), [&](Ending& ending) { ending.to = batch.sequence; });
        for (const auto& superseded : batch.supersede)
            change(slot, known_now(slot, slot.segment->of_plan(superseded.plan)), [&](Ending& ending) {
                ending.last_day = std::make_shared<const LastDay>(
                    LastDay{batch.sequence, superseded.effective_to, ending.last_day});
            });
    }
    std::vector<Passage> added = batch.add;
    for (auto& passage : added)
        if (passage.from == 0) passage.from = batch.sequence;
    for (const auto run : cut(added, max_segment))
        out.slots_.push_back({build_segment(run), nullptr});
    return out;
}

std::optional<MergeJob> Index::merge_job() const {
    // Enough segments of one class, with the smaller and newer ones behind them: the smallest class first.
    for (std::size_t level = 0; level <= size_class(max_segment); ++level) {
        std::size_t passages = 0, of_level = 0;
        std::size_t first = slots_.size();
        for (; first > 0; --first) {
            const std::size_t size = slots_[first - 1].segment->size();
            if (size_class(size) > level || passages + size > max_segment) break;
            passages += size;
            of_level += size_class(size) == level ? 1 : 0;
        }
        if (of_level >= merge_fan)
            return MergeJob(
                std::vector<Slot>(slots_.begin() + static_cast<std::ptrdiff_t>(first), slots_.end()));
    }
    return std::nullopt;
}

Merged MergeJob::run() const {
    Merged merged;
    merged.parts = parts_;
    std::vector<Passage> passages;
    Doc offset = 0;
    for (const auto& part : parts_) {
        std::vector<Doc> docs;
        std::vector<const Ending*> endings;
        Overlay::each_difference(nullptr, part.overlay.get(), [&](Doc doc, const Ending& ending) {
            docs.push_back(offset + doc);
            endings.push_back(&ending);
        });
        std::size_t i = 0;
        change(merged.result, docs, [&](Ending& ending) { ending = *endings[i++]; });
        for (Doc doc = 0; doc < part.segment->size(); ++doc)
            passages.push_back(part.segment->passage(doc));
        offset += part.segment->size();
    }
    merged.result.segment = build_segment(passages);
    return merged;
}

Index Index::with(const Merged& merged) const {
    const auto& parts = merged.parts;
    const auto same = [](const Slot& a, const Slot& b) { return a.segment == b.segment; };
    const auto at = std::search(slots_.begin(), slots_.end(), parts.begin(), parts.end(), same);
    if (parts.empty() || at == slots_.end()) return *this;
    Slot slot = merged.result;
    Doc offset = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        // what has ended since the merge began
        const Slot& now = *(at + static_cast<std::ptrdiff_t>(i));
        std::vector<Doc> docs;
        std::vector<const Ending*> endings;
        Overlay::each_difference(parts[i].overlay.get(), now.overlay.get(),
                                 [&](Doc doc, const Ending& ending) {
                                     docs.push_back(offset + doc);
                                     endings.push_back(&ending);
                                 });
        std::size_t next = 0;
        change(slot, docs, [&](Ending& ending) { ending = *endings[next++]; });
        offset += parts[i].segment->size();
    }
    Index out;
    out.slots_.assign(slots_.begin(), at);
    out.slots_.push_back(std::move(slot));
    out.slots_.insert(out.slots_.end(), at + static_cast<std::ptrdiff_t>(parts.size()), slots_.end());
    return out;
}

Answer Index::search(const Request& request) const {
    return run_search(slots_, request);
}

std::size_t Index::size() const {
    std::size_t size = 0;
    for (const auto& slot : slots_)
        size += slot.segment->size();
    return size;
}

std::size_t Index::segments() const {
    return slots_.size();
}

Memory Index::memory() const {
    Memory memory;
    for (const auto& slot : slots_) {
        const Memory part = slot.segment->memory();
        memory.texts += part.texts;
        memory.postings += part.postings;
        memory.dictionary += part.dictionary;
        memory.passages += part.passages;
    }
    return memory;
}

}  // namespace gangmu::search
