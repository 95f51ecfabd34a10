// Plans that are printed otherwise than the seeds: English and Japanese reports, sheets with a row per item,
// tables that name an item of the text. All documents here were written for these tests.
#include <gtest/gtest.h>

#include "documents/open.hpp"
#include "reading/agencies/cells.hpp"
#include "reading/read.hpp"

namespace gangmu::reading {
namespace {

using Names = std::vector<std::string>;

model::Plan plan_of(const std::string& text, const std::string& name = "plan.md") {
    const auto document = documents::parse(name, text);
    if (!document) {
        ADD_FAILURE() << document.error().code;
        return {};
    }
    return read(std::vector<documents::Document>{*document});
}

const model::Node* titled(const model::Plan& plan, const std::string& title) {
    for (const model::Node& node : plan.nodes)
        if (node.title == title) return &node;
    return nullptr;
}

std::size_t count_titled(const model::Plan& plan, const std::string& title) {
    std::size_t count = 0;
    for (const model::Node& node : plan.nodes)
        count += node.title == title ? 1 : 0;
    return count;
}

const char* const english =
    "# Harbour Town Data Plan 2026–2029\n\n"
    "Ministry of Data, Republic of Harbour\n\n"
    "Adopted 3 May 2026\n\n"
    "## 1. Goals and actions\n\n"
    "### Goal 1: Open data for all\n\n"
    "#### Action 1.1 Publish the land register\n\n"
    "Lead: Ministry of Data. Support: Land Office; Harbour Post.\n\n"
    "#### Action 1.2 Teach open data\n\n"
    "Lead: Ministry of Education\n"
    "By 2029\n\n"
    "## 2. Delivery schedule\n\n"
    "| Action | Start | End |\n|---|---|---|\n"
    "| 1.1 Publish the land register | March 2026 | June 2027 |\n"
    "| 1.2 Teach open data | 2027 | 2028 |\n\n"
    "## 3. Indicators\n\n"
    "| Indicator | Unit | Target 2027 | Target 2029 |\n|---|---|---|---|\n"
    "| 1.1.1 Parcels published | parcels | 500 | 900 |\n"
    "| 1.2.1 Schools reached | schools | 10 | 40 (cumulative) |\n";

TEST(English, TheTitlePageNamesTheIssuer) {
    const model::Plan plan = plan_of(english);
    EXPECT_EQ(plan.plan.title, "Harbour Town Data Plan 2026–2029");
    EXPECT_EQ(plan.plan.issuer, "Ministry of Data, Republic of Harbour");
}

TEST(English, LeadAndSupportStandOnOneLine) {
    const model::Plan plan = plan_of(english);
    const model::Node* publish = titled(plan, "Publish the land register");
    ASSERT_NE(publish, nullptr);
    EXPECT_EQ(publish->lead, Names{"Ministry of Data"});
    EXPECT_EQ(publish->co, (Names{"Land Office", "Harbour Post"}));
}

TEST(English, ALineBelowTheLeadIsNoPartOfItsName) {
    const model::Plan plan = plan_of(english);
    const model::Node* teach = titled(plan, "Teach open data");
    ASSERT_NE(teach, nullptr);
    EXPECT_EQ(teach->lead, Names{"Ministry of Education"});
    ASSERT_EQ(teach->schedule.size(), 1u);
    EXPECT_EQ(teach->schedule[0].end, "2029");
}

TEST(English, AScheduleChapterIsNoItemAndItsRowsAreTheActions) {
    const model::Plan plan = plan_of(english);
    const model::Node* chapter = titled(plan, "Delivery schedule");
    ASSERT_NE(chapter, nullptr);
    EXPECT_EQ(chapter->kind, "章節");
    EXPECT_EQ(count_titled(plan, "Publish the land register"), 1u);
}

TEST(English, IndicatorsHangOnTheActionOfTheirNumber) {
    const model::Plan plan = plan_of(english);
    const model::Node* teach = titled(plan, "Teach open data");
    ASSERT_NE(teach, nullptr);
    ASSERT_EQ(plan.indicators.size(), 2u);
    EXPECT_EQ(plan.indicators[1].label, "1.2.1");
    EXPECT_EQ(plan.indicators[1].node, teach->id);
}

TEST(English, ABareNumberCanBeCumulative) {
    const model::Plan plan = plan_of(english);
    ASSERT_EQ(plan.indicators.size(), 2u);
    ASSERT_EQ(plan.indicators[1].targets.size(), 2u);
    const model::Target& last = plan.indicators[1].targets[1];
    ASSERT_TRUE(last.value.has_value());
    EXPECT_EQ(last.value->str(), "40");
    EXPECT_EQ(last.cumulative, true);
    EXPECT_FALSE(plan.indicators[1].targets[0].cumulative.has_value());
}

TEST(Sheets, TheParentsNumberIsNotTheItems) {
    const model::Plan plan = plan_of(
        "編號,上層編號,類別,名稱,起,訖\n"
        "1,,目標,修復河岸,113/1,116/12\n"
        "1.1,1,策略,拆除舊堤,113/1,114/6\n"
        "1.2,1,策略,種植原生樹,114/7,116/12\n",
        "river.csv");
    EXPECT_EQ(plan.plan.title, "river");
    ASSERT_EQ(plan.nodes.size(), 3u);
    EXPECT_EQ(plan.nodes[1].label, "1.1");
    EXPECT_EQ(plan.nodes[2].label, "1.2");
    EXPECT_EQ(plan.nodes[2].kind, "策略");
    EXPECT_EQ(plan.nodes[2].parent, plan.nodes[0].id);
}

const char* const japanese =
    "白浜町みどり計画（令和7年度～令和9年度）\n\n白浜町\n\n"
    "第1章　施策\n\n"
    "基本目標１　緑を増やす\n\n"
    "施策１－１　街路樹の更新\n\n"
    "（１）古い樹木を調べる\n（２）苗木を植える\n\n"
    "【主担当】環境部公園課　【関係課】建設部道路課\n\n"
    "施策１－２　公園の整備\n\n"
    "（１）遊具を直す\n（２）花壇を作る\n\n"
    "第2章　指標\n\n"
    "| 施策 | 指標名 | 単位 | 令和8年度目標 | 令和9年度目標 |\n|---|---|---|---|---|\n"
    "| 施策１－１ | 更新本数 | 本 | 30 | 60 |\n"
    "| 施策１－２ | 整備箇所 | 箇所 | 2 | 5 |\n";

TEST(Japanese, AMeasuresNumberInATableIsThatMeasure) {
    const model::Plan plan = plan_of(japanese, "plan.txt");
    EXPECT_EQ(count_titled(plan, ""), 0u);
    const model::Node* parks = titled(plan, "公園の整備");
    ASSERT_NE(parks, nullptr);
    ASSERT_EQ(plan.indicators.size(), 2u);
    EXPECT_EQ(plan.indicators[1].node, parks->id);
}

TEST(Japanese, WhoIsNamedAfterTheListAnswersForTheMeasure) {
    const model::Plan plan = plan_of(japanese, "plan.txt");
    const model::Node* trees = titled(plan, "街路樹の更新");
    ASSERT_NE(trees, nullptr);
    EXPECT_EQ(trees->lead, Names{"環境部公園課"});
    EXPECT_EQ(trees->co, Names{"建設部道路課"});
    const model::Node* saplings = titled(plan, "苗木を植える");
    ASSERT_NE(saplings, nullptr);
    EXPECT_TRUE(saplings->lead.empty());
}

TEST(OneItem, AMeasureNumberedAnewInTheScheduleIsTheMeasureOfTheText) {
    const model::Plan plan = plan_of(
        "<h2>第一章　目標與策略</h2><h3>目標一、安全步行</h3>"
        "<h4>策略1　改善路口</h4><p>相關措施如下：</p><ol><li>增設庇護島8處</li><li>調整號誌秒數</li></ol>"
        "<h4>策略2　整理騎樓</h4><p>相關措施如下：</p><ol><li>拆除騎樓障礙物</li><li>鋪設止滑地磚</li></ol>"
        "<h2>第二章　辦理期程</h2><table><tr><th>策略</th><th>具體措施</th><th>起訖時程</th></tr>"
        "<tr><td>策略1　改善路口</td><td>1.1 增設庇護島8處</td><td>114/1~114/6</td></tr>"
        "<tr><td>策略2　整理騎樓</td><td>1.3 拆除騎樓障礙物</td><td>114/7~115/6</td></tr></table>",
        "plan.html");
    ASSERT_EQ(count_titled(plan, "拆除騎樓障礙物"), 1u);
    const model::Node* arcade = titled(plan, "拆除騎樓障礙物");
    EXPECT_EQ(arcade->labels, Names{"1.3"});
    ASSERT_EQ(arcade->schedule.size(), 1u);
    EXPECT_EQ(count_titled(plan, "改善路口"), 1u);
    const model::Node* chapter = titled(plan, "辦理期程");
    ASSERT_NE(chapter, nullptr);
    EXPECT_EQ(chapter->kind, "章節");
}

TEST(TitlePage, LinesOfATextFileStandForThemselves) {
    const model::Plan plan = plan_of(
        "白浜町みどり計画\n(令和7年度～令和9年度)\n\n令和7年3月\n白浜町\n\n第1章 趣旨\n\n本文です。\n",
        "plan.txt");
    EXPECT_EQ(plan.plan.title, "白浜町みどり計画(令和7年度～令和9年度)");
    EXPECT_EQ(plan.plan.issuer, "白浜町");
}

TEST(TitlePage, ParagraphsOfAPageAreNotTornLines) {
    const model::Plan plan = plan_of(
        "<p>North Bay Flood Plan 2026–2029</p>\n<p>Final edition</p>\n<p>Council of North Bay</p>\n"
        "<h1>1 Introduction</h1>\n<p>Water rises.</p>\n",
        "plan.html");
    EXPECT_EQ(plan.plan.title, "North Bay Flood Plan 2026–2029");
    EXPECT_EQ(plan.plan.issuer, "Council of North Bay");
}

TEST(Contents, APageNumberAfterOneBlankIsAContentsLine) {
    const model::Plan plan = plan_of(
        "# "
        "白浜町計画\n\n目次\n\n第1章　趣旨　1\n第2章　指標　4\n\n第1章　趣旨\n\n緑を守る。\n\n第2章　指標\n\n"
        "本文です。\n");
    EXPECT_EQ(plan.nodes.size(), 2u);
}

TEST(Lists, AreItemsOrSentencesAsAWhole) {
    const model::Plan plan = plan_of(
        "一、施政目標\n\n(一) 美化河岸\n\n"
        "1、種植耐水的原生植物，並請志工照顧\n\n"
        "2、整理步道。步道旁設置座椅，讓長者可以休息。\n\n"
        "3、清除垃圾。每月檢查一次，並公布檢查的結果。\n\n"
        "(二) 淨化水質\n",
        "plan.txt");
    const model::Node* banks = titled(plan, "美化河岸");
    ASSERT_NE(banks, nullptr);
    EXPECT_EQ(plan.nodes.size(), 3u);
    const std::size_t first = banks->text.find("種植"), second = banks->text.find("整理"),
                      third = banks->text.find("清除");
    ASSERT_NE(first, std::string::npos);
    EXPECT_LT(first, second);
    EXPECT_LT(second, third);
}

TEST(Numbering, AWordAfterANumberIsNoUnit) {
    const model::Plan plan =
        plan_of("一、策略\n\n1-1 公園綠地\n\n1-2 人才培育\n\n1-3 家庭照顧\n", "plan.txt");
    EXPECT_NE(titled(plan, "公園綠地"), nullptr);
    EXPECT_NE(titled(plan, "人才培育"), nullptr);
    EXPECT_NE(titled(plan, "家庭照顧"), nullptr);
}

// A table as a PDF without rules gives it: a row of two lines is two rows.
documents::Document wrapped_table() {
    documents::Document document;
    document.info.name = "plan.pdf";
    document.info.media_type = "application/pdf";
    document.info.sha256 = std::string(64, 'a');
    documents::Block block;
    block.kind = documents::BlockKind::table;
    block.place.page = 1;
    block.table.columns = 4;
    const std::vector<std::vector<std::string>> rows{
        {"具體措施", "工作項目", "起訖時程", "主（協）辦機關"},
        {"1.1 清理側溝", "1.1.1 調查位置", "114/1~114/6", "（主）水利處"},
        {"1.2 更換老舊", "1.2.1 補助住戶", "115-116年", "（主）水利處（協）環境"},
        {"水管80處", "換管", "", "保護局"},
        {"1.3 設置水尺", "1.3.1 選定地點", "116/1~116/6", "（主）水利處"}};
    std::uint32_t line = 1;
    for (const auto& texts : rows) {
        documents::Row row;
        row.place.page = 1;
        row.place.first_line = row.place.last_line = line++;
        for (std::uint32_t c = 0; c < texts.size(); ++c) {
            documents::Cell cell;
            cell.text = texts[c];
            cell.column = c;
            cell.place = row.place;
            row.cells.push_back(cell);
        }
        block.table.rows.push_back(row);
    }
    block.place.first_line = 1;
    block.place.last_line = line - 1;
    document.blocks.push_back(block);
    return document;
}

TEST(Pages, ARowOfTwoLinesIsOneItem) {
    const model::Plan plan = read(std::vector<documents::Document>{wrapped_table()});
    EXPECT_EQ(plan.nodes.size(), 6u);
    const model::Node* pipes = titled(plan, "更換老舊水管80處");
    ASSERT_NE(pipes, nullptr);
    EXPECT_EQ(pipes->label, "1.2");
    const model::Node* work = titled(plan, "補助住戶換管");
    ASSERT_NE(work, nullptr);
    EXPECT_EQ(work->lead, Names{"水利處"});
    EXPECT_EQ(work->co, Names{"環境保護局"});
    EXPECT_EQ(work->schedule.size(), 1u);
}

TEST(TitlePage, WhoIssuesThePlanIsNotItsTitle) {
    const model::Plan plan =
        plan_of("北嶺縣政府水利處\n\n北嶺縣河川四年計畫\n\n一、現況\n\n說明文字。\n", "a.txt");
    EXPECT_EQ(plan.plan.title, "北嶺縣河川四年計畫");
    EXPECT_EQ(plan.plan.issuer, "北嶺縣政府水利處");
}

}  // namespace
}  // namespace gangmu::reading
