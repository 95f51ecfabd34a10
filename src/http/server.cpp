#include "http/server.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/ssl/context.hpp>
#include <cerrno>
#include <condition_variable>
#include <ctime>
#include <mutex>

#include "http/connection.hpp"
#include "http/listener.hpp"

namespace gangmu::http {

// ---- loop

Tracked::Tracked(Loop& loop) : loop_(loop) {}

Tracked::~Tracked() {
    auto& list = loop_.connections_;
    if (index_ < list.size() && list[index_] == this) {
        list[index_] = list.back();
        list[index_]->index_ = index_;
        list.pop_back();
    }
}

void Loop::track(Tracked& connection) {
    connection.index_ = connections_.size();
    connections_.push_back(&connection);
}

void Loop::run() {
    sweep();
    thread_ = std::thread([this] { context.run(); });
}

void Loop::sweep() {
    sweep_timer_.expires_after(std::chrono::milliseconds(500));
    sweep_timer_.async_wait([this](error_code ec) {
        if (ec) return;
        const auto now = Clock::now();
        for (Tracked* connection : connections_)
            if (connection->deadline < now) connection->close();
        sweep();
    });
}

void Loop::drain() {
    asio::post(context, [this] {
        for (Tracked* connection : connections_)
            connection->drain();
    });
}

void Loop::close_all() {
    asio::post(context, [this] {
        for (Tracked* connection : connections_)
            connection->close();
    });
}

void Loop::join() {
    asio::post(context, [this] { sweep_timer_.cancel(); });
    context.stop();
    if (thread_.joinable()) thread_.join();
}

const std::string& Loop::date_line() {
    const std::time_t now = std::time(nullptr);
    if (now != date_second_) {
        std::tm parts{};
        gmtime_r(&now, &parts);
        char text[64];
        const std::size_t length =
            std::strftime(text, sizeof text, "Date: %a, %d %b %Y %H:%M:%S GMT\r\n", &parts);
        date_line_.assign(text, length);
        date_second_ = now;
    }
    return date_line_;
}

namespace {

// ---- accepting

struct Door {
    Door(asio::io_context& context, int fd) : descriptor(context, fd), retry(context) {}
    asio::posix::stream_descriptor descriptor;
    asio::steady_timer retry;
    bool local = false;
};

Error tls_error(const char* code, const std::string& path, const error_code& ec) {
    return fail(Fault::invalid, code,
                {"無法使用 TLS 憑證或金鑰：" + ec.message(),
                 "The TLS certificate or key cannot be used: " + ec.message()},
                {"請同時給 PEM 格式的憑證與相符的私密金鑰",
                 "Give a certificate and its private key, both as PEM files"},
                path);
}

class ServerImpl final : public Server {
  public:
    ServerImpl(const Options& options, Handler& handler) : core_(options, handler) {}

    ~ServerImpl() override {
        close_doors();
        for (auto& loop : loops_)
            loop->close_all();
        core_.workers.join();
        for (auto& loop : loops_)
            loop->join();
    }

    Status open() {
        const Options& options = core_.options;
        TRY(core_.trusted, AddressSet::parse(options.trusted_proxies));
        CHECK(open_tls());
        const unsigned cores = std::max(1u, std::thread::hardware_concurrency());
        const unsigned threads = options.threads != 0 ? options.threads : std::min(4u, cores);
        for (unsigned i = 0; i < threads; ++i)
            loops_.push_back(std::make_unique<Loop>(core_));
        if (!options.listen.empty()) CHECK(open_network());
        if (!options.socket_folder.empty()) {
            TRY(Descriptor fd, listen_local(options.socket_folder));
            add_door(std::move(fd), true);
        }
        for (auto& door : doors_)
            wait(*door);
        for (auto& loop : loops_)
            loop->run();
        running_ = true;
        return {};
    }

    std::string url() const override { return url_; }
    std::size_t connections() const override { return core_.connections.load(); }

    void stop() override {
        if (core_.stopping.exchange(true)) return;
        close_doors();
        for (auto& loop : loops_)
            loop->drain();
        const auto end = Clock::now() + core_.options.limits.drain_time;
        while (core_.connections.load() != 0 && Clock::now() < end && !hurry_)
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        for (auto& loop : loops_)
            loop->close_all();
    }

    void hurry() override { hurry_ = true; }

  private:
    Status open_tls() {
        const Options& options = core_.options;
        if (options.certificate.empty() && options.key.empty()) return {};
        tls_ = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
        error_code ec;
        tls_->use_certificate_chain_file(options.certificate, ec);
        if (ec) return tls_error("tls-certificate", options.certificate, ec);
        tls_->use_private_key_file(options.key, asio::ssl::context::pem, ec);
        if (ec) return tls_error("tls-key", options.key, ec);
        SSL_CTX_set_min_proto_version(tls_->native_handle(), TLS1_2_VERSION);
        SSL_CTX_set_options(tls_->native_handle(), SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
        return {};
    }

    Status open_network() {
        TRY(Listener listener, listen_tcp(core_.options.listen));
        if (!listener.loopback && !tls_ && core_.trusted.empty())
            return fail(Fault::invalid, "listen-plain",
                        {"未加密的 HTTP 只能在本機（127.0.0.1）提供",
                         "Plain HTTP is served to this machine only (127.0.0.1)"},
                        {"請給 TLS 憑證與金鑰，或指定受信任的代理伺服器",
                         "Give a TLS certificate and key, or name the trusted proxy in front"},
                        core_.options.listen);
        const bool v6 = listener.host.find(':') != std::string::npos;
        url_ = std::string(tls_ ? "https://" : "http://") + (v6 ? "[" + listener.host + "]" : listener.host) +
               ":" + std::to_string(listener.port);
        add_door(std::move(listener.fd), false);
        return {};
    }

    void add_door(Descriptor fd, bool local) {
        doors_.push_back(std::make_unique<Door>(loops_.front()->context, fd.release()));
        doors_.back()->local = local;
    }

    void wait(Door& door) {
        door.descriptor.async_wait(asio::posix::stream_descriptor::wait_read, [this, &door](error_code ec) {
            if (ec) return;
            if (accept_all(door)) return wait(door);
            // Out of file descriptors: the clients wait in the queue, and we try again soon.
            door.retry.expires_after(std::chrono::milliseconds(100));
            door.retry.async_wait([this, &door](error_code stopped) {
                if (!stopped) wait(door);
            });
        });
    }

    // Everything that waits; false when the system is out of descriptors or memory.
    bool accept_all(Door& door) {
        while (true) {
            sockaddr_storage address{};
            socklen_t length = sizeof address;
            Descriptor fd(::accept4(door.descriptor.native_handle(), reinterpret_cast<sockaddr*>(&address),
                                    &length, SOCK_NONBLOCK | SOCK_CLOEXEC));
            if (!fd) {
                if (errno == EINTR || errno == ECONNABORTED) continue;
                return errno == EAGAIN;
            }
            greet(std::move(fd), address, door.local);
        }
    }

    void greet(Descriptor fd, const sockaddr_storage& address, bool local) {
        Peer peer;
        bool trusted = false;
        int family = AF_UNIX;
        if (local) {
            peer.local_user = local_user(fd.get());
            if (peer.local_user.empty()) return;  // another user's process: closed without a word
        } else {
            const Address bytes = address_of(address, family);
            peer.address = print_address(bytes);
            peer.secure = tls_ != nullptr;
            trusted = core_.trusted.contains(bytes);
            const int on = 1;
            ::setsockopt(fd.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        }
        const bool room =
            core_.connections.fetch_add(1, std::memory_order_relaxed) < core_.options.limits.connections;
        Loop& loop = *loops_[next_++ % loops_.size()];
        asio::post(loop.context, [this, &loop, local, room, trusted, family, peer = std::move(peer),
                                  raw = fd.release()]() mutable {
            const asio::generic::stream_protocol protocol(family, family == AF_UNIX ? 0 : IPPROTO_TCP);
            Socket socket(loop.context, protocol, raw);
            error_code ignored;
            socket.non_blocking(true, ignored);
            if (tls_ && !local)
                begin<TlsStream>(loop, std::move(peer), trusted, room, std::move(socket), *tls_);
            else
                begin<Socket>(loop, std::move(peer), trusted, room, std::move(socket));
        });
    }

    template <class Stream, class... Arguments>
    void begin(Loop& loop, Peer peer, bool trusted, bool room, Arguments&&... stream) {
        auto connection = std::make_shared<Connection<Stream>>(loop, std::move(peer), trusted,
                                                               std::forward<Arguments>(stream)...);
        loop.track(*connection);
        if (room)
            connection->start();
        else if constexpr (std::is_same_v<Stream, Socket>)
            connection->turn_away();
    }

    static Address address_of(const sockaddr_storage& storage, int& family) {
        Address out{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0, 0, 0};
        family = storage.ss_family;
        if (storage.ss_family == AF_INET6) {
            const auto& v6 = reinterpret_cast<const sockaddr_in6&>(storage);
            std::copy_n(v6.sin6_addr.s6_addr, 16, out.begin());
        } else {
            const auto& v4 = reinterpret_cast<const sockaddr_in&>(storage);
            std::copy_n(reinterpret_cast<const std::uint8_t*>(&v4.sin_addr), 4, out.begin() + 12);
        }
        return out;
    }

    void close_doors() {
        if (!running_) return;
        std::mutex mutex;
        std::condition_variable closed;
        bool done = false;
        // On the loop that waits on them; it runs as long as this object does.
        asio::post(loops_.front()->context, [&] {
            for (auto& door : doors_) {
                error_code ignored;
                door->descriptor.close(ignored);
                door->retry.cancel();
            }
            const std::lock_guard lock(mutex);
            done = true;
            closed.notify_all();
        });
        std::unique_lock lock(mutex);
        closed.wait(lock, [&] { return done; });
    }

    Core core_;
    std::unique_ptr<asio::ssl::context> tls_;
    std::vector<std::unique_ptr<Loop>> loops_;
    std::vector<std::unique_ptr<Door>> doors_;
    bool running_ = false;
    std::atomic<bool> hurry_{false};
    std::size_t next_ = 0;
    std::string url_;
};

}  // namespace

Result<std::unique_ptr<Server>> Server::start(const Options& options, Handler& handler) {
    auto server = std::make_unique<ServerImpl>(options, handler);
    CHECK(server->open());
    return std::unique_ptr<Server>(std::move(server));
}

}  // namespace gangmu::http
