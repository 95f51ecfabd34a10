// The parent's side of the worker: any bytes are an answer or refused, and what is accepted packs to the
// same.
#include "documents/wire.hpp"
#include "documents_check.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace gangmu::documents;
    gangmu::Result<Document> result{Document{}};
    if (unpack({reinterpret_cast<const char*>(data), size}, result)) {
        gangmu::Result<Document> again{Document{}};
        gangmu::fuzz::require(unpack(pack(result), again));
        gangmu::fuzz::require(pack(again) == pack(result));
    }
    Order order;
    (void)unpack_order({reinterpret_cast<const char*>(data), size}, order);
    return 0;
}
