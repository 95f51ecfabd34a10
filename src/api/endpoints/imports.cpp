// Accounts and agencies from a sheet: download, look, apply.
#include <algorithm>

#include "api/call.hpp"
#include "api/endpoints/all.hpp"
#include "api/import_sheet.hpp"
#include "base/file.hpp"
#include "exchange/csv.hpp"
#include "exchange/ods.hpp"
#include "exchange/sheet.hpp"

namespace gangmu::api {
namespace {

using auth::Action;

constexpr std::size_t largest_sheet = std::size_t{16} << 20;

Result<Reply> file_of(const Call& call, const exchange::Table& table, std::string_view format) {
    const bool english = call.language == Language::en;
    const auto& head = call.view.head();
    const std::vector<std::pair<std::string, std::string>> about{
        {english ? "Sheet" : "表別", english ? table.title.en : table.title.zh},
        {english ? "Ledger head" : "帳本序號", std::to_string(head.seq) + ":" + head.hash}};
    Reply reply;
    std::string bytes;
    if (format == "csv") {
        bytes = exchange::to_csv(table);
        reply.media_type = "text/csv; charset=utf-8";
    } else if (format == "ods") {
        TRY(bytes, exchange::to_ods(std::span(&table, 1), about, english));
        reply.media_type = "application/vnd.oasis.opendocument.spreadsheet";
    } else {
        TRY(bytes, exchange::to_xlsx(std::span(&table, 1), about, english));
        reply.media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    }
    reply.body = std::make_shared<const std::string>(std::move(bytes));
    const std::string name = table.title.zh + "." + std::string(format);
    reply.extra.add("Content-Disposition", "attachment; filename*=UTF-8''" + http::encode_percent(name));
    return reply;
}

std::string_view format_of(const Call& call) {
    return call.text("format").empty() ? "xlsx" : call.text("format");
}

Result<Reply> get_accounts_sheet(Call& call) {
    return file_of(call, account_table(call.view.snapshot()), format_of(call));
}
Result<Reply> get_agencies_sheet(Call& call) {
    return file_of(call, agency_table(call.view.snapshot()), format_of(call));
}

Result<documents::Document> uploaded(const Call& call) {
    std::string bytes;
    if (!call.request.upload.empty()) {
        TRY(bytes, read_file(call.request.upload, largest_sheet));
    }
    return call.registry.parse_sheet(std::string(call.text("name")), bytes);
}

Result<Reply> answered(const Call& call, ImportSheet sheet, const services::Imported& done) {
    for (const auto& fault : done.faults)
        sheet.fault(fault.row, fault.field, fault.what);
    const bool english = call.language == Language::en;
    if (call.text("reply") == "sheet") {
        sheet.table.title = {"檢核結果", "Checked"};
        for (const auto& fault : sheet.faults)
            sheet.table.marks.push_back({fault.row, fault.column, english ? fault.what.en : fault.what.zh});
        const auto name = call.text("name");
        const bool ods = name.size() > 4 && name.substr(name.size() - 4) == ".ods";
        return file_of(call, sheet.table, ods ? "ods" : "xlsx");
    }
    const auto count = [&](services::RowFate fate) {
        return static_cast<std::uint64_t>(std::count(done.fates.begin(), done.fates.end(), fate));
    };
    JsonWriter out;
    out.object().member("applied", call.flag("apply") && sheet.faults.empty());
    out.member("rows", static_cast<std::uint64_t>(sheet.table.rows.size()));
    out.member("made", count(services::RowFate::made)).member("changed", count(services::RowFate::changed));
    out.member("unchanged", count(services::RowFate::unchanged)).key("passwords").array();
    for (const auto& [name, password] : done.passwords)
        out.object().member("name", name).member("password", password).end();
    out.end().key("errors").array();
    for (const auto& fault : sheet.faults) {
        out.object().member("cell", fault.cell).member("column", fault.column_name).member("key", fault.key);
        out.member("zh", fault.what.zh).member("en", fault.what.en).end();
    }
    out.end().end();
    return Reply::json(std::move(out));
}

Result<Reply> post_accounts_sheet(Call& call) {
    CHECK(signed_in(call));
    TRY(const auto document, uploaded(call));
    TRY(auto sheet, read_accounts(document));
    // A sheet with a fault is looked at whole, and none of it is applied.
    TRY(const auto done, call.registry.imports().accounts(call.actor(), sheet.accounts,
                                                          call.flag("apply") && sheet.faults.empty()));
    return answered(call, std::move(sheet), done);
}

Result<Reply> post_agencies_sheet(Call& call) {
    TRY(const auto document, uploaded(call));
    TRY(auto sheet, read_agencies(document, call.registry.view().snapshot()));
    TRY(const auto done, call.registry.imports().agencies(call.actor(), sheet.agencies,
                                                          call.flag("apply") && sheet.faults.empty()));
    return answered(call, std::move(sheet), done);
}

Endpoint sheet_out(std::string_view path, Action action, Message summary, Result<Reply> (*handle)(Call&)) {
    return {.method = http::Method::get,
            .path = path,
            .access = action,
            .summary = std::move(summary),
            .handle = handle,
            .answer = {200, "", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
            .query = {{.name = "format",
                       .type = Type::choice,
                       .about = {"格式，預設 xlsx", "Format; xlsx when left out"},
                       .choices = {"xlsx", "ods", "csv"}}},
            .work = Work::slow};
}

Endpoint sheet_in(std::string_view path, Action action, Message summary, Result<Reply> (*handle)(Call&)) {
    return {.method = http::Method::post,
            .path = path,
            .access = action,
            .summary = std::move(summary),
            .handle = handle,
            .answer = {200, "Imported"},
            .query = {{.name = "name", .about = {"檔名", "The file's name"}, .required = true, .minimum = 1},
                      {.name = "apply",
                       .type = Type::boolean,
                       .about = {"套用；不給則只檢核", "Apply; without it the sheet is only looked at"}},
                      {.name = "reply",
                       .type = Type::choice,
                       .about = {"sheet：回覆標示錯誤的試算表", "sheet: the sheet with its errors marked"},
                       .choices = {"json", "sheet"}}},
            .body = {BodyKind::upload},
            .work = Work::slow};
}

}  // namespace

std::vector<Endpoint> import_endpoints() {
    return {sheet_out("/api/imports/accounts", Action::manage_accounts,
                      {"帳號的試算表：現有的帳號，可增列後上傳",
                       "The sheet of accounts: those there are, to be added to"},
                      get_accounts_sheet),
            sheet_in("/api/imports/accounts", Action::manage_accounts,
                     {"由試算表建立與更改帳號；全部或全不，新密碼只顯示這一次",
                      "Makes and changes accounts from a sheet: all or none; new passwords are shown once"},
                     post_accounts_sheet),
            sheet_out("/api/imports/agencies", Action::change_register,
                      {"機關名冊的試算表", "The sheet of agencies"}, get_agencies_sheet),
            sheet_in("/api/imports/agencies", Action::change_register,
                     {"由試算表登記機關；全部或全不", "Registers agencies from a sheet: all or none"},
                     post_agencies_sheet)};
}

}  // namespace gangmu::api
