// A whole store with its server, for scenarios: accounts of every role, a published plan, and a draft.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "api/app.hpp"
#include "base/json.hpp"
#include "http/client.hpp"

namespace gangmu::api::testing_api {

struct SignedIn {
    std::string cookie;
    std::string csrf;
};

class House {
  public:
    House();
    ~House();

    // One for all tests of the program that only read.
    static House& shared();

    http::ClientResponse send(const std::string& role, std::string_view method, std::string_view target,
                              std::string_view body = {}, http::ClientHeaders headers = {});
    // The same, at the store's local socket.
    http::ClientResponse send_locally(std::string_view method, std::string_view target,
                                      std::string_view body = {});

    static json::value parsed(const http::ClientResponse& reply);
    // Waits for the job that `reply` started; its last status.
    json::value finished(const std::string& role, const http::ClientResponse& reply);

    const std::string& folder() const { return folder_; }
    const std::string& address() const { return address_; }
    services::Registry& registry() { return *registry_; }
    SignedIn& session(const std::string& role) { return sessions_.at(role); }

    std::string published;  // plan ids
    std::string draft;
    std::string document;        // SHA-256 of the published plan's
    std::string draft_document;  // of the draft's
    static constexpr const char* password = "scenario-Passw0rd";
    static constexpr const char* secret = "機密草案用語";  // stands in the draft only

  private:
    void sign_in(const std::string& role);

    std::string folder_;
    std::unique_ptr<services::Registry> registry_;
    std::unique_ptr<App> app_;
    std::unique_ptr<http::Server> server_;
    std::string address_;
    std::map<std::string, SignedIn> sessions_;
};

inline constexpr const char* all_roles[] = {"nobody", "reader", "reporter", "reviewer", "officer", "admin"};

// Documents in the genre, written for the tests.
std::string plan_text();
std::string draft_text();

}  // namespace gangmu::api::testing_api
