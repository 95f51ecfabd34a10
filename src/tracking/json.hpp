// Tracking's values as JSON: in the payloads of events, in checkpoints and in answers.
#pragma once

#include "base/json.hpp"
#include "tracking/tracking.hpp"

namespace gangmu::tracking {

void write(JsonWriter& out, const Rhythm& rhythm);  // without its stamp
void write(JsonWriter& out, const Stage& stage);
void write(JsonWriter& out, const CalendarYear& year);
void write(JsonWriter& out, const ForeignKeys& keys);

// What is missing reads as its default. Errors: rhythm-every, review-stage, calendar-year.
Result<Rhythm> read_rhythm(const json::object& from);
Result<Stage> read_stage(const json::object& from);
Result<std::shared_ptr<const CalendarYear>> read_year(const json::object& from);
ForeignKeys read_keys(const json::object& from);

// The whole, for a checkpoint.
void write(JsonWriter& out, const Tracking& tracking);
Result<Tracking> read_tracking(const json::object& from);

// Members of an object; what is missing or of another type reads as empty.
std::string text_of(const json::object& from, std::string_view key);
std::uint64_t count_of(const json::object& from, std::string_view key);
std::int64_t whole_of(const json::object& from, std::string_view key, std::int64_t otherwise);
bool flag_of(const json::object& from, std::string_view key);
std::optional<Day> day_of(const json::object& from, std::string_view key);
const json::array& list_of(const json::object& from, std::string_view key);
const json::object& object_of(const json::object& from, std::string_view key);
std::map<std::string, Decimal> shares_of(const json::object& from);

}  // namespace gangmu::tracking
