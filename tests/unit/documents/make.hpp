// Small documents made by code: ZIP archives of parts, and PDF files with a font and lines.
#pragma once

#include <zip.h>

#include <cstdio>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gangmu::documents::made {

using Parts = std::vector<std::pair<std::string, std::string>>;

// `password`: the members are encrypted with AES.
inline std::string zip(const Parts& parts, const char* password = nullptr) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(nullptr, 0, 0, &error);
    zip_source_keep(source);
    zip_t* archive = zip_open_from_source(source, ZIP_CREATE | ZIP_TRUNCATE, &error);
    for (const auto& [name, bytes] : parts) {
        zip_source_t* member = zip_source_buffer(archive, bytes.data(), bytes.size(), 0);
        const zip_int64_t index = zip_file_add(archive, name.c_str(), member, ZIP_FL_OVERWRITE);
        if (name == "mimetype")
            zip_set_file_compression(archive, static_cast<zip_uint64_t>(index), ZIP_CM_STORE, 0);
        if (password)
            zip_file_set_encryption(archive, static_cast<zip_uint64_t>(index), ZIP_EM_AES_256, password);
    }
    zip_close(archive);
    zip_source_open(source);
    zip_source_seek(source, 0, SEEK_END);
    const zip_int64_t size = zip_source_tell(source);
    zip_source_seek(source, 0, SEEK_SET);
    std::string out(static_cast<std::size_t>(size), '\0');
    zip_source_read(source, out.data(), out.size());
    zip_source_close(source);
    zip_source_free(source);
    return out;
}

inline std::string docx(std::string_view body, std::string_view numbering = {}, std::string_view styles = {},
                        Parts more = {}) {
    const std::string w = " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    Parts parts{{"word/document.xml",
                 "<w:document" + w + "><w:body>" + std::string(body) + "</w:body></w:document>"}};
    if (!numbering.empty())
        parts.emplace_back("word/numbering.xml",
                           "<w:numbering" + w + ">" + std::string(numbering) + "</w:numbering>");
    if (!styles.empty())
        parts.emplace_back("word/styles.xml", "<w:styles" + w + ">" + std::string(styles) + "</w:styles>");
    for (auto& part : more)
        parts.push_back(std::move(part));
    return zip(parts);
}

inline std::string odt(std::string_view body, std::string_view automatic = {}, Parts more = {}) {
    const std::string names =
        " xmlns:office=\"o\" xmlns:text=\"t\" xmlns:table=\"b\" xmlns:style=\"s\" xmlns:fo=\"f\" "
        "xmlns:draw=\"d\"";
    Parts parts{
        {"mimetype", "application/vnd.oasis.opendocument.text"},
        {"content.xml", "<office:document-content" + names + "><office:automatic-styles>" +
                            std::string(automatic) + "</office:automatic-styles><office:body><office:text>" +
                            std::string(body) + "</office:text></office:body></office:document-content>"}};
    for (auto& part : more)
        parts.push_back(std::move(part));
    return zip(parts);
}

inline std::string xlsx(std::string_view sheet_data, std::string_view after = {},
                        std::string_view styles = {}, std::string_view strings = {}) {
    Parts parts{{"xl/workbook.xml",
                 "<workbook xmlns:r=\"r\"><sheets><sheet name=\"表\" r:id=\"rId1\"/><sheet name=\"藏\" "
                 "state=\"hidden\" r:id=\"rId1\"/></sheets></workbook>"},
                {"xl/_rels/workbook.xml.rels",
                 "<Relationships><Relationship Id=\"rId1\" Type=\"x/worksheet\" "
                 "Target=\"worksheets/sheet1.xml\"/></Relationships>"},
                {"xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + std::string(sheet_data) +
                                                 "</sheetData>" + std::string(after) + "</worksheet>"}};
    if (!styles.empty())
        parts.emplace_back("xl/styles.xml", "<styleSheet>" + std::string(styles) + "</styleSheet>");
    if (!strings.empty())
        parts.emplace_back("xl/sharedStrings.xml", "<sst>" + std::string(strings) + "</sst>");
    return zip(parts);
}

// A PDF with one content stream per page; fonts /F (Helvetica) and /B (Helvetica-Bold).
inline std::string pdf(const std::vector<std::string>& pages, std::string_view resources = {}) {
    std::string out = "%PDF-1.4\n";
    std::vector<std::size_t> offsets;
    auto object = [&](const std::string& body) {
        offsets.push_back(out.size());
        out += std::to_string(offsets.size()) + " 0 obj\n" + body + "\nendobj\n";
    };
    std::string kids;
    for (std::size_t i = 0; i < pages.size(); ++i)
        kids += std::to_string(5 + 2 * i) + " 0 R ";
    object("<</Type/Catalog/Pages 2 0 R>>");
    object("<</Type/Pages/Kids[" + kids + "]/Count " + std::to_string(pages.size()) + ">>");
    object("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");
    object("<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold>>");
    for (std::size_t i = 0; i < pages.size(); ++i) {
        object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents " + std::to_string(6 + 2 * i) +
               " 0 R/Resources<</Font<</F 3 0 R/B 4 0 R>>" + std::string(resources) + ">>>>");
        object("<</Length " + std::to_string(pages[i].size()) + ">>stream\n" + pages[i] + "\nendstream");
    }
    const std::size_t table = out.size();
    char line[32];
    out += "xref\n0 " + std::to_string(offsets.size() + 1) + "\n0000000000 65535 f \n";
    for (std::size_t offset : offsets) {
        std::snprintf(line, sizeof line, "%010zu 00000 n \n", offset);
        out += line;
    }
    return out + "trailer<</Size " + std::to_string(offsets.size() + 1) + "/Root 1 0 R>>\nstartxref\n" +
           std::to_string(table) + "\n%%EOF\n";
}

inline std::string show(double x, double y, std::string_view text, double size = 12, char font = 'F') {
    return std::string("BT /") + font + " " + std::to_string(size) + " Tf " + std::to_string(x) + " " +
           std::to_string(y) + " Td (" + std::string(text) + ") Tj ET\n";
}
inline std::string line(double x1, double y1, double x2, double y2) {
    return std::to_string(x1) + " " + std::to_string(y1) + " m " + std::to_string(x2) + " " +
           std::to_string(y2) + " l S\n";
}

}  // namespace gangmu::documents::made
