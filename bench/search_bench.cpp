// Search: our index beside SQLite FTS5 and Xapian on the same passages and queries, in one run.
//   bench_search [passages] [xapian passages; 0: none] [queries] [0: without FTS5]
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "generate.hpp"
#include "search/index.hpp"
#include "search_peers.hpp"
#include "table.hpp"

namespace {

using namespace gangmu;
using namespace gangmu::bench;

std::vector<search::Passage> make_passages(std::size_t count) {
    const Vocabulary vocabulary;
    Random random(42);
    std::vector<search::Passage> passages(count);
    for (std::size_t i = 0; i < count; ++i) {
        auto& passage = passages[i];
        passage.plan = "p-" + std::to_string(i / 5'000);
        passage.id = std::to_string(i);
        passage.kind = i % 4 == 0 ? "措施" : "重點工作項目";
        passage.title = vocabulary.text(random, 6 + random.below(8), false);
        passage.text = vocabulary.text(random, 20 + random.below(24));
        passage.from = 1;
    }
    return passages;
}

// What people type: mostly words of two letters, drawn as often as they are used in the texts.
std::vector<Asked> make_queries(std::size_t count) {
    const Vocabulary vocabulary;
    Random random(99);
    const auto word_of = [&](std::size_t letters) {
        for (;;) {
            const auto& word = vocabulary.draw(random);
            if (static_cast<unsigned char>(word.front()) >= 0x80 && word.size() == letters * 3) return word;
        }
    };
    std::vector<Asked> queries(count);
    for (auto& query : queries) {
        const auto roll = random.below(100);
        if (roll < 10)
            query = {{word_of(1)}, false, "one letter"};
        else if (roll < 50)
            query = {{word_of(2)}, false, "two letters"};
        else if (roll < 60)
            query = {{word_of(3)}, false, "three letters"};
        else if (roll < 80)
            query = {{roll < 70 ? word_of(2) + word_of(2) : word_of(4)}, false, "four letters"};
        else if (roll < 95)
            query = {{word_of(2), word_of(2)}, false, "two words, both"};
        else
            query = {{word_of(2), word_of(3)}, true, "two words, either"};
    }
    return queries;
}

struct Measured {
    double build = 0;  // ms
    std::size_t bytes = 0;
    std::vector<double> times;  // µs
    std::vector<std::size_t> totals;
};

void ask_all(Measured& measured, const std::vector<Asked>& queries,
             const std::function<std::size_t(const Asked&)>& ask) {
    for (const auto& query : queries) {
        std::size_t total = 0;
        measured.times.push_back(1'000 * cpu_milliseconds([&] { total = ask(query); }));
        measured.totals.push_back(total);
    }
}

std::size_t ask_ours(const search::Index& index, const Asked& asked, bool facets) {
    search::Request request;
    for (const auto& term : asked.terms) {
        if (!request.query.empty()) request.query += asked.any ? " 或 " : " ";
        request.query += '"' + term + '"';
    }
    request.facets = facets;
    return index.search(request).total;
}

void add_row(Table& table, const std::string& name, Measured measured, std::size_t passages,
             const Measured& base, std::size_t base_passages) {
    const double p50 = percentile(measured.times, 50), p99 = percentile(measured.times, 99);
    auto base_times = base.times;
    table.row({name, number(static_cast<double>(passages), 0), number(measured.build / 1'000, 2),
               times(measured.build / static_cast<double>(passages),
                     base.build / static_cast<double>(base_passages)),
               number(static_cast<double>(measured.bytes) / static_cast<double>(passages), 0), number(p50, 0),
               number(p99, 0), number(measured.times.back(), 0), times(p50, percentile(base_times, 50)),
               times(p99, percentile(base_times, 99))});
}

Measured measure_peer(Peer& peer, const std::vector<search::Passage>& passages,
                      const std::vector<Asked>& queries) {
    Measured measured;
    measured.build = cpu_milliseconds([&] { peer.build(passages); });
    measured.bytes = peer.bytes();
    ask_all(measured, queries, [&](const Asked& asked) { return peer.ask(asked); });
    return measured;
}

std::size_t differing(const Measured& a, const Measured& b) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < a.totals.size(); ++i)
        count += a.totals[i] != b.totals[i] ? 1 : 0;
    return count;
}

void print_kinds(const Measured& measured, const std::vector<Asked>& queries) {
    std::map<std::string, std::pair<std::vector<double>, std::size_t>> kinds;
    for (std::size_t i = 0; i < queries.size(); ++i) {
        auto& [times_us, most] = kinds[queries[i].kind];
        times_us.push_back(measured.times[i]);
        most = std::max(most, measured.totals[i]);
    }
    Table table("Ours by kind of query", {"query", "number", "most hits", "p50 µs", "p99 µs", "max µs"});
    for (auto& [kind, values] : kinds) {
        auto& [times_us, most] = values;
        const double p50 = percentile(times_us, 50), p99 = percentile(times_us, 99);
        table.row({kind, number(static_cast<double>(times_us.size()), 0),
                   number(static_cast<double>(most), 0), number(p50, 0), number(p99, 0),
                   number(times_us.back(), 0)});
    }
    table.print();
}

// A write: one passage more, and one that ends.
std::vector<double> measure_writes(search::Index index) {
    std::vector<double> times_us;
    for (search::Sequence sequence = 2; sequence < 1'002; ++sequence) {
        search::Batch batch;
        batch.sequence = sequence;
        const auto i = (sequence * 7'919) % index.size();
        batch.end.push_back({search::Type::node, "p-" + std::to_string(i / 5'000), std::to_string(i)});
        search::Passage passage;
        passage.plan = "p-0";
        passage.id = "w" + std::to_string(sequence);
        passage.title = "修正後之措施標題";
        passage.text = "修正後之內文，說明辦理情形與期程。";
        batch.add.push_back(passage);
        times_us.push_back(1'000 * cpu_milliseconds([&] { index = index.with(batch); }));
        if (auto job = index.merge_job()) index = index.with(job->run());
    }
    return times_us;
}

}  // namespace

int main(int argc, char** argv) {
    const auto option = [&](int i, std::size_t otherwise) {
        return argc > i ? static_cast<std::size_t>(std::strtoull(argv[i], nullptr, 10)) : otherwise;
    };
    const std::size_t count = option(1, 200'000);
    const std::size_t xapian_count = std::min(option(2, 20'000), count);
    const std::size_t query_count = option(3, 1'000);
    auto passages = make_passages(count);
    const auto queries = make_queries(query_count);

    Measured ours, ours_facets, two;
    search::Index index;
    {
        auto copy = passages;
        ours.build = cpu_milliseconds([&] { index = search::Index::build(std::move(copy)); });
        copy = passages;
        two.build = milliseconds([&] { search::Index::build(std::move(copy), 2); });
    }
    const auto memory = index.memory();
    ours.bytes = memory.total();
    ask_all(ours, queries, [&](const Asked& asked) { return ask_ours(index, asked, false); });
    ours_facets.build = ours.build;
    ours_facets.bytes = ours.bytes;
    ask_all(ours_facets, queries, [&](const Asked& asked) { return ask_ours(index, asked, true); });

    Table table("Search: " + number(static_cast<double>(count), 0) + " passages, " +
                    number(static_cast<double>(query_count), 0) + " queries, exact count and best 20",
                {"engine", "passages", "build s", "per passage", "bytes/passage", "p50 µs", "p99 µs",
                 "max µs", "p50", "p99"});
    add_row(table, "Gangmu, with texts and snippets", ours, count, ours, count);
    add_row(table, "Gangmu, with facets too", ours_facets, count, ours, count);
    if (option(4, 1) != 0) {
        const auto peer = fts5_by_letters();
        const Measured fts5 = measure_peer(*peer, passages, queries);
        add_row(table, "SQLite FTS5 by letters", fts5, count, ours, count);
        std::printf("counts that differ from FTS5's: %zu of %zu\n", differing(ours, fts5), queries.size());
    }
    if (xapian_count > 0) {
        const auto directory = std::filesystem::temp_directory_path() / "gangmu-bench-xapian";
        passages.resize(xapian_count);
        Measured small;
        search::Index small_index;
        {
            auto copy = passages;
            small.build = cpu_milliseconds([&] { small_index = search::Index::build(std::move(copy)); });
        }
        small.bytes = small_index.memory().total();
        ask_all(small, queries, [&](const Asked& asked) { return ask_ours(small_index, asked, false); });
        const auto peer = xapian_by_pairs(directory.string());
        const Measured xapian = measure_peer(*peer, passages, queries);
        add_row(table, "Gangmu, on Xapian's passages", small, xapian_count, small, xapian_count);
        add_row(table, "Xapian by pairs", xapian, xapian_count, small, xapian_count);
        std::printf("counts that differ from Xapian's: %zu of %zu\n", differing(small, xapian),
                    queries.size());
        std::filesystem::remove_all(directory);
    }
    table.print();
    print_kinds(ours, queries);

    Table parts("Our index, by part", {"what", "value"});
    const auto per = [&](std::size_t bytes) {
        return number(static_cast<double>(bytes) / static_cast<double>(count), 1) + " bytes/passage";
    };
    parts.row({"build, one thread", number(ours.build / 1'000, 2) + " s"});
    parts.row({"build, two threads, by the wall clock", number(two.build / 1'000, 2) + " s"});
    parts.row({"segments", number(static_cast<double>(index.segments()), 0)});
    parts.row({"texts", per(memory.texts)});
    parts.row({"postings with positions", per(memory.postings)});
    parts.row({"dictionary", per(memory.dictionary)});
    parts.row({"columns and keys", per(memory.passages)});
    auto writes = measure_writes(index);
    parts.row({"a write of one passage and one ending, p50", number(percentile(writes, 50), 0) + " µs"});
    parts.row({"the same, p99", number(percentile(writes, 99), 0) + " µs"});
    parts.print();
    return 0;
}
