// The sender: a thread that empties the outbox. Letters to one account that are due together go as one; an
// account that wants a daily digest gets it at its hour. What fails is tried again, after 1, 2, 4 … minutes,
// at most 6 hours, and given up after 20 tries (about three days) or when the other side says that it will
// never do. Nothing of this is ever waited for by whoever made the notice.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "notices/outbox.hpp"
#include "notices/transport.hpp"

namespace gangmu::notices {

struct Mailbox {
    std::string address;  // empty: the account wants no e-mail, or has no address
    std::string name;
    bool english = false;
    bool daily = false;  // one a day at `hour` (Taipei)
    int hour = 8;
};

struct Hook {
    std::string url, key;
};

// What the sender asks of the house each time. Called on the sender's thread.
struct Directory {
    std::function<std::optional<Mailbox>(const std::string& account)> mailbox;  // nothing: no such account
    std::function<std::optional<Hook>(const std::string& id)> hook;  // nothing: removed or switched off
    std::function<std::optional<MailServer>()> server;               // nothing: no e-mail is sent
    std::function<std::string()> base_url;                           // before every link; without "/"
};

class Sender {
  public:
    // Begins at once. The outbox must outlive it.
    Sender(Outbox& outbox, Directory directory);
    ~Sender();  // a delivery under way is broken off; the next start tries it again

    // One pass over what is due at `now_us`: for tests, and what the thread does. How many were accepted.
    struct Idle {};  // without a thread
    Sender(Outbox& outbox, Directory directory, Idle);
    std::size_t pass(std::int64_t now_us);

    static constexpr int most_tries = 20;
    static std::int64_t wait_us(int tries);                           // after so many that failed
    static std::int64_t next_hour_us(std::int64_t now_us, int hour);  // the next such hour in Taipei
    static constexpr std::size_t most_in_letter = 100;                // notices

  private:
    void run();
    std::size_t pass_mail(std::int64_t now_us);
    std::size_t pass_hooks(std::int64_t now_us);
    bool send_to(const MailServer& server, const Mailbox& box, const std::vector<const Delivery*>& group,
                 std::int64_t now_us, bool& reached);

    Outbox& outbox_;
    const Directory directory_;
    std::map<std::string, std::int64_t> resting_;  // servers and hooks that could not be reached, until when
    std::mutex mutex_;
    std::condition_variable wake_;
    bool woken_ = false;
    std::atomic<bool> stopping_{false};
    std::thread thread_;
};

// The letter of these notices (one or many) in the reader's language.
struct Composed {
    std::string subject, text, html;
};
Composed compose(const std::vector<const Delivery*>& group, const Mailbox& box, const std::string& base_url);

// What a webhook gets: {"id","kind","key","made","subject","text","link","data"}.
std::string hook_body(const Delivery& delivery, const std::string& base_url);

}  // namespace gangmu::notices
