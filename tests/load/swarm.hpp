// Many keep-alive HTTP/1.1 connections driven by one thread (epoll), each with its requests in a row and each
// request at its time. A request's latency counts from the moment when it was to be sent, so that waiting for
// the answer before it counts too.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace gangmu::load {

using Nanoseconds = std::int64_t;  // of the steady clock
Nanoseconds now_ns();

struct Answer {
    int status = 0;  // 0: the connection broke before there was one
    std::string_view headers, body;
    double milliseconds = 0;
};
using Done = std::function<void(const Answer&)>;

class Swarm {
  public:
    Swarm(const std::string& host, int port, std::size_t connections);
    ~Swarm();
    Swarm(const Swarm&) = delete;
    Swarm& operator=(const Swarm&) = delete;

    // Sent on this connection at `at` (0: now), or when the ones before it were answered. `done` may plan
    // more.
    void plan(std::size_t connection, Nanoseconds at, std::string request, Done done);
    // Until nothing is planned, or stop() is true, or every connection broke.
    void run(const std::function<bool()>& stop = {});
    std::size_t size() const { return all_.size(); }

  private:
    struct Planned {
        Nanoseconds at = 0;
        std::string request;
        Done done;
    };
    struct Connection {
        int socket = -1;
        bool sending = false, waiting = false, broken = false;
        std::size_t sent = 0;
        std::string got;
        std::deque<Planned> planned;
    };
    void begin(std::size_t number);
    void send_more(std::size_t number);
    void receive(std::size_t number);
    bool whole(const Connection& connection, Answer& answer) const;
    void broke(std::size_t number);
    void watch(std::size_t number, bool writing);

    int epoll_ = -1;
    std::vector<Connection> all_;
};

std::string request(std::string_view method, std::string_view target, std::string_view body = {},
                    std::string_view headers = {});

}  // namespace gangmu::load
