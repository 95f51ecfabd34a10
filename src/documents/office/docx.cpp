#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "documents/carrier.hpp"
#include "documents/errors.hpp"
#include "documents/grid.hpp"
#include "documents/markers.hpp"
#include "documents/office/archive.hpp"
#include "documents/office/builder.hpp"
#include "documents/office/docx_numbering.hpp"
#include "documents/office/docx_styles.hpp"
#include "documents/office/xml.hpp"
#include "documents/text/inline.hpp"

namespace gangmu::documents {

namespace office {
namespace {

std::string lowered(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return text;
}

// The parts of a document beside its body that a paragraph can point to.
struct Parts {
    DocxStyles styles;
    DocxNumbering numbering;
    std::map<std::string, Element> footnotes, endnotes;  // by id
};

class DocxReader {
  public:
    explicit DocxReader(Parts& parts) : parts_(parts) {}

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
        int field = 0;  // inside the instruction of a field
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
        Text text;
        runs(p, properties, text);

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
        }
        if (properties.number_id && *properties.number_id > 0 && !block.text.empty()) {
            int level = properties.number_level.value_or(0);
            if (!own_number)  // by its style: the list says which level the style has
                if (const int bound = parts_.numbering.level_of_style(*properties.number_id, style);
                    bound >= 0)
                    level = bound;
            number(block, *properties.number_id, static_cast<std::size_t>(std::clamp(level, 0, 8)));
        }
        const bool contents = block.aside == Aside::contents;
        if (!block.text.empty()) split_lines(std::move(block), out);
        if (!contents) std::move(text.after.begin(), text.after.end(), std::back_inserter(out));
    }

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

    static void field(Element element, Text& text) {
        const std::string type = element.attribute("fldCharType");
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

    Parts& parts_;
    std::size_t note_count_ = 0;
    bool in_note_ = false;
};

// relationship type's last word -> targets, of the main part
std::multimap<std::string, std::string> relations(const Xml& xml) {
    std::multimap<std::string, std::string> out;
    xml.root().children([&](Element relation) {
        const std::string type = relation.attribute("Type");
        out.emplace(type.substr(type.rfind('/') + 1), relation.attribute("Target"));
    });
    return out;
}

std::string resolve(const std::string& folder, std::string target) {
    if (target.starts_with("/")) return target.substr(1);
    if (target.starts_with("./")) target = target.substr(2);
    return folder + target;
}

class DocxFile {
  public:
    DocxFile(const Input& input, Archive archive) : input_(input), archive_(std::move(archive)) {}

    Status read(Document& document) {
        std::string main = "word/document.xml";
        CHECK(load("_rels/.rels", [&](const Xml& xml) {
            const auto all = relations(xml);
            if (const auto found = all.find("officeDocument"); found != all.end())
                main = resolve("", found->second);
            return Status();
        }));
        const std::size_t slash = main.rfind('/') == std::string::npos ? 0 : main.rfind('/') + 1;
        const std::string folder = main.substr(0, slash), file = main.substr(slash);
        std::multimap<std::string, std::string> related;
        CHECK(load(folder + "_rels/" + file + ".rels", [&](const Xml& xml) {
            related = relations(xml);
            return Status();
        }));
        auto part = [&](const char* type, const char* otherwise) {
            const auto found = related.find(type);
            return resolve(folder, found == related.end() ? otherwise : found->second);
        };
        Parts parts;
        CHECK(load(part("styles", "styles.xml"), [&](const Xml& xml) {
            parts.styles.read(xml.root());
            return Status();
        }));
        CHECK(load(part("numbering", "numbering.xml"), [&](const Xml& xml) {
            parts.numbering.read(xml.root());
            return Status();
        }));
        TRY(const Xml footnotes, parse_or_blank(part("footnotes", "footnotes.xml")));
        TRY(const Xml endnotes, parse_or_blank(part("endnotes", "endnotes.xml")));
        collect_notes(footnotes.root(), parts.footnotes);
        collect_notes(endnotes.root(), parts.endnotes);

        DocxReader reader(parts);
        TRY(const std::string bytes, archive_.read(main));
        if (bytes.empty()) return broken_error(input_.name, main);
        TRY(const Xml body, Xml::parse(input_.name, main, bytes, input_.limits.depth));
        const Element content = body.root().child("body");
        if (!content) return broken_error(input_.name, main);
        document.blocks = reader.blocks(content);
        CHECK(furniture(related, folder, "header", Aside::page_header, reader, document));
        CHECK(furniture(related, folder, "footer", Aside::page_footer, reader, document));
        return {};
    }

  private:
    template <class Use>
    Status load(const std::string& member, const Use& use) {
        if (!archive_.has(member)) return {};
        TRY(const std::string bytes, archive_.read(member));
        TRY(const Xml xml, Xml::parse(input_.name, member, bytes, input_.limits.depth));
        return use(xml);
    }

    Result<Xml> parse_or_blank(const std::string& member) {
        TRY(const std::string bytes, archive_.read(member));
        return Xml::parse(input_.name, member, bytes.empty() ? "<none/>" : bytes, input_.limits.depth);
    }

    static void collect_notes(Element root, std::map<std::string, Element>& notes) {
        root.children([&](Element note) {
            const std::string type = note.attribute("type");
            if (type.empty() || type == "normal") notes[note.attribute("id")] = note;
        });
    }

    Status furniture(const std::multimap<std::string, std::string>& related, const std::string& folder,
                     const char* type, Aside aside, DocxReader& reader, Document& document) {
        std::set<std::string> seen;
        const auto [begin, end] = related.equal_range(type);
        for (auto at = begin; at != end; ++at)
            CHECK(load(resolve(folder, at->second), [&](const Xml& xml) {
                for (Block& block : reader.blocks(xml.root())) {
                    if (block.kind == BlockKind::table || !seen.insert(block.text).second) continue;
                    block.kind = BlockKind::paragraph;
                    block.aside = aside;
                    document.blocks.push_back(std::move(block));
                }
                return Status();
            }));
        return {};
    }

    const Input& input_;
    Archive archive_;
};

}  // namespace
}  // namespace office

Status read_docx(const Input& input, Document& document) {
    TRY(office::Archive archive, office::Archive::open(input));
    CHECK(office::DocxFile(input, std::move(archive)).read(document));
    office::finish(document);
    if (document.blocks.empty()) return empty_error(input.name);
    return {};
}

}  // namespace gangmu::documents
