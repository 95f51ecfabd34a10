// Replies to questions of nobody in particular, whole and ready to be sent: what most requests are. Such a
// reply stands for one snapshot and for no other, so it needs no routing, no rights and no validation to be
// given again. What it holds is shared with Kept, which is asked when the snapshot is a newer one.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "http/message.hpp"
#include "state/snapshot.hpp"

namespace gangmu::api {

// Threads: any.
class Standing {
  public:
    explicit Standing(std::size_t bytes = std::size_t{32} << 20) : shard_bytes_(bytes / shard_count) {}

    // Whether the request is one that may be answered from here: a GET or HEAD of nobody, without conditions.
    // Then: whether gzip is taken.
    static std::optional<bool> question(const http::Request& request);

    // Status 200, headers and body; nothing when it is not there or of another snapshot.
    std::optional<http::Response> find(const http::Request& request, bool packed,
                                       const state::SnapshotPtr& now);
    // `headers`: all that the reply carries.
    void put(const http::Request& request, bool packed, const state::SnapshotPtr& of, std::string headers,
             http::Bytes body);

    std::size_t bytes() const;

  private:
    struct Entry {
        std::string target;
        http::Bytes headers;
        http::Bytes body;
    };
    using Map =
        std::unordered_map<std::string_view, std::unique_ptr<const Entry>>;  // keys lie in the entries
    struct Shard {
        mutable std::mutex mutex;
        std::weak_ptr<const state::Snapshot> of;
        std::array<Map, 2> replies;  // plain, packed
        std::size_t bytes = 0;
    };
    static constexpr std::size_t shard_count = 4;

    Shard& shard(std::string_view target);
    static void clear(Shard& shard);

    const std::size_t shard_bytes_;
    std::array<Shard, shard_count> shards_;
};

}  // namespace gangmu::api
