// A demonstration store's replies say so: a header, a member or column in what they carry, and the name of
// the file.
#pragma once

#include "api/reply.hpp"

namespace gangmu::api {

void mark_demo(Reply& reply);

}  // namespace gangmu::api
