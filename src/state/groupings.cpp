#include "state/groupings.hpp"

#include <charconv>
#include <map>
#include <unordered_map>

namespace gangmu::state {
namespace {

using measure::Element;
using measure::Measure;
using measure::no_group;
using measure::SeriesKey;
using measure::Unit;

constexpr std::size_t most_depth = 64;

Error wrong(std::string code, Message what, std::string_view where) {
    return fail(Fault::invalid, std::move(code), std::move(what), {}, std::string(where));
}

// Group numbers by name, in order of coming.
class Names {
  public:
    std::uint32_t number(std::string_view name) {
        const auto known = numbers_.find(std::string(name));
        if (known != numbers_.end()) return known->second;
        const auto number = static_cast<std::uint32_t>(names_.size());
        numbers_.emplace(name, number);
        names_.emplace_back(name);
        return number;
    }
    std::vector<std::string> take() { return std::move(names_); }
    std::uint32_t size() const { return static_cast<std::uint32_t>(names_.size()); }

  private:
    std::unordered_map<std::string, std::uint32_t> numbers_;
    std::vector<std::string> names_;
};

// The group of each node row of a plan: its ancestor (or itself) that is directly under `under`, or at a
// level.
Result<std::vector<std::uint32_t>> node_groups(const Content& content, std::string_view under, Names& names) {
    std::vector<std::uint32_t> groups(content.rows(), no_group);
    const auto take = [&](Row top) {
        const std::uint32_t group = names.number(content.node(top).id);
        content.walk([&](Row row) { groups[row] = group; }, top);
    };
    if (under.starts_with("level:")) {
        std::uint32_t level = 0;
        const auto text = under.substr(6);
        const auto read = std::from_chars(text.data(), text.data() + text.size(), level);
        if (read.ec != std::errc() || read.ptr != text.data() + text.size() || level > most_depth)
            return wrong("rollup-under", {"層級須為數字", "A level is a number"}, under);
        std::vector<Row> tops;
        content.walk([&](Row row) {
            if (content.node(row).level == level) tops.push_back(row);
        });
        for (const Row top : tops)
            take(top);
        return groups;
    }
    if (under.empty()) {
        for (const Row top : content.roots())
            take(top);
        return groups;
    }
    const auto row = content.find(under);
    if (!row)
        return wrong("rollup-under", {"計畫中沒有這個節點", "There is no such node in the plan"}, under);
    for (const Row child : content.children(*row))
        take(child);
    return groups;
}

// The unit directly under `under` that this one is, or lies below; null: it lies elsewhere.
const Unit* top_below(const Measure& measure, const Unit& unit, std::string_view under) {
    const Unit* at = &unit;
    for (std::size_t depth = 0; at != nullptr && depth < most_depth; ++depth) {
        if (at->parent == under) return at;
        at = measure.unit(at->parent);
    }
    return nullptr;
}

class Grouper {
  public:
    Grouper(const Snapshot& snapshot, const GroupBy& by)
        : snapshot_(snapshot), measure_(*snapshot.measure), by_(by) {}

    Result<measure::NamedGrouping> group() {
        CHECK(prepare());
        const auto& keys = measure_.table(by_.rhythm).keys;
        measure::NamedGrouping out;
        out.grouping.of_row.reserve(keys.size());
        out.falling.reserve(keys.size());
        keys.leaves([&](std::span<const SeriesKey> leaf) {
            for (const SeriesKey& key : leaf) {
                const Element* element = measure_.element(key.element);
                out.falling.push_back(element != nullptr && element->direction == measure::Direction::less);
                out.grouping.of_row.push_back(
                    element == nullptr || !asked(*element, key) ? no_group : of(*element, key));
            }
        });
        out.grouping.groups = names_.size();
        out.names = names_.take();
        return out;
    }

  private:
    Status prepare() {
        if (!by_.element.empty()) {
            only_ = measure_.element(by_.element);
            if (only_ == nullptr)
                return fail(Fault::not_found, "rollup-element",
                            {"查無此資料項目", "There is no such element"}, {}, by_.element);
        }
        if (by_.by == "node") {
            const Plan* plan = snapshot_.plan(by_.plan);
            const Edition* edition = plan == nullptr ? nullptr : plan->latest();
            if (edition == nullptr || !edition->content)
                return fail(Fault::not_found, "rollup-plan",
                            {"依節點彙總須指定已發布的計畫", "By node needs a published plan"}, {}, by_.plan);
            content_ = edition->content.get();
            TRY(node_groups_, node_groups(*content_, by_.under, names_));
            return {};
        }
        if (by_.by == "unit" && !by_.under.empty() && measure_.unit(by_.under) == nullptr)
            return fail(Fault::not_found, "rollup-under",
                        {"查無此填報單位", "There is no such reporting unit"}, {}, by_.under);
        const bool known = by_.by == "element" || by_.by == "unit" || by_.by == "agency" || by_.by == "all" ||
                           by_.by.starts_with("attribute:") || by_.by.starts_with("dimension:");
        if (!known)
            return wrong("rollup-by", {"不認得的分組方式：" + by_.by, "There is no such grouping: " + by_.by},
                         by_.by);
        return {};
    }

    bool asked(const Element& element, const SeriesKey& key) const {
        if (only_ != nullptr && only_->number != element.number) return false;
        if (!by_.plan.empty() && element.plan != by_.plan) return false;
        if (by_.any_combination || by_.by.starts_with("dimension:")) return true;
        return key.combination == by_.combination;
    }

    std::uint32_t of(const Element& element, const SeriesKey& key) {
        const Unit* unit = measure_.unit(key.unit);
        if (unit == nullptr) return no_group;
        if (by_.by == "all") return names_.number("");
        if (by_.by == "element") return names_.number(element.id);
        if (by_.by == "node") return of_node(element);
        if (by_.by == "agency") return of_agency(*unit);
        if (by_.by == "unit") {
            const Unit* top = top_below(measure_, *unit, by_.under);
            return top == nullptr ? no_group : names_.number(top->id);
        }
        if (by_.by.starts_with("dimension:")) {
            for (const auto& [name, member] : members_of(element, key.combination))
                if (name == std::string_view(by_.by).substr(10)) return names_.number(member);
            return no_group;
        }
        return of_attribute(*unit, std::string_view(by_.by).substr(10));
    }

    std::uint32_t of_node(const Element& element) const {
        const auto* indicator = content_->indicator(element.indicator);
        if (indicator == nullptr) return no_group;
        const auto row = content_->find(indicator->node);
        return row ? node_groups_[*row] : no_group;
    }

    // Under the name that it has now.
    std::uint32_t of_agency(const Unit& unit) {
        const auto agency = measure_.agency_of(unit);
        if (agency.empty()) return no_group;
        const auto* now = snapshot_.agency_names.find(agency);
        return names_.number(now == nullptr ? agency : std::string_view(*now));
    }

    // Of the unit itself or the nearest above that has it.
    std::uint32_t of_attribute(const Unit& unit, std::string_view name) {
        const Unit* at = &unit;
        for (std::size_t depth = 0; at != nullptr && depth < most_depth; ++depth) {
            const auto* value = at->attributes.if_contains(name);
            if (value != nullptr && value->is_string())
                return names_.number(std::string_view(value->get_string()));
            at = measure_.unit(at->parent);
        }
        return no_group;
    }

    const Snapshot& snapshot_;
    const Measure& measure_;
    const GroupBy& by_;
    const Element* only_ = nullptr;
    const Content* content_ = nullptr;
    std::vector<std::uint32_t> node_groups_;
    Names names_;
};

}  // namespace

Result<measure::NamedGrouping> group_series(const Snapshot& snapshot, const GroupBy& by) {
    return Grouper(snapshot, by).group();
}

}  // namespace gangmu::state
