#include "demo/example.hpp"

#include <filesystem>

__asm__(
    ".section .rodata\n"
    "gangmu_example_begin:\n"
    ".incbin \"" GANGMU_EXAMPLE
    "\"\n"
    "gangmu_example_end:\n"
    ".previous\n");

extern "C" {
extern const char gangmu_example_begin[];
extern const char gangmu_example_end[];
}

namespace gangmu::demo {

services::FileBytes example() {
    return {std::filesystem::path(GANGMU_EXAMPLE).filename().string(),
            std::string(gangmu_example_begin, gangmu_example_end)};
}

}  // namespace gangmu::demo
