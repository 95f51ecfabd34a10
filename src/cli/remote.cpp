#include "cli/remote.hpp"

#include "cli/terminal.hpp"

namespace gangmu::cli {
namespace {

Fault fault_of(unsigned status) {
    switch (status) {
        case 401:
            return Fault::unauthenticated;
        case 403:
            return Fault::forbidden;
        case 404:
            return Fault::not_found;
        case 409:
            return Fault::conflict;
        case 413:
            return Fault::too_large;
        case 415:
            return Fault::unsupported;
        case 503:
            return Fault::unavailable;
        default:
            return status < 500 ? Fault::invalid : Fault::internal;
    }
}

Result<json::value> understand(const Result<http::ClientResponse>& reply) {
    if (!reply) return reply.error();
    if (reply->status >= 400) return problem_of(reply->status, reply->body);
    return reply->body.empty() ? Result<json::value>(json::object()) : parse_json(reply->body);
}

http::ClientHeaders headers() {
    return {{"Accept-Language", english() ? "en" : "zh-TW"}};
}

}  // namespace

Error problem_of(unsigned status, std::string_view body) {
    const auto value = parse_json(body);
    if (!value || !value->is_object())
        return fail(
            fault_of(status), "server-error",
            {"伺服器回覆 " + std::to_string(status), "The server answered " + std::to_string(status)});
    return fail(fault_of(status), text_of(*value, "code"),
                {text_of(*value, "detail"), text_of(*value, "detail_en")},
                {text_of(*value, "mend"), text_of(*value, "mend_en")}, text_of(*value, "where"));
}

std::string text_of(const json::value& value, std::string_view key) {
    const json::object* object = value.if_object();
    const json::value* member = object ? object->if_contains(key) : nullptr;
    return member && member->is_string() ? std::string(member->get_string()) : std::string();
}

std::string percent(std::string_view text) {
    constexpr char hex[] = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           c == '-' || c == '.' || c == '_' || c == '~';
        if (plain) {
            out += c;
        } else {
            out += '%';
            out += hex[byte >> 4U];
            out += hex[byte & 15U];
        }
    }
    return out;
}

Result<json::value> ask(http::Client& client, std::string_view method, std::string_view target,
                        std::string_view body) {
    http::ClientHeaders all = headers();
    if (!body.empty()) all.emplace_back("Content-Type", "application/json");
    return understand(client.send(method, target, body, all));
}

Result<json::value> send_file(http::Client& client, std::string_view method, std::string_view target,
                              const std::string& file) {
    return understand(client.send_file(method, target, file, headers()));
}

}  // namespace gangmu::cli
