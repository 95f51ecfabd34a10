#include "cli/plans_of_files.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <optional>
#include <utility>

#include "base/file.hpp"
#include "checking/check.hpp"
#include "cli/batch.hpp"
#include "cli/terminal.hpp"
#include "reading/read.hpp"

namespace gangmu::cli {
namespace {

model::Plan checked(model::Plan plan) {
    auto findings = checking::check(plan);
    plan.findings.insert(plan.findings.end(), std::make_move_iterator(findings.begin()),
                         std::make_move_iterator(findings.end()));
    return plan;
}

// What became of one file: a plan, a document for --as-one, or an error.
struct Read {
    std::optional<model::Plan> plan;
    std::optional<documents::Document> document;
    std::optional<Error> error;
};

}  // namespace

void add_limit_options(CLI::App& command, LimitOptions& options) {
    command.add_option("--max-mb", options.max_megabytes, say({"檔案大小上限（MB）", "largest file in MB"}))
        ->capture_default_str()
        ->check(CLI::Range(1, 4096));
    command
        .add_option("--max-pages", options.max_pages, say({"一份文件的頁數上限", "most pages of a document"}))
        ->capture_default_str();
    command
        .add_option("--max-seconds", options.max_seconds,
                    say({"讀一份文件的時間上限（秒）", "longest time for one document"}))
        ->capture_default_str()
        ->check(CLI::Range(1, 3600));
    command
        .add_option("--max-memory", options.max_memory,
                    say({"讀一份文件的記憶體上限（MB）", "most memory for one document in MB"}))
        ->capture_default_str()
        ->check(CLI::Range(64, 65536));
}

void add_file_options(CLI::App& command, FileOptions& options) {
    command
        .add_option("FILE", options.files,
                    say({"文件：純文字、Markdown、HTML、PDF、ODT、DOCX、XLSX、ODS、CSV",
                         "documents: text, Markdown, HTML, PDF, ODT, DOCX, XLSX, ODS, CSV"}))
        ->required();
    command.add_flag("--as-one", options.as_one,
                     say({"所有檔案是同一計畫的各部分（本文與附件）",
                          "all files are parts of one plan (text and annexes)"}));
    add_limit_options(command, options);
}

documents::Limits limits_of(const LimitOptions& options) {
    documents::Limits limits;
    limits.file_bytes = options.max_megabytes << 20;
    limits.pages = options.max_pages;
    limits.memory_bytes = options.max_memory << 20;
    limits.time = std::chrono::seconds(options.max_seconds);
    return limits;
}

std::string document_name(const std::string& path) {
    return std::filesystem::path(path).filename().string();
}

PlansOfFiles read_plans(FileOptions options) {
    const documents::Limits limits = limits_of(options);
    const std::vector<std::string>& files = options.files;
    PlansOfFiles out;
    std::vector<documents::Document> together;
    Progress progress;
    const bool many = files.size() > 1;
    const auto read_one = [&](std::size_t i) {
        Read read;
        auto bytes = read_file(files[i], limits.file_bytes);
        auto document = bytes ? documents::open(document_name(files[i]), *bytes, limits)
                              : Result<documents::Document>(bytes.error());
        if (!document)
            read.error = std::move(document).error();
        else if (options.as_one)
            read.document = std::move(*document);
        else
            read.plan = checked(reading::read(std::span(&*document, 1)));
        return read;
    };
    if (many) progress.update(document_name(files.front()), 0, files.size());
    in_order(files.size(), batch_threads(files.size()), read_one, [&](std::size_t i, Read read) {
        if (many) progress.update(document_name(files[i]), i + 1, files.size());
        if (read.plan) out.plans.push_back(std::move(*read.plan));
        if (read.document) together.push_back(std::move(*read.document));
        if (!read.error) return;
        progress.clear();
        Error error = std::move(*read.error);
        if (error.where.empty() || error.where == document_name(files[i])) error.where = files[i];
        const int code = report(error);
        out.exit = many ? 2 : code;
        ++out.failed;
    });
    if (!together.empty()) out.plans.push_back(checked(reading::read(together)));
    if (many && out.failed > 0)
        fmt::print(
            stderr, "{}\n",
            say({fmt::format("{} 個檔案中有 {} 個無法讀取，已略過。", options.files.size(), out.failed),
                 fmt::format("{} of {} files could not be read and were passed over.", out.failed,
                             options.files.size())}));
    return out;
}

}  // namespace gangmu::cli
