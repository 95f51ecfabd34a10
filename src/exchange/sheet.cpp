#include "exchange/sheet.hpp"

#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

namespace gangmu::exchange {
namespace {

constexpr std::size_t kMostRows = 1'048'575;
constexpr std::size_t kMostCharacters = 32'767;  // of a cell; Excel refuses the file beyond it

// libxlsxwriter writes to a named file only.
struct TemporaryFile {
    std::string path = (std::filesystem::temp_directory_path() / "gangmu-XXXXXX").string();
    bool made = false;

    TemporaryFile() {
        const int descriptor = mkstemp(path.data());
        made = descriptor >= 0;
        if (made) close(descriptor);
    }
    ~TemporaryFile() {
        if (made) std::remove(path.c_str());
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
};

// Cut at the cell limit, at a character's border. The limit counts UTF-16 units; bytes / 3 is never more.
std::string fitting(const std::string& text) {
    if (text.size() <= kMostCharacters) return text;
    std::size_t units = 0;
    std::size_t i = 0;
    while (i < text.size()) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        units += length == 4 ? 2 : 1;
        if (units > kMostCharacters - 1) return text.substr(0, i) + "…";
        i += length;
    }
    return text;
}

// The marked cells once more, in colour and with their note; a cell's notes are put together.
void write_marks(lxw_worksheet* sheet, lxw_format* wrong, const Table& table) {
    std::map<std::pair<std::size_t, std::size_t>, std::string> notes;
    for (const auto& mark : table.marks) {
        auto& note = notes[{mark.row, mark.column}];
        note += (note.empty() ? "" : "\n") + mark.note;
    }
    for (const auto& [place, note] : notes) {
        const auto row = static_cast<lxw_row_t>(place.first + 1);
        const auto column = static_cast<lxw_col_t>(place.second);
        const Value& value = table.rows[place.first][place.second];
        if (const auto* number = std::get_if<Decimal>(&value))
            worksheet_write_number(sheet, row, column, number->approximate(), wrong);
        else if (const auto* text = std::get_if<std::string>(&value); text != nullptr && !text->empty())
            worksheet_write_string(sheet, row, column, fitting(*text).c_str(), wrong);
        else
            worksheet_write_blank(sheet, row, column, wrong);
        worksheet_write_comment(sheet, row, column, fitting(note).c_str());
    }
}

void write_table(lxw_workbook* book, lxw_format* head, lxw_format* wrap, lxw_format* wrong,
                 const Table& table, bool english) {
    lxw_worksheet* sheet = workbook_add_worksheet(book, (english ? table.title.en : table.title.zh).c_str());
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        const auto column = static_cast<lxw_col_t>(c);
        worksheet_set_column(sheet, column, column, table.columns[c].width, wrap);
        worksheet_write_string(sheet, 0, column,
                               (english ? table.columns[c].title.en : table.columns[c].title.zh).c_str(),
                               head);
    }
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
        const auto row = static_cast<lxw_row_t>(r + 1);
        for (std::size_t c = 0; c < table.rows[r].size(); ++c) {
            const auto column = static_cast<lxw_col_t>(c);
            const Value& value = table.rows[r][c];
            if (const auto* text = std::get_if<std::string>(&value))
                worksheet_write_string(sheet, row, column, fitting(*text).c_str(), nullptr);
            else if (const auto* number = std::get_if<Decimal>(&value))
                worksheet_write_number(sheet, row, column, number->approximate(), nullptr);
        }
    }
    write_marks(sheet, wrong, table);
    worksheet_freeze_panes(sheet, 1, 0);
    if (!table.columns.empty())
        worksheet_autofilter(sheet, 0, 0, static_cast<lxw_row_t>(table.rows.size()),
                             static_cast<lxw_col_t>(table.columns.size() - 1));
    worksheet_repeat_rows(sheet, 0, 0);
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, 9);  // A4
    worksheet_fit_to_pages(sheet, 1, 0);
}

}  // namespace

Result<std::string> to_xlsx(std::span<const Table> tables,
                            const std::vector<std::pair<std::string, std::string>>& about, bool english) {
    for (const auto& table : tables)
        if (table.rows.size() > kMostRows)
            return fail(Fault::too_large, "sheet-too-large",
                        {"「" + table.title.zh + "」超過試算表的列數上限",
                         "More rows than a sheet holds: " + table.title.en},
                        {"請改用 CSV 或 JSON 匯出", "Export as CSV or JSON instead"});
    const Error io =
        fail(Fault::io, "sheet-io", {"無法寫入暫存檔", "The temporary file could not be written"},
             {"請確認暫存目錄有空間", "Make room in the temporary folder"});
    const TemporaryFile file;
    if (!file.made) return io;

    lxw_workbook* book = workbook_new(file.path.c_str());
    if (!book) return io;
    lxw_format* head = workbook_add_format(book);
    format_set_bold(head);
    format_set_bg_color(head, 0xE8EEF2);
    format_set_bottom(head, LXW_BORDER_THIN);
    format_set_align(head, LXW_ALIGN_VERTICAL_TOP);
    lxw_format* wrap = workbook_add_format(book);
    format_set_text_wrap(wrap);
    format_set_align(wrap, LXW_ALIGN_VERTICAL_TOP);

    lxw_format* wrong = workbook_add_format(book);
    format_set_bg_color(wrong, 0xFFD5D5);
    format_set_text_wrap(wrong);

    lxw_worksheet* first = workbook_add_worksheet(book, english ? "About" : "說明");
    worksheet_set_column(first, 0, 0, 18, head);
    worksheet_set_column(first, 1, 1, 90, wrap);
    for (std::size_t i = 0; i < about.size(); ++i) {
        worksheet_write_string(first, static_cast<lxw_row_t>(i), 0, about[i].first.c_str(), nullptr);
        worksheet_write_string(first, static_cast<lxw_row_t>(i), 1, fitting(about[i].second).c_str(),
                               nullptr);
    }
    for (const auto& table : tables)
        write_table(book, head, wrap, wrong, table, english);
    if (workbook_close(book) != LXW_NO_ERROR) return io;

    std::ifstream in(file.path, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(in), {}};
    if (bytes.empty()) return io;
    return bytes;
}

}  // namespace gangmu::exchange
