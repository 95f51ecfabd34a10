// Comparing on real documents: the demo plans, and the seeds where they are there, edited as a second edition
// would be.
#include <gtest/gtest.h>

#include <filesystem>

#include "base/file.hpp"
#include "comparing/diff.hpp"
#include "documents/open.hpp"
#include "reading/read.hpp"

namespace gangmu::services {
namespace {

const std::string example = std::string(GANGMU_SOURCE_DIR) + "/examples/haian-four-year/haian-four-year.md";

model::Plan read_text(const std::string& text, const std::string& name = "plan.md") {
    auto document = documents::parse(name, text, {});
    EXPECT_TRUE(document) << document.error().code;
    const std::vector<documents::Document> all{std::move(*document)};
    return reading::read(all);
}

std::string file_text(const std::string& path) {
    auto text = read_file(path, 50'000'000);
    EXPECT_TRUE(text) << path;
    return text ? *text : std::string();
}

std::string replaced(std::string text, const std::string& what, const std::string& with, bool all = true) {
    std::size_t found = 0;
    for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size()) {
        text.replace(at, what.size(), with);
        ++found;
        if (!all) break;
    }
    EXPECT_GT(found, 0u) << what << " does not stand in the document any more";
    return text;
}

// The new edition with the ids of the old one, and what differs.
comparing::Diff second(const model::Plan& before, model::Plan& after) {
    const auto matching = comparing::match(before, after);
    const auto uncertain = comparing::keep_ids(after, before, matching);
    return comparing::diff(before, after, comparing::match_ids(before, after), {}, uncertain);
}

std::string told(const comparing::Diff& diff, const model::Plan& before, const model::Plan& after) {
    JsonWriter out(true);
    out.object();
    comparing::write_members(out, diff, before, after);
    out.end();
    return out.take();
}

TEST(Editions, OfTheDemoPlan) {
    const std::string text = file_text(example);
    const auto before = read_text(text);
    // A measure is put in before two others, one is renamed wherever it stands, a target and an agency
    // change.
    std::string edited = replaced(text, "1-1-3 ", "1-1-4 ");
    edited = replaced(edited, "1-1-2 ", "1-1-3 ");
    edited = replaced(
        edited, "##### 措施 1-1-3 ",
        "##### 措施 1-1-2 訂定資料共享契約範本\n\n統一各局處介接資料之權責與格式。\n\n##### 措施 1-1-3 ",
        false);
    edited = replaced(edited, "推動偏鄉遠距醫療", "推動偏鄉遠距醫療與視訊門診");
    edited = replaced(edited, "| 1,200 項 | 300 | 600 | 900 | 1,200 |",
                      "| 1,500 項 | 300 | 600 | 1,000 | 1,500 |");
    auto after = read_text(edited);
    const auto diff = second(before, after);
    const auto text_of_it = told(diff, before, after);
    EXPECT_EQ(diff.node_tally.added, 1u) << text_of_it;
    EXPECT_EQ(diff.node_tally.removed, 0u) << text_of_it;
    EXPECT_EQ(diff.node_tally.moved, 0u) << text_of_it;
    std::size_t renamed = 0, renumbered = 0;
    for (const auto& change : diff.nodes) {
        if (change.change == comparing::Change::added) {
            EXPECT_EQ(after.nodes[change.new_node].title, "訂定資料共享契約範本");
            continue;
        }
        EXPECT_FALSE(change.uncertain) << after.nodes[change.new_node].title;
        for (const auto& field : change.fields) {
            if (field.field == "title") {
                ++renamed;
                EXPECT_NE(print_json(field.after).find("推動偏鄉遠距醫療與視訊門診"), std::string::npos);
            }
            if (field.field == "label") ++renumbered;
        }
    }
    EXPECT_GE(renamed, 1u) << text_of_it;
    EXPECT_EQ(renumbered, 2u) << text_of_it;
    ASSERT_EQ(diff.indicator_tally.added + diff.indicator_tally.removed, 0u) << text_of_it;
    bool target_seen = false;
    for (const auto& change : diff.indicators)
        for (const auto& target : change.targets) {
            const auto& period = after.indicators[change.new_indicator].targets[target.new_target].period;
            if (after.indicators[change.new_indicator].title.find("資料集") == std::string::npos) continue;
            EXPECT_TRUE(period == "overall" || period == "2027" || period == "2028") << period << text_of_it;
            target_seen = true;
        }
    EXPECT_TRUE(target_seen) << text_of_it;
    EXPECT_TRUE(diff.budget_tally.none()) << text_of_it;
}

TEST(Editions, AMeasureThatIsTakenOutIsTheOnlyOneMissing) {
    const std::string text = file_text(example);
    const auto before = read_text(text);
    const auto from = text.find("##### 措施 4-3-2 ");
    const auto to = text.find("##### 措施 4-3-3 ");
    ASSERT_TRUE(from != std::string::npos && to != std::string::npos);
    std::string edited = text.substr(0, from) + text.substr(to);
    std::string kept;  // its rows in the tables, too
    for (std::size_t at = 0; at < edited.size();) {
        const auto end = std::min(edited.find('\n', at), edited.size() - 1) + 1;
        const auto line = edited.substr(at, end - at);
        const bool row = line.front() == '|' && line.find("推動青年返鄉與地方創生") != std::string::npos &&
                         line.find("|  |  | 4-3-2") == 0;
        if (!row) kept += line;
        at = end;
    }
    auto after = read_text(kept);
    const auto diff = second(before, after);
    std::size_t removed = 0;
    const auto gone_with_it = [](const model::Plan& plan, const comparing::NodeChange& change) {
        const auto& parent = plan.nodes[change.old_node].parent;
        for (const auto& node : plan.nodes)
            if (node.id == parent) return node.title == "推動青年返鄉與地方創生";
        return false;
    };
    for (const auto& change : diff.nodes) {
        EXPECT_NE(change.change, comparing::Change::added) << after.nodes[change.new_node].title;
        // What is under it may go with it.
        if (change.change == comparing::Change::removed) {
            EXPECT_TRUE(before.nodes[change.old_node].title == "推動青年返鄉與地方創生" ||
                        gone_with_it(before, change))
                << before.nodes[change.old_node].title;
            ++removed;
        }
    }
    EXPECT_LE(removed, 12u);
}

TEST(Editions, TheSameBytesDifferInNothing) {
    for (const auto& folder :
         std::filesystem::directory_iterator(std::string(GANGMU_SOURCE_DIR) + "/examples"))
        if (folder.is_directory())
            for (const auto& file : std::filesystem::directory_iterator(folder.path()))
                if (file.path().extension() == ".txt" || file.path().extension() == ".md") {
                    const auto text = file_text(file.path());
                    const auto before = read_text(text, file.path().filename());
                    auto after = before;
                    EXPECT_TRUE(second(before, after).none()) << file.path();
                    EXPECT_EQ(before.nodes, after.nodes) << file.path();
                }
}

// Words changed in a thirteenth of all lines: nothing is lost, nothing is new, nothing is taken for something
// else.
TEST(Editions, OfTheSeeds) {
    const std::filesystem::path seeds = std::string(GANGMU_SOURCE_DIR) + "/../shared/seeds";
    if (!std::filesystem::exists(seeds)) GTEST_SKIP() << seeds << " is not there";
    for (const auto& file : std::filesystem::directory_iterator(seeds)) {
        const auto text = file_text(file.path());
        const auto before = read_text(text, file.path().filename());
        std::string edited;
        std::size_t line = 0;
        for (std::size_t at = 0; at < text.size(); ++line) {
            const auto end = std::min(text.find('\n', at), text.size() - 1) + 1;
            std::string each = text.substr(at, end - at);
            if (const auto word = each.find("推動"); line % 13 == 0 && word != std::string::npos)
                each.replace(word, std::string("推動").size(), "積極推動");
            edited += each;
            at = end;
        }
        auto after = read_text(edited, file.path().filename());
        const auto diff = second(before, after);
        EXPECT_EQ(diff.node_tally.added, 0u) << file.path();
        EXPECT_EQ(diff.node_tally.removed, 0u) << file.path();
        EXPECT_EQ(diff.node_tally.moved, 0u) << file.path();
        EXPECT_EQ(diff.indicator_tally.added + diff.indicator_tally.removed, 0u) << file.path();
        EXPECT_LT(diff.node_tally.changed, before.nodes.size() / 13 + 5) << file.path();
    }
}

}  // namespace
}  // namespace gangmu::services
