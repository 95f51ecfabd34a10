// Replies that are kept with their bytes: the same question about the same snapshot is answered without any
// work.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "http/message.hpp"

namespace gangmu::api {

struct KeptReply {
    std::string headers;  // Content-Type, ETag, Content-Encoding …
    http::Bytes body;
};

// A bounded map from a question (target and view) to its reply. An entry answers for one version only (ledger
// head and day); asking for another drops it. Threads: any.
class Kept {
  public:
    explicit Kept(std::size_t bytes = std::size_t{128} << 20) : shard_bytes_(bytes / shard_count) {}

    std::shared_ptr<const KeptReply> find(std::string_view question, std::string_view version);
    void put(std::string question, std::string version, std::shared_ptr<const KeptReply> reply);

    std::size_t bytes() const;

  private:
    struct Entry {
        std::string question;
        std::string version;
        std::shared_ptr<const KeptReply> reply;
        std::size_t size = 0;
    };
    using Order = std::list<Entry>;  // the last used first
    struct Shard {
        mutable std::mutex mutex;
        Order order;
        std::unordered_map<std::string_view, Order::iterator> by_question;  // keys lie in the entries
        std::size_t bytes = 0;
    };
    static constexpr std::size_t shard_count = 4;

    Shard& shard(std::string_view question);
    static void drop(Shard& shard, Order::iterator entry);

    std::size_t shard_bytes_;
    std::array<Shard, shard_count> shards_;
};

}  // namespace gangmu::api
