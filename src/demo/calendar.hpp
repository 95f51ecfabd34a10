// Office calendars of the simulated years: weekends, the days with a fixed date, and the spring festival.
// Made up like all of a demonstration; a real office loads the table that its government publishes.
#pragma once

#include <string>

namespace gangmu::demo {

// CSV as tracking::read_calendar takes it.
std::string office_calendar(int year);

}  // namespace gangmu::demo
