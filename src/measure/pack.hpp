// Everything measured as bytes, for a checkpoint: definitions as JSON lines, series as they are numbered,
// tiles with each number in as few bytes as the tile's range needs (a tile of quarterly figures: mostly 1 or
// 2 bytes a number), marks as runs. Reading it back costs copying, not a replay. Layout: "GMP1", then
// sections by varint lengths; see pack.cpp. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "measure/measure.hpp"

namespace gangmu::measure {

std::string pack(const Measure& measure);
// Without roll-ups kept up to date: those are made anew from their specs. Errors: measure-bad.
Result<Measure> unpack(std::string_view bytes);

}  // namespace gangmu::measure
