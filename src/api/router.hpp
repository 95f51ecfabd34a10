// From a path to the endpoint that answers it.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "api/endpoint.hpp"

namespace gangmu::api {

struct Match {
    const Endpoint* endpoint = nullptr;  // null: no such path, or not with this method
    std::vector<std::string> values;     // of the path's parameters, decoded, in order
    std::vector<http::Method> allowed;   // filled when the path is known and the method is not
    bool bad_encoding = false;           // the path holds a broken %XX
};

// Threads: any, once made. The endpoints must outlive it.
class Router {
  public:
    // Asserts that no two endpoints share a method and path.
    explicit Router(const std::vector<Endpoint>& endpoints);

    // `path` as sent. HEAD is answered by GET's endpoint.
    Match find(http::Method method, std::string_view path) const;

  private:
    struct Node {
        std::map<std::string, std::unique_ptr<Node>, std::less<>> fixed;
        std::unique_ptr<Node> parameter;
        std::unique_ptr<Node> rest;
        std::vector<const Endpoint*> endpoints;
    };
    const Node* walk(const Node& node, std::string_view rest, std::vector<std::string_view>& values) const;
    Node root_;
};

// The names of a path template's parameters: "plan", "node".
std::vector<std::string_view> parameter_names(std::string_view path);

}  // namespace gangmu::api
