// Whole files in and out, with limits and named errors.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace gangmu {

// The bytes of a regular file; its size is looked at before anything is read.
// Errors: file-missing, file-not-regular, file-unreadable, document-too-large.
Result<std::string> read_file(const std::filesystem::path& path, std::size_t limit);

// Writes a new file beside `path` and renames it over: a reader sees the old bytes or the new ones.
// `mode`: its permissions from the first byte on. Errors: file-unwritable (with the system's reason).
Status write_file(const std::filesystem::path& path, std::string_view bytes, unsigned mode = 0644);

}  // namespace gangmu
