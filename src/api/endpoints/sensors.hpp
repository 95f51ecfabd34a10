// The specs about sensors: docs/sensors.md.
#pragma once

#include <vector>

#include "api/endpoint.hpp"

namespace gangmu::api {

std::vector<Endpoint> sensor_things_endpoints();  // OGC SensorThings
std::vector<Endpoint> sensor_rate_endpoints();    // usable data by station

}  // namespace gangmu::api
