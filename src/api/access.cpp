#include "api/endpoint.hpp"

namespace gangmu::api {

Status Access::allow(const auth::Actor& actor, const state::Snapshot& snapshot,
                     const std::vector<std::string>& path) const {
    switch (kind_) {
        case Kind::everyone:
            return {};
        case Kind::account:
            if (actor.anybody()) return {};
            return fail(Fault::unauthenticated, "auth-sign-in", {"請先登入", "Please sign in"},
                        {"網頁請按右上角「登入」；程式請送 Authorization: Bearer 與存取權杖",
                         "On the page, at the top right; a program sends Authorization: Bearer and a token"});
        case Kind::own_account:
            if (actor.anybody() && !actor.local && !path.empty() && path.front() == actor.name) return {};
            return auth::allow(actor, action_, snapshot);
        case Kind::action:
            return auth::allow(actor, action_, snapshot);
    }
    return fail(Fault::forbidden, "auth-no-right", {"沒有權限", "No right"});
}

std::string_view Access::name() const {
    if (kind_ == Kind::everyone) return "everyone";
    if (kind_ == Kind::account) return "account";
    if (kind_ == Kind::own_account) return "own_account";
    return auth::to_string(action_);
}

}  // namespace gangmu::api
