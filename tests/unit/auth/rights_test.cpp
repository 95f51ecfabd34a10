#include "auth/rights.hpp"

#include <gtest/gtest.h>

#include "auth/throttle.hpp"

namespace gangmu::auth {
namespace {

Actor with(Role role, std::string agency = {}) {
    return {"a", "", {{role, std::move(agency)}}, false};
}

TEST(Rights, TheWholeTable) {
    using A = Action;
    const std::vector<std::pair<Role, std::vector<A>>> rights = {
        {Role::reader, {A::read_plans, A::read_reports, A::read_stocks, A::read_alerts}},
        {Role::reporter,
         {A::read_plans, A::read_reports, A::file_report, A::record_values, A::propose_revision,
          A::read_stocks, A::report_stocks, A::read_alerts, A::handle_alerts}},
        {Role::reviewer,
         {A::read_plans, A::read_reports, A::review_report, A::propose_revision, A::read_stocks,
          A::read_alerts, A::handle_alerts}},
        {Role::officer,
         {A::read_plans, A::read_drafts, A::receive_document, A::correct_draft, A::publish_plan,
          A::dismiss_finding, A::read_events, A::read_reports, A::review_report, A::manage_cycles,
          A::define_measures, A::record_values, A::propose_revision, A::manage_meetings, A::read_stocks,
          A::manage_stocks, A::read_alerts, A::handle_alerts}},
        {Role::admin,
         {A::read_plans, A::read_drafts, A::read_events, A::change_register, A::change_settings,
          A::manage_accounts, A::erase_content, A::read_reports, A::change_calendar, A::define_measures,
          A::read_alerts}},
    };
    for (const auto& [role, allowed] : rights)
        for (const Action action : all_actions)
            EXPECT_EQ(has_right(role, action),
                      std::find(allowed.begin(), allowed.end(), action) != allowed.end())
                << state::to_string(role) << " " << to_string(action);
}

TEST(Rights, NobodyReadsPublishedPlansOnlyWhileThatIsPublic) {
    state::Snapshot snapshot;
    for (const Action action : all_actions)
        EXPECT_EQ(may(nobody(), action, snapshot), action == Action::read_plans) << to_string(action);
    snapshot.settings.public_reading = false;
    EXPECT_EQ(allow(nobody(), Action::read_plans, snapshot).error().fault, Fault::unauthenticated);
    EXPECT_TRUE(allow(with(Role::reader), Action::read_plans, snapshot));
    EXPECT_EQ(allow(with(Role::reader), Action::read_drafts, snapshot).error().fault, Fault::forbidden);
    for (const Action action : all_actions)
        EXPECT_TRUE(may(local_actor("root"), action, snapshot));
}

TEST(Rights, AGrantForAnAgencyCoversWhatStandsUnderIt) {
    state::Snapshot snapshot;
    const auto add = [&](const std::string& name, const std::string& parent) {
        auto agency = std::make_shared<state::Agency>();
        agency->name = name;
        agency->parent = parent;
        snapshot.agencies = snapshot.agencies.set(name, agency);
        snapshot.agency_names = snapshot.agency_names.set(name + "全名", name);
    };
    add("經濟部", "行政院");
    add("能源署", "經濟部");
    add("甲", "乙");
    add("乙", "甲");  // a ring is no way to a right, nor a way to hang
    const auto officer = with(Role::officer, "經濟部");
    EXPECT_TRUE(may(officer, Action::correct_draft, snapshot, "經濟部"));
    EXPECT_TRUE(may(officer, Action::correct_draft, snapshot, "經濟部全名"));
    EXPECT_TRUE(may(officer, Action::correct_draft, snapshot, "能源署"));
    EXPECT_FALSE(may(officer, Action::correct_draft, snapshot, "行政院"));
    EXPECT_FALSE(may(officer, Action::correct_draft, snapshot, "環境部"));
    EXPECT_FALSE(may(officer, Action::correct_draft, snapshot, "甲"));
    EXPECT_FALSE(may(with(Role::reader, ""), Action::correct_draft, snapshot, "經濟部"));
    EXPECT_TRUE(may(with(Role::officer), Action::correct_draft, snapshot, "環境部"));
}

TEST(Throttle, WaitsDoubleAndAreForgiven) {
    Throttle throttle;
    for (int i = 0; i < Throttle::free_account; ++i) {
        EXPECT_TRUE(throttle.check("chen", "1.1.1.1", 1000));
        throttle.failed("chen", "1.1.1.1", 1000);
    }
    const auto wait = throttle.check("chen", "2.2.2.2", 1000);
    ASSERT_FALSE(wait);
    EXPECT_EQ(wait.error().where, "1");
    EXPECT_TRUE(throttle.check("lin", "1.1.1.1", 1000));
    EXPECT_TRUE(throttle.check("chen", "2.2.2.2", 1001));
    throttle.failed("chen", "2.2.2.2", 1001);
    EXPECT_EQ(throttle.check("chen", "2.2.2.2", 1001).error().where, "2");
    for (int i = 0; i < 60; ++i)
        throttle.failed("chen", "2.2.2.2", 2000);
    EXPECT_EQ(throttle.check("chen", "3.3.3.3", 2000).error().where, "900");
    EXPECT_FALSE(throttle.check("lin", "2.2.2.2", 2000)) << "the address waits too";
    EXPECT_TRUE(throttle.check("chen", "3.3.3.3", 2000 + Throttle::forgiven));
    throttle.succeeded("chen", "2.2.2.2");
    EXPECT_TRUE(throttle.check("chen", "2.2.2.2", 2001));
}

}  // namespace
}  // namespace gangmu::auth
