// What becomes of a stock from a day on: if nothing arrives, if what is planned arrives, and if something
// happens (a route is closed for n days, use goes up by x %, an arrival is lost). Day by day: what arrives is
// added, what is used is taken, never under nought. A ship whose way is closed when it would arrive comes on
// the day the route opens again. Pure; any thread; microseconds.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "stocks/supply.hpp"

namespace gangmu::stocks {

struct Arrival {
    Day day = 0;
    double quantity = 0;
    std::string shipment, site, route;
};

struct Closure {
    std::string route;  // empty: every route
    Day from = 0;
    int days = 0;
};

struct Change {
    double use_percent = 0;  // −100 … 1000
    std::vector<Closure> closures;
    std::vector<std::string> lost;  // shipments

    bool nothing() const { return use_percent == 0 && closures.empty() && lost.empty(); }
};

// Where it starts: the stock of the day, reckoned on from the last returns.
struct Start {
    Day day = 0;
    double stock = 0;
    double reported = 0;  // of the last returns
    double per_day = 0;
    std::optional<double> required;
    std::optional<double> capacity;    // of all sites together, when every one has one
    std::vector<Arrival> arrivals;     // after the day, ascending
    std::vector<std::string> overdue;  // under way, should have been in before the day: not counted
};
// Nothing: no return yet, or the average use cannot be told.
std::optional<Start> start_of(const Material& material, const UseRule& rule, const Book& book,
                              const std::vector<const Holding*>& sites, Day today);

struct Path {
    std::vector<double> stock;                 // at the end of day, day + 1, …
    std::vector<std::optional<double>> value;  // in the material's measure
    std::optional<Day> under;                  // the first day below the line of that day
    std::optional<Day> empty;
    std::vector<Arrival> arrivals;  // as they come, within the horizon
    double over_capacity = 0;       // what could not be landed on its day for want of room
};
Path project(const Material& material, const Start& start, bool arrivals, const Change& change, int horizon);

// Errors: change-use, change-days, change-many.
Status check(const Change& change);

}  // namespace gangmu::stocks
