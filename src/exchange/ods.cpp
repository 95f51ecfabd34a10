#include "exchange/ods.hpp"

#include <zip.h>

#include <algorithm>

#include <map>
#include <memory>

namespace gangmu::exchange {
namespace {

constexpr std::size_t most_rows = 1'048'575;
constexpr std::string_view mimetype = "application/vnd.oasis.opendocument.spreadsheet";

void escape(std::string& out, std::string_view text) {
    for (const char c : text) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '"')
            out += "&quot;";
        else if (static_cast<unsigned char>(c) >= 0x20 || c == '\t')  // others are not XML
            out += c;
    }
}

// A paragraph for each line.
void paragraphs(std::string& out, std::string_view text) {
    for (std::size_t from = 0; from <= text.size();) {
        const std::size_t end = std::min(text.find('\n', from), text.size());
        out += "<text:p>";
        escape(out, text.substr(from, end - from));
        out += "</text:p>";
        from = end + 1;
    }
}

void cell(std::string& out, const Value& value, std::string_view style, std::string_view note = {}) {
    out += "<table:table-cell";
    if (!style.empty()) out.append(" table:style-name=\"").append(style).append("\"");
    const auto* text = std::get_if<std::string>(&value);
    const auto* number = std::get_if<Decimal>(&value);
    if (number != nullptr)
        out += " office:value-type=\"float\" office:value=\"" + number->str() + "\"";
    else if (text != nullptr && !text->empty())
        out += " office:value-type=\"string\"";
    out += ">";
    if (!note.empty()) {
        out += "<office:annotation>";
        paragraphs(out, note);
        out += "</office:annotation>";
    }
    if (number != nullptr)
        out += "<text:p>" + number->str() + "</text:p>";
    else if (text != nullptr && !text->empty())
        paragraphs(out, *text);
    out += "</table:table-cell>";
}

void begin_table(std::string& out, std::string_view name, const std::vector<int>& widths) {
    out += "<table:table table:name=\"";
    escape(out, name);
    out += "\">";
    for (const int width : widths)
        out += std::string("<table:table-column table:style-name=\"") +
               (width >= 40   ? "wide"
                : width >= 18 ? "middle"
                              : "narrow") +
               "\"/>";
}

void append_table(std::string& out, const Table& table, bool english) {
    std::map<std::pair<std::size_t, std::size_t>, std::string> notes;
    for (const auto& mark : table.marks) {
        auto& note = notes[{mark.row, mark.column}];
        note += (note.empty() ? "" : "\n") + mark.note;
    }
    std::vector<int> widths;
    for (const auto& column : table.columns)
        widths.push_back(column.width);
    begin_table(out, english ? table.title.en : table.title.zh, widths);
    out += "<table:table-header-rows><table:table-row>";
    for (const auto& column : table.columns)
        cell(out, english ? column.title.en : column.title.zh, "head");
    out += "</table:table-row></table:table-header-rows>";
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
        out += "<table:table-row>";
        for (std::size_t c = 0; c < table.rows[r].size(); ++c) {
            const auto note = notes.find({r, c});
            if (note == notes.end())
                cell(out, table.rows[r][c], "plain");
            else
                cell(out, table.rows[r][c], "wrong", note->second);
        }
        out += "</table:table-row>";
    }
    out += "</table:table>";
}

std::string content(std::span<const Table> tables,
                    const std::vector<std::pair<std::string, std::string>>& about, bool english) {
    std::string out =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
        "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
        "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" "
        "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" "
        "xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" "
        "xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" office:version=\"1.3\">"
        "<office:automatic-styles>";
    for (const auto& [name, width] : {std::pair("narrow", "2.6cm"), {"middle", "5cm"}, {"wide", "10cm"}})
        out += std::string("<style:style style:name=\"") + name +
               "\" style:family=\"table-column\"><style:table-column-properties style:column-width=\"" +
               width + "\"/></style:style>";
    const auto cell_style = [&](const char* name, const char* properties, const char* text) {
        out += std::string("<style:style style:name=\"") + name +
               "\" style:family=\"table-cell\"><style:table-cell-properties style:vertical-align=\"top\" "
               "fo:wrap-option=\"wrap\" " +
               properties + "/>" + text + "</style:style>";
    };
    cell_style("plain", "", "");
    cell_style("head", "fo:background-color=\"#e8eef2\"", "<style:text-properties fo:font-weight=\"bold\"/>");
    cell_style("wrong", "fo:background-color=\"#ffd5d5\"", "");
    out += "</office:automatic-styles><office:body><office:spreadsheet>";
    begin_table(out, english ? "About" : "說明", {18, 90});
    for (const auto& [label, text] : about) {
        out += "<table:table-row>";
        cell(out, label, "head");
        cell(out, text, "plain");
        out += "</table:table-row>";
    }
    if (about.empty()) out += "<table:table-row><table:table-cell/></table:table-row>";
    out += "</table:table>";
    for (const auto& table : tables)
        append_table(out, table, english);
    out += "</office:spreadsheet></office:body></office:document-content>";
    return out;
}

constexpr std::string_view manifest =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
    "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" "
    "manifest:version=\"1.3\">"
    "<manifest:file-entry manifest:full-path=\"/\" manifest:version=\"1.3\" "
    "manifest:media-type=\"application/vnd.oasis.opendocument.spreadsheet\"/>"
    "<manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/>"
    "</manifest:manifest>";

struct CloseSource {
    void operator()(zip_source_t* source) const { zip_source_free(source); }
};

bool add(zip_t* archive, const char* name, std::string_view bytes, bool stored) {
    zip_source_t* source = zip_source_buffer(archive, bytes.data(), bytes.size(), 0);
    if (source == nullptr) return false;
    const zip_int64_t index = zip_file_add(archive, name, source, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        zip_source_free(source);
        return false;
    }
    zip_file_set_mtime(archive, static_cast<zip_uint64_t>(index), 315532800,
                       0);  // 1980: the same bytes every day
    return !stored ||
           zip_set_file_compression(archive, static_cast<zip_uint64_t>(index), ZIP_CM_STORE, 0) == 0;
}

}  // namespace

Result<std::string> to_ods(std::span<const Table> tables,
                           const std::vector<std::pair<std::string, std::string>>& about, bool english) {
    for (const auto& table : tables)
        if (table.rows.size() > most_rows)
            return fail(Fault::too_large, "sheet-too-large",
                        {"「" + table.title.zh + "」超過試算表的列數上限",
                         "More rows than a sheet holds: " + table.title.en},
                        {"請改用 CSV 匯出", "Export as CSV instead"});
    const Error broken = fail(Fault::io, "sheet-io", {"無法製作試算表", "The sheet could not be made"});
    const std::string body = content(tables, about, english);
    std::unique_ptr<zip_source_t, CloseSource> source(zip_source_buffer_create(nullptr, 0, 0, nullptr));
    if (!source) return broken;
    zip_t* archive = zip_open_from_source(source.get(), ZIP_TRUNCATE, nullptr);
    if (archive == nullptr) return broken;
    zip_source_keep(source.get());  // the archive takes one reference, this function keeps the other
    // The type comes first and uncompressed, so that programs know the file by its first bytes.
    if (!add(archive, "mimetype", mimetype, true) || !add(archive, "content.xml", body, false) ||
        !add(archive, "META-INF/manifest.xml", manifest, false)) {
        zip_discard(archive);
        return broken;
    }
    if (zip_close(archive) != 0) {
        zip_discard(archive);
        return broken;
    }
    if (zip_source_open(source.get()) != 0) return broken;
    zip_stat_t info;
    zip_stat_init(&info);
    std::string bytes;
    if (zip_source_stat(source.get(), &info) == 0 && (info.valid & ZIP_STAT_SIZE) != 0) {
        bytes.resize(info.size);
        const zip_int64_t got = zip_source_read(source.get(), bytes.data(), bytes.size());
        if (got < 0 || static_cast<std::size_t>(got) != bytes.size()) bytes.clear();
    }
    zip_source_close(source.get());
    if (bytes.empty()) return broken;
    return bytes;
}

}  // namespace gangmu::exchange
