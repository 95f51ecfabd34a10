#include "state/snapshot.hpp"

namespace gangmu::state {
namespace {

template <class T>
const T* get(const PersistentMap<std::string, std::shared_ptr<const T>>& map, std::string_view key) {
    const auto* found = map.find(key);
    return found == nullptr ? nullptr : found->get();
}

}  // namespace

const Edition* Plan::latest() const {
    for (auto each = editions.rbegin(); each != editions.rend(); ++each)
        if (!(*each)->withdrawn) return each->get();
    return nullptr;
}

const Edition* Plan::in_force(std::string_view on) const {
    if (on.empty()) return latest();
    for (auto each = editions.rbegin(); each != editions.rend(); ++each)
        if (!(*each)->withdrawn && (*each)->effective <= on) return each->get();
    return nullptr;
}

std::string_view to_string(Role role) {
    switch (role) {
        case Role::reader:
            return "reader";
        case Role::reporter:
            return "reporter";
        case Role::reviewer:
            return "reviewer";
        case Role::officer:
            return "officer";
        case Role::admin:
            return "admin";
    }
    return "reader";
}

std::optional<Role> parse_role(std::string_view name) {
    for (const Role role : all_roles)
        if (to_string(role) == name) return role;
    return std::nullopt;
}

const Plan* Snapshot::plan(std::string_view id) const {
    return get(plans, id);
}
const Document* Snapshot::document(std::string_view sha256) const {
    return get(documents, sha256);
}
const Account* Snapshot::account(std::string_view name) const {
    return get(accounts, name);
}

const Agency* Snapshot::agency(std::string_view name) const {
    if (const auto* found = get(agencies, name)) return found;
    const auto* now = agency_names.find(name);
    return now == nullptr ? nullptr : get(agencies, *now);
}

}  // namespace gangmu::state
