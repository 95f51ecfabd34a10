// Working days of the government's offices. A year is known when its 行政機關辦公日曆表 was loaded; days that
// were added by hand (a typhoon, a make-up day) stand over the table. In a year that nobody loaded Saturdays
// and Sundays are off and every other day is work, and every answer says that it was reckoned so.
//
// Threads: an immutable value; copies share.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/persistent_map.hpp"
#include "tracking/days.hpp"

namespace gangmu::tracking {

using Sequence = std::uint64_t;  // of the ledger's event

struct CalendarYear {
    int year = 0;
    std::vector<bool> off;                           // by day of the year, from 0; 365 or 366
    std::vector<std::pair<Day, std::string>> notes;  // ascending: 開國紀念日
    Sequence seq = 0;                                // of the event that loaded it

    bool operator==(const CalendarYear& other) const {
        return year == other.year && off == other.off && notes == other.notes;
    }
};

struct SpecialDay {
    bool off = true;
    std::string note;  // 颱風停止上班
    Sequence seq = 0;

    bool operator==(const SpecialDay&) const = default;
};

// A day that was reckoned, and whether every year that was passed on the way is known.
struct Reckoned {
    Day day = 0;
    bool known = true;

    bool operator==(const Reckoned&) const = default;
};

class Calendar {
  public:
    using Years = PersistentMap<int, std::shared_ptr<const CalendarYear>>;
    using Specials = PersistentMap<Day, SpecialDay>;

    Calendar() = default;
    Calendar(Years years, Specials specials) : years_(std::move(years)), specials_(std::move(specials)) {}

    bool knows(int year) const { return years_.find(year) != nullptr; }
    bool working(Day day) const;
    std::string note(Day day) const;  // empty: none

    // The n-th working day after `from` (before it when n < 0). 0: `from` itself, or the next working day.
    Reckoned move(Day from, int n) const;
    // Working days in (from, to]; negative when `to` lies before.
    int between(Day from, Day to) const;

    Calendar with_year(std::shared_ptr<const CalendarYear> year) const;
    Calendar with_special(Day day, SpecialDay special) const;
    Calendar without_special(Day day) const;

    const Years& years() const { return years_; }
    const Specials& specials() const { return specials_; }
    bool same(const Calendar& other) const {
        return years_.same(other.years_) && specials_.same(other.specials_);
    }

  private:
    Years years_;
    Specials specials_;
};

}  // namespace gangmu::tracking
