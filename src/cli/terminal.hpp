// How the commands speak: language, errors, progress, and tables whose columns line up with Chinese in them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace gangmu::cli {

// zh unless GANGMU_LANG, --lang or the locale (LC_ALL, LC_MESSAGES, LANG) ask for English.
bool english();
void set_english(bool on);
const std::string& say(const Message& message);  // in that language

int exit_code(Fault fault);
// Prints «gangmu: what（where）\n  mend» on standard error; returns exit_code.
int report(const Error& error);
// Writes them to this file (empty or "-": standard output), or reports the error; the exit code.
int save(const Result<std::string>& bytes, const std::string& file);

// Cells a terminal uses for the text: 2 for wide characters, 0 for combining ones.
std::size_t display_width(std::string_view text);
std::string cut(std::string_view text, std::size_t width);  // with … when it is longer

using Rows = std::vector<std::vector<std::string>>;
// Columns, two spaces apart; the last one is cut to the terminal's width when standard output is one.
std::string align(const Rows& rows);
std::size_t terminal_width();  // 0: standard output is no terminal

// Long work: a bar on a terminal, one line per step otherwise (on standard error, so that output stays
// clean).
class Progress {
  public:
    Progress();
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    void update(std::string_view step, std::uint64_t done, std::uint64_t total);
    void clear();  // takes the bar away before something else is printed; update() draws it again

  private:
    bool terminal_;
    bool drawn_ = false;
    std::string last_;
};

}  // namespace gangmu::cli
