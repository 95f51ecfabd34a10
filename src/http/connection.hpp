// One client's connection: requests are read, answered and written one after the other (so pipelining is
// safe). Private to this room; includes the HTTP library.
//
// Stream is a plain socket or a TLS stream over one. Threads: everything runs on the loop's thread, but
// Handler::answer of a slow request, which runs on a worker; the connection waits for it and touches nothing.
#pragma once

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <charconv>
#include <memory>
#include <optional>
#include <type_traits>

#include "http/core.hpp"
#include "http/upload_file.hpp"

namespace gangmu::http {

namespace beast = boost::beast;
using boost::system::error_code;
using Socket = asio::generic::stream_protocol::socket;
using TlsStream = asio::ssl::stream<Socket>;

template <class Stream>
class Connection final : public Tracked, public std::enable_shared_from_this<Connection<Stream>> {
    static constexpr bool tls = std::is_same_v<Stream, TlsStream>;
    using Parser = beast::http::request_parser<beast::http::buffer_body>;

  public:
    template <class... Arguments>
    Connection(Loop& loop, Peer peer, bool trusted_peer, Arguments&&... stream)
        : Tracked(loop),
          stream_(std::forward<Arguments>(stream)...),
          socket_peer_(std::move(peer)),
          trusted_peer_(trusted_peer) {}

    ~Connection() override { loop_.core.connections.fetch_sub(1, std::memory_order_relaxed); }

    void start() {
        if constexpr (tls) {
            deadline = Clock::now() + limits().head_time;
            stream_.async_handshake(asio::ssl::stream_base::server, [self = self()](error_code ec) {
                if (!ec) self->next_request();
            });
        } else {
            next_request();
        }
    }

    // Tells a client that there is no room for it.
    void turn_away() {
        next_request_setup();
        keep_alive_ = false;
        write(handler().refuse(request_, 503, "too-many-connections"));
    }

    void close() override {
        error_code ignored;
        socket().close(ignored);
    }

    void drain() override {
        keep_alive_ = false;
        if (idle_) close();
    }

  private:
    std::shared_ptr<Connection> self() { return this->shared_from_this(); }
    const Limits& limits() const { return loop_.core.options.limits; }
    Handler& handler() { return loop_.core.handler; }
    Socket& socket() {
        if constexpr (tls)
            return stream_.next_layer();
        else
            return stream_;
    }

    // ---- reading the head

    void next_request_setup() {
        parser_.emplace();
        parser_->header_limit(static_cast<std::uint32_t>(limits().head_bytes));
        parser_->body_limit(boost::none);
        request_ = Request{};
        request_.headers.swap(header_views_);
        request_.headers.clear();
        peer_ = socket_peer_;
        request_.peer = &peer_;
        body_.clear();
        upload_.reset();
        if (received_ != 0 && buffer_.size() == 0) buffer_.shrink_to_fit();
        received_ = 0;
    }

    void next_request() {
        next_request_setup();
        idle_ = buffer_.size() == 0;
        if (idle_ && loop_.core.stopping.load(std::memory_order_relaxed)) return close();
        deadline = Clock::now() + (idle_ ? std::chrono::seconds(limits().idle_time) : limits().head_time);
        read_head();
    }

    void read_head() {
        error_code ec;
        if (buffer_.size() != 0) {
            const std::size_t used = parser_->put(buffer_.data(), ec);
            buffer_.consume(used);
            if (ec && ec != beast::http::error::need_more) return bad_head(ec);
            if (parser_->is_header_done()) return on_head();
        }
        if (buffer_.size() > limits().head_bytes) return bad_head(beast::http::error::header_limit);
        read_some([self = self()] { self->read_head(); });
    }

    template <class Next>
    void read_some(Next next, std::size_t size = 4096) {
        auto space = buffer_.prepare(size);
        stream_.async_read_some(space,
                                [self = self(), next = std::move(next)](error_code ec, std::size_t bytes) {
                                    if (ec) return self->close();
                                    self->buffer_.commit(bytes);
                                    if (self->idle_) {
                                        self->idle_ = false;
                                        self->deadline = Clock::now() + self->limits().head_time;
                                    }
                                    next();
                                });
    }

    void bad_head(error_code ec) {
        keep_alive_ = false;
        const bool large = ec == beast::http::error::header_limit;
        write(handler().refuse(request_, large ? 431 : 400, large ? "head-too-large" : "bad-request"));
    }

    void on_head() {
        const auto& head = parser_->get();
        keep_alive_ = parser_->keep_alive() && !loop_.core.stopping.load(std::memory_order_relaxed);
        if (!view_head(head)) {
            keep_alive_ = false;
            return write(handler().refuse(request_, 400, "bad-request"));
        }
        if (!known_method(head.method())) {
            keep_alive_ = false;
            return write(handler().refuse(request_, 501, "bad-request"));
        }
        if (!see_peer()) {
            keep_alive_ = false;
            return write(handler().refuse(request_, 403, "plain-http"));
        }
        if (parser_->is_done())
            if (auto reply = handler().known(request_)) return write(std::move(*reply));
        admission_ = handler().admit(request_);
        const std::size_t cap = admission_.to_file ? limits().upload_bytes : limits().body_bytes;
        admission_.body_bytes = std::min(admission_.body_bytes, cap);
        if (parser_->is_done()) return answer();
        if (admission_.without_body) {
            keep_alive_ = false;
            admission_.to_file = false;
            return answer();
        }
        if (request_.content_length && *request_.content_length > admission_.body_bytes)
            return body_too_large();
        if (admission_.to_file && !upload_.open(loop_.core.options.upload_folder)) return upload_failed();
        body_begin_ = Clock::now();
        if (beast::iequals(head[beast::http::field::expect], "100-continue") && buffer_.size() == 0)
            return write_continue();
        read_body();
    }

    template <class Head>
    bool view_head(const Head& head) {
        const auto view = [](auto text) { return std::string_view(text.data(), text.size()); };
        request_.target = view(head.target());
        std::size_t hosts = 0;
        for (const auto& line : head) {
            request_.headers.emplace_back(view(line.name_string()), view(line.value()));
            if (line.name() == beast::http::field::host) ++hosts;
        }
        if (const auto length = parser_->content_length()) request_.content_length = *length;
        if (request_.target.empty() || request_.target.front() != '/') return false;
        if (hosts > 1 || (hosts == 0 && head.version() >= 11)) return false;
        const std::size_t mark = request_.target.find('?');
        request_.path = request_.target.substr(0, mark);
        if (mark != std::string_view::npos) request_.query = request_.target.substr(mark + 1);
        return true;
    }

    bool known_method(beast::http::verb sent) {
        using beast::http::verb;
        switch (sent) {
            case verb::get:
                request_.method = Method::get;
                return true;
            case verb::head:
                request_.method = Method::head;
                return true;
            case verb::post:
                request_.method = Method::post;
                return true;
            case verb::put:
                request_.method = Method::put;
                return true;
            case verb::patch:
                request_.method = Method::patch;
                return true;
            case verb::delete_:
                request_.method = Method::del;
                return true;
            case verb::options:
                request_.method = Method::options;
                return true;
            default:
                return false;
        }
    }

    // Who the client is; false when it speaks plain HTTP over a network.
    bool see_peer() {
        if (peer_.local()) return true;
        if (trusted_peer_) {
            const std::string_view chain = request_.header("X-Forwarded-For");
            const std::string_view scheme = request_.header("X-Forwarded-Proto");
            if (chain.empty() && scheme.empty()) return true;  // the proxy itself
            apply_forwarded(peer_, chain, scheme, loop_.core.trusted);
            if (chain.empty()) return true;  // its word on the scheme; who asked, it does not say
        }
        if (peer_.secure) return true;
        const auto address = parse_address(peer_.address);
        return address && is_loopback(*address);
    }

    // ---- reading the body

    void write_continue() {
        static constexpr std::string_view line = "HTTP/1.1 100 Continue\r\n\r\n";
        deadline = Clock::now() + limits().transfer_stall;
        asio::async_write(stream_, asio::buffer(line), [self = self()](error_code ec, std::size_t) {
            if (!ec) self->read_body();
        });
    }

    void read_body() {
        std::array<char, 16384> chunk;
        while (!parser_->is_done()) {
            if (buffer_.size() == 0) return more_body();
            auto& piece = parser_->get().body();
            piece.data = chunk.data();
            piece.size = chunk.size();
            error_code ec;
            const std::size_t used = parser_->put(buffer_.data(), ec);
            buffer_.consume(used);
            const std::size_t got = chunk.size() - piece.size;
            if (ec && ec != beast::http::error::need_buffer && ec != beast::http::error::need_more)
                return bad_head(ec);
            if (received_ + got > admission_.body_bytes) return body_too_large();
            received_ += got;
            if (admission_.to_file) {
                if (!upload_.write({chunk.data(), got})) return upload_failed();
            } else {
                body_.append(chunk.data(), got);
            }
            if (used == 0 && got == 0) {
                if (buffer_.size() > limits().head_bytes) return bad_head(beast::http::error::bad_chunk);
                return more_body();
            }
        }
        answer();
    }

    void more_body() {
        // Each read must come in time, and the whole at a least rate: no client holds a connection by
        // trickling.
        const auto granted =
            limits().transfer_stall + std::chrono::seconds(received_ / limits().transfer_rate);
        deadline = std::min(Clock::now() + limits().transfer_stall, body_begin_ + granted);
        read_some([self = self()] { self->read_body(); }, 65536);
    }

    void body_too_large() {
        keep_alive_ = false;
        write(handler().refuse(request_, 413, "body-too-large"));
    }

    void upload_failed() {
        keep_alive_ = false;
        write(handler().refuse(request_, 503, "upload-failed"));
    }

    // ---- answering

    void answer() {
        request_.body = body_;
        if (admission_.to_file) request_.upload = upload_.finish();
        if (!admission_.slow) return write(safe_answer());
        deadline = Clock::time_point::max();
        asio::post(loop_.core.workers, [self = self()]() mutable {
            auto reply = std::make_shared<Response>(self->safe_answer());
            auto& context = self->loop_.context;
            asio::post(context, [self = std::move(self), reply] { self->write(std::move(*reply)); });
        });
    }

    Response safe_answer() {
        try {
            return handler().answer(request_);
        } catch (const std::exception&) {
            return handler().refuse(request_, 500, "internal");
        }
    }

    // ---- writing the reply

    void write(Response reply) {
        const bool head_only = request_.method == Method::head;
        const bool bodiless = reply.status == 204 || reply.status == 304;
        body_out_ = bodiless || head_only ? nullptr : std::move(reply.body);
        const std::size_t length = head_only && reply.body ? reply.body->size()
                                   : body_out_             ? body_out_->size()
                                                           : 0;
        head_out_.clear();
        if (reply.status == 200)
            head_out_.append("HTTP/1.1 200 OK\r\n");
        else
            head_out_.append("HTTP/1.1 ")
                .append(std::to_string(reply.status))
                .append(" ")
                .append(reason(reply.status))
                .append("\r\n");
        head_out_.append(loop_.date_line());
        if (reply.kept_headers) head_out_.append(*reply.kept_headers);
        head_out_.append(reply.headers);
        if (!bodiless) {
            std::array<char, 20> digits;
            const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), length).ptr;
            head_out_.append("Content-Length: ").append(digits.data(), end).append("\r\n");
        }
        if (!keep_alive_)
            head_out_.append("Connection: close\r\n");
        else if (parser_->get().version() < 11)
            head_out_.append("Connection: keep-alive\r\n");
        head_out_.append("\r\n");
        // One TLS record for a small reply.
        if (tls && body_out_ && body_out_->size() <= 16384) {
            head_out_.append(*body_out_);
            body_out_ = nullptr;
        }
        send();
    }

    void send() {
        std::array<asio::const_buffer, 2> pieces{asio::buffer(head_out_), asio::const_buffer()};
        if (body_out_) pieces[1] = asio::buffer(*body_out_);
        const std::size_t total = pieces[0].size() + pieces[1].size();
        if constexpr (!tls) {
            // Most replies fit the socket's buffer: written at once, without a turn of the event loop.
            error_code ec;
            const std::size_t sent = stream_.write_some(pieces, ec);
            if (!ec && sent == total) return sent_all();
            if (ec && ec != asio::error::would_block) return close();
            pieces[0] += sent;
            if (sent > head_out_.size()) pieces[1] += sent - head_out_.size();
        }
        deadline =
            Clock::now() + limits().transfer_stall + std::chrono::seconds(total / limits().transfer_rate);
        asio::async_write(stream_, pieces, [self = self()](error_code ec, std::size_t) {
            if (ec) return self->close();
            self->sent_all();
        });
    }

    void sent_all() {
        body_out_.reset();
        upload_.reset();
        request_.headers.swap(header_views_);
        if (!keep_alive_) return finish();
        if (buffer_.size() == 0) return next_request();
        asio::post(loop_.context,
                   [self = self()] { self->next_request(); });  // pipelined: others have their turn first
    }

    // Closes so that the client can still read the reply: what it goes on sending is read and dropped for a
    // while.
    void finish() {
        error_code ignored;
        if constexpr (tls) {
            deadline = Clock::now() + std::chrono::seconds(2);
            stream_.async_shutdown([self = self()](error_code) { self->close(); });
        } else {
            stream_.shutdown(Socket::shutdown_send, ignored);
            deadline = Clock::now() + std::chrono::seconds(2);
            drop_rest();
        }
    }

    void drop_rest() {
        stream_.async_read_some(buffer_.prepare(4096), [self = self()](error_code ec, std::size_t) {
            if (ec) return self->close();
            self->drop_rest();
        });
    }

    Stream stream_;
    const Peer socket_peer_;
    const bool trusted_peer_;
    Peer peer_;
    bool idle_ = false;
    bool keep_alive_ = true;
    beast::flat_buffer buffer_;
    std::optional<Parser> parser_;
    Request request_;
    std::vector<HeaderView> header_views_;  // keeps its memory between requests
    Admission admission_;
    std::string body_;
    UploadFile upload_;
    std::size_t received_ = 0;
    Clock::time_point body_begin_;
    std::string head_out_;
    Bytes body_out_;
};

}  // namespace gangmu::http
