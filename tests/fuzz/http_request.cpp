// Any bytes as a request: the parser and the limits of the server, then the real handler (router, rights,
// validation, endpoints, kept replies) over a store with one plan. No sockets. The first byte says who sends
// it: a stranger, or (reads only) the local administrator. Whatever comes, there is an answer, it is well
// formed, and it is no 500.
#include <unistd.h>

#include <array>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include "api/app.hpp"
#include "base/json.hpp"

namespace {

using namespace gangmu;

void require(bool holds) {
    if (!holds) std::abort();
}

// One store for all inputs: strangers change nothing in it, and the administrator only reads.
struct House {
    House() {
        folder = (std::filesystem::temp_directory_path() / "gangmu-fuzz-XXXXXX").string();
        require(::mkdtemp(folder.data()) != nullptr);
        services::Options options;
        options.folder = folder;
        options.in_child = false;
        options.admin_password = "a password for nobody";
        auto opened = services::Registry::open(options);
        require(opened.has_value());
        registry = std::move(*opened);
        services::IngestRequest plan;
        plan.files.push_back(
            {"a.md", "# 海安縣計畫（112至113年）\n\n## 一、目標\n\n(一) 建置公共網路\n\n主辦機關：資訊室\n"});
        plan.publish = true;
        require(registry->ingest(auth::local_actor("fuzz"), plan).has_value());
        app = std::make_unique<api::App>(*registry, 1u << 20);
    }
    ~House() {
        app.reset();
        registry.reset();
        std::error_code ignored;
        std::filesystem::remove_all(folder, ignored);
    }
    std::string folder;
    std::unique_ptr<services::Registry> registry;
    std::unique_ptr<api::App> app;
};

using Parser = boost::beast::http::request_parser<boost::beast::http::buffer_body>;

std::optional<http::Method> method_of(boost::beast::http::verb sent) {
    using boost::beast::http::verb;
    switch (sent) {
        case verb::get:
            return http::Method::get;
        case verb::head:
            return http::Method::head;
        case verb::post:
            return http::Method::post;
        case verb::put:
            return http::Method::put;
        case verb::patch:
            return http::Method::patch;
        case verb::delete_:
            return http::Method::del;
        case verb::options:
            return http::Method::options;
        default:
            return std::nullopt;
    }
}

std::string body_of(Parser& parser, std::string_view rest) {
    std::string body;
    std::array<char, 4096> room{};
    while (!parser.is_done() && !rest.empty() && body.size() < (1u << 20)) {
        parser.get().body().data = room.data();
        parser.get().body().size = room.size();
        boost::system::error_code error;
        const std::size_t used = parser.put(boost::asio::buffer(rest.data(), rest.size()), error);
        body.append(room.data(), room.size() - parser.get().body().size);
        if (error && error != boost::beast::http::error::need_buffer) break;
        if (used == 0 && !error) break;
        rest.remove_prefix(used);
    }
    return body;
}

void check(const http::Response& reply) {
    require(reply.status >= 200 && reply.status < 600 && reply.status != 500);
    require(reply.headers.find("\r\n\r\n") == std::string::npos);
    const bool json = reply.headers.find("application/json") != std::string::npos ||
                      reply.headers.find("application/problem+json") != std::string::npos;
    const bool packed =
        reply.headers.find("Content-Encoding") != std::string::npos ||
        (reply.kept_headers && reply.kept_headers->find("Content-Encoding") != std::string::npos);
    if (json && !packed && reply.body && !reply.body->empty()) require(parse_json(*reply.body).has_value());
}

void answer(House& house, std::string_view bytes, bool local) {
    Parser parser;
    parser.header_limit(16u << 10);
    parser.body_limit(boost::none);
    boost::system::error_code error;
    std::size_t used = 0;
    while (!parser.is_header_done() && used < bytes.size() && !error)
        used += parser.put(boost::asio::buffer(bytes.data() + used, bytes.size() - used), error);
    if (!parser.is_header_done()) return;
    const auto& head = parser.get();
    const auto method = method_of(head.method());
    const std::string target(head.target());
    if (!method || target.empty() || target.front() != '/') return;

    http::Peer peer{local ? "" : "192.0.2.7", local ? "fuzz" : "", false, false};
    http::Request request;
    request.method = *method;
    request.target = target;
    const std::size_t mark = request.target.find('?');
    request.path = request.target.substr(0, mark);
    if (mark != std::string_view::npos) request.query = request.target.substr(mark + 1);
    std::vector<std::pair<std::string, std::string>> lines;
    for (const auto& line : head)
        lines.emplace_back(std::string(line.name_string()), std::string(line.value()));
    for (const auto& [name, value] : lines)
        request.headers.emplace_back(name, value);
    request.peer = &peer;
    const bool reads = *method == http::Method::get || *method == http::Method::head;
    if (local && !reads) return;
    const http::Admission admission = house.app->admit(request);
    require(!admission.to_file || local || admission.without_body);  // no stranger's bytes go to the disk
    if (admission.to_file && !admission.without_body) return;
    const std::string body = admission.without_body ? std::string() : body_of(parser, bytes.substr(used));
    if (body.size() > admission.body_bytes) return check(house.app->refuse(request, 413, "body-too-large"));
    request.body = body;
    if (auto known = house.app->known(request)) check(*known);
    check(house.app->answer(request));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    static House house;
    if (size == 0 || size > 40'000) return 0;
    answer(house, {reinterpret_cast<const char*>(data + 1), size - 1}, data[0] % 2 == 1);
    return 0;
}
