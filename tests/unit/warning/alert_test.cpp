#include "warning/alert.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "unit/warning/given.hpp"

namespace gangmu::warning {
namespace {

using given::line;
using given::rule;
using given::start;

Alert opened(const Rule& r, Mode mode = Mode::actual) {
    Alert alert;
    alert.id = "a-1";
    alert.subject = {r.id, r.element, "u-1", {}};
    alert.mode = mode;
    alert.level = r.level;
    alert.kind = r.kind;
    alert.category = r.category;
    alert.headline = headline(mode, r.name);
    return after(alert, opening(judge(r, line({"9", "7"}), 0), start));
}
Step step(Act act, Moment at, std::string by = "wang", std::string reason = "已查明") {
    Step made;
    made.act = act;
    made.at = at;
    made.by = std::move(by);
    made.reason = std::move(reason);
    if (act == Act::assign) made.to = "li";
    if (act == Act::silence) made.until = at + day;
    return made;
}

TEST(Alert, LivesFromOpenToResolvedWithReasons) {
    const auto r = rule();
    auto alert = opened(r);
    EXPECT_EQ(alert.stage, Stage::open);
    EXPECT_EQ(alert.steps.front().reason, "因為自 115年1月2日 起低於門檻 8 天，115年1月2日 為 7 天");
    ASSERT_TRUE(check(alert, step(Act::acknowledge, start + 60, "wang", "")));
    alert = after(alert, step(Act::acknowledge, start + 60, "wang", ""));
    EXPECT_EQ(check(alert, step(Act::acknowledge, start + 61)).error().code, "alert-acknowledged");
    alert = after(alert, step(Act::assign, start + 70));
    EXPECT_EQ(alert.assignee, "li");
    EXPECT_EQ(check(alert, step(Act::resolve, start + 80, "wang", "")).error().code, "alert-reason");
    alert = after(alert, step(Act::resolve, start + 80));
    EXPECT_EQ(alert.stage, Stage::resolved);
    EXPECT_EQ(check(alert, step(Act::acknowledge, start + 90)).error().code, "alert-resolved");
    EXPECT_TRUE(check(alert, step(Act::comment, start + 90)));
    EXPECT_EQ(alert.steps.size(), 4u);
}

TEST(Alert, FollowsItsConditionAndIsResolvedByAPersonUnlessTheRuleCloses) {
    auto r = rule();
    auto alert = opened(r);
    const auto steps = follow(alert, r, judge(r, line({"9", "7", "9"}), 0), start + 100);
    ASSERT_EQ(steps.size(), 1u);
    EXPECT_EQ(steps[0].act, Act::over);
    alert = after(alert, steps[0]);
    EXPECT_FALSE(alert.holds);
    EXPECT_EQ(alert.stage, Stage::open) << "never lost";
    EXPECT_TRUE(follow(alert, r, judge(r, line({"9", "7", "9", "9"}), 0), start + 101).empty())
        << "said once";
    EXPECT_TRUE(follow(alert, r, judge(r, line({}), 0), start + 101).empty());
    const auto again = follow(alert, r, judge(r, line({"9", "7", "9", "6"}), 0), start + 102);
    ASSERT_EQ(again.size(), 1u);
    EXPECT_EQ(again[0].act, Act::again);
    r.closes = true;
    const auto closing = follow(opened(r), r, judge(r, line({"9", "7", "9"}), 0), start + 100);
    ASSERT_EQ(closing.size(), 2u);
    EXPECT_EQ(closing[1].act, Act::resolve);
    EXPECT_TRUE(check(opened(r), closing[1])) << "the machine's reason is the verdict's";
}

TEST(Alert, EscalatesAfterItsHoursAndNotWhileSilent) {
    auto r = rule();
    r.escalate_hours = 4;
    r.escalate_to = {"ey"};
    auto alert = opened(r);
    EXPECT_FALSE(escalates(alert, r, start + 4 * hour - 1));
    EXPECT_TRUE(escalates(alert, r, start + 4 * hour));
    auto escalated = after(alert, step(Act::escalate, start + 4 * hour, "", ""));
    EXPECT_FALSE(escalates(escalated, r, start + 5 * hour));
    EXPECT_TRUE(escalates(escalated, r, start + 8 * hour));
    EXPECT_FALSE(escalates(after(alert, step(Act::acknowledge, start + 1)), r, start + day));
    const auto silent = after(alert, step(Act::silence, start + 1));
    EXPECT_FALSE(escalates(silent, r, start + day));
    EXPECT_TRUE(escalates(silent, r, start + day + 1)) << "silence ends";
    EXPECT_FALSE(told(silent, step(Act::again, start + 5, "")));
    EXPECT_TRUE(told(silent, step(Act::again, start + day + 1, "")));
    EXPECT_TRUE(told(silent, step(Act::assign, start + 5)));
    EXPECT_EQ(check(alert,
                    [&] {
                        auto bad = step(Act::silence, start);
                        bad.until = start;
                        return bad;
                    }())
                  .error()
                  .code,
              "alert-until");
}

Step any_step(Moment at) {
    auto made = step(*rc::gen::element(Act::again, Act::over, Act::acknowledge, Act::assign, Act::silence,
                                       Act::escalate, Act::comment, Act::resolve),
                     at, *rc::gen::element(std::string(), std::string("wang")),
                     *rc::gen::element(std::string(), std::string("已補足"), std::string("誤報\n「」\"")));
    return made;
}

RC_GTEST_PROP(AlertProperties, NothingIsLostWhateverHappens, ()) {
    auto alert = opened(rule());
    std::vector<Step> all = alert.steps;
    bool resolved = false;
    for (int i = 0; i < *rc::gen::inRange(0, 20); ++i) {
        const auto next = any_step(start + 60 * (i + 1));
        if (!check(alert, next)) continue;
        RC_ASSERT(!resolved || next.act == Act::comment);
        alert = after(alert, next);
        all.push_back(next);
        resolved = resolved || next.act == Act::resolve;
        RC_ASSERT(alert.steps == all);
        RC_ASSERT((alert.stage == Stage::resolved) == resolved);
        if (next.act == Act::resolve && !next.by.empty()) RC_ASSERT(!next.reason.empty());
    }
    JsonWriter out;
    write_alert(out, alert);
    RC_ASSERT(read_alert(parse_json(out.take())->get_object()) == alert);
}

RC_GTEST_PROP(AlertProperties, JudgingAgainAddsNothing, ()) {
    // after a restart the same verdict is followed once more: the alert stays as it was
    const auto r = rule();
    auto alert = opened(r);
    std::string values[] = {"7", "9", "8", "7.5"};
    Line l = line({"9", "7"});
    for (int i = 2; i < *rc::gen::inRange(3, 12); ++i) {
        l.points.push_back({start + i * day, given::number(values[*rc::gen::inRange(0, 4)])});
        const auto verdict = judge(r, l, 0);
        for (auto& next : follow(alert, r, verdict, start + i * day))
            alert = after(alert, next);
        RC_ASSERT(follow(alert, r, verdict, start + i * day + 5).empty());
        RC_ASSERT(alert.holds == (verdict.state == State::raised));
    }
}

RC_GTEST_PROP(AlertProperties, NothingButAnActualAlertLooksLikeOne, ()) {
    const auto mode = *rc::gen::element(Mode::exercise, Mode::test, Mode::system);
    const Message name{*rc::gen::element(std::string("天然氣低於門檻"), std::string("x")),
                       *rc::gen::element(std::string(), std::string("Gas"))};
    const auto made = headline(mode, name);
    RC_ASSERT(made.zh.rfind("【" + words(mode).zh + "】", 0) == 0);
    RC_ASSERT(made.en.rfind("[" + words(mode).en + "]", 0) == 0);
    RC_ASSERT(headline(Mode::actual, name).zh == name.zh);
}

}  // namespace
}  // namespace gangmu::warning
