// The fold through the writer: incremental equals folded anew, and a change in a large registry is seen at
// once.
#include "state/book.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <ctime>
#include <filesystem>
#include <functional>
#include <thread>

#include "ledger/memory.hpp"
#include "state/calendar.hpp"
#include "state/checkpoint.hpp"
#include "state/events.hpp"
#include "state/fold.hpp"
#include "unit/state/plans.hpp"

namespace gangmu::state {
namespace {

class BookTest : public testing::Test {
  protected:
    BookTest()
        : folder_(std::filesystem::temp_directory_path() /
                  ("gangmu-book-" + std::to_string(::getpid()) + "-" +
                   testing::UnitTest::GetInstance()->current_test_info()->name())),
          contents_([this](std::string_view sha256) { return ledger_.blob(sha256); }) {
        std::filesystem::create_directories(folder_);
        checkpoints_ = std::make_unique<ledger::Checkpoints>(folder_, checkpoint_version);
        past_ = std::make_unique<Past>(ledger_, *checkpoints_, contents_);
        book_ = std::make_unique<StateBook>(Snapshot(), current_, contents_, *past_);
        writer_ = std::make_unique<ledger::Writer>(ledger_, *book_);
    }
    ~BookTest() override {
        writer_.reset();
        std::filesystem::remove_all(folder_);
    }

    void record(std::string_view type, json::object payload, std::string effective = {}) {
        payload["v"] = 1;
        const auto done = writer_->run([&]() -> Result<std::vector<ledger::NewEvent>> {
            return std::vector{ledger::NewEvent{std::string(type), "tester", effective, print_json(payload)}};
        });
        ASSERT_TRUE(done) << done.error().code << " " << done.error().where;
    }
    std::string keep(const model::Plan& plan) {
        auto content = *Content::build(plan);
        held_.push_back(content);
        const auto blob = *ledger_.put_blob(content_text(*content));
        contents_.remember(blob, content);
        return blob;
    }
    json::object set(const std::string& plan, std::string_view node, std::string_view title) {
        return {{"plan", plan},
                {"operations", json::array{json::object{
                                   {"op", "set"}, {"node", node}, {"field", "title"}, {"value", title}}}}};
    }
    // A bit of everything.
    void history() {
        const auto plan = test::small_plan();
        const auto blob = keep(plan);
        record(event::document_received, {{"sha256", std::string(64, 'd')}, {"name", "d.txt"}, {"bytes", 9}});
        record(event::plan_drafted,
               {{"plan", plan.plan.id}, {"content", blob}, {"documents", json::array{std::string(64, 'd')}}});
        record(event::plan_corrected, set(plan.plan.id, "1/1", "改一"));
        record(event::plan_published, {{"plan", plan.plan.id}, {"edition", 1}, {"content", blob}},
               "2021-01-01");
        record(event::finding_dismissed, {{"plan", plan.plan.id}, {"finding", "gap:1"}, {"reason", "合理"}});
        record(event::plan_corrected, set(plan.plan.id, "2", "改二"));
        record(
            event::account_created,
            {{"name", "chen"}, {"password", "h"}, {"roles", json::array{json::object{{"role", "officer"}}}}});
        record(event::role_granted, {{"name", "chen"}, {"role", "admin"}, {"agency", "國發會"}});
        record(event::role_revoked, {{"name", "chen"}, {"role", "officer"}, {"agency", ""}});
        record(event::account_disabled, {{"name", "chen"}, {"disabled", true}});
        record(event::agency_registered,
               {{"name", "國科會"},
                {"names", json::array{json::object{{"name", "科技部"}, {"to", "2022-07-27"}}}}});
        record(event::settings_changed, {{"public_reading", false}, {"rules_off", json::array{"gap"}}});
        record(event::plan_withdrawn, {{"plan", plan.plan.id}, {"edition", 1}, {"reason", "誤"}});
    }
    // What a checkpoint says, and the contents it leaves out.
    static std::string all_of(const Snapshot& snapshot) {
        std::string text = write_checkpoint(snapshot);
        for (const auto& id : snapshot.plan_order) {
            const Plan& plan = *snapshot.plan(id);
            if (plan.draft) text += content_text(*plan.draft->content);
            for (const auto& each : plan.editions)
                text += content_text(*each->content);
        }
        return text;
    }

    std::filesystem::path folder_;
    ledger::MemoryLedger ledger_;
    Contents contents_;
    std::vector<ContentPtr> held_;
    std::unique_ptr<ledger::Checkpoints> checkpoints_;
    std::unique_ptr<Past> past_;
    published<Snapshot> current_;
    std::unique_ptr<StateBook> book_;
    std::unique_ptr<ledger::Writer> writer_;
};

TEST_F(BookTest, FoldedAnewEqualsIncremental) {
    history();
    const auto incremental = current_.get();
    held_.clear();
    contents_.forget_all();
    Snapshot anew;
    ASSERT_TRUE(fold_tail(anew, ledger_, incremental->head.seq, contents_, Indexing::off));
    EXPECT_EQ(all_of(anew), all_of(*incremental));
    EXPECT_EQ(anew.head, incremental->head);
    EXPECT_EQ(anew.agency("科技部")->name, "國科會");
    EXPECT_EQ(anew.account("chen")->grants, (std::vector<Grant>{{Role::admin, "國發會"}}));
    EXPECT_FALSE(anew.settings.public_reading);
    const Plan& plan = *anew.plan("p-0123456789ab");
    EXPECT_EQ(plan.latest(), nullptr);
    EXPECT_EQ(plan.draft->content->node(4).title, "改二");
    EXPECT_EQ(plan.draft->from_edition, 1u);
    EXPECT_EQ(plan.history.size(), 6u);
}

TEST_F(BookTest, ACheckpointGivesTheSameStateAtEveryEvent) {
    history();
    for (Sequence seq = 1; seq <= current_.get()->head.seq; ++seq) {
        Snapshot at;
        ASSERT_TRUE(fold_tail(at, ledger_, seq, contents_, Indexing::off));
        const auto read = read_checkpoint(write_checkpoint(at), ledger_, contents_);
        ASSERT_TRUE(read) << read.error().code;
        EXPECT_EQ(all_of(*read), all_of(at)) << seq;
        EXPECT_EQ(read->head, at.head);
        const auto past = past_->at(seq);
        ASSERT_TRUE(past);
        EXPECT_EQ(all_of(**past), all_of(at)) << seq;
    }
    ASSERT_TRUE(checkpoints_->save({5, "not this ledger's"}, "{}"));
    past_->forget_all();
    EXPECT_TRUE(past_->at(7)) << "a bad checkpoint is passed over";
}

TEST_F(BookTest, AFailedCommitIsNeverSeen) {
    const auto blob = keep(test::small_plan());
    ledger_.fail_next(fail(Fault::unavailable, "disk-full", {"滿", "full"}));
    const auto lost = writer_->run([&]() -> Result<std::vector<ledger::NewEvent>> {
        return std::vector{ledger::NewEvent{std::string(event::plan_drafted), "t", "",
                                            R"({"v":1,"plan":"p-x","content":")" + blob + R"("})"}};
    });
    EXPECT_EQ(lost.error().code, "disk-full");
    EXPECT_EQ(current_.get()->plan("p-x"), nullptr);
    record(event::plan_drafted, {{"plan", "p-y"}, {"content", blob}});
    EXPECT_EQ(current_.get()->plan("p-x"), nullptr);
    EXPECT_NE(current_.get()->plan("p-y"), nullptr);
    EXPECT_EQ(current_.get()->plan_order.size(), 1u);
}

TEST_F(BookTest, EventsOfALaterVersionAreRefused) {
    for (const auto& [type, payload] :
         {std::pair{"plan.painted", R"({"v":1})"}, std::pair{"plan.drafted", R"({"v":2})"}}) {
        const auto done = writer_->run([&]() -> Result<std::vector<ledger::NewEvent>> {
            return std::vector{ledger::NewEvent{type, "t", "", payload}};
        });
        ASSERT_FALSE(done);
        EXPECT_EQ(done.error().code, "store-newer");
    }
}

// Of this thread: what else the machine does is no matter.
double cpu_us() {
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

// The aim: under a millisecond after its commit in a registry of 1,000,000 nodes. Here with 100,000 (tests
// are built without optimisation); bench measures the million.
TEST_F(BookTest, ACorrectionInALargeRegistryIsSeenAtOnce) {
    const auto plan = test::large_plan(100'000);
    const auto blob = keep(plan);
    record(event::plan_drafted, {{"plan", plan.plan.id}, {"content", blob}});
    std::vector<double> times;
    for (int i = 0; i < 51; ++i) {
        const double start = cpu_us();
        record(event::plan_corrected,
               set(plan.plan.id, "n" + std::to_string(i * 1000), "新" + std::to_string(i)));
        const auto snapshot = current_.get();
        const auto& content = *snapshot->plan(plan.plan.id)->draft->content;
        ASSERT_EQ(content.node(static_cast<Row>(i * 1000)).title, "新" + std::to_string(i));
        times.push_back(cpu_us() - start);
    }
    std::nth_element(times.begin(), times.begin() + 25, times.end());
    RecordProperty("median_us", std::to_string(times[25]));
    EXPECT_LT(times[25], 5000.0);  // a slow machine's; to copy the registry takes ten times as long
}

// For ThreadSanitizer: readers of the present and of the past beside the writer.
// Bytes are erased while somebody asks for an earlier day: what that one still reads is given to nobody else.
TEST_F(BookTest, WhatIsFoldedWhileItIsForgottenIsNotKept) {
    history();
    std::size_t reads = 0;
    std::function<void()> meanwhile = [] {};
    Contents contents([&](std::string_view sha256) {
        ++reads;
        auto text = ledger_.blob(sha256);
        meanwhile();
        return text;
    });
    Past past(ledger_, *checkpoints_, contents);
    meanwhile = [&] {
        contents.forget_all();
        past.forget_all();
    };
    const auto before = past.at(3);
    ASSERT_TRUE(before);
    EXPECT_EQ(reads, 1U);
    meanwhile = [] {};
    const auto after = past.at(3);
    ASSERT_TRUE(after);
    EXPECT_EQ(reads, 2U) << "folded anew, though the first answer is still held";
    ASSERT_TRUE(past.at(3));
    EXPECT_EQ(reads, 2U) << "and then kept";
}

TEST_F(BookTest, ReadersBesideTheWriter) {
    const auto plan = test::small_plan();
    record(event::plan_drafted, {{"plan", plan.plan.id}, {"content", keep(plan)}});
    std::atomic<bool> stop = false;
    std::vector<std::thread> readers;
    for (int i = 0; i < 3; ++i)
        readers.emplace_back([&] {
            Sequence last = 0;
            while (!stop) {
                const auto snapshot = current_.get();
                EXPECT_GE(snapshot->head.seq, last);
                last = snapshot->head.seq;
                const auto draft = snapshot->plan(plan.plan.id)->draft;
                EXPECT_EQ(draft->corrections.size() + 1, last);
                EXPECT_EQ(draft->content->to_plan().nodes.size(), plan.nodes.size());
                EXPECT_TRUE(past_->at(last / 2 + 1));
            }
        });
    for (int i = 0; i < 50; ++i)
        record(event::plan_corrected, set(plan.plan.id, "1/1", std::to_string(i)));
    stop = true;
    for (auto& each : readers)
        each.join();
    EXPECT_EQ(current_.get()->plan(plan.plan.id)->draft->content->node(1).title, "49");
}

TEST(Calendar, DaysOfTaipei) {
    EXPECT_TRUE(is_date("2024-02-29"));
    EXPECT_FALSE(is_date("2023-02-29"));
    EXPECT_FALSE(is_date("2024-2-29"));
    EXPECT_FALSE(is_date("2024-13-01"));
    const auto end = *day_end_us("2024-12-31");
    EXPECT_EQ(end, 1'735'660'799'999'999);  // 15:59:59.999999 UTC
    EXPECT_EQ(day_of(end), "2024-12-31");
    EXPECT_EQ(day_of(end + 1), "2025-01-01");
    EXPECT_EQ(last_day_of("2024-02"), "2024-02-29");
    EXPECT_EQ(last_day_of("2024"), "");
}

}  // namespace
}  // namespace gangmu::state
