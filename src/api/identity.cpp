#include "api/identity.hpp"

#include "api/headers.hpp"
#include "auth/token.hpp"

namespace gangmu::api {
namespace {

Error foreign() {
    return fail(Fault::forbidden, "csrf",
                {"這個要求不是從本站的網頁送出的", "This request was not sent by this site's page"},
                {"請重新載入網頁後再試一次", "Load the page again and repeat"});
}

// "https://host:port" against the Host header.
bool same_host(std::string_view origin, std::string_view host) {
    const std::size_t at = origin.find("://");
    return at != std::string_view::npos && http::equal_ignoring_case(origin.substr(at + 3), host);
}

}  // namespace

Identity identify(const services::Registry& registry, const http::Request& request) {
    Identity out;
    if (request.peer->local()) {
        out.actor = auth::local_actor(request.peer->local_user);
        out.by = Identity::By::local;
        return out;
    }
    constexpr std::string_view bearer = "Bearer ";
    const std::string_view authorization = request.header("Authorization");
    std::string_view token = http::cookie(request.header("Cookie"), session_cookie);
    auto by = Identity::By::cookie;
    if (authorization.substr(0, bearer.size()) == bearer) {
        token = authorization.substr(bearer.size());
        by = Identity::By::bearer;
    }
    if (token.empty()) return out;
    if (auto session = registry.authenticate(token)) {
        out.actor = std::move(session->actor);
        out.by = session->token_id.empty() ? by : Identity::By::program;
        out.token = token;
        out.csrf = std::move(session->csrf);
    }
    return out;
}

Status check_origin(const Identity& identity, const http::Request& request) {
    if (identity.by == Identity::By::local || identity.by == Identity::By::bearer ||
        identity.by == Identity::By::program)
        return {};
    const std::string_view site = request.header("Sec-Fetch-Site");
    if (!site.empty() && site != "same-origin" && site != "none") return foreign();
    const std::string_view origin = request.header("Origin");
    if (!origin.empty() && !same_host(origin, request.header("Host"))) return foreign();
    if (identity.by == Identity::By::cookie && !auth::same_secret(request.header(csrf_header), identity.csrf))
        return foreign();
    return {};
}

}  // namespace gangmu::api
