// My work, over all plans; and the board of a plan's office.
#include <algorithm>
#include <map>

#include "api/call.hpp"
#include "api/endpoints/all.hpp"
#include "api/meeting_json.hpp"
#include "api/revision_json.hpp"
#include "api/tracking_json.hpp"
#include "services/duties.hpp"

namespace gangmu::api {
namespace {

using auth::Action;
using services::PlanCycle;
using tracking::Day;
using tracking::ReportState;

// One obligation in its cycle, with all that is needed to write it.
struct Task {
    std::shared_ptr<const PlanCycle> cycle;
    std::shared_ptr<const services::Duties> duties;
    const tracking::Obligation* owed = nullptr;
    Standing standing;
    bool full = true;  // with its progress: the reader may see the report
};

struct Load {
    std::uint64_t owed = 0, overdue = 0, waiting = 0;
};

void sort_by_due(std::vector<Task>& tasks) {
    std::stable_sort(tasks.begin(), tasks.end(),
                     [](const Task& a, const Task& b) { return a.cycle->cycle.due < b.cycle->cycle.due; });
}

void write_tasks(JsonWriter& out, std::string_view key, std::vector<Task>& tasks,
                 const services::TrackingRights& rights) {
    sort_by_due(tasks);
    out.key(key).array();
    for (const auto& task : tasks)
        write_obligation(out, *task.owed, task.duties->node(*task.owed), *task.cycle, task.standing,
                         task.full, rights.mine(*task.owed));
    out.end();
}

void write_load(JsonWriter& out, const std::map<std::string, Load>& load) {
    out.key("load").array();
    for (const auto& [agency, each] : load)
        out.object()
            .member("agency", agency)
            .member("owed", each.owed)
            .member("overdue", each.overdue)
            .member("waiting", each.waiting)
            .end();
    out.end();
}

// What there is to do in the open cycles of all plans, seen by one actor.
class Desk {
  public:
    Desk(const Call& call, Day today)
        : snapshot_(call.view.snapshot()),
          actor_(call.actor()),
          today_(today),
          rights_(snapshot_, actor_, today) {}

    void look() {
        for (const auto& id : snapshot_.plan_order) {
            const auto* plan = snapshot_.plan(id);
            if (plan == nullptr || plan->latest() == nullptr || snapshot_.tracking.plan(id).rhythms.empty())
                continue;
            for (auto& each : services::all_cycles(snapshot_, *plan, today_)) {
                if (each.phase == tracking::Phase::planned) continue;
                // A locked round asks for nothing any more, but what was filed in it may still wait for
                // somebody.
                if (each.phase == tracking::Phase::locked && !pending(each)) continue;
                look_at(std::make_shared<const PlanCycle>(std::move(each)));
            }
        }
    }

    void write(JsonWriter& out) {
        write_tasks(out, "owe", owe_, rights_);
        write_tasks(out, "returned", returned_, rights_);
        write_tasks(out, "waiting", waiting_, rights_);
        write_tasks(out, "contribute", contribute_, rights_);
        write_releases(out);
        write_load(out, load_);
    }

  private:
    bool pending(const PlanCycle& cycle) const {
        bool found = false;
        snapshot_.tracking.of(cycle.plan->id, cycle.cycle.id)
            .each([&](const std::string&, const tracking::ReportPtr& report) {
                found |= report->state == ReportState::submitted || report->state == ReportState::returned;
            });
        return found;
    }

    void look_at(const std::shared_ptr<const PlanCycle>& cycle) {
        const auto duties = services::duties(snapshot_, *cycle);
        for (const auto& owed : duties->owed)
            sort_in({cycle, duties, &owed, standing_of(owed, *cycle, snapshot_, today_)});
    }

    void sort_in(Task task) {
        const auto* report = task.standing.report;
        const auto state = report == nullptr ? ReportState::draft : report->state;
        const bool with_office = state == ReportState::draft || state == ReportState::returned;
        const bool locked = task.cycle->phase == tracking::Phase::locked;
        const auto& owed = *task.owed;
        const bool files = !actor_.local && rights_.may_file(owed).allowed;
        const bool reviews = !actor_.local && reviews_agency(task);
        if (files || reviews) {
            Load& load = load_[owed.agency];
            ++load.owed;
            load.overdue += task.standing.overdue ? 1 : 0;
            load.waiting += state == ReportState::submitted ? 1 : 0;
        }
        if (state == ReportState::submitted && waits_for_me(task)) waiting_.push_back(task);
        if (!with_office) return;
        if (rights_.mine(owed)) {
            if (state == ReportState::returned)
                returned_.push_back(std::move(task));
            else if (!locked)
                owe_.push_back(std::move(task));
            return;
        }
        if (locked || actor_.local) return;
        const auto mine = rights_.may_contribute(owed);
        const bool missing = std::any_of(mine.begin(), mine.end(), [&](const std::string& agency) {
            return report == nullptr || report->text("contribution/" + agency).empty();
        });
        if (missing) contribute_.push_back(std::move(task));
    }

    bool waits_for_me(const Task& task) const {
        const auto& stages = task.cycle->settings->review();
        const auto& stage = stages[std::min<std::size_t>(task.standing.report->stage, stages.size() - 1)];
        return rights_.may_review(stage, task.owed->agency, task.cycle->issuer).allowed;
    }

    bool reviews_agency(const Task& task) const {
        return rights_.may(Action::review_report, task.owed->agency).allowed;
    }

    // Items whose release from control was asked for and that this actor decides.
    void write_releases(JsonWriter& out) const {
        out.key("releases").array();
        for (const auto& id : snapshot_.plan_order) {
            const auto* plan = snapshot_.plan(id);
            const auto* latest = plan == nullptr ? nullptr : plan->latest();
            if (latest == nullptr || !latest->content) continue;
            if (!rights_.may(Action::manage_cycles, latest->content->header().issuer).allowed) continue;
            snapshot_.tracking.plan(id).items.each([&](const std::string& node, const auto& item) {
                const auto row = latest->content->find(node);
                if (item->release != tracking::Release::asked || !row) return;
                out.object().member("plan", id).member("node", node);
                out.member("title", latest->content->node(*row).title).member("reason", item->release_reason);
                write_stamp(out, item->release_asked);
                out.end();
            });
        }
        out.end();
    }

    const state::Snapshot& snapshot_;
    const auth::Actor& actor_;
    const Day today_;
    services::TrackingRights rights_;
    std::vector<Task> owe_, returned_, waiting_, contribute_;
    std::map<std::string, Load> load_;
};

// Revisions that wait for a decision of mine, or that I have in hand.
void write_my_revisions(JsonWriter& out, const Call& call) {
    const auto& snapshot = call.view.snapshot();
    out.key("revisions").array();
    for (const auto& id : snapshot.plan_order) {
        const auto* list = snapshot.revisions.find(id);
        const auto* plan = snapshot.plan(id);
        if (list == nullptr || plan->latest() == nullptr) continue;
        const bool office = services::runs_plan(call.actor(), snapshot, *plan);
        for (const auto& each : *list) {
            const bool decides = office && each->state == state::RevisionState::proposed;
            const bool in_hand = each->open() && each->state != state::RevisionState::proposed &&
                                 each->proposer() == call.actor().name;
            if (decides || in_hand) write_revision_entry(out, snapshot, *plan, *each);
        }
    }
    out.end();
}

Result<Reply> get_work(Call& call) {
    const Day today = services::day_of(call.view);
    Desk desk(call, today);
    desk.look();
    JsonWriter out;
    out.object().member("today", tracking::print_day(today));
    desk.write(out);
    write_my_revisions(out, call);
    write_my_actions(out, MeetingSight(call, today));
    out.end();
    return Reply::json(std::move(out));
}

// ---- the board

// The cycle asked for; else of those that have opened the one due last, or the first of all.
Result<PlanCycle> board_cycle(const Call& call, const state::Plan& plan, Day today) {
    const std::string asked(call.text("cycle"));
    if (!asked.empty()) return services::find_cycle(call.view.snapshot(), plan.id, asked, today);
    auto cycles = services::all_cycles(call.view.snapshot(), plan, today);
    if (cycles.empty())
        return fail(Fault::not_found, "cycle-unknown",
                    {"這項計畫還沒有填報週期", "The plan has no cycles yet"},
                    {"請先設定填報週期", "Set a rhythm of reporting first"}, plan.id);
    auto best = cycles.begin();
    for (auto each = cycles.begin(); each != cycles.end(); ++each) {
        const bool opened = each->cycle.opens <= today, best_opened = best->cycle.opens <= today;
        if (opened != best_opened ? opened : opened && each->cycle.due > best->cycle.due) best = each;
    }
    return std::move(*best);
}

void write_node(JsonWriter& out, const model::Node& node) {
    out.object().member("id", node.id).member_if("label", node.label).member("title", node.title);
    out.member_if("kind", node.kind).end();
}

Result<Reply> get_board(Call& call) {
    const auto& snapshot = call.view.snapshot();
    const auto* plan = snapshot.plan(call.path[0]);
    if (plan == nullptr || plan->latest() == nullptr)
        return fail(Fault::not_found, "plan-unknown",
                    {"查無這項已發布的計畫", "There is no such published plan"},
                    {"請從計畫清單選取", "Choose one from the list of plans"}, call.path[0]);
    const Day today = services::day_of(call.view);
    TRY(PlanCycle found, board_cycle(call, *plan, today));
    const auto cycle = std::make_shared<const PlanCycle>(std::move(found));
    const auto duties = services::duties(snapshot, *cycle);
    const services::TrackingRights rights(snapshot, call.actor(), today);
    std::vector<Task> late, behind, idle;
    std::map<std::string, Load> load;
    TrackingCounts counts;
    for (const auto& owed : duties->owed) {
        Task task{cycle, duties, &owed, standing_of(owed, *cycle, snapshot, today)};
        const auto* report = task.standing.report;
        const bool seen = rights.may_see(owed, *cycle->settings, cycle->issuer, report);
        task.full = seen;
        counts.add(task.standing);
        Load& each = load[owed.agency];
        ++each.owed;
        each.overdue += task.standing.overdue ? 1 : 0;
        each.waiting += report != nullptr && report->state == ReportState::submitted ? 1 : 0;
        if (report != nullptr && seen && report->behind()) behind.push_back(task);
        if (report != nullptr && seen) {
            // Its time has come and nothing was done: actual progress nought though something was planned.
            const auto planned = report->number("planned"), actual = report->number("actual");
            if (planned && actual && *planned > Decimal(0) && *actual == Decimal(0)) idle.push_back(task);
        }
        if (task.standing.overdue || task.standing.late) late.push_back(std::move(task));
    }
    JsonWriter out;
    out.object().key("cycle");
    write_cycle(out, *cycle);
    write_counts(out, "counts", counts);
    write_tasks(out, "late", late, rights);
    write_tasks(out, "behind", behind, rights);
    write_tasks(out, "not_started", idle, rights);
    out.key("unowned").array();
    for (const auto item : tracking::unowned(duties->plan, cycle->cycle.span, *cycle->settings))
        write_node(out, *duties->plan.items[item].node);
    out.end().key("without_target").array();
    for (const auto item : tracking::without_target(duties->plan, duties->owed))
        write_node(out, *duties->plan.items[item].node);
    out.end();
    write_late_actions(out, MeetingSight(call, today), plan->id);
    write_load(out, load);
    out.end();
    return Reply::json(std::move(out));
}

}  // namespace

std::vector<Endpoint> work_endpoints() {
    return {
        {.method = http::Method::get,
         .path = "/api/work",
         .access = Access::account(),
         .summary = {"我的工作：要填的、等我審的、退回的",
                     "My work: what I owe, what waits for me, what came back"},
         .handle = get_work,
         .answer = {200, "Work"},
         .work = Work::slow},
        {.method = http::Method::get,
         .path = "/api/plans/{plan}/board",
         .access = Action::read_reports,
         .summary = {"計畫主政機關的總覽：逾期、落後、無人負責、無目標、未啟動",
                     "The board of the plan's office: late, behind, unowned, without target, not started"},
         .handle = get_board,
         .answer = {200, "Board"},
         .query = {{.name = "cycle",
                    .about = {"週期；省略時為最近開放者", "The cycle; else the last that opened"},
                    .maximum = 40}},
         .work = Work::slow}};
}

}  // namespace gangmu::api
