// The signs that Big5 in Taiwan has since ETEN's system and that Microsoft's table leaves to private use: ①,
// ⑴, ⅰ, kana, Cyrillic.
#pragma once

namespace gangmu::text {

// The character for a private one that stands for C6A1 to C8CD of Big5 (U+F6B1…), or 0: it is somebody's own.
char32_t eten_character(char32_t point);

}  // namespace gangmu::text
