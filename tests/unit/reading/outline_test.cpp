// Outlines, tables and agencies of documents written for these tests, in several styles and languages.
#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

#include <set>

#include "documents/open.hpp"
#include "reading/agencies/cells.hpp"
#include "reading/numbering.hpp"
#include "reading/read.hpp"
#include "reading/titles.hpp"

namespace gangmu::reading {
namespace {

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

std::string parent_title(const model::Plan& plan, const model::Node& node) {
    for (const model::Node& other : plan.nodes)
        if (other.id == node.parent) return other.title;
    return {};
}

TEST(Numbering, TellsStyleNumberAndLabel) {
    struct Case {
        const char* text;
        const char* style;
        std::vector<int> parts;
        const char* label;
        const char* kind;
    };
    const Case cases[] = {
        {"壹、前言", "壹", {1}, "壹", ""},
        {"十二、其他", "一", {12}, "十二", ""},
        {"（三）資安", "(一)", {3}, "（三）", ""},
        {"(12) 甲", "(1)", {12}, "(12)", ""},
        {"1. 甲", "1.", {1}, "1", ""},
        {"2.5G 加速", "1.", {2}, "2", ""},
        {"1-10 甲", "d-d", {1, 10}, "1-10", ""},
        {"1.1.2甲", "d.d.d", {1, 1, 2}, "1.1.2", ""},
        {"３．２ 取組", "d.d", {3, 2}, "３．２", ""},
        {"策略 1.強化", "策略#", {1}, "1", "策略"},
        {"子題（一）甲", "子題#", {1}, "（一）", "子題"},
        {"目標一、甲", "目標#", {1}, "一", "目標"},
        {"第三章 甲", "第章", {3}, "第三章", ""},
        {"Goal 2: Clean water", "goal#", {2}, "2", "Goal"},
        {"A. 甲", "A.", {1}, "A", ""},
        {"② 甲", "①", {2}, "②", ""},
        {"Ⅳ 甲", "Ⅰ", {4}, "Ⅳ", ""},
        {"基本目標２：甲", "基本目標#", {2}, "２", "基本目標"},
    };
    for (const Case& c : cases) {
        const auto mark = parse_mark(c.text);
        ASSERT_TRUE(mark) << c.text;
        EXPECT_EQ(mark->style, c.style) << c.text;
        EXPECT_EQ(mark->parts, c.parts) << c.text;
        EXPECT_EQ(mark->label, c.label) << c.text;
        EXPECT_EQ(mark->kind, c.kind) << c.text;
    }
    for (const char* none :
         {"目標一共分為四項", "2024", "113 年完成", "2.5 億元", "109/12~110/4", "1,200 家", "5G 專網",
          "圖 1：架構", "12:30 開始", "A世代半導體", "民國106年", "60-70 %", "U.S. policy"})
        EXPECT_FALSE(parse_mark(none)) << none;
}

TEST(Titles, PartTitleFromText) {
    EXPECT_EQ(split_title("強化跨域，相關措施如下：").title, "強化跨域");
    EXPECT_EQ(split_title("強化跨域，相關措施如下：").lists, std::vector<std::string>{"措施"});
    EXPECT_EQ(split_title("智慧機械：產值達 1.1 兆元。再創新高。").title, "智慧機械");
    EXPECT_EQ(split_title("智慧機械：產值達 1.1 兆元。再創新高。").text, "產值達 1.1 兆元。再創新高。");
    EXPECT_TRUE(split_title("本府推動甲。並推動乙。").title.empty());
    EXPECT_TRUE(
        misprint_of(title_key("推動技術移轉及取得國際證認"), title_key("推動技術移轉及取得國際認證")));
    EXPECT_FALSE(misprint_of(title_key("培育人才 100 人次計畫"), title_key("培育人才 200 人次計畫")));
    EXPECT_EQ(listed_ranks("子題、策略及措施"), (std::vector<std::string>{"子題", "策略", "措施"}));
    EXPECT_TRUE(listed_ranks("蘭花產業").empty());
    EXPECT_EQ(rank_of_header("五大核心 戰略產業"), "產業");
}

TEST(AgencyCells, AreReadWithRolesOfficesAndTears) {
    const Agencies agencies;
    const Responsible marked = read_agencies("(主) 經濟部(工業局)  (協) 科技部、衛生福利部", agencies);
    EXPECT_EQ(marked.lead, std::vector<std::string>{"經濟部"});
    EXPECT_EQ(marked.co, (std::vector<std::string>{"科技部", "衛福部"}));
    EXPECT_EQ(marked.units, std::vector<std::string>{"經濟部(工業局)"});
    EXPECT_EQ(marked.roles, model::Roles::marked);
    const Responsible list = read_agencies("國科會/經濟部/數發部", agencies);
    EXPECT_EQ(list.lead.size(), 3u);
    EXPECT_EQ(list.roles, model::Roles::unmarked);
    EXPECT_EQ(read_agencies("經濟部農委會", agencies).lead, (std::vector<std::string>{"經濟部", "農委會"}));
    EXPECT_EQ(read_agencies("經濟部 (能源局 國營會、 中油公司)", agencies).units,
              (std::vector<std::string>{"經濟部(能源局)", "經濟部(國營會)", "經濟部(中油公司)"}));
    EXPECT_EQ(read_agencies("科技部(自然 司)", agencies).units, std::vector<std::string>{"科技部(自然司)"});
    EXPECT_EQ(read_agencies("行政院資安處", agencies).lead, std::vector<std::string>{"資安處"});
    const Responsible chairs = read_agency_line("共同召集部會：經濟部/數發部", agencies);
    EXPECT_TRUE(chairs.lead.empty());
    EXPECT_EQ(chairs.co.size(), 2u);
    std::string title = "完善主權AI (AI算力、大型模型)";
    EXPECT_TRUE(take_agencies(title, agencies).empty());
    Agencies own;
    own.learn("海洋保護推動委員會(簡稱海保會)共同推動");
    EXPECT_EQ(own.find("海保會"), "海保會");
    EXPECT_EQ(own.find("海洋保護推動委員會"), "海保會");
}

TEST(Outline, TheSameNumeralStandsAtTwoRanks) {
    const auto plan = plan_of(
        "示範縣永續發展計畫\n\n一、前言\n\n本縣面臨許多挑戰。因此訂定本計畫。\n\n二、推動議題\n\n議題一、潔淨"
        "水源\n\n一、目標\n\n"
        "(一) 水質改善\n\n二、策略及措施\n\n策略 1. 整治河川，相關措施如下：\n\n(1) 清除底泥\n\n(2) "
        "設置測站\n\n"
        "策略 2. 節約用水，相關措施如下：\n\n(1) 汰換管線\n\n議題二、宜居城市\n\n一、目標\n\n(一) "
        "綠地增加\n\n三、結語\n");
    const model::Node* dredging = titled(plan, "清除底泥");
    ASSERT_TRUE(dredging);
    EXPECT_EQ(dredging->kind, "措施");
    EXPECT_EQ(dredging->label, "(1)");
    EXPECT_EQ(parent_title(plan, *dredging), "整治河川");
    const model::Node* river = titled(plan, "整治河川");
    EXPECT_EQ(river->kind, "策略");
    EXPECT_EQ(parent_title(plan, *river), "策略及措施");
    const model::Node* green = titled(plan, "綠地增加");
    ASSERT_TRUE(green);
    EXPECT_EQ(green->kind, "目標");
    EXPECT_EQ(titled(plan, "結語")->parent, "");
    EXPECT_EQ(titled(plan, "前言")->kind, "章節");
    EXPECT_EQ(titled(plan, "前言")->text, "本縣面臨許多挑戰。因此訂定本計畫。");
}

TEST(Outline, TextTornByAPageIsJoinedAndHeadingsAreNot) {
    const auto plan = plan_of(
        "甲計畫\n\n一、背景\n\n隨著人口老化，本縣必須及早準備相關的照顧資源與人力，並且結合民間的力\n\n"
        "量共同推動，以維護長者的健康。\n\n二、目標\n");
    const model::Node* background = titled(plan, "背景");
    ASSERT_TRUE(background);
    EXPECT_NE(background->text.find("民間的力量共同推動"), std::string::npos);
}

TEST(Tables, AScheduleWithShiftedAndTornRows) {
    const auto plan = plan_of(
        "示範市數位計畫\n\n一、辦理期程\n\n1-1 數位服務 辦理重點(資訊局)\n\n"
        "事項\t具體作法\t重點工作項目\t起訖時程\t主協辦機關單位\n"
        "1.建置平台  目標： •113 年完成 2 套\t1.1 規劃\t1.1.1 訪談需求\t110/1-110/6\t(主) 經濟部(工業局)  "
        "(協) 科技部\n"
        "\t\t1.1.2 撰寫規\t110/7-110/12\t\n"
        "\n"
        "事項\t具體作法\t重點工作項目\t起訖時程\t主協辦機關單位\n"
        "\t\t格文件\t\t\n"
        "\t1.2 建置\t1.2.1 開發系統  1.2.2 上線測試\t111/1-111/12\t\n"
        "1.2.3 驗收\t\t112/1-112/6\t\t\n"
        "\t2.推廣應用\t2.1 教育訓練\t2.1.1 辦理研習\t\t112/1~\n");
    const model::Node* spec = titled(plan, "撰寫規格文件");
    ASSERT_TRUE(spec);
    EXPECT_EQ(spec->label, "1.1.2");
    EXPECT_EQ(spec->kind, "重點工作項目");
    EXPECT_EQ(spec->lead, std::vector<std::string>{"經濟部"});
    EXPECT_EQ(spec->carried, (std::vector<std::string>{"lead"}));
    ASSERT_EQ(spec->schedule.size(), 1u);
    EXPECT_EQ(spec->schedule[0].start, "2021-07");
    EXPECT_EQ(spec->schedule[0].end, "2021-12");
    const model::Node* accept = titled(plan, "驗收");
    ASSERT_TRUE(accept);
    EXPECT_EQ(parent_title(plan, *accept), "建置");
    const model::Node* test = titled(plan, "上線測試");
    ASSERT_TRUE(test);
    EXPECT_EQ(test->label, "1.2.2");
    ASSERT_TRUE(titled(plan, "推廣應用"));
    EXPECT_EQ(titled(plan, "推廣應用")->kind, "事項");
    EXPECT_EQ(titled(plan, "建置平台")->lead.size(), 0u);
    ASSERT_EQ(plan.indicators.size(), 1u);
    EXPECT_EQ(plan.indicators[0].role, "goal");
    EXPECT_EQ(plan.indicators[0].node, titled(plan, "建置平台")->id);
}

TEST(Tables, DivisionAndBodyNameOneItem) {
    const auto plan = plan_of(
        "示範計畫\n\n壹、分工\n\n表1、策略分工表\n\n目標\t策略\t主辦機關\n一、永續\t(一) 節能\t經濟部 "
        "環保署\n\t(二) 綠運輸\t交通部\n"
        "\n貳、內容\n\n目標一、永續\n\n一、節能\n\n推動汰換老舊設備。\n\n二、綠運輸\n\n推動電動公車。\n");
    const model::Node* energy = titled(plan, "節能");
    ASSERT_TRUE(energy);
    EXPECT_EQ(energy->kind, "策略");
    EXPECT_EQ(energy->label, "一");
    EXPECT_EQ(energy->labels, std::vector<std::string>{"(一)"});
    EXPECT_EQ(energy->lead, (std::vector<std::string>{"經濟部", "環保署"}));
    EXPECT_EQ(energy->source.size(), 2u);
    EXPECT_EQ(energy->text, "推動汰換老舊設備。");
    std::size_t goals = 0;
    for (const model::Node& node : plan.nodes)
        goals += node.kind == "目標" ? 1 : 0;
    EXPECT_EQ(goals, 1u);
}

TEST(Outline, EnglishGoalsAndActions) {
    const auto plan = plan_of(
        "# Harbour City Climate Plan 2025-2030\n\n## Goal 1: Clean energy\n\nThe city will cut emissions.\n\n"
        "### Action 1.1: Solar roofs\n\nLead agency: Department of Energy\n\n### Action 1.2: Heat "
        "pumps\n\n## Goal 2: Clean transport\n",
        "plan.md");
    const model::Node* solar = titled(plan, "Solar roofs");
    ASSERT_TRUE(solar);
    EXPECT_EQ(solar->kind, "Action");
    EXPECT_EQ(solar->label, "1.1");
    EXPECT_EQ(parent_title(plan, *solar), "Clean energy");
    EXPECT_EQ(solar->lead, std::vector<std::string>{"Department of Energy"});
    EXPECT_EQ(plan.plan.start, "2025-01");
    EXPECT_EQ(plan.plan.end, "2030-12");
}

TEST(Outline, JapaneseMeasures) {
    const auto plan = plan_of(
        "見本市デジタル計画\n\n第１章 計画の概要\n\n第２章 施策の展開\n\n基本目標１ "
        "便利な暮らし\n\n施策１－１ 窓口の改善\n\n"
        "(ア) 予約の導入\n\n施策１－２ 学校の支援\n\n基本目標２ 安全なまち\n");
    const model::Node* desk = titled(plan, "窓口の改善");
    ASSERT_TRUE(desk);
    EXPECT_EQ(desk->kind, "施策");
    EXPECT_EQ(parent_title(plan, *desk), "便利な暮らし");
    ASSERT_TRUE(titled(plan, "予約の導入"));
    EXPECT_EQ(parent_title(plan, *titled(plan, "予約の導入")), "窓口の改善");
}

TEST(Tables, NumbersOfTheirOwnAndEnglishHeadings) {
    const auto plan = plan_of(
        "# Riverton Resilience Strategy 2026-2030\n\n## Objectives\n\n1. Reduce flood damage\n2. Keep people "
        "safe\n\n## Work\n\n"
        "| No. | Action | Lead agency | Partners | Timeline |\n|---|---|---|---|---|\n"
        "| 1.1 | Build levees | Department of Works | River Authority | 2026-2028 |\n"
        "| 1.2 | Map flood zones | Planning Office |  | 2026 |\n",
        "plan.md");
    ASSERT_TRUE(titled(plan, "Keep people safe"));
    EXPECT_EQ(titled(plan, "Keep people safe")->kind, "Objective");
    const model::Node* levees = titled(plan, "Build levees");
    ASSERT_TRUE(levees);
    EXPECT_EQ(levees->label, "1.1");
    EXPECT_EQ(levees->kind, "Action");
    EXPECT_EQ(levees->lead, std::vector<std::string>{"Department of Works"});
    EXPECT_EQ(levees->co, std::vector<std::string>{"River Authority"});
    ASSERT_EQ(levees->schedule.size(), 1u);
    EXPECT_EQ(levees->schedule[0].end, "2028");
}

// Whatever lines come, in whatever order: every id is there once, parents stand before their children.
RC_GTEST_PROP(Reading, AnyLinesBecomeAWholeTree, ()) {
    const std::vector<std::string> pool{"壹、前言",
                                        "一、目標",
                                        "(一) 甲",
                                        "1. 乙",
                                        "(1) 丙",
                                        "A. 丁",
                                        "策略 2. 戊，相關措施如下：",
                                        "目標一、己",
                                        "# 庚",
                                        "### 辛",
                                        "- 壬 (經濟部)",
                                        "■ 癸",
                                        "普通的一段文字，沒有編號，後面還有一些話要說。",
                                        "主辦機關：內政部",
                                        "單位：億元",
                                        "表 1：經費",
                                        "事項\t具體作法\t重點工作項目\t起訖時程\t主協辦機關單位",
                                        "1.甲\t1.1 乙\t1.1.1 丙\t110/1-111/2\t經濟部",
                                        "\t\t接續的文字\t\t",
                                        "\t2.1 乙\t2.1.1 丙\t\t(協) 科技部",
                                        "3.1.1 丁\t\t\t110/3\t",
                                        "發展策略\t主協辦機關\t全期目標\t110\t111",
                                        "1.1 甲\t經濟部\t1.1.1 完成 3 項\t1 項\t2 項",
                                        "\t110\t111\t小計",
                                        "資訊\t1.5\t2.5\t4.0",
                                        "",
                                        "壹、前言 ..... 3",
                                        "1-1 子",
                                        "附件一、庚",
                                        "Goal 1: Water",
                                        "第1章 総則",
                                        "２０２４",
                                        "（",
                                        "1.1.1.1.1.1 深"};
    const auto picks =
        *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, static_cast<int>(pool.size())));
    std::string text = "示範計畫\n";
    for (int pick : picks)
        text += pool[static_cast<std::size_t>(pick)] + (pick % 3 == 0 ? "\n" : "\n\n");
    const auto document = documents::parse("a.txt", text);
    RC_PRE(document.has_value());
    const auto plan = read(std::vector<documents::Document>{*document});
    std::set<std::string> ids;
    for (const model::Node& node : plan.nodes) {
        RC_ASSERT(node.parent.empty() || ids.count(node.parent) == 1);
        RC_ASSERT(ids.insert(node.id).second);
        RC_ASSERT(!node.kind.empty());
    }
    for (const model::Indicator& indicator : plan.indicators)
        RC_ASSERT(indicator.node.empty() || ids.count(indicator.node) == 1);
    RC_ASSERT(plan == read(std::vector<documents::Document>{*document}));
}

}  // namespace
}  // namespace gangmu::reading
