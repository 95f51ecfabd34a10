// Any bytes as a formula: no crash, no hang; what is read is printed and read back; it is evaluated in steps.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "formula/evaluate.hpp"
#include "formula/parse.hpp"

namespace {

using namespace gangmu::formula;

class Anything : public Catalogue {
  public:
    std::optional<Element> element(std::string_view name) const override {
        return Element{std::string(name),
                       name.size() % 3 == 0   ? "公噸"
                       : name.size() % 3 == 1 ? ""
                                              : "公秉/日",
                       {{"d", {"x", "y"}}}};
    }
    std::vector<std::string> names() const override { return {"a", "oil.stock"}; }
};

class Numbers : public Source {
  public:
    std::optional<Number> value(std::size_t reference, Where where) const override {
        if ((where.period + static_cast<std::int64_t>(reference)) % 7 == 0) return std::nullopt;
        return Number(where.period * 31 + static_cast<std::int64_t>(where.unit));
    }
    std::int64_t earliest() const override { return -50; }
    std::int64_t year_start(std::int64_t period) const override { return period - 11; }
    std::optional<std::int64_t> year_ago(std::int64_t period) const override { return period - 12; }
    std::int64_t days(std::int64_t) const override { return 30; }
    std::vector<std::uint32_t> children(std::uint32_t unit, std::int64_t) const override {
        return unit < 40 ? std::vector<std::uint32_t>{unit * 2 + 1, unit * 2 + 2}
                         : std::vector<std::uint32_t>{};
    }
    std::optional<std::uint32_t> parent(std::uint32_t unit) const override {
        return unit == 0 ? std::nullopt : std::optional((unit - 1) / 2);
    }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto node = parse(text);
    if (!node) {
        if (node.error().code.empty() || node.error().place.end > size) std::abort();
        error_of(node.error(), text);
        return 0;
    }
    const auto printed = print(*node);
    if (printed.size() <= most_bytes) {
        const auto again = parse(printed);
        if (!again || !(*again == *node)) std::abort();
    }
    const auto formula = check(*node, Anything());
    if (!formula) {
        if (formula.error().code.empty() || formula.error().what.en.empty()) std::abort();
        return 0;
    }
    constexpr std::uint64_t steps = 20'000;
    const auto value = evaluate(*formula, Numbers(), {0, 100}, steps);
    if (value.steps > steps) std::abort();
    if (!value.number && !value.condition && value.why == Why::none) std::abort();
    return 0;
}
