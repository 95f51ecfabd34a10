// Contents by the blob that holds them. What somebody still holds is given again instead of being parsed
// again, so that snapshots of different days and the editions in them share their contents. Threads: any.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "state/content.hpp"

namespace gangmu::state {

class Contents {
  public:
    using Blob = std::function<Result<std::string>(std::string_view sha256)>;
    explicit Contents(Blob blob) : blob_(std::move(blob)) {}

    // Null when the blob was erased. Errors: those of the ledger and of read_content.
    Result<ContentPtr> load(const std::string& sha256);
    // `content` is what read_content would make of this blob.
    void remember(const std::string& sha256, const ContentPtr& content);
    void forget_all();  // also what is being loaded just now

  private:
    Blob blob_;
    std::mutex mutex_;
    std::unordered_map<std::string, std::weak_ptr<const Content>> known_;
    std::uint64_t forgotten_ = 0;  // how often
};

}  // namespace gangmu::state
