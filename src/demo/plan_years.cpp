#include "demo/plan_years.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "demo/quarter.hpp"
#include "evaluation/settings.hpp"
#include "services/registry_revision.hpp"

namespace gangmu::demo {
namespace {

using services::ItemChange;
using services::ReleaseAct;

constexpr std::size_t fewest_led = 5;  // items with a lead agency; fewer: units are made up for the leaves
constexpr std::size_t most_assigned = 600;
constexpr std::size_t most_revised = 4;    // items that the revision changes
constexpr std::size_t most_helpers = 150;  // agencies that only help and get accounts

std::string period_of(Day first) {
    return tracking::period_at(tracking::Every::quarter, first);
}

bool unclear(const evaluation::Promises& promises) {
    for (const auto* list : {&promises.dated, &promises.overall})
        for (const auto& promised : *list)
            for (const auto& goal : promised.goals)
                if (goal.meaning == evaluation::Meaning::either) return true;
    return false;
}

}  // namespace

Day quarter_begin(Day day, int after) {
    const int month =
        tracking::year_of(day) * 12 + (static_cast<int>(tracking::month_of(day)) - 1) / 3 * 3 + after * 3;
    return *tracking::day_from(month / 12, static_cast<unsigned>(month % 12) + 1, 1);
}

PlanYears::PlanYears(services::Registry& registry, Cast& cast, Timeline& timeline, std::uint64_t seed,
                     std::string plan, Day first, int quarters)
    : registry_(registry),
      cast_(cast),
      timeline_(timeline),
      seed_(seed),
      plan_(std::move(plan)),
      first_(first),
      quarters_(quarters),
      content_(registry.view()->plan(plan_)->latest()->content),
      words_(Words::is_english(content_->header().title)) {}

Item* PlanYears::item(const std::string& node) {
    const auto found = items_.find(node);
    return found == items_.end() ? nullptr : found->second.get();
}

Status PlanYears::prepare() {
    const auto snapshot = registry_.view();
    const auto& printed = content_->header().issuer;
    issuer_ = printed.empty() ? printed : services::name_now(snapshot.snapshot(), printed);
    for (int i = 0; i < 3; ++i) {
        TRY(auto officer, cast_.hire(issuer_, state::Role::officer, words_));
        officers_.push_back(std::move(officer));
    }
    TRY(const auto reader, cast_.hire(issuer_, state::Role::reader, words_));
    tracking::Rhythm rhythm;
    rhythm.every = tracking::Every::quarter;
    rhythm.from = tracking::print_day(first_);
    rhythm.until = tracking::print_day(quarter_begin(first_, quarters_) - 1);
    TRY(rhythm_, registry_.tracking().set_rhythm(officer_of_plan(0), plan_, rhythm));
    CHECK(ask_yearly(rhythm));
    CHECK(
        record_act(state::ActKind::decided, first_ - 12, 1, words_.say("准予照辦", "Approved as submitted")));
    CHECK(assign_owners());
    CHECK(make_items());
    CHECK(staff());
    CHECK(settle_items());
    CHECK(define_unclear());
    plan_quarters();
    return {};
}

// Once a year the highest items that somebody leads report on their year (年度執行報告).
Status PlanYears::ask_yearly(tracking::Rhythm rhythm) {
    const model::Node* highest = nullptr;
    content_->walk([&](state::Row row) {
        const auto& node = content_->node(row);
        if (!node.lead.empty() && !node.kind.empty() && (highest == nullptr || node.level < highest->level))
            highest = &node;
    });
    if (highest == nullptr) return {};
    rhythm.every = tracking::Every::year;
    rhythm.kinds = {highest->kind};
    rhythm.opens_after = 10;
    rhythm.due_after = 20;
    TRY(yearly_, registry_.tracking().set_rhythm(officer_of_plan(0), plan_, rhythm));
    return {};
}

// A plan that names no agency can still be shown: units are made up that answer for what has nothing under
// it.
Status PlanYears::assign_owners() {
    std::vector<state::Row> leaves;
    std::size_t led = 0;
    content_->walk([&](state::Row row) {
        if (!content_->node(row).lead.empty()) ++led;
        if (content_->children(row).empty()) leaves.push_back(row);
    });
    if (led >= fewest_led) return {};
    const char* units[] = {
        words_.say("綜合規劃組", "Planning unit"), words_.say("數位資訊組", "Digital unit"),
        words_.say("產業發展組", "Industry unit"), words_.say("公共服務組", "Services unit")};
    std::size_t next = 0;
    for (std::size_t i = 0; i < leaves.size() && i < most_assigned; ++i) {
        const auto& node = content_->node(leaves[i]);
        if (!node.lead.empty() || node.title.empty()) continue;
        ItemChange change;
        change.holder = units[next++ % std::size(units)];
        CHECK(registry_.tracking().set_item(officer_of_plan(0), plan_, node.id, change));
    }
    return {};
}

Status PlanYears::make_items() {
    const auto view = registry_.view();
    const evaluation::Span whole{first_, quarter_begin(first_, quarters_) - 1};
    for (const auto& cycle : services::all_cycles(view.snapshot(), *view->plan(plan_), services::today())) {
        const auto duties = services::duties(view.snapshot(), cycle);
        for (const auto& owed : duties->owed) {
            if (items_.count(owed.node) != 0) continue;
            const auto& node = duties->node(owed);
            auto made = std::make_unique<Item>();
            Random random(seed_, owed.node);
            made->node = owed.node;
            made->title = node.title.empty() ? node.label : node.title;
            made->agency = owed.agency;
            made->helpers = owed.joint;
            made->helpers.insert(made->helpers.end(), owed.co.begin(), owed.co.end());
            const auto schedule = tracking::schedule_of(duties->plan, owed.item);
            made->schedule = schedule ? evaluation::Span{schedule->span.first, schedule->span.last} : whole;
            // An open side of a schedule is the plan's.
            made->schedule.first = std::max<Day>(made->schedule.first, whole.first - 400);
            made->schedule.last = std::min<Day>(made->schedule.last, whole.last + 400);
            if (random.chance(0.6)) {
                made->source = words_.sources(random.below(3));
                made->yearly =
                    static_cast<std::int64_t>(std::pow(10, random.between(6.3, 8.6))) / 1000 * 1000;
            }
            order_.push_back(made.get());
            items_.emplace(owed.node, std::move(made));
        }
    }
    tally_.items = order_.size();
    if (!order_.empty()) return {};
    return fail(
        Fault::invalid, "demo-nothing",
        {"這份文件讀不出可以列管的項目", "Nothing that could be followed was read from this document"},
        {"請用計畫文件（有項目、期程或主辦機關）", "Use a plan: with items, schedules or lead agencies"},
        plan_);
}

Status PlanYears::staff() {
    std::map<std::string, std::size_t> led;
    std::set<std::string> helping;
    for (const auto* item : order_) {
        ++led[item->agency];
        helping.insert(item->helpers.begin(), item->helpers.end());
    }
    for (const auto& [agency, count] : led) {
        const std::size_t reporters = std::clamp<std::size_t>((count * 3 + 4) / 5, 2, 60);
        TRY(const auto* office, cast_.office(agency, reporters, count > 20 ? 2 : 1, words_));
        (void)office;
    }
    std::size_t helpers = 0;
    for (const auto& agency : helping)
        if (led.count(agency) == 0 && helpers++ < most_helpers) {
            TRY(const auto* office, cast_.office(agency, 1, 0, words_));
            (void)office;
        }
    return {};
}

Status PlanYears::settle_items() {
    const auto view = registry_.view();
    std::map<std::string, std::size_t> next;
    for (auto* item : order_) {
        Random random(seed_, item->node + "/settings");
        auto& office = cast_.of(item->agency);
        const auto& reporters = office.reporters;
        item->officer = reporters[next[item->agency]++ % reporters.size()].name;
        item->pace = pace_of(random, office.care);
        ItemChange change;
        change.officer = item->officer;
        change.level = random.chance(0.12)   ? tracking::Level::yuan
                       : random.chance(0.35) ? tracking::Level::ministry
                                             : tracking::Level::own;
        const auto row = content_->find(item->node);
        const auto& leads = content_->node(*row).lead;
        if (leads.size() == 2 && random.chance(0.5)) {
            std::map<std::string, Decimal> shares;
            for (std::size_t i = 0; i < 2; ++i)
                shares[services::name_now(view.snapshot(), leads[i])] = Decimal(i == 0 ? 6 : 4, 1);
            if (shares.size() == 2) change.shares = std::move(shares);
        }
        CHECK(registry_.tracking().set_item(officer_of_plan(0), plan_, item->node, change));
        for (const auto* indicator : content_->indicators(*row)) {
            auto& gauge = item->gauges.emplace_back();
            gauge.indicator = indicator->id;
            gauge.input.what = std::make_shared<const model::Indicator>(*indicator);
            const auto& header = content_->header();
            const auto from = evaluation::span_of(header.start), to = evaluation::span_of(header.end);
            const evaluation::Span whole{from ? from->first : first_,
                                         to ? to->last : quarter_begin(first_, quarters_) - 1};
            gauge.promises = evaluation::promises_of(gauge.input, whole);
            gauge.pace = pace_of(random, office.care);
            if (!unclear(gauge.promises) || !random.chance(0.85)) continue;
            gauge.input.meaning = evaluation::Meaning::to_date;
            gauge.promises = evaluation::promises_of(gauge.input, whole);
        }
    }
    return {};
}

// What the document leaves open about its numbers, the plan's office says (but for some).
Status PlanYears::define_unclear() {
    for (const auto* item : order_)
        for (const auto& gauge : item->gauges)
            if (gauge.input.meaning != evaluation::Meaning::automatic)
                CHECK(
                    registry_.evaluation().define(officer_of_plan(0), plan_, gauge.indicator,
                                                  {{"meaning", evaluation::to_string(gauge.input.meaning)}}));
    return {};
}

void PlanYears::plan_quarters() {
    for (int quarter = 0; quarter < quarters_; ++quarter) {
        const Day begin = quarter_begin(first_, quarter), end = quarter_begin(first_, quarter + 1);
        timeline_.at(instant(begin + 45, 9),
                     [this, quarter, begin] { return between_quarters(quarter, begin); });
        // On the eve of its opening: by then the calendar of the next year is there.
        timeline_.at(instant(end, 0, 10),
                     [this, begin] { return plan_opening(rhythm_ + "-" + period_of(begin), 30); });
        if (!yearly_.empty() && tracking::month_of(end) == 1)
            timeline_.at(instant(end, 0, 20), [this, begin] {
                return plan_opening(yearly_ + "-" + tracking::period_at(tracking::Every::year, begin), 40);
            });
    }
}

Status PlanYears::plan_opening(const std::string& id, int minute) {
    const auto view = registry_.view();
    TRY(const auto cycle, services::find_cycle(view.snapshot(), plan_, id, services::today()));
    timeline_.at(instant(cycle.cycle.opens, 8, minute), [this, id] { return open_quarter(*this, id); });
    return {};
}

Status PlanYears::record_act(state::ActKind kind, Day day, int number, const std::string& note) {
    state::Act act;
    act.kind = kind;
    act.agency = words_.act_agency();
    act.day = tracking::print_day(day);
    act.number = words_.act_number(tracking::year_of(day) - 1911, number);
    act.edition = registry_.view()->plan(plan_)->latest()->number;
    act.note = note;
    TRY(const auto seq, registry_.evaluation().record_act(officer_of_plan(0), plan_, act));
    (void)seq;
    return {};
}

// In the middle of a quarter: what was finished is let go, people move, lights are set by hand.
Status PlanYears::between_quarters(int quarter, Day first) {
    Random random(seed_, plan_ + "/between/" + std::to_string(quarter));
    CHECK(ask_releases(first - 1));
    if (quarter % 2 == 1) CHECK(hand_over(random));
    if (quarter > 1) CHECK(override_some(random, first - 1));
    if (quarter == quarters_ / 2 - 1) CHECK(revise(random, first));
    if (quarter % 4 == 2)
        CHECK(record_act(state::ActKind::noted, first + 45, 200 + quarter,
                         words_.say("上年度執行報告，備查", "Last year's report, taken note of")));
    return {};
}

// Half way the plan is revised: one item promises a little more, some get one more agency that helps. Decided
// a month later, in force from the next quarter on.
Status PlanYears::revise(Random& random, Day first) {
    json::array operations;
    for (std::size_t i = 0; i < std::min(order_.size(), most_revised); ++i) {
        const auto* item = order_[random.below(order_.size())];
        const auto& node = content_->node(*content_->find(item->node));
        if (i == 0) {
            operations.push_back(
                {{"op", "set"},
                 {"node", node.id},
                 {"field", "title"},
                 {"value", node.title + words_.say("並公布成果", ", and publish the results")}});
            continue;
        }
        const auto& helper = order_[random.below(order_.size())]->agency;
        json::array co(node.co.begin(), node.co.end());
        if (helper == item->agency || std::find(node.co.begin(), node.co.end(), helper) != node.co.end())
            continue;
        co.push_back(json::string(helper));
        operations.push_back({{"op", "set"}, {"node", node.id}, {"field", "co"}, {"value", co}});
    }
    services::RevisionText text;
    text.title = words_.say("期中檢討修正", "Mid-term revision");
    text.reason = words_.say("依期中檢討會議決議，擴大成果並增列協辦機關",
                             "As decided at the mid-term review: wider results, and more agencies that help");
    text.effective = tracking::print_day(quarter_begin(first, 1));
    auto revisions = registry_.revisions();
    TRY(const auto made, revisions.draft(officer_of_plan(1), plan_, text, operations, false));
    const services::RevisionKey key{plan_, made.number, std::nullopt};
    TRY(const auto proposed, revisions.propose(officer_of_plan(1), key, ""));
    (void)proposed;
    timeline_.at(instant(first + 75, 10), [this, key, first]() -> Status {
        services::Approval approval;
        state::Act& act = approval.act.emplace();
        act.kind = state::ActKind::decided;
        act.agency = words_.act_agency();
        act.day = tracking::print_day(first + 74);
        act.number = words_.act_number(tracking::year_of(first + 74) - 1911, 300);
        TRY(const auto edition, registry_.revisions().approve(officer_of_plan(0), key, approval));
        (void)edition;
        return {};
    });
    return {};
}

Status PlanYears::ask_releases(Day last) {
    for (auto* item : order_) {
        if (item->release_asked || item->schedule.last > last) continue;
        if (progress(item->schedule, last, item->pace).actual < 100) continue;
        Random random(seed_, item->node + "/release");
        item->release_asked = true;
        if (!random.chance(0.45)) continue;
        auto& office = cast_.of(item->agency);
        const auto* officer = office.reporter(item->officer);
        if (officer == nullptr) continue;
        CHECK(registry_.tracking().release_item(*officer, plan_, item->node, ReleaseAct::ask,
                                                words_.released()));
        if (random.chance(0.12)) continue;  // nobody has decided yet
        const auto act = random.chance(0.85) ? ReleaseAct::grant : ReleaseAct::refuse;
        timeline_.at(instant(last + 60, 14, random.whole(0, 50)), [this, item, act] {
            return registry_.tracking().release_item(
                officer_of_plan(1), plan_, item->node, act,
                act == ReleaseAct::grant ? words_.say("同意解除列管", "Released")
                                         : words_.say("仍有後續工作，請持續列管", "Work remains: goes on"));
        });
    }
    return {};
}

// Somebody leaves; a new colleague gets their items.
Status PlanYears::hand_over(Random& random) {
    auto* any = order_[random.below(order_.size())];
    auto& office = cast_.of(any->agency);
    const std::string from = any->officer;
    const auto* leaving = office.reporter(from);
    if (leaving == nullptr || office.reporters.size() < 2) return {};
    TRY(const auto successor, cast_.hire(any->agency, state::Role::reporter, words_));
    TRY(const auto count, registry_.tracking().hand_over(officer_of_plan(2), plan_, from, any->agency,
                                                         successor.name, words_.handed()));
    (void)count;
    for (auto* item : order_)
        if (item->officer == from && item->agency == any->agency) item->officer = successor.name;
    CHECK(registry_.disable_account(cast_.admin(), from, true));
    office.left.push_back(*leaving);
    std::erase_if(office.reporters, [&](const auth::Actor& each) { return each.name == from; });
    office.reporters.push_back(successor);
    return {};
}

Status PlanYears::override_some(Random& random, Day last) {
    for (int tries = 0, done = 0; tries < 60 && done < 2; ++tries) {
        const auto* item = order_[random.below(order_.size())];
        const auto at = progress(item->schedule, last, item->pace);
        if (at.planned - at.actual < 12) continue;
        services::Overriding what;
        what.node = item->node;
        what.light = evaluation::Light::at_risk;
        what.period = period_of(last);
        what.reason = words_.overridden(random);
        CHECK(registry_.evaluation().override_light(officer_of_plan(1), plan_, what));
        ++done;
    }
    return {};
}

}  // namespace gangmu::demo
