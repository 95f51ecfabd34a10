#include "checking/check.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "checking/rules/rules.hpp"

namespace gangmu::checking {

std::span<const Rule> rules() {
    using namespace rule;
    static const std::array all{
        Rule{"targets-sum",
             {"分年目標與全期目標不符", "Yearly targets do not make the overall one"},
             targets_sum},
        Rule{"cumulative-falls", {"累計值下降", "A cumulative value falls"}, cumulative_falls},
        Rule{"units-change", {"同一指標的單位前後不一", "Units change along a row"}, units_change},
        Rule{"goal-indicator",
             {"期程表的目標與指標表不一致", "Schedule and indicator chapters disagree"},
             goal_against_indicator},
        Rule{"counts-declared",
             {"所稱項數與實際項數不符", "Declared counts differ from what is there"},
             counts_declared},
        Rule{"budget-sum", {"經費表加總不符", "A budget table does not add up"}, budget_sums},
        Rule{"budget-sentence",
             {"內文經費與經費表不符", "A sentence and the budget table disagree"},
             budget_sentence},
        Rule{"numbering", {"編號跳號或重複", "Numbers are missing or doubled"}, numbering},
        Rule{"code-parent", {"編號與所屬項目不符", "A code points to another parent"}, code_parent},
        Rule{"missing-field",
             {"缺主辦機關、期程或目標值", "Agency, date or target is missing"},
             missing_fields},
        Rule{"end-before-start", {"期程迄日早於起日", "An end before its start"}, end_before_start},
        Rule{"dates-outside", {"期程超出計畫期程", "Dates outside the plan"}, dates_outside},
        Rule{"due-after-plan",
             {"目標期限晚於計畫期程", "A target is due after the plan ends"},
             due_after_plan},
        Rule{"agency-unlisted",
             {"機關未列於推動機關名單", "An agency is not in the plan's own list"},
             agencies_unlisted},
        Rule{"contents-body", {"目錄與內文不一致", "Contents page and body disagree"}, contents_body},
        Rule{"titles-differ",
             {"同一編號的名稱在不同章節不一致", "Titles differ between chapters"},
             titles_differ},
        Rule{"wording-differs",
             {"同一目標的文字有出入，疑為誤植", "Likely typo in a repeated goal"},
             wording_differs},
        Rule{"term-typo", {"重複用語疑為誤植", "Likely typo in a repeated term"}, term_typo},
        Rule{"figure-twice", {"同一數據在兩處不同", "The same figure is stated differently"}, figure_twice},
        Rule{"sentence-target",
             {"內文目標與指標表不一致", "A sentence and the indicator table disagree"},
             sentence_target},
    };
    return all;
}

std::vector<model::Finding> check(const model::Plan& plan, std::span<const std::string> off) {
    std::vector<model::Finding> all;
    std::unordered_map<std::string, int> seen;
    for (const auto& rule : rules()) {
        if (std::find(off.begin(), off.end(), rule.id) != off.end()) continue;
        auto found = rule.check(plan);
        std::stable_sort(
            found.begin(), found.end(), [](const model::Finding& left, const model::Finding& right) {
                auto line = [](const model::Finding& finding) {
                    return finding.source.empty()
                               ? std::pair(0u, 0u)
                               : std::pair(finding.source.front().page, finding.source.front().first_line);
                };
                return line(left) < line(right);
            });
        for (auto& finding : found) {
            if (const int times = ++seen[finding.id]; times > 1) finding.id += "~" + std::to_string(times);
            all.push_back(std::move(finding));
        }
    }
    return all;
}

}  // namespace gangmu::checking
