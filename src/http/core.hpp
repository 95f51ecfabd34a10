// What the connections of one server share. Private to this room; includes the HTTP library.
#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <chrono>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

#include "http/address.hpp"
#include "http/server.hpp"

namespace gangmu::http {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

struct Core {
    Core(const Options& given, Handler& h) : options(given), handler(h), workers(given.workers) {}

    const Options options;
    Handler& handler;
    AddressSet trusted;
    std::atomic<std::size_t> connections{0};
    std::atomic<bool> stopping{false};
    asio::thread_pool workers;
};

class Loop;

// What a loop knows of its connections. Threads: the loop's only.
class Tracked {
  public:
    explicit Tracked(Loop& loop);
    virtual ~Tracked();
    Tracked(const Tracked&) = delete;
    Tracked& operator=(const Tracked&) = delete;

    virtual void close() = 0;  // at once
    virtual void drain() = 0;  // at once if nothing is under way, else after the present reply
    Clock::time_point deadline = Clock::time_point::max();

  protected:
    Loop& loop_;

  private:
    friend class Loop;
    std::size_t index_ = 0;
};

// One I/O thread with its connections.
class Loop {
  public:
    explicit Loop(Core& shared) : core(shared), context(1), sweep_timer_(context) {}

    void run();        // begins the thread
    void drain();      // from any thread
    void close_all();  // from any thread
    void join();

    // "Date: …\r\n" of this second. Threads: the loop's.
    const std::string& date_line();

    void track(Tracked& connection);

    Core& core;

  private:
    friend class Tracked;
    void sweep();

    std::vector<Tracked*> connections_;  // before the context, whose end destroys the last connections

  public:
    asio::io_context context;

  private:
    asio::steady_timer sweep_timer_;
    std::thread thread_;
    std::string date_line_;
    std::int64_t date_second_ = 0;
};

}  // namespace gangmu::http
