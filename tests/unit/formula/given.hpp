// A small world to reckon in: elements with units, units in a tree, months as periods.
#pragma once

#include <gtest/gtest.h>

#include <map>

#include "formula/evaluate.hpp"

namespace gangmu::formula::given {

class Elements : public Catalogue {
  public:
    std::map<std::string, Element, std::less<>> all{
        {"oil.stock", {"oil.stock", "公秉", {{"油種", {"汽油", "柴油"}}}}},
        {"原油存量", {"oil.stock", "公秉", {{"油種", {"汽油", "柴油"}}}}},
        {"oil.use", {"oil.use", "公秉", {}}},
        {"oil.rate", {"oil.rate", "公秉/日", {}}},
        {"coal", {"coal", "公噸", {}}},
        {"coal.kg", {"coal.kg", "公斤", {}}},
        {"share", {"share", "%", {}}},
        {"people", {"people", "人", {}}},
        {"money", {"money", "億元", {}}},
        {"a", {"a", "", {}}},
        {"b", {"b", "", {}}},
    };
    std::optional<Element> element(std::string_view name) const override {
        const auto found = all.find(name);
        return found == all.end() ? std::nullopt : std::optional(found->second);
    }
    std::vector<std::string> names() const override {
        std::vector<std::string> out;
        for (const auto& [name, element] : all)
            out.push_back(name);
        return out;
    }
};

// Months, 12 a year, of 30 days; unit 0 stands above 1 and 2, 1 above 3 and 4.
class World : public Source {
  public:
    explicit World(const Formula& formula) : formula_(&formula) {}

    std::map<std::tuple<std::string, std::uint32_t, std::int64_t>, Number> values;
    std::int64_t first = 0;
    mutable std::size_t asked = 0;

    World& with(const std::string& element, std::int64_t period, const char* value, std::uint32_t unit = 0) {
        const std::string_view text = value;
        const bool minus = text.front() == '-';
        const auto number = Number::parse(text.substr(minus ? 1 : 0)).value();
        values[{element, unit, period}] = minus ? number.negated() : number;
        return *this;
    }

    std::optional<Number> value(std::size_t reference, Where where) const override {
        ++asked;
        const auto& meant = formula_->references.at(reference);
        auto name = meant.element;
        for (const auto& pin : meant.pins)
            name += "|" + pin.second;
        const auto found = values.find({name, where.unit, where.period});
        return found == values.end() ? std::nullopt : std::optional(found->second);
    }
    std::int64_t earliest() const override { return first; }
    std::int64_t year_start(std::int64_t period) const override { return period - ((period % 12) + 12) % 12; }
    std::optional<std::int64_t> year_ago(std::int64_t period) const override { return period - 12; }
    std::int64_t days(std::int64_t) const override { return 30; }
    std::vector<std::uint32_t> children(std::uint32_t unit, std::int64_t) const override {
        if (unit == 0) return {1, 2};
        if (unit == 1) return {3, 4};
        return {};
    }
    std::optional<std::uint32_t> parent(std::uint32_t unit) const override {
        if (unit == 0) return std::nullopt;
        return unit <= 2 ? 0 : 1;
    }

  private:
    const Formula* formula_;
};

inline Formula compiled(std::string_view text, std::optional<std::string_view> unit = std::nullopt) {
    auto formula = compile(text, Elements(), unit);
    if (!formula) {
        const auto error = error_of(formula.error(), text);
        ADD_FAILURE() << text << ": " << error.what.en << " | " << error.mend.en;
        return {};
    }
    return std::move(*formula);
}

}  // namespace gangmu::formula::given
