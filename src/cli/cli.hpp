// The command line: one subcommand a file, put together here.
#pragma once

namespace gangmu::cli {

// Runs the command that argv names and returns its exit code (see base/result.hpp, Fault).
int run(int argc, char** argv);

}  // namespace gangmu::cli
