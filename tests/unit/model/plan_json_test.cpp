#include "model/plan_json.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace gangmu::model {
namespace {

// Texts with what JSON has to escape and with Chinese.
std::string text(bool may_be_empty = true) {
    static const std::vector<std::string> words{"智慧", "城市", "\"", "\\",     "\n",
                                                "\t",   "1-1",  "a",  "（一）", "\x01"};
    std::string all;
    const int length = *rc::gen::inRange(may_be_empty ? 0 : 1, 4);
    for (int i = 0; i < length; ++i)
        all += *rc::gen::elementOf(words);
    return all;
}

std::vector<std::string> texts() {
    std::vector<std::string> all(static_cast<std::size_t>(*rc::gen::inRange(0, 3)));
    for (auto& each : all)
        each = text();
    return all;
}

std::optional<Decimal> number() {
    if (*rc::gen::arbitrary<bool>()) return std::nullopt;
    return Decimal(*rc::gen::inRange<std::int64_t>(-999'999'999'999, 999'999'999'999),
                   *rc::gen::inRange(0, 4));
}

std::optional<bool> flag() {
    return *rc::gen::element(std::optional<bool>(), std::optional(true), std::optional(false));
}

Comparator comparator() {
    return *rc::gen::element(Comparator::none, Comparator::equal, Comparator::at_least, Comparator::at_most,
                             Comparator::about);
}

template <class F>
auto some(F&& make) {
    std::vector<decltype(make())> all(static_cast<std::size_t>(*rc::gen::inRange(0, 3)));
    for (auto& each : all)
        each = make();
    return all;
}

std::uint32_t count() {
    return *rc::gen::inRange<std::uint32_t>(0, 5000);
}

Source source() {
    Source made;
    made.document = text();
    made.page = count();
    made.first_line = count();
    if (made.first_line > 0) made.last_line = made.first_line + count();
    made.block = count();
    made.sheet = text();
    made.cells = text();
    return made;
}

Figure figure() {
    return {text(), number(), number(), text(), comparator(), flag()};
}

Target target() {
    return {text(), text(), number(), number(),     text(),      comparator(),
            flag(), text(), text(),   some(figure), some(source)};
}

Node node() {
    Node made;
    made.id = text(false);
    made.parent = text();
    made.level = count();
    made.kind = text();
    made.label = text();
    made.labels = texts();
    made.title = text();
    made.text = text();
    made.lead = texts();
    made.co = texts();
    made.units = texts();
    if (!made.lead.empty() || !made.co.empty())
        made.roles = *rc::gen::element(Roles::marked, Roles::unmarked);
    made.schedule = some([] { return ScheduleEntry{text(), text(), text(), text()}; });
    made.carried = texts();
    made.source = some(source);
    return made;
}

Plan plan() {
    Plan made;
    made.plan = {text(false),
                 text(),
                 text(),
                 text(),
                 text(),
                 some([] {
                     return DocumentInfo{text(), text(), text(), count(), count()};
                 }),
                 some([] {
                     return ContentsLine{text(), text(false), some(source)};
                 })};
    made.nodes = some(node);
    made.indicators = some([] {
        return Indicator{text(false), text(),  text(),       text(),  text(),      text(),
                         texts(),     texts(), some(target), texts(), some(source)};
    });
    made.budgets = some([] {
        return Budget{text(),      text(), text(), number().value_or(Decimal()),
                      text(),      text(), text(), *rc::gen::arbitrary<bool>(),
                      some(source)};
    });
    made.facts = some([] {
        return Fact{text(),       text(), text(), number(), number(),
                    comparator(), text(), text(), flag(),   some(source)};
    });
    made.findings = some([] {
        return Finding{
            text(false),      text(),  *rc::gen::element(Severity::note, Severity::warning, Severity::error),
            {text(), text()}, texts(), some(source)};
    });
    return made;
}

RC_GTEST_PROP(PlanJson, IsReadBackAsItWas, ()) {
    const Plan before = plan();
    const std::string printed = plan_text(before);
    const auto value = parse_json(printed);
    RC_ASSERT(value.has_value());
    const auto after = read_plan(*value);
    RC_ASSERT(after.has_value());
    RC_ASSERT(*after == before);
    RC_ASSERT(plan_text(*after) == printed);
}

TEST(PlanJson, KeysStandInTheOrderOfTheContractAndWhatIsUnknownIsLeftOut) {
    Plan made;
    made.plan = {"p-000000000000",
                 "甲",
                 "",
                 "2021-01",
                 "2024-12",
                 {{"a.txt", std::string(64, 'a'), "text/plain", 0, 12}},
                 {}};
    Node one;
    one.id = "1";
    one.kind = "策略";
    one.label = "1";
    one.title = "乙";
    one.lead = {"經濟部"};
    one.roles = Roles::unmarked;
    one.schedule = {{"2021", "2022-06", "第一期", ""}, {"", "", "", "另定"}};
    Source at;
    at.document = std::string(64, 'a');
    at.first_line = 3;
    at.last_line = 4;
    one.source = {at};
    made.nodes = {one};
    Indicator count;
    count.id = "1#1.1";
    count.node = "1";
    Target target;
    target.period = "2021-H1";
    target.text = "達 93.45";
    target.value = Decimal(9345, 2);
    target.comparator = Comparator::equal;
    target.cumulative = false;
    count.targets = {target};
    made.indicators = {count};
    Budget money;
    money.period = "overall";
    money.amount = Decimal(9'345'000'000);
    money.total = true;
    made.budgets = {money};
    EXPECT_EQ(
        plan_text(made),
        R"({"plan":{"id":"p-000000000000","title":"甲","period":{"start":"2021-01","end":"2024-12"},"documents":)"
        R"([{"name":"a.txt","sha256":")" +
            std::string(64, 'a') +
            R"(","media_type":"text/plain","lines":12}]},)"
            R"("nodes":[{"id":"1","level":0,"kind":"策略","label":"1","title":"乙","lead":["經濟部"],)"
            R"("roles":"unmarked","schedule":[{"start":"2021","end":"2022-06","phase":"第一期"},{"text":"另定"}],)"
            R"("source":[{"document":")" +
            std::string(64, 'a') +
            R"(","lines":[3,4]}]}],)"
            R"("indicators":[{"id":"1#1.1","node":"1","targets":[{"period":"2021-H1","text":"達 93.45","value":93.45,)"
            R"("comparator":"=","cumulative":false}]}],)"
            R"("budgets":[{"period":"overall","amount":9345000000,"total":true}],"facts":[],"findings":[]})");
}

TEST(PlanJson, AWrongTypeIsToldWithItsPath) {
    const auto value = parse_json(R"({"plan":{"id":"p"},"nodes":[{"id":"1"},{"id":7}]})");
    const auto read = read_plan(*value);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, "plan-json");
    EXPECT_EQ(read.error().where, "/nodes/1/id");
    EXPECT_FALSE(read_plan(*parse_json("[]")));
    EXPECT_FALSE(read_target(*parse_json(R"({"comparator":"≥"})")));
    EXPECT_TRUE(read_plan(*parse_json(R"({"plan":{"id":"p","later":1},"later":[]})")));
}

}  // namespace
}  // namespace gangmu::model
