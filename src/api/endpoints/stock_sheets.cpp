// Returns of stocks by sheet, and every list of stocks as a file. What is of an exercise says so in its name,
// on its first page, in its title and in a column of its own.
#include <algorithm>

#include "api/call.hpp"
#include "api/endpoints/all.hpp"
#include "api/stock_json.hpp"
#include "api/stock_sheet.hpp"
#include "base/file.hpp"
#include "exchange/csv.hpp"
#include "exchange/ods.hpp"
#include "exchange/sheet.hpp"
#include "stocks/figures.hpp"

namespace gangmu::api {
namespace {

namespace s = stocks;
using exchange::Table;
using exchange::Value;

constexpr std::size_t largest_sheet = std::size_t{32} << 20;

void mark(const StockScope& scope, Table& table) {
    if (scope.exercise == nullptr) return;
    table.title = {"演習 " + table.title.zh, "EXERCISE " + table.title.en};
    table.columns.push_back({"演習", {"演習", "Exercise"}, 14});
    for (auto& row : table.rows)
        row.emplace_back("演習：" + scope.exercise->name);
}

Result<Reply> file_of(const Call& call, const StockScope& scope, Table table, std::string_view format) {
    const bool english = call.language == Language::en;
    const auto& head = call.view.head();
    const std::string what = table.title.zh;
    mark(scope, table);
    std::vector<std::pair<std::string, std::string>> about;
    if (scope.exercise != nullptr)
        about.emplace_back(english ? "EXERCISE" : "演習",
                           scope.exercise->name + (english ? ": not real figures" : "（非真實資料）"));
    about.emplace_back(english ? "Sheet" : "表別", english ? table.title.en : table.title.zh);
    about.emplace_back(english ? "Day" : "日期", tracking::print_day(scope.today));
    about.emplace_back(english ? "Ledger head" : "帳本序號", std::to_string(head.seq) + ":" + head.hash);
    Reply reply;
    std::string bytes;
    if (format == "csv") {
        for (auto& column : table.columns)
            column.key = english ? column.title.en : column.title.zh;
        bytes = exchange::to_csv(table);
        reply.media_type = "text/csv; charset=utf-8";
    } else if (format == "ods") {
        TRY(bytes, exchange::to_ods({&table, 1}, about, english));
        reply.media_type = "application/vnd.oasis.opendocument.spreadsheet";
    } else {
        TRY(bytes, exchange::to_xlsx({&table, 1}, about, english));
        reply.media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    }
    reply.body = std::make_shared<const std::string>(std::move(bytes));
    const std::string name =
        marked(scope, what + " " + tracking::print_day(scope.today)) + "." + std::string(format);
    reply.extra.add("Content-Disposition", "attachment; filename*=UTF-8''" + http::encode_percent(name));
    if (scope.exercise != nullptr) reply.extra.add("Gangmu-Exercise", scope.exercise->id);
    return reply;
}

Result<Reply> get_sheet(Call& call) {
    TRY(const StockScope scope, stock_scope(call));
    return file_of(call, scope, stock_form(scope, call.text("material")), call.text("format"));
}

Reply outcome_json(const StockScope& scope, const StockSheet& sheet,
                   const services::StocksReturned& returned) {
    JsonWriter out;
    out.object();
    write_scope(out, scope);
    const bool good = sheet.faults.empty();
    out.member("seq", returned.seq).member("rows", static_cast<std::uint64_t>(sheet.table.rows.size()));
    out.member("blank", static_cast<std::uint64_t>(sheet.blank));
    out.member("changed", static_cast<std::uint64_t>(good ? returned.changed.size() : 0));
    out.member("unchanged",
               static_cast<std::uint64_t>(good ? sheet.rows.size() - returned.changed.size() : 0));
    out.key("errors").array();
    for (const auto& fault : sheet.faults)
        out.object()
            .member("row", static_cast<std::uint64_t>(fault.row))
            .member("cell", fault.cell)
            .member("column", fault.column_name)
            .member("zh", fault.what.zh)
            .member("en", fault.what.en)
            .end();
    out.end().key("findings").array();
    for (const auto& each : returned.breaks)
        write_break(out, each, scope);
    out.end().end();
    return stock_reply(std::move(out), scope);
}

Result<Reply> post_sheet(Call& call) {
    std::string bytes;
    if (!call.request.upload.empty()) {
        TRY(bytes, read_file(call.request.upload, largest_sheet));
    }
    const std::string name(call.text("name"));
    TRY(const documents::Document document, call.registry.parse_sheet(name, bytes));
    TRY(StockSheet sheet, read_stock_sheet(document));
    services::StocksReturned returned;
    if (!sheet.rows.empty()) {
        // With a cell that cannot be read nothing is taken, but every other row is still looked at.
        TRY(returned, call.registry.stocks().record(call.actor(), call.text("exercise"), sheet.rows,
                                                    !sheet.faults.empty() || call.flag("check")));
    }
    for (const auto& fault : returned.faults)
        sheet.fault(sheet.row_of[fault.row], fault.field,
                    {fault.error.what.zh + (fault.error.mend.zh.empty() ? "" : "。" + fault.error.mend.zh),
                     fault.error.what.en + (fault.error.mend.en.empty() ? "" : ". " + fault.error.mend.en)});
    call.view = call.registry.view();
    TRY(const StockScope scope, stock_scope(call));
    if (call.text("reply") != "sheet") return outcome_json(scope, sheet, returned);
    const bool english = call.language == Language::en;
    for (const auto& fault : sheet.faults)
        sheet.table.marks.push_back({fault.row, fault.column, english ? fault.what.en : fault.what.zh});
    const bool ods = name.size() > 4 && name.compare(name.size() - 4, 4, ".ods") == 0;
    return file_of(call, scope, std::move(sheet.table), ods ? "ods" : "xlsx");
}

// ---- lists as files

Value text_or_none(const std::optional<s::Day>& day) {
    return day ? Value(tracking::print_day(*day)) : Value();
}
Value figure(const std::optional<double>& value, int decimals = 2) {
    const auto shown = plain(value, decimals);
    return shown ? Value(*shown) : Value();
}

Table table_of(const char* key, Message title, std::vector<std::pair<Message, int>> columns) {
    Table out;
    out.key = key;
    out.title = std::move(title);
    for (auto& [name, width] : columns) {
        std::string column = name.zh;
        out.columns.push_back({std::move(column), std::move(name), width});
    }
    return out;
}

Table board_table(const StockScope& scope, bool english) {
    auto out = table_of("board", {"存量總覽", "Stocks"},
                        {{{"品項", "Material"}, 16},
                         {{"據點", "Site"}, 20},
                         {{"主管／填報機關", "Agency"}, 16},
                         {{"單位", "Unit"}, 8},
                         {{"存量", "Stock"}, 14},
                         {{"存量日", "Day of the stock"}, 12},
                         {{"每日使用量", "Use a day"}, 14},
                         {{"公式", "Formula"}, 30},
                         {{"指標值", "Value"}, 12},
                         {{"指標", "Measure"}, 12},
                         {{"門檻", "Line"}, 10},
                         {{"燈號", "Light"}, 10},
                         {{"無到貨時低於門檻日", "Under the line if nothing arrives"}, 14},
                         {{"依船期低於門檻日", "Under the line with ships"}, 14}});
    const auto say = [&](const Message& message) { return english ? message.en : message.zh; };
    const auto add = [&](const s::Material& material, const std::vector<const s::Holding*>& sites,
                         const std::string& name, const std::string& agency) {
        const auto now = s::standing(material, scope.rule(material), scope.book, sites, scope.today);
        const auto paths = paths_of(scope, material, sites);
        out.rows.push_back(
            {english ? s::english(material.name) : material.name.zh, name, agency, material.unit,
             figure(now.stock, 4), now.stock ? Value(tracking::print_day(now.newest)) : Value(),
             figure(now.use.per_day, 4), say(now.use.why), figure(now.value), say(s::title(material.measure)),
             now.line != nullptr ? Value(now.line->value) : Value(), say(s::title(now.light)),
             paths ? text_or_none(paths->without.under) : Value(),
             paths ? text_or_none(paths->with.under) : Value()});
    };
    for (const auto* material : scope.all.all_materials()) {
        if (!scope.visible(*material)) continue;
        const auto sites = scope.sites(*material);
        add(*material, sites, english ? "(all)" : "（合計）", material->owner);
        for (const auto* site : sites)
            add(*material, {site}, site->name, site->agency);
    }
    return out;
}

Table trend_table(const StockScope& scope, const s::Material& material, bool english) {
    auto out = table_of("trend", {material.name.zh + "趨勢", s::english(material.name) + ", trend"},
                        {{{"期間", "Period"}, 14},
                         {{"日期", "Day"}, 12},
                         {{"存量", "Stock"}, 14},
                         {{"指標值", "Value"}, 12},
                         {{"門檻", "Line"}, 10},
                         {{"燈號", "Light"}, 10},
                         {{"含前期數值", "Figures carried over"}, 10}});
    for (const auto& each :
         s::trend(material, scope.rule(material), scope.book, scope.sites(material), scope.today, 600)) {
        const auto light = s::title(each.light);
        out.rows.push_back({each.period, tracking::print_day(each.day), figure(each.stock, 4),
                            figure(each.value), each.line != nullptr ? Value(each.line->value) : Value(),
                            english ? light.en : light.zh, each.carried ? (english ? "yes" : "是") : ""});
    }
    return out;
}

Table projection_table(const StockScope& scope, const s::Material& material) {
    auto out = table_of("projection", {material.name.zh + "推估", s::english(material.name) + ", projection"},
                        {{{"日期", "Day"}, 12},
                         {{"無到貨", "If nothing arrives"}, 14},
                         {{"依船期", "With ships"}, 14},
                         {{"門檻", "Line"}, 10}});
    const auto paths = paths_of(scope, material, scope.sites(material));
    if (!paths) return out;
    for (std::size_t i = 0; i < paths->with.value.size(); ++i) {
        const auto day = scope.today + static_cast<s::Day>(i);
        const auto* line = s::on(material.lines, day);
        out.rows.push_back({tracking::print_day(day), figure(paths->without.value[i]),
                            figure(paths->with.value[i]), line != nullptr ? Value(line->value) : Value()});
    }
    return out;
}

Table returns_table(const StockScope& scope, const s::Material* only) {
    auto out = table_of("returns", {"存量申報紀錄", "Returns"},
                        {{{"品項", "Material"}, 14},
                         {{"據點", "Site"}, 20},
                         {{"期間", "Period"}, 12},
                         {{"期初存量", "Opening"}, 14},
                         {{"進貨", "In"}, 14},
                         {{"出貨", "Out"}, 14},
                         {{"盤差", "Adjustment"}, 12},
                         {{"期末存量", "Closing"}, 14},
                         {{"使用量", "Used"}, 14},
                         {{"更正次數", "Corrections"}, 10},
                         {{"申報人", "By"}, 12},
                         {{"備註", "Note"}, 30}});
    for (const auto* material : scope.all.all_materials()) {
        if ((only != nullptr && material != only) || !scope.visible(*material)) continue;
        for (const auto* site : scope.sites(*material))
            for (const auto& each : scope.book.series(material->id, site->site))
                out.rows.push_back({material->name.zh, site->name, each->period, each->opening, each->in,
                                    each->out, each->adjust, each->closing, each->used(),
                                    Decimal(each->corrections), each->stamp.by, each->note});
    }
    return out;
}

Table duties_table(const StockScope& scope, bool english) {
    auto out = table_of("duties", {"申報情形", "Duties"},
                        {{{"品項", "Material"}, 14},
                         {{"據點", "Site"}, 20},
                         {{"填報機關", "Agency"}, 16},
                         {{"期間", "Period"}, 12},
                         {{"期限", "Due"}, 12},
                         {{"狀態", "State"}, 12}});
    for (const auto& each : owed_in(scope, 8)) {
        const auto state = s::title(each.owed.state);
        out.rows.push_back({each.material->name.zh, each.holding->name, each.holding->agency,
                            each.owed.period, tracking::print_day(each.owed.due),
                            english ? state.en : state.zh});
    }
    return out;
}

Result<Reply> get_export(Call& call) {
    TRY(const StockScope scope, stock_scope(call));
    const bool english = call.language == Language::en;
    const auto what = call.text("what");
    const s::Material* material = nullptr;
    if (!call.text("material").empty()) {
        TRY(material, visible_material(scope, call.text("material")));
    }
    const auto format = call.text("format");
    if (what == "board") return file_of(call, scope, board_table(scope, english), format);
    if (what == "duties") return file_of(call, scope, duties_table(scope, english), format);
    if (what == "returns") return file_of(call, scope, returns_table(scope, material), format);
    if (material == nullptr)
        return fail(Fault::invalid, "parameter-missing", {"請指定品項", "Say of which material"}, {},
                    "material");
    if (what == "trend") return file_of(call, scope, trend_table(scope, *material, english), format);
    return file_of(call, scope, projection_table(scope, *material), format);
}

}  // namespace

std::vector<Endpoint> stock_sheet_endpoints() {
    const Field format{.name = "format",
                       .type = Type::choice,
                       .about = {"檔案格式", "The file's format"},
                       .required = true,
                       .choices = {"xlsx", "ods", "csv"}};
    const Field material{
        .name = "material", .about = {"只含這個品項", "Of this material only"}, .maximum = 64};
    std::vector<Endpoint> out;
    out.push_back(
        {.method = http::Method::get,
         .path = "/api/stocks/sheet",
         .access = Access::account(),
         .summary = {"下載應申報的存量表，已帶期初", "The sheet of what is to be returned, with openings"},
         .handle = get_sheet,
         .answer = {200, {}, "application/octet-stream"},
         .query = {exercise_field(), format, material},
         .work = Work::slow});
    out.push_back(
        {.method = http::Method::post,
         .path = "/api/stocks/sheet",
         .access = Access::account(),
         .summary =
             {"上傳存量申報表；錯誤標在各儲存格，重送不變",
              "Takes a sheet of returns; errors are marked cell by cell; the same again changes nothing"},
         .handle = post_sheet,
         .answer = {200, "StockSheetFiled"},
         .query = {exercise_field(),
                   {.name = "name",
                    .about = {"檔名", "The file's name"},
                    .required = true,
                    .minimum = 1,
                    .maximum = 255},
                   {.name = "check",
                    .type = Type::boolean,
                    .about = {"只檢查不收", "Only look, record nothing"}},
                   {.name = "reply",
                    .type = Type::choice,
                    .about = {"回覆：json，或標出錯誤的試算表",
                              "The answer: json, or the sheet with its errors marked"},
                    .choices = {"json", "sheet"}}},
         .body = {BodyKind::upload},
         .work = Work::slow});
    out.push_back({.method = http::Method::get,
                   .path = "/api/stocks/export",
                   .access = auth::Action::read_plans,
                   .summary = {"存量各表匯出", "The lists of stocks as files"},
                   .handle = get_export,
                   .answer = {200, {}, "application/octet-stream"},
                   .query = {exercise_field(),
                             {.name = "what",
                              .type = Type::choice,
                              .about = {"哪一張表", "Which list"},
                              .required = true,
                              .choices = {"board", "trend", "projection", "returns", "duties"}},
                             format,
                             material,
                             {.name = "formula",
                              .type = Type::choice,
                              .about = {"改以這個公式計算", "Reckon by this formula instead"},
                              .choices = {"last_year", "last_periods", "planned"}},
                             {.name = "periods",
                              .type = Type::integer,
                              .about = {"最近幾期", "Of how many periods"},
                              .minimum = 1,
                              .maximum = 400}},
                   .work = Work::slow});
    return out;
}

}  // namespace gangmu::api
