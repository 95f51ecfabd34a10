#include "api/revision_json.hpp"

#include "api/act_json.hpp"
#include "api/plan_views.hpp"
#include "api/tracking_json.hpp"

namespace gangmu::api {
namespace {

using state::RevisionState;

void write_head(JsonWriter& out, const state::Plan& plan, const state::Revision& revision) {
    out.object().member("plan", plan.id).member("number", revision.number);
    out.member("state", state::to_string(revision.state)).member("title", revision.title);
    out.member("reason", revision.reason).member_if("effective", revision.effective);
    out.member("edition", revision.edition);
    if (revision.became != 0) out.member("became", revision.became);
    out.member("proposer", revision.proposer());
    out.member("recorded", taipei_time(revision.steps.back().stamp.recorded_us));
    out.member("version", revision.version);
    out.member("changes", static_cast<std::uint64_t>(revision.operations->size()));
    out.member("behind", revision.open() && plan.latest()->number != revision.edition);
}

void write_texts(JsonWriter& out, std::string_view key, const std::vector<std::string>& texts) {
    out.key(key).array();
    for (const auto& each : texts)
        out.value(each);
    out.end();
}

void write_may(JsonWriter& out, const Call& call, const state::Plan& plan, const state::Revision& revision) {
    const auto& snapshot = call.view.snapshot();
    const bool edit = services::may_edit(call.actor(), snapshot, plan, revision);
    const bool office = services::runs_plan(call.actor(), snapshot, plan);
    const bool own = call.actor().anybody() && call.actor().name == revision.proposer();
    out.key("may").object().member("edit", edit);
    out.member("propose", edit && revision.state != RevisionState::proposed);
    out.member("decide", office && revision.state == RevisionState::proposed);
    out.member("withdraw", revision.open() && (office || own)).end();
}

void write_conflicts(JsonWriter& out, const services::RevisionStanding& standing) {
    out.key("conflicts").array();
    for (const auto& each : standing.conflicts) {
        out.object().member("at", static_cast<std::uint64_t>(each.at));
        out.member("operation", json::value(each.operation));
        write_title(out, "reason", each.reason);
        out.member("applied", each.applied).end();
    }
    out.end();
}

void write_acts(JsonWriter& out, const state::Snapshot& snapshot, const std::string& plan,
                std::uint32_t revision) {
    out.key("acts").array();
    if (const auto* acts = snapshot.acts.find(plan))
        for (std::size_t i = acts->size(); i-- > 0;)
            if ((*acts)[i].revision == revision) write_act(out, (*acts)[i], snapshot);
    out.end();
}

}  // namespace

void write_revision_entry(JsonWriter& out, const state::Snapshot& snapshot, const state::Plan& plan,
                          const state::Revision& revision) {
    write_head(out, plan, revision);
    const auto standing = services::standing_of(plan, revision);
    services::Concerned concerned;
    if (standing) concerned = services::concerned_by(snapshot, *standing->before, standing->operations);
    out.member("conflicts", static_cast<std::uint64_t>(standing ? standing->conflicts.size() : 0));
    write_texts(out, "agencies", concerned.agencies);
    if (!standing) out.member("erased", true);  // the content that it was made of is gone
    out.end();
}

void write_revision(JsonWriter& out, const Call& call, const state::Plan& plan,
                    const state::Revision& revision, const services::RevisionStanding& standing) {
    const auto& snapshot = call.view.snapshot();
    write_head(out, plan, revision);
    const auto concerned = services::concerned_by(snapshot, *standing.before, standing.operations);
    write_texts(out, "agencies", concerned.agencies);
    write_texts(out, "nodes", concerned.nodes);
    out.member("newest", plan.latest()->number).member("newest_effective", plan.latest()->effective);
    out.key("operations").value(json::value(*revision.operations));
    write_conflicts(out, standing);
    out.key("overlaps").array();
    for (const auto other : services::overlaps_of(snapshot, plan.id, revision))
        if (const auto* them = state::find_revision(snapshot.revisions, plan.id, other);
            services::sees_revision(call.actor(), snapshot, plan, *them))
            out.value(other);
    out.end();
    write_acts(out, snapshot, plan.id, revision.number);
    out.key("steps").array();
    for (const auto& step : revision.steps) {
        out.object().member("act", step.act).member_if("note", step.note);
        write_stamp(out, step.stamp);
        out.end();
    }
    out.end();
    write_may(out, call, plan, revision);
    out.end();
}

}  // namespace gangmu::api
