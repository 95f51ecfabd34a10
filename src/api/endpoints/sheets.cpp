// A cycle's sheet to fill in and back, and 季彙整表.
#include <algorithm>
#include <map>
#include <set>

#include "api/call.hpp"
#include "api/endpoints/all.hpp"
#include "api/report_sheet.hpp"
#include "api/tracking_json.hpp"
#include "base/file.hpp"
#include "documents/open.hpp"
#include "exchange/csv.hpp"
#include "exchange/demo_mark.hpp"
#include "exchange/ods.hpp"
#include "exchange/sheet.hpp"
#include "services/evaluations.hpp"

namespace gangmu::api {
namespace {

using auth::Action;
using services::PlanCycle;
using tracking::Day;

constexpr std::size_t largest_sheet = std::size_t{32} << 20;

Result<PlanCycle> cycle_of(const Call& call) {
    return services::find_cycle(call.view.snapshot(), call.path[0], call.path[1],
                                services::day_of(call.view));
}

std::string title_of(const PlanCycle& cycle) {
    return cycle.edition->content->header().title + " " + tracking::period_label(cycle.cycle.period).zh;
}

// Where a sheet comes from: its first page.
std::vector<std::pair<std::string, std::string>> about(const Call& call, const PlanCycle& cycle,
                                                       std::string_view what) {
    const bool english = call.language == Language::en;
    const auto& head = call.view.head();
    const Message period = tracking::period_label(cycle.cycle.period);
    std::vector<std::pair<std::string, std::string>> out{
        {english ? "Plan" : "計畫", cycle.edition->content->header().title},
        {english ? "Cycle" : "週期", (english ? period.en : period.zh) + " (" + cycle.cycle.id + ")"},
        {english ? "Due" : "期限", tracking::print_day(cycle.cycle.due)},
        {english ? "Sheet" : "表別", std::string(what)},
        {english ? "Ledger head" : "帳本序號", std::to_string(head.seq) + ":" + head.hash}};
    if (call.view->settings.demo) out.insert(out.begin(), exchange::demo_line(english));
    return out;
}

Result<Reply> file_of(const Call& call, const std::vector<exchange::Table>& tables, const PlanCycle& cycle,
                      std::string_view what, std::string_view format, std::string_view table) {
    const bool english = call.language == Language::en;
    Reply reply;
    std::string bytes;
    if (format == "csv") {
        const auto found =
            std::find_if(tables.begin(), tables.end(), [&](const auto& each) { return each.key == table; });
        bytes = exchange::to_csv(found == tables.end() ? tables.front() : *found);
        reply.media_type = "text/csv; charset=utf-8";
    } else if (format == "ods") {
        TRY(bytes, exchange::to_ods(tables, about(call, cycle, what), english));
        reply.media_type = "application/vnd.oasis.opendocument.spreadsheet";
    } else {
        TRY(bytes, exchange::to_xlsx(tables, about(call, cycle, what), english));
        reply.media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    }
    reply.body = std::make_shared<const std::string>(std::move(bytes));
    const std::string name = title_of(cycle) + " " + std::string(what) + "." + std::string(format);
    reply.extra.add("Content-Disposition", "attachment; filename*=UTF-8''" + http::encode_percent(name));
    return reply;
}

// ---- the sheet to fill in

// The rows that this actor may fill in: of one agency, or of all of theirs.
Result<SheetScope> scope_of(const Call& call, const PlanCycle& cycle, const services::Duties& duties) {
    const auto& snapshot = call.view.snapshot();
    const services::TrackingRights rights(snapshot, call.actor(), services::day_of(call.view));
    SheetScope out{
        snapshot, cycle, duties, {}, services::name_now(snapshot, std::string(call.text("agency")))};
    bool any = false;
    for (const auto& owed : duties.owed) {
        if (!out.agency.empty() && owed.agency != out.agency) continue;
        any = true;
        if (rights.may_file(owed).allowed) out.owed.push_back(&owed);
    }
    if (out.owed.empty()) {
        const auto anywhere = any ? services::Standing() : rights.may(Action::file_report, {});
        CHECK(services::allowed(anywhere, call.actor(), Action::file_report));
    }
    if (!out.agency.empty() || out.owed.empty()) return out;
    // Whose own keys are meant: where all rows are one agency's, that one's.
    const std::string& first = out.owed.front()->agency;
    if (std::all_of(out.owed.begin(), out.owed.end(),
                    [&](const auto* owed) { return owed->agency == first; }))
        out.agency = first;
    return out;
}

Result<Reply> get_sheet(Call& call) {
    TRY(const PlanCycle cycle, cycle_of(call));
    const auto duties = services::duties(call.view.snapshot(), cycle);
    TRY(const SheetScope scope, scope_of(call, cycle, *duties));
    return file_of(call, sheet_tables(scope), cycle, "填報表", call.text("format"), call.text("table"));
}

struct Filed {
    std::uint64_t changed = 0, unchanged = 0, submitted = 0;
};

// What became of each row, into counts and faults.
Filed outcomes(ReadSheet& sheet, const std::vector<services::RowOutcome>& outcomes) {
    Filed out;
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        const auto& row = sheet.rows[i];
        const auto& outcome = outcomes[i];
        if (outcome.refused) sheet.fault(row.node, {}, outcome.refused->what);
        for (const auto& conflict : outcome.conflicts) {
            JsonWriter theirs;
            tracking::write_field(theirs, conflict.theirs);
            const std::string value = theirs.take();
            sheet.fault(row.node, conflict.field,
                        {conflict.theirs.stamp.by + " 已改為 " + value,
                         conflict.theirs.stamp.by + " changed it to " + value});
        }
        for (const auto& fault : outcome.faults)
            sheet.fault(row.node, fault.field, fault.what);
        out.submitted += outcome.submitted ? 1 : 0;
        if (outcome.refused || !outcome.conflicts.empty()) continue;
        (outcome.changed.empty() ? out.unchanged : out.changed) += 1;
    }
    return out;
}

Reply sheet_json(const ReadSheet& sheet, const Filed& filed) {
    JsonWriter out;
    out.object().member("rows", static_cast<std::uint64_t>(sheet.row_count)).member("changed", filed.changed);
    out.member("unchanged", filed.unchanged).member("submitted", filed.submitted).key("errors").array();
    for (const auto& fault : sheet.faults) {
        out.object()
            .member("table", fault.table_name)
            .member("cell", fault.cell)
            .member("column", fault.column_name);
        out.member("key", fault.key).member("zh", fault.what.zh).member("en", fault.what.en).end();
    }
    out.end().end();
    return Reply::json(std::move(out));
}

Result<Reply> post_sheet(Call& call) {
    std::string bytes;
    if (!call.request.upload.empty()) {
        TRY(bytes, read_file(call.request.upload, largest_sheet));
    }
    TRY(const PlanCycle cycle, cycle_of(call));
    const auto duties = services::duties(call.view.snapshot(), cycle);
    TRY(const SheetScope scope, scope_of(call, cycle, *duties));
    const std::string name(call.text("name"));
    TRY(const documents::Document document, call.registry.parse_sheet(name, bytes));
    TRY(ReadSheet sheet, read_sheet(document, scope));
    TRY(const auto done, call.registry.tracking().save_rows(call.actor(), cycle.plan->id, cycle.cycle.id,
                                                            sheet.rows, call.flag("submit")));
    const Filed filed = outcomes(sheet, done);
    if (call.text("reply") != "sheet") return sheet_json(sheet, filed);
    const bool english = call.language == Language::en;
    for (const auto& fault : sheet.faults)
        sheet.tables[fault.table].marks.push_back(
            {fault.row, fault.column, english ? fault.what.en : fault.what.zh});
    const bool ods = name.size() > 4 && name.compare(name.size() - 4, 4, ".ods") == 0;
    return file_of(call, sheet.tables, cycle, "檢核結果", ods ? "ods" : "xlsx", {});
}

// ---- 季彙整表

struct SummaryColumn {
    const char* name;
    Message title;
    int width;
};
const SummaryColumn summary_columns[] = {{"agency", {"主辦機關", "Agency"}, 14},
                                         {"level", {"列管層級", "Level"}, 10},
                                         {"label", {"編號", "Label"}, 10},
                                         {"item", {"項目", "Item"}, 40},
                                         {"co", {"協辦機關", "Co-agencies"}, 18},
                                         {"state", {"填報狀態", "State"}, 10},
                                         {"light", {"燈號", "Light"}, 10},
                                         {"planned", {"預定進度（%）", "Planned (%)"}, 10},
                                         {"actual", {"實際進度（%）", "Actual (%)"}, 10},
                                         {"text", {"辦理情形", "Progress"}, 60},
                                         {"highlights", {"重要執行亮點", "Highlights"}, 40},
                                         {"next", {"下一期重點工作", "Next period's work"}, 40},
                                         {"behind_reason", {"落後原因", "Why it is behind"}, 40},
                                         {"measures", {"因應對策", "What is done about it"}, 40},
                                         {"available", {"可支用數", "Available"}, 16},
                                         {"spent", {"實支數", "Spent"}, 16},
                                         {"rate", {"執行率（%）", "Rate (%)"}, 10}};

Message state_title(const Standing& standing) {
    if (standing.report == nullptr) return {"未填報", "not filed"};
    switch (standing.report->state) {
        case tracking::ReportState::draft:
            return {"填報中", "draft"};
        case tracking::ReportState::submitted:
            return {"審核中", "under review"};
        case tracking::ReportState::returned:
            return {"退回補正", "returned"};
        case tracking::ReportState::approved:
            return {"已核定", "approved"};
    }
    return {};
}

// The light of each node in this cycle; the plan's office also counts what waits for a review. Where it
// cannot be evaluated there are none.
class Lights {
  public:
    Lights(const Call& call, const PlanCycle& cycle) {
        const auto plan = call.view.plan(cycle.plan->id);
        if (!plan) return;
        const bool office = call.may(Action::manage_cycles, cycle.issuer);
        auto made = services::evaluate(call.view, *plan, cycle.cycle.id,
                                       office ? services::Basis::filed : services::Basis::approved);
        if (made) evaluation_ = std::move(*made);
    }

    evaluation::Light of(const std::string& node) const {
        if (!evaluation_) return evaluation::Light::none;
        const auto place = evaluation_->places.find(node);
        return place == evaluation_->places.end() ? evaluation::Light::none
                                                  : evaluation_->result.node(place->second).light;
    }

  private:
    std::shared_ptr<const services::PlanEvaluation> evaluation_;
};

exchange::Value decimal_or_nothing(const std::optional<Decimal>& number) {
    return number ? exchange::Value(*number) : exchange::Value();
}

exchange::Value summary_cell(std::string_view column, const tracking::Obligation& owed,
                             const model::Node& node, const Standing& standing, const Lights& lights,
                             bool full, bool english) {
    const auto say = [&](const Message& message) { return english ? message.en : message.zh; };
    const auto* report = full ? standing.report : nullptr;
    if (column == "agency") return owed.agency;
    if (column == "level") return say(tracking::level_title(owed.level));
    if (column == "label") return node.label;
    if (column == "item") return node.title;
    if (column == "state") return say(state_title(standing));
    if (column == "light") return say(evaluation::title(lights.of(owed.node)));
    if (column == "co") {
        std::string names;
        for (const auto& each : owed.co)
            names += (names.empty() ? "" : "、") + each;
        return names;
    }
    if (report == nullptr) return {};
    if (column == "planned" || column == "actual") return decimal_or_nothing(report->number(column));
    if (column == "available" || column == "spent" || column == "rate") {
        const auto money = tracking::total_of(tracking::money_of(*report));
        if (column == "available") return decimal_or_nothing(money.available);
        if (column == "spent") return decimal_or_nothing(money.spent);
        const auto rate = money.rate();
        constexpr double largest = 1e15;  // its hundredths still fit into 64 bits
        return rate && *rate<largest&& * rate> - largest
                   ? exchange::Value(Decimal(static_cast<std::int64_t>(*rate * 100 + 0.5), 2))
                   : exchange::Value();
    }
    return std::string(report->text(column));
}

Result<std::vector<const SummaryColumn*>> chosen_columns(const Call& call) {
    std::vector<const SummaryColumn*> out;
    const auto asked = call.list("column");
    for (const auto& name : asked) {
        const auto found = std::find_if(std::begin(summary_columns), std::end(summary_columns),
                                        [&](const auto& each) { return each.name == name; });
        if (found == std::end(summary_columns)) {
            std::string known;
            for (const auto& each : summary_columns)
                known += (known.empty() ? "" : ", ") + std::string(each.name);
            return fail(Fault::invalid, "summary-column", {"沒有這個欄位", "There is no such column"},
                        {"可用的有：" + known, "Known: " + known}, name);
        }
        out.push_back(&*found);
    }
    if (asked.empty())
        for (const auto& each : summary_columns)
            out.push_back(&each);
    return out;
}

// The rows in the order of their group: by agency, from the highest level of control, or by state.
std::vector<const tracking::Obligation*> ordered(const services::Duties& duties, const PlanCycle& cycle,
                                                 const state::Snapshot& snapshot, Day today,
                                                 const Lights& lights, std::string_view by) {
    std::vector<const tracking::Obligation*> out;
    for (const auto& owed : duties.owed)
        out.push_back(&owed);
    const auto state = [&](const tracking::Obligation* owed) {
        const auto standing = standing_of(*owed, cycle, snapshot, today);
        return standing.report == nullptr ? -1 : static_cast<int>(standing.report->state);
    };
    const auto rank = [&](const tracking::Obligation* owed) {
        const auto light = lights.of(owed->node);
        return evaluation::ranked(light) ? static_cast<int>(light) : -1;
    };
    if (by == "level")
        std::stable_sort(out.begin(), out.end(),
                         [](const auto* a, const auto* b) { return a->level > b->level; });
    else if (by == "state")
        std::stable_sort(out.begin(), out.end(),
                         [&](const auto* a, const auto* b) { return state(a) < state(b); });
    else if (by == "light")  // what is worst comes first
        std::stable_sort(out.begin(), out.end(),
                         [&](const auto* a, const auto* b) { return rank(a) > rank(b); });
    else if (by == "agency")
        std::stable_sort(out.begin(), out.end(),
                         [](const auto* a, const auto* b) { return a->agency < b->agency; });
    return out;
}

Reply summary_json(const exchange::Table& table, const PlanCycle& cycle) {
    JsonWriter out;
    out.object().key("cycle");
    write_cycle(out, cycle);
    out.key("columns").array();
    for (const auto& column : table.columns) {
        out.object().member("name", column.key);
        write_title(out, "title", column.title);
        out.end();
    }
    out.end().key("rows").array();
    for (const auto& row : table.rows) {
        out.array();
        for (const auto& value : row) {
            if (const auto* text = std::get_if<std::string>(&value))
                out.value(*text);
            else if (const auto* number = std::get_if<Decimal>(&value))
                out.value(*number);
            else
                out.null();
        }
        out.end();
    }
    out.end().end();
    return Reply::json(std::move(out));
}

Result<Reply> get_summary(Call& call) {
    TRY(const PlanCycle cycle, cycle_of(call));
    TRY(const auto columns, chosen_columns(call));
    const auto& snapshot = call.view.snapshot();
    const Day today = services::day_of(call.view);
    const auto duties = services::duties(snapshot, cycle);
    const services::TrackingRights rights(snapshot, call.actor(), today);
    const Lights lights(call, cycle);
    exchange::Table table;
    table.key = "summary";
    table.title = {"彙整表", "Summary"};
    for (const auto* column : columns)
        table.columns.push_back({column->name, column->title, column->width});
    for (const auto* owed : ordered(*duties, cycle, snapshot, today, lights, call.text("by"))) {
        const auto standing = standing_of(*owed, cycle, snapshot, today);
        const bool full = rights.may_see(*owed, *cycle.settings, cycle.issuer, standing.report);
        std::vector<exchange::Value> row;
        for (const auto* column : columns)
            row.push_back(summary_cell(column->name, *owed, duties->node(*owed), standing, lights, full,
                                       call.language == Language::en));
        table.rows.push_back(std::move(row));
    }
    const auto format = call.text("format");
    if (format.empty() || format == "json") return summary_json(table, cycle);
    if (format == "csv")  // with the titles that people read
        for (auto& column : table.columns)
            column.key = call.language == Language::en ? column.title.en : column.title.zh;
    return file_of(call, {table}, cycle, "彙整表", format, {});
}

Field format_field(std::vector<std::string_view> choices, bool required) {
    return {.name = "format",
            .type = Type::choice,
            .about = {"檔案格式", "The file's format"},
            .required = required,
            .choices = std::move(choices)};
}
Field agency_field() {
    return {.name = "agency",
            .about = {"主辦機關；省略時為您的全部", "The agency; else all of yours"},
            .maximum = 100};
}

}  // namespace

std::vector<Endpoint> sheet_endpoints() {
    constexpr std::string_view path = "/api/plans/{plan}/cycles/{cycle}/sheet";
    std::vector<Endpoint> out;
    out.push_back({.method = http::Method::get,
                   .path = path,
                   .access = Access::account(),  // scope_of decides: one may stand in for a reporter
                   .summary = {"下載本期應填報的試算表", "The sheet of all that is owed, to be filled in"},
                   .handle = get_sheet,
                   .answer = {200, {}, "application/octet-stream"},
                   .query = {agency_field(),
                             format_field({"xlsx", "ods", "csv"}, true),
                             {.name = "table",
                              .type = Type::choice,
                              .about = {"CSV：哪一張表", "CSV: which table"},
                              .choices = {"reports", "indicators"}}},
                   .work = Work::slow});
    out.push_back({.method = http::Method::post,
                   .path = path,
                   .access = Access::account(),  // scope_of decides: one may stand in for a reporter
                   .summary = {"上傳填妥的試算表；錯誤標在各儲存格",
                               "Takes a sheet that was filled in; errors are marked cell by cell"},
                   .handle = post_sheet,
                   .answer = {200, "SheetFiled"},
                   .query = {agency_field(),
                             {.name = "name",
                              .about = {"檔名", "The file's name"},
                              .required = true,
                              .minimum = 1,
                              .maximum = 255},
                             {.name = "submit",
                              .type = Type::boolean,
                              .about = {"填妥者一併送出", "Submit what is complete"}},
                             {.name = "reply",
                              .type = Type::choice,
                              .about = {"回覆：json，或標出錯誤的試算表",
                                        "The answer: json, or the sheet with its errors marked"},
                              .choices = {"json", "sheet"}}},
                   .body = {BodyKind::upload},
                   .work = Work::slow});
    out.push_back({.method = http::Method::get,
                   .path = "/api/plans/{plan}/cycles/{cycle}/summary",
                   .access = Action::read_reports,
                   .summary = {"季彙整表", "The summary of the cycle"},
                   .handle = get_summary,
                   .answer = {200, "Summarised"},
                   .query = {{.name = "by",
                              .type = Type::choice,
                              .about = {"依什麼排列；省略時依計畫順序", "In which order; else the plan's"},
                              .choices = {"agency", "level", "state", "light"}},
                             {.name = "column",
                              .type = Type::list,
                              .about = {"欄位，可重複", "Columns, repeated"},
                              .maximum = 20},
                             format_field({"json", "csv", "xlsx", "ods"}, false)},
                   .work = Work::slow});
    return out;
}

}  // namespace gangmu::api
