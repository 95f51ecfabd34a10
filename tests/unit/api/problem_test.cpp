#include "api/problem.hpp"

#include <gtest/gtest.h>

#include "api/kept.hpp"

namespace gangmu::api {
namespace {

TEST(Problem, SpeaksChineseUnlessEnglishIsPreferred) {
    EXPECT_EQ(preferred_language(""), Language::zh);
    EXPECT_EQ(preferred_language("en-US,en;q=0.9"), Language::en);
    EXPECT_EQ(preferred_language("zh-TW,zh;q=0.9,en;q=0.8"), Language::zh);
    EXPECT_EQ(preferred_language("ja, en;q=0.5, zh;q=0.4"), Language::en);
    EXPECT_EQ(preferred_language("en;q=0"), Language::zh);
    EXPECT_EQ(preferred_language(",,;"), Language::zh);
}

TEST(Problem, HoldsBothLanguagesAndThePlace) {
    const Error error = fail(Fault::not_found, "plan-unknown", {"查無計畫", "No such plan"}, {}, "p-1");
    const auto reply = problem(error, Language::zh);
    EXPECT_EQ(reply.status, 404u);
    EXPECT_EQ(*reply.body, R"({"type":"about:blank","title":"Not Found","status":404,"code":"plan-unknown",)"
                           R"("detail":"查無計畫","where":"p-1","detail_en":"No such plan"})");
    EXPECT_NE(problem(error, Language::en).body->find(R"("detail":"No such plan")"), std::string::npos);
}

std::shared_ptr<const KeptReply> reply_of(std::size_t size) {
    return std::make_shared<const KeptReply>(KeptReply{"", std::make_shared<const std::string>(size, 'x')});
}

TEST(Kept, AnswersForOneVersionOnly) {
    Kept kept;
    const auto reply = reply_of(10);
    kept.put("/a", "1", reply);
    EXPECT_EQ(kept.find("/a", "1"), reply);
    EXPECT_EQ(kept.find("/b", "1"), nullptr);
    EXPECT_EQ(kept.find("/a", "2"), nullptr);
    EXPECT_EQ(kept.find("/a", "1"), nullptr);  // an older version is gone for good
    EXPECT_EQ(kept.bytes(), 0u);
}

TEST(Kept, StaysWithinItsBytesAndDropsTheLongestUnused) {
    Kept kept(4 * 20'000);
    for (int i = 0; i < 1000; ++i) {
        kept.put("/" + std::to_string(i), "1", reply_of(1000));
        if (i > 0) {
            EXPECT_NE(kept.find("/0", "1"), nullptr) << i;
        }  // in use all the time
    }
    EXPECT_LE(kept.bytes(), 4u * 20'000);
    EXPECT_EQ(kept.find("/1", "1"), nullptr);
    EXPECT_NE(kept.find("/999", "1"), nullptr);
    kept.put("/large", "1", reply_of(15'000));
    EXPECT_EQ(kept.find("/large", "1"), nullptr);  // would push out everything else
}

}  // namespace
}  // namespace gangmu::api
