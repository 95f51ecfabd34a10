#include "services/duties.hpp"

#include <algorithm>
#include <list>
#include <mutex>

#include "ledger/chain.hpp"
#include "state/calendar.hpp"

namespace gangmu::services {
namespace {

Error unknown_cycle(std::string_view cycle) {
    return fail(Fault::not_found, "cycle-unknown", {"查無這個填報週期", "There is no such cycle"},
                {"請從計畫的週期清單選取", "Choose one from the plan's cycles"}, std::string(cycle));
}

const std::shared_ptr<const tracking::PlanTracking>& settings_of(const state::Snapshot& snapshot,
                                                                 const std::string& plan) {
    static const auto nothing = std::make_shared<const tracking::PlanTracking>();
    const auto* found = snapshot.tracking.plans.find(plan);
    return found == nullptr ? nothing : *found;
}

// Content of the edition that speaks for the plan as a whole: the latest one that can be read.
const model::PlanHeader* header_of(const state::Plan& plan) {
    for (auto each = plan.editions.rbegin(); each != plan.editions.rend(); ++each)
        if (!(*each)->withdrawn && (*each)->content) return &(*each)->content->header();
    return nullptr;
}

// Lays marks and the edition over a reckoned cycle; nothing when no edition can be read.
std::optional<PlanCycle> completed(const state::Snapshot& snapshot, const state::Plan& plan,
                                   const tracking::Rhythm& rhythm, tracking::Cycle cycle, Day today) {
    PlanCycle out;
    out.plan = &plan;
    out.edition = plan.in_force(tracking::print_day(cycle.span.last));
    if (out.edition == nullptr) out.edition = plan.latest();
    if (out.edition == nullptr || !out.edition->content) return std::nullopt;
    out.settings = settings_of(snapshot, plan.id);
    out.rhythm = rhythm;
    out.marks = out.settings->marks.find(cycle.id);
    out.cycle = out.marks == nullptr
                    ? std::move(cycle)
                    : tracking::marked(std::move(cycle), *out.marks, rhythm, snapshot.tracking.calendar);
    out.phase = tracking::phase_of(out.cycle, out.marks, rhythm, today);
    out.issuer = out.edition->content->header().issuer;
    return out;
}

tracking::Plan plan_of(const state::Content& content, const std::string& id) {
    tracking::Plan out;
    const auto& header = content.header();
    out.id = id;
    out.issuer = header.issuer;
    out.start = header.start;
    out.end = header.end;
    std::vector<std::size_t> place(content.rows(), tracking::Item::npos);
    out.items.reserve(content.rows());
    content.walk([&](state::Row row) {
        tracking::Item item;
        const auto* entry = content.entry(row);
        item.node = &entry->node;
        if (entry->parent != state::no_row) item.parent = place[entry->parent];
        for (const auto* indicator : content.indicators(row)) {
            ++item.indicators;
            item.targets = item.targets || !indicator->targets.empty();
        }
        place[row] = out.items.size();
        out.items.push_back(item);
    });
    return out;
}

// What is kept is a pure function of what it is kept by.
class Memo {
  public:
    struct Key {
        state::ContentPtr content;
        std::shared_ptr<const tracking::PlanTracking> settings;
        PersistentMap<std::string, std::shared_ptr<const state::Agency>> agencies;
        std::string cycle;

        bool same(const Key& other) const {
            return content == other.content && settings == other.settings && cycle == other.cycle &&
                   agencies.same(other.agencies);
        }
    };

    std::shared_ptr<const Duties> find(const Key& key) {
        std::lock_guard lock(mutex_);
        const auto found =
            std::find_if(kept_.begin(), kept_.end(), [&](const auto& each) { return each.first.same(key); });
        if (found == kept_.end()) return nullptr;
        kept_.splice(kept_.begin(), kept_, found);
        return found->second;
    }
    void keep(Key key, std::shared_ptr<const Duties> duties) {
        std::lock_guard lock(mutex_);
        kept_.emplace_front(std::move(key), std::move(duties));
        if (kept_.size() > most) kept_.pop_back();
    }

  private:
    static constexpr std::size_t most = 64;
    std::mutex mutex_;
    std::list<std::pair<Key, std::shared_ptr<const Duties>>> kept_;  // last used first
};

}  // namespace

Result<PlanCycle> find_cycle(const state::Snapshot& snapshot, std::string_view plan, std::string_view cycle,
                             Day today) {
    const auto* known = snapshot.plan(plan);
    const auto* header = known == nullptr ? nullptr : header_of(*known);
    if (header == nullptr)
        return fail(Fault::not_found, "plan-unknown",
                    {"查無這項已發布的計畫", "There is no such published plan"},
                    {"請從計畫清單選取", "Choose one from the list of plans"}, std::string(plan));
    const auto dash = cycle.find('-');
    if (dash == std::string_view::npos) return unknown_cycle(cycle);
    const auto* rhythm = settings_of(snapshot, known->id)->rhythm(cycle.substr(0, dash));
    if (rhythm == nullptr) return unknown_cycle(cycle);
    auto reckoned = tracking::cycle_of(*rhythm, cycle.substr(dash + 1), header->start, header->end,
                                       snapshot.tracking.calendar, today);
    if (!reckoned) return unknown_cycle(cycle);
    auto out = completed(snapshot, *known, *rhythm, std::move(*reckoned), today);
    if (!out) return unknown_cycle(cycle);
    return std::move(*out);
}

std::vector<PlanCycle> all_cycles(const state::Snapshot& snapshot, const state::Plan& plan, Day today) {
    std::vector<PlanCycle> out;
    const auto* header = header_of(plan);
    if (header == nullptr) return out;
    for (const auto& rhythm : settings_of(snapshot, plan.id)->rhythms)
        for (auto& each :
             tracking::cycles_of(rhythm, header->start, header->end, snapshot.tracking.calendar, today))
            if (auto cycle = completed(snapshot, plan, rhythm, std::move(each), today))
                out.push_back(std::move(*cycle));
    return out;
}

const tracking::Obligation* Duties::find(const std::string& node) const {
    const auto found = by_node.find(node);
    return found == by_node.end() ? nullptr : &owed[found->second];
}

std::shared_ptr<const Duties> duties(const state::Snapshot& snapshot, const PlanCycle& cycle) {
    static Memo memo;
    Memo::Key key{cycle.edition->content, cycle.settings, snapshot.agencies, cycle.cycle.id};
    if (auto known = memo.find(key)) return known;
    auto out = std::make_shared<Duties>();
    out->content = cycle.edition->content;
    out->plan = plan_of(*out->content, cycle.plan->id);
    out->owed = tracking::obligations(out->plan, cycle.cycle, cycle.rhythm.kinds, *cycle.settings,
                                      [&](const std::string& name) { return name_now(snapshot, name); });
    for (std::size_t i = 0; i < out->owed.size(); ++i)
        out->by_node.emplace(out->owed[i].node, i);
    memo.keep(std::move(key), out);
    return out;
}

Day today() {
    return *tracking::parse_day(state::day_of(ledger::clock_us()));
}

Day day_of(const state::View& view) {
    const auto asked = tracking::parse_day(view.as_of());
    return asked ? *asked : today();
}

std::string name_now(const state::Snapshot& snapshot, const std::string& printed) {
    const auto* agency = snapshot.agency(printed);
    return agency != nullptr ? agency->name : printed;
}

}  // namespace gangmu::services
