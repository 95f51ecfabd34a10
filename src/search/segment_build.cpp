// Building a segment: read the fields into grams, number the grams, sort their places by counting, write the
// lists.
#include <algorithm>
#include <cassert>
#include <numeric>
#include <string>
#include <unordered_map>

#include "search/facets.hpp"
#include "search/segment.hpp"
#include "search/stream.hpp"
#include "search/weights.hpp"

namespace gangmu::search {
namespace {

// A letter that stands in fewer places than this in a segment has no list of its own.
constexpr std::size_t frequent_letter = 1'024;

// Pair key → number, open addressing; keys are never 0. The table is larger than the caches, so who knows the
// next keys says so with ahead().
class PairNumbers {
  public:
    PairNumbers() : slots_(1U << 12) {}

    void ahead(std::uint64_t key) const { __builtin_prefetch(&slots_[slot(key)]); }

    std::uint32_t number(std::uint64_t key, std::uint32_t fresh) {
        for (std::size_t i = slot(key);; i = (i + 1) & (slots_.size() - 1)) {
            if (slots_[i].key == key) return slots_[i].number;
            if (slots_[i].key == 0) {
                if ((used_ + 1) * 2 > slots_.size()) {
                    grow();
                    return number(key, fresh);
                }
                ++used_;
                slots_[i] = {key, fresh};
                return fresh;
            }
        }
    }

  private:
    struct Slot {
        std::uint64_t key = 0;
        std::uint32_t number = 0;
    };
    std::size_t slot(std::uint64_t key) const {
        key *= 0x9E3779B97F4A7C15U;
        return (key ^ key >> 29) & (slots_.size() - 1);
    }
    void grow() {
        const auto before = std::exchange(slots_, std::vector<Slot>(slots_.size() * 2));
        for (const Slot& each : before) {
            if (each.key == 0) continue;
            std::size_t to = slot(each.key);
            while (slots_[to].key != 0)
                to = (to + 1) & (slots_.size() - 1);
            slots_[to] = each;
        }
    }
    std::vector<Slot> slots_;
    std::size_t used_ = 0;
};

struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
using TextNumbers = std::unordered_map<std::string, std::uint32_t, TextHash, std::equal_to<>>;

struct ShapeHash {
    std::size_t operator()(const std::vector<std::uint32_t>& shape) const {
        std::size_t hash = shape.size();
        for (const auto number : shape)
            hash = (hash ^ number) * 0x9E3779B97F4A7C15U;
        return hash ^ hash >> 29;
    }
};

std::uint32_t number_of(TextNumbers& numbers, std::string_view text, std::uint32_t fresh) {
    if (const auto at = numbers.find(text); at != numbers.end()) return at->second;
    numbers.emplace(text, fresh);
    return fresh;
}

class Builder {
  public:
    explicit Builder(std::span<const Passage> passages)
        : passages_(passages), out_(std::make_shared<Segment>()) {}

    std::shared_ptr<const Segment> build() {
        assert(passages_.size() <= Index::max_segment);
        reserve();
        out_->text_at.push_back(0);
        for (const auto& passage : passages_)
            add(passage);
        out_->size_ = static_cast<Doc>(passages_.size());
        sort_keys();
        write_terms();
        keep_counts(*out_);
        return out_;
    }

  private:
    void reserve() {
        const auto n = passages_.size();
        auto& s = *out_;
        s.text_at.reserve(n + 1);
        for (auto* ends : {&s.title_end, &s.label_end, &s.agencies_end})
            ends->reserve(n);
        s.length.reserve(n);
        std::size_t bytes = 0;
        for (const auto& p : passages_)
            bytes += p.id.size() + p.label.size() + p.title.size() + p.text.size() + p.place.size() + 6;
        s.text_bytes.reserve(bytes);
        terms_.reserve(bytes / 3);
        places_.reserve(bytes / 3);
    }

    void add(const Passage& p) {
        auto& s = *out_;
        const auto plan = name(plan_numbers_, s.plans, p.plan);
        if (doc_ == 0 || plan != s.plan[doc_ - 1]) s.plan_runs.push_back(doc_);
        s.plan.push(plan);
        s.shape.push(shape_of(p));
        s.type.push(static_cast<std::uint8_t>(p.type));
        s.audience.push(p.audience);
        s.from.push(p.from);
        s.effective_from.push(p.effective_from);
        s.effective_to.push(p.effective_to);
        s.last_from = std::max(s.last_from, p.from);
        s.last_effective_from = std::max(s.last_effective_from, p.effective_from);
        s.first_effective_to = std::min(s.first_effective_to, p.effective_to);
        s.types = static_cast<std::uint8_t>(s.types | 1U << static_cast<unsigned>(p.type));
        s.max_audience = std::max(s.max_audience, p.audience);
        add_fields(p);
        for (const auto* text : {&p.id, &p.label, &p.title, &p.text, &p.place})
            write_text(*text);
        s.text_at.push_back(s.text_bytes.size());
        ++doc_;
    }

    std::uint32_t shape_of(const Passage& p) {
        auto& s = *out_;
        shape_.assign({static_cast<std::uint32_t>(p.type), name(kind_numbers_, s.kinds, p.kind)});
        for (const auto& agency : p.agencies) {
            const auto number = name(agency_numbers_, s.agency_names, agency);
            if (std::find(shape_.begin() + 2, shape_.end(), number) == shape_.end()) shape_.push_back(number);
        }
        const auto [at, fresh] =
            shape_numbers_.try_emplace(shape_, static_cast<std::uint32_t>(s.shapes.size()));
        if (fresh) {
            s.shapes.type.push_back(static_cast<std::uint8_t>(p.type));
            s.shapes.kind.push_back(shape_[1]);
            s.shapes.agency_ids.insert(s.shapes.agency_ids.end(), shape_.begin() + 2, shape_.end());
            s.shapes.agency_at.push_back(static_cast<std::uint32_t>(s.shapes.agency_ids.size()));
        }
        return at->second;
    }

    void add_fields(const Passage& p) {
        auto& s = *out_;
        std::uint32_t at = add_grams(p.title, 0, max_title_length);
        s.title_end.push_back(static_cast<std::uint16_t>(at));
        at = add_grams(p.label, at + 1, max_title_length);
        s.label_end.push_back(static_cast<std::uint16_t>(at));
        const std::uint32_t most = at + max_agencies_length;
        for (const auto& agency : p.agencies) {
            if (at + 1 >= most) break;
            at = add_grams(agency, at + 1, most - at);
        }
        if (p.agencies.empty()) ++at;
        s.agencies_end.push_back(static_cast<std::uint16_t>(at));
        at = add_grams(p.text, at + 1, max_text_length);
        s.length.push_back(length_class(at));
    }

    // Returns the position behind the text.
    std::uint32_t add_grams(std::string_view text, std::uint32_t at, std::size_t most) {
        read_stream(text, stream_, most);
        const auto note = [&](std::uint32_t term, std::uint32_t position) {
            terms_.push_back(term);
            places_.push_back(place(doc_, position));
        };
        met_.clear();
        const std::uint32_t width = each_gram(
            stream_.letters, at, buffer_,
            [&](std::uint64_t key, std::uint32_t position) {
                pairs_.ahead(key);
                met_.push_back({key, position});
            },
            [&](std::string_view word, std::uint32_t position) {
                const auto fresh = static_cast<std::uint32_t>(found_.size());
                auto at_word = words_.find(word);
                if (at_word == words_.end()) {
                    at_word = words_.emplace(word, fresh).first;
                    found_.push_back(0);
                }
                note(at_word->second, position);
            });
        for (const auto& [key, position] : met_) {
            const auto fresh = static_cast<std::uint32_t>(found_.size());
            const auto term = pairs_.number(key, fresh);
            if (term == fresh) found_.push_back(key);
            note(term, position);
        }
        return at + width;
    }

    static std::uint32_t name(TextNumbers& numbers, Names& names, std::string_view text) {
        const auto fresh = static_cast<std::uint32_t>(names.names.size());
        const auto number = number_of(numbers, text, fresh);
        if (number == fresh) names.names.emplace_back(text);
        return number;
    }

    void write_text(std::string_view text) {
        std::size_t size = text.size();
        for (; size >= 0x80; size >>= 7)
            out_->text_bytes.push_back(static_cast<char>(size | 0x80));
        out_->text_bytes.push_back(static_cast<char>(size));
        out_->text_bytes += text;
    }

    void sort_keys() {
        auto& s = *out_;
        std::vector<std::uint64_t> order(s.size_);
        std::vector<std::uint32_t> hashes(s.size_);
        for (Doc doc = 0; doc < s.size_; ++doc) {
            hashes[doc] = hash_key(passages_[doc].type, passages_[doc].id);
            order[doc] = std::uint64_t{s.plan[doc]} << 32 | doc;
        }
        std::sort(order.begin(), order.end(), [&](std::uint64_t a, std::uint64_t b) {
            const auto x = static_cast<Doc>(a), y = static_cast<Doc>(b);
            if (a >> 32 != b >> 32) return a < b;
            return hashes[x] != hashes[y] ? hashes[x] < hashes[y] : x < y;
        });
        s.plan_at.assign(s.plans.names.size() + 1, 0);
        s.key_docs.reserve(s.size_);
        s.key_hash.reserve(s.size_);
        for (const auto entry : order) {
            const auto doc = static_cast<Doc>(entry);
            s.key_docs.push_back(doc);
            s.key_hash.push_back(hashes[doc]);
            ++s.plan_at[(entry >> 32) + 1];
        }
        std::partial_sum(s.plan_at.begin(), s.plan_at.end(), s.plan_at.begin());
    }

    void write_terms() {
        auto& s = *out_;
        // places by term: a counting sort, which keeps the order of the places
        std::vector<std::uint32_t> at(found_.size() + 1, 0);
        for (const auto term : terms_)
            ++at[term + 1];
        std::partial_sum(at.begin(), at.end(), at.begin());
        std::vector<std::uint64_t> sorted(places_.size());
        {
            auto to = at;
            for (std::size_t i = 0; i < terms_.size(); ++i)
                sorted[to[terms_[i]]++] = places_[i];
        }
        const auto list = [&](std::uint32_t term) {
            return std::span<const std::uint64_t>(sorted.data() + at[term], at[term + 1] - at[term]);
        };
        const auto write = [&](std::uint32_t term, std::size_t width) {
            s.posting_at.push_back(static_cast<std::uint32_t>(s.posting_bytes.size()));
            s.posting_count.push_back(
                write_postings(list(term), s.title_end, WorthOf(s, width), s.posting_bytes));
        };
        s.posting_bytes.reserve(sorted.size() * 4);
        s.posting_count.reserve(found_.size());
        s.posting_at.reserve(found_.size());

        const auto pairs = sorted_pairs();
        s.pair_keys.reserve(pairs.size());
        for (const auto& [key, term] : pairs) {
            s.pair_keys.push_back(key);
            write(term, pair_width(key));
        }
        s.word_at.push_back(0);
        for (const auto& [word, term] : sorted_words()) {
            s.word_bytes += word;
            s.word_at.push_back(static_cast<std::uint32_t>(s.word_bytes.size()));
            write(term, word_width(word));
        }
        write_letters(pairs, list);
        s.posting_bytes.resize(s.posting_bytes.size() + read_ahead);
        s.posting_bytes.shrink_to_fit();
    }

    using Pairs = std::vector<std::pair<std::uint64_t, std::uint32_t>>;
    Pairs sorted_pairs() const {
        Pairs pairs;
        for (std::uint32_t term = 0; term < found_.size(); ++term)
            if (found_[term] != 0) pairs.emplace_back(found_[term], term);
        std::sort(pairs.begin(), pairs.end());
        return pairs;
    }
    std::vector<std::pair<std::string_view, std::uint32_t>> sorted_words() const {
        std::vector<std::pair<std::string_view, std::uint32_t>> words(words_.begin(), words_.end());
        std::sort(words.begin(), words.end());
        return words;
    }

    // The lists of the letters that begin many pairs.
    template <class List>
    void write_letters(const Pairs& pairs, const List& list) {
        auto& s = *out_;
        std::vector<std::uint64_t> bits((s.size_ + 63) / 64), titles(bits.size());
        for (std::size_t begin = 0, end = 0; begin < pairs.size(); begin = end) {
            const std::uint64_t letter = pairs[begin].first >> 32;
            std::size_t count = 0;
            for (end = begin; end < pairs.size() && pairs[end].first >> 32 == letter; ++end)
                count += list(pairs[end].second).size();
            if (letter <= edge_word || count < frequent_letter) continue;
            std::fill(bits.begin(), bits.end(), 0);
            std::fill(titles.begin(), titles.end(), 0);
            for (std::size_t i = begin; i < end; ++i) {
                for (const auto at : list(pairs[i].second)) {
                    const auto doc = static_cast<Doc>(at >> 32);
                    const std::uint64_t bit = std::uint64_t{1} << doc % 64;
                    bits[doc / 64] |= bit;
                    if (static_cast<std::uint32_t>(at) < s.title_end[doc]) titles[doc / 64] |= bit;
                }
            }
            s.letters.push_back(static_cast<std::uint32_t>(letter));
            s.letter_at.push_back(static_cast<std::uint32_t>(s.posting_bytes.size()));
            s.letter_count.push_back(write_passages(bits, titles, WorthOf(s, 1), s.posting_bytes));
        }
    }

    std::span<const Passage> passages_;
    std::shared_ptr<Segment> out_;
    Doc doc_ = 0;
    Stream stream_;
    std::string buffer_;
    std::vector<std::pair<std::uint64_t, std::uint32_t>> met_;  // pairs of one text, with their positions
    PairNumbers pairs_;
    TextNumbers words_;
    std::vector<std::uint64_t> found_;   // the key of each term, 0 for a word
    std::vector<std::uint32_t> terms_;   // of each gram, in the order of reading …
    std::vector<std::uint64_t> places_;  // … and where
    TextNumbers plan_numbers_, kind_numbers_, agency_numbers_;
    std::vector<std::uint32_t> shape_;  // type, kind, agencies
    std::unordered_map<std::vector<std::uint32_t>, std::uint32_t, ShapeHash> shape_numbers_;
};

}  // namespace

std::shared_ptr<const Segment> build_segment(std::span<const Passage> passages) {
    return Builder(passages).build();
}

}  // namespace gangmu::search
