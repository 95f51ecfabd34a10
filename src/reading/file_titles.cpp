#include "reading/file_titles.hpp"

#include <algorithm>

#include "text/fold.hpp"
#include "text/utf8.hpp"

namespace gangmu::reading {

namespace {

// A workbook has no title page: it is called as its sheet, or as its file where the sheet has no name of its
// own. Empty for other carriers.
std::string sheet_title(const documents::Document& document) {
    const std::string& type = document.info.media_type;
    if (type != "text/csv" && type.find("spreadsheet") == std::string::npos) return {};
    std::string first;
    std::size_t sheets = 0;
    for (const documents::Block& block : document.blocks)
        if (!block.place.sheet.empty() && block.place.sheet != first) {
            if (++sheets == 1) first = block.place.sheet;
        }
    const bool named = sheets == 1 && first.rfind("Sheet", 0) != 0 && first.rfind("工作表", 0) != 0 &&
                       first.rfind("シート", 0) != 0;
    if (named) return first;
    const std::string& name = document.info.name;
    const std::size_t slash = name.find_last_of("/\\");
    const std::string file = slash == std::string::npos ? name : name.substr(slash + 1);
    return file.substr(0, file.rfind('.'));
}

// What programs put there by themselves: file names, paths, "Microsoft Word - 附件1.doc", "Document1".
bool made_by_program(std::string_view title) {
    const std::string folded = text::fold(title);
    for (std::string_view word :
         {"microsoft", "powerpoint", "untitled", "document1", "新增", "未命名", "無標題", "無題", "文件1",
          "投影片",    "slide 1",    "http:",    "https:",    ".doc", ".odt",   ".pdf",   ".rtf", ".xls",
          ".ppt",      ".indd",      ".html",    ".txt",      ".wps", ".tmp",   "\\",     "/",    "_"})
        if (folded.find(word) != std::string::npos) return true;
    return false;
}

// The title in the file's properties, where it can be one.
std::string property_title(const documents::Document& document) {
    std::string_view title = text::trim(document.title);
    for (std::string_view sign : {" | ", "｜"})  // the name of the site behind it
        if (const std::size_t at = title.find(sign); at != std::string_view::npos)
            title = text::trim(title.substr(0, at));
    const std::size_t length = text::count(title);
    if (length < 4 || length > 120 || !text::valid(title) || made_by_program(title)) return {};
    const bool words = std::any_of(title.begin(), title.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
    });
    return words ? std::string(title) : std::string();
}

}  // namespace

void name_by_file(const documents::Document& document, DraftPlan& plan) {
    plan.header.title = sheet_title(document);
    if (!plan.header.title.empty()) return;
    plan.header.title = property_title(document);
    if (plan.header.title.empty()) return;
    DraftFinding finding;
    finding.value.rule = "reading-title";
    finding.value.severity = Severity::note;
    finding.value.message = {
        "文件本身沒有印出計畫名稱，「" + plan.header.title + "」取自檔案屬性，請確認。",
        "The document prints no title; “" + plan.header.title + "” is from the file's properties."};
    model::Source source;
    source.document = document.info.sha256;
    finding.value.source = {source};
    plan.findings.push_back(std::move(finding));
}

}  // namespace gangmu::reading
