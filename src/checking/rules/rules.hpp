// Every rule of this folder: one function, one file. A rule reports only what the plan's own words prove.
#pragma once

#include "checking/support.hpp"

namespace gangmu::checking::rule {

Findings targets_sum(const model::Plan& plan);
Findings cumulative_falls(const model::Plan& plan);
Findings units_change(const model::Plan& plan);
Findings goal_against_indicator(const model::Plan& plan);
Findings counts_declared(const model::Plan& plan);
Findings budget_sums(const model::Plan& plan);
Findings budget_sentence(const model::Plan& plan);
Findings numbering(const model::Plan& plan);
Findings code_parent(const model::Plan& plan);
Findings missing_fields(const model::Plan& plan);
Findings end_before_start(const model::Plan& plan);
Findings dates_outside(const model::Plan& plan);
Findings due_after_plan(const model::Plan& plan);
Findings agencies_unlisted(const model::Plan& plan);
Findings contents_body(const model::Plan& plan);
Findings titles_differ(const model::Plan& plan);
Findings wording_differs(const model::Plan& plan);
Findings term_typo(const model::Plan& plan);
Findings figure_twice(const model::Plan& plan);
Findings sentence_target(const model::Plan& plan);

}  // namespace gangmu::checking::rule
