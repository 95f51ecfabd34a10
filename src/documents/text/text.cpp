// Plain text and Markdown are one carrier: texts made from office files mix both with scraps of HTML.
#include <algorithm>
#include <string>
#include <vector>

#include "documents/carrier.hpp"
#include "documents/errors.hpp"
#include "documents/furniture.hpp"
#include "documents/html/tree.hpp"
#include "documents/html/walk.hpp"
#include "documents/markers.hpp"
#include "documents/text/bytes.hpp"
#include "documents/text/inline.hpp"
#include "documents/text/lines.hpp"
#include "documents/text/tables.hpp"
#include "text/utf8.hpp"

namespace gangmu::documents {

namespace {

using namespace plain;

bool is_rule(std::string_view line) {
    line = text::trim(line);
    if (line.size() < 3) return false;
    const char sign = line[0];
    if (sign != '-' && sign != '*' && sign != '_' && sign != '=') return false;
    return line.find_first_not_of(std::string{sign, ' '}) == std::string_view::npos &&
           std::count(line.begin(), line.end(), sign) >= 3;
}

class Reader {
  public:
    Reader(std::string_view source, Document& document, bool markdown, const Limits& limits)
        : lines_(split_lines(source)), document_(document), limits_(limits), markdown_(markdown) {
        for (std::string_view line : lines_) {
            std::size_t begin = 0;
            if (const unsigned number = footnote_definition(line, begin)) footnotes_.insert(number);
        }
    }

    void run() {
        document_.info.lines = static_cast<std::uint32_t>(lines_.size());
        while (at_ < lines_.size())
            step();
    }

  private:
    void step() {
        const std::string_view line = lines_[at_];
        if (text::trim(line).empty()) {
            ++at_;
            return;
        }
        if (html_table(line)) return;
        if (fence(line) || contents(line) || heading(line) || rule(line) || footnote(line)) return;
        if (is_page_number(line)) return paragraph(line);
        if (auto table = table_at(lines_, at_, footnotes_)) {
            document_.blocks.push_back(std::move(table->block));
            at_ += table->lines;
            list_indents_.clear();
            return;
        }
        if (list_item(line)) return;
        paragraph(line);
    }

    Block& add(BlockKind kind, Inline clean) {
        Block block;
        block.kind = kind;
        block.text = std::move(clean.text);
        block.bold = clean.bold;
        block.place.first_line = block.place.last_line = static_cast<std::uint32_t>(at_ + 1);
        document_.blocks.push_back(std::move(block));
        return document_.blocks.back();
    }

    // A table in HTML over several lines, as Markdown has it for merged cells.
    bool html_table(std::string_view line) {
        if (no_table_ends_ || !text::trim(line).starts_with("<table")) return false;
        std::size_t end = at_;
        while (end < lines_.size() && lines_[end].find("</table>") == std::string_view::npos)
            ++end;
        no_table_ends_ = end == lines_.size();
        if (no_table_ends_) return false;
        const char* begin = lines_[at_].data();
        const std::string_view source(
            begin, static_cast<std::size_t>(lines_[end].data() + lines_[end].size() - begin));
        const auto tree = html::Tree::parse({}, source, limits_.depth, limits_.memory_bytes / 4);
        if (!tree) return false;  // then its lines are text
        for (Block& block : html::blocks_of(tree->root(), static_cast<std::uint32_t>(at_)))
            document_.blocks.push_back(std::move(block));
        at_ = end + 1;
        list_indents_.clear();
        return true;
    }

    bool fence(std::string_view line) {
        const std::string_view mark = text::trim(line);
        if (!mark.starts_with("```") && !mark.starts_with("~~~")) return false;
        const std::string close(mark.substr(0, 3));
        std::size_t end = at_ + 1;
        while (end < lines_.size() && !text::trim(lines_[end]).starts_with(close))
            ++end;
        if (end == lines_.size()) return false;
        for (++at_; at_ < end; ++at_)
            if (const auto inner = text::trim(lines_[at_]); !inner.empty())
                add(BlockKind::paragraph, {std::string(inner), false});
        at_ = end + 1;
        return true;
    }

    // A contents page: its title and the entries that follow, or a run of entries with leader dots.
    bool contents(std::string_view line) {
        std::string_view first = line;
        while (first.starts_with('#'))
            first.remove_prefix(1);
        const bool title = is_contents_title(clean_line(first, footnotes_).text);
        if (!title && !(is_contents_entry(line) && line.find("...") != std::string_view::npos)) return false;
        std::size_t last = at_, entries = 0, gaps = 0;
        for (std::size_t i = title ? at_ + 1 : at_; i < lines_.size(); ++i) {
            if (text::trim(lines_[i]).empty()) {
                ++gaps;
                continue;
            }
            const bool open_entry = gaps == 0 && text::trim(lines_[i]).size() < lines_[i].size() &&
                                    lines_[i].find('\t') != std::string_view::npos;
            if (!is_contents_entry(lines_[i]) && !open_entry) {
                // an entry without its page stands directly between two others
                if (gaps > 0 || i + 1 >= lines_.size() || !is_contents_entry(lines_[i + 1])) break;
            }
            last = i;
            ++entries;
            gaps = 0;
        }
        if (entries < (title ? 1u : 3u)) return false;
        for (; at_ <= last; ++at_) {
            std::string_view entry = lines_[at_];
            if (text::trim(entry).empty()) continue;
            const bool marked = entry.starts_with('#');
            while (entry.starts_with('#'))
                entry.remove_prefix(1);
            const float indent = static_cast<float>(take_indent(entry));
            Block& block = add(BlockKind::paragraph, clean_line(entry, footnotes_));
            block.aside = Aside::contents;
            block.indent = marked ? 0 : indent;
        }
        return true;
    }

    bool heading(std::string_view line) {
        const std::size_t level = line.find_first_not_of('#');
        if (level == 0 || level > 6 || level == std::string_view::npos || line[level] != ' ') return false;
        std::string_view title = text::trim(line.substr(level));
        while (title.ends_with('#'))
            title.remove_suffix(1);
        Inline clean = clean_line(title, footnotes_);
        list_indents_.clear();
        if (!clean.text.empty())
            add(BlockKind::heading, std::move(clean)).level = static_cast<std::uint8_t>(level);
        ++at_;
        return true;
    }

    bool rule(std::string_view line) {
        if (!is_rule(line)) return false;
        if (text::trim(line)[0] == '=' && !document_.blocks.empty()) {  // === under a title
            Block& before = document_.blocks.back();
            if (before.kind == BlockKind::paragraph && before.place.last_line == at_) {
                before.kind = BlockKind::heading;
                before.level = 1;
            }
        }
        std::size_t next = at_ + 1, begin = 0;
        while (next < lines_.size() && text::trim(lines_[next]).empty())
            ++next;
        if (next < lines_.size() && footnote_definition(lines_[next], begin))
            add(BlockKind::paragraph, {std::string(text::trim(line)), false}).aside = Aside::footnote_rule;
        ++at_;
        return true;
    }

    bool footnote(std::string_view line) {
        std::size_t begin = 0;
        const unsigned number = footnote_definition(line, begin);
        if (number == 0) return false;
        add(BlockKind::footnote, clean_line(line.substr(begin), footnotes_)).marker = std::to_string(number);
        ++at_;
        return true;
    }

    bool list_item(std::string_view line) {
        const std::size_t indent = take_indent(line);
        std::string marker = take_marker(line);
        if (marker.empty()) return false;
        take_indent(line);
        // "- ✓ …": the file's own sign says more than Markdown's dash
        std::string_view inner = line;
        if (std::string second = take_marker(inner); !second.empty() && marker.size() == 1) {
            marker = std::move(second);
            take_indent(inner);
            line = inner;
        }
        Inline clean = clean_line(line, footnotes_);
        if (clean.text.empty()) return false;
        while (!list_indents_.empty() && list_indents_.back() >= indent)
            list_indents_.pop_back();
        list_indents_.push_back(indent);
        Block& block = add(BlockKind::list_item, std::move(clean));
        block.marker = std::move(marker);
        block.indent = static_cast<float>(indent);
        block.level = static_cast<std::uint8_t>(std::min<std::size_t>(list_indents_.size(), 255));
        ++at_;
        return true;
    }

    void paragraph(std::string_view line) {
        const std::size_t indent = take_indent(line);
        if (indent == 0) list_indents_.clear();
        if (markdown_)
            while (line.starts_with('>')) {
                line.remove_prefix(1);
                take_indent(line);
            }
        Inline clean = clean_line(line, footnotes_);
        if (!clean.text.empty())
            add(BlockKind::paragraph, std::move(clean)).indent = static_cast<float>(indent);
        ++at_;
    }

    std::vector<std::string_view> lines_;
    Document& document_;
    const Limits& limits_;
    bool markdown_;
    bool no_table_ends_ = false;  // from here to the end of the file
    FootnoteNumbers footnotes_;
    std::size_t at_ = 0;
    std::vector<std::size_t> list_indents_;
};

}  // namespace

Status read_text(const Input& input, Document& document) {
    TRY(std::string source, decode_text(input, {}, document.diagnostics));
    Reader(source, document, document.info.media_type == "text/markdown", input.limits).run();
    mark_furniture(document, true);
    if (document.blocks.empty()) return empty_error(input.name);
    return {};
}

}  // namespace gangmu::documents
