// A plan's lights from a view: the pure rules of src/evaluation given the edition in force, what was set, and
// the reports. What was computed for the same of all these is kept for the next who asks. Threads: any.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "evaluation/agencies.hpp"
#include "evaluation/settings.hpp"
#include "services/duties.hpp"
#include "state/view.hpp"

namespace gangmu::services {

// Which reports count. Drafts and returned ones never do.
enum class Basis : std::uint8_t {
    approved,  // through all stages of review: for every reader
    filed,     // also those that wait for a review: for the plan's office
};

struct PlanEvaluation {
    state::ContentPtr content;
    std::uint32_t edition = 0;
    evaluation::SettingsPtr settings;
    std::string period;  // of the cycle asked for; empty: now
    Basis basis = Basis::approved;
    evaluation::Evaluation result;
    std::vector<evaluation::AgencyResult> agencies;
    evaluation::Board board;
    std::vector<state::Row> rows;                           // of the content, by place
    std::unordered_map<std::string, std::uint32_t> places;  // by node

    const model::Node& node(std::uint32_t place) const { return content->node(rows[place]); }
};

// `cycle`: an id of the plan's cycles, or empty for now. Errors: cycle-unknown, content-erased.
Result<std::shared_ptr<const PlanEvaluation>> evaluate(const state::View& view, const state::PlanView& plan,
                                                       std::string_view cycle, Basis basis);

// The lights alone, by place: all that a picture of many cycles needs. Errors: as above.
struct LightRow {
    state::ContentPtr content;
    std::vector<evaluation::Light> lights;  // of each node of the content that is evaluated, by place
    std::vector<state::Row> rows;
};
Result<std::shared_ptr<const LightRow>> lights(const state::View& view, const state::PlanView& plan,
                                               std::string_view cycle, Basis basis);

}  // namespace gangmu::services
