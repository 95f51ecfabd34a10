#include "documents/sniff.hpp"

#include <algorithm>
#include <string>

namespace gangmu::documents {

namespace {

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return out;
}

bool contains(std::string_view bytes, std::string_view part) {
    return bytes.find(part) != std::string_view::npos;
}

// OLE2 compound files: old Office formats, and new ones under a password.
Format sniff_ole(std::string_view bytes) {
    // names of streams are UTF-16
    std::string wide;
    for (char c : std::string_view("EncryptedPackage")) {
        wide += c;
        wide += '\0';
    }
    return contains(bytes, wide) ? Format::encrypted_office : Format::old_office;
}

// The names of the members stand readable in a ZIP archive's headers and directory. `file`: where they are
// cut off, the file's own name says which parser is to tell.
Format sniff_zip(std::string_view file, std::string_view bytes) {
    const std::string_view head = bytes.substr(0, 400);
    if (contains(head, "application/vnd.oasis.opendocument.text")) return Format::odt;
    if (contains(head, "application/vnd.oasis.opendocument.spreadsheet")) return Format::ods;
    const std::string_view tail = bytes.size() > (1u << 20) ? bytes.substr(bytes.size() - (1u << 20)) : bytes;
    if (contains(tail, "word/document.xml") || contains(tail, "word/document2.xml")) return Format::docx;
    if (contains(tail, "xl/workbook.xml")) return Format::xlsx;
    // an archive without its directory at the end is cut off: its parser will say so
    const std::string_view begin = bytes.substr(0, 1u << 16);
    if (contains(begin, "word/")) return Format::docx;
    if (contains(begin, "xl/")) return Format::xlsx;
    if (file.ends_with(".docx")) return Format::docx;
    if (file.ends_with(".odt")) return Format::odt;
    if (file.ends_with(".xlsx")) return Format::xlsx;
    if (file.ends_with(".ods")) return Format::ods;
    return Format::unknown;
}

bool looks_like_html(std::string_view bytes) {
    std::string head = lower(bytes.substr(0, 4096));
    head.erase(std::remove(head.begin(), head.end(), '\0'), head.end());  // UTF-16
    std::size_t at = head.find_first_not_of(" \t\r\n\xEF\xBB\xBF\xFF\xFE");
    if (at == std::string::npos) return false;
    while (head.compare(at, 4, "<!--") == 0) {
        const std::size_t end = head.find("-->", at);
        if (end == std::string::npos) return false;
        at = head.find_first_not_of(" \t\r\n", end + 3);
        if (at == std::string::npos) return false;
    }
    const std::string_view start = std::string_view(head).substr(at);
    if (start.starts_with("<!doctype html") || start.starts_with("<html") || start.starts_with("<head") ||
        start.starts_with("<body"))
        return true;
    return start.starts_with("<?xml") && contains(start, "<html");
}

}  // namespace

Format sniff(std::string_view name, std::string_view bytes) {
    const std::string file = lower(name);
    auto named = [&](std::string_view ending) { return file.ends_with(ending); };
    if (bytes.substr(0, 1024).find("%PDF-") != std::string_view::npos) return Format::pdf;
    if (bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) return sniff_ole(bytes);
    if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06")) return sniff_zip(file, bytes);
    if (bytes.starts_with("{\\rtf")) return Format::old_office;
    for (std::string_view magic : {"\x89PNG", "\xFF\xD8\xFF", "GIF8", "\x1F\x8B", "7z\xBC\xAF", "Rar!",
                                   "\x7F"
                                   "ELF",
                                   "BM\x36"})
        if (bytes.starts_with(magic)) return Format::unknown;
    if (looks_like_html(bytes)) return Format::html;
    if (named(".html") || named(".htm") || named(".xhtml")) return Format::html;
    if (named(".csv")) return Format::csv;
    if (named(".tsv") || named(".tab")) return Format::tsv;
    if (named(".md") || named(".markdown")) return Format::markdown;
    return Format::text;
}

std::string_view media_type(Format format) {
    switch (format) {
        case Format::text:
            return "text/plain";
        case Format::markdown:
            return "text/markdown";
        case Format::html:
            return "text/html";
        case Format::csv:
            return "text/csv";
        case Format::tsv:
            return "text/tab-separated-values";
        case Format::pdf:
            return "application/pdf";
        case Format::odt:
            return "application/vnd.oasis.opendocument.text";
        case Format::docx:
            return "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
        case Format::ods:
            return "application/vnd.oasis.opendocument.spreadsheet";
        case Format::xlsx:
            return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        default:
            return {};
    }
}

}  // namespace gangmu::documents
