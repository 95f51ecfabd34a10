// A document's blocks as JSON: the source beside the plan.
#pragma once

#include "base/json.hpp"
#include "documents/document.hpp"

namespace gangmu::api {

// {"kind","aside","level","marker","text","bold","page","lines":[a,b],"block","sheet","cells","table":{…}};
// what is unknown, false or none is left out.
void write_block(JsonWriter& out, const documents::Block& block);

}  // namespace gangmu::api
