// What is set about notices survives a restart, from the checkpoint and from the events alone.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "services/registry_notices.hpp"

namespace gangmu::services {
namespace {

TEST(NoticeSettings, SurviveReopeningWithAndWithoutACheckpoint) {
    std::string folder = (std::filesystem::temp_directory_path() / "gangmu-notices-XXXXXX").string();
    ASSERT_NE(::mkdtemp(folder.data()), nullptr);
    Options options;
    options.folder = folder;
    options.in_child = false;
    const auto local = auth::local_actor("tests");
    std::string hook, token;
    {
        auto registry = std::move(*Registry::open(options));
        ASSERT_TRUE(
            registry->create_account(local, {"wang", "王", "a-long-Passw0rd", {{state::Role::reader, ""}}}));
        ASSERT_TRUE(registry->notices().choose(local, "wang",
                                               {"wang@example.gov.tw", state::Digest::daily, 17, true}));
        ASSERT_TRUE(registry->notices().set_mail(
            local,
            {"https://g.example.gov.tw", "smtps://mail.example.gov.tw:465", "g", "g@example.gov.tw", 0},
            "hush"));
        const auto made = registry->notices().set_webhook(
            local, {"", "https://x.example.gov.tw/h", {"alert."}, false, 0}, false);
        ASSERT_TRUE(made);
        hook = made->id;
        auth::Actor wang;
        wang.name = "wang";
        const auto feed = registry->notices().make_feed(wang, "");
        ASSERT_TRUE(feed);
        EXPECT_EQ(registry->notices().make_feed(wang, "p-none").error().code, "plan-unknown");
        EXPECT_FALSE(registry->notices().choose(wang, "admin", {}));
        EXPECT_EQ(registry->notices().choose(local, "gone", {}).error().code, "account-unknown");
    }
    for (const bool checkpoint : {true, false}) {
        if (!checkpoint)
            for (const auto& each : std::filesystem::directory_iterator(folder))
                if (each.path().filename().string().find("checkpoint") != std::string::npos)
                    std::filesystem::remove_all(each.path());
        auto registry = std::move(*Registry::open(options));
        const auto view = registry->view();
        const auto choice = view->notices.choice("wang");
        EXPECT_EQ(choice, (state::NoticeChoice{"wang@example.gov.tw", state::Digest::daily, 17, true}));
        EXPECT_EQ(view->notices.mail.server, "smtps://mail.example.gov.tw:465");
        ASSERT_NE(view->notices.webhooks.find(hook), nullptr);
        EXPECT_EQ((*view->notices.webhooks.find(hook))->kinds, std::vector<std::string>{"alert."});
        EXPECT_EQ(view->notices.feeds_of("wang").size(), 1u);
        const auto server = registry->notices().mail_server();
        ASSERT_TRUE(server);
        EXPECT_EQ(server->password, "hush");
        EXPECT_TRUE(registry->verify(true)->good);
    }
    std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace gangmu::services
