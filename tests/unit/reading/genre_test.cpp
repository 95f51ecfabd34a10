// Forms of the genre that the seeds do not have: bar charts, years as rows, fields in brackets, two numbers
// before
// a title, targets beside actions, contents pages. Every document here was written for these tests.
#include <gtest/gtest.h>

#include <algorithm>

#include "documents/open.hpp"
#include "reading/read.hpp"

namespace gangmu::reading {
namespace {

using Names = std::vector<std::string>;

model::Plan plan_of(const std::string& text, const std::string& name = "plan.txt") {
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

const model::Node* parent_of(const model::Plan& plan, const model::Node& node) {
    for (const model::Node& other : plan.nodes)
        if (other.id == node.parent) return &other;
    return nullptr;
}

std::string when(const model::Node* node) {
    std::string out;
    if (node)
        for (const model::ScheduleEntry& entry : node->schedule)
            out += (out.empty() ? "" : ", ") + entry.start + ".." + entry.end +
                   (entry.phase.empty() ? "" : " " + entry.phase) +
                   (entry.text.empty() ? "" : " ?" + entry.text);
    return out;
}

const model::Indicator* indicator(const model::Plan& plan, const std::string& title) {
    for (const model::Indicator& one : plan.indicators)
        if (one.title == title) return &one;
    return nullptr;
}

TEST(BarChart, MarksAreRanges) {
    const auto plan = plan_of(
        "# 河川計畫\n\n## 期程\n\n| 工作項目 | 113年 | 114年 | 115年 | 主辦單位 |\n|---|---|---|---|---|\n"
        "| 疏濬 | ● | ● | | 水利局 |\n| 護岸 | | ● | ● | 工務局 |\n",
        "plan.md");
    EXPECT_EQ(when(titled(plan, "疏濬")), "2024..2025");
    EXPECT_EQ(when(titled(plan, "護岸")), "2025..2026");
    ASSERT_NE(titled(plan, "護岸"), nullptr);
    EXPECT_EQ(titled(plan, "護岸")->lead, Names{"工務局"});
}

TEST(BarChart, WordsArePhasesAndArrowsLengthenThem) {
    const auto plan = plan_of(
        "# 交通計画\n\n## 工程表\n\n| 施策 | 実施主体 | R7 | R8 | R9 |\n|---|---|---|---|---|\n"
        "| 駅前広場の改修 | 市 | 設計 | 工事 | → |\n| 待合環境の改善 | 市 | 実施 | → | → |\n",
        "plan.md");
    EXPECT_EQ(when(titled(plan, "駅前広場の改修")), "2025..2025 設計, 2026..2027 工事");
    EXPECT_EQ(when(titled(plan, "待合環境の改善")), "2025..2027 実施");
}

TEST(BarChart, QuartersAreOfTheYearOfAnAnnualPlan) {
    const auto plan = plan_of(
        "# 濱海局 114 年度施政計畫\n\n## 預定進度\n\n| 重要計畫項目 | 第 1 季 | 第 2 季 | 第 3 季 "
        "|\n|---|---|---|---|\n"
        "| 海岸清潔 | 招標 | 施作 | 驗收 |\n| 燈塔整修 | 設計 | 設計 | 施工 |\n",
        "plan.md");
    EXPECT_EQ(when(titled(plan, "海岸清潔")),
              "2025-Q1..2025-Q1 招標, 2025-Q2..2025-Q2 施作, 2025-Q3..2025-Q3 驗收");
    EXPECT_EQ(when(titled(plan, "燈塔整修")), "2025-Q1..2025-Q2 設計, 2025-Q3..2025-Q3 施工");
}

TEST(BarChart, QuartersHeadATableOfPlainTextToo) {
    const auto plan = plan_of(
        "濱海局 114 年度施政計畫\n\n壹、預定進度\n\n重要計畫項目\t第 1 季\t第 2 季\t第 3 季\n"
        "海岸清潔\t招標\t施作\t驗收\n燈塔整修\t設計\t設計\t施工\n");
    EXPECT_EQ(when(titled(plan, "海岸清潔")),
              "2025-Q1..2025-Q1 招標, 2025-Q2..2025-Q2 施作, 2025-Q3..2025-Q3 驗收");
}

TEST(BarChart, FiguresAreTargetsAndNoBars) {
    const auto plan = plan_of(
        "# 造林計畫\n\n## 目標\n\n| 工作項目 | 113年 | 114年 |\n|---|---|---|\n| 造林面積 | 20 公頃 | 30 "
        "公頃 |\n"
        "| 補植 | 5 公頃 | 8 公頃 |\n",
        "plan.md");
    const model::Indicator* area = indicator(plan, "造林面積");
    ASSERT_NE(area, nullptr);
    ASSERT_EQ(area->targets.size(), 2u);
    EXPECT_EQ(area->targets[1].value, Decimal(30));
    EXPECT_EQ(when(titled(plan, "造林面積")), "");
}

TEST(Transposed, YearsAsRows) {
    const auto plan = plan_of(
        "# 能源計畫\n\n## 分年目標\n\n| 年度 | 參與社區數(個) | 節電量(萬度) |\n|---|---|---|\n| 113年 | 50 "
        "| 300 |\n"
        "| 114年 | 120 | 700 |\n| 合計 | 170 | 1,000 |\n",
        "plan.md");
    const model::Indicator* saved = indicator(plan, "節電量(萬度)");
    ASSERT_NE(saved, nullptr);
    ASSERT_EQ(saved->targets.size(), 3u);
    EXPECT_EQ(saved->targets[1].period, "2025");
    EXPECT_EQ(saved->targets[1].value, Decimal(700));
    EXPECT_EQ(saved->targets[2].period, "overall");
    EXPECT_EQ(saved->unit, "萬度");
}

TEST(Transposed, AListOfWorkByYearStaysAsItIs) {
    const auto plan = plan_of(
        "# 圖書館計畫\n\n## 分年工作\n\n| 年度 | 工作內容 |\n|---|---|\n| 113年 | 完成設計與發包 |\n| 114年 "
        "| 施工並驗收 |\n",
        "plan.md");
    EXPECT_TRUE(plan.indicators.empty());
}

TEST(Sums, AColumnOfTotalsIsTheOverallTarget) {
    const auto plan = plan_of(
        "# 水表計畫\n\n## 績效指標\n\n| 績效指標 | 單位 | 113年 | 114年 | 合計 |\n|---|---|---|---|---|\n"
        "| 換裝數 | 萬具 | 10 | 15 | 25 |\n",
        "plan.md");
    const model::Indicator* meters = indicator(plan, "換裝數");
    ASSERT_NE(meters, nullptr);
    ASSERT_EQ(meters->targets.size(), 3u);
    EXPECT_EQ(meters->targets[2].period, "overall");
    EXPECT_EQ(meters->targets[2].value, Decimal(25));
}

TEST(Sums, ARowOfTotalsIsNoItem) {
    const auto plan = plan_of(
        "# 社宅計畫\n\n## 分工\n\n| 具體措施 | 主辦機關 | 經費(百萬元) |\n|---|---|---|\n| 興建 | 工務局 | "
        "300 |\n"
        "| 包租 | 都發局 | 120 |\n| 合計 | | 420 |\n",
        "plan.md");
    EXPECT_EQ(titled(plan, "合計"), nullptr);
    const model::Node* build = titled(plan, "興建");
    ASSERT_NE(build, nullptr);
    EXPECT_EQ(build->lead, Names{"工務局"});
    ASSERT_EQ(plan.budgets.size(), 3u);
    EXPECT_EQ(plan.budgets[0].node, build->id);
    EXPECT_EQ(plan.budgets[0].amount, Decimal(300'000'000));
    EXPECT_TRUE(plan.budgets[2].node.empty());
    EXPECT_TRUE(plan.budgets[2].total);
}

TEST(Money, ATableWithItsUnitInTheHeadersOfYears) {
    const auto plan = plan_of(
        "# Port Plan\n\n## Funding\n\n| Item | FY2025 (USD million) | FY2026 (USD million) |\n|---|---|---|\n"
        "| Cranes | 6.5 | 12.0 |\n| Total | 6.5 | 12.0 |\n",
        "plan.md");
    ASSERT_EQ(plan.budgets.size(), 4u);
    EXPECT_EQ(plan.budgets[0].amount, Decimal(6'500'000));
    EXPECT_EQ(plan.budgets[0].currency, "USD");
    EXPECT_TRUE(plan.budgets[3].total);
}

TEST(Fields, InSquareBracketsBelongToTheActionAboveThem) {
    const auto plan = plan_of(
        "某縣運輸白皮書\n\n第一章 行動方案\n目標一 便利的公車\n策略1-1 擴大服務\n行動方案1-1-1 需求反應公車\n"
        "【主辦】交通處 【協辦】社會處、各鄉鎮市公所\n【期程】短程（114-115年）\n【內容】於 8 "
        "個鄉鎮營運。\n");
    const model::Node* bus = titled(plan, "需求反應公車");
    ASSERT_NE(bus, nullptr);
    EXPECT_EQ(bus->kind, "行動方案");
    EXPECT_EQ(bus->lead, Names{"交通處"});
    EXPECT_EQ(bus->co, (Names{"社會處", "各鄉鎮市公所"}));
    EXPECT_EQ(when(bus), "2025..2026 短程");
    EXPECT_NE(bus->text.find("8 個鄉鎮"), std::string::npos);
}

TEST(Fields, WithNumbersAreNoItems) {
    const auto plan = plan_of(
        "食農計畫\n\n第一章、推動策略與措施\n一、目標1：強化素養\n(一)策略1.1：發展教材\n1.措施1.1."
        "1：編撰教材\n"
        "(1)工作重點：完成教材 3 套。\n(2)辦理期程：112-115年\n(3)主辦機關：教育部；協辦機關：農業部\n"
        "2.措施1.1.2：建置平台\n(1)辦理期程：持續辦理\n(2)主辦機關：農業部\n");
    const model::Node* material = titled(plan, "編撰教材");
    ASSERT_NE(material, nullptr);
    EXPECT_EQ(material->kind, "措施");
    EXPECT_EQ(material->label, "1.1.1");
    EXPECT_EQ(material->labels, Names{"1"});
    EXPECT_EQ(material->lead, Names{"教育部"});
    EXPECT_EQ(material->co, Names{"農業部"});
    EXPECT_EQ(when(material), "2023..2026");
    EXPECT_EQ(when(titled(plan, "建置平台")), ".. ?持續辦理");
    EXPECT_EQ(titled(plan, "主辦機關"), nullptr);
    EXPECT_EQ(titled(plan, "工作重點"), nullptr);
}

TEST(Fields, AChapterAboutTheScheduleIsNoItem) {
    const auto plan = plan_of(
        "某計畫\n\n壹、目標\n一、便民\n二、利商\n\n貳、期程與經費\n一、期程：本計畫推動期程為 110~113 "
        "年。\n二、經費：共 3 億元。\n");
    const model::Node* when_chapter = titled(plan, "期程");
    ASSERT_NE(when_chapter, nullptr);
    EXPECT_EQ(when_chapter->kind, "章節");
    EXPECT_TRUE(when_chapter->schedule.empty());
}

TEST(Fields, KpiLinesAreIndicators) {
    const auto plan = plan_of(
        "某市計畫\n\n壹、行動方案\n一、媒合\n主責單位：勞工局\n協力單位：社會局\nKPI：每年媒合 300 "
        "人次；四年累計 1,200 人次\n");
    const model::Node* match = titled(plan, "媒合");
    ASSERT_NE(match, nullptr);
    EXPECT_EQ(match->co, Names{"社會局"});
    ASSERT_EQ(plan.indicators.size(), 2u);
    EXPECT_EQ(plan.indicators[0].node, match->id);
    EXPECT_EQ(plan.indicators[0].targets[0].every, "year");
    EXPECT_EQ(plan.indicators[1].targets[0].value, Decimal(1200));
}

TEST(Fields, TheLastSentenceOfAParagraphCanNameTheLead) {
    const auto plan = plan_of(
        "Harbour Plan\n\nGoal 1 Clean transport\n\nAction 1.1 Electric buses\n\n"
        "Replace all buses. Lead: Transport Department; partners: Energy Agency.\n");
    const model::Node* buses = titled(plan, "Electric buses");
    ASSERT_NE(buses, nullptr);
    EXPECT_EQ(buses->lead, Names{"Transport Department"});
    EXPECT_EQ(buses->co, Names{"Energy Agency"});
}

TEST(English, NumbersWithoutASignAreItems) {
    const auto plan =
        plan_of("Plan\n\nGoal 2 A dry town\nObjective 2.1 Raise the quay\nObjective 2.2 Widen the drains\n");
    const model::Node* drains = titled(plan, "Widen the drains");
    ASSERT_NE(drains, nullptr);
    EXPECT_EQ(drains->kind, "Objective");
    EXPECT_EQ(drains->label, "2.2");
    EXPECT_EQ(parent_of(plan, *drains)->title, "A dry town");
}

TEST(English, ASentenceThatBeginsWithAReferenceIsText) {
    const auto plan = plan_of(
        "Plan\n\nGoal 1 Dry streets\n\nSection 4 The minister may ask the council to report on it.\n");
    EXPECT_EQ(plan.nodes.size(), 1u);
}

TEST(English, ActionsFindTheObjectiveTheirNumberContinues) {
    const auto plan = plan_of(
        "# Port Plan\n\n## 1 Goals\n\n### Goal 1: Clean port\nObjective 1.1 Electrify\nObjective 1.2 Shore "
        "power\n\n"
        "## 2 Action plan\n\n| Action | Description | Lead | Timeline | Target |\n|---|---|---|---|---|\n"
        "| 1.1.1 | Replace the cranes | Operations | Q3 2025 – Q4 2028 | 40 electric cranes |\n"
        "| 1.2.1 | Power at berth 1 | Engineering | April–June 2026 | 1 yard, 24 chargers |\n",
        "plan.md");
    const model::Node* cranes = titled(plan, "Replace the cranes");
    ASSERT_NE(cranes, nullptr);
    EXPECT_EQ(cranes->label, "1.1.1");
    EXPECT_EQ(parent_of(plan, *cranes)->title, "Electrify");
    EXPECT_EQ(when(titled(plan, "Power at berth 1")), "2026-04..2026-06");
    ASSERT_EQ(plan.indicators.size(), 2u);
    EXPECT_EQ(plan.indicators[0].node, cranes->id);
    EXPECT_EQ(plan.indicators[0].targets[0].value, Decimal(40));
    EXPECT_EQ(plan.indicators[1].targets[0].parts.size(), 2u);
    const model::Node* chapter = titled(plan, "Action plan");
    ASSERT_NE(chapter, nullptr);
    EXPECT_EQ(chapter->kind, "章節");
}

TEST(English, BareNumbersAreHeadingsWhereTheyRunThroughTheText) {
    const auto plan = plan_of(
        "Town Plan\n\n1 Introduction\n\nThe town is old.\n\n2 Goals\n\nGoal 1 Clean streets\n\n3 "
        "Money\n\nNone is needed.\n");
    ASSERT_NE(titled(plan, "Money"), nullptr);
    EXPECT_TRUE(titled(plan, "Money")->parent.empty());
    EXPECT_EQ(parent_of(plan, *titled(plan, "Clean streets"))->title, "Goals");
}

TEST(Lists, BracketsUnderANumberOfSeveralPartsStandBelowIt) {
    const auto plan = plan_of(
        "數位方案\n\nⅢ、推動措施\n３.２ 數位能力\n３.２.１ 長者學堂\n主辦：教育部\n(1) 編製教材\n(2) "
        "培訓師資\n① 初階班\n② 進階班\n３.２.２ 新住民課程\n");
    ASSERT_NE(titled(plan, "培訓師資"), nullptr);
    EXPECT_EQ(parent_of(plan, *titled(plan, "培訓師資"))->title, "長者學堂");
    EXPECT_EQ(parent_of(plan, *titled(plan, "進階班"))->title, "培訓師資");
    EXPECT_EQ(parent_of(plan, *titled(plan, "新住民課程"))->title, "數位能力");
}

TEST(Sheets, ARepeatedUpperCellIsOneItem) {
    const auto plan = plan_of(
        "面向,具體措施,辦理期程,主辦機關,經費(百萬元)\n租金,擴大補貼,112-115年,內政部,\"30,000\"\n租金,"
        "青年加碼,112年7月起,內政部,\"2,500\"\n"
        "興建,直接興建,106-113年,內政部,\"88,000\"\n",
        "plan.csv");
    std::size_t rents = 0;
    for (const model::Node& node : plan.nodes)
        rents += node.title == "租金" ? 1 : 0;
    EXPECT_EQ(rents, 1u);
    EXPECT_EQ(parent_of(plan, *titled(plan, "青年加碼"))->title, "租金");
    ASSERT_EQ(plan.budgets.size(), 3u);
    EXPECT_EQ(plan.budgets[1].amount, Decimal(2'500'000'000));
}

const char* const contents_plan =
    "某縣海岸計畫\n\n目錄\n壹、緣起........1\n貳、海岸現況分析........3\n參、管理策略........8\n肆、預期效益."
    ".......20\n\n"
    "壹、緣起\n海岸線長 78 公里。\n\n貳、海岸現況\n近年侵蝕。\n\n參、管理策略\n一、防護\n二、保育\n\n";

TEST(Contents, LinesThatTheBodyDoesNotHaveAreKept) {
    const auto plan = plan_of(std::string(contents_plan) + "伍、附則\n每年檢討。\n");
    ASSERT_EQ(plan.plan.contents_only.size(), 2u);
    EXPECT_EQ(plan.plan.contents_only[0].label, "貳");
    EXPECT_EQ(plan.plan.contents_only[0].title, "海岸現況分析");
    EXPECT_EQ(plan.plan.contents_only[1].title, "預期效益");
    EXPECT_EQ(plan.plan.contents_only[1].source.at(0).first_line, 7u);
}

TEST(Contents, ThatAgreesKeepsNothing) {
    std::string text = contents_plan;
    const std::string wrong = "貳、海岸現況\n";
    text.replace(text.find(wrong), wrong.size(), "貳、海岸現況分析\n");
    EXPECT_TRUE(plan_of(text + "肆、預期效益\n減少侵蝕。\n").plan.contents_only.empty());
}

TEST(Header, AFileThatPrintsNoTitleIsCalledAsItsProperties) {
    const std::string body = "<h2>壹、緣起</h2><p>海岸線長。</p><h2>貳、策略</h2><p>一、防護</p>";
    const auto named =
        plan_of("<html><head><title>海岸防護計畫 | 某縣政府</title></head><body>" + body + "</body></html>",
                "a.html");
    EXPECT_EQ(named.plan.title, "海岸防護計畫");
    EXPECT_TRUE(std::any_of(named.findings.begin(), named.findings.end(),
                            [](const auto& finding) { return finding.rule == "reading-title"; }));
    const auto junk = plan_of(
        "<html><head><title>Microsoft Word - 附件1.doc</title></head><body>" + body + "</body></html>",
        "a.html");
    EXPECT_EQ(junk.plan.title, "");
    const auto printed = plan_of(
        "<html><head><title>首頁標題文字</title></head><body><h1>海岸計畫</h1>" + body + "</body></html>",
        "a.html");
    EXPECT_EQ(printed.plan.title, "海岸計畫");
}

TEST(Header, WhoIssuesThePlanAndForWhichYears) {
    const auto ministry = plan_of("海事資源部 115 年度施政計畫\n\n壹、目標\n一、安全\n");
    EXPECT_EQ(ministry.plan.issuer, "海事資源部");
    const auto named =
        plan_of("水網計畫（核定本）\n主管機關：經濟事務部\n112 年 8 月\n\n第一章 緣起\n一、依據\n");
    EXPECT_EQ(named.plan.issuer, "經濟事務部");
    const auto dated =
        plan_of("某市行動計畫\n某市政府社會局　2025年2月\n\n壹、緣起\n本計畫期程自 114 年至 117 年。\n");
    EXPECT_EQ(dated.plan.issuer, "某市政府社會局");
    EXPECT_EQ(dated.plan.end, "2028-12");
}

TEST(Torn, ABracketOfOfficesThatGoesOnBehindThePage) {
    const auto plan = plan_of(
        "# 計畫\n\n## 1-1 甲\n\n事項\t具體作法\t重點工作項目\t起訖時程\t主協辦機關單位\n"
        "1.乙\t1.1 丙\t1.1.1 丁\t109/2-110/12\t(主) 衛福部 (食藥署)  (協) 經濟部 (工業局、財團法人)\n"
        "\t\t1.1.2 尋找有能力的\t109/2-110/12\t\n\n"
        "事項\t具體作法\t重點工作項目\t起訖時程\t主協辦機關單位\n\t\t業者並洽談\t\t紡織研究所)\n\t\t1.1.3 "
        "戊\t109/3-110/12\t\n");
    const model::Node* last = titled(plan, "戊");
    ASSERT_NE(last, nullptr);
    EXPECT_EQ(last->lead, Names{"衛福部"});
    EXPECT_EQ(last->co, Names{"經濟部"});
    EXPECT_EQ(last->units, (Names{"衛福部(食藥署)", "經濟部(工業局)", "經濟部(財團法人紡織研究所)"}));
}

}  // namespace
}  // namespace gangmu::reading
