#include <algorithm>
#include <array>

#include "documents/carrier.hpp"
#include "documents/errors.hpp"
#include "documents/sheet/sheet.hpp"
#include "documents/text/bytes.hpp"
#include "documents/text/lines.hpp"
#include "text/utf8.hpp"

namespace gangmu::documents {

namespace {

// The separator that stands most evenly on the first lines, outside of quotes.
char separator_of(std::string_view text) {
    constexpr std::array<char, 4> candidates{',', '\t', ';', '|'};
    std::array<std::size_t, 4> counts{};
    bool quoted = false;
    std::size_t lines = 0;
    for (std::size_t at = 0; at < text.size() && lines < 50; ++at) {
        if (text[at] == '"') quoted = !quoted;
        if (quoted) continue;
        lines += text[at] == '\n';
        for (std::size_t i = 0; i < candidates.size(); ++i)
            counts[i] += text[at] == candidates[i];
    }
    return candidates[static_cast<std::size_t>(std::max_element(counts.begin(), counts.end()) -
                                               counts.begin())];
}

class CsvReader {
  public:
    CsvReader(std::string_view text, char separator) : text_(text), separator_(separator) {}

    // False: too many cells.
    bool read(sheet::Sheet& sheet) {
        while (at_ < text_.size()) {
            cell(sheet);
            if (sheet.cells.size() > sheet::max_cells) return false;
        }
        return true;
    }

  private:
    void cell(sheet::Sheet& sheet) {
        sheet::SheetCell cell;
        cell.row = row_;
        cell.column = column_;
        cell.first_line = line_;
        std::string value;
        std::size_t look = at_;
        while (look < text_.size() && text_[look] == ' ')
            ++look;
        if (look < text_.size() && text_[look] == '"') {
            at_ = look + 1;
            quoted(value);
        }
        while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n' && text_[at_] != '\r')
            value += text_[at_++];
        const std::string_view visible = text::trim(value);
        const std::size_t end =
            visible.empty() ? 0 : static_cast<std::size_t>(visible.data() + visible.size() - value.data());
        // line ends after the last letter (a quote that is never closed) are no lines of the cell
        cell.last_line = line_ - static_cast<std::uint32_t>(
                                     std::count(value.begin() + static_cast<long>(end), value.end(), '\n'));
        cell.text = sheet::tidy_lines(value);
        if (!cell.text.empty() && cell.column < sheet::max_columns) sheet.cells.push_back(std::move(cell));
        end_of_cell();
    }

    void quoted(std::string& value) {
        while (at_ < text_.size()) {
            const char c = text_[at_++];
            if (c == '"') {
                if (at_ >= text_.size() || text_[at_] != '"') return;
                ++at_;
            } else if (c == '\r') {
                continue;
            } else if (c == '\n') {
                ++line_;
            }
            value += c;
        }
    }

    void end_of_cell() {
        if (at_ >= text_.size()) return;
        const char c = text_[at_++];
        if (c == separator_) {
            ++column_;
            return;
        }
        if (c == '\r' && at_ < text_.size() && text_[at_] == '\n') ++at_;
        ++line_;
        ++row_;
        column_ = 0;
    }

    std::string_view text_;
    char separator_;
    std::size_t at_ = 0;
    std::uint32_t row_ = 0, column_ = 0, line_ = 1;
};

}  // namespace

Status read_csv(const Input& input, Document& document) {
    TRY(const std::string text, decode_text(input, {}, document.diagnostics));
    document.info.lines = static_cast<std::uint32_t>(plain::split_lines(text).size());
    const bool tabs = document.info.media_type == "text/tab-separated-values";
    sheet::Sheet sheet;
    if (!CsvReader(text, tabs ? '\t' : separator_of(text)).read(sheet))
        return bomb_error(input.name, input.limits.expanded_bytes);
    sheet::append_blocks(sheet, document.blocks);
    if (document.blocks.empty()) return empty_error(input.name);
    return {};
}

}  // namespace gangmu::documents
