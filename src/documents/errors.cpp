#include "documents/errors.hpp"

#include <fmt/format.h>

namespace gangmu::documents {

namespace {

std::string megabytes(std::size_t bytes) {
    return fmt::format("{} MB", (bytes + (1u << 20) - 1) >> 20);
}

}  // namespace

Error empty_error(std::string_view name) {
    return fail(Fault::invalid, "document-empty",
                {fmt::format("文件「{}」是空的", name), fmt::format("{} is empty", name)},
                {"請確認檔案已完整下載後再讀取", "Check that the file was downloaded whole"},
                std::string(name));
}

Error too_large_error(std::string_view name, std::size_t bytes, std::size_t limit) {
    return fail(
        Fault::too_large, "document-too-large",
        {fmt::format("文件「{}」有 {}，超過上限 {}", name, megabytes(bytes), megabytes(limit)),
         fmt::format("{} has {}, more than the limit of {}", name, megabytes(bytes), megabytes(limit))},
        {"請分成數個檔案，或以 --max-mb 調高上限", "Split it, or raise the limit with --max-mb"},
        std::string(name));
}

Error unknown_error(std::string_view name) {
    return fail(
        Fault::unsupported, "document-unknown",
        {fmt::format("無法辨識文件「{}」的格式", name), fmt::format("{} is in no known format", name)},
        {"可讀取的格式：PDF、ODT、DOCX、ODS、XLSX、CSV、HTML、Markdown、純文字",
         "Formats that can be read: PDF, ODT, DOCX, ODS, XLSX, CSV, HTML, Markdown, plain text"},
        std::string(name));
}

Error encrypted_error(std::string_view name) {
    return fail(Fault::invalid, "document-encrypted",
                {fmt::format("文件「{}」有密碼保護，無法讀取", name),
                 fmt::format("{} is protected by a password", name)},
                {"請以原軟體開啟並移除密碼，另存後再讀取",
                 "Remove the password in the program that made it and save it again"},
                std::string(name));
}

Error undecodable_error(std::string_view name, std::string_view encoding, std::size_t bad, std::size_t points,
                        std::size_t line) {
    return fail(Fault::invalid, "document-undecodable",
                {fmt::format("文件「{}」以 {} 解讀時，{} 字中有 {} 字無法解碼（第 {} 行起），超過 1%", name,
                             encoding, points, bad, line),
                 fmt::format("{} of {} characters of {} cannot be decoded as {} (from line {}), more than 1%",
                             bad, points, name, encoding, line)},
                {"請將檔案另存為 UTF-8 後再讀取", "Save the file as UTF-8"}, std::string(name));
}

Error scanned_error(std::string_view name, std::size_t pages) {
    return fail(Fault::unsupported, "document-scanned",
                {fmt::format("文件「{}」的 {} 頁都是影像，沒有文字可讀", name, pages),
                 fmt::format("The {} pages of {} are images without text", pages, name)},
                {"請先做文字辨識（OCR），或向原單位索取 ODT、DOCX 或含文字的 PDF",
                 "Run OCR on it, or ask its issuer for ODT, DOCX or a PDF with text"},
                std::string(name));
}

Error fonts_error(std::string_view name, std::size_t page) {
    return fail(Fault::unsupported, "document-fonts",
                {fmt::format("文件「{}」的字型沒有 Unicode 對照（如第 {} 頁），取出的文字不可信", name, page),
                 fmt::format("The fonts of {} have no Unicode mapping (page {}); its text cannot be trusted",
                             name, page)},
                {"請改用原始的 ODT 或 DOCX，或以「嵌入字型並保留文字」重新輸出 PDF",
                 "Use the original ODT or DOCX, or export the PDF again with its text kept"},
                std::string(name));
}

Error old_format_error(std::string_view name) {
    return fail(Fault::unsupported, "document-old-format",
                {fmt::format("文件「{}」是舊版 Office 格式（.doc、.xls、.ppt）", name),
                 fmt::format("{} is in an old Office format (.doc, .xls, .ppt)", name)},
                {"請另存為 ODT 或 ODS（或 DOCX、XLSX）後再讀取", "Save it as ODT or ODS (or DOCX, XLSX)"},
                std::string(name));
}

Error broken_error(std::string_view name, std::string_view detail) {
    return fail(
        Fault::invalid, "document-broken",
        {fmt::format("文件「{}」已損壞：{}", name, detail), fmt::format("{} is damaged: {}", name, detail)},
        {"請重新下載，或以原軟體開啟後另存",
         "Download it again, or open and save it in the program that made it"},
        std::string(name));
}

Error too_deep_error(std::string_view name, std::size_t limit) {
    return fail(Fault::too_large, "document-too-deep",
                {fmt::format("文件「{}」的標記層數超過上限 {}", name, limit),
                 fmt::format("The markup of {} is nested deeper than {}", name, limit)},
                {"請以原軟體開啟後另存，或改用純文字",
                 "Open and save it in the program that made it, or use plain text"},
                std::string(name));
}

Error bomb_error(std::string_view name, std::size_t limit) {
    return fail(Fault::too_large, "document-bomb",
                {fmt::format("文件「{}」解開後超過上限 {}", name, megabytes(limit)),
                 fmt::format("{} expands to more than {}", name, megabytes(limit))},
                {"請確認檔案來源；若內容無誤，請移除圖片後另存",
                 "Check where it came from; if it is right, save it without its images"},
                std::string(name));
}

Error too_many_pages_error(std::string_view name, std::size_t pages, std::size_t limit) {
    return fail(
        Fault::too_large, "document-too-many-pages",
        {fmt::format("文件「{}」有 {} 頁，超過上限 {} 頁", name, pages, limit),
         fmt::format("{} has {} pages, more than the limit of {}", name, pages, limit)},
        {"請分成數個檔案，或以 --max-pages 調高上限", "Split it, or raise the limit with --max-pages"},
        std::string(name));
}

Error timeout_error(std::string_view name, std::size_t seconds) {
    return fail(
        Fault::timeout, "document-timeout",
        {fmt::format("讀取文件「{}」超過 {} 秒，已停止", name, seconds),
         fmt::format("Reading {} took more than {} s and was stopped", name, seconds)},
        {"請分成數個檔案，或以 --max-seconds 調高上限", "Split it, or raise the limit with --max-seconds"},
        std::string(name));
}

Error memory_error(std::string_view name, std::size_t bytes) {
    return fail(
        Fault::too_large, "document-memory",
        {fmt::format("讀取文件「{}」需要的記憶體超過上限 {}", name, megabytes(bytes)),
         fmt::format("Reading {} needs more memory than {}", name, megabytes(bytes))},
        {"請分成數個檔案，或以 --max-memory 調高上限", "Split it, or raise the limit with --max-memory"},
        std::string(name));
}

Error crashed_error(std::string_view name, std::string_view detail) {
    return fail(Fault::internal, "document-crashed",
                {fmt::format("讀取文件「{}」的程序中止：{}", name, detail),
                 fmt::format("The process that read {} ended: {}", name, detail)},
                {"其他文件不受影響；請改用其他格式，並回報此檔案",
                 "Other documents are not affected; use another format, and report this file"},
                std::string(name));
}

Error no_tool_error(std::string_view name, std::string_view tool) {
    return fail(Fault::unavailable, "document-no-tool",
                {fmt::format("缺少讀取文件「{}」所需的程式 {}", name, tool),
                 fmt::format("{} is needed to read {}", tool, name)},
                {"請安裝套件 poppler-utils", "Install the package poppler-utils"}, std::string(name));
}

}  // namespace gangmu::documents
