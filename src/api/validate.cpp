#include "api/validate.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>

namespace gangmu::api {
namespace {

// Where a value comes from: a text of the query, or a value of the body.
struct Wording {
    const char* unknown;
    const char* missing;
    const char* invalid;
    const char* zh;
    const char* en;
};
constexpr Wording of_query{"parameter-unknown", "parameter-missing", "parameter-invalid", "參數",
                           "parameter"};
constexpr Wording of_body{"member-unknown", "member-missing", "member-invalid", "欄位", "member"};

std::string join(const std::vector<std::string_view>& words) {
    std::string out;
    for (const std::string_view word : words)
        out.append(out.empty() ? "" : ", ").append(word);
    return out;
}

Error unknown(const Wording& wording, std::string_view name, const std::vector<Field>& fields,
              std::string where) {
    std::vector<std::string_view> names;
    for (const Field& field : fields)
        names.push_back(field.name);
    const std::string list = join(names);
    Message mend{"可用的有：" + list, "Known: " + list};
    if (names.empty()) mend = {"此處不接受任何" + std::string(wording.zh), "There is none here"};
    return fail(Fault::invalid, wording.unknown,
                {"沒有「" + std::string(name) + "」這個" + wording.zh,
                 "There is no " + std::string(wording.en) + " '" + std::string(name) + "'"},
                std::move(mend), std::move(where));
}

Error missing(const Wording& wording, const Field& field, std::string where) {
    return fail(Fault::invalid, wording.missing,
                {"缺少必要的" + std::string(wording.zh) + "「" + std::string(field.name) + "」",
                 "The " + std::string(wording.en) + " '" + std::string(field.name) + "' is required"},
                field.about, std::move(where));
}

Message expected(const Field& field) {
    const std::string low = std::to_string(field.minimum);
    const std::string high = std::to_string(field.maximum);
    switch (field.type) {
        case Type::text:
            return {"應為 " + low + " 到 " + high + " 個字的文字",
                    "Should be text of " + low + " to " + high + " characters"};
        case Type::integer:
            return {"應為 " + low + " 到 " + high + " 的整數",
                    "Should be a whole number from " + low + " to " + high};
        case Type::boolean:
            return {"應為 true 或 false", "Should be true or false"};
        case Type::date:
            return {"應為日期，例如 2026-03-31", "Should be a date, for example 2026-03-31"};
        case Type::choice:
            return {"應為下列之一：" + join(field.choices), "Should be one of: " + join(field.choices)};
        case Type::object:
            return {"應為物件", "Should be an object"};
        case Type::list:
            return {"應為至多 " + high + " 項的清單", "Should be a list of at most " + high};
        case Type::any:
            return {};
    }
    return {};
}

Error invalid(const Wording& wording, const Field& field, std::string where) {
    return fail(Fault::invalid, wording.invalid,
                {std::string(wording.zh) + "「" + std::string(field.name) + "」的值不對",
                 "The value of " + std::string(wording.en) + " '" + std::string(field.name) + "' is wrong"},
                expected(field), std::move(where));
}

bool good_text(std::string_view text, const Field& field) {
    std::int64_t characters = 0;
    for (const char c : text)
        characters += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    return characters >= field.minimum && characters <= field.maximum;
}

bool good_choice(std::string_view text, const Field& field) {
    return std::find(field.choices.begin(), field.choices.end(), text) != field.choices.end();
}

// One text of a query as the field's type; nothing when it is not of it.
std::optional<json::value> from_text(std::string_view text, const Field& field) {
    switch (field.type) {
        case Type::integer: {
            std::int64_t number = 0;
            const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), number);
            if (ec != std::errc() || end != text.data() + text.size()) return std::nullopt;
            if (number < field.minimum || number > field.maximum) return std::nullopt;
            return number;
        }
        case Type::boolean:
            if (text == "true" || text == "1") return true;
            if (text == "false" || text == "0") return false;
            return std::nullopt;
        case Type::date:
            if (!is_date(text)) return std::nullopt;
            return json::value(json::string(text));
        case Type::choice:
            if (!good_choice(text, field)) return std::nullopt;
            return json::value(json::string(text));
        default:
            if (!good_text(text, field)) return std::nullopt;
            return json::value(json::string(text));
    }
}

Result<json::object> check_object(const json::object& object, const std::vector<Field>& fields,
                                  const std::string& path);

Status check_list(const json::value& value, const Field& field, const std::string& where) {
    const auto* list = value.if_array();
    if (list == nullptr || static_cast<std::int64_t>(list->size()) > field.maximum)
        return invalid(of_body, field, where);
    for (std::size_t i = 0; i < list->size(); ++i) {
        const std::string place = where + "/" + std::to_string(i);
        const json::value& item = (*list)[i];
        if (field.fields.empty()) {
            const auto* text = item.if_string();
            if (text == nullptr || !good_text(*text, Field{.name = field.name, .about = {}}))
                return invalid(of_body, field, place);
        } else {
            if (!item.is_object()) return invalid(of_body, field, place);
            CHECK(check_object(item.get_object(), field.fields, place));
        }
    }
    return {};
}

Status check_value(const json::value& value, const Field& field, const std::string& where) {
    const auto* text = value.if_string();
    bool good = false;
    switch (field.type) {
        case Type::text:
            good = text != nullptr && good_text(*text, field);
            break;
        case Type::integer:
            good =
                value.is_int64() && value.get_int64() >= field.minimum && value.get_int64() <= field.maximum;
            break;
        case Type::boolean:
            good = value.is_bool();
            break;
        case Type::date:
            good = text != nullptr && is_date(*text);
            break;
        case Type::choice:
            good = text != nullptr && good_choice(*text, field);
            break;
        case Type::object:
            if (!value.is_object()) break;
            CHECK(check_object(value.get_object(), field.fields, where));
            return {};
        case Type::any:
            return {};
        case Type::list:
            return check_list(value, field, where);
    }
    if (!good) return invalid(of_body, field, where);
    return {};
}

const Field* find(const std::vector<Field>& fields, std::string_view name) {
    const auto found =
        std::find_if(fields.begin(), fields.end(), [&](const Field& f) { return f.name == name; });
    return found == fields.end() ? nullptr : &*found;
}

Result<json::object> check_object(const json::object& object, const std::vector<Field>& fields,
                                  const std::string& path) {
    for (const auto& member : object) {
        const std::string where = path + "/" + std::string(member.key());
        const Field* field = find(fields, member.key());
        if (field == nullptr) return unknown(of_body, member.key(), fields, where);
        CHECK(check_value(member.value(), *field, where));
    }
    for (const Field& field : fields)
        if (field.required && !object.contains(field.name))
            return missing(of_body, field, path + "/" + std::string(field.name));
    return object;
}

}  // namespace

bool is_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
    const auto number = [&](std::size_t at, std::size_t size) {
        int out = 0;
        for (std::size_t i = at; i < at + size; ++i) {
            if (text[i] < '0' || text[i] > '9') return -1;
            out = out * 10 + (text[i] - '0');
        }
        return out;
    };
    const int year = number(0, 4);
    const int month = number(5, 2);
    const int day = number(8, 2);
    if (year < 1900 || year > 2999 || month < 0 || day < 0) return false;
    return std::chrono::year_month_day(std::chrono::year(year),
                                       std::chrono::month(static_cast<unsigned>(month)),
                                       std::chrono::day(static_cast<unsigned>(day)))
        .ok();
}

Result<json::object> validate_query(std::string_view query, const std::vector<Field>& fields) {
    auto pairs = http::parse_query(query);
    if (!pairs)
        return fail(Fault::invalid, "query-encoding",
                    {"網址的參數編碼有誤", "The query of the address is not encoded well"},
                    {"請以 UTF-8 與 %XX 編碼", "Encode it as UTF-8 with %XX"});
    json::object out;
    for (const auto& [name, text] : *pairs) {
        const Field* field = find(fields, name);
        if (field == nullptr) return unknown(of_query, name, fields, name);
        if (field->type == Type::list) {
            auto& list = out.if_contains(name) != nullptr ? out[name].as_array() : out[name].emplace_array();
            if (!good_text(text, Field{.name = field->name, .about = {}}) ||
                static_cast<std::int64_t>(list.size()) >= field->maximum)
                return invalid(of_query, *field, name);
            list.emplace_back(text);
            continue;
        }
        if (out.contains(name))
            return fail(Fault::invalid, "parameter-repeated",
                        {"參數「" + name + "」只能給一次", "The parameter '" + name + "' may be given once"},
                        {}, name);
        auto value = from_text(text, *field);
        if (!value) return invalid(of_query, *field, name);
        out[name] = std::move(*value);
    }
    for (const Field& field : fields)
        if (field.required && !out.contains(field.name))
            return missing(of_query, field, std::string(field.name));
    return out;
}

Result<json::object> validate_body(std::string_view body, const std::vector<Field>& fields) {
    TRY(const json::value value, parse_json(body, 16));
    // One field "*": any JSON, as the handler reads it.
    if (fields.size() == 1 && fields.front().name == "*") return json::object{{"*", value}};
    if (!value.is_object())
        return fail(Fault::invalid, "body-not-object",
                    {"內容應為 JSON 物件", "The body should be a JSON object"});
    return check_object(value.get_object(), fields, "");
}

}  // namespace gangmu::api
