// What the headers of columns say: words of the genre, in Chinese, Japanese and English.
#include <algorithm>
#include <array>
#include <span>
#include <string>

#include "reading/numbering.hpp"
#include "reading/tables.hpp"
#include "reading/titles.hpp"
#include "text/fold.hpp"

namespace gangmu::reading {

namespace {

struct Word {
    std::string_view word;
    ColumnRole role;
    bool whole;  // only when it is the whole header
};

// In order: the first that stands in the header decides.
constexpr Word words[] = {
    {"達成率", ColumnRole::rate, false},
    {"執行率", ColumnRole::rate, false},
    {"achievementrate", ColumnRole::rate, false},
    {"實際值", ColumnRole::actual, false},
    {"達成值", ColumnRole::actual, false},
    {"實績", ColumnRole::actual, false},
    {"実績", ColumnRole::actual, false},
    {"達成情形", ColumnRole::actual, false},
    {"actual", ColumnRole::actual, false},
    {"基準值", ColumnRole::baseline, false},
    {"基準値", ColumnRole::baseline, false},
    {"現況值", ColumnRole::baseline, false},
    {"現状値", ColumnRole::baseline, false},
    {"起始值", ColumnRole::baseline, false},
    {"基準年", ColumnRole::baseline, false},
    {"基期", ColumnRole::baseline, false},
    {"baseline", ColumnRole::baseline, false},
    {"全期目標", ColumnRole::overall, false},
    {"全程目標", ColumnRole::overall, false},
    {"總目標", ColumnRole::overall, false},
    {"期末目標", ColumnRole::overall, false},
    {"最終目標", ColumnRole::overall, false},
    {"整體目標", ColumnRole::overall, false},
    {"overalltarget", ColumnRole::overall, false},
    {"finaltarget", ColumnRole::overall, false},
    {"分年目標", ColumnRole::target, false},
    {"年度目標", ColumnRole::target, false},
    {"目標值", ColumnRole::target, false},
    {"目標値", ColumnRole::target, false},
    {"数値目標", ColumnRole::target, false},
    {"target", ColumnRole::target, false},
    {"經費來源", ColumnRole::source_of_funds, false},
    {"財源", ColumnRole::source_of_funds, false},
    {"fundingsource", ColumnRole::source_of_funds, false},
    {"主協辦", ColumnRole::agency, false},
    {"主(協)辦", ColumnRole::agency, false},
    {"主/協辦", ColumnRole::agency, false},
    {"主、協辦", ColumnRole::agency, false},
    {"協辦", ColumnRole::co, false},
    {"配合機關", ColumnRole::co, false},
    {"配合單位", ColumnRole::co, false},
    {"partner", ColumnRole::co, false},
    {"supporting", ColumnRole::co, false},
    {"関係府省", ColumnRole::co, false},
    {"共同", ColumnRole::co, true},
    {"共同辦理", ColumnRole::co, false},
    {"関係課", ColumnRole::co, false},
    {"主辦", ColumnRole::lead, false},
    {"主政", ColumnRole::lead, false},
    {"主責", ColumnRole::lead, false},
    {"主担当", ColumnRole::lead, false},
    {"leadagency", ColumnRole::lead, false},
    {"lead", ColumnRole::lead, true},
    {"權責機關", ColumnRole::agency, false},
    {"權責單位", ColumnRole::agency, false},
    {"承辦", ColumnRole::agency, false},
    {"執行機關", ColumnRole::agency, false},
    {"執行單位", ColumnRole::agency, false},
    {"負責", ColumnRole::agency, false},
    {"辦理機關", ColumnRole::agency, false},
    {"辦理單位", ColumnRole::agency, false},
    {"主管機關", ColumnRole::agency, false},
    {"機關", ColumnRole::agency, false},
    {"部會", ColumnRole::agency, false},
    {"責任單位", ColumnRole::agency, false},
    {"實施單位", ColumnRole::agency, false},
    {"推動單位", ColumnRole::agency, false},
    {"業務單位", ColumnRole::agency, false},
    {"主管單位", ColumnRole::agency, false},
    {"実施主体", ColumnRole::agency, false},
    {"実施機関", ColumnRole::agency, false},
    {"事業主体", ColumnRole::agency, false},
    {"取組主体", ColumnRole::agency, false},
    {"担当", ColumnRole::agency, false},
    {"所管", ColumnRole::agency, false},
    {"府省", ColumnRole::agency, false},
    {"responsible", ColumnRole::agency, false},
    {"agency", ColumnRole::agency, false},
    {"agencies", ColumnRole::agency, false},
    {"ministry", ColumnRole::agency, false},
    {"department", ColumnRole::agency, false},
    {"owner", ColumnRole::agency, false},
    {"who", ColumnRole::agency, true},
    {"accountable", ColumnRole::agency, false},
    {"起訖", ColumnRole::schedule, false},
    {"起迄", ColumnRole::schedule, false},
    {"期程", ColumnRole::schedule, false},
    {"時程", ColumnRole::schedule, false},
    {"辦理期間", ColumnRole::schedule, false},
    {"執行期間", ColumnRole::schedule, false},
    {"實施期間", ColumnRole::schedule, false},
    {"推動期間", ColumnRole::schedule, false},
    {"期限", ColumnRole::schedule, false},
    {"辦理時間", ColumnRole::schedule, false},
    {"執行時間", ColumnRole::schedule, false},
    {"実施期間", ColumnRole::schedule, false},
    {"事業期間", ColumnRole::schedule, false},
    {"実施年度", ColumnRole::schedule, false},
    {"実施時期", ColumnRole::schedule, false},
    {"スケジュール", ColumnRole::schedule, false},
    {"timeline", ColumnRole::schedule, false},
    {"timeframe", ColumnRole::schedule, false},
    {"timescale", ColumnRole::schedule, false},
    {"schedule", ColumnRole::schedule, false},
    {"when", ColumnRole::schedule, true},
    {"dates", ColumnRole::schedule, true},
    {"期間", ColumnRole::schedule, true},
    {"period", ColumnRole::schedule, true},
    {"開始", ColumnRole::start, false},
    {"起始", ColumnRole::start, false},
    {"start", ColumnRole::start, false},
    {"結束", ColumnRole::end, false},
    {"完成日", ColumnRole::end, false},
    {"完成時間", ColumnRole::end, false},
    {"完成期日", ColumnRole::end, false},
    {"duedate", ColumnRole::end, false},
    {"終了", ColumnRole::end, false},
    {"deadline", ColumnRole::end, false},
    {"enddate", ColumnRole::end, false},
    {"end", ColumnRole::end, true},
    {"起", ColumnRole::start, true},
    {"訖", ColumnRole::end, true},
    {"迄", ColumnRole::end, true},
    {"計量單位", ColumnRole::measure_unit, false},
    {"衡量單位", ColumnRole::measure_unit, false},
    {"單位", ColumnRole::measure_unit, true},
    {"単位", ColumnRole::measure_unit, true},
    {"unit", ColumnRole::measure_unit, true},
    {"經費", ColumnRole::amount, false},
    {"預算", ColumnRole::amount, false},
    {"金額", ColumnRole::amount, false},
    {"予算", ColumnRole::amount, false},
    {"事業費", ColumnRole::amount, false},
    {"budget", ColumnRole::amount, false},
    {"cost", ColumnRole::amount, false},
    {"小計", ColumnRole::amount, true},
    {"合計", ColumnRole::amount, true},
    {"總計", ColumnRole::amount, true},
    {"total", ColumnRole::amount, true},
    {"項次", ColumnRole::number, true},
    {"序號", ColumnRole::number, true},
    {"次序", ColumnRole::number, true},
    {"序", ColumnRole::number, true},
    {"no", ColumnRole::number, true},
    {"no.", ColumnRole::number, true},
    {"#", ColumnRole::number, true},
    // 上層編號 before 編號
    {"上層", ColumnRole::parent, false},
    {"上位", ColumnRole::parent, false},
    {"parent", ColumnRole::parent, false},
    {"編號", ColumnRole::label, false},
    {"編碼", ColumnRole::label, false},
    {"代碼", ColumnRole::label, false},
    {"代號", ColumnRole::label, false},
    {"番号", ColumnRole::label, false},
    {"code", ColumnRole::label, true},
    {"id", ColumnRole::label, true},
    {"label", ColumnRole::label, true},
    {"number", ColumnRole::label, true},
    {"層級", ColumnRole::kind, false},
    {"階層", ColumnRole::kind, false},
    {"level", ColumnRole::kind, true},
    {"kind", ColumnRole::kind, true},
    {"type", ColumnRole::kind, true},
    {"指標", ColumnRole::indicator, false},
    {"kpi", ColumnRole::indicator, false},
    {"indicator", ColumnRole::indicator, false},
    {"metric", ColumnRole::indicator, false},
    {"類別", ColumnRole::other, false},
    {"分類", ColumnRole::other, false},
    {"內容", ColumnRole::text, false},
    {"内容", ColumnRole::text, false},
    {"說明", ColumnRole::text, false},
    {"備註", ColumnRole::text, false},
    {"備考", ColumnRole::text, false},
    {"概要", ColumnRole::text, false},
    {"現況", ColumnRole::text, false},
    {"辦理情形", ColumnRole::text, false},
    {"執行成果", ColumnRole::text, false},
    {"description", ColumnRole::text, false},
    {"details", ColumnRole::text, true},
    {"notes", ColumnRole::text, true},
    {"remarks", ColumnRole::text, true},
    {"名稱", ColumnRole::item, false},
    {"事業名", ColumnRole::item, false},
    {"title", ColumnRole::item, true},
    {"name", ColumnRole::item, true},
};

constexpr std::string_view english_items[] = {
    "goal",       "goals",       "objective",  "objectives", "strategy",   "strategies",  "action",
    "actions",    "measure",     "measures",   "activity",   "activities", "task",        "project",
    "programme",  "program",     "initiative", "pillar",     "workitem",   "item",        "output",
    "outcome",    "theme",       "priority",   "milestone",  "milestones", "deliverable", "deliverables",
    "commitment", "commitments", "step",       "steps"};

}  // namespace

ColumnRole role_of_header(std::string_view header) {
    std::string clean;
    for (char c : text::fold(header))
        if (c != ' ' && c != '\n' && c != '\t') clean += c;
    if (clean.empty()) return ColumnRole::other;
    static const std::vector<std::string> folded = [] {
        std::vector<std::string> all;
        for (const Word& word : words)
            all.push_back(text::fold(word.word));
        return all;
    }();
    for (std::size_t i = 0; i < std::size(words); ++i)
        if (words[i].whole ? clean == folded[i] : clean.find(folded[i]) != std::string::npos)
            return words[i].role;
    if (!rank_word(rank_of_header(header)).empty()) return ColumnRole::item;
    if (std::find(std::begin(english_items), std::end(english_items), clean) != std::end(english_items))
        return ColumnRole::item;
    return ColumnRole::other;
}

}  // namespace gangmu::reading
