// Accounts and agencies from a sheet, over real HTTP: looked at, marked, all or none, and once more.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "house.hpp"
#include "http/client.hpp"
#include "schema_check.hpp"

namespace gangmu::api::testing_api {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class Imports : public testing::Test {
  protected:
    json::value post(const std::string& what, const std::string& csv, const std::string& more = {},
                     unsigned status = 200) {
        const auto reply =
            house.send("admin", "POST", "/api/imports/" + what + "?name=sheet.csv" + more, csv);
        EXPECT_EQ(reply.status, status) << reply.body;
        const auto value = House::parsed(reply);
        if (status != 200) return value;
        EXPECT_EQ(misfit(value, {{"$ref", "#/components/schemas/Imported"}}, ""), "") << reply.body;
        return value;
    }
    std::int64_t seq() {
        return House::parsed(house.send("admin", "GET", "/api/ledger")).at("head").at("seq").as_int64();
    }

    House house;
    const std::string good =
        "帳號,姓名,角色,電子郵件,停用\r\nwang.moea,王小明,填報@經濟部、審核@經濟部,wang@example.gov.tw,否\r\n"
        "lee.moea,李大華,reader,,\r\n";
};

TEST_F(Imports, LookedAtFirstThenAllAtOnceAndTheSameAgainChangesNothing) {
    const auto before = seq();
    const auto looked = post("accounts", good);
    EXPECT_FALSE(looked.at("applied").as_bool());
    EXPECT_EQ(looked.at("made").as_int64(), 2);
    EXPECT_EQ(seq(), before);
    const auto done = post("accounts", good, "&apply=true");
    EXPECT_TRUE(done.at("applied").as_bool());
    ASSERT_THAT(done.at("passwords").as_array(), SizeIs(2));
    const std::string password(done.at("passwords").as_array()[0].at("password").as_string());
    EXPECT_EQ(house
                  .send("nobody", "POST", "/api/session",
                        R"({"name":"wang.moea","password":")" + password + R"("})")
                  .status,
              200u);
    EXPECT_EQ(house.send("admin", "GET", "/api/ledger/events?limit=1000").body.find(password),
              std::string::npos);
    const auto after = seq();
    const auto again = post("accounts", good, "&apply=true");
    EXPECT_EQ(again.at("unchanged").as_int64(), 2);
    EXPECT_THAT(again.at("passwords").as_array(), IsEmpty());
    EXPECT_EQ(seq(), after);
    EXPECT_EQ(house.registry().view()->notices.choice("wang.moea").email, "wang@example.gov.tw");
}

TEST_F(Imports, OneWrongCellAndNothingIsChanged) {
    const auto before = seq();
    const auto bad = post(
        "accounts",
        "Account,Name,Roles,E-mail\r\nwang.moea,王,reporter@經濟部,\r\nLEE MOEA,李,pilot,not-an-address\r\n",
        "&apply=true");
    EXPECT_FALSE(bad.at("applied").as_bool());
    const auto& errors = bad.at("errors").as_array();
    ASSERT_THAT(errors, SizeIs(3));  // role, name, e-mail
    EXPECT_THAT(std::string(errors[0].at("zh").as_string()), HasSubstr("pilot"));
    EXPECT_EQ(errors[0].at("column").as_string(), "Roles");
    EXPECT_EQ(errors[0].at("key").as_string(), "LEE MOEA");
    EXPECT_THAT(std::string(errors[0].at("cell").as_string()), HasSubstr("3"));
    EXPECT_EQ(seq(), before);
    const auto marked = house.send("admin", "POST", "/api/imports/accounts?name=x.csv&reply=sheet",
                                   "帳號,角色\r\nlee.moea,pilot\r\n");
    EXPECT_EQ(marked.status, 200u);
    EXPECT_EQ(marked.body.substr(0, 2), "PK");
    post("accounts", "a,b\r\n1,2\r\n", {}, 400);
    // Nobody is left to manage accounts.
    const auto locked = post("accounts", "帳號,停用\r\nadmin,是\r\nthe-admin,是\r\n", "&apply=true");
    EXPECT_THAT(locked.at("errors").as_array(), SizeIs(1));
    EXPECT_EQ(seq(), before);
}

TEST_F(Imports, WhatIsDownloadedCanBeUploadedAsItIs) {
    post("accounts", good, "&apply=true");
    for (const char* format : {"csv", "ods", "xlsx"}) {
        const auto sheet = house.send("admin", "GET", std::string("/api/imports/accounts?format=") + format);
        ASSERT_EQ(sheet.status, 200u);
        const auto reply = house.send(
            "admin", "POST", std::string("/api/imports/accounts?apply=true&name=a.") + format, sheet.body);
        ASSERT_EQ(reply.status, 200u) << reply.body;
        const auto value = House::parsed(reply);
        EXPECT_EQ(value.at("unchanged").as_int64(), value.at("rows").as_int64()) << format << reply.body;
        EXPECT_GE(value.at("rows").as_int64(), 7);
    }
}

TEST_F(Imports, Agencies) {
    const std::string sheet =
        "機關,上級機關,成立日,其他名稱\r\n濱海署,海安部,2020-01-01,海安部濱海署|2020-01-01|、濱署\r\n海安部,,"
        ",\r\n";
    const auto done = post("agencies", sheet, "&apply=true");
    EXPECT_EQ(done.at("made").as_int64(), 2) << print_json(done);
    const auto* agency = house.registry().view()->agency("濱署");
    ASSERT_NE(agency, nullptr);
    EXPECT_EQ(agency->parent, "海安部");
    EXPECT_EQ(post("agencies", sheet, "&apply=true").at("unchanged").as_int64(), 2);
    const auto circle = post("agencies", "機關,上級機關\r\n甲局,乙局\r\n乙局,甲局\r\n", "&apply=true");
    EXPECT_THAT(circle.at("errors").as_array(), SizeIs(2));
    EXPECT_EQ(house.registry().view()->agency("甲局"), nullptr);
}

}  // namespace
}  // namespace gangmu::api::testing_api
