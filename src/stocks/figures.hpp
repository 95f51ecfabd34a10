// Figures as people read them.
#pragma once

#include <string>

#include "base/decimal.hpp"
#include "base/result.hpp"

namespace gangmu::stocks {

std::string grouped(const Decimal& value);        // 1,234.5
std::string rounded(double value, int decimals);  // 12.3, without trailing noughts
inline const std::string& english(const Message& name) {
    return name.en.empty() ? name.zh : name.en;
}

}  // namespace gangmu::stocks
