#include "api/openapi.hpp"

#include <algorithm>

#include "api/router.hpp"

#ifndef GANGMU_VERSION
#define GANGMU_VERSION "0"
#endif

namespace gangmu::api {
namespace {

json::string both(const Message& message) {
    std::string out = message.zh;
    if (!message.en.empty()) out.append(out.empty() ? "" : " · ").append(message.en);
    return json::string(out);
}

json::object schema_of(const Field& field) {
    json::object out;
    switch (field.type) {
        case Type::text:
            out["type"] = "string";
            if (field.minimum > 0) out["minLength"] = field.minimum;
            out["maxLength"] = field.maximum;
            break;
        case Type::integer:
            out["type"] = "integer";
            out["minimum"] = field.minimum;
            out["maximum"] = field.maximum;
            break;
        case Type::boolean:
            out["type"] = "boolean";
            break;
        case Type::date:
            out["type"] = "string";
            out["format"] = "date";
            break;
        case Type::choice: {
            out["type"] = "string";
            auto& choices = out["enum"].emplace_array();
            for (const auto choice : field.choices)
                choices.emplace_back(choice);
            break;
        }
        case Type::any:
            break;
        case Type::object:
        case Type::list: {
            json::object item{{"type", "string"}};
            if (!field.fields.empty() || field.type == Type::object) {
                item = {{"type", "object"}, {"additionalProperties", false}};
                auto& members = item["properties"].emplace_object();
                for (const Field& member : field.fields)
                    members[member.name] = schema_of(member);
            }
            if (field.type == Type::object) return item;
            out = {{"type", "array"}, {"items", std::move(item)}, {"maxItems", field.maximum}};
            break;
        }
    }
    return out;
}

json::object parameter(const Field& field, std::string_view in) {
    json::object out{{"name", field.name}, {"in", in}, {"required", field.required || in == "path"}};
    if (!field.about.zh.empty()) out["description"] = both(field.about);
    out["schema"] = schema_of(field);
    return out;
}

json::value request_body(const Body& body) {
    if (body.kind == BodyKind::upload)
        return {{"required", true},
                {"content",
                 {{"application/octet-stream", {{"schema", {{"type", "string"}, {"format", "binary"}}}}}}}};
    json::object members;
    json::array required;
    for (const Field& field : body.fields) {
        if (field.name == "*") {  // any JSON: the handler looks itself
            const json::object anything;
            return {{"required", true}, {"content", {{"application/json", {{"schema", anything}}}}}};
        }
        json::object schema = schema_of(field);
        if (!field.about.zh.empty()) schema["description"] = both(field.about);
        members[field.name] = std::move(schema);
        if (field.required) required.emplace_back(field.name);
    }
    json::object schema{
        {"type", "object"}, {"properties", std::move(members)}, {"additionalProperties", false}};
    if (!required.empty()) schema["required"] = std::move(required);
    return {{"required", true}, {"content", {{"application/json", {{"schema", std::move(schema)}}}}}};
}

json::object responses(const Endpoint& endpoint) {
    json::object good{{"description", http::reason(endpoint.answer.status)}};
    if (!endpoint.answer.schema.empty()) {
        json::object schema{{"$ref", "#/components/schemas/" + std::string(endpoint.answer.schema)}};
        good["content"] = {{endpoint.answer.media_type, {{"schema", std::move(schema)}}}};
    } else if (endpoint.answer.media_type != "application/json") {
        good["content"] = {{endpoint.answer.media_type, json::object()}};
    }
    json::object out{{std::to_string(endpoint.answer.status), std::move(good)}};
    out["default"] = {
        {"description", "problem"},
        {"content",
         {{"application/problem+json", {{"schema", {{"$ref", "#/components/schemas/Problem"}}}}}}}};
    return out;
}

// "get-plans-plan-nodes-node"
std::string operation_id(const Endpoint& endpoint) {
    std::string out(http::to_string(endpoint.method));
    std::transform(out.begin(), out.end(), out.begin(), [](char c) { return static_cast<char>(c | 0x20); });
    for (const char c : endpoint.path.substr(4)) {
        if (c == '/')
            out += '-';
        else if (c != '{' && c != '}' && c != '*')
            out += c;
    }
    return out;
}

json::object operation(const Endpoint& endpoint) {
    json::object out{{"operationId", operation_id(endpoint)},
                     {"summary", endpoint.summary.zh},
                     {"description", endpoint.summary.en},
                     {"x-right", endpoint.access.name()}};
    json::array parameters;
    for (const auto name : parameter_names(endpoint.path))
        parameters.push_back(
            parameter(Field{.name = name, .about = {}, .minimum = 1, .maximum = 500}, "path"));
    for (const Field& field : endpoint.query)
        parameters.push_back(parameter(field, "query"));
    if (!parameters.empty()) out["parameters"] = std::move(parameters);
    if (endpoint.body.kind != BodyKind::none) out["requestBody"] = request_body(endpoint.body);
    out["responses"] = responses(endpoint);
    const std::string_view right = endpoint.access.name();
    if (right == "everyone" || right == to_string(auth::Action::read_plans))
        out["security"] = json::array{json::object()};
    return out;
}

}  // namespace

std::string openapi(const std::vector<Endpoint>& endpoints) {
    json::object paths;
    for (const Endpoint& endpoint : endpoints) {
        std::string path(endpoint.path);
        if (const std::size_t star = path.find("*}"); star != std::string::npos) path.erase(star, 1);
        std::string method(http::to_string(endpoint.method));
        std::transform(method.begin(), method.end(), method.begin(),
                       [](char c) { return static_cast<char>(c | 0x20); });
        auto& item = paths[path];
        if (!item.is_object()) item.emplace_object();
        item.as_object()[method] = operation(endpoint);
    }
    json::object session{{"type", "apiKey"}, {"in", "cookie"}, {"name", "gangmu_session"}};
    json::object csrf{{"type", "apiKey"}, {"in", "header"}, {"name", "X-CSRF-Token"}};
    json::object token{{"type", "http"}, {"scheme", "bearer"}};
    json::object document{
        {"openapi", "3.1.0"},
        {"info",
         {{"title", "綱目 Gangmu"},
          {"version", GANGMU_VERSION},
          {"description",
           "計畫、指標、機關與其出處的登記簿。錯誤一律為 application/problem+json。 · The registry of plans, "
           "indicators and agencies with their sources. Errors are application/problem+json."}}},
        {"paths", std::move(paths)},
        {"components",
         {{"schemas", schemas()},
          {"securitySchemes",
           {{"session", std::move(session)}, {"csrf", std::move(csrf)}, {"token", std::move(token)}}}}},
        {"security", json::array{json::object{{"session", json::array()}, {"csrf", json::array()}},
                                 json::object{{"token", json::array()}}}}};
    return print_json(document);
}

}  // namespace gangmu::api
