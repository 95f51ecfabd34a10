#include "auth/password.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace gangmu::auth {
namespace {

TEST(Password, OnlyTheRightOneIsRight) {
    PasswordPool pool;
    auto hash = pool.hash("海安縣計畫室的密碼一二三");
    ASSERT_TRUE(hash);
    EXPECT_EQ(hash->substr(0, 10), "$argon2id$");
    EXPECT_TRUE(*pool.verify("海安縣計畫室的密碼一二三", *hash));
    EXPECT_FALSE(*pool.verify("海安縣計畫室的密碼一二", *hash));
    EXPECT_FALSE(*pool.verify("", *hash));
    EXPECT_NE(*hash, *pool.hash("海安縣計畫室的密碼一二三"));  // salted
}

TEST(Password, WeakOnesAreRefused) {
    EXPECT_EQ(acceptable_password("短短短", "a").error().code, "password-short");
    EXPECT_EQ(acceptable_password("aaaaaaaaaaaa", "x").error().code, "password-plain");
    EXPECT_EQ(acceptable_password("wang.hsiao.ming", "wang.hsiao.ming").error().code, "password-plain");
    EXPECT_EQ(acceptable_password(std::string(300, 'b') + "c", "x").error().code, "password-long");
    EXPECT_TRUE(acceptable_password(random_password(), "x"));
}

TEST(Password, APoolWithoutRoomSaysTryAgain) {
    PasswordPool pool(1, 0, std::chrono::milliseconds(10));
    int refused = 0;
    for (int round = 0; round < 50 && refused == 0; ++round) {  // until they do meet
        std::atomic<int> busy = 0;
        std::vector<std::thread> threads;
        for (int i = 0; i < 6; ++i)
            threads.emplace_back([&] {
                if (auto hash = pool.hash("something long"); !hash && hash.error().code == "auth-busy")
                    ++busy;
            });
        for (auto& thread : threads)
            thread.join();
        EXPECT_LE(busy, 5);
        refused = busy;
    }
    EXPECT_GE(refused, 1);
    EXPECT_TRUE(pool.hash("something long"));  // and works again afterwards
}

}  // namespace
}  // namespace gangmu::auth
