#include "http/client.hpp"

#include <sys/socket.h>

#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/file_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <optional>

#include "http/listener.hpp"
#include "http/message.hpp"

namespace gangmu::http {
namespace {

namespace beast = boost::beast;
using Socket = boost::asio::generic::stream_protocol::socket;
using boost::system::error_code;

Error lost(const error_code& ec, const std::string& where) {
    return fail(Fault::unavailable, "server-lost",
                {"與服務的連線中斷：" + ec.message(), "The connection to the server broke: " + ec.message()},
                {"請稍後再試", "Try again later"}, where);
}

}  // namespace

struct Client::State {
    std::filesystem::path folder;
    std::string network;
    boost::asio::io_context context{1};
    std::optional<Socket> socket;
    beast::flat_buffer buffer;

    std::string where() const { return folder.empty() ? network : folder.string(); }

    Status connect(std::chrono::seconds timeout) {
        TRY(Descriptor fd, folder.empty() ? connect_tcp(network) : connect_local(folder));
        const timeval limit{static_cast<time_t>(timeout.count()), 0};
        ::setsockopt(fd.get(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        ::setsockopt(fd.get(), SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
        sockaddr_storage own{};
        socklen_t length = sizeof own;
        ::getsockname(fd.get(), reinterpret_cast<sockaddr*>(&own), &length);
        socket.emplace(context);
        error_code ec;
        socket->assign(boost::asio::generic::stream_protocol(own.ss_family, 0), fd.get(), ec);
        if (ec) {
            socket.reset();
            return lost(ec, where());
        }
        fd.release();
        buffer.clear();
        return {};
    }

    // `fresh`: the connection has just been opened, so a failure is not a kept one that timed out.
    template <class Request>
    Result<ClientResponse> exchange(Request& request, bool& fresh, std::chrono::seconds timeout) {
        fresh = !socket;
        if (fresh) CHECK(connect(timeout));
        error_code ec;
        beast::http::write(*socket, request, ec);
        // A server that refuses a body may close before it has read it all; its reply is there to be read.
        const error_code write_error = ec;
        beast::http::response_parser<beast::http::string_body> parser;
        parser.body_limit(boost::none);
        if (request.method() == beast::http::verb::head) parser.skip(true);
        ec = {};
        beast::http::read(*socket, buffer, parser, ec);
        if (ec) {
            socket.reset();
            return lost(write_error ? write_error : ec, where());
        }
        if (!parser.keep_alive() || write_error) socket.reset();
        auto& reply = parser.get();
        ClientResponse out;
        out.status = reply.result_int();
        for (const auto& line : reply)
            out.headers.emplace_back(std::string(line.name_string()), std::string(line.value()));
        out.body = std::move(reply.body());
        return out;
    }
};

std::string_view ClientResponse::header(std::string_view name) const {
    for (const auto& [key, value] : headers)
        if (equal_ignoring_case(key, name)) return value;
    return {};
}

namespace {

template <class Request>
void set_head(Request& request, std::string_view method, std::string_view target,
              const ClientHeaders& headers) {
    request.version(11);
    request.method_string({method.data(), method.size()});
    request.target({target.data(), target.size()});
    request.set(beast::http::field::host, "localhost");
    for (const auto& [name, value] : headers)
        request.set(name, value);
}

// A kept connection that the server closed meanwhile fails before anything was answered: once more on a new
// one, for requests that change nothing.
bool may_repeat(std::string_view method) {
    return method == "GET" || method == "HEAD";
}

}  // namespace

Client::Client(std::unique_ptr<State> state) : state_(std::move(state)) {}
Client::Client(Client&&) noexcept = default;
Client& Client::operator=(Client&&) noexcept = default;
Client::~Client() = default;

Client Client::local(std::filesystem::path folder) {
    auto state = std::make_unique<State>();
    state->folder = std::move(folder);
    return Client(std::move(state));
}

Client Client::network(std::string host_and_port) {
    auto state = std::make_unique<State>();
    state->network = std::move(host_and_port);
    return Client(std::move(state));
}

Result<ClientResponse> Client::send(std::string_view method, std::string_view target, std::string_view body,
                                    const ClientHeaders& headers) {
    beast::http::request<beast::http::string_body> request;
    set_head(request, method, target, headers);
    request.body() = body;
    if (!body.empty() || method == "POST" || method == "PUT" || method == "PATCH") request.prepare_payload();
    bool fresh = false;
    auto reply = state_->exchange(request, fresh, timeout);
    if (!reply && !fresh && may_repeat(method)) return state_->exchange(request, fresh, timeout);
    return reply;
}

Result<ClientResponse> Client::send_file(std::string_view method, std::string_view target,
                                         const std::filesystem::path& file, const ClientHeaders& headers) {
    beast::http::request<beast::http::file_body> request;
    error_code ec;
    request.body().open(file.c_str(), beast::file_mode::scan, ec);
    if (ec)
        return fail(Fault::io, "file-unreadable",
                    {"無法讀取檔案：" + ec.message(), "The file cannot be read: " + ec.message()}, {},
                    file.string());
    set_head(request, method, target, headers);
    request.prepare_payload();
    state_->socket.reset();  // an upload is never repeated: a new connection cannot have timed out
    bool fresh = false;
    return state_->exchange(request, fresh, timeout);
}

}  // namespace gangmu::http
