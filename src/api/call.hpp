// One request on its way through an endpoint: validated input, who asks, and the view that answers.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/endpoint.hpp"
#include "api/identity.hpp"
#include "api/problem.hpp"
#include "api/reply.hpp"
#include "services/registry.hpp"

namespace gangmu::api {

// Threads: one. Lives for one request.
class Call {
  public:
    services::Registry& registry;
    const http::Request& request;
    const Identity& identity;
    state::View view;  // at the dates asked for
    Language language = Language::zh;
    std::vector<std::string> path;  // the values of the path's parameters, in order
    json::object query;             // as the spec's fields say
    json::object body;

    const auth::Actor& actor() const { return identity.actor; }
    bool may(auth::Action action, std::string_view agency = {}) const {
        return auth::may(identity.actor, action, view.snapshot(), agency);
    }
    // Drafts of every agency: for lists and search. A right bound to an agency does not reach them.
    bool sees_all_drafts() const;
    bool sees_draft(const state::PlanView& draft) const;

    // The plan that path[0] names: the edition in force, or with draft=true or edition=draft (or when there
    // is no edition) the draft, for those who may see it, with edition=N that one, or with edition=revision-N
    // what that revision would make of it. Errors: plan-unknown, edition-unknown, revision-unknown, auth-….
    Result<state::PlanView> plan() const;
    // All plans that this reader sees.
    std::vector<state::PlanView> plans() const;

    // Of the query: the value, or what to take when it was not given.
    std::string_view text(std::string_view name) const { return text_of(query, name); }
    std::int64_t number(std::string_view name, std::int64_t otherwise) const;
    bool flag(std::string_view name) const;
    std::vector<std::string> list(std::string_view name) const;
    // Of the body.
    std::string_view member(std::string_view name) const { return text_of(body, name); }

  private:
    Result<state::PlanView> edition_of(const std::string& id, std::string_view number) const;
    static std::string_view text_of(const json::object& object, std::string_view name);
};

// What a change answers: the number of the ledger's newest event.
Reply written(const Call& call);

// Not by a program's token: who holds one must not be able to make rights that outlive it. Errors:
// token-by-token (forbidden).
Status signed_in(const Call& call);

}  // namespace gangmu::api
