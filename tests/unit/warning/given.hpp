#pragma once

#include "warning/judge.hpp"

namespace gangmu::warning::given {

inline Decimal number(std::string_view text) {
    return Decimal::parse(text).value();
}

// 2026-01-01 08:00 in Taipei.
inline constexpr Moment start = 1'767'225'600;

inline Line line(std::initializer_list<const char*> values, Moment step = day) {
    Line made;
    made.unit = "天";
    made.step = step;
    Moment at = start;
    for (const auto* value : values) {
        if (*value != '\0') made.points.push_back({at, number(value)});  // "": missing
        at += step;
    }
    return made;
}

inline Rule rule(Kind kind = Kind::threshold, const char* limit = "8") {
    Rule made;
    made.id = "gas";
    made.name = {"天然氣安全存量", "Gas stock"};
    made.element = "gas.days";
    made.kind = kind;
    if (kind == Kind::threshold || kind == Kind::forecast) made.limits = {{INT32_MIN, number(limit)}};
    return made;
}

}  // namespace gangmu::warning::given
