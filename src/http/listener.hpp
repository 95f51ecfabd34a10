// Listening sockets, as plain file descriptors: bound here, accepted by the server.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.hpp"

namespace gangmu::http {

// A file descriptor that closes itself.
class Descriptor {
  public:
    Descriptor() = default;
    explicit Descriptor(int fd) : fd_(fd) {}
    Descriptor(Descriptor&& other) noexcept : fd_(other.release()) {}
    Descriptor& operator=(Descriptor&& other) noexcept;
    ~Descriptor() { reset(); }

    int get() const { return fd_; }
    int release();
    void reset();
    explicit operator bool() const { return fd_ >= 0; }

  private:
    int fd_ = -1;
};

struct Listener {
    Descriptor fd;
    std::string host;  // as bound, numeric
    unsigned port = 0;
    bool loopback = false;
};

// Binds HOST:PORT. Errors: listen-address, listen-in-use, listen-refused.
Result<Listener> listen_tcp(const std::string& text);

// Binds the local socket in this folder, for its owner only (0600). A left-over socket file is replaced: the
// caller holds the store's lock. Errors: socket-failed.
Result<Descriptor> listen_local(const std::filesystem::path& folder);

// Connects to the local socket in this folder. Errors: server-not-running, socket-failed.
Result<Descriptor> connect_local(const std::filesystem::path& folder);

// Connects to HOST:PORT. Errors: server-not-running, listen-address.
Result<Descriptor> connect_tcp(const std::string& text);

// Who holds the other end of a local socket: the user's name if it is this process's user or root, else
// empty.
std::string local_user(int fd);

}  // namespace gangmu::http
