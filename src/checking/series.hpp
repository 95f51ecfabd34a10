// The figures of an indicator that say the same thing in different years: cells of one row whose words,
// numbers apart, are the same.
#pragma once

#include <string>
#include <vector>

#include "model/plan.hpp"

namespace gangmu::checking {

struct Point {
    const model::Target* target = nullptr;
    model::Figure figure;
};

struct Series {
    std::string words;          // of the clause that holds the figure, without numbers and unit
    std::vector<Point> points;  // years ascending; "overall" is not among them
};

std::vector<Series> series_of(const model::Indicator& indicator);

// The words around a figure, without numbers, unit, 累計 and comparators.
std::string clause_words(const std::string& text, const std::string& unit);

}  // namespace gangmu::checking
