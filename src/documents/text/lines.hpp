#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace gangmu::documents::plain {

// The lines of a text, without their ends (\n, \r\n or \r); a last line without an end counts. A form feed is
// taken for white space. lines[0] is line 1.
std::vector<std::string_view> split_lines(std::string_view text);

// The cells of a line: what stands between tabs.
std::vector<std::string_view> split_tabs(std::string_view line);

}  // namespace gangmu::documents::plain
