// What an endpoint's handler gives back.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "base/json.hpp"
#include "http/message.hpp"

namespace gangmu::api {

struct Reply {
    unsigned status = 200;
    http::Bytes body;
    std::string_view media_type = "application/json";
    http::Response extra;  // further headers: extra.add(name, value)

    static Reply json(JsonWriter out, unsigned status = 200) {
        Reply reply;
        reply.status = status;
        reply.body = std::make_shared<const std::string>(out.take());
        return reply;
    }
};

}  // namespace gangmu::api
