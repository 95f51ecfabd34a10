#include "sinks/sinks.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <stdexcept>

namespace gangmu::testing_sinks {
namespace {

bool begins(const std::string& line, const char* word) {
    const std::string start(word);
    return line.size() >= start.size() && strncasecmp(line.data(), start.data(), start.size()) == 0;
}

std::string between(const std::string& line, char open, char close) {
    const auto from = line.find(open), to = line.find(close, from + 1);
    return from == std::string::npos || to == std::string::npos ? std::string()
                                                                : line.substr(from + 1, to - from - 1);
}

template <class F>
std::size_t wait_until(std::size_t count, F&& now) {
    for (int i = 0; i < 1000 && now() < count; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    return now();
}

// A certificate of 127.0.0.1 signed by itself, written to `path` for whoever is to trust it.
SSL_CTX* context_with_certificate(const std::string& path) {
    EVP_PKEY* key = EVP_EC_gen("P-256");
    X509* certificate = X509_new();
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 86400);
    X509_set_pubkey(certificate, key);
    X509_NAME* name = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("sink"), -1,
                               -1, 0);
    X509_set_issuer_name(certificate, name);
    for (const auto& [id, value] : {std::pair{NID_basic_constraints, "critical,CA:TRUE"},
                                    std::pair{NID_subject_alt_name, "IP:127.0.0.1"}}) {
        X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, id, value);
        X509_add_ext(certificate, extension, -1);
        X509_EXTENSION_free(extension);
    }
    X509_sign(certificate, key, EVP_sha256());
    SSL_CTX* context = SSL_CTX_new(TLS_server_method());
    SSL_CTX_use_certificate(context, certificate);
    SSL_CTX_use_PrivateKey(context, key);
    FILE* file = std::fopen(path.c_str(), "w");
    PEM_write_X509(file, certificate);
    std::fclose(file);
    X509_free(certificate);
    EVP_PKEY_free(key);
    return context;
}

}  // namespace

Listener::Listener() {
    std::signal(SIGPIPE, SIG_IGN);
    socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(socket_, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(socket_, 64) != 0 ||
        ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) != 0)
        throw std::runtime_error("no socket");
    port_ = ntohs(address.sin_port);
}

Listener::~Listener() {
    end();
}

void Listener::begin(std::function<void(int socket)> serve) {
    thread_ = std::thread([this, serve = std::move(serve)] {
        for (;;) {
            const int client = ::accept(socket_, nullptr, nullptr);
            if (client < 0 || stopping_) {
                if (client >= 0) ::close(client);
                return;
            }
            const timeval limit{5, 0};
            ::setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
            serve(client);
            ::close(client);
        }
    });
}

void Listener::end() {
    if (socket_ < 0) return;
    stopping_ = true;
    ::shutdown(socket_, SHUT_RDWR);
    if (thread_.joinable()) thread_.join();
    ::close(socket_);
    socket_ = -1;
}

// ---- SMTP

struct SmtpSink::Wire {
    int socket = -1;
    SSL* ssl = nullptr;
    std::string buffer;

    ~Wire() {
        if (ssl != nullptr) SSL_free(ssl);
    }
    bool secure(SSL_CTX* context) {
        ssl = SSL_new(context);
        SSL_set_fd(ssl, socket);
        return SSL_accept(ssl) == 1;
    }
    bool line(std::string& out) {
        for (;;) {
            if (const auto end = buffer.find("\r\n"); end != std::string::npos) {
                out = buffer.substr(0, end);
                buffer.erase(0, end + 2);
                return true;
            }
            char more[4096];
            const auto got = ssl != nullptr ? SSL_read(ssl, more, sizeof more)
                                            : static_cast<int>(::read(socket, more, sizeof more));
            if (got <= 0) return false;
            buffer.append(more, static_cast<std::size_t>(got));
        }
    }
    void say(const std::string& text) {
        const std::string all = text + "\r\n";
        if (ssl != nullptr)
            SSL_write(ssl, all.data(), static_cast<int>(all.size()));
        else if (::write(socket, all.data(), all.size()) < 0)
            buffer.clear();
    }
};

SmtpSink::SmtpSink(Tls tls) : tls_(tls) {
    if (tls != Tls::none) {
        folder_ = (std::filesystem::temp_directory_path() / "gangmu-sink-XXXXXX").string();
        if (::mkdtemp(folder_.data()) == nullptr) throw std::runtime_error("mkdtemp");
        ca_file_ = folder_ + "/ca.pem";
        context_ = context_with_certificate(ca_file_);
    }
    begin([this](int socket) { serve(socket); });
}

SmtpSink::~SmtpSink() {
    end();
    if (context_ != nullptr) SSL_CTX_free(static_cast<SSL_CTX*>(context_));
    if (!folder_.empty()) std::filesystem::remove_all(folder_);
}

std::string SmtpSink::url() const {
    const char* scheme = tls_ == Tls::none ? "smtp+plain" : tls_ == Tls::starttls ? "smtp" : "smtps";
    return std::string(scheme) + "://127.0.0.1:" + std::to_string(port());
}

std::vector<Mail> SmtpSink::mails() const {
    std::lock_guard lock(mutex_);
    return mails_;
}

std::size_t SmtpSink::wait_for(std::size_t count) const {
    return wait_until(count, [this] { return mails().size(); });
}

void SmtpSink::refuse(int times, int code) {
    std::lock_guard lock(mutex_);
    refusals_ = times;
    code_ = code;
}

void SmtpSink::serve(int socket) {
    ++connections_;
    Wire wire;
    wire.socket = socket;
    if (tls_ == Tls::from_the_start && !wire.secure(static_cast<SSL_CTX*>(context_))) return;
    wire.say("220 sink ESMTP");
    talk(wire);
}

void SmtpSink::talk(Wire& wire) {
    Mail mail;
    std::string line;
    while (wire.line(line)) {
        if (begins(line, "EHLO")) {
            mail.encrypted = wire.ssl != nullptr;
            wire.say("250-sink");
            if (tls_ == Tls::starttls && wire.ssl == nullptr) wire.say("250-STARTTLS");
            wire.say("250 AUTH PLAIN");
        } else if (begins(line, "STARTTLS")) {
            wire.say("220 go ahead");
            if (!wire.secure(static_cast<SSL_CTX*>(context_))) return;
        } else if (begins(line, "AUTH PLAIN")) {
            if (line.size() < 12) {
                wire.say("334 ");
                if (!wire.line(line)) return;
                line = "AUTH PLAIN " + line;
            }
            std::string given = decode_base64(line.substr(11));
            given.erase(0, given.find('\0') + 1);
            std::replace(given.begin(), given.end(), '\0', ' ');
            mail.signed_in = given;
            wire.say(given.find("wrong") == std::string::npos ? "235 welcome" : "535 who are you");
        } else if (begins(line, "MAIL FROM")) {
            mail.from = between(line, '<', '>');
            wire.say("250 ok");
        } else if (begins(line, "RCPT TO")) {
            mail.to = between(line, '<', '>');
            std::unique_lock lock(mutex_);
            const bool refused = refusals_ > 0;
            if (refused) --refusals_;
            const int code = code_;
            lock.unlock();
            wire.say(refused ? std::to_string(code) + " not now" : "250 ok");
        } else if (begins(line, "DATA")) {
            wire.say("354 go on");
            mail.data.clear();
            while (wire.line(line) && line != ".")
                mail.data += (line.size() > 1 && line[0] == '.' ? line.substr(1) : line) + "\r\n";
            {
                std::lock_guard lock(mutex_);
                mails_.push_back(mail);
            }
            wire.say("250 kept");
        } else if (begins(line, "QUIT")) {
            wire.say("221 bye");
            return;
        } else {
            wire.say("502 what?");
        }
    }
}

// ---- HTTP

HttpSink::HttpSink() {
    begin([this](int socket) { serve(socket); });
}
HttpSink::~HttpSink() {
    end();
}

std::string HttpSink::url() const {
    return "http://127.0.0.1:" + std::to_string(port()) + "/hook";
}

std::vector<Posted> HttpSink::posts() const {
    std::lock_guard lock(mutex_);
    return posts_;
}

std::size_t HttpSink::wait_for(std::size_t count) const {
    return wait_until(count, [this] { return posts().size(); });
}

void HttpSink::answer(int status) {
    std::lock_guard lock(mutex_);
    status_ = status;
}

std::string Posted::header(const std::string& name) const {
    const auto at = head.find("\r\n" + name + ": ");
    if (at == std::string::npos) return {};
    const auto from = at + name.size() + 4;
    return head.substr(from, head.find("\r\n", from) - from);
}

void HttpSink::serve(int socket) {
    std::string all;
    std::size_t length = 0, head = std::string::npos;
    char more[4096];
    while (head == std::string::npos || all.size() < head + 4 + length) {
        const auto got = ::read(socket, more, sizeof more);
        if (got <= 0) return;
        all.append(more, static_cast<std::size_t>(got));
        if (head == std::string::npos && (head = all.find("\r\n\r\n")) != std::string::npos) {
            const Posted probe{all.substr(0, head + 2), {}};
            length =
                std::stoul(probe.header("Content-Length").empty() ? "0" : probe.header("Content-Length"));
        }
    }
    int status = 0;
    {
        std::lock_guard lock(mutex_);
        posts_.push_back({all.substr(0, head + 2), all.substr(head + 4)});
        status = status_;
    }
    const std::string answer =
        "HTTP/1.1 " + std::to_string(status) + " x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    if (::write(socket, answer.data(), answer.size()) < 0) return;
}

// ---- a letter taken apart

std::string decode_base64(const std::string& text) {
    std::string out;
    unsigned value = 0;
    int bits = 0;
    for (const char c : text) {
        static const std::string digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        const auto digit = digits.find(c);
        if (digit == std::string::npos) continue;
        value = value << 6 | static_cast<unsigned>(digit);
        bits += 6;
        if (bits < 8) continue;
        bits -= 8;
        out += static_cast<char>(value >> bits & 0xFFU);
    }
    return out;
}

namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;

std::string find(const Headers& headers, const std::string& name) {
    for (const auto& [key, value] : headers)
        if (strcasecmp(key.c_str(), name.c_str()) == 0) return value;
    return {};
}

// RFC 2047, section 6.2: white space between two encoded words is nothing.
std::string decode_words(const std::string& text) {
    std::string out, gap;
    bool after_word = false;
    for (std::size_t at = 0; at < text.size();) {
        const auto end =
            text.compare(at, 10, "=?UTF-8?B?") == 0 ? text.find("?=", at + 10) : std::string::npos;
        if (end != std::string::npos) {
            if (!after_word) out += gap;
            gap.clear();
            out += decode_base64(text.substr(at + 10, end - at - 10));
            at = end + 2;
            after_word = true;
        } else if (text[at] == ' ') {
            gap += text[at++];
        } else {
            out += gap + text[at++];
            gap.clear();
            after_word = false;
        }
    }
    return out + gap;
}

Headers headers_of(const std::string& text) {
    Headers out;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find("\r\n", at), text.size());
        const std::string line = text.substr(at, end - at);
        at = end + 2;
        if (!line.empty() && line[0] == ' ' && !out.empty()) {
            out.back().second += " " + line.substr(1);
        } else if (const auto colon = line.find(':'); colon != std::string::npos) {
            const auto from = line.find_first_not_of(' ', colon + 1);
            out.emplace_back(line.substr(0, colon), from == std::string::npos ? "" : line.substr(from));
        }
    }
    return out;
}

void take_apart(const std::string& entity, Parsed& out, bool top) {
    const auto gap = entity.find("\r\n\r\n");
    const Headers headers = headers_of(entity.substr(0, gap + 2));
    const std::string body = entity.substr(gap + 4);
    if (top)
        for (const auto& [name, value] : headers)
            out.headers.emplace_back(name, decode_words(value));
    const std::string type = find(headers, "Content-Type");
    if (!begins(type, "multipart/")) {
        out.parts.push_back({type, find(headers, "Content-Disposition"), decode_base64(body)});
        return;
    }
    const std::string mark = "--" + between(type, '"', '"');
    for (auto at = body.find(mark); at != std::string::npos;) {
        const auto from = body.find("\r\n", at) + 2;
        const auto next = body.find("\r\n" + mark, from - 2);
        if (body.compare(at, mark.size() + 2, mark + "--") == 0 || next == std::string::npos) break;
        take_apart(body.substr(from, next + 2 - from), out, false);
        at = next + 2;
    }
}

}  // namespace

std::string Parsed::header(const std::string& name) const {
    return find(headers, name);
}

Parsed parse_mail(const std::string& data) {
    Parsed out;
    for (std::size_t at = 0; at < data.size();) {
        const auto end = std::min(data.find("\r\n", at), data.size());
        out.longest_line = std::max(out.longest_line, end - at);
        out.crlf &= data.substr(at, end - at).find_first_of("\r\n") == std::string::npos;
        at = end + 2;
    }
    out.ascii =
        std::all_of(data.begin(), data.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    take_apart(data, out, true);
    return out;
}

}  // namespace gangmu::testing_sinks
