#include "services/evaluations.hpp"

#include <algorithm>
#include <list>
#include <mutex>

#include "services/definitions.hpp"
#include "state/calendar.hpp"
#include "text/figures.hpp"

namespace gangmu::services {
namespace {

namespace e = evaluation;
using tracking::ReportState;

// What an answer is made of; the same again gives the same answer.
struct Key {
    state::ContentPtr content;
    e::SettingsPtr settings;
    std::shared_ptr<const tracking::PlanTracking> followed;
    PersistentMap<std::string, std::shared_ptr<const state::Agency>> agencies;
    std::vector<tracking::CycleReports> reports;  // of the cycles that count
    tracking::Calendar calendar;                  // due days stand on it
    tracking::Sequence plan = 0;                  // the plan's version: which editions are in force when
    std::string cycle;
    Day today = 0;
    Basis basis = Basis::approved;

    bool same(const Key& other) const {
        return content == other.content && settings == other.settings && followed == other.followed &&
               agencies.same(other.agencies) && cycle == other.cycle && today == other.today &&
               basis == other.basis && plan == other.plan && calendar.same(other.calendar) &&
               std::equal(reports.begin(), reports.end(), other.reports.begin(), other.reports.end(),
                          [](const auto& a, const auto& b) { return a.same(b); });
    }
};

// The last `most` answers, the one asked for last in front.
template <class T, std::size_t most>
class Memo {
  public:
    std::shared_ptr<const T> find(const Key& key) {
        const std::lock_guard lock(mutex_);
        for (auto each = kept_.begin(); each != kept_.end(); ++each)
            if (each->first.same(key)) {
                kept_.splice(kept_.begin(), kept_, each);
                return kept_.front().second;
            }
        return nullptr;
    }
    void keep(Key key, std::shared_ptr<const T> answer) {
        const std::lock_guard lock(mutex_);
        kept_.emplace_front(std::move(key), std::move(answer));
        if (kept_.size() > most) kept_.pop_back();
    }

  private:
    std::mutex mutex_;
    std::list<std::pair<Key, std::shared_ptr<const T>>> kept_;
};

Day taipei_day(std::int64_t us) {
    return *e::parse_day(state::day_of(us));
}

bool counts(const tracking::Report& report, Basis basis) {
    return report.state == ReportState::approved ||
           (basis == Basis::filed && report.state == ReportState::submitted);
}

bool milestone(const model::Indicator& indicator) {
    return std::none_of(indicator.targets.begin(), indicator.targets.end(), [](const model::Target& each) {
        return each.value.has_value() || !each.parts.empty();
    });
}

class Filler {
  public:
    Filler(const state::Snapshot& snapshot, const state::Content& content, const e::Settings& settings,
           const tracking::PlanTracking& followed, const state::PlanView& plan, Basis basis)
        : snapshot_(snapshot),
          content_(content),
          settings_(settings),
          followed_(followed),
          plan_(plan),
          basis_(basis) {}

    void nodes(PlanEvaluation& out) {
        std::vector<std::uint32_t> place(content_.rows());
        content_.walk([&](state::Row row) {
            const auto* entry = content_.entry(row);
            auto node = std::make_shared<e::NodeInput>();
            fill(*node, *entry);
            if (entry->parent != state::no_row) node->parent = place[entry->parent];
            place[row] = static_cast<std::uint32_t>(nodes_.size());
            out.places.emplace(node->id, place[row]);
            out.rows.push_back(row);
            for (const auto& each : entry->attached)
                if (static_cast<state::Attachment>(each.type) == state::Attachment::indicator)
                    attach(*node, place[row], content_.indicators()[each.number]);
            nodes_.push_back(std::move(node));
        });
        for (const auto& [id, twin] : e::twins_of(all_))
            if (const auto found = indicators_.find(id); found != indicators_.end())
                nodes_[found->second.first]->indicators[found->second.second].twin = twin;
    }

    // What was filed, and what was due, in one cycle.
    void cycle(const PlanCycle& cycle, const Duties& duties, const tracking::CycleReports& reports) {
        for (const auto& owed : duties.owed) {
            const auto found = places_.find(owed.node);
            if (found == places_.end()) continue;
            e::ReportDue due{cycle.cycle.period, cycle.cycle.due, cycle.cycle.grace_until, e::no_day};
            if (const auto* report = reports.find(owed.node)) due.filed = filed_on(**report);
            nodes_[found->second]->reports.push_back(std::move(due));
        }
        reports.each([&](const std::string& node, const tracking::ReportPtr& report) {
            if (!counts(*report, basis_)) return;
            const Day known = std::max(filed_on(*report), Day(0));
            const auto found = places_.find(node);
            if (found != places_.end()) progress(*nodes_[found->second], *report, cycle.cycle.period, known);
            for (const auto& [name, value] : report->fields)
                if (name.rfind("observation/", 0) == 0)
                    observe(name.substr(12), value, cycle.cycle.period, known, report->edition);
        });
    }

    // An indicator that stands in the plan twice is observed once.
    std::vector<std::shared_ptr<const e::NodeInput>> take() {
        for (auto& node : nodes_)
            for (auto& indicator : node->indicators) {
                const auto twin = indicators_.find(indicator.twin);
                if (twin == indicators_.end() || !indicator.observations.empty()) continue;
                indicator.observations =
                    nodes_[twin->second.first]->indicators[twin->second.second].observations;
            }
        return {nodes_.begin(), nodes_.end()};
    }

  private:
    std::vector<std::string> now(const std::vector<std::string>& printed) const {
        std::vector<std::string> names;
        for (const auto& name : printed)
            names.push_back(name_now(snapshot_, name));
        return names;
    }

    void fill(e::NodeInput& to, const state::NodeEntry& entry) {
        const auto& node = entry.node;
        to.id = node.id;
        places_.emplace(node.id, static_cast<std::uint32_t>(nodes_.size()));
        to.schedule = node.schedule;
        to.lead = now(node.lead);
        to.co = now(node.co);
        if (const auto* weight = settings_.weights.find(node.id)) to.weight = *weight;
        if (const auto* overrides = settings_.nodes.find(node.id)) to.overrides = *overrides;
        const auto& item = followed_.item(node.id);
        to.shares = item.shares;
        to.released = item.release == tracking::Release::released;
        if (item.holder.empty()) return;
        const auto holder = name_now(snapshot_, item.holder);
        to.lead.erase(std::remove(to.lead.begin(), to.lead.end(), holder), to.lead.end());
        to.lead.insert(to.lead.begin(), holder);
    }

    void attach(e::NodeInput& node, std::uint32_t place,
                const std::shared_ptr<const model::Indicator>& what) {
        if (what == nullptr) return;
        e::IndicatorInput input;
        input.what = what;
        if (const auto* set = settings_.definitions.find(what->id)) {
            input.reading = set->reading;
            input.direction = set->direction;
            input.meaning = set->meaning;
            input.weight = set->weight;
            input.planned = set->planned;
        }
        if (const auto* overrides = settings_.indicators.find(what->id)) input.overrides = *overrides;
        all_.push_back(what.get());
        indicators_.emplace(what->id, std::pair(place, node.indicators.size()));
        node.indicators.push_back(std::move(input));
    }

    static Day filed_on(const tracking::Report& report) {
        if (report.state != ReportState::submitted && report.state != ReportState::approved) return e::no_day;
        const auto* step = report.last("submitted");
        return taipei_day(step != nullptr ? step->stamp.recorded_us : report.first.recorded_us);
    }

    static void progress(e::NodeInput& node, const tracking::Report& report, const std::string& period,
                         Day known) {
        const auto actual = report.number("actual");
        if (!actual) return;
        node.progress.push_back({period, report.number("planned"), actual, known});
    }

    // What the number counted when it was filed, where the indicator counts something else now: it is
    // converted or said not to be comparable, and never taken for what it is not.
    std::string unit_then(const model::Indicator& now, std::uint32_t edition) const {
        if (edition == plan_.edition()) return {};
        const auto* then = indicator_in(plan_.plan(), edition, now.id);
        return then == nullptr || unit_of(*then) == unit_of(now) ? std::string() : unit_of(*then);
    }

    void observe(const std::string& id, const tracking::FieldValue& value, const std::string& period,
                 Day known, std::uint32_t edition) {
        const auto found = indicators_.find(id);
        if (found == indicators_.end() || value.empty()) return;
        auto& indicator = nodes_[found->second.first]->indicators[found->second.second];
        e::Observation one;
        one.period = period;
        one.known = known;
        one.text = value.text;
        if (!value.number) {
            figures_in_words(indicator, one);
            return;
        }
        one.value = value.number;
        one.unit = unit_then(*indicator.what, edition);
        // of a milestone in words a number says whether it was reached: 1 yes, 0 no
        if (milestone(*indicator.what)) one.reached = *value.number >= Decimal(1);
        indicator.observations.push_back(std::move(one));
    }

    // 「4 案；1 處」: each figure beside its unit is certain; a text with anything less stays text.
    static void figures_in_words(e::IndicatorInput& indicator, const e::Observation& said) {
        const auto promise = text::read_promise(said.text);
        const bool certain =
            !promise.figures.empty() &&
            std::all_of(promise.figures.begin(), promise.figures.end(), [](const text::Measured& each) {
                return !each.unit.empty() && !each.value_max && each.compare == text::Compare::equal &&
                       !each.baseline && !each.reference && !each.in_parentheses;
            });
        if (!certain) {
            indicator.observations.push_back(said);
            return;
        }
        for (const auto& each : promise.figures) {
            auto one = said;
            one.value = each.value;
            one.unit = each.unit;
            indicator.observations.push_back(std::move(one));
        }
    }

    const state::Snapshot& snapshot_;
    const state::Content& content_;
    const e::Settings& settings_;
    const tracking::PlanTracking& followed_;
    const state::PlanView& plan_;
    const Basis basis_;
    std::vector<std::shared_ptr<e::NodeInput>> nodes_;
    std::vector<const model::Indicator*> all_;
    std::unordered_map<std::string, std::uint32_t> places_;
    std::unordered_map<std::string, std::pair<std::uint32_t, std::size_t>> indicators_;
};

// What is asked for: the cycles that count, and the key of the answer.
struct Asked {
    Key key;
    std::vector<PlanCycle> cycles;
    std::string period;
};

Result<Asked> asked(const state::View& view, const state::PlanView& plan, std::string_view cycle,
                    Basis basis) {
    CHECK(plan.readable());
    const auto& snapshot = view.snapshot();
    const Day today = day_of(view);
    Asked out;
    e::Day until = std::numeric_limits<e::Day>::max();
    if (!cycle.empty()) {
        TRY(const auto found, find_cycle(snapshot, plan.id(), cycle, today));
        out.period = found.cycle.period;
        until = found.cycle.span.last;
    }
    for (auto& each : all_cycles(snapshot, plan.plan(), today))
        if (each.cycle.span.last <= until && each.cycle.opens <= today) out.cycles.push_back(std::move(each));

    Key& key = out.key;
    key.content = plan.shared_content();
    key.settings = e::settings_of(snapshot.evaluation, plan.id());
    const auto* followed = snapshot.tracking.plans.find(plan.id());
    if (followed != nullptr) key.followed = *followed;
    key.agencies = snapshot.agencies;
    for (const auto& each : out.cycles)
        key.reports.push_back(snapshot.tracking.of(plan.id(), each.cycle.id));
    key.calendar = snapshot.tracking.calendar;
    key.plan = plan.version();
    key.cycle = cycle;
    key.today = today;
    key.basis = basis;
    return out;
}

std::shared_ptr<PlanEvaluation> compute(const Asked& asked, const state::View& view,
                                        const state::PlanView& plan) {
    const auto& snapshot = view.snapshot();
    const Key& key = asked.key;
    auto out = std::make_shared<PlanEvaluation>();
    out->content = key.content;
    out->edition = plan.edition();
    out->settings = key.settings;
    out->period = asked.period;
    out->basis = key.basis;
    Filler filler(snapshot, plan.content(), *key.settings, snapshot.tracking.plan(plan.id()), plan,
                  key.basis);
    filler.nodes(*out);
    for (std::size_t i = 0; i < asked.cycles.size(); ++i)
        filler.cycle(asked.cycles[i], *duties(snapshot, asked.cycles[i]), key.reports[i]);
    const auto& header = plan.content().header();
    e::PlanInput input{header.start, header.end, filler.take(), !asked.cycles.empty()};
    out->result =
        e::Evaluation::of(std::move(input), e::moment_of(key.today, asked.period), key.settings->rules);
    return out;
}

Memo<PlanEvaluation, 16>& evaluations() {
    static Memo<PlanEvaluation, 16> memo;
    return memo;
}

}  // namespace

Result<std::shared_ptr<const PlanEvaluation>> evaluate(const state::View& view, const state::PlanView& plan,
                                                       std::string_view cycle, Basis basis) {
    TRY(auto what, asked(view, plan, cycle, basis));
    if (auto known = evaluations().find(what.key)) return known;
    const auto out = compute(what, view, plan);
    out->agencies = e::by_agency(out->result);
    out->board = e::board_of(out->result);
    evaluations().keep(std::move(what.key), out);
    return std::shared_ptr<const PlanEvaluation>(out);
}

Result<std::shared_ptr<const LightRow>> lights(const state::View& view, const state::PlanView& plan,
                                               std::string_view cycle, Basis basis) {
    // A byte a node: the rows of several plans' years are kept for what one evaluation takes.
    static Memo<LightRow, 256> memo;
    TRY(auto what, asked(view, plan, cycle, basis));
    if (auto known = memo.find(what.key)) return known;
    auto evaluated = evaluations().find(what.key);
    if (!evaluated) evaluated = compute(what, view, plan);
    auto out = std::make_shared<LightRow>();
    out->content = evaluated->content;
    out->rows = evaluated->rows;
    for (std::uint32_t i = 0; i < evaluated->result.size(); ++i)
        out->lights.push_back(evaluated->result.node(i).light);
    memo.keep(std::move(what.key), out);
    return std::shared_ptr<const LightRow>(out);
}

}  // namespace gangmu::services
