// What a subcommand is: a function that hangs it on the command line. One file each, listed in cli.cpp.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace gangmu::cli {

// What every command can be told before its name, and where a command leaves its exit code.
struct Context {
    std::string store;  // --store, else GANGMU_STORE, else ./data
    int exit = 0;
};

void add_read(CLI::App& app, Context& context);
void add_check(CLI::App& app, Context& context);
void add_ingest(CLI::App& app, Context& context);
void add_plans(CLI::App& app, Context& context);
void add_tree(CLI::App& app, Context& context);
void add_show(CLI::App& app, Context& context);
void add_find(CLI::App& app, Context& context);
void add_export(CLI::App& app, Context& context);
void add_diff(CLI::App& app, Context& context);
void add_reread(CLI::App& app, Context& context);
void add_verify(CLI::App& app, Context& context);
void add_alerts(CLI::App& app, Context& context);
void add_calendar(CLI::App& app, Context& context);
void add_cycle(CLI::App& app, Context& context);
void add_report(CLI::App& app, Context& context);
void add_revision(CLI::App& app, Context& context);
void add_meetings(CLI::App& app, Context& context);
void add_stocks(CLI::App& app, Context& context);
void add_serve(CLI::App& app, Context& context);
void add_account(CLI::App& app, Context& context);
void add_agency(CLI::App& app, Context& context);
void add_demo(CLI::App& app, Context& context);
void add_backup(CLI::App& app, Context& context);
void add_completion(CLI::App& app, Context& context);

}  // namespace gangmu::cli
