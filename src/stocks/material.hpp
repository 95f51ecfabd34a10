// What a stock is of, and the rules that hold for it: its line by date, how its days of supply are reckoned,
// how much of it should come under contract, who reports it how often. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/decimal.hpp"
#include "stocks/words.hpp"
#include "tracking/cycle.hpp"

namespace gangmu::stocks {

using tracking::Day;
using tracking::Sequence;
using tracking::Span;
using tracking::Stamp;

// A figure that holds from a day on.
struct Dated {
    Day from = 0;
    Decimal value;
    std::string note;  // where it is written: 天然氣生產進口事業安全存量…

    bool operator==(const Dated&) const = default;
};
const Dated* on(const std::vector<Dated>& series, Day day);  // ascending by from; null: none holds yet

// Long contracts should bring this share of what comes in, in percent; the rest is bought at spot.
struct Mix {
    Day from = 0;
    Decimal least, most;
    std::string note;

    bool operator==(const Mix&) const = default;
};

struct Duty {
    Cadence every = Cadence::month;
    std::vector<int> weekdays;  // twice_week: the two days whose stock is told, 0: Sunday
    int due_after = 5;          // working days after the period's last day
    int remind_before = 2;      // working days before it is due

    bool operator==(const Duty&) const = default;
};

struct UseRule {
    Formula formula = Formula::last_year;
    int periods = 12;  // last_periods

    bool operator==(const UseRule&) const = default;
};

struct Material {
    std::string id;  // gas; becomes part of keys and addresses
    Message name;
    std::string unit;   // 公噸
    std::string group;  // 能源, 民生, 防疫, 工業: as the owner sorts them
    std::string owner;  // the agency that answers for it
    Measure measure = Measure::days;
    UseRule use;
    std::vector<Dated> lines;  // thresholds by date
    int near = 10;             // percent above the line within which the light says near
    std::vector<Mix> mix;
    Duty duty;
    Open open = Open::owner;
    std::vector<std::string> open_to;  // agencies
    std::string note;
    bool ended = false;
    Stamp stamp;

    bool operator==(const Material&) const = default;
};

// Errors: material-id, material-name, material-unit, material-owner, duty-days, mix-range, near-range,
// series-order (the member in `where`).
Status check(const Material& material);

// One material at one site.
struct Holding {
    std::string material;
    std::string site;
    std::string name;    // of the site, as people know it
    std::string agency;  // that reports it
    Tier tier = Tier::none;
    std::optional<Decimal> capacity;
    std::vector<Dated> required;  // quantity to be held, by date
    std::vector<Dated> planned;   // use a day at this site
    std::optional<Duty> duty;     // nothing: the material's
    Day from = 0;                 // from which it reports
    std::optional<Day> until;     // included
    bool ended = false;
    Stamp stamp;

    bool holds(Day day) const { return from <= day && (!until || day <= *until); }
    bool operator==(const Holding&) const = default;
};
std::string holding_key(std::string_view material, std::string_view site);  // gas|yongan

// Errors: site-id, site-name, site-agency, holding-dates, amount-range, duty-days.
Status check(const Holding& holding);

bool is_id(std::string_view text);         // A-Z a-z 0-9 - _ . ; 1 to 64 bytes
inline constexpr int figure_decimals = 3;  // of every figure, as the measure engine stores it
// Not negative, and short enough to stay exact in every format.
bool is_amount(const Decimal& value);

}  // namespace gangmu::stocks
