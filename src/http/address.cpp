#include "http/address.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <cstring>

namespace gangmu::http {
namespace {

constexpr Address mapped_prefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0, 0, 0};

bool is_mapped(const Address& address) {
    return std::equal(address.begin(), address.begin() + 12, mapped_prefix.begin());
}

Error bad_listen(std::string_view text) {
    return fail(Fault::invalid, "listen-address",
                {"監聽位址無法辨識", "The address to listen on is not understood"},
                {"請用 主機:埠號，例如 127.0.0.1:8080", "Use HOST:PORT, for example 127.0.0.1:8080"},
                std::string(text));
}

std::string_view trim(std::string_view text) {
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    return text;
}

// "192.0.2.7:4711" and "[2001:db8::1]:4711" without the port.
std::string_view without_port(std::string_view text) {
    if (!text.empty() && text.front() == '[') return text.substr(1, text.find(']') - 1);
    if (std::count(text.begin(), text.end(), ':') == 1) return text.substr(0, text.find(':'));
    return text;
}

}  // namespace

Result<HostPort> parse_listen(std::string_view text) {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos) return bad_listen(text);
    std::string_view host = text.substr(0, colon);
    const std::string_view digits = text.substr(colon + 1);
    unsigned port = 0;
    const auto [end, ec] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (ec != std::errc() || end != digits.data() + digits.size() || port > 65535) return bad_listen(text);
    if (!host.empty() && host.front() == '[') {
        if (host.back() != ']') return bad_listen(text);
        host = host.substr(1, host.size() - 2);
    } else if (host.find(':') != std::string_view::npos) {
        return bad_listen(text);
    }
    return HostPort{host.empty() ? "127.0.0.1" : std::string(host), static_cast<std::uint16_t>(port)};
}

std::optional<Address> parse_address(std::string_view text) {
    if (text.size() >= INET6_ADDRSTRLEN) return std::nullopt;
    char zero_ended[INET6_ADDRSTRLEN] = {};
    std::memcpy(zero_ended, text.data(), text.size());
    Address out = mapped_prefix;
    if (inet_pton(AF_INET, zero_ended, out.data() + 12) == 1) return out;
    if (inet_pton(AF_INET6, zero_ended, out.data()) == 1) return out;
    return std::nullopt;
}

std::string print_address(const Address& address) {
    char text[INET6_ADDRSTRLEN] = {};
    if (is_mapped(address))
        inet_ntop(AF_INET, address.data() + 12, text, sizeof text);
    else
        inet_ntop(AF_INET6, address.data(), text, sizeof text);
    return text;
}

bool is_loopback(const Address& address) {
    if (is_mapped(address)) return address[12] == 127;
    return std::all_of(address.begin(), address.end() - 1, [](std::uint8_t b) { return b == 0; }) &&
           address[15] == 1;
}

Result<AddressSet> AddressSet::parse(const std::vector<std::string>& texts) {
    AddressSet out;
    for (const std::string& text : texts) {
        const std::size_t slash = text.find('/');
        const auto address = parse_address(std::string_view(text).substr(0, slash));
        unsigned bits = 128;
        bool good = address.has_value();
        if (good && slash != std::string::npos) {
            const char* first = text.data() + slash + 1;
            const char* last = text.data() + text.size();
            const auto [end, ec] = std::from_chars(first, last, bits);
            good = ec == std::errc() && end == last && bits <= (is_mapped(*address) ? 32u : 128u);
            if (is_mapped(*address)) bits += 96;
        }
        if (!good)
            return fail(Fault::invalid, "proxy-address",
                        {"受信任的代理伺服器位址無法辨識", "The trusted proxy's address is not understood"},
                        {"請給 IP 位址或 CIDR 範圍，例如 10.0.0.5 或 10.0.0.0/24",
                         "Give an IP address or a CIDR range, for example 10.0.0.5 or 10.0.0.0/24"},
                        text);
        out.ranges_.push_back({*address, bits});
    }
    return out;
}

bool AddressSet::contains(const Address& address) const {
    return std::any_of(ranges_.begin(), ranges_.end(), [&](const Range& range) {
        const unsigned whole = range.bits / 8;
        if (!std::equal(address.begin(), address.begin() + whole, range.address.begin())) return false;
        const unsigned rest = range.bits % 8;
        if (rest == 0) return true;
        const unsigned mask = 0xFFu << (8 - rest) & 0xFFu;
        return (address[whole] & mask) == (range.address[whole] & mask);
    });
}

void apply_forwarded(Peer& peer, std::string_view forwarded_for, std::string_view forwarded_proto,
                     const AddressSet& trusted) {
    peer.proxied = true;
    peer.secure = equal_ignoring_case(trim(forwarded_proto.substr(forwarded_proto.rfind(',') + 1)), "https");
    while (!forwarded_for.empty()) {
        const std::size_t comma = forwarded_for.rfind(',');
        const std::string_view last = without_port(
            trim(comma == std::string_view::npos ? forwarded_for : forwarded_for.substr(comma + 1)));
        forwarded_for = comma == std::string_view::npos ? std::string_view() : forwarded_for.substr(0, comma);
        const auto address = parse_address(last);
        if (!address) return;  // not an address: what stands left of it cannot be believed either
        peer.address = std::string(last);
        if (!trusted.contains(*address)) return;
    }
}

}  // namespace gangmu::http
