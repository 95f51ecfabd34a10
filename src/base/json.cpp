#include "base/json.hpp"

#include <boost/json/stream_parser.hpp>
#include <cassert>
#include <charconv>
#include <cmath>

namespace gangmu {
namespace {

// The length of the UTF-8 sequence that starts at text[i], or 0 when it is not well formed.
std::size_t sequence(std::string_view text, std::size_t i) {
    const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(text[k]); };
    const unsigned char lead = byte(i);
    std::size_t length = lead < 0x80                   ? 1
                         : lead >= 0xC2 && lead < 0xE0 ? 2
                         : (lead & 0xF0) == 0xE0       ? 3
                         : lead >= 0xF0 && lead < 0xF5 ? 4
                                                       : 0;
    if (length == 0 || i + length > text.size()) return 0;
    for (std::size_t k = 1; k < length; ++k)
        if ((byte(i + k) & 0xC0) != 0x80) return 0;
    if (length == 3 && ((lead == 0xE0 && byte(i + 1) < 0xA0) || (lead == 0xED && byte(i + 1) > 0x9F)))
        return 0;
    if (length == 4 && ((lead == 0xF0 && byte(i + 1) < 0x90) || (lead == 0xF4 && byte(i + 1) > 0x8F)))
        return 0;
    return length;
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
    static constexpr char hex[] = "0123456789abcdef";
    out += '"';
    std::size_t start = 0;
    std::size_t i = 0;
    const auto flush = [&] { out.append(text.substr(start, i - start)); };
    while (i < text.size()) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c >= 0x20 && c < 0x80 && c != '"' && c != '\\') {
            ++i;
            continue;
        }
        if (c >= 0x80) {
            if (const std::size_t length = sequence(text, i)) {
                i += length;
                continue;
            }
            flush();
            out += "\xEF\xBF\xBD";
        } else {
            flush();
            switch (c) {
                case '"':
                    out += "\\\"";
                    break;
                case '\\':
                    out += "\\\\";
                    break;
                case '\n':
                    out += "\\n";
                    break;
                case '\r':
                    out += "\\r";
                    break;
                case '\t':
                    out += "\\t";
                    break;
                default:
                    out += "\\u00";
                    out += hex[c >> 4];
                    out += hex[c & 15];
            }
        }
        start = ++i;
    }
    flush();
    out += '"';
}

Result<json::value> parse_json(std::string_view text, std::size_t max_depth) {
    json::parse_options options;
    options.max_depth = max_depth;
    json::stream_parser parser(json::storage_ptr(), options);
    json::error_code error;
    const std::size_t read = parser.write_some(text.data(), text.size(), error);
    if (!error && read < text.size()) error = json::error::extra_data;
    if (!error) parser.finish(error);
    if (!error) return parser.release();
    if (error == json::error::too_deep)
        return fail(Fault::too_large, "json-depth", {"JSON 巢狀層數過深", "The JSON is nested too deeply"},
                    {"請減少巢狀層數", "Nest it less deeply"}, "byte " + std::to_string(read));
    return fail(Fault::invalid, "json-syntax",
                {"JSON 格式錯誤：" + error.message(), "Not valid JSON: " + error.message()},
                {"請檢查該位置的語法", "Check the syntax at that place"}, "byte " + std::to_string(read));
}

std::string print_json(const json::value& value) {
    JsonWriter writer;
    writer.value(value);
    return writer.take();
}

void JsonWriter::line() {
    if (!pretty_) return;
    out_ += '\n';
    out_.append(levels_.size() * 2, ' ');
}

void JsonWriter::before() {
    if (keyed_) {
        keyed_ = false;
        return;
    }
    if (levels_.empty()) return;
    assert(levels_.back().close == ']' && "a value in an object needs a key");
    if (!levels_.back().empty) out_ += ',';
    levels_.back().empty = false;
    line();
}

JsonWriter& JsonWriter::object() {
    before();
    out_ += '{';
    levels_.push_back({'}'});
    return *this;
}

JsonWriter& JsonWriter::array() {
    before();
    out_ += '[';
    levels_.push_back({']'});
    return *this;
}

JsonWriter& JsonWriter::end() {
    assert(!levels_.empty() && !keyed_);
    const Level level = levels_.back();
    levels_.pop_back();
    if (!level.empty) line();
    out_ += level.close;
    return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
    assert(!levels_.empty() && levels_.back().close == '}' && !keyed_);
    if (!levels_.back().empty) out_ += ',';
    levels_.back().empty = false;
    line();
    append_json_string(out_, name);
    out_ += pretty_ ? ": " : ":";
    keyed_ = true;
    return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
    before();
    append_json_string(out_, text);
    return *this;
}

JsonWriter& JsonWriter::value(bool flag) {
    return raw(flag ? "true" : "false");
}
JsonWriter& JsonWriter::null() {
    return raw("null");
}

JsonWriter& JsonWriter::value(std::int64_t number) {
    char buffer[24];
    return raw({buffer, std::to_chars(buffer, buffer + sizeof buffer, number).ptr});
}

JsonWriter& JsonWriter::value(std::uint64_t number) {
    char buffer[24];
    return raw({buffer, std::to_chars(buffer, buffer + sizeof buffer, number).ptr});
}

JsonWriter& JsonWriter::value(double number) {
    if (!std::isfinite(number)) return null();
    char buffer[32];
    return raw({buffer, std::to_chars(buffer, buffer + sizeof buffer, number).ptr});
}

JsonWriter& JsonWriter::value(const Decimal& number) {
    return raw(number.str());
}

JsonWriter& JsonWriter::raw(std::string_view json_text) {
    before();
    out_ += json_text;
    return *this;
}

JsonWriter& JsonWriter::value(const json::value& tree) {
    switch (tree.kind()) {
        case json::kind::null:
            return null();
        case json::kind::bool_:
            return value(tree.get_bool());
        case json::kind::int64:
            return value(tree.get_int64());
        case json::kind::uint64:
            return value(tree.get_uint64());
        case json::kind::double_:
            return value(tree.get_double());
        case json::kind::string:
            return value(std::string_view(tree.get_string()));
        case json::kind::array:
            array();
            for (const auto& item : tree.get_array())
                value(item);
            return end();
        case json::kind::object:
            object();
            for (const auto& [name, item] : tree.get_object())
                key(name).value(item);
            return end();
    }
    return *this;
}

}  // namespace gangmu
