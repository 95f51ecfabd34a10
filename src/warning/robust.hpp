// Middle and spread that a few wild values do not move. Pure.
#pragma once

#include <optional>
#include <vector>

namespace gangmu::warning {

double median(std::vector<double> values);  // of at least one

struct Spread {
    double middle = 0;
    double spread = 0;  // 1.4826 × MAD: the standard deviation where values are normally distributed
    std::size_t values = 0;
};
Spread spread(const std::vector<double>& values);  // of at least one

}  // namespace gangmu::warning
