// Stocks' values as JSON: in the payloads of events, in checkpoints, in what the API takes and gives.
#pragma once

#include "base/json.hpp"
#include "stocks/book.hpp"

namespace gangmu::stocks {

void write(JsonWriter& out, const Material& material);  // without its stamp
void write(JsonWriter& out, const Holding& holding);    // likewise
void write(JsonWriter& out, const Duty& duty);
void write(JsonWriter& out, const Shipment& shipment);     // likewise
void write_figures(JsonWriter& out, const Return& value);  // members of an object: period, opening, in, …

// What is missing reads as its default. Errors: json-member (a value of the wrong kind, its name in `where`).
Result<Material> read_material(const json::object& from);
Result<Holding> read_holding(const json::object& from);
Result<Shipment> read_shipment(const json::object& from);
Result<Return> read_return(const json::object& from);  // without span: that is the duty's to say

// The whole, for a checkpoint.
void write(JsonWriter& out, const Stocks& stocks);
Result<Stocks> read_stocks(const json::object& from);

std::optional<Decimal> amount_of(const json::value& value);  // a number, or its digits as text

}  // namespace gangmu::stocks
