// gangmu ingest FILE...: documents into the store, as drafts or (--publish) as editions. Beside a running
// server the work is done by the server, through the store's socket.
#include <fmt/format.h>

#include <chrono>
#include <memory>
#include <thread>

#include "base/file.hpp"
#include "cli/batch.hpp"
#include "cli/command.hpp"
#include "cli/plans_of_files.hpp"
#include "cli/remote.hpp"
#include "cli/store.hpp"
#include "cli/terminal.hpp"

namespace gangmu::cli {
namespace {

struct IngestOptions : FileOptions {
    bool publish = false;
    std::string effective;
    std::string plan;
    bool json = false;
};

struct Outcome {
    std::string file;
    std::string plan;
    std::uint64_t edition = 0;
    bool known = false;
    std::uint64_t matched = 0;                                   // the edition whose ids were taken over
    std::uint64_t uncertain = 0;                                 // of them on weak evidence
    std::vector<std::pair<std::string, std::string>> resembles;  // id and title
};

// The steps of reading (services::Progress), as a person calls them.
std::string step_of(const std::string& step) {
    if (step == "parse") return say({"開啟文件", "opening"});
    if (step == "read") return say({"讀出計畫", "reading"});
    if (step == "check") return say({"比對與檢核", "matching and checking"});
    if (step == "save") return say({"存入", "saving"});
    return step;
}

// Where the documents go: into the store at hand, or to the server that holds it.
class Target {
  public:
    virtual ~Target() = default;
    // `progress`: null when many are taken at once, and their steps are not shown.
    virtual Result<Outcome> take(const std::vector<std::string>& files, Progress* progress) = 0;
    virtual bool at_once() const { return false; }  // whether take() may be called by several threads
};

class Here final : public Target {
  public:
    Here(std::unique_ptr<services::Registry> registry, const IngestOptions& options)
        : registry_(std::move(registry)), options_(options) {}

    Result<Outcome> take(const std::vector<std::string>& files, Progress* progress) override {
        services::IngestRequest request;
        request.plan = options_.plan;
        request.publish = options_.publish;
        request.effective = options_.effective;
        for (const auto& file : files) {
            TRY(std::string bytes, read_file(file, limits_of(options_).file_bytes));
            request.files.push_back({document_name(file), std::move(bytes)});
        }
        const std::string name = request.files.front().name;
        TRY(const services::Ingested done,
            registry_->ingest(me(), std::move(request),
                              [&](std::string_view step, std::uint64_t at, std::uint64_t of) {
                                  if (progress)
                                      progress->update(name + " " + step_of(std::string(step)), at, of);
                                  return true;
                              }));
        Outcome out{files.front(), done.plan, done.edition, done.known, done.matched, done.uncertain, {}};
        for (const auto& each : done.resembles)
            out.resembles.emplace_back(each.plan, each.title);
        return out;
    }

    bool at_once() const override { return options_.plan.empty(); }  // editions of one plan come in order

  private:
    std::unique_ptr<services::Registry> registry_;
    const IngestOptions& options_;
};

class Server final : public Target {
  public:
    Server(http::Client client, const IngestOptions& options)
        : client_(std::move(client)), options_(options) {}

    Result<Outcome> take(const std::vector<std::string>& files, Progress* progress) override {
        TRY(const json::value started, files.size() == 1 ? one(files.front()) : together(files));
        const std::string job = text_of(started, "job");
        for (;;) {
            TRY(const json::value status, ask(client_, "GET", "/api/jobs/" + percent(job)));
            const std::string state = text_of(status, "state");
            if (state == "done") return outcome(files.front(), status.as_object().at("result"));
            if (state == "failed") return failure(status.as_object().at("error"));
            if (state == "cancelled")
                return fail(Fault::unavailable, "cancelled", {"讀取已被取消", "The reading was cancelled"});
            const json::object& object = status.as_object();
            const auto number = [&](const char* key) {
                const json::value* value = object.if_contains(key);
                return value ? value->to_number<std::uint64_t>() : 0;
            };
            if (number("total") != 0)  // it may still wait for its turn
                if (progress)
                    progress->update(document_name(files.front()) + " " + step_of(text_of(status, "step")),
                                     number("done"), number("total"));
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
        }
    }

  private:
    std::string query(const std::string& name) const {
        std::string out = "?name=" + percent(name);
        if (!options_.plan.empty()) out += "&plan=" + percent(options_.plan);
        if (options_.publish) out += "&publish=true";
        if (!options_.effective.empty()) out += "&effective=" + percent(options_.effective);
        return out;
    }

    Result<json::value> one(const std::string& file) {
        return send_file(client_, "POST", "/api/documents" + query(document_name(file)), file);
    }

    Result<json::value> together(const std::vector<std::string>& files) {
        JsonWriter body;
        body.object().key("documents").array();
        for (const auto& file : files) {
            TRY(const json::value stored,
                send_file(client_, "PUT", "/api/documents?name=" + percent(document_name(file)), file));
            body.value(text_of(stored, "sha256"));
        }
        body.end().member_if("plan", options_.plan).member_if("effective", options_.effective);
        body.member("publish", options_.publish).end();
        return ask(client_, "POST", "/api/plans", body.take());
    }

    static Result<Outcome> outcome(const std::string& file, const json::value& result) {
        Outcome out{file, text_of(result, "plan"), 0, false, 0, 0, {}};
        const json::object& object = result.as_object();
        if (const json::value* edition = object.if_contains("edition"))
            out.edition = edition->to_number<std::uint64_t>();
        if (const json::value* known = object.if_contains("known"))
            out.known = known->is_bool() && known->get_bool();
        if (const json::value* matched = object.if_contains("matched"))
            out.matched = matched->to_number<std::uint64_t>();
        if (const json::value* uncertain = object.if_contains("uncertain"))
            out.uncertain = uncertain->to_number<std::uint64_t>();
        if (const json::value* all = object.if_contains("resembles"); all && all->is_array())
            for (const auto& each : all->get_array())
                out.resembles.emplace_back(text_of(each, "plan"), text_of(each, "title"));
        return out;
    }

    static Error failure(const json::value& problem) {
        return fail(Fault::invalid, text_of(problem, "code"),
                    {text_of(problem, "detail"), text_of(problem, "detail_en")},
                    {text_of(problem, "mend"), text_of(problem, "mend_en")}, text_of(problem, "where"));
    }

    http::Client client_;
    const IngestOptions& options_;
};

Result<std::unique_ptr<Target>> open_target(const Context& context, const IngestOptions& options) {
    auto registry = open_to_write(context, limits_of(options));
    if (registry) return std::unique_ptr<Target>(std::make_unique<Here>(std::move(*registry), options));
    if (!held_by_server(registry.error())) return registry.error();
    http::Client client = http::Client::local(context.store);
    if (!ask(client, "GET", "/api/health")) return registry.error();  // held, but by no server that answers
    return std::unique_ptr<Target>(std::make_unique<Server>(std::move(client), options));
}

void print(const Outcome& outcome) {
    if (outcome.known)
        fmt::print(
            "{}  {}\n", outcome.plan,
            say({outcome.file + "：內容相同，未變更", outcome.file + ": the same bytes, nothing changed"}));
    else if (outcome.edition)
        fmt::print(
            "{}  {}\n", outcome.plan,
            say({fmt::format("{}：已發布為第{}版（未經校對）", outcome.file, outcome.edition),
                 fmt::format("{}: published as edition {} (not proofread)", outcome.file, outcome.edition)}));
    else
        fmt::print("{}  {}\n", outcome.plan,
                   say({outcome.file + "：已讀成草案", outcome.file + ": read as a draft"}));
    if (outcome.matched != 0 && outcome.edition == 0)
        fmt::print(
            "    {}\n",
            say({fmt::format("已與第 {} 版逐項對應（{} 項不確定）。gangmu diff {} 看差異。", outcome.matched,
                             outcome.uncertain, outcome.plan),
                 fmt::format("Matched with edition {} ({} uncertain). gangmu diff {} shows what differs.",
                             outcome.matched, outcome.uncertain, outcome.plan)}));
    for (const auto& [id, title] : outcome.resembles)
        fmt::print(
            "    {}\n",
            say({fmt::format("看來是「{}」（{}）的另一版。若是，請在網頁上併入，或撤回後用 --plan {} 重讀。",
                             title, id, id),
                 fmt::format("This looks like another edition of '{}' ({}). If it is, attach it on the "
                             "page, or withdraw it and ingest with --plan {}.",
                             title, id, id)}));
}

int ingest(const Context& context, const IngestOptions& options) {
    auto target = open_target(context, options);
    if (!target) return report(target.error());
    std::vector<std::vector<std::string>> groups;
    if (options.as_one)
        groups.push_back(options.files);
    else
        for (const auto& file : options.files)
            groups.push_back({file});

    JsonWriter json;
    json.object().key("ingested").array();
    int exit = 0;
    std::size_t failed = 0;
    const bool many = groups.size() > 1;
    const std::size_t threads = (*target)->at_once() ? batch_threads(groups.size()) : 1;
    Progress progress;
    const auto take = [&](std::size_t i) { return (*target)->take(groups[i], many ? nullptr : &progress); };
    if (many) progress.update(document_name(groups.front().front()), 0, groups.size());
    const auto tell = [&](std::size_t i, const Result<Outcome>& outcome) {
        if (!outcome) {
            Error error = outcome.error();
            if (error.where.empty() || error.where == document_name(groups[i].front()))
                error.where = groups[i].front();
            const int code = report(error);
            exit = groups.size() == 1 ? code : 2;
            ++failed;
            return;
        }
        if (!options.json) {
            print(*outcome);
            return;
        }
        json.object()
            .member("file", outcome->file)
            .member("plan", outcome->plan)
            .member("edition", outcome->edition);
        json.member("known", outcome->known);
        if (outcome->matched != 0)
            json.member("matched", outcome->matched).member("uncertain", outcome->uncertain);
        if (!outcome->resembles.empty()) {
            json.key("resembles").array();
            for (const auto& [id, title] : outcome->resembles)
                json.object().member("plan", id).member("title", title).end();
            json.end();
        }
        json.end();
    };
    in_order(groups.size(), threads, take, [&](std::size_t i, const Result<Outcome>& outcome) {
        progress.clear();
        tell(i, outcome);
        if (many) progress.update(document_name(groups[i].front()), i + 1, groups.size());
    });
    if (options.json) fmt::print("{}\n", json.end().end().take());
    if (failed && groups.size() > 1)
        fmt::print(stderr, "{}\n",
                   say({fmt::format("{} 件中有 {} 件未能讀入，已略過。", groups.size(), failed),
                        fmt::format("{} of {} were passed over.", failed, groups.size())}));
    return exit;
}

}  // namespace

void add_ingest(CLI::App& app, Context& context) {
    auto options = std::make_shared<IngestOptions>();
    CLI::App* command =
        app.add_subcommand("ingest", say({"讀文件並收進儲存庫", "read documents into the store"}));
    command->footer(
        say({"文件成為草案；加 --publish 則直接發布（標示「未經校對」）。相同的檔案再收一次，什麼都不變。\n"
             "伺服器執行時也可以用。\n",
             "A document becomes a draft, or an edition with --publish (marked 未經校對). The same bytes "
             "again\n"
             "change nothing. Works beside a running server.\n"}) +
        "  gangmu ingest --publish --effective 2025-01-01 plan.odt\n"
        "  gangmu ingest --as-one text.pdf annex.xlsx\n"
        "  gangmu ingest --plan p-1a2b3c4d5e6f revised.odt     a new edition of that plan");
    add_file_options(*command, *options);
    CLI::Option* publish = command->add_flag(
        "--publish", options->publish,
        say({"直接發布為未經校對的一版", "publish at once as an edition that nobody has proofread"}));
    command
        ->add_option("--effective", options->effective,
                     say({"配合 --publish：自這天起生效（YYYY-MM-DD）",
                          "with --publish: in force from this day (YYYY-MM-DD)"}))
        ->needs(publish);
    command->add_option(
        "--plan", options->plan,
        say({"這是哪個計畫的新版（計畫代碼）", "the id of the plan that this is a new edition of"}));
    command->add_flag("--json", options->json, say({"以 JSON 輸出", "as JSON"}));
    command->callback([options, &context] { context.exit = ingest(context, *options); });
}

}  // namespace gangmu::cli
