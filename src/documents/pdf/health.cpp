#include "documents/pdf/health.hpp"

#include <string>

#include "documents/errors.hpp"
#include "documents/markers.hpp"
#include "text/utf8.hpp"

namespace gangmu::documents::pdf {

namespace {

// Characters that a font without Unicode values leaves behind.
std::size_t garbage_in(const std::string& text) {
    std::size_t garbage = 0;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t point = text::next(text, at);
        const bool symbol =
            is_bullet(point) || (point >= 0xF020 && point <= 0xF0FF);  // of Symbol and Wingdings
        garbage += !symbol && (point == text::replacement || (point >= 0xE000 && point <= 0xF8FF) ||
                               point < 0x20 || (point >= 0x80 && point < 0xA0));
    }
    return garbage;
}

}  // namespace

Status check_text(const Input& input, const std::vector<Page>& pages) {
    std::size_t words = 0, characters = 0, garbage = 0, shown = 0, unmapped = 0, images = 0, worst = 0;
    std::size_t garbage_page = 0;
    for (std::size_t i = 0; i < pages.size(); ++i) {
        std::size_t own = 0;
        for (const Word& word : pages[i].words) {
            characters += text::count(word.text);
            own += garbage_in(word.text);
        }
        own += pages[i].unmapped;
        if (own > worst) {
            worst = own;
            garbage_page = i + 1;
        }
        garbage += own - pages[i].unmapped;
        words += pages[i].words.size();
        shown += pages[i].shown;
        unmapped += pages[i].unmapped;
        images += pages[i].has_image;
    }
    if (unmapped * 10 > shown && unmapped > 40) return fonts_error(input.name, garbage_page);
    if (garbage * 10 > characters && garbage > 20) return fonts_error(input.name, garbage_page);
    if (images * 2 > pages.size() && words < pages.size() * 3) return scanned_error(input.name, pages.size());
    if (words == 0) return empty_error(input.name);
    return {};
}

void tell_pages_without_text(const std::vector<Page>& pages, Document& document) {
    for (std::size_t i = 0; i < pages.size(); ++i) {
        if (!pages[i].words.empty() || !pages[i].has_image) continue;
        Diagnostic diagnostic;
        diagnostic.severity = Severity::warning;
        diagnostic.code = "reading-scanned-page";
        diagnostic.message = {"第 " + std::to_string(i + 1) + " 頁是影像，沒有文字可讀",
                              "page " + std::to_string(i + 1) + " is an image without text"};
        diagnostic.page = static_cast<unsigned>(i + 1);
        document.diagnostics.push_back(std::move(diagnostic));
    }
}

}  // namespace gangmu::documents::pdf
