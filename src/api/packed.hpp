// What the build packed into the binary (cmake/pack_assets.cpp makes the definitions).
#pragma once

#include <cstddef>

extern "C" const char gangmu_packed_bytes[];

namespace gangmu::api {

struct PackedFile {
    struct Place {
        std::size_t at;
        std::size_t size;
    };
    const char* path;  // "/assets/index-abc.js"
    const char* tag;
    Place plain;
    Place gzip;    // size 0: none
    Place brotli;  // size 0: none
};

extern const PackedFile packed_files[];
extern const std::size_t packed_count;

}  // namespace gangmu::api
