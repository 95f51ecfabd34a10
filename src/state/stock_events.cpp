#include "state/stock_events.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "state/payload.hpp"
#include "stocks/json.hpp"

namespace gangmu::state {
namespace {

namespace s = stocks;

const json::object& object_in(const json::object& from, std::string_view key) {
    static const json::object none;
    const auto* value = from.if_contains(key);
    return value != nullptr && value->is_object() ? value->get_object() : none;
}

s::Stamp stamp_of(const ledger::Event& event) {
    return {event.seq, event.recorded_us, event.actor};
}

// The book that the payload means, changed by `change`; false when there is none, or it does not fit.
template <class Change>
bool in_book(s::Stocks& all, const json::object& payload, Change&& change) {
    const auto id = text(payload, "exercise");
    if (id.empty()) return change(all.real);
    const auto* exercise = all.exercise(id);
    if (exercise == nullptr) return false;
    auto next = std::make_shared<s::Exercise>(*exercise);
    if (!change(next->book)) return false;
    all.exercises = all.exercises.set(id, std::move(next));
    return true;
}

bool set_material(s::Stocks& all, const ledger::Event& event, const json::object& payload) {
    auto read = s::read_material(object_in(payload, "material"));
    if (!read || read->id.empty()) return false;
    read->stamp = stamp_of(event);
    std::string id = read->id;
    all.materials = all.materials.set(std::move(id), std::make_shared<const s::Material>(std::move(*read)));
    return true;
}

bool set_holding(s::Stocks& all, const ledger::Event& event, const json::object& payload) {
    auto read = s::read_holding(object_in(payload, "holding"));
    if (!read || all.material(read->material) == nullptr) return false;
    read->stamp = stamp_of(event);
    std::string key = s::holding_key(read->material, read->site);
    all.holdings = all.holdings.set(std::move(key), std::make_shared<const s::Holding>(std::move(*read)));
    return true;
}

bool returned(s::Stocks& all, const ledger::Event& event, const json::object& payload) {
    return in_book(all, payload, [&](s::Book& book) {
        for (const auto& each : array(payload, "rows")) {
            if (!each.is_object()) return false;
            const auto& row = each.get_object();
            auto read = s::read_return(row);
            const auto first = tracking::parse_day(text(row, "first")),
                       last = tracking::parse_day(text(row, "last"));
            if (!read || !first || !last) return false;
            read->span = {*first, *last};
            read->stamp = stamp_of(event);
            std::string key = s::holding_key(text(row, "material"), text(row, "site"));
            const auto* known = book.returns.find(key);
            auto series = s::with(known == nullptr ? s::Series() : *known, std::move(*read));
            book.returns = book.returns.set(std::move(key), std::move(series));
        }
        return true;
    });
}

bool withdrawn(s::Stocks& all, const ledger::Event&, const json::object& payload) {
    return in_book(all, payload, [&](s::Book& book) {
        std::string key = s::holding_key(text(payload, "material"), text(payload, "site"));
        const auto* known = book.returns.find(key);
        if (known == nullptr || s::find(*known, text(payload, "period")) == nullptr) return false;
        auto series = s::without(*known, text(payload, "period"));
        book.returns = book.returns.set(std::move(key), std::move(series));
        return true;
    });
}

bool set_shipment(s::Stocks& all, const ledger::Event& event, const json::object& payload) {
    auto read = s::read_shipment(object_in(payload, "shipment"));
    if (!read || read->id.empty()) return false;
    read->stamp = stamp_of(event);
    return in_book(all, payload, [&](s::Book& book) {
        std::string id = read->id;
        book.shipments = book.shipments.set(std::move(id), std::make_shared<const s::Shipment>(*read));
        return true;
    });
}

bool notified(s::Stocks& all, const ledger::Event& event, const json::object& payload) {
    return in_book(all, payload, [&](s::Book& book) {
        s::Shortage made;
        made.id = "s-" + std::to_string(event.seq);
        made.material = text(payload, "material");
        made.item = text(payload, "item");
        made.owner = text(payload, "owner");
        made.site = text(payload, "site");
        made.agency = text(payload, "agency");
        made.severity = s::parse<s::Severity>(text(payload, "severity")).value_or(s::Severity::unknown);
        made.steps.push_back(
            {s::CaseState::notified, text(payload, "reason"), made.severity, stamp_of(event)});
        std::string id = made.id;
        book.shortages =
            book.shortages.set(std::move(id), std::make_shared<const s::Shortage>(std::move(made)));
        return true;
    });
}

bool stepped(s::Stocks& all, const ledger::Event& event, const json::object& payload) {
    const auto to = s::parse<s::CaseState>(text(payload, "to"));
    if (!to) return false;
    return in_book(all, payload, [&](s::Book& book) {
        const auto id = text(payload, "shortage");
        const auto* known = book.shortages.find(id);
        if (known == nullptr || !s::may_follow((*known)->state, *to)) return false;
        auto next = std::make_shared<s::Shortage>(**known);
        next->state = *to;
        if (const auto severity = s::parse<s::Severity>(text(payload, "severity")))
            next->severity = *severity;
        if (payload.contains("substitute")) next->substitute = text(payload, "substitute");
        if (payload.contains("expected_end"))
            next->expected_end = tracking::parse_day(text(payload, "expected_end"));
        next->steps.push_back({*to, text(payload, "reason"), next->severity, stamp_of(event)});
        book.shortages = book.shortages.set(id, std::move(next));
        return true;
    });
}

bool started(s::Stocks& all, const ledger::Event& event, const json::object& payload) {
    s::Exercise made;
    made.id = "x-" + std::to_string(event.seq);
    made.name = text(payload, "name");
    made.scenario = text(payload, "scenario");
    made.copied = flag(payload, "copied");
    made.started = stamp_of(event);
    if (made.copied) made.book = all.real;
    std::string id = made.id;
    all.exercises = all.exercises.set(std::move(id), std::make_shared<const s::Exercise>(std::move(made)));
    return true;
}

bool ended(s::Stocks& all, const ledger::Event& event, const json::object& payload) {
    const auto id = text(payload, "exercise");
    const auto* known = all.exercise(id);
    if (known == nullptr || !known->open()) return false;
    auto next = std::make_shared<s::Exercise>(*known);
    next->ended = stamp_of(event);
    next->ended_reason = text(payload, "reason");
    all.exercises = all.exercises.set(id, std::move(next));
    return true;
}

struct Row {
    std::string_view type;
    bool (*change)(s::Stocks&, const ledger::Event&, const json::object&);
    const char* zh;  // {0}: what it is about, {1}: the reason
    const char* en;
};
constexpr Row rows[] = {
    {event::material_set, set_material, "設定存量品項 {0}", "Set the material {0}"},
    {event::holding_set, set_holding, "設定存量據點 {0}", "Set the site {0}"},
    {event::stock_returned, returned, "申報存量 {0}", "Returned stocks: {0}"},
    {event::stock_withdrawn, withdrawn, "撤回 {0} 的存量申報：{1}", "Withdrew the return of {0}: {1}"},
    {event::shipment_set, set_shipment, "登錄船貨 {0}", "Set the shipment {0}"},
    {event::shortage_notified, notified, "通報短缺 {0}：{1}", "Notified a shortage of {0}: {1}"},
    {event::shortage_stepped, stepped, "短缺案件 {0}：{1}", "Shortage {0}: {1}"},
    {event::exercise_started, started, "開始演習 {0}", "Began the exercise {0}"},
    {event::exercise_ended, ended, "結束演習 {0}：{1}", "Ended the exercise {0}: {1}"},
};

const Row* row_of(std::string_view type) {
    const auto* found =
        std::find_if(std::begin(rows), std::end(rows), [&](const Row& row) { return row.type == type; });
    return found == std::end(rows) ? nullptr : found;
}

// What an event is about, in the words of its payload.
std::string about(std::string_view type, const json::object& payload) {
    if (type == event::material_set) return text(object_in(payload, "material"), "id");
    if (type == event::holding_set)
        return text(object_in(payload, "holding"), "material") + " " +
               text(object_in(payload, "holding"), "name");
    if (type == event::shipment_set) return text(object_in(payload, "shipment"), "id");
    if (type == event::stock_returned) {
        const auto& all = array(payload, "rows");
        if (all.empty() || !all[0].is_object()) return {};
        const auto& first = all[0].get_object();
        auto out = text(first, "material") + " " + text(first, "site") + " " + text(first, "period");
        return all.size() == 1 ? out : out + fmt::format(" … ({})", all.size());
    }
    if (type == event::stock_withdrawn)
        return text(payload, "material") + " " + text(payload, "site") + " " + text(payload, "period");
    if (type == event::exercise_started) return text(payload, "name");
    if (type == event::exercise_ended) return text(payload, "exercise");
    return text(payload, "item") + text(payload, "shortage");
}

}  // namespace

const stocks::Stocks& stocks_of(const Snapshot& snapshot) {
    static const stocks::Stocks none;
    return snapshot.stocks ? *snapshot.stocks : none;
}

bool is_stock_event(std::string_view type) {
    return row_of(type) != nullptr;
}

bool fold_stocks(Snapshot& snapshot, const ledger::Event& event, const json::object& payload) {
    const auto* row = row_of(event.type);
    auto next = std::make_shared<stocks::Stocks>(stocks_of(snapshot));
    if (row == nullptr || !row->change(*next, event, payload)) return false;
    next->version = event.seq;
    snapshot.stocks = std::move(next);
    return true;
}

std::optional<Message> stock_summary(std::string_view type, const json::object& payload) {
    const auto* row = row_of(type);
    if (row == nullptr) return std::nullopt;
    const auto what = about(type, payload), why = text(payload, "reason");
    const bool drill = type != event::exercise_started && type != event::exercise_ended &&
                       !text(payload, "exercise").empty();
    return Message{(drill ? "【演習】" : "") + fmt::format(fmt::runtime(row->zh), what, why),
                   (drill ? "[EXERCISE] " : "") + fmt::format(fmt::runtime(row->en), what, why)};
}

}  // namespace gangmu::state
