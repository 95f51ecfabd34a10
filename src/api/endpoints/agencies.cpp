#include <algorithm>
#include <map>
#include <set>

#include "api/call.hpp"
#include "api/endpoints/all.hpp"
#include "api/plan_views.hpp"

namespace gangmu::api {
namespace {

using auth::Action;

// The name in use now of a name as printed: 科技部 counts with 國科會.
std::string name_now(const state::Snapshot& snapshot, const std::string& printed) {
    const auto* agency = snapshot.agency(printed);
    return agency != nullptr ? agency->name : printed;
}

struct Tally {
    std::uint64_t lead = 0;
    std::uint64_t co = 0;
    std::uint64_t indicators = 0;
    std::uint64_t plans = 0;
};

Result<Reply> get_agencies(Call& call) {
    const state::Snapshot& snapshot = call.view.snapshot();
    std::map<std::string, Tally> tallies;
    for (const auto& plan : call.plans()) {
        std::set<std::string> seen;
        for (const auto& [printed, part] : plan->agencies()) {
            const std::string name = name_now(snapshot, printed);
            Tally& tally = tallies[name];
            for (const auto& [row, bits] : part.nodes) {
                tally.lead += (bits & state::part_lead) != 0;
                tally.co += (bits & state::part_co) != 0;
            }
            tally.indicators += part.indicators.size();
            if (seen.insert(name).second) ++tally.plans;
        }
    }
    for (const auto& [name, agency] : snapshot.agencies)
        tallies.try_emplace(name);
    JsonWriter out;
    out.object().key("agencies").array();
    for (const auto& [name, tally] : tallies) {
        out.object().member("name", name).member("lead", tally.lead).member("co", tally.co);
        out.member("indicators", tally.indicators).member("plans", tally.plans).end();
    }
    out.end().end();
    return Reply::json(std::move(out));
}

// What one plan asks of the agency, under any of its names.
struct Share {
    std::vector<state::Row> lead;
    std::vector<state::Row> co;
    std::vector<std::uint32_t> indicators;
    std::set<std::string> units;
};

Share share_of(const state::PlanView& plan, const std::set<std::string>& names) {
    Share out;
    std::map<state::Row, unsigned> rows;
    std::set<std::uint32_t> indicators;
    for (const std::string& name : names) {
        const auto* part = plan->agencies().find(name);
        if (part == nullptr) continue;
        for (const auto& [row, bits] : part->nodes)
            rows[row] |= bits;
        for (const auto& [number, bits] : part->indicators)
            indicators.insert(number);
    }
    for (const auto& [row, bits] : rows) {
        if ((bits & state::part_lead) != 0) out.lead.push_back(row);
        if ((bits & state::part_co) != 0) out.co.push_back(row);
        for (const auto& unit : plan->node(row).units)
            for (const auto& name : names)
                if (unit.compare(0, name.size(), name) == 0 && unit.size() > name.size())
                    out.units.insert(unit);
    }
    out.indicators.assign(indicators.begin(), indicators.end());
    return out;
}

void write_share(JsonWriter& out, const state::PlanView& plan, const Share& share) {
    const state::Content& content = plan.content();
    out.object().key("plan");
    write_plan_name(out, plan);
    out.key("lead").array();
    for (const auto row : share.lead)
        write_brief(out, content, row, true);
    out.end().key("co").array();
    for (const auto row : share.co)
        write_brief(out, content, row, true);
    out.end().key("indicators").array();
    for (const auto number : share.indicators)
        if (const auto& indicator = content.indicators()[number]) write_indicator(out, content, *indicator);
    out.end().end();
}

// All names of the agency: as asked, now, and whatever the register knows.
std::set<std::string> names_of(const state::Snapshot& snapshot, const std::string& asked) {
    std::set<std::string> out{asked};
    if (const auto* agency = snapshot.agency(asked)) {
        out.insert(agency->name);
        for (const auto& name : agency->names)
            out.insert(name.name);
        for (const auto& [name, now] : snapshot.agency_names)
            if (now == agency->name) out.insert(name);
    }
    return out;
}

Result<Reply> get_agency(Call& call) {
    const state::Snapshot& snapshot = call.view.snapshot();
    const std::string& asked = call.path[0];
    const std::set<std::string> names = names_of(snapshot, asked);
    const auto* agency = snapshot.agency(asked);
    const std::string now = agency != nullptr ? agency->name : asked;

    std::vector<std::pair<state::PlanView, Share>> shares;
    std::set<std::string> units;
    bool known = agency != nullptr;
    for (auto& plan : call.plans()) {
        Share share = share_of(plan, names);
        units.insert(share.units.begin(), share.units.end());
        if (share.lead.empty() && share.co.empty() && share.indicators.empty()) continue;
        known = true;
        shares.emplace_back(std::move(plan), std::move(share));
    }
    if (!known)
        return fail(Fault::not_found, "agency-unknown", {"查無這個機關", "There is no such agency"},
                    {"請從機關清單選取", "Choose one from the list of agencies"}, asked);
    JsonWriter out;
    out.object().member("name", now).member_if("parent", agency != nullptr ? agency->parent : "");
    out.key("also").array();
    for (const auto& name : names)
        if (name != now) out.value(name);
    out.end().key("units").array();
    for (const auto& unit : units)
        out.value(unit);
    out.end().key("plans").array();
    for (const auto& [plan, share] : shares)
        write_share(out, plan, share);
    out.end().end();
    return Reply::json(std::move(out));
}

}  // namespace

std::vector<Endpoint> agency_endpoints() {
    return {
        {.method = http::Method::get,
         .path = "/api/agencies",
         .access = Action::read_plans,
         .summary = {"所有機關與其承諾的數目", "All agencies and how much they have promised"},
         .handle = get_agencies,
         .answer = {200, "Agencies"},
         .work = Work::slow,
         .keep = Keep::snapshot},
        {.method = http::Method::get,
         .path = "/api/agencies/{name}",
         .access = Action::read_plans,
         .summary = {"一個機關在所有計畫中的承諾", "All that an agency has promised, in all plans"},
         .handle = get_agency,
         .answer = {200, "Agency"},
         .work = Work::slow,
         .keep = Keep::snapshot},
    };
}

}  // namespace gangmu::api
