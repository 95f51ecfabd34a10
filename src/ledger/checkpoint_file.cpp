#include "ledger/checkpoint_file.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>

#include "base/json.hpp"
#include "base/sha256.hpp"
#include "ledger/chain.hpp"

namespace gangmu::ledger {

namespace {

constexpr int file_version = 1;
constexpr std::string_view suffix = ".ckpt";
constexpr std::string_view temporary = "tmp";

std::string header(int content_version, const Head& head, std::string_view content) {
    JsonWriter writer;
    writer.object().member("gangmu", "checkpoint").member("version", file_version);
    writer.member("content", content_version).member("seq", head.seq).member("hash", head.hash);
    writer.member("bytes", static_cast<std::uint64_t>(content.size()))
        .member("sha256", sha256_hex(content))
        .end();
    return writer.take();
}

// "0000000000000042-HASH.ckpt"; names sort as sequences do.
std::optional<Head> head_of(const std::string& name) {
    const auto dash = name.find('-');
    if (dash == std::string::npos || name.size() != dash + 1 + 64 + suffix.size() || !name.ends_with(suffix))
        return std::nullopt;
    const auto head = parse_head(name.substr(0, dash) + ":" + name.substr(dash + 1, 64));
    if (!head) return std::nullopt;
    return *head;
}

Error bad(const std::string& path, const Message& what) {
    return fail(Fault::corrupt, "checkpoint-bad", what,
                {"已移除，將由帳本重新計算", "It was removed and is computed again from the ledger"}, path);
}

}  // namespace

Checkpoints::Checkpoints(const std::string& store, int content_version, System& system)
    : folder_(store + "/checkpoints"), content_version_(content_version), system_(&system) {}

std::string Checkpoints::path(const Head& head) const {
    std::array<char, 24> number;
    std::snprintf(number.data(), number.size(), "%016llu", static_cast<unsigned long long>(head.seq));
    return folder_ + "/" + number.data() + "-" + head.hash + std::string(suffix);
}

Status Checkpoints::save(const Head& head, std::string_view content) {
    CHECK(make_folder(*system_, folder_));
    const std::string half = folder_ + "/" + std::string(temporary);
    system_->unlink(half.c_str());  // of a crash
    std::string bytes = header(content_version_, head, content);
    bytes += '\n';
    bytes += content;
    return write_durable(*system_, half, path(head), bytes);
}

std::vector<Head> Checkpoints::list() const {
    std::vector<Head> heads;
    for (const std::string& name : names_in(folder_))
        if (auto head = head_of(name)) heads.push_back(std::move(*head));
    return heads;
}

Result<Checkpoint> Checkpoints::read(const Ledger& ledger, const Head& head) const {
    TRY(std::string bytes, read_whole(path(head)));
    const auto line = bytes.find('\n');
    if (line == std::string::npos) return bad(path(head), {"檢查點檔案已損壞", "The checkpoint is damaged"});
    const std::string_view content = std::string_view(bytes).substr(line + 1);
    if (bytes.compare(0, line, header(content_version_, head, content)) != 0)
        return bad(path(head),
                   {"檢查點檔案已損壞，或屬於另一版本", "The checkpoint is damaged, or of another version"});
    if (!prove_head(ledger, head))
        return bad(path(head), {"檢查點所依據的帳本位置不在帳本中",
                                "The checkpoint stands on a head that the ledger does not have"});
    bytes.erase(0, line + 1);
    return Checkpoint{head, std::move(bytes)};
}

Result<std::optional<Checkpoint>> Checkpoints::load(const Ledger& ledger, Sequence at,
                                                    std::vector<Message>* removed) {
    CHECK(ledger.head());  // a ledger that cannot be read is no reason to remove anything
    const std::vector<Head> heads = list();
    for (auto head = heads.rbegin(); head != heads.rend(); ++head) {
        if (head->seq > at) continue;
        auto checkpoint = read(ledger, *head);
        if (checkpoint) return std::optional<Checkpoint>(std::move(*checkpoint));
        const Error& error = checkpoint.error();
        if (error.code == "checkpoint-bad") CHECK(remove(*head));
        if (removed)
            removed->push_back({error.what.zh + ":" + error.where, error.what.en + ": " + error.where});
    }
    return std::optional<Checkpoint>();
}

Status Checkpoints::remove(const Head& head) {
    if (system_->unlink(path(head).c_str()) != 0 && errno != ENOENT) return system_error(path(head));
    return {};
}

Status Checkpoints::keep(const std::vector<Sequence>& wanted) {
    const std::vector<Head> heads = list();
    if (heads.empty()) return {};
    std::vector<Sequence> kept{heads.back().seq};
    for (const Sequence seq : wanted) {
        const auto at =
            std::find_if(heads.begin(), heads.end(), [&](const Head& head) { return head.seq >= seq; });
        if (at != heads.end()) kept.push_back(at->seq);
    }
    for (const Head& head : heads)
        if (std::find(kept.begin(), kept.end(), head.seq) == kept.end()) CHECK(remove(head));
    return sync_folder(*system_, folder_);
}

Status Checkpoints::remove_all() {
    const std::vector<Head> heads = list();
    for (const Head& head : heads)
        CHECK(remove(head));
    return heads.empty() ? Status() : sync_folder(*system_, folder_);
}

}  // namespace gangmu::ledger
