// The named refusals of this room, each with what to do about it. `name` is the file's name as the user gave
// it.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/result.hpp"

namespace gangmu::documents {

Error empty_error(std::string_view name);
Error too_large_error(std::string_view name, std::size_t bytes, std::size_t limit);
Error unknown_error(std::string_view name);
Error encrypted_error(std::string_view name);
Error undecodable_error(std::string_view name, std::string_view encoding, std::size_t bad, std::size_t points,
                        std::size_t line);
Error scanned_error(std::string_view name, std::size_t pages);
Error fonts_error(std::string_view name, std::size_t page);
Error old_format_error(std::string_view name);
Error broken_error(std::string_view name, std::string_view detail);
Error too_deep_error(std::string_view name, std::size_t limit);
Error bomb_error(std::string_view name, std::size_t limit);
Error too_many_pages_error(std::string_view name, std::size_t pages, std::size_t limit);
Error timeout_error(std::string_view name, std::size_t seconds);
Error memory_error(std::string_view name, std::size_t bytes);
Error crashed_error(std::string_view name, std::string_view detail);
Error no_tool_error(std::string_view name, std::string_view tool);

}  // namespace gangmu::documents
