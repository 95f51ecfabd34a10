// bench_registry fill STORE [NODES] [NODES A PLAN]   a made-up registry with four years of history, into a
// store bench_registry open STORE                          what opening it costs, and what the past costs
// then
//
// History: the plans are drafted and published in the first year; then three years of corrections to their
// drafts, 12,000 in all. The ledger's own chain makes the events, with old times given to it. A checkpoint
// is written at the end of each month, as a server that had been running would have done. After that the
// registry is written to in earnest: corrections through the writer, SQLite and all.
#include <fmt/format.h>
#include <malloc.h>

#include <cstdlib>
#include <filesystem>

#include "generate.hpp"
#include "ledger/chain.hpp"
#include "ledger/writer.hpp"
#include "services/registry.hpp"
#include "state/book.hpp"
#include "state/calendar.hpp"
#include "state/checkpoint.hpp"
#include "state/events.hpp"
#include "state/fold.hpp"
#include "state/passages.hpp"

namespace {

using namespace gangmu;
using namespace gangmu::state;

constexpr std::int64_t day_us = 86'400'000'000;
constexpr std::size_t corrections = 12'000;

void must(Status status) {
    if (status) return;
    fmt::print(stderr, "{} {}\n", status.error().code, status.error().where);
    std::exit(1);
}
template <class T>
T must(Result<T> result) {
    if (result) return std::move(*result);
    fmt::print(stderr, "{} {}\n", result.error().code, result.error().where);
    std::exit(1);
}

void line(std::string_view name, std::vector<double>& times) {
    fmt::print("{:<44}{:9.3f} ms p50 {:9.3f} ms p99 {:9.3f} ms max\n", name, bench::percentile(times, 50),
               bench::percentile(times, 99), bench::percentile(times, 100));
}

void memory(std::string_view name, std::size_t nodes) {
    malloc_trim(0);
    const auto bytes = bench::resident_bytes();
    fmt::print("{:<44}{:9} MB, {} bytes a node\n", name, bytes >> 20, nodes == 0 ? 0 : bytes / nodes);
}

// The state's book, with a watch on what comes after the commit.
class Watched final : public ledger::Book {
  public:
    explicit Watched(StateBook& book) : book_(book) {}
    Status apply(std::span<const ledger::Event> events) override {
        Status status;
        fold.push_back(bench::milliseconds([&] { status = book_.apply(events); }));
        return status;
    }
    void publish(const ledger::Head& head) override {
        visible.push_back(bench::milliseconds([&] { book_.publish(head); }));
    }
    void discard() override { book_.discard(); }
    std::vector<double> fold, visible;

  private:
    StateBook& book_;
};

class Fill {
  public:
    Fill(const std::string& store, std::size_t nodes, std::size_t per_plan)
        : store_(store),
          nodes_(nodes),
          per_plan_(per_plan),
          ledger_(must(ledger::open_sqlite(store, ledger::Access::read_write))),
          contents_([this](std::string_view sha256) { return ledger_->blob(sha256); }),
          checkpoints_(store, checkpoint_version),
          past_(*ledger_, checkpoints_, contents_),
          chain_(must(ledger_->chain())),
          start_(ledger::clock_us() - 4 * 365 * day_us) {}

    void run() {
        plans();
        history();
        memory("memory without the index", snapshot_.plans.size() * per_plan_);
        fmt::print("{:<44}{:9.1f} ms by the clock, two threads\n", "index built",
                   bench::milliseconds([&] { snapshot_.index = build_index(snapshot_, 2); }));
        memory("memory with it", snapshot_.plans.size() * per_plan_);
        write();
    }

  private:
    void record(std::string_view type, const json::object& payload, std::int64_t at, std::string effective) {
        const auto month = day_of(at).substr(0, 7);
        if (month != month_ && !month_.empty()) {
            flush();
            must(checkpoints_.save(snapshot_.head, write_checkpoint(snapshot_)));
        }
        month_ = month;
        auto event =
            chain_.extend({std::string(type), "bench", std::move(effective), print_json(payload)}, at);
        must(fold(snapshot_, event, contents_, Indexing::off));
        waiting_.push_back(std::move(event));
        if (waiting_.size() >= 500) flush();
    }

    void flush() {
        if (!waiting_.empty()) must(ledger_->commit(waiting_));
        waiting_.clear();
    }

    void plans() {
        const bench::Vocabulary vocabulary;
        const std::size_t count = (nodes_ + per_plan_ - 1) / per_plan_;
        for (std::size_t i = 0; i < count; ++i) {
            auto plan = bench::make_plan(vocabulary, i + 1, per_plan_);
            const std::int64_t at =
                start_ + static_cast<std::int64_t>(i) * 365 * day_us / static_cast<std::int64_t>(count);
            const auto content = must(Content::build(plan));
            const auto blob = must(ledger_->put_blob(content_text(*content)));
            contents_.remember(blob, content);
            record(event::plan_drafted, {{"v", 1}, {"plan", plan.plan.id}, {"content", blob}}, at, {});
            record(
                event::plan_published,
                {{"v", 1}, {"plan", plan.plan.id}, {"edition", 1}, {"content", blob}, {"proofread", false}},
                at + 1, day_of(at));
        }
        fmt::print("{} nodes in {} plans\n", count * per_plan_, count);
    }

    json::object correction(bench::Random& random, const Snapshot& snapshot) const {
        const auto& id = snapshot.plan_order[random.below(snapshot.plan_order.size())];
        const auto& plan = *snapshot.plan(id);
        const auto& content = plan.draft ? *plan.draft->content : *plan.latest()->content;
        const auto& node = content.node(static_cast<Row>(random.below(content.rows()))).id;
        return {
            {"v", 1},
            {"plan", id},
            {"operations", json::array{json::object{
                               {"op", "set"}, {"node", node}, {"field", "title"}, {"value", "更正的名稱"}}}}};
    }

    void history() {
        bench::Random random(5);
        for (std::size_t i = 0; i < corrections; ++i)
            record(event::plan_corrected, correction(random, snapshot_),
                   start_ + 365 * day_us +
                       static_cast<std::int64_t>(i) * (3 * 365 - 1) * day_us /
                           static_cast<std::int64_t>(corrections),
                   {});
        flush();
        fmt::print("{} events in the ledger\n", snapshot_.head.seq);
    }

    // Corrections one after the other, each waiting for its commit.
    void write() {
        StateBook book(std::move(snapshot_), current_, contents_, past_);
        Watched watched(book);
        ledger::Writer writer(*ledger_, watched);
        bench::Random random(6);
        std::vector<double> whole;
        for (int i = 0; i < 500; ++i) {
            const auto payload = print_json(correction(random, *current_.get()));
            whole.push_back(bench::milliseconds([&] {
                must(writer.run([&]() -> Result<std::vector<ledger::NewEvent>> {
                    return std::vector{
                        ledger::NewEvent{std::string(event::plan_corrected), "bench", "", payload}};
                }));
            }));
        }
        writer.stop();
        line("a correction, from command to visible", whole);
        line("  of it the fold, before the commit", watched.fold);
        line("  of it from the commit to visible", watched.visible);
    }

    const std::string store_;
    const std::size_t nodes_, per_plan_;
    std::unique_ptr<ledger::Ledger> ledger_;
    Contents contents_;
    ledger::Checkpoints checkpoints_;
    Past past_;
    ledger::Chain chain_;
    const std::int64_t start_;
    std::string month_;
    published<Snapshot> current_;
    Snapshot snapshot_;
    std::vector<ledger::Event> waiting_;
};

void past_of(const services::Registry& registry, int years, std::string_view when) {
    const auto date = day_of(ledger::clock_us() - years * 365 * day_us);
    std::size_t plans = 0;
    const double first = bench::milliseconds([&] {
        const auto view = must(registry.view(date, {}));
        plans = view.snapshot().plans.size();
    });
    const double again = bench::milliseconds([&] { static_cast<void>(must(registry.view(date, {}))); });
    fmt::print("{:<44}{:9.1f} ms, again {:.3f} ms ({}, {} plans)\n",
               fmt::format("as of {} years back, {}", years, when), first, again, date, plans);
}

int open(const std::string& store) {
    services::Options options;
    options.folder = store;
    options.admin_password = "bench-registry-0";
    std::unique_ptr<services::Registry> registry;
    const double time = bench::milliseconds([&] { registry = must(services::Registry::open(options)); });
    std::size_t nodes = 0;
    const auto view = registry->view();
    for (const auto& [id, plan] : view->plans)
        if (const auto* edition = plan->latest(); edition != nullptr && edition->content)
            nodes += edition->content->counts().nodes;
    fmt::print("{:<44}{:9.1f} ms by the clock\n", "opened", time);
    memory("memory", nodes);
    past_of(*registry, 2, "first");
    past_of(*registry, 3, "first");
    past_of(*registry, 1, "first");
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    const std::string_view mode = argc > 2 ? argv[1] : "";
    const auto given = [&](int at, std::size_t otherwise) {
        return argc > at ? static_cast<std::size_t>(std::strtoull(argv[at], nullptr, 10)) : otherwise;
    };
    if (mode == "open") return open(argv[2]);
    if (mode != "fill") {
        fmt::print(stderr, "bench_registry fill STORE [NODES] [NODES A PLAN] | open STORE\n");
        return 2;
    }
    std::filesystem::create_directories(argv[2]);
    Fill(argv[2], given(3, 1'000'000), given(4, 20'000)).run();
    return 0;
}
