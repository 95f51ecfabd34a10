// Who sees and does what with stocks. The owner agency of a material sees and manages all of it; a site's
// agency sees and reports its own; everybody else sees nothing, unless the owner opened the material. A right
// that is not bound to an agency is one for all agencies, but mere readers see only what is theirs or opened.
// Pure but for what the snapshot holds.
#pragma once

#include "auth/rights.hpp"
#include "stocks/book.hpp"

namespace gangmu::services {

class StockRights {
  public:
    StockRights(const state::Snapshot& snapshot, const auth::Actor& actor)
        : snapshot_(snapshot), actor_(actor) {}

    bool sees_all(const stocks::Material& material) const;  // every site, the totals
    bool sees(const stocks::Material& material, const stocks::Holding& holding) const;
    bool sees_any(const stocks::Material& material, const std::vector<const stocks::Holding*>& sites) const;
    bool sees(const stocks::Shortage& shortage) const;  // who notified it, the owner, the site's agency
    bool manages(const std::string& owner) const;
    // The site's agency; and the owner, who types in what came on paper.
    bool reports(const stocks::Material& material, const stocks::Holding& holding) const;
    bool manages_anything() const;

  private:
    bool sees_agency(const std::string& agency) const;
    const state::Snapshot& snapshot_;
    const auth::Actor& actor_;
};

}  // namespace gangmu::services
