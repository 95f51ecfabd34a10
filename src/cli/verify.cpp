// gangmu verify: proves the ledger's chain and the documents, or that a printed head stands in the chain.
#include <fmt/format.h>

#include <charconv>
#include <memory>

#include "base/json.hpp"
#include "cli/command.hpp"
#include "cli/store.hpp"
#include "cli/terminal.hpp"

namespace gangmu::cli {
namespace {

struct VerifyOptions {
    std::string head;
    bool quick = false;
    bool json = false;
};

Result<ledger::Head> parse_head(const std::string& text) {
    ledger::Head head;
    const auto colon = text.find(':');
    const char* end = text.data() + (colon == std::string::npos ? 0 : colon);
    const auto [stop, error] = std::from_chars(text.data(), end, head.seq);
    if (colon == std::string::npos || error != std::errc() || stop != end || text.size() != colon + 65)
        return fail(
            Fault::invalid, "head-syntax", {"帳本首碼的格式不對", "That is not a ledger head"},
            {"請照匯出檔上的「序號:64 位雜湊值」輸入", "Give SEQ:HASH as it is printed on the export"}, text);
    head.hash = text.substr(colon + 1);
    return head;
}

int prove_head(const services::Registry& registry, const std::string& text) {
    auto wanted = parse_head(text);
    if (!wanted) return report(wanted.error());
    auto stands = registry.ledger().head_at(wanted->seq);
    if (!stands) return report(stands.error());
    if (*stands == *wanted) {
        fmt::print("{}\n", say({fmt::format("相符：帳本第 {} 筆的雜湊值就是這個首碼。", wanted->seq),
                                fmt::format("Proved: event {} of this ledger has that hash.", wanted->seq)}));
        return 0;
    }
    fmt::print("{}\n",
               say({fmt::format("不符：帳本第 {} 筆是 {}", wanted->seq, stands->hash),
                    fmt::format("Not so: event {} of this ledger has {}", wanted->seq, stands->hash)}));
    return 1;
}

void print(const ledger::Verification& result) {
    if (result.good) {
        fmt::print(
            "{}\n",
            say({fmt::format("完好：{} 筆事件的雜湊鏈與所有文件皆相符。", result.head.seq),
                 fmt::format("Good: the chain of {} events and every document hold.", result.head.seq)}));
        fmt::print("{}: {}\n", say({"帳本首碼", "head"}), head_text(result.head));
        return;
    }
    if (result.first_bad)
        fmt::print("{}\n{}\n",
                   say({fmt::format("損壞：第一筆不符的事件是第 {} 筆。", *result.first_bad),
                        fmt::format("Damaged: the first bad event is {}.", *result.first_bad)}),
                   result.reason);
    for (const auto& blob : result.bad_blobs)
        fmt::print("{}: {}\n", say({"內容遺失或遭更動", "Missing or changed bytes"}), blob);
}

int verify(const Context& context, const VerifyOptions& options) {
    auto registry = open_to_read(context);
    if (!registry) return report(registry.error());
    if (!options.head.empty()) {
        const int proved = prove_head(**registry, options.head);
        if (proved != 0 || options.quick) return proved;
    }
    Progress progress;
    auto result = (*registry)->verify(!options.quick, [&](std::uint64_t done, std::uint64_t total) {
        if (total > 10'000) progress.update(say({"驗證帳本", "Verifying"}), done, total);
        return true;
    });
    if (!result) return report(result.error());
    if (!options.json) {
        print(*result);
        return result->good ? 0 : 1;
    }
    JsonWriter out;
    out.object().member("good", result->good).member("head", head_text(result->head));
    if (result->first_bad) out.member("first_bad", *result->first_bad).member("reason", result->reason);
    if (!result->bad_blobs.empty()) {
        out.key("bad_blobs").array();
        for (const auto& blob : result->bad_blobs)
            out.value(blob);
        out.end();
    }
    out.end();
    fmt::print("{}\n", out.take());
    return result->good ? 0 : 1;
}

}  // namespace

void add_verify(CLI::App& app, Context& context) {
    auto options = std::make_shared<VerifyOptions>();
    CLI::App* command = app.add_subcommand(
        "verify",
        say({"證明帳本完整，或證明匯出檔上的帳本位置", "prove the ledger, or a head printed on an export"}));
    command->footer(say({"不成立時結束碼為 1，並指出第一個有問題的事件。\n",
                         "Exit code 1 when it does not hold; the first bad event is named.\n"}) +
                    "  gangmu verify\n"
                    "  gangmu verify --head 128:9f2c…");
    command->add_option("--head", options->head,
                        say({"匯出檔上的「序號:雜湊」", "SEQ:HASH as printed on an export"}));
    command->add_flag("--quick", options->quick,
                      say({"只查事件鏈，不查文件內容", "the chain only, not the bytes of documents"}));
    command->add_flag("--json", options->json, say({"以 JSON 輸出", "as JSON"}));
    command->callback([options, &context] { context.exit = verify(context, *options); });
}

}  // namespace gangmu::cli
