// The people of a demonstration: the accounts of the agencies that a plan names, of the plan's office, an
// administrator and some who only read. All have the same password, which everybody may know.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "demo/random.hpp"
#include "demo/words.hpp"
#include "services/registry.hpp"

namespace gangmu::demo {

// The password of every account unless another one was given, and its hash: always the same one, so that the
// same seed gives the same ledger, byte by byte.
inline constexpr std::string_view usual_password = "gangmu-demo-2026";
std::string_view usual_hash();

struct Office {
    std::string agency;
    double care = 0.5;  // 0 to 1: how well it keeps its dates and reaches its targets
    bool by_sheet = false;
    std::vector<auth::Actor> reporters, reviewers;
    std::vector<auth::Actor> left;  // reporters who moved to another post

    const auth::Actor* reporter(std::string_view name) const;
};

class Cast {
  public:
    Cast(services::Registry& registry, std::uint64_t seed, std::string hash)
        : registry_(registry), seed_(seed), hash_(std::move(hash)) {}

    Status administrator();
    // Makes its accounts when they are not there; more reporters when more are asked for.
    Result<Office*> office(const std::string& agency, std::size_t reporters, std::size_t reviewers,
                           const Words& words);
    Result<auth::Actor> hire(const std::string& agency, state::Role role, const Words& words);

    const auth::Actor& admin() const { return admin_; }
    Office& of(const std::string& agency) { return offices_.at(agency); }
    std::map<std::string, Office>& all() { return offices_; }
    std::size_t accounts() const { return accounts_; }

  private:
    Result<auth::Actor> create(const std::string& name, const std::string& display,
                               std::vector<state::Grant> roles);

    services::Registry& registry_;
    const std::uint64_t seed_;
    const std::string hash_;
    auth::Actor admin_;
    std::map<std::string, Office> offices_;
    std::map<std::string, std::pair<int, int>> numbers_;  // of an agency, and of its last account
    std::size_t accounts_ = 0;
};

}  // namespace gangmu::demo
