// A formula that was checked: every element is known, every unit fits. The door of this room: compile, then
// evaluate (evaluate.hpp) against any Source. Pure; a Formula is a value and may be shared by threads.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "formula/ast.hpp"

namespace gangmu::formula {

// What a formula may refer to.
class Catalogue {
  public:
    struct Dimension {
        std::string name;
        std::vector<std::string> values;
    };
    struct Element {
        std::string id;    // the name may be another: 原油存量 for oil.stock
        std::string unit;  // empty: a pure number
        std::vector<Dimension> dimensions;
    };

    Catalogue() = default;
    Catalogue(const Catalogue&) = delete;
    Catalogue& operator=(const Catalogue&) = delete;
    virtual ~Catalogue() = default;
    virtual std::optional<Element> element(std::string_view name) const = 0;
    virtual std::vector<std::string> names() const = 0;  // for suggestions
};

struct Reference {
    std::string element;  // id
    std::vector<std::pair<std::string, std::string>> pins;

    bool operator==(const Reference&) const = default;
};

struct Formula {
    Node root;
    std::vector<Reference> references;  // each once, in order of appearance
    Unit unit;                          // of the result; after `result` was applied
    text::Ratio result;                 // what the root's number is multiplied by
    std::vector<Op> uses;               // periods and units other than the asked ones; see reaches()

    bool condition() const { return root.type.kind == Kind::condition; }
    // How many periods back it can look; nothing: without end (history, cumulative, ytd, year_ago count by
    // the calendar and are told apart by `uses`).
    std::optional<std::int64_t> periods_back() const;
};

// `unit`: the result has to be in it, and is converted to it; nullopt: as the formula makes it.
tl::expected<Formula, Problem> compile(std::string_view text, const Catalogue& catalogue,
                                       std::optional<std::string_view> unit = std::nullopt);
tl::expected<Formula, Problem> check(Node node, const Catalogue& catalogue,
                                     std::optional<std::string_view> unit = std::nullopt);

// The problem as an error of the program; says which character and shows the piece.
Error error_of(const Problem& problem, std::string_view text);

}  // namespace gangmu::formula
