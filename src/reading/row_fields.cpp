// The fields of a row: who does it and when; blank cells repeat the one above.
#include <algorithm>

#include "reading/agencies/cells.hpp"
#include "reading/cell_text.hpp"
#include "reading/rows.hpp"
#include "reading/stream.hpp"
#include "reading/titles.hpp"
#include "text/fold.hpp"
#include "text/utf8.hpp"

namespace gangmu::reading {

using text::trim;

namespace {

// A bracket that was opened before this text ends it.
bool closes_open_bracket(std::string_view text) {
    int depth = 0;
    bool surplus = false;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = text::next(text, at);
        if (c == '(' || c == 0xFF08) ++depth;
        if ((c == ')' || c == 0xFF09) && --depth < 0) surplus = true;
    }
    return surplus && (text.ends_with(")") || text.ends_with("）"));
}

}  // namespace

void RowReader::give(NodeIndex index, const std::string& cell, ColumnRole role, bool carried) {
    const RoleHint hint = role == ColumnRole::lead ? RoleHint::lead
                          : role == ColumnRole::co ? RoleHint::co
                                                   : RoleHint::none;
    const Responsible found = read_agencies(cell, *context_.agencies, hint);
    if (found.empty()) return;
    DraftNode& node = plan_.at(index);
    add_agencies(node.lead, found.lead);
    add_agencies(node.co, found.co);
    add_agencies(node.units, found.units);
    if (node.roles != model::Roles::marked) node.roles = found.roles;
    if (!carried) return;
    add_agencies(node.carried, {found.lead.empty() ? "co" : "lead"});
}

void RowReader::set_agencies(const Parts& parts, const std::vector<NodeIndex>& nodes, bool fresh,
                             bool after_break) {
    if (agency_.empty()) agency_.resize(3);
    auto slot = [](ColumnRole role) -> std::size_t {
        return role == ColumnRole::lead ? 1 : role == ColumnRole::co ? 2 : 0;
    };
    std::vector<bool> seen(3, false);
    for (const auto& [role, cell] : parts.agencies) {
        Agency& state = agency_[slot(role)];
        seen[slot(role)] = true;
        const std::string text(trim(cell->text));
        const Responsible now = read_agencies(text, *context_.agencies);
        const bool helper_only = role == ColumnRole::agency && now.lead.empty() && !now.co.empty();
        // 「數位發展」 and on the next page 「處、民政處」
        const Responsible joined = after_break && !state.text.empty() && (!now.known || nodes.empty())
                                       ? read_agencies(state.text + text, *context_.agencies)
                                       : Responsible{};
        // a body that is in no register: 「環境」 is none, 「環境保護局」 looks like one
        const bool torn_name = (joined.known && !now.known) ||
                               (nodes.empty() && joined.plausible && now.roles == model::Roles::unmarked &&
                                !read_agencies(state.text, *context_.agencies).plausible);
        // 「經濟部(工業局、財團法人)」 and on the next page 「紡織研究所)」: the
        // bracket goes on
        if (after_break && nodes.empty() && closes_open_bracket(text)) {
            for (std::string_view close : {")", "）"})
                if (state.text.ends_with(close)) {
                    state.text.resize(state.text.size() - close.size());
                    break;
                }
        }
        if (after_break && !state.text.empty() &&
            (bracket_open(state.text) || torn_name || (helper_only && nodes.empty()))) {
            // the rest of a cell that a page break cut: who had the first part gets the whole
            state.text = state.text + (bracket_open(state.text) || torn_name ? "" : " ") + text;
            for (const auto& [index, carried] : state.nodes) {
                DraftNode& node = plan_.at(index);
                node.lead.clear();
                node.co.clear();
                node.units.clear();
                give(index, state.text, state.role, carried);
            }
            for (NodeIndex index : nodes) {
                give(index, state.text, state.role, true);
                state.nodes.emplace_back(index, true);
            }
            continue;
        }
        if (helper_only && !state.text.empty()) {
            // 「(協) 乙」 under 「(主) 甲」: the line above still leads
            const Responsible before = read_agencies(state.text, *context_.agencies);
            for (NodeIndex index : nodes) {
                DraftNode& node = plan_.at(index);
                give(index, text, role, false);
                if (!before.lead.empty()) {
                    add_agencies(node.lead, before.lead);
                    add_agencies(node.carried, {"lead"});
                }
            }
            state.text = state.text + " " + text;
            state.role = role;
            state.nodes.clear();
            for (NodeIndex index : nodes)
                state.nodes.emplace_back(index, false);
            continue;
        }
        state = Agency{text, role, {}};
        for (NodeIndex index : nodes) {
            give(index, text, role, false);
            state.nodes.emplace_back(index, false);
        }
    }
    if (!fresh || !parts.agency_column) return;
    for (std::size_t s = 0; s < agency_.size(); ++s) {
        if (seen[s] || agency_[s].text.empty()) continue;
        if (s == 0 && (seen[1] || seen[2])) continue;
        if (s == 2 && seen[1]) continue;  // a new leader does not keep the helpers of the row above
        for (NodeIndex index : nodes) {
            give(index, agency_[s].text, agency_[s].role, true);
            agency_[s].nodes.emplace_back(index, true);
        }
    }
}

void RowReader::set_schedule(const Parts& parts, const std::vector<NodeIndex>& nodes, bool fresh,
                             bool after_break) {
    if (!schedule_table_) return;
    if (!parts.stages.empty()) {
        std::vector<NodeIndex> owners = nodes;
        for (std::size_t rank = ranks_; rank-- > 0 && owners.empty();)  // a second row of the same item
            if (last_[rank] != no_node) owners = {last_[rank]};
        for (NodeIndex index : owners)
            for (model::ScheduleEntry& bar : bars_of(parts.stages))
                plan_.at(index).schedule.push_back(std::move(bar));
        return;
    }
    auto assign = [&](NodeIndex index, const std::string& text, bool carried) {
        DraftNode& node = plan_.at(index);
        node.schedule.clear();
        std::vector<std::string> lines;
        for (std::string_view rest = text; !rest.empty();) {
            const std::size_t end = rest.find('\n');
            lines.emplace_back(trim(rest.substr(0, end)));
            rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
        }
        const bool ranges = std::all_of(lines.begin(), lines.end(), [](const std::string& line) {
            return is_date_text(line) && line.find('/') != std::string::npos;
        });
        if (!ranges) lines = {text};  // words before a range belong to it
        for (const std::string& line : lines)
            for (model::ScheduleEntry& entry : parse_schedule(line))
                node.schedule.push_back(std::move(entry));
        if (carried && !node.schedule.empty()) add_agencies(node.carried, {"schedule"});
    };
    std::string text;
    if (parts.schedule) {
        text = mend_dates(parts.schedule->text);
    } else if (parts.start || parts.end) {
        const std::string from = parts.start ? one_line(parts.start->text) : std::string();
        const std::string to = parts.end ? one_line(parts.end->text) : std::string();
        for (NodeIndex index : nodes) {
            const auto first = parse_schedule(from), last = parse_schedule(to);
            model::ScheduleEntry entry;
            if (!first.empty()) entry.start = first[0].start.empty() ? first[0].end : first[0].start;
            if (!last.empty()) entry.end = last[0].end.empty() ? last[0].start : last[0].end;
            if (entry.start.empty() && entry.end.empty()) entry.text = join_text(from, to);
            plan_.at(index).schedule = {entry};
        }
        return;
    }
    if (text == "-" || text == "－" || text == "—") text.clear();
    if (!text.empty()) {
        if (after_break && !fresh && !schedule_text_.empty()) {
            if (is_torn_date(schedule_text_)) {
                const bool digit_last = schedule_text_.back() >= '0' && schedule_text_.back() <= '9';
                schedule_text_ = mend_dates(schedule_text_ + (digit_last ? " " : "\n") + text);
                for (NodeIndex index : schedule_nodes_)
                    assign(index, schedule_text_, false);
            } else {
                schedule_pending_ = text;  // belongs to the row below, whose cell is blank
            }
            return;
        }
        if (nodes.empty()) return;
        schedule_text_ = text;
        schedule_nodes_ = nodes;
        schedule_pending_.clear();
        for (NodeIndex index : nodes)
            assign(index, text, false);
        return;
    }
    if (!fresh || nodes.empty()) return;
    if (!schedule_pending_.empty()) {
        schedule_text_ = schedule_pending_;
        schedule_pending_.clear();
        schedule_nodes_ = nodes;
        for (NodeIndex index : nodes)
            assign(index, schedule_text_, false);
        return;
    }
    if (schedule_text_.empty()) return;
    for (NodeIndex index : nodes)
        assign(index, schedule_text_, true);
}

}  // namespace gangmu::reading
