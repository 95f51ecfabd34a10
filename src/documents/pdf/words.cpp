#include "documents/pdf/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "documents/child.hpp"
#include "documents/errors.hpp"
#include "documents/text/entities.hpp"

namespace gangmu::documents::pdf {

namespace {

float number_after(std::string_view tag, std::string_view key) {
    const std::size_t at = tag.find(key);
    if (at == std::string_view::npos) return 0;
    float value = 0;
    std::from_chars(tag.data() + at + key.size(), tag.data() + tag.size(), value);
    return std::isfinite(value) ? std::clamp(value, -1e6F, 1e6F) : 0;
}

std::string decoded(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();)
        if (text[at] != '&' || !plain::decode_entity(text, at, out)) out += text[at++];
    return out;
}

}  // namespace

std::vector<Page> parse_words(std::string_view xhtml) {
    std::vector<Page> pages;
    std::uint32_t block = 0;
    for (std::size_t at = xhtml.find('<'); at != std::string_view::npos; at = xhtml.find('<', at + 1)) {
        const std::size_t close = xhtml.find('>', at);
        if (close == std::string_view::npos) break;
        const std::string_view tag = xhtml.substr(at, close - at);
        if (tag.starts_with("<word ") && !pages.empty()) {
            const std::size_t end = xhtml.find("</word>", close);
            if (end == std::string_view::npos) break;
            Word word;
            word.box = {number_after(tag, "xMin=\""), number_after(tag, "yMin=\""),
                        number_after(tag, "xMax=\""), number_after(tag, "yMax=\"")};
            word.text = decoded(xhtml.substr(close + 1, end - close - 1));
            word.block = block;
            if (!word.text.empty()) pages.back().words.push_back(std::move(word));
            at = end;
        } else if (tag.starts_with("<page ")) {
            pages.emplace_back();
            pages.back().width = number_after(tag, "width=\"");
            pages.back().height = number_after(tag, "height=\"");
        } else if (tag.starts_with("<block ")) {
            ++block;
        }
    }
    return pages;
}

Result<std::vector<Page>> read_words(const Input& input) {
    const Fd file = memory_file(input.bytes);
    if (!file) return broken_error(input.name, "memfd_create");
    constexpr int document_fd = 10;
    Child child;
    child.program = "pdftotext";
    child.arguments = {"-q",
                       "-bbox-layout",
                       "-enc",
                       "UTF-8",
                       "-l",
                       std::to_string(input.limits.pages + 1),
                       fmt::format("/proc/self/fd/{}", document_fd),
                       "-"};
    child.fds = {{file.get(), document_fd}};
    child.output_bytes = input.limits.expanded_bytes / 2;
    child.time = input.limits.time;
    const ChildEnd end = run_child(child);
    if (!end.started || end.exit_code == 127) return no_tool_error(input.name, "pdftotext");
    if (end.timed_out) return timeout_error(input.name, static_cast<std::size_t>(input.limits.time.count()));
    if (end.too_much) return bomb_error(input.name, input.limits.expanded_bytes);
    if (end.exit_code == 3) return encrypted_error(input.name);
    std::vector<Page> pages = parse_words(end.output);
    if (pages.empty()) {
        if (end.output.find("ncrypted") != std::string::npos) return encrypted_error(input.name);
        return broken_error(input.name,
                            fmt::format("pdftotext {}", end.signal ? -end.signal : end.exit_code));
    }
    return pages;
}

}  // namespace gangmu::documents::pdf
