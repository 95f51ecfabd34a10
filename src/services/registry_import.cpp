#include "services/registry_import.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "notices/message.hpp"
#include "services/parts.hpp"
#include "services/registry_notices.hpp"
#include "state/calendar.hpp"
#include "state/events.hpp"

namespace gangmu::services {
namespace {

namespace event = state::event;
using auth::Action;
using Events = std::vector<ledger::NewEvent>;

Error too_many(std::size_t most, std::string_view what) {
    return fail(Fault::too_large, "import-many",
                {"一次匯入的列數太多", "There are too many rows for one import"},
                {"請分成數份，每份最多 " + std::to_string(most) + " 列",
                 "Divide it; one import takes " + std::to_string(most)},
                std::string(what));
}

Error refused() {
    return fail(Fault::invalid, "import-faults",
                {"有列不合格式，未作任何變更", "Some rows are wrong; nothing was changed"},
                {"請修正標示的儲存格", "Mend the cells that are marked"});
}

JsonWriter& begin(JsonWriter& out, std::string_view name) {
    return out.object().member("v", state::payload_version).member("name", name);
}

bool holds(const std::vector<state::Grant>& list, const state::Grant& grant) {
    return std::find(list.begin(), list.end(), grant) != list.end();
}

bool administers(const std::vector<state::Grant>& grants) {
    return holds(grants, {state::Role::admin, ""});
}

// Rows against one snapshot: their faults, their fates and the events that make them so.
class AccountPlan {
  public:
    AccountPlan(const state::Snapshot& snapshot, const Actor& actor,
                const std::map<std::string, std::string>& hashes)
        : snapshot_(snapshot), actor_(actor), hashes_(hashes) {}

    void take(const std::vector<AccountRow>& rows) {
        std::set<std::string> seen;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            row_ = i;
            check(rows[i], seen);
            const auto* known = snapshot_.account(rows[i].name);
            out.fates.push_back(known == nullptr ? make(rows[i]) : change(rows[i], *known));
        }
        keep_an_administrator(rows);
    }

    Imported out;
    Events events;

  private:
    void wrong(std::string field, Message what) {
        out.faults.push_back({row_, std::move(field), std::move(what)});
    }

    void check(const AccountRow& row, std::set<std::string>& seen) {
        if (auto good = check_account_name(row.name); !good) wrong("name", good.error().what);
        if (!seen.insert(row.name).second)
            wrong("name", {"帳號重複", "The account stands in the sheet twice"});
        if (row.display)
            if (auto good = check_text(*row.display, "display"); !good) wrong("display", good.error().what);
        if (row.email && !row.email->empty())
            if (auto good = notices::check_email(*row.email); !good) wrong("email", good.error().what);
        if (!row.roles) return;
        for (const auto& grant : *row.roles)
            if (auto good = check_text(grant.agency, "roles"); !good) wrong("roles", good.error().what);
    }

    void add(std::string_view type, JsonWriter out_) {
        events.push_back(new_event(type, actor_, out_.take()));
    }

    void set_email(const AccountRow& row, state::NoticeChoice choice) {
        choice.email = *row.email;
        JsonWriter payload;
        begin(payload, row.name)
            .member("email", choice.email)
            .member("digest", state::to_string(choice.digest));
        payload.member("hour", choice.hour).member("language", choice.english ? "en" : "zh").end();
        add(event::account_notices, std::move(payload));
    }

    void set_disabled(const std::string& name, bool disabled) {
        JsonWriter payload;
        begin(payload, name).member("disabled", disabled).end();
        add(event::account_disabled, std::move(payload));
    }

    RowFate make(const AccountRow& row) {
        const auto hash = hashes_.find(row.name);
        JsonWriter payload;
        begin(payload, row.name).member("display", row.display.value_or(row.name));
        payload.member("password", hash == hashes_.end() ? std::string() : hash->second).key("roles").array();
        if (row.roles)
            for (const auto& grant : *row.roles)
                payload.object()
                    .member("role", state::to_string(grant.role))
                    .member("agency", grant.agency)
                    .end();
        payload.end().end();
        add(event::account_created, std::move(payload));
        if (row.email && !row.email->empty()) set_email(row, {});
        if (row.disabled.value_or(false)) set_disabled(row.name, true);
        return RowFate::made;
    }

    RowFate change(const AccountRow& row, const state::Account& known) {
        const std::size_t before = events.size();
        if (row.display && *row.display != known.display) {
            JsonWriter payload;
            begin(payload, row.name).member("display", *row.display).end();
            add(event::account_changed, std::move(payload));
        }
        if (row.roles) {
            const auto step = [&](std::string_view type, const state::Grant& grant) {
                JsonWriter payload;
                begin(payload, row.name).member("role", state::to_string(grant.role));
                payload.member("agency", grant.agency).end();
                add(type, std::move(payload));
            };
            for (const auto& grant : *row.roles)
                if (!holds(known.grants, grant)) step(event::role_granted, grant);
            for (const auto& grant : known.grants)
                if (!holds(*row.roles, grant)) step(event::role_revoked, grant);
        }
        const auto choice = snapshot_.notices.choice(row.name);
        if (row.email && *row.email != choice.email) set_email(row, choice);
        if (row.disabled && *row.disabled != known.disabled) set_disabled(row.name, *row.disabled);
        return events.size() == before ? RowFate::unchanged : RowFate::changed;
    }

    // Whoever uploads a sheet must not lock everybody out.
    void keep_an_administrator(const std::vector<AccountRow>& rows) {
        std::map<std::string, bool> can;
        snapshot_.accounts.each([&](const std::string& name, const auto& account) {
            can[name] = !account->disabled && administers(account->grants);
        });
        const bool any_before =
            std::any_of(can.begin(), can.end(), [](const auto& each) { return each.second; });
        for (const auto& row : rows) {
            const auto* known = snapshot_.account(row.name);
            const bool disabled = row.disabled.value_or(known != nullptr && known->disabled);
            const bool admin =
                row.roles ? administers(*row.roles) : known != nullptr && administers(known->grants);
            can[row.name] = !disabled && admin;
        }
        if (any_before &&
            std::none_of(can.begin(), can.end(), [](const auto& each) { return each.second; })) {
            row_ = 0;
            wrong("roles", {"至少要保留一位管理者", "There must stay one administrator"});
        }
    }

    const state::Snapshot& snapshot_;
    const Actor& actor_;
    const std::map<std::string, std::string>& hashes_;
    std::size_t row_ = 0;
};

// ---- agencies

bool same(const state::Agency& a, const state::Agency& b) {
    return a.name == b.name && a.parent == b.parent && a.from == b.from && a.to == b.to &&
           a.successor == b.successor && a.names == b.names;
}

class AgencyPlan {
  public:
    AgencyPlan(const state::Snapshot& snapshot, const Actor& actor) : snapshot_(snapshot), actor_(actor) {}

    void take(const std::vector<state::Agency>& rows) {
        std::set<std::string> seen;
        for (const auto& row : rows)
            parents_[row.name] = row.parent;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            row_ = i;
            const auto& row = rows[i];
            check(row);
            if (!seen.insert(row.name).second)
                wrong("name", {"機關重複", "The agency stands in the sheet twice"});
            const auto* known = snapshot_.agencies.find(row.name);
            if (known != nullptr && same(**known, row)) {
                out.fates.push_back(RowFate::unchanged);
                continue;
            }
            out.fates.push_back(known == nullptr ? RowFate::made : RowFate::changed);
            events.push_back(new_event(event::agency_registered, actor_, payload_of(row)));
        }
    }

    Imported out;
    Events events;

  private:
    void wrong(std::string field, Message what) {
        out.faults.push_back({row_, std::move(field), std::move(what)});
    }

    void check(const state::Agency& row) {
        const auto line = [&](const char* field, const std::string& text) {
            if (auto good = check_text(text, field); !good) wrong(field, good.error().what);
        };
        const auto day = [&](const char* field, const std::string& text) {
            if (!text.empty() && !state::is_date(text))
                wrong(field, {"日期須為 2024-12-31 的形式", "A day is written 2024-12-31"});
        };
        if (row.name.empty()) wrong("name", {"請填寫機關名稱", "The agency's name is missing"});
        line("name", row.name);
        line("parent", row.parent);
        line("successor", row.successor);
        day("from", row.from);
        day("to", row.to);
        for (const auto& each : row.names) {
            line("names", each.name);
            day("names", each.from);
            day("names", each.to);
        }
        std::string above = row.parent;
        for (int depth = 0; !above.empty(); ++depth) {
            if (above == row.name || depth > 16) {
                wrong("parent", {"機關不能隸屬於自己", "An agency cannot stand under itself"});
                return;
            }
            const auto given = parents_.find(above);
            const auto* entry = snapshot_.agency(above);
            above = given != parents_.end() ? given->second
                    : entry == nullptr      ? std::string()
                                            : entry->parent;
        }
    }

    static std::string payload_of(const state::Agency& row) {
        JsonWriter payload;
        begin(payload, row.name).member_if("parent", row.parent).member_if("from", row.from);
        payload.member_if("to", row.to).member_if("successor", row.successor).key("names").array();
        for (const auto& each : row.names)
            payload.object()
                .member("name", each.name)
                .member_if("from", each.from)
                .member_if("to", each.to)
                .end();
        payload.end().end();
        return payload.take();
    }

    const state::Snapshot& snapshot_;
    const Actor& actor_;
    std::map<std::string, std::string> parents_;  // as the sheet says
    std::size_t row_ = 0;
};

}  // namespace

Registry::Import Registry::imports() {
    return Import(*this);
}

Result<Imported> Registry::Import::accounts(const Actor& actor, const std::vector<AccountRow>& rows,
                                            bool apply) {
    auto& parts = *registry_.parts_;
    const auto snapshot = parts.now();
    CHECK(auth::allow(actor, Action::manage_accounts, *snapshot));
    if (rows.size() > most_rows) return too_many(most_rows, "rows");
    std::map<std::string, std::string> hashes;
    AccountPlan looked(*snapshot, actor, hashes);
    looked.take(rows);
    if (!apply || !looked.out.faults.empty() || looked.events.empty()) return std::move(looked.out);
    const auto fresh =
        static_cast<std::size_t>(std::count(looked.out.fates.begin(), looked.out.fates.end(), RowFate::made));
    if (fresh > most_new) return too_many(most_new, "new accounts");
    std::map<std::string, std::string> passwords;
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (looked.out.fates[i] == RowFate::made) {
            const std::string password = auth::random_password();
            TRY(hashes[rows[i].name], parts.passwords.hash(password));
            passwords[rows[i].name] = password;
        }
    Imported out;
    const Status recorded = parts.record([&](const state::Snapshot& newest) -> Result<Events> {
        CHECK(auth::allow(actor, Action::manage_accounts, newest));
        AccountPlan plan(newest, actor, hashes);
        plan.take(rows);
        out = std::move(plan.out);
        if (!out.faults.empty()) return refused();
        // Removed by somebody meanwhile there is none; made by somebody meanwhile it keeps its password.
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (out.fates[i] == RowFate::made && hashes.count(rows[i].name) == 0) return refused();
        return std::move(plan.events);
    });
    if (!recorded && recorded.error().code != "import-faults") return recorded.error();
    if (!recorded) return out;
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (out.fates[i] == RowFate::made) out.passwords.emplace_back(rows[i].name, passwords[rows[i].name]);
    return out;
}

Result<Imported> Registry::Import::agencies(const Actor& actor, const std::vector<state::Agency>& rows,
                                            bool apply) {
    auto& parts = *registry_.parts_;
    const auto snapshot = parts.now();
    CHECK(auth::allow(actor, Action::change_register, *snapshot));
    if (rows.size() > most_rows) return too_many(most_rows, "rows");
    AgencyPlan looked(*snapshot, actor);
    looked.take(rows);
    if (!apply || !looked.out.faults.empty() || looked.events.empty()) return std::move(looked.out);
    Imported out;
    const Status recorded = parts.record([&](const state::Snapshot& newest) -> Result<Events> {
        CHECK(auth::allow(actor, Action::change_register, newest));
        AgencyPlan plan(newest, actor);
        plan.take(rows);
        out = std::move(plan.out);
        if (!out.faults.empty()) return refused();
        return std::move(plan.events);
    });
    if (!recorded && recorded.error().code != "import-faults") return recorded.error();
    return out;
}

}  // namespace gangmu::services
