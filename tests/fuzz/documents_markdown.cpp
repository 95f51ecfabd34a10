#include "documents_check.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    return gangmu::fuzz::read("a.md", {reinterpret_cast<const char*>(data), size});
}
