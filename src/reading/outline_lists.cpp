// Numbered lines: which list goes on, what ends, what stands below what; and what a list is as a whole.
#include <algorithm>
#include <iterator>
#include <optional>
#include <tuple>
#include <utility>

#include "reading/agencies/cells.hpp"
#include "reading/outline.hpp"
#include "reading/outline_words.hpp"
#include "reading/titles.hpp"
#include "text/utf8.hpp"

namespace gangmu::reading {

using text::trim;

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
        // 「3.2.1 …」 and below it (1), ①, A.: a list begins under a number of
        // several parts
        const bool begins = mark.number() == 1 && !mark.dotted() && mark.rank >= 5 && above.number.size() > 1;
        const bool lower = mark.rank >= 0 && above.rank >= 0 && above.rank > mark.rank && !begins;
        const bool under_list = mark.rank == -1 && above.list && above.rank >= 5;
        if (above.style == "bullet" && mark.rank < 6 && above.list) {
            cut(stack_.size() - 1);
            continue;
        }
        if (!lower && !under_list && !(heading && above.list)) break;
        cut(stack_.size() - 1);
    }
}

// 「(2) 辦理期程：112-115年」 below a measure is a field of the measure.
bool Outline::numbered_field(const Piece& piece, std::string_view rest, NodeIndex parent,
                             const std::string& style) {
    if (parent == no_node || text::count(rest) > 200) return false;
    if (plan_.at(parent).kind_weight < 2 && field_styles_.count(style) == 0) return false;
    const std::size_t stop = rest.find("。");
    const bool sentences = stop != std::string_view::npos && stop + 3 < rest.size();
    if (!sentences && (take_agency_field(parent, rest) || take_when_field(parent, rest))) return true;
    const TitleText split = split_title(rest);
    if (!split.colon || split.text.empty() || !names_text_field(split.title)) return false;
    plan_.at(parent).text.push_back({std::string(rest), piece.source});
    return true;
}

void Outline::numbered(const Piece& piece, const Mark& mark) {
    close_for(mark, piece);
    const NodeIndex parent = top();
    if (!stack_.empty()) stack_.back().parent = true;
    if (parent != no_node || !stack_.empty())
        parents_[mark.style].insert(stack_.empty() ? "" : stack_.back().style);
    std::string_view rest = trim(std::string_view(piece.text).substr(mark.length));
    // 「一、目標1：…」, 「1.措施1.1.1：…」: the second number, with its word, is
    // the item's
    std::optional<Mark> own;
    if (mark.kind.empty()) own = parse_mark(rest);
    if (own && (own->kind.empty() || is_annex_word(own->kind) || rank_word(own->kind).empty())) own.reset();
    if (own) rest = trim(rest.substr(own->length));
    TitleText split = split_title(rest);
    Responsible who;
    if (split.title.empty() && rest.find("。") == std::string_view::npos) {
        // 「…60處（甲部；乙部、丙會協辦）」: signs inside of the brackets make no sentence of it
        std::string bare(rest);
        who = take_agencies(bare, agencies_);
        if (!who.empty()) split = split_title(bare);
    }
    Open open;
    open.style = mark.style;
    open.number = mark.parts;
    open.rank = mark.rank;
    open.level = piece.kind == PieceKind::heading && levels_hold_ ? piece.level : 0;
    open.heading = piece.kind == PieceKind::heading || !mark.kind.empty();
    if (!own && numbered_field(piece, rest, parent, mark.style)) {
        open.node = parent;
        open.list = true;
        if (stack_.size() < deepest_outline) stack_.push_back(std::move(open));
        return;
    }
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
        if (stack_.size() < deepest_outline) stack_.push_back(std::move(open));
        return;
    }
    if (who.empty()) who = take_agencies(split.title, agencies_);
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
    if (is_annex_word(mark.kind) || (is_division_word(mark.kind) && names_table(split.title))) {
        node.chapter = true;  // 附件一; "Article 3 Timetable" holds only its table
    } else if (own || !mark.kind.empty()) {
        node.kind = own ? own->kind : mark.kind;
        node.kind_weight = 4;
        node.kind_printed = true;
    }
    if (own) {
        node.labels = {mark.label};
        node.label = own->label;
        node.number = own->parts;
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
    if (stack_.size() < deepest_outline) stack_.push_back(std::move(open));
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
        std::vector<Passage>& texts = plan_.at(plan_.home(run.parent)).text;
        for (const auto& [index, passage] : run.items) {
            auto later = std::find_if(texts.begin(), texts.end(), [&](const Passage& known) {
                return !known.source.empty() && !passage.source.empty() &&
                       std::tuple(known.source[0].page, known.source[0].first_line, known.source[0].block) >
                           std::tuple(passage.source[0].page, passage.source[0].first_line,
                                      passage.source[0].block);
            });
            later = texts.insert(later, passage);
            // and the text that stands below it; the rest of its own line is part of the passage
            std::vector<Passage> below = std::exchange(plan_.at(index).text, {});
            std::erase_if(below, [&](const Passage& own) {
                return own.source == passage.source && passage.text.ends_with(own.text);
            });
            texts.insert(later + 1, std::make_move_iterator(below.begin()),
                         std::make_move_iterator(below.end()));
            plan_.at(index).merged = run.parent;
        }
    }
}

}  // namespace gangmu::reading
