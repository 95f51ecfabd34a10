#include "services/registry_revision.hpp"

#include <algorithm>

#include "services/parts.hpp"
#include "state/between.hpp"
#include "state/calendar.hpp"
#include "state/corrections.hpp"
#include "state/events.hpp"

namespace gangmu::services {
namespace {

namespace event = state::event;
using state::RevisionState;
using Events = std::vector<ledger::NewEvent>;

constexpr std::size_t most_revisions = 10'000;  // of one plan
constexpr std::size_t longest_note = 6'000;     // bytes

Status check_text_of(const RevisionText& text) {
    CHECK(check_text(text.title, "title"));
    if (text.title.empty())
        return fail(Fault::invalid, "revision-title", {"請填寫修正案的名稱", "Give the revision a title"}, {},
                    "title");
    CHECK(check_reason(text.reason));
    if (!text.effective.empty() && !state::is_date(text.effective))
        return fail(Fault::invalid, "date-invalid", {"日期須為 YYYY-MM-DD", "A day is YYYY-MM-DD"}, {},
                    "effective");
    return {};
}

Status check_note(std::string_view note, bool needed) {
    if (needed && note.empty())
        return fail(Fault::invalid, "reason-missing", {"請說明原因", "Please give the reason"}, {}, "note");
    if (note.size() > longest_note)
        return fail(Fault::too_large, "note-long", {"意見過長", "The note is too long"}, {}, "note");
    return {};
}

Error wrong_state(const state::Revision& revision) {
    return fail(Fault::conflict, "revision-state",
                {"修正案目前的狀態不能這樣處理", "That cannot be done with the revision as it stands"},
                {"請重新載入後再試", "Load it again"}, std::string(state::to_string(revision.state)));
}

JsonWriter begin(std::string_view plan, std::uint32_t number) {
    JsonWriter out;
    out.object().member("v", state::payload_version).member("plan", plan).member("revision", number);
    return out;
}

void write_text(JsonWriter& out, const RevisionText& text) {
    out.member("title", text.title).member("reason", text.reason).member_if("effective", text.effective);
}

// The edition that a revision is made of, and is meant of when it is edited.
Result<const state::Edition*> newest_edition(const state::Plan& plan) {
    const auto* edition = plan.latest();
    if (edition == nullptr) return plan_unknown(plan.id);
    if (!edition->content) return content_erased(plan.id);
    return edition;
}

std::string no_right_where(const Concerned& concerned) {
    std::string out;
    for (const auto& agency : concerned.agencies)
        out += (out.empty() ? "" : "、") + agency;
    return out;
}

Status check_proposer(const Actor& actor, const state::Snapshot& newest, const state::Plan& plan,
                      const state::Content& base, const json::array& operations) {
    const auto concerned = concerned_by(newest, base, operations);
    if (may_propose(actor, newest, plan, concerned)) return {};
    return fail(Fault::forbidden, "auth-no-right",
                {"您只能就所屬機關主辦的項目提出修正", "You may propose changes to what your agency leads"},
                {"其他機關主辦或整份計畫的事項，請由該機關或計畫主政機關提出",
                 "What others lead, or the plan as a whole, is for them or for the plan's office"},
                no_right_where(concerned));
}

bool has_act(const state::Snapshot& newest, std::string_view plan, std::uint32_t revision) {
    const auto* acts = newest.acts.find(plan);
    if (acts == nullptr) return false;
    for (std::size_t i = 0; i < acts->size(); ++i)
        if ((*acts)[i].revision == revision && (*acts)[i].withdrawn.empty()) return true;
    return false;
}

// Each revision's corrected content, as an edition keeps it: with what checking says of it.
struct Corrections {
    json::array operations;
    state::ContentPtr content;
};
Result<Corrections> checked(const RevisionStanding& standing, const std::vector<std::string>& rules_off) {
    Corrections out{standing.operations, standing.after};
    json::array findings{findings_operation(*out.content, rules_off)};
    out.operations.push_back(findings.front());
    TRY(out.content, state::apply_corrections(*out.content, findings, 0));
    return out;
}

}  // namespace

Registry::Revisions Registry::revisions() {
    return Revisions(*this);
}

// The newest state as a command about one revision sees it.
struct Registry::Revisions::Scene {
    const state::Snapshot& snapshot;
    const state::Plan& plan;
    const state::Revision& revision;

    static Result<Scene> find(const state::Snapshot& snapshot, const Actor& actor, const RevisionKey& key) {
        const auto* plan = snapshot.plan(key.plan);
        if (plan == nullptr || plan->latest() == nullptr) return plan_unknown(key.plan);
        CHECK(auth::allow(actor, auth::Action::propose_revision, snapshot));
        const auto* revision = state::find_revision(snapshot.revisions, key.plan, key.number);
        if (revision == nullptr || !sees_revision(actor, snapshot, *plan, *revision))
            return revision_unknown(key.number);
        if (!revision->open())
            return fail(Fault::conflict, "revision-closed",
                        {"修正案已定案或撤回", "The revision is approved or withdrawn already"}, {},
                        std::to_string(key.number));
        if (key.version && *key.version != revision->version)
            return fail(Fault::conflict, "revision-changed",
                        {"修正案已被他人更動", "Somebody else has changed the revision"},
                        {"請重新載入後再試", "Load it again and repeat your change"},
                        "#" + std::to_string(revision->version));
        return Scene{snapshot, *plan, *revision};
    }

    Status editable(const Actor& actor) const {
        if (may_edit(actor, snapshot, plan, revision)) return {};
        return fail(
            Fault::forbidden, "auth-no-right",
            {"此修正案目前不由您修改", "The revision is not yours to change now"},
            {"提案人可在送出前或退回後修改", "Who drafted it may, before it is proposed or once returned"},
            std::to_string(revision.number));
    }
    Status office(const Actor& actor) const {
        return auth::allow(actor, auth::Action::publish_plan, snapshot, issuer_of(plan));
    }
    Status current() const {
        if (plan.latest()->number == revision.edition) return {};
        return fail(Fault::conflict, "revision-behind",
                    {"計畫已有較新的版次", "The plan has a newer edition meanwhile"},
                    {"請先將修正案調整到最新版次", "Bring the revision up to the newest edition first"},
                    std::to_string(plan.latest()->number));
    }
};

Result<RevisionMade> Registry::Revisions::draft(const Actor& actor, std::string_view plan,
                                                const RevisionText& text, const json::array& given,
                                                bool from_draft) {
    CHECK(check_text_of(text));
    CHECK(check_operations(given));
    RevisionMade out;
    std::size_t events = 0;
    auto made = registry_.parts_->run([&](const state::Snapshot& newest) -> Result<Events> {
        const auto* known = newest.plan(plan);
        if (known == nullptr || known->latest() == nullptr) return plan_unknown(plan);
        CHECK(auth::allow(actor, auth::Action::propose_revision, newest));
        TRY(const auto* edition, newest_edition(*known));
        json::array operations = given;
        Events list;
        if (from_draft) {
            CHECK(auth::allow(actor, auth::Action::correct_draft, newest, issuer_of(*known)));
            if (!known->draft || !known->draft->content)
                return fail(Fault::conflict, "plan-no-draft", {"此計畫沒有草案", "The plan has no draft"}, {},
                            known->id);
            operations = state::operations_between(*edition->content, *known->draft->content);
            if (operations.empty())
                return fail(Fault::conflict, "revision-empty",
                            {"草案與最新版次相同，沒有可提出的修正",
                             "The draft says what the newest edition says: there is nothing to propose"});
        }
        if (operations.size() > state::max_operations)
            return fail(Fault::too_large, "correction-many", {"修正過多", "Too many changes"});
        TRY(const auto after, state::apply_corrections(*edition->content, operations, 0));
        static_cast<void>(after);
        CHECK(check_proposer(actor, newest, *known, *edition->content, operations));
        const auto* there = newest.revisions.find(known->id);
        out.number = static_cast<std::uint32_t>(there == nullptr ? 1 : there->size() + 1);
        if (out.number > most_revisions)
            return fail(Fault::too_large, "revision-many", {"修正案過多", "Too many revisions"});
        JsonWriter drafted;
        drafted.object().member("v", state::payload_version).member("plan", known->id);
        drafted.member("edition", edition->number);
        write_text(drafted, text);
        list.push_back(new_event(event::revision_drafted, actor, drafted.end().take()));
        if (!operations.empty()) {
            JsonWriter edited = begin(known->id, out.number);
            edited.member("at", 0).key("operations").value(json::value(std::move(operations))).end();
            list.push_back(new_event(event::revision_edited, actor, edited.take()));
        }
        if (from_draft) {
            JsonWriter gone;
            gone.object().member("v", state::payload_version).member("plan", known->id).member("edition", 0);
            gone.member("reason", "改以修正案「" + text.title + "」提出").end();
            list.push_back(new_event(event::plan_withdrawn, actor, gone.take()));
        }
        events = list.size();
        return list;
    });
    CHECK(made);
    out.version = (*made)[from_draft ? events - 2 : events - 1].seq;
    return out;
}

Result<Sequence> Registry::Revisions::describe(const Actor& actor, const RevisionKey& key,
                                               const RevisionText& text) {
    CHECK(check_text_of(text));
    auto made = registry_.parts_->run([&](const state::Snapshot& newest) -> Result<Events> {
        TRY(const Scene scene, Scene::find(newest, actor, key));
        CHECK(scene.editable(actor));
        const auto& at = scene.revision;
        if (at.title == text.title && at.reason == text.reason && at.effective == text.effective)
            return Events();
        JsonWriter out = begin(scene.plan.id, key.number);
        write_text(out, text);
        return Events{new_event(event::revision_described, actor, out.end().take())};
    });
    CHECK(made);
    if (!made->empty()) return made->back().seq;
    const auto newest = registry_.parts_->now();
    return state::find_revision(newest->revisions, key.plan, key.number)->version;
}

Result<Corrected> Registry::Revisions::edit(const Actor& actor, const RevisionKey& key,
                                            const json::array& given, std::optional<std::size_t> at) {
    CHECK(check_operations(given));
    Corrected result;
    auto made = registry_.parts_->run([&](const state::Snapshot& newest) -> Result<Events> {
        TRY(const Scene scene, Scene::find(newest, actor, key));
        CHECK(scene.editable(actor));
        CHECK(scene.current());
        const auto& before = *scene.revision.operations;
        const std::size_t from = at.value_or(before.size());
        if (from > before.size())
            return fail(Fault::invalid, "revision-at",
                        {"沒有這一項修正", "There is no change of this number"}, {}, std::to_string(from));
        TRY(const auto* edition, newest_edition(scene.plan));
        json::array operations(before.begin(), before.begin() + static_cast<std::ptrdiff_t>(from));
        for (const auto& each : given)
            operations.push_back(each);
        if (operations.size() > state::max_operations)
            return fail(Fault::too_large, "correction-many", {"修正過多", "Too many changes"});
        result.nodes.clear();
        TRY(const auto after, state::apply_corrections(*edition->content, operations, 0, &result.nodes));
        static_cast<void>(after);
        CHECK(check_proposer(actor, newest, scene.plan, *edition->content, operations));
        JsonWriter out = begin(scene.plan.id, key.number);
        out.member("at", std::uint64_t{from}).key("operations").array();
        for (std::size_t i = from; i < operations.size(); ++i)
            out.value(operations[i]);
        out.end().end();
        return Events{new_event(event::revision_edited, actor, out.take())};
    });
    CHECK(made);
    result.version = made->back().seq;
    return result;
}

Result<Sequence> Registry::Revisions::rebase(const Actor& actor, const RevisionKey& key) {
    auto made = registry_.parts_->run([&](const state::Snapshot& newest) -> Result<Events> {
        TRY(const Scene scene, Scene::find(newest, actor, key));
        CHECK(scene.editable(actor));
        if (scene.current())
            return fail(Fault::conflict, "revision-current",
                        {"修正案已是以最新版次為準", "The revision is meant of the newest edition already"},
                        {}, std::to_string(scene.revision.edition));
        TRY(const auto standing, standing_of(scene.plan, scene.revision));
        JsonWriter out = begin(scene.plan.id, key.number);
        out.member("at", 0).member("edition", standing.from);
        out.key("operations").value(json::value(standing.operations)).key("dropped").array();
        for (const auto& each : standing.conflicts)
            if (!each.applied)
                out.object()
                    .member("operation", json::value(each.operation))
                    .member("reason", each.reason.zh)
                    .end();
        out.end().end();
        return Events{new_event(event::revision_edited, actor, out.take())};
    });
    CHECK(made);
    return made->back().seq;
}

Result<Sequence> Registry::Revisions::turn(const Actor& actor, const RevisionKey& key, std::string_view type,
                                           const std::function<Status(const Scene&)>& check,
                                           std::string_view note) {
    auto made = registry_.parts_->run([&](const state::Snapshot& newest) -> Result<Events> {
        TRY(const Scene scene, Scene::find(newest, actor, key));
        CHECK(check(scene));
        JsonWriter out = begin(scene.plan.id, key.number);
        out.member_if("note", note).end();
        return Events{new_event(type, actor, out.take())};
    });
    CHECK(made);
    return made->back().seq;
}

Result<Sequence> Registry::Revisions::propose(const Actor& actor, const RevisionKey& key,
                                              std::string_view note) {
    CHECK(check_note(note, false));
    return turn(
        actor, key, event::revision_proposed,
        [&](const Scene& scene) -> Status {
            CHECK(scene.editable(actor));
            const auto& at = scene.revision;
            if (at.state == RevisionState::proposed) return wrong_state(at);
            if (at.operations->empty())
                return fail(Fault::conflict, "revision-empty",
                            {"修正案還沒有任何修正", "The revision changes nothing yet"},
                            {"請先加入要修正的項目", "Say first what is to be changed"},
                            std::to_string(at.number));
            return {};
        },
        note);
}

Result<Sequence> Registry::Revisions::send_back(const Actor& actor, const RevisionKey& key,
                                                std::string_view note) {
    CHECK(check_note(note, true));
    return turn(
        actor, key, event::revision_returned,
        [&](const Scene& scene) -> Status {
            CHECK(scene.office(actor));
            return scene.revision.state == RevisionState::proposed ? Status() : wrong_state(scene.revision);
        },
        note);
}

Result<Sequence> Registry::Revisions::withdraw(const Actor& actor, const RevisionKey& key,
                                               std::string_view note) {
    CHECK(check_note(note, true));
    return turn(
        actor, key, event::revision_withdrawn,
        [&](const Scene& scene) -> Status {
            if (actor.anybody() && actor.name == scene.revision.proposer()) return {};
            return scene.office(actor);
        },
        note);
}

namespace {

Status check_approval(const state::Snapshot& newest, const state::Plan& plan, const state::Revision& revision,
                      const Approval& approval, const std::string& effective) {
    if (revision.state != RevisionState::proposed) return wrong_state(revision);
    if (plan.draft)
        return fail(Fault::conflict, "plan-has-draft",
                    {"計畫另有一份草案，修正案定案會取代它",
                     "The plan has a draft, which the new edition would replace"},
                    {"請先發布或撤回草案，或將草案改以修正案提出",
                     "Publish or withdraw the draft first, or propose it as a revision"},
                    plan.id);
    if (effective < plan.latest()->effective)
        return fail(Fault::conflict, "revision-effective",
                    {"生效日不得早於最新版次的生效日 " + plan.latest()->effective,
                     "It cannot take effect before the newest edition does, on " + plan.latest()->effective},
                    {}, "effective");
    if (approval.act) {
        CHECK(check_act(newest, plan, *approval.act));
    } else if (!has_act(newest, plan.id, revision.number)) {
        return fail(Fault::conflict, "revision-act",
                    {"修正案須有核定、核備、備查或核准的紀錄才能定案",
                     "A revision needs a recorded act (核定, 核備, 備查 or 核准) to become an edition"},
                    {"請一併填寫機關、日期與文號", "Give its agency, day and number along with it"}, "act");
    }
    return {};
}

Error conflicts_left(const RevisionStanding& standing) {
    const auto& first = standing.conflicts.front();
    return fail(
        Fault::conflict, "revision-conflicts",
        {"修正案與最新版次不合，共 " + std::to_string(standing.conflicts.size()) + " 處：" + first.reason.zh,
         "The revision does not fit the newest edition in " + std::to_string(standing.conflicts.size()) +
             " place(s): " + first.reason.en},
        {"請查看不合之處，調整後再定案", "Look at the places, and bring it up to date first"},
        std::to_string(first.at));
}

}  // namespace

Result<std::uint32_t> Registry::Revisions::approve(const Actor& actor, const RevisionKey& key,
                                                   const Approval& wanted) {
    CHECK(check_note(wanted.note, false));
    auto& parts = *registry_.parts_;
    const auto snapshot = parts.now();
    TRY(const Scene seen, Scene::find(*snapshot, actor, key));
    CHECK(seen.office(actor));
    Approval approval = wanted;
    std::string effective = !wanted.effective.empty() ? wanted.effective : seen.revision.effective;
    if (effective.empty()) effective = state::day_of(ledger::clock_us());
    if (!state::is_date(effective))
        return fail(Fault::invalid, "date-invalid", {"日期須為 YYYY-MM-DD", "A day is YYYY-MM-DD"}, {},
                    "effective");
    if (approval.act) approval.act->revision = key.number;
    CHECK(check_approval(*snapshot, seen.plan, seen.revision, approval, effective));
    TRY(const auto standing, standing_of(seen.plan, seen.revision));
    if (!standing.conflicts.empty()) return conflicts_left(standing);
    TRY(const auto corrected, checked(standing, snapshot->settings.rules_off));
    TRY(const std::string blob, parts.ledger->put_blob(state::content_text(*corrected.content)));
    parts.contents->remember(blob, corrected.content);
    const std::uint32_t edition = next_edition(&seen.plan);
    const auto made = parts.run([&](const state::Snapshot& newest) -> Result<Events> {
        const auto* at = newest.plan(key.plan);
        if (at == nullptr || at->version != seen.plan.version)
            return plan_changed(*parts.ledger, at != nullptr ? *at : seen.plan);
        CHECK(check_approval(newest, *at, seen.revision, approval, effective));
        JsonWriter correction;
        correction.object().member("v", state::payload_version).member("plan", at->id);
        correction.key("operations").value(json::value(corrected.operations));
        correction.member("note", "修正案 " + std::to_string(key.number) + "：" + seen.revision.title).end();
        Events events{new_event(event::plan_corrected, actor, correction.take()),
                      new_event(event::plan_published, actor,
                                published_payload(at->id, edition, blob, approval.proofread), effective)};
        if (approval.act) {
            state::Act act = *approval.act;
            act.edition = edition;
            JsonWriter out;
            out.object().member("v", state::payload_version).member("plan", at->id);
            write_act_members(out, act);
            events.push_back(new_event(event::act_recorded, actor, out.end().take()));
        }
        JsonWriter out = begin(at->id, key.number);
        out.member("edition", edition).member_if("note", approval.note).end();
        events.push_back(new_event(event::revision_approved, actor, out.take()));
        return events;
    });
    CHECK(made);
    parts.proposals.drop(key.plan);
    return edition;
}

}  // namespace gangmu::services
