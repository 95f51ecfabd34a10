// What --help looks like, and what is said of a command line that cannot be understood, in the user's
// language.
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace gangmu::cli {

// --lang is needed before the commands are put together, because their descriptions are already in a
// language.
// "" when it is not there or has no value.
std::string language_asked(int argc, char** argv);

std::shared_ptr<CLI::FormatterBase> help_format();

// What is wrong, and what may have been meant.
Message wrong_line(const CLI::App& app, const CLI::ParseError& error);

// The name that differs from `word` in the fewest letters; empty when none is near. For "did you mean".
std::string nearest(const std::string& word, const std::vector<std::string>& names);

}  // namespace gangmu::cli
