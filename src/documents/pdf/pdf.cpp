#include <algorithm>
#include <cmath>
#include <map>
#include <thread>

#include "documents/carrier.hpp"
#include "documents/errors.hpp"
#include "documents/footnotes.hpp"
#include "documents/furniture.hpp"
#include "documents/markers.hpp"
#include "documents/pdf/drawing.hpp"
#include "documents/pdf/lines.hpp"
#include "documents/pdf/tables.hpp"
#include "documents/pdf/words.hpp"
#include "text/utf8.hpp"

namespace gangmu::documents {

namespace pdf {
namespace {

Place place_of(const Box& box, std::uint32_t page, std::uint32_t first, std::uint32_t last) {
    Place place;
    place.page = page;
    place.first_line = first;
    place.last_line = last;
    place.left = box.left;
    place.top = box.top;
    place.right = box.right;
    place.bottom = box.bottom;
    return place;
}

// ------- what is no text

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

// ------- running heads and feet

std::string with_digits_hidden(const std::string& text) {
    std::string out;
    for (char c : text) {
        const bool digit = c >= '0' && c <= '9';
        if (!digit)
            out += c;
        else if (out.empty() || out.back() != '#')
            out += '#';
    }
    return out;
}

struct Edge {
    std::size_t page;
    std::size_t line;  // index among the page's free lines
    bool top;
};

// Lines at the edges of pages that come again on other pages, or are page numbers.
class Furniture {
  public:
    explicit Furniture(const std::vector<std::vector<TextLine>>& lines, const std::vector<Page>& pages) {
        for (std::size_t p = 0; p < lines.size(); ++p) {
            for (std::size_t i = 0; i < lines[p].size(); ++i) {
                const TextLine& line = lines[p][i];
                const bool top =
                    line.box.bottom<pages[p].height * 0.12F, bottom = line.box.top> pages[p].height * 0.88F;
                if (top || bottom) ++seen_[key(line.text, top)];
            }
        }
        least_ = std::max<std::size_t>(2, std::min<std::size_t>(4, lines.size() / 4));
    }

    Aside aside(const TextLine& line, const Page& page) const {
        const bool top = line.box.bottom<page.height * 0.12F, bottom = line.box.top> page.height * 0.88F;
        if (!top && !bottom) return Aside::none;
        const std::string hidden = with_digits_hidden(line.text);
        const auto found = seen_.find(key(line.text, top));
        const bool repeated = found != seen_.end() && found->second >= least_;
        if (is_page_number(line.text)) return Aside::page_number;
        if (hidden == "#") return repeated || bottom ? Aside::page_number : Aside::none;
        if (!repeated) return Aside::none;
        return top ? Aside::page_header : Aside::page_footer;
    }

  private:
    static std::string key(const std::string& text, bool top) {
        return (top ? "t" : "b") + with_digits_hidden(text);
    }
    std::map<std::string, std::size_t> seen_;
    std::size_t least_ = 2;
};

// ------- pages to blocks

class Builder {
  public:
    Builder(std::vector<Page>& pages, Document& document) : pages_(pages), document_(document) {}

    void run() {
        std::vector<std::vector<TextLine>> lines(pages_.size());
        std::vector<std::vector<Block>> tables(pages_.size());
        for (std::size_t p = 0; p < pages_.size(); ++p) {
            Page& page = pages_[p];
            settle_words(page);
            std::vector<bool> free(page.words.size(), true);
            for (const RuledTable& table : find_tables(page)) {
                Block block = fill_table(table, page, static_cast<std::uint32_t>(p + 1), free);
                if (has_text(block)) tables[p].push_back(std::move(block));
            }
            std::vector<const Word*> rest;
            for (std::size_t i = 0; i < page.words.size(); ++i)
                if (free[i]) rest.push_back(&page.words[i]);
            lines[p] = lines_of(std::move(rest));
        }
        find_body_size(lines);
        const Furniture furniture(lines, pages_);
        find_column(lines, furniture);
        find_pitch(lines);
        for (std::size_t p = 0; p < pages_.size(); ++p)
            build_page(p, lines[p], tables[p], furniture);
        mark_headings();
    }

  private:
    static bool has_text(const Block& block) {
        for (const Row& row : block.table.rows)
            for (const Cell& cell : row.cells)
                if (!cell.text.empty()) return true;
        return false;
    }

    void find_body_size(const std::vector<std::vector<TextLine>>& lines) {
        std::map<int, std::size_t> sizes;  // tenths of points -> characters
        for (const auto& page : lines)
            for (const TextLine& line : page)
                sizes[static_cast<int>(std::lround(line.size * 10))] += line.text.size();
        std::size_t most = 0;
        for (const auto& [size, count] : sizes)
            if (count > most) {
                most = count;
                body_size_ = static_cast<float>(size) / 10;
            }
    }

    // The edges between which text is set: what most pages have, so that a page of short lines does not
    // mislead.
    void find_column(const std::vector<std::vector<TextLine>>& lines, const Furniture& furniture) {
        std::vector<float> lefts, rights;
        for (std::size_t p = 0; p < lines.size(); ++p) {
            float left = 1e9F, right = 0;
            for (const TextLine& line : lines[p]) {
                if (furniture.aside(line, pages_[p]) != Aside::none) continue;
                left = std::min(left, line.box.left);
                right = std::max(right, line.box.right);
            }
            if (right <= 0) continue;
            lefts.push_back(left);
            rights.push_back(right);
        }
        if (rights.empty()) return;
        std::sort(lefts.begin(), lefts.end());
        std::sort(rights.begin(), rights.end());
        left_ = lefts[lefts.size() / 2];
        right_ = rights[rights.size() * 3 / 4];
    }

    // The smallest distance from line to line that is usual between a full line and the next.
    void find_pitch(const std::vector<std::vector<TextLine>>& lines) {
        std::map<int, std::size_t> counts;  // twentieths of the size
        std::size_t all = 0;
        for (const auto& page : lines)
            for (std::size_t i = 0; i + 1 < page.size(); ++i) {
                const TextLine &line = page[i], &next = page[i + 1];
                const float ratio = (next.box.top - line.box.top) / std::max(line.size, 4.0F);
                if (line.box.right < right_ - 1.5F * line.size || std::fabs(line.size - next.size) > 0.5F)
                    continue;
                if (ratio < 0.8F || ratio > 2.6F || begins_item(next.text)) continue;
                ++counts[static_cast<int>(std::lround(ratio * 20))];
                ++all;
            }
        for (const auto& [ratio, count] : counts)
            if (count * 6 >= all && all >= 4) {
                pitch_ = static_cast<float>(ratio) / 20;
                return;
            }
    }

    void build_page(std::size_t p, const std::vector<TextLine>& lines, std::vector<Block>& tables,
                    const Furniture& furniture) {
        const auto number = static_cast<std::uint32_t>(p + 1);
        const Flow flow{left_, right_, pitch_};
        std::size_t table = 0;
        std::vector<const TextLine*> paragraph;
        auto flush = [&] {
            if (!paragraph.empty()) emit(paragraph, number);
            paragraph.clear();
        };
        for (const TextLine& line : lines) {
            while (table < tables.size() && tables[table].place.top < line.box.top) {
                flush();
                document_.blocks.push_back(std::move(tables[table++]));
            }
            const Aside aside = furniture.aside(line, pages_[p]);
            if (aside != Aside::none) {
                flush();
                Block block;
                block.aside = aside;
                block.text = line.text;
                block.size = line.size;
                block.place = place_of(line.box, number, line.number, line.number);
                document_.blocks.push_back(std::move(block));
                continue;
            }
            if (!paragraph.empty() &&
                !continues(*paragraph.front(), *paragraph.back(), line, flow, paragraph.size() == 1))
                flush();
            paragraph.push_back(&line);
        }
        flush();
        for (; table < tables.size(); ++table)
            document_.blocks.push_back(std::move(tables[table]));
    }

    void emit(const std::vector<const TextLine*>& lines, std::uint32_t page) {
        Block block;
        Box box = lines.front()->box;
        block.bold = true;
        for (const TextLine* line : lines) {
            append_line(block.text, line->text);
            box.include(line->box);
            block.size = std::max(block.size, line->size);
            block.bold = block.bold && line->bold;
        }
        block.indent = lines.front()->box.left;
        block.place = place_of(box, page, lines.front()->number, lines.back()->number);
        document_.blocks.push_back(std::move(block));
    }

    // Larger than the body, or bold and short: a heading. Levels by size, then by boldness.
    void mark_headings() {
        std::map<int, int, std::greater<>> levels;  // tenths of points, largest first
        auto key = [](const Block& block) {
            return static_cast<int>(std::lround(block.size * 5)) * 10 + block.bold;
        };
        auto is_heading = [&](const Block& block) {
            if (block.kind != BlockKind::paragraph || block.aside != Aside::none ||
                text::count(block.text) > 60)
                return false;
            if (block.text.ends_with("。") || block.text.ends_with("；") ||
                block.text.find('\t') != std::string::npos)
                return false;
            return block.size > body_size_ * 1.08F || (block.bold && block.size > body_size_ * 0.95F);
        };
        for (const Block& block : document_.blocks)
            if (is_heading(block) && !is_caption(block.text)) levels[key(block)] = 0;
        int level = 0;
        for (auto& [size, value] : levels)
            value = std::min(++level, 6);
        for (Block& block : document_.blocks) {
            if (!is_heading(block) || is_caption(block.text)) continue;
            block.kind = BlockKind::heading;
            block.level = static_cast<std::uint8_t>(levels[key(block)]);
        }
    }

    std::vector<Page>& pages_;
    Document& document_;
    float body_size_ = 12;
    float left_ = 0, right_ = 0;  // of the text on most pages
    float pitch_ = 0;             // see Flow
};

}  // namespace
}  // namespace pdf

Status read_pdf(const Input& input, Document& document) {
    // poppler reads the words while the drawings are read here
    Result<std::vector<pdf::Page>> words{std::vector<pdf::Page>()};
    std::thread poppler([&] { words = pdf::read_words(input); });
    Result<pdf::Drawings> drawings = pdf::Drawings::open(input);
    std::vector<pdf::Page> drawn(drawings ? drawings->pages() : 0);
    try {
        for (std::size_t i = 0; i < drawn.size(); ++i)
            drawings->read(i, drawn[i]);
    } catch (...) {
        poppler.join();
        throw;
    }
    poppler.join();
    if (!drawings) return drawings.error();
    if (!words) return words.error();
    std::vector<pdf::Page>& pages = *words;
    if (pages.size() > input.limits.pages)
        return too_many_pages_error(input.name, pages.size(), input.limits.pages);
    for (std::size_t i = 0; i < pages.size() && i < drawn.size(); ++i) {
        drawn[i].width = pages[i].width;
        drawn[i].height = pages[i].height;
        drawn[i].words = std::move(pages[i].words);
        pages[i] = std::move(drawn[i]);
    }
    CHECK(pdf::check_text(input, pages));
    pdf::tell_pages_without_text(pages, document);
    document.info.pages = static_cast<std::uint32_t>(pages.size());
    pdf::Builder(pages, document).run();
    mark_list_items(document);
    resolve_footnotes(document);
    mark_furniture(document, true);
    return {};
}

}  // namespace gangmu::documents
