// The plan of a demonstration for which nobody gave one: of examples/, packed into the binary.
#pragma once

#include "services/registry.hpp"

namespace gangmu::demo {

services::FileBytes example();

}  // namespace gangmu::demo
