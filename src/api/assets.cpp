#include "api/assets.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string>

#include "api/packed.hpp"

namespace gangmu::api {
namespace {

struct Asset {
    std::string_view media_type;
    std::string tag;
    bool immutable = false;
    http::Bytes plain;
    http::Bytes gzip;
    http::Bytes brotli;
};

std::string_view media_type(std::string_view path) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 13> types{{
        {".html", "text/html; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".json", "application/json"},
        {".webmanifest", "application/manifest+json"},
        {".svg", "image/svg+xml"},
        {".png", "image/png"},
        {".jpg", "image/jpeg"},
        {".webp", "image/webp"},
        {".ico", "image/x-icon"},
        {".woff2", "font/woff2"},
        {".txt", "text/plain; charset=utf-8"},
        {".map", "application/json"},
    }};
    const std::string_view extension = path.substr(std::min(path.rfind('.'), path.size()));
    for (const auto& [suffix, type] : types)
        if (suffix == extension) return type;
    return "application/octet-stream";
}

http::Bytes take(PackedFile::Place place) {
    if (place.size == 0) return nullptr;
    return std::make_shared<const std::string>(gangmu_packed_bytes + place.at, place.size);
}

const std::map<std::string, Asset, std::less<>>& table() {
    static const auto assets = [] {
        std::map<std::string, Asset, std::less<>> out;
        for (std::size_t i = 0; i < packed_count; ++i) {
            const PackedFile& file = packed_files[i];
            const std::string_view path = file.path;
            out[file.path] = {
                media_type(path),
                file.tag,
                path.substr(0, 8) == "/assets/",
                std::make_shared<const std::string>(gangmu_packed_bytes + file.plain.at, file.plain.size),
                take(file.gzip),
                take(file.brotli)};
        }
        return out;
    }();
    return assets;
}

// The page's own routes (docs/api.md): the first segment decides.
bool is_page(std::string_view path) {
    static constexpr std::array<std::string_view, 23> firsts{
        "",       "plans",    "agencies",    "search",   "documents", "upload",  "sign-in", "account",
        "admin",  "gallery",  "overview",    "work",     "desk",      "reports", "verify",  "audit",
        "alerts", "calendar", "delegations", "measures", "meetings",  "notices", "stocks"};
    const std::string_view first = path.substr(1, path.find('/', 1) - 1);
    return std::find(firsts.begin(), firsts.end(), first) != firsts.end();
}

}  // namespace

std::optional<http::Response> answer_asset(const http::Request& request) {
    auto found = table().find(request.path);
    if (found == table().end() && is_page(request.path))
        found = table().find(std::string_view("/index.html"));
    if (found == table().end()) return std::nullopt;
    const Asset& asset = found->second;

    const std::string_view accepted = request.header("Accept-Encoding");
    http::Response reply;
    reply.body = asset.plain;
    std::string_view coding;
    if (asset.brotli && http::accepts(accepted, "br")) {
        reply.body = asset.brotli;
        coding = "br";
    } else if (asset.gzip && http::accepts(accepted, "gzip")) {
        reply.body = asset.gzip;
        coding = "gzip";
    }
    // The tag says the coding too: two codings are two representations.
    std::string tag = "\"" + asset.tag;
    if (!coding.empty()) tag.append("-").append(coding);
    tag += '"';
    reply.add("Content-Type", asset.media_type).add("ETag", tag).add("Vary", "Accept-Encoding");
    if (!coding.empty()) reply.add("Content-Encoding", coding);
    reply.add("Cache-Control", asset.immutable ? "public, max-age=31536000, immutable" : "no-cache");
    if (http::matches_etag(request.header("If-None-Match"), tag)) {
        reply.status = 304;
        reply.body = nullptr;
    }
    return reply;
}

}  // namespace gangmu::api
