// Lights as the API writes them: docs/evaluation.md.
#pragma once

#include "api/call.hpp"
#include "evaluation/words.hpp"
#include "services/evaluations.hpp"

namespace gangmu::api {

void write_message(JsonWriter& out, std::string_view key, const Message& message);
// In percent, two places; left out when it is unknown.
void write_share(JsonWriter& out, std::string_view key, evaluation::Nano share);
// {light: how many}; those without any are left out.
void write_counts(JsonWriter& out, const evaluation::Counts& counts);

// "light","because","achievement","coverage","behind_share","counts" into the open object. `because`: with
// it.
void write_summary(JsonWriter& out, const evaluation::Summary& summary, const evaluation::Rules& rules,
                   bool equal);

// The whole tree in columns, in document order, and the lights of agencies and of the board.
void write_evaluation(JsonWriter& out, const services::PlanEvaluation& plan);
// One node with all that its light comes from.
void write_node_evaluation(JsonWriter& out, const services::PlanEvaluation& plan, std::uint32_t place);
// {"agency","answers","default_shares","helps", the summary, and with `items` each single light}
void write_agency(JsonWriter& out, const services::PlanEvaluation& plan,
                  const evaluation::AgencyResult& agency, bool items);
// {"node","kind","label","title","light","because"} of a node's own light.
void write_board_item(JsonWriter& out, const services::PlanEvaluation& plan, std::uint32_t place);

}  // namespace gangmu::api
