// The events of stocks and their fold. Each payload is a JSON object with "v": 1. "exercise" names the
// exercise whose figures they are; without it they are real.
//
//   material.set       {"material":{…}}                       stocks/json.hpp; replaces the one of its id
//   holding.set        {"holding":{…}}                        a material at a site; likewise
//   stock.returned     {"exercise","rows":[{"material","site","first","last", figures…}]}  one commit, one
//   batch stock.withdrawn    {"exercise","material","site","period","reason"} shipment.set
//   {"exercise","shipment":{…}} shortage.notified
//   {"exercise","material","item","owner","site","agency","severity","reason"} shortage.stepped
//   {"exercise","shortage","to","reason","severity","substitute","expected_end"} exercise.started
//   {"name","scenario","copied"}           its id: x- and the event's number exercise.ended
//   {"exercise","reason"}
#pragma once

#include <optional>
#include <string_view>

#include "base/json.hpp"
#include "ledger/ledger.hpp"
#include "state/snapshot.hpp"
#include "stocks/book.hpp"

namespace gangmu::state {

namespace event {
inline constexpr std::string_view material_set = "material.set";
inline constexpr std::string_view holding_set = "holding.set";
inline constexpr std::string_view stock_returned = "stock.returned";
inline constexpr std::string_view stock_withdrawn = "stock.withdrawn";
inline constexpr std::string_view shipment_set = "shipment.set";
inline constexpr std::string_view shortage_notified = "shortage.notified";
inline constexpr std::string_view shortage_stepped = "shortage.stepped";
inline constexpr std::string_view exercise_started = "exercise.started";
inline constexpr std::string_view exercise_ended = "exercise.ended";
}  // namespace event

const stocks::Stocks& stocks_of(const Snapshot& snapshot);  // none set: an empty one

bool is_stock_event(std::string_view type);
// False: the event does not fit what is there (nothing was changed then). Its cost: that of what it names.
bool fold_stocks(Snapshot& snapshot, const ledger::Event& event, const json::object& payload);
std::optional<Message> stock_summary(std::string_view type, const json::object& payload);

}  // namespace gangmu::state
