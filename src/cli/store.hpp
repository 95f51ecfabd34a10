// How commands reach the store: reading beside a running server, writing through its socket when it runs.
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "cli/command.hpp"
#include "services/registry.hpp"
#include "state/view.hpp"

namespace gangmu::cli {

// The dates that every reading command takes.
struct Dates {
    std::string as_of;
    std::string on;
};
void add_dates(CLI::App& command, Dates& dates);

// For reading. Errors: store-missing and those of Registry::open.
Result<std::unique_ptr<services::Registry>> open_to_read(const Context& context);
// For writing; with "store-locked" another process has it, usually `gangmu serve`.
Result<std::unique_ptr<services::Registry>> open_to_write(const Context& context,
                                                          const documents::Limits& limits = {});
bool held_by_server(const Error& error);

auth::Actor me();  // local:<unix user>

// A plan by its id, the beginning of its id, or part of its title; drafts too, the command line being the
// store's owner. Errors: plan-unknown, plan-ambiguous (the candidates in `mend`).
Result<state::PlanView> find_plan(const state::View& view, const std::string& name);
// Its whole id. Errors: those of open_to_read and find_plan.
Result<std::string> find_plan_id(const Context& context, const std::string& name);

std::string head_text(const ledger::Head& head);  // "128:9f2c…"

}  // namespace gangmu::cli
