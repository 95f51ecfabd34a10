#include "services/notifier.hpp"

#include <chrono>

#include "ledger/chain.hpp"
#include "services/notice_words.hpp"
#include "services/registry_notices.hpp"
#include "state/calendar.hpp"

namespace gangmu::services {
namespace {

constexpr std::size_t at_once = 500;  // events
constexpr std::string_view cursor_name = "ledger";
constexpr std::int64_t hour_us = std::int64_t{3600} * 1'000'000;
constexpr int morning = 8;
constexpr auto look_every = std::chrono::milliseconds(250);
constexpr std::int64_t day_again_us = hour_us / 6;  // new officers, moved days: within ten minutes

notices::Directory directory_of(Registry& registry) {
    notices::Directory out;
    out.mailbox = [&registry](const std::string& name) -> std::optional<notices::Mailbox> {
        const auto view = registry.view();
        const auto* account = view->account(name);
        if (account == nullptr || account->disabled) return std::nullopt;
        const auto choice = view->notices.choice(name);
        notices::Mailbox box;
        if (choice.digest != state::Digest::off) box.address = choice.email;
        box.name = account->display;
        box.english = choice.english;
        box.daily = choice.digest == state::Digest::daily;
        box.hour = choice.hour;
        return box;
    };
    out.hook = [&registry](const std::string& id) -> std::optional<notices::Hook> {
        const auto view = registry.view();
        const auto* hook = view->notices.webhooks.find(id);
        if (hook == nullptr || (*hook)->off) return std::nullopt;
        const auto key = registry.outbox()->secret("webhook/" + id);
        if (!key) return std::nullopt;
        return notices::Hook{(*hook)->url, *key};
    };
    out.server = [&registry] { return registry.notices().mail_server(); };
    out.base_url = [&registry] { return registry.notices().base_url(); };
    return out;
}

}  // namespace

Notifier::Notifier(Registry& registry, Idle) : registry_(registry) {
    sender_ = std::make_unique<notices::Sender>(*registry.outbox(), directory_of(registry),
                                                notices::Sender::Idle());
}

Notifier::Notifier(Registry& registry) : registry_(registry) {
    sender_ = std::make_unique<notices::Sender>(*registry.outbox(), directory_of(registry));
    thread_ = std::thread([this] { run(); });
}

Notifier::~Notifier() {
    {
        std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) thread_.join();
}

void Notifier::run() {
    for (;;) {
        // A full disk or a busy store is tried again with the next look; the cursor stays where it was.
        static_cast<void>(look_at_events());
        static_cast<void>(look_at_day(ledger::clock_us()));
        std::unique_lock lock(mutex_);
        if (wake_.wait_for(lock, look_every, [&] { return stopping_; })) return;
    }
}

Status Notifier::look_at_events() {
    auto& outbox = *registry_.outbox();
    const state::View view = registry_.view();
    if (seen_ == 0) {
        TRY(const auto kept, outbox.cursor(cursor_name));
        seen_ = kept.value_or(view.head().seq);
        if (!kept) {
            TRY(const auto none, outbox.enqueue({}, notices::Cursor{std::string(cursor_name), seen_}));
            static_cast<void>(none);
        }
    }
    if (view.head().seq <= seen_) return {};
    const Day today = services::today();
    NoticePeople people(view.snapshot(), today);
    while (seen_ < view.head().seq) {
        TRY(const auto events, registry_.ledger().read(seen_, at_once));
        std::vector<notices::Notice> notices;
        std::uint64_t last = seen_;
        for (const auto& event : events) {
            if (event.seq > view.head().seq) break;  // what it says is not in this snapshot yet
            auto more = notices_of_event(event, view, people, today);
            std::move(more.begin(), more.end(), std::back_inserter(notices));
            last = event.seq;
        }
        if (last == seen_) return {};
        TRY(const auto fresh, outbox.enqueue(notices, notices::Cursor{std::string(cursor_name), last}));
        static_cast<void>(fresh);
        seen_ = last;
    }
    return {};
}

Status Notifier::look_at_day(std::int64_t now_us) {
    // Nobody is woken at midnight: a day begins at eight.
    const auto day = tracking::parse_day(state::day_of(now_us - morning * hour_us));
    const state::View view = registry_.view();
    const std::uint64_t version = view.head().seq;
    if (!day || (*day == day_ && (version == day_version_ || now_us - day_us_ < day_again_us))) return {};
    NoticePeople people(view.snapshot(), *day);
    const auto notices = notices_of_day(view, people, *day);
    TRY(const auto fresh, registry_.outbox()->enqueue(notices));
    static_cast<void>(fresh);
    day_ = *day;
    day_us_ = now_us;
    day_version_ = version;
    return {};
}

}  // namespace gangmu::services
