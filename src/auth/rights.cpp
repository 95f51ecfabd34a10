#include "auth/rights.hpp"

#include <algorithm>

namespace gangmu::auth {
namespace {

constexpr unsigned bit(Role role) {
    return 1U << static_cast<unsigned>(role);
}
constexpr unsigned readers =
    bit(Role::reader) | bit(Role::reporter) | bit(Role::reviewer) | bit(Role::officer) | bit(Role::admin);

// The table. A role that is not named in a row has no right to it.
struct Right {
    Action action;
    std::string_view name;
    unsigned roles;
};
constexpr Right table[] = {
    {Action::read_plans, "read_plans", readers},
    {Action::read_drafts, "read_drafts", bit(Role::officer) | bit(Role::admin)},
    {Action::receive_document, "receive_document", bit(Role::officer)},
    {Action::correct_draft, "correct_draft", bit(Role::officer)},
    {Action::publish_plan, "publish_plan", bit(Role::officer)},
    {Action::dismiss_finding, "dismiss_finding", bit(Role::officer)},
    {Action::read_events, "read_events", bit(Role::officer) | bit(Role::admin)},
    {Action::change_register, "change_register", bit(Role::admin)},
    {Action::change_settings, "change_settings", bit(Role::admin)},
    {Action::manage_accounts, "manage_accounts", bit(Role::admin)},
    {Action::erase_content, "erase_content", bit(Role::admin)},
    {Action::read_reports, "read_reports", readers},
    {Action::file_report, "file_report", bit(Role::reporter)},
    {Action::review_report, "review_report", bit(Role::reviewer) | bit(Role::officer)},
    {Action::manage_cycles, "manage_cycles", bit(Role::officer)},
    {Action::change_calendar, "change_calendar", bit(Role::admin)},
    {Action::define_measures, "define_measures", bit(Role::officer) | bit(Role::admin)},
    {Action::record_values, "record_values", bit(Role::reporter) | bit(Role::officer)},
    {Action::propose_revision, "propose_revision",
     bit(Role::reporter) | bit(Role::reviewer) | bit(Role::officer)},
    {Action::manage_meetings, "manage_meetings", bit(Role::officer)},
    {Action::read_stocks, "read_stocks",
     bit(Role::reader) | bit(Role::reporter) | bit(Role::reviewer) | bit(Role::officer)},
    {Action::report_stocks, "report_stocks", bit(Role::reporter)},
    {Action::manage_stocks, "manage_stocks", bit(Role::officer)},
    {Action::read_alerts, "read_alerts", readers},
    {Action::handle_alerts, "handle_alerts", bit(Role::reporter) | bit(Role::reviewer) | bit(Role::officer)},
};

// `agency` is `above` or stands under it in the register.
bool covers(const std::string& above, std::string_view agency, const state::Snapshot& snapshot) {
    std::string name(agency);
    for (int depth = 0; depth < 16; ++depth) {
        if (name == above) return true;
        const auto* entry = snapshot.agency(name);
        if (entry == nullptr) return false;
        if (entry->name == above) return true;
        if (entry->parent.empty()) return false;
        name = entry->parent;
    }
    return false;
}

}  // namespace

std::string_view to_string(Action action) {
    for (const auto& right : table)
        if (right.action == action) return right.name;
    return "";
}

bool has_right(Role role, Action action) {
    return std::any_of(std::begin(table), std::end(table), [&](const Right& right) {
        return right.action == action && (right.roles & bit(role)) != 0;
    });
}

Actor nobody() {
    return {};
}

Actor local_actor(std::string_view unix_user) {
    Actor actor;
    actor.name = "local:" + std::string(unix_user);
    actor.display = actor.name;
    actor.local = true;
    return actor;
}

Actor system_actor() {
    Actor actor;
    actor.name = actor.display = "system";
    actor.local = true;
    return actor;
}

bool may(const Actor& actor, Action action, const state::Snapshot& snapshot, std::string_view agency) {
    if (actor.local) return true;
    if (action == Action::read_plans && snapshot.settings.public_reading) return true;
    return std::any_of(actor.grants.begin(), actor.grants.end(), [&](const Grant& grant) {
        if (!has_right(grant.role, action)) return false;
        return grant.agency.empty() || agency.empty() || covers(grant.agency, agency, snapshot);
    });
}

Status allow(const Actor& actor, Action action, const state::Snapshot& snapshot, std::string_view agency) {
    if (may(actor, action, snapshot, agency)) return {};
    if (!actor.anybody())
        return fail(Fault::unauthenticated, "auth-sign-in", {"請先登入", "Please sign in first"},
                    {"網頁請按右上角「登入」；程式請送 Authorization: Bearer 與存取權杖",
                     "On the page, at the top right; a program sends Authorization: Bearer and a token"},
                    std::string(to_string(action)));
    return fail(Fault::forbidden, "auth-no-right",
                {"您的帳號沒有這項權限", "Your account has no right to do this"},
                {"請洽管理者授予角色", "Ask an administrator for the role"}, std::string(to_string(action)));
}

}  // namespace gangmu::auth
