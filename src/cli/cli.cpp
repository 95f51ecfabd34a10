#include "cli/cli.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>

#include "cli/command.hpp"
#include "cli/help.hpp"
#include "cli/terminal.hpp"
#include "cli/values.hpp"
#include "documents/open.hpp"

namespace gangmu::cli {
namespace {

Message footer() {
    return {
        "初次使用：\n"
        "  gangmu read plan.txt                      文件承諾了什麼，以 JSON 印出\n"
        "  gangmu ingest --publish plan.txt          收進儲存庫，成為第 1 版\n"
        "  gangmu plans；gangmu tree p-1a2b          有哪些計畫、架構如何\n"
        "  gangmu find 離岸風電                       全文搜尋\n"
        "  gangmu serve                              網頁在 http://127.0.0.1:8080\n"
        "結束碼：0 正常、1 有檢核結果、2 輸入有誤、3 沒有權限、4 查無、5 衝突、6 請稍後再試、\n"
        "7 損壞或無法讀寫、70 程式錯誤。各指令的用法：gangmu 指令 --help。English: gangmu --lang en --help",
        "A first walk:\n"
        "  gangmu read plan.txt                      what the document promises, as JSON\n"
        "  gangmu ingest --publish plan.txt          into the store, as edition 1\n"
        "  gangmu plans; gangmu tree p-1a2b          what is there\n"
        "  gangmu find 離岸風電                       search everything\n"
        "  gangmu serve                              the page at http://127.0.0.1:8080\n"
        "Exit codes: 0 good, 1 findings, 2 wrong input, 3 no right, 4 not found, 5 conflict, 6 try again,\n"
        "7 damaged or unreadable, 70 a bug. gangmu COMMAND --help tells the rest."};
}

int output_failed() {
    return report(
        fail(Fault::io, "output-failed", {"輸出沒有寫完", "The output could not be written to its end"},
             {"請確認磁碟空間，或輸出的去處", "Look at the disk space, or at where the output goes"}));
}

}  // namespace

int run(int argc, char** argv) {
    if (const int code = documents::worker_main(argc, argv); code >= 0) return code;

    Context context;
    std::string language = language_asked(argc, argv);
    if (language == "zh" || language == "en") set_english(language == "en");
    CLI::App app{say({"綱目 Gangmu：讀政府公布的計畫文件，守住其中每一項承諾。",
                      "綱目 Gangmu: reads the plan documents a government publishes and holds every promise "
                      "in them."}),
                 "gangmu"};
    app.formatter(help_format());
    app.footer(say(footer()));
    app.set_help_flag("-h,--help", say({"印出這份說明", "print this help"}));
    app.set_version_flag("--version", std::string("gangmu ") + GANGMU_VERSION,
                         say({"印出版本", "print the version"}));
    app.require_subcommand(1);
    app.fallthrough();
    app.add_option("--store", context.store, say({"儲存庫的資料夾", "the store's folder"}))
        ->envname("GANGMU_STORE")
        ->default_str("./data");
    app.add_option("--lang", language, say({"訊息的語言：zh 或 en", "language of messages: zh or en"}))
        ->check(CLI::IsMember({"zh", "en"}));
    app.parse_complete_callback([&] {
        if (context.store.empty()) context.store = "./data";
    });
    add_read(app, context);
    add_check(app, context);
    add_ingest(app, context);
    add_plans(app, context);
    add_tree(app, context);
    add_show(app, context);
    add_find(app, context);
    add_export(app, context);
    add_diff(app, context);
    add_reread(app, context);
    add_verify(app, context);
    add_calendar(app, context);
    add_alerts(app, context);
    add_cycle(app, context);
    add_report(app, context);
    add_revision(app, context);
    add_meetings(app, context);
    add_stocks(app, context);
    add_elements(app, context);
    add_units(app, context);
    add_values(app, context);
    add_serve(app, context);
    add_account(app, context);
    add_agency(app, context);
    add_demo(app, context);
    add_backup(app, context);
    add_completion(app, context);

    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp& help) {
        return app.exit(help);
    } catch (const CLI::CallForVersion& version) {
        return app.exit(version);
    } catch (const CLI::ParseError& error) {
        fmt::print(stderr, "gangmu: {}\n  {}\n", say(wrong_line(app, error)),
                   say({"執行 gangmu --help 或 gangmu 指令 --help 查看用法",
                        "See gangmu --help or gangmu COMMAND --help"}));
        return exit_code(Fault::invalid);
    } catch (const std::exception& error) {
        if (std::ferror(stdout) != 0) return output_failed();
        fmt::print(
            stderr, "gangmu: {}\n",
            say({std::string("內部錯誤：") + error.what(), std::string("Internal error: ") + error.what()}));
        return exit_code(Fault::internal);
    }
    // What is still in the buffer may not fit any more: a script must not take half an export for one.
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) return output_failed();
    return context.exit;
}

}  // namespace gangmu::cli
