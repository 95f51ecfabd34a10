// Addresses: what --listen and --trusted-proxy mean, and what a proxy's headers say.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "http/message.hpp"

namespace gangmu::http {

struct HostPort {
    std::string host;
    std::uint16_t port = 0;
};

// "127.0.0.1:8080", "[::1]:8080", "localhost:8080", ":8080" (loopback). Errors: listen-address.
Result<HostPort> parse_listen(std::string_view text);

// An IP address as 16 bytes; IPv4 is mapped into IPv6, so both compare alike.
using Address = std::array<std::uint8_t, 16>;
std::optional<Address> parse_address(std::string_view text);
std::string print_address(const Address& address);  // IPv4 as such
bool is_loopback(const Address& address);

// A set of addresses: single ones and CIDR ranges.
class AddressSet {
  public:
    // Errors: proxy-address.
    static Result<AddressSet> parse(const std::vector<std::string>& texts);
    bool contains(const Address& address) const;
    bool empty() const { return ranges_.empty(); }

  private:
    struct Range {
        Address address;
        unsigned bits;
    };
    std::vector<Range> ranges_;
};

// The client behind trusted proxies: X-Forwarded-For is read from the right, past every trusted address; the
// first other one is the client. Called only when the peer itself is trusted.
void apply_forwarded(Peer& peer, std::string_view forwarded_for, std::string_view forwarded_proto,
                     const AddressSet& trusted);

}  // namespace gangmu::http
