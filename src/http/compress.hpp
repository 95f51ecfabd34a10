// gzip for replies made at run time. Assets are compressed when they are built.
#pragma once

#include <string>
#include <string_view>

namespace gangmu::http {

// Level 1 to 9; empty when zlib fails (out of memory).
std::string gzip(std::string_view bytes, int level = 5);

}  // namespace gangmu::http
