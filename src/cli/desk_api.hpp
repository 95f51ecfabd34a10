// The API on the command line: at a running server through the store's socket, or in this process with the
// store at hand. One code path, one set of rights and checks, whichever holds the store.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/json.hpp"
#include "cli/command.hpp"

namespace gangmu::cli {

class DeskApi {
  public:
    // Errors: those of opening the store.
    static Result<DeskApi> open(const Context& context);
    ~DeskApi();
    DeskApi(DeskApi&&) noexcept;
    DeskApi& operator=(DeskApi&&) = delete;

    // Errors: the reply's problem, as the Error that it was.
    Result<json::value> ask(std::string_view method, const std::string& target, std::string_view body = {});
    Result<std::string> bytes(std::string_view method, const std::string& target);
    // The file's bytes as body; the reply's bytes.
    Result<std::string> send_file(std::string_view method, const std::string& target,
                                  const std::string& file);

  private:
    struct Here;
    DeskApi();
    Result<std::string> send(std::string_view method, const std::string& target, std::string_view body,
                             const std::string& file);
    std::string store_;           // of the server's socket
    std::unique_ptr<Here> here_;  // null: a server holds the store
};

}  // namespace gangmu::cli
