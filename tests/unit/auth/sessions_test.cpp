#include "auth/sessions.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "auth/token.hpp"
#include "base/file.hpp"

namespace gangmu::auth {
namespace {

struct SessionsTest : ::testing::Test {
    std::filesystem::path file =
        std::filesystem::temp_directory_path() / ("gangmu-sessions-" + std::to_string(::getpid()));
    ~SessionsTest() override { std::filesystem::remove(file); }
};

TEST_F(SessionsTest, SurviveARestartAndTheFileHoldsNoToken) {
    std::string token;
    {
        Sessions sessions(file);
        token = *sessions.begin("wang", 7, 1000);
    }
    EXPECT_EQ(read_file(file, 1 << 20)->find(token), std::string::npos);
    EXPECT_EQ(std::filesystem::status(file).permissions() & std::filesystem::perms::others_all,
              std::filesystem::perms::none);
    Sessions sessions(file);
    auto found = sessions.find(token, 1010);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->account, "wang");
    EXPECT_EQ(found->password_seq, 7u);
    EXPECT_FALSE(sessions.find(random_token(), 1010));
    ASSERT_TRUE(sessions.end(token));
    EXPECT_FALSE(Sessions(file).find(token, 1011));
}

TEST_F(SessionsTest, EndWhenIdleAndWhenOld) {
    Sessions sessions(file, {.idle_s = 100, .absolute_s = 250, .per_account = 9, .all = 9});
    const std::string token = *sessions.begin("wang", 1, 0);
    EXPECT_TRUE(sessions.find(token, 90));
    EXPECT_TRUE(sessions.find(token, 180));
    EXPECT_TRUE(sessions.find(token, 249));
    EXPECT_FALSE(sessions.find(token, 260));  // over the absolute limit though in use
    const std::string other = *sessions.begin("wang", 1, 300);
    EXPECT_FALSE(sessions.find(other, 401));
}

TEST_F(SessionsTest, TheOldestOfAnAccountMakesRoom) {
    Sessions sessions(file, {.idle_s = 1000, .absolute_s = 1000, .per_account = 2, .all = 100});
    const std::string first = *sessions.begin("wang", 1, 1);
    const std::string second = *sessions.begin("wang", 1, 2);
    const std::string third = *sessions.begin("wang", 1, 3);
    EXPECT_FALSE(sessions.find(first, 4));
    EXPECT_TRUE(sessions.find(second, 4));
    EXPECT_TRUE(sessions.find(third, 4));
    ASSERT_TRUE(sessions.end_all("wang"));
    EXPECT_EQ(sessions.size(), 0u);
}

TEST_F(SessionsTest, ADamagedFileMeansSigningInAgain) {
    ASSERT_TRUE(write_file(file, "{\"sessions\":[{\"hash\":3},"));
    EXPECT_EQ(Sessions(file).size(), 0u);
}

TEST(Token, DerivedValuesDiffer) {
    const std::string token = random_token();
    EXPECT_EQ(token.size(), 43u);
    EXPECT_NE(token, random_token());
    EXPECT_NE(csrf_of(token), token_hash(token));
    EXPECT_TRUE(same_secret("abc", "abc"));
    EXPECT_FALSE(same_secret("abc", "abd"));
    EXPECT_FALSE(same_secret("abc", "abcd"));
}

}  // namespace
}  // namespace gangmu::auth
