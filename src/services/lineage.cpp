#include "services/lineage.hpp"

#include <algorithm>
#include <map>

#include "state/events.hpp"
#include "state/payload.hpp"

namespace gangmu::services {
namespace {

namespace event = state::event;

Step step_of(const ledger::Event& event, const json::object& payload) {
    Step step{event.seq, event.recorded_us, event.actor, state::text(payload, "note"), {}, 0};
    step.undoes = state::number(payload, "undoes");
    for (const auto& each : state::array(payload, "operations"))
        if (each.is_object() && state::text(each.get_object(), "op") != "findings")
            step.operations.push_back(each);
    return step;
}

template <class F>
Status each_event(const ledger::Ledger& ledger, const state::Plan& plan, F&& f) {
    for (const Sequence seq : plan.history) {
        TRY(const auto events, ledger.read(seq - 1, 1));
        if (events.empty()) continue;
        json::object payload;
        if (!events.front().erased) {
            TRY(auto value, parse_json(events.front().payload));
            if (value.is_object()) payload = std::move(value.get_object());
        }
        f(events.front(), payload);
    }
    return {};
}

}  // namespace

Result<Lineage> lineage_of(const ledger::Ledger& ledger, const state::Plan& plan) {
    std::optional<Lineage> draft;
    std::map<std::uint64_t, Lineage> editions;
    const auto latest = [&] { return editions.empty() ? Lineage() : editions.rbegin()->second; };
    CHECK(each_event(ledger, plan, [&](const ledger::Event& event, const json::object& payload) {
        if (event.type == event::plan_drafted) {
            draft = Lineage{state::text(payload, "content"), {}, 0};
        } else if (event.type == event::plan_corrected) {
            if (!draft) {
                draft = latest();
                draft->before_draft = draft->steps.size();
            }
            if (auto step = step_of(event, payload); !step.operations.empty())
                draft->steps.push_back(std::move(step));
        } else if (event.type == event::plan_published) {
            editions[state::number(payload, "edition")] = draft.value_or(Lineage());
            draft.reset();
        } else if (event.type == event::plan_withdrawn) {
            const auto which = state::number(payload, "edition");
            if (which == 0)
                draft.reset();
            else
                editions.erase(which);
        }
    }));
    if (draft) return std::move(*draft);
    auto last = latest();
    last.before_draft = last.steps.size();
    return last;
}

Result<std::vector<Step>> all_corrections(const ledger::Ledger& ledger, const state::Plan& plan) {
    std::vector<Step> all;
    CHECK(each_event(ledger, plan, [&](const ledger::Event& event, const json::object& payload) {
        if (event.type != event::plan_corrected) return;
        auto step = step_of(event, payload);
        if (!step.operations.empty() || event.erased) all.push_back(std::move(step));
    }));
    return all;
}

std::set<Sequence> taken_back(const std::vector<Step>& steps, Sequence also) {
    std::map<Sequence, Sequence>
        root;  // of a correction: itself; of a taking back: what it is about in the end
    std::map<Sequence, bool> stands;
    const auto toggle = [&](Sequence seq) {
        const auto found = root.find(seq);
        if (found == root.end()) return false;
        auto& at = stands[found->second];
        at = !at;
        return true;
    };
    std::set<Sequence> out;
    for (const auto& step : steps) {
        if (step.undoes != 0 && toggle(step.undoes)) {
            root[step.seq] = root[step.undoes];
            out.insert(step.seq);
        } else {  // also what took back something from before this reading
            root[step.seq] = step.seq;
            stands[step.seq] = true;
        }
    }
    toggle(also);
    for (const auto& [seq, at] : stands)
        if (!at) out.insert(seq);
    return out;
}

}  // namespace gangmu::services
