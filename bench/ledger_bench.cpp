// bench_ledger [SECONDS]: durable commands a second through the writer, beside what SQLite and the disk give
// alone, in one run on one disk. Each line: name, rate, and its ratio to SQLite committing the same rows one
// by one. TMPDIR says where; it must be a real disk, or fsync costs nothing.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "ledger/sqlite/database.hpp"
#include "ledger/writer.hpp"
#include "unit/ledger/scratch.hpp"

namespace {

using namespace gangmu;
using namespace gangmu::ledger;
using Clock = std::chrono::steady_clock;

const std::string payload = "{\"report\":\"" + std::string(180, 'x') + "\"}";

template <class T>
T must(Result<T> result) {
    if (!result) {
        std::fprintf(stderr, "%s %s\n", result.error().code.c_str(), result.error().where.c_str());
        std::exit(1);
    }
    return std::move(*result);
}
void must(Status status) {
    if (!status) std::exit(1);
}

double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

// Calls `step` (which does that many at once) for so long; returns how many a second.
double rate(double seconds, double at_once, const std::function<void()>& step) {
    const auto start = Clock::now();
    double done = 0;
    while (seconds_since(start) < seconds) {
        step();
        done += at_once;
    }
    return done / seconds_since(start);
}

double disk(double seconds) {
    Scratch scratch(std::filesystem::temp_directory_path());
    const int file = ::open(scratch.path().c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    const double result = rate(seconds, 1, [&] {
        if (::write(file, payload.data(), payload.size()) < 0 || ::fsync(file) != 0) std::exit(1);
    });
    ::close(file);
    return result;
}

// The bare insert: one table, no chain, no second table.
double raw_sqlite(double seconds, int batch) {
    Scratch scratch(std::filesystem::temp_directory_path());
    Database database = must(Database::open(scratch.path(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE));
    must(
        database.run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                     "CREATE TABLE rows (seq INTEGER PRIMARY KEY, payload TEXT NOT NULL) STRICT"));
    Statement insert = must(database.prepare("INSERT INTO rows (payload) VALUES (?1)"));
    return rate(seconds, batch, [&] {
        must(database.run("BEGIN IMMEDIATE"));
        for (int i = 0; i < batch; ++i)
            must(insert.bind(1, std::string_view(payload)).run());
        must(database.run("COMMIT"));
    });
}

double appends(double seconds, int batch) {
    Scratch scratch(std::filesystem::temp_directory_path());
    const auto ledger = must(open_sqlite(scratch.path(), Access::read_write));
    const std::vector<NewEvent> events(static_cast<std::size_t>(batch),
                                       {"report.filed", "chen", "", payload});
    return rate(seconds, batch, [&] { (void)must(ledger->append(events)); });
}

class Nothing : public Book {
  public:
    Status apply(std::span<const Event>) override { return {}; }
    void publish(const Head&) override {}
    void discard() override {}
};

double writers(double seconds, int count) {
    Scratch scratch(std::filesystem::temp_directory_path());
    const auto ledger = must(open_sqlite(scratch.path(), Access::read_write));
    Nothing book;
    Writer writer(*ledger, book);
    std::atomic<bool> stop = false;
    const auto produce = []() -> Result<std::vector<NewEvent>> {
        return std::vector<NewEvent>{{"report.filed", "chen", "", payload}};
    };
    std::vector<std::thread> threads;
    const auto start = Clock::now();
    for (int i = 0; i < count; ++i)
        threads.emplace_back([&] {
            while (!stop)
                (void)must(writer.run(produce));
        });
    std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
    stop = true;
    for (auto& thread : threads)
        thread.join();
    return static_cast<double>(writer.stats().events) / seconds_since(start);
}

struct Measure {
    const char* name;
    std::function<double(double)> run;
    std::vector<double> rates = {};
    double median() {
        std::sort(rates.begin(), rates.end());
        return rates[rates.size() / 2];
    }
};

}  // namespace

int main(int argc, char** argv) {
    const double seconds = argc > 1 ? std::atof(argv[1]) : 1.0;
    std::vector<Measure> measures{
        {"SQLite, bare rows, one a commit", [](double time) { return raw_sqlite(time, 1); }},
        {"SQLite, bare rows, 10 a commit", [](double time) { return raw_sqlite(time, 10); }},
        {"SQLite, bare rows, 100 a commit", [](double time) { return raw_sqlite(time, 100); }},
        {"disk: append + fsync", disk},
        {"ledger, chained events, one a commit", [](double time) { return appends(time, 1); }},
        {"ledger, chained events, 100 a commit", [](double time) { return appends(time, 100); }},
        {"writer, 1 thread", [](double time) { return writers(time, 1); }},
        {"writer, 16 threads", [](double time) { return writers(time, 16); }},
        {"writer, 64 threads", [](double time) { return writers(time, 64); }},
    };
    for (int round = 0; round < 3; ++round)
        for (Measure& measure : measures)
            measure.rates.push_back(measure.run(seconds / 3));
    const double base = measures.front().median();
    for (Measure& measure : measures)
        std::printf("%-46s %10.0f /s %8.2f\n", measure.name, measure.median(), measure.median() / base);
    return 0;
}
