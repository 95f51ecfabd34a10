// The other side of the wire, for tests: a mail server and a receiver of webhooks that keep the very bytes
// they were sent. One connection at a time, on a thread of their own, on 127.0.0.1 and a port of the system's
// choice.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace gangmu::testing_sinks {

class Listener {  // one listening socket, accepted from a thread
  public:
    Listener();
    ~Listener();
    int port() const { return port_; }

  protected:
    void begin(std::function<void(int socket)> serve);
    void end();

  private:
    int socket_ = -1;
    int port_ = 0;
    std::atomic<bool> stopping_{false};
    std::thread thread_;
};

struct Mail {
    std::string from, to;   // of the envelope
    std::string data;       // as it came, dot-stuffing undone, CRLF kept
    std::string signed_in;  // "user password", of AUTH PLAIN; empty: nobody
    bool encrypted = false;
};

enum class Tls { none, starttls, from_the_start };

class SmtpSink : public Listener {
  public:
    explicit SmtpSink(Tls tls = Tls::none);
    ~SmtpSink();
    std::string url() const;
    const std::string& ca_file() const { return ca_file_; }  // to be trusted
    std::vector<Mail> mails() const;
    // Waits up to ten seconds; how many there are then.
    std::size_t wait_for(std::size_t count) const;
    // The next so many RCPT TO are answered with this code.
    void refuse(int times, int code);
    std::size_t connections() const { return connections_; }

  private:
    struct Wire;
    void serve(int socket);
    void talk(Wire& wire);

    const Tls tls_;
    std::string ca_file_, folder_;
    void* context_ = nullptr;  // SSL_CTX
    mutable std::mutex mutex_;
    std::vector<Mail> mails_;
    int refusals_ = 0, code_ = 0;
    std::atomic<std::size_t> connections_{0};
};

struct Posted {
    std::string head;  // with its CRLFs
    std::string body;
    std::string header(const std::string& name) const;
};

class HttpSink : public Listener {
  public:
    HttpSink();
    ~HttpSink();
    std::string url() const;
    std::vector<Posted> posts() const;
    std::size_t wait_for(std::size_t count) const;
    void answer(int status);  // from now on

  private:
    void serve(int socket);
    mutable std::mutex mutex_;
    std::vector<Posted> posts_;
    int status_ = 204;
};

// A letter taken apart: header (unfolded, RFC 2047 decoded), and the decoded bytes of each leaf of its MIME
// tree.
struct Part {
    std::string type;  // with its parameters
    std::string disposition;
    std::string bytes;
};
struct Parsed {
    std::vector<std::pair<std::string, std::string>> headers;
    std::vector<Part> parts;
    std::size_t longest_line = 0;
    bool ascii = true, crlf = true;  // every byte below 0x80; no bare CR or LF
    std::string header(const std::string& name) const;
};
Parsed parse_mail(const std::string& data);
std::string decode_base64(const std::string& text);

}  // namespace gangmu::testing_sinks
