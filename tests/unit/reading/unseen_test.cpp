// Plans in unlike styles, each written for these tests: what ministries, counties, Japanese cities and
// English strategies print otherwise than the seeds.
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

const model::Node& must(const model::Plan& plan, const std::string& title) {
    static const model::Node none;
    const model::Node* found = titled(plan, title);
    EXPECT_NE(found, nullptr) << title;
    return found ? *found : none;
}

std::string when(const model::Node& node) {
    std::string out;
    for (const model::ScheduleEntry& entry : node.schedule)
        out += (out.empty() ? "" : ", ") + entry.start + ".." + entry.end + entry.text;
    return out;
}

const model::Indicator& indicator(const model::Plan& plan, const std::string& title) {
    static const model::Indicator none;
    for (const model::Indicator& one : plan.indicators)
        if (one.title == title) return one;
    ADD_FAILURE() << title;
    return none;
}

const std::string ministry =
    "國家循環農業推動方案\n農業部\n中華民國113年11月28日\n\n"
    "壹、緣起\n"
    "    我國農業每年產生約五百萬公噸剩餘資材，為落實淨零排放，本部會同環境部、經濟部及相關部會研提本\n"
    "方案，共提出2大策略、4項措施，並自114年起分年推動，以健全循環體系為目標。\n\n"
    "貳、推動策略及措施\n"
    "一、健全法規制度\n"
    "（一）建置資材流向追蹤平台\n"
    "  1.整合農業部、環境部既有申報系統。\n"
    "  2.114年底前上線，115年起全面介接。\n"
    "（二）修訂管理辦法\n"
    "二、發展處理技術\n"
    "（一）設置區域循環處理中心\n"
    "  於雲林、彰化、屏東等地設置6處區域循環處理中心，114年完成1處。\n"
    "（二）輔導農民團體購置機具\n"
    "  補助機具每年至少100台。\n\n"
    "參、經費需求\n"
    "表2 各年度經費需求                                  單位：千元\n"
    "機關\t114年\t115年\t合計\n"
    "農業部\t450,000\t620,000\t1,070,000\n"
    "環境部\t150,000\t200,000\t350,000\n"
    "合計\t600,000\t820,000\t1,420,000\n\n"
    "肆、預期效益\n"
    "績效指標\t單位\t112年現況\t114年目標\t115年目標\n"
    "剩餘資材再利用率\t%\t78.5\t80\t83\n"
    "循環標章核發數\t張\t-\t30\t60\n";

TEST(Ministry, AHeadingIsNoTornLine) {
    const auto plan = plan_of(ministry);
    EXPECT_EQ(plan.plan.title, "國家循環農業推動方案");
    EXPECT_EQ(plan.plan.issuer, "農業部");
    EXPECT_NE(must(plan, "設置區域循環處理中心").text.find("設置6處"), std::string::npos);
    EXPECT_NE(must(plan, "輔導農民團體購置機具").text.find("100台"), std::string::npos);
    EXPECT_NE(must(plan, "緣起").text.find("研提本方案"), std::string::npos);  // this one is torn
}

TEST(Ministry, ATitleAboveItsSentenceIsWholeInAFileWithoutMargin) {
    // each paragraph is one line, whatever its length
    std::string paragraph = "    為健全循環體系，";
    for (int i = 0; i < 12; ++i)
        paragraph += "本部會同相關部會分年推動各項工作，";
    const auto plan = plan_of("循環農業方案\n\n壹、緣起\n" + paragraph + "落實淨零排放。\n" + paragraph +
                              "邁向永續。\n貳、措施\n一、輔導農民團體購置機具\n補助機具每年至少100台。\n"
                              "二、設置區域循環資源處理中心並\n辦理營運。\n");
    EXPECT_EQ(must(plan, "輔導農民團體購置機具").text, "補助機具每年至少100台。");
    EXPECT_EQ(titled(plan, "設置區域循環資源處理中心並"), nullptr);  // this one is torn
}

TEST(Ministry, ANumberBeforeAYearIsAnItems) {
    const auto plan = plan_of(ministry);
    const auto& item = must(plan, "整合農業部、環境部既有申報系統");
    EXPECT_EQ(item.text.find("114年底前"), std::string::npos) << item.text;
}

TEST(Ministry, MoneyOfAgenciesWithTheUnitInTheCaption) {
    const auto plan = plan_of(ministry);
    ASSERT_EQ(plan.budgets.size(), 9u);
    EXPECT_EQ(plan.budgets[0].title, "農業部");
    EXPECT_EQ(plan.budgets[0].amount, Decimal(450'000'000));
    EXPECT_EQ(plan.budgets[8].period, "overall");
    EXPECT_TRUE(plan.budgets[8].total);
}

TEST(Ministry, WhereThingsStandIsNoTarget) {
    const auto plan = plan_of(ministry);
    const auto& rate = indicator(plan, "剩餘資材再利用率");
    ASSERT_EQ(rate.targets.size(), 2u);
    EXPECT_EQ(rate.targets[0].period, "2025");
}

TEST(Ministry, TextBelowANumberedSentenceStays) {
    const std::string more = "，農委會與交通部等推動建置系統及資料庫，並整合各機關資料以供防災之用";
    const auto plan = plan_of("科技計畫執行成果報告\n農業部\n\n一、坡地防災\n1.為提升坡地耐災能力" + more +
                              "，並進行研究。成果如下。\n\n2.為精進技術" + more +
                              "，並完成規劃。成果豐碩。\n\n3.為提供動態資訊" + more +
                              "，以下列舉各年度之重點工作與重要成果如後列各點所示：\n\n(1)為取得影像" + more +
                              "。每處均有建置正射影像。\n\n(2)為建立預警模式" + more +
                              "。累計於甲縣、乙縣等，完成9處潛勢溪流之分析及驗證工作。\n");
    const auto& chapter = must(plan, "坡地防災");
    for (const char* part : {"1.為提升", "2.為精進", "3.為提供", "(1)為取得", "(2)為建立"})
        EXPECT_NE(chapter.text.find(part), std::string::npos) << part;
    EXPECT_TRUE(std::any_of(plan.facts.begin(), plan.facts.end(), [](const model::Fact& fact) {
        return fact.figure == std::optional(Decimal(9)) && fact.cumulative == std::optional(true);
    }));
}

TEST(County, FieldsInOneLineBelongToTheActionAboveThem) {
    const auto plan = plan_of(
        "# 臨海縣行動計畫\n\n## 第一章 目標\n\n### 目標一 無障礙環境\n\n#### 行動1-1 改善人行空間\n\n"
        "改善人行道15公里。主辦：工務處；協辦：警察局、交通旅遊處。期程：112年至114年。\n\n"
        "#### 行動1-2 增設低地板公車\n\n主辦機關：交通旅遊處。期程：112年7月至115年12月。\n",
        "plan.md");
    const auto& walk = must(plan, "改善人行空間");
    EXPECT_EQ(walk.lead, Names{"工務處"});
    EXPECT_EQ(walk.co, (Names{"警察局", "交通旅遊處"}));
    EXPECT_EQ(when(walk), "2023..2025");
    EXPECT_EQ(walk.text, "改善人行道15公里。");
    const auto& bus = must(plan, "增設低地板公車");
    EXPECT_EQ(bus.lead, Names{"交通旅遊處"});
    EXPECT_EQ(when(bus), "2023-07..2026-12");
}

TEST(County, NumeralsOfADateAreChinese) {
    const auto plan = plan_of(
        "東陽市智慧交通四年中程計畫\n東陽市政府交通局\n中華民國一百一十三年八月\n\n第一章 計畫概述\n第一節 "
        "計畫期程\n"
        "本計畫自民國一百一十四年一月一日起至一百一十七年十二月三十一日止。\n第二章 計畫內容\n第一節 "
        "號誌\n一、號誌連線\n"
        "（一）更新號誌控制器\n主辦單位：交通局\n期程：一百一十四年至一百一十六年\n（二）設置偵測器三年計畫"
        "\n");
    EXPECT_EQ(plan.plan.title, "東陽市智慧交通四年中程計畫");
    EXPECT_EQ(plan.plan.start, "2025-01");
    EXPECT_EQ(plan.plan.end, "2028-12");
    EXPECT_EQ(when(must(plan, "更新號誌控制器")), "2025..2027");
    EXPECT_TRUE(must(plan, "設置偵測器三年計畫").schedule.empty());
}

TEST(County, NumberedFieldsOfEveryItemAreNoItems) {
    const auto plan = plan_of(
        "濱海縣高齡友善四年計畫\n濱海縣政府社會處　編\n114年6月\n\n第一章 緒論\n第一節 "
        "計畫緣起\n已邁入超高齡社會。\n"
        "第二章 工作\n第一節 社會參與\n一、設置銀髮俱樂部\n(一) 實施內容：提供課程與共餐。\n"
        "(二) 主辦機關：社會處；協辦機關：教育處\n(三) 辦理期程：114年7月至117年12月\n"
        "(四) 經費需求：新臺幣3,600萬元\n二、推動青銀共創\n(一) 實施內容：共同開設課程。\n"
        "(二) 主辦機關：青年發展處\n(三) 辦理期程：115年至117年\n(四) 經費需求：新臺幣450萬元\n");
    EXPECT_EQ(plan.plan.title, "濱海縣高齡友善四年計畫");
    EXPECT_EQ(plan.plan.issuer, "濱海縣政府社會處");
    const auto& club = must(plan, "設置銀髮俱樂部");
    EXPECT_EQ(club.lead, Names{"社會處"});
    EXPECT_EQ(club.co, Names{"教育處"});
    EXPECT_EQ(when(club), "2025-07..2028-12");
    EXPECT_EQ(titled(plan, "主辦機關"), nullptr);
    ASSERT_EQ(plan.budgets.size(), 2u);
    EXPECT_EQ(plan.budgets[0].node, club.id);
    EXPECT_EQ(plan.budgets[0].amount, Decimal(36'000'000));
    EXPECT_EQ(must(plan, "推動青銀共創").lead, Names{"青年發展處"});
}

TEST(Roles, StandBehindTheirNames) {
    const auto plan = plan_of(
        "# 軌道計畫\n\n## 工作表\n\n| 工作項目 | 期程 | 主（協）辦機關 |\n|---|---|---|\n"
        "| 一、建立安全系統 | 112年 | 臺鐵局（主）、鐵道局（協） |\n"
        "| 二、增設告警設備 | 113年 | 經濟部(技術處)、國科會(協) |\n"
        "| 三、更新號誌 | 114年 | (主)交通部 (協)內政部、經濟部 |\n",
        "plan.md");
    const auto& first = must(plan, "建立安全系統");
    EXPECT_EQ(first.lead, Names{"臺鐵局"});
    EXPECT_EQ(first.co, Names{"鐵道局"});
    const auto& second = must(plan, "增設告警設備");
    EXPECT_EQ(second.lead, Names{"經濟部"});
    EXPECT_EQ(second.co, Names{"國科會"});
    EXPECT_EQ(second.units, Names{"經濟部(技術處)"});
    const auto& third = must(plan, "更新號誌");
    EXPECT_EQ(third.lead, Names{"交通部"});
    EXPECT_EQ(third.co, (Names{"內政部", "經濟部"}));
}

TEST(Roles, SignsInBracketsMakeNoSentence) {
    const auto plan = plan_of(
        "# 人才計畫\n\n## 目標一、厚植能力\n\n### 策略1.2 弭平落差\n\n"
        "- 措施1.2.1 設置學習中心，4年累計60處（數位部；教育部、原民會協辦）\n",
        "plan.md");
    const auto& measure = must(plan, "設置學習中心，4年累計60處");
    EXPECT_EQ(measure.lead, Names{"數位部"});
    EXPECT_EQ(measure.co, (Names{"教育部", "原民會"}));
}

TEST(Roles, PartnersAreNamesOrAFewWords) {
    const auto plan = plan_of(
        "# Ocean strategy\n\n## Actions\n\n### Action 1: Restore reefs\n\nLead department: Department of "
        "Fisheries\n\nDelivery partners: Fisheries Agency, local councils\n\n### Action 2: Map the "
        "seabed\n\nLed by: Harbour Authority\n\nSupport: to be provided by the fund in 2027.\n",
        "plan.md");
    const auto& reefs = must(plan, "Restore reefs");
    EXPECT_EQ(reefs.lead, Names{"Department of Fisheries"});
    EXPECT_EQ(reefs.co, (Names{"Fisheries Agency", "local councils"}));
    const auto& map = must(plan, "Map the seabed");
    EXPECT_EQ(map.lead, Names{"Harbour Authority"});
    EXPECT_TRUE(map.co.empty());
    const auto posts = plan_of(
        "# Post strategy\n\n## Actions\n\n### Action 1: Open points\n\nLead: Post Meridia\n\nPartners: local "
        "councils\n\n### Action 2: Close gaps\n\nLead: Post Meridia\n\nPartners: to be confirmed\n",
        "plan.md");
    EXPECT_EQ(must(posts, "Open points").co, Names{"local councils"});
    EXPECT_TRUE(must(posts, "Close gaps").co.empty());
}

TEST(Roles, AnOfficeOfAKnownBodyIsWhoAnswers) {
    const auto plan = plan_of(
        "# 韌性交通方案\n\n## 策略3-1 資料整合\n\n### 措施3-1-1 開放災情資料（交通部資訊中心）\n\n"
        "### 措施3-1-2 公開資訊（交通部長提示）\n",
        "plan.md");
    EXPECT_EQ(must(plan, "開放災情資料").lead, Names{"交通部資訊中心"});
    EXPECT_TRUE(must(plan, "公開資訊（交通部長提示）").lead.empty());
}

TEST(Rows, AMergedCellOfAgenciesSpeaksOfTheMergedItemBesideIt) {
    const auto plan = plan_of(
        "<h1>海洋計畫</h1><h2>壹、分工表</h2><table><tr><th>措施</th><th>具體作法</th><th>主辦機關</th>"
        "<th>期程</th></tr><tr><td rowspan=2>一、復育藻礁</td><td>調查分布</td><td rowspan=2>海洋局</td>"
        "<td>114年</td></tr><tr><td>設置保護區</td><td>115年</td></tr><tr><td rowspan=2>二、清除廢網</td>"
        "<td>辦理回收</td><td>農業局</td><td>114年</td></tr><tr><td>加強巡查</td><td>海巡署</td>"
        "<td>115年</td></tr></table>",
        "plan.html");
    EXPECT_EQ(must(plan, "復育藻礁").lead, Names{"海洋局"});
    EXPECT_EQ(must(plan, "設置保護區").lead, Names{"海洋局"});
    EXPECT_TRUE(must(plan, "清除廢網").lead.empty());
}

TEST(Rows, ContentsWithDatesOfTheirOwnAreItems) {
    const auto plan = plan_of(
        "<h1>軌道計畫</h1><h2>壹、工作表</h2><table><tr><th>工作項目</th><th>具體內容</th><th>期程</"
        "th><th>主辦機關</th>"
        "</tr><tr><td rowspan=2>建立安全系統</td><td>訂定手冊</td><td>112年6月</td><td>臺鐵局</td></tr>"
        "<tr><td>完成驗證</td><td>113年12月</td><td>鐵道局</td></tr>"
        "<tr><td rowspan=2>汰換設備</td><td>汰換道岔120套</td><td>114年</td><td>臺鐵局</td></tr>"
        "<tr><td>更新號誌</td><td>115年</td><td>臺鐵局</td></tr></table>",
        "plan.html");
    const auto& check = must(plan, "完成驗證");
    EXPECT_EQ(check.kind, "具體內容");  // and 「措施內容」 would be 措施
    EXPECT_EQ(when(check), "2024-12..2024-12");
    EXPECT_EQ(check.lead, Names{"鐵道局"});
}

const std::string city =
    "<h1>第6次みなと市総合計画</h1><p>令和6年度～令和10年度</p><p>みなと市</p><h2>第1部 各論</h2>"
    "<h3>基本目標1 安心して暮らせるまち</h3><h4>施策1-1 防災体制の強化</h4><p>担当課：危機管理課</p>"
    "<p>関係課：建設課、福祉課</p><h5>【主な取組】</h5><p>（1）自主防災組織の育成</p><p>（2）避難所の整備</p>"
    "<h5>【成果指標】</h5><table><tr><th>指標名</th><th>単位</th><th>現状値（令和4年度）</th>"
    "<th>目標値（令和10年度）</th></tr><tr><td>組織率</td><td>％</td><td>68.2</td><td>80.0</td></tr>"
    "<tr><td>訓練参加者数</td><td>人</td><td>3,450</td><td>5,000</td></tr></table>"
    "<h2>第2部 "
    "財政計画</h2><p>（単位：百万円）</p><table><tr><th>区分</th><th>令和6年度</th><th>令和7年度</th></tr>"
    "<tr><td>施策1-1 "
    "防災体制の強化</td><td>320</td><td>340</td></tr><tr><td>合計</td><td>320</td><td>340</td></tr>"
    "</table>";

TEST(JapaneseCity, WhoAnswersAndWhoHelps) {
    const auto plan = plan_of(city, "plan.html");
    EXPECT_EQ(plan.plan.start, "2024-01");
    EXPECT_EQ(plan.plan.end, "2028-12");
    const auto& measure = must(plan, "防災体制の強化");
    EXPECT_EQ(measure.lead, Names{"危機管理課"});
    EXPECT_EQ(measure.co, (Names{"建設課", "福祉課"}));
    EXPECT_EQ(must(plan, "避難所の整備").kind, "取組");
}

TEST(JapaneseCity, ABulletNamesItsListAndThousandsOfYenAreMoney) {
    const auto plan = plan_of(
        "<h1>あおば市環境基本計画</h1><p>あおば市</p><h2>第1章計画の基本的事項</h2><p>趣旨です。</p>"
        "<h2>第2章施策の展開</h2><h3>基本目標1 脱炭素のまちづくり</h3><h4>施策1 省エネルギーの推進</h4>"
        "<p>【担当課】環境政策課　【関係課】建築課、財産管理課</p><ul><li>主な取組</li></ul>"
        "<p>① 街路灯のLED化</p><p>② 省エネ診断の実施</p><h2>第3章 資料</h2><p>（単位：千円）</p>"
        "<table><tr><th>施策</th><th>令和7年度</th><th>令和8年度</th></tr><tr><td>施策1 "
        "省エネルギーの推進</td><td>40,000</td><td>38,500</td></tr></table>",
        "plan.html");
    EXPECT_EQ(must(plan, "計画の基本的事項").label, "第1章");
    EXPECT_EQ(must(plan, "街路灯のLED化").kind, "取組");
    ASSERT_EQ(plan.budgets.size(), 2u);
    EXPECT_EQ(plan.budgets[0].amount, Decimal(40'000'000));
    EXPECT_EQ(plan.budgets[0].currency, "JPY");
    EXPECT_TRUE(plan.indicators.empty());
}

TEST(JapaneseCity, IndicatorsAndMoneyAreTheMeasures) {
    const auto plan = plan_of(city, "plan.html");
    const auto& measure = must(plan, "防災体制の強化");
    EXPECT_EQ(indicator(plan, "組織率").node, measure.id);
    ASSERT_FALSE(plan.budgets.empty());
    EXPECT_EQ(plan.budgets[0].node, measure.id);
    EXPECT_EQ(plan.budgets[0].amount, Decimal(320'000'000));
    EXPECT_EQ(plan.budgets[0].currency, "JPY");
}

TEST(Strategy, LettersBeforeNumbersAndTheirFields) {
    const auto plan = plan_of(
        "CLIMATE ADAPTATION ACTION PLAN\nDepartment of the Environment\n\n"
        "PRIORITY AREA 1: COASTAL PROTECTION\n\nOutcome 1.1: Critical coastline is protected\n\n"
        "Action A1. Restore 250 hectares of mangrove by 2028\n  Responsible: Department of the Environment\n"
        "  Partners: Fisheries Agency, local councils\n  Timeline: 2026 - 2028\n\n"
        "Action A2. Build sea walls at Northpoint\n  Responsible: Ministry of Works\n"
        "  Timeline: July 2027 to June 2029\n");
    const auto& walls = must(plan, "Build sea walls at Northpoint");
    EXPECT_EQ(walls.label, "A2");
    EXPECT_EQ(walls.lead, Names{"Ministry of Works"});
    EXPECT_EQ(when(walls), "2027-07..2029-06");
    EXPECT_TRUE(must(plan, "Critical coastline is protected").schedule.empty());
}

const std::string skills =
    "# Skills for Tomorrow\n\n## 1. Strategic priorities\n\n### Strategic Priority 1 – Lifelong learning\n\n"
    "**Strategy 1.1** Create a learning account\n\n"
    "- Action 1.1.1: Grant £500 to learners (HM Treasury, Department for Skills)\n\n"
    "**Strategy 1.2** Recognise prior learning\n\n"
    "## 2. Measuring success\n\n"
    "| # | Key performance indicator | Unit | 2026 | 2027 | Responsible |\n|---|---|---|---|---|---|\n"
    "| 1.1 | Adults with an account | thousand | 50 | 120 | Department for Skills |\n"
    "| 1.2 | Certificates issued | certificates | 2,000 | 5,000 | Qualifications Authority |\n\n"
    "## 3. Funding\n\n| Priority | 2026/27 | 2027/28 | Total |\n|---|---|---|---|\n"
    "| Strategic Priority 1 | £85m | £140m | £225m |\n| Total | £85m | £140m | £225m |\n";

TEST(Strategy, LinesInCapitalsAreItsChapters) {
    const auto plan = plan_of(
        "NATIONAL OCEAN STRATEGY\nMINISTRY OF THE SEA\n2026\n\nINTRODUCTION\n\nThe sea feeds us. This "
        "strategy "
        "sets out what we will do.\n\nSTRATEGIC GOALS\n\nGoal 1: Healthy reefs\n\nAction 1.1: Restore "
        "reefs\nLead: Department of Fisheries\n\nGoal 2: Fair trade\n\nAction 2.1: Open the port\n"
        "Lead: Harbour Authority\n\nMONITORING AND REVIEW\n\nProgress is reported every year.\n");
    EXPECT_EQ(plan.plan.title, "NATIONAL OCEAN STRATEGY");
    EXPECT_EQ(must(plan, "INTRODUCTION").text, "The sea feeds us. This strategy sets out what we will do.");
    EXPECT_EQ(must(plan, "Fair trade").parent, must(plan, "STRATEGIC GOALS").id);
    EXPECT_EQ(must(plan, "Open the port").text, "");
    EXPECT_EQ(must(plan, "MONITORING AND REVIEW").text, "Progress is reported every year.");
}

TEST(Strategy, NumberedIndicatorsHangOnTheItemsOfTheirNumbers) {
    const auto plan = plan_of(skills, "plan.md");
    EXPECT_EQ(indicator(plan, "Adults with an account").node, must(plan, "Create a learning account").id);
    EXPECT_EQ(std::count_if(plan.nodes.begin(), plan.nodes.end(),
                            [](const model::Node& node) { return node.title.empty(); }),
              0);
}

TEST(Strategy, MillionsAreMoneyAndNoSchedule) {
    const auto plan = plan_of(skills, "plan.md");
    const auto& priority = must(plan, "Lifelong learning");
    EXPECT_TRUE(priority.schedule.empty());
    ASSERT_GE(plan.budgets.size(), 3u);
    EXPECT_EQ(plan.budgets[0].amount, Decimal(85'000'000));
    EXPECT_EQ(plan.budgets[0].currency, "GBP");
    EXPECT_EQ(plan.budgets[0].node, priority.id);
}

TEST(Strategy, OfficesInBracketsBehindATitle) {
    const auto plan = plan_of(skills, "plan.md");
    const auto& action = must(plan, "Grant £500 to learners");
    EXPECT_EQ(action.lead, (Names{"HM Treasury", "Department for Skills"}));
}

TEST(Strategy, AnAmountIsNoNumberOfAnItem) {
    const auto plan = plan_of(
        "<h1>Health Strategy 2025–2030</h1><h2>3. Action "
        "plan</h2><table><tr><th>Objective</th><th>Action</th>"
        "<th>Lead agency</th><th>Timeframe</th><th>Budget (USD million)</th></tr>"
        "<tr><td rowspan=2>1.1 Expand prevention</td><td>1.1.1 Deliver varnish</td><td>Ministry of Health "
        "and "
        "Ministry of Education</td><td>2025–2027</td><td>4.5</td></tr>"
        "<tr><td>1.1.2 Run a campaign</td><td>Health Agency</td><td>By end "
        "2026</td><td>1.2</td></tr></table>",
        "plan.html");
    for (const auto& node : plan.nodes)
        EXPECT_FALSE(node.title.empty()) << node.id;
    const auto& varnish = must(plan, "Deliver varnish");
    EXPECT_EQ(varnish.lead, (Names{"Ministry of Health", "Ministry of Education"}));
    EXPECT_EQ(must(plan, "Run a campaign").parent, varnish.parent);
    EXPECT_EQ(when(must(plan, "Run a campaign")), "..2026");
}

TEST(Sheets, CodesBesideSeveralRanksAreTheItems) {
    const auto plan = plan_of(
        "編號,目標,策略,行動方案,主辦單位,期程,114年預算(千元)\n"
        "1-1-1,幸福宜居,完善托育,增設托育中心,社會局,114/1-115/12,\"12,000\"\n"
        "1-1-2,幸福宜居,完善托育,補助人員訓練,社會局,114/3-115/12,\"3,200\"\n"
        "2-1-1,綠色永續,提升能效,汰換路燈,工務局,114/6-115/6,\"45,000\"\n",
        "plan.csv");
    EXPECT_EQ(must(plan, "補助人員訓練").label, "1-1-2");
    EXPECT_EQ(must(plan, "汰換路燈").label, "2-1-1");
    EXPECT_EQ(must(plan, "幸福宜居").label, "");
}

TEST(Sheets, ANumberLikeAYearBesideOthersIsANumber) {
    const auto plan = plan_of(
        "措施,指標,單位,114年目標,115年目標,116年目標\n一、遠距醫療,門診人次,人次,2000,4000,5500\n"
        "二、數位典藏,完成年,,2026,2027,2028\n",
        "plan.csv");
    const auto& visits = indicator(plan, "門診人次");
    ASSERT_EQ(visits.targets.size(), 3u);
    EXPECT_EQ(visits.targets[0].value, std::optional(Decimal(2000)));
    EXPECT_EQ(visits.targets[0].unit, "人次");
    EXPECT_FALSE(indicator(plan, "完成年").targets[0].value.has_value());
}

}  // namespace
}  // namespace gangmu::reading
