// The register of agencies: what a government's bodies are called in short and in full, and from when to
// when. Data, not rules: users can extend it. Short names are the ones in use on the day of the document.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gangmu::reading {

struct AgencyName {
    std::string_view short_name;
    std::string_view full_name;  // empty: the same
    std::string_view parent;     // short name; empty: none above it that matters
    std::string_view from;       // ISO date from which it has this name; empty: always
    std::string_view until;      // day before which it had it; empty: still
};

std::span<const AgencyName> register_of_agencies();

// The names a document defines itself: 「國家發展委員會(簡稱國發會)」.
class Agencies {
  public:
    Agencies();

    // This name now means that agency, whatever it meant before.
    void set(std::string_view name, std::string_view short_name);

    // Takes over every definition in `text`.
    void learn(std::string_view text);

    // A name that the document itself prints as responsible becomes known.
    void learn_name(std::string_view name);

    // The short name of `name` (full or short, spaces inside are no matter), when it is an agency. `torn`
    // allows characters to be missing of neither.
    std::optional<std::string> find(std::string_view name) const;

    // Is it an office that belongs under an agency (工業局 → 經濟部)? The agency's short name.
    std::optional<std::string> parent_of(std::string_view office) const;

    // The longest name that `text` begins with: its bytes and short name.
    struct Prefix {
        std::size_t length = 0;
        std::string short_name;
    };
    std::optional<Prefix> prefix(std::string_view text) const;

  private:
    struct Entry {
        std::string name;  // folded, without white space
        std::string short_name;
    };
    void add(std::string_view name, std::string_view short_name);
    std::vector<Entry> entries_;  // sorted by name
};

}  // namespace gangmu::reading
