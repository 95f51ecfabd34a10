// The rows of the schedule tables of one seed and the facts of another. rows_003.tsv was written by a script
// that reads the document by itself (tests/golden/README.md), so it does not repeat the reader's own
// mistakes; facts_001.tsv keeps what is read: figures, periods, lines and the hash of the sentence.
// GANGMU_ACCEPT=1 writes the second anew, never the first.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "base/sha256.hpp"
#include "documents/open.hpp"
#include "model/plan_json.hpp"
#include "reading/read.hpp"
#include "reading/titles.hpp"

namespace gangmu::reading {
namespace {

namespace fs = std::filesystem;

std::optional<model::Plan> seed(const std::string& number) {
    std::error_code none;
    for (const auto& entry :
         fs::directory_iterator(fs::path(GANGMU_SOURCE_DIR) / ".." / "shared" / "seeds", none)) {
        if (entry.path().filename().string().rfind(number + "_", 0) != 0) continue;
        std::ifstream in(entry.path(), std::ios::binary);
        std::stringstream all;
        all << in.rdbuf();
        const auto document = documents::parse(entry.path().filename().string(), all.str());
        if (!document) return std::nullopt;
        return read(std::vector<documents::Document>{*document});
    }
    return std::nullopt;
}

fs::path golden(const std::string& name) {
    return fs::path(GANGMU_SOURCE_DIR) / "tests" / "golden" / name;
}

std::string join(const std::vector<std::string>& list) {
    std::string out;
    for (const std::string& item : list)
        out += (out.empty() ? "" : ",") + item;
    return out;
}

std::vector<std::string> fields(const std::string& line) {
    std::vector<std::string> out(1);
    for (const char c : line)
        if (c == '\t')
            out.emplace_back();
        else
            out.back() += c;
    return out;
}

TEST(GoldenRows003, NumbersDatesAndBodiesAreThoseOfTheTables) {
    const auto plan = seed("003");
    if (!plan) GTEST_SKIP() << "../shared/seeds is not there";
    std::map<std::pair<std::string, std::string>, const model::Node*> at;  // line, label
    for (const model::Node& node : plan->nodes)
        if (node.kind == "重點工作項目" && !node.source.empty())
            at[{std::to_string(node.source.front().first_line), node.label}] = &node;
    std::ifstream in(golden("rows_003.tsv"));
    std::size_t rows = 0, missing = 0, dates = 0, bodies = 0;
    for (std::string line; std::getline(in, line);) {
        if (line.empty() || line[0] == '#') continue;
        const std::vector<std::string> expected = fields(line);
        ASSERT_EQ(expected.size(), 5u) << line;
        ++rows;
        const auto found = at.find({expected[0], expected[1]});
        if (found == at.end()) {
            ++missing;
            ADD_FAILURE() << "no row " << line;
            continue;
        }
        std::string when;
        for (const model::ScheduleEntry& entry : found->second->schedule)
            when += (when.empty() ? "" : ",") + entry.start + ".." + entry.end;
        if (when != expected[2]) {
            ++dates;
            ADD_FAILURE() << line << " but read " << when;
        }
        if (join(found->second->lead) != expected[3] || join(found->second->co) != expected[4]) {
            ++bodies;
            ADD_FAILURE() << line << " but read " << join(found->second->lead) << " / "
                          << join(found->second->co);
        }
    }
    EXPECT_EQ(rows, 585u);  // 605 with the table whose first column has another header
    std::printf("rows of 003: %zu, missing %zu, other dates %zu, other bodies %zu\n", rows, missing, dates,
                bodies);
}

std::string line_of(const model::Fact& fact) {
    std::string lines;
    for (const model::Source& source : fact.source)
        lines += (lines.empty() ? "" : " ") + std::to_string(source.first_line) + "-" +
                 std::to_string(source.last_line);
    std::string figure = fact.figure ? fact.figure->str() : "";
    if (fact.figure_max) figure += "…" + fact.figure_max->str();
    return std::string(model::to_string(fact.comparator)) + figure + "\t" + fact.unit + "\t" + fact.period +
           "\t" +
           (!fact.cumulative   ? ""
            : *fact.cumulative ? "total"
                               : "each") +
           "\t" + fact.agency + "\t" + lines + "\t" + sha256_hex(title_key(fact.text)).substr(0, 12);
}

TEST(GoldenFacts001, AreThoseWrittenDown) {
    const auto plan = seed("001");
    if (!plan) GTEST_SKIP() << "../shared/seeds is not there";
    std::multiset<std::string> found;
    for (const model::Fact& fact : plan->facts)
        found.insert(line_of(fact));
    if (std::getenv("GANGMU_ACCEPT") != nullptr) {
        std::ofstream out(golden("facts_001.tsv"));
        out << "# figure\tunit\tperiod\tcumulative\tagency\tlines\tsentence (hash)\n";
        for (const std::string& line : found)
            out << line << '\n';
    }
    std::multiset<std::string> expected;
    std::ifstream in(golden("facts_001.tsv"));
    for (std::string line; std::getline(in, line);)
        if (!line.empty() && line[0] != '#') expected.insert(line);
    ASSERT_FALSE(expected.empty());
    for (const std::string& line : expected)
        if (found.count(line) < expected.count(line)) ADD_FAILURE() << "missing: " << line;
    for (const std::string& line : found)
        if (expected.count(line) < found.count(line)) ADD_FAILURE() << "not expected: " << line;
}

}  // namespace
}  // namespace gangmu::reading
