#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "documents/carrier.hpp"
#include "documents/errors.hpp"
#include "documents/grid.hpp"
#include "documents/office/archive.hpp"
#include "documents/office/builder.hpp"
#include "documents/office/odt_styles.hpp"
#include "documents/office/properties.hpp"
#include "documents/office/xml.hpp"
#include "documents/text/inline.hpp"

namespace gangmu::documents {

namespace office {
namespace {

class OdtReader {
  public:
    explicit OdtReader(const OdtStyles& styles) : styles_(styles) {}

    std::vector<Block> blocks(Element container) {
        std::vector<Block> out;
        const auto lists = std::exchange(open_, {});
        body(container, out);
        open_ = lists;
        return out;
    }

  private:
    using Counts = std::array<long, OdtListStyle::levels>;

    // A list whose items are being read; `counts` hold what was last shown at each level, `fresh` levels
    // begin anew.
    struct Run {
        Counts counts{};
        std::array<bool, OdtListStyle::levels> running{};
    };
    struct Open {
        std::string style;
        std::string id;
        bool item_labelled = false;  // the item's first paragraph has had the label
        bool header = false;         // text:list-header: no label
        long start_value = 0;        // of the item; 0: none
    };

    void body(Element container, std::vector<Block>& out) {
        container.children([&](Element element) {
            const std::string_view name = element.name();
            if (name == "p" || name == "h")
                paragraph(element, out);
            else if (name == "list")
                list(element, out);
            else if (name == "table")
                table(element, out);
            else if (name == "section" || name == "index-body" || name == "index-title" || name == "text-box")
                body(element, out);
            else if (name.ends_with("-index") || name == "table-of-content" || name == "bibliography")
                index(element, out);
            else if (name == "frame" || name == "g" || name == "custom-shape" || name == "rect")
                shape(element, out);
        });
    }

    void index(Element element, std::vector<Block>& out) {
        const std::size_t before = out.size();
        if (const Element content = element.child("index-body")) body(content, out);
        for (std::size_t i = before; i < out.size(); ++i)
            out[i].aside = Aside::contents;
    }

    void shape(Element element, std::vector<Block>& out) {
        element.children([&](Element child) {
            const std::string_view name = child.name();
            if (name == "text-box" || name == "p" || name == "list") {
                if (name == "p")
                    paragraph(child, out);
                else if (name == "list")
                    list(child, out);
                else
                    body(child, out);
            } else if (name == "frame" || name == "g" || name == "custom-shape" || name == "rect") {
                shape(child, out);
            }
        });
    }

    // ------- lists

    void list(Element element, std::vector<Block>& out) {
        Open open;
        open.style = element.attribute("style-name");
        if (open.style.empty() && !open_.empty()) open.style = open_.back().style;
        if (open_.empty()) begin_run(element, open);
        open_.push_back(open);
        element.children([&](Element item) {
            if (item.name() != "list-item" && item.name() != "list-header") return;
            Open& own = open_.back();
            own.item_labelled = false;
            own.header = item.name() == "list-header";
            own.start_value = item.number("start-value", 0);
            body(item, out);
        });
        open_.pop_back();
    }

    // A list begins anew unless it says that it goes on with an earlier one.
    void begin_run(Element element, const Open& open) {
        const std::string id = element.attribute("id"), previous = element.attribute("continue-list");
        Run run;
        if (!previous.empty() && runs_.contains(previous))
            run = runs_[previous];
        else if (element.attribute("continue-numbering") == "true" && last_of_style_.contains(open.style))
            run = last_of_style_[open.style];
        run_id_ = id;
        run_ = run;
    }

    std::string next_label(const OdtListStyle& style, std::size_t level, long start_value, Run& run) {
        for (std::size_t i = 0; i < level; ++i)
            if (!run.running[i]) {
                run.running[i] = true;
                run.counts[i] = style.level[i].start;
            }
        run.counts[level] = start_value > 0      ? start_value
                            : run.running[level] ? run.counts[level] + 1
                                                 : style.level[level].start;
        run.running[level] = true;
        for (std::size_t i = level + 1; i < OdtListStyle::levels; ++i)
            run.running[i] = false;
        return odt_label(style, level, run.counts);
    }

    void label(Block& block, const OdtProperties& properties, Element element) {
        if (!open_.empty()) {
            Open& own = open_.back();
            if (own.header || std::exchange(own.item_labelled, true)) return;
            const std::string& name = own.style.empty() ? properties.list_style : own.style;
            const OdtListStyle* style = styles_.list(name);
            const std::size_t level = std::min(open_.size(), OdtListStyle::levels) - 1;
            if (style) block.marker = next_label(*style, level, own.start_value, run_);
            if (!run_id_.empty()) runs_[run_id_] = run_;
            last_of_style_[name] = run_;
            if (block.kind == BlockKind::paragraph) {
                block.kind = BlockKind::list_item;
                block.level = static_cast<std::uint8_t>(level + 1);
            }
            if (style && !block.marker.empty()) return;
            if (block.kind != BlockKind::heading) return;
        }
        // a heading is numbered by the outline, unless it says that it is not
        if (block.kind == BlockKind::heading && element.attribute("is-list-header") != "true") {
            const long outline = std::clamp(element.number("outline-level", 1), 1L, 10L);
            const auto level = static_cast<std::size_t>(outline - 1);
            const std::string shown =
                next_label(styles_.outline(), level, element.number("start-value", 0), outline_run_);
            if (styles_.outline().level[level].style != NumberStyle::none) block.marker = shown;
        }
    }

    // ------- paragraphs

    struct Text {
        Paragraph paragraph;
        std::vector<Block> after;
        float size = 0;
    };

    void paragraph(Element element, std::vector<Block>& out) {
        const std::string style = element.attribute("style-name");
        const OdtProperties& properties = styles_.paragraph(style);
        Text text;
        if (!properties.hidden.value_or(false)) inline_content(element, properties, text);
        Block block;
        block.text = text.paragraph.tidy();
        if (!block.text.empty()) {
            block.bold = text.paragraph.bold();
            block.size = text.size > 0 ? text.size : properties.size.value_or(0);
            block.indent = properties.indent.value_or(0);
            block.style = styles_.display_name(style);
            classify(block, element, properties);
            label(block, properties, element);
            split_lines(std::move(block), out);
        }
        std::move(text.after.begin(), text.after.end(), std::back_inserter(out));
    }

    static void classify(Block& block, Element element, const OdtProperties& properties) {
        if (element.name() == "h") {
            block.kind = BlockKind::heading;
            block.level = static_cast<std::uint8_t>(std::clamp(element.number("outline-level", 1), 1L, 6L));
        } else if (properties.outline) {
            block.kind = BlockKind::heading;
            block.level = static_cast<std::uint8_t>(std::clamp(*properties.outline, 1, 6));
        } else if (block.style == "Title") {
            block.kind = BlockKind::heading;
            block.level = 1;
        } else if (block.style == "Caption" || block.style == "Table" || block.style == "Figure" ||
                   block.style == "Illustration") {
            block.kind = BlockKind::caption;
        }
    }

    static void split_lines(Block block, std::vector<Block>& out) {
        const std::string text = std::move(block.text);
        block.text.clear();
        if (block.kind == BlockKind::heading || block.kind == BlockKind::caption) {
            for (char c : text)
                block.text += c == '\n' ? ' ' : c;
            out.push_back(std::move(block));
            return;
        }
        for (std::size_t begin = 0; begin <= text.size();) {
            const std::size_t end = std::min(text.find('\n', begin), text.size());
            Block line = block;
            line.text = text.substr(begin, end - begin);
            if (begin > 0) {
                line.marker.clear();
                line.kind = BlockKind::paragraph;
                line.level = 0;
            }
            out.push_back(std::move(line));
            begin = end + 1;
        }
    }

    void inline_content(Element element, const OdtProperties& properties, Text& text) {
        const bool bold = properties.bold.value_or(false);
        element.content([&](Element child) { inline_element(child, properties, text); },
                        [&](std::string_view characters) {
                            if (text.size <= 0 && properties.size) text.size = *properties.size;
                            if (properties.raised.value_or(false)) {
                                std::string raised;
                                plain::append_superscript(raised, text::trim(characters));
                                text.paragraph.add(raised, bold);
                            } else {
                                text.paragraph.add_collapsed(characters, bold);
                            }
                        });
    }

    void inline_element(Element element, const OdtProperties& properties, Text& text) {
        const std::string_view name = element.name();
        const bool bold = properties.bold.value_or(false);
        if (name == "span") {
            OdtProperties inner = properties;
            inner.overlay(styles_.text(element.attribute("style-name")));
            if (!inner.hidden.value_or(false)) inline_content(element, inner, text);
        } else if (name == "s") {
            text.paragraph.add_collapsed("", bold);
            text.paragraph.add(
                std::string(static_cast<std::size_t>(std::clamp(element.number("c", 1), 1L, 1000L)), ' '),
                bold);
        } else if (name == "tab") {
            text.paragraph.add("\t", bold);
        } else if (name == "line-break") {
            text.paragraph.line_break();
        } else if (name == "note") {
            note(element, text);
        } else if (name == "ruby") {
            if (const Element base = element.child("ruby-base")) inline_content(base, properties, text);
        } else if (name == "frame" || name == "custom-shape" || name == "g" || name == "rect") {
            shape(element, text.after);
        } else if (name == "annotation" || name == "annotation-end" || name == "tracked-changes" ||
                   name == "hidden-text" || name == "hidden-paragraph" || name == "soft-page-break" ||
                   name == "bookmark" || name == "desc" || name == "title" || name == "list") {
            return;
        } else {  // links, fields, meta: their text is part of the line
            inline_content(element, properties, text);
        }
    }

    void note(Element element, Text& text) {
        const Element content = element.child("note-body");
        if (!content || in_note_) return;
        in_note_ = true;
        const Element citation = element.child("note-citation");
        const std::string marker = citation ? std::string(text::trim(citation.text())) : std::string();
        for (Block& block : blocks(content)) {
            if (block.kind == BlockKind::table) continue;
            block.kind = BlockKind::footnote;
            block.level = 0;
            block.marker = marker;
            text.after.push_back(std::move(block));
        }
        in_note_ = false;
    }

    // ------- tables

    void table(Element element, std::vector<Block>& out) {
        Grid grid;
        std::vector<Block> after;
        rows(element, grid, false, after);
        Block block;
        block.kind = BlockKind::table;
        block.table = grid.take();
        if (!block.table.rows.empty()) out.push_back(std::move(block));
        std::move(after.begin(), after.end(), std::back_inserter(out));
    }

    void rows(Element container, Grid& grid, bool header, std::vector<Block>& after) {
        container.children([&](Element element) {
            const std::string_view name = element.name();
            if (name == "table-header-rows")
                rows(element, grid, true, after);
            else if (name == "table-rows" || name == "table-row-group")
                rows(element, grid, header, after);
            else if (name == "table-row")
                row(element, grid, header, after);
        });
    }

    void row(Element element, Grid& grid, bool header, std::vector<Block>& after) {
        grid.row({});
        element.children([&](Element one) {
            if (one.name() != "table-cell") return;
            std::vector<Block> content = blocks(one);
            Cell cell;
            cell.header = header;
            cell.text = cell_text(content);
            cell.bold = cell_bold(content);
            cell.column_span = static_cast<std::uint32_t>(std::clamp(
                one.number("number-columns-spanned", 1), 1L, static_cast<long>(Grid::max_columns)));
            cell.row_span =
                static_cast<std::uint32_t>(std::clamp(one.number("number-rows-spanned", 1), 1L, 100000L));
            for (Block& block : content)
                if (block.kind == BlockKind::footnote) after.push_back(std::move(block));
            const long repeated = std::clamp(one.number("number-columns-repeated", 1), 1L, 100L);
            for (long i = 1; i < repeated; ++i)
                grid.cell(cell);
            grid.cell(std::move(cell));
        });
    }

    const OdtStyles& styles_;
    std::vector<Open> open_;
    Run run_, outline_run_;
    std::string run_id_;
    std::map<std::string, Run> runs_, last_of_style_;
    bool in_note_ = false;
};

// Running heads and feet of the page styles, each once.
void furniture(Element masters, OdtReader& reader, Document& document) {
    if (!masters) return;
    std::set<std::string> seen;
    masters.children([&](Element page) {
        page.children([&](Element part) {
            const bool header = part.name().starts_with("header");
            if (!header && !part.name().starts_with("footer")) return;
            for (Block& block : reader.blocks(part)) {
                if (block.kind == BlockKind::table || !seen.insert(block.text).second) continue;
                block.kind = BlockKind::paragraph;
                block.aside = header ? Aside::page_header : Aside::page_footer;
                document.blocks.push_back(std::move(block));
            }
        });
    });
}

Status read_parts(const Input& input, Archive& archive, Document& document) {
    TRY(const std::string manifest, archive.read("META-INF/manifest.xml"));
    if (manifest.find("encryption-data") != std::string::npos) return encrypted_error(input.name);
    TRY(const std::string content_bytes, archive.read("content.xml"));
    if (content_bytes.empty()) return broken_error(input.name, "content.xml");
    TRY(const std::string style_bytes, archive.read("styles.xml"));
    TRY(const Xml content, Xml::parse(input.name, "content.xml", content_bytes, input.limits.depth));
    TRY(const Xml style_part, Xml::parse(input.name, "styles.xml",
                                         style_bytes.empty() ? "<none/>" : style_bytes, input.limits.depth));
    OdtStyles styles;
    styles.read(style_part.root().child("styles"));
    styles.read(style_part.root().child("automatic-styles"));
    OdtStyles body_styles = styles;  // automatic styles of the two parts have the same names
    body_styles.read(content.root().child("automatic-styles"));
    styles.resolve();
    body_styles.resolve();
    const Element body = content.root().child("body");
    const Element text = body ? body.child("text") : Element();
    if (!text) return broken_error(input.name, "content.xml");
    document.blocks = OdtReader(body_styles).blocks(text);
    document.title = title_in(archive, input, "meta.xml");
    OdtReader margins(styles);
    furniture(style_part.root().child("master-styles"), margins, document);
    return {};
}

}  // namespace
}  // namespace office

Status read_odt(const Input& input, Document& document) {
    TRY(office::Archive archive, office::Archive::open(input));
    CHECK(office::read_parts(input, archive, document));
    office::finish(document);
    if (document.blocks.empty()) return empty_error(input.name);
    return {};
}

}  // namespace gangmu::documents
