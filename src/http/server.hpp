// The HTTP server: sockets, TLS, limits and threads. What is answered is the Handler's business.
//
// Threads: a small fixed set of I/O threads, each with its own connections; a request that the handler calls
// slow (a write, a password, a long computation) is answered on one of the worker threads instead, so that
// nobody waits behind it. Time limits are one sweep per thread and second, so an idle connection costs its
// memory only.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "http/message.hpp"

namespace gangmu::http {

struct Limits {
    std::size_t head_bytes = 16u << 10;       // request line and headers
    std::size_t body_bytes = 1u << 20;        // a body in memory, whatever the handler admits
    std::size_t upload_bytes = 200u << 20;    // a body in a file, whatever the handler admits
    std::size_t connections = 4096;           // at once; one more is told 503
    std::chrono::seconds head_time{10};       // from the first byte of a request to the end of its head
    std::chrono::seconds idle_time{75};       // a kept connection without a request
    std::chrono::seconds transfer_stall{30};  // a body or a reply without one byte of progress
    std::size_t transfer_rate = 4u << 10;     // bytes a second that a body must reach on the whole
    std::chrono::seconds drain_time{10};      // what stop() grants to requests under way
};

struct Options {
    std::string listen = "127.0.0.1:8080";  // HOST:PORT, [IPV6]:PORT; port 0: any free one; empty: no network
    std::filesystem::path socket_folder;    // holds the local socket (see client.hpp); empty: none
    std::string certificate;                // PEM files: both or none
    std::string key;
    std::vector<std::string>
        trusted_proxies;                  // addresses or CIDR; only these may say X-Forwarded-For and -Proto
    std::filesystem::path upload_folder;  // for bodies in files; empty: the system's
    unsigned threads = 0;                 // I/O; 0: one per core, at most 4
    unsigned workers = 16;                // for slow requests
    Limits limits;
};

// What the handler says of a request when its head has been read.
struct Admission {
    std::size_t body_bytes = 0;  // at most; a longer one is refused with 413
    bool to_file = false;        // the body goes to Request::upload
    bool slow = false;           // answered on a worker thread
    bool without_body = false;   // answered at once, whatever body was announced; then the connection ends
};

class Handler {
  public:
    virtual ~Handler() = default;

    // The reply to a request without a body, where it is known already: asked first, on an I/O thread, and
    // given in the place of admit and answer. Must be quick; nothing: go on.
    virtual std::optional<Response> known(const Request&) { return std::nullopt; }

    // Asked before the body is read, on an I/O thread: must be quick.
    virtual Admission admit(const Request& head) = 0;

    // The reply. Called from several threads at the same time. An exception becomes refuse(…, 500,
    // "internal").
    virtual Response answer(const Request& request) = 0;

    // The reply to what the server itself must refuse. `code`: bad-request, head-too-large, body-too-large,
    // too-many-connections, plain-http, upload-failed, internal. `request` may be empty but for the peer.
    virtual Response refuse(const Request& request, unsigned status, std::string_view code) = 0;
};

class Server {
  public:
    // Binds and begins to serve. The handler must outlive the server.
    // Errors: listen-address, listen-in-use, listen-refused, listen-plain (plain HTTP to the network without
    // a trusted proxy), tls-certificate, tls-key, socket-failed, proxy-address.
    static Result<std::unique_ptr<Server>> start(const Options& options, Handler& handler);

    virtual ~Server() = default;  // stops, without draining

    virtual std::string url() const = 0;  // "http://127.0.0.1:8080", empty without network
    virtual std::size_t connections() const = 0;

    // No new connections and requests; those under way may end within drain_time. Returns when all is closed.
    virtual void stop() = 0;

    // Ends a stop() under way at once. Threads: any.
    virtual void hurry() = 0;
};

}  // namespace gangmu::http
