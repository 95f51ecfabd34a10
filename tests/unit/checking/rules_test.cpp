// Each rule with a case that it must report and one that it must let pass.
#include <gtest/gtest.h>

#include <algorithm>

#include "checking/check.hpp"
#include "text/figures.hpp"

namespace gangmu::checking {
namespace {

model::Comparator comparator(text::Compare compare) {
    switch (compare) {
        case text::Compare::at_least:
            return model::Comparator::at_least;
        case text::Compare::at_most:
            return model::Comparator::at_most;
        case text::Compare::about:
            return model::Comparator::about;
        default:
            return model::Comparator::equal;
    }
}

// A target as reading makes it out of a cell.
model::Target target(std::string period, std::string cell) {
    model::Target made;
    made.period = std::move(period);
    made.text = cell;
    const auto promise = text::read_promise(cell);
    made.cumulative = promise.cumulative;
    made.every = promise.every;
    made.due = promise.due;
    if (promise.figures.size() == 1) {
        const auto& figure = promise.figures.front();
        made.value = figure.value;
        made.value_max = figure.value_max;
        made.unit = figure.unit;
        made.comparator = comparator(figure.compare);
    } else {
        for (const auto& figure : promise.figures)
            made.parts.push_back({figure.text, figure.value, figure.value_max, figure.unit,
                                  comparator(figure.compare), figure.cumulative});
    }
    return made;
}

class Plan {
  public:
    Plan() {
        plan.plan.start = "2021-01";
        plan.plan.end = "2024-12";
    }

    std::string node(std::string parent, std::string kind, std::string label, std::string title) {
        model::Node made;
        made.id = (parent.empty() ? "" : parent + "/") + label + (label.empty() ? title : "");
        made.parent = std::move(parent);
        made.kind = std::move(kind);
        made.label = std::move(label);
        made.title = std::move(title);
        made.source = {line()};
        plan.nodes.push_back(made);
        return made.id;
    }

    void indicator(std::string node, std::string role, std::string label, std::string overall,
                   std::vector<std::string> years = {}) {
        model::Indicator made;
        made.node = std::move(node);
        made.role = std::move(role);
        made.label = std::move(label);
        made.title = overall;
        made.source = {line()};
        made.id = made.node + "#" + made.label;
        made.targets.push_back(target("overall", overall));
        int year = 2021;
        for (auto& cell : years) {
            if (cell != "-") made.targets.push_back(target(std::to_string(year), cell));
            ++year;
        }
        for (auto& one : made.targets)
            one.source = made.source;
        plan.indicators.push_back(std::move(made));
    }

    void budget(std::string title, std::string period, std::int64_t hundredths, bool total,
                std::string node = {}) {
        model::Budget made;
        made.title = std::move(title);
        made.period = std::move(period);
        made.amount = Decimal(hundredths * 1'000'000);
        made.printed = Decimal(hundredths, 2).str() + " 億元";
        made.total = total;
        made.node = std::move(node);
        made.source = {line()};
        plan.budgets.push_back(std::move(made));
    }

    std::vector<std::string> found() const {
        std::vector<std::string> ids;
        for (const auto& one : check(plan))
            ids.push_back(one.rule);
        return ids;
    }
    std::vector<model::Finding> of(std::string_view rule) const {
        std::vector<model::Finding> some;
        for (auto& one : check(plan))
            if (one.rule == rule) some.push_back(one);
        return some;
    }

    model::Plan plan;

  private:
    model::Source line() {
        model::Source source;
        source.document = "d";
        source.first_line = source.last_line = ++line_;
        return source;
    }
    std::uint32_t line_ = 0;
};

TEST(TargetsSum, the_last_running_total_is_the_overall_target) {
    Plan plan;
    plan.indicator("", "kpi", "1", "113 年創新應用 35 項",
                   {"推動 5 項", "推動 12 項", "推動 24 項", "累計推動 38 項"});
    const auto found = plan.of("targets-sum");
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].severity, Severity::error);
    EXPECT_NE(found[0].message.zh.find("35 項"), std::string::npos);
    EXPECT_NE(found[0].message.zh.find("38 項"), std::string::npos);
}

TEST(TargetsSum, a_stated_sum_must_be_the_sum) {
    Plan plan;
    plan.indicator("", "kpi", "1", "爭取訂單累計共 300 萬美元",
                   {"訂單 40 萬美元", "訂單 80 萬美元", "訂單 100 萬美元", "訂單 120 萬美元"});
    const auto found = plan.of("targets-sum");
    ASSERT_EQ(found.size(), 1u);
    EXPECT_NE(found[0].message.zh.find("340"), std::string::npos);
}

TEST(TargetsSum, increments_totals_and_levels_raise_no_alarm) {
    Plan plan;
    plan.indicator("", "kpi", "1", "技術 5 項", {"技術 1 項", "技術 1 項", "技術 1 項", "累計技術 5 項"});
    plan.indicator("", "kpi", "2", "技術至少 2 件", {"-", "技術 1 件", "-", "累計技術 2 件"});
    plan.indicator("", "kpi", "3", "廠商 1,200 家次", {"300 家次", "300 家次", "300 家次", "300 家次"});
    plan.indicator("", "kpi", "4", "每年 10 項", {"10 項", "10 項", "10 項", "10 項"});
    plan.indicator("", "kpi", "5", "400 名(本項於 114 年完成 400 名)",
                   {"至少 50 人次", "至少 50 人次", "至少 125 人次", "至少 125 人次"});
    plan.indicator("", "kpi", "6", "達成率 90%", {"60%", "70%", "80%", "90%"});
    plan.indicator("", "kpi", "7", "認證 4 項(含)以上", {"1 項", "2 項", "1 項", "1 項"});
    plan.indicator("", "kpi", "8", "2~3 家", {"1 家", "累計 1~2 家", "累計 2 家", "累計 2~3 家"});
    plan.indicator("", "kpi", "9", "2020-2025 產值至少 800 億元",
                   {"至少 140 億", "累計至少 300 億", "累計至少 450 億", "累計至少 600 億"});
    plan.indicator("", "kpi", "10", "模式 20 項", {"5 項", "10 項", "15 項", "20 項"});
    EXPECT_TRUE(plan.of("targets-sum").empty()) << plan.of("targets-sum").front().message.zh;
}

TEST(CumulativeFalls, only_for_the_same_thing) {
    Plan plan;
    plan.indicator("", "kpi", "1", "設置充電樁 9 座", {"累計設置充電樁 5 座", "累計設置充電樁 4 座"});
    plan.indicator("", "kpi", "2", "通過 9 項",
                   {"協助提出申請驗證 4 項", "累計協助提出申請驗證 15 項", "累計完成通過測試驗證 9 項"});
    plan.indicator("", "kpi", "3", "設置路燈 9 盞", {"累計設置路燈 5 盞", "累計設置路燈 9 盞"});
    ASSERT_EQ(plan.of("cumulative-falls").size(), 1u);
    EXPECT_NE(plan.of("cumulative-falls")[0].message.zh.find("5 座"), std::string::npos);
}

TEST(UnitsChange, in_the_same_words) {
    Plan plan;
    plan.indicator("", "kpi", "1", "元件 24 件",
                   {"-", "透過甲，驗證 6 項國產元件功能", "透過乙，驗證 24 件國產元件功能"});
    plan.indicator("", "kpi", "2", "系統 2 套", {"場域試煉完成 1 處", "專網服務系統 2 套"});
    plan.indicator("", "kpi", "3", "產值 5 億元", {"帶動相關產值 2 億", "帶動相關產值 5 億元"});
    EXPECT_EQ(plan.of("units-change").size(), 1u);
}

TEST(GoalIndicator, the_same_goal_says_the_same) {
    Plan plan;
    const auto schedule = plan.node("", "措施", "1-7", "以 5G 發展應用");
    const auto work = plan.node(schedule, "事項", "3", "創新應用");
    const auto table = plan.node("", "發展策略", "1.7", "以 5G 等發展應用");
    plan.indicator(work, "goal", "", "113 年中小企業創新應用 38 項");
    plan.indicator(table, "kpi", "1.7.3", "113 年中小企業創新應用 35 項");
    plan.indicator(work, "goal", "", "113 年補助智慧交通 15 案");
    plan.indicator(table, "kpi", "1.7.1", "113 年補助智慧交通 15 案");
    ASSERT_EQ(plan.of("goal-indicator").size(), 1u);
    EXPECT_NE(plan.of("goal-indicator")[0].message.zh.find("38 項"), std::string::npos);
}

TEST(CountsDeclared, of_the_whole_plan) {
    Plan plan;
    const auto root = plan.node("", "章節", "", "序");
    plan.plan.nodes.back().text = "本計畫共有三大目標及 3 項策略。";
    for (int i = 1; i <= 3; ++i)
        plan.node(root, "目標", std::to_string(i), "目標名稱");
    for (int i = 1; i <= 2; ++i)
        plan.node(root, "策略", std::to_string(i), "策略名稱");
    ASSERT_EQ(plan.of("counts-declared").size(), 1u);
    EXPECT_NE(plan.of("counts-declared")[0].message.zh.find("3 項策略"), std::string::npos);
}

void table(Plan& plan, std::int64_t last) {
    for (const auto& [title, one, two] : {std::tuple{"甲", 1000, 2000}, {"乙", 300, 401}}) {
        plan.budget(title, "2021", one, false, title);
        plan.budget(title, "2022", two, false, title);
        plan.budget(title, "overall", one + two, true, title);
    }
    plan.budget("合計", "2021", 1300, true);
    plan.budget("合計", "2022", 2401, true);
    plan.budget("合計", "overall", last, true);
}

TEST(BudgetSum, rows_and_columns) {
    Plan good;
    table(good, 3701);
    EXPECT_TRUE(good.of("budget-sum").empty());
    Plan bad;
    table(bad, 3801);
    const auto found = bad.of("budget-sum");
    ASSERT_FALSE(found.empty());
    EXPECT_EQ(found[0].severity, Severity::error);
    EXPECT_NE(found[0].message.zh.find("37.01"), std::string::npos);
}

TEST(BudgetSum, a_wrong_row_is_told_once) {
    Plan plan;
    for (const auto& [title, one, two, all] : {std::tuple{"甲", 1000, 2000, 3000}, {"乙", 300, 400, 600}}) {
        plan.budget(title, "2021", one, false, title);
        plan.budget(title, "2022", two, false, title);
        plan.budget(title, "overall", all, true, title);
    }
    plan.budget("合計", "2021", 1300, true);
    plan.budget("合計", "2022", 2400, true);
    plan.budget("合計", "overall", 3700, true);
    ASSERT_EQ(plan.of("budget-sum").size(), 1u);
    EXPECT_NE(plan.of("budget-sum")[0].message.zh.find("合計為 7 億元"), std::string::npos);
}

TEST(BudgetSentence, against_the_table) {
    Plan plan;
    table(plan, 3701);
    plan.budget("共提出 37.01 億元", "overall", 3701, true);
    EXPECT_TRUE(plan.of("budget-sentence").empty());
    plan.budget("110 年法定預算為 13.5 億元", "2021", 1350, false);
    EXPECT_EQ(plan.of("budget-sentence").size(), 1u);
}

TEST(Numbering, gaps_and_doubles) {
    Plan plan;
    for (const auto* label : {"1.", "2.", "4."})
        plan.node("", "措施", label, std::string("甲") + label);
    for (const auto* label : {"（一）", "（二）", "（三）"})
        plan.node("", "策略", label, std::string("乙") + label);
    ASSERT_EQ(plan.of("numbering").size(), 1u);
    EXPECT_NE(plan.of("numbering")[0].message.zh.find("缺第 3 項"), std::string::npos);
    Plan twice;
    for (const auto* label : {"一", "二", "二", "三"})
        twice.node("", "措施", label, "題" + std::to_string(twice.plan.nodes.size()));
    EXPECT_EQ(twice.of("numbering").size(), 1u);
}

TEST(Numbering, a_number_of_another_kind_in_the_same_list_is_there) {
    Plan plan;
    for (const auto* label : {"1", "2", "4", "5"})
        plan.node("", "章節", label, std::string("甲") + label);
    EXPECT_EQ(plan.of("numbering").size(), 1u);
    plan.node("", "項目", "3", "乙");
    EXPECT_TRUE(plan.of("numbering").empty());
}

TEST(CodeParent, a_code_continues_the_number_above) {
    Plan plan;
    const auto first = plan.node("", "發展策略", "6.1", "能源");
    const auto second = plan.node("", "發展策略", "6-2", "物資");
    plan.indicator(first, "kpi", "6.1.1", "採購");
    plan.indicator(first, "kpi", "6.2.2", "存量");
    plan.indicator(second, "kpi", "6.2.2", "庫存");
    ASSERT_EQ(plan.of("code-parent").size(), 1u);
    EXPECT_NE(plan.of("code-parent")[0].message.zh.find("6.1"), std::string::npos);
}

TEST(MissingField, where_nearly_all_have_it) {
    Plan plan;
    for (int i = 0; i < 12; ++i) {
        plan.node("", "重點工作項目", std::to_string(i + 1), "題" + std::to_string(i));
        if (i != 5) plan.plan.nodes.back().lead = {"經濟部"};
    }
    EXPECT_EQ(plan.of("missing-field").size(), 1u);
    plan.plan.nodes[5].lead = {"科技部"};
    EXPECT_TRUE(plan.of("missing-field").empty());
}

TEST(Dates, end_start_plan_and_parent) {
    Plan plan;
    const auto parent = plan.node("", "措施", "1", "甲");
    plan.plan.nodes.back().schedule = {{"2021-01", "2022-12", "", ""}};
    plan.node(parent, "工作", "1.1", "乙");
    plan.plan.nodes.back().schedule = {{"2021-01", "2023-06", "", ""}};
    plan.node("", "措施", "2", "丙");
    plan.plan.nodes.back().schedule = {{"2023-05", "2022-04", "", ""}};
    plan.node("", "措施", "3", "丁");
    plan.plan.nodes.back().schedule = {{"2020-12", "2025-04", "", ""}};
    plan.node("", "措施", "4", "戊");
    plan.plan.nodes.back().schedule = {{"2021", "2024", "", ""}};
    EXPECT_EQ(plan.of("end-before-start").size(), 1u);
    EXPECT_EQ(plan.of("dates-outside").size(), 3u);  // the child, and one item too early and too late
}

TEST(DueAfterPlan, by_the_month) {
    Plan plan;
    plan.indicator("", "kpi", "1", "114 年發射首顆");
    plan.indicator("", "kpi", "2", "113 年底前完成 2 處");
    EXPECT_EQ(plan.of("due-after-plan").size(), 1u);
}

TEST(TermTypo, once_among_many) {
    Plan plan;
    plan.node("", "章節", "壹", "架構");
    plan.plan.nodes.back().text =
        "設「產業聯合推動辦公室」。由「產業聯合推動辦公室」協調。「產業聯合推動辦公室」每季開會。"
        "「產業聯和推動辦公室」另訂要點。";
    const auto found = plan.of("term-typo");
    ASSERT_EQ(found.size(), 1u);
    EXPECT_NE(found[0].message.zh.find("「產業聯和推動辦公室」僅出現一次"), std::string::npos);
}

TEST(TermTypo, another_thing_is_no_typo) {
    Plan plan;
    plan.node("", "章節", "壹", "架構");
    plan.plan.nodes.back().text =
        "「第一期建設計畫」「第一期建設計畫」「第一期建設計畫」之後為「第二期建設計畫」。"
        "「北區資源中心」「北區資源中心」「北區資源中心」與「南區資源中心」。"
        "「循環標章制度」與「循環標準制度」各一次。";
    EXPECT_TRUE(plan.of("term-typo").empty());
}

TEST(SentenceTarget, another_figure_for_the_same_year) {
    Plan plan;
    plan.node("", "目標", "一", "117年剩餘資材再利用率達92%以上");
    plan.indicator("", "kpi", "1", "剩餘資材再利用率");
    auto& row = plan.plan.indicators.back();
    row.unit = "%";
    row.targets = {target("2028", "90%")};
    row.targets[0].source = row.source;
    auto found = plan.of("sentence-target");
    ASSERT_EQ(found.size(), 1u);
    EXPECT_NE(found[0].message.zh.find("90 %"), std::string::npos);
    plan.plan.nodes[0].title = "117年剩餘資材再利用率達90%以上";
    EXPECT_TRUE(plan.of("sentence-target").empty());
    // what was measured, another year, a running total and two figures say nothing against the table
    plan.plan.nodes[0].title = "112年剩餘資材再利用率已達78.5%";
    plan.plan.nodes[0].text = "116年剩餘資材再利用率達88%。117年剩餘資材再利用率達85%及家數達92%。";
    EXPECT_TRUE(plan.of("sentence-target").empty());
}

TEST(ContentsBody, a_chapter_of_another_title_and_one_that_is_missing) {
    Plan plan;
    plan.node("", "章節", "壹", "緣起");
    const auto second = plan.node("", "章節", "貳", "海岸現況");
    model::Source line;
    line.first_line = 40;
    plan.plan.plan.contents_only = {{"貳", "海岸現況分析", {line}}, {"參", "預期效益", {line}}};
    auto found = plan.of("contents-body");
    ASSERT_EQ(found.size(), 2u);
    EXPECT_NE(found[0].message.zh.find("「貳、海岸現況分析」，內文同一編號作「海岸現況」"),
              std::string::npos);
    EXPECT_EQ(found[0].nodes, std::vector{second});
    EXPECT_EQ(found[0].source.size(), 2u);
    EXPECT_NE(found[1].message.zh.find("找不到這個標題"), std::string::npos);
    EXPECT_TRUE(found[1].nodes.empty());
    const std::vector<std::string> off{"contents-body"};
    for (const auto& one : check(plan.plan, off))
        EXPECT_NE(one.rule, "contents-body");
}

TEST(ContentsBody, what_was_renamed_since_is_there) {
    Plan plan;
    plan.node("", "章節", "貳", "海岸現況分析");
    plan.plan.plan.contents_only = {{"貳", "海岸現況分析", {}}};
    EXPECT_TRUE(plan.of("contents-body").empty());
}

TEST(AgencyUnlisted, against_a_closed_list) {
    Plan plan;
    const auto root = plan.node("", "章節", "", "架構");
    plan.plan.nodes.back().text = "本方案由甲部、乙部、丙部、丁部、戊部共同推動。";
    for (const auto* agency : {"甲部", "乙部", "丙部", "丁部", "戊部", "己部"}) {
        plan.node(root, "措施", agency, agency);
        plan.plan.nodes.back().lead = {agency};
    }
    ASSERT_EQ(plan.of("agency-unlisted").size(), 1u);
    plan.plan.nodes.front().text = "由甲部、乙部、丙部、丁部、戊部等 9 個機關共同推動。";
    EXPECT_TRUE(plan.of("agency-unlisted").empty());
}

TEST(TitlesDiffer, the_same_number_in_two_chapters) {
    Plan plan;
    const auto one = plan.node("", "章節", "一", "期程");
    const auto two = plan.node("", "章節", "二", "效益");
    plan.node(one, "措施", "1-7", "以 5G 等技術發展交通醫療應用");
    plan.node(two, "發展策略", "1.7", "以 5G、傳輸平臺等技術發展交通醫療應用");
    plan.node(one, "措施", "1-8", "國際合作");
    plan.node(two, "發展策略", "1.8", "國際合作");
    EXPECT_EQ(plan.of("titles-differ").size(), 1u);
}

TEST(WordingDiffers, by_a_character) {
    Plan plan;
    const auto node = plan.node("", "措施", "6-1", "能源");
    const auto work = plan.node(node, "事項", "1", "多元化");
    plan.indicator(work, "goal", "", "確保石油、天然氣及煤碳分散採購");
    plan.indicator(node, "kpi", "6.1.1", "確保石油、天然氣及煤礦分散採購");
    plan.indicator(work, "goal", "", "完成感知技術與平台之整合");
    plan.indicator(node, "kpi", "6.1.2", "完成感知技術與平台之整合");
    EXPECT_EQ(plan.of("wording-differs").size(), 1u);
}

TEST(FigureTwice, in_the_same_words) {
    Plan plan;
    model::Fact fact;
    fact.text = "經由計畫核定辦理之課程結業學生之整體就業比率已達 84.89%。";
    fact.figure = Decimal(8489, 2);
    fact.unit = "%";
    plan.plan.facts.push_back(fact);
    fact.text = "經由計畫核定辦理之課程，結業學生之整體就業比率已達 87.89%。";
    fact.figure = Decimal(8789, 2);
    plan.plan.facts.push_back(fact);
    EXPECT_EQ(plan.of("figure-twice").size(), 1u);
    plan.plan.facts.back().period = "2019";
    EXPECT_TRUE(plan.of("figure-twice").empty());
}

TEST(Check, ids_are_unique_and_rules_can_be_switched_off) {
    Plan plan;
    plan.indicator("", "kpi", "1", "113 年創新應用 35 項", {"5 項", "12 項", "24 項", "累計 38 項"});
    plan.indicator("", "kpi", "2", "113 年創新應用 35 項", {"5 項", "12 項", "24 項", "累計 38 項"});
    plan.plan.indicators[1].source = plan.plan.indicators[0].source;
    const auto all = check(plan.plan);
    std::vector<std::string> ids;
    for (const auto& one : all)
        ids.push_back(one.id);
    std::sort(ids.begin(), ids.end());
    EXPECT_EQ(std::adjacent_find(ids.begin(), ids.end()), ids.end());
    const std::vector<std::string> off{"targets-sum"};
    for (const auto& one : check(plan.plan, off))
        EXPECT_NE(one.rule, "targets-sum");
    EXPECT_EQ(check(plan.plan), all);
}

TEST(Check, every_message_in_two_languages) {
    Plan plan;
    plan.indicator("", "kpi", "1", "114 年 35 項", {"5 項", "12 項", "24 項", "累計 38 項"});
    for (const auto& one : check(plan.plan)) {
        EXPECT_FALSE(one.message.zh.empty());
        EXPECT_FALSE(one.message.en.empty());
    }
    for (const auto& rule : rules())
        EXPECT_FALSE(rule.title.zh.empty() || rule.title.en.empty());
}

}  // namespace
}  // namespace gangmu::checking
