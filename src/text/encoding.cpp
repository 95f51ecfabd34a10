#include "text/encoding.hpp"

#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <optional>

#include "text/eten.hpp"
#include "text/utf8.hpp"

namespace gangmu::text {

namespace {

constexpr std::size_t max_bad_lines = 1000;

struct Legacy {
    const char* name;
    const char* converter;  // ICU's
};
// In order of preference where two explain the bytes equally well.
constexpr std::array<Legacy, 4> legacies{{{"Big5", "windows-950-2000"},
                                          {"Shift_JIS", "ibm-943_P15A-2003"},
                                          {"GB18030", "gb18030"},
                                          {"EUC-JP", "euc-jp-2007"}}};

using Converter = std::unique_ptr<UConverter, decltype(&ucnv_close)>;

Converter open_converter(const char* name) {
    UErrorCode status = U_ZERO_ERROR;
    Converter converter(ucnv_open(name, &status), &ucnv_close);
    if (U_FAILURE(status)) return {nullptr, &ucnv_close};
    ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_SUBSTITUTE, nullptr, nullptr, nullptr, &status);
    return converter;
}

// Collects decoded code points as UTF-8 and keeps count of the bad ones.
class Sink {
  public:
    explicit Sink(bool private_is_bad, bool eten = false) : private_is_bad_(private_is_bad), eten_(eten) {}

    void add(char32_t point, bool bad = false) {
        if (private_is_bad_ && point >= 0xE000 && point <= 0xF8FF) {
            const char32_t known = eten_ ? eten_character(point) : 0;
            bad = bad || known == 0;
            point = known ? known : point;
        }
        if (point == replacement) bad = true;
        ++result.points;
        if (point == '\n') ++line_;
        if (bad) {
            ++result.bad;
            if (result.bad_lines.size() < max_bad_lines &&
                (result.bad_lines.empty() || result.bad_lines.back() != line_))
                result.bad_lines.push_back(line_);
            point = replacement;
        }
        append(result.text, point);
    }

    Decoded result;

  private:
    bool private_is_bad_, eten_;
    std::size_t line_ = 1;
};

Decoded from_utf8(std::string_view bytes) {
    Sink sink(false);
    sink.result.encoding = "UTF-8";
    sink.result.text.reserve(bytes.size());
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t start = at;
        const char32_t point = next(bytes, at);
        if (point != replacement || at != start + 1) {
            sink.add(point);
            continue;
        }
        // the remains of one cut-off character are one fault
        while (at < bytes.size() && (static_cast<unsigned char>(bytes[at]) & 0xC0) == 0x80 && at - start < 3)
            ++at;
        sink.add(replacement, true);
    }
    return std::move(sink.result);
}

Decoded from_utf16(std::string_view bytes, bool big) {
    Sink sink(false);
    sink.result.encoding = big ? "UTF-16BE" : "UTF-16LE";
    auto unit = [&](std::size_t at) -> char32_t {
        const auto a = static_cast<unsigned char>(bytes[at]), b = static_cast<unsigned char>(bytes[at + 1]);
        return big ? a << 8 | b : b << 8 | a;
    };
    std::size_t at = 0;
    while (at + 1 < bytes.size()) {
        char32_t point = unit(at);
        at += 2;
        if (point >= 0xD800 && point < 0xDC00 && at + 1 < bytes.size()) {
            const char32_t low = unit(at);
            if (low >= 0xDC00 && low < 0xE000) {
                point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
                at += 2;
            }
        }
        sink.add(point >= 0xD800 && point < 0xE000 ? replacement : point);
    }
    if (at < bytes.size()) sink.add(replacement, true);
    return std::move(sink.result);
}

std::optional<Decoded> from_converter(std::string_view bytes, const char* converter_name, const char* name) {
    Converter converter = open_converter(converter_name);
    if (!converter) return std::nullopt;
    Sink sink(true, std::string_view(name) == "Big5");
    sink.result.encoding = name;
    sink.result.text.reserve(bytes.size() * 3 / 2);
    const char* source = bytes.data();
    const char* end = source + bytes.size();
    std::array<UChar, 4096> buffer;
    char32_t high = 0;
    for (;;) {
        UChar* target = buffer.data();
        UErrorCode status = U_ZERO_ERROR;
        ucnv_toUnicode(converter.get(), &target, buffer.data() + buffer.size(), &source, end, nullptr, true,
                       &status);
        for (const UChar* c = buffer.data(); c != target; ++c) {
            if (*c >= 0xD800 && *c < 0xDC00) {
                high = *c;
            } else if (*c >= 0xDC00 && *c < 0xE000) {
                sink.add(high ? 0x10000 + ((high - 0xD800) << 10) + (*c - 0xDC00) : replacement);
                high = 0;
            } else {
                sink.add(*c == 0x1A ? replacement : *c);  // the substitution of ICU's single-byte halves
            }
        }
        if (status != U_BUFFER_OVERFLOW_ERROR) return std::move(sink.result);
    }
}

// How many characters of a decoded sample are common in running text of that encoding's language. Wrong
// decodings are made of rare characters, half-width kana and letters of other scripts.
std::size_t common_characters(const Decoded& decoded, std::string_view bytes, std::string_view name) {
    std::size_t common = 0;
    if (name == "Big5" || name == "GB18030" || name == "EUC-JP") {
        // the lead bytes of the frequent characters and of punctuation
        const unsigned char first = name == "Big5" ? 0xA1 : 0xA1, last = name == "Big5"     ? 0xC6
                                                                         : name == "EUC-JP" ? 0xCF
                                                                                            : 0xD7;
        for (std::size_t at = 0; at < bytes.size(); ++at) {
            const auto c = static_cast<unsigned char>(bytes[at]);
            if (c < 0x80) continue;
            if (at + 1 >= bytes.size()) break;
            const auto trail = static_cast<unsigned char>(bytes[at + 1]);
            const bool in_gap = c >= 0xAA && c <= 0xAF && name != "Big5";
            const bool trail_fits =
                name == "Big5" ? (trail >= 0x40 && trail <= 0x7E) || trail >= 0xA1 : trail >= 0xA1;
            if (c >= first && c <= last && trail_fits && !in_gap) ++common;
            ++at;
        }
    } else {
        for (std::size_t at = 0; at < decoded.text.size();) {
            const char32_t point = next(decoded.text, at);
            common += (point >= 0x3000 && point <= 0x30FF) || (point >= 0x4E00 && point <= 0x9FFF);
        }
    }
    return common;
}

// Western text with typographic quotes, dashes or accents: its bytes above ASCII stand alone and are few. In
// the encodings of East Asia they come in pairs.
bool is_western(std::string_view bytes) {
    std::size_t high = 0, alone = 0, controls = 0;
    const auto above = [&](std::size_t at) { return at < bytes.size() && (bytes[at] & 0x80) != 0; };
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        if (!above(at)) continue;
        ++high;
        alone += !above(at + 1) && (at == 0 || !above(at - 1));
        const auto byte = static_cast<unsigned char>(bytes[at]);
        controls += byte == 0x81 || byte == 0x8D || byte == 0x8F || byte == 0x90 || byte == 0x9D;
    }
    return high > 0 && controls == 0 && alone * 20 >= high * 19 && high * 8 < bytes.size();
}

Decoded from_legacy(std::string_view bytes) {
    if (is_western(bytes.substr(0, 1u << 18)))
        if (auto decoded = from_converter(bytes, "windows-1252", "windows-1252")) return std::move(*decoded);
    const std::string_view sample = bytes.substr(0, 1u << 18);
    std::optional<Decoded> best;
    double best_score = -1e9;
    const Legacy* chosen = nullptr;
    for (const Legacy& legacy : legacies) {
        auto decoded = from_converter(sample, legacy.converter, legacy.name);
        if (!decoded) continue;
        std::size_t beyond_ascii = 0, kana = 0, half_kana = 0;
        for (std::size_t at = 0; at < decoded->text.size();) {
            const char32_t point = next(decoded->text, at);
            beyond_ascii += point >= 0x80;
            kana += point >= 0x3041 && point <= 0x30FA;
            half_kana += point >= 0xFF61 && point <= 0xFF9F;
        }
        if (beyond_ascii == 0) continue;
        const double all = static_cast<double>(beyond_ascii);
        double score = static_cast<double>(common_characters(*decoded, sample, legacy.name)) / all -
                       20.0 * static_cast<double>(decoded->bad) / all -
                       2.0 * static_cast<double>(half_kana) / all;
        const std::string_view name = legacy.name;
        // Japanese text is full of kana; Chinese text decoded as Japanese has hardly any
        if (name == "Shift_JIS" || name == "EUC-JP") score += kana * 5 > beyond_ascii ? 0.5 : -0.5;
        if (score > best_score + 1e-6) {
            best_score = score;
            chosen = &legacy;
        }
    }
    if (!chosen) return from_utf8(bytes);
    return from_converter(bytes, chosen->converter, chosen->name).value_or(Decoded{});
}

std::optional<Decoded> from_declared(std::string_view bytes, std::string_view declared) {
    if (declared.empty() || declared.size() > 40) return std::nullopt;
    std::string key;
    for (char c : declared)
        if (c != '-' && c != '_' && c != ' ') key += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    if (key == "utf8") return std::nullopt;  // looked at anyway, and often wrong
    if (key == "big5" || key == "big5hkscs" || key == "cp950" || key == "xxbig5")
        return from_converter(bytes, "windows-950-2000", "Big5");
    if (key == "shiftjis" || key == "sjis" || key == "xsjis" || key == "windows31j" || key == "cp932")
        return from_converter(bytes, "ibm-943_P15A-2003", "Shift_JIS");
    if (key == "gb2312" || key == "gbk" || key == "gb18030" || key == "cp936")
        return from_converter(bytes, "gb18030", "GB18030");
    if (key == "eucjp") return from_converter(bytes, "euc-jp-2007", "EUC-JP");
    if (key == "windows1252" || key == "iso88591" || key == "latin1")
        return from_converter(bytes, "windows-1252", "windows-1252");
    return std::nullopt;
}

// UTF-16 without a mark: texts in 8-bit encodings have no zero bytes, and only one order of bytes gives the
// characters that texts are made of. 1 little endian, -1 big endian, 0 neither.
int utf16_without_mark(std::string_view bytes) {
    const std::string_view sample = bytes.substr(0, 1u << 16);
    if (bytes.size() < 4 || bytes.size() % 2 != 0 || sample.find('\0') == std::string_view::npos) return 0;
    auto share = [&](bool big) {
        const Decoded decoded = from_utf16(sample, big);
        std::size_t usual = 0;
        for (std::size_t at = 0; at < decoded.text.size();) {
            const char32_t point = next(decoded.text, at);
            usual += (point >= ' ' && point <= '~') || point == '\n' || point == '\r' || point == '\t' ||
                     (point >= 0x3000 && point <= 0x30FF) || (point >= 0x4E00 && point <= 0x9FFF) ||
                     (point >= 0xFF00 && point <= 0xFF60) || (point >= 0x2010 && point <= 0x2027);
        }
        return static_cast<double>(usual) / static_cast<double>(std::max<std::size_t>(decoded.points, 1));
    };
    const double little = share(false), big = share(true);
    if (std::max(little, big) < 0.85 || std::abs(little - big) < 0.05) return 0;
    return little > big ? 1 : -1;
}

}  // namespace

Decoded decode(std::string_view bytes, std::string_view declared) {
    if (bytes.starts_with("\xEF\xBB\xBF")) return from_utf8(bytes.substr(3));
    if (bytes.starts_with("\xFF\xFE")) return from_utf16(bytes.substr(2), false);
    if (bytes.starts_with("\xFE\xFF")) return from_utf16(bytes.substr(2), true);
    if (const int sixteen = utf16_without_mark(bytes)) return from_utf16(bytes, sixteen < 0);

    // ISO-2022-JP is all ASCII, with escapes into Japanese
    if (bytes.find("\x1B$B") != std::string_view::npos || bytes.find("\x1B$@") != std::string_view::npos)
        if (auto decoded = from_converter(bytes, "iso-2022-jp", "ISO-2022-JP");
            decoded && decoded->bad * 100 < decoded->points)
            return std::move(*decoded);
    Decoded utf8 = from_utf8(bytes);
    if (utf8.bad == 0) return utf8;
    if (auto decoded = from_declared(bytes, declared)) return std::move(*decoded);
    // Mostly valid sequences of several bytes do not happen by chance.
    std::size_t good = 0;
    for (std::size_t at = 0; at < utf8.text.size();)
        good += next(utf8.text, at) >= 0x80;
    good -= utf8.bad;
    if (good > utf8.bad * 4) return utf8;
    Decoded legacy = from_legacy(bytes);
    return legacy.bad < utf8.bad ? std::move(legacy) : std::move(utf8);
}

}  // namespace gangmu::text
