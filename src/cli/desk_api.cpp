#include "cli/desk_api.hpp"

#include "api/app.hpp"
#include "base/file.hpp"
#include "cli/remote.hpp"
#include "cli/store.hpp"
#include "cli/terminal.hpp"
#include "http/client.hpp"

namespace gangmu::cli {

struct DeskApi::Here {
    explicit Here(std::unique_ptr<services::Registry> opened) : registry(std::move(opened)), app(*registry) {}
    std::unique_ptr<services::Registry> registry;
    api::App app;
};

DeskApi::DeskApi() = default;
DeskApi::~DeskApi() = default;
DeskApi::DeskApi(DeskApi&&) noexcept = default;

Result<DeskApi> DeskApi::open(const Context& context) {
    DeskApi out;
    out.store_ = context.store;
    auto registry = open_to_write(context);
    if (registry)
        out.here_ = std::make_unique<Here>(std::move(*registry));
    else if (!held_by_server(registry.error()))
        return registry.error();
    return Result<DeskApi>(std::move(out));
}

namespace {

http::Method method_of(std::string_view name) {
    for (const auto method : {http::Method::post, http::Method::put, http::Method::patch, http::Method::del})
        if (http::to_string(method) == name) return method;
    return http::Method::get;
}

struct Answer {
    unsigned status = 0;
    std::string body;
};

Answer answer_here(api::App& app, std::string_view method, const std::string& target, std::string_view body,
                   const std::string& file) {
    http::Peer peer;
    peer.local_user = me().name.substr(std::string_view("local:").size());
    http::Request request;
    request.method = method_of(method);
    request.target = target;
    request.path = request.target.substr(0, request.target.find('?'));
    if (request.path.size() < request.target.size())
        request.query = request.target.substr(request.path.size() + 1);
    request.headers.emplace_back("Accept-Language", english() ? "en" : "zh-TW");
    request.peer = &peer;
    request.body = body;
    request.upload = file;
    const http::Response reply = app.answer(request);
    return {reply.status, reply.body ? *reply.body : std::string()};
}

Result<Answer> answer_there(const std::string& store, std::string_view method, const std::string& target,
                            std::string_view body, const std::string& file) {
    auto client = http::Client::local(store);
    http::ClientHeaders headers{{"Accept-Language", english() ? "en" : "zh-TW"}};
    if (!body.empty()) headers.emplace_back("Content-Type", "application/json");
    auto reply = file.empty() ? client.send(method, target, body, headers)
                              : client.send_file(method, target, file, headers);
    if (!reply) return reply.error();
    return Answer{reply->status, std::move(reply->body)};
}

}  // namespace

Result<std::string> DeskApi::send(std::string_view method, const std::string& target, std::string_view body,
                                  const std::string& file) {
    Answer answer;
    if (here_) {
        answer = answer_here(here_->app, method, target, body, file);
    } else {
        TRY(answer, answer_there(store_, method, target, body, file));
    }
    if (answer.status < 400) return std::move(answer.body);
    return problem_of(answer.status, answer.body);
}

Result<json::value> DeskApi::ask(std::string_view method, const std::string& target, std::string_view body) {
    TRY(const std::string text, send(method, target, body, {}));
    return parse_json(text);
}

Result<std::string> DeskApi::bytes(std::string_view method, const std::string& target) {
    return send(method, target, {}, {});
}

Result<std::string> DeskApi::send_file(std::string_view method, const std::string& target,
                                       const std::string& file) {
    TRY(const std::string looked,
        read_file(file, std::size_t{200} << 20));  // says what is wrong with it, here
    return send(method, target, {}, file);
}

}  // namespace gangmu::cli
