#include "stocks/projection.hpp"

#include <algorithm>
#include <tuple>

namespace gangmu::stocks {
namespace {

bool has(const std::vector<std::string>& all, const std::string& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
}

// When a ship comes that would come on `day`: closures that follow one another hold it again.
Day passing(Day day, const std::string& route, const std::vector<Closure>& closures) {
    for (bool held = true; held;) {
        held = false;
        for (const auto& each : closures) {
            if (!each.route.empty() && each.route != route) continue;
            if (day < each.from || day >= each.from + each.days) continue;
            day = each.from + each.days;
            held = true;
        }
    }
    return day;
}

std::vector<Arrival> coming(const Start& start, const Change& change) {
    std::vector<Arrival> out;
    for (auto each : start.arrivals) {
        if (has(change.lost, each.shipment)) continue;
        each.day = passing(each.day, each.route, change.closures);
        out.push_back(std::move(each));
    }
    std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.day < b.day; });
    return out;
}

}  // namespace

Status check(const Change& change) {
    const auto wrong = [](const char* code, Message what, const char* where) {
        return fail(Fault::invalid, code, std::move(what), {}, where);
    };
    if (!(change.use_percent >= -100 && change.use_percent <= 1000))
        return wrong("change-use", {"使用量增減須在 -100 至 1000％", "A change of use is −100 to 1000 %"},
                     "use");
    if (change.closures.size() > 20 || change.lost.size() > 200)
        return wrong("change-many", {"情境太多", "These are too many changes"}, "lost");
    for (const auto& each : change.closures)
        if (each.days < 0 || each.days > 3660)
            return wrong("change-days", {"中斷日數須為 0 至 3660", "A closure lasts 0 to 3660 days"}, "days");
    return {};
}

std::optional<Start> start_of(const Material& material, const UseRule& rule, const Book& book,
                              const std::vector<const Holding*>& sites, Day today) {
    const auto now = standing(material, rule, book, sites, today);
    if (!now.stock) return std::nullopt;
    // Where the line is about a quantity that is held, no use a day is needed to see how it stands.
    if (!now.use.per_day && material.measure == Measure::days) return std::nullopt;
    Start out;
    out.day = today;
    out.reported = *now.stock;
    out.per_day = now.use.per_day.value_or(0);
    out.required = now.required;
    double capacity = 0;
    bool bounded = !sites.empty();
    out.stock = out.reported;
    const double whole = *now.stock;
    std::vector<std::pair<std::string, Day>> since;
    for (const auto* site : sites) {
        if (!site->holds(today)) continue;
        if (site->capacity)
            capacity += site->capacity->approximate();
        else
            bounded = false;
        const auto* last = latest(book.series(site->material, site->site), today);
        if (last == nullptr) continue;
        since.emplace_back(site->site, last->span.last);
        // Used since the site's last return: by its own average, or, where it has none, by its part of the
        // stock.
        const auto own = use_rate(rule, book, {site}, today).per_day;
        const double part = whole > 0 ? last->closing.approximate() / whole : 0;
        out.stock -= own.value_or(out.per_day * part) * (today - last->span.last);
    }
    if (bounded) out.capacity = capacity;
    book.shipments.each([&](const std::string&, const auto& ship) {
        if (ship->material != material.id) return;
        const auto at = std::find_if(since.begin(), since.end(),
                                     [&](const auto& each) { return each.first == ship->site; });
        if (at == since.end()) return;
        const double quantity = ship->quantity.approximate();
        if (ship->state == ShipState::arrived && *ship->arrived > at->second && *ship->arrived <= today)
            out.stock += quantity;
        if (!ship->coming()) return;
        if (ship->eta <= today)
            out.overdue.push_back(ship->id);
        else
            out.arrivals.push_back({ship->eta, quantity, ship->id, ship->site, ship->route});
    });
    out.stock = std::max(out.stock, 0.0);
    std::sort(out.overdue.begin(), out.overdue.end());
    std::sort(out.arrivals.begin(), out.arrivals.end(), [](const auto& a, const auto& b) {
        return std::tie(a.day, a.shipment) < std::tie(b.day, b.shipment);
    });
    return out;
}

Path project(const Material& material, const Start& start, bool arrivals, const Change& change, int horizon) {
    Path out;
    const double per_day = start.per_day * (100 + change.use_percent) / 100;
    const auto ships = arrivals ? coming(start, change) : std::vector<Arrival>();
    std::size_t next = 0;
    double stock = start.stock;
    for (Day day = start.day; day <= start.day + horizon; ++day) {
        if (day > start.day) stock = std::max(stock - per_day, 0.0);
        for (; next < ships.size() && ships[next].day <= day; ++next) {
            stock += ships[next].quantity;
            out.arrivals.push_back(ships[next]);
        }
        if (start.capacity && stock > *start.capacity)
            out.over_capacity = std::max(out.over_capacity, stock - *start.capacity);
        const auto value = value_of(material.measure, stock, per_day, start.required);
        const auto* line = on(material.lines, day);
        if (!out.under && value && line != nullptr && *value < line->value.approximate()) out.under = day;
        if (!out.empty && stock <= 0) out.empty = day;
        out.stock.push_back(stock);
        out.value.push_back(value);
    }
    return out;
}

}  // namespace gangmu::stocks
