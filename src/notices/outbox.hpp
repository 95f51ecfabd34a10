// The outbox: what is to be delivered, to whom, by which channel, and how far that has come. One SQLite file
// in the store's folder, apart from the ledger: who was told what changes with every look at the page, and
// nobody needs its history. Lost, nothing of the registry is lost; notices then begin anew from that day.
//
// Once and at least once. A notice is known by its key and written in one durable commit with the place up to
// which the ledger was looked at (Cursor): after kill -9 it is there with its cursor or not at all, and the
// same key again changes nothing. On the page it is therefore there exactly once. E-mail and webhooks are
// delivered at least once: marked as sent, durably, after the other side has accepted; a crash between the
// two sends it again under the same Message-ID or delivery id, by which the receiver can tell.
//
// Threads: any; a mutex around one connection, held for one short statement or commit. enqueue() waits for
// the disk (a fraction of a millisecond): never call it on the ledger writer's thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "notices/notice.hpp"

namespace gangmu::notices {

enum class Channel : std::uint8_t { page, email, webhook };
std::string_view to_string(Channel channel);

// How far somebody who makes notices out of the ledger has read it.
struct Cursor {
    std::string name;
    std::uint64_t seq = 0;
};

struct Delivery {
    std::int64_t id = 0;
    Channel channel = Channel::page;
    std::string recipient;  // account, or a webhook's id
    int tries = 0;
    std::int64_t made_us = 0;
    Notice notice;  // without `to`
};

struct Shown {  // on the page
    std::int64_t id = 0;
    bool read = false;
    std::int64_t made_us = 0;
    std::string kind, link;
    Message subject, text;
};

struct Counts {
    std::uint64_t unread = 0, all = 0;
};

struct ChannelState {  // for the administrator
    Channel channel = Channel::email;
    std::uint64_t waiting = 0, sent = 0, failed = 0;
    std::int64_t oldest_us = 0;  // of those waiting; 0: none
    std::string last_error;
};

class Outbox {
  public:
    // Which webhooks want a notice of this kind.
    using Subscribers = std::function<std::vector<std::string>(std::string_view kind)>;

    // Opens or creates the file. A damaged one is put aside (".damaged") and begun anew.
    // Errors: store-io, store-newer, disk-full.
    static Result<std::unique_ptr<Outbox>> open(const std::string& path);
    ~Outbox();

    void subscribe(Subscribers subscribers);
    void when_there_is_something(
        std::function<void()> wake);  // after each commit that left something to send

    // In one commit; how many deliveries are new. Errors: those of the disk; notice-key (empty),
    // notice-large.
    Result<std::size_t> enqueue(const Notice& notice);
    Result<std::size_t> enqueue(std::span<const Notice> notices, const std::optional<Cursor>& cursor = {});
    Result<std::optional<std::uint64_t>> cursor(std::string_view name) const;

    // ---- the page. Newest first, those older than `before` (an id; 0: from the newest).
    Result<std::vector<Shown>> shown(std::string_view account, bool unread_only, std::int64_t before,
                                     std::size_t limit) const;
    Result<Counts> counts(std::string_view account) const;
    // `id` 0: all up to now; how many were unread.
    Result<std::size_t> mark_read(std::string_view account, std::int64_t id, bool read = true);

    // ---- for the sender
    // Those whose time has come, oldest first, with their attachments.
    Result<std::vector<Delivery>> due(Channel channel, std::int64_t now_us, std::size_t limit) const;
    Status sent(std::span<const std::int64_t> deliveries);
    Status pass_over(std::span<const std::int64_t> deliveries);  // nobody wants it this way: no failure
    // `failed`: it counts as a try.
    Status postpone(std::span<const std::int64_t> deliveries, std::int64_t next_us, std::string_view why,
                    bool failed);
    Status give_up(std::span<const std::int64_t> deliveries, std::string_view why);
    Result<std::vector<ChannelState>> states() const;
    // Those made before it that wait for nothing any more.
    Status forget_before(std::int64_t us);

    // ---- secrets of mail server and webhooks: never in the ledger, never shown. The file is its owner's
    // (0600).
    Result<std::string> secret(std::string_view name) const;  // empty: none
    Status set_secret(std::string_view name, std::string_view value);

    static constexpr std::size_t most_attached = std::size_t{10} << 20;  // bytes, of one notice

  private:
    struct Parts;
    explicit Outbox(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace gangmu::notices
