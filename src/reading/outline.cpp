#include "reading/outline.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "reading/agencies/cells.hpp"
#include "reading/titles.hpp"
#include "text/utf8.hpp"

namespace gangmu::reading {

namespace {

using text::trim;

constexpr std::size_t deepest = 40;  // of open items
constexpr std::string_view when_words[] = {"By ", "From ", "Until ", "Between ", "Before "};

bool has_any(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

// A line that can be a heading although nothing marks it: short, and no sentence.
bool is_short_title(std::string_view text) {
    const std::size_t length = text::count(text);
    return length >= 2 && length <= 30 && !has_any(text, {"。", "；", "，", "：", ": ", "！", "？"});
}

std::string last_segment(std::string_view title) {
    const std::size_t at = title.rfind(' ');
    return std::string(at == std::string_view::npos ? std::string_view{} : title.substr(at + 1));
}

// Without the brackets at its end that name a body, known or not.
std::string without_agencies(std::string_view title, const Agencies& agencies, Responsible* who = nullptr) {
    std::string out(trim(title));
    Responsible found = take_agencies(out, agencies);
    if (found.empty() && (out.ends_with(")") || out.ends_with("）"))) {
        const std::size_t open = std::max(out.rfind('(') == std::string::npos ? 0 : out.rfind('('),
                                          out.rfind("（") == std::string::npos ? 0 : out.rfind("（"));
        if (open > 0) {
            const std::size_t sign = out[open] == '(' ? 1 : 3;
            const std::size_t close = out.ends_with(")") ? 1 : 3;
            found = read_agencies(std::string_view(out).substr(open + sign, out.size() - open - sign - close),
                                  agencies);
            if (found.plausible)
                out = std::string(trim(std::string_view(out).substr(0, open)));
            else
                found = {};
        }
    }
    if (who) *who = std::move(found);
    return out;
}

// 單位：億元
std::string unit_line(std::string_view text) {
    text = trim(text);
    for (std::string_view open : {"(", "（"})
        if (text.starts_with(open)) text.remove_prefix(open.size());
    for (std::string_view word : {"單位", "単位", "Unit"}) {
        if (!text.starts_with(word)) continue;
        std::string_view rest = trim(text.substr(word.size()));
        if (!rest.starts_with("：") && !rest.starts_with(":")) continue;
        rest = trim(rest.substr(rest[0] == ':' ? 1 : 3));
        for (std::string_view close : {")", "）"})
            if (rest.ends_with(close)) rest.remove_suffix(close.size());
        if (text::count(rest) <= 16) return std::string(rest);
    }
    return {};
}

bool is_figure_caption(std::string_view text) {
    text = trim(text);
    return text.starts_with("圖") || text.starts_with("图") || text.starts_with("図") ||
           text.starts_with("Fig");
}

// The title of a chapter that only holds a table: 辦理期程, Delivery schedule.
bool names_table(std::string_view title) {
    const std::string key = title_key(title);
    if (text::count(key) > 24) return false;
    for (std::string_view word : {"期程", "時程", "進度", "一覽", "總表", "分工", "schedule", "timetable",
                                  "timeline", "timeframe", "工程表", "スケジュール"})
        if (key.find(word) != std::string::npos) return true;
    return false;
}

// Up to 60 characters, or a line's length in an alphabet's text, and no sentence.
bool fits_title_page(std::string_view text) {
    if (has_any(text, {"。"})) return false;
    const std::size_t length = text::count(text);
    if (length <= 60) return true;
    return length <= 120 && text.size() <= length + 12 && !text.ends_with(".") &&
           !has_any(text, {". ", "; "});
}

// "By 2028", "From March 2025 to June 2026": nothing but when.
bool is_when_line(std::string_view text) {
    if (text.size() > 48) return false;
    const bool opens = std::any_of(std::begin(when_words), std::end(when_words),
                                   [&](std::string_view word) { return text.starts_with(word); });
    if (!opens) return false;
    const auto entries = parse_schedule(text);
    return !entries.empty() && entries[0].text.empty() && entries[0].phase.empty();
}

// 期程：110年至113年 under an item
std::string_view field_value(std::string_view text, std::initializer_list<std::string_view> names) {
    text = trim(text);
    for (std::string_view name : names) {
        if (!text.starts_with(name)) continue;
        std::string_view rest = trim(text.substr(name.size()));
        if (rest.starts_with("：")) return trim(rest.substr(3));
        if (rest.starts_with(":")) return trim(rest.substr(1));
    }
    return {};
}

}  // namespace

void Outline::survey(std::span<const Piece> pieces) {
    std::map<std::string, std::size_t> tails;
    std::map<std::string, std::size_t> shorts;
    std::map<std::string, std::map<int, std::size_t>> levels;
    std::size_t marks = 0, lines = 0, headings = 0;
    std::set<int> used_levels;
    for (const Piece& piece : pieces) {
        if (piece.kind == PieceKind::contents || piece.kind == PieceKind::table ||
            piece.kind == PieceKind::caption || piece.kind == PieceKind::footnote)
            continue;
        ++lines;
        const bool heading = piece.kind == PieceKind::heading;
        const auto mark = parse_mark(piece.text, heading);
        if (mark) ++marks;
        if (heading) {
            ++headings;
            used_levels.insert(piece.level);
            if (mark) ++levels[mark->style][piece.level];
        }
        if (text::count(piece.text) <= 90 && (mark || heading || text::count(piece.text) <= 40)) {
            const std::string bare = without_agencies(
                mark ? std::string_view(piece.text).substr(mark->length) : piece.text, agencies_);
            const std::string tail = mark ? last_segment(bare) : bare;
            if (text::count(tail) >= 4 && text::count(tail) <= 20 && !has_any(tail, {"，", "。", "：", "；"}))
                ++tails[tail];
        }
        if (!mark && is_short_title(piece.text)) ++shorts[title_key(piece.text)];
    }
    std::map<std::string, std::size_t> ending;  // how often a phrase ends a numbered heading
    for (const Piece& piece : pieces) {
        const auto mark = parse_mark(piece.text, piece.kind == PieceKind::heading);
        if (!mark || text::count(piece.text) > 90) continue;
        const std::string tail =
            last_segment(without_agencies(std::string_view(piece.text).substr(mark->length), agencies_));
        if (!tail.empty()) ++ending[tail];
    }
    // a chapter's title that ends other headings, with nothing between (PDF): 「甲辦理重點及期程」
    std::vector<std::string> bare_titles;
    for (const Piece& piece : pieces) {
        if (piece.kind == PieceKind::table || text::count(piece.text) > 90) continue;
        const auto mark = parse_mark(piece.text, piece.kind == PieceKind::heading);
        if (mark)
            bare_titles.push_back(
                without_agencies(std::string_view(piece.text).substr(mark->length), agencies_));
    }
    std::set<std::string> seen;
    if (bare_titles.size() > 3000) bare_titles.resize(3000);  // enough to learn a phrase
    for (std::string title : bare_titles) {
        if (title.ends_with("表") && text::count(title) > 5) title.resize(title.size() - 3);
        const std::size_t length = text::count(title);
        if (length < 5 || length > 14 || !seen.insert(title).second) continue;
        const auto ends =
            std::count_if(bare_titles.begin(), bare_titles.end(), [&](const std::string& other) {
                return other.size() > title.size() + 6 && other.ends_with(title);
            });
        if (ends >= 3) glued_tails_.insert(title);
    }
    for (const auto& [tail, count] : tails)
        if (count >= 3 && ending[tail] >= 2) tails_.insert(tail);
    for (const auto& [key, count] : shorts)
        if (count >= 2) repeated_.insert(key);
    std::size_t agree = 0, all = 0;
    for (const auto& [style, counts] : levels) {
        std::size_t most = 0, sum = 0;
        for (const auto& [level, count] : counts) {
            most = std::max(most, count);
            sum += count;
        }
        agree += most;
        all += sum;
    }
    levels_hold_ = used_levels.size() >= 1 && headings > 0 && (all == 0 || agree * 10 >= all * 9);
    slides_ = headings < 3 && lines >= 40 && marks * 12 < lines;
}

NodeIndex Outline::add_node(NodeIndex parent, const Piece& piece) {
    DraftNode node;
    node.parent = node.printed_parent = parent;
    node.order = tables_.order++;
    node.source = piece.source;
    plan_.nodes.push_back(std::move(node));
    started_ = true;
    return static_cast<NodeIndex>(plan_.nodes.size()) - 1;
}

void Outline::add_text(NodeIndex node, const Piece& piece) {
    text_since_table_ = true;
    std::vector<Passage>& texts = node == no_node ? plan_.preface : plan_.at(node).text;
    auto alike = [&](const std::string& text) {  // cheap first: most texts differ at once
        const std::size_t a = text.size(), b = piece.text.size();
        return (a < b ? b - a : a - b) <= 12 && text.compare(0, 6, piece.text, 0, 6) == 0 &&
               title_key(text) == title_key(piece.text);
    };
    for (Passage& passage : texts)
        if (passage.text.size() < 2000 && texts.size() < 200 && alike(passage.text)) {
            add_sources(passage.source, piece.source);  // the same words again
            return;
        }
    texts.push_back({piece.text, piece.source});
}

bool Outline::strip_tail(std::string& title) const {
    for (const std::string& tail : glued_tails_)
        if (title.size() > tail.size() + 6 && title.ends_with(tail)) {
            title = std::string(trim(std::string_view(title).substr(0, title.size() - tail.size())));
            return true;
        }
    for (const std::string& tail : tails_) {
        if (title.size() > tail.size() && title.ends_with(tail) &&
            title[title.size() - tail.size() - 1] == ' ') {
            title = std::string(trim(std::string_view(title).substr(0, title.size() - tail.size())));
            return true;
        }
    }
    return false;
}

// Does something above `node` say that the plan promises here?
bool Outline::promises(NodeIndex node) const {
    for (NodeIndex at = node; at != no_node; at = plan_.at(at).parent) {
        const DraftNode& above = plan_.at(at);
        if (above.kind_weight >= 2 || above.roles != model::Roles::none || !above.schedule.empty())
            return true;
        if (!above.lists.empty()) return true;
    }
    return false;
}

// Pops what ends when a line with this mark begins. What stays on top is its parent.
void Outline::close_for(const Mark& mark, const Piece& piece) {
    const bool heading = piece.kind == PieceKind::heading;
    auto cut = [&](std::size_t size) { stack_.resize(size); };
    // reliable heading levels rule headings
    if (heading && levels_hold_) {
        std::size_t size = stack_.size();
        while (size > 0 && (stack_[size - 1].level == 0 || stack_[size - 1].level >= piece.level))
            --size;
        cut(size);
        return;
    }
    if (levels_hold_ && !heading) {
        // a list never closes a heading that has a level
        std::size_t floor = 0;
        for (std::size_t k = stack_.size(); k-- > 0;)
            if (stack_[k].level > 0) {
                floor = k + 1;
                break;
            }
        for (std::size_t k = stack_.size(); k-- > floor;)
            if (stack_[k].style == mark.style) return cut(k);
        if (floor > 0 && floor == stack_.size()) return;
    }
    if (mark.dotted()) {
        // 1.2 under 1
        for (std::size_t k = stack_.size(); k-- > 0;) {
            const std::vector<int>& number = stack_[k].number;
            if (number.size() + 1 == mark.parts.size() && stack_[k].style != "bullet" &&
                std::equal(number.begin(), number.end(), mark.parts.begin()) &&
                (number.size() > 1 || stack_[k].rank == 5 || stack_[k].rank == -1))
                return cut(k + 1);
        }
    }
    // a sibling: the nearest open list of this style that this number continues
    std::size_t continues = SIZE_MAX, nearest = SIZE_MAX;
    for (std::size_t k = stack_.size(); k-- > 0;) {
        if (stack_[k].style != mark.style) continue;
        if (nearest == SIZE_MAX) nearest = k;
        const std::vector<int>& number = stack_[k].number;
        const int step = mark.number() - (number.empty() ? 0 : number.back());
        if (continues == SIZE_MAX && (step == 1 || (mark.kind.size() > 0 && step == 0))) continues = k;
    }
    if (continues != SIZE_MAX) return cut(continues);
    if (nearest != SIZE_MAX) {
        if (mark.number() > 1 || !mark.kind.empty() || mark.dotted())
            return cut(nearest);  // a gap, or out of order
        // begins again at one: deeper under a heading of another kind, or anew in its place
        const Open& above = stack_.back();
        const bool nests = nearest + 1 < stack_.size() && !above.list &&
                           (above.rank == -1 || above.rank < mark.rank || above.heading);
        if (!nests) return cut(nearest);
        return;
    }
    // first of its style here: below a heading that was just opened, else where such a list stood before
    if (!stack_.empty() && mark.number() == 1 && stack_.back().style.ends_with("#") &&
        stack_.back().style != "#" && !stack_.back().parent)
        return;
    const auto known = parents_.find(mark.style);
    if (known != parents_.end())
        for (std::size_t k = stack_.size(); k-- > 0;)
            if (known->second.count(stack_[k].style) > 0) {
                // lists below that would be higher than this one are over
                return cut(k + 1);
            }
    while (!stack_.empty()) {
        const Open& above = stack_.back();
        const bool lower = mark.rank >= 0 && above.rank >= 0 && above.rank > mark.rank;
        const bool under_list = mark.rank == -1 && above.list && above.rank >= 5;
        if (above.style == "bullet" && mark.rank < 6 && above.list) {
            cut(stack_.size() - 1);
            continue;
        }
        if (!lower && !under_list && !(heading && above.list)) break;
        cut(stack_.size() - 1);
    }
}

void Outline::numbered(const Piece& piece, const Mark& mark) {
    close_for(mark, piece);
    const NodeIndex parent = top();
    if (!stack_.empty()) stack_.back().parent = true;
    if (parent != no_node || !stack_.empty())
        parents_[mark.style].insert(stack_.empty() ? "" : stack_.back().style);
    std::string_view rest = trim(std::string_view(piece.text).substr(mark.length));
    TitleText split = split_title(rest);
    Open open;
    open.style = mark.style;
    open.number = mark.parts;
    open.rank = mark.rank;
    open.level = piece.kind == PieceKind::heading && levels_hold_ ? piece.level : 0;
    open.heading = piece.kind == PieceKind::heading || !mark.kind.empty();
    bool& prose = prose_[{parent, mark.style}];
    const auto known_run = run_of_.find({parent, mark.style});
    if (mark.number() == 1 || known_run == run_of_.end()) {
        prose = mark.number() == 1 ? false : prose;
        run_of_[{parent, mark.style}] = runs_.size();
        runs_.push_back({parent, {}, 0});
    }
    const std::size_t run = run_of_[{parent, mark.style}];
    if (split.sentence && (prose || !promises(parent))) split.title.clear();
    if (split.title.empty() && !rest.empty()) {
        prose = true;
        ++runs_[run].sentences;
        // a numbered sentence is text of what stands above it
        add_text(parent, piece);
        started_ = true;
        open.node = parent;
        open.list = true;
        if (stack_.size() < deepest) stack_.push_back(std::move(open));
        return;
    }
    Responsible who = take_agencies(split.title, agencies_);
    if (who.empty()) {
        // 「1-1 甲 辦理重點及期程(資訊局)」: the phrase shows that the brackets say who
        Responsible maybe;
        std::string bare = without_agencies(split.title, agencies_, &maybe);
        if (!maybe.empty() && strip_tail(bare)) {
            split.title = bare;
            who = maybe;
        }
    }
    if (strip_tail(split.title)) {
        heading_since_table_ = true;
        const Responsible more = take_agencies(split.title, agencies_);
        if (who.empty()) who = more;
    }
    const NodeIndex index = add_node(parent, piece);
    DraftNode& node = plan_.at(index);
    node.label = mark.label;
    node.number = mark.parts;
    node.style = mark.style;
    node.title = split.title;
    node.lists = split.lists;
    if (node.lists.empty()) node.lists = listed_ranks(split.title);
    if (is_annex_word(mark.kind)) {
        node.chapter = true;
    } else if (!mark.kind.empty()) {
        node.kind = mark.kind;
        node.kind_weight = 4;
        node.kind_printed = true;
    }
    add_agencies(node.lead, who.lead);
    add_agencies(node.co, who.co);
    add_agencies(node.units, who.units);
    if (who.roles != model::Roles::none) node.roles = who.roles;
    if (!split.text.empty()) {
        node.text.push_back({split.text, piece.source});
    }
    runs_[run].items.emplace_back(index, Passage{piece.text, piece.source});
    open.node = index;
    open.list = !open.heading && (mark.rank >= 5 || mark.rank == -1);
    if (!group_style_.empty() && mark.style == group_style_) heading_since_table_ = true;
    if (stack_.size() < deepest) stack_.push_back(std::move(open));
}

void Outline::plain_heading(const Piece& piece) {
    std::string title = piece.text;
    const Responsible who = take_agencies(title, agencies_);
    if (tails_.count(title) > 0 && top() != no_node) {
        DraftNode& node = plan_.at(top());
        add_agencies(node.lead, who.lead);
        add_agencies(node.co, who.co);
        add_agencies(node.units, who.units);
        if (who.roles != model::Roles::none) node.roles = who.roles;
        add_sources(node.source, piece.source);
        return;
    }
    if (levels_hold_) {
        std::size_t size = stack_.size();
        while (size > 0 && (stack_[size - 1].level == 0 || stack_[size - 1].level >= piece.level))
            --size;
        stack_.resize(size);
    } else {
        // levels are no guide: it stands under the numbered heading before it
        while (!stack_.empty() && (stack_.back().style == "#" || stack_.back().list))
            stack_.pop_back();
    }
    TitleText split = split_title(title);
    if (split.title.empty()) {
        add_text(top(), piece);
        return;
    }
    const NodeIndex index = add_node(top(), piece);
    DraftNode& node = plan_.at(index);
    node.title = split.title;
    node.lists = split.lists.empty() ? listed_ranks(split.title) : split.lists;
    node.style = "#";
    node.chapter = who.empty();
    add_agencies(node.lead, who.lead);
    add_agencies(node.co, who.co);
    add_agencies(node.units, who.units);
    if (who.roles != model::Roles::none) node.roles = who.roles;
    if (!split.text.empty()) node.text.push_back({split.text, piece.source});
    Open open;
    open.style = "#";
    open.level = levels_hold_ ? piece.level : 0;
    open.node = index;
    open.heading = true;
    if (stack_.size() < deepest) stack_.push_back(std::move(open));
}

// 主辦機關：…, 期程：… below an item belong to it.
bool Outline::field_line(const Piece& piece) {
    const NodeIndex node = top();
    if (node == no_node || text::count(piece.text) > 300) return false;
    const Responsible who = read_agency_line(piece.text, agencies_);
    if (!who.empty()) {
        DraftNode& target = plan_.at(node);
        // marked roles say more than a list without
        if (who.roles == model::Roles::marked && target.roles == model::Roles::unmarked) {
            target.lead.clear();
            target.co.clear();
            target.units.clear();
        }
        if (!(who.roles == model::Roles::unmarked && target.roles == model::Roles::marked)) {
            add_agencies(target.lead, who.lead);
            add_agencies(target.co, who.co);
            add_agencies(target.units, who.units);
            target.roles = who.roles;
        }
        if (stack_.back().list) fielded_.push_back(node);
        return true;
    }
    if (is_when_line(piece.text) && plan_.at(node).kind_weight >= 2 && plan_.at(node).schedule.empty()) {
        plan_.at(node).schedule = parse_schedule(piece.text);
        return true;
    }
    const std::string_view when =
        field_value(piece.text, {"期程", "執行期程", "辦理期程", "起訖時程", "執行期間", "計畫期程",
                                 "實施期間", "Schedule", "Timeline", "Timeframe", "実施時期"});
    if (!when.empty() && plan_.at(node).kind_weight >= 2 && plan_.at(node).schedule.empty()) {
        plan_.at(node).schedule = parse_schedule(when);
        return true;
    }
    return false;
}

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
    if (stack_.size() < deepest) stack_.push_back(std::move(open));
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
        if (short_before_ && before_ != nullptr) {
            std::vector<Passage>& texts = top() == no_node ? plan_.preface : plan_.at(top()).text;
            if (!texts.empty() && texts.back().text == before_->text) {
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
            }
        }
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

void Outline::line(const Piece& piece) {
    if (const std::string unit = unit_line(piece.text); !unit.empty()) {
        unit_ = unit;
        return;
    }
    if (field_line(piece)) return;
    if (!tails_.empty()) {
        std::string title = piece.text;
        take_agencies(title, agencies_);
        if (tails_.count(title) > 0) return plain_heading(piece);
    }
    if (known_title(piece)) {
        short_before_ = false;
        return;
    }
    const bool was_short = short_before_;
    const bool short_now = is_short_title(piece.text);
    if (slide_line(piece)) {
        short_before_ =
            short_now && plan_.nodes.size() > 0 && stack_.size() > 0 && stack_.back().style == "slide";
        (void)was_short;
        return;
    }
    short_before_ = false;
    add_text(top(), piece);
}

void Outline::table(const std::vector<const Piece*>& pieces) {
    TableContext context;
    context.node = top();
    context.agencies = &agencies_;
    context.caption = caption_;
    context.unit = unit_;
    context.text_before = text_since_table_;
    text_since_table_ = false;
    context.node_is_group = heading_since_table_ && !group_style_.empty() && context.node != no_node &&
                            plan_.at(context.node).style == group_style_;
    // a list item is not what a table stands under, unless it was named as its heading
    const OpenGroup group = tables_.read(pieces, context);
    started_ = true;
    if (context.node != no_node && !plan_.tables.empty() && plan_.tables.back().role == TableRole::schedule &&
        plan_.at(context.node).face == Face::body && !plan_.at(context.node).label.empty() &&
        plan_.at(context.node).text.empty() && !names_table(plan_.at(context.node).title))
        plan_.at(context.node).face = Face::schedule;  // a heading only for its schedule
    if (group.node != no_node) {
        Open open;
        open.style = group.style.empty() ? "group" : group.style;
        open.number = group.number;
        open.node = group.node;
        open.heading = true;
        const auto known = plan_.at(group.node).style;
        if (const auto mark = parse_mark(plan_.at(group.node).label + " x")) open.rank = mark->rank;
        group_style_ = known;
        // a group of the table before, under the same heading, is closed
        if (!stack_.empty() && stack_.back().style == open.style) stack_.pop_back();
        if (stack_.empty() || stack_.back().node != group.node) stack_.push_back(std::move(open));
    }
    heading_since_table_ = false;
    caption_.clear();
    unit_.clear();
}

void Outline::step(const Piece& piece) {
    switch (piece.kind) {
        case PieceKind::contents: {
            std::string_view text = trim(piece.text);
            // the page number and the dots before it
            std::size_t end = text.size();
            while (end > 0 && ((text[end - 1] >= '0' && text[end - 1] <= '9') || text[end - 1] == ' ' ||
                               text[end - 1] == '\t' || text[end - 1] == '.' || text[end - 1] == '-'))
                --end;
            while (end >= 3 && (text.substr(0, end).ends_with("…") || text.substr(0, end).ends_with("‧")))
                end -= 3;
            ContentsEntry entry;
            text = trim(text.substr(0, end));
            const auto mark = parse_mark(text, true);
            entry.label = mark ? mark->label : std::string();
            entry.title = std::string(mark ? trim(text.substr(mark->length)) : text);
            entry.source = piece.source;
            if (!entry.title.empty()) contents.push_back(std::move(entry));
            return;
        }
        case PieceKind::footnote:
            return;
        case PieceKind::caption:
            if (!is_figure_caption(piece.text)) caption_ = piece.text;
            return;
        default:
            break;
    }
    const bool heading = piece.kind == PieceKind::heading;
    if (heading && !piece.source.empty() && !piece.source[0].sheet.empty()) {
        stack_.clear();  // the name of a sheet is no part of the plan
        return;
    }
    if (!started_ && front.size() < 14) {
        const bool marked = parse_mark(piece.text, heading).has_value();
        if (!marked && piece.kind != PieceKind::bullet && fits_title_page(piece.text)) {
            // the title page: short lines before anything is numbered
            const bool title = heading && front.empty();
            if (!heading || title) {
                front.push_back({piece.text, piece.source});
                return;
            }
        }
    }
    started_ = true;
    if (const auto mark = parse_mark(piece.text, heading)) {
        short_before_ = false;
        const bool page_number_like = mark->length >= piece.text.size() && mark->kind.empty();
        if (!page_number_like) return numbered(piece, *mark);
    }
    if (heading) {
        short_before_ = false;
        return plain_heading(piece);
    }
    if (piece.kind == PieceKind::bullet) {
        short_before_ = false;
        return bullet(piece);
    }
    line(piece);
}

// Who is named once, after the last item of a list, answers for the list.
void Outline::lift_fields() {
    for (NodeIndex index : fielded_) {
        DraftNode& node = plan_.at(index);
        if (node.parent == no_node || plan_.at(node.parent).roles != model::Roles::none) continue;
        if (!promises(node.parent)) continue;
        std::size_t others = 0;
        bool alone = true;
        for (std::size_t i = static_cast<std::size_t>(node.parent) + 1; i < plan_.nodes.size(); ++i) {
            const DraftNode& other = plan_.nodes[i];
            if (&other == &node || other.parent != node.parent || other.style != node.style) continue;
            ++others;
            if (other.roles != model::Roles::none || other.order > node.order) alone = false;
        }
        if (others == 0 || !alone) continue;
        DraftNode& whole = plan_.at(node.parent);
        whole.lead = std::exchange(node.lead, {});
        whole.co = std::exchange(node.co, {});
        whole.units = std::exchange(node.units, {});
        whole.roles = std::exchange(node.roles, model::Roles::none);
    }
}

// A list is items or sentences as a whole: where most are sentences, the short ones among them are text too.
void Outline::settle_runs() {
    std::vector<bool> parents(plan_.nodes.size(), false);
    for (const DraftNode& node : plan_.nodes)
        if (node.parent != no_node) parents[static_cast<std::size_t>(node.parent)] = true;
    auto bare = [&](NodeIndex index) {
        const DraftNode& node = plan_.at(index);
        return !parents[static_cast<std::size_t>(index)] && node.kind_weight < 2 && node.schedule.empty() &&
               node.roles == model::Roles::none && node.face == Face::body && node.lists.empty();
    };
    for (const Run& run : runs_) {
        if (run.parent == no_node || run.items.empty() || run.sentences < run.items.size()) continue;
        if (!std::all_of(run.items.begin(), run.items.end(),
                         [&](const auto& item) { return bare(item.first); }))
            continue;
        std::vector<Passage>& texts = plan_.at(run.parent).text;
        for (const auto& [index, passage] : run.items) {
            const auto later = std::find_if(texts.begin(), texts.end(), [&](const Passage& known) {
                return !known.source.empty() && !passage.source.empty() &&
                       std::tuple(known.source[0].page, known.source[0].first_line, known.source[0].block) >
                           std::tuple(passage.source[0].page, passage.source[0].first_line,
                                      passage.source[0].block);
            });
            texts.insert(later, passage);
            plan_.at(index).merged = run.parent;
        }
    }
}

void Outline::read(std::span<const Piece> pieces) {
    survey(pieces);
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        if (pieces[i].kind == PieceKind::table) {
            std::vector<const Piece*> run;
            std::size_t last = i;
            for (std::size_t k = i; k < pieces.size(); ++k) {
                if (pieces[k].kind == PieceKind::table) {
                    run.push_back(&pieces[k]);
                    last = k;
                } else if (pieces[k].kind != PieceKind::footnote) {
                    break;
                }
            }
            table(run);
            i = last;
            before_ = nullptr;
            continue;
        }
        step(pieces[i]);
        before_ = &pieces[i];
    }
    lift_fields();
    settle_runs();
}

}  // namespace gangmu::reading
