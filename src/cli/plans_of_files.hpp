// Documents on disk to plans, without a store: what `read` and `check` share.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "documents/open.hpp"
#include "model/plan.hpp"

namespace gangmu::cli {

// What one document may cost, as options.
struct LimitOptions {
    std::size_t max_megabytes = 200;
    std::size_t max_pages = 2000;
    std::size_t max_seconds = 60;
    std::size_t max_memory = 1024;  // MB
};

struct FileOptions : LimitOptions {
    std::vector<std::string> files;
    bool as_one = false;
};

void add_limit_options(CLI::App& command, LimitOptions& options);
void add_file_options(CLI::App& command, FileOptions& options);

struct PlansOfFiles {
    std::vector<model::Plan> plans;  // with the findings of checking
    std::size_t failed = 0;          // files passed over, each told on standard error
    int exit = 0;                    // 2 when any failed
};

PlansOfFiles read_plans(FileOptions options);

// The limits that the options ask for.
documents::Limits limits_of(const LimitOptions& options);

// The name a document goes by: the last part of its path.
std::string document_name(const std::string& path);

}  // namespace gangmu::cli
