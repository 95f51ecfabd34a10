// The seed with the large indicator tables against tests/golden/*_003.tsv. The cells' texts were compared
// with an extraction made apart from this reader, the figures read over by eye; texts are kept as hashes
// only.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "base/sha256.hpp"
#include "documents/open.hpp"
#include "model/plan_json.hpp"
#include "reading/read.hpp"
#include "text/runes.hpp"

namespace gangmu::reading {
namespace {

namespace fs = std::filesystem;

std::string file_text(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::stringstream all;
    all << in.rdbuf();
    return all.str();
}

const model::Plan* plan_003() {
    static const std::optional<model::Plan> plan = []() -> std::optional<model::Plan> {
        const fs::path folder = fs::path(GANGMU_SOURCE_DIR) / ".." / "shared" / "seeds";
        std::error_code none;
        for (const auto& entry : fs::directory_iterator(folder, none)) {
            if (entry.path().filename().string().rfind("003_", 0) != 0) continue;
            const auto document = documents::parse(entry.path().filename().string(), file_text(entry.path()));
            if (!document) return std::nullopt;
            const std::vector<documents::Document> all{*document};
            return read(all);
        }
        return std::nullopt;
    }();
    return plan ? &*plan : nullptr;
}

std::string hash(const std::string& text) {
    std::string tight;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (!std::isspace(static_cast<unsigned char>(text[i]))) tight += text[i];
    return sha256_hex(tight).substr(0, 12);
}

template <class Figure>
std::string shown(const Figure& figure) {
    if (!figure.value) return {};
    std::string text = std::string(model::to_string(figure.comparator)) + figure.value->str();
    if (figure.value_max) text += "…" + figure.value_max->str();
    return figure.unit.empty() ? text : text + " " + figure.unit;
}

std::string parts(const model::Target& target) {
    std::string text;
    for (const auto& part : target.parts)
        text += (text.empty() ? "" : "; ") + shown(part);
    return text;
}

std::string lines(const model::Sources& sources) {
    std::string text;
    for (const auto& one : sources)
        text +=
            (text.empty() ? "" : " ") + std::to_string(one.first_line) + "-" + std::to_string(one.last_line);
    return text;
}

std::multiset<std::string> golden(const std::string& name) {
    std::multiset<std::string> rows;
    std::stringstream in(file_text(fs::path(GANGMU_SOURCE_DIR) / "tests" / "golden" / name));
    for (std::string line; std::getline(in, line);)
        if (!line.empty() && line[0] != '#') rows.insert(line);
    return rows;
}

void expect_equal(const std::multiset<std::string>& expected, const std::multiset<std::string>& found) {
    ASSERT_FALSE(expected.empty());
    for (const auto& row : expected)
        if (found.count(row) < expected.count(row)) ADD_FAILURE() << "missing: " << row;
    for (const auto& row : found)
        if (expected.count(row) < found.count(row)) ADD_FAILURE() << "not expected: " << row;
}

std::string flag(const std::optional<bool>& value) {
    return !value ? "" : *value ? "yes" : "no";
}

TEST(Golden003, all_indicators_with_all_cells) {
    const auto* plan = plan_003();
    if (!plan) GTEST_SKIP() << "../shared/seeds is not there";
    std::multiset<std::string> found;
    std::size_t indicators = 0;
    for (const auto& indicator : plan->indicators) {
        if (indicator.role != "kpi") continue;
        ++indicators;
        for (const auto& target : indicator.targets)
            found.insert(indicator.label + "\t" + target.period + "\t" + shown(target) + "\t" +
                         flag(target.cumulative) + "\t" + target.every + "\t" + target.due + "\t" +
                         parts(target) + "\t" + lines(target.source) + "\t" + hash(target.text));
    }
    EXPECT_EQ(indicators, 140u);
    expect_equal(golden("indicators_003.tsv"), found);
}

TEST(Golden003, all_goals) {
    const auto* plan = plan_003();
    if (!plan) GTEST_SKIP() << "../shared/seeds is not there";
    std::multiset<std::string> found;
    for (const auto& indicator : plan->indicators)
        if (indicator.role == "goal") {
            const auto& target = indicator.targets.at(0);
            found.insert(shown(target) + "\t" + target.every + "\t" + target.due + "\t" + parts(target) +
                         "\t" + lines(target.source) + "\t" + hash(target.text));
        }
    expect_equal(golden("goals_003.tsv"), found);
}

TEST(Golden003, all_budgets) {
    const auto* plan = plan_003();
    if (!plan) GTEST_SKIP() << "../shared/seeds is not there";
    std::multiset<std::string> found;
    for (const auto& budget : plan->budgets)
        found.insert(hash(budget.title) + "\t" + budget.period + "\t" + budget.amount.str() + "\t" +
                     budget.basis + "\t" + (budget.total ? "total" : "") + "\t" + lines(budget.source));
    expect_equal(golden("budgets_003.tsv"), found);
}

}  // namespace
}  // namespace gangmu::reading
