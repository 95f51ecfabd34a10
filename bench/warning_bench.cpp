// bench_warning [SERIES] [SECONDS]   alert latency under load
//
// A store with so many series (minutes), a threshold rule over all of them, and two threads that record
// batches of 50 values as fast as they are taken; a third lets one series after another fall under the line
// and waits until its notice stands in the outbox. Reported: from the call that records the value to the
// notice, durable.
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <thread>

#include "services/registry_measure.hpp"
#include "services/registry_warning.hpp"
#include "table.hpp"

namespace {

using namespace gangmu;
using namespace gangmu::services;
using Clock = std::chrono::steady_clock;

void must(bool fine, const char* what) {
    if (fine) return;
    fmt::print(stderr, "{}\n", what);
    std::exit(1);
}
json::object object(const std::string& text) {
    return parse_json(text)->as_object();
}
double percentile(std::vector<double>& all, double p) {
    std::sort(all.begin(), all.end());
    return all.empty() ? 0
                       : all[std::min(all.size() - 1,
                                      static_cast<std::size_t>(p / 100 * static_cast<double>(all.size())))];
}

std::string minute_text(std::int64_t minute) {
    return measure::print({measure::Rhythm::minute, minute});
}

}  // namespace

int main(int argc, char** argv) {
    const int series = argc > 1 ? std::atoi(argv[1]) : 2'000;
    const int seconds = argc > 2 ? std::atoi(argv[2]) : 20;
    const auto folder = std::filesystem::temp_directory_path() / "gangmu-bench-warning";
    std::filesystem::remove_all(folder);
    Options options;
    options.folder = folder;
    options.admin_password = "correct horse battery";
    auto opened = Registry::open(options);
    must(opened.has_value(), "open");
    auto& registry = **opened;
    const auto local = auth::local_actor("bench");
    must(registry.create_account(local, {"duty", "值班", "correct horse battery", {}}).has_value(),
         "account");
    must(registry.measure()
             .define(local, object(R"({"id":"level","name":{"zh":"水位"},"unit":"公尺","decimals":2,)"
                                   R"("rhythm":"minute","over_time":"last"})"))
             .has_value(),
         "element");
    json::array units;
    for (int i = 0; i < series; ++i)
        units.push_back(object(fmt::format(R"({{"id":"s{}","name":{{"zh":"測站{}"}}}})", i, i)));
    must(registry.measure().set_units(local, units).has_value(), "units");
    const std::int64_t start =
        std::chrono::duration_cast<std::chrono::minutes>(std::chrono::system_clock::now().time_since_epoch())
            .count() +
        480 - 1000;
    const auto record = [&](int first, int count, std::int64_t minute, const Decimal& value) {
        GivenValues given;
        for (int i = 0; i < count; ++i)
            given.values.push_back({"level",
                                    "s" + std::to_string((first + i) % series),
                                    {},
                                    minute_text(minute),
                                    value,
                                    measure::Quality::measured,
                                    ""});
        return registry.measure().record(local, given);
    };
    for (std::int64_t minute = 0; minute < 60; ++minute)
        must(record(0, series, start + minute, Decimal(500, 2)).has_value(), "history");
    must(
        registry.warning()
            .set_rule(local, object(R"({"id":"low","name":"低水位","element":"level","limits":[{"value":2}],)"
                                    R"("tell":["duty"],"level":"severe"})"))
            .has_value(),
        "rule");
    must(registry.warning().settle().has_value(), "settle");

    // the lower half is loaded, the upper half falls
    std::atomic<bool> stop = false;
    std::atomic<std::uint64_t> written = 0;
    std::vector<std::thread> load;
    for (int t = 0; t < 2; ++t)
        load.emplace_back([&, t] {
            for (std::int64_t n = t; !stop; n += 2) {
                const auto first = static_cast<int>(n * 50 % (series / 2));
                const auto done = record(first, std::min(50, series / 2 - first),
                                         start + 60 + n * 50 / (series / 2), Decimal(400 + n % 100, 2));
                if (done) written += done->changed;
            }
        });
    std::vector<double> latencies;
    const auto end = Clock::now() + std::chrono::seconds(seconds);
    for (int i = series / 2; i < series && Clock::now() < end; ++i) {
        const auto before = registry.outbox()->counts("duty")->all;
        const auto from = Clock::now();
        must(record(i, 1, start + 60, Decimal(1)).has_value(), "value");
        while (registry.outbox()->counts("duty")->all == before)
            std::this_thread::sleep_for(std::chrono::microseconds(200));
        latencies.push_back(std::chrono::duration<double, std::milli>(Clock::now() - from).count());
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    stop = true;
    for (auto& thread : load)
        thread.join();
    bench::Table table("Alert latency, value to notice, under load",
                       {"series", "alerts", "values/s beside", "p50 ms", "p99 ms", "max ms"});
    const auto rate = static_cast<double>(written) / seconds;
    table.row({std::to_string(series), std::to_string(latencies.size()), bench::number(rate, 0),
               bench::number(percentile(latencies, 50)), bench::number(percentile(latencies, 99)),
               bench::number(percentile(latencies, 100))});
    table.print();
    opened->reset();
    std::filesystem::remove_all(folder);
}
