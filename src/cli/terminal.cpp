#include "cli/terminal.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "base/file.hpp"

namespace gangmu::cli {
namespace {

bool locale_is_english() {
    for (const char* name : {"GANGMU_LANG", "LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* value = std::getenv(name);
        if (value && *value) return std::string_view(value).substr(0, 2) == "en";
    }
    return false;
}

bool& english_flag() {
    static bool flag = locale_is_english();
    return flag;
}

int width_of(UChar32 c) {
    const auto category = u_charType(c);
    if (category == U_NON_SPACING_MARK || category == U_ENCLOSING_MARK || category == U_FORMAT_CHAR) return 0;
    const auto wide = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
    return wide == U_EA_WIDE || wide == U_EA_FULLWIDTH ? 2 : 1;
}

// Calls f(character, where it ends) until f says false.
template <class F>
void each_character(std::string_view text, F f) {
    std::int32_t i = 0;
    const auto length = static_cast<std::int32_t>(text.size());
    while (i < length) {
        UChar32 c = 0;
        U8_NEXT(text.data(), i, length, c);
        if (!f(c < 0 ? 0xFFFD : c, static_cast<std::size_t>(i))) return;
    }
}

}  // namespace

bool english() {
    return english_flag();
}
void set_english(bool on) {
    english_flag() = on;
}

const std::string& say(const Message& message) {
    return english() && !message.en.empty() ? message.en : message.zh;
}

int exit_code(Fault fault) {
    switch (fault) {
        case Fault::invalid:
        case Fault::too_large:
        case Fault::unsupported:
            return 2;
        case Fault::unauthenticated:
        case Fault::forbidden:
            return 3;
        case Fault::not_found:
            return 4;
        case Fault::conflict:
            return 5;
        case Fault::timeout:
        case Fault::unavailable:
            return 6;
        case Fault::corrupt:
        case Fault::io:
            return 7;
        case Fault::internal:
            return 70;
    }
    return 70;
}

int report(const Error& error) {
    std::string line = "gangmu: " + say(error.what);
    if (!error.where.empty()) line += english() ? " (" + error.where + ")" : "（" + error.where + "）";
    fmt::print(stderr, "{} [{}]\n", line, error.code);
    if (!error.mend.zh.empty()) fmt::print(stderr, "  {}\n", say(error.mend));
    return exit_code(error.fault);
}

int save(const Result<std::string>& bytes, const std::string& file) {
    if (!bytes) return report(bytes.error());
    if (file.empty() || file == "-") {
        std::fwrite(bytes->data(), 1, bytes->size(), stdout);
        return 0;
    }
    const auto written = write_file(file, *bytes);
    return written ? 0 : report(written.error());
}

std::size_t display_width(std::string_view text) {
    std::size_t width = 0;
    each_character(text, [&](UChar32 c, std::size_t) {
        width += static_cast<std::size_t>(width_of(c));
        return true;
    });
    return width;
}

std::string cut(std::string_view text, std::size_t width) {
    if (display_width(text) <= width) return std::string(text);
    std::size_t used = 0;
    std::size_t end = 0;
    each_character(text, [&](UChar32 c, std::size_t next) {
        used += static_cast<std::size_t>(width_of(c));
        if (used + 1 > width) return false;
        end = next;
        return true;
    });
    return std::string(text.substr(0, end)) + "…";
}

std::size_t terminal_width() {
    winsize size{};
    if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return 0;
    return size.ws_col;
}

std::string align(const std::vector<std::vector<std::string>>& rows) {
    std::vector<std::size_t> widths;
    for (const auto& row : rows)
        for (std::size_t c = 0; c < row.size(); ++c) {
            if (c == widths.size()) widths.push_back(0);
            widths[c] = std::max(widths[c], display_width(row[c]));
        }
    const std::size_t limit = terminal_width();
    std::string out;
    for (const auto& row : rows) {
        std::size_t column = 0;
        for (std::size_t c = 0; c < row.size(); ++c) {
            const bool last = c + 1 == row.size();
            if (last) {
                out += limit > column + 8 ? cut(row[c], limit - column) : row[c];
            } else {
                out += row[c];
                out.append(widths[c] - display_width(row[c]) + 2, ' ');
                column += widths[c] + 2;
            }
        }
        out += '\n';
    }
    return out;
}

Progress::Progress() : terminal_(isatty(STDERR_FILENO) != 0) {}

Progress::~Progress() {
    clear();
}

void Progress::clear() {
    if (!std::exchange(drawn_, false)) return;
    std::fputs("\r\033[K", stderr);
    std::fflush(stderr);
}

void Progress::update(std::string_view step, std::uint64_t done, std::uint64_t total) {
    if (terminal_) {
        constexpr std::size_t kBar = 24;
        const std::size_t filled = total ? static_cast<std::size_t>(std::min(done, total) * kBar / total) : 0;
        std::string bar(filled, '#');
        bar.append(kBar - filled, '.');
        fmt::print(stderr, "\r\033[K[{}] {}/{} {}", bar, done, total, cut(step, 48));
        std::fflush(stderr);
        drawn_ = true;
        return;
    }
    std::string line = fmt::format("{}/{} {}", done, total, step);
    if (line == last_) return;
    fmt::print(stderr, "{}\n", line);
    last_ = std::move(line);
}

}  // namespace gangmu::cli
