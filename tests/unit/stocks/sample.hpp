// Materials, sites and returns for the tests of this room.
#pragma once

#include "stocks/book.hpp"
#include "stocks/duty.hpp"

namespace gangmu::stocks::testing_stocks {

inline Day day(const char* iso) {
    return *tracking::parse_day(iso);
}

inline Material gas() {
    Material out;
    out.id = "gas";
    out.name = {"天然氣", "natural gas"};
    out.unit = "公噸";
    out.owner = "經濟部";
    out.lines = {{day("2021-01-01"), Decimal(7), ""},
                 {day("2022-01-01"), Decimal(8), ""},
                 {day("2025-01-01"), Decimal(11), ""}};
    out.mix = {{day("2021-01-01"), Decimal(60), Decimal(70), ""}};
    out.use = {Formula::last_periods, 3};
    return out;
}

inline Holding terminal(const char* site = "yongan") {
    Holding out;
    out.material = "gas";
    out.site = site;
    out.name = "永安接收站";
    out.agency = "台灣中油";
    out.capacity = Decimal(5000);
    out.from = day("2024-01-01");
    return out;
}

// A monthly return that holds.
inline Return month(const char* period, int opening, int in, int out, Sequence seq = 1) {
    Return made;
    made.period = period;
    made.span = *tracking::span_of(period);
    made.opening = Decimal(opening);
    made.in = Decimal(in);
    made.out = Decimal(out);
    made.closing = Decimal(opening + in - out);
    made.stamp = made.first = {seq, std::int64_t{made.span.last + 3} * 86'400'000'000, "amy"};
    return made;
}

inline Book book_of(const Holding& holding, const std::vector<Return>& returns) {
    Book out;
    Series series;
    for (const auto& each : returns)
        series = with(series, each);
    out.returns = out.returns.set(holding_key(holding.material, holding.site), series);
    return out;
}

}  // namespace gangmu::stocks::testing_stocks
