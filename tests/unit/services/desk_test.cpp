#include <gtest/gtest.h>

#include <filesystem>

#include "comparing/diff.hpp"
#include "services/registry_desk.hpp"

namespace gangmu::services {
namespace {

const char* const first_edition =
    "# 海安縣智慧港務計畫\n\n核定本 110-113年\n\n## "
    "壹、數位轉型\n\n一、建置船席排程系統\n\n整合引水與拖船的排程資料。\n\n"
    "二、汰換碼頭照明設備\n\n以節能燈具更換北岸各碼頭的照明。\n\n## 貳、培育人才\n\n一、辦理引水人訓練\n";
// One item is new and renumbers the others; one was renamed.
const char* const second_edition =
    "# 海安縣智慧港務計畫（第二版）\n\n核定本 110-113年\n\n## "
    "壹、數位轉型\n\n一、盤點港區資訊資產\n\n二、建置智慧船席排程系統\n\n"
    "整合引水與拖船的排程資料。\n\n三、汰換碼頭照明設備\n\n以節能燈具更換北岸各碼頭的照明。\n\n## "
    "貳、培育人才\n\n一、辦理引水人訓練\n";

class DeskTest : public testing::Test {
  protected:
    void SetUp() override {
        folder_ = std::filesystem::temp_directory_path() /
                  ("gangmu-desk-" + std::to_string(::getpid()) + "-" +
                   testing::UnitTest::GetInstance()->current_test_info()->name());
        std::filesystem::remove_all(folder_);
        open();
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
        ASSERT_TRUE(opened) << opened.error().code << " " << opened.error().where;
        registry_ = std::move(*opened);
    }
    Ingested ingest(bool publish, const std::string& text, const std::string& plan = {}) {
        IngestRequest request;
        request.files.push_back({"plan.md", text});
        request.publish = publish;
        request.plan = plan;
        auto done = registry_->ingest(local_, request);
        EXPECT_TRUE(done) << done.error().code << " " << done.error().where;
        return done ? *done : Ingested();
    }
    state::ContentPtr draft(const std::string& plan) const {
        return registry_->view().snapshot().plan(plan)->draft->content;
    }
    state::ContentPtr edition(const std::string& plan) const {
        return registry_->view().snapshot().plan(plan)->latest()->content;
    }
    static std::string id_of(const state::Content& content, std::string_view title) {
        std::string id;
        content.walk([&](state::Row row) {
            if (content.node(row).title == title) id = content.node(row).id;
        });
        return id;
    }
    Corrected correct(const std::string& plan, const std::string& operations) {
        auto done = registry_->correct(local_, plan, std::nullopt, parse_json(operations)->as_array());
        EXPECT_TRUE(done) << done.error().code << " " << done.error().where << " " << operations;
        return done ? *done : Corrected();
    }
    Corrected set(const std::string& plan, const std::string& node, const std::string& field,
                  const std::string& value) {
        return correct(plan, R"([{"op":"set","node":")" + node + R"(","field":")" + field + R"(","value":)" +
                                 value + "}]");
    }

    std::filesystem::path folder_;
    std::unique_ptr<Registry> registry_;
    const Actor local_ = auth::local_actor("tester");
};

TEST_F(DeskTest, ASecondEditionKeepsTheIdsOfItsItems) {
    const auto plan = ingest(true, first_edition).plan;
    const auto before = edition(plan);
    const auto second = ingest(false, second_edition, plan);
    EXPECT_EQ(second.plan, plan);
    EXPECT_EQ(second.matched, 1u);
    EXPECT_TRUE(second.resembles.empty());
    const auto after = draft(plan);
    EXPECT_EQ(id_of(*after, "汰換碼頭照明設備"), id_of(*before, "汰換碼頭照明設備"));
    EXPECT_EQ(id_of(*after, "建置智慧船席排程系統"), id_of(*before, "建置船席排程系統"));
    EXPECT_EQ(id_of(*after, "辦理引水人訓練"), id_of(*before, "辦理引水人訓練"));
    EXPECT_FALSE(before->find(id_of(*after, "盤點港區資訊資產")));
    const auto a = before->to_plan(), b = after->to_plan();
    const auto diff = comparing::diff(a, b, comparing::match_ids(a, b));
    EXPECT_EQ(diff.node_tally.added, 1u);
    EXPECT_EQ(diff.node_tally.removed, 0u);
    EXPECT_EQ(diff.node_tally.moved, 0u);
    EXPECT_EQ(diff.node_tally.changed, 2u);  // renamed and renumbered; renumbered
    // The draft says what it was matched with, also after a restart.
    open();
    EXPECT_EQ(registry_->view().snapshot().plan(plan)->draft->matched, 1u);
    ASSERT_TRUE(registry_->publish(local_, {plan, "2022-01-01", false, std::nullopt}));
    EXPECT_EQ(id_of(*edition(plan), "汰換碼頭照明設備"), id_of(*before, "汰換碼頭照明設備"));
}

TEST_F(DeskTest, MergedItemsStillLeadToTheSurvivorInTheNextEdition) {
    const auto plan = ingest(false, first_edition).plan;
    const auto survivor = id_of(*draft(plan), "建置船席排程系統");
    const auto gone = id_of(*draft(plan), "辦理引水人訓練");
    correct(plan, R"([{"op":"merge","node":")" + gone + R"(","into":")" + survivor + R"("}])");
    ASSERT_TRUE(registry_->publish(local_, {plan, "2021-01-01", false, std::nullopt}));
    std::string without(second_edition);
    without.erase(without.find("## 貳"));
    ingest(false, without, plan);
    const auto row = draft(plan)->find(gone);
    ASSERT_TRUE(row);
    EXPECT_EQ(draft(plan)->node(*row).title, "建置智慧船席排程系統");
}

TEST_F(DeskTest, ADocumentThatResemblesAPlanIsAttachedByAnOfficer) {
    const auto plan = ingest(true, first_edition).plan;
    const auto other = ingest(false, second_edition);
    EXPECT_NE(other.plan, plan);
    ASSERT_EQ(other.resembles.size(), 1u);
    EXPECT_EQ(other.resembles[0].plan, plan);
    const auto title = id_of(*draft(other.plan), "辦理引水人訓練");
    set(other.plan, title, "title", "\"辦理引水人進階訓練\"");
    auto desk = registry_->desk();
    const auto attached = desk.attach(local_, other.plan, plan, std::nullopt);
    ASSERT_TRUE(attached) << attached.error().code << attached.error().where;
    EXPECT_EQ(attached->plan, plan);
    EXPECT_TRUE(registry_->view().snapshot().plan(other.plan)->withdrawn());
    EXPECT_EQ(id_of(*draft(plan), "辦理引水人進階訓練"), id_of(*edition(plan), "辦理引水人訓練"));
    EXPECT_EQ(draft(plan)->header().id, plan);
    const auto log = desk.corrections(plan);
    ASSERT_TRUE(log);
    ASSERT_EQ(log->size(), 1u);
    EXPECT_TRUE(log->front().current);
    // Its documents are those of the new edition: the same bytes again are known.
    EXPECT_TRUE(ingest(false, second_edition).known);
}

TEST_F(DeskTest, ACorrectedDraftIsNotReplacedByAnotherDocument) {
    const auto plan = ingest(true, first_edition).plan;
    ingest(false, second_edition, plan);
    set(plan, draft(plan)->node(draft(plan)->roots().front()).id, "title", "\"甲\"");
    IngestRequest request;
    request.files.push_back({"third.md", std::string(second_edition) + "\n二、補助進修\n"});
    request.plan = plan;
    const auto refused = registry_->ingest(local_, request);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "plan-has-draft");
}

TEST_F(DeskTest, RereadingTheSameBytesProposesNothingAndKeepsCorrections) {
    const auto plan = ingest(false, first_edition).plan;
    auto desk = registry_->desk();
    EXPECT_TRUE(desk.reread(local_, plan)->same);
    set(plan, id_of(*draft(plan), "辦理引水人訓練"), "lead", "[\"港務局\"]");
    const auto head = registry_->view().head();
    const auto again = desk.reread(local_, plan);
    ASSERT_TRUE(again) << again.error().code;
    EXPECT_TRUE(again->same);
    EXPECT_EQ(registry_->view().head(), head);  // nothing was recorded
    const auto proposal = desk.proposal(plan);
    ASSERT_TRUE(proposal);
    EXPECT_TRUE(proposal->conflicts.empty());
    EXPECT_EQ(proposal->steps.size(), 1u);
    // Accepted twice: corrections survive each time.
    for (int i = 0; i < 2; ++i) {
        ASSERT_TRUE(desk.reread(local_, plan));
        const auto accepted = desk.accept(local_, plan, desk.proposal(plan)->version);
        ASSERT_TRUE(accepted) << accepted.error().code;
        EXPECT_EQ(desk.proposal(plan), nullptr);
    }
    const auto content = draft(plan);
    const auto row = content->find(id_of(*content, "辦理引水人訓練"));
    EXPECT_EQ(content->node(*row).lead, std::vector<std::string>{"港務局"});
    EXPECT_TRUE(content->findings_current());
    EXPECT_EQ(desk.corrections(plan)->front().step.operations.size(), 1u);
}

TEST_F(DeskTest, AnAnnexIsReadWithTheTextAndCorrectionsStay) {
    const auto plan = ingest(false, first_edition).plan;
    const auto node = id_of(*draft(plan), "建置船席排程系統");
    set(plan, node, "title", "\"建置船席自動排程系統\"");
    const auto annex = registry_->receive_document(
        local_, "annex.md",
        "# 附件 分工表\n\n| 措施 | 主辦機關 |\n|---|---|\n| 汰換碼頭照明設備 | 港務局 |\n");
    ASSERT_TRUE(annex) << annex.error().code;
    auto desk = registry_->desk();
    const auto reread = desk.reread(local_, plan, {annex->sha256});
    ASSERT_TRUE(reread) << reread.error().code;
    EXPECT_FALSE(reread->same);
    ASSERT_TRUE(desk.accept(local_, plan, std::nullopt));
    const auto content = draft(plan);
    EXPECT_EQ(content->header().documents.size(), 2u);
    EXPECT_EQ(content->node(*content->find(node)).title, "建置船席自動排程系統");
    EXPECT_EQ(registry_->view().snapshot().document(annex->sha256)->plans, std::vector<std::string>{plan});
}

TEST_F(DeskTest, AProposalIsStaleWhenSomebodyCorrectsMeanwhile) {
    const auto plan = ingest(false, first_edition).plan;
    auto desk = registry_->desk();
    ASSERT_TRUE(desk.reread(local_, plan));
    const auto version = desk.proposal(plan)->version;
    EXPECT_FALSE(desk.stale(*desk.proposal(plan)));
    set(plan, id_of(*draft(plan), "辦理引水人訓練"), "title", "\"甲\"");
    EXPECT_TRUE(desk.stale(*desk.proposal(plan)));
    const auto late = desk.accept(local_, plan, version);
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().code, "plan-changed");
    ASSERT_TRUE(desk.refuse(local_, plan));
    EXPECT_EQ(desk.refuse(local_, plan).error().code, "proposal-unknown");
    EXPECT_EQ(desk.accept(local_, plan, version).error().code, "proposal-unknown");
}

TEST_F(DeskTest, CorrectionsOfAnEditionAreKeptTooWhenItIsReread) {
    const auto plan = ingest(false, first_edition).plan;
    set(plan, id_of(*draft(plan), "辦理引水人訓練"), "label", "\"甲\"");
    ASSERT_TRUE(registry_->publish(local_, {plan, "2021-01-01", false, std::nullopt}));
    set(plan, id_of(*edition(plan), "汰換碼頭照明設備"), "label", "\"乙\"");
    auto desk = registry_->desk();
    const auto reread = desk.reread(local_, plan);
    ASSERT_TRUE(reread) << reread.error().code;
    EXPECT_TRUE(reread->same);
    EXPECT_EQ(desk.proposal(plan)->steps.size(), 2u);
}

TEST_F(DeskTest, OneCorrectionIsTakenBackAndLaterOnesStay) {
    const auto plan = ingest(false, first_edition).plan;
    const auto ship = id_of(*draft(plan), "建置船席排程系統");
    const auto light = id_of(*draft(plan), "汰換碼頭照明設備");
    const auto first = set(plan, ship, "title", "\"甲\"").version;
    const auto second = set(plan, light, "title", "\"乙\"").version;
    auto desk = registry_->desk();
    const auto undone = desk.undo(local_, plan, first, second);
    ASSERT_TRUE(undone) << undone.error().code << undone.error().where;
    EXPECT_EQ(draft(plan)->node(*draft(plan)->find(ship)).title, "建置船席排程系統");
    EXPECT_EQ(draft(plan)->node(*draft(plan)->find(light)).title, "乙");
    auto log = desk.corrections(plan);
    ASSERT_EQ(log->size(), 3u);
    EXPECT_EQ(log->at(0).step.undoes, first);
    EXPECT_EQ(log->at(2).undone_by, undone->version);
    EXPECT_EQ(desk.undo(local_, plan, first, std::nullopt).error().code, "correction-undone");
    // And that taken back: it stands again.
    const auto redone = desk.undo(local_, plan, undone->version, std::nullopt);
    ASSERT_TRUE(redone) << redone.error().code;
    EXPECT_EQ(draft(plan)->node(*draft(plan)->find(ship)).title, "甲");
    EXPECT_EQ(desk.corrections(plan)->back().undone_by, 0u);
    EXPECT_EQ(desk.undo(local_, plan, 1, std::nullopt).error().code, "correction-gone");
    EXPECT_EQ(desk.undo(local_, plan, second, first).error().code, "plan-changed");
}

TEST_F(DeskTest, AMergeIsTakenBackWhole) {
    const auto plan = ingest(false, first_edition).plan;
    const auto before = draft(plan)->to_plan().nodes;
    const auto ship = id_of(*draft(plan), "建置船席排程系統");
    const auto light = id_of(*draft(plan), "汰換碼頭照明設備");
    const auto merged =
        correct(plan, R"([{"op":"merge","node":")" + light + R"(","into":")" + ship + R"("}])").version;
    EXPECT_EQ(draft(plan)->find(light), draft(plan)->find(ship));
    ASSERT_TRUE(registry_->desk().undo(local_, plan, merged, std::nullopt));
    EXPECT_EQ(draft(plan)->to_plan().nodes, before);
    open();
    EXPECT_EQ(draft(plan)->to_plan().nodes, before);
}

// Moved, merged, split, added: all taken back, the newest first and in any other order that is allowed.
TEST_F(DeskTest, AllTakenBackIsTheReadingAgain) {
    const auto plan = ingest(false, first_edition).plan;
    const auto before = draft(plan)->to_plan();
    const auto ship = id_of(*draft(plan), "建置船席排程系統");
    const auto light = id_of(*draft(plan), "汰換碼頭照明設備");
    const auto train = id_of(*draft(plan), "辦理引水人訓練");
    const auto above = draft(plan)->node(*draft(plan)->find(ship)).parent;
    const auto quoted = [](const std::string& id) { return "\"" + id + "\""; };
    std::vector<Sequence> made;
    const std::vector<std::string> series{
        R"([{"op":"move","node":)" + quoted(train) + R"(,"parent":)" + quoted(above) + R"(,"before":)" +
            quoted(ship) + "}]",
        R"([{"op":"merge","node":)" + quoted(light) + R"(,"into":)" + quoted(ship) + "}]",
        R"([{"op":"split","node":)" + quoted(train) + R"(,"new":{"title":"新"}}])",
        R"([{"op":"add","indicator":{"node":)" + quoted(ship) + R"(,"title":"套數"}}])",
        R"([{"op":"budget","at":0,"value":{"title":"甲","period":"2022","amount":1}},{"op":"budget","at":1,"value":{"title":"乙","period":"2022","amount":2}}])",
        std::string(R"([{"op":"budget","at":0,"value":null}])"),
        std::string(R"([{"op":"budget","at":0,"value":{"title":"丙","period":"2022","amount":3}}])"),
    };
    for (const auto& operations : series)
        made.push_back(correct(plan, operations).version);
    auto desk = registry_->desk();
    // The removal of the first budget, while a later one names the other by its place: that one is still
    // meant.
    ASSERT_TRUE(desk.undo(local_, plan, made[5], std::nullopt));
    ASSERT_EQ(draft(plan)->to_plan().budgets.size(), 2u);
    EXPECT_EQ(draft(plan)->to_plan().budgets[0].title, "甲");
    EXPECT_EQ(draft(plan)->to_plan().budgets[1].title, "丙");
    for (auto seq = made.rbegin(); seq != made.rend(); ++seq) {
        if (*seq == made[5]) continue;
        const auto undone = desk.undo(local_, plan, *seq, std::nullopt);
        ASSERT_TRUE(undone) << undone.error().code << " " << undone.error().where;
    }
    const auto after = draft(plan)->to_plan();
    EXPECT_EQ(after.nodes, before.nodes);
    EXPECT_EQ(after.indicators, before.indicators);
    EXPECT_EQ(after.budgets, before.budgets);
    EXPECT_TRUE(desk.reread(local_, plan)->same);
    EXPECT_TRUE(desk.proposal(plan)->steps.empty());
}

TEST_F(DeskTest, WhatOthersBuildOnIsNotTakenBackAlone) {
    const auto plan = ingest(false, first_edition).plan;
    const auto root = draft(plan)->node(draft(plan)->roots().front()).id;
    const auto added =
        correct(plan, R"([{"op":"add","node":{"title":"設置氣象站"},"parent":")" + root + R"("}])");
    const auto child = set(plan, added.nodes.front(), "title", "\"設置微型氣象站\"").version;
    auto desk = registry_->desk();
    EXPECT_EQ(desk.undo(local_, plan, added.version, std::nullopt).error().code, "correction-stands");
    ASSERT_TRUE(desk.undo(local_, plan, child, std::nullopt));
    const auto twice = set(plan, root, "title", "\"一\"").version;
    set(plan, root, "title", "\"二\"");
    EXPECT_EQ(desk.undo(local_, plan, twice, std::nullopt).error().code, "correction-overtaken");
}

TEST_F(DeskTest, DismissalsAreTakenBackAndRulesSwitchedOffWithAReason) {
    // A schedule that ends before it begins.
    const auto plan = ingest(false, first_edition).plan;
    set(plan, id_of(*draft(plan), "辦理引水人訓練"), "schedule", R"([{"start":"2023-06","end":"2022-03"}])");
    std::shared_ptr<const model::Finding> finding;  // any one will do
    for (const auto& each : draft(plan)->findings())
        if (each && each->rule.rfind("reading-", 0) != 0) finding = each;
    ASSERT_TRUE(finding);
    const auto dismissed = [&] {
        const auto view = registry_->view().draft(plan);
        const auto* why = view->dismissed(*finding);
        return why != nullptr ? why->reason : std::string();
    };
    ASSERT_TRUE(registry_->dismiss_finding(local_, plan, finding->id, "原文如此"));
    EXPECT_EQ(dismissed(), "原文如此");
    ASSERT_TRUE(registry_->desk().restore_finding(local_, plan, finding->id));
    EXPECT_EQ(dismissed(), "");
    EXPECT_EQ(registry_->desk().restore_finding(local_, plan, finding->id).error().code, "dismissal-unknown");

    EXPECT_EQ(registry_->desk().switch_rule(local_, plan, finding->rule, true, "").error().code,
              "reason-missing");
    EXPECT_EQ(registry_->desk().switch_rule(local_, plan, "no-such-rule", true, "x").error().code,
              "rule-unknown");
    ASSERT_TRUE(registry_->desk().switch_rule(local_, plan, finding->rule, true, "本計畫不適用"));
    EXPECT_EQ(dismissed(), "本計畫不適用");
    open();  // the reason is kept
    EXPECT_EQ(dismissed(), "本計畫不適用");
    ASSERT_TRUE(registry_->desk().switch_rule(local_, plan, finding->rule, false, ""));
    EXPECT_EQ(dismissed(), "");
    ASSERT_TRUE(registry_->desk().switch_rule(local_, "", finding->rule, true, "全站停用"));
    EXPECT_EQ(dismissed(), "全站停用");
    EXPECT_EQ(registry_->view()->settings.rules_off, std::vector<std::string>{finding->rule});
    open();
    EXPECT_EQ(dismissed(), "全站停用");
}

}  // namespace
}  // namespace gangmu::services
