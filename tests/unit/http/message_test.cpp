#include "http/message.hpp"

#include <gtest/gtest.h>

#include "http/address.hpp"

namespace gangmu::http {
namespace {

TEST(Message, AcceptsReadsQualityValues) {
    EXPECT_TRUE(accepts("gzip, deflate, br", "br"));
    EXPECT_TRUE(accepts("GZIP;q=0.5", "gzip"));
    EXPECT_FALSE(accepts("gzip;q=0, br", "gzip"));
    EXPECT_FALSE(accepts("gzip;q=0.00", "gzip"));
    EXPECT_FALSE(accepts("", "gzip"));
    EXPECT_FALSE(accepts("xgzip", "gzip"));
}

TEST(Message, EtagsCompareWeakly) {
    EXPECT_TRUE(matches_etag("\"a\", W/\"b\"", "\"b\""));
    EXPECT_TRUE(matches_etag("*", "\"b\""));
    EXPECT_FALSE(matches_etag("\"a\"", "\"b\""));
    EXPECT_FALSE(matches_etag("", "\"b\""));
}

TEST(Message, PercentDecodingRefusesWhatIsBroken) {
    EXPECT_EQ(decode_percent("%E7%B6%B1%2f1-1"), "綱/1-1");
    EXPECT_EQ(decode_percent("a+b"), "a+b");
    EXPECT_EQ(decode_percent("a+b", true), "a b");
    EXPECT_FALSE(decode_percent("%"));
    EXPECT_FALSE(decode_percent("%4"));
    EXPECT_FALSE(decode_percent("%zz"));
    EXPECT_FALSE(decode_percent("a%00b"));
    EXPECT_FALSE(decode_percent("a%0D%0Ab"));
    EXPECT_EQ(encode_percent("綱/1", "/"), "%E7%B6%B1/1");
}

TEST(Message, QueryKeepsOrderAndRepeats) {
    const auto query = parse_query("q=a%20b&&x&q=%26");
    ASSERT_TRUE(query);
    ASSERT_EQ(query->size(), 3u);
    EXPECT_EQ((*query)[0].second, "a b");
    EXPECT_EQ((*query)[1].first, "x");
    EXPECT_EQ((*query)[2].second, "&");
    EXPECT_FALSE(parse_query("q=%"));
}

TEST(Message, CookieIsFoundByItsWholeName) {
    EXPECT_EQ(cookie("xsid=1; sid=2", "sid"), "2");
    EXPECT_EQ(cookie("sidx=1", "sid"), "");
}

TEST(Message, HeaderValuesCannotBreakTheHead) {
    Response reply;
    reply.add("X-Name", "a\r\nSet-Cookie: b");
    EXPECT_EQ(reply.headers, "X-Name: aSet-Cookie: b\r\n");
}

TEST(Address, ListenForms) {
    EXPECT_EQ(parse_listen("127.0.0.1:8080")->port, 8080);
    EXPECT_EQ(parse_listen("[::1]:80")->host, "::1");
    EXPECT_EQ(parse_listen(":0")->host, "127.0.0.1");
    for (const char* bad : {"", "8080", "host:", "host:x", "host:65536", "::1:80", "[::1:80"})
        EXPECT_EQ(parse_listen(bad).error().code, "listen-address") << bad;
}

TEST(Address, SetsHoldSinglesAndRanges) {
    const auto set = AddressSet::parse({"10.1.0.0/15", "192.0.2.7", "2001:db8::/33"});
    ASSERT_TRUE(set);
    EXPECT_TRUE(set->contains(*parse_address("10.0.255.255")));
    EXPECT_TRUE(set->contains(*parse_address("10.1.3.4")));
    EXPECT_FALSE(set->contains(*parse_address("10.2.0.0")));
    EXPECT_TRUE(set->contains(*parse_address("::ffff:192.0.2.7")));
    EXPECT_FALSE(set->contains(*parse_address("192.0.2.8")));
    EXPECT_TRUE(set->contains(*parse_address("2001:db8:7fff::1")));
    EXPECT_FALSE(set->contains(*parse_address("2001:db8:8000::1")));
    for (const char* bad : {"10.0.0.0/33", "10.0.0.0/", "x", "::/129", "10.0.0.0/8x"})
        EXPECT_EQ(AddressSet::parse({bad}).error().code, "proxy-address") << bad;
}

TEST(Address, LoopbackInBothFamilies) {
    EXPECT_TRUE(is_loopback(*parse_address("127.8.0.1")));
    EXPECT_TRUE(is_loopback(*parse_address("::1")));
    EXPECT_TRUE(is_loopback(*parse_address("::ffff:127.0.0.1")));
    EXPECT_FALSE(is_loopback(*parse_address("10.0.0.1")));
    EXPECT_FALSE(is_loopback(*parse_address("::")));
}

TEST(Address, ForwardedIsReadFromTheRightPastTrustedProxies) {
    const auto trusted = *AddressSet::parse({"10.0.0.0/8"});
    Peer peer{"10.0.0.1", "", false, false};
    apply_forwarded(peer, "6.6.6.6, 192.0.2.9, 10.0.0.2", "https", trusted);
    EXPECT_EQ(peer.address, "192.0.2.9");  // 6.6.6.6 is what the client claimed of itself
    EXPECT_TRUE(peer.secure);
    Peer odd{"10.0.0.1", "", false, false};
    apply_forwarded(odd, "192.0.2.9, <script>", "http", trusted);
    EXPECT_EQ(odd.address, "10.0.0.1");
    EXPECT_FALSE(odd.secure);
    Peer port{"10.0.0.1", "", false, false};
    apply_forwarded(port, "[2001:db8::1]:99", "", trusted);
    EXPECT_EQ(port.address, "2001:db8::1");
}

}  // namespace
}  // namespace gangmu::http
