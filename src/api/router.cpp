#include "api/router.hpp"

#include <algorithm>
#include <cassert>

namespace gangmu::api {
namespace {

// Takes the first segment off "/a/b": "a", and leaves "/b".
std::string_view next_segment(std::string_view& path) {
    path.remove_prefix(1);
    const std::string_view segment = path.substr(0, path.find('/'));
    path.remove_prefix(segment.size());
    return segment;
}

}  // namespace

std::vector<std::string_view> parameter_names(std::string_view path) {
    std::vector<std::string_view> out;
    while (!path.empty()) {
        std::string_view segment = next_segment(path);
        if (segment.empty() || segment.front() != '{') continue;
        segment = segment.substr(1, segment.size() - 2);
        if (segment.back() == '*') segment.remove_suffix(1);
        out.push_back(segment);
    }
    return out;
}

Router::Router(const std::vector<Endpoint>& endpoints) {
    for (const Endpoint& endpoint : endpoints) {
        Node* node = &root_;
        std::string_view path = endpoint.path;
        while (!path.empty()) {
            const std::string_view segment = next_segment(path);
            auto& next = segment.empty() || segment.front() != '{' ? node->fixed[std::string(segment)]
                         : segment[segment.size() - 2] == '*'      ? node->rest
                                                                   : node->parameter;
            if (!next) next = std::make_unique<Node>();
            node = next.get();
        }
        assert(std::none_of(node->endpoints.begin(), node->endpoints.end(),
                            [&](const Endpoint* other) { return other->method == endpoint.method; }));
        node->endpoints.push_back(&endpoint);
    }
}

const Router::Node* Router::walk(const Node& node, std::string_view rest,
                                 std::vector<std::string_view>& values) const {
    if (rest.empty()) return node.endpoints.empty() ? nullptr : &node;
    std::string_view after = rest;
    const std::string_view segment = next_segment(after);
    if (const auto found = node.fixed.find(segment); found != node.fixed.end())
        if (const Node* end = walk(*found->second, after, values)) return end;
    if (node.parameter && !segment.empty()) {
        values.push_back(segment);
        if (const Node* end = walk(*node.parameter, after, values)) return end;
        values.pop_back();
    }
    if (node.rest && rest.size() > 1) {
        values.push_back(rest.substr(1));
        return node.rest.get();
    }
    return nullptr;
}

Match Router::find(http::Method method, std::string_view path) const {
    Match out;
    if (path.size() > 1 && path.back() == '/') path.remove_suffix(1);
    std::vector<std::string_view> raw;
    const Node* node = path.empty() || path.front() != '/' ? nullptr : walk(root_, path, raw);
    if (node == nullptr) return out;
    const http::Method wanted = method == http::Method::head ? http::Method::get : method;
    for (const Endpoint* endpoint : node->endpoints) {
        if (endpoint->method == wanted) out.endpoint = endpoint;
        out.allowed.push_back(endpoint->method);
    }
    if (out.endpoint == nullptr) return out;
    out.allowed.clear();
    for (const std::string_view value : raw) {
        auto decoded = http::decode_percent(value);
        if (!decoded) {
            out.bad_encoding = true;
            return out;
        }
        out.values.push_back(std::move(*decoded));
    }
    return out;
}

}  // namespace gangmu::api
