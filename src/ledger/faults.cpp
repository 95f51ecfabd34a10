#include "ledger/faults.hpp"

#include "ledger/chain.hpp"

namespace gangmu::ledger {

Status follows(const Chain& chain, std::span<const Event> events) {
    Head head = chain.head();
    std::int64_t recorded_us = chain.recorded_us();
    for (const Event& event : events) {
        if (event.seq != head.seq + 1 || event.recorded_us < recorded_us ||
            event.hash != chained(head.hash, event))
            return fail(Fault::conflict, "ledger-moved",
                        {"事件並未接續帳本的末端", "The events do not follow the end of the ledger"},
                        {"請重新執行命令", "Run the command again"}, "event " + std::to_string(event.seq));
        head = {event.seq, event.hash};
        recorded_us = event.recorded_us;
    }
    return {};
}

Error event_unknown(Sequence seq) {
    return fail(Fault::not_found, "event-unknown",
                {"帳本中沒有第 " + std::to_string(seq) + " 號事件",
                 "The ledger has no event " + std::to_string(seq)});
}

Error blob_unknown(std::string_view sha256) {
    return fail(Fault::not_found, "blob-unknown", {"查無此檔案內容", "No content is kept under this SHA-256"},
                {}, std::string(sha256.substr(0, 64)));
}

Error blob_erased(std::string_view sha256) {
    return fail(Fault::conflict, "blob-erased",
                {"此檔案內容已依紀錄移除", "This content was taken out; the ledger says why"},
                {"請使用遮蔽後的檔案", "Use a redacted file"}, std::string(sha256.substr(0, 64)));
}

Error blob_corrupt(std::string_view sha256, const Message& what) {
    return fail(
        Fault::corrupt, "blob-corrupt", what,
        {"請從備份取回，或重新上傳原檔", "Restore it from a backup, or upload the original file again"},
        std::string(sha256.substr(0, 64)));
}

}  // namespace gangmu::ledger
