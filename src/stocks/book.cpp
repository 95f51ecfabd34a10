#include "stocks/book.hpp"

#include <algorithm>
#include <tuple>

namespace gangmu::stocks {
namespace {

// The first that ends after the day.
std::size_t after(const Series& series, Day day) {
    std::size_t low = 0, high = series.size();
    while (low < high) {
        const auto middle = (low + high) / 2;
        if (series[middle]->span.last <= day)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

template <class Map>
auto pointer_in(const Map& map, std::string_view id) -> decltype(map.find(id)->get()) {
    const auto* found = map.find(id);
    return found == nullptr ? nullptr : found->get();
}

}  // namespace

bool Return::same_figures(const Return& other) const {
    return std::tie(opening, in, out, closing, adjust, use, contract, spot, quality, note) ==
           std::tie(other.opening, other.in, other.out, other.closing, other.adjust, other.use,
                    other.contract, other.spot, other.quality, other.note);
}

const Return* latest(const Series& series, Day day) {
    const auto at = after(series, day);
    return at == 0 ? nullptr : series[at - 1].get();
}

const Return* find(const Series& series, std::string_view period) {
    const auto span = tracking::span_of(period);
    if (!span) return nullptr;
    for (auto at = after(series, span->last); at > 0 && series[at - 1]->span.last == span->last; --at)
        if (series[at - 1]->period == period) return series[at - 1].get();
    return nullptr;
}

Series with(const Series& series, Return value) {
    value.first = value.stamp;
    const auto at = after(series, value.span.last);
    if (const auto* old = find(series, value.period)) {
        value.first = old->first;
        value.corrections = old->corrections + 1;
        for (auto i = at; i > 0; --i)
            if (series[i - 1].get() == old)
                return series.update(
                    i - 1, [&](ReturnPtr& slot) { slot = std::make_shared<const Return>(std::move(value)); });
    }
    auto made = std::make_shared<const Return>(std::move(value));
    if (at == series.size()) return series.push_back(std::move(made));
    Series::Builder out;
    for (std::size_t i = 0; i < series.size(); ++i) {
        if (i == at) out.push_back(made);
        out.push_back(series[i]);
    }
    return out.take();
}

Series without(const Series& series, std::string_view period) {
    Series::Builder out;
    for (const auto& each : series)
        if (each->period != period) out.push_back(each);
    return out.take();
}

Status check(const Shipment& shipment) {
    const auto wrong = [](const char* code, Message what, const char* where) {
        return fail(Fault::invalid, code, std::move(what), {}, where);
    };
    if (!is_id(shipment.id))
        return wrong(
            "shipment-id",
            {"船貨代碼只能用字母、數字、-、_ 與 .", "A shipment's code has letters, digits, -, _ and ."},
            "id");
    if (!is_amount(shipment.quantity) || shipment.quantity == Decimal(0))
        return wrong("shipment-quantity", {"數量須大於 0", "A quantity is more than 0"}, "quantity");
    if ((shipment.state == ShipState::arrived) != shipment.arrived.has_value())
        return wrong("shipment-arrived",
                     {"已到港者須填到港日，其餘不填", "What has arrived has its day, other ships have none"},
                     "arrived");
    for (const auto* text : {&shipment.vessel, &shipment.origin, &shipment.route})
        if (text->size() > 200) return wrong("text-long", {"文字太長", "The text is too long"}, "route");
    return {};
}

bool may_follow(CaseState from, CaseState to) {
    switch (to) {
        case CaseState::notified:
            return false;
        case CaseState::assessed:
            return true;
        case CaseState::handled:
            return from == CaseState::assessed;
    }
    return false;
}

const Series& Book::series(std::string_view material, std::string_view site) const {
    static const Series none;
    const auto* found = returns.find(holding_key(material, site));
    return found == nullptr ? none : *found;
}

const Material* Stocks::material(std::string_view id) const {
    return pointer_in(materials, id);
}

const Holding* Stocks::holding(std::string_view material, std::string_view site) const {
    return pointer_in(holdings, holding_key(material, site));
}

const Exercise* Stocks::exercise(std::string_view id) const {
    return pointer_in(exercises, id);
}

const Book* Stocks::book(std::string_view id) const {
    if (id.empty()) return &real;
    const auto* found = exercise(id);
    return found == nullptr ? nullptr : &found->book;
}

std::vector<const Material*> Stocks::all_materials() const {
    std::vector<const Material*> out;
    materials.each([&](const std::string&, const auto& each) {
        if (!each->ended) out.push_back(each.get());
    });
    std::sort(out.begin(), out.end(), [](const auto* a, const auto* b) {
        return std::tie(a->group, a->stamp.seq, a->id) < std::tie(b->group, b->stamp.seq, b->id);
    });
    return out;
}

std::vector<const Holding*> Stocks::sites_of(std::string_view material) const {
    std::vector<const Holding*> out;
    holdings.each([&](const std::string&, const auto& each) {
        if (each->material == material && !each->ended) out.push_back(each.get());
    });
    std::sort(out.begin(), out.end(), [](const auto* a, const auto* b) {
        return std::tie(a->tier, a->site) < std::tie(b->tier, b->site);
    });
    return out;
}

}  // namespace gangmu::stocks
