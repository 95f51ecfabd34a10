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
#include "documents/pdf/health.hpp"
#include "documents/pdf/layout.hpp"
#include "documents/pdf/lines.hpp"
#include "documents/pdf/open_tables.hpp"
#include "documents/pdf/running.hpp"
#include "documents/pdf/tables.hpp"
#include "documents/pdf/words.hpp"
#include "documents/worker.hpp"
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

// ------- pages to blocks

class Builder {
  public:
    Builder(std::vector<Page>& pages, Document& document) : pages_(pages), document_(document) {}

    void run() {
        std::vector<std::vector<TextLine>> lines(pages_.size());
        std::vector<std::vector<Block>> tables(pages_.size());
        layouts_.resize(pages_.size());
        for (Page& page : pages_) {
            turn_upright(page);
            take_fonts(page);
        }
        spaced_ = sets_spaces(pages_);
        for (std::size_t p = 0; p < pages_.size(); ++p)
            take_apart(p, tables[p], lines[p]);
        find_body_size(lines);
        const Furniture furniture(lines, pages_);
        find_column(lines, furniture);
        find_pitch(lines);
        for (std::size_t p = 0; p < pages_.size(); ++p)
            build_page(p, lines[p], tables[p], furniture);
        mark_headings();
        turn_places_back();
    }

  private:
    // A page into its parts, tables and lines.
    void take_apart(std::size_t p, std::vector<Block>& tables, std::vector<TextLine>& lines) {
        Page& page = pages_[p];
        std::vector<RuledTable> found = find_tables(page);
        std::vector<Box> boxes;
        for (const RuledTable& table : found)
            boxes.push_back(table.box);
        std::vector<bool> free(page.words.size(), true);
        for (std::size_t i = 0; i < free.size(); ++i)
            for (const Box& box : boxes)
                if (box.contains(page.words[i].box.middle_x(), page.words[i].box.middle_y())) free[i] = false;
        layouts_[p] = parts_of(page, free, boxes);
        for (RuledTable& table : find_open_tables(page, layouts_[p], free))
            found.push_back(std::move(table));
        number_lines(page, layouts_[p]);
        free.assign(page.words.size(), true);
        for (const RuledTable& table : found) {
            Block block = fill_table(table, page, static_cast<std::uint32_t>(p + 1), spaced_, free);
            if (has_text(block)) tables.push_back(std::move(block));
        }
        std::stable_sort(tables.begin(), tables.end(), [&](const Block& a, const Block& b) {
            const std::size_t left = part_of(a, p), right = part_of(b, p);
            return left != right ? left < right : a.place.top < b.place.top;
        });
        std::vector<const Word*> rest;
        for (std::size_t i = 0; i < page.words.size(); ++i)
            if (free[i]) rest.push_back(&page.words[i]);
        lines = lines_of(std::move(rest));
        for (TextLine& line : lines)
            line.part = part_at(layouts_[p], line.box);
    }

    std::size_t part_of(const Block& table, std::size_t p) const {
        return part_at(layouts_[p],
                       {table.place.left, table.place.top, table.place.right, table.place.bottom});
    }

    bool in_column(const TextLine& line, std::size_t p) const { return layouts_[p][line.part].column; }

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
        std::size_t most = 0, free_text = 0;
        for (const auto& [size, count] : sizes)
            free_text += count;
        // a document of tables under a title: their texts are the body
        std::size_t all = 0;
        for (const Page& page : pages_)
            for (const Word& word : page.words)
                all += word.text.size();
        if (free_text * 20 < all)
            for (const Page& page : pages_)
                for (const Word& word : page.words)
                    sizes[static_cast<int>(std::lround(word.size * 10))] += word.text.size();
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
                if (in_column(line, p) || furniture.aside(line, pages_[p]) != Aside::none) continue;
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
        const std::vector<Flow> flows = flows_of(p, lines);
        std::size_t table = 0;
        std::vector<const TextLine*> paragraph;
        auto flush = [&] {
            if (!paragraph.empty()) emit(paragraph, number);
            paragraph.clear();
        };
        for (const TextLine& line : lines) {
            while (table < tables.size() && before(tables[table], line, p)) {
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
            if (!paragraph.empty() && !goes_on(paragraph, line, flows)) flush();
            paragraph.push_back(&line);
        }
        flush();
        for (; table < tables.size(); ++table)
            document_.blocks.push_back(std::move(tables[table]));
    }

    bool before(const Block& table, const TextLine& line, std::size_t p) const {
        const std::size_t part = part_of(table, p);
        return part != line.part ? part < line.part : table.place.top < line.box.top;
    }

    // By part: the edges between which its lines are set.
    std::vector<Flow> flows_of(std::size_t p, const std::vector<TextLine>& lines) const {
        std::vector<Flow> flows(layouts_[p].size(), Flow{left_, right_, pitch_});
        std::vector<bool> begun(flows.size(), false);
        for (const TextLine& line : lines) {
            if (!in_column(line, p)) continue;
            Flow& flow = flows[line.part];
            flow.left = begun[line.part] ? std::min(flow.left, line.box.left) : line.box.left;
            flow.right = begun[line.part] ? std::max(flow.right, line.box.right) : line.box.right;
            begun[line.part] = true;
        }
        return flows;
    }

    static bool goes_on(const std::vector<const TextLine*>& paragraph, const TextLine& line,
                        const std::vector<Flow>& flows) {
        const TextLine& last = *paragraph.back();
        if (last.part != line.part)  // from the foot of the left column to the head of the right one
            return line.part == last.part + 1 && last.box.right < line.box.left &&
                   line.box.top < last.box.top && continues_over(last, line, flows[last.part]);
        // what begins in the left column has its lines' edges there
        const TextLine& first = paragraph.front()->part == line.part ? *paragraph.front() : last;
        return continues(first, last, line, flows[line.part], &first == &last);
    }

    void emit(const std::vector<const TextLine*>& lines, std::uint32_t page) {
        Block block;
        Box box = lines.front()->box;
        block.bold = true;
        for (const TextLine* line : lines) {
            append_line(block.text, line->text, spaced_);
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

    void turn_places_back() {
        const auto back = [&](Place& place) {
            if (place.page == 0 || pages_[place.page - 1].turn == 0) return;
            const Box box =
                turned_back({place.left, place.top, place.right, place.bottom}, pages_[place.page - 1]);
            place.left = box.left;
            place.top = box.top;
            place.right = box.right;
            place.bottom = box.bottom;
        };
        for (Block& block : document_.blocks) {
            back(block.place);
            for (Row& row : block.table.rows) {
                back(row.place);
                for (Cell& cell : row.cells)
                    back(cell.place);
            }
        }
    }

    std::vector<Page>& pages_;
    Document& document_;
    std::vector<std::vector<Part>> layouts_;  // by page
    bool spaced_ = false;                     // see append_line
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
        if (drawings) document.title = drawings->title();
        for (std::size_t i = 0; i < drawn.size(); ++i)
            drawings->read(i, drawn[i]);
    } catch (...) {
        poppler.join();
        throw;
    }
    poppler.join();
    if (drawings && is_worker()) drawings->abandon();
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
