#include "api/stock_sheet.hpp"

#include <algorithm>

#include "stocks/figures.hpp"

namespace gangmu::api {
namespace {

namespace s = stocks;
using exchange::Value;

struct Title {
    std::string_view field;
    Message title;
    int width;
};
const std::vector<Title>& titles() {
    static const std::vector<Title> all{{"material", {"品項代碼", "Material"}, 12},
                                        {"material_name", {"品項", "Name"}, 16},
                                        {"unit", {"單位", "Unit"}, 8},
                                        {"site", {"據點代碼", "Site"}, 14},
                                        {"site_name", {"據點", "Site name"}, 20},
                                        {"period", {"期間", "Period"}, 12},
                                        {"due", {"期限", "Due"}, 12},
                                        {"opening", {"期初存量", "Opening"}, 14},
                                        {"in", {"進貨", "In"}, 14},
                                        {"contract", {"其中合約", "Of it under contract"}, 14},
                                        {"spot", {"其中現貨", "Of it at spot"}, 14},
                                        {"out", {"出貨", "Out"}, 14},
                                        {"use", {"其中使用", "Of it used"}, 14},
                                        {"adjust", {"盤差", "Adjustment"}, 12},
                                        {"closing", {"期末存量", "Closing"}, 14},
                                        {"note", {"備註", "Note"}, 30}};
    return all;
}

std::string trimmed(std::string_view text) {
    const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
    while (!text.empty() && blank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && blank(text.back()))
        text.remove_suffix(1);
    // CSV writes what a spreadsheet would run as a formula with an apostrophe before it.
    if (text.size() > 1 && text[0] == '\'') text.remove_prefix(1);
    return std::string(text);
}

std::vector<std::string> texts_of(const documents::Row& row, std::size_t columns,
                                  std::vector<std::string>& cells) {
    std::vector<std::string> out(columns);
    cells.assign(columns, {});
    for (const auto& cell : row.cells) {
        if (cell.column >= columns) continue;
        out[cell.column] = trimmed(cell.text);
        cells[cell.column] = !cell.place.cells.empty()    ? cell.place.cells
                             : cell.place.first_line != 0 ? "L" + std::to_string(cell.place.first_line)
                                                          : std::string();
    }
    return out;
}

std::map<std::string, std::size_t> columns_of(const std::vector<std::string>& header) {
    std::map<std::string, std::size_t> out;
    for (std::size_t c = 0; c < header.size(); ++c)
        for (const auto& each : titles())
            if (header[c] == each.title.zh || header[c] == each.title.en || header[c] == each.field)
                out.emplace(each.field, c);
    return out;
}

bool useful(const std::map<std::string, std::size_t>& columns) {
    for (const char* needed : {"material", "site", "period", "opening", "in", "out", "closing"})
        if (columns.count(needed) == 0) return false;
    return true;
}

class RowReader {
  public:
    RowReader(StockSheet& sheet, const std::vector<std::string>& texts, std::size_t row)
        : sheet_(sheet), texts_(texts), row_(row) {}

    void read() {
        const char* figures[] = {"opening", "in", "out", "closing", "adjust", "use", "contract", "spot"};
        const bool filled = std::any_of(std::begin(figures), std::end(figures), [&](const char* each) {
            return std::string_view(each) != "opening" && !text(each).empty();
        });
        if (!filled) {
            ++sheet_.blank;
            return;
        }
        services::StockRow out;
        out.material = text("material");
        out.site = text("site");
        out.value.period = text("period");
        out.value.note = text("note");
        needed("opening", out.value.opening);
        needed("in", out.value.in);
        needed("out", out.value.out);
        needed("closing", out.value.closing);
        std::optional<Decimal> adjust;
        figure("adjust", adjust);
        out.value.adjust = adjust.value_or(Decimal(0));
        figure("use", out.value.use);
        figure("contract", out.value.contract);
        figure("spot", out.value.spot);
        if (!good_) return;
        sheet_.rows.push_back(std::move(out));
        sheet_.row_of.push_back(row_);
    }

  private:
    std::string text(std::string_view field) const {
        const auto column = sheet_.column_of.find(std::string(field));
        return column == sheet_.column_of.end() ? std::string() : texts_[column->second];
    }
    void figure(const char* field, std::optional<Decimal>& into) {
        const auto found = text(field);
        if (found.empty()) return;
        into = Decimal::parse(found);
        if (into) return;
        good_ = false;
        sheet_.fault(row_, field, {"「" + found + "」不是數字", "'" + found + "' is no number"});
    }
    void needed(const char* field, Decimal& into) {
        std::optional<Decimal> read;
        figure(field, read);
        if (read)
            into = *read;
        else if (text(field).empty()) {
            good_ = false;
            sheet_.fault(row_, field, {"請填寫", "It must be filled in"});
        }
    }

    StockSheet& sheet_;
    const std::vector<std::string>& texts_;
    std::size_t row_;
    bool good_ = true;
};

bool read_table(const documents::Table& table, StockSheet& out) {
    std::vector<std::string> header, cells;
    std::size_t at = 0;
    for (; at < table.rows.size() && at < 10 && !useful(out.column_of); ++at) {
        header = texts_of(table.rows[at], table.columns, cells);
        out.column_of = columns_of(header);
    }
    if (!useful(out.column_of)) return false;
    out.table.key = "stocks";
    out.table.title = {"存量申報", "Stock returns"};
    for (const auto& title : header)
        out.table.columns.push_back({title, {title, title}, 14});
    for (; at < table.rows.size(); ++at) {
        const auto texts = texts_of(table.rows[at], table.columns, cells);
        if (std::all_of(texts.begin(), texts.end(), [](const auto& text) { return text.empty(); })) continue;
        out.table.rows.emplace_back(texts.begin(), texts.end());
        out.cells.push_back(cells);
        RowReader(out, texts, out.table.rows.size() - 1).read();
    }
    return true;
}

Value value_of(const std::optional<Decimal>& value) {
    return value ? Value(*value) : Value();
}

}  // namespace

void StockSheet::fault(std::size_t row, std::string_view field, Message what) {
    const auto column = column_of.find(std::string(field));
    const std::size_t at = column == column_of.end() ? column_of.at("material") : column->second;
    faults.push_back({row, at, cells[row][at], table.columns[at].key, std::move(what)});
}

Result<StockSheet> read_stock_sheet(const documents::Document& document) {
    StockSheet out;
    for (const auto& block : document.blocks) {
        if (block.kind != documents::BlockKind::table) continue;
        out.column_of.clear();
        if (read_table(block.table, out)) return out;
    }
    return fail(Fault::invalid, "sheet-header",
                {"找不到品項代碼、據點代碼、期間與存量欄位",
                 "There are no columns of material, site, period and figures"},
                {"請下載申報表，填寫後再上傳", "Download the sheet, fill it in and upload it"});
}

exchange::Table stock_form(const StockScope& scope, std::string_view material) {
    exchange::Table out;
    out.key = "stocks";
    out.title = {"存量申報", "Stock returns"};
    for (const auto& each : titles())
        out.columns.push_back({each.title.zh, each.title, each.width});
    for (const auto& each : owed_in(scope, 8)) {
        if ((!material.empty() && each.material->id != material) ||
            !scope.rights.reports(*each.material, *each.holding))
            continue;
        // What was told and is not the last word of all stays out: the sheet is for what is to be done.
        const auto& series = scope.book.series(each.material->id, each.holding->site);
        const bool last =
            each.owed.value != nullptr && !series.empty() && series.back().get() == each.owed.value;
        if (each.owed.value != nullptr && !last) continue;
        const auto* value = each.owed.value;
        const auto* before = s::latest(series, each.owed.span.first - 1);
        const auto opening = value != nullptr    ? std::optional(value->opening)
                             : before != nullptr ? std::optional(before->closing)
                                                 : std::nullopt;
        out.rows.push_back({each.material->id, each.material->name.zh, each.material->unit,
                            each.holding->site, each.holding->name, each.owed.period,
                            tracking::print_day(each.owed.due), value_of(opening),
                            value == nullptr ? Value() : Value(value->in),
                            value == nullptr ? Value() : value_of(value->contract),
                            value == nullptr ? Value() : value_of(value->spot),
                            value == nullptr ? Value() : Value(value->out),
                            value == nullptr ? Value() : value_of(value->use),
                            value == nullptr || value->adjust == Decimal(0) ? Value() : Value(value->adjust),
                            value == nullptr ? Value() : Value(value->closing),
                            value == nullptr || value->note.empty() ? Value() : Value(value->note)});
    }
    return out;
}

}  // namespace gangmu::api
