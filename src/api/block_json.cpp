#include "api/block_json.hpp"

namespace gangmu::api {
namespace {

using documents::Aside;
using documents::BlockKind;

std::string_view to_string(BlockKind kind) {
    switch (kind) {
        case BlockKind::heading:
            return "heading";
        case BlockKind::paragraph:
            return "paragraph";
        case BlockKind::list_item:
            return "list_item";
        case BlockKind::table:
            return "table";
        case BlockKind::caption:
            return "caption";
        case BlockKind::footnote:
            return "footnote";
    }
    return "";
}

std::string_view to_string(Aside aside) {
    switch (aside) {
        case Aside::none:
            return "";
        case Aside::page_header:
            return "page_header";
        case Aside::page_footer:
            return "page_footer";
        case Aside::page_number:
            return "page_number";
        case Aside::contents:
            return "contents";
        case Aside::footnote_rule:
            return "footnote_rule";
    }
    return "";
}

void write_place(JsonWriter& out, const documents::Place& place) {
    if (place.page != 0) out.member("page", place.page);
    if (place.first_line != 0) out.key("lines").array().value(place.first_line).value(place.last_line).end();
    if (place.block != 0) out.member("block", place.block);
    out.member_if("sheet", place.sheet).member_if("cells", place.cells);
}

void write_cell(JsonWriter& out, const documents::Cell& cell) {
    out.object().member("text", cell.text).member("column", cell.column);
    if (cell.column_span > 1) out.member("span", cell.column_span);
    if (cell.row_span > 1) out.member("rows", cell.row_span);
    if (cell.header) out.member("header", true);
    if (cell.place.first_line != 0)
        out.key("lines").array().value(cell.place.first_line).value(cell.place.last_line).end();
    out.member_if("cells", cell.place.cells);
    out.end();
}

void write_table(JsonWriter& out, const documents::Table& table) {
    out.object().member("columns", table.columns).key("rows").array();
    for (const auto& row : table.rows) {
        out.array();
        for (const auto& cell : row.cells)
            write_cell(out, cell);
        out.end();
    }
    out.end().end();
}

}  // namespace

void write_block(JsonWriter& out, const documents::Block& block) {
    out.object().member("kind", to_string(block.kind)).member_if("aside", to_string(block.aside));
    if (block.level != 0) out.member("level", static_cast<unsigned>(block.level));
    out.member_if("marker", block.marker).member_if("text", block.text);
    if (block.bold) out.member("bold", true);
    write_place(out, block.place);
    if (block.kind == BlockKind::table) write_table(out.key("table"), block.table);
    out.end();
}

}  // namespace gangmu::api
