// A small blocking client: the command line speaks to a running server with it, and the tests do.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace gangmu::http {

struct ClientResponse {
    unsigned status = 0;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;

    std::string_view header(std::string_view name) const;  // the first of this name, or empty
};

using ClientHeaders = std::vector<std::pair<std::string, std::string>>;

// One kept connection, opened at the first request and again when the server has closed it.
// Threads: one at a time.
class Client {
  public:
    // The running server of the store in this folder: the caller is its local administrator.
    static Client local(std::filesystem::path folder);
    static Client network(std::string host_and_port);
    Client(Client&&) noexcept;
    Client& operator=(Client&&) noexcept;
    ~Client();

    // A reply of any status is a value. Errors: server-not-running (nothing was sent), server-lost (the
    // connection broke, or no answer came within `timeout`).
    Result<ClientResponse> send(std::string_view method, std::string_view target, std::string_view body = {},
                                const ClientHeaders& headers = {});
    // The file's bytes as the body. Errors: also file-unreadable.
    Result<ClientResponse> send_file(std::string_view method, std::string_view target,
                                     const std::filesystem::path& file, const ClientHeaders& headers = {});

    std::chrono::seconds timeout{60};

  private:
    struct State;
    explicit Client(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace gangmu::http
