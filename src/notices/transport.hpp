// The two ways out of the house, both through libcurl: SMTP (RFC 5321, with STARTTLS or TLS and AUTH) and
// HTTP POST. Certificates are always checked; no redirects, no proxies of the environment, limits on time and
// size. Threads: any; a call waits for the other side.
#pragma once

#include <atomic>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace gangmu::notices {

struct MailServer {
    std::string url;  // smtp://host:587 (STARTTLS), smtps://host:465 (TLS), smtp+plain://host:25 (neither)
    std::string user, password;
    std::string from, from_name;
    std::string ca_file;  // more than the system's certificates; empty: those
    int seconds = 30;     // for one letter
};

// What became of it. Permanent: the other side said that this will never do (5xx, 4xx of HTTP but 408 and
// 429).
struct Outcome {
    bool accepted = false;
    bool permanent = false;
    bool reached = true;  // false: nobody answered, or not as one who lets us in: others need not be tried
    std::string why;      // without secrets; empty when accepted
};

// Errors of the address: mail-server (not one of the three), mail-plain-password (it would be sent in clear).
Status check_server(const MailServer& server);
// `stop` (of both): becomes true when the wait is to end; null: never.
Outcome send_mail(const MailServer& server, const std::string& to, const std::string& message,
                  const std::atomic<bool>* stop = nullptr);

// Errors: webhook-url. http and https, with a host, without a name and password in it.
Status check_url(std::string_view url);
// Headers Gangmu-Delivery (the same at each try), Gangmu-Timestamp (seconds) and
// Gangmu-Signature: sha256=hex(HMAC-SHA256(key, timestamp + "." + body)).
Outcome post(const std::string& url, const std::string& key, std::string_view delivery,
             const std::string& body, std::int64_t now_s, int seconds = 10,
             const std::atomic<bool>* stop = nullptr);

std::string hmac_sha256_hex(std::string_view key, std::string_view text);

}  // namespace gangmu::notices
