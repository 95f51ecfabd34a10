#include "search/segment.hpp"

#include <algorithm>
#include <cmath>

#include "search/stream.hpp"

namespace gangmu::search {
namespace {

constexpr double length_base = 1.19;

// Reads the next of the strings that write_text put one behind the other.
std::string_view read_text(std::string_view& rest) {
    std::size_t size = 0;
    unsigned shift = 0;
    std::size_t at = 0;
    for (;; shift += 7) {
        const auto byte = static_cast<std::uint8_t>(rest[at++]);
        size |= static_cast<std::size_t>(byte & 0x7F) << shift;
        if (byte < 0x80) break;
    }
    const auto text = rest.substr(at, size);
    rest.remove_prefix(at + size);
    return text;
}

template <class T>
std::size_t bytes_of(const std::vector<T>& vector) {
    return vector.capacity() * sizeof(T);
}

std::size_t bytes_of(const Names& names) {
    std::size_t bytes = bytes_of(names.names);
    for (const auto& name : names.names)
        bytes += name.capacity();
    return bytes;
}

}  // namespace

std::uint8_t length_class(std::uint32_t letters) {
    return static_cast<std::uint8_t>(std::log(1.0 + letters) / std::log(length_base));
}

std::uint32_t class_length(std::uint8_t length) {
    return static_cast<std::uint32_t>(std::pow(length_base, length) - 1.0);
}

std::uint32_t hash_key(Type type, std::string_view id) {
    std::uint64_t hash = 0xCBF29CE484222325U + static_cast<std::uint64_t>(type);
    for (const char c : id)
        hash = (hash ^ static_cast<std::uint8_t>(c)) * 0x100000001B3U;
    return static_cast<std::uint32_t>(hash ^ hash >> 32);
}

std::uint32_t Names::find(std::string_view name) const {
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == name) return static_cast<std::uint32_t>(i);
    return none;
}

Segment::Terms Segment::pair(std::uint64_t key) const {
    const auto at = std::lower_bound(pair_keys.begin(), pair_keys.end(), key);
    const auto first = static_cast<std::uint32_t>(at - pair_keys.begin());
    return at != pair_keys.end() && *at == key ? Terms{first, first + 1} : Terms{};
}

Segment::Terms Segment::pairs_from(std::uint32_t letter) const {
    const auto first = std::lower_bound(pair_keys.begin(), pair_keys.end(), pair_key(letter, 0));
    const auto last = std::lower_bound(first, pair_keys.end(), pair_key(letter + 1, 0));
    return {static_cast<std::uint32_t>(first - pair_keys.begin()),
            static_cast<std::uint32_t>(last - pair_keys.begin())};
}

std::optional<Postings> Segment::letter(std::uint32_t letter) const {
    const auto at = std::lower_bound(letters.begin(), letters.end(), letter);
    if (at == letters.end() || *at != letter) return std::nullopt;
    const auto i = static_cast<std::size_t>(at - letters.begin());
    return Postings{posting_bytes.data() + letter_at[i], letter_count[i]};
}

Segment::Terms Segment::words_from(std::string_view prefix) const {
    const auto words = static_cast<std::uint32_t>(word_at.size() - 1);
    const auto bound = [&](auto before) {
        std::uint32_t low = 0, high = words;
        while (low < high) {
            const std::uint32_t middle = (low + high) / 2;
            if (before(word_of(middle)))
                low = middle + 1;
            else
                high = middle;
        }
        return low + static_cast<std::uint32_t>(pair_keys.size());
    };
    return {bound([&](std::string_view word) { return word < prefix; }),
            bound([&](std::string_view word) { return word.substr(0, prefix.size()) <= prefix; })};
}

Segment::Terms Segment::word(std::string_view word) const {
    const Terms terms = words_from(word);
    if (terms.first == terms.last) return {};
    const bool there = word_of(terms.first - static_cast<std::uint32_t>(pair_keys.size())) == word;
    return there ? Terms{terms.first, terms.first + 1} : Terms{};
}

std::size_t Segment::width(std::uint32_t term) const {
    return term < pair_keys.size() ? pair_width(pair_keys[term])
                                   : word_width(word_of(term - static_cast<std::uint32_t>(pair_keys.size())));
}

Segment::Reach Segment::reach(Doc doc, Field field) const {
    switch (field) {
        case Field::title:
            return {0, title_end[doc]};
        case Field::label:
            return {title_end[doc] + 1U, label_end[doc]};
        case Field::agencies:
            return {label_end[doc] + 1U, agencies_end[doc]};
        case Field::text:
            break;
    }
    return {agencies_end[doc] + 1U, 0xFFFFFFFF};
}

Segment::Texts Segment::texts(Doc doc) const {
    auto rest = std::string_view(text_bytes).substr(text_at[doc], text_at[doc + 1] - text_at[doc]);
    Texts texts;
    for (auto* text : {&texts.id, &texts.label, &texts.title, &texts.text, &texts.place})
        *text = read_text(rest);
    return texts;
}

Passage Segment::passage(Doc doc) const {
    const Texts text = texts(doc);
    Passage out;
    out.type = static_cast<Type>(type[doc]);
    out.plan = plans.names[plan[doc]];
    out.id = text.id;
    out.kind = kinds.names[kind(doc)];
    out.label = text.label;
    out.title = text.title;
    out.text = text.text;
    for (const auto agency : agencies(doc))
        out.agencies.push_back(agency_names.names[agency]);
    out.place = text.place;
    out.audience = audience[doc];
    out.from = from[doc];
    out.effective_from = effective_from[doc];
    out.effective_to = effective_to[doc];
    return out;
}

std::vector<Doc> Segment::find(const Key& key) const {
    std::vector<Doc> docs;
    const std::uint32_t number = plans.find(key.plan);
    if (number == Names::none) return docs;
    const auto begin = key_hash.begin() + plan_at[number];
    const auto end = key_hash.begin() + plan_at[number + 1];
    const auto range = std::equal_range(begin, end, hash_key(key.type, key.id));
    for (auto at = range.first; at != range.second; ++at) {
        const Doc doc = key_docs[static_cast<std::size_t>(at - key_hash.begin())];
        if (static_cast<Type>(type[doc]) == key.type && texts(doc).id == key.id) docs.push_back(doc);
    }
    return docs;
}

std::vector<Doc> Segment::of_plan(std::string_view plan_id) const {
    const std::uint32_t number = plans.find(plan_id);
    if (number == Names::none) return {};
    std::vector<Doc> docs(key_docs.begin() + plan_at[number], key_docs.begin() + plan_at[number + 1]);
    std::sort(docs.begin(), docs.end());
    return docs;
}

std::span<const std::uint32_t> Segment::counts_at(std::uint32_t bytes) const {
    const auto at = std::lower_bound(kept_at.begin(), kept_at.end(), bytes);
    if (at == kept_at.end() || *at != bytes) return {};
    const std::size_t width = kept_counts.size() / kept_at.size();
    return {kept_counts.data() + static_cast<std::size_t>(at - kept_at.begin()) * width, width};
}

Memory Segment::memory() const {
    Memory memory;
    memory.texts = text_bytes.capacity() + bytes_of(text_at);
    memory.postings = bytes_of(posting_bytes);
    memory.dictionary = bytes_of(pair_keys) + bytes_of(word_at) + word_bytes.capacity() +
                        bytes_of(posting_at) + bytes_of(posting_count) + bytes_of(letters) +
                        bytes_of(letter_at) + bytes_of(letter_count);
    memory.passages = plan.bytes() + shape.bytes() + type.bytes() + audience.bytes() + from.bytes() +
                      effective_from.bytes() + effective_to.bytes() + bytes_of(shapes.type) +
                      bytes_of(shapes.kind) + bytes_of(shapes.agency_at) + bytes_of(shapes.agency_ids) +
                      bytes_of(plan_runs) + bytes_of(title_end) + bytes_of(label_end) +
                      bytes_of(agencies_end) + bytes_of(length) + bytes_of(key_docs) + bytes_of(key_hash) +
                      bytes_of(plan_at) + bytes_of(plans) + bytes_of(kinds) + bytes_of(agency_names) +
                      bytes_of(kept_at) + bytes_of(kept_counts);
    return memory;
}

}  // namespace gangmu::search
