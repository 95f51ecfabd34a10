#include "tracking/review.hpp"

namespace gangmu::tracking {
namespace {

Error wrong_state(const Report& report, Message what) {
    return fail(Fault::conflict, "report-state", std::move(what),
                {"請重新整理以查看目前狀態", "Reload to see where it is now"},
                std::string(to_string(report.state)));
}

Error nothing_filed() {
    return fail(Fault::conflict, "report-state", {"尚未填報", "Nothing has been filed yet"},
                {"請先儲存內容", "Save something first"}, "none");
}

}  // namespace

std::string_view to_string(StageScope scope) {
    switch (scope) {
        case StageScope::agency:
            return "agency";
        case StageScope::issuer:
            return "issuer";
        case StageScope::named:
            return "named";
    }
    return "agency";
}

std::optional<StageScope> parse_scope(std::string_view name) {
    for (const auto scope : {StageScope::agency, StageScope::issuer, StageScope::named})
        if (to_string(scope) == name) return scope;
    return std::nullopt;
}

const std::vector<Stage>& default_stages() {
    static const std::vector<Stage> stages{
        {{"機關研考單位", "The agency's planning unit"}, StageScope::agency, {}},
        {{"計畫主政機關", "The plan's office"}, StageScope::issuer, {}}};
    return stages;
}

std::string stage_agency(const Stage& stage, const std::string& report_agency, const std::string& issuer) {
    switch (stage.scope) {
        case StageScope::agency:
            return report_agency;
        case StageScope::issuer:
            return issuer;
        case StageScope::named:
            return stage.agency;
    }
    return report_agency;
}

Status can_save(const Report* report) {
    if (report == nullptr) return {};
    if (report->state == ReportState::approved)
        return wrong_state(*report, {"已核定的辦理情形不能再修改", "An approved report cannot be changed"});
    if (report->state == ReportState::submitted)
        return wrong_state(*report,
                           {"已送出審核，收回或退回後才能修改",
                            "It was submitted; it can be changed after it was taken back or returned"});
    return {};
}

Status can_submit(const Report* report) {
    if (report == nullptr) return nothing_filed();
    if (report->state == ReportState::submitted)
        return wrong_state(*report, {"已經送出", "It was submitted already"});
    if (report->state == ReportState::approved)
        return wrong_state(*report, {"已經核定", "It was approved already"});
    return {};
}

Status can_withdraw(const Report* report) {
    if (report == nullptr) return nothing_filed();
    if (report->state != ReportState::submitted)
        return wrong_state(
            *report, {"沒有送出中的辦理情形可以收回", "Nothing was submitted that could be taken back"});
    if (report->stage != 0)
        return wrong_state(*report,
                           {"已有一關核可，請洽審核單位退回", "A stage has approved it; ask for its return"});
    return {};
}

Status can_decide(const Report* report, std::size_t stages) {
    if (report == nullptr) return nothing_filed();
    if (report->state != ReportState::submitted || stages == 0)
        return wrong_state(*report, {"這份辦理情形不在審核中", "This report is not under review"});
    return {};
}

bool last_stage(const Report& report, std::size_t stages) {
    return report.stage + 1 >= stages;
}

}  // namespace gangmu::tracking
