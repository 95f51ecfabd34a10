#include "documents/html/walk.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "documents/grid.hpp"
#include "documents/html/style.hpp"
#include "documents/html/tree.hpp"
#include "documents/markers.hpp"
#include "documents/paragraph.hpp"
#include "documents/text/inline.hpp"

namespace gangmu::documents::html {

namespace {

bool all_digits(std::string_view text) {
    return !text.empty() && text.size() <= 4 &&
           text.find_first_not_of("0123456789") == std::string_view::npos;
}

// id="sdfootnote3", "fn3", "fn:3", "_ftn3", "footnote-3": the number, or nothing.
std::string footnote_id(std::string_view id) {
    for (std::string_view head : {"sdfootnote", "sdendnote", "footnote", "_ftn", "_edn", "fn", "ftn"}) {
        if (!id.starts_with(head)) continue;
        std::string_view rest = id.substr(head.size());
        while (!rest.empty() && (rest[0] == '-' || rest[0] == ':' || rest[0] == '_'))
            rest.remove_prefix(1);
        if (all_digits(rest)) return std::string(rest);
    }
    return {};
}

struct List {
    ListStyle style;
    long number;
    int step;
};

// Collects the text of a piece of the tree: the whole page, or one cell, whose paragraphs are its lines.
class Walker {
  public:
    Walker(std::uint32_t line_offset, bool in_cell) : offset_(line_offset), in_cell_(in_cell) {}

    void children(const GumboVector& nodes) {
        for (unsigned i = 0; i < nodes.length; ++i)
            node(*static_cast<const GumboNode*>(nodes.data[i]));
    }

    void flush() {
        if (in_cell_) return;
        Paragraph paragraph = std::exchange(paragraph_, {});
        if (paragraph.blank()) return;
        const std::string text = paragraph.tidy();
        if (heading_ || item_ || !footnote_.empty() || caption_) return emit(text, paragraph);
        // each line of a paragraph with <br> is a line of its own, as in the text carrier
        for (std::size_t begin = 0; begin <= text.size();) {
            const std::size_t end = std::min(text.find('\n', begin), text.size());
            emit(text.substr(begin, end - begin), paragraph);
            begin = end + 1;
        }
    }

    std::vector<Block> blocks;
    const Paragraph& collected() const { return paragraph_; }

  private:
    void node(const GumboNode& node) {
        switch (node.type) {
            case GUMBO_NODE_TEXT:
            case GUMBO_NODE_WHITESPACE:
            case GUMBO_NODE_CDATA:
                text(node.v.text);
                break;
            case GUMBO_NODE_ELEMENT:
                element(node.v.element);
                break;
            default:
                break;
        }
    }

    void text(const GumboText& text) {
        const std::string_view run = text.text;
        if (run.find_first_not_of(" \t\r\n") != std::string_view::npos) {
            std::uint32_t first = text.start_pos.line + offset_;
            const std::string_view lead = run.substr(0, run.find_first_not_of(" \t\r\n"));
            first += static_cast<std::uint32_t>(std::count(lead.begin(), lead.end(), '\n'));
            std::string_view core = run.substr(0, run.find_last_not_of(" \t\r\n") + 1);
            core.remove_prefix(lead.size());
            paragraph_.on_lines(
                first, first + static_cast<std::uint32_t>(std::count(core.begin(), core.end(), '\n')));
            if (size_ > 0 && block_size_ <= 0) block_size_ = size_;
        }
        if (preformatted_)
            paragraph_.add(run, bold_);
        else
            paragraph_.add_collapsed(run, bold_);
    }

    void element(const GumboElement& element) {
        const bool bold = std::exchange(bold_, is_bold(element, bold_));
        const float size = std::exchange(size_, font_size(element, size_));
        switch (role_of(element)) {
            case Role::skip:
                break;
            case Role::flow:
                flow(element);
                break;
            case Role::block:
                block(element);
                break;
            case Role::heading:
                heading(element);
                break;
            case Role::list:
                list(element);
                break;
            case Role::item:
                item(element);
                break;
            case Role::table:
                table(element);
                break;
            case Role::caption:
                caption(element);
                break;
            case Role::line_break:
                paragraph_.line_break();
                break;
            case Role::rule:
                separate();
                break;
            case Role::preformatted: {
                separate();
                const bool before = std::exchange(preformatted_, true);
                children(element.children);
                preformatted_ = before;
                separate();
                break;
            }
            case Role::superscript:
                superscript(element);
                break;
        }
        bold_ = bold;
        size_ = size;
    }

    // Ends the paragraph; in a cell, the line.
    void separate() {
        if (in_cell_)
            paragraph_.line_break();
        else
            flush();
    }

    void flow(const GumboElement& element) {
        if (element.tag == GUMBO_TAG_A &&
            !footnote_.empty()) {  // the way back from a footnote, or its number
            Walker inner(offset_, true);
            inner.children(element.children);
            const std::string label = inner.collected().tidy();
            if (all_digits(label) || label == "↩" || label == "↩︎" || label == "^") return;
        }
        if (element.tag == GUMBO_TAG_A && attribute(element, "class") == "sdfootnoteanc") return;
        children(element.children);
    }

    void block(const GumboElement& element) {
        separate();
        const std::string note = footnote_id(attribute(element, "id"));
        const std::string outer = note.empty() ? footnote_ : std::exchange(footnote_, note);
        const Aside aside = aside_;
        if (element.tag == GUMBO_TAG_NAV) aside_ = Aside::contents;
        if (element.tag == GUMBO_TAG_FOOTER && depth_ <= 2) aside_ = Aside::page_footer;
        ++depth_;
        children(element.children);
        --depth_;
        separate();
        aside_ = aside;
        footnote_ = outer;
    }

    void heading(const GumboElement& element) {
        separate();
        const int outer = std::exchange(heading_, heading_level(element));
        children(element.children);
        separate();
        heading_ = outer;
    }

    void caption(const GumboElement& element) {
        separate();
        caption_ = true;
        children(element.children);
        separate();
        caption_ = false;
    }

    void list(const GumboElement& element) {
        separate();
        const bool backwards = gumbo_get_attribute(&element.attributes, "reversed") != nullptr;
        lists_.push_back(
            {list_style(element), number_attribute(element, "start", -9999, 99999, 1), backwards ? -1 : 1});
        children(element.children);
        separate();
        lists_.pop_back();
    }

    void item(const GumboElement& element) {
        separate();
        std::string marker = "•";
        if (!lists_.empty()) {
            List& list = lists_.back();
            list.number = number_attribute(element, "value", -9999, 99999, list.number);
            if (!list.style.shown)
                marker.clear();
            else if (list.style.numbered)
                marker = list.number > 0
                             ? format_number(list.style.numbers, static_cast<std::uint32_t>(list.number)) +
                                   list.style.suffix
                             : std::to_string(list.number) + list.style.suffix;
            list.number += list.step;
        }
        const std::string note = footnote_id(attribute(element, "id"));
        const std::string outer_note = note.empty() ? footnote_ : std::exchange(footnote_, note);
        item_ = true;
        marker_ = marker;
        if (in_cell_ && !marker.empty()) {
            std::size_t at = 0;
            const std::string own = first_text(element);
            // list-style-type is often none by a style sheet that is not here, with the sign in the text
            if (own.empty() || !is_bullet(text::next(own, at))) paragraph_.add(marker + " ", bold_);
        }
        children(element.children);
        separate();
        item_ = false;  // the rest of an outer item is a paragraph
        footnote_ = outer_note;
    }

    static std::string first_text(const GumboElement& element) {
        for (unsigned i = 0; i < element.children.length; ++i) {
            const GumboNode& node = *static_cast<const GumboNode*>(element.children.data[i]);
            if (node.type == GUMBO_NODE_TEXT) return std::string(text::trim(node.v.text.text));
            if (node.type == GUMBO_NODE_ELEMENT) return first_text(node.v.element);
        }
        return {};
    }

    void superscript(const GumboElement& element) {
        Walker inner(offset_, true);
        inner.children(element.children);
        std::string text = inner.collected().tidy();
        std::string_view digits = text;
        if (digits.starts_with('[') && digits.ends_with(']')) digits = digits.substr(1, digits.size() - 2);
        const bool linked = has_link(element);
        if (linked && all_digits(digits)) return;  // the mark of a footnote
        if (!footnote_.empty() && all_digits(digits) && paragraph_.blank()) return;
        std::string raised;
        plain::append_superscript(raised, text);
        paragraph_.add_collapsed(raised, bold_);
    }

    static bool has_link(const GumboElement& element) {
        for (unsigned i = 0; i < element.children.length; ++i) {
            const GumboNode& node = *static_cast<const GumboNode*>(element.children.data[i]);
            if (node.type != GUMBO_NODE_ELEMENT) continue;
            if (node.v.element.tag == GUMBO_TAG_A &&
                attribute(node.v.element, "href").find('#') != std::string_view::npos)
                return true;
        }
        return false;
    }

    // ------- tables

    void table(const GumboElement& element) {
        if (in_cell_) return inner_table(element);
        flush();
        Grid grid;
        const std::size_t before = blocks.size();
        rows(element.children, grid, false);
        Block block;
        block.kind = BlockKind::table;
        block.table = grid.take();
        if (block.table.rows.empty()) return;
        if (block.table.rows.size() == 1 && block.table.rows[0].cells.size() == 1) {  // a frame, not a table
            blocks.resize(before);
            frame(element.children);
            return flush();
        }
        for (const Row& row : block.table.rows) {
            Place& place = block.place;
            if (row.place.first_line == 0) continue;
            place.first_line = place.first_line == 0 ? row.place.first_line
                                                     : std::min(place.first_line, row.place.first_line);
            place.last_line = std::max(place.last_line, row.place.last_line);
        }
        block.aside = aside_;
        blocks.push_back(std::move(block));
    }

    void rows(const GumboVector& nodes, Grid& grid, bool head) {
        for (unsigned i = 0; i < nodes.length; ++i) {
            const GumboNode& node = *static_cast<const GumboNode*>(nodes.data[i]);
            if (node.type != GUMBO_NODE_ELEMENT || role_of(node.v.element) == Role::skip) continue;
            const GumboElement& element = node.v.element;
            if (element.tag == GUMBO_TAG_CAPTION)
                caption(element);
            else if (element.tag == GUMBO_TAG_TR)
                row(element, grid, head);
            else if (element.tag != GUMBO_TAG_COLGROUP)
                rows(element.children, grid, head || element.tag == GUMBO_TAG_THEAD);
        }
    }

    void row(const GumboElement& element, Grid& grid, bool head) {
        std::vector<Cell> cells;
        Place place;
        for (unsigned i = 0; i < element.children.length; ++i) {
            const GumboNode& node = *static_cast<const GumboNode*>(element.children.data[i]);
            if (node.type != GUMBO_NODE_ELEMENT) continue;
            const GumboElement& one = node.v.element;
            if (one.tag != GUMBO_TAG_TD && one.tag != GUMBO_TAG_TH) continue;
            Walker inner(offset_, true);
            inner.bold_ = is_bold(one, false);
            inner.children(one.children);
            const Paragraph& text = inner.collected();
            Cell cell;
            cell.text = text.tidy();
            cell.bold = text.bold();
            cell.header = head || one.tag == GUMBO_TAG_TH;
            cell.column_span =
                static_cast<std::uint32_t>(number_attribute(one, "colspan", 1, Grid::max_columns, 1));
            cell.row_span = static_cast<std::uint32_t>(number_attribute(one, "rowspan", 0, 65534, 1));
            cell.place.first_line = text.first_line() ? text.first_line() : one.start_pos.line + offset_;
            cell.place.last_line = text.last_line() ? text.last_line() : cell.place.first_line;
            place.first_line = place.first_line == 0 ? cell.place.first_line
                                                     : std::min(place.first_line, cell.place.first_line);
            place.last_line = std::max(place.last_line, cell.place.last_line);
            cells.push_back(std::move(cell));
        }
        grid.row(place);
        for (Cell& cell : cells)
            grid.cell(std::move(cell));
    }

    // A table in a cell is text: a line per row, tabs between its cells.
    void inner_table(const GumboElement& element) {
        Walker flat(offset_, false);
        Grid grid;
        flat.rows(element.children, grid, false);
        const Table table = grid.take();
        paragraph_.line_break();
        for (const Row& row : table.rows) {
            std::string line;
            for (const Cell& cell : row.cells) {
                if (!line.empty()) line += '\t';
                for (char c : cell.text)
                    line += c == '\n' ? ' ' : c;
            }
            paragraph_.on_lines(row.place.first_line, row.place.last_line);
            paragraph_.add(line, false);
            paragraph_.line_break();
        }
    }

    void frame(const GumboVector& nodes) {
        for (unsigned i = 0; i < nodes.length; ++i) {
            const GumboNode& node = *static_cast<const GumboNode*>(nodes.data[i]);
            if (node.type == GUMBO_NODE_ELEMENT && role_of(node.v.element) != Role::skip)
                block(node.v.element);
        }
    }

    void emit(std::string text, const Paragraph& paragraph) {
        if (text.empty()) return;
        Block block;
        block.aside = aside_;
        block.text = std::move(text);
        block.bold = paragraph.bold();
        block.size = std::exchange(block_size_, 0.0F);
        block.place.first_line = paragraph.first_line();
        block.place.last_line = paragraph.last_line();
        if (heading_) {
            block.kind = BlockKind::heading;
            block.level = static_cast<std::uint8_t>(heading_);
            join_lines(block.text);
        } else if (!footnote_.empty()) {
            block.kind = BlockKind::footnote;
            block.marker = footnote_;
        } else if (caption_) {
            block.kind = BlockKind::caption;
            join_lines(block.text);
        } else if (item_) {
            block.kind = BlockKind::list_item;
            block.marker = marker_;
            block.level = static_cast<std::uint8_t>(
                std::max<std::size_t>(1, std::min<std::size_t>(lists_.size(), 255)));
            item_ = false;  // a second paragraph of the item is a paragraph
        }
        blocks.push_back(std::move(block));
    }

    static void join_lines(std::string& text) {
        std::string joined;
        for (std::size_t at = 0; at < text.size(); ++at) {
            if (text[at] != '\n') {
                joined += text[at];
                continue;
            }
            std::size_t before = joined.size(), after = at + 1;
            const bool cjk = before > 0 && after < text.size() &&
                             text::is_cjk(text::previous(joined, before)) &&
                             text::is_cjk(text::next(text, after));
            if (!cjk) joined += ' ';
        }
        text = std::move(joined);
    }

    std::uint32_t offset_;
    bool in_cell_;
    Paragraph paragraph_;
    bool bold_ = false, preformatted_ = false, caption_ = false;
    float size_ = 0, block_size_ = 0;
    int heading_ = 0, depth_ = 0;
    Aside aside_ = Aside::none;
    std::string footnote_;
    bool item_ = false;
    std::string marker_;
    std::vector<List> lists_;
};

}  // namespace

std::vector<Block> blocks_of(const GumboNode* root, std::uint32_t line_offset) {
    Walker walker(line_offset, false);
    if (root && root->type == GUMBO_NODE_ELEMENT) walker.children(root->v.element.children);
    walker.flush();
    return std::move(walker.blocks);
}

}  // namespace gangmu::documents::html
