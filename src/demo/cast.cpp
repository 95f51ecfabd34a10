#include "demo/cast.hpp"

#include <fmt/format.h>

namespace gangmu::demo {

std::string_view usual_hash() {
    return "$argon2id$v=19$m=65536,t=2,p=1$KZNvkTzG8shaA+BDB01WRQ$C/"
           "YeOwN1O86HP9XkdiO8CroRq2MUegggIPVGBqae+GU";
}

const auth::Actor* Office::reporter(std::string_view name) const {
    for (const auto& each : reporters)
        if (each.name == name) return &each;
    return nullptr;
}

Result<auth::Actor> Cast::create(const std::string& name, const std::string& display,
                                 std::vector<state::Grant> roles) {
    const auto& by = admin_.anybody() ? admin_ : auth::system_actor();
    services::NewAccount account{name, display, {}, roles, hash_};
    TRY(const std::string none, registry_.create_account(by, account));
    ++accounts_;
    return auth::Actor{name, display, std::move(roles), false};
}

Status Cast::administrator() {
    admin_ = auth::local_actor("demo");
    TRY(auto admin, create("admin", "示範管理者", {{state::Role::admin, ""}, {state::Role::officer, ""}}));
    admin_ = std::move(admin);
    return {};
}

Result<auth::Actor> Cast::hire(const std::string& agency, state::Role role, const Words& words) {
    auto [number, first] = numbers_.try_emplace(agency, static_cast<int>(numbers_.size()) + 1, 0);
    auto& [office, last] = number->second;
    const std::string name = fmt::format("a{:02}-{:02}", office, ++last);
    Random random(seed_, name);
    return create(name, words.person(random) + "（" + words.shortened(agency) + "）", {{role, agency}});
}

Result<Office*> Cast::office(const std::string& agency, std::size_t reporters, std::size_t reviewers,
                             const Words& words) {
    auto [found, made] = offices_.try_emplace(agency);
    Office& office = found->second;
    if (made) {
        Random random(seed_, agency);
        office.agency = agency;
        office.care = random.unit();
        office.by_sheet = random.chance(0.55);
    }
    while (office.reviewers.size() < reviewers) {
        TRY(auto hired, hire(agency, state::Role::reviewer, words));
        office.reviewers.push_back(std::move(hired));
    }
    while (office.reporters.size() < reporters) {
        TRY(auto hired, hire(agency, state::Role::reporter, words));
        office.reporters.push_back(std::move(hired));
    }
    return &office;
}

}  // namespace gangmu::demo
