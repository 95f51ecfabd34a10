#include "state/event_changes.hpp"

#include <algorithm>
#include <string_view>

#include "state/events.hpp"
#include "state/payload.hpp"

namespace gangmu::state {
namespace {

using Names = std::vector<std::string_view>;

bool among(const Names& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

const Names identifying{"plan", "cycle", "node", "indicator", "finding",
                        "rule", "name",  "id",   "sha256",    "year"};
const Names left_out{"v", "reason", "note", "password", "hash", "content", "comments"};

// Types whose events replace what earlier ones on the same subject said.
const Names followed{"report.saved",       "item.set",
                     "item.release",       "cycle.due",
                     "cycle.opened",       "cycle.locked",
                     "cycle.reopened",     "rhythm.set",
                     "review.configured",  "keys.mapped",
                     "calendar.day",       "account.created",
                     "account.changed",    "account.disabled",
                     "account.notices",    "role.granted",
                     "role.revoked",       "agency.registered",
                     "settings.changed",   "mail.set",
                     "webhook.set",        "rule.switched",
                     "evaluation.rules",   "evaluation.defined",
                     "evaluation.weighed", "evaluation.overridden",
                     "plan.corrected",     "report.submitted",
                     "report.withdrawn",   "report.returned",
                     "report.approved"};

class Drawing {
  public:
    explicit Drawing(const ledger::Event& event) : event_(event) {
        out_.subject = event.type.substr(0, event.type.find('.'));
        if (out_.subject == "role" || out_.subject == "token") out_.subject = "account";
        if (event.erased) return;
        if (auto value = parse_json(event.payload); value && value->is_object())
            payload_ = value->get_object();
    }

    EventChanges draw() {
        out_.plan = text(payload_, "plan");
        out_.follows = among(followed, event_.type);
        identify();
        if (event_.type == event::plan_corrected)
            corrections();
        else if (event_.type == event::role_granted || event_.type == event::role_revoked)
            add("role " + text(payload_, "role") +
                    (text(payload_, "agency").empty() ? "" : "@" + text(payload_, "agency")),
                event_.type == event::role_granted);
        else
            members();
        return std::move(out_);
    }

  private:
    void add(std::string field, json::value after) {
        out_.changes.push_back({std::move(field), std::move(after)});
    }

    void identify() {
        for (const auto name : identifying) {
            const auto* value = payload_.if_contains(name);
            if (value == nullptr) continue;
            if (value->is_string() && !value->get_string().empty())
                out_.subject += "/" + std::string(value->get_string());
            if (value->is_int64()) out_.subject += "/" + std::to_string(value->get_int64());
        }
        // Things that are told apart by one more member.
        if (event_.type == "keys.mapped") out_.subject += "/" + text(payload_, "agency");
        if (event_.type == "calendar.day") out_.subject += "/" + text(payload_, "day");
        if (const auto* rhythm = payload_.if_contains("rhythm"); rhythm != nullptr && rhythm->is_object())
            out_.subject += "/" + text(rhythm->get_object(), "id");
    }

    void members() {
        const bool report = event_.type.rfind("report.", 0) == 0;
        if (report && event_.type != "report.saved" && event_.type != "report.commented")
            return add("state", json::value(event_.type.substr(7)));
        for (const auto& member : payload_) {
            const std::string_view name = member.key();
            if (among(left_out, name) || among(identifying, name)) continue;
            if (report && (name == "agency" || name == "edition")) continue;
            if (!member.value().is_object()) {
                add(std::string(name), member.value());
                continue;
            }
            // A report's fields are named as they are; others by what they stand in.
            const std::string before = name == "fields" ? std::string() : std::string(name) + ".";
            for (const auto& inner : member.value().get_object())
                add(before + std::string(inner.key()), inner.value());
        }
    }

    void corrections() {
        for (const auto& each : array(payload_, "operations")) {
            if (!each.is_object()) continue;
            const auto& operation = each.get_object();
            const std::string op = text(operation, "op");
            if (op == "findings") continue;
            std::string field = op;
            for (const auto name : {"node", "indicator", "into", "field"}) {
                const std::string value = text(operation, name);
                if (!value.empty()) field += " " + value;
            }
            for (const auto name : {"at", "budget"})
                if (const auto* value = operation.if_contains(name); value != nullptr && value->is_int64())
                    field += " #" + std::to_string(value->get_int64());
            const auto* value = operation.if_contains("value");
            add(std::move(field), value != nullptr ? *value : json::value(operation));
        }
    }

    const ledger::Event& event_;
    json::object payload_;
    EventChanges out_;
};

}  // namespace

EventChanges changes_of(const ledger::Event& event) {
    return Drawing(event).draw();
}

}  // namespace gangmu::state
