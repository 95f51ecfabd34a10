#include <csignal>
#include <ctime>

#include <atomic>
#include <thread>

#include "api/app.hpp"

namespace gangmu::api {
namespace {

// The two signals are blocked in this thread and all that it starts, and waited for here: no handler runs in
// the middle of anything.
class Signals {
  public:
    Signals() {
        sigemptyset(&set_);
        sigaddset(&set_, SIGINT);
        sigaddset(&set_, SIGTERM);
        pthread_sigmask(SIG_BLOCK, &set_, &before_);
        std::signal(SIGPIPE, SIG_IGN);
    }
    ~Signals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

    void wait() const {
        int signal = 0;
        while (sigwait(&set_, &signal) != 0) {
        }
    }
    bool arrived() const {
        const timespec soon{0, 50'000'000};
        return sigtimedwait(&set_, nullptr, &soon) > 0;
    }

  private:
    sigset_t set_{};
    sigset_t before_{};
};

}  // namespace

Result<int> serve(services::Registry& registry, const ServeOptions& options) {
    const Signals signals;
    App app(registry, options.http.limits.upload_bytes);
    TRY(auto server, http::Server::start(options.http, app));
    if (options.started) options.started(server->url());
    signals.wait();
    if (options.stopping) options.stopping();
    std::atomic<bool> stopped{false};
    std::thread drain([&] {
        server->stop();
        stopped = true;
    });
    bool hurry = false;
    while (!stopped && !hurry)
        hurry = signals.arrived();
    if (hurry) server->hurry();
    drain.join();
    return 0;
}

}  // namespace gangmu::api
