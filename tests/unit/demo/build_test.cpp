#include "demo/build.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "base/file.hpp"
#include "demo/cast.hpp"
#include "services/duties.hpp"
#include "services/evaluations.hpp"

namespace gangmu::demo {
namespace {

namespace fs = std::filesystem;

class BuildTest : public testing::Test {
  protected:
    void SetUp() override {
        folder_ = fs::temp_directory_path() / ("gangmu-demo-" + std::to_string(::getpid()) + "-" +
                                               testing::UnitTest::GetInstance()->current_test_info()->name());
        fs::remove_all(folder_);
    }
    void TearDown() override {
        for (const char* end : {"", ".making", ".replaced", "-2"})
            fs::remove_all(folder_.string() + end);
    }
    Options options(const std::string& place) const {
        const std::string path = GANGMU_SOURCE_DIR "/examples/haian-four-year/haian-four-year.txt";
        Options out;
        out.folder = place;
        out.plans = {{{"haian-four-year.txt", *read_file(path, 1 << 24)}}};
        out.in_child = false;
        return out;
    }
    // Without any agency, and small.
    static std::vector<std::vector<services::FileBytes>> town() {
        return {{{"town.md",
                  "# Town plan 2025-2026\n\n## Goal 1 Safe streets\n\n- Light every crossing by 2026\n- "
                  "Repair 40 km of "
                  "pavement\n\n## Goal 2 Clean air\n\n- Plant 5,000 trees\n"}}};
    }
    static Made must(const Result<Made>& made) {
        EXPECT_TRUE(made) << made.error().code << " " << made.error().what.en << " " << made.error().where;
        return made ? *made : Made();
    }
    std::unique_ptr<services::Registry> open(const std::string& place) const {
        services::Options store;
        store.folder = place;
        store.in_child = false;
        auto registry = services::Registry::open(store);
        EXPECT_TRUE(registry) << registry.error().code;
        return registry ? std::move(*registry) : nullptr;
    }

    fs::path folder_;
};

TEST_F(BuildTest, FourYearsThatLookLikeWork) {
    const Made made = must(build(options(folder_)));
    ASSERT_EQ(made.plans.size(), 1u);
    EXPECT_EQ(made.cycles, 19u);  // 16 quarters, and three years; the last one's opens later
    EXPECT_EQ(made.today, "2029-01-13");
    EXPECT_GT(made.items, 50u);
    EXPECT_GT(made.reports, made.items * 5);
    const auto registry = open(folder_);
    ASSERT_NE(registry, nullptr);
    const auto view = registry->view();
    EXPECT_TRUE(view->settings.demo);
    EXPECT_EQ(view.head(), made.head);
    EXPECT_TRUE(registry->verify(true)->good);
    // The clock goes on from the last event, not from the machine's.
    EXPECT_EQ(tracking::print_day(services::today()).substr(0, 4), "2029");
    std::size_t approved = 0, behind = 0, returned = 0, commented = 0, late = 0, evidence = 0,
                contributed = 0;
    view->tracking.reports.each([&](const std::string&, const tracking::CycleReports& reports) {
        reports.each([&](const std::string&, const tracking::ReportPtr& report) {
            approved += report->state == tracking::ReportState::approved;
            behind += report->behind();
            returned += report->last("returned") != nullptr;
            commented += !report->comments.empty();
            for (const auto& [name, value] : report->fields) {
                evidence += name.rfind("evidence/", 0) == 0;
                contributed += name.rfind("contribution/", 0) == 0;
            }
            const auto cycle =
                services::find_cycle(view.snapshot(), report->plan, report->cycle, services::today());
            const auto* submitted = report->last("submitted");
            late += submitted != nullptr && cycle &&
                    submitted->stamp.recorded_us / 86'400'000'000 > cycle->cycle.due;
        });
    });
    for (const auto count : {approved, behind, returned, commented, late, evidence, contributed})
        EXPECT_GT(count, 5u);
    EXPECT_GT(view->acts.find(made.plans[0])->size(), 3u);
    ASSERT_EQ(view->tracking.plan(made.plans[0]).rhythms.size(), 2u);
    std::size_t of_years = 0;
    view->tracking.of(made.plans[0], "y-2026").each([&](const auto&, const tracking::ReportPtr& report) {
        of_years += report->state == tracking::ReportState::approved;
    });
    EXPECT_GT(of_years, 3u);
    // Revised half way: a second edition, with its act, in force from a day on.
    const auto* known = view->plan(made.plans[0]);
    ASSERT_EQ(known->editions.size(), 2u);
    EXPECT_EQ(known->editions[1]->effective, "2027-01-01");
    EXPECT_NE(known->editions[1]->content, known->editions[0]->content);
    const auto plan = view.plan(made.plans[0]);
    const auto all = services::evaluate(view, *plan, {}, services::Basis::approved);
    ASSERT_TRUE(all) << all.error().code;
    EXPECT_FALSE((*all)->board.behind.empty());
    EXPECT_FALSE((*all)->agencies.empty());
}

TEST_F(BuildTest, TheSameSeedGivesTheSameLedgerAndAnotherOneAnother) {
    auto some = options(folder_);
    some.plans = town();
    const auto first = must(build(some)).head;
    some.folder += "-2";
    EXPECT_EQ(must(build(some)).head, first);
    some.seed = 2;  // a demonstration may be replaced by another one
    EXPECT_NE(must(build(some)).head, first);
}

TEST_F(BuildTest, ARealStoreIsNeverTouched) {
    {
        auto registry = open(folder_);
        ASSERT_NE(registry, nullptr);
        EXPECT_EQ(registry->demo_clock(), nullptr);
        EXPECT_FALSE(registry->change_settings(auth::local_actor("me"), {{"demo", true}}));
    }
    const auto made = build(options(folder_));
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, "demo-real");
    EXPECT_FALSE(open(folder_)->view()->settings.demo);
}

TEST_F(BuildTest, OtherFilesAreNotTouchedEither) {
    fs::create_directories(folder_);
    std::ofstream(folder_ / "notes.txt") << "mine";
    const auto made = build(options(folder_));
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, "demo-folder");
    EXPECT_TRUE(fs::exists(folder_ / "notes.txt"));
}

TEST_F(BuildTest, CancelledItLeavesNothing) {
    const auto made = build(options(folder_), [](std::string_view step, std::uint64_t done, std::uint64_t) {
        return step != "simulate" || done < 2;
    });
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, "cancelled");
    EXPECT_FALSE(fs::exists(folder_));
    EXPECT_FALSE(fs::exists(folder_.string() + ".making"));
    EXPECT_FALSE(ledger::SimulatedClock::exists());
}

TEST_F(BuildTest, APlanWithoutAgenciesGetsSomeAndAnEmptyOneIsRefused) {
    auto some = options(folder_);
    some.plans = town();
    const Made made = must(build(some));
    EXPECT_GE(made.items, 2u);
    EXPECT_EQ(made.cycles, 8u);
    EXPECT_GT(made.reports, 8u);
    some.folder += "-2";
    some.plans = {{{"a.md", "\n"}}};
    EXPECT_FALSE(build(some));
}

}  // namespace
}  // namespace gangmu::demo
