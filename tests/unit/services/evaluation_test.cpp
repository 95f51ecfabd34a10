// What is set about evaluation, and legal acts: kept over a restart, whether folded anew or from a
// checkpoint.
#include <gtest/gtest.h>

#include <filesystem>

#include "services/evaluations.hpp"
#include "services/registry_evaluation.hpp"

namespace gangmu::services {
namespace {

const char* const text =
    "# 海安縣智慧港務計畫（110至113年）\n\n## 壹、推動策略\n\n### 策略一、港區數位化\n\n"
    "#### 措施1-1 建置船席排程系統\n\n## 貳、分工與期程\n\n"
    "| 措施 | 主辦機關 | 協辦機關 | 起訖時程 |\n|---|---|---|---|\n"
    "| 1-1 建置船席排程系統 | 港務局 | 資訊處 | 110/1-111/12 |\n\n## 參、績效指標\n\n"
    "| 指標 | 全期目標 | 110年 | 111年 |\n|---|---|---|---|\n| 1.1.1 上線碼頭數 | 累計5座 | 2座 | 3座 |\n";

class EvaluationTest : public testing::Test {
  protected:
    void SetUp() override {
        folder_ =
            std::filesystem::temp_directory_path() / ("gangmu-evaluation-" + std::to_string(::getpid()));
        std::filesystem::remove_all(folder_);
        open();
        IngestRequest request;
        request.files.push_back({"plan.md", text});
        request.publish = true;
        const auto done = registry_->ingest(local_, request);
        ASSERT_TRUE(done) << done.error().code;
        plan_ = done->plan;
        const auto view = registry_->view().plan(plan_);
        indicator_ = view->content().indicators()[0]->id;
        node_ = view->content().indicators()[0]->node;
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
    }
    static std::string code(const Status& status) { return status ? "ok" : status.error().code; }

    std::filesystem::path folder_;
    std::unique_ptr<Registry> registry_;
    const Actor local_ = auth::local_actor("tester");
    std::string plan_, indicator_, node_;
};

TEST_F(EvaluationTest, IsKeptOverARestart) {
    auto commands = registry_->evaluation();
    json::object definition{{"reading", "level"}, {"planned", json::object{{"2021-Q2", 1}}}};
    EXPECT_EQ(code(commands.define(local_, plan_, indicator_, definition)), "ok");
    EXPECT_EQ(code(commands.set_rules(local_, plan_, {{"near", 75}})), "ok");
    EXPECT_EQ(code(commands.weigh(local_, plan_, node_, Decimal(25, 1))), "ok");
    Overriding by_hand{node_, "", evaluation::Light::at_risk, "2022", "延後"};
    EXPECT_EQ(code(commands.override_light(local_, plan_, by_hand)), "ok");
    state::Act act;
    act.kind = state::ActKind::noted;
    act.agency = "行政院";
    act.day = "2021-03-01";
    act.number = "院臺字第1號";
    const auto seq = commands.record_act(local_, plan_, act);
    ASSERT_TRUE(seq) << seq.error().code;
    for (int i = 0; i < 2; ++i) {  // from the checkpoint of a clean stop; and from the ledger alone
        registry_.reset();
        if (i == 1)
            for (const auto& each : std::filesystem::recursive_directory_iterator(folder_))
                if (each.path().filename().string().find("checkpoint") != std::string::npos &&
                    each.is_regular_file())
                    std::filesystem::remove(each.path());
        open();
        const auto view = registry_->view();
        const auto& settings = *evaluation::settings_of(view->evaluation, plan_);
        EXPECT_EQ(settings.rules.near, Decimal(75));
        EXPECT_EQ(*settings.weights.find(node_), Decimal(25, 1));
        const auto* kept = settings.definitions.find(indicator_);
        ASSERT_NE(kept, nullptr);
        EXPECT_EQ(kept->reading, evaluation::Reading::level);
        EXPECT_EQ(kept->planned.size(), 1U);
        const auto* overrides = settings.nodes.find(node_);
        ASSERT_NE(overrides, nullptr);
        EXPECT_EQ(overrides->front().reason, "延後");
        EXPECT_EQ(overrides->front().by, local_.name);
        const auto* acts = view->acts.find(plan_);
        ASSERT_NE(acts, nullptr);
        EXPECT_EQ((*acts)[0].seq, *seq);
        EXPECT_EQ((*acts)[0].kind, state::ActKind::noted);
    }
}

TEST_F(EvaluationTest, RefusesWhatCannotBe) {
    auto commands = registry_->evaluation();
    EXPECT_EQ(code(commands.define(local_, plan_, "nothing", {})), "indicator-unknown");
    EXPECT_EQ(code(commands.weigh(local_, plan_, "nothing", Decimal(1))), "node-unknown");
    EXPECT_EQ(code(commands.weigh(local_, plan_, node_, Decimal(-1))), "weight-value");
    EXPECT_EQ(code(commands.set_rules(local_, "p-0", {})), "plan-unknown");
    EXPECT_EQ(code(commands.override_light(local_, plan_, {node_, "", evaluation::Light::done, "", ""})),
              "reason-missing");
    EXPECT_EQ(code(commands.override_light(local_, plan_, {node_, "", evaluation::Light::done, "某年", "x"})),
              "date-invalid");
    EXPECT_EQ(code(commands.override_light(local_, plan_, {node_, "", evaluation::Light::none, "", "x"})),
              "override-light");
    EXPECT_EQ(code(commands.override_light(local_, plan_, {node_, "", std::nullopt, "", "x"})),
              "override-none");
    EXPECT_EQ(code(commands.set_rules(auth::nobody(), plan_, {})), "auth-sign-in");
}

TEST_F(EvaluationTest, TheSameAgainIsNotComputedAgain) {
    const auto view = registry_->view();
    const auto plan = view.plan(plan_);
    const auto first = evaluate(view, *plan, {}, Basis::filed);
    ASSERT_TRUE(first);
    EXPECT_EQ(*first, *evaluate(view, *plan, {}, Basis::filed));
    EXPECT_NE(*first, *evaluate(view, *plan, {}, Basis::approved));
    ASSERT_TRUE(registry_->evaluation().set_rules(local_, plan_, {{"near", 75}}));
    const auto newer = registry_->view();
    EXPECT_NE(*first, *evaluate(newer, *newer.plan(plan_), {}, Basis::filed));
    EXPECT_EQ(evaluate(view, *plan, "q-2021-Q1", Basis::filed).error().code, "cycle-unknown");
}

}  // namespace
}  // namespace gangmu::services
