#include "cli/cli.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>

#include "cli/command.hpp"
#include "cli/terminal.hpp"
#include "documents/open.hpp"

namespace gangmu::cli {
namespace {

constexpr const char* kFooter =
    "A first walk:\n"
    "  gangmu read plan.txt                      what the document promises, as JSON\n"
    "  gangmu ingest --publish plan.txt          into the store, as edition 1\n"
    "  gangmu plans; gangmu tree p-1a2b          what is there\n"
    "  gangmu find 離岸風電                       search everything\n"
    "  gangmu serve                              the page at http://127.0.0.1:8080\n"
    "Exit codes: 0 good, 1 findings, 2 wrong input, 3 no right, 4 not found, 5 conflict, 6 try again,\n"
    "7 damaged or unreadable, 70 a bug. gangmu COMMAND --help tells the rest.";

// What is wrong with the command line; which word of it, CLI11 says in English.
Message wrong_line(const CLI::ParseError& error) {
    const std::string name = error.get_name();
    std::string zh = "指令有誤";
    if (name == "RequiredError") zh = "缺少必要的指令或引數";
    if (name == "ExtrasError") zh = "多出不認得的指令、選項或引數";
    if (name == "ConversionError" || name == "ValidationError") zh = "選項的值不對";
    if (name == "RequiresError") zh = "這個選項需要與另一個選項並用";
    if (name == "ArgumentMismatch") zh = "選項的值太多或太少";
    return {zh + "（" + error.what() + "）", error.what()};
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
    std::string language;
    CLI::App app{
        "綱目 Gangmu: reads the plan documents a government publishes and holds every promise in them.",
        "gangmu"};
    app.footer(kFooter);
    app.set_version_flag("--version", std::string("gangmu ") + GANGMU_VERSION);
    app.require_subcommand(1);
    app.fallthrough();
    app.add_option("--store", context.store, "the store's folder")
        ->envname("GANGMU_STORE")
        ->default_str("./data");
    app.add_option("--lang", language, "language of messages: zh or en")->check(CLI::IsMember({"zh", "en"}));
    app.parse_complete_callback([&] {
        if (!language.empty()) set_english(language == "en");
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
    add_verify(app, context);
    add_serve(app, context);
    add_account(app, context);
    add_completion(app, context);

    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp& help) {
        return app.exit(help);
    } catch (const CLI::CallForVersion& version) {
        return app.exit(version);
    } catch (const CLI::ParseError& error) {
        fmt::print(stderr, "gangmu: {}\n  {}\n", say(wrong_line(error)),
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
