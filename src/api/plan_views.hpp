// Plans as the page sees them: summaries, the outline in columns, a node with all around it. Pure.
#pragma once

#include <cstdint>
#include <string>

#include "base/json.hpp"
#include "state/view.hpp"

namespace gangmu::api {

// "2026-11-21T16:34:49+08:00" (Asia/Taipei, which has no summer time).
std::string taipei_time(std::int64_t recorded_us);

// {"id","title","issuer","period","state","edition","proofread","counts","kinds","documents","recorded","effective"}
// `editions`: also the list of editions; `drafts`: also whether there is a draft.
void write_plan(JsonWriter& out, const state::PlanView& plan, bool editions, bool drafts);

// {"id","title","issuer","period","state","edition","proofread"}: the plan that something stands in.
void write_plan_name(JsonWriter& out, const state::PlanView& plan);

// {"id","kind","label","title","lead","count"}; count: the nodes under it. `schedule`: with its dates.
void write_brief(JsonWriter& out, const state::Content& content, state::Row row, bool schedule = false);

// The whole tree in columns, preorder (docs/api.md).
void write_outline(JsonWriter& out, const state::Content& content);

// The node, its place, its siblings, and all that hangs on it.
void write_node_page(JsonWriter& out, const state::PlanView& plan, state::Row row);

// {"items":[…]} of the whole plan, each with the title and label of its node.
void write_indicators(JsonWriter& out, const state::PlanView& plan);
void write_budgets(JsonWriter& out, const state::PlanView& plan);
void write_facts(JsonWriter& out, const state::PlanView& plan);
void write_findings(JsonWriter& out, const state::PlanView& plan);

// One indicator with its node's title and label.
void write_indicator(JsonWriter& out, const state::Content& content, const model::Indicator& indicator);

}  // namespace gangmu::api
