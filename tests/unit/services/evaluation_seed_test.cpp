// The seed with the large indicator tables, judged with made-up observations: every light must have a reason,
// and none may be nonsense. Skips, and says so, where the seeds are not at hand.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>

#include "documents/open.hpp"
#include "evaluation/agencies.hpp"
#include "evaluation/words.hpp"
#include "reading/read.hpp"

namespace gangmu::evaluation {
namespace {

namespace fs = std::filesystem;

const model::Plan* plan_003() {
    static const std::optional<model::Plan> plan = []() -> std::optional<model::Plan> {
        const fs::path folder = fs::path(GANGMU_SOURCE_DIR) / ".." / "shared" / "seeds";
        std::error_code none;
        for (const auto& entry : fs::directory_iterator(folder, none)) {
            const auto name = entry.path().filename().string();
            if (name.rfind("003_", 0) != 0) continue;
            std::ifstream in(entry.path(), std::ios::binary);
            std::stringstream bytes;
            bytes << in.rdbuf();
            const auto document = documents::parse(name, bytes.str());
            if (!document) return std::nullopt;
            const std::vector<documents::Document> all{*document};
            return reading::read(all);
        }
        return std::nullopt;
    }();
    return plan ? &*plan : nullptr;
}

class Seed : public testing::Test {
  protected:
    void SetUp() override {
        if (plan_003() == nullptr) GTEST_SKIP() << "the seeds are not at hand: nothing was checked";
    }

    // Of every yearly target a value of `percent` of what it asks, counted as the indicator's reading wants
    // it; and of every milestone whether it was reached.
    static PlanInput filed(int percent) {
        auto input = input_of(*plan_003());
        const Span plan{span_of(input.start)->first, span_of(input.end)->last};
        for (auto& node : input.nodes) {
            auto copy = std::make_shared<NodeInput>(*node);
            for (auto& indicator : copy->indicators)
                observe(indicator, promises_of(indicator, plan), percent);
            node = copy;
        }
        return input;
    }
    static void observe(IndicatorInput& indicator, const Promises& promises, int percent) {
        std::map<std::string, Decimal> running;  // by unit
        for (const auto& promised : promises.dated) {
            Observation one;
            one.period = promised.target->period;
            for (const auto& goal : promised.goals) {
                if (!goal.value) continue;
                auto value = *goal.value;
                auto& before = running[std::string(goal.unit)];
                if (promises.reading == Reading::to_date && goal.meaning != Meaning::to_date)
                    value = value.plus(before).value();
                before = value;
                one.value = value.times(Decimal(percent, 2));
                one.unit = goal.unit;
                if (goal.parts > 1) one.part = goal.part;
                indicator.observations.push_back(one);
            }
            if (!promised.goals.empty()) continue;
            one.reached = percent >= 100;
            indicator.observations.push_back(one);
        }
    }
    // The light of each yearly target with one figure, where it could be told.
    template <class F>
    static int each_year(const Evaluation& evaluation, F&& check) {
        int seen = 0;
        for (std::uint32_t i = 0; i < evaluation.size(); ++i)
            for (const auto& indicator : evaluation.input(i).indicators)
                for (const auto& target : judge(indicator, {}, evaluation.context()).targets) {
                    const auto& reason = target.reasons.front();
                    if (reason.target->period == "overall" || reason.parts > 1 || !reason.value ||
                        reason.direction == Direction::falling)
                        continue;
                    ++seen;
                    check(target.light, because(reason, {}).zh);
                }
        return seen;
    }
    static Evaluation at(PlanInput input, const char* day, const char* period = "") {
        return Evaluation::of(std::move(input), moment_of(parse_day(day).value(), period));
    }
    using Tally = std::map<std::string, int>;
    // Lights of all indicators, and what is said of them.
    static Tally tally(const Evaluation& evaluation, bool print) {
        Tally lights;
        for (std::uint32_t i = 0; i < evaluation.size(); ++i)
            for (const auto& indicator : evaluation.input(i).indicators) {
                const auto judged = judge(indicator, evaluation.input(i).reports, evaluation.context());
                ++lights[std::string(to_string(judged.light))];
                const auto words = because(judged.reason, {});
                EXPECT_TRUE(words.zh.starts_with("因為") && words.zh.size() > 20) << words.zh;
                EXPECT_TRUE(words.en.starts_with("Because ")) << words.en;
                if (judged.achievement != unknown) {
                    EXPECT_GE(judged.achievement, 0) << words.zh;
                    EXPECT_LE(judged.achievement, 3 * one) << words.zh;
                }
                if (judged.light == Light::undecidable) {
                    EXPECT_FALSE(ranked(judged.light));
                }
                if (print)
                    std::cout << to_string(judged.light) << " | " << indicator.what->label << " | "
                              << words.zh << " | " << evaluation::words(judged.forecast).zh << "\n";
            }
        return lights;
    }
    static bool print() { return std::getenv("GANGMU_PRINT_LIGHTS") != nullptr; }
};

TEST_F(Seed, WhatIsReachedIsDone) {
    const auto result = at(filed(100), "2025-03-01");
    const auto lights = tally(result, print());
    int all = 0;
    for (const auto& [light, count] : lights)
        all += count;
    EXPECT_GE(all, 140);
    const int seen = each_year(
        result, [](Light light, const std::string& words) { EXPECT_EQ(to_string(light), "done") << words; });
    EXPECT_GT(seen, 150);
    EXPECT_GT(lights.at("done"), 70);
}

TEST_F(Seed, HalfOfEverythingIsBehind) {
    const auto result = at(filed(50), "2025-03-01");
    tally(result, print());
    const int seen = each_year(result, [](Light light, const std::string& words) {
        // half of a later running total may be all of an earlier one
        const bool made_good = words.find("逾期後補足") != std::string::npos;
        EXPECT_TRUE(light == Light::behind || light == Light::undecidable || made_good) << words;
    });
    EXPECT_GT(seen, 150);
}

TEST_F(Seed, NothingFiledIsNotReportedAfterwardsAndNotDueBefore) {
    const auto late = tally(at(input_of(*plan_003()), "2040-03-01"), false);
    for (const auto& [light, count] : late)
        EXPECT_TRUE(light == "not-reported" || light == "none" || light == "undecidable")
            << light << " " << count;
    const auto early = tally(at(input_of(*plan_003()), "2021-02-01"), false);
    for (const auto& [light, count] : early)
        EXPECT_TRUE(light == "not-due" || light == "none" || light == "undecidable") << light << " " << count;
}

TEST_F(Seed, TheWholePlanAndItsAgencies) {
    const auto result = at(filed(100), "2023-02-10", "2022");
    EXPECT_NE(result.whole().light, Light::none);
    EXPECT_GT(result.whole().judged(), 100U);
    Nano shares = 0, counted = 0;
    for (const auto& agency : by_agency(result))
        shares += agency.answers;
    for (std::uint32_t i = 0; i < result.size(); ++i)
        for (const auto& each : result.node(i).components)
            counted += each.counted ? one : 0;
    EXPECT_EQ(shares, counted);
    if (print()) tally(result, true);
}

}  // namespace
}  // namespace gangmu::evaluation
