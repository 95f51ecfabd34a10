#include "exchange/cap.hpp"

#include <gtest/gtest.h>
#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <rapidcheck/gtest.h>

#include <filesystem>
#include <memory>

namespace gangmu::exchange {
namespace {

using namespace warning;

Alert alert(Mode mode = Mode::actual) {
    Alert made;
    made.id = "a12";
    made.subject = {"gas", "gas.days", "u-1", {}};
    made.category = "Infra";
    made.mode = mode;
    made.headline = headline(mode, {"天然氣安全存量低於門檻", "Gas stock under the line"});
    made.value = Decimal(75, 1);
    made.line = Decimal(8);
    made.unit_of_measure = "天";
    Step open;
    open.at = 1'767'225'600;
    open.reason = "因為自 115年1月2日 起低於門檻 8 天 <&>";
    open.reason_en = "Because it is under the line of 8 天";
    return after(made, open);
}
const CapSender sender{"gangmu@moea.example", {"經濟部", "MOEA"}, "https://gangmu.example"};
const CapArea area{{"永安接收站", "Yung-An terminal"}, 22.81, 120.2};

struct Free {
    void operator()(xmlDoc* doc) const { xmlFreeDoc(doc); }
};
using Doc = std::unique_ptr<xmlDoc, Free>;
Doc parsed(const std::string& text) {
    return Doc(xmlReadMemory(text.data(), static_cast<int>(text.size()), "m.xml", nullptr, XML_PARSE_NONET));
}
std::vector<std::string> all(const std::string& xml, const char* path) {
    const auto doc = parsed(xml);
    std::vector<std::string> out;
    if (!doc) return out;
    auto* context = xmlXPathNewContext(doc.get());
    xmlXPathRegisterNs(context, BAD_CAST "c", BAD_CAST "urn:oasis:names:tc:emergency:cap:1.2");
    xmlXPathRegisterNs(context, BAD_CAST "a", BAD_CAST "http://www.w3.org/2005/Atom");
    auto* found = xmlXPathEvalExpression(BAD_CAST path, context);
    for (int i = 0; found != nullptr && found->nodesetval != nullptr && i < found->nodesetval->nodeNr; ++i) {
        auto* text = xmlNodeGetContent(found->nodesetval->nodeTab[i]);
        out.emplace_back(reinterpret_cast<const char*>(text));
        xmlFree(text);
    }
    xmlXPathFreeObject(found);
    xmlXPathFreeContext(context);
    return out;
}
std::string one(const std::string& xml, const char* path) {
    const auto found = all(xml, path);
    return found.empty() ? "(none)" : found.front();
}

std::string schema_path() {
    return (std::filesystem::path(GANGMU_SOURCE_DIR) / "../shared/standards/cap/cap12.xsd").string();
}
bool valid(const std::string& xml) {
    struct FreeSchema {
        void operator()(xmlSchema* schema) const { xmlSchemaFree(schema); }
    };
    static const std::unique_ptr<xmlSchema, FreeSchema> schema = [] {
        auto* parser = xmlSchemaNewParserCtxt(schema_path().c_str());
        auto* made = xmlSchemaParse(parser);
        xmlSchemaFreeParserCtxt(parser);
        return std::unique_ptr<xmlSchema, FreeSchema>(made);
    }();
    const auto doc = parsed(xml);
    if (!schema || !doc) return false;
    auto* check = xmlSchemaNewValidCtxt(schema.get());
    const int faults = xmlSchemaValidateDoc(check, doc.get());
    xmlSchemaFreeValidCtxt(check);
    return faults == 0;
}
Step step(Act act, Moment at, std::string by = {}, std::string reason = "已補足") {
    Step made;
    made.act = act;
    made.at = at;
    made.by = std::move(by);
    made.reason = std::move(reason);
    return made;
}

TEST(Cap, SaysWhatTheAlertSays) {
    const auto xml = cap_message(alert(), area, sender);
    EXPECT_EQ(one(xml, "/c:alert/c:identifier"), "a12.1");
    EXPECT_EQ(one(xml, "/c:alert/c:sent"), "2026-01-01T08:00:00+08:00");
    EXPECT_EQ(one(xml, "/c:alert/c:status"), "Actual");
    EXPECT_EQ(one(xml, "/c:alert/c:msgType"), "Alert");
    EXPECT_EQ(one(xml, "/c:alert/c:note"), "(none)");
    EXPECT_EQ(one(xml, "//c:info[c:language='zh-TW']/c:description"),
              "因為自 115年1月2日 起低於門檻 8 天 <&>");
    EXPECT_EQ(one(xml, "//c:info[c:language='en-US']/c:headline"), "Gas stock under the line");
    EXPECT_EQ(one(xml, "//c:parameter[c:valueName='value']/c:value"), "7.5 天");
    EXPECT_EQ(one(xml, "//c:area/c:circle"), "22.810000,120.200000 0");
}

TEST(Cap, LaterMessagesReferToTheOneBefore) {
    auto a = after(alert(), step(Act::acknowledge, 1'767'229'200, "wang"));
    a = after(a, step(Act::comment, 1'767'229'300, "wang", "看過了"));
    auto xml = cap_message(a, area, sender);
    EXPECT_EQ(one(xml, "/c:alert/c:msgType"), "Update");
    EXPECT_EQ(one(xml, "/c:alert/c:identifier"), "a12.2") << "a comment makes no message";
    EXPECT_EQ(one(xml, "/c:alert/c:references"), "gangmu@moea.example,a12.1,2026-01-01T08:00:00+08:00");
    a = after(after(a, step(Act::over, 1'767'232'800)), step(Act::resolve, 1'767'236'400, "wang"));
    xml = cap_message(a, area, sender);
    EXPECT_EQ(one(xml, "//c:responseType"), "AllClear");
    EXPECT_EQ(one(xml, "/c:alert/c:references"), "gangmu@moea.example,a12.4,2026-01-01T10:00:00+08:00");
}

TEST(Cap, FeedPointsToItsMessages) {
    const auto a = alert(), b = alert(Mode::exercise);
    const CapEntry entries[] = {{&a, area}, {&b, area}};
    const auto xml = cap_feed(entries, sender, 0);
    EXPECT_EQ(all(xml, "//a:entry/a:link/@href"),
              (std::vector<std::string>{"https://gangmu.example/api/alerts/a12/cap",
                                        "https://gangmu.example/api/alerts/a12/cap"}));
    EXPECT_EQ(all(xml, "//a:entry/a:category/@term"), (std::vector<std::string>{"Actual", "Exercise"}));
    EXPECT_EQ(all(xml, "//a:entry/a:title")[1], "【演習】天然氣安全存量低於門檻");
    EXPECT_TRUE(all(cap_feed({}, sender, 0), "//a:entry").empty());
}

Alert any_alert(Mode mode) {
    auto made = alert(mode);
    made.kind = *rc::gen::element(Kind::threshold, Kind::forecast, Kind::missing, Kind::spike);
    made.level = *rc::gen::element(Level::watch, Level::warning, Level::severe);
    const auto name =
        *rc::gen::element(std::string("x"), std::string("<b>&\"'"), std::string("控制\x01字\x1f元"));
    made.headline = headline(mode, {name, *rc::gen::element(std::string(), name)});
    if (*rc::gen::arbitrary<bool>()) made.value.reset();
    const auto n = *rc::gen::inRange(0, 6);
    for (int i = 0; i < n; ++i)
        made = after(
            made, step(*rc::gen::element(Act::again, Act::over, Act::acknowledge, Act::assign, Act::silence,
                                         Act::escalate, Act::comment, Act::resolve),
                       1'767'225'600 + i * 60, *rc::gen::element(std::string(), std::string("wang")), name));
    return made;
}

// A test or an exercise never looks real, whatever it is called and whatever happened to it.
RC_GTEST_PROP(CapProperties, WhatIsNotRealSaysSo, ()) {
    const auto mode = *rc::gen::element(Mode::exercise, Mode::test, Mode::system);
    const auto xml = cap_message(any_alert(mode), *rc::gen::element(area, CapArea{}), sender);
    RC_ASSERT(parsed(xml) != nullptr);
    RC_ASSERT(one(xml, "/c:alert/c:status") != "Actual");
    RC_ASSERT(one(xml, "/c:alert/c:status") != "(none)");
    RC_ASSERT(one(xml, "/c:alert/c:note") != "(none)");
    for (const auto* path : {"//c:headline", "//c:event", "//c:description"}) {
        const auto texts = all(xml, path);
        RC_ASSERT(texts.size() == 2u);
        RC_ASSERT(texts[0].rfind("【" + words(mode).zh + "】", 0) == 0);
        RC_ASSERT(texts[1].rfind("[" + words(mode).en + "]", 0) == 0);
    }
}

RC_GTEST_PROP(CapProperties, EveryMessageFitsTheSchema, ()) {
    if (!std::filesystem::exists(schema_path())) {
        static const bool said = [] {
            std::printf("[  SKIPPED ] no %s: messages are not held against the schema\n",
                        schema_path().c_str());
            return true;
        }();
        RC_SUCCEED(said ? "skipped: no schema" : "");
    }
    const auto mode = *rc::gen::element(Mode::actual, Mode::exercise, Mode::test, Mode::system);
    const auto xml = cap_message(any_alert(mode), *rc::gen::element(area, CapArea{}), sender);
    if (!valid(xml)) RC_FAIL(xml);
}

TEST(Cap, TheSchemaRefusesWhatIsWrong) {
    if (!std::filesystem::exists(schema_path())) GTEST_SKIP() << "no " << schema_path();
    auto xml = cap_message(alert(), area, sender);
    EXPECT_TRUE(valid(xml));
    xml.replace(xml.find("<status>Actual"), 14, "<status>Maybe ");
    EXPECT_FALSE(valid(xml));
}

}  // namespace
}  // namespace gangmu::exchange
