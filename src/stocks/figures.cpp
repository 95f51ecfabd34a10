#include "stocks/figures.hpp"

#include <fmt/format.h>

namespace gangmu::stocks {

std::string grouped(const Decimal& value) {
    std::string text = value.str();
    const bool negative = text.front() == '-';
    auto at = text.find('.');
    if (at == std::string::npos) at = text.size();
    while (at > 3 + (negative ? 1U : 0U)) {
        at -= 3;
        text.insert(at, 1, ',');
    }
    return negative ? "−" + text.substr(1) : text;
}

std::string rounded(double value, int decimals) {
    std::string text = fmt::format("{:.{}f}", value, decimals);
    if (text.find('.') == std::string::npos) return text;
    while (text.back() == '0')
        text.pop_back();
    if (text.back() == '.') text.pop_back();
    return text == "-0" ? "0" : text;
}

}  // namespace gangmu::stocks
