// Holds a JSON value against the part of JSON Schema that src/api/schemas.cpp uses.
#pragma once

#include <string>

#include "api/openapi.hpp"

namespace gangmu::api::testing_api {

// What is wrong with `value`, with its place; empty when it fits.
inline std::string misfit(const json::value& value, const json::object& schema, const std::string& where) {
    if (const auto* ref = schema.if_contains("$ref")) {
        const std::string name(
            std::string_view(ref->as_string()).substr(std::string_view("#/components/schemas/").size()));
        const auto* named = schemas().if_contains(name);
        return named == nullptr ? where + ": no schema " + name : misfit(value, named->as_object(), where);
    }
    if (const auto* any = schema.if_contains("anyOf")) {
        std::string first;
        for (const auto& option : any->as_array()) {
            const std::string reason = misfit(value, option.as_object(), where);
            if (reason.empty()) return {};
            if (first.empty()) first = reason;
        }
        return first;
    }
    const auto* type = schema.if_contains("type");
    if (type == nullptr) return {};
    const auto is = [&](std::string_view name) { return type->as_string() == name; };
    const bool whole = value.is_int64() || value.is_uint64();
    const bool good = (is("string") && value.is_string()) || (is("integer") && whole) ||
                      (is("number") && (whole || value.is_double())) || (is("boolean") && value.is_bool()) ||
                      (is("null") && value.is_null()) || (is("array") && value.is_array()) ||
                      (is("object") && value.is_object());
    if (!good) return where + ": not " + std::string(type->as_string());
    if (const auto* list = value.if_array()) {
        const auto& items = schema.at("items").as_object();
        for (std::size_t i = 0; i < list->size(); ++i)
            if (auto reason = misfit((*list)[i], items, where + "/" + std::to_string(i)); !reason.empty())
                return reason;
    }
    if (const auto* object = value.if_object()) {
        const auto& members = schema.at("properties").as_object();
        for (const auto& member : *object) {
            const std::string place = where + "/" + std::string(member.key());
            const auto* known = members.if_contains(member.key());
            if (known == nullptr) return place + ": not in the schema";
            if (auto reason = misfit(member.value(), known->as_object(), place); !reason.empty())
                return reason;
        }
        for (const auto& name : schema.at("required").as_array())
            if (!object->contains(name.as_string()))
                return where + ": lacks " + std::string(name.as_string());
    }
    return {};
}

}  // namespace gangmu::api::testing_api
