// The door of this room: documents in, draft plan out. Pure: no I/O, no clock; the same documents give the
// same plan.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "documents/document.hpp"
#include "model/plan.hpp"

namespace gangmu::reading {

// An agency that users have registered: it comes before what is built in (agencies/register.hpp).
struct RegisteredAgency {
    std::string name;               // as plans name it
    std::vector<std::string> also;  // full, former and foreign names
};

// One plan out of one or several documents (text + annexes), in the order given; at least one.
// Whatever is not understood is kept as text under its heading; doubts are findings "reading-…".
// Threads: any, at the same time.
model::Plan read(std::span<const documents::Document> documents,
                 std::span<const RegisteredAgency> registered = {});

}  // namespace gangmu::reading
