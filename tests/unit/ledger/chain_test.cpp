#include "ledger/chain.hpp"

#include <gtest/gtest.h>

#include "base/sha256.hpp"
#include "ledger/memory.hpp"

namespace gangmu::ledger {
namespace {

Event sample(Chain& chain, std::string payload = R"({"a":1})", std::int64_t now = 1'000) {
    return chain.extend({"plan.published", "chen", "2021-01-01", std::move(payload)}, now);
}

// The rule of the header, spelled out: whoever wants to check a ledger without Gangmu can do this.
TEST(Chain, HashesAsDocumented) {
    Chain chain;
    const Event first = sample(chain);
    EXPECT_EQ(first.payload_hash, sha256_hex(R"({"a":1})"));
    const std::string text =
        R"([1,1000,"2021-01-01","chen","plan.published",")" + sha256_hex(R"({"a":1})") + R"("])";
    EXPECT_EQ(canonical(first), text);
    EXPECT_EQ(first.hash, sha256_hex(std::string(64, '0') + text));
    const Event second = sample(chain);
    EXPECT_EQ(second.hash, sha256_hex(first.hash + canonical(second)));
    EXPECT_EQ(chain.head(), (Head{2, second.hash}));
}

TEST(Chain, TimeNeverGoesBack) {
    Chain chain;
    EXPECT_EQ(sample(chain, "{}", 5'000).recorded_us, 5'000);
    EXPECT_EQ(sample(chain, "{}", 4'000).recorded_us, 5'000);
    EXPECT_EQ(sample(chain, "{}", 6'000).recorded_us, 6'000);
}

TEST(Chain, FollowsWhatItMadeAndNothingElse) {
    Chain maker;
    const Event first = sample(maker), second = sample(maker);
    const auto reason = [&](auto change) {
        Chain chain;
        EXPECT_EQ(chain.follow(first).zh, "");
        Event event = second;
        change(event);
        return chain.follow(event).zh;
    };
    EXPECT_EQ(reason([](Event&) {}), "");
    EXPECT_NE(reason([](Event& event) { event.seq = 3; }), "");
    EXPECT_NE(reason([](Event& event) { event.seq = 1; }), "");
    EXPECT_NE(reason([](Event& event) { event.recorded_us += 1; }), "");
    EXPECT_NE(reason([](Event& event) { event.recorded_us = 1; }), "");
    EXPECT_NE(reason([](Event& event) { event.actor = "lin"; }), "");
    EXPECT_NE(reason([](Event& event) { event.type = "plan.withdrawn"; }), "");
    EXPECT_NE(reason([](Event& event) { event.effective = ""; }), "");
    EXPECT_NE(reason([](Event& event) { event.payload += " "; }), "");
    EXPECT_NE(reason([](Event& event) { event.payload_hash = sha256_hex(event.payload += " "); }), "");
    EXPECT_NE(reason([](Event& event) { event.hash[0] = event.hash[0] == '0' ? '1' : '0'; }), "");
    EXPECT_NE(reason([](Event& event) { event.payload.clear(); }), "");
    EXPECT_EQ(reason([](Event& event) { event.payload.clear(), event.erased = true; }), "");
}

TEST(Chain, HeadsArePrintedAndReadBack) {
    Chain chain;
    sample(chain);
    EXPECT_EQ(parse_head(print_head(chain.head())).value(), chain.head());
    for (const char* bad : {"", ":", "1", "1:", "x:00", "-1:00", "1:zz", "1 :00"})
        EXPECT_FALSE(parse_head(bad)) << bad;
    EXPECT_FALSE(parse_head(print_head(chain.head()) + "0"));
}

TEST(Chain, ProvesThatAHeadStandsInTheLedger) {
    MemoryLedger ledger;
    const std::vector<NewEvent> three(3, {"note", "chen", "", "{}"});
    const auto events = ledger.append(three).value();
    EXPECT_TRUE(prove_head(ledger, Head()));
    EXPECT_TRUE(prove_head(ledger, {2, events[1].hash}));
    EXPECT_EQ(prove_head(ledger, {2, events[2].hash}).error().code, "head-unknown");
    EXPECT_EQ(prove_head(ledger, {4, events[2].hash}).error().code, "head-ahead");
}

}  // namespace
}  // namespace gangmu::ledger
