// What an endpoint is: one spec, from which come the route, the check of rights, the validation of its input
// and its entry in the OpenAPI document. The specs stand in endpoints/, by topic.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "auth/rights.hpp"
#include "base/json.hpp"
#include "base/result.hpp"
#include "http/message.hpp"

namespace gangmu::api {

class Call;    // call.hpp
struct Reply;  // reply.hpp

// Who may call it. No default: an endpoint whose spec does not say so does not compile.
class Access {
  public:
    static Access everyone() {
        return Access(Kind::everyone, {});
    }                                                              // also when public reading is switched off
    static Access account() { return Access(Kind::account, {}); }  // anyone who is signed in
    // Whose account the path names first, and who manages accounts.
    static Access own_account() { return Access(Kind::own_account, auth::Action::manage_accounts); }
    Access(auth::Action action) : Access(Kind::action, action) {}  // as the table of rights says

    // `path`: the values of the path's parameters. Errors: auth-sign-in, auth-no-right.
    Status allow(const auth::Actor& actor, const state::Snapshot& snapshot,
                 const std::vector<std::string>& path) const;
    std::string_view name() const;  // "everyone", "account", "own_account", or the action's

  private:
    enum class Kind { everyone, account, own_account, action };
    Access(Kind kind, auth::Action action) : kind_(kind), action_(action) {}
    Kind kind_;
    auth::Action action_;
};

enum class Type {
    text,     // minimum and maximum: length in characters
    integer,  // minimum and maximum: its value
    boolean,
    date,  // YYYY-MM-DD
    choice,
    object,  // `fields`
    list,    // of objects with `fields`, or of texts; maximum: how many
    any,     // the handler looks itself
};

// A query parameter, or a member of a JSON body.
struct Field {
    std::string_view name;
    Type type = Type::text;
    Message about;
    bool required = false;
    std::int64_t minimum = 0;
    std::int64_t maximum = 200;
    std::vector<std::string_view> choices = {};
    std::vector<Field> fields = {};
};

enum class BodyKind { none, json, upload };

struct Body {
    BodyKind kind = BodyKind::none;
    std::vector<Field> fields = {};  // json
};

struct Answer {
    unsigned status = 200;
    std::string_view schema;  // a name in schemas.cpp; empty: no body
    std::string_view media_type = "application/json";
};

// How the reply may be kept and where it is made.
enum class Work {
    quick,  // a look-up: on the I/O thread
    slow,   // a command, a password, a large answer: on a worker
};

enum class Keep {
    no,
    snapshot,  // until the next event
    plan,      // until the next event about the plan that the path names first
};

// `query` of a GET in endpoints() ends with as_of= and on=, which every read takes.
struct Endpoint {
    http::Method method;
    std::string_view path;  // "/api/plans/{plan}/nodes/{node*}": {name} is a segment, {name*} the rest
    Access access;
    Message summary;
    Result<Reply> (*handle)(Call& call);
    Answer answer = {};
    std::vector<Field> query = {};
    Body body = {};
    Work work = Work::quick;
    Keep keep = Keep::no;
};

// Every endpoint there is, in the order of the OpenAPI document.
const std::vector<Endpoint>& endpoints();

}  // namespace gangmu::api
