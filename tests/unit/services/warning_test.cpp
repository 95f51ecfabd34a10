// Early warning through the registry: a value is committed, and an alert and a notice follow.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "services/registry_measure.hpp"
#include "services/registry_warning.hpp"
#include "services/warning_lines.hpp"

namespace gangmu::services {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

constexpr std::int64_t second = 1'000'000;

class WarningService : public testing::Test {
  protected:
    void SetUp() override {
        folder_ = std::filesystem::temp_directory_path() /
                  ("gangmu-warning-" + std::to_string(::getpid()) + "-" +
                   testing::UnitTest::GetInstance()->current_test_info()->name());
        std::filesystem::remove_all(folder_);
        open();
        ASSERT_TRUE(registry_->create_account(local_, {"wang", "王", "correct horse battery", {}}));
        ASSERT_TRUE(registry_->create_account(local_, {"chief", "主管", "correct horse battery", {}}));
        ASSERT_TRUE(registry_->measure().define(
            local_, object(R"({"id":"gas.days","name":{"zh":"天然氣存量天數","en":"Gas"},
            "unit":"天","decimals":1,"rhythm":"day","over_time":"last"})")));
        for (const auto* unit : {R"({"id":"moea","name":{"zh":"經濟部"}})",
                                 R"({"id":"yungan","parent":"moea","name":{"zh":"永安"}})",
                                 R"({"id":"taichung","parent":"moea","name":{"zh":"臺中"}})"})
            ASSERT_TRUE(registry_->measure().set_unit(local_, object(unit)));
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
        options.clock = [this] { return now_.load(); };
        auto opened = Registry::open(options);
        ASSERT_TRUE(opened) << opened.error().code << " " << opened.error().where;
        registry_ = std::move(*opened);
    }
    static json::object object(std::string_view text) { return parse_json(text)->as_object(); }
    void rule(const std::string& more = {}) {
        const auto set = registry_->warning().set_rule(
            local_,
            object(
                R"({"id":"gas","name":{"zh":"天然氣低於門檻","en":"Gas under the line"},"element":"gas.days",)"
                R"("limits":[{"value":8}],"tell":["wang"])" +
                more + "}"));
        ASSERT_TRUE(set) << set.error().what.en;
    }
    void value(const std::string& unit, const std::string& period, const char* number) {
        GivenValues given;
        given.values.push_back(
            {"gas.days", unit, {}, period, Decimal::parse(number), measure::Quality::measured, ""});
        const auto done = registry_->measure().record(local_, given);
        ASSERT_TRUE(done) << done.error().code << " " << done.error().what.en;
        ASSERT_TRUE(registry_->warning().settle());
    }
    std::vector<const warning::Alert*> alerts() {
        view_ = registry_->view();
        std::vector<const warning::Alert*> all;
        for (const auto& id : view_->snapshot().warnings.order)
            all.push_back(view_->snapshot().warnings.alert(id));
        return all;
    }
    std::vector<notices::Shown> notices(const std::string& account = "wang") {
        return registry_->outbox()->shown(account, false, 0, 100).value();
    }

    std::filesystem::path folder_;
    std::unique_ptr<Registry> registry_;
    std::optional<state::View> view_;
    std::atomic<std::int64_t> now_ = 1'767'225'600 * second;  // 2026-01-01
    const Actor local_ = auth::local_actor("tester");
};

TEST_F(WarningService, AValueUnderTheLineBecomesAnAlertAndANotice) {
    rule();
    value("yungan", "2026-01-01", "9");
    EXPECT_THAT(alerts(), SizeIs(0));
    value("yungan", "2026-01-02", "7.5");
    ASSERT_THAT(alerts(), SizeIs(1));
    const auto& alert = *alerts().front();
    EXPECT_EQ(alert.headline.zh, "天然氣低於門檻：永安");
    EXPECT_EQ(alert.subject.unit, "yungan");
    EXPECT_EQ(alert.steps.front().reason, "因為自 115年1月2日 起低於門檻 8 天，115年1月2日 為 7.5 天");
    ASSERT_THAT(notices(), SizeIs(1));
    EXPECT_EQ(notices().front().subject.zh, alert.headline.zh);
    EXPECT_EQ(notices().front().link, "/alerts/" + alert.id);
    EXPECT_THAT(notices("chief"), SizeIs(0));
}

TEST_F(WarningService, ItIsFollowedOnceHoweverOftenItIsJudged) {
    rule();
    value("yungan", "2026-01-02", "7.5");
    for (int i = 0; i < 3; ++i)
        ASSERT_TRUE(registry_->warning().settle());
    const auto head = registry_->view().head();
    value("taichung", "2026-01-02", "20");
    EXPECT_EQ(registry_->view().head().seq, head.seq + 1) << "the value alone";
    value("yungan", "2026-01-03", "9");
    ASSERT_THAT(alerts(), SizeIs(1));
    EXPECT_FALSE(alerts().front()->holds);
    EXPECT_EQ(alerts().front()->stage, warning::Stage::open) << "a person resolves";
    value("yungan", "2026-01-03", "6");  // revised
    EXPECT_TRUE(alerts().front()->holds);
    EXPECT_THAT(alerts().front()->steps, SizeIs(3));
    EXPECT_THAT(notices(), SizeIs(3));
}

TEST_F(WarningService, AfterAReopeningNothingIsSaidTwiceAndNothingIsLost) {
    rule();
    value("yungan", "2026-01-02", "7.5");
    const auto before = alerts().front()->steps;
    const auto head = registry_->view().head();
    for (int i = 0; i < 2; ++i) {
        open();
        ASSERT_TRUE(registry_->warning().settle());
        EXPECT_EQ(registry_->view().head(), head);
        ASSERT_THAT(alerts(), SizeIs(1));
        EXPECT_EQ(alerts().front()->steps, before);
        EXPECT_THAT(notices(), SizeIs(1));
    }
    // also without its checkpoints: folded from the first event
    registry_.reset();
    for (const auto& entry : std::filesystem::directory_iterator(folder_))
        if (entry.path().filename().string().find("checkpoint") != std::string::npos)
            std::filesystem::remove_all(entry.path());
    open();
    EXPECT_EQ(alerts().front()->steps, before);
    EXPECT_TRUE(registry_->verify(false).value().good);
}

TEST_F(WarningService, PeopleAcknowledgeAssignAndResolveWithReasons) {
    rule();
    value("yungan", "2026-01-02", "7.5");
    const auto id = alerts().front()->id;
    const auto act = [&](warning::Act what, std::string reason, std::string to = {}) {
        warning::Step step;
        step.act = what;
        step.reason = std::move(reason);
        step.to = std::move(to);
        const auto done = registry_->warning().step(local_, id, step);
        return done ? std::string("done") : done.error().code;
    };
    EXPECT_EQ(act(warning::Act::over, "x"), "alert-act") << "the machine's own";
    EXPECT_EQ(act(warning::Act::assign, "", "nobody"), "account-unknown");
    EXPECT_EQ(act(warning::Act::assign, "", "chief"), "done");
    EXPECT_EQ(act(warning::Act::acknowledge, ""), "done");
    EXPECT_EQ(act(warning::Act::acknowledge, ""), "alert-acknowledged");
    EXPECT_EQ(act(warning::Act::resolve, ""), "alert-reason");
    EXPECT_EQ(act(warning::Act::resolve, "已調度"), "done");
    EXPECT_EQ(act(warning::Act::assign, "", "chief"), "alert-resolved");
    ASSERT_TRUE(registry_->warning().settle());
    EXPECT_THAT(notices("chief"), SizeIs(3)) << "assigned, acknowledged, resolved";
    // the condition goes on: it is another alert
    value("yungan", "2026-01-03", "7");
    EXPECT_THAT(alerts(), SizeIs(2));
    Actor stranger;
    stranger.name = "stranger";
    EXPECT_FALSE(registry_->warning().step(stranger, id, {}));
}

TEST_F(WarningService, EscalatesByTheClockAndMissesWhatDoesNotCome) {
    rule(R"(,"escalate_hours":2,"escalate_to":["chief"])");
    value("yungan", "2026-01-01", "7");
    now_ += 2 * 3600 * second;
    ASSERT_TRUE(registry_->warning().settle());
    ASSERT_TRUE(registry_->warning().settle());
    EXPECT_EQ(alerts().front()->escalations, 1);
    EXPECT_THAT(notices("chief"), SizeIs(1));
    const auto missing = registry_->warning().set_rule(
        local_,
        object(
            R"({"id":"late","kind":"missing","name":"逾時","element":"gas.days","units":["moea"],"grace":3600})"));
    ASSERT_TRUE(missing) << missing.error().what.en;
    ASSERT_TRUE(registry_->warning().settle());
    EXPECT_THAT(alerts(), SizeIs(1));
    now_ += 3 * 86'400 * second;
    ASSERT_TRUE(registry_->warning().settle());
    ASSERT_THAT(alerts(), SizeIs(2));
    EXPECT_THAT(alerts().back()->steps.front().reason, HasSubstr("逾時"));
}

TEST_F(WarningService, AnExerciseSaysSoWhereverItIsTold) {
    rule(R"(,"mode":"exercise")");
    value("yungan", "2026-01-02", "7.5");
    EXPECT_EQ(alerts().front()->headline.zh, "【演習】天然氣低於門檻：永安");
    EXPECT_EQ(notices().front().subject.zh, alerts().front()->headline.zh);
    EXPECT_THAT(notices().front().text.zh, testing::StartsWith("【演習】"));
}

TEST_F(WarningService, RulesAreCheckedAndTriedBeforeTheyAreSet) {
    value("yungan", "2026-01-02", "7.5");
    value("taichung", "2026-01-02", "12");
    const auto bad = registry_->warning().set_rule(
        local_, object(R"({"id":"x","name":"x","element":"none","limits":[{"value":1}]})"));
    EXPECT_EQ(bad.error().code, "element-unknown");
    const auto trials = registry_->warning().try_rule(
        local_, object(R"({"id":"x","name":"x","element":"gas.days","limits":[{"value":8}]})"), 10);
    ASSERT_TRUE(trials);
    ASSERT_THAT(*trials, SizeIs(2));
    EXPECT_EQ((*trials)[0].verdict.state, warning::State::raised);
    EXPECT_EQ((*trials)[1].verdict.state, warning::State::quiet);
    EXPECT_THAT(alerts(), SizeIs(0));
    rule();
    ASSERT_TRUE(registry_->warning().settle());
    EXPECT_THAT(alerts(), SizeIs(1)) << "a new rule judges what is there";
    EXPECT_EQ(registry_->warning().end_rule(local_, "none", "x").error().code, "warning-rule-unknown");
    ASSERT_TRUE(registry_->warning().end_rule(local_, "gas", "改用新規則"));
    EXPECT_THAT(alerts(), SizeIs(1)) << "its alerts stay";
}

}  // namespace
}  // namespace gangmu::services
