#include "api/app.hpp"

#include <sodium.h>

#include <array>

#include "api/assets.hpp"
#include "api/call.hpp"
#include "api/demo_mark.hpp"
#include "api/headers.hpp"
#include "api/kept.hpp"
#include "api/router.hpp"
#include "api/standing.hpp"
#include "api/validate.hpp"
#include "http/compress.hpp"

namespace gangmu::api {
namespace {

using http::Method;

bool changes(Method method) {
    return method != Method::get && method != Method::head;
}

std::string random_mark() {
    std::array<unsigned char, 4> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    std::array<char, 9> hex{};
    sodium_bin2hex(hex.data(), hex.size(), bytes.data(), bytes.size());
    return hex.data();
}

void add_head(http::Response& reply, const ledger::Head& head) {
    reply.headers.append("Gangmu-Ledger-Head: ")
        .append(std::to_string(head.seq))
        .append(":")
        .append(head.hash);
    reply.headers.append("\r\n");
}

Error unknown_path(std::string_view path) {
    return fail(Fault::not_found, "path-unknown", {"沒有這個網址", "There is nothing at this address"},
                {"API 的說明在 /api", "The API is described at /api"}, std::string(path));
}

// What a request that never reached an endpoint did wrong, and what helps.
Error explain(Fault fault, std::string_view code) {
    struct Words {
        std::string_view code;
        Message what;
        Message mend;
    };
    static const Words known[] = {
        {"head-too-large",
         {"要求的標頭太長", "The request's headers are too long"},
         {"請清除本站的 Cookie，或縮短網址中的查詢", "Clear this site's cookies, or shorten the address"}},
        {"body-too-large",
         {"內容超過大小上限", "The body is over the size limit"},
         {"請拆分後再送；大檔可用 gangmu ingest --max-mb 在伺服器上收入",
          "Send it in parts; a large file can be taken in on the server with gangmu ingest --max-mb"}},
        {"too-many-connections",
         {"連線太多", "Too many connections"},
         {"請稍候幾秒再試", "Try again in a few seconds"}},
        {"plain-http",
         {"未加密的 HTTP 不接受來自網路的連線", "Plain HTTP is not accepted over the network"},
         {"請改用 https，或由管理者設定憑證或代理伺服器（gangmu serve --help）",
          "Use https, or have a certificate or a proxy set up (gangmu serve --help)"}},
        {"upload-failed",
         {"無法暫存上傳的檔案，磁碟可能已滿", "The upload cannot be kept; the disk may be full"},
         {"請管理者騰出磁碟空間後再試", "Have disk space made free, then try again"}},
        {"internal",
         {"內部錯誤", "Internal error"},
         {"請再試一次；若一再發生，請把時間與網址告訴管理者",
          "Try again; if it goes on, tell the administrator the time and the address"}},
    };
    for (const Words& words : known)
        if (words.code == code) return fail(fault, std::string(code), words.what, words.mend);
    return fail(fault, std::string(code), {"無法理解這個要求", "The request is not understood"},
                {"API 的說明在 /api", "The API is described at /api"});
}

// gzip where it pays; large answers at the fastest level.
bool compress(http::Bytes& body) {
    constexpr std::size_t worth = 2048;
    constexpr std::size_t large = 1u << 20;
    if (!body || body->size() < worth) return false;
    auto smaller = http::gzip(*body, body->size() > large ? 1 : 5);
    if (smaller.empty() || smaller.size() >= body->size()) return false;
    body = std::make_shared<const std::string>(std::move(smaller));
    return true;
}

bool compressible(std::string_view media_type) {
    return media_type == "application/json" || media_type.substr(0, 5) == "text/";
}

}  // namespace

struct App::Parts {
    Parts(services::Registry& r, std::size_t bytes) : registry(r), upload_bytes(bytes) {}

    services::Registry& registry;
    const std::size_t upload_bytes;
    const Router router{endpoints()};
    Kept kept;
    Standing standing;
    const std::string mark =
        random_mark();  // of this process: another version's bytes are not taken for ours

    // `stands`: the snapshot for which this reply to nobody stands; null where it does not.
    http::Response api(const http::Request& request, state::SnapshotPtr& stands);
    http::Response kept_or_made(Call& call, const Endpoint& endpoint, bool& is_kept);
    http::Response made(Call& call, const Endpoint& endpoint, std::string_view etag);
    std::string version(const Call& call, const Endpoint& endpoint) const;
};

// What the answer depends on, as a tag; empty: not to be kept.
std::string App::Parts::version(const Call& call, const Endpoint& endpoint) const {
    const bool dated = call.request.query.find("as_of=") != std::string_view::npos;
    if (endpoint.keep == Keep::no || dated || changes(call.request.method)) return {};
    // Who sees a revision is asked each time: the proposer, the agencies that it concerns.
    if (call.text("edition").rfind("revision-", 0) == 0) return {};
    const state::Snapshot& now = call.view.snapshot();
    // Who sees drafts has answers of their own, for each event.
    const bool officer = call.may(auth::Action::read_drafts);
    std::string out = mark + "." + std::to_string(now.rebuilt);
    if (endpoint.keep == Keep::plan && !officer) {
        const state::Plan* plan = now.plan(call.path.front());
        if (plan == nullptr) return {};
        // Rules that are off for the whole store dismiss findings of every plan.
        return out.append("-p")
            .append(std::to_string(plan->version))
            .append("-s")
            .append(std::to_string(now.settings.version));
    }
    out.append("-").append(std::to_string(now.head.seq)).append("-").append(now.head.hash, 0, 8);
    if (officer) out.append("-").append(http::encode_percent(call.actor().name));
    return out;
}

// A reply that cannot differ from the one given before is not made again.
http::Response App::Parts::kept_or_made(Call& call, const Endpoint& endpoint, bool& is_kept) {
    const std::string now = version(call, endpoint);
    is_kept = !now.empty();
    if (!is_kept) return made(call, endpoint, {});
    const bool packed = http::accepts(call.request.header("Accept-Encoding"), "gzip");
    std::string question;
    question.reserve(call.request.target.size() + 40);
    question.append(packed ? "z" : "p").append(call.request.target);
    if (call.may(auth::Action::read_drafts)) question.append(" ").append(call.actor().name);

    const auto found = kept.find(question, now);
    http::Response reply;
    if (found) {
        reply.headers.reserve(found->headers.size() + 1024);  // the head, security
        reply.headers = found->headers;
        reply.body = found->body;
    } else {
        const std::string etag = "W/\"" + now + "\"";
        reply = made(call, endpoint, etag);
        if (reply.status != 200) return reply;
        kept.put(std::move(question), now,
                 std::make_shared<const KeptReply>(KeptReply{reply.headers, reply.body}));
    }
    if (const auto known = call.request.header("If-None-Match"); !known.empty()) {
        if (http::matches_etag(known, "\"" + now + "\"")) {
            reply.status = 304;
            reply.body = nullptr;
        }
    }
    return reply;
}

http::Response App::Parts::made(Call& call, const Endpoint& endpoint, std::string_view etag) {
    Result<Reply> result = endpoint.handle(call);
    if (!result) return problem(result.error(), call.language);
    if (call.registry.view()->settings.demo) mark_demo(*result);
    http::Response reply;
    reply.status = result->status;
    reply.headers = std::move(result->extra.headers);
    reply.body = std::move(result->body);
    if (reply.body && !result->media_type.empty()) reply.add("Content-Type", result->media_type);
    if (reply.body && compressible(result->media_type)) {
        reply.add("Vary", "Accept-Encoding, Cookie");
        if (http::accepts(call.request.header("Accept-Encoding"), "gzip") && compress(reply.body))
            reply.add("Content-Encoding", "gzip");
    }
    // Kept by the browser, but asked for again each time: what it holds may be private, or have changed.
    reply.add("Cache-Control", etag.empty() ? "no-store" : "private, no-cache");
    if (!etag.empty()) reply.add("ETag", etag);
    return reply;
}

http::Response App::Parts::api(const http::Request& request, state::SnapshotPtr& stands) {
    const Language language = preferred_language(request.header("Accept-Language"));
    Match match = router.find(request.method, request.path);
    if (match.endpoint == nullptr) {
        if (match.allowed.empty()) return problem(unknown_path(request.path), language);
        http::Response reply =
            problem(fail(Fault::invalid, "method-not-allowed",
                         {"這個網址不接受這種方法", "This address does not take this method"},
                         {"可用的方法見回覆的 Allow 標頭", "Those it takes are in the reply's Allow header"}),
                    language, 405);
        std::string allowed;
        for (const Method method : match.allowed)
            allowed.append(allowed.empty() ? "" : ", ").append(http::to_string(method));
        return reply.add("Allow", allowed);
    }
    const Endpoint& endpoint = *match.endpoint;
    if (match.bad_encoding)
        return problem(
            fail(Fault::invalid, "path-encoding", {"網址的編碼有誤", "The address is not encoded well"},
                 {"請以 UTF-8 加百分號編碼", "Percent-encode it as UTF-8"}),
            language);

    const Identity identity = identify(registry, request);
    Call call{registry, request, identity, registry.view(), language, std::move(match.values), {}, {}};
    const auto refused = [&](const Error& error) {
        http::Response reply = problem(error, language);
        add_head(reply, call.view.head());
        return reply;
    };
    if (auto allowed = endpoint.access.allow(identity.actor, call.view.snapshot(), call.path); !allowed)
        return refused(allowed.error());
    if (changes(request.method))
        if (auto own = check_origin(identity, request); !own) return refused(own.error());

    auto query = validate_query(request.query, endpoint.query);
    if (!query) return refused(query.error());
    call.query = std::move(*query);
    if (endpoint.body.kind == BodyKind::json) {
        auto body = validate_body(request.body, endpoint.body.fields);
        if (!body) return refused(body.error());
        call.body = std::move(*body);
    }
    if (!call.text("as_of").empty() || !call.text("on").empty()) {
        auto dated = registry.view(call.text("as_of"), call.text("on"));
        if (!dated) return refused(dated.error());
        call.view = std::move(*dated);
    }
    bool is_kept = false;
    http::Response reply = kept_or_made(call, endpoint, is_kept);
    if (is_kept && reply.status == 200 && !identity.actor.anybody()) stands = call.view.shared();
    add_head(reply, changes(request.method) ? registry.view().head() : call.view.head());
    return reply;
}

App::App(services::Registry& registry, std::size_t upload_bytes)
    : parts_(std::make_unique<Parts>(registry, upload_bytes)) {}

App::~App() = default;

std::optional<http::Response> App::known(const http::Request& request) {
    const auto packed = Standing::question(request);
    if (!packed) return std::nullopt;
    auto reply = parts_->standing.find(request, *packed, parts_->registry.view().shared());
    if (reply && request.peer->secure) reply->headers.append(transport_header);
    return reply;
}

http::Admission App::admit(const http::Request& head) {
    const Match match = parts_->router.find(head.method, head.path);
    http::Admission out;
    out.without_body = match.endpoint == nullptr;
    out.body_bytes = 4096;  // what nobody asked for is passed over
    if (out.without_body) return out;
    const Endpoint& endpoint = *match.endpoint;
    out.slow = endpoint.work == Work::slow || changes(head.method);
    if (endpoint.body.kind == BodyKind::json) out.body_bytes = 1u << 20;
    if (endpoint.body.kind == BodyKind::upload) {
        // Nobody sends 200 MB to be told that they may not.
        const Identity identity = identify(parts_->registry, head);
        const bool welcome =
            endpoint.access.allow(identity.actor, parts_->registry.view().snapshot(), match.values) &&
            check_origin(identity, head);
        out.body_bytes = parts_->upload_bytes;
        out.to_file = true;
        out.without_body = !welcome;
    }
    return out;
}

namespace {

// Who mistyped an address in a browser gets the page, which says so in their language; a program gets a
// problem.
std::optional<http::Response> missing_page(const http::Request& request) {
    if (request.header("Accept").find("text/html") == std::string_view::npos) return std::nullopt;
    http::Request start = request;
    start.path = "/";
    auto reply = answer_asset(start);
    if (reply && reply->status == 200) reply->status = 404;
    return reply;
}

}  // namespace

http::Response App::answer(const http::Request& request) {
    http::Response reply;
    state::SnapshotPtr stands;
    if (request.path == "/api" || request.path.substr(0, 5) == "/api/" || request.path == "/sta/v1.1" ||
        request.path.substr(0, 10) == "/sta/v1.1/") {
        reply = parts_->api(request, stands);
    } else {
        auto asset = changes(request.method) ? std::nullopt : answer_asset(request);
        if (!asset && !changes(request.method)) asset = missing_page(request);
        reply = asset ? std::move(*asset)
                      : problem(unknown_path(request.path),
                                preferred_language(request.header("Accept-Language")));
    }
    reply.headers.append(security_headers);
    if (stands)
        if (const auto packed = Standing::question(request))
            parts_->standing.put(request, *packed, stands, reply.headers, reply.body);
    if (request.peer->secure) reply.headers.append(transport_header);
    return reply;
}

http::Response App::refuse(const http::Request& request, unsigned status, std::string_view code) {
    const Fault fault = status == 413   ? Fault::too_large
                        : status >= 500 ? Fault::unavailable
                                        : Fault::invalid;
    auto reply = problem(explain(fault, code), preferred_language(request.header("Accept-Language")), status);
    reply.headers.append(security_headers);
    return reply;
}

}  // namespace gangmu::api
