// bench_state [NODES]: a registry of NODES nodes (1,000,000) in plans of 5,000, all drafts.
//   correction   fold + publish of one corrected node: what lies between its commit and readers seeing it
//   past         a day long ago, folded from the checkpoint
//   restart      checkpoint read, contents parsed, index built
// The ledger is in memory: what SQLite costs is the business of bench_ledger. Times are of the
// thread on a processor; only the index, which is built by two threads, is wall clock.
#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>

#include "generate.hpp"
#include "ledger/memory.hpp"
#include "state/book.hpp"
#include "state/checkpoint.hpp"
#include "state/events.hpp"
#include "state/fold.hpp"
#include "state/passages.hpp"

namespace {

using namespace gangmu;
using namespace gangmu::state;

class Bench {
  public:
    explicit Bench(std::size_t nodes)
        : nodes_(nodes),
          folder_(std::filesystem::temp_directory_path() / "gangmu-bench-state"),
          contents_([this](std::string_view sha256) { return ledger_.blob(sha256); }) {
        std::filesystem::create_directories(folder_);
    }
    ~Bench() { std::filesystem::remove_all(folder_); }

    int run() {
        fill();
        StateBook book(std::move(snapshot_), current_, contents_, past_);
        correct(book);
        const auto now = current_.get();
        std::string text;
        fmt::print("checkpoint written  {:8.1f} ms, {} KB\n",
                   bench::cpu_milliseconds([&] { text = write_checkpoint(*now); }), text.size() >> 10);
        if (!checkpoints_.save(now->head, text)) return 1;
        past_.forget_all();
        const Sequence then = now->head.seq / 2;
        fmt::print("past, first time    {:8.1f} ms (half of the events, no checkpoint before it)\n",
                   bench::cpu_milliseconds([&] { static_cast<void>(past_.at(then)); }));
        fmt::print("past, again         {:8.3f} ms\n",
                   bench::cpu_milliseconds([&] { static_cast<void>(past_.at(then)); }));
        held_.clear();
        contents_.forget_all();
        Snapshot again;
        fmt::print("restart: state      {:8.1f} ms (checkpoint and contents out of blobs)\n",
                   bench::cpu_milliseconds([&] { again = *read_checkpoint(text, ledger_, contents_); }));
        fmt::print("restart: index      {:8.1f} ms (two threads)\n",
                   bench::milliseconds([&] { again.index = build_index(again, 2); }));
        return again.head == now->head ? 0 : 1;
    }

  private:
    void append(const char* type, const json::object& payload, StateBook* book) {
        const auto events =
            ledger_.append(std::vector{ledger::NewEvent{type, "bench", "", print_json(payload)}});
        if (book == nullptr) {
            if (!fold(snapshot_, events->front(), contents_, Indexing::off)) std::abort();
        } else if (book->apply(*events)) {
            book->publish({events->front().seq, events->front().hash});
        }
    }

    void fill() {
        const bench::Vocabulary vocabulary;
        std::size_t bytes = 0, made = 0;
        double building = 0;
        for (std::uint64_t seed = 1; made < nodes_; ++seed) {
            auto plan = bench::make_plan(vocabulary, seed, 5'000);
            plan.plan.id = fmt::format("p-{:012x}", seed);
            made += plan.nodes.size();
            const auto before = bench::resident_bytes();
            ContentPtr content;
            building += bench::cpu_milliseconds([&] { content = *Content::build(plan); });
            bytes += bench::resident_bytes() - before;
            const auto blob = *ledger_.put_blob(content_text(*content));
            contents_.remember(blob, content);
            held_.push_back(std::move(content));
            append("plan.drafted", {{"v", 1}, {"plan", plan.plan.id}, {"content", blob}}, nullptr);
        }
        fmt::print("{} nodes in {} plans\n", made, snapshot_.plans.size());
        fmt::print("contents            {:8.0f} bytes and {:.2f} µs a node (indicators and all)\n",
                   static_cast<double>(bytes) / static_cast<double>(made),
                   building * 1000 / static_cast<double>(made));
        fmt::print("index               {:8.1f} ms\n",
                   bench::milliseconds([&] { snapshot_.index = build_index(snapshot_, 2); }));
    }

    void correct(StateBook& book) {
        std::vector<double> times;
        bench::Random random(3);
        for (int i = 0; i < 1000; ++i) {
            const auto& id = book.tentative().plan_order[random.below(book.tentative().plan_order.size())];
            const auto& content = *book.tentative().plan(id)->draft->content;
            const auto& node = content.node(static_cast<Row>(random.below(content.rows()))).id;
            json::object payload{
                {"v", 1},
                {"plan", id},
                {"operations",
                 json::array{json::object{
                     {"op", "set"}, {"node", node}, {"field", "title"}, {"value", "更正的名稱"}}}}};
            const auto events = ledger_.append(
                std::vector{ledger::NewEvent{"plan.corrected", "bench", "", print_json(payload)}});
            times.push_back(bench::cpu_milliseconds([&] {
                if (book.apply(*events)) book.publish({events->front().seq, events->front().hash});
            }));
        }
        fmt::print("correction          {:8.3f} ms p50, {:.3f} ms p99, {:.3f} ms max\n",
                   bench::percentile(times, 50), bench::percentile(times, 99), bench::percentile(times, 100));
    }

    const std::size_t nodes_;
    const std::filesystem::path folder_;
    ledger::MemoryLedger ledger_;
    Contents contents_;
    ledger::Checkpoints checkpoints_{folder_, checkpoint_version};
    Past past_{ledger_, checkpoints_, contents_};
    published<Snapshot> current_;
    Snapshot snapshot_;
    std::vector<ContentPtr> held_;
};

}  // namespace

int main(int argc, char** argv) {
    return Bench(argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1'000'000).run();
}
