#include "load/swarm.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <utility>

namespace gangmu::load {
namespace {

constexpr Nanoseconds never = INT64_MAX;

int connected(const std::string& host, int port) {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    inet_pton(AF_INET, host.c_str(), &address.sin_addr);
    if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        std::cerr << "cannot connect to " << host << ":" << port << "\n";
        std::exit(1);
    }
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return socket;
}

std::string_view header(std::string_view headers, std::string_view name) {
    const auto at = headers.find(name);
    if (at == std::string_view::npos) return {};
    const auto begin = at + name.size();
    return headers.substr(begin, headers.find("\r\n", begin) - begin);
}

}  // namespace

Nanoseconds now_ns() {
    using namespace std::chrono;
    return duration_cast<nanoseconds>(steady_clock::now().time_since_epoch()).count();
}

std::string request(std::string_view method, std::string_view target, std::string_view body,
                    std::string_view headers) {
    std::string out;
    out.append(method).append(" ").append(target).append(" HTTP/1.1\r\nHost: 127.0.0.1\r\n").append(headers);
    if (!body.empty() || method != "GET")
        out.append("Content-Type: application/json\r\nContent-Length: ")
            .append(std::to_string(body.size()))
            .append("\r\n");
    return out.append("\r\n").append(body);
}

Swarm::Swarm(const std::string& host, int port, std::size_t connections)
    : epoll_(epoll_create1(EPOLL_CLOEXEC)) {
    all_.resize(connections);
    for (std::size_t i = 0; i < connections; ++i) {
        all_[i].socket = connected(host, port);
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.u64 = i;
        epoll_ctl(epoll_, EPOLL_CTL_ADD, all_[i].socket, &event);
    }
}

Swarm::~Swarm() {
    for (const auto& each : all_)
        if (each.socket >= 0) ::close(each.socket);
    ::close(epoll_);
}

void Swarm::plan(std::size_t connection, Nanoseconds at, std::string request, Done done) {
    all_[connection].planned.push_back({at == 0 ? now_ns() : at, std::move(request), std::move(done)});
}

void Swarm::watch(std::size_t number, bool writing) {
    epoll_event event{};
    event.events = EPOLLIN | (writing ? EPOLLOUT : 0U);
    event.data.u64 = number;
    epoll_ctl(epoll_, EPOLL_CTL_MOD, all_[number].socket, &event);
}

void Swarm::begin(std::size_t number) {
    auto& connection = all_[number];
    connection.waiting = true;
    connection.sent = 0;
    connection.got.clear();
    send_more(number);
}

void Swarm::send_more(std::size_t number) {
    auto& connection = all_[number];
    const std::string& bytes = connection.planned.front().request;
    while (connection.sent < bytes.size()) {
        const ssize_t wrote = ::send(connection.socket, bytes.data() + connection.sent,
                                     bytes.size() - connection.sent, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (wrote > 0) {
            connection.sent += static_cast<std::size_t>(wrote);
        } else if (errno == EAGAIN) {
            if (!connection.sending) watch(number, true);
            connection.sending = true;
            return;
        } else {
            return broke(number);
        }
    }
    if (std::exchange(connection.sending, false)) watch(number, false);
}

bool Swarm::whole(const Connection& connection, Answer& answer) const {
    const std::string_view got = connection.got;
    const auto head = got.find("\r\n\r\n");
    if (head == std::string_view::npos) return false;
    answer.headers = got.substr(0, head + 2);
    const std::string length(header(answer.headers, "Content-Length: "));
    const std::size_t size = length.empty() ? 0 : std::strtoull(length.c_str(), nullptr, 10);
    if (got.size() < head + 4 + size) return false;
    answer.body = got.substr(head + 4, size);
    answer.status = std::atoi(std::string(got.substr(9, 3)).c_str());
    return true;
}

void Swarm::receive(std::size_t number) {
    auto& connection = all_[number];
    std::array<char, 65536> buffer;
    for (;;) {
        const ssize_t got = ::recv(connection.socket, buffer.data(), buffer.size(), MSG_DONTWAIT);
        if (got < 0 && errno == EAGAIN) break;
        if (got <= 0) return broke(number);
        connection.got.append(buffer.data(), static_cast<std::size_t>(got));
    }
    Answer answer;
    if (!connection.waiting || !whole(connection, answer)) return;
    const Planned done = std::move(connection.planned.front());
    connection.planned.pop_front();
    connection.waiting = false;
    answer.milliseconds = static_cast<double>(now_ns() - done.at) / 1e6;
    done.done(answer);
}

void Swarm::broke(std::size_t number) {
    auto& connection = all_[number];
    if (connection.broken) return;
    connection.broken = true;
    epoll_ctl(epoll_, EPOLL_CTL_DEL, connection.socket, nullptr);
    auto planned = std::exchange(connection.planned, {});
    if (connection.waiting) planned.front().done({});
}

void Swarm::run(const std::function<bool()>& stop) {
    std::array<epoll_event, 256> events;
    for (;;) {
        if (stop && stop()) return;
        const Nanoseconds now = now_ns();
        Nanoseconds next = never;
        bool any = false;
        for (std::size_t i = 0; i < all_.size(); ++i) {
            auto& connection = all_[i];
            if (connection.broken || connection.planned.empty()) continue;
            any = true;
            if (connection.waiting) continue;
            if (connection.planned.front().at <= now)
                begin(i);
            else
                next = std::min(next, connection.planned.front().at);
        }
        if (!any) return;
        constexpr int longest = 20;
        const int wait =
            next == never ? longest
                          : static_cast<int>(std::clamp<Nanoseconds>((next - now) / 1'000'000, 0, longest));
        const int count = epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), wait);
        for (int i = 0; i < count; ++i) {
            const auto number = static_cast<std::size_t>(events[static_cast<std::size_t>(i)].data.u64);
            if ((events[static_cast<std::size_t>(i)].events & EPOLLOUT) != 0 && all_[number].waiting)
                send_more(number);
            if (!all_[number].broken &&
                (events[static_cast<std::size_t>(i)].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0)
                receive(number);
        }
    }
}

}  // namespace gangmu::load
