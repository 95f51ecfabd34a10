#pragma once

#include <string>
#include <string_view>

namespace gangmu::documents::plain {

// Decodes the character reference that begins at text[at] == '&'. On success appends it to `out`, moves `at`
// behind it and returns true.
bool decode_entity(std::string_view text, std::size_t& at, std::string& out);

}  // namespace gangmu::documents::plain
