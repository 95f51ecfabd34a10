// Who is responsible, out of a cell, a line or the brackets after a title: 「(主) 經濟部(工業局) (協)
// 科技部」, 「國科會/經濟部/數發部」, 「主辦機關：內政部、各縣市政府」.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/plan.hpp"
#include "reading/agencies/register.hpp"

namespace gangmu::reading {

struct Responsible {
    std::vector<std::string> lead, co, units;
    model::Roles roles = model::Roles::none;
    bool known = false;      // every name is in the register or defined by the document
    bool plausible = false;  // every name at least looks like a body's
    bool empty() const { return lead.empty() && co.empty(); }
};

enum class RoleHint { none, lead, co };  // what the column's header says of a list without marks

Responsible read_agencies(std::string_view text, const Agencies& agencies, RoleHint hint = RoleHint::none);

// A line that says nothing but who: 召集部會：國科會. Empty when it is not such a line.
Responsible read_agency_line(std::string_view text, const Agencies& agencies);

// Does it begin with 主辦機關：, Lead: or their like?
bool begins_agency_field(std::string_view text);

// Takes the agencies in brackets off the end of a title: 「完善主權AI (國科會/經濟部)」. Empty when there are
// none.
Responsible take_agencies(std::string& title, const Agencies& agencies);

// Adds what `more` has and `all` has not.
void add_agencies(std::vector<std::string>& all, const std::vector<std::string>& more);

}  // namespace gangmu::reading
