#include "tracking/obligations.hpp"

#include <algorithm>
#include <set>

namespace gangmu::tracking {
namespace {

constexpr Day open_end = 2'000'000;  // an open side of a schedule

// The whole stretch of a node's schedule; nothing when it prints no date.
std::optional<Span> stretch(const model::Node& node) {
    std::optional<Span> out;
    for (const auto& entry : node.schedule) {
        const auto from = span_of(entry.start), to = span_of(entry.end);
        if (!from && !to) continue;
        const Span one{from ? from->first : -open_end, to ? to->last : open_end};
        out = out ? Span{std::min(out->first, one.first), std::max(out->last, one.last)} : one;
    }
    return out;
}

std::vector<std::string> names_now(const std::vector<std::string>& printed, const NameNow& now) {
    std::vector<std::string> out;
    for (const auto& each : printed) {
        std::string name = now(each);
        if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(std::move(name));
    }
    return out;
}

// 能源局 of 經濟部(能源局), where the agency before the bracket is the one that answers.
std::vector<std::string> units_of(const model::Node& node, const std::string& agency, const NameNow& now) {
    std::vector<std::string> out;
    for (const auto& printed : node.units) {
        const auto open = printed.find_first_of("(");
        if (open == std::string::npos || open == 0 || printed.back() != ')') continue;
        if (now(printed.substr(0, open)) == agency)
            out.push_back(printed.substr(open + 1, printed.size() - open - 2));
    }
    return out;
}

class Finder {
  public:
    Finder(const Plan& plan, const Cycle& cycle, const std::vector<std::string>& kinds,
           const PlanTracking& settings, const NameNow& now)
        : plan_(plan), cycle_(cycle), kinds_(kinds), settings_(settings), now_(now) {}

    std::vector<Obligation> find() {
        mark_scope();
        const std::size_t count = plan_.items.size();
        std::vector<bool> candidate(count);
        for (std::size_t i = 0; i < count; ++i)
            candidate[i] = in_scope_[i] && owes(i);
        if (kinds_.empty()) drop_summaries(candidate);
        std::vector<Obligation> out;
        for (std::size_t i = 0; i < count; ++i)
            if (candidate[i]) out.push_back(obligation(i));
        return out;
    }

  private:
    const model::Node& node(std::size_t i) const { return *plan_.items[i].node; }

    void mark_scope() {
        in_scope_.assign(plan_.items.size(), cycle_.scope.empty());
        if (cycle_.scope.empty()) return;
        for (std::size_t i = 0; i < plan_.items.size(); ++i) {
            const std::size_t parent = plan_.items[i].parent;
            in_scope_[i] = node(i).id == cycle_.scope || (parent != Item::npos && in_scope_[parent]);
        }
    }

    bool owes(std::size_t i) const {
        const auto& item = settings_.item(node(i).id);
        if (node(i).lead.empty() && item.holder.empty()) return false;
        if (!kinds_.empty() && std::find(kinds_.begin(), kinds_.end(), node(i).kind) == kinds_.end())
            return false;
        if (released_before(item)) return false;
        const auto schedule = schedule_of(plan_, i);
        return !schedule || schedule->span.meets(cycle_.span);
    }

    bool released_before(const ItemSettings& item) const {
        if (item.release != Release::released) return false;
        constexpr std::int64_t day_us = 24LL * 3600 * 1'000'000, taipei_us = 8LL * 3600 * 1'000'000;
        const auto day = static_cast<Day>((item.release_decided.recorded_us + taipei_us) / day_us);
        return day <= cycle_.span.last;  // released in the period: that round is not asked for any more
    }

    std::set<std::string> leads(std::size_t i) const {
        const auto& holder = settings_.item(node(i).id).holder;
        std::set<std::string> out;
        for (const auto& name : node(i).lead)
            out.insert(now_(name));
        if (out.empty()) out.insert(now_(holder));
        return out;
    }

    // A node whose leads all report below it, and that has nothing of its own to report, is not asked again.
    void drop_summaries(std::vector<bool>& candidate) const {
        std::vector<std::set<std::string>> below(plan_.items.size());
        for (std::size_t i = plan_.items.size(); i-- > 0;) {
            std::set<std::string> own;
            if (candidate[i]) {
                own = leads(i);
                const bool covered = std::includes(below[i].begin(), below[i].end(), own.begin(), own.end());
                if (covered && plan_.items[i].indicators == 0) candidate[i] = false;
            }
            const std::size_t parent = plan_.items[i].parent;
            if (parent == Item::npos) continue;
            below[parent].insert(below[i].begin(), below[i].end());
            if (candidate[i]) below[parent].insert(own.begin(), own.end());
        }
    }

    Obligation obligation(std::size_t i) const {
        Obligation out = *owner_of(node(i), settings_.item(node(i).id), now_);
        out.item = i;
        const auto schedule = schedule_of(plan_, i);
        out.scheduled = schedule ? schedule->by : ScheduledBy::plan;
        return out;
    }

    const Plan& plan_;
    const Cycle& cycle_;
    const std::vector<std::string>& kinds_;
    const PlanTracking& settings_;
    const NameNow& now_;
    std::vector<bool> in_scope_;
};

}  // namespace

std::optional<Obligation> owner_of(const model::Node& node, const ItemSettings& settings,
                                   const NameNow& now) {
    if (node.lead.empty() && settings.holder.empty()) return std::nullopt;
    Obligation out;
    out.node = node.id;
    out.joint = names_now(node.lead, now);
    out.agency = settings.holder.empty() ? out.joint.front() : now(settings.holder);
    out.joint.erase(std::remove(out.joint.begin(), out.joint.end(), out.agency), out.joint.end());
    for (auto& name : names_now(node.co, now))
        if (name != out.agency && std::find(out.joint.begin(), out.joint.end(), name) == out.joint.end())
            out.co.push_back(std::move(name));
    out.units = units_of(node, out.agency, now);
    out.officer = settings.officer;
    out.level = settings.level;
    return out;
}

std::vector<Obligation> obligations(const Plan& plan, const Cycle& cycle,
                                    const std::vector<std::string>& kinds, const PlanTracking& settings,
                                    const NameNow& now) {
    return Finder(plan, cycle, kinds, settings, now).find();
}

std::optional<Scheduled> schedule_of(const Plan& plan, std::size_t item) {
    for (std::size_t at = item; at != Item::npos; at = plan.items[at].parent)
        if (const auto span = stretch(*plan.items[at].node))
            return Scheduled{*span, at == item ? ScheduledBy::itself : ScheduledBy::ancestor};
    const auto first = span_of(plan.start), last = span_of(plan.end);
    if (!first || !last) return std::nullopt;
    return Scheduled{{first->first, last->last}, ScheduledBy::plan};
}

std::vector<std::size_t> unowned(const Plan& plan, const Span& period, const PlanTracking& settings) {
    const std::size_t count = plan.items.size();
    std::vector<bool> led(count), has_children(count), leads_below(count);
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t parent = plan.items[i].parent;
        const auto& node = *plan.items[i].node;
        led[i] = !node.lead.empty() || !settings.item(node.id).holder.empty() ||
                 (parent != Item::npos && led[parent]);
        if (parent != Item::npos) has_children[parent] = true;
    }
    for (std::size_t i = count; i-- > 0;) {
        const std::size_t parent = plan.items[i].parent;
        if (parent != Item::npos && (led[i] || leads_below[i])) leads_below[parent] = true;
    }
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < count; ++i) {
        const auto& node = *plan.items[i].node;
        // Prose chapters promise nothing; a promise has a schedule, or an indicator.
        const bool promise = !node.schedule.empty() || plan.items[i].indicators > 0;
        if (led[i] || leads_below[i] || !promise || settings.item(node.id).release == Release::released)
            continue;
        const auto schedule = schedule_of(plan, i);
        if (!schedule || schedule->span.meets(period)) out.push_back(i);
    }
    return out;
}

std::vector<std::size_t> without_target(const Plan& plan, const std::vector<Obligation>& owed) {
    const std::size_t count = plan.items.size();
    std::vector<bool> over(count), under(count);  // a target on it or over it; on it or under it
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t parent = plan.items[i].parent;
        over[i] = plan.items[i].targets || (parent != Item::npos && over[parent]);
    }
    for (std::size_t i = count; i-- > 0;) {
        under[i] = under[i] || plan.items[i].targets;
        const std::size_t parent = plan.items[i].parent;
        if (under[i] && parent != Item::npos) under[parent] = true;
    }
    std::vector<std::size_t> out;
    for (const auto& each : owed)
        if (!over[each.item] && !under[each.item]) out.push_back(each.item);
    return out;
}

}  // namespace gangmu::tracking
