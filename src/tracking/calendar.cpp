#include "tracking/calendar.hpp"

#include <algorithm>

namespace gangmu::tracking {

bool Calendar::working(Day day) const {
    if (const auto* special = specials_.find(day)) return !special->off;
    const int year = year_of(day);
    if (const auto* known = years_.find(year)) {
        const auto at = static_cast<std::size_t>(day - first_of_year(year));
        if (at < (*known)->off.size()) return !(*known)->off[at];
    }
    const int of_week = weekday(day);
    return of_week != 0 && of_week != 6;
}

std::string Calendar::note(Day day) const {
    if (const auto* special = specials_.find(day); special != nullptr && !special->note.empty())
        return special->note;
    const auto* known = years_.find(year_of(day));
    if (known == nullptr) return {};
    const auto& notes = (*known)->notes;
    const auto found = std::lower_bound(notes.begin(), notes.end(), day,
                                        [](const auto& note, Day wanted) { return note.first < wanted; });
    return found != notes.end() && found->first == day ? found->second : std::string();
}

Reckoned Calendar::move(Day from, int n) const {
    Reckoned out{from, knows(year_of(from))};
    const int step = n < 0 ? -1 : 1;
    int left = n < 0 ? -n : n;
    // A table in which nothing is work would never end: two years are more than any holiday.
    int patience = 800 + left * 8;
    const auto walk = [&] {
        out.day += step;
        out.known = out.known && knows(year_of(out.day));
        return --patience > 0;
    };
    if (n == 0) {
        while (!working(out.day) && walk()) {
        }
        return out;
    }
    while (left > 0 && walk())
        if (working(out.day)) --left;
    return out;
}

int Calendar::between(Day from, Day to) const {
    if (to < from) return -between(to, from);
    int count = 0;
    for (Day day = from + 1; day <= to; ++day)
        count += working(day) ? 1 : 0;
    return count;
}

Calendar Calendar::with_year(std::shared_ptr<const CalendarYear> year) const {
    const int number = year->year;
    return {years_.set(number, std::move(year)), specials_};
}

Calendar Calendar::with_special(Day day, SpecialDay special) const {
    return {years_, specials_.set(day, std::move(special))};
}

Calendar Calendar::without_special(Day day) const {
    return {years_, specials_.erase(day)};
}

}  // namespace gangmu::tracking
