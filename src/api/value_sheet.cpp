#include "api/value_sheet.hpp"

#include <array>
#include <optional>

namespace gangmu::api {
namespace {

using services::GivenValue;

struct Title {
    std::string_view key, zh, en;
};
constexpr std::array<Title, 5> titles = {{{"element", "資料項目", "Element"},
                                          {"unit", "填報單位", "Unit"},
                                          {"period", "期間", "Period"},
                                          {"value", "數值", "Value"},
                                          {"quality", "品質", "Quality"}}};

std::string trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return std::string(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
}

struct Header {
    std::array<std::optional<std::size_t>, titles.size()> columns;
    std::vector<std::pair<std::size_t, std::string>> dimensions;

    bool whole() const { return columns[0] && columns[1] && columns[2] && columns[3]; }
};

Header header_of(const documents::Row& row) {
    Header header;
    for (const documents::Cell& cell : row.cells) {
        const std::size_t column = cell.column;
        const std::string text = trimmed(cell.text);
        bool known = text.empty();
        for (std::size_t i = 0; i < titles.size(); ++i)
            if (text == titles[i].key || text == titles[i].zh || text == titles[i].en) {
                header.columns[i] = column;
                known = true;
            }
        if (!known) header.dimensions.emplace_back(column, text);
    }
    return header;
}

const documents::Cell* cell_at(const documents::Row& row, std::size_t column) {
    for (const documents::Cell& cell : row.cells)
        if (cell.column == column) return &cell;
    return nullptr;
}

// "B7", or the row and column where the carrier has no cells' names.
std::string place_of(const documents::Cell* cell, std::size_t row, std::size_t column) {
    if (cell != nullptr && !cell->place.cells.empty()) return cell->place.cells;
    std::string letters;
    for (std::size_t n = column + 1; n > 0; n = (n - 1) / 26)
        letters.insert(letters.begin(), static_cast<char>('A' + (n - 1) % 26));
    return letters + std::to_string(row + 1);
}

Result<GivenValue> value_of(const documents::Row& row, const Header& header, std::size_t number) {
    const auto text = [&](std::optional<std::size_t> column) {
        const auto* cell = column ? cell_at(row, *column) : nullptr;
        return cell == nullptr ? std::string() : trimmed(cell->text);
    };
    const std::size_t at = *header.columns[3];
    GivenValue value;
    value.element = text(header.columns[0]);
    value.unit = text(header.columns[1]);
    value.period = text(header.columns[2]);
    value.place = place_of(cell_at(row, at), number, at);
    if (const std::string shown = text(header.columns[3]); !shown.empty()) {
        value.value = Decimal::parse(shown);
        if (!value.value)
            return fail(Fault::invalid, "value-number",
                        {"不是數字：" + shown, "This is not a number: " + shown},
                        {"請填數字，不含單位", "Give the number alone, without its unit"}, value.place);
    }
    if (const std::string name = text(header.columns[4]); !name.empty()) {
        std::optional<measure::Quality> quality = measure::parse_quality(name);
        for (int i = 1; !quality && i <= static_cast<int>(measure::Quality::suspect); ++i) {
            const auto each = static_cast<measure::Quality>(i);
            if (measure::quality_title(each).zh == name) quality = each;
        }
        if (!quality)
            return fail(
                Fault::invalid, "value-quality",
                {"不認得的品質：" + name, "There is no such quality: " + name},
                {"實測、推估、自行填報、修正、存疑", "measured, estimated, self-reported, revised, suspect"},
                value.place);
        value.quality = *quality;
    }
    for (const auto& [column, name] : header.dimensions)
        if (std::string member = text(column); !member.empty())
            value.members.emplace_back(name, std::move(member));
    return value;
}

}  // namespace

Result<std::vector<GivenValue>> read_value_sheet(const documents::Document& document) {
    for (const auto& block : document.blocks) {
        if (block.kind != documents::BlockKind::table || block.table.rows.empty()) continue;
        const auto& rows = block.table.rows;
        const Header header = header_of(rows.front());
        if (!header.whole()) continue;
        std::vector<GivenValue> values;
        for (std::size_t i = 1; i < rows.size(); ++i) {
            TRY(auto value, value_of(rows[i], header, i));
            if (value.element.empty() && value.unit.empty() && value.period.empty() && !value.value) continue;
            values.push_back(std::move(value));
        }
        return values;
    }
    return fail(Fault::invalid, "sheet-header",
                {"找不到欄名：資料項目、填報單位、期間、數值",
                 "There are no columns Element, Unit, Period and Value"},
                {"第一列須為欄名", "The first row has the titles"});
}

}  // namespace gangmu::api
