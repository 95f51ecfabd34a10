#include "api/call.hpp"

#include <algorithm>

#include "api/sides.hpp"

namespace gangmu::api {

using auth::Action;

bool Call::sees_all_drafts() const {
    const auto& grants = identity.actor.grants;
    return identity.actor.local || std::any_of(grants.begin(), grants.end(), [](const auth::Grant& grant) {
               return grant.agency.empty() && auth::has_right(grant.role, Action::read_drafts);
           });
}

bool Call::sees_draft(const state::PlanView& draft) const {
    return may(Action::read_drafts, issuer_for_rights(draft.plan()));
}

Reply written(const Call& call) {
    JsonWriter out;
    out.object().member("seq", call.registry.view().head().seq).end();
    return Reply::json(std::move(out));
}

Status signed_in(const Call& call) {
    if (call.identity.by != Identity::By::program) return {};
    return fail(Fault::forbidden, "token-by-token",
                {"存取權杖不能建立或變更權杖、帳號與代理",
                 "A token cannot make or change tokens, accounts and delegations"},
                {"請以帳號密碼登入後再試", "Sign in with the account's password for that"});
}

Result<state::PlanView> Call::plan() const {
    const std::string& id = path.front();
    const auto unknown = [&] {
        return fail(Fault::not_found, "plan-unknown", {"查無這個計畫", "There is no such plan"},
                    {"請從計畫清單選取", "Choose one from the list of plans"}, id);
    };
    const auto asked = text("edition");
    if (asked.rfind("revision-", 0) == 0) {
        const auto* known = view->plan(id);
        if (known == nullptr || known->latest() == nullptr) return unknown();
        TRY(auto made, revision_draft(*this, *known, asked));
        return state::PlanView(view.shared(), known, std::move(made));
    }
    if (!asked.empty() && asked != "draft") {
        auto edition = edition_of(id, asked);
        if (!edition) return std::move(edition).error();
        return std::move(*edition);
    }
    if (flag("draft") || asked == "draft") {
        CHECK(auth::allow(identity.actor, Action::read_drafts, view.snapshot()));
        auto draft = view.draft(id);
        if (!draft) return unknown();
        CHECK(auth::allow(identity.actor, Action::read_drafts, view.snapshot(),
                          issuer_for_rights(draft->plan())));
        return std::move(*draft);
    }
    auto plan = view.plan(id, state::Drafts::shown);
    // A draft is nothing to those who may not see it, not even a refusal.
    if (!plan || (plan->is_draft() && !sees_draft(*plan))) return unknown();
    return std::move(*plan);
}

// One edition by its number; a withdrawn one is for officers.
Result<state::PlanView> Call::edition_of(const std::string& id, std::string_view number) const {
    const auto* plan = view->plan(id);
    const bool officer = plan != nullptr && may(Action::read_drafts, issuer_for_rights(*plan));
    if (plan != nullptr)
        for (const auto& edition : plan->editions)
            if (std::to_string(edition->number) == number && (!edition->withdrawn || officer))
                return state::PlanView(view.shared(), plan, edition.get(), nullptr);
    return fail(Fault::not_found, "edition-unknown", {"查無此版次", "There is no such edition"},
                {"請從計畫的版次清單選取", "Choose one from the plan's list of editions"},
                std::string(number));
}

std::vector<state::PlanView> Call::plans() const {
    if (!may(Action::read_drafts)) return view.plans(state::Drafts::hidden);
    auto out = view.plans(state::Drafts::shown);
    out.erase(
        std::remove_if(out.begin(), out.end(),
                       [&](const state::PlanView& plan) { return plan.is_draft() && !sees_draft(plan); }),
        out.end());
    return out;
}

std::string_view Call::text_of(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    return value != nullptr && value->is_string() ? std::string_view(value->get_string())
                                                  : std::string_view();
}

std::int64_t Call::number(std::string_view name, std::int64_t otherwise) const {
    const auto* value = query.if_contains(name);
    return value != nullptr && value->is_int64() ? value->get_int64() : otherwise;
}

bool Call::flag(std::string_view name) const {
    const auto* value = query.if_contains(name);
    return value != nullptr && value->is_bool() && value->get_bool();
}

std::vector<std::string> Call::list(std::string_view name) const {
    std::vector<std::string> out;
    if (const auto* value = query.if_contains(name); value != nullptr && value->is_array())
        for (const auto& item : value->get_array())
            out.emplace_back(std::string_view(item.as_string()));
    return out;
}

}  // namespace gangmu::api
