#include "http/listener.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pwd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <vector>

#include "http/address.hpp"

namespace gangmu::http {
namespace {

constexpr const char* socket_name = "gangmu.sock";

std::string system_text(int error) {
    return std::strerror(error);
}

struct AddrInfo {
    addrinfo* list = nullptr;
    ~AddrInfo() {
        if (list != nullptr) freeaddrinfo(list);
    }
};

Status resolve(const HostPort& where, const std::string& text, AddrInfo& out) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
    if (where.host == "localhost") hints.ai_family = AF_INET;  // one address, the same on every machine
    const std::string port = std::to_string(where.port);
    if (const int error = getaddrinfo(where.host.c_str(), port.c_str(), &hints, &out.list); error != 0)
        return fail(Fault::invalid, "listen-address",
                    {"找不到這個主機位址：" + std::string(gai_strerror(error)),
                     "No such host address: " + std::string(gai_strerror(error))},
                    {"請用這台主機自己的 IP 位址，例如 127.0.0.1:8080",
                     "Use an IP address of this machine, for example 127.0.0.1:8080"},
                    text);
    return {};
}

Error bind_error(int error, const std::string& text) {
    if (error == EADDRINUSE)
        return fail(
            Fault::conflict, "listen-in-use",
            {"埠號已被其他程式使用", "The port is in use by another program"},
            {"請停止該程式，或以 --listen（./run 則以環境變數 GANGMU_LISTEN）指定其他埠號，例如 "
             "127.0.0.1:8081",
             "Stop that program, or name another port with --listen (with ./run: GANGMU_LISTEN), such as "
             "127.0.0.1:8081"},
            text);
    const bool denied = error == EACCES || error == EPERM;
    return fail(Fault::io, "listen-refused",
                {"系統不允許監聽這個位址：" + system_text(error),
                 "The system does not let us listen here: " + system_text(error)},
                denied ? Message{"1024 以下的埠號需要權限，請改用較大的埠號",
                                 "Ports below 1024 need a privilege; use a higher one"}
                       : Message{"請用這台主機自己的 IP 位址", "Use an IP address of this machine"},
                text);
}

void describe(const sockaddr* address, Listener& out) {
    char text[INET6_ADDRSTRLEN] = {};
    if (address->sa_family == AF_INET6) {
        const auto* v6 = reinterpret_cast<const sockaddr_in6*>(address);
        inet_ntop(AF_INET6, &v6->sin6_addr, text, sizeof text);
        out.port = ntohs(v6->sin6_port);
    } else {
        const auto* v4 = reinterpret_cast<const sockaddr_in*>(address);
        inet_ntop(AF_INET, &v4->sin_addr, text, sizeof text);
        out.port = ntohs(v4->sin_port);
    }
    out.host = text;
    const auto parsed = parse_address(out.host);
    out.loopback = parsed && is_loopback(*parsed);
}

// A Unix socket's address holds 107 bytes only; by way of the open folder any store path fits.
sockaddr_un local_address(int folder_fd) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string path = "/proc/self/fd/" + std::to_string(folder_fd) + "/" + socket_name;
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    return address;
}

Error socket_error(const std::string& where) {
    const int error = errno;
    return fail(Fault::io, "socket-failed",
                {"無法使用資料夾中的本機連線：" + system_text(error),
                 "The local socket in the store's folder cannot be used: " + system_text(error)},
                {"請確認資料夾可以寫入，並且在本機的檔案系統上",
                 "Check that the folder is writable and on a local file system"},
                where);
}

}  // namespace

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
    if (this != &other) {
        reset();
        fd_ = other.release();
    }
    return *this;
}

int Descriptor::release() {
    const int fd = fd_;
    fd_ = -1;
    return fd;
}

void Descriptor::reset() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
}

Result<Listener> listen_tcp(const std::string& text) {
    TRY(const HostPort where, parse_listen(text));
    AddrInfo found;
    CHECK(resolve(where, text, found));
    const addrinfo& first = *found.list;
    Listener out;
    out.fd = Descriptor(::socket(first.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!out.fd) return bind_error(errno, text);
    const int on = 1;
    ::setsockopt(out.fd.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (::bind(out.fd.get(), first.ai_addr, first.ai_addrlen) != 0 || ::listen(out.fd.get(), 1024) != 0)
        return bind_error(errno, text);
    sockaddr_storage bound{};
    socklen_t length = sizeof bound;
    if (::getsockname(out.fd.get(), reinterpret_cast<sockaddr*>(&bound), &length) != 0)
        return bind_error(errno, text);
    describe(reinterpret_cast<const sockaddr*>(&bound), out);
    return out;
}

Result<Descriptor> listen_local(const std::filesystem::path& folder) {
    const Descriptor place(::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!place) return socket_error(folder.string());
    Descriptor fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    // The mode is set before bind, so there is no instant at which others could connect.
    if (!fd || ::fchmod(fd.get(), 0600) != 0) return socket_error(folder.string());
    ::unlinkat(place.get(), socket_name, 0);
    const sockaddr_un address = local_address(place.get());
    if (::bind(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
        ::listen(fd.get(), 128) != 0)
        return socket_error(folder.string());
    return fd;
}

Result<Descriptor> connect_local(const std::filesystem::path& folder) {
    const auto not_running = [&] {
        return fail(Fault::unavailable, "server-not-running",
                    {"沒有執行中的服務使用這個資料夾", "No running server uses this store"}, {},
                    folder.string());
    };
    const Descriptor place(::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!place) return not_running();
    Descriptor fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (!fd) return socket_error(folder.string());
    const sockaddr_un address = local_address(place.get());
    if (::connect(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        if (errno == ENOENT || errno == ECONNREFUSED) return not_running();
        return socket_error(folder.string());
    }
    return fd;
}

Result<Descriptor> connect_tcp(const std::string& text) {
    TRY(const HostPort where, parse_listen(text));
    AddrInfo found;
    CHECK(resolve(where, text, found));
    Descriptor fd(::socket(found.list->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (!fd || ::connect(fd.get(), found.list->ai_addr, found.list->ai_addrlen) != 0)
        return fail(
            Fault::unavailable, "server-not-running",
            {"連不上服務：" + system_text(errno), "The server cannot be reached: " + system_text(errno)}, {},
            text);
    const int on = 1;
    ::setsockopt(fd.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return fd;
}

std::string local_user(int fd) {
    ucred peer{};
    socklen_t length = sizeof peer;
    if (::getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &length) != 0) return {};
    if (peer.uid != ::geteuid() && peer.uid != 0) return {};
    std::array<char, 4096> buffer{};
    passwd entry{};
    passwd* found = nullptr;
    if (::getpwuid_r(peer.uid, &entry, buffer.data(), buffer.size(), &found) == 0 && found != nullptr)
        return found->pw_name;
    return std::to_string(peer.uid);
}

}  // namespace gangmu::http
