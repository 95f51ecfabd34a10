// Bullets, and the short lines of slides.
#include <algorithm>
#include <tuple>
#include <utility>

#include "reading/agencies/cells.hpp"
#include "reading/outline.hpp"
#include "reading/outline_words.hpp"
#include "reading/titles.hpp"
#include "text/utf8.hpp"

namespace gangmu::reading {

using text::trim;

void Outline::bullet(const Piece& piece) {
    std::string title = piece.text;
    const Responsible who = take_agencies(title, agencies_);
    // bullets of a list replace each other; deeper ones nest
    const NodeIndex above = top();
    std::size_t size = stack_.size();
    if (!who.empty() && !slides_)
        // one that names who is responsible ends the one before it, with all that stood below
        for (std::size_t k = stack_.size(); k-- > 0;)
            if (stack_[k].style == "bullet" && stack_[k].level >= piece.depth &&
                plan_.at(stack_[k].node).roles != model::Roles::none)
                size = k;
    while (size > 0 && stack_[size - 1].style == "bullet" && stack_[size - 1].level >= piece.depth)
        --size;
    const TitleText split = split_title(title);
    const std::size_t length = text::count(split.title);
    bool is_node = !who.empty() && !split.title.empty() && length <= 60;
    const NodeIndex parent = size == 0 ? no_node : stack_[size - 1].node;
    if (!is_node && slides_ && !split.title.empty() && split.text.empty() && length <= 40 &&
        parent != no_node && promises(parent))
        is_node = true;
    if (!is_node) {
        // 「■主な取組」 names the list below it
        if (above != no_node && text::count(piece.text) <= 10 && plan_.at(above).lists.empty())
            plan_.at(above).lists = listed_ranks(piece.text);
        add_text(above, piece);
        return;
    }
    stack_.resize(size);
    std::string key = title_key(split.title);
    std::string aside;
    // 「重點 (甲、乙)」: what stands in brackets explains
    std::string bare = split.title;
    if (const std::size_t open = std::min(bare.find(" ("), bare.find("（"));
        open != std::string::npos && open > 0 && (bare.ends_with(")") || bare.ends_with("）"))) {
        aside = std::string(trim(bare.substr(open)));
        aside = aside.ends_with(")") ? aside.substr(1, aside.size() - 2) : aside.substr(3, aside.size() - 6);
        bare = std::string(trim(bare.substr(0, open)));
    }
    if (slides_ && !aside.empty()) key = title_key(bare);
    NodeIndex index = no_node;
    if (slides_)
        if (const auto known = titles_.find(key); known != titles_.end()) {
            // only below the same parent
            const NodeIndex home = plan_.at(known->second).parent;
            if (home == parent) index = known->second;
        }
    if (index == no_node) {
        index = add_node(parent, piece);
        DraftNode& node = plan_.at(index);
        node.title = slides_ && !aside.empty() ? bare : split.title;
        node.style = "bullet";
        if (!slides_) node.face = Face::indicator;
        if (slides_ && !aside.empty()) node.text.push_back({aside, piece.source});
        if (slides_) titles_.emplace(key, index);
    } else {
        add_sources(plan_.at(index).source, piece.source);
    }
    DraftNode& node = plan_.at(index);
    if (!split.text.empty()) node.text.push_back({split.text, piece.source});
    if (!(who.roles == model::Roles::unmarked && node.roles == model::Roles::marked)) {
        add_agencies(node.lead, who.lead);
        add_agencies(node.co, who.co);
        add_agencies(node.units, who.units);
        if (who.roles != model::Roles::none) node.roles = who.roles;
    }
    Open open;
    open.style = "bullet";
    open.level = piece.depth;
    open.node = index;
    open.list = true;
    if (stack_.size() < deepest_outline) stack_.push_back(std::move(open));
}

// A title known from a list or a group elsewhere opens that item again.
bool Outline::known_title(const Piece& piece) {
    if (!slides_ || !is_short_title(piece.text)) return false;
    const std::string key = title_key(piece.text);
    NodeIndex found = no_node;
    if (const auto known = titles_.find(key); known != titles_.end()) {
        found = known->second;
    } else {
        for (const auto& [title, node] : titles_) {
            const std::string_view word = rank_word(plan_.at(node).title);
            if (!word.empty() && title.size() > word.size() &&
                title_key(plan_.at(node).title.substr(0, plan_.at(node).title.size() - word.size())) == key)
                found = node;
        }
    }
    if (found == no_node) return false;
    // an item only while its group is open; elsewhere the same words are another thing
    if (plan_.at(found).style != "group" && std::none_of(stack_.begin(), stack_.end(), [&](const Open& open) {
            return open.node == plan_.at(found).parent;
        }))
        return false;
    add_sources(plan_.at(found).source, piece.source);
    // its ancestors are open again
    std::vector<NodeIndex> chain;
    for (NodeIndex at = found; at != no_node; at = plan_.at(at).parent)
        chain.push_back(at);
    stack_.clear();
    for (auto at = chain.rbegin(); at != chain.rend(); ++at) {
        Open open;
        open.style = plan_.at(*at).style;
        open.node = *at;
        open.heading = true;
        if (open.style == "bullet") {
            open.style = "known";
        }
        stack_.push_back(std::move(open));
    }
    return true;
}

// The short line before this one, kept as text for want of a sign, is a heading
// after all: something stands below it. Returns its node, no_node when the line
// is not the last text.
NodeIndex Outline::short_line_as_heading() {
    if (before_ == nullptr) return no_node;
    std::vector<Passage>& texts = top() == no_node ? plan_.preface : plan_.at(top()).text;
    if (texts.empty() || texts.back().text != before_->text) return no_node;
    texts.pop_back();
    stack_.clear();
    const NodeIndex chapter = add_node(no_node, *before_);
    plan_.at(chapter).title = before_->text;
    plan_.at(chapter).lists = listed_ranks(before_->text);
    plan_.at(chapter).style = "slide";
    Open open;
    open.style = "slide";
    open.node = chapter;
    open.heading = true;
    stack_.push_back(std::move(open));
    return chapter;
}

// Slides: a short line alone is a heading; a group line names who leads it.
bool Outline::slide_line(const Piece& piece) {
    if (!slides_) return false;
    std::string title = piece.text;
    const Responsible who = take_agencies(title, agencies_);
    if (!who.empty() && is_short_title(title)) {
        // the short line just before is what the group stands under
        NodeIndex parent = no_node;
        std::size_t size = stack_.size();
        while (size > 0 && stack_[size - 1].style != "slide")
            --size;
        stack_.resize(size);
        if (short_before_) short_line_as_heading();
        parent = top();
        if (parent != no_node && group_chapter_ != no_node && parent != group_chapter_ &&
            before_ != nullptr && plan_.at(parent).text.empty() && plan_.at(parent).title == before_->text &&
            static_cast<std::size_t>(parent) + 1 == plan_.nodes.size()) {
            // a word between two groups of one page is no chapter
            plan_.at(parent).merged = group_chapter_;
            plan_.at(group_chapter_).text.push_back({before_->text, before_->source});
            parent = group_chapter_;
            stack_.back().node = parent;
        }
        group_chapter_ = parent;
        const NodeIndex index = add_node(parent, piece);
        DraftNode& node = plan_.at(index);
        node.title = title;
        node.style = "group";
        add_agencies(node.lead, who.lead);
        add_agencies(node.co, who.co);
        add_agencies(node.units, who.units);
        node.roles = who.roles;
        if (const auto word = rank_word(title); !word.empty()) {
            node.kind = std::string(word);
            node.kind_weight = 2;
        }
        titles_.emplace(title_key(title), index);
        Open open;
        open.style = "group";
        open.node = index;
        open.heading = true;
        stack_.push_back(std::move(open));
        short_before_ = false;
        return true;
    }
    if (!is_short_title(piece.text)) return false;
    std::size_t letters = 0, at = 0;
    while (at < piece.text.size()) {
        const char32_t c = text::next(piece.text, at);
        if (text::is_cjk(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')) ++letters;
    }
    const bool bracket = piece.text[0] == '(' || piece.text.starts_with("（");
    // a box of a drawing is narrow: its words are few, or stand on two lines
    const bool wrapped = piece.source.size() == 1 && piece.source[0].first_line != piece.source[0].last_line;
    const bool box = wrapped || (text::count(piece.text) < 5 && !is_annex_word(trim(piece.text)));
    if (short_before_ || letters < 2 || bracket || box) {
        add_text(top(), piece);
        return true;
    }
    stack_.clear();
    const NodeIndex index = add_node(no_node, piece);
    plan_.at(index).title = piece.text;
    plan_.at(index).lists = listed_ranks(piece.text);
    plan_.at(index).style = "slide";
    Open open;
    open.style = "slide";
    open.node = index;
    open.heading = true;
    stack_.push_back(std::move(open));
    return true;
}

}  // namespace gangmu::reading
