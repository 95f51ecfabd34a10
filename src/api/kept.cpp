#include "api/kept.hpp"

#include <functional>

namespace gangmu::api {

Kept::Shard& Kept::shard(std::string_view question) {
    return shards_[std::hash<std::string_view>()(question) / 64 % shard_count];
}

void Kept::drop(Shard& shard, Order::iterator entry) {
    shard.bytes -= entry->size;
    shard.by_question.erase(entry->question);
    shard.order.erase(entry);
}

std::shared_ptr<const KeptReply> Kept::find(std::string_view question, std::string_view version) {
    Shard& part = shard(question);
    const std::lock_guard lock(part.mutex);
    const auto found = part.by_question.find(question);
    if (found == part.by_question.end()) return nullptr;
    if (found->second->version != version) {
        drop(part, found->second);
        return nullptr;
    }
    part.order.splice(part.order.begin(), part.order, found->second);
    return found->second->reply;
}

void Kept::put(std::string question, std::string version, std::shared_ptr<const KeptReply> reply) {
    constexpr std::size_t overhead = 300;
    const std::size_t size = question.size() + reply->body->size() + reply->headers.size() + overhead;
    Shard& part = shard(question);
    if (size > shard_bytes_ / 2) return;
    const std::lock_guard lock(part.mutex);
    if (const auto old = part.by_question.find(question); old != part.by_question.end())
        drop(part, old->second);
    while (!part.order.empty() && part.bytes + size > shard_bytes_)
        drop(part, std::prev(part.order.end()));
    part.order.push_front({std::move(question), std::move(version), std::move(reply), size});
    part.by_question.emplace(part.order.front().question, part.order.begin());
    part.bytes += size;
}

std::size_t Kept::bytes() const {
    std::size_t out = 0;
    for (const Shard& part : shards_) {
        const std::lock_guard lock(part.mutex);
        out += part.bytes;
    }
    return out;
}

}  // namespace gangmu::api
