#include "search/search.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "search/compile.hpp"
#include "search/facets.hpp"
#include "search/overlay.hpp"
#include "search/query.hpp"
#include "search/segment.hpp"
#include "search/snippet.hpp"

namespace gangmu::search {
namespace {

constexpr std::size_t batch = 1024;
constexpr std::size_t max_limit = 1'000;
constexpr std::size_t max_offset = 10'000;

// Which passages of a segment the request may see at all.
class Sight {
  public:
    Sight(const Segment& segment, const Overlay* overlay, const Request& request)
        : segment_(segment), overlay_(overlay), request_(request) {
        sees_all_ = overlay == nullptr && segment.last_from <= request.as_of &&
                    segment.max_audience <= request.audience &&
                    (!request.on || (segment.last_effective_from <= *request.on &&
                                     *request.on < segment.first_effective_to));
        choose(plans_, segment.plans, request.plans);
        choose(kinds_, segment.kinds, request.kinds);
        choose(agencies_, segment.agency_names, request.agencies);
        if (!request.types.empty()) {
            types_.assign(type_count, 0);
            for (const auto type : request.types)
                types_[static_cast<std::size_t>(type)] = 1;
        }
        filters_ = !request.plans.empty() || !request.kinds.empty() || !request.agencies.empty() ||
                   !request.types.empty();
    }

    bool sees_everything() const { return sees_all_ && !filters_; }

    bool sees(Doc doc) const { return (sees_all_ || valid(doc)) && (!filters_ || wanted(doc)); }

  private:
    static void choose(std::vector<char>& chosen, const Names& names,
                       const std::vector<std::string>& wanted) {
        if (wanted.empty()) return;
        chosen.assign(names.names.size(), 0);
        for (const auto& name : wanted)
            if (const auto number = names.find(name); number != Names::none) chosen[number] = 1;
    }

    bool valid(Doc doc) const {
        if (segment_.from[doc] > request_.as_of || segment_.audience[doc] > request_.audience) return false;
        const Ending* ending = overlay_ != nullptr ? overlay_->find(doc) : nullptr;
        if (ending != nullptr && ending->ended(request_.as_of)) return false;
        if (!request_.on) return true;
        Day to = segment_.effective_to[doc];
        if (ending != nullptr)
            if (const LastDay* known = ending->known(request_.as_of)) to = known->effective_to;
        return segment_.effective_from[doc] <= *request_.on && *request_.on < to;
    }

    bool wanted(Doc doc) const {
        if (!request_.types.empty() && types_[segment_.type[doc]] == 0) return false;
        if (!request_.plans.empty() && plans_[segment_.plan[doc]] == 0) return false;
        if (!request_.kinds.empty() && kinds_[segment_.kind(doc)] == 0) return false;
        if (request_.agencies.empty()) return true;
        const auto agencies = segment_.agencies(doc);
        return std::any_of(agencies.begin(), agencies.end(),
                           [&](auto agency) { return agencies_[agency] != 0; });
    }

    const Segment& segment_;
    const Overlay* overlay_;
    const Request& request_;
    bool sees_all_ = false;
    bool filters_ = false;
    std::vector<char> plans_, kinds_, agencies_, types_;
};

// The best `most`, by score, then by the order of adding.
class Best {
  public:
    struct Entry {
        float score;
        std::uint32_t slot;
        Doc doc;
    };
    explicit Best(std::size_t most) : most_(most) { heap_.reserve(most + 1); }

    // What is not above this is not among the best.
    float floor() const { return floor_; }

    void offer(float score, std::uint32_t slot, Doc doc) {
        if (heap_.size() == most_ && score <= floor_) return;  // equal scores: the earlier one stays
        if (most_ == 0) return;
        heap_.push_back({score, slot, doc});
        std::push_heap(heap_.begin(), heap_.end(), better);
        if (heap_.size() > most_) {
            std::pop_heap(heap_.begin(), heap_.end(), better);
            heap_.pop_back();
        }
        if (heap_.size() == most_) floor_ = heap_.front().score;
    }

    std::vector<Entry> sorted() && {
        std::sort(heap_.begin(), heap_.end(), better);
        return std::move(heap_);
    }

  private:
    static bool better(const Entry& a, const Entry& b) {
        if (a.score != b.score) return a.score > b.score;
        return a.slot != b.slot ? a.slot < b.slot : a.doc < b.doc;
    }
    std::size_t most_;
    float floor_ = -0.5F;  // every score is 0 or more
    std::vector<Entry> heap_;
};

Hit make_hit(const Segment& segment, const Best::Entry& entry, const std::vector<Sought>& sought,
             std::size_t length) {
    Passage passage = segment.passage(entry.doc);
    Hit hit;
    if (length > 0) {
        hit.title_pieces = mark(passage.title, sought);
        const bool in_text = sought.empty() || stands_in(passage.text, sought);
        std::string agencies;
        for (const auto& agency : passage.agencies)
            agencies += (agencies.empty() ? "" : "、") + agency;
        const bool in_agencies = !in_text && stands_in(agencies, sought);
        hit.snippet = snippet(in_agencies ? agencies : passage.text, sought, length);
    }
    hit.type = passage.type;
    hit.plan = std::move(passage.plan);
    hit.id = std::move(passage.id);
    hit.kind = std::move(passage.kind);
    hit.label = std::move(passage.label);
    hit.title = std::move(passage.title);
    hit.place = std::move(passage.place);
    hit.agencies = std::move(passage.agencies);
    hit.from = passage.from;
    hit.score = entry.score;
    return hit;
}

// The plans that `value` means: the id itself, else words of the title.
std::set<std::string> plans_named(const std::vector<Slot>& slots, const Request& request,
                                  const std::string& value) {
    for (const auto& slot : slots)
        if (slot.segment->plans.find(value) != Names::none) return {value};
    Request titles;
    titles.query = "標題:\"" + value + '"';
    std::replace(titles.query.begin() + 9, titles.query.end() - 1, '"', ' ');
    titles.types = {Type::plan};
    titles.as_of = request.as_of;
    titles.on = request.on;
    titles.audience = request.audience;
    titles.limit = max_limit;
    titles.facets = false;
    titles.snippet = 0;
    std::set<std::string> plans;
    for (auto& hit : run_search(slots, titles).hits)
        plans.insert(std::move(hit.plan));
    return plans;
}

}  // namespace

Answer run_search(const std::vector<Slot>& slots, const Request& request) {
    Answer answer;
    Query query = parse_query(request.query);
    answer.notes = std::move(query.notes);
    answer.understood = print(query.root);
    const Compiled compiled(query.root, slots,
                            [&](const std::string& value) { return plans_named(slots, request, value); });

    const std::size_t offset = std::min(request.offset, max_offset);
    Best best(std::min(request.limit, max_limit) + offset);
    FacetTotals facets;
    std::array<Doc, batch> docs;
    std::array<float, batch> scores;
    for (std::uint32_t slot = 0; slot < slots.size(); ++slot) {
        const Segment& segment = *slots[slot].segment;
        const Sight sight(segment, slots[slot].overlay.get(), request);
        const bool everything = sight.sees_everything();
        const auto matches = compiled.matches(segment);
        float most_weight = 0;
        for (std::size_t type = 0; type < type_count; ++type)
            if ((segment.types >> type & 1) != 0) most_weight = std::max(most_weight, type_weight[type]);
        // Whoever counts without looking need only look at what may be among the best.
        const auto whole = everything ? matches->whole() : std::nullopt;
        if (whole && (!request.facets || !whole->facets.empty())) {
            answer.total += whole->count;
            if (request.facets) facets.add(segment, whole->facets);
            while (const std::size_t taken =
                       matches->take_above(best.floor(), docs.data(), scores.data(), batch))
                for (std::size_t i = 0; i < taken; ++i)
                    best.offer(scores[i] * type_weight[segment.type[docs[i]]], slot, docs[i]);
            continue;
        }
        std::optional<FacetTally> tally;
        if (request.facets) tally.emplace(segment, matches->estimate());
        while (const std::size_t taken = matches->take(docs.data(), scores.data(), batch)) {
            const float floor = best.floor() / most_weight;  // what no weight of a type lifts among the best
            std::size_t seen = 0;
            for (std::size_t i = 0; i < taken; ++i) {
                const Doc doc = docs[i];
                if (!everything && !sight.sees(doc)) continue;
                docs[seen++] = doc;
                if (scores[i] > floor) best.offer(scores[i] * type_weight[segment.type[doc]], slot, doc);
            }
            answer.total += seen;
            if (tally) tally->count({docs.data(), seen});
        }
        if (tally) facets.add(segment, tally->counts());
    }
    if (request.facets) facets.finish(answer);
    const auto entries = std::move(best).sorted();
    for (std::size_t i = offset; i < entries.size(); ++i)
        answer.hits.push_back(
            make_hit(*slots[entries[i].slot].segment, entries[i], compiled.sought(), request.snippet));
    return answer;
}

}  // namespace gangmu::search
