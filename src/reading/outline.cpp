#include <algorithm>
#include <tuple>
#include <utility>

#include "reading/agencies/cells.hpp"
#include "reading/outline.hpp"
#include "reading/outline_words.hpp"
#include "reading/targets.hpp"
#include "reading/titles.hpp"
#include "text/dates.hpp"
#include "text/utf8.hpp"

namespace gangmu::reading {

using text::trim;

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
    if (stack_.size() < deepest_outline) stack_.push_back(std::move(open));
}

// Who does it, as a line below an item says; marked roles say more than a list
// without.
bool Outline::take_agency_field(NodeIndex node, std::string_view text) {
    const Responsible who = read_agency_line(text, agencies_);
    if (who.empty()) return false;
    DraftNode& target = plan_.at(node);
    if (who.roles == model::Roles::marked && target.roles == model::Roles::unmarked && !who.lead.empty()) {
        target.lead.clear();
        target.co.clear();
        target.units.clear();
    }
    if (!(who.roles == model::Roles::unmarked && target.roles == model::Roles::marked)) {
        add_agencies(target.lead, who.lead);
        add_agencies(target.co, who.co);
        add_agencies(target.units, who.units);
        target.roles = who.roles;  // 「担当課：甲」 and 「関係課：乙」 below it: 甲 leads
    }
    return true;
}

// When it is done. A chapter about the schedule of the whole is no item, so
// there the words stay text.
bool Outline::take_when_field(NodeIndex node, std::string_view text) {
    DraftNode& target = plan_.at(node);
    if (!target.schedule.empty()) return false;
    const bool item = target.kind_weight >= 2 || target.roles != model::Roles::none;
    if (is_when_line(text) && item) {
        target.schedule = parse_schedule(text);
        return true;
    }
    const std::string_view when = when_field(text);
    if (when.empty() || text::count(when) > 60) return false;
    if (!item && (names_table(target.title) || !promises(target.parent))) return false;
    target.schedule = parse_schedule(when);
    return true;
}

// What it is measured by: 「KPI：每年媒合 300 人次；累計 1,200 人次」, one
// indicator each.
bool Outline::take_target_field(NodeIndex node, std::string_view text, const Piece& piece) {
    const DraftNode& target = plan_.at(node);
    const bool item =
        target.kind_weight >= 2 || target.roles != model::Roles::none || promises(target.parent);
    std::string_view words = item ? target_field(text) : std::string_view{};
    if (words.empty() || text::count(words) > 200) return false;
    while (!words.empty()) {
        const std::size_t cut = std::min(words.find("；"), words.find("; "));
        const std::string_view one = trim(words.substr(0, cut));
        words = cut == std::string_view::npos ? std::string_view{}
                                              : words.substr(cut + (words[cut] == ';' ? 1u : 3u));
        if (one.empty() || is_blank_target(one)) continue;
        DraftIndicator draft;
        draft.node = node;
        draft.value.role = "kpi";
        const Labelled labelled = split_label(one);
        draft.value.label = labelled.label;
        draft.value.title = labelled.rest;
        draft.value.targets.push_back(make_target(labelled.rest, "overall", piece.source));
        if (draft.value.targets[0].value) draft.value.unit = draft.value.targets[0].unit;
        draft.value.source = piece.source;
        plan_.indicators.push_back(std::move(draft));
    }
    return true;
}

// 「…。主辦機關：甲」, "… Lead: A; partners: B.": the last sentence of a
// paragraph says who.
void Outline::take_closing_field(NodeIndex node, std::string_view text) {
    if (node == no_node || plan_.at(node).kind_weight < 2) return;
    std::size_t end = text.size();
    for (int sentence = 0; sentence < 2 && end > 0; ++sentence) {
        const std::size_t latin = text.rfind(". ", end - 1), han = text.rfind("。", end - 1);
        const std::size_t at = latin == std::string_view::npos ? han
                               : han == std::string_view::npos ? latin
                                                               : std::max(latin, han);
        if (at == std::string_view::npos) return;
        const std::string_view rest = trim(text.substr(at + (text[at] == '.' ? 1u : 3u)));
        const Responsible who = read_agency_line(rest, agencies_);
        if (who.roles == model::Roles::marked) {
            take_agency_field(node, rest);
            return;
        }
        end = at;
    }
}

// 主辦機關：…, 期程：… below an item belong to it.
bool Outline::field_line(const Piece& piece) {
    const NodeIndex node = top();
    if (node == no_node || text::count(piece.text) > 300) return false;
    bool taken = false;
    std::string rest;
    for (std::string_view part : split_fields(piece.text)) {
        if (take_agency_field(node, part)) {
            if (stack_.back().list) fielded_.push_back(node);
            taken = true;
        } else if (take_when_field(node, part) || take_target_field(node, part, piece)) {
            taken = true;
        } else if (!part.empty()) {
            rest += (rest.empty() ? "" : "\n") + std::string(part);
        }
    }
    if (!taken) return false;
    if (!rest.empty()) plan_.at(node).text.push_back({rest, piece.source});
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
    take_closing_field(top(), piece.text);
    add_text(top(), piece);
}

// The year of an annual plan, as its title page prints it: 114 年度施政計畫,
// Annual Plan 2026. 0 when there is none.
int Outline::year_of_front() const {
    for (const Passage& passage : front) {
        for (const text::TimeRange& date : text::find_dates(passage.text, text::to_runes(passage.text)))
            if (!date.range && date.start.size() == 4 && date.start == date.end &&
                passage.text.size() > date.end_byte - date.begin)
                return std::stoi(date.start);
    }
    return 0;
}

void Outline::table(const std::vector<const Piece*>& pieces) {
    TableContext context;
    context.node = top();
    context.agencies = &agencies_;
    context.caption = caption_;
    context.unit = unit_;
    context.year = year_of_front();
    context.text_before = text_since_table_;
    text_since_table_ = false;
    context.node_is_group = heading_since_table_ && !group_style_.empty() && context.node != no_node &&
                            plan_.at(context.node).style == group_style_;
    // a list item is not what a table stands under, unless it was named as its heading
    const OpenGroup group = tables_.read(pieces, context);
    started_ = true;
    if (context.node != no_node && !plan_.tables.empty() && plan_.tables.back().role == TableRole::schedule &&
        plan_.at(context.node).face == Face::body && !plan_.at(context.node).label.empty() &&
        plan_.at(context.node).parent != no_node && plan_.at(context.node).text.empty() &&
        !names_table(plan_.at(context.node).title))
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
            if (is_figure_caption(piece.text)) return;
            caption_ = piece.text;
            if (const std::string unit = unit_in_caption(caption_); !unit.empty()) unit_ = unit;
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
        if (!page_number_like) {
            // slides: the short line above a list is its heading
            if (slides_ && mark->parts == std::vector<int>{1} && before_ != nullptr &&
                before_->kind == PieceKind::line && is_short_title(before_->text))
                short_line_as_heading();
            return numbered(piece, *mark);
        }
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
