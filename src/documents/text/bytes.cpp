#include "documents/text/bytes.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "documents/errors.hpp"
#include "text/encoding.hpp"

namespace gangmu::documents {

namespace {

// Control characters that no text has: the bytes are something else.
bool is_binary(const std::string& text) {
    std::size_t controls = 0;
    for (char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        controls += byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r' && byte != '\f' &&
                    byte != '\v' && byte != 0x1B;
    }
    return controls > text.size() / 200;
}

}  // namespace

Result<std::string> decode_text(const Input& input, std::string_view declared, Diagnostics& diagnostics) {
    text::Decoded decoded = text::decode(input.bytes, declared);
    if (is_binary(decoded.text)) return unknown_error(input.name);
    if (decoded.bad * 100 > decoded.points)
        return undecodable_error(input.name, decoded.encoding, decoded.bad, decoded.points,
                                 decoded.bad_lines.empty() ? 1 : decoded.bad_lines.front());
    for (std::size_t line : decoded.bad_lines) {
        Diagnostic diagnostic;
        diagnostic.severity = Severity::warning;
        diagnostic.code = "reading-bad-bytes";
        diagnostic.message = {fmt::format("第 {} 行有無法以 {} 解碼的字，以 � 代替", line, decoded.encoding),
                              fmt::format("line {} has characters that cannot be decoded as {}; they read �",
                                          line, decoded.encoding)};
        diagnostic.first_line = diagnostic.last_line = static_cast<unsigned>(line);
        diagnostics.push_back(std::move(diagnostic));
    }
    decoded.text.erase(std::remove(decoded.text.begin(), decoded.text.end(), '\0'), decoded.text.end());
    return std::move(decoded.text);
}

}  // namespace gangmu::documents
