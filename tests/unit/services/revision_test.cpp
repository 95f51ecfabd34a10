// Revisions from draft to edition: who may, what conflicts, what a restart and a later reading find.
#include "services/registry_revision.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "services/registry_desk.hpp"
#include "services/registry_evaluation.hpp"

namespace gangmu::services {
namespace {

using state::RevisionState;

const char* const text =
    "# 海安縣智慧港務計畫（110至113年）\n\n本計畫由海安縣政府研擬。\n\n## 壹、推動策略\n\n### "
    "策略一、港區數位化\n\n"
    "#### 措施1-1 建置船席排程系統\n\n#### 措施1-2 岸電設施\n\n## 貳、分工與期程\n\n"
    "| 措施 | 主辦機關 | 協辦機關 | 起訖時程 |\n|---|---|---|---|\n"
    "| 1-1 建置船席排程系統 | 港務局 | 資訊處 | 110/1-111/12 |\n"
    "| 1-2 岸電設施 | 環境保護局 | 港務局 | 110/1-111/12 |\n\n## 參、績效指標\n\n"
    "| 指標 | 全期目標 | 110年 | 111年 |\n|---|---|---|---|\n| 1.1.1 上線碼頭數 | 累計5座 | 2座 | 3座 |\n";

class RevisionTest : public testing::Test {
  protected:
    void SetUp() override {
        folder_ = std::filesystem::temp_directory_path() / ("gangmu-revision-" + std::to_string(::getpid()));
        std::filesystem::remove_all(folder_);
        open();
        IngestRequest request;
        request.files.push_back({"plan.md", text});
        request.publish = true;
        const auto done = registry_->ingest(office_, request);
        ASSERT_TRUE(done) << done.error().code;
        plan_ = done->plan;
        for (const auto& node : plan()->latest()->content->to_plan().nodes) {
            if (node.title.find("船席") != std::string::npos) berth_ = node.id;
            if (node.title.find("岸電") != std::string::npos) shore_ = node.id;
        }
        ASSERT_FALSE(berth_.empty());
        ASSERT_FALSE(shore_.empty());
    }
    void TearDown() override {
        registry_.reset();
        std::filesystem::remove_all(folder_);
    }
    void open() {
        registry_.reset();
        Options options;
        options.folder = folder_;
        options.in_child = false;
        options.admin_password = "correct horse battery";
        auto opened = Registry::open(options);
        ASSERT_TRUE(opened) << opened.error().code;
        registry_ = std::move(*opened);
        snapshot_ = registry_->view().shared();
    }
    // Points into the newest snapshot, which this keeps.
    const state::Plan* plan() {
        snapshot_ = registry_->view().shared();
        return snapshot_->plan(plan_);
    }
    const state::Revision& revision(std::uint32_t number = 1) {
        snapshot_ = registry_->view().shared();
        return *state::find_revision(snapshot_->revisions, plan_, number);
    }
    std::string title(const std::string& node) {
        const auto& content = *plan()->latest()->content;
        return content.node(*content.find(node)).title;
    }
    static json::array renaming(const std::string& node, const std::string& to) {
        return {json::object{{"op", "set"}, {"node", node}, {"field", "title"}, {"value", to}}};
    }
    std::uint32_t drafted(const Actor& by, const json::array& operations) {
        const auto made =
            registry_->revisions().draft(by, plan_, {"改名", "名稱更正", ""}, operations, false);
        EXPECT_TRUE(made) << made.error().code << " " << made.error().where;
        return made ? made->number : 0;
    }
    RevisionKey key(std::uint32_t number) const { return {plan_, number, std::nullopt}; }
    static state::Act act() {
        state::Act act;
        act.kind = state::ActKind::decided;
        act.agency = "行政院";
        act.day = "2026-12-20";
        act.number = "院臺字第1號";
        return act;
    }
    bool sees(const Actor& actor, std::uint32_t number) {
        const auto* at = plan();
        return sees_revision(actor, *snapshot_, *at,
                             *state::find_revision(snapshot_->revisions, plan_, number));
    }
    template <class T>
    static std::string code(const Result<T>& result) {
        return result ? "ok" : result.error().code;
    }
    std::string approved(std::uint32_t number, const std::string& effective = "2030-01-01") {
        return code(registry_->revisions().approve(office_, key(number), {effective, true, "", act()}));
    }

    std::filesystem::path folder_;
    std::unique_ptr<Registry> registry_;
    state::SnapshotPtr snapshot_;
    const Actor office_ = auth::local_actor("office");
    const Actor port_{"port", "港務局承辦", {{auth::Role::reporter, "港務局"}}, false};
    const Actor reader_{"reader", "讀者", {{auth::Role::reader, ""}}, false};
    std::string plan_, berth_, shore_;
};

TEST_F(RevisionTest, BecomesAnEditionFromItsDayOn) {
    const auto number = drafted(port_, renaming(berth_, "智慧船席排程"));
    auto commands = registry_->revisions();
    EXPECT_EQ(code(commands.propose(port_, key(number), "")), "ok");
    EXPECT_EQ(title(berth_), "建置船席排程系統");  // until it is approved nothing changes
    EXPECT_EQ(code(commands.approve(office_, key(number), {"2030-01-01", true, "", std::nullopt})),
              "revision-act");
    EXPECT_EQ(code(commands.approve(port_, key(number), {"2030-01-01", true, "", act()})), "auth-no-right");
    EXPECT_EQ(approved(number), "ok");
    EXPECT_EQ(title(berth_), "智慧船席排程");
    EXPECT_EQ(revision().state, RevisionState::approved);
    EXPECT_EQ(revision().became, 2u);
    EXPECT_EQ(plan()->in_force("2029-12-31")->number, 1u);
    EXPECT_EQ(plan()->in_force("2030-01-01")->number, 2u);
    EXPECT_EQ(plan()->draft, nullptr);
    const auto* acts = snapshot_->acts.find(plan_);
    ASSERT_NE(acts, nullptr);
    EXPECT_EQ((*acts)[0].revision, number);
    EXPECT_EQ((*acts)[0].edition, 2u);
    EXPECT_TRUE(plan()->latest()->content->findings_current());
    // what it changed is part of the content under work: reading the documents again would keep it
    const auto log = registry_->desk().corrections(plan_);
    ASSERT_TRUE(log);
    ASSERT_EQ(log->size(), 1u);
    EXPECT_TRUE(log->front().current);
    EXPECT_NE(log->front().step.note.find("改名"), std::string::npos);
}

TEST_F(RevisionTest, AnAgencyProposesForWhatItLeadsOnly) {
    EXPECT_EQ(code(registry_->revisions().draft(port_, plan_, {"a", "b", ""}, renaming(shore_, "x"), false)),
              "auth-no-right");
    EXPECT_EQ(code(registry_->revisions().draft(
                  port_, plan_, {"a", "b", ""},
                  {json::object{{"op", "plan"}, {"field", "title"}, {"value", "x"}}}, false)),
              "auth-no-right");
    EXPECT_EQ(code(registry_->revisions().draft(reader_, plan_, {"a", "b", ""}, {}, false)), "auth-no-right");
    EXPECT_EQ(code(registry_->revisions().draft(port_, plan_, {"", "b", ""}, {}, false)), "revision-title");
    EXPECT_EQ(code(registry_->revisions().draft(port_, plan_, {"a", "", ""}, {}, false)), "reason-missing");
    EXPECT_EQ(code(registry_->revisions().draft(port_, plan_, {"a", "b", "明年"}, {}, false)),
              "date-invalid");
    const auto number = drafted(port_, {});
    EXPECT_EQ(code(registry_->revisions().edit(port_, key(number), renaming(shore_, "x"), std::nullopt)),
              "auth-no-right");
    EXPECT_EQ(code(registry_->revisions().propose(port_, key(number), "")), "revision-empty");
    const auto checked = registry_->revisions().edit(
        port_, key(number), {json::object{{"op", "findings"}, {"remove", json::array()}}}, std::nullopt);
    EXPECT_EQ(code(checked), "correction-invalid");
    EXPECT_EQ(revision().operations->size(), 0u);
}

TEST_F(RevisionTest, SomebodyElsesIsSeenOnceItIsProposedAndByWhomItConcerns) {
    const Actor shore{"shore", "", {{auth::Role::reviewer, "環境保護局"}}, false};
    const auto number = drafted(office_, renaming(shore_, "岸電"));
    EXPECT_FALSE(sees(shore, number));
    ASSERT_EQ(code(registry_->revisions().propose(office_, key(number), "")), "ok");
    EXPECT_TRUE(sees(shore, number));
    EXPECT_FALSE(sees(port_, number));
    EXPECT_FALSE(sees(auth::nobody(), number));
    EXPECT_EQ(code(registry_->revisions().withdraw(port_, key(number), "x")), "revision-unknown");
    ASSERT_EQ(approved(number), "ok");
    EXPECT_TRUE(sees(auth::nobody(), number));
}

TEST_F(RevisionTest, TwoAtOnceTheLaterIsToldWhatConflicts) {
    const auto first = drafted(office_, renaming(berth_, "船席排程"));
    auto both = renaming(berth_, "排程系統");
    both.push_back(renaming(shore_, "岸電供應")[0]);
    const auto second = drafted(office_, both);
    auto commands = registry_->revisions();
    EXPECT_EQ(overlaps_of(*registry_->view().shared(), plan_, revision(second)),
              std::vector<std::uint32_t>{first});
    for (const auto each : {first, second})
        ASSERT_EQ(code(commands.propose(office_, key(each), "")), "ok");
    ASSERT_EQ(approved(first), "ok");
    const auto standing = standing_of(*plan(), revision(second));
    ASSERT_TRUE(standing);
    ASSERT_EQ(standing->conflicts.size(), 1u);
    EXPECT_EQ(standing->conflicts[0].at, 0u);
    EXPECT_TRUE(standing->conflicts[0].applied);
    EXPECT_EQ(standing->from, 2u);
    EXPECT_EQ(approved(second), "revision-conflicts");
    EXPECT_EQ(code(commands.edit(office_, key(second), renaming(berth_, "x"), std::nullopt)),
              "revision-behind");
    // said again by somebody who saw it, it is meant so
    ASSERT_EQ(code(commands.rebase(office_, key(second))), "ok");
    EXPECT_EQ(revision(second).edition, 2u);
    EXPECT_EQ(code(commands.rebase(office_, key(second))), "revision-current");
    ASSERT_EQ(approved(second), "ok");
    EXPECT_EQ(title(berth_), "排程系統");
    EXPECT_EQ(title(shore_), "岸電供應");
}

TEST_F(RevisionTest, WhatWasRemovedSinceIsDroppedWhenItIsBroughtUpToDate) {
    const auto gone = drafted(office_, {json::object{{"op", "remove"}, {"node", shore_}, {"below", true}}});
    const auto late = drafted(office_, renaming(shore_, "岸電供應"));
    auto commands = registry_->revisions();
    ASSERT_EQ(code(commands.propose(office_, key(gone), "")), "ok");
    ASSERT_EQ(approved(gone), "ok");
    const auto standing = standing_of(*plan(), revision(late));
    ASSERT_TRUE(standing);
    ASSERT_EQ(standing->conflicts.size(), 1u);
    EXPECT_FALSE(standing->conflicts[0].applied);
    EXPECT_EQ(standing->conflicts[0].reason.zh, "最新版次已沒有這個項目");
    ASSERT_EQ(code(commands.rebase(office_, key(late))), "ok");
    EXPECT_TRUE(revision(late).operations->empty());
    EXPECT_EQ(revision(late).steps.back().note, "最新版次已沒有這個項目");
}

TEST_F(RevisionTest, ATargetThatWasRevisedSinceIsAConflict) {
    const auto indicator = plan()->latest()->content->indicators()[0]->id;
    const auto set_to = [&](int value) {
        return json::array{json::object{{"op", "target"},
                                        {"indicator", indicator},
                                        {"at", 1},
                                        {"value", json::object{{"period", "2021"},
                                                               {"text", std::to_string(value) + "座"},
                                                               {"value", value},
                                                               {"unit", "座"}}}}};
    };
    const auto first = drafted(office_, set_to(4)), second = drafted(office_, set_to(6)),
               same = drafted(office_, set_to(4));
    ASSERT_EQ(code(registry_->revisions().propose(office_, key(first), "")), "ok");
    ASSERT_EQ(approved(first), "ok");
    const auto other = standing_of(*plan(), revision(second));
    ASSERT_TRUE(other);
    EXPECT_EQ(other->conflicts.size(), 1u);
    const auto alike = standing_of(*plan(), revision(same));
    ASSERT_TRUE(alike);
    EXPECT_TRUE(alike->conflicts.empty());  // it says what is there already
}

TEST_F(RevisionTest, ADraftUnderWorkIsNotLost) {
    ASSERT_TRUE(registry_->correct(office_, plan_, std::nullopt, renaming(shore_, "草案中的名稱")));
    const auto number = drafted(office_, renaming(berth_, "船席"));
    ASSERT_EQ(code(registry_->revisions().propose(office_, key(number), "")), "ok");
    EXPECT_EQ(approved(number), "plan-has-draft");
    // the draft itself can become a revision
    const auto made = registry_->revisions().draft(office_, plan_, {"草案", "改提修正案", ""}, {}, true);
    ASSERT_TRUE(made) << made.error().code;
    EXPECT_EQ(plan()->draft, nullptr);
    EXPECT_EQ(revision(made->number).operations->size(), 1u);
    EXPECT_EQ(revision(made->number).version, made->version);
    EXPECT_EQ(code(registry_->revisions().draft(office_, plan_, {"a", "b", ""}, {}, true)), "plan-no-draft");
    EXPECT_EQ(approved(number), "ok");
}

TEST_F(RevisionTest, TakesEffectNoEarlierThanTheNewestEdition) {
    const auto first = drafted(office_, renaming(berth_, "甲")),
               second = drafted(office_, renaming(shore_, "乙"));
    for (const auto each : {first, second})
        ASSERT_EQ(code(registry_->revisions().propose(office_, key(each), "")), "ok");
    ASSERT_EQ(approved(first, "2030-01-01"), "ok");
    EXPECT_EQ(approved(second, "2029-06-01"), "revision-effective");
    EXPECT_EQ(approved(second, "2030-01-01"), "ok");
}

TEST_F(RevisionTest, IsReturnedWithdrawnAndGuardedByItsVersion) {
    const auto number = drafted(port_, renaming(berth_, "甲"));
    auto commands = registry_->revisions();
    const auto seen = revision().version;
    EXPECT_EQ(code(commands.send_back(office_, key(number), "x")), "revision-state");
    ASSERT_EQ(code(commands.propose(port_, key(number), "")), "ok");
    EXPECT_EQ(code(commands.edit(port_, key(number), renaming(berth_, "乙"), std::nullopt)), "auth-no-right");
    EXPECT_EQ(code(commands.send_back(office_, key(number), "")), "reason-missing");
    ASSERT_EQ(code(commands.send_back(office_, key(number), "補附公文")), "ok");
    EXPECT_EQ(code(commands.edit(port_, {plan_, number, seen}, renaming(berth_, "乙"), std::nullopt)),
              "revision-changed");
    ASSERT_EQ(code(commands.edit(port_, key(number), renaming(berth_, "乙"), 0)), "ok");
    EXPECT_EQ(revision().operations->size(), 1u);
    ASSERT_EQ(code(commands.withdraw(port_, key(number), "不辦了")), "ok");
    EXPECT_EQ(code(commands.propose(port_, key(number), "")), "revision-closed");
}

TEST_F(RevisionTest, IsKeptOverARestartAndVerifies) {
    const auto number = drafted(port_, renaming(berth_, "甲"));
    ASSERT_EQ(code(registry_->revisions().propose(port_, key(number), "請核")), "ok");
    ASSERT_EQ(approved(number), "ok");
    const auto before = revision();
    for (int i = 0; i < 2; ++i) {  // from the checkpoint of a clean stop; and from the ledger alone
        registry_.reset();
        if (i == 1)
            for (const auto& each : std::filesystem::recursive_directory_iterator(folder_))
                if (each.path().filename().string().find("checkpoint") != std::string::npos &&
                    each.is_regular_file())
                    std::filesystem::remove(each.path());
        open();
        EXPECT_EQ(revision(number), before);
        EXPECT_EQ(title(berth_), "甲");
        const auto verified = registry_->verify(true);
        ASSERT_TRUE(verified);
        EXPECT_TRUE(verified->good);
    }
}

TEST_F(RevisionTest, ALetterIsKeptWithItsAct) {
    auto commands = registry_->evaluation();
    const auto seq = commands.record_act(office_, plan_, act());
    ASSERT_TRUE(seq) << seq.error().code;
    EXPECT_FALSE(commands.attach_letter(office_, plan_, *seq, "公文.pdf", ""));
    ASSERT_TRUE(commands.attach_letter(office_, plan_, *seq, "公文.pdf", "%PDF a scan"));
    snapshot_ = registry_->view().shared();
    const auto* acts = snapshot_->acts.find(plan_);
    ASSERT_NE(acts, nullptr);
    EXPECT_EQ((*acts)[0].file_name, "公文.pdf");
    const auto bytes = registry_->document_bytes((*acts)[0].file);
    ASSERT_TRUE(bytes);
    EXPECT_EQ(*bytes, "%PDF a scan");
    EXPECT_FALSE(commands.attach_letter(office_, plan_, 999'999, "a", "b"));
}

}  // namespace
}  // namespace gangmu::services
