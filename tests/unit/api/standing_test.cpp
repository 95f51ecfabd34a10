#include "api/standing.hpp"

#include <gtest/gtest.h>

namespace gangmu::api {
namespace {

struct Asked {
    explicit Asked(std::string_view target, std::vector<http::HeaderView> headers = {}) {
        peer.address = "127.0.0.1";
        request.target = target;
        request.path = target;
        request.headers = std::move(headers);
        request.peer = &peer;
    }
    http::Peer peer;
    http::Request request;
};

state::SnapshotPtr snapshot(state::Sequence seq) {
    auto made = std::make_shared<state::Snapshot>();
    made->head.seq = seq;
    return made;
}

http::Bytes bytes(std::string text) {
    return std::make_shared<const std::string>(std::move(text));
}

TEST(Standing, StandsForOneSnapshotOnly) {
    Standing standing;
    const Asked asked("/api/plans");
    const auto one = snapshot(1);
    EXPECT_FALSE(standing.find(asked.request, false, one));
    standing.put(asked.request, false, one, "ETag: x\r\n", bytes("body"));
    const auto found = standing.find(asked.request, false, one);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->status, 200u);
    EXPECT_EQ(*found->kept_headers, "ETag: x\r\n");
    EXPECT_EQ(*found->body, "body");
    EXPECT_FALSE(standing.find(asked.request, true, one)) << "gzip is another reply";
    EXPECT_FALSE(standing.find(Asked("/api/plans?x=1").request, false, one));
    EXPECT_FALSE(standing.find(asked.request, false, snapshot(2)));
    // The same head, but another value: bytes were erased in between.
    EXPECT_FALSE(standing.find(asked.request, false, snapshot(1)));
}

TEST(Standing, ANewSnapshotDropsWhatStoodBefore) {
    Standing standing;
    const auto one = snapshot(1), two = snapshot(2);
    const Asked asked("/api/plans");
    standing.put(asked.request, false, one, "old", bytes("old"));
    standing.put(asked.request, false, two, "new", bytes("new"));
    EXPECT_FALSE(standing.find(asked.request, false, one));
    ASSERT_TRUE(standing.find(asked.request, false, two));
    EXPECT_EQ(*standing.find(asked.request, false, two)->body, "new");
}

TEST(Standing, HoldsNoMoreThanItMay) {
    constexpr std::size_t most = 1 << 20;
    Standing standing(most);
    const auto one = snapshot(1);
    for (int i = 0; i < 2000; ++i) {
        const std::string target = "/api/plans/" + std::to_string(i);
        standing.put(Asked(target).request, false, one, "h", bytes(std::string(10'000, 'x')));
        ASSERT_LE(standing.bytes(), most);
    }
    EXPECT_GT(standing.bytes(), most / 8);
    standing.put(Asked("/large").request, false, one, "h", bytes(std::string(most / 2, 'x')));
    EXPECT_FALSE(standing.find(Asked("/large").request, false, one));
}

TEST(Standing, OnlyForQuestionsOfNobodyWithoutConditions) {
    EXPECT_EQ(Standing::question(Asked("/a").request), std::optional(false));
    EXPECT_EQ(Standing::question(Asked("/a", {{"accept-encoding", "br, gzip"}}).request),
              std::optional(true));
    EXPECT_EQ(Standing::question(Asked("/a", {{"Accept-Encoding", "gzip;q=0"}}).request),
              std::optional(false));
    for (const char* name : {"Cookie", "cookie", "AUTHORIZATION", "If-None-Match"})
        EXPECT_FALSE(Standing::question(Asked("/a", {{name, "x"}}).request)) << name;
    Asked posted("/a");
    posted.request.method = http::Method::post;
    EXPECT_FALSE(Standing::question(posted.request));
    Asked local("/a");
    local.peer.local_user = "root";
    EXPECT_FALSE(Standing::question(local.request));
}

}  // namespace
}  // namespace gangmu::api
