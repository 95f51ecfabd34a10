#include "notices/transport.hpp"

#include <curl/curl.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <mutex>

namespace gangmu::notices {
namespace {

constexpr std::size_t most_answer = 64U << 10;

struct Cleanup {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Handle = std::unique_ptr<CURL, Cleanup>;
using List = std::unique_ptr<curl_slist, Cleanup>;

int stops(void* flag, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<const std::atomic<bool>*>(flag)->load() ? 1 : 0;
}

Handle new_handle(int seconds, const std::atomic<bool>* stop) {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    Handle handle(curl_easy_init());
    if (!handle) return handle;
    CURL* const c = handle.get();
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(c, CURLOPT_TIMEOUT, static_cast<long>(seconds));
    curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, static_cast<long>(std::max(1, seconds / 3)));
    if (stop != nullptr) {
        curl_easy_setopt(c, CURLOPT_NOPROGRESS, 0L);
        curl_easy_setopt(c, CURLOPT_XFERINFOFUNCTION, stops);
        curl_easy_setopt(c, CURLOPT_XFERINFODATA, const_cast<std::atomic<bool>*>(stop));
    }
    curl_easy_setopt(c, CURLOPT_PROXY, "");
    curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(c, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(c, CURLOPT_SSL_VERIFYHOST, 2L);
    return handle;
}

void add(List& list, const std::string& line) {
    if (curl_slist* longer = curl_slist_append(list.get(), line.c_str())) {
        static_cast<void>(list.release());
        list.reset(longer);
    }
}

struct Reading {
    const std::string* text;
    std::size_t at = 0;
};
std::size_t read_more(char* out, std::size_t size, std::size_t count, void* from) {
    auto& reading = *static_cast<Reading*>(from);
    const std::size_t bytes = std::min(size * count, reading.text->size() - reading.at);
    std::memcpy(out, reading.text->data() + reading.at, bytes);
    reading.at += bytes;
    return bytes;
}

// The answer is of no interest beyond its beginning, which says why it was refused; too much ends it.
std::size_t keep_some(char* in, std::size_t size, std::size_t count, void* to) {
    auto& kept = *static_cast<std::string*>(to);
    if (kept.size() + size * count > most_answer) return 0;
    kept.append(in, size * count);
    return size * count;
}

struct Scheme {
    std::string_view name, curl;
    bool tls, starttls;
};
constexpr Scheme schemes[] = {{"smtps://", "smtps://", true, false},
                              {"smtp+plain://", "smtp://", false, false},
                              {"smtp://", "smtp://", false, true}};

const Scheme* scheme_of(std::string_view url) {
    for (const auto& each : schemes)
        if (url.substr(0, each.name.size()) == each.name && url.size() > each.name.size()) return &each;
    return nullptr;
}

bool own_machine(std::string_view rest) {
    for (const std::string_view host : {"127.0.0.1", "localhost", "[::1]"})
        if (rest.substr(0, host.size()) == host &&
            (rest.size() == host.size() || rest[host.size()] == ':' || rest[host.size()] == '/'))
            return true;
    return false;
}

bool printable(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c > 0x20 && c < 0x7f; });
}

Outcome nothing_reached(std::string why) {
    return {false, false, false, std::move(why)};
}

}  // namespace

Status check_server(const MailServer& server) {
    const Scheme* scheme = scheme_of(server.url);
    const std::string_view rest =
        scheme == nullptr ? std::string_view() : std::string_view(server.url).substr(scheme->name.size());
    if (scheme == nullptr || !printable(server.url) || server.url.size() > 300 ||
        rest.find_first_of("@/?#") != std::string_view::npos)
        return fail(
            Fault::invalid, "mail-server",
            {"郵件伺服器的位址不合格式", "This is no address of a mail server"},
            {"smtp://主機:587（STARTTLS）、smtps://主機:465（TLS），或內部轉送用的 smtp+plain://主機:25",
             "smtp://host:587 (STARTTLS), smtps://host:465 (TLS), or smtp+plain://host:25 for a relay "
             "inside"},
            "server");
    if (!scheme->tls && !scheme->starttls && !server.user.empty() && !own_machine(rest))
        return fail(Fault::invalid, "mail-plain-password",
                    {"未加密的連線不送密碼", "A password is not sent over a plain connection"},
                    {"請改用 smtp:// 或 smtps://，或不給帳號", "Use smtp:// or smtps://, or give no user"},
                    "server");
    return {};
}

Outcome send_mail(const MailServer& server, const std::string& to, const std::string& message,
                  const std::atomic<bool>* stop) {
    if (const auto good = check_server(server); !good) return nothing_reached(good.error().what.en);
    Handle handle = new_handle(server.seconds, stop);
    if (!handle) return nothing_reached("curl");
    const Scheme& scheme = *scheme_of(server.url);
    const std::string url = std::string(scheme.curl) + server.url.substr(scheme.name.size());
    CURL* const c = handle.get();
    std::array<char, CURL_ERROR_SIZE> error{};
    curl_easy_setopt(c, CURLOPT_ERRORBUFFER, error.data());
    curl_easy_setopt(c, CURLOPT_URL, url.c_str());
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(c, CURLOPT_USE_SSL,
                     static_cast<long>(scheme.tls || scheme.starttls ? CURLUSESSL_ALL : CURLUSESSL_NONE));
    if (!server.ca_file.empty()) curl_easy_setopt(c, CURLOPT_CAINFO, server.ca_file.c_str());
    if (!server.user.empty()) {
        curl_easy_setopt(c, CURLOPT_USERNAME, server.user.c_str());
        curl_easy_setopt(c, CURLOPT_PASSWORD, server.password.c_str());
    }
    const std::string from = "<" + server.from + ">";
    curl_easy_setopt(c, CURLOPT_MAIL_FROM, from.c_str());
    List recipients;
    add(recipients, "<" + to + ">");
    curl_easy_setopt(c, CURLOPT_MAIL_RCPT, recipients.get());
    Reading reading{&message};
    curl_easy_setopt(c, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(c, CURLOPT_READFUNCTION, read_more);
    curl_easy_setopt(c, CURLOPT_READDATA, &reading);
    const CURLcode code = curl_easy_perform(c);
    if (code == CURLE_OK) return {true, false, true, {}};
    long said = 0;
    curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &said);
    Outcome out;
    out.why = error[0] != '\0' ? error.data() : curl_easy_strerror(code);
    // Signing in, TLS and the connection are the server's matter; only what it says to this letter is the
    // letter's.
    out.reached =
        (code == CURLE_SEND_ERROR || code == CURLE_WEIRD_SERVER_REPLY || code == CURLE_RECV_ERROR) &&
        said >= 400;
    out.permanent = out.reached && said >= 500;
    if (said != 0) out.why = std::to_string(said) + " " + out.why;
    return out;
}

Status check_url(std::string_view url) {
    const bool https = url.substr(0, 8) == "https://", http = url.substr(0, 7) == "http://";
    const std::string_view rest = url.substr(https ? 8 : http ? 7 : url.size());
    const std::string_view host = rest.substr(0, rest.find_first_of("/?#"));
    if ((https || http) && !host.empty() && url.size() <= 1000 && printable(url) &&
        host.find('@') == std::string_view::npos)
        return {};
    return fail(
        Fault::invalid, "webhook-url", {"這不是可以接收的網址", "This is no address that can be posted to"},
        {"例如 https://alerts.example.gov.tw/gangmu", "Such as https://alerts.example.gov.tw/gangmu"}, "url");
}

std::string hmac_sha256_hex(std::string_view key, std::string_view text) {
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, reinterpret_cast<const unsigned char*>(key.data()), key.size());
    crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(text.data()), text.size());
    std::array<unsigned char, crypto_auth_hmacsha256_BYTES> mac{};
    crypto_auth_hmacsha256_final(&state, mac.data());
    std::string hex(mac.size() * 2 + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), mac.data(), mac.size());
    hex.pop_back();
    return hex;
}

Outcome post(const std::string& url, const std::string& key, std::string_view delivery,
             const std::string& body, std::int64_t now_s, int seconds, const std::atomic<bool>* stop) {
    if (const auto good = check_url(url); !good) return {false, true, true, good.error().what.en};
    Handle handle = new_handle(seconds, stop);
    if (!handle) return nothing_reached("curl");
    const std::string at = std::to_string(now_s);
    List headers;
    add(headers, "Content-Type: application/json");
    add(headers, "Expect:");
    add(headers, "User-Agent: gangmu/" GANGMU_VERSION);
    add(headers, "Gangmu-Delivery: " + std::string(delivery));
    add(headers, "Gangmu-Timestamp: " + at);
    add(headers, "Gangmu-Signature: sha256=" + hmac_sha256_hex(key, at + "." + body));
    std::string answer;
    std::array<char, CURL_ERROR_SIZE> error{};
    CURL* const c = handle.get();
    curl_easy_setopt(c, CURLOPT_ERRORBUFFER, error.data());
    curl_easy_setopt(c, CURLOPT_URL, url.c_str());
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(c, CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    curl_easy_setopt(c, CURLOPT_POSTFIELDS, body.c_str());
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, keep_some);
    curl_easy_setopt(c, CURLOPT_WRITEDATA, &answer);
    const CURLcode code = curl_easy_perform(c);
    long status = 0;
    curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &status);
    // Accepted is what the status says; an answer that is too long, or breaks off, changes nothing.
    if (status >= 200 && status < 300) return {true, false, true, {}};
    if (code != CURLE_OK && status == 0)
        return nothing_reached(error[0] != '\0' ? error.data() : curl_easy_strerror(code));
    const bool later = status < 400 || status == 408 || status == 429 || status >= 500;
    return {false, !later, true, "HTTP " + std::to_string(status)};
}

}  // namespace gangmu::notices
