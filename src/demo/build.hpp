// A demonstration (示範): a store of its own with four simulated years of work on a plan, made through the
// same commands that people use. It says of itself that it is made up in its first event; every page and
// every output says so too. The same documents and seed give the same ledger, byte by byte.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "services/registry.hpp"

namespace gangmu::demo {

struct Options {
    std::string folder;  // of the store; made whole beside it and then put there
    std::vector<std::vector<services::FileBytes>> plans;  // the documents of each
    std::uint64_t seed = 1;
    std::string password;  // of every account; empty: usual_password
    documents::Limits limits;
    bool in_child = true;  // as services::Options
};

struct Made {
    std::vector<std::string> plans;  // ids
    std::string title;               // of the first
    std::string today;               // the day on which the simulated time stands
    std::size_t accounts = 0, items = 0, cycles = 0, reports = 0;
    ledger::Head head;
};

// Steps of the progress: "read", "prepare", "simulate" (quarters). Errors: demo-real (a store that is no
// demonstration is there), demo-folder (something else is), demo-nothing (no item to follow), cancelled, and
// those of reading and of the commands. On an error what was there before is untouched.
Result<Made> build(const Options& options, const services::Progress& progress = {});

}  // namespace gangmu::demo
