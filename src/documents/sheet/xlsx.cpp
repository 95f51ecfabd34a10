#include <algorithm>
#include <charconv>
#include <map>

#include "documents/carrier.hpp"
#include "documents/errors.hpp"
#include "documents/furniture.hpp"
#include "documents/office/archive.hpp"
#include "documents/office/xml.hpp"
#include "documents/sheet/number_format.hpp"
#include "documents/sheet/sheet.hpp"
#include "text/utf8.hpp"

namespace gangmu::documents {

namespace sheet {
namespace {

using office::Archive;
using office::Element;
using office::Xml;

struct CellStyle {
    std::string format;
    bool bold = false;
};

// "B3" -> row 2, column 1.
bool position(std::string_view reference, std::uint32_t& row, std::uint32_t& column) {
    std::uint32_t letters = 0;
    std::size_t at = 0;
    for (; at < reference.size() && reference[at] >= 'A' && reference[at] <= 'Z' && at < 4; ++at)
        letters = letters * 26 + static_cast<std::uint32_t>(reference[at] - 'A' + 1);
    std::uint32_t number = 0;
    const auto [end, error] =
        std::from_chars(reference.data() + at, reference.data() + reference.size(), number);
    if (error != std::errc() || letters == 0 || number == 0) return false;
    row = number - 1;
    column = letters - 1;
    return true;
}

// A shared or inline string: its runs without the readings of ruby.
std::string string_of(Element item) {
    std::string out;
    item.children([&](Element child) {
        if (child.name() == "t") out += child.text();
        if (child.name() == "r")
            if (const Element text = child.child("t")) out += text.text();
    });
    return tidy_lines(out);
}

class XlsxReader {
  public:
    XlsxReader(const Input& input, Archive archive) : input_(input), archive_(std::move(archive)) {}

    Status read(Document& document) {
        TRY(const std::string bytes, archive_.read("xl/workbook.xml"));
        if (bytes.empty()) return broken_error(input_.name, "xl/workbook.xml");
        TRY(const Xml workbook, Xml::parse(input_.name, "xl/workbook.xml", bytes, input_.limits.depth));
        CHECK(relations());
        CHECK(strings());
        CHECK(styles());
        if (const Element properties = workbook.root().child("workbookPr")) {
            const std::string flag = properties.attribute("date1904");
            date_1904_ = flag == "1" || flag == "true";
        }
        const Element sheets = workbook.root().child("sheets");
        if (!sheets) return broken_error(input_.name, "xl/workbook.xml");
        for (Element sheet = sheets.first_child(); sheet; sheet = sheet.next()) {
            if (!sheet.attribute("state").empty() && sheet.attribute("state") != "visible") {
                tell_hidden_sheet(sheet.attribute("name"), document.diagnostics);
                continue;
            }
            CHECK(worksheet(sheet, document));
        }
        return {};
    }

  private:
    Result<Xml> part(const std::string& member) {
        TRY(const std::string bytes, archive_.read(member));
        return Xml::parse(input_.name, member, bytes.empty() ? "<none/>" : bytes, input_.limits.depth);
    }

    Status relations() {
        TRY(const Xml xml, part("xl/_rels/workbook.xml.rels"));
        xml.root().children([&](Element relation) {
            std::string target = relation.attribute("Target");
            target = target.starts_with("/") ? target.substr(1) : "xl/" + target;
            targets_[relation.attribute("Id")] = target;
            const std::string type = relation.attribute("Type");
            if (type.ends_with("/sharedStrings")) strings_part_ = target;
            if (type.ends_with("/styles")) styles_part_ = target;
        });
        return {};
    }

    Status strings() {
        TRY(const Xml xml, part(strings_part_));
        xml.root().children([&](Element item) { strings_.push_back(string_of(item)); });
        return {};
    }

    Status styles() {
        TRY(const Xml xml, part(styles_part_));
        std::map<long, std::string> formats;
        if (const Element list = xml.root().child("numFmts"))
            list.children([&](Element format) {
                formats[format.number("numFmtId", -1)] = format.attribute("formatCode");
            });
        std::vector<bool> bold;
        if (const Element list = xml.root().child("fonts"))
            list.children([&](Element font) { bold.push_back(static_cast<bool>(font.child("b"))); });
        if (const Element list = xml.root().child("cellXfs"))
            list.children([&](Element xf) {
                CellStyle style;
                const long id = xf.number("numFmtId", 0), font = xf.number("fontId", 0);
                const auto own = formats.find(id);
                style.format = own != formats.end() ? own->second : std::string(built_in_format(id));
                style.bold = font >= 0 && static_cast<std::size_t>(font) < bold.size() &&
                             bold[static_cast<std::size_t>(font)];
                styles_.push_back(std::move(style));
            });
        return {};
    }

    Status worksheet(Element entry, Document& document) {
        const auto target = targets_.find(entry.attribute("id"));
        if (target == targets_.end() || !archive_.has(target->second)) return {};
        TRY(const Xml xml, part(target->second));
        Sheet sheet;
        sheet.name = entry.attribute("name");
        const Element data = xml.root().child("sheetData");
        if (!data) return {};
        std::uint32_t next_row = 0;
        for (Element row = data.first_child(); row; row = row.next()) {
            next_row = static_cast<std::uint32_t>(
                           std::clamp(row.number("r", static_cast<long>(next_row) + 1), 1L, 2'000'000L)) -
                       1;
            cells(row, next_row, sheet);
            if (flag(row, "hidden")) sheet.hidden_rows.insert(next_row);
            ++next_row;
            if (sheet.cells.size() > max_cells) return bomb_error(input_.name, input_.limits.expanded_bytes);
        }
        if (const Element merges = xml.root().child("mergeCells")) merge(merges, sheet);
        std::erase_if(sheet.cells, [](const SheetCell& cell) {
            return cell.text.empty() && cell.row_span == 1 && cell.column_span == 1;
        });
        std::stable_sort(sheet.cells.begin(), sheet.cells.end(), [](const SheetCell& a, const SheetCell& b) {
            return a.row != b.row ? a.row < b.row : a.column < b.column;
        });
        if (const Element columns = xml.root().child("cols"))
            columns.children([&](Element column) {
                const long from = column.number("min", 0), to = column.number("max", 0);
                if (flag(column, "hidden") && from >= 1 && to >= from)
                    sheet.hidden_columns.emplace_back(static_cast<std::uint32_t>(from - 1),
                                                      static_cast<std::uint32_t>(std::min(to, 20'000L) - 1));
            });
        drop_hidden(sheet, document.diagnostics);
        append_blocks(sheet, document.blocks);
        return {};
    }

    static bool flag(Element element, const char* name) {
        const std::string value = element.attribute(name);
        return value == "1" || value == "true";
    }

    void cells(Element row, std::uint32_t number, Sheet& sheet) {
        std::uint32_t next = 0;
        row.children([&](Element element) {
            if (element.name() != "c") return;
            SheetCell cell;
            cell.row = number;
            cell.column = next;
            std::uint32_t stated_row = 0;
            const std::string reference = element.attribute("r");
            if (!reference.empty()) position(reference, stated_row, cell.column);
            next = cell.column + 1;
            if (cell.column >= max_columns) return;
            value(element, cell);
            sheet.cells.push_back(std::move(cell));
        });
    }

    void value(Element element, SheetCell& cell) const {
        const long style_id = element.number("s", 0);
        const CellStyle* style = style_id >= 0 && static_cast<std::size_t>(style_id) < styles_.size()
                                     ? &styles_[static_cast<std::size_t>(style_id)]
                                     : nullptr;
        if (style) cell.bold = style->bold;
        const std::string type = element.attribute("t");
        if (type == "inlineStr") {
            if (const Element inner = element.child("is")) cell.text = string_of(inner);
            return;
        }
        const Element v = element.child("v");
        if (!v) return;
        const std::string text = v.text();
        if (type == "s") {
            std::size_t index = 0;
            const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), index);
            if (error == std::errc() && index < strings_.size()) cell.text = strings_[index];
        } else if (type == "b") {
            cell.text = text == "1" ? "TRUE" : "FALSE";
        } else if (type == "str" || type == "e" || type == "d") {
            cell.text = tidy_lines(text);
        } else {
            double number = 0;
            const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
            cell.text = error == std::errc()
                            ? format_cell_number(number, style ? style->format : std::string(), date_1904_)
                            : tidy_lines(text);
        }
    }

    // The first cell of a merged range takes its spans; what the others hold is not shown.
    static void merge(Element merges, Sheet& sheet) {
        std::map<std::pair<std::uint32_t, std::uint32_t>, SheetCell*> at;
        for (SheetCell& cell : sheet.cells)
            at[{cell.row, cell.column}] = &cell;
        std::size_t covered = 0;
        merges.children([&](Element merge) {
            const std::string range = merge.attribute("ref");
            const std::size_t colon = range.find(':');
            std::uint32_t top = 0, left = 0, bottom = 0, right = 0;
            if (colon == std::string::npos || !position(range.substr(0, colon), top, left) ||
                !position(range.substr(colon + 1), bottom, right) || bottom < top || right < left ||
                right >= max_columns)
                return;
            const auto first = at.find({top, left});
            covered += (bottom - top + std::size_t{1}) * (right - left + 1);
            if (first == at.end() || covered > max_cells) return;
            first->second->row_span = bottom - top + 1;
            first->second->column_span = right - left + 1;
            for (auto it = at.lower_bound({top, left}); it != at.end() && it->first.first <= bottom; ++it)
                if (it != first && it->first.second >= left && it->first.second <= right)
                    it->second->text.clear();
        });
    }

    const Input& input_;
    Archive archive_;
    std::map<std::string, std::string> targets_;
    std::string strings_part_ = "xl/sharedStrings.xml", styles_part_ = "xl/styles.xml";
    std::vector<std::string> strings_;
    std::vector<CellStyle> styles_;
    bool date_1904_ = false;
};

}  // namespace
}  // namespace sheet

Status read_xlsx(const Input& input, Document& document) {
    TRY(office::Archive archive, office::Archive::open(input));
    CHECK(sheet::XlsxReader(input, std::move(archive)).read(document));
    if (document.blocks.empty()) return empty_error(input.name);
    mark_furniture(document, false);
    return {};
}

}  // namespace gangmu::documents
