// JSON in and out. Parsing is Boost.JSON's (error codes, depth limit); writing is ours, because Boost prints
// 3.5 as 3.5E0 and public interfaces print it as people write it.
#pragma once

#include <boost/json/value.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.hpp"
#include "base/result.hpp"

namespace gangmu {

namespace json = boost::json;

// UTF-8 text to a value. Errors: "json-syntax" with the byte offset in `where`; "json-depth" over max_depth.
Result<json::value> parse_json(std::string_view text, std::size_t max_depth = 64);

// A value as compact JSON text; object members keep their order.
std::string print_json(const json::value& value);

// Writes one JSON text from left to right into a string. Misuse (a value without a key in an object) asserts.
//   JsonWriter w; w.object(); w.member("id", "p-1"); w.key("nodes"); w.array(); … w.end(); w.end(); w.take();
class JsonWriter {
  public:
    explicit JsonWriter(bool pretty = false) : pretty_(pretty) {}

    JsonWriter& object();
    JsonWriter& array();
    JsonWriter& end();  // of the innermost object or array
    JsonWriter& key(std::string_view name);
    JsonWriter& value(std::string_view text);
    JsonWriter& value(const char* text) { return value(std::string_view(text)); }
    JsonWriter& value(const std::string& text) { return value(std::string_view(text)); }
    JsonWriter& value(bool flag);
    JsonWriter& value(std::int64_t number);
    JsonWriter& value(std::uint64_t number);
    JsonWriter& value(int number) { return value(static_cast<std::int64_t>(number)); }
    JsonWriter& value(unsigned number) { return value(static_cast<std::uint64_t>(number)); }
    JsonWriter& value(double number);  // shortest that reads back; not finite: null
    JsonWriter& value(const Decimal& number);
    JsonWriter& value(const json::value& tree);
    JsonWriter& null();
    JsonWriter& raw(std::string_view json_text);  // a value that is JSON already

    template <class T>
    JsonWriter& member(std::string_view name, const T& item) {
        return key(name).value(item);
    }
    // Left out when it is empty: what is unknown is not written.
    JsonWriter& member_if(std::string_view name, std::string_view text) {
        return text.empty() ? *this : key(name).value(text);
    }

    std::size_t size() const { return out_.size(); }
    std::string take() { return std::move(out_); }

  private:
    struct Level {
        char close;
        bool empty = true;
    };
    void before();
    void line();
    std::string out_;
    std::vector<Level> levels_;
    bool pretty_ = false;
    bool keyed_ = false;
};

// `text` as a JSON string with its quotes, appended to `out`. Bad UTF-8 becomes U+FFFD.
void append_json_string(std::string& out, std::string_view text);

}  // namespace gangmu
