#include "api/standing.hpp"

#include <functional>
#include <utility>

namespace gangmu::api {
namespace {

// By identity: two snapshots of the same head may differ, after bytes were erased.
bool same(const std::weak_ptr<const state::Snapshot>& a, const state::SnapshotPtr& b) {
    return !a.owner_before(b) && !b.owner_before(a);
}

constexpr std::size_t overhead = 300;

}  // namespace

std::optional<bool> Standing::question(const http::Request& request) {
    if (request.method != http::Method::get && request.method != http::Method::head) return std::nullopt;
    if (request.peer->local()) return std::nullopt;
    bool packed = false;
    for (const auto& [name, value] : request.headers) {
        switch (name.size()) {
            case 6:
                if (http::equal_ignoring_case(name, "Cookie")) return std::nullopt;
                break;
            case 13:
                if (http::equal_ignoring_case(name, "Authorization") ||
                    http::equal_ignoring_case(name, "If-None-Match"))
                    return std::nullopt;
                break;
            case 15:
                if (http::equal_ignoring_case(name, "Accept-Encoding")) packed = http::accepts(value, "gzip");
                break;
            default:
                break;
        }
    }
    return packed;
}

Standing::Shard& Standing::shard(std::string_view target) {
    return shards_[std::hash<std::string_view>()(target) / 64 % shard_count];
}

void Standing::clear(Shard& shard) {
    for (auto& map : shard.replies)
        map.clear();
    shard.bytes = 0;
}

std::optional<http::Response> Standing::find(const http::Request& request, bool packed,
                                             const state::SnapshotPtr& now) {
    Shard& part = shard(request.target);
    const std::lock_guard lock(part.mutex);
    if (!same(part.of, now)) return std::nullopt;
    const auto& replies = part.replies[packed ? 1 : 0];
    const auto found = replies.find(request.target);
    if (found == replies.end()) return std::nullopt;
    http::Response reply;
    reply.kept_headers = found->second->headers;
    reply.body = found->second->body;
    return reply;
}

void Standing::put(const http::Request& request, bool packed, const state::SnapshotPtr& of,
                   std::string headers, http::Bytes body) {
    const std::size_t size = request.target.size() + headers.size() + (body ? body->size() : 0) + overhead;
    if (size > shard_bytes_ / 8) return;
    auto entry = std::make_unique<const Entry>(Entry{std::string(request.target),
                                                     std::make_shared<const std::string>(std::move(headers)),
                                                     std::move(body)});
    Shard& part = shard(request.target);
    const std::lock_guard lock(part.mutex);
    if (!same(part.of, of) || part.bytes + size > shard_bytes_) clear(part);
    part.of = of;
    auto& replies = part.replies[packed ? 1 : 0];
    const std::string_view key = entry->target;
    if (replies.emplace(key, std::move(entry)).second) part.bytes += size;
}

std::size_t Standing::bytes() const {
    std::size_t out = 0;
    for (const Shard& part : shards_) {
        const std::lock_guard lock(part.mutex);
        out += part.bytes;
    }
    return out;
}

}  // namespace gangmu::api
