// How much there is and how long it lasts: the stock of a day, the average use a day by the chosen formula,
// days of supply, the share under contract, tiers against what they must hold. Everything says from which
// figures it comes. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "stocks/book.hpp"

namespace gangmu::stocks {

// The average use a day, and whence.
struct UseRate {
    std::optional<double> per_day;  // nothing: cannot be told, `why` says why
    UseRule rule;                   // by which it was found
    Span over;                      // the days that were looked at
    Day days = 0;                   // of them that returns cover (of the site with the least)
    bool partial = false;           // not every day, or not every site
    Message why;                    // how it was found, or why it cannot be
};

// One site or several of one material, on one day.
struct Standing {
    std::optional<double> stock;  // nothing: never returned
    UseRate use;
    std::optional<double> required;
    std::optional<double> value;  // in the material's measure
    const Dated* line = nullptr;
    Light light = Light::unknown;
    Day oldest = 0, newest = 0;        // the days that the stock is of
    std::vector<std::string> missing;  // sites without any return by the day
};

UseRate use_rate(const UseRule& rule, const Book& book, const std::vector<const Holding*>& sites, Day day);
// `rule`: the material's own, or another to compare with.
Standing standing(const Material& material, const UseRule& rule, const Book& book,
                  const std::vector<const Holding*>& sites, Day day);

std::optional<double> value_of(Measure measure, double stock, const std::optional<double>& per_day,
                               const std::optional<double>& required);
Light light_of(const std::optional<double>& value, const Dated* line, int near);

struct TrendPoint {
    std::string period;
    Day day = 0;
    double stock = 0;
    std::optional<double> value;
    const Dated* line = nullptr;
    Light light = Light::unknown;
    bool carried = false;  // some site did not return for the period: its last figure stands
};
// At the ends of the last `count` periods.
std::vector<TrendPoint> trend(const Material& material, const UseRule& rule, const Book& book,
                              const std::vector<const Holding*>& sites, Day day, int count);

// What came in under contract and at spot in the 365 days up to the last return.
struct MixShare {
    double contract = 0, spot = 0;
    Span over;
    std::optional<double> contract_percent;  // nothing: nothing came in that says which
    const Mix* range = nullptr;
    std::optional<bool> within;
};
MixShare mix_share(const Material& material, const Book& book, const std::vector<const Holding*>& sites,
                   Day day);

struct TierShare {
    Tier tier = Tier::none;
    std::size_t sites = 0;
    double stock = 0;
    std::optional<double> required;
    std::optional<double> percent;
};
std::vector<TierShare> tier_shares(const Book& book, const std::vector<const Holding*>& sites, Day day);

}  // namespace gangmu::stocks
