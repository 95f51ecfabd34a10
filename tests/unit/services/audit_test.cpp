// The audit view against a store: who, what, before and after, and what an erasure leaves.
#include "services/audit.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "services/registry.hpp"
#include "services/registry_notices.hpp"

namespace gangmu::services {
namespace {

class AuditStore : public testing::Test {
  protected:
    AuditStore() {
        std::string folder = (std::filesystem::temp_directory_path() / "gangmu-audit-XXXXXX").string();
        if (::mkdtemp(folder.data()) == nullptr) throw std::runtime_error("mkdtemp");
        folder_ = folder;
        Options options;
        options.folder = folder;
        options.in_child = false;
        registry = std::move(*Registry::open(options));
        (void)registry->create_account(local, {"wang", "王", "a-long-Passw0rd", {{state::Role::reader, ""}}});
    }
    ~AuditStore() override {
        registry.reset();
        std::filesystem::remove_all(folder_);
    }
    AuditFound find(const AuditFilter& filter) {
        auto found = registry->audit().find(filter, registry->view().head().seq);
        EXPECT_TRUE(found);
        return found ? std::move(*found) : AuditFound();
    }
    static const AuditChange* change(const AuditRow& row, const std::string& field) {
        for (const auto& each : row.changes)
            if (each.field == field) return &each;
        return nullptr;
    }

    std::string folder_;
    std::unique_ptr<Registry> registry;
    const Actor local = auth::local_actor("tests");
};

TEST_F(AuditStore, BeforeIsWhatTheLastEventThatSetItSaid) {
    ASSERT_TRUE(registry->rename_account(local, "wang", "王小明"));
    ASSERT_TRUE(registry->grant(local, "wang", {state::Role::reporter, "港務局"}));
    ASSERT_TRUE(registry->rename_account(local, "wang", "王大明"));
    ASSERT_TRUE(registry->revoke(local, "wang", {state::Role::reporter, "港務局"}));
    const auto found = find({.subject = "account/wang"});
    ASSERT_EQ(found.rows.size(), 5u);
    EXPECT_EQ(found.matching, 5u);
    const auto* revoked = change(found.rows[0], "role reporter@港務局");
    ASSERT_NE(revoked, nullptr);
    EXPECT_EQ(revoked->before, json::value(true));
    EXPECT_EQ(revoked->after, json::value(false));
    const auto* renamed = change(found.rows[1], "display");
    ASSERT_NE(renamed, nullptr);
    EXPECT_EQ(renamed->before, json::value("王小明"));
    EXPECT_EQ(renamed->after, json::value("王大明"));
    EXPECT_EQ(change(found.rows[3], "display")->before, json::value("王")) << "of its making";
    EXPECT_FALSE(change(found.rows[4], "display")->before);
    for (const auto& row : found.rows)
        for (const auto& each : row.changes) {
            EXPECT_NE(each.field, "password");
            EXPECT_EQ(print_json(each.after).find("argon2"), std::string::npos);
        }
}

TEST_F(AuditStore, FiltersAndPages) {
    auth::Actor wang;
    wang.name = "wang";
    ASSERT_TRUE(registry->notices().choose(wang, "wang", {"a@example.gov.tw", state::Digest::now, 8, false}));
    ASSERT_TRUE(
        registry->notices().choose(wang, "wang", {"b@example.gov.tw", state::Digest::daily, 8, false}));
    const auto mine = find({.actor = "wang"});
    ASSERT_EQ(mine.rows.size(), 2u);
    EXPECT_EQ(change(mine.rows[0], "email")->before, json::value("a@example.gov.tw"));
    EXPECT_EQ(change(mine.rows[0], "digest")->before, json::value("now"));
    EXPECT_EQ(find({.actor = "nobody-there"}).matching, 0u);
    EXPECT_EQ(find({.type = "account."}).matching, 4u);  // admin and wang made, two choices
    EXPECT_EQ(find({.type = "account.created"}).matching, 2u);
    const auto first = find({.type = "account.", .limit = 1});
    ASSERT_EQ(first.rows.size(), 1u);
    EXPECT_EQ(first.matching, 4u);
    const auto next = find({.type = "account.", .before = first.rows[0].event.seq, .limit = 1});
    EXPECT_LT(next.rows[0].event.seq, first.rows[0].event.seq);
    EXPECT_EQ(find({.until_us = mine.rows[1].event.recorded_us - 1}).matching, 2u);
    EXPECT_EQ(find({.from_us = mine.rows[0].event.recorded_us}).matching, 1u);
}

TEST_F(AuditStore, AfterAnErasureNothingOfItIsLeft) {
    ASSERT_TRUE(registry->rename_account(local, "wang", "身分證字號A123456789"));
    ASSERT_EQ(find({.subject = "account/wang"}).matching, 2u);
    const auto seq = registry->view().head().seq;
    ASSERT_TRUE(registry->erase(local, {{}, {seq}, "個資", false}));
    const auto found = find({});
    for (const auto& row : found.rows)
        for (const auto& each : row.changes)
            EXPECT_EQ(print_json(each.after).find("A123456789"), std::string::npos);
    EXPECT_EQ(find({.subject = "account/wang"}).matching, 1u);
}

TEST_F(AuditStore, TheLastChangeOfRolesIsKnown) {
    auto& audit = registry->audit();
    const std::vector<std::string> types{"role.granted", "role.revoked"};
    EXPECT_EQ(*audit.newest("account/wang", types, registry->view().head().seq), 0u);
    ASSERT_TRUE(registry->grant(local, "wang", {state::Role::reporter, "港務局"}));
    const auto seq = registry->view().head().seq;
    ASSERT_TRUE(registry->rename_account(local, "wang", "王小明"));
    EXPECT_EQ(*audit.newest("account/wang", types, registry->view().head().seq), seq);
    EXPECT_EQ(*audit.newest("account/none", types, registry->view().head().seq), 0u);
}

}  // namespace
}  // namespace gangmu::services
