#include "stocks/identity.hpp"

#include <fmt/format.h>

#include "stocks/figures.hpp"

namespace gangmu::stocks {
namespace {

Break broken(BreakKind kind, const Holding& holding, const Return& value, const Decimal& stated,
             const Decimal& expected) {
    return {kind,
            holding.material,
            holding.site,
            value.period,
            stated,
            expected,
            stated.minus(expected).value_or(Decimal(0)),
            {}};
}

}  // namespace

std::string_view to_string(BreakKind kind) {
    constexpr std::string_view names[] = {"sum", "carry", "capacity", "parts"};
    return names[static_cast<std::size_t>(kind)];
}

std::optional<Decimal> closing_of(const Return& value) {
    auto sum = value.opening.plus(value.in);
    if (sum) sum = sum->minus(value.out);
    if (sum) sum = sum->plus(value.adjust);
    return sum;
}

std::vector<Break> breaks_within(const Holding& holding, const Return& value) {
    std::vector<Break> out;
    if (const auto closing = closing_of(value); closing && *closing != value.closing)
        out.push_back(broken(BreakKind::sum, holding, value, value.closing, *closing));
    if (holding.capacity && value.closing > *holding.capacity)
        out.push_back(broken(BreakKind::capacity, holding, value, value.closing, *holding.capacity));
    const auto parts = value.contract.value_or(Decimal(0)).plus(value.spot.value_or(Decimal(0)));
    if (parts && *parts > value.in) out.push_back(broken(BreakKind::parts, holding, value, *parts, value.in));
    if (value.use && *value.use > value.out)
        out.push_back(broken(BreakKind::parts, holding, value, *value.use, value.out));
    return out;
}

std::vector<Break> breaks(const Holding& holding, const Series& series) {
    std::vector<Break> out;
    const Return* before = nullptr;
    for (const auto& each : series) {
        if (before != nullptr && before->span.last + 1 == each->span.first &&
            before->closing != each->opening) {
            out.push_back(broken(BreakKind::carry, holding, *each, each->opening, before->closing));
            out.back().earlier = before->period;
        }
        for (auto& found : breaks_within(holding, *each))
            out.push_back(std::move(found));
        before = each.get();
    }
    return out;
}

Message words(const Break& broken, const Holding& holding, const Material& material) {
    const auto period = tracking::period_label(broken.period);
    const auto stated = grouped(broken.stated), expected = grouped(broken.expected),
               difference = grouped(broken.difference);
    const auto head_zh = fmt::format("{} {} {}：", material.name.zh, holding.name, period.zh);
    const auto head_en = fmt::format("{}, {}, {}: ", english(material.name), holding.name, period.en);
    switch (broken.kind) {
        case BreakKind::sum:
            return {
                head_zh +
                    fmt::format("期末 {}，但期初＋進－出＋盤差＝{}，差 {}", stated, expected, difference),
                head_en + fmt::format("closing is {}, but opening + in − out + adjustment is {}: {} apart",
                                      stated, expected, difference)};
        case BreakKind::carry: {
            const auto before = tracking::period_label(broken.earlier);
            return {head_zh + fmt::format("期初 {} 與前期（{}）期末 {} 不符，差 {}", stated, before.zh,
                                          expected, difference),
                    head_en + fmt::format("it opens with {}, the period before ({}) closed with {}: {} apart",
                                          stated, before.en, expected, difference)};
        }
        case BreakKind::capacity:
            return {head_zh + fmt::format("期末 {} 超過容量 {}，多 {}", stated, expected, difference),
                    head_en + fmt::format("closing {} is over the capacity {}, by {}", stated, expected,
                                          difference)};
        case BreakKind::parts:
            return {head_zh + fmt::format("分項 {} 大於總數 {}，多 {}", stated, expected, difference),
                    head_en + fmt::format("the parts {} are more than the whole {}, by {}", stated, expected,
                                          difference)};
    }
    return {};
}

}  // namespace gangmu::stocks
