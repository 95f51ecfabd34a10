#include "api/call.hpp"
#include "api/endpoints/all.hpp"
#include "api/openapi.hpp"

namespace gangmu::api {
namespace {

Result<Reply> get_api(Call&) {
    static const auto document = std::make_shared<const std::string>(openapi(endpoints()));
    Reply reply;
    reply.body = document;
    reply.media_type = "application/json";
    return reply;
}

Result<Reply> get_health(Call& call) {
    JsonWriter out;
    out.object().member("status", "ok");
    out.key("head").object().member("seq", call.view.head().seq).member("hash", call.view.head().hash).end();
    out.member("version", GANGMU_VERSION).end();
    return Reply::json(std::move(out));
}

}  // namespace

std::vector<Endpoint> about_endpoints() {
    return {
        {.method = http::Method::get,
         .path = "/api",
         .access = Access::everyone(),
         .summary = {"本 API 的說明（OpenAPI 3.1）", "This description (OpenAPI 3.1)"},
         .handle = get_api,
         .keep = Keep::snapshot},
        {.method = http::Method::get,
         .path = "/api/health",
         .access = Access::everyone(),
         .summary = {"服務是否正常", "Whether the service is well"},
         .handle = get_health,
         .answer = {200, "Health"}},
    };
}

}  // namespace gangmu::api
