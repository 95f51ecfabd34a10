#include "warning/robust.hpp"

#include <algorithm>
#include <cmath>

namespace gangmu::warning {

double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    if (values.size() % 2 == 1) return *middle;
    return (*std::max_element(values.begin(), middle) + *middle) / 2;
}

Spread spread(const std::vector<double>& values) {
    constexpr double normal = 1.4826;
    const auto middle = median(values);
    std::vector<double> away;
    away.reserve(values.size());
    for (const auto value : values)
        away.push_back(std::abs(value - middle));
    return {middle, normal * median(std::move(away)), values.size()};
}

}  // namespace gangmu::warning
