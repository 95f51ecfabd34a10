#include "documents/furniture.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

#include "text/utf8.hpp"

namespace gangmu::documents {

namespace {

bool digit(char c) {
    return c >= '0' && c <= '9';
}

std::string without_spaces(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t start = at;
        if (!text::is_space(text::next(text, at))) out += text.substr(start, at - start);
    }
    return out;
}

bool is_leader(char32_t point) {
    return point == '.' || point == 0x2026 || point == 0xB7 || point == 0x2027 || point == 0xFF0E ||
           point == 0x22EF || point == 0x2025 || point == '_' || point == 0x30FB;
}

// The end of `text` before a trailing page number (arabic or small roman); npos if there is none.
std::size_t before_number(std::string_view text) {
    std::size_t end = text.size();
    for (bool again = true; again;) {
        again = end > 0 && (digit(text[end - 1]) || text[end - 1] == '-');
        if (again) --end;
        if (end >= 3 && text[end - 3] == '\xEF' && text[end - 2] == '\xBC' && text[end - 1] >= '\x90' &&
            text[end - 1] <= '\x99') {  // full width
            end -= 3;
            again = true;
        }
    }
    if (end == text.size())
        while (end > 0 && std::string_view("ivxIVX").find(text[end - 1]) != std::string_view::npos)
            --end;
    return text.size() - end > 9 || end == text.size() ? std::string_view::npos : end;
}

}  // namespace

bool is_contents_title(std::string_view text) {
    if (text.size() > 40) return false;
    std::string key = without_spaces(text);
    for (char& c : key)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    constexpr std::array<std::string_view, 16> titles{
        "目錄",         "目次",         "目录",   "圖目錄",   "表目錄",   "圖表目錄", "圖次",
        "表次",         "圖目次",       "表目次", "附錄目錄", "圖表目次", "contents", "tableofcontents",
        "listoftables", "listoffigures"};
    return std::find(titles.begin(), titles.end(), key) != titles.end();
}

bool is_contents_entry(std::string_view text) {
    text = text::trim(text);
    std::size_t end = before_number(text);
    const bool numbered = end != std::string_view::npos;
    if (!numbered) end = text.size();
    std::size_t leaders = 0, gap = 0, at = end;
    bool tab = false, ellipsis = false;
    while (at > 0) {
        std::size_t from = at;
        const char32_t point = text::previous(text, from);
        if (is_leader(point)) {
            ++leaders;
            ellipsis = ellipsis || point == 0x2026 || point == 0x22EF || point == 0x2025;
        } else if (text::is_space(point)) {
            gap += point == 0x3000 ? 2 : 1;
            tab = tab || point == '\t';
        } else {
            break;
        }
        at = from;
    }
    if (at == 0) return false;
    const bool dotted = leaders >= 3 || (ellipsis && leaders >= 1);
    if (!numbered) return leaders >= 5;
    return dotted || tab || gap >= 4;
}

bool is_page_number(std::string_view text) {
    const std::string key = without_spaces(text);
    std::string_view rest = key;
    if (rest.size() > 40) return false;
    auto drop = [&](std::string_view head) {
        if (!rest.starts_with(head)) return false;
        rest.remove_prefix(head.size());
        return true;
    };
    auto number = [&] {
        std::size_t length = 0;
        while (length < rest.size() && digit(rest[length]))
            ++length;
        rest.remove_prefix(length);
        return length >= 1 && length <= 4;
    };
    for (std::string_view dash : {"-", "–", "—", "~", "－"}) {
        rest = key;
        if (drop(dash) && number() && drop(dash) && rest.empty()) return true;
    }
    rest = key;
    if (drop("第") && number() && drop("頁") &&
        (rest.empty() || drop("，") || drop("/") || drop(",") || drop("共") || drop("（共"))) {
        drop("共");
        number();
        drop("頁");
        drop("）");
        return rest.empty();
    }
    rest = key;
    if ((drop("Page") || drop("page") || drop("p.") || drop("P.")) && number())
        return rest.empty() || ((drop("of") || drop("/")) && number() && rest.empty());
    return false;
}

bool is_caption(std::string_view text) {
    if (text::count(text) > 70 || text.find('\n') != std::string_view::npos) return false;
    bool latin = false;
    std::size_t at = 0;
    for (std::string_view word :
         {"附表", "附圖", "表", "圖", "図", "Table", "Figure", "Fig.", "TABLE", "FIGURE"})
        if (text.starts_with(word)) {
            at = word.size();
            latin = word[0] < 0x7F && static_cast<unsigned char>(word[0]) < 0x80;
            break;
        }
    if (at == 0) return false;
    while (at < text.size() && text[at] == ' ')
        ++at;
    const std::size_t begin = at;
    auto number_part = [&](char32_t point) {
        return (point >= '0' && point <= '9') || (point >= U'０' && point <= U'９') || point == '-' ||
               point == '.' || point == 0x2013 ||
               std::u32string_view(U"一二三四五六七八九十").find(point) != std::u32string_view::npos;
    };
    while (at < text.size()) {
        std::size_t after = at;
        if (!number_part(text::next(text, after))) break;
        at = after;
    }
    if (at == begin) return false;
    if (at == text.size()) return true;
    std::size_t after = at;
    const char32_t point = text::next(text, after);
    const bool separated = std::u32string_view(U"、：:.．　 \t—－-").find(point) != std::u32string_view::npos;
    // a sentence about the table is no caption: 表1 顯示…。
    const bool sentence =
        text.ends_with("。") || text.ends_with("；") || (latin && text.ends_with(".") && text.size() > 90);
    return separated && !sentence;
}

namespace {

// The words of a line of a contents page or of a heading, without its leaders and page number.
std::string title_key(const Block& block) {
    std::string_view text = text::trim(block.text);
    if (is_contents_entry(text)) {
        const std::size_t end = before_number(text);
        if (end != std::string_view::npos) text = text.substr(0, end);
        while (!text.empty()) {
            std::size_t at = text.size();
            const char32_t point = text::previous(text, at);
            if (!is_leader(point) && !text::is_space(point)) break;
            text = text.substr(0, at);
        }
    }
    return without_spaces(block.marker.size() > 3 || (!block.marker.empty() && digit(block.marker[0]))
                              ? block.marker + std::string(text)
                              : std::string(text));
}

// Contents pages: a title and the entries under it, which end in page numbers or come again as headings
// further down; or a run of entries with leaders without a title.
void mark_contents(std::vector<Block>& blocks) {
    auto free = [&](std::size_t i) {
        return blocks[i].aside == Aside::none && blocks[i].kind != BlockKind::table;
    };
    std::unordered_map<std::string, std::size_t> last_place;
    const bool has_title = std::any_of(blocks.begin(), blocks.end(), [](const Block& block) {
        return block.kind != BlockKind::table && is_contents_title(block.text);
    });
    for (std::size_t i = 0; has_title && i < blocks.size(); ++i)
        if (blocks[i].kind != BlockKind::table && blocks[i].text.size() < 400)
            last_place[title_key(blocks[i])] = i;
    auto comes_again = [&](std::size_t i) {
        auto found = last_place.find(title_key(blocks[i]));
        if (found != last_place.end() && found->second > i) return true;
        // 「第1章　指標　8」: a page number after a single blank
        const std::string_view entry = text::trim(blocks[i].text);
        std::size_t end = before_number(entry);
        if (end == std::string_view::npos || end == 0) return false;
        const std::string_view words = text::trim(entry.substr(0, end));
        if (words.size() == end || words.empty()) return false;
        Block bare;
        bare.text = std::string(words);
        found = last_place.find(title_key(bare));
        return found != last_place.end() && found->second > i;
    };
    for (std::size_t i = 0; i < blocks.size();) {
        if (!free(i)) {
            ++i;
            continue;
        }
        const bool title = is_contents_title(blocks[i].text);
        std::size_t entries = 0, last = i, misses = 0;
        for (std::size_t at = title ? i + 1 : i; at < blocks.size() && misses <= 1; ++at) {
            if (blocks[at].aside != Aside::none) continue;
            if (!free(at)) break;
            if (is_contents_entry(blocks[at].text) ||
                (title && (comes_again(at) || is_contents_title(blocks[at].text)))) {
                ++entries;
                last = at;
                misses = 0;
            } else {
                ++misses;  // an entry without a page number between two others
            }
        }
        if (entries < (title ? 1u : 3u) || (!title && !is_contents_entry(blocks[i].text))) {
            ++i;
            continue;
        }
        for (std::size_t k = i; k <= last; ++k)
            if (blocks[k].aside == Aside::none) blocks[k].aside = Aside::contents;
        i = last + 1;
    }
}

void mark_lone_numbers(std::vector<Block>& blocks) {
    std::vector<std::size_t> run;
    int before = 0;
    auto settle = [&] {
        if (run.size() >= 3)
            for (std::size_t i : run)
                blocks[i].aside = Aside::page_number;
        run.clear();
    };
    std::size_t last = 0;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const Block& block = blocks[i];
        if (block.aside != Aside::none || block.kind != BlockKind::paragraph || block.text.empty() ||
            block.text.size() > 4 || !std::all_of(block.text.begin(), block.text.end(), digit))
            continue;
        const int value = std::stoi(block.text);
        // numbers that stand close together are a list or a torn table
        const bool follows = !run.empty() && value > before && value <= before + 3 && i > last + 3;
        if (!follows) settle();
        run.push_back(i);
        before = value;
        last = i;
    }
    settle();
}

}  // namespace

void mark_furniture(Document& document, bool printed_pages) {
    for (Block& block : document.blocks) {
        if (block.aside != Aside::none || block.kind != BlockKind::paragraph) continue;
        if (is_page_number(block.text))
            block.aside = Aside::page_number;
        else if (is_caption(block.text))
            block.kind = BlockKind::caption;
    }
    mark_contents(document.blocks);
    if (printed_pages) mark_lone_numbers(document.blocks);
}

}  // namespace gangmu::documents
