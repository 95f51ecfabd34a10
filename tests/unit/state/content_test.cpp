#include "state/content.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <ctime>
#include <map>
#include <set>

#include "state/corrections.hpp"
#include "unit/state/plans.hpp"

namespace gangmu::state {
namespace {

using test::small_plan;

ContentPtr correct(const Content& content, std::string_view operations,
                   std::vector<std::string>* touched = nullptr) {
    auto list = parse_json(operations)->as_array();
    auto result = apply_corrections(content, list, 7, touched);
    EXPECT_TRUE(result) << result.error().code << " " << result.error().where;
    return result ? *result : nullptr;
}

std::string code_of(const Content& content, std::string_view operations) {
    auto list = parse_json(operations)->as_array();
    auto result = apply_corrections(content, list, 7);
    return result ? "" : result.error().code;
}

std::vector<std::string> order(const Content& content) {
    std::vector<std::string> ids;
    content.walk([&](Row row) { ids.push_back(content.node(row).id); });
    return ids;
}

// What must hold of every content, whatever was done to it: its indexes say what its nodes say.
void expect_sound(const Content& content) {
    std::map<std::string, std::uint32_t> kinds;
    std::map<std::string, std::map<Row, int>> agencies;
    std::size_t nodes = 0;
    content.walk([&](Row row) {
        const auto& entry = *content.entry(row);
        ++nodes;
        ++kinds[entry.node.kind];
        EXPECT_EQ(content.find(entry.node.id), row);
        std::uint32_t below = 0;
        content.walk([&](Row) { ++below; }, row);
        EXPECT_EQ(entry.descendants, below - 1) << entry.node.id;
        if (entry.parent == no_row) {
            EXPECT_EQ(entry.node.parent, "");
            EXPECT_EQ(entry.node.level, 0u);
        } else {
            EXPECT_EQ(entry.node.parent, content.node(entry.parent).id);
            EXPECT_EQ(entry.node.level, content.node(entry.parent).level + 1);
        }
        for (const auto& name : entry.node.lead)
            agencies[name][row] |= part_lead;
        for (const auto& name : entry.node.co)
            agencies[name][row] |= part_co;
        for (const auto* indicator : content.indicators(row))
            EXPECT_EQ(content.find(indicator->node), row);
        for (const auto* fact : content.facts(row))
            EXPECT_EQ(content.find(fact->node), row);
        for (const auto* budget : content.budgets(row))
            EXPECT_EQ(content.find(budget->node), row);
    });
    EXPECT_EQ(content.counts().nodes, nodes);
    std::map<std::string, std::uint32_t> told;
    for (const auto& each : content.kinds())
        told[each.kind] = each.count;
    EXPECT_EQ(told, kinds);
    std::size_t named = 0;
    content.agencies().each([&](const std::string& name, const AgencyPart& part) {
        named += part.nodes.size();
        part.nodes.each([&](Row row, std::uint8_t bits) { EXPECT_EQ(agencies[name][row], bits) << name; });
    });
    std::size_t expected = 0;
    for (const auto& [name, rows] : agencies)
        expected += rows.size();
    EXPECT_EQ(named, expected);
    const auto again = read_content(content_text(content));
    ASSERT_TRUE(again);
    EXPECT_EQ((*again)->to_plan(), content.to_plan());
}

TEST(Content, HoldsThePlanAndGivesItBack) {
    const auto plan = small_plan();
    const auto content = *Content::build(plan);
    EXPECT_EQ(content->to_plan(), plan);
    expect_sound(*content);
    const Row row = *content->find("1/1");
    EXPECT_EQ(content->indicators(row).size(), 1u);
    EXPECT_EQ(content->findings(row).size(), 1u);
    EXPECT_EQ(content->ancestors(*content->find("1/1/1")), (std::vector<Row>{0, 1}));
    EXPECT_EQ(content->siblings(row).size(), 2u);
    EXPECT_EQ(content->entry(0)->descendants, 3u);
    EXPECT_EQ(content->counts().targets, 1u);
    EXPECT_FALSE(content->find("9"));
    auto twice = plan;
    twice.nodes.push_back(twice.nodes[0]);
    EXPECT_EQ(Content::build(twice).error().code, "plan-id-twice");
}

TEST(Corrections, SetFieldsAndLeaveTheOldContentAlone) {
    const auto before = *Content::build(small_plan());
    std::vector<std::string> touched;
    const auto after = correct(*before, R"([
        {"op":"set","node":"1/1","field":"title","value":"新"},
        {"op":"set","node":"1/1","field":"lead","value":["環境部","內政部"]},
        {"op":"set","node":"1/2","field":"schedule","value":[{"start":"2021","end":"2022"}]},
        {"op":"set","indicator":"1/1#1","field":"unit","value":"家"},
        {"op":"target","indicator":"1/1#1","at":1,"value":{"period":"2022","value":5}},
        {"op":"plan","field":"title","value":"新計畫"},
        {"op":"budget","at":0,"value":{"amount":250,"period":"2021"}}])",
                               &touched);
    EXPECT_EQ(touched, (std::vector<std::string>{"1/1", "1/1", "1/2", "1/1", "1/1"}));
    EXPECT_EQ(after->node(1).title, "新");
    EXPECT_EQ(after->node(3).schedule[0].end, "2022");
    EXPECT_EQ(after->indicator("1/1#1")->targets[1].value, Decimal(5));
    EXPECT_EQ(after->counts().targets, 2u);
    EXPECT_EQ(after->budgets()[0]->amount, Decimal(250));
    EXPECT_EQ(after->header().title, "新計畫");
    EXPECT_EQ(after->agencies().find("經濟部")->nodes.size(), 1u);
    EXPECT_EQ(before->to_plan(), small_plan());
    expect_sound(*after);
    EXPECT_EQ(after->entry(4), before->entry(4)) << "what was not touched is shared";
}

TEST(Corrections, MoveSplitMerge) {
    const auto before = *Content::build(small_plan());
    const auto moved = correct(*before, R"([{"op":"move","node":"1/1","parent":"2"}])");
    EXPECT_EQ(order(*moved), (std::vector<std::string>{"1", "1/2", "2", "1/1", "1/1/1"}));
    expect_sound(*moved);
    const auto first = correct(*before, R"([{"op":"move","node":"2","before":"1"}])");
    EXPECT_EQ(order(*first).front(), "2");
    auto operations =
        parse_json(
            R"([{"op":"split","node":"1/1","text":"前","new":{"title":"後","text":"後"},"children":["1/1/1"]}])")
            ->as_array();
    const auto split = *apply_corrections(*before, operations, 7);
    EXPECT_EQ(order(*split), (std::vector<std::string>{"1", "1/1", "1/3", "1/1/1", "1/2", "2"}));
    EXPECT_EQ(operations[0].at("new").at("id").as_string(), "1/3");
    EXPECT_EQ(split->node(*split->find("1/3")).kind, "措施");
    expect_sound(*split);
    const auto merged = correct(
        *split, R"([{"op":"merge","node":"1/1","into":"1/3"},{"op":"merge","node":"1/3","into":"1/2"}])");
    EXPECT_EQ(order(*merged), (std::vector<std::string>{"1", "1/2", "1/1/1", "2"}));
    EXPECT_EQ(merged->find("1/1"), merged->find("1/2"));
    EXPECT_EQ(merged->find("1/3"), merged->find("1/2"));
    EXPECT_EQ(merged->indicators(*merged->find("1/1")).size(), 1u);
    EXPECT_EQ(merged->node(*merged->find("1/2")).lead, std::vector<std::string>{"經濟部"});
    EXPECT_EQ(merged->node(*merged->find("1/2")).text, "後\n前");
    expect_sound(*merged);
    const auto kept = *read_content(content_text(*merged));
    EXPECT_EQ(kept->find("1/1"), kept->find("1/2"));
    EXPECT_EQ(code_of(*merged, R"([{"op":"add","parent":"1","node":{"id":"1/1","title":"x"}}])"),
              "correction-invalid")
        << "an id that was given is not given again";
}

TEST(Corrections, WhatIsWrongChangesNothing) {
    const auto content = *Content::build(small_plan());
    EXPECT_EQ(code_of(*content, R"([{"op":"set","node":"9","field":"title","value":"x"}])"),
              "correction-unknown");
    EXPECT_EQ(code_of(*content, R"([{"op":"set","node":"1","field":"color","value":"x"}])"),
              "correction-invalid");
    EXPECT_EQ(code_of(*content, R"([{"op":"set","node":"1","field":"lead","value":"x"}])"), "plan-json");
    EXPECT_EQ(code_of(*content, R"([{"op":"move","node":"1","parent":"1/1/1"}])"), "correction-cycle");
    EXPECT_EQ(code_of(*content, R"([{"op":"move","node":"2","parent":"1","before":"2"}])"),
              "correction-invalid");
    EXPECT_EQ(code_of(*content, R"([{"op":"merge","node":"1","into":"1/2"}])"), "correction-cycle");
    EXPECT_EQ(code_of(*content, R"([{"op":"remove","node":"1/1"}])"), "correction-not-empty");
    EXPECT_EQ(code_of(*content, R"([{"op":"target","indicator":"1/1#1","at":5,"value":{}}])"),
              "correction-invalid");
    EXPECT_EQ(code_of(*content, R"([{"op":"explode"}])"), "correction-invalid");
    EXPECT_EQ(code_of(*content, R"([3])"), "correction-invalid");
    EXPECT_EQ(code_of(*content, R"([{"op":"remove","node":"1/1/1"}])"), "");
}

// Any series of operations leaves a sound content, and doing them one by one or all at once is the same.
RC_GTEST_PROP(Corrections, AnySeriesLeavesASoundContent, ()) {
    auto content = *Content::build(test::large_plan(30));
    const auto start = content;
    json::array all;
    for (int i = 0; i < 25; ++i) {
        const auto id = [] { return json::value("n" + std::to_string(*rc::gen::inRange(0, 30))); };
        json::object operation;
        switch (*rc::gen::inRange(0, 6)) {
            case 0:
                operation = {{"op", "move"}, {"node", id()}, {"parent", id()}};
                break;
            case 1:
                operation = {{"op", "merge"}, {"node", id()}, {"into", id()}};
                break;
            case 2:
                operation = {{"op", "split"}, {"node", id()}, {"new", json::object{{"title", "新"}}}};
                break;
            case 3:
                operation = {{"op", "remove"}, {"node", id()}};
                break;
            case 4:
                operation = {{"op", "add"}, {"parent", id()}, {"node", json::object{{"kind", "新"}}}};
                break;
            default:
                operation = {{"op", "set"},
                             {"node", id()},
                             {"field", "co"},
                             {"value", json::array{"部" + std::to_string(i % 3)}}};
        }
        json::array one{operation};
        auto next = apply_corrections(*content, one, 1);
        if (!next) continue;
        content = *next;
        all.push_back(one[0]);
    }
    expect_sound(*content);
    const auto at_once = apply_corrections(*start, all, 1);
    RC_ASSERT(at_once.has_value());
    RC_ASSERT((*at_once)->to_plan() == content->to_plan());
    RC_ASSERT(content_text(**at_once) == content_text(*content));
}

TEST(Content, ACorrectionCostsAsMuchAsTheChange) {
    // The thread's own time: what else the machine does is no matter.
    const auto cpu_us = [] {
        timespec now{};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
        return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
    };
    const auto cost = [&](std::size_t nodes) {
        auto content = *Content::build(test::large_plan(nodes));
        std::vector<double> times;
        for (int i = 0; i < 201; ++i) {
            json::array operations{json::object{
                {"op", "set"}, {"node", "n" + std::to_string(i)}, {"field", "title"}, {"value", "新"}}};
            const double start = cpu_us();
            content = *apply_corrections(*content, operations, 1);
            times.push_back(cpu_us() - start);
        }
        std::nth_element(times.begin(), times.begin() + 100, times.end());
        return times[100];  // the median: the allocator's own housekeeping is no cost of ours
    };
    const double small = cost(1'000), large = cost(100'000);
    RecordProperty("microseconds_of_1000", std::to_string(small));
    RecordProperty("microseconds_of_100000", std::to_string(large));
    EXPECT_LT(large, small * 10 + 50) << "a hundred times the nodes, about the same cost";
}

}  // namespace
}  // namespace gangmu::state
