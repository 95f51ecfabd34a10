#include "services/stock_rights.hpp"

#include <algorithm>

namespace gangmu::services {

using auth::Action;

bool StockRights::sees_agency(const std::string& agency) const {
    if (actor_.local) return true;
    return std::any_of(actor_.grants.begin(), actor_.grants.end(), [&](const auth::Grant& grant) {
        if (grant.role == auth::Role::reader && grant.agency.empty()) return false;
        auth::Actor one;
        one.name = actor_.name;
        one.grants = {grant};
        return auth::may(one, Action::read_stocks, snapshot_, agency);
    });
}

bool StockRights::sees_all(const stocks::Material& material) const {
    switch (material.open) {
        case stocks::Open::everyone:
            return true;
        case stocks::Open::accounts:
            if (actor_.anybody()) return true;
            break;
        case stocks::Open::agencies:
            if (std::any_of(material.open_to.begin(), material.open_to.end(),
                            [&](const std::string& agency) { return sees_agency(agency); }))
                return true;
            break;
        case stocks::Open::owner:
            break;
    }
    return sees_agency(material.owner);
}

bool StockRights::sees(const stocks::Material& material, const stocks::Holding& holding) const {
    return sees_all(material) || sees_agency(holding.agency);
}

bool StockRights::sees_any(const stocks::Material& material,
                           const std::vector<const stocks::Holding*>& sites) const {
    return sees_all(material) || std::any_of(sites.begin(), sites.end(),
                                             [&](const auto* site) { return sees_agency(site->agency); });
}

bool StockRights::sees(const stocks::Shortage& shortage) const {
    return shortage.opened().by == actor_.name || sees_agency(shortage.owner) ||
           (!shortage.agency.empty() && sees_agency(shortage.agency));
}

bool StockRights::manages(const std::string& owner) const {
    return auth::may(actor_, Action::manage_stocks, snapshot_, owner);
}

bool StockRights::reports(const stocks::Material& material, const stocks::Holding& holding) const {
    return auth::may(actor_, Action::report_stocks, snapshot_, holding.agency) || manages(material.owner);
}

bool StockRights::manages_anything() const {
    return auth::may(actor_, Action::manage_stocks, snapshot_);
}

}  // namespace gangmu::services
