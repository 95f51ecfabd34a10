#include "demo/quarter.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace gangmu::demo {
namespace {

using services::ReportKey;
using tracking::Fields;
using tracking::FieldValue;

constexpr int review_days = 40;  // working days after the grace in which reviewers still come back to it

FieldValue text(std::string what) {
    FieldValue out;
    out.text = std::move(what);
    return out;
}
FieldValue number(Decimal what) {
    FieldValue out;
    out.number = what;
    return out;
}

class Quarter : public std::enable_shared_from_this<Quarter> {
  public:
    Quarter(PlanYears& years, const services::PlanCycle& cycle, tracking::Calendar calendar)
        : years_(years), cycle_(cycle.cycle), plan_(years.plan()), calendar_(std::move(calendar)) {}

    Status open(const services::Duties& duties);

  private:
    enum class Fate { in_time, late, never };
    struct Paper {  // one report on its way
        Item* item = nullptr;
        Fate fate = Fate::in_time;
        bool returned = false;
        Day here = 0;  // since when it waits for whoever has it
    };

    services::Registry::Tracking tracking() { return years_.registry().tracking(); }
    const Words& words() const { return years_.words(); }
    Random random(const Item& item, std::string_view what) const {
        return Random(years_.seed(), item.node + "/" + cycle_.id + "/" + std::string(what));
    }
    ReportKey key(const Item& item) const { return {plan_, cycle_.id, item.node}; }
    Day work_day(Day from, int n) const { return calendar_.move(from, n).day; }
    void later(Day day, int hour, int minute, Timeline::What what) {
        years_.timeline().at(instant(day, hour, minute),
                             [self = shared_from_this(), what = std::move(what)] { return what(); });
    }

    void plan_filing();
    void plan_single(Paper& paper, Day day, Random& random);
    void plan_sheet(const std::string& agency, std::vector<Paper*> papers, Day day);
    void plan_contributions(Paper& paper, Random& random);
    void plan_reviews();
    void plan_reopening();
    Status delegate();

    Fields fields(const Item& item) const;
    void add_money(Fields& out, const Item& item) const;
    Status save(const auth::Actor& actor, const Item& item, const Fields& fields);
    Status submit(const auth::Actor& actor, Paper& paper);
    Status hand_in_sheet(const std::string& agency, const std::vector<Paper*>& papers);
    // Where a report is now: somebody with two hats may have passed it on already.
    enum class At { office, agency, plan, done };
    At where(const Paper& paper) const;
    Status review_at_agency(const std::string& agency, Day day);
    Status review_at_plan(Day day, bool unremarkable);
    Status send_back(const auth::Actor& reviewer, Paper& paper, Day day);
    Status approve(const auth::Actor& reviewer, const std::vector<Paper*>& papers, std::vector<Paper*>* on_to,
                   Day day);
    const auth::Actor& officer(const Item& item) const {
        const auto& office = years_.cast().of(item.agency);
        const auto* known = office.reporter(item.officer);
        return known != nullptr ? *known : office.reporters.front();
    }

    PlanYears& years_;
    const tracking::Cycle cycle_;
    const std::string plan_;
    const tracking::Calendar calendar_;
    std::map<std::string, Paper> papers_;                   // by node
    std::map<std::string, std::vector<Paper*>> at_agency_;  // that wait there
    std::vector<Paper*> at_plan_;
    std::map<std::string, auth::Actor> standing_in_;  // for an agency's reviewer
};

Status Quarter::open(const services::Duties& duties) {
    for (const auto& owed : duties.owed) {
        auto* item = years_.item(owed.node);
        if (item == nullptr) continue;
        Random chance = random(*item, "fate");
        const double care = years_.cast().of(item->agency).care;
        const double luck = chance.unit();
        Paper paper{item, Fate::in_time, false, 0};
        if (luck < 0.004 + 0.03 * (1 - care))
            paper.fate = Fate::never;
        else if (luck < 0.02 + 0.12 * (1 - care))
            paper.fate = Fate::late;
        papers_.emplace(owed.node, paper);
    }
    ++years_.count().cycles;
    plan_filing();
    CHECK(delegate());
    plan_reviews();
    plan_reopening();
    return {};
}

void Quarter::plan_filing() {
    std::map<std::string, std::vector<Paper*>> sheets, late_sheets;
    const int days = std::max(calendar_.between(cycle_.opens, cycle_.due), 1);
    for (auto& [node, paper] : papers_) {
        Random chance = random(*paper.item, "filing");
        plan_contributions(paper, chance);
        if (paper.fate == Fate::never) continue;
        const bool late = paper.fate == Fate::late;
        if (years_.cast().of(paper.item->agency).by_sheet) {
            (late ? late_sheets : sheets)[paper.item->agency].push_back(&paper);
            continue;
        }
        const int at = late ? days + chance.whole(1, 4)
                            : std::min(days, 1 + static_cast<int>(chance.unit() * days * 1.2));
        plan_single(paper, work_day(cycle_.opens, at), chance);
    }
    for (auto* all : {&sheets, &late_sheets})
        for (auto& [agency, papers] : *all) {
            Random chance(years_.seed(), agency + cycle_.id);
            const int at = all == &late_sheets ? days + chance.whole(1, 3) : chance.whole(2, days);
            plan_sheet(agency, std::move(papers), work_day(cycle_.opens, at));
        }
}

// One officer at the page: a first save, the rest an hour or a day later, then off it goes.
void Quarter::plan_single(Paper& paper, Day day, Random& chance) {
    auto* at = &paper;
    const int minute = chance.whole(0, 50);
    const Day first = chance.chance(0.3) ? std::max(cycle_.opens, day - 2) : day;
    later(first, 9, minute, [this, at] {
        Fields some;
        for (const auto& [name, value] : fields(*at->item))
            if (name == "text" || name == "planned" || name == "actual") some.emplace(name, value);
        return save(officer(*at->item), *at->item, some);
    });
    const bool evidence = chance.chance(0.06);
    later(day, 10 + chance.whole(0, 4), minute, [this, at, evidence]() -> Status {
        const auto& actor = officer(*at->item);
        CHECK(save(actor, *at->item, fields(*at->item)));
        if (evidence) {
            TRY(const auto sha256,
                tracking().attach(actor, key(*at->item), words().evidence_name(cycle_.period),
                                  words().evidence(at->item->title, cycle_.period)));
            (void)sha256;
        }
        return submit(actor, *at);
    });
}

void Quarter::plan_sheet(const std::string& agency, std::vector<Paper*> papers, Day day) {
    Random chance(years_.seed(), agency + cycle_.id + "/minute");
    later(day, chance.whole(10, 16), chance.whole(0, 59),
          [this, agency, papers = std::move(papers)] { return hand_in_sheet(agency, papers); });
}

void Quarter::plan_contributions(Paper& paper, Random& chance) {
    if (paper.item->helpers.empty() || !chance.chance(0.25)) return;
    const std::string helper = paper.item->helpers[chance.below(paper.item->helpers.size())];
    const auto found = years_.cast().all().find(helper);
    if (found == years_.cast().all().end() || found->second.reporters.empty()) return;
    later(cycle_.opens, 8, 40, [this, item = paper.item, helper]() -> Status {
        Random words_chance = random(*item, "contribution");
        Fields mine;
        mine.emplace("contribution/" + helper, text(words().contribution(words_chance, item->title)));
        return save(years_.cast().of(helper).reporters.front(), *item, mine);
    });
}

// Every working day the agencies' reviewers look at what came in, and after them the plan's office.
void Quarter::plan_reviews() {
    std::set<std::string> agencies;
    for (const auto& [node, paper] : papers_)
        agencies.insert(paper.item->agency);
    const Day last = work_day(cycle_.grace_until, review_days);
    for (Day day = work_day(cycle_.opens, 1); day <= last; day = work_day(day, 1)) {
        int minute = 0;
        for (const auto& agency : agencies)
            later(day, 15, ++minute % 60, [this, agency, day] { return review_at_agency(agency, day); });
        later(day, 16, 30, [this, day] { return review_at_plan(day, true); });
        later(day, 17, 0, [this, day] { return review_at_plan(day, false); });
    }
}

// Sometimes the office opens the cycle again for those who never came, and some of them come.
void Quarter::plan_reopening() {
    Random chance(years_.seed(), plan_ + cycle_.id + "/reopen");
    const bool any = std::any_of(papers_.begin(), papers_.end(),
                                 [](const auto& each) { return each.second.fate == Fate::never; });
    if (!any || !chance.chance(0.35)) return;
    const Day day = work_day(cycle_.grace_until, 3);
    later(day, 9, 30, [this, day]() -> Status {
        CHECK(tracking().act_on_cycle(years_.officer_of_plan(0), plan_, cycle_.id, services::CycleAct::reopen,
                                      work_day(day, 4), words().reopened()));
        for (auto& [node, paper] : papers_) {
            Random again = random(*paper.item, "again");
            if (paper.fate == Fate::never && again.chance(0.6)) plan_single(paper, work_day(day, 2), again);
        }
        return {};
    });
}

Status Quarter::delegate() {
    Random chance(years_.seed(), plan_ + cycle_.id + "/leave");
    for (auto& [name, office] : years_.cast().all()) {
        if (office.reviewers.empty() || office.reporters.empty() || !chance.chance(0.04)) continue;
        const auto& away = office.reviewers.front();
        const auto& deputy = office.reporters.front();
        TRY(const auto id, tracking().delegate(away, {}, deputy.name, cycle_.opens, cycle_.grace_until + 30,
                                               words().leave()));
        (void)id;
        standing_in_.emplace(name, deputy);
    }
    return {};
}

// ---- what is written

void Quarter::add_money(Fields& out, const Item& item) const {
    if (item.source.empty()) return;
    const auto quarter = static_cast<std::size_t>((tracking::month_of(cycle_.span.last) - 1) / 3);
    Random year(years_.seed(), item.node + "/money/" + std::to_string(tracking::year_of(cycle_.span.last)));
    const auto available =
        static_cast<std::int64_t>(static_cast<double>(item.yearly) * year.between(0.8, 1.2)) / 1000 * 1000;
    const double share =
        std::min(1.0, item.pace.season[quarter] * std::min(item.pace.reach, 1.02) * year.between(0.9, 1.02));
    out.emplace("money/" + item.source + "/available", number(available));
    out.emplace("money/" + item.source + "/spent",
                number(static_cast<std::int64_t>(static_cast<double>(available) * share)));
}

Fields Quarter::fields(const Item& item) const {
    Random chance = random(item, "words");
    Fields out;
    const auto at = progress(item.schedule, cycle_.span.last, item.pace);
    out.emplace("planned", number(at.planned));
    out.emplace("actual", number(at.actual));
    out.emplace("text", text(words().done(chance, item.title, at.actual)));
    out.emplace("next", text(words().next(chance, item.title, at.actual)));
    if (chance.chance(0.3)) out.emplace("highlights", text(words().highlight(chance, item.title)));
    if (at.actual < at.planned) {
        out.emplace("behind_reason", text(words().behind(chance)));
        out.emplace("measures", text(words().measures(chance)));
        if (at.planned - at.actual > 15 && chance.chance(0.5)) {
            out.emplace("problems", text(words().problem(chance)));
            if (chance.chance(0.5)) out.emplace("needs", text(words().need(chance)));
        }
    }
    add_money(out, item);
    for (const auto& gauge : item.gauges) {
        Random jitter(years_.seed(), gauge.indicator + cycle_.id);
        const auto value = measured(gauge.promises, cycle_.span.last, gauge.pace, jitter);
        if (!value) continue;
        FieldValue field;
        field.number = value->value;
        field.text = value->text;
        out.emplace("observation/" + gauge.indicator, std::move(field));
    }
    return out;
}

// ---- what is done

Status Quarter::save(const auth::Actor& actor, const Item& item, const Fields& fields) {
    TRY(const auto saved, tracking().save(actor, key(item), fields, std::nullopt));
    (void)saved;
    return {};
}

Status Quarter::submit(const auth::Actor& actor, Paper& paper) {
    TRY(const auto done, tracking().submit(actor, key(*paper.item), std::nullopt, {}));
    if (!done.faults.empty())
        return fail(Fault::internal, "demo-fault", done.faults.front().what, {}, paper.item->node);
    ++years_.count().reports;
    paper.here = services::today();
    at_agency_[paper.item->agency].push_back(&paper);
    return {};
}

Status Quarter::hand_in_sheet(const std::string& agency, const std::vector<Paper*>& papers) {
    std::vector<services::Row> rows;
    for (const auto* paper : papers)
        rows.push_back({paper->item->node, fields(*paper->item), 0});
    const auto& actor = years_.cast().of(agency).reporters.front();
    TRY(const auto outcomes, tracking().save_rows(actor, plan_, cycle_.id, rows, true));
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        if (outcomes[i].refused) return *outcomes[i].refused;
        if (!outcomes[i].submitted) continue;
        ++years_.count().reports;
        papers[i]->here = services::today();
        at_agency_[agency].push_back(papers[i]);
    }
    return {};
}

Status Quarter::send_back(const auth::Actor& reviewer, Paper& paper, Day day) {
    Random chance = random(*paper.item, "return");
    paper.returned = true;
    TRY(const auto done, tracking().send_back(reviewer, key(*paper.item), std::nullopt,
                                              words().returned(chance), {{"text", words().comment(chance)}}));
    (void)done;
    auto* at = &paper;
    later(work_day(day, chance.whole(1, 3)), 11, chance.whole(0, 59), [this, at]() -> Status {
        const auto& actor = officer(*at->item);
        Fields again;
        const auto now = fields(*at->item);
        again.emplace(
            "text", text(now.at("text").text + words().say("（已依審查意見補充佐證資料及量化成果。）",
                                                           " (Evidence and figures were added as asked.)")));
        CHECK(save(actor, *at->item, again));
        return submit(actor, *at);
    });
    return {};
}

Status Quarter::approve(const auth::Actor& reviewer, const std::vector<Paper*>& papers,
                        std::vector<Paper*>* on_to, Day day) {
    if (papers.empty()) return {};
    std::vector<std::string> nodes;
    for (const auto* paper : papers)
        nodes.push_back(paper->item->node);
    TRY(const auto done, tracking().approve_many(reviewer, plan_, cycle_.id, nodes, {}));
    if (!done.passed_over.empty())
        return fail(Fault::internal, "demo-passed-over", done.passed_over.front().second, {},
                    done.passed_over.front().first);
    if (on_to == nullptr) return {};
    for (auto* paper : papers) {
        paper->here = day;
        on_to->push_back(paper);
    }
    return {};
}

Quarter::At Quarter::where(const Paper& paper) const {
    const auto view = years_.registry().view();
    const auto* report = view->tracking.report(plan_, cycle_.id, paper.item->node);
    if (report == nullptr || report->state == tracking::ReportState::draft ||
        report->state == tracking::ReportState::returned)
        return At::office;
    if (report->state == tracking::ReportState::approved) return At::done;
    return report->stage == 0 ? At::agency : At::plan;
}

Status Quarter::review_at_agency(const std::string& agency, Day day) {
    auto& waiting = at_agency_[agency];
    auto& office = years_.cast().of(agency);
    if (waiting.empty() || office.reviewers.empty()) return {};
    const auto deputy = standing_in_.find(agency);
    const auto& reviewer = deputy != standing_in_.end() ? deputy->second : office.reviewers.front();
    std::vector<Paper*> good, rest;
    for (auto* paper : std::exchange(waiting, {})) {
        const At at = where(*paper);
        if (at == At::plan) at_plan_.push_back(paper);
        if (at != At::agency) continue;
        Random chance = random(*paper->item, "agency review");
        if (day < work_day(paper->here, chance.whole(1, 3)))
            rest.push_back(paper);
        else if (!paper->returned && chance.chance(0.07))
            CHECK(send_back(reviewer, *paper, day));
        else
            good.push_back(paper);
    }
    waiting.insert(waiting.end(), rest.begin(), rest.end());
    return approve(reviewer, good, &at_plan_, day);
}

// First all that is unremarkable at one stroke; then, two days after they came, the others one by one.
Status Quarter::review_at_plan(Day day, bool unremarkable) {
    if (at_plan_.empty()) return {};
    if (unremarkable) {
        TRY(const auto done, tracking().approve_many(years_.officer_of_plan(1), plan_, cycle_.id, {}, {}));
        const std::set<std::string> gone(done.done.begin(), done.done.end());
        std::erase_if(at_plan_, [&](const Paper* paper) { return gone.count(paper->item->node) != 0; });
        return {};
    }
    std::vector<Paper*> good, rest;
    const auto& reviewer = years_.officer_of_plan(2);
    for (auto* paper : std::exchange(at_plan_, {})) {
        if (where(*paper) != At::plan) continue;
        Random chance = random(*paper->item, "plan review");
        if (day < work_day(paper->here, chance.whole(1, 4)))
            rest.push_back(paper);
        else if (!paper->returned && chance.chance(0.1))
            CHECK(send_back(reviewer, *paper, day));
        else
            good.push_back(paper);
    }
    at_plan_.insert(at_plan_.end(), rest.begin(), rest.end());
    return approve(reviewer, good, nullptr, day);
}

}  // namespace

Status open_quarter(PlanYears& years, const std::string& cycle) {
    const auto view = years.registry().view();
    TRY(const auto found, services::find_cycle(view.snapshot(), years.plan(), cycle, services::today()));
    const auto duties = services::duties(view.snapshot(), found);
    const auto quarter = std::make_shared<Quarter>(years, found, view->tracking.calendar);
    return quarter->open(*duties);
}

}  // namespace gangmu::demo
