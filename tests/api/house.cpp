#include "house.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <thread>

namespace gangmu::api::testing_api {
namespace {

services::Options options(const std::string& folder) {
    services::Options out;
    out.folder = folder;
    out.in_child = false;
    out.admin_password = House::password;
    return out;
}

}  // namespace

std::string plan_text() {
    return "# 海安縣智慧港務計畫（110至113年）\n\n## 壹、前言\n\n本計畫由海安縣政府研擬。\n\n## "
           "貳、推動策略\n\n"
           "### 策略一、港區數位化\n\n#### 措施1-1 建置船席排程系統\n\n#### 措施1-2 碼頭感測網路\n\n"
           "### 策略二、綠色運輸\n\n#### 措施2-1 岸電設施\n\n## 參、分工與期程\n\n"
           "| 措施 | 主辦機關 | 協辦機關 | 起訖時程 |\n|---|---|---|---|\n"
           "| 1-1 建置船席排程系統 | 港務局 | 資訊處 | 110/1-111/12 |\n"
           "| 1-2 碼頭感測網路 | 港務局 | 資訊處 | 111/1-113/12 |\n"
           "| 2-1 岸電設施 | 環境保護局 | 港務局 | 112/1-113/12 |\n\n## 肆、績效指標\n\n"
           "| 指標 | 全期目標 | 110年 | 111年 | 112年 | 113年 |\n|---|---|---|---|---|---|\n"
           "| 1.1.1 船席排程上線碼頭數 | 累計12座 | 2座 | 3座 | 3座 | 4座 |\n";
}

std::string draft_text() {
    return "# 海安縣漁村再生計畫（112至115年）\n\n## 壹、推動策略\n\n### 策略一、" +
           std::string(House::secret) +
           "\n\n#### 措施1-1 整修漁市場\n\n## 貳、分工與期程\n\n"
           "| 措施 | 主辦機關 | 協辦機關 | 起訖時程 |\n|---|---|---|---|\n"
           "| 1-1 整修漁市場 | 漁業處 | 建設處 | 112/1-113/12 |\n";
}

House::House() {
    folder_ = (std::filesystem::temp_directory_path() / "gangmu-api-XXXXXX").string();
    if (::mkdtemp(folder_.data()) == nullptr) throw std::runtime_error("mkdtemp");
    auto registry = services::Registry::open(options(folder_));
    if (!registry) throw std::runtime_error(registry.error().what.en);
    registry_ = std::move(*registry);
    const auto local = auth::local_actor("tests");
    for (const state::Role role : state::all_roles) {
        services::NewAccount account;
        account.name = "the-" + std::string(state::to_string(role));
        account.display = "測試 " + account.name;
        account.password = password;
        account.roles = {{role, ""}};
        const auto made = registry_->create_account(local, account);
        if (!made) throw std::runtime_error(made.error().what.en);
    }
    services::IngestRequest request;
    request.files.push_back({"港務.md", plan_text()});
    request.publish = true;
    const auto first = registry_->ingest(local, request);
    if (!first) throw std::runtime_error(first.error().what.en);
    published = first->plan;
    document = first->documents.front();
    services::IngestRequest second;
    second.files.push_back({"漁村.md", draft_text()});
    const auto drafted = registry_->ingest(local, second);
    if (!drafted) throw std::runtime_error(drafted.error().what.en);
    draft = drafted->plan;
    draft_document = drafted->documents.front();

    app_ = std::make_unique<App>(*registry_, 5u << 20);
    http::Options http;
    http.listen = "127.0.0.1:0";
    http.socket_folder = folder_;
    http.threads = 2;
    http.workers = 4;
    auto server = http::Server::start(http, *app_);
    if (!server) throw std::runtime_error(server.error().what.en);
    server_ = std::move(*server);
    address_ = server_->url().substr(7);
    for (const char* role : all_roles)
        sign_in(role);
}

House::~House() {
    server_.reset();
    app_.reset();
    registry_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

House& House::shared() {
    static House house;
    return house;
}

void House::sign_in(const std::string& role) {
    sessions_[role] = {};
    if (role == "nobody") return;
    const auto reply = send("nobody", "POST", "/api/session",
                            R"({"name":"the-)" + role + R"(","password":")" + password + R"("})");
    if (reply.status != 200) throw std::runtime_error("sign-in of " + role + ": " + reply.body);
    std::string cookie(reply.header("Set-Cookie"));
    cookie.erase(cookie.find(';'));
    sessions_[role] = {cookie, std::string(parsed(reply).at("csrf").as_string())};
}

http::ClientResponse House::send(const std::string& role, std::string_view method, std::string_view target,
                                 std::string_view body, http::ClientHeaders headers) {
    const SignedIn& session = sessions_.at(role);
    if (!session.cookie.empty()) {
        headers.emplace_back("Cookie", session.cookie);
        headers.emplace_back("X-CSRF-Token", session.csrf);
    }
    auto client = http::Client::network(address_);
    auto reply = client.send(method, target, body, headers);
    if (!reply) throw std::runtime_error(std::string(target) + ": " + reply.error().what.en);
    return std::move(*reply);
}

http::ClientResponse House::send_locally(std::string_view method, std::string_view target,
                                         std::string_view body) {
    auto client = http::Client::local(folder_);
    auto reply = client.send(method, target, body);
    if (!reply) throw std::runtime_error(reply.error().what.en);
    return std::move(*reply);
}

json::value House::parsed(const http::ClientResponse& reply) {
    auto value = parse_json(reply.body);
    return value ? std::move(*value) : json::value();
}

json::value House::finished(const std::string& role, const http::ClientResponse& reply) {
    const std::string job(parsed(reply).at("job").as_string());
    for (int i = 0; i < 6000; ++i) {
        json::value status = parsed(send(role, "GET", "/api/jobs/" + job));
        const auto& state = status.at("state").as_string();
        if (state != "waiting" && state != "running") return status;
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return {};
}

}  // namespace gangmu::api::testing_api
