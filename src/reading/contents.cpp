// The contents page: its lines become places of the nodes they name, and those that the body does not have
// are kept for checking.
#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "reading/merge.hpp"
#include "reading/merger.hpp"
#include "reading/numbering.hpp"
#include "reading/stream.hpp"
#include "reading/titles.hpp"
#include "text/utf8.hpp"

namespace gangmu::reading {

std::vector<ContentsEntry> add_contents(DraftPlan& plan, const std::vector<ContentsEntry>& contents) {
    std::vector<ContentsEntry> unknown;
    std::unordered_map<std::string, std::vector<NodeIndex>> named;
    for (NodeIndex i = 0; i < count(plan); ++i)
        if (alive(plan, i) && !plan.at(i).title.empty()) named[title_key(plan.at(i).title)].push_back(i);
    std::uint32_t from = 0;
    for (const ContentsEntry& entry : contents) {
        const auto found = named.find(title_key(entry.title));
        if (found == named.end()) {
            unknown.push_back(entry);
            continue;
        }
        NodeIndex best = no_node;
        // in the order of the contents, the same number first
        for (int round = 0; round < 4 && best == no_node; ++round)
            for (NodeIndex i : found->second) {
                const DraftNode& node = plan.at(i);
                const bool label = node.label == entry.label || entry.label.empty();
                if ((round & 1) == 0 && !label) continue;
                if (round < 2 && node.order < from) continue;
                best = i;
                break;
            }
        if (best == no_node) continue;
        from = std::max(from, plan.at(best).order);
        model::Sources all = entry.source;
        add_sources(all, plan.at(best).source);
        plan.at(best).source = std::move(all);
    }
    return unknown;
}

namespace {

constexpr std::size_t least_entries = 3;

// A line of the list of tables and figures, or of nothing: no chapter.
bool is_no_chapter(const ContentsEntry& entry) {
    static constexpr std::string_view heads[] = {"目錄",   "目次",   "contents", "tableofcontents", "索引",
                                                 "表目錄", "圖目錄", "頁次",     "章節頁碼"};
    const std::string key = title_key(entry.title);
    if (std::find(std::begin(heads), std::end(heads), key) != std::end(heads)) return true;
    for (std::string_view word : {"表", "圖", "图", "図", "Table", "Figure", "附表", "附圖"})
        if (entry.title.starts_with(word) && entry.title.find_first_of("0123456789") != std::string::npos)
            return true;
    return text::count(entry.title) < 2 ||
           entry.title.find_first_not_of("0123456789 .-") == std::string::npos;
}

}  // namespace

void keep_contents(DraftPlan& plan, const std::vector<ContentsEntry>& contents,
                   const std::vector<ContentsEntry>& unknown, std::span<const Piece> pieces) {
    if (contents.size() < least_entries || unknown.empty()) return;
    // headings that were read as text are there all the same
    std::set<std::string> printed;
    for (const Piece& piece : pieces) {
        if (piece.kind == PieceKind::contents || piece.kind == PieceKind::table || piece.text.size() > 400)
            continue;
        const auto mark = parse_mark(piece.text, piece.kind == PieceKind::heading);
        const TitleText split = split_title(std::string_view(piece.text).substr(mark ? mark->length : 0));
        printed.insert(title_key(split.title.empty() ? piece.text : split.title));
        printed.insert(title_key(piece.text));
    }
    std::vector<const ContentsEntry*> missing;
    for (const ContentsEntry& entry : unknown) {
        const std::string key = title_key(entry.title);
        const auto at = printed.lower_bound(key);
        // 「甲」 in the contents and 「甲 (經濟部)」 as a heading
        const bool begins = at != printed.end() && at->starts_with(key) && text::count(key) >= 4;
        if (printed.count(key) == 0 && !begins && !is_no_chapter(entry)) missing.push_back(&entry);
    }
    // most of it must be found, or this is no list of this document's headings
    if (missing.size() * 2 > contents.size()) return;
    for (const ContentsEntry* entry : missing)
        plan.header.contents_only.push_back({entry->label, entry->title, entry->source});
}

}  // namespace gangmu::reading
