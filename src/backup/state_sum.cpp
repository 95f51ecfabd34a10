#include "backup/state_sum.hpp"

#include <algorithm>

#include "base/sha256.hpp"
#include "exchange/export.hpp"
#include "ledger/chain.hpp"
#include "ledger/checkpoint_file.hpp"
#include "state/checkpoint.hpp"
#include "state/fold.hpp"

namespace gangmu::backup {
namespace {

constexpr std::size_t most_plans = 20;

}  // namespace

Result<state::Snapshot> state_at(const ledger::Ledger& ledger, ledger::Sequence seq,
                                 const std::string& checkpoints) {
    state::Contents contents([&](std::string_view sha256) { return ledger.blob(sha256); });
    state::Snapshot snapshot;
    if (!checkpoints.empty()) {
        // What is wrong with a checkpoint costs time and nothing else.
        ledger::Checkpoints files(checkpoints, state::checkpoint_version);
        const auto found = files.load(ledger, seq);
        if (found && *found)
            if (auto read = state::read_checkpoint((*found)->content, ledger, contents);
                read && read->head == (*found)->head)
                snapshot = std::move(*read);
    }
    CHECK(state::fold_tail(snapshot, ledger, seq, contents, state::Indexing::off));
    return snapshot;
}

std::string state_sum(const state::Snapshot& snapshot) {
    return sha256_hex(state::write_checkpoint(snapshot));
}

Result<std::vector<OutputSum>> output_sums(const state::Snapshot& snapshot) {
    std::vector<OutputSum> out;
    std::size_t plans = 0;
    exchange::ExportOptions options;
    options.head = ledger::print_head(snapshot.head);
    options.demo = snapshot.settings.demo;
    const auto add = [&](const std::string& name, const model::Plan& plan) -> Status {
        TRY(const auto made, exchange::export_plan(plan, options));
        out.push_back({name, sha256_hex(made.bytes)});
        return {};
    };
    for (const auto& id : snapshot.plan_order) {
        const auto* plan = snapshot.plan(id);
        const auto* edition = plan == nullptr ? nullptr : plan->latest();
        if (edition == nullptr || !edition->content || plans++ >= most_plans) continue;
        const auto value = edition->content->to_plan();
        options.format = "json";
        CHECK(add(id + " json", value));
        options.format = "csv";
        for (const char* table : {"nodes", "indicators"}) {
            options.table = table;
            CHECK(add(id + " csv " + table, value));
        }
    }
    return out;
}

}  // namespace gangmu::backup
