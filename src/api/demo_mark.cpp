#include "api/demo_mark.hpp"

#include "exchange/demo_mark.hpp"

namespace gangmu::api {
namespace {

constexpr std::string_view file_name = "filename*=UTF-8''";
constexpr std::string_view content_type = "Content-Type: ";
constexpr std::string_view description = "{\"openapi\"";  // of the API: about no plan

std::string_view media_type(const Reply& reply) {
    if (!reply.media_type.empty()) return reply.media_type;
    const std::string_view headers = reply.extra.headers;
    const auto at = headers.find(content_type);
    return at == std::string_view::npos ? std::string_view() : headers.substr(at + content_type.size());
}

}  // namespace

void mark_demo(Reply& reply) {
    if (reply.body && reply.body->compare(0, description.size(), description) != 0)
        reply.body =
            std::make_shared<const std::string>(exchange::demo_marked(*reply.body, media_type(reply)));
    if (const auto at = reply.extra.headers.find(file_name); at != std::string::npos)
        reply.extra.headers.insert(at + file_name.size(), http::encode_percent(exchange::demo_name("")));
    reply.extra.add("Gangmu-Demo", "1");
}

}  // namespace gangmu::api
