#include <algorithm>
#include <set>

#include "documents/carrier.hpp"
#include "documents/errors.hpp"
#include "documents/furniture.hpp"
#include "documents/office/archive.hpp"
#include "documents/office/xml.hpp"
#include "documents/sheet/sheet.hpp"
#include "text/utf8.hpp"

namespace gangmu::documents {

namespace sheet {
namespace {

using office::Archive;
using office::Element;
using office::Xml;

void inline_text(Element element, std::string& out) {
    element.content(
        [&](Element child) {
            const std::string_view name = child.name();
            if (name == "s")
                out.append(static_cast<std::size_t>(std::clamp(child.number("c", 1), 1L, 1000L)), ' ');
            else if (name == "tab")
                out += '\t';
            else if (name == "line-break")
                out += '\n';
            else if (name != "annotation" && name != "note")
                inline_text(child, out);
        },
        [&](std::string_view characters) {
            for (char c : characters)
                out += c == '\n' ? ' ' : c;
        });
}

// What the cell shows stands in it as paragraphs.
std::string shown(Element cell) {
    std::string out;
    cell.children([&](Element paragraph) {
        if (paragraph.name() != "p") return;
        std::string line;
        inline_text(paragraph, line);
        const std::string_view trimmed = text::trim(line);
        if (trimmed.empty()) return;
        if (!out.empty()) out += '\n';
        out += trimmed;
    });
    return out;
}

class OdsReader {
  public:
    explicit OdsReader(Element content) {
        if (const Element styles = content.child("automatic-styles"))
            styles.children([&](Element style) {
                if (style.attribute("family") == "table-cell") {
                    if (const Element text = style.child("text-properties"))
                        if (text.attribute("font-weight") == "bold" ||
                            text.attribute("font-weight-asian") == "bold")
                            bold_.insert(style.attribute("name"));
                } else if (const Element table = style.child("table-properties")) {
                    if (table.attribute("display") == "false") hidden_.insert(style.attribute("name"));
                }
            });
    }

    // False: too many cells.
    bool read(Element table, Document& document) {
        if (hidden_.contains(table.attribute("style-name"))) {
            tell_hidden_sheet(table.attribute("name"), document.diagnostics);
            return true;
        }
        sheet_ = {};
        sheet_.name = table.attribute("name");
        row_ = column_ = 0;
        columns(table);
        if (!rows(table)) return false;
        drop_hidden(sheet_, document.diagnostics);
        append_blocks(sheet_, document.blocks);
        return true;
    }

  private:
    static bool is_hidden(Element element) {
        const std::string visibility = element.attribute("visibility");
        return visibility == "collapse" || visibility == "filter";
    }

    void columns(Element container) {
        container.children([&](Element element) {
            const std::string_view name = element.name();
            if (name == "table-columns" || name == "table-header-columns" || name == "table-column-group")
                return columns(element);
            if (name != "table-column") return;
            const auto repeated = static_cast<std::uint32_t>(
                std::clamp(element.number("number-columns-repeated", 1), 1L, 20'000L));
            if (is_hidden(element)) sheet_.hidden_columns.emplace_back(column_, column_ + repeated - 1);
            column_ += std::min(repeated, 20'000U);
        });
    }

    bool rows(Element container) {
        for (Element element = container.first_child(); element; element = element.next()) {
            const std::string_view name = element.name();
            if (name == "table-row") {
                if (!row(element)) return false;
            } else if (name == "table-header-rows" || name == "table-rows" || name == "table-row-group") {
                if (!rows(element)) return false;
            }
        }
        return true;
    }

    bool row(Element element) {
        const long repeated = std::clamp(element.number("number-rows-repeated", 1), 1L, 1'100'000L);
        const std::size_t before = sheet_.cells.size();
        cells(element);
        const std::size_t added = sheet_.cells.size() - before;
        for (long copy = 0; added > 0 && is_hidden(element) && copy < repeated; ++copy)
            sheet_.hidden_rows.insert(row_ + static_cast<std::uint32_t>(copy));
        // blank rows are repeated to the end of the sheet; filled ones seldom
        for (long copy = 1; added > 0 && copy < repeated; ++copy) {
            if (sheet_.cells.size() + added > max_cells) return false;
            for (std::size_t i = 0; i < added; ++i) {
                SheetCell again = sheet_.cells[before + i];
                again.row += static_cast<std::uint32_t>(copy);
                sheet_.cells.push_back(std::move(again));
            }
        }
        row_ += static_cast<std::uint32_t>(repeated);
        return sheet_.cells.size() <= max_cells;
    }

    void cells(Element element) {
        std::uint32_t column = 0;
        for (Element one = element.first_child(); one; one = one.next()) {
            const bool covered = one.name() == "covered-table-cell";
            if (one.name() != "table-cell" && !covered) continue;
            const long repeated = std::clamp(one.number("number-columns-repeated", 1), 1L, 20'000L);
            SheetCell cell;
            cell.row = row_;
            cell.text = covered ? std::string() : shown(one);
            cell.row_span =
                static_cast<std::uint32_t>(std::clamp(one.number("number-rows-spanned", 1), 1L, 100'000L));
            cell.column_span =
                static_cast<std::uint32_t>(std::clamp(one.number("number-columns-spanned", 1), 1L, 1000L));
            cell.bold = bold_.contains(one.attribute("style-name"));
            const bool kept = !cell.text.empty() || cell.row_span > 1 || cell.column_span > 1;
            for (long copy = 0; copy < repeated && column < max_columns; ++copy, ++column) {
                if (!kept) continue;
                cell.column = column;
                sheet_.cells.push_back(cell);
            }
        }
    }

    std::set<std::string> bold_, hidden_;
    Sheet sheet_;
    std::uint32_t row_ = 0, column_ = 0;
};

}  // namespace
}  // namespace sheet

Status read_ods(const Input& input, Document& document) {
    TRY(office::Archive archive, office::Archive::open(input));
    TRY(const std::string manifest, archive.read("META-INF/manifest.xml"));
    if (manifest.find("encryption-data") != std::string::npos) return encrypted_error(input.name);
    TRY(const std::string bytes, archive.read("content.xml"));
    if (bytes.empty()) return broken_error(input.name, "content.xml");
    TRY(const office::Xml content, office::Xml::parse(input.name, "content.xml", bytes, input.limits.depth));
    const office::Element body = content.root().child("body");
    const office::Element sheets = body ? body.child("spreadsheet") : office::Element();
    if (!sheets) return broken_error(input.name, "content.xml");
    sheet::OdsReader reader(content.root());
    for (office::Element table = sheets.first_child(); table; table = table.next())
        if (table.name() == "table" && !reader.read(table, document))
            return bomb_error(input.name, input.limits.expanded_bytes);
    if (document.blocks.empty()) return empty_error(input.name);
    mark_furniture(document, false);
    return {};
}

}  // namespace gangmu::documents
