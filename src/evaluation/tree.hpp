// The lights of a whole plan: every node's own (its indicators and its progress) and what stands under it,
// rolled up by weight. A parent shows the weighted achievement and the count of each light; its own light is
// at best "at risk" while anything under it is behind or was not reported.
//
//   weight       unset ones weigh as much as the mean of those that are set beside them; none set: all alike
//   achievement  weighted over what has one, each between 0 and 100 %; `coverage` says how much weight that
//   is.
//                Not due, not reported and undecidable things have none and are left out, never counted as
//                zero
//   counts       of single lights under the node (indicators and items' progress), a twin not twice
//
// An Evaluation is an immutable value: it can live in a snapshot and be read by any thread. Order of siblings
// never matters: sums are whole numbers.
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "base/persistent_vector.hpp"
#include "evaluation/progress.hpp"

namespace gangmu::evaluation {

using Counts = std::array<std::uint32_t, light_count>;

struct Summary {
    Light light = Light::none;
    Why why = Why::nothing_there;
    Nano achievement = unknown;
    Nano coverage = 0;  // share of the weight whose achievement is known
    Nano behind = 0;    // share of the judged weight that is behind or not reported
    Nano risk = 0;
    Counts counts{};

    std::uint32_t bad_count() const {
        return counts[static_cast<std::size_t>(Light::behind)] +
               counts[static_cast<std::size_t>(Light::not_reported)];
    }
    std::uint32_t judged() const;  // with a light in the order
    bool operator==(const Summary&) const = default;
};

// What is added up under a node; exact, so that taking one away and adding it again changes nothing.
struct Sums {
    Wide judged = 0, present = 0;  // weight with a light in the order; with any light
    Wide behind = 0, risk = 0;
    Wide known = 0, achieved = 0;
    Counts counts{};

    void add(const Summary& part, std::int64_t weight, int sign = 1);
    Summary summary(const Rules& rules) const;
    bool operator==(const Sums&) const = default;
};

enum Flag : std::uint16_t {
    flag_report_missing = 1,   // the last report due is not there
    flag_report_late = 2,      // in grace, or late often
    flag_not_begun = 4,        // its time has come and no progress was filed
    flag_unowned = 8,          // no agency answers for it, nor for anything above it
    flag_without_target = 16,  // an agency answers, but there is no target on it, under it or above it
    flag_warning = 32,         // expected to miss its goal or its end
    flag_overridden = 64,
    flag_reached_late = 128,
    flag_past_end = 256,
};

// One thing with a light of its own: an indicator, or the progress of the item.
struct Component {
    Light light = Light::none;
    Light computed = Light::none;
    Why why = Why::nothing_there;
    Nano achievement = unknown;
    std::int64_t weight = 0;  // millionths
    bool counted = true;      // false: a twin
    bool overridden = false;
    bool warning = false;

    bool operator==(const Component&) const = default;
};

// A component as what is summed up: its achievement between 0 and 100 %.
Summary part_of(const Component& component);

struct NodeResult {
    Light light = Light::none;  // as shown: an officer's, else the computed one
    std::uint16_t flags = 0;
    Summary own;                        // of its indicators and its progress
    Summary all;                        // and of everything under it; all.light is the computed light
    Sums sums;                          // behind `all`
    std::vector<Component> components;  // one for each indicator, and last its progress

    bool operator==(const NodeResult&) const = default;
};

class Evaluation {
  public:
    Evaluation() = default;
    static Evaluation of(PlanInput input, const Moment& moment, const Rules& rules = {});

    // With one node's input replaced: the node is judged again and its ancestors are summed again. Its parent
    // must be the same. When weights change, everything is reckoned anew.
    Evaluation with(std::uint32_t node, std::shared_ptr<const NodeInput> input) const;

    std::size_t size() const { return results_.size(); }
    const NodeResult& node(std::uint32_t place) const { return results_[place]; }
    const NodeInput& input(std::uint32_t place) const { return *inputs_[place]; }
    const Summary& whole() const { return whole_; }  // the plan
    const Context& context() const { return tree_->context; }
    std::int64_t weight(std::uint32_t place) const { return tree_->weights[place]; }
    std::vector<std::uint32_t> children(std::uint32_t place) const;
    const std::vector<std::uint32_t>& roots() const { return tree_->roots; }
    bool equal_weights(std::uint32_t place) const;  // nothing under it has a weight of its own

  private:
    struct Tree {
        Context context;
        std::vector<std::uint32_t> parents;
        std::vector<std::uint32_t> first, below;  // children of i: below[first[i] … first[i + 1])
        std::vector<std::uint32_t> roots;
        std::vector<std::int64_t> weights;      // of each node among its siblings, in millionths
        std::vector<std::int64_t> own_default;  // of a node's unset components
        std::vector<std::uint8_t> standing;     // an agency above, a target above, below
    };
    static std::shared_ptr<const Tree> tree_of(const PlanInput& input, const Context& context);
    static NodeResult judge_node(const Tree& tree, std::uint32_t place, const NodeInput& input);
    static Summary as_part(const NodeResult& result, const Tree& tree, std::uint32_t place);
    static void close(NodeResult& result, const Tree& tree, const NodeInput& input);

    std::shared_ptr<const Tree> tree_;
    PersistentVector<std::shared_ptr<const NodeInput>> inputs_;
    PersistentVector<NodeResult> results_;
    Sums sums_;
    Summary whole_;
    PlanInput frame_;  // without nodes
};

}  // namespace gangmu::evaluation
