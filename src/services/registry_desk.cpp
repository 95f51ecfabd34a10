#include "services/registry_desk.hpp"

#include <algorithm>
#include <map>

#include "checking/check.hpp"
#include "comparing/diff.hpp"
#include "services/parts.hpp"
#include "services/read_plan.hpp"
#include "state/between.hpp"
#include "state/corrections.hpp"
#include "state/events.hpp"

namespace gangmu::services {
namespace {

namespace event = state::event;
using auth::Action;
using Events = std::vector<ledger::NewEvent>;

const state::ContentPtr& content_of(const state::Plan& plan) {
    return plan.draft ? plan.draft->content : plan.latest()->content;
}

Error proposal_unknown(std::string_view plan) {
    return fail(Fault::not_found, "proposal-unknown",
                {"這項計畫沒有待確認的重新讀取結果", "No new reading of this plan waits"},
                {"請先執行重新讀取；服務重新啟動後也須再讀一次",
                 "Read it again first; after a restart of the server too"},
                std::string(plan));
}

// The corrections on top of the base, and what checking says then.
Status put_on_top(Proposal& proposal, Rebased rebased, const std::vector<std::string>& rules_off) {
    proposal.steps = std::move(rebased.steps);
    proposal.conflicts = std::move(rebased.conflicts);
    proposal.findings = findings_operation(*rebased.content, rules_off);
    json::array operations{proposal.findings};
    TRY(proposal.content, state::apply_corrections(*rebased.content, operations, 0));
    return {};
}

std::string corrected_payload(const std::string& plan, const Step& step, const json::array& operations,
                              bool again) {
    JsonWriter out;
    out.object().member("v", state::payload_version).member("plan", plan);
    out.key("operations").value(json::value(operations));
    out.member_if("note", step.note);
    if (again) out.member("again", step.seq);
    out.end();
    return out.take();
}

bool says_the_same_of_findings(const state::Content& a, const state::Content& b) {
    if (a.counts().findings != b.counts().findings) return false;
    for (const auto& finding : a.findings())
        if (finding && b.finding(finding->id) == nullptr) return false;
    return true;
}

}  // namespace

Registry::Desk Registry::desk() {
    return Desk(*parts_, *this);
}

// ---- reading again

Result<Reread> Registry::Desk::reread(const Actor& actor, std::string_view plan,
                                      const std::vector<std::string>& add, const Progress& progress) {
    const auto snapshot = parts_.now();
    const auto* known = snapshot->plan(plan);
    if (known == nullptr || known->withdrawn()) return plan_unknown(plan);
    CHECK(auth::allow(actor, Action::correct_draft, *snapshot, issuer_of(*known)));
    const auto& content = content_of(*known);
    if (!content) return content_erased(plan);
    auto proposal = std::make_shared<Proposal>();
    proposal->plan = known->id;
    proposal->version = known->version;
    proposal->made_us = ledger::clock_us();
    proposal->by = actor.name;
    for (const auto& document : content->header().documents)
        proposal->documents.push_back(document.sha256);
    for (const auto& sha256 : add)
        if (std::find(proposal->documents.begin(), proposal->documents.end(), sha256) ==
            proposal->documents.end())
            proposal->documents.push_back(sha256);
    std::vector<FileBytes> files;
    for (const auto& sha256 : proposal->documents) {
        const auto* document = snapshot->document(sha256);
        if (document == nullptr)
            return fail(Fault::not_found, "document-unknown", {"查無這份文件", "There is no such document"},
                        {"請先上傳文件", "Upload it first"}, sha256);
        TRY(std::string bytes, registry_.document_bytes(sha256));
        files.push_back({document->name, std::move(bytes)});
    }
    TRY(const Lineage lineage, lineage_of(*parts_.ledger, *known));
    if (lineage.blob.empty()) return content_erased(plan);
    TRY(const auto base, parts_.contents->load(lineage.blob));
    if (!base) return content_erased(plan);
    const auto& off = snapshot->settings.rules_off;
    const Known before{base, ids_given(*known), known->latest() != nullptr ? known->latest()->number : 0};
    TRY(ReadPlan read, read_plan(parts_.options, files, known->id, before, off, *snapshot, progress));
    if (!tell(progress, "match", 0, 1)) return cancelled();
    proposal->base = read.content;
    proposal->matched = read.matched;
    proposal->uncertain = std::move(read.uncertain);
    TRY(Rebased rebased, rebase(*base, lineage.steps, *read.content, taken_back(lineage.steps)));
    CHECK(put_on_top(*proposal, std::move(rebased), off));
    const bool same = state::says_the_same(*content, *proposal->content) &&
                      says_the_same_of_findings(*content, *proposal->content) && add.empty();
    parts_.proposals.put(std::move(proposal));
    return Reread{known->id, same};
}

Result<std::string> Registry::Desk::start_reread(const Actor& actor, std::string_view plan,
                                                 const std::vector<std::string>& add) {
    const auto snapshot = parts_.now();
    const auto* known = snapshot->plan(plan);
    if (known == nullptr || known->withdrawn()) return plan_unknown(plan);
    CHECK(auth::allow(actor, Action::correct_draft, *snapshot, issuer_of(*known)));
    auto* registry = &registry_;
    return parts_.jobs->start(
        actor.name, [registry, actor, id = known->id, add](const Jobs::Tell& told) -> Result<json::value> {
            TRY(const Reread done, registry->desk().reread(actor, id, add, told));
            return json::value{{"plan", done.plan}, {"proposal", true}, {"same", done.same}};
        });
}

ProposalPtr Registry::Desk::proposal(std::string_view plan) const {
    return parts_.proposals.get(plan);
}

bool Registry::Desk::stale(const Proposal& proposal) const {
    const auto snapshot = parts_.now();
    const auto* plan = snapshot->plan(proposal.plan);
    return plan == nullptr || plan->withdrawn() || edited_since(*parts_.ledger, *plan, proposal.version);
}

// The events of a draft made anew, if nobody but checking has touched the plan since `seen`.
Result<std::vector<ledger::Event>> Registry::Desk::draft_anew(const Actor& actor, const Proposal& proposal,
                                                              Sequence seen, bool reread, Events more) {
    DraftedBy drafted{proposal.plan,      {},     proposal.documents, proposal.matched,
                      proposal.uncertain, reread, &proposal.conflicts};
    TRY(drafted.blob, parts_.ledger->put_blob(state::content_text(*proposal.base)));
    parts_.contents->remember(drafted.blob, proposal.base);
    Events events{new_event(event::plan_drafted, actor, drafted_payload(drafted))};
    for (std::size_t i = 0; i < proposal.steps.size(); ++i) {
        auto operations = proposal.steps[i].operations;
        if (i + 1 == proposal.steps.size()) operations.push_back(proposal.findings);
        events.push_back(new_event(event::plan_corrected, actor,
                                   corrected_payload(proposal.plan, proposal.steps[i], operations, true)));
    }
    events.insert(events.end(), more.begin(), more.end());
    return parts_.run([&](const state::Snapshot& newest) -> Result<Events> {
        const auto* at = newest.plan(proposal.plan);
        if (at == nullptr) return plan_unknown(proposal.plan);
        if (edited_since(*parts_.ledger, *at, seen)) return plan_changed(*parts_.ledger, *at);
        return events;
    });
}

Result<Corrected> Registry::Desk::accept(const Actor& actor, std::string_view plan,
                                         std::optional<Sequence> version) {
    const auto snapshot = parts_.now();
    const auto* known = snapshot->plan(plan);
    if (known == nullptr || known->withdrawn()) return plan_unknown(plan);
    CHECK(auth::allow(actor, Action::correct_draft, *snapshot, issuer_of(*known)));
    const auto waiting = proposal(plan);
    if (!waiting) return proposal_unknown(plan);
    if (version && *version != waiting->version) return plan_changed(*parts_.ledger, *known);
    TRY(const auto events, draft_anew(actor, *waiting, waiting->version, true, {}));
    parts_.proposals.drop(plan);
    Corrected result;
    result.version = events.back().seq;
    return result;
}

Status Registry::Desk::refuse(const Actor& actor, std::string_view plan) {
    const auto snapshot = parts_.now();
    const auto* known = snapshot->plan(plan);
    if (known == nullptr) return plan_unknown(plan);
    CHECK(auth::allow(actor, Action::correct_draft, *snapshot, issuer_of(*known)));
    if (!parts_.proposals.drop(plan)) return proposal_unknown(plan);
    return {};
}

// ---- attaching

Result<Attached> Registry::Desk::attach(const Actor& actor, std::string_view plan, std::string_view to,
                                        std::optional<Sequence> version) {
    const auto snapshot = parts_.now();
    const auto* from = snapshot->plan(plan);
    const auto* into = snapshot->plan(to);
    if (from == nullptr || from->withdrawn()) return plan_unknown(plan);
    if (into == nullptr || into->withdrawn() || plan == to) return plan_unknown(to);
    for (const auto* each : {from, into})
        CHECK(auth::allow(actor, Action::correct_draft, *snapshot, issuer_of(*each)));
    if (version && edited_since(*parts_.ledger, *from, *version)) return plan_changed(*parts_.ledger, *from);
    if (from->latest() != nullptr)
        return fail(Fault::conflict, "plan-published",
                    {"這項計畫已發布過，不能併為另一項計畫的新版次",
                     "This plan has been published, and cannot become another plan's edition"},
                    {"請先撤回它的版次", "Withdraw its editions first"}, from->id);
    CHECK(check_replaceable(*parts_.ledger, *into));
    TRY(const Lineage lineage, lineage_of(*parts_.ledger, *from));
    TRY(const auto base, lineage.blob.empty() ? Result<state::ContentPtr>(content_erased(plan))
                                              : parts_.contents->load(lineage.blob));
    const Known known = known_of(*into);
    if (!base || !known.content) return content_erased(base ? to : plan);
    const auto& off = snapshot->settings.rules_off;
    model::Plan read = base->to_plan();
    read.plan.id = into->id;
    IdMap ids;
    TRY(ReadPlan made, take_over_ids(std::move(read), known, off, &ids));
    Proposal proposal;
    proposal.plan = into->id;
    proposal.matched = made.matched;
    proposal.uncertain = std::move(made.uncertain);
    proposal.base = made.content;
    for (const auto& document : base->header().documents)
        proposal.documents.push_back(document.sha256);
    TRY(Rebased rebased,
        rebase(*base, lineage.steps, *made.content, taken_back(lineage.steps), std::move(ids)));
    CHECK(put_on_top(proposal, std::move(rebased), off));
    JsonWriter out;
    out.object().member("v", state::payload_version).member("plan", from->id).member("edition", 0);
    out.member("reason", "併為 " + into->id + " 的新版次").end();
    Events more{new_event(event::plan_withdrawn, actor, out.take())};
    TRY(const auto events, draft_anew(actor, proposal, into->version, false, std::move(more)));
    parts_.proposals.drop(plan);
    parts_.proposals.drop(to);
    return Attached{into->id, events[events.size() - 2].seq};
}

// ---- the log of corrections

Result<std::vector<LoggedCorrection>> Registry::Desk::corrections(std::string_view plan) const {
    const auto snapshot = parts_.now();
    const auto* known = snapshot->plan(plan);
    if (known == nullptr) return plan_unknown(plan);
    TRY(auto steps, all_corrections(*parts_.ledger, *known));
    TRY(const Lineage lineage, lineage_of(*parts_.ledger, *known));
    std::map<Sequence, Sequence> undone;
    for (const auto& step : steps)
        if (step.undoes != 0) {
            undone[step.undoes] = step.seq;
            // Taking back what took something back lets that stand again.
            for (auto each = undone.begin(); each != undone.end();)
                each = each->second == step.undoes ? undone.erase(each) : std::next(each);
        }
    std::vector<LoggedCorrection> log;
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
        LoggedCorrection logged;
        const auto by = undone.find(step->seq);
        logged.undone_by = by == undone.end() ? 0 : by->second;
        logged.current = std::any_of(lineage.steps.begin(), lineage.steps.end(),
                                     [&](const Step& each) { return each.seq == step->seq; });
        logged.step = std::move(*step);
        log.push_back(std::move(logged));
    }
    return log;
}

Result<Corrected> Registry::Desk::undo(const Actor& actor, std::string_view plan, Sequence correction,
                                       std::optional<Sequence> version) {
    const auto snapshot = parts_.now();
    const auto* known = snapshot->plan(plan);
    if (known == nullptr || known->withdrawn()) return plan_unknown(plan);
    CHECK(auth::allow(actor, Action::correct_draft, *snapshot, issuer_of(*known)));
    if (version && edited_since(*parts_.ledger, *known, *version))
        return plan_changed(*parts_.ledger, *known);
    const auto& content = content_of(*known);
    if (!content) return content_erased(plan);
    const auto where = "#" + std::to_string(correction);
    TRY(const auto log, corrections(plan));
    const auto logged =
        std::find_if(log.begin(), log.end(), [&](const auto& each) { return each.step.seq == correction; });
    if (logged == log.end() || !logged->current)
        return fail(Fault::not_found, "correction-gone",
                    {"這筆更正不在目前的內容之中", "This correction is not part of the content under work"},
                    {"請重新載入更正紀錄", "Load the log of corrections again"}, where);
    if (logged->undone_by != 0)
        return fail(Fault::conflict, "correction-undone",
                    {"這筆更正已經撤銷", "This correction has been taken back already"},
                    {"若要恢復，請撤銷那筆撤銷", "To have it again, take that taking back back"},
                    "#" + std::to_string(logged->undone_by));
    TRY(const Lineage lineage, lineage_of(*parts_.ledger, *known));
    TRY(const auto base, lineage.blob.empty() ? Result<state::ContentPtr>(content_erased(plan))
                                              : parts_.contents->load(lineage.blob));
    if (!base) return content_erased(plan);
    const auto stands = [&](std::string_view by) {
        return fail(Fault::conflict, "correction-stands",
                    {"之後的更正以這一筆為基礎，不能單獨撤銷", "Later corrections build on this one"},
                    {"請先撤銷之後的那一筆", "Take the later one back first"}, std::string(by));
    };
    // The same steps with and without it, side by side: what later ones name by its place is found again.
    const auto without = rebase(*base, lineage.steps, *base, taken_back(lineage.steps, correction));
    if (!without) return stands(without.error().where);
    for (const auto& conflict : without->conflicts)
        if (!conflict.applied) return stands("#" + std::to_string(conflict.seq));
    json::array operations = state::operations_between(*content, *without->content);
    if (operations.empty())
        return fail(
            Fault::conflict, "correction-overtaken",
            {"之後的更正已經改掉了這一筆的內容，沒有可撤銷的", "Later corrections have replaced all of it"},
            {}, where);
    auto attempt = operations;
    const auto after = state::apply_corrections(*content, attempt, 0);
    if (!after || !state::says_the_same(**after, *without->content)) return stands(where);
    return parts_.correct(actor, plan, known->version, operations, {}, correction);
}

// ---- findings and rules

Status Registry::Desk::restore_finding(const Actor& actor, std::string_view plan, std::string_view finding) {
    return parts_.record([&](const state::Snapshot& newest) -> Result<Events> {
        const auto* at = newest.plan(plan);
        if (at == nullptr) return plan_unknown(plan);
        CHECK(auth::allow(actor, Action::dismiss_finding, newest, issuer_of(*at)));
        if (at->dismissals.find(finding) == nullptr)
            return fail(Fault::not_found, "dismissal-unknown",
                        {"這項檢核結果並未被標為不採納", "Nobody has dismissed this finding"},
                        {"請重新載入檢核結果", "Load the findings again"}, std::string(finding));
        JsonWriter out;
        out.object()
            .member("v", state::payload_version)
            .member("plan", plan)
            .member("finding", finding)
            .end();
        return Events{new_event(event::finding_restored, actor, out.take())};
    });
}

Status Registry::Desk::switch_rule(const Actor& actor, std::string_view plan, std::string_view rule, bool off,
                                   std::string_view reason) {
    if (off) CHECK(check_reason(reason));
    const auto rules = checking::rules();
    const bool known =
        rule.substr(0, 8) == "reading-" ||
        std::any_of(rules.begin(), rules.end(), [&](const auto& each) { return each.id == rule; });
    if (!known)
        return fail(Fault::not_found, "rule-unknown", {"沒有這條檢核規則", "There is no such rule"},
                    {"gangmu check --rules 列出所有規則", "gangmu check --rules lists them"},
                    std::string(rule));
    return parts_.record([&](const state::Snapshot& newest) -> Result<Events> {
        bool is_off = newest.settings.rule_reasons.find(rule) != nullptr;
        if (plan.empty()) {
            CHECK(auth::allow(actor, Action::change_settings, newest));
        } else {
            const auto* at = newest.plan(plan);
            if (at == nullptr) return plan_unknown(plan);
            CHECK(auth::allow(actor, Action::dismiss_finding, newest, issuer_of(*at)));
            is_off = at->rules_off.find(rule) != nullptr;
        }
        const auto& listed = newest.settings.rules_off;
        if (plan.empty() && !is_off) is_off = std::find(listed.begin(), listed.end(), rule) != listed.end();
        if (!off && !is_off) return Events();  // it is on already
        JsonWriter out;
        out.object().member("v", state::payload_version).member("plan", plan).member("rule", rule);
        out.member("off", off).member_if("reason", off ? reason : std::string_view()).end();
        return Events{new_event(event::rule_switched, actor, out.take())};
    });
}

}  // namespace gangmu::services
