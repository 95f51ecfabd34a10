#include "api/sides.hpp"

#include <algorithm>
#include <charconv>

#include "services/registry_desk.hpp"
#include "services/revisions.hpp"

namespace gangmu::api {
namespace {

using auth::Action;

Error unknown(const std::string& plan) {
    return fail(Fault::not_found, "plan-unknown", {"查無這個計畫", "There is no such plan"},
                {"請從計畫清單選取", "Choose one from the list of plans"}, plan);
}

bool stands_on(const state::PlanView& plan, const std::string& sha256) {
    const auto& documents = plan->header().documents;
    return std::any_of(documents.begin(), documents.end(), [&](const auto& d) { return d.sha256 == sha256; });
}

Error erased(const std::string& plan) {
    return fail(Fault::conflict, "content-erased", {"內容已依紀錄移除", "The content was erased"}, {}, plan);
}

// The plan as it was known on a day (now: empty).
struct Known {
    state::View view;
    const state::Plan* plan;
};

Result<Known> known(const Call& call, std::string_view as_of) {
    Known out{call.view, nullptr};
    if (!as_of.empty()) {
        TRY(out.view, call.registry.view(as_of, {}));
    }
    out.plan = out.view->plan(call.path[0]);
    if (out.plan == nullptr) return unknown(call.path[0]);
    const bool officer = call.may(Action::read_drafts, issuer_for_rights(*out.plan));
    if (out.plan->latest() == nullptr && !officer) return unknown(call.path[0]);
    return out;
}

constexpr std::string_view revision_prefix = "revision-";

std::uint32_t number_in(std::string_view text) {
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? number : 0;
}

Status allow_draft(const Call& call, const state::Plan& plan) {
    return auth::allow(call.actor(), Action::read_drafts, call.view.snapshot(), issuer_for_rights(plan));
}

Result<Side> edition(const Call& call, const state::Plan& plan, std::uint32_t number,
                     std::string_view as_of) {
    const bool officer = call.may(Action::read_drafts, issuer_for_rights(plan));
    for (const auto& each : plan.editions) {
        if (each->number != number || (each->withdrawn && !officer)) continue;
        if (!each->content) return erased(plan.id);
        return Side{"edition", number, std::string(as_of), {}, each->content, {}};
    }
    return fail(Fault::not_found, "edition-unknown", {"查無此版次", "There is no such edition"},
                {"請從版次清單選取", "Choose one from the list of editions"}, std::to_string(number));
}

Result<Side> draft(const Call& call, const state::Plan& plan, std::string_view as_of) {
    CHECK(allow_draft(call, plan));
    if (!plan.draft)
        return fail(Fault::conflict, "plan-no-draft", {"此計畫沒有草案", "The plan has no draft"}, {},
                    plan.id);
    if (!plan.draft->content) return erased(plan.id);
    return Side{"draft", 0, std::string(as_of), {}, plan.draft->content, plan.draft->uncertain};
}

Result<Side> proposal(const Call& call, const state::Plan& plan) {
    CHECK(allow_draft(call, plan));
    const auto found = call.registry.desk().proposal(plan.id);
    if (!found) return proposal_missing(plan.id);
    return Side{"proposal", 0, {}, {}, found->content, found->uncertain};
}

Result<Side> named(const Call& call, const state::Plan& plan, std::string_view side, std::string_view as_of) {
    if (side == "draft") return draft(call, plan, as_of);
    if (side == "proposal") return proposal(call, plan);
    if (side.rfind(revision_prefix, 0) == 0) {
        TRY(const auto made, revision_draft(call, plan, side));
        return Side{"revision",         number_in(side.substr(revision_prefix.size())),
                    std::string(as_of), {},
                    made->content,      {}};
    }
    const std::uint32_t number = number_in(side);
    if (number == 0)
        return fail(Fault::invalid, "side-invalid",
                    {"應為 draft、proposal、版次的數字或 revision-修正案號",
                     "It should be draft, proposal, an edition's number or revision-N"},
                    {"例如 from=1&to=draft", "For instance from=1&to=draft"}, std::string(side));
    return edition(call, plan, number, as_of);
}

// The edition in force on a day, as known on another.
Result<Side> on_day(const Call& call, const state::Plan& plan, std::string_view on, std::string_view as_of) {
    const auto* edition_then = plan.in_force(on);
    if (edition_then == nullptr)
        return fail(Fault::not_found, "edition-unknown",
                    {"當日沒有生效的版次", "No edition was in force on that day"},
                    {"請從版次清單選取", "Choose one from the list of editions"}, std::string(on));
    TRY(Side side, edition(call, plan, edition_then->number, as_of));
    side.on = on;
    return side;
}

}  // namespace

Result<std::shared_ptr<const state::Draft>> revision_draft(const Call& call, const state::Plan& plan,
                                                           std::string_view side) {
    const auto number =
        side.rfind(revision_prefix, 0) == 0 ? number_in(side.substr(revision_prefix.size())) : 0;
    const auto& snapshot = call.view.snapshot();
    const auto* revision = state::find_revision(snapshot.revisions, plan.id, number);
    if (revision == nullptr || !services::sees_revision(call.actor(), snapshot, plan, *revision))
        return services::revision_unknown(number);
    TRY(auto standing, services::standing_of(plan, *revision));
    auto draft = std::make_shared<state::Draft>();
    const auto& first = revision->steps.front().stamp;
    draft->stamp = {first.seq, first.recorded_us, first.by};
    draft->from_edition = standing.from;
    draft->content = std::move(standing.after);
    return std::shared_ptr<const state::Draft>(std::move(draft));
}

std::string issuer_for_rights(const state::Plan& plan) {
    // A draft that names no issuer must not open what another office has published.
    if (plan.draft && plan.draft->content && !plan.draft->content->header().issuer.empty())
        return plan.draft->content->header().issuer;
    const auto* edition = plan.latest();
    return edition != nullptr && edition->content ? edition->content->header().issuer : std::string();
}

Error proposal_missing(const std::string& plan) {
    return fail(Fault::not_found, "proposal-unknown",
                {"這項計畫沒有待確認的重新讀取結果", "No new reading of this plan waits"},
                {"請先執行重新讀取；服務重新啟動後也須再讀一次",
                 "Read it again first; after a restart of the server too"},
                plan);
}

std::vector<state::PlanView> plans_on(const Call& call, const state::Document& document) {
    std::vector<state::PlanView> out;
    for (const std::string& id : document.plans) {
        auto plan = call.view.plan(id, state::Drafts::shown);
        if (!plan || !stands_on(*plan, document.sha256)) continue;
        if (!plan->is_draft() || call.sees_draft(*plan)) out.push_back(std::move(*plan));
    }
    return out;
}

bool sees(const Call& call, const state::Document& document) {
    if (call.sees_all_drafts() || !plans_on(call, document).empty()) return true;
    return call.actor().anybody() && document.stamp.by == call.actor().name;
}

Error document_unknown(const std::string& sha256) {
    return fail(Fault::not_found, "document-unknown", {"查無這份文件", "There is no such document"},
                {"請從文件清單選取", "Choose one from the list of documents"}, sha256);
}

Result<Side> side_to(const Call& call) {
    const auto as_of = call.text("to_as_of");
    TRY(const Known at, known(call, as_of));
    if (!call.text("to").empty()) return named(call, *at.plan, call.text("to"), as_of);
    if (!call.text("to_on").empty()) return on_day(call, *at.plan, call.text("to_on"), as_of);
    const auto* latest = at.plan->latest();
    const bool officer = call.may(Action::read_drafts, issuer_for_rights(*at.plan));
    if (latest == nullptr || (at.plan->draft && officer)) return draft(call, *at.plan, as_of);
    return edition(call, *at.plan, latest->number, as_of);
}

Result<Side> side_from(const Call& call, const Side& to) {
    const auto as_of = call.text("from_as_of");
    TRY(const Known at, known(call, as_of));
    if (!call.text("from").empty()) return named(call, *at.plan, call.text("from"), as_of);
    if (!call.text("from_on").empty()) return on_day(call, *at.plan, call.text("from_on"), as_of);
    if (to.side == "revision") {
        const auto* revision = state::find_revision(at.view->revisions, at.plan->id, to.edition);
        if (revision == nullptr) return services::revision_unknown(to.edition);
        TRY(auto standing, services::standing_of(*at.plan, *revision));
        return Side{"edition", standing.from, std::string(as_of), {}, std::move(standing.before), {}};
    }
    if (to.side == "proposal" && at.plan->draft) return draft(call, *at.plan, as_of);
    const state::Edition* chosen = nullptr;
    for (const auto& each : at.plan->editions)
        if (!each->withdrawn && (to.side != "edition" || !as_of.empty() || each->number < to.edition))
            chosen = each.get();
    if (chosen == nullptr && at.plan->draft && !as_of.empty()) return draft(call, *at.plan, as_of);
    if (chosen == nullptr)
        return fail(Fault::not_found, "edition-unknown",
                    {"沒有更早的版次可以比較", "There is no earlier edition to compare with"},
                    {"請指定 from", "Say which with from"}, call.path[0]);
    return edition(call, *at.plan, chosen->number, as_of);
}

void write_side(JsonWriter& out, std::string_view key, const Side& side) {
    out.key(key).object().member("side", side.side);
    if (side.edition != 0) out.member(side.side == "revision" ? "revision" : "edition", side.edition);
    out.member_if("as_of", side.as_of).member_if("on", side.on).end();
}

}  // namespace gangmu::api
