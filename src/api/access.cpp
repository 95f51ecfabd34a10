#include "api/endpoint.hpp"

namespace gangmu::api {

Status Access::allow(const auth::Actor& actor, const state::Snapshot& snapshot) const {
    switch (kind_) {
        case Kind::everyone:
            return {};
        case Kind::account:
            if (actor.anybody()) return {};
            return fail(Fault::unauthenticated, "auth-sign-in", {"請先登入", "Please sign in"});
        case Kind::action:
            return auth::allow(actor, action_, snapshot);
    }
    return fail(Fault::forbidden, "auth-no-right", {"沒有權限", "No right"});
}

std::string_view Access::name() const {
    if (kind_ == Kind::everyone) return "everyone";
    if (kind_ == Kind::account) return "account";
    return auth::to_string(action_);
}

}  // namespace gangmu::api
