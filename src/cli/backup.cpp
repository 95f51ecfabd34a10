// gangmu backup, restore, drill: the whole store in one file, back again, and the proof that it works.
#include <fmt/format.h>

#include <csignal>
#include <filesystem>
#include <memory>

#include "backup/drill.hpp"
#include "cli/command.hpp"
#include "cli/store.hpp"
#include "cli/terminal.hpp"

namespace gangmu::cli {
namespace {

struct BackupOptions {
    std::string file, folder, report, scratch;
    bool json = false;
};

volatile std::sig_atomic_t stop = 0;

// Runs it with a bar, and stops it at a signal.
template <class F>
auto with_progress(const Message& step, F&& work) {
    std::signal(SIGINT, [](int) { stop = 1; });
    std::signal(SIGTERM, [](int) { stop = 1; });
    Progress bar;
    return work([&](std::uint64_t done, std::uint64_t total) {
        bar.update(say(step), done, total);
        return stop == 0;
    });
}

void print(const backup::Manifest& manifest, const Message& done, const std::string& where, bool json) {
    if (json) {
        JsonWriter out;
        out.object().member("path", where).member("head", head_text(manifest.head));
        out.member("blobs", static_cast<std::uint64_t>(manifest.blobs.size()))
            .member("state", manifest.state);
        if (!manifest.left_out.empty()) {
            out.key("left_out").array();
            for (const auto& name : manifest.left_out)
                out.value(name);
            out.end();
        }
        if (manifest.demo) out.member("demo", true);
        out.end();
        fmt::print("{}\n", out.take());
        return;
    }
    fmt::print("{}\n  {}\n", say(done), head_text(manifest.head));
    for (const auto& name : manifest.left_out)
        fmt::print(
            stderr, "{}\n",
            say({"未納入 " + name + "：檔案已損壞。重新啟動伺服器即另起一份，再備份一次",
                 name + " was left out: it is damaged. Start the server again, which begins a new one, "
                        "and make another backup"}));
}

int save(const Context& context, const BackupOptions& options) {
    const auto made = with_progress({"備份", "backing up"}, [&](const backup::Progress& progress) {
        return backup::save(context.store, options.file, progress);
    });
    if (!made) return report(made.error());
    const auto bytes = std::filesystem::file_size(options.file);
    print(*made,
          {fmt::format("已備份到 {}（{} 位元組，{} 筆事件，{} 個內容）", options.file, bytes, made->head.seq,
                       made->blobs.size()),
           fmt::format("Backed up to {} ({} bytes, {} events, {} contents)", options.file, bytes,
                       made->head.seq, made->blobs.size())},
          options.file, options.json);
    return 0;
}

int restore(const BackupOptions& options) {
    const auto done = with_progress({"還原", "restoring"}, [&](const backup::Progress& progress) {
        return backup::restore(options.file, options.folder, progress);
    });
    if (!done) return report(done.error());
    print(*done,
          {fmt::format("已還原到 {}，雜湊鏈與狀態皆相符。啟動：gangmu serve --store {}", options.folder,
                       options.folder),
           fmt::format("Restored into {}; chain and state hold. To start: gangmu serve --store {}",
                       options.folder, options.folder)},
          options.folder, options.json);
    return 0;
}

void print_drill(const backup::DrillReport& report) {
    JsonWriter out;
    out.object()
        .member("good", report.good())
        .member("subject", report.subject)
        .member("begun", report.begun);
    out.member("sha256", report.file_sha256).member("bytes", report.file_bytes);
    out.member("head", head_text(report.manifest.head)).member("state", report.manifest.state);
    if (report.manifest.demo) out.member("demo", true);
    out.key("steps").array();
    for (const auto& step : report.steps) {
        out.object().member("zh", step.what.zh).member("en", step.what.en).member("good", step.good);
        out.member("detail", step.detail).member("seconds", step.seconds).end();
    }
    out.end().member("seconds", report.seconds).end();
    fmt::print("{}\n", out.take());
}

int drill(const Context& context, const BackupOptions& options) {
    const auto result = with_progress({"還原演練", "restore drill"}, [&](const backup::Progress& progress) {
        return backup::drill(options.file.empty() ? context.store : options.file, options.scratch, progress);
    });
    if (!result) return report(result.error());
    if (options.json)
        print_drill(*result);
    else
        fmt::print("{}", backup::print(*result, english()));
    return result->good() ? 0 : exit_code(Fault::corrupt);
}

}  // namespace

void add_backup(CLI::App& app, Context& context) {
    auto options = std::make_shared<BackupOptions>();
    const auto with_json = [&](CLI::App* sub) {
        sub->add_flag("--json", options->json, say({"以 JSON 輸出", "as JSON"}));
        return sub;
    };
    CLI::App* saving =
        with_json(app.add_subcommand("backup", say({"把整個儲存庫備份成一個檔案（服務可照常運作）",
                                                    "the whole store in one file (the server may run)"})));
    saving->footer("  gangmu backup gangmu-1150331.zip");
    saving->add_option("OUT", options->file, say({"新的備份檔", "the new file"}))->required();
    saving->callback([options, &context] { context.exit = save(context, *options); });

    CLI::App* restoring = with_json(
        app.add_subcommand("restore", say({"把備份還原到空的資料夾", "a backup into an empty folder"})));
    restoring->footer("  gangmu restore gangmu-1150331.zip data-restored");
    restoring->add_option("FILE", options->file, say({"備份檔", "the backup"}))->required();
    restoring->add_option("FOLDER", options->folder, say({"空的資料夾", "an empty folder"}))->required();
    restoring->callback([options, &context] { context.exit = restore(*options); });

    CLI::App* drilling = with_json(
        app.add_subcommand("drill", say({"還原演練：實際還原一次並證明內容相同",
                                         "a restore drill: restores once, and proves that it is the same"})));
    drilling->footer(
        say({"不給 FILE 時先為儲存庫作一份備份再演練。不相符時結束碼為 7。\n",
             "Without FILE a backup of the store is made first. Exit code 7 when anything differs.\n"}) +
        "  gangmu drill gangmu-1150331.zip > report.txt\n"
        "  gangmu drill");
    drilling->add_option("FILE", options->file,
                         say({"備份檔，或儲存庫的資料夾", "a backup, or a store's folder"}));
    drilling
        ->add_option("--scratch", options->scratch,
                     say({"放置暫時還原內容的資料夾", "where the restored copy lies meanwhile"}))
        ->default_val(std::filesystem::temp_directory_path().string());
    drilling->callback([options, &context] { context.exit = drill(context, *options); });
}

}  // namespace gangmu::cli
