// What the index holds: passages. One passage is one thing that can be found (a node, an indicator, a block
// of a document …) as it was known between two ledger sequences.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gangmu::search {

enum class Type : std::uint8_t { plan, agency, node, indicator, fact, document };
inline constexpr std::size_t type_count = 6;
std::string_view to_string(Type type);  // "plan", "agency", "node", …
std::optional<Type> parse_type(std::string_view name);

// Days since 1970-01-01.
using Day = std::int32_t;
inline constexpr Day day_never = std::numeric_limits<Day>::max();   // an open end
inline constexpr Day day_always = std::numeric_limits<Day>::min();  // an open start
std::optional<Day> parse_day(std::string_view iso);                 // "2021-03-01"

using Sequence = std::uint64_t;
inline constexpr Sequence sequence_max = std::numeric_limits<Sequence>::max();

// The searchable fields. A phrase never reaches from one field into another.
enum class Field : std::uint8_t { title, label, agencies, text };

struct Passage {
    Type type = Type::node;
    std::string plan;  // plan id (or the document's key); also a facet
    std::string id;    // node id, indicator id, document SHA-256 …; (type, plan, id) names the passage
    std::string kind;  // 策略, 措施 …; a facet
    std::string label;
    std::string title;
    std::string text;
    std::vector<std::string> agencies;  // searchable and a facet
    std::string place;                // not searched; handed back with a hit (a path, the source's lines …)
    std::uint8_t audience = 0;        // who may find it: 0 everybody, 1 officers (drafts)
    Sequence from = 0;                // known from this sequence on …
    Day effective_from = day_always;  // … and in force on [effective_from, effective_to)
    Day effective_to = day_never;
};

// Names the passages of one thing, in whatever version is known.
struct Key {
    Type type = Type::node;
    std::string plan;
    std::string id;
};

// Longer input is cut (a passage is a paragraph or a node, not a book); in code points.
inline constexpr std::size_t max_title_length = 4'000;
inline constexpr std::size_t max_agencies_length = 8'000;
inline constexpr std::size_t max_text_length = 1'000'000;

}  // namespace gangmu::search
