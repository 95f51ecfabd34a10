// The demo plans in all their carriers: the same plan gives the same values, apart from documents, the plan's
// id and sources. A workbook gives what a workbook can carry.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "base/file.hpp"
#include "documents/open.hpp"
#include "model/plan_json.hpp"
#include "reading/read.hpp"

namespace gangmu::reading {
namespace {

namespace fs = std::filesystem;

model::Plan read_example(const std::string& id, const std::string& carrier) {
    const fs::path path = fs::path(GANGMU_SOURCE_DIR) / "examples" / id / (id + "." + carrier);
    const auto bytes = read_file(path.string(), 64u << 20);
    if (!bytes) {
        ADD_FAILURE() << path;
        return {};
    }
    const auto document = documents::parse(path.filename().string(), *bytes);
    if (!document) {
        ADD_FAILURE() << path << ": " << document.error().code;
        return {};
    }
    return read(std::span(&*document, 1));
}

// Without what belongs to the carrier.
model::Plan bare(model::Plan plan) {
    plan.plan.id.clear();
    plan.plan.documents.clear();
    for (auto& line : plan.plan.contents_only)
        line.source.clear();
    for (auto& node : plan.nodes)
        node.source.clear();
    for (auto& indicator : plan.indicators) {
        indicator.source.clear();
        for (auto& target : indicator.targets)
            target.source.clear();
    }
    for (auto& budget : plan.budgets)
        budget.source.clear();
    for (auto& fact : plan.facts)
        fact.source.clear();
    for (auto& finding : plan.findings) {
        finding.id.clear();
        finding.source.clear();
    }
    return plan;
}

template <class T>
std::vector<std::string> texts(const std::vector<T>& items) {
    std::vector<std::string> out;
    for (const T& item : items) {
        JsonWriter json;
        model::write_json(json, item);
        out.push_back(json.take());
    }
    return out;
}

// Every value of the two, list by list; the first differences are told.
template <class T>
void expect_same(const std::vector<T>& wanted, const std::vector<T>& found, const char* list) {
    const auto left = texts(wanted), right = texts(found);
    EXPECT_EQ(left.size(), right.size()) << list;
    int told = 0;
    for (std::size_t i = 0; i < std::min(left.size(), right.size()) && told < 3; ++i)
        if (left[i] != right[i]) {
            ADD_FAILURE() << list << " " << i << "\n  " << left[i] << "\n  " << right[i];
            ++told;
        }
}

struct Example {
    const char* id;
    std::vector<std::string> carriers;  // the first is what the others are compared with
};

class Carriers : public testing::TestWithParam<Example> {};

TEST_P(Carriers, GiveTheSamePlan) {
    const auto& example = GetParam();
    const model::Plan wanted = bare(read_example(example.id, example.carriers.front()));
    ASSERT_FALSE(wanted.nodes.empty());
    for (std::size_t i = 1; i < example.carriers.size(); ++i) {
        SCOPED_TRACE(std::string(example.id) + "." + example.carriers[i]);
        const model::Plan found = bare(read_example(example.id, example.carriers[i]));
        EXPECT_EQ(wanted.plan.title, found.plan.title);
        EXPECT_EQ(wanted.plan.issuer, found.plan.issuer);
        EXPECT_EQ(wanted.plan.start, found.plan.start);
        EXPECT_EQ(wanted.plan.end, found.plan.end);
        expect_same(wanted.nodes, found.nodes, "nodes");
        expect_same(wanted.indicators, found.indicators, "indicators");
        expect_same(wanted.budgets, found.budgets, "budgets");
        expect_same(wanted.facts, found.facts, "facts");
        expect_same(wanted.findings, found.findings, "findings");
    }
}

INSTANTIATE_TEST_SUITE_P(
    Examples, Carriers,
    testing::Values(Example{"haian-four-year", {"txt", "md", "html", "odt", "docx", "pdf"}},
                    Example{"haian-2025", {"txt", "md", "html", "odt", "docx", "pdf"}},
                    Example{"haian-results-2025", {"txt", "md", "html", "odt", "docx", "pdf"}},
                    Example{"port-ellery", {"txt", "md", "html", "docx"}},
                    Example{"aosaki", {"txt", "md", "html", "docx"}}));

// ---- workbooks

// title, unit and every target of an indicator
std::string row_of(const model::Indicator& indicator) {
    std::string out = indicator.title + "|" + indicator.unit;
    for (const auto& target : indicator.targets) {
        out += "|" + target.period + "=" + target.text;
        if (target.value) out += ":" + target.value->str() + target.unit;
    }
    return out;
}

std::string row_of(const model::Budget& budget) {
    return budget.title + "|" + budget.period + "|" + budget.amount.str() + "|" +
           (budget.total ? "total" : "");
}

template <class T>
std::multiset<std::string> rows(const std::vector<T>& items) {
    std::multiset<std::string> out;
    for (const T& item : items)
        out.insert(row_of(item));
    return out;
}

void expect_within(const std::multiset<std::string>& some, const std::multiset<std::string>& all,
                   const char* what) {
    std::vector<std::string> missing;
    std::set_difference(some.begin(), some.end(), all.begin(), all.end(), std::back_inserter(missing));
    EXPECT_EQ(missing, std::vector<std::string>()) << what;
}

class Workbooks : public testing::TestWithParam<const char*> {};

TEST_P(Workbooks, GiveTheFiguresOfTheirTables) {
    const model::Plan text = read_example(GetParam(), "txt"), sheet = read_example(GetParam(), "xlsx");
    std::vector<model::Indicator> in_tables;
    for (const auto& indicator : text.indicators)
        if (indicator.role == "kpi") in_tables.push_back(indicator);
    std::vector<model::Budget> money;
    for (const auto& budget : text.budgets)
        if (!budget.node.empty() || budget.title.size() < 60) money.push_back(budget);
    expect_within(rows(in_tables), rows(sheet.indicators), "indicators");
    expect_within(rows(sheet.indicators), rows(text.indicators), "indicators that the text does not have");
    expect_within(rows(sheet.budgets), rows(text.budgets), "budgets that the text does not have");
}

INSTANTIATE_TEST_SUITE_P(Examples, Workbooks,
                         testing::Values("haian-four-year", "haian-2025", "haian-results-2025"));

TEST(Workbooks, TheOutlineIsThatOfTheText) {
    const model::Plan text = read_example("haian-four-year", "txt");
    const model::Plan sheet = read_example("haian-four-year", "xlsx");
    std::map<std::string, std::string> wanted;
    // its column of agencies is filled for strategies and measures; those of work items stand in other tables
    const auto line = [](const model::Node& node) {
        std::string out = node.kind + "|";
        if (node.kind == "策略" || node.kind == "措施") {
            for (const auto& name : node.lead)
                out += name + ",";
            for (const auto& name : node.co)
                out += "+" + name;
        }
        for (const auto& entry : node.schedule)
            out += "|" + entry.start + "/" + entry.end;
        return out;
    };
    for (const auto& node : text.nodes)
        if (node.kind == "目標" || node.kind == "策略" || node.kind == "措施" || node.kind == "具體作法" ||
            node.kind == "重點工作項目")
            wanted[node.title] = line(node);
    ASSERT_GT(wanted.size(), 100u);
    std::map<std::string, std::string> found;
    for (const auto& node : sheet.nodes)
        if (wanted.count(node.title) > 0) found[node.title] = line(node);
    std::size_t told = 0;
    for (const auto& [title, values] : wanted)
        if (found[title] != values && told++ < 5)
            ADD_FAILURE() << title << "\n  " << values << "\n  " << found[title];
    EXPECT_EQ(told, 0u);
}

}  // namespace
}  // namespace gangmu::reading
