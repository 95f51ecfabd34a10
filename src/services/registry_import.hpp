// Accounts and agencies by the row: what a sheet asks for, against what is there. All rows or none, in one
// durable commit; the same rows again change nothing. Threads: any. A handle: it must not outlive the
// registry.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "services/registry.hpp"

namespace gangmu::services {

// What is not given stays as it is (of a new account: is empty).
struct AccountRow {
    std::string name;
    std::optional<std::string> display, email;
    std::optional<std::vector<state::Grant>> roles;  // these and no others
    std::optional<bool> disabled;
};

enum class RowFate { unchanged, changed, made };

struct RowFault {
    std::size_t row = 0;  // in the list that was given
    std::string field;    // "name", "display", "roles", "email", "disabled", "parent", "from", "to", "names"
    Message what;
};

struct Imported {
    std::vector<RowFate> fates;    // in the order given; what would become of each, when nothing was applied
    std::vector<RowFault> faults;  // not empty: nothing was changed
    std::vector<std::pair<std::string, std::string>> passwords;  // of new accounts, once
};

class Registry::Import {
  public:
    explicit Import(Registry& registry) : registry_(registry) {}

    // `apply` false: only looked at. Errors: auth-…, import-many (rows, or new accounts: each password costs
    // a tenth of a second).
    Result<Imported> accounts(const Actor& actor, const std::vector<AccountRow>& rows, bool apply);
    Result<Imported> agencies(const Actor& actor, const std::vector<state::Agency>& rows, bool apply);

    static constexpr std::size_t most_rows = 5000, most_new = 1000;

  private:
    Registry& registry_;
};

}  // namespace gangmu::services
