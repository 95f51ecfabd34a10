// Who may do what: one table, default deny. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "state/snapshot.hpp"

namespace gangmu::auth {

using state::Grant;
using state::Role;

enum class Action : std::uint8_t {
    read_plans,        // published plans, agencies, documents of published plans, search
    read_drafts,       // and the documents that only drafts stand on
    receive_document,  // and reading it into a draft
    correct_draft,
    publish_plan,  // and withdraw
    dismiss_finding,
    read_events,      // of the ledger
    change_register,  // of agencies
    change_settings,
    manage_accounts,
    erase_content,
    read_reports,      // approved ones; others are shown to those who work on them
    file_report,       // of an agency: fill in, submit, contribute, ask for release from control
    review_report,     // return, approve: of an agency, or of the plan's issuer
    manage_cycles,     // of a plan: rhythms, cycles, stages, items
    change_calendar,   // of working days
    define_measures,   // elements, reporting units, standing roll-ups
    record_values,     // of the units of an agency
    propose_revision,  // of what one's agency leads; the plan's office of anything
    manage_meetings,   // groups, minutes, what was decided and whether it is done
    read_stocks,       // of an agency: the owner's, or a site's own; see services/stock_rights.hpp
    report_stocks,     // of a site's agency
    manage_stocks,     // of the owner: materials, sites, shortages, exercises
    read_alerts,       // and warning rules
    handle_alerts,     // of the units of an agency: acknowledge, assign, silence, resolve
};
inline constexpr Action all_actions[] = {
    Action::read_plans,      Action::read_drafts,     Action::receive_document, Action::correct_draft,
    Action::publish_plan,    Action::dismiss_finding, Action::read_events,      Action::change_register,
    Action::change_settings, Action::manage_accounts, Action::erase_content,    Action::read_reports,
    Action::file_report,     Action::review_report,   Action::manage_cycles,    Action::change_calendar,
    Action::define_measures, Action::record_values,   Action::propose_revision, Action::manage_meetings,
    Action::read_stocks,     Action::report_stocks,   Action::manage_stocks,    Action::read_alerts,
    Action::handle_alerts};
std::string_view to_string(Action action);

// Who asks. Nobody: a default-made Actor.
struct Actor {
    std::string name;  // goes into the ledger: account name, "system" or "local:<unix user>"
    std::string display;
    std::vector<Grant> grants;
    bool local = false;  // the store's own files are theirs: every right

    bool anybody() const { return !name.empty(); }
};

Actor nobody();
Actor local_actor(std::string_view unix_user);  // at the command line or the store's socket
Actor system_actor();                           // Gangmu itself, e.g. at the first start

// The table's cell.
bool has_right(Role role, Action action);

// Errors: auth-sign-in (unauthenticated), auth-no-right (forbidden). `agency` is the one that the thing
// belongs to (a plan's issuer): a grant for an agency covers it and those under it in the register; a grant
// for all covers everything. With an empty agency any grant of a role that has the right will do. Published
// plans are open to all while Settings::public_reading is set.
Status allow(const Actor& actor, Action action, const state::Snapshot& snapshot,
             std::string_view agency = {});
bool may(const Actor& actor, Action action, const state::Snapshot& snapshot, std::string_view agency = {});

}  // namespace gangmu::auth
