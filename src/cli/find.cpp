// gangmu find WORDS: search everything.
#include <fmt/format.h>
#include <unistd.h>

#include <memory>

#include "api/query_notes.hpp"
#include "base/json.hpp"
#include "cli/command.hpp"
#include "cli/store.hpp"
#include "cli/terminal.hpp"

namespace gangmu::cli {
namespace {

struct FindOptions : Dates {
    std::vector<std::string> words;
    std::string plan;
    std::size_t limit = 20;
    bool json = false;
};

std::string marked(const std::vector<search::Piece>& pieces, bool colour) {
    std::string out;
    for (const auto& piece : pieces)
        out +=
            piece.hit ? (colour ? "\033[1m" : "【") + piece.text + (colour ? "\033[0m" : "】") : piece.text;
    return out;
}

// Where a hit is: a plan and the item in it; a document by the beginning of its hash.
std::string place(const search::Hit& hit) {
    if (hit.type == search::Type::document) return say({"文件", "document"}) + " " + hit.id.substr(0, 12);
    return hit.plan == hit.id || hit.plan.empty() ? hit.id : hit.plan + " " + hit.id;
}

void write_pieces(JsonWriter& out, const char* name, const std::vector<search::Piece>& pieces) {
    out.key(name).array();
    for (const auto& piece : pieces) {
        out.object().member("text", piece.text);
        if (piece.hit) out.member("hit", true);
        out.end();
    }
    out.end();
}

std::string as_json(const search::Answer& answer, const ledger::Head& head) {
    JsonWriter out;
    out.object().member("query", answer.understood).member("total", static_cast<std::uint64_t>(answer.total));
    out.key("hits").array();
    for (const auto& hit : answer.hits) {
        out.object()
            .member("type", search::to_string(hit.type))
            .member("plan", hit.plan)
            .member("id", hit.id);
        out.member_if("kind", hit.kind).member_if("label", hit.label).member("title", hit.title);
        write_pieces(out, "snippet", hit.snippet);
        out.end();
    }
    out.end().key("notes").array();
    for (const auto& note : answer.notes)
        out.object().member("zh", note.zh).member("en", note.en).end();
    out.end().member("head", head_text(head)).end();
    return out.take();
}

int find(const Context& context, const FindOptions& options) {
    auto registry = open_to_read(context);
    if (!registry) return report(registry.error());
    auto view = (*registry)->view(options.as_of, options.on);
    if (!view) return report(view.error());
    search::Request request = view->search_request(state::Drafts::shown);
    for (const auto& word : options.words)
        request.query += (request.query.empty() ? "" : " ") + word;
    request.limit = options.limit;
    if (!options.plan.empty()) {
        auto plan = find_plan(*view, options.plan);
        if (!plan) return report(plan.error());
        request.plans = {plan->id()};
    }
    const api::QueryNotes asked = api::query_notes(request.query);
    search::Answer answer = asked.finds_nothing ? search::Answer() : view->index().search(request);
    answer.notes.insert(answer.notes.begin(), asked.notes.begin(), asked.notes.end());
    if (asked.finds_nothing) answer.understood = request.query;
    if (options.json) {
        fmt::print("{}\n", as_json(answer, view->head()));
        return answer.total ? 0 : 1;
    }
    const bool colour = isatty(STDOUT_FILENO) != 0;
    for (const auto& note : answer.notes)
        fmt::print(stderr, "{}\n", say(note));
    for (const auto& hit : answer.hits) {
        fmt::print("{}  {}{}{}\n", place(hit), hit.label, hit.label.empty() ? "" : " ",
                   marked(hit.title_pieces, colour));
        const std::string context_of = marked(hit.snippet, colour);
        if (!context_of.empty()) fmt::print("    {}\n", context_of);
    }
    fmt::print("{}\n", say({fmt::format("「{}」共 {} 筆", answer.understood, answer.total),
                            fmt::format("{} hits for {}", answer.total, answer.understood)}));
    return answer.total ? 0 : 1;
}

}  // namespace

void add_find(CLI::App& app, Context& context) {
    auto options = std::make_shared<FindOptions>();
    CLI::App* command =
        app.add_subcommand("find", say({"搜尋計畫、機關與文件", "search plans, agencies and documents"}));
    command->footer(
        say({"  gangmu find 離岸風電 漁業              每個詞都要有\n"
             "  gangmu find '\"離岸風電\" OR 太陽光電'   詞組、OR、NOT 或 -、括號\n"
             "  gangmu find 機關:經濟部 晶片           只找一個欄位\n"
             "沒有找到時結束碼為 1。",
             "  gangmu find 離岸風電 漁業              every word must be there\n"
             "  gangmu find '\"離岸風電\" OR 太陽光電'   phrases, OR, NOT or -, parentheses\n"
             "  gangmu find 機關:經濟部 晶片           in one field\n"
             "Exit code 1 when nothing is found."}));
    command->add_option("WORDS", options->words, say({"要找的詞", "what to find"}))->required();
    command->add_option("--plan", options->plan, say({"只在這個計畫中", "in this plan only"}));
    command->add_option("--limit", options->limit, say({"最多列這麼多筆", "so many hits"}))
        ->capture_default_str()
        ->check(CLI::Range(1, 1000));
    command->add_flag("--json", options->json, say({"以 JSON 輸出", "as JSON"}));
    add_dates(*command, *options);
    command->callback([options, &context] { context.exit = find(context, *options); });
}

}  // namespace gangmu::cli
