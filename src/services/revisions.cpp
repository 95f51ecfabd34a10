#include "services/revisions.hpp"

#include <algorithm>
#include <set>

#include "services/duties.hpp"
#include "services/parts.hpp"
#include "state/corrections.hpp"
#include "state/payload.hpp"

namespace gangmu::services {
namespace {

using auth::Action;
using state::Content;

const state::Edition* edition_of(const state::Plan& plan, std::uint32_t number) {
    for (const auto& each : plan.editions)
        if (each->number == number) return each.get();
    return nullptr;
}

Result<state::ContentPtr> content_of_edition(const state::Plan& plan, std::uint32_t number) {
    const auto* edition = edition_of(plan, number);
    if (edition == nullptr)
        return fail(Fault::not_found, "edition-unknown", {"查無此版次", "There is no such edition"}, {},
                    std::to_string(number));
    if (!edition->content) return content_erased(plan.id);
    return edition->content;
}

// As one step each, so that a conflict says which operation it is about.
std::vector<Step> steps_of(const json::array& operations) {
    std::vector<Step> steps;
    for (std::size_t i = 0; i < operations.size(); ++i) {
        Step step;
        step.seq = i + 1;
        step.operations.push_back(operations[i]);
        steps.push_back(std::move(step));
    }
    return steps;
}

Status moved_to(RevisionStanding& out, const Content& base, const json::array& operations) {
    TRY(Rebased rebased, rebase(base, steps_of(operations), *out.before, {}, {}, Newer::edition));
    out.after = std::move(rebased.content);
    for (auto& step : rebased.steps)
        for (auto& each : step.operations)
            out.operations.push_back(std::move(each));
    for (auto& each : rebased.conflicts)
        out.conflicts.push_back({static_cast<std::size_t>(each.seq - 1), std::move(each.operation),
                                 std::move(each.reason), each.applied});
    return {};
}

// Ids of the nodes that an operation is about, in the content before it; nothing: the whole plan.
std::vector<std::string> nodes_of(const Content& content, const json::object& operation) {
    std::vector<std::string> out;
    const auto named = [&](std::string_view key) {
        if (auto id = state::text(operation, key); !id.empty()) out.push_back(std::move(id));
    };
    const auto nth = [&](const auto& items, std::string_view key) {
        auto left = state::number(operation, key);
        for (const auto& item : items)
            if (item && left-- == 0) out.push_back(item->node);
    };
    const auto inside = [&](std::string_view key) {
        if (const auto* value = operation.if_contains(key); value != nullptr && value->is_object())
            if (auto id = state::text(value->get_object(), "node"); !id.empty()) out.push_back(std::move(id));
    };
    for (const char* key : {"node", "into", "parent"})
        named(key);
    if (const auto id = state::text(operation, "indicator"); !id.empty())
        if (const auto* indicator = content.indicator(id)) out.push_back(indicator->node);
    inside("indicator");
    const auto op = state::text(operation, "op");
    if (op == "budget") nth(content.budgets(), "at");
    if (op == "fact") nth(content.facts(), "at");
    if (operation.contains("budget")) nth(content.budgets(), "budget");
    if (operation.contains("fact")) nth(content.facts(), "fact");
    if (op == "budget" || op == "fact") inside("value");
    if (state::text(operation, "field") == "node") named("value");
    return out;
}

// Who answers for the node: the leads of it or of its nearest ancestor that has any.
std::vector<std::string> leads_of(const state::Snapshot& snapshot, const Content& content,
                                  const std::string& node) {
    std::vector<std::string> out;
    auto row = content.find(node);
    while (row) {
        const auto* entry = content.entry(*row);
        for (const auto& lead : entry->node.lead)
            out.push_back(name_now(snapshot, lead));
        if (!out.empty() || entry->parent == state::no_row) break;
        row = entry->parent;
    }
    return out;
}

// What an operation sets, as text: two that have one of these in common are in each other's way.
std::set<std::string> touched(const json::array& operations) {
    std::set<std::string> out;
    for (const auto& each : operations) {
        const auto& operation = each.get_object();
        const auto op = state::text(operation, "op");
        const auto node = state::text(operation, "node"), indicator = state::text(operation, "indicator");
        if (op == "set" || op == "plan")
            out.insert(node + "|" + indicator + "|" + state::text(operation, "field"));
        else if (op == "target") {
            const auto* value = operation.if_contains("value");
            const auto period =
                value != nullptr && value->is_object() ? state::text(value->get_object(), "period") : "";
            out.insert(indicator + "|" +
                       (period.empty() ? std::to_string(state::number(operation, "at")) : period));
        } else if (op == "budget" || op == "fact") {
            out.insert(op + "|" + std::to_string(state::number(operation, "at")));
        } else if (!node.empty() || !indicator.empty()) {
            out.insert(node + "|" + indicator + "|");  // moved, split, merged, removed
        }
    }
    return out;
}

}  // namespace

Error revision_unknown(std::uint64_t number) {
    return fail(Fault::not_found, "revision-unknown", {"查無此修正案", "There is no such revision"},
                {"請從計畫的修正案清單選取", "Choose one from the plan's list of revisions"},
                std::to_string(number));
}

Result<RevisionStanding> standing_of(const state::Plan& plan, const state::Revision& revision) {
    RevisionStanding out;
    TRY(const auto base, content_of_edition(plan, revision.edition));
    const auto* latest = plan.latest();
    const auto* became = edition_of(plan, revision.became);
    out.from = revision.edition;
    out.before = base;
    if (became != nullptr) {
        if (!became->content) return content_erased(plan.id);
        out.operations = *revision.operations;
        out.after = became->content;
        return out;
    }
    if (revision.open() && latest != nullptr && latest->number != revision.edition) {
        if (!latest->content) return content_erased(plan.id);
        out.from = latest->number;
        out.before = latest->content;
        CHECK(moved_to(out, *base, *revision.operations));
        return out;
    }
    out.operations = *revision.operations;
    TRY(out.after, state::apply_corrections(*base, out.operations, 0));
    return out;
}

Concerned concerned_by(const state::Snapshot& snapshot, const state::Content& before,
                       const json::array& operations) {
    Concerned out;
    std::set<std::string> agencies;
    state::ContentPtr content;
    const auto* at = &before;
    for (const auto& each : operations) {
        const auto& operation = each.get_object();
        const auto nodes = nodes_of(*at, operation);
        out.beyond |= nodes.empty();
        for (const auto& node : nodes) {
            const auto leads = leads_of(snapshot, *at, node);
            // What the same revision has made belongs to what it hangs under, which was asked then.
            out.beyond |= leads.empty();
            agencies.insert(leads.begin(), leads.end());
            if (std::find(out.nodes.begin(), out.nodes.end(), node) == out.nodes.end())
                out.nodes.push_back(node);
        }
        json::array alone{each};
        auto next = state::apply_corrections(*at, alone, 0);
        if (!next) break;  // told where it is applied
        content = std::move(*next);
        at = content.get();
    }
    out.agencies.assign(agencies.begin(), agencies.end());
    return out;
}

std::vector<std::uint32_t> overlaps_of(const state::Snapshot& snapshot, const std::string& plan,
                                       const state::Revision& revision) {
    std::vector<std::uint32_t> out;
    const auto* list = snapshot.revisions.find(plan);
    if (list == nullptr || !revision.open()) return out;
    const auto mine = touched(*revision.operations);
    for (const auto& other : *list) {
        if (!other->open() || other->number == revision.number) continue;
        const auto theirs = touched(*other->operations);
        if (std::any_of(mine.begin(), mine.end(), [&](const auto& key) { return theirs.count(key) != 0; }))
            out.push_back(other->number);
    }
    return out;
}

bool runs_plan(const auth::Actor& actor, const state::Snapshot& snapshot, const state::Plan& plan) {
    return auth::may(actor, Action::publish_plan, snapshot, issuer_of(plan));
}

bool may_propose(const auth::Actor& actor, const state::Snapshot& snapshot, const state::Plan& plan,
                 const Concerned& concerned) {
    if (runs_plan(actor, snapshot, plan)) return true;
    return !concerned.beyond &&
           std::all_of(concerned.agencies.begin(), concerned.agencies.end(), [&](const auto& agency) {
               return auth::may(actor, Action::propose_revision, snapshot, agency);
           });
}

bool sees_revision(const auth::Actor& actor, const state::Snapshot& snapshot, const state::Plan& plan,
                   const state::Revision& revision) {
    if (revision.state == state::RevisionState::approved) return true;
    if (auth::may(actor, Action::read_drafts, snapshot, issuer_of(plan))) return true;
    if (!actor.anybody()) return false;
    if (actor.name == revision.proposer()) return true;
    if (revision.state == state::RevisionState::draft || revision.state == state::RevisionState::withdrawn)
        return false;
    const auto* edition = edition_of(plan, revision.edition);
    if (edition == nullptr || !edition->content) return false;
    const auto concerned = concerned_by(snapshot, *edition->content, *revision.operations);
    return std::any_of(concerned.agencies.begin(), concerned.agencies.end(), [&](const auto& agency) {
        return auth::may(actor, Action::propose_revision, snapshot, agency);
    });
}

bool may_edit(const auth::Actor& actor, const state::Snapshot& snapshot, const state::Plan& plan,
              const state::Revision& revision) {
    if (!revision.open()) return false;
    if (runs_plan(actor, snapshot, plan)) return true;
    const bool in_hand =
        revision.state == state::RevisionState::draft || revision.state == state::RevisionState::returned;
    return in_hand && actor.anybody() && actor.name == revision.proposer() &&
           auth::may(actor, Action::propose_revision, snapshot);
}

}  // namespace gangmu::services
