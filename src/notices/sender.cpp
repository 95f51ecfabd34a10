#include "notices/sender.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "base/json.hpp"
#include "base/sha256.hpp"
#include "ledger/chain.hpp"
#include "notices/message.hpp"

namespace gangmu::notices {
namespace {

constexpr std::int64_t second_us = 1'000'000;
constexpr std::int64_t minute_us = 60 * second_us;
constexpr std::int64_t day_us = 24 * 60 * minute_us;
constexpr std::int64_t taipei_us = 8 * 60 * minute_us;
constexpr std::size_t most_at_once = 2000;
constexpr std::int64_t kept_us = 400 * day_us;

std::vector<std::int64_t> ids_of(const std::vector<const Delivery*>& group) {
    std::vector<std::int64_t> out;
    for (const auto* each : group)
        out.push_back(each->id);
    return out;
}

int most_tried(const std::vector<const Delivery*>& group) {
    int tries = 0;
    for (const auto* each : group)
        tries = std::max(tries, each->tries);
    return tries;
}

const std::string& in(const Message& message, bool english) {
    return english && !message.en.empty() ? message.en : message.zh;
}

}  // namespace

// ---- what is said

Composed compose(const std::vector<const Delivery*>& group, const Mailbox& box, const std::string& base_url) {
    const bool en = box.english;
    Composed out;
    if (group.size() == 1)
        out.subject = (en ? "[Gangmu] " : "〔綱目〕") + in(group.front()->notice.subject, en);
    else
        out.subject =
            en ? fmt::format("[Gangmu] {} notices: {}", group.size(), in(group.front()->notice.subject, en))
               : fmt::format("〔綱目〕{} 則通知：{}", group.size(), in(group.front()->notice.subject, en));
    out.html = std::string("<!doctype html><html lang=\"") + (en ? "en" : "zh-Hant-TW") + "\"><body>";
    for (const auto* each : group) {
        const auto& notice = each->notice;
        const std::string subject = in(notice.subject, en), text = in(notice.text, en);
        const std::string link =
            notice.link.empty() || base_url.empty() ? std::string() : base_url + notice.link;
        out.text += (group.size() > 1 ? "■ " : "") + subject + "\n";
        if (!text.empty()) out.text += text + "\n";
        if (!link.empty()) out.text += link + "\n";
        out.text += "\n";
        out.html += "<p><strong>" + escape_html(subject) + "</strong>";
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t end = std::min(text.find('\n', at), text.size());
            out.html += "<br>" + escape_html(text.substr(at, end - at));
            at = end + 1;
        }
        if (!link.empty())
            out.html += "<br><a href=\"" + escape_html(link) + "\">" + escape_html(link) + "</a>";
        out.html += "</p>";
    }
    const std::string settings = base_url.empty() ? std::string() : base_url + "/account";
    const std::string foot =
        en ? "Gangmu sent this by itself; please do not answer it. How you are notified: your account."
           : "本信由綱目自動寄出，請勿回覆。通知方式可在「我的帳號」更改。";
    out.text += "-- \n" + foot + (settings.empty() ? "" : "\n" + settings) + "\n";
    out.html += "<hr><p>" + foot;
    if (!settings.empty())
        out.html += " <a href=\"" + escape_html(settings) + "\">" + escape_html(settings) + "</a>";
    out.html += "</p></body></html>";
    return out;
}

std::string hook_body(const Delivery& delivery, const std::string& base_url) {
    const auto& notice = delivery.notice;
    JsonWriter out;
    out.object().member("id", delivery.id).member("kind", notice.kind).member("key", notice.key);
    out.member("made_us", delivery.made_us);
    const auto words = [&](const char* key, const Message& message) {
        out.key(key).object().member("zh", message.zh).member("en", message.en).end();
    };
    words("subject", notice.subject);
    words("text", notice.text);
    if (!notice.link.empty()) out.member("link", base_url + notice.link);
    // It was written by us; should it be no JSON all the same, the rest must still go out.
    if (const auto data = parse_json(notice.data.empty() ? "{}" : notice.data)) out.member("data", *data);
    out.end();
    return out.take();
}

// ---- when

std::int64_t Sender::wait_us(int tries) {
    return std::min<std::int64_t>(std::int64_t{1} << std::min(tries, 20), 360) * minute_us;
}

std::int64_t Sender::next_hour_us(std::int64_t now_us, int hour) {
    const std::int64_t local = now_us + taipei_us;
    std::int64_t at = local - local % day_us + hour * 60 * minute_us;
    if (at <= local) at += day_us;
    return at - taipei_us;
}

Sender::Sender(Outbox& outbox, Directory directory, Idle)
    : outbox_(outbox), directory_(std::move(directory)) {}

Sender::Sender(Outbox& outbox, Directory directory) : Sender(outbox, std::move(directory), Idle()) {
    outbox_.when_there_is_something([this] {
        {
            std::lock_guard lock(mutex_);
            woken_ = true;
        }
        wake_.notify_one();
    });
    thread_ = std::thread([this] { run(); });
}

Sender::~Sender() {
    if (!thread_.joinable()) return;
    outbox_.when_there_is_something({});
    {
        std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

void Sender::run() {
    std::int64_t tidied_us = 0;
    for (;;) {
        const std::int64_t now_us = ledger::clock_us();
        static_cast<void>(pass(now_us));
        if (now_us - tidied_us > day_us) {
            tidied_us = now_us;
            static_cast<void>(outbox_.forget_before(now_us - kept_us));  // tomorrow again
        }
        std::unique_lock lock(mutex_);
        wake_.wait_for(lock, std::chrono::seconds(15), [&] { return woken_ || stopping_.load(); });
        if (stopping_) return;
        if (!woken_) continue;
        woken_ = false;
        // What belongs together comes within moments: one letter of it, not ten.
        wake_.wait_for(lock, std::chrono::seconds(1), [&] { return stopping_.load(); });
        if (stopping_) return;
    }
}

std::size_t Sender::pass(std::int64_t now_us) {
    return pass_hooks(now_us) + pass_mail(now_us);
}

// ---- e-mail

std::size_t Sender::pass_mail(std::int64_t now_us) {
    const auto due = outbox_.due(Channel::email, now_us, most_at_once);
    if (!due || due->empty()) return 0;
    const auto server = directory_.server();
    std::map<std::string, std::vector<const Delivery*>> groups;
    for (const auto& each : *due)
        groups[each.recipient].push_back(&each);
    std::size_t accepted = 0;
    for (auto& [account, group] : groups) {
        const auto box = directory_.mailbox(account);
        if (!server || !box || box->address.empty()) {
            static_cast<void>(outbox_.pass_over(ids_of(group)));
            continue;
        }
        if (resting_[server->url] > now_us) return accepted;
        if (box->daily) {
            // Held until the hour comes: those that were put off to it are made before it.
            const std::int64_t hour_us = next_hour_us(now_us, box->hour) - day_us;  // the last one that came
            std::vector<const Delivery*> held;
            for (const auto* each : group)
                if (!each->notice.urgent && each->made_us > hour_us) held.push_back(each);
            static_cast<void>(outbox_.postpone(ids_of(held), next_hour_us(now_us, box->hour), {}, false));
            std::erase_if(group, [&](const Delivery* each) {
                return std::find(held.begin(), held.end(), each) != held.end();
            });
        }
        for (std::size_t at = 0; at < group.size(); at += most_in_letter) {
            const auto from = group.begin() + static_cast<std::ptrdiff_t>(at);
            const auto to =
                group.begin() + static_cast<std::ptrdiff_t>(std::min(at + most_in_letter, group.size()));
            const std::vector<const Delivery*> letter(from, to);
            bool reached = true;
            if (send_to(*server, *box, letter, now_us, reached)) accepted += letter.size();
            if (reached) {
                resting_.erase(server->url);
                continue;
            }
            resting_[server->url] = now_us + minute_us;
            return accepted;
        }
    }
    return accepted;
}

bool Sender::send_to(const MailServer& server, const Mailbox& box, const std::vector<const Delivery*>& group,
                     std::int64_t now_us, bool& reached) {
    const auto said = compose(group, box, directory_.base_url());
    Letter letter;
    letter.from = server.from;
    letter.from_name = server.from_name;
    letter.to = box.address;
    letter.to_name = box.name;
    letter.subject = said.subject;
    letter.text = said.text;
    letter.html = said.html;
    letter.now_us = now_us;
    std::string keys;
    std::size_t attached = 0;
    for (const auto* each : group) {
        keys += each->recipient + "/" + each->notice.key + "\n";
        for (const auto& file : each->notice.attachments) {
            if (attached + file.bytes.size() > Outbox::most_attached) continue;
            attached += file.bytes.size();
            letter.attachments.push_back(file);
        }
    }
    letter.id = "gangmu." + sha256_hex(keys).substr(0, 32);  // the same letter sent again is the same letter
    const Outcome outcome = send_mail(server, box.address, message_of(letter), &stopping_);
    if (stopping_ && !outcome.accepted) {
        reached = false;
        return false;
    }
    reached = outcome.reached;
    const auto ids = ids_of(group);
    const int tries = most_tried(group);
    if (outcome.accepted) {
        static_cast<void>(outbox_.sent(ids));
    } else if (outcome.permanent || tries + 1 >= most_tries) {
        static_cast<void>(outbox_.give_up(ids, outcome.why));
    } else {
        static_cast<void>(outbox_.postpone(ids, now_us + wait_us(tries), outcome.why, true));
    }
    return outcome.accepted;
}

// ---- webhooks

std::size_t Sender::pass_hooks(std::int64_t now_us) {
    const auto due = outbox_.due(Channel::webhook, now_us, most_at_once);
    if (!due) return 0;
    std::size_t accepted = 0;
    for (const auto& each : *due) {
        const std::int64_t id = each.id;
        const std::span one(&id, 1);
        const auto hook = directory_.hook(each.recipient);
        if (!hook) {
            static_cast<void>(outbox_.pass_over(one));
            continue;
        }
        if (const auto found = resting_.find(each.recipient);
            found != resting_.end() && found->second > now_us)
            continue;
        const auto outcome = post(hook->url, hook->key, std::to_string(id),
                                  hook_body(each, directory_.base_url()), now_us / second_us, 10, &stopping_);
        if (stopping_ && !outcome.accepted) return accepted;
        if (outcome.accepted) {
            resting_.erase(each.recipient);
            ++accepted;
            static_cast<void>(outbox_.sent(one));
        } else if (outcome.permanent || each.tries + 1 >= most_tries) {
            static_cast<void>(outbox_.give_up(one, outcome.why));
        } else {
            // One that does not answer must not hold up the others for ten seconds a notice.
            if (!outcome.reached) resting_[each.recipient] = now_us + minute_us;
            static_cast<void>(outbox_.postpone(one, now_us + wait_us(each.tries), outcome.why, true));
        }
    }
    return accepted;
}

}  // namespace gangmu::notices
