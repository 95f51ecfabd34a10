#include "notices/outbox.hpp"

#include <sys/stat.h>

#include <filesystem>
#include <mutex>

#include "ledger/chain.hpp"
#include "ledger/sqlite/database.hpp"
#include "notices/outbox_copy.hpp"

namespace gangmu::notices {
namespace {

using ledger::Database;
using ledger::Statement;
using ledger::Transaction;

// Of a delivery on the page `state` is unread or read; of others waiting, sent, failed or passed.
constexpr const char* tables = R"sql(
CREATE TABLE notices (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
    subject_zh TEXT NOT NULL, subject_en TEXT NOT NULL, text_zh TEXT NOT NULL, text_en TEXT NOT NULL,
    link TEXT NOT NULL, data TEXT NOT NULL, urgent INTEGER NOT NULL, made_us INTEGER NOT NULL
) STRICT;
CREATE TABLE attachments (
    notice INTEGER NOT NULL, place INTEGER NOT NULL, name TEXT NOT NULL, media_type TEXT NOT NULL,
    bytes BLOB NOT NULL, PRIMARY KEY (notice, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE deliveries (
    id INTEGER PRIMARY KEY, notice INTEGER NOT NULL, channel TEXT NOT NULL, recipient TEXT NOT NULL,
    state TEXT NOT NULL, tries INTEGER NOT NULL, next_us INTEGER NOT NULL, done_us INTEGER NOT NULL,
    error TEXT NOT NULL, UNIQUE (notice, channel, recipient)
) STRICT;
CREATE INDEX page ON deliveries (recipient, id) WHERE channel = 'page';
CREATE INDEX unread ON deliveries (recipient) WHERE channel = 'page' AND state = 'unread';
CREATE INDEX waiting ON deliveries (channel, next_us) WHERE state = 'waiting';
CREATE TABLE cursors (name TEXT PRIMARY KEY, seq INTEGER NOT NULL) STRICT;
CREATE TABLE secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
PRAGMA user_version = 1;
)sql";

Result<Database> open_database(const std::string& path) {
    TRY(Database database, Database::open(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE));
    TRY(const std::int64_t format, database.number("PRAGMA user_version"));
    if (format > outbox_format)
        return fail(Fault::unsupported, "store-newer",
                    {"通知匣由較新版的綱目建立", "A newer Gangmu made this outbox"},
                    {"請使用較新的版本", "Use the newer version"}, path);
    if (format == 0) ::chmod(path.c_str(), 0600);  // secrets are in it; the WAL takes over the mode
    CHECK(
        database.run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;"
                     "PRAGMA journal_size_limit = 16777216;"));
    if (format == 0) {
        TRY(Transaction transaction, Transaction::begin(database));
        CHECK(database.run(tables));
        CHECK(transaction.commit());
    }
    return database;
}

Status check(const Notice& notice) {
    if (notice.key.empty() || notice.key.size() > 1000 || notice.kind.empty())
        return fail(Fault::internal, "notice-key",
                    {"通知沒有識別鍵或類別", "A notice without a key or a kind"}, {}, notice.key);
    std::size_t bytes = 0;
    for (const auto& each : notice.attachments)
        bytes += each.bytes.size();
    if (bytes > Outbox::most_attached)
        return fail(Fault::too_large, "notice-large",
                    {"通知的附件過大", "The attachments of a notice are too large"},
                    {"請改為連結", "Give a link instead"}, notice.key);
    return {};
}

}  // namespace

std::string_view to_string(Channel channel) {
    switch (channel) {
        case Channel::page:
            return "page";
        case Channel::email:
            return "email";
        case Channel::webhook:
            return "webhook";
    }
    return "page";
}

struct Outbox::Parts {
    explicit Parts(Database given) : database(std::move(given)) {}

    Result<std::int64_t> row_of(const Notice& notice, std::int64_t now_us);
    Result<bool> deliver(std::int64_t notice, Channel channel, std::string_view recipient,
                         std::int64_t now_us);
    Result<std::size_t> write(const Notice& notice, std::int64_t now_us, bool& to_send);
    Status attachments_of(std::int64_t notice, std::vector<Attachment>& out) const;
    template <class F>
    Status each(std::span<const std::int64_t> deliveries, const char* sql, F&& bind);

    mutable std::mutex mutex;
    mutable Database database;
    std::mutex hooks;  // of the two below
    Subscribers subscribers;
    std::function<void()> wake;
};

Result<std::int64_t> Outbox::Parts::row_of(const Notice& notice, std::int64_t now_us) {
    TRY(Statement known, database.prepare("SELECT id FROM notices WHERE key = ?"));
    TRY(const bool there, known.bind(1, notice.key).step());
    if (there) return known.number(0);
    TRY(Statement add,
        database.prepare(
            "INSERT INTO notices (key, kind, subject_zh, subject_en, text_zh, text_en, link, data,"
            " urgent, made_us) VALUES (?,?,?,?,?,?,?,?,?,?) RETURNING id"));
    add.bind(1, notice.key).bind(2, notice.kind).bind(3, notice.subject.zh).bind(4, notice.subject.en);
    add.bind(5, notice.text.zh).bind(6, notice.text.en).bind(7, notice.link).bind(8, notice.data);
    add.bind(9, std::int64_t{notice.urgent ? 1 : 0}).bind(10, now_us);
    TRY(const bool added, add.step());
    const std::int64_t id = added ? add.number(0) : 0;
    add.reset();
    std::int64_t place = 0;
    for (const auto& each : notice.attachments) {
        TRY(Statement attach, database.prepare("INSERT INTO attachments VALUES (?,?,?,?,?)"));
        attach.bind(1, id).bind(2, place++).bind(3, each.name).bind(4, each.media_type);
        CHECK(attach.bind_blob(5, each.bytes).run());
    }
    return id;
}

Result<bool> Outbox::Parts::deliver(std::int64_t notice, Channel channel, std::string_view recipient,
                                    std::int64_t now_us) {
    TRY(Statement add,
        database.prepare("INSERT OR IGNORE INTO deliveries (notice, channel, recipient, state,"
                         " tries, next_us, done_us, error) VALUES (?,?,?,?,0,?,0,'') RETURNING id"));
    add.bind(1, notice).bind(2, to_string(channel)).bind(3, recipient);
    add.bind(4, std::string_view(channel == Channel::page ? "unread" : "waiting")).bind(5, now_us);
    return add.step();
}

Result<std::size_t> Outbox::Parts::write(const Notice& notice, std::int64_t now_us, bool& to_send) {
    std::vector<std::string> hooked;
    if (notice.webhooks) {
        std::lock_guard lock(hooks);
        if (subscribers) hooked = subscribers(notice.kind);
    }
    if (notice.to.empty() && hooked.empty()) return std::size_t{0};
    TRY(const std::int64_t id, row_of(notice, now_us));
    std::size_t fresh = 0;
    for (const auto& account : notice.to) {
        TRY(const bool page, deliver(id, Channel::page, account, now_us));
        fresh += page ? 1 : 0;
        if (!notice.email) continue;
        TRY(const bool email, deliver(id, Channel::email, account, now_us));
        fresh += email ? 1 : 0;
        to_send |= email;
    }
    for (const auto& hook : hooked) {
        TRY(const bool added, deliver(id, Channel::webhook, hook, now_us));
        fresh += added ? 1 : 0;
        to_send |= added;
    }
    return fresh;
}

Outbox::Outbox(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Outbox::~Outbox() = default;

Result<std::unique_ptr<Outbox>> Outbox::open(const std::string& path) {
    auto database = open_database(path);
    if (!database && database.error().fault == Fault::corrupt) {
        std::error_code failed;
        std::filesystem::rename(path, path + ".damaged", failed);
        for (const char* side : {"-wal", "-shm"})
            std::filesystem::remove(path + side, failed);
        database = open_database(path);
    }
    if (!database) return std::move(database).error();
    return std::unique_ptr<Outbox>(new Outbox(std::make_unique<Parts>(std::move(*database))));
}

void Outbox::subscribe(Subscribers subscribers) {
    std::lock_guard lock(parts_->hooks);
    parts_->subscribers = std::move(subscribers);
}

void Outbox::when_there_is_something(std::function<void()> wake) {
    std::lock_guard lock(parts_->hooks);
    parts_->wake = std::move(wake);
}

Result<std::size_t> Outbox::enqueue(const Notice& notice) {
    return enqueue(std::span(&notice, 1));
}

Result<std::size_t> Outbox::enqueue(std::span<const Notice> notices, const std::optional<Cursor>& cursor) {
    for (const auto& notice : notices)
        CHECK(check(notice));
    std::size_t fresh = 0;
    bool to_send = false;
    {
        std::lock_guard lock(parts_->mutex);
        TRY(Transaction transaction, Transaction::begin(parts_->database));
        const std::int64_t now_us = ledger::clock_us();
        for (const auto& notice : notices) {
            TRY(const std::size_t more, parts_->write(notice, now_us, to_send));
            fresh += more;
        }
        if (cursor) {
            TRY(Statement keep, parts_->database.prepare("INSERT OR REPLACE INTO cursors VALUES (?,?)"));
            CHECK(keep.bind(1, cursor->name).bind(2, static_cast<std::int64_t>(cursor->seq)).run());
        }
        CHECK(transaction.commit());
    }
    std::lock_guard lock(parts_->hooks);
    if (to_send && parts_->wake) parts_->wake();
    return fresh;
}

Result<std::optional<std::uint64_t>> Outbox::cursor(std::string_view name) const {
    std::lock_guard lock(parts_->mutex);
    TRY(Statement ask, parts_->database.prepare("SELECT seq FROM cursors WHERE name = ?"));
    TRY(const bool there, ask.bind(1, name).step());
    if (!there) return std::optional<std::uint64_t>();
    return std::optional<std::uint64_t>(static_cast<std::uint64_t>(ask.number(0)));
}

// ---- the page

Result<std::vector<Shown>> Outbox::shown(std::string_view account, bool unread_only, std::int64_t before,
                                         std::size_t limit) const {
    std::lock_guard lock(parts_->mutex);
    TRY(Statement ask,
        parts_->database.prepare(
            "SELECT d.id, d.state, n.made_us, n.kind, n.link, n.subject_zh, n.subject_en, n.text_zh, "
            "n.text_en"
            " FROM deliveries d JOIN notices n ON n.id = d.notice WHERE d.channel = 'page' AND d.recipient = "
            "?1"
            " AND (?2 = 0 OR d.id < ?2) AND (?3 = 0 OR d.state = 'unread') ORDER BY d.id DESC LIMIT ?4"));
    ask.bind(1, account).bind(2, before).bind(3, std::int64_t{unread_only ? 1 : 0});
    ask.bind(4, static_cast<std::int64_t>(limit));
    std::vector<Shown> out;
    for (;;) {
        TRY(const bool row, ask.step());
        if (!row) return out;
        out.push_back({ask.number(0), ask.bytes(1) == "read", ask.number(2), ask.bytes(3), ask.bytes(4),
                       Message{ask.bytes(5), ask.bytes(6)}, Message{ask.bytes(7), ask.bytes(8)}});
    }
}

Result<Counts> Outbox::counts(std::string_view account) const {
    std::lock_guard lock(parts_->mutex);
    TRY(Statement ask, parts_->database.prepare(
                           "SELECT (SELECT count(*) FROM deliveries WHERE channel = 'page' AND recipient = ?1"
                           " AND state = 'unread'), (SELECT count(*) FROM deliveries WHERE channel = 'page'"
                           " AND recipient = ?1)"));
    TRY(const bool row, ask.bind(1, account).step());
    if (!row) return Counts{};
    return Counts{static_cast<std::uint64_t>(ask.number(0)), static_cast<std::uint64_t>(ask.number(1))};
}

Result<std::size_t> Outbox::mark_read(std::string_view account, std::int64_t id, bool read) {
    std::lock_guard lock(parts_->mutex);
    TRY(Statement mark,
        parts_->database.prepare("UPDATE deliveries SET state = ?3, done_us = ?4 WHERE channel = 'page' AND"
                                 " recipient = ?1 AND (?2 = 0 OR id = ?2) AND state <> ?3 RETURNING id"));
    mark.bind(1, account).bind(2, id).bind(3, std::string_view(read ? "read" : "unread"));
    mark.bind(4, ledger::clock_us());
    std::size_t changed = 0;
    for (;;) {
        TRY(const bool row, mark.step());
        if (!row) return changed;
        ++changed;
    }
}

// ---- the sender

Status Outbox::Parts::attachments_of(std::int64_t notice, std::vector<Attachment>& out) const {
    TRY(Statement ask, database.prepare("SELECT name, media_type, bytes FROM attachments WHERE notice = ?"
                                        " ORDER BY place"));
    ask.bind(1, notice);
    for (;;) {
        TRY(const bool row, ask.step());
        if (!row) return {};
        out.push_back({ask.bytes(0), ask.bytes(1), ask.bytes(2)});
    }
}

Result<std::vector<Delivery>> Outbox::due(Channel channel, std::int64_t now_us, std::size_t limit) const {
    std::lock_guard lock(parts_->mutex);
    TRY(Statement ask,
        parts_->database.prepare(
            "SELECT d.id, d.recipient, d.tries, n.made_us, n.key, n.kind, n.subject_zh, n.subject_en, "
            "n.text_zh,"
            " n.text_en, n.link, n.data, n.urgent, n.id FROM deliveries d JOIN notices n ON n.id = d.notice"
            " WHERE d.state = 'waiting' AND d.channel = ?1 AND d.next_us <= ?2 ORDER BY d.id LIMIT ?3"));
    ask.bind(1, to_string(channel)).bind(2, now_us).bind(3, static_cast<std::int64_t>(limit));
    std::vector<Delivery> out;
    for (;;) {
        TRY(const bool row, ask.step());
        if (!row) return out;
        Delivery each;
        each.id = ask.number(0);
        each.channel = channel;
        each.recipient = ask.bytes(1);
        each.tries = static_cast<int>(ask.number(2));
        each.made_us = ask.number(3);
        each.notice.key = ask.bytes(4);
        each.notice.kind = ask.bytes(5);
        each.notice.subject = {ask.bytes(6), ask.bytes(7)};
        each.notice.text = {ask.bytes(8), ask.bytes(9)};
        each.notice.link = ask.bytes(10);
        each.notice.data = ask.bytes(11);
        each.notice.urgent = ask.number(12) != 0;
        CHECK(parts_->attachments_of(ask.number(13), each.notice.attachments));
        out.push_back(std::move(each));
    }
}

template <class F>
Status Outbox::Parts::each(std::span<const std::int64_t> deliveries, const char* sql, F&& bind) {
    if (deliveries.empty()) return {};
    std::lock_guard lock(mutex);
    TRY(Transaction transaction, Transaction::begin(database));
    TRY(Statement change, database.prepare(sql));
    for (const std::int64_t id : deliveries) {
        change.bind(1, id);
        bind(change);
        CHECK(change.run());
    }
    return transaction.commit();
}

Status Outbox::sent(std::span<const std::int64_t> deliveries) {
    return parts_->each(deliveries,
                        "UPDATE deliveries SET state = 'sent', done_us = ?2, error = '' WHERE id = ?1",
                        [](Statement& change) { change.bind(2, ledger::clock_us()); });
}

Status Outbox::pass_over(std::span<const std::int64_t> deliveries) {
    return parts_->each(deliveries, "UPDATE deliveries SET state = 'passed', done_us = ?2 WHERE id = ?1",
                        [](Statement& change) { change.bind(2, ledger::clock_us()); });
}

Status Outbox::postpone(std::span<const std::int64_t> deliveries, std::int64_t next_us, std::string_view why,
                        bool failed) {
    return parts_->each(deliveries,
                        "UPDATE deliveries SET next_us = ?2, error = ?3, tries = tries + ?4 WHERE id = ?1",
                        [&](Statement& change) {
                            change.bind(2, next_us).bind(3, why).bind(4, std::int64_t{failed ? 1 : 0});
                        });
}

Status Outbox::give_up(std::span<const std::int64_t> deliveries, std::string_view why) {
    return parts_->each(
        deliveries,
        "UPDATE deliveries SET state = 'failed', done_us = ?2, error = ?3, tries = tries + 1 WHERE id = ?1",
        [&](Statement& change) { change.bind(2, ledger::clock_us()).bind(3, why); });
}

Result<std::vector<ChannelState>> Outbox::states() const {
    std::lock_guard lock(parts_->mutex);
    std::vector<ChannelState> out;
    for (const Channel channel : {Channel::email, Channel::webhook}) {
        TRY(Statement ask,
            parts_->database.prepare(
                "SELECT coalesce(sum(d.state = 'waiting'), 0), coalesce(sum(d.state = 'sent'), 0),"
                " coalesce(sum(d.state = 'failed'), 0), coalesce(min(CASE d.state WHEN 'waiting' THEN "
                "n.made_us END), 0)"
                " FROM deliveries d JOIN notices n ON n.id = d.notice WHERE d.channel = ?1"));
        TRY(const bool row, ask.bind(1, to_string(channel)).step());
        if (!row) continue;
        ChannelState state{channel,
                           static_cast<std::uint64_t>(ask.number(0)),
                           static_cast<std::uint64_t>(ask.number(1)),
                           static_cast<std::uint64_t>(ask.number(2)),
                           ask.number(3),
                           {}};
        TRY(Statement last,
            parts_->database.prepare("SELECT error FROM deliveries WHERE channel = ?1 AND"
                                     " error <> '' ORDER BY max(next_us, done_us) DESC LIMIT 1"));
        TRY(const bool any, last.bind(1, to_string(channel)).step());
        if (any) state.last_error = last.bytes(0);
        out.push_back(std::move(state));
    }
    return out;
}

Status Outbox::forget_before(std::int64_t us) {
    std::lock_guard lock(parts_->mutex);
    TRY(Transaction transaction, Transaction::begin(parts_->database));
    for (const char* sql :
         {"DELETE FROM deliveries WHERE state <> 'waiting' AND notice IN (SELECT id FROM notices WHERE "
          "made_us < ?)",
          "DELETE FROM notices WHERE made_us < ? AND id NOT IN (SELECT notice FROM deliveries)"}) {
        TRY(Statement forget, parts_->database.prepare(sql));
        CHECK(forget.bind(1, us).run());
    }
    CHECK(parts_->database.run("DELETE FROM attachments WHERE notice NOT IN (SELECT id FROM notices)"));
    return transaction.commit();
}

// ---- secrets

Result<std::string> Outbox::secret(std::string_view name) const {
    std::lock_guard lock(parts_->mutex);
    TRY(Statement ask, parts_->database.prepare("SELECT value FROM secrets WHERE name = ?"));
    TRY(const bool there, ask.bind(1, name).step());
    return there ? ask.bytes(0) : std::string();
}

Status Outbox::set_secret(std::string_view name, std::string_view value) {
    std::lock_guard lock(parts_->mutex);
    if (value.empty()) {
        TRY(Statement drop, parts_->database.prepare("DELETE FROM secrets WHERE name = ?"));
        return drop.bind(1, name).run();
    }
    TRY(Statement keep, parts_->database.prepare("INSERT OR REPLACE INTO secrets VALUES (?,?)"));
    return keep.bind(1, name).bind(2, value).run();
}

}  // namespace gangmu::notices
