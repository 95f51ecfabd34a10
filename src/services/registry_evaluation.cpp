#include "services/registry_evaluation.hpp"

#include "services/parts.hpp"
#include "services/revisions.hpp"
#include "state/calendar.hpp"
#include "state/events.hpp"

namespace gangmu::services {
namespace {

namespace e = evaluation;
namespace event = state::event;
using Events = std::vector<ledger::NewEvent>;

constexpr std::size_t longest_number = 200;  // bytes of a 文號

const state::Content* content_of(const state::Plan& plan) {
    const auto* edition = plan.latest();
    return edition != nullptr && edition->content ? edition->content.get() : nullptr;
}

// Its id now: where it was merged, the survivor's, which is the one that is looked up.
Result<std::string> known_node(const state::Plan& plan, std::string_view node) {
    const auto* content = content_of(plan);
    if (content != nullptr)
        if (const auto row = content->find(node)) return content->node(*row).id;
    return fail(Fault::not_found, "node-unknown", {"計畫中沒有這個節點", "There is no such node in the plan"},
                {"請從計畫的樹狀圖選取", "Choose one from the plan's tree"}, std::string(node));
}

Status known_indicator(const state::Plan& plan, std::string_view indicator) {
    const auto* content = content_of(plan);
    if (content != nullptr && content->indicator(indicator) != nullptr) return {};
    return fail(Fault::not_found, "indicator-unknown",
                {"計畫中沒有這個指標", "There is no such indicator in the plan"},
                {"請從指標清單選取", "Choose one from the list of indicators"}, std::string(indicator));
}

// `what.node` becomes its id now.
Status check_override(const state::Snapshot& newest, const state::Plan& plan, Overriding& what) {
    if (what.indicator.empty()) {
        TRY(what.node, known_node(plan, what.node));
    } else {
        CHECK(known_indicator(plan, what.indicator));
    }
    if (!what.period.empty() && !e::span_of(what.period))
        return fail(Fault::invalid, "date-invalid", {"不是期間", "That is no period"},
                    {"例如 2026-Q1", "For example 2026-Q1"}, "period");
    if (what.light) {
        if (*what.light == e::Light::none || *what.light == e::Light::undecidable)
            return fail(Fault::invalid, "override-light",
                        {"不能改為「無法判定」或「不評」",
                         "It cannot be set to “cannot be judged” or “not evaluated”"},
                        {}, "light");
        return {};
    }
    const auto& settings = *e::settings_of(newest.evaluation, plan.id);
    const auto* there =
        what.indicator.empty() ? settings.nodes.find(what.node) : settings.indicators.find(what.indicator);
    const bool found = there != nullptr && std::any_of(there->begin(), there->end(), [&](const auto& each) {
                           return each.period == what.period;
                       });
    if (found) return {};
    return fail(Fault::not_found, "override-none", {"這裡沒有人工燈號", "No light was set here by hand"}, {},
                what.indicator.empty() ? what.node : what.indicator);
}

Status without_number(Result<Sequence> made) {
    if (!made) return std::move(made).error();
    return {};
}

}  // namespace

Status check_act(const state::Snapshot& newest, const state::Plan& plan, const state::Act& act) {
    CHECK(check_text(act.agency, "agency"));
    if (act.agency.empty())
        return fail(Fault::invalid, "act-agency", {"請填寫作成的機關", "Say whose act it is"}, {}, "agency");
    if (!state::is_date(act.day))
        return fail(Fault::invalid, "date-invalid", {"日期須為 YYYY-MM-DD", "A day is YYYY-MM-DD"}, {},
                    "day");
    CHECK(check_text(act.number, "number"));
    if (act.number.empty() || act.number.size() > longest_number)
        return fail(Fault::invalid, "act-number", {"請填寫文號", "Give the number of the letter (文號)"},
                    {"例如 院臺字第1150000000號", "For example 院臺字第1150000000號"}, "number");
    if (!act.note.empty()) CHECK(check_reason(act.note));
    const auto numbered = [&](const auto& each) { return each->number == act.edition && !each->withdrawn; };
    if (act.edition != 0 && std::none_of(plan.editions.begin(), plan.editions.end(), numbered))
        return fail(Fault::not_found, "edition-unknown", {"沒有這個版次", "There is no such edition"}, {},
                    std::to_string(act.edition));
    if (act.revision != 0 && state::find_revision(newest.revisions, plan.id, act.revision) == nullptr)
        return revision_unknown(act.revision);
    if (!act.file.empty() && newest.document(act.file) == nullptr)
        return fail(Fault::not_found, "document-unknown", {"查無此文件", "There is no such document"},
                    {"請先上傳公文", "Upload the letter first"}, act.file);
    if ((!act.cycle.empty() || !act.node.empty()) &&
        newest.tracking.report(plan.id, act.cycle, act.node) == nullptr)
        return fail(Fault::not_found, "report-unknown", {"查無此填報", "There is no such report"}, {},
                    act.cycle + " " + act.node);
    return {};
}

void write_act_members(JsonWriter& out, const state::Act& act) {
    out.member("act", state::to_string(act.kind)).member("agency", act.agency);
    out.member("day", act.day).member("number", act.number);
    if (act.edition != 0) out.member("edition", act.edition);
    if (act.revision != 0) out.member("revision", act.revision);
    out.member_if("cycle", act.cycle).member_if("node", act.node);
    out.member_if("file", act.file).member_if("note", act.note);
}

Registry::Evaluation Registry::evaluation() {
    return Evaluation(*this);
}

// The event is {"v","plan"} and what `members` writes after it was satisfied.
Result<Sequence> Registry::Evaluation::command(const Actor& actor, std::string_view plan,
                                               std::string_view type, const Members& members) {
    auto made = registry_.parts_->run([&](const state::Snapshot& newest) -> Result<Events> {
        const auto* known = newest.plan(plan);
        if (known == nullptr || known->latest() == nullptr) return plan_unknown(plan);
        CHECK(auth::allow(actor, auth::Action::manage_cycles, newest, issuer_of(*known)));
        JsonWriter out;
        out.object().member("v", state::payload_version).member("plan", known->id);
        CHECK(members(newest, *known, out));
        out.end();
        return Events{new_event(type, actor, out.take())};
    });
    CHECK(made);
    return made->back().seq;
}

Status Registry::Evaluation::set_rules(const Actor& actor, std::string_view plan, const json::object& rules) {
    TRY(const auto read, e::read_rules(rules));
    return without_number(command(actor, plan, event::evaluation_rules,
                                  [&](const auto&, const auto&, JsonWriter& out) -> Status {
                                      out.key("rules");
                                      e::write_rules(out, read);
                                      return {};
                                  }));
}

Status Registry::Evaluation::define(const Actor& actor, std::string_view plan, std::string_view indicator,
                                    const json::object& definition) {
    TRY(const auto read, e::read_definition(definition));
    return without_number(command(actor, plan, event::evaluation_defined,
                                  [&](const auto&, const state::Plan& known, JsonWriter& out) -> Status {
                                      CHECK(known_indicator(known, indicator));
                                      out.member("indicator", indicator).key("definition");
                                      e::write(out, read);
                                      return {};
                                  }));
}

Status Registry::Evaluation::weigh(const Actor& actor, std::string_view plan, std::string_view node,
                                   const std::optional<Decimal>& weight) {
    if (weight && (*weight < Decimal(0) || *weight > Decimal(1'000'000)))
        return fail(Fault::invalid, "weight-value",
                    {"權重須是 0 到 1000000 的數", "A weight is a number from 0 to 1000000"}, {}, "weight");
    return without_number(command(actor, plan, event::evaluation_weighed,
                                  [&](const auto&, const state::Plan& known, JsonWriter& out) -> Status {
                                      TRY(const std::string id, known_node(known, node));
                                      out.member("node", id);
                                      if (weight) out.member("weight", *weight);
                                      return {};
                                  }));
}

Status Registry::Evaluation::override_light(const Actor& actor, std::string_view plan,
                                            const Overriding& wanted) {
    CHECK(check_reason(wanted.reason));
    return without_number(
        command(actor, plan, wanted.light ? event::light_overridden : event::light_restored,
                [&](const state::Snapshot& newest, const state::Plan& known, JsonWriter& out) -> Status {
                    Overriding what = wanted;
                    CHECK(check_override(newest, known, what));
                    out.member_if("node", what.indicator.empty() ? what.node : std::string());
                    out.member_if("indicator", what.indicator);
                    if (what.light) out.member("light", e::to_string(*what.light));
                    out.member_if("period", what.period).member("reason", what.reason);
                    return {};
                }));
}

Result<Sequence> Registry::Evaluation::record_act(const Actor& actor, std::string_view plan,
                                                  const state::Act& act) {
    return command(actor, plan, event::act_recorded,
                   [&](const state::Snapshot& newest, const state::Plan& known, JsonWriter& out) -> Status {
                       CHECK(check_act(newest, known, act));
                       write_act_members(out, act);
                       return {};
                   });
}

namespace {

Status known_act(const state::Snapshot& newest, const state::Plan& plan, Sequence act) {
    const auto* list = newest.acts.find(plan.id);
    const bool found = list != nullptr && std::any_of(list->begin(), list->end(), [&](const auto& each) {
                           return each.seq == act && each.withdrawn.empty();
                       });
    if (found) return {};
    return fail(Fault::not_found, "act-unknown", {"沒有這項紀錄", "There is no such record"}, {},
                std::to_string(act));
}

}  // namespace

Status Registry::Evaluation::attach_letter(const Actor& actor, std::string_view plan, Sequence act,
                                           std::string_view name, std::string_view bytes) {
    CHECK(check_text(name, "name"));
    if (name.empty() || bytes.empty())
        return fail(Fault::invalid, "act-file", {"檔案是空的或沒有檔名", "The file is empty or has no name"},
                    {}, std::string(name));
    const auto snapshot = registry_.parts_->now();
    const auto* known = snapshot->plan(plan);
    if (known == nullptr || known->latest() == nullptr) return plan_unknown(plan);
    CHECK(auth::allow(actor, auth::Action::manage_cycles, *snapshot, issuer_of(*known)));
    CHECK(known_act(*snapshot, *known, act));
    TRY(const std::string blob, registry_.parts_->ledger->put_blob(bytes));
    return without_number(
        command(actor, plan, event::act_attached,
                [&](const state::Snapshot& newest, const state::Plan& at, JsonWriter& out) -> Status {
                    CHECK(known_act(newest, at, act));
                    out.member("act", act).member("file", blob).member("name", name);
                    return {};
                }));
}

Status Registry::Evaluation::withdraw_act(const Actor& actor, std::string_view plan, Sequence act,
                                          std::string_view reason) {
    CHECK(check_reason(reason));
    return without_number(
        command(actor, plan, event::act_withdrawn,
                [&](const state::Snapshot& newest, const state::Plan& known, JsonWriter& out) -> Status {
                    CHECK(known_act(newest, known, act));
                    out.member("act", act).member("reason", reason);
                    return {};
                }));
}

}  // namespace gangmu::services
