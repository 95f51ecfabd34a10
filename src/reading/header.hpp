// The plan's own head: what it is called, who issues it, for which time.
#pragma once

#include <vector>

#include "reading/agencies/register.hpp"
#include "reading/draft.hpp"

namespace gangmu::reading {

// From the lines of the title page, the names of the files left aside. Sets header.title, issuer, and the
// date of the document.
void read_title_page(const std::vector<Passage>& front, const Agencies& agencies, DraftPlan& plan);

// header.start and end: from the title, else a statement of the plan's term (期程), else the title page.
void read_term(const std::vector<Passage>& front, DraftPlan& plan);

}  // namespace gangmu::reading
