// Bytes of a text in an unknown encoding -> UTF-8. What cannot be decoded becomes U+FFFD and is counted.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gangmu::text {

struct Decoded {
    std::string text;                    // valid UTF-8 without a byte order mark
    std::string encoding;                // "UTF-8", "UTF-16LE", "Big5", "Shift_JIS", "GB18030", "EUC-JP", …
    std::size_t points = 0;              // code points of `text`
    std::size_t bad = 0;                 // how many of them stand for bytes that could not be decoded
    std::vector<std::size_t> bad_lines;  // their lines from 1, ascending, without repeats; at most 1000
};

// Decodes by, in this order: byte order mark; `declared` (a name that the carrier gives, may be empty or
// unknown); zero bytes of UTF-16; valid or nearly valid UTF-8; the legacy encoding that explains the bytes
// best. Private-use characters of a legacy encoding (made by the writer's own font) count as bad. Threads:
// any.
Decoded decode(std::string_view bytes, std::string_view declared = {});

}  // namespace gangmu::text
