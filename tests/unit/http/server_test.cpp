#include "http/server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <ctime>
#include <fstream>
#include <thread>

#include "http/client.hpp"
#include "http/listener.hpp"

namespace gangmu::http {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

// Says what it saw: "METHOD path|query|body".
class Echo final : public Handler {
  public:
    Admission admit(const Request& head) override {
        if (head.path == "/upload") return {10u << 20, true, true};
        return {1000, false, head.path == "/slow"};
    }
    Response answer(const Request& request) override {
        if (request.path == "/throw") throw std::runtime_error("secret");
        if (request.path == "/slow") {
            slow = true;
            std::this_thread::sleep_for(std::chrono::milliseconds(200));
        }
        Response reply;
        std::string body = std::string(to_string(request.method)) + " " + std::string(request.path) + "|" +
                           std::string(request.query) + "|" + std::string(request.body);
        if (!request.upload.empty()) {
            last_upload = request.upload;
            body += std::to_string(std::filesystem::file_size(request.upload));
        }
        if (request.path == "/peer")
            body = request.peer->address + "," + request.peer->local_user + "," +
                   (request.peer->secure ? "secure" : "plain");
        if (request.path == "/big") body.assign(8u << 20, 'x');
        if (request.path == "/none") {
            reply.status = 304;
            return reply;
        }
        return reply.text("text/plain", std::move(body));
    }
    Response refuse(const Request&, unsigned status, std::string_view code) override {
        Response reply;
        reply.status = status;
        return reply.text("text/plain", std::string(code));
    }
    std::filesystem::path last_upload;
    std::atomic<bool> slow = false;  // one is under way, or was
};

struct Fixture : testing::Test {
    void start(Options options = {}) {
        options.listen = "127.0.0.1:0";
        options.threads = 2;
        auto started = Server::start(options, echo);
        ASSERT_TRUE(started) << started.error().what.en;
        server = std::move(*started);
        address = server->url().substr(7);
    }
    Client client() { return Client::network(address); }

    // Sends these bytes and reads until the server closes, or has said this much.
    std::string raw(std::string_view bytes, std::size_t enough = std::string::npos) {
        auto fd = connect_tcp(address);
        if (!fd) return "no connection";
        const timeval limit{60, 0};
        ::setsockopt(fd->get(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        EXPECT_EQ(::send(fd->get(), bytes.data(), bytes.size(), MSG_NOSIGNAL),
                  static_cast<ssize_t>(bytes.size()));
        std::string out;
        char piece[4096];
        ssize_t n = 1;
        while (out.size() < enough && (n = ::recv(fd->get(), piece, sizeof piece, 0)) > 0)
            out.append(piece, static_cast<std::size_t>(n));
        return n < 0 && errno == EAGAIN ? "not closed within a minute: " + out : out;
    }

    Echo echo;
    std::unique_ptr<Server> server;
    std::string address;
};

TEST_F(Fixture, AnswersAndKeepsTheConnection) {
    start();
    auto c = client();
    EXPECT_EQ(c.send("GET", "/a?b=1")->body, "GET /a|b=1|");
    EXPECT_EQ(c.send("POST", "/p", "body")->body, "POST /p||body");
    EXPECT_EQ(server->connections(), 1u);
    const auto head = c.send("HEAD", "/a");
    EXPECT_EQ(head->body, "");
    EXPECT_EQ(head->header("content-length"), "9");
    EXPECT_FALSE(head->header("date").empty());
    const auto none = c.send("GET", "/none");
    EXPECT_EQ(none->status, 304u);
    EXPECT_EQ(none->header("content-length"), "");
    EXPECT_EQ(c.send("GET", "/after")->body, "GET /after||");
}

TEST_F(Fixture, PipelinedRequestsAreAnsweredInOrder) {
    start();
    const std::string all = raw(
        "POST /p HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabcGET /n?1 HTTP/1.1\r\nHost: x\r\n\r\n"
        "GET /slow?2 HTTP/1.1\r\nHost: x\r\n\r\nGET /n?3 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    const auto a = all.find("POST /p||abc"), b = all.find("GET /n|1|"), c = all.find("GET /slow|2|"),
               d = all.find("GET /n|3|");
    ASSERT_NE(d, std::string::npos) << all;
    EXPECT_TRUE(a < b && b < c && c < d);
}

TEST_F(Fixture, ChunkedBodiesAreJoinedAndLimited) {
    start();
    EXPECT_THAT(raw("POST /p HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                    "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nTrailer: t\r\n\r\n"),
                EndsWith("POST /p||abcde"));
    std::string large = "POST /p HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (int i = 0; i < 30; ++i)
        large += "40\r\n" + std::string(64, 'x') + "\r\n";
    EXPECT_THAT(raw(large), StartsWith("HTTP/1.1 413 "));
}

TEST_F(Fixture, BadRequestsAreRefused) {
    start();
    EXPECT_THAT(raw("GET /\r\n\r\n"), StartsWith("HTTP/1.1 400"));
    EXPECT_THAT(raw("\x16\x03\x01\x02\x01\r\n\r\n"), StartsWith("HTTP/1.1 400"));
    EXPECT_THAT(raw("GET / HTTP/1.1\r\n\r\n"), StartsWith("HTTP/1.1 400"));                        // no Host
    EXPECT_THAT(raw("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"), StartsWith("HTTP/1.1 400"));  // two
    EXPECT_THAT(raw("GET http://x/ HTTP/1.1\r\nHost: x\r\n\r\n"), StartsWith("HTTP/1.1 400"));
    EXPECT_THAT(raw("TRACE / HTTP/1.1\r\nHost: x\r\n\r\n"), StartsWith("HTTP/1.1 501"));
    EXPECT_THAT(raw("GET / HTTP/1.1\r\nHost: x\r\nX: " + std::string(20000, 'y')),
                StartsWith("HTTP/1.1 431"));
    EXPECT_THAT(raw("POST /p HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\n\r\n"),
                StartsWith("HTTP/1.1 413"));
    // request smuggling: two ways to say how long the body is
    EXPECT_THAT(raw("POST /p HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: "
                    "chunked\r\n\r\n0\r\n\r\n"),
                StartsWith("HTTP/1.1 400"));
    EXPECT_THAT(raw("POST /p HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd"),
                StartsWith("HTTP/1.1 400"));
}

TEST_F(Fixture, AnExceptionBecomes500WithoutItsText) {
    start();
    const auto reply = client().send("GET", "/throw");
    EXPECT_EQ(reply->status, 500u);
    EXPECT_EQ(reply->body, "internal");
}

TEST_F(Fixture, UploadsGoToAFileThatIsRemoved) {
    start();
    const auto file =
        std::filesystem::temp_directory_path() / ("gangmu-upload-test-" + std::to_string(::getpid()));
    std::ofstream(file) << std::string(3u << 20, 'u');
    auto c = client();
    EXPECT_EQ(c.send_file("POST", "/upload", file)->body, "POST /upload||" + std::to_string(3u << 20));
    EXPECT_EQ(c.send("GET", "/a")->status, 200u);
    EXPECT_FALSE(std::filesystem::exists(echo.last_upload));
    std::ofstream(file) << std::string(11u << 20, 'u');
    EXPECT_EQ(c.send_file("POST", "/upload", file)->status, 413u);
    const auto expect = c.send_file("POST", "/upload", "/nonexistent");
    EXPECT_EQ(expect.error().code, "file-unreadable");
    std::filesystem::remove(file);
}

TEST_F(Fixture, ExpectContinueIsToldToGoOn) {
    start();
    EXPECT_THAT(raw("POST /p HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n",
                    std::string_view("HTTP/1.1 100 Continue\r\n\r\n").size()),
                StartsWith("HTTP/1.1 100 Continue\r\n\r\n"));
    EXPECT_THAT(raw("POST /p HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3000\r\n\r\n"),
                StartsWith("HTTP/1.1 413"));
}

TEST_F(Fixture, LargeRepliesAreWhole) {
    start();
    EXPECT_EQ(client().send("GET", "/big")->body.size(), 8u << 20);
}

TEST_F(Fixture, SlowAndSilentClientsAreClosed) {
    Options options;
    options.limits.head_time = std::chrono::seconds(1);
    options.limits.idle_time = std::chrono::seconds(1);
    options.limits.transfer_stall = std::chrono::seconds(1);
    start(options);
    EXPECT_EQ(raw("GET / HT"), "");
    EXPECT_EQ(raw("POST /p HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc"), "");
    for (int i = 0; i < 1200 && server->connections() != 0; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    EXPECT_EQ(server->connections(), 0u);
}

TEST_F(Fixture, OneConnectionTooManyIsTold) {
    Options options;
    options.limits.connections = 2;
    start(options);
    auto a = client(), b = client();
    EXPECT_EQ(a.send("GET", "/")->status, 200u);
    EXPECT_EQ(b.send("GET", "/")->status, 200u);
    EXPECT_THAT(raw("GET / HTTP/1.1\r\nHost: x\r\n\r\n"), StartsWith("HTTP/1.1 503"));
    EXPECT_EQ(a.send("GET", "/")->status, 200u);
}

TEST_F(Fixture, IdleClientsCostNoTime) {
    start();
    std::vector<Descriptor> idle;
    for (int i = 0; i < 400; ++i)
        idle.push_back(std::move(*connect_tcp(address)));
    auto c = client();
    ASSERT_EQ(c.send("GET", "/")->status, 200u);
    const std::clock_t begin = std::clock();  // the process's own: what else the machine does is no matter
    for (int i = 0; i < 100; ++i)
        ASSERT_EQ(c.send("GET", "/")->status, 200u);
    EXPECT_LT(std::clock() - begin, CLOCKS_PER_SEC);  // 10 ms each, under sanitizers too
    EXPECT_EQ(server->connections(), 401u);
}

TEST_F(Fixture, StopLetsRequestsUnderWayEnd) {
    start();
    std::string body;
    auto idle = client();
    ASSERT_EQ(idle.send("GET", "/")->status, 200u);
    std::thread slow([&] {
        auto c = client();
        if (auto reply = c.send("GET", "/slow")) body = reply->body;
    });
    while (!echo.slow)
        std::this_thread::yield();
    server->stop();
    slow.join();
    EXPECT_EQ(body, "GET /slow||");
    EXPECT_EQ(server->connections(), 0u);
    EXPECT_EQ(client().send("GET", "/").error().code, "server-not-running");
}

TEST_F(Fixture, APortInUseIsSaid) {
    start();
    Options options;
    options.listen = address;
    const auto second = Server::start(options, echo);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, "listen-in-use");
}

TEST_F(Fixture, PlainHttpToTheNetworkIsRefused) {
    Options options;
    options.listen = "0.0.0.0:0";
    EXPECT_EQ(Server::start(options, echo).error().code, "listen-plain");
    options.certificate = "/nonexistent.pem";
    options.key = "/nonexistent.pem";
    EXPECT_EQ(Server::start(options, echo).error().code, "tls-certificate");
    options = {};
    options.trusted_proxies = {"nobody"};
    EXPECT_EQ(Server::start(options, echo).error().code, "proxy-address");
}

TEST_F(Fixture, OnlyTheTrustedProxyIsBelieved) {
    start();
    const ClientHeaders forwarded{{"X-Forwarded-For", "192.0.2.9"}, {"X-Forwarded-Proto", "https"}};
    EXPECT_EQ(client().send("GET", "/peer", {}, forwarded)->body, "127.0.0.1,,plain");
    server.reset();
    Options options;
    options.trusted_proxies = {"127.0.0.1"};
    start(options);
    EXPECT_EQ(client().send("GET", "/peer", {}, forwarded)->body, "192.0.2.9,,secure");
    EXPECT_EQ(client().send("GET", "/peer", {}, {{"X-Forwarded-For", "192.0.2.9"}})->status,
              403u);                                                     // its leg was plain
    EXPECT_EQ(client().send("GET", "/peer")->body, "127.0.0.1,,plain");  // the proxy itself
}

TEST_F(Fixture, TheLocalSocketKnowsItsUser) {
    std::string folder = std::filesystem::temp_directory_path() / "gangmu-http-XXXXXX";
    ASSERT_NE(::mkdtemp(folder.data()), nullptr);
    const std::string deep = folder + "/" + std::string(120, 'd');  // longer than a socket's address can hold
    std::filesystem::create_directory(deep);
    Options options;
    options.socket_folder = deep;
    start(options);
    const auto reply = Client::local(deep).send("GET", "/peer");
    ASSERT_TRUE(reply) << reply.error().what.en;
    EXPECT_THAT(reply->body, StartsWith(","));
    EXPECT_THAT(reply->body, testing::Not(StartsWith(",,")));
    struct stat info {};
    ASSERT_EQ(::stat((deep + "/gangmu.sock").c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777, 0600u);
    server.reset();
    EXPECT_EQ(Client::local(deep).send("GET", "/peer").error().code, "server-not-running");
    start(options);  // the left-over file is no obstacle
    EXPECT_EQ(Client::local(deep).send("GET", "/peer")->status, 200u);
    server.reset();
    std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace gangmu::http
