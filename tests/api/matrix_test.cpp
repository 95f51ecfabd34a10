// Every endpoint × every role. What is expected is written here, independent of the specs: an endpoint that
// is not in the table fails, and so does a row without an endpoint.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "api/openapi.hpp"
#include "house.hpp"

namespace gangmu::api::testing_api {
namespace {

using Roles = std::set<std::string>;
const Roles everyone{"nobody", "reader", "reporter", "reviewer", "officer", "admin"};
const Roles accounts{"reader", "reporter", "reviewer", "officer", "admin"};
const Roles officers{"officer"};
const Roles insiders{"officer", "admin"};
const Roles admins{"admin"};
const Roles workers{"reporter", "reviewer", "officer", "admin"};
const Roles filers{"reporter", "officer"};
const Roles proposers{"reporter", "reviewer", "officer"};

const std::map<std::string, Roles>& expected() {
    static const std::map<std::string, Roles> table{
        {"GET /api", everyone},
        {"GET /api/health", everyone},
        {"GET /api/session", everyone},
        {"POST /api/session", everyone},
        {"DELETE /api/session", everyone},
        {"PUT /api/session/password", accounts},
        {"GET /api/plans", everyone},
        {"GET /api/plans/{plan}", everyone},
        {"GET /api/plans/{plan}/outline", everyone},
        {"GET /api/plans/{plan}/nodes/{node*}", everyone},
        {"GET /api/plans/{plan}/indicators", everyone},
        {"GET /api/plans/{plan}/budgets", everyone},
        {"GET /api/plans/{plan}/facts", everyone},
        {"GET /api/plans/{plan}/findings", everyone},
        {"GET /api/plans/{plan}/export", everyone},
        {"GET /api/plans/{plan}/history", everyone},
        {"POST /api/plans/{plan}/publish", officers},
        {"POST /api/plans/{plan}/withdraw", officers},
        {"POST /api/plans/{plan}/corrections", officers},
        {"POST /api/plans/{plan}/dismissals", officers},
        {"GET /api/plans/{plan}/diff", everyone},
        {"POST /api/plans/{plan}/reread", officers},
        {"GET /api/plans/{plan}/proposal", insiders},
        {"POST /api/plans/{plan}/proposal/accept", officers},
        {"DELETE /api/plans/{plan}/proposal", officers},
        {"POST /api/plans/{plan}/attach", officers},
        {"GET /api/plans/{plan}/corrections", insiders},
        {"POST /api/plans/{plan}/corrections/{seq}/undo", officers},
        {"GET /api/plans/{plan}/dismissals", insiders},
        {"DELETE /api/plans/{plan}/dismissals/{finding*}", officers},
        {"GET /api/rules", insiders},
        {"PUT /api/rules/{rule}", admins},
        {"GET /api/plans/{plan}/rules", insiders},
        {"PUT /api/plans/{plan}/rules/{rule}", officers},
        {"POST /api/erasures", admins},
        {"GET /sta/v1.1", everyone},
        {"GET /sta/v1.1/Observations", everyone},
        {"GET /sta/v1.1/{datastream}/Observations", everyone},
        {"GET /sta/v1.1/{path*}", everyone},
        {"POST /sta/v1.1/Observations", filers},
        {"POST /sta/v1.1/{datastream}/Observations", filers},
        {"POST /sta/v1.1/CreateObservations", filers},
        {"PATCH /sta/v1.1/{path*}", filers},
        {"DELETE /sta/v1.1/{path*}", filers},
        {"GET /api/sensors/usable", accounts},
        {"GET /api/warnings", accounts},
        {"PUT /api/warnings/{rule}", insiders},
        {"DELETE /api/warnings/{rule}", insiders},
        {"POST /api/warnings/{rule}/try", insiders},
        {"GET /api/alerts", accounts},
        {"GET /api/alerts/cap", accounts},
        {"GET /api/alerts/{alert}", accounts},
        {"GET /api/alerts/{alert}/cap", accounts},
        {"POST /api/alerts/{alert}/steps", {"reporter", "reviewer", "officer"}},
        {"GET /api/agencies", everyone},
        {"GET /api/agencies/{name}", everyone},
        {"GET /api/search", everyone},
        {"GET /api/documents", everyone},
        {"GET /api/documents/{sha256}", everyone},
        {"GET /api/documents/{sha256}/lines", everyone},
        {"GET /api/documents/{sha256}/blocks", everyone},
        {"GET /api/documents/{sha256}/read", everyone},
        {"GET /api/documents/{sha256}/raw", everyone},
        {"POST /api/documents", officers},
        {"PUT /api/documents", officers},
        {"POST /api/plans", officers},
        {"GET /api/jobs/{job}", accounts},
        {"DELETE /api/jobs/{job}", accounts},
        {"GET /api/accounts", admins},
        {"POST /api/accounts", admins},
        {"PATCH /api/accounts/{name}", admins},
        {"GET /api/accounts/{name}/tokens", admins},  // and whose account it is: tokens_test
        {"POST /api/accounts/{name}/tokens", admins},
        {"DELETE /api/accounts/{name}/tokens/{id}", admins},
        {"GET /api/feeds", accounts},
        {"POST /api/feeds", accounts},
        {"DELETE /api/feeds/{id}", accounts},
        {"GET /api/feeds/{token}/gangmu.ics", everyone},  // who knows the secret: notices_test
        {"GET /api/imports/accounts", admins},
        {"POST /api/imports/accounts", admins},
        {"GET /api/imports/agencies", admins},
        {"POST /api/imports/agencies", admins},
        {"GET /api/audit", insiders},
        {"GET /api/audit/export", insiders},
        {"GET /api/accounts/review", admins},
        {"GET /api/report-history/{plan}/{cycle}/{node*}", accounts},
        {"GET /api/notices", accounts},
        {"GET /api/notices/count", accounts},
        {"POST /api/notices/read", accounts},
        {"GET /api/accounts/{name}/notices", admins},  // and whose account it is: notices_test
        {"PUT /api/accounts/{name}/notices", admins},
        {"GET /api/mail", admins},
        {"PUT /api/mail", admins},
        {"POST /api/mail/test", admins},
        {"GET /api/webhooks", admins},
        {"POST /api/webhooks", admins},
        {"PUT /api/webhooks/{id}", admins},
        {"DELETE /api/webhooks/{id}", admins},
        {"POST /api/webhooks/{id}/test", admins},
        {"GET /api/register", admins},
        {"PUT /api/register/{name}", admins},
        {"DELETE /api/register/{name}", admins},
        {"GET /api/settings", admins},
        {"PATCH /api/settings", admins},
        {"GET /api/calendar", everyone},
        {"GET /api/calendar/reckon", everyone},
        {"POST /api/calendar", admins},
        {"PUT /api/calendar/days/{day}", admins},
        {"DELETE /api/calendar/days/{day}", admins},
        {"GET /api/delegations", accounts},
        {"POST /api/delegations", accounts},
        {"DELETE /api/delegations/{id}", accounts},
        {"GET /api/plans/{plan}/cycles", accounts},
        {"POST /api/plans/{plan}/cycles", officers},
        {"PUT /api/plans/{plan}/rhythms/{rhythm}", officers},
        {"DELETE /api/plans/{plan}/rhythms/{rhythm}", officers},
        {"POST /api/plans/{plan}/cycles/{cycle}/open", officers},
        {"POST /api/plans/{plan}/cycles/{cycle}/due", officers},
        {"POST /api/plans/{plan}/cycles/{cycle}/lock", officers},
        {"POST /api/plans/{plan}/cycles/{cycle}/reopen", officers},
        {"GET /api/plans/{plan}/cycles/{cycle}", accounts},
        {"GET /api/plans/{plan}/cycles/{cycle}/obligations", accounts},
        {"POST /api/plans/{plan}/cycles/{cycle}/approvals", accounts},
        {"GET /api/plans/{plan}/cycles/{cycle}/sheet", accounts},
        {"POST /api/plans/{plan}/cycles/{cycle}/sheet", accounts},
        {"GET /api/plans/{plan}/cycles/{cycle}/summary", accounts},
        {"PUT /api/plans/{plan}/review", officers},
        {"GET /api/plans/{plan}/items", accounts},
        {"PUT /api/plans/{plan}/items/{node*}", accounts},
        {"POST /api/plans/{plan}/items/{node*}", accounts},
        {"POST /api/plans/{plan}/hand-over", accounts},
        {"GET /api/plans/{plan}/keys/{agency}", accounts},
        {"PUT /api/plans/{plan}/keys/{agency}", accounts},
        {"GET /api/plans/{plan}/board", accounts},
        {"GET /api/reports/{plan}/{cycle}/{node*}", accounts},
        {"PUT /api/reports/{plan}/{cycle}/{node*}", accounts},
        {"POST /api/reports/{plan}/{cycle}/{node*}", accounts},
        {"PUT /api/evidence/{plan}/{cycle}/{node*}", accounts},
        {"GET /api/evidence/{plan}/{cycle}/{node*}", accounts},
        {"GET /api/work", accounts},
        {"GET /api/plans/{plan}/evaluation", accounts},
        {"GET /api/plans/{plan}/evaluation/{node*}", accounts},
        {"POST /api/plans/{plan}/evaluation/{node*}", officers},
        {"PUT /api/plans/{plan}/evaluation-rules", officers},
        {"PUT /api/plans/{plan}/definitions/{indicator*}", officers},
        {"PUT /api/plans/{plan}/weights/{node*}", officers},
        {"GET /api/plans/{plan}/evaluation-settings", accounts},
        {"GET /api/plans/{plan}/lights", accounts},
        {"GET /api/colleagues", workers},
        {"GET /api/agencies/{name}/evaluation", accounts},
        {"GET /api/overview", accounts},
        {"GET /api/plans/{plan}/acts", everyone},
        {"POST /api/plans/{plan}/acts", officers},
        {"DELETE /api/plans/{plan}/acts/{act}", officers},
        {"GET /api/elements", accounts},
        {"GET /api/elements/{id*}", accounts},
        {"PUT /api/elements/{id*}", insiders},
        {"GET /api/units", accounts},
        {"POST /api/units", insiders},
        {"GET /api/units/{id*}", accounts},
        {"PUT /api/units/{id*}", insiders},
        {"GET /api/values", accounts},
        {"POST /api/values", filers},
        {"POST /api/values/sheet", filers},
        {"GET /api/values/history", accounts},
        {"GET /api/values/explain", accounts},
        {"GET /api/rollup", accounts},
        {"GET /api/rollups", accounts},
        {"GET /api/rollups/{id}", accounts},
        {"PUT /api/rollups/{id}", insiders},
        {"DELETE /api/rollups/{id}", insiders},
        {"PUT /api/plans/{plan}/acts/{act}/letter", officers},
        {"GET /api/plans/{plan}/acts/{act}/letter", accounts},
        {"GET /api/plans/{plan}/revisions", everyone},
        {"POST /api/plans/{plan}/revisions", proposers},
        {"GET /api/plans/{plan}/revisions/{revision}", everyone},
        {"PUT /api/plans/{plan}/revisions/{revision}", proposers},
        {"POST /api/plans/{plan}/revisions/{revision}", proposers},
        {"POST /api/plans/{plan}/revisions/{revision}/operations", proposers},
        {"GET /api/groups", accounts},
        {"POST /api/groups", officers},
        {"PUT /api/groups/{group}", officers},
        {"DELETE /api/groups/{group}", officers},
        {"GET /api/meetings", accounts},
        {"POST /api/meetings", officers},
        {"GET /api/meetings/{meeting}", accounts},
        {"PUT /api/meetings/{meeting}", officers},
        {"POST /api/meetings/{meeting}", officers},
        {"GET /api/actions", accounts},
        {"POST /api/actions", officers},
        {"PUT /api/actions/{action}", officers},
        {"POST /api/actions/{action}", accounts},
        {"GET /api/stocks", everyone},  // what is seen in it: stocks_test
        {"GET /api/stocks/materials/{material}", everyone},
        {"GET /api/stocks/materials/{material}/sites/{site}", everyone},
        {"GET /api/stocks/what-if", everyone},
        {"GET /api/stocks/shipments", everyone},
        {"GET /api/stocks/shortages", accounts},
        {"GET /api/stocks/shortages/{shortage}", accounts},
        {"GET /api/stocks/duties", accounts},
        {"GET /api/stocks/findings", accounts},
        {"GET /api/stocks/exercises", accounts},
        {"GET /api/stocks/sheet", accounts},
        {"POST /api/stocks/sheet", accounts},
        {"GET /api/stocks/export", everyone},
        {"PUT /api/stocks/materials/{material}", officers},
        {"PUT /api/stocks/materials/{material}/sites/{site}", officers},
        {"POST /api/stocks/returns", accounts},
        {"POST /api/stocks/withdrawals", accounts},
        {"PUT /api/stocks/shipments/{shipment}", accounts},
        {"POST /api/stocks/shortages", accounts},
        {"POST /api/stocks/shortages/{shortage}", accounts},
        {"POST /api/stocks/exercises", officers},
        {"POST /api/stocks/exercises/{exercise}/end", officers},
        {"GET /api/ledger", everyone},
        {"GET /api/ledger/events", insiders},
        {"GET /api/ledger/verify", everyone},
    };
    return table;
}

std::string name_of(const Endpoint& endpoint) {
    return std::string(http::to_string(endpoint.method)) + " " + std::string(endpoint.path);
}

// The path with names that are nobody's, so that nothing is changed by those who may.
std::string path_of(const Endpoint& endpoint) {
    std::string out;
    bool inside = false;
    for (const char c : endpoint.path) {
        if (c == '{') out += "nowhere";
        inside = inside ? c != '}' : c == '{';
        if (!inside && c != '}') out += c;
    }
    return out;
}

TEST(Matrix, TheTableNamesEveryEndpoint) {
    std::set<std::string> specs;
    for (const Endpoint& endpoint : endpoints()) {
        specs.insert(name_of(endpoint));
        EXPECT_TRUE(expected().count(name_of(endpoint))) << name_of(endpoint) << " has no expectation";
        EXPECT_FALSE(endpoint.summary.zh.empty() || endpoint.summary.en.empty()) << name_of(endpoint);
        if (!endpoint.answer.schema.empty()) {
            EXPECT_TRUE(schemas().contains(endpoint.answer.schema)) << endpoint.answer.schema;
        }
    }
    for (const auto& [name, roles] : expected())
        EXPECT_TRUE(specs.count(name)) << name << " is no endpoint";
}

TEST(Matrix, EveryEndpointForEveryRole) {
    House house;  // its own: signing out is one of the requests
    for (const Endpoint& endpoint : endpoints()) {
        const auto row = expected().find(name_of(endpoint));
        if (row == expected().end()) continue;
        if (name_of(endpoint) == "DELETE /api/session") continue;
        for (const char* role : all_roles) {
            const bool json_body = endpoint.body.kind == BodyKind::json;
            const auto reply = house.send(role, http::to_string(endpoint.method), path_of(endpoint),
                                          json_body ? R"({"no-such-member":1})" : "");
            const bool refused = reply.status == 401 || reply.status == 403;
            const std::string what = name_of(endpoint) + " as " + role + ": " + std::to_string(reply.status) +
                                     " " + reply.body.substr(0, 200);
            EXPECT_NE(reply.status, 500u) << what;
            if (row->second.count(role) != 0) {
                EXPECT_FALSE(refused) << what;
            } else {
                EXPECT_EQ(reply.status, std::string(role) == "nobody" ? 401u : 403u) << what;
            }
        }
    }
}

TEST(Matrix, WithoutPublicReadingNobodyReadsWithoutAnAccount) {
    House house;
    ASSERT_EQ(house.send("admin", "PATCH", "/api/settings", R"({"public_reading":false})").status, 200u);
    const std::set<std::string> open{"GET /api/feeds/{token}/gangmu.ics",
                                     "GET /api",
                                     "GET /api/health",
                                     "GET /api/session",
                                     "POST /api/session",
                                     "DELETE /api/session"};
    for (const Endpoint& endpoint : endpoints()) {
        const auto reply = house.send("nobody", http::to_string(endpoint.method), path_of(endpoint),
                                      endpoint.body.kind == BodyKind::json ? "{}" : "");
        if (open.count(name_of(endpoint)) == 0) {
            EXPECT_EQ(reply.status, 401u) << name_of(endpoint);
        }
    }
    EXPECT_EQ(house.send("reader", "GET", "/api/plans").status, 200u);
}

TEST(Matrix, ChangesNeedTheSessionsToken) {
    House& house = House::shared();
    for (const Endpoint& endpoint : endpoints()) {
        if (endpoint.method == http::Method::get || name_of(endpoint) == "POST /api/session") continue;
        for (const char* role : {"officer", "admin"}) {
            const auto row = expected().find(name_of(endpoint));
            if (row == expected().end() || row->second.count(role) == 0) continue;
            auto client = http::Client::network(house.address());
            const auto reply = client.send(http::to_string(endpoint.method), path_of(endpoint), "{}",
                                           {{"Cookie", house.session(role).cookie}});
            EXPECT_EQ(reply->status, 403u) << name_of(endpoint);
            EXPECT_NE(reply->body.find("\"csrf\""), std::string::npos) << reply->body;
        }
    }
}

}  // namespace
}  // namespace gangmu::api::testing_api
