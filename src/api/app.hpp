// The application behind the sockets: from a request to its reply. `serve` is all that the command line
// needs.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "http/server.hpp"
#include "services/registry.hpp"

namespace gangmu::api {

// Threads: any. The registry must outlive it.
class App final : public http::Handler {
  public:
    explicit App(services::Registry& registry, std::size_t upload_bytes = 200u << 20);
    ~App() override;

    std::optional<http::Response> known(const http::Request& request) override;
    http::Admission admit(const http::Request& head) override;
    http::Response answer(const http::Request& request) override;
    http::Response refuse(const http::Request& request, unsigned status, std::string_view code) override;

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

struct ServeOptions {
    http::Options http;  // listen, certificate, key, trusted proxies, socket_folder (the store's), limits
    // Told once, when requests are answered: "http://127.0.0.1:8080" (empty: the local socket only).
    std::function<void(const std::string& url)> started;
    // Told when a signal asks for the end, before requests under way are waited for.
    std::function<void()> stopping;
};

// Serves until SIGINT or SIGTERM, then lets requests under way end; a second signal ends at once. Prints
// nothing. Call it from the main thread, before others are started. Errors: those of http::Server::start.
Result<int> serve(services::Registry& registry, const ServeOptions& options);

}  // namespace gangmu::api
