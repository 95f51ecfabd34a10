#include "documents/office/docx_reader.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "documents/grid.hpp"
#include "documents/markers.hpp"
#include "documents/office/builder.hpp"
#include "documents/paragraph.hpp"
#include "documents/text/inline.hpp"

namespace gangmu::documents::office {

namespace {

std::string lowered(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return text;
}

}  // namespace

class DocxReader::Reading {
  public:
    explicit Reading(DocxParts& parts) : parts_(parts) {}

    // Paragraphs and tables of a body, a cell, a text box or a note.
    std::vector<Block> blocks(Element container) {
        std::vector<Block> out;
        body(container, out);
        return out;
    }

  private:
    void body(Element container, std::vector<Block>& out) {
        container.children([&](Element element) {
            const std::string_view name = element.name();
            if (name == "p")
                paragraph(element, out);
            else if (name == "tbl")
                table(element, out);
            else if (name == "sdt")
                structured(element, out);
            else if (name == "ins" || name == "moveTo" || name == "smartTag" || name == "customXml")
                body(element, out);
            else if (name == "AlternateContent")
                body(chosen(element), out);
        });
    }

    static Element chosen(Element alternate) {
        if (Element choice = alternate.child("Choice")) return choice;
        if (Element fallback = alternate.child("Fallback")) return fallback;
        return alternate;
    }

    void structured(Element sdt, std::vector<Block>& out) {
        const Element content = sdt.child("sdtContent");
        if (!content) return;
        const std::size_t before = out.size();
        body(content, out);
        bool contents = false;
        if (const Element properties = sdt.child("sdtPr"))
            if (const Element part = properties.child("docPartObj"))
                if (const Element gallery = part.child("docPartGallery"))
                    contents = lowered(gallery.attribute("val")).starts_with("table of");
        for (std::size_t i = before; contents && i < out.size(); ++i)
            out[i].aside = Aside::contents;
    }

    // ------- paragraphs

    struct Text {
        Paragraph paragraph;
        std::vector<Block> after;  // notes and text boxes that hang on it
        float size = 0;
        std::vector<bool> in_instruction;
    };

    void paragraph(Element p, std::vector<Block>& out) {
        const Element pPr = p.child("pPr");
        std::string style;
        if (pPr)
            if (const Element id = pPr.child("pStyle")) style = id.attribute("val");
        DocxProperties properties = parts_.styles.properties(style);
        const DocxProperties own = paragraph_properties(pPr);
        const bool own_number = own.number_id.has_value();
        properties.overlay(own);
        if (mark_is_deleted(pPr) && p.next() && p.next().name() == "p") {
            joined_.push_back(p);  // what is left of it belongs to the next paragraph
            return;
        }
        Text text;
        bool contents = in_contents();
        for (const Element before : std::exchange(joined_, {}))
            runs(before, properties, text);
        runs(p, properties, text);
        contents = std::exchange(contents_ended_, false) || contents || in_contents();

        Block block;
        block.text = text.paragraph.tidy();
        block.bold = text.paragraph.bold();
        block.size = text.size;
        block.indent = properties.indent.value_or(0);
        const std::string style_name =
            parts_.styles.name(style.empty() ? parts_.styles.default_paragraph() : style);
        block.style = style_name;
        const std::string key = lowered(style_name);
        if (properties.outline && *properties.outline < 9) {
            block.kind = BlockKind::heading;
            block.level = static_cast<std::uint8_t>(std::clamp(*properties.outline + 1, 1, 6));
        } else if (key == "title") {
            block.kind = BlockKind::heading;
            block.level = 1;
        } else if (key == "caption") {
            block.kind = BlockKind::caption;
        } else if (key.starts_with("toc ") || key == "table of figures" || key.starts_with("toc heading")) {
            block.aside = Aside::contents;
        } else if (key.size() == 9 && key.starts_with("heading ") && key[8] >= '1' && key[8] <= '9') {
            block.kind = BlockKind::heading;  // the outline level is left out where it goes without saying
            block.level = static_cast<std::uint8_t>(std::min(key[8] - '0', 6));
        }
        if (contents) block.aside = Aside::contents;
        if (properties.number_id && *properties.number_id > 0 && !block.text.empty()) {
            int level = properties.number_level.value_or(0);
            if (!own_number)  // by its style: the list says which level the style has
                if (const int bound = parts_.numbering.level_of_style(*properties.number_id, style);
                    bound >= 0)
                    level = bound;
            number(block, *properties.number_id, static_cast<std::size_t>(std::clamp(level, 0, 8)));
        }
        contents = block.aside == Aside::contents;
        if (!block.text.empty()) split_lines(std::move(block), out);
        if (!contents) std::move(text.after.begin(), text.after.end(), std::back_inserter(out));
    }

    static bool mark_is_deleted(Element pPr) {
        const Element rPr = pPr ? pPr.child("rPr") : Element();
        return rPr && (rPr.child("del") || rPr.child("moveFrom"));
    }

    bool in_contents() const { return std::find(fields_.begin(), fields_.end(), true) != fields_.end(); }

    void number(Block& block, long id, std::size_t level) {
        block.marker = parts_.numbering.label(id, level);
        if (block.marker.empty() || block.kind != BlockKind::paragraph) return;
        block.kind = BlockKind::list_item;
        block.level = static_cast<std::uint8_t>(level + 1);
    }

    // A manual line break in running text makes lines as in a text file; a heading stays one line.
    static void split_lines(Block block, std::vector<Block>& out) {
        const std::string text = std::move(block.text);
        bool first = true;
        if (block.kind == BlockKind::heading || block.kind == BlockKind::caption) {
            block.text.clear();
            for (char c : text)
                block.text += c == '\n' ? ' ' : c;
            out.push_back(std::move(block));
            return;
        }
        for (std::size_t begin = 0; begin <= text.size();) {
            const std::size_t end = std::min(text.find('\n', begin), text.size());
            Block line = block;
            line.text = text.substr(begin, end - begin);
            if (!first) {
                line.marker.clear();
                line.kind = BlockKind::paragraph;
                line.level = 0;
            }
            first = false;
            out.push_back(std::move(line));
            begin = end + 1;
        }
    }

    void runs(Element container, const DocxProperties& inherited, Text& text) {
        container.children([&](Element element) {
            const std::string_view name = element.name();
            if (name == "r")
                run(element, inherited, text);
            else if (name == "hyperlink" || name == "ins" || name == "moveTo" || name == "smartTag" ||
                     name == "fldSimple" || name == "sdtContent" || name == "dir" || name == "bdo" ||
                     name == "customXml")
                runs(element, inherited, text);
            else if (name == "sdt")
                runs(element.child("sdtContent") ? element.child("sdtContent") : Element(element), inherited,
                     text);
            else if (name == "oMath" || name == "oMathPara")
                text.paragraph.add(element.text(), inherited.bold.value_or(false));
            else if (name == "AlternateContent")
                runs(chosen(element), inherited, text);
        });
    }

    void run(Element r, const DocxProperties& inherited, Text& text) {
        DocxProperties properties = inherited;
        properties.raised.reset();
        if (const Element rPr = r.child("rPr")) {
            if (const Element style = rPr.child("rStyle")) {
                const DocxProperties& named = parts_.styles.properties(style.attribute("val"));
                if (named.bold.value_or(false)) properties.bold = true;
                if (named.raised) properties.raised = named.raised;
            }
            properties.overlay(run_properties(rPr));
        }
        if (properties.hidden.value_or(false)) return;
        const bool bold = properties.bold.value_or(false);
        run_content(r, properties, bold, text);
    }

    void run_content(Element r, const DocxProperties& properties, bool bold, Text& text) {
        Paragraph& paragraph = text.paragraph;
        r.children([&](Element element) {
            const std::string_view name = element.name();
            if (name == "fldChar") return field(element, text);
            if (name == "instrText") return instruction(element);
            if (!text.in_instruction.empty() && text.in_instruction.back()) return;
            if (name == "t") {
                const std::string characters = element.text();
                if (text.size <= 0 && properties.size) text.size = *properties.size;
                if (properties.raised.value_or(false)) {
                    std::string raised;
                    plain::append_superscript(raised, characters);
                    paragraph.add(raised, bold);
                } else {
                    add_text(paragraph, characters, bold);
                }
            } else if (name == "tab" || name == "ptab") {
                paragraph.add("\t", bold);
            } else if (name == "br" || name == "cr") {
                if (element.attribute("type").empty() || element.attribute("type") == "textWrapping")
                    paragraph.line_break();
            } else if (name == "noBreakHyphen") {
                paragraph.add("-", bold);
            } else if (name == "sym") {
                symbol(element, paragraph, bold);
            } else if (name == "ruby") {
                if (const Element base = element.child("rubyBase")) runs(base, properties, text);
            } else if (name == "footnoteReference") {
                note(parts_.footnotes, element, text);
            } else if (name == "endnoteReference") {
                note(parts_.endnotes, element, text);
            } else if (name == "drawing" || name == "pict" || name == "object") {
                text_boxes(element, text.after);
            } else if (name == "AlternateContent") {
                run_content(chosen(element), properties, bold, text);
            }
        });
    }

    static void add_text(Paragraph& paragraph, std::string_view characters, bool bold) {
        std::string out;
        for (char c : characters)
            out += c == '\n' || c == '\r' ? ' ' : c;
        paragraph.add(out, bold);
    }

    // A table of contents is one field over many paragraphs.
    void instruction(Element element) {
        if (fields_.empty()) return;
        const std::string words = element.text();
        const std::string_view command = text::trim(words);
        if (command == "TOC" || command.starts_with("TOC ") || command.starts_with("TOC\\"))
            fields_.back() = true;
    }

    void field(Element element, Text& text) {
        const std::string type = element.attribute("fldCharType");
        if (type == "begin")
            fields_.push_back(false);
        else if (type == "end" && !fields_.empty()) {
            contents_ended_ = contents_ended_ || fields_.back();
            fields_.pop_back();
        }
        if (type == "begin")
            text.in_instruction.push_back(true);
        else if (type == "separate" && !text.in_instruction.empty())
            text.in_instruction.back() = false;
        else if (type == "end" && !text.in_instruction.empty())
            text.in_instruction.pop_back();
    }

    static void symbol(Element element, Paragraph& paragraph, bool bold) {
        const std::string code = element.attribute("char");
        char32_t point = 0;
        for (char c : code.substr(0, 6))
            point = point * 16 + static_cast<char32_t>(c >= '0' && c <= '9' ? c - '0'
                                                       : (c | 0x20) >= 'a' && (c | 0x20) <= 'f'
                                                           ? (c | 0x20) - 'a' + 10
                                                           : 0);
        if (point < 0x100) point += 0xF000;
        point = plain_bullet(point);
        std::string sign;
        text::append(sign, point >= 0xE000 && point <= 0xF8FF ? U'•' : point);
        paragraph.add(sign, bold);
    }

    void note(const std::map<std::string, Element>& notes, Element reference, Text& text) {
        const auto found = notes.find(reference.attribute("id"));
        if (found == notes.end() || in_note_) return;
        in_note_ = true;
        const std::string marker = std::to_string(++note_count_);
        for (Block& block : blocks(found->second)) {
            if (block.kind == BlockKind::table) continue;
            block.kind = BlockKind::footnote;
            block.level = 0;
            block.marker = marker;
            text.after.push_back(std::move(block));
        }
        in_note_ = false;
    }

    void text_boxes(Element element, std::vector<Block>& out) {
        element.children([&](Element child) {
            if (child.name() == "txbxContent")
                body(child, out);
            else
                text_boxes(child.name() == "AlternateContent" ? chosen(child) : child, out);
        });
    }

    // ------- tables

    struct GridCell {
        Cell cell;
        std::uint32_t column = 0;
        bool continues = false;  // merged with the one above
    };

    void table(Element tbl, std::vector<Block>& out) {
        std::vector<std::vector<GridCell>> rows;
        std::vector<std::uint32_t> skips;
        std::vector<Block> after;
        collect_rows(tbl, rows, skips, after);
        // vertical merges: the cell above grows over those that continue it
        std::map<std::uint32_t, Cell*> open;
        for (auto& row : rows) {
            std::map<std::uint32_t, Cell*> next;
            for (GridCell& item : row) {
                const auto above = open.find(item.column);
                if (item.continues && above != open.end()) {
                    Cell* origin = above->second;
                    ++origin->row_span;
                    if (!item.cell.text.empty()) {
                        if (!origin->text.empty()) origin->text += '\n';
                        origin->text += item.cell.text;
                    }
                    next[item.column] = origin;
                } else {
                    item.continues = false;
                    next[item.column] = &item.cell;
                }
            }
            open = std::move(next);
        }
        Grid grid;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            grid.row({});
            grid.skip(skips[i]);
            for (GridCell& item : rows[i])
                if (!item.continues) grid.cell(std::move(item.cell));
        }
        Block block;
        block.kind = BlockKind::table;
        block.table = grid.take();
        if (!block.table.rows.empty()) out.push_back(std::move(block));
        std::move(after.begin(), after.end(), std::back_inserter(out));
    }

    void collect_rows(Element container, std::vector<std::vector<GridCell>>& rows,
                      std::vector<std::uint32_t>& skips, std::vector<Block>& after) {
        container.children([&](Element element) {
            const std::string_view name = element.name();
            if (name == "sdt" && element.child("sdtContent"))
                return collect_rows(element.child("sdtContent"), rows, skips, after);
            if (name == "ins" || name == "customXml") return collect_rows(element, rows, skips, after);
            if (name != "tr") return;
            const Element properties = element.child("trPr");
            if (properties && properties.child("del")) return;
            std::uint32_t column = 0;
            if (properties)
                if (const Element before = properties.child("gridBefore"))
                    column = static_cast<std::uint32_t>(std::clamp(before.number("val", 0), 0L, 100L));
            skips.push_back(column);
            rows.emplace_back();
            collect_cells(element, properties && properties.child("tblHeader"), column, rows.back(), after);
        });
    }

    void collect_cells(Element container, bool header, std::uint32_t& column, std::vector<GridCell>& row,
                       std::vector<Block>& after) {
        container.children([&](Element element) {
            const std::string_view name = element.name();
            if (name == "sdt" && element.child("sdtContent"))
                return collect_cells(element.child("sdtContent"), header, column, row, after);
            if (name != "tc") return;
            GridCell item;
            item.column = column;
            item.cell.header = header;
            bool joins_left = false;
            if (const Element properties = element.child("tcPr")) {
                if (const Element span = properties.child("gridSpan"))
                    item.cell.column_span = static_cast<std::uint32_t>(
                        std::clamp(span.number("val", 1), 1L, static_cast<long>(Grid::max_columns)));
                if (const Element merge = properties.child("vMerge"))
                    item.continues = merge.attribute("val") != "restart";
                if (const Element merge = properties.child("hMerge"))
                    joins_left = merge.attribute("val") != "restart";
            }
            column += item.cell.column_span;
            std::vector<Block> content = blocks(element);
            item.cell.text = cell_text(content);
            item.cell.bold = cell_bold(content);
            for (Block& block : content)
                if (block.kind == BlockKind::footnote) after.push_back(std::move(block));
            if (joins_left && !row.empty())
                row.back().cell.column_span += item.cell.column_span;
            else
                row.push_back(std::move(item));
        });
    }

    DocxParts& parts_;
    std::vector<Element> joined_;  // paragraphs whose mark is deleted
    std::vector<bool> fields_;     // open ones: whether it is a table of contents
    bool contents_ended_ = false;
    std::size_t note_count_ = 0;
    bool in_note_ = false;
};

DocxReader::DocxReader(DocxParts& parts) : reading_(std::make_unique<Reading>(parts)) {}
DocxReader::~DocxReader() = default;

std::vector<Block> DocxReader::blocks(Element container) {
    return reading_->blocks(container);
}

}  // namespace gangmu::documents::office
