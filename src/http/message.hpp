// A request and a reply, as this program sees them. No HTTP library shows here.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gangmu::http {

// Immutable bytes that many replies can share: kept once, written many times, copied never.
using Bytes = std::shared_ptr<const std::string>;

enum class Method : std::uint8_t { get, head, post, put, patch, del, options };

std::string_view to_string(Method method);

// Who is at the other end.
struct Peer {
    std::string address;     // "192.0.2.7": the client's, as the trusted proxy tells it where there is one
    std::string local_user;  // the Unix user at the store's socket ("root"); empty for the network
    bool secure = false;     // the client's own leg was TLS (ours, or the trusted proxy's word)
    bool proxied = false;    // came through the trusted proxy

    bool local() const { return !local_user.empty(); }
};

using HeaderView = std::pair<std::string_view, std::string_view>;

// Views into the connection's buffers: valid until the reply has been given.
struct Request {
    Method method = Method::get;
    std::string_view target;  // as sent: path and query, percent-encoded
    std::string_view path;    // as sent, without the query
    std::string_view query;   // without the '?'
    std::vector<HeaderView> headers;
    std::optional<std::uint64_t> content_length;  // as declared
    const Peer* peer = nullptr;
    std::string_view body;         // the whole body, unless it went to a file
    std::filesystem::path upload;  // the file that holds the body; the server removes it after the reply

    // The first header of this name (ASCII case does not matter), or empty.
    std::string_view header(std::string_view name) const;
};

// A reply. Content-Length, Date and Connection are the server's business.
struct Response {
    unsigned status = 200;
    std::string headers;  // "Name: value\r\n" lines; use add()
    Bytes body;           // may be null: no body
    Bytes kept_headers;   // more such lines, before `headers`, shared between replies; may be null

    // Bytes that would break the header (CR, LF, NUL) are left out of the value.
    Response& add(std::string_view name, std::string_view value);
    Response& text(std::string_view content_type, std::string content);
};

// The media type is allowed by the Accept-Encoding header with q > 0: accepts("gzip;q=0, br", "br").
bool accepts(std::string_view list, std::string_view coding);

// An If-None-Match list names this tag (weak comparison).
bool matches_etag(std::string_view if_none_match, std::string_view etag);

// "Not Found"
std::string_view reason(unsigned status);

// Percent-decoding; nothing when a % is not followed by two hex digits, or the result holds a control
// character.
std::optional<std::string> decode_percent(std::string_view text, bool plus_is_space = false);

// Everything but unreserved characters (and `keep`) as %XX.
std::string encode_percent(std::string_view text, std::string_view keep = {});

// "a=1&b=x%20y" in order; nothing when it cannot be decoded.
std::optional<std::vector<std::pair<std::string, std::string>>> parse_query(std::string_view query);

// A cookie's value out of the Cookie header, or empty.
std::string_view cookie(std::string_view header, std::string_view name);

bool equal_ignoring_case(std::string_view a, std::string_view b);  // ASCII

}  // namespace gangmu::http
