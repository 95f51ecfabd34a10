// A plan of 20,000 nodes judged from nothing, and one changed leaf judged up to the top.
//   bench_evaluation [nodes]
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>

#include "evaluation/agencies.hpp"

namespace {

namespace e = gangmu::evaluation;
using gangmu::Decimal;

double processor_ms() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

// Six levels; every fifth node has an indicator of four years and seven quarters, every leaf progress of
// seven.
e::PlanInput plan_of(std::uint32_t size) {
    e::PlanInput input{"2021-01", "2024-12", {}, true};
    static const char* const quarters[] = {"2021-Q1", "2021-Q2", "2021-Q3", "2021-Q4",
                                           "2022-Q1", "2022-Q2", "2022-Q3"};
    for (std::uint32_t i = 0; i < size; ++i) {
        auto node = std::make_shared<e::NodeInput>();
        node->id = "n" + std::to_string(i);
        if (i > 0) node->parent = (i - 1) / 7;
        node->lead = {"機關" + std::to_string(i % 30)};
        node->schedule = {{"2021-01", "2023-12", "", ""}};
        for (int q = 0; q < 7; ++q)
            node->progress.push_back(
                {quarters[q], Decimal(8 * (q + 1)), Decimal((7 + static_cast<int>(i) % 3) * (q + 1)), 0});
        if (i % 5 == 0) {
            gangmu::model::Indicator what;
            what.id = node->id + "#1";
            for (int year = 2021; year <= 2024; ++year) {
                gangmu::model::Target target;
                target.period = std::to_string(year);
                target.text = "40 件";
                target.value = Decimal(40);
                target.unit = "件";
                what.targets.push_back(target);
            }
            e::IndicatorInput indicator;
            indicator.what = std::make_shared<const gangmu::model::Indicator>(what);
            for (int q = 0; q < 7; ++q) {
                e::Observation one;
                one.period = quarters[q];
                one.value = Decimal(10 * (q % 4 + 1) - static_cast<int>(i) % 4);
                indicator.observations.push_back(one);
            }
            node->indicators.push_back(std::move(indicator));
        }
        input.nodes.push_back(std::move(node));
    }
    return input;
}

template <class F>
double best_of(int times, F&& run) {
    double best = 1e9;
    for (int i = 0; i < times; ++i) {
        const double start = processor_ms();
        run();
        best = std::min(best, processor_ms() - start);
    }
    return best;
}

}  // namespace

int main(int argc, char** argv) {
    const auto size = static_cast<std::uint32_t>(argc > 1 ? std::atoi(argv[1]) : 20'000);
    const auto input = plan_of(size);
    const auto moment = e::moment_of(e::day_from(2022, 11, 15), "");
    e::Evaluation result;
    const double all = best_of(7, [&] { result = e::Evaluation::of(input, moment); });
    const double agencies = best_of(7, [&] { (void)e::by_agency(result); });
    auto changed = std::make_shared<e::NodeInput>(*input.nodes[size - 1]);
    changed->progress.back().actual = Decimal(1);
    const double leaf = best_of(7, [&] {
        for (int i = 0; i < 1000; ++i)
            (void)result.with(size - 1, i % 2 == 0 ? changed : input.nodes[size - 1]);
    });
    std::printf(
        "%u nodes: all %.2f ms (%.0f ns a node), by agency %.2f ms, one leaf and its ancestors %.2f us\n",
        size, all, all * 1e6 / size, agencies, leaf);
    return result.whole().judged() > 0 ? 0 : 1;
}
