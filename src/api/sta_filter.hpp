// $filter of SensorThings 1.1: comparison, and, or, not, and functions of text and time. Parsed into a tree,
// evaluated on one entity in bounded steps. Pure; any thread.
#pragma once

#include <memory>
#include <string_view>
#include <variant>

#include "api/sta_entity.hpp"

namespace gangmu::api::sta {

struct Instant {
    std::int64_t us = 0;
    bool operator==(const Instant&) const = default;
};
using Value = std::variant<std::monostate, bool, double, std::string, Instant>;

class Filter {
  public:
    // Errors: sta-filter, with the place in `where`; unsupported: a function that there is not.
    static Result<Filter> parse(std::string_view text);
    // Properties that there are not are null, which fits no comparison but "eq null".
    bool fits(const measure::Measure& measure, const Entity& entity) const;
    // What a property path ("Datastream/id", "location/type") holds: also for $orderby.
    static Value value_of(const measure::Measure& measure, Entity entity, std::string_view path);
    // Less than, as $orderby sorts: nothing first, then numbers, texts.
    static bool less(const Value& a, const Value& b);
    // The bounds on phenomenonTime that must hold for it to fit: what need not be looked at.
    Between between() const;

    struct Node;

  private:
    std::shared_ptr<const Node> root_;
};

}  // namespace gangmu::api::sta
