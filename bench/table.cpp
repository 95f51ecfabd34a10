#include "table.hpp"

#include <algorithm>
#include <cstdio>

namespace gangmu::bench {
namespace {

// How wide the text stands on a terminal: CJK letters take two places.
std::size_t width(const std::string& text) {
    std::size_t places = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if ((byte & 0xC0) != 0x80) places += byte >= 0xE3 ? 2 : 1;
    }
    return places;
}

}  // namespace

Table::Table(std::string title, std::vector<std::string> header)
    : title_(std::move(title)), rows_{std::move(header)} {}

void Table::row(std::vector<std::string> cells) {
    rows_.push_back(std::move(cells));
}

void Table::print() const {
    std::vector<std::size_t> widths(rows_.front().size(), 3);
    for (const auto& row : rows_)
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], width(row[i]));
    std::printf("\n%s\n\n", title_.c_str());
    for (std::size_t r = 0; r < rows_.size(); ++r) {
        for (std::size_t i = 0; i < rows_[r].size(); ++i) {
            const std::string pad(widths[i] - width(rows_[r][i]), ' ');
            const bool left = i == 0;
            std::printf("| %s%s%s ", left ? "" : pad.c_str(), rows_[r][i].c_str(), left ? pad.c_str() : "");
        }
        std::printf("|\n");
        if (r > 0) continue;
        for (std::size_t i = 0; i < widths.size(); ++i)
            std::printf("|%s%s", std::string(widths[i] + 1, '-').c_str(), i == 0 ? "-" : ":");
        std::printf("|\n");
    }
    std::fflush(stdout);
}

std::string number(double value, int decimals) {
    char digits[64];
    std::snprintf(digits, sizeof digits, "%.*f", decimals, value);
    std::string out = digits;
    const std::size_t point = std::min(out.find('.'), out.size());
    for (std::size_t at = point; at > 3 && out[at - 4] != '-'; at -= 3)
        out.insert(at - 3, 1, ',');
    return out;
}

std::string times(double value, double base) {
    return base > 0 ? number(value / base, 1) + " ×" : "-";
}

}  // namespace gangmu::bench
