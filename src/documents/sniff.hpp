#pragma once

#include <cstdint>
#include <string_view>

namespace gangmu::documents {

enum class Format : std::uint8_t {
    unknown,
    text,
    markdown,
    html,
    csv,
    tsv,
    pdf,
    odt,
    docx,
    ods,
    xlsx,
    old_office,
    encrypted_office
};

// What the bytes are. Contents decide; the name only tells apart what looks the same inside (text, Markdown,
// CSV).
Format sniff(std::string_view name, std::string_view bytes);

std::string_view media_type(Format format);  // "application/pdf"; empty for what cannot be read

}  // namespace gangmu::documents
