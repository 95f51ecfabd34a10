// Stocks set and told: materials, sites, returns, ships, shortages, exercises.
#include "api/call.hpp"
#include "api/endpoints/all.hpp"
#include "api/stock_json.hpp"
#include "services/registry_stocks.hpp"
#include "state/stock_events.hpp"
#include "stocks/json.hpp"

namespace gangmu::api {
namespace {

namespace s = stocks;
using auth::Action;

// The object of the body's member, with what the path says set in it.
Result<json::object> object_of(const Call& call, std::string_view member,
                               std::initializer_list<std::pair<std::string_view, std::string>> of_path) {
    const auto* value = call.body.if_contains(member);
    if (value == nullptr || !value->is_object())
        return fail(Fault::invalid, "member-invalid", {"應為物件", "It should be an object"}, {},
                    std::string(member));
    json::object out = value->get_object();
    for (const auto& [key, text] : of_path)
        out[key] = text;
    return out;
}

Result<Reply> put_material(Call& call) {
    TRY(const auto object, object_of(call, "material", {{"id", call.path[0]}}));
    TRY(const auto material, s::read_material(object));
    CHECK(call.registry.stocks().set_material(call.actor(), material));
    return written(call);
}

Result<Reply> put_site(Call& call) {
    TRY(const auto object, object_of(call, "holding", {{"material", call.path[0]}, {"site", call.path[1]}}));
    TRY(const auto holding, s::read_holding(object));
    CHECK(call.registry.stocks().set_holding(call.actor(), holding));
    return written(call);
}

Result<services::StockRow> row_of(const json::value& value, std::size_t index) {
    const auto place = "rows/" + std::to_string(index);
    if (!value.is_object())
        return fail(Fault::invalid, "member-invalid", {"每一筆應為物件", "A row is an object"}, {}, place);
    const auto& object = value.get_object();
    auto read = s::read_return(object);
    if (!read) {
        auto error = read.error();
        error.where = place + "/" + error.where;
        return error;
    }
    services::StockRow row;
    for (const auto& [key, into] : {std::pair("material", &row.material), std::pair("site", &row.site)})
        if (const auto* text = object.if_contains(key); text != nullptr && text->is_string())
            *into = std::string(text->get_string());
    for (const char* needed : {"opening", "in", "out", "closing"})
        if (!object.contains(needed))
            return fail(Fault::invalid, "member-missing", {"缺少數值", "A figure is missing"}, {},
                        place + "/" + needed);
    if (const auto* seen = object.if_contains("seen");
        seen != nullptr && seen->is_int64() && seen->get_int64() >= 0)
        row.seen = static_cast<ledger::Sequence>(seen->get_int64());
    row.value = std::move(*read);
    return row;
}

Reply returned_json(const StockScope& scope, const services::StocksReturned& returned, std::size_t rows) {
    JsonWriter out;
    out.object();
    write_scope(out, scope);
    out.member("seq", returned.seq).member("rows", static_cast<std::uint64_t>(rows));
    out.member("changed", static_cast<std::uint64_t>(returned.changed.size()));
    out.member("unchanged",
               static_cast<std::uint64_t>(returned.faults.empty() ? rows - returned.changed.size() : 0));
    out.key("errors").array();
    for (const auto& fault : returned.faults)
        out.object()
            .member("row", static_cast<std::uint64_t>(fault.row))
            .member("field", fault.field)
            .member("code", fault.error.code)
            .member("zh",
                    fault.error.what.zh + (fault.error.mend.zh.empty() ? "" : "。" + fault.error.mend.zh))
            .member("en",
                    fault.error.what.en + (fault.error.mend.en.empty() ? "" : ". " + fault.error.mend.en))
            .end();
    out.end().key("findings").array();
    for (const auto& each : returned.breaks)
        write_break(out, each, scope);
    out.end().end();
    return stock_reply(std::move(out), scope);
}

// The first of what is wrong, and how many more; `check` lists all.
Error refused(const services::StocksReturned& returned) {
    const auto& first = returned.faults.front();
    auto error = first.error;
    error.where = "rows/" + std::to_string(first.row) + "/" + first.field;
    if (const auto more = returned.faults.size() - 1; more > 0) {
        error.what.zh += "；另有 " + std::to_string(more) + " 項錯誤";
        error.what.en += "; and " + std::to_string(more) + " more";
    }
    return error;
}

Result<Reply> post_returns(Call& call) {
    std::vector<services::StockRow> rows;
    for (const auto& each : call.body.at("rows").as_array()) {
        TRY(auto row, row_of(each, rows.size()));
        rows.push_back(std::move(row));
    }
    const auto* check = call.body.if_contains("check");
    const bool only = check != nullptr && check->get_bool();
    TRY(const auto returned,
        call.registry.stocks().record(call.actor(), call.member("exercise"), rows, only));
    if (!only && !returned.faults.empty()) return refused(returned);
    call.query["exercise"] = call.member("exercise");
    call.view = call.registry.view();
    TRY(const StockScope scope, stock_scope(call));
    return returned_json(scope, returned, rows.size());
}

Result<Reply> post_withdrawal(Call& call) {
    CHECK(call.registry.stocks().withdraw(call.actor(), call.member("exercise"), call.member("material"),
                                          call.member("site"), call.member("period"), call.member("reason")));
    return written(call);
}

Result<Reply> put_shipment(Call& call) {
    TRY(const auto object, object_of(call, "shipment", {{"id", call.path[0]}}));
    TRY(const auto shipment, s::read_shipment(object));
    if (shipment.eta == 0)
        return fail(Fault::invalid, "member-missing", {"缺少預計到港日", "The day of arrival is missing"}, {},
                    "eta");
    CHECK(call.registry.stocks().set_shipment(call.actor(), call.member("exercise"), shipment));
    return written(call);
}

s::Severity severity_of(std::string_view name) {
    return s::parse<s::Severity>(name).value_or(s::Severity::unknown);
}

Result<Reply> post_shortage(Call& call) {
    services::ShortageNotice notice;
    notice.material = call.member("material");
    notice.item = call.member("item");
    notice.owner = call.member("owner");
    notice.site = call.member("site");
    notice.agency = call.member("agency");
    notice.reason = call.member("reason");
    notice.severity = severity_of(call.member("severity"));
    TRY(const auto id, call.registry.stocks().notify(call.actor(), call.member("exercise"), notice));
    JsonWriter out;
    out.object().member("id", id).end();
    return Reply::json(std::move(out), 201);
}

Result<Reply> post_step(Call& call) {
    services::ShortageStep step;
    step.to = *s::parse<s::CaseState>(call.member("to"));
    step.reason = call.member("reason");
    if (call.body.contains("severity")) step.severity = severity_of(call.member("severity"));
    if (call.body.contains("substitute")) step.substitute = std::string(call.member("substitute"));
    if (call.body.contains("expected_end")) step.expected_end = std::string(call.member("expected_end"));
    CHECK(call.registry.stocks().step(call.actor(), call.member("exercise"), call.path[0], step));
    return written(call);
}

Result<Reply> post_exercise(Call& call) {
    const auto* empty = call.body.if_contains("empty");
    TRY(const auto id,
        call.registry.stocks().start_exercise(call.actor(), call.member("name"), call.member("scenario"),
                                              empty == nullptr || !empty->get_bool()));
    JsonWriter out;
    out.object().member("id", id).end();
    return Reply::json(std::move(out), 201);
}

Result<Reply> post_exercise_end(Call& call) {
    CHECK(call.registry.stocks().end_exercise(call.actor(), call.path[0], call.member("reason")));
    return written(call);
}

Field text_field(std::string_view name, Message about, std::int64_t minimum, std::int64_t maximum) {
    return {.name = name,
            .about = std::move(about),
            .required = minimum > 0,
            .minimum = minimum,
            .maximum = maximum};
}

}  // namespace

std::vector<Endpoint> stock_write_endpoints() {
    const Field reason = text_field("reason", {"原因", "Why"}, 1, 600);
    const Field severity{.name = "severity",
                         .type = Type::choice,
                         .about = {"嚴重程度", "How grave"},
                         .choices = {"unknown", "none", "low", "medium", "high"}};
    std::vector<Endpoint> out;
    const auto add = [&](http::Method method, std::string_view path, Access access, Message summary,
                         Result<Reply> (*handle)(Call&), Answer answer, std::vector<Field> body) {
        out.push_back({.method = method,
                       .path = path,
                       .access = access,
                       .summary = std::move(summary),
                       .handle = handle,
                       .answer = answer,
                       .body = {BodyKind::json, std::move(body)},
                       .work = Work::slow});
    };
    const auto object = [](std::string_view name, Message about) {
        return Field{.name = name, .type = Type::any, .about = std::move(about), .required = true};
    };
    add(http::Method::put, "/api/stocks/materials/{material}", Action::manage_stocks,
        {"設定品項：單位、主管機關、門檻、公式、申報頻率",
         "Sets a material: unit, owner, line, formula, duty"},
        put_material, {200, "Done"}, {object("material", {"品項", "The material"})});
    add(http::Method::put, "/api/stocks/materials/{material}/sites/{site}", Action::manage_stocks,
        {"設定據點：機關、容量、應有量、層級", "Sets a site: agency, capacity, required quantity, tier"},
        put_site, {200, "Done"}, {object("holding", {"據點", "The site"})});
    add(http::Method::post, "/api/stocks/returns", Access::account(),
        {"申報存量，一批全收或全不收；重送不變",
         "Takes a batch of returns, all or none; the same again changes nothing"},
        post_returns, {200, "StockReturned"},
        {exercise_field(),
         {.name = "rows",
          .type = Type::list,
          .about = {"每筆：material, site, period, opening, in, out, closing，可加 adjust, use, contract, "
                    "spot, quality, note, seen",
                    "Each: material, site, period, opening, in, out, closing; with adjust, use, contract, "
                    "spot, quality, note, seen"},
          .required = true,
          .maximum = 5000,
          .fields = {{.name = "material", .about = {"品項", "The material"}, .required = true, .maximum = 64},
                     {.name = "site", .about = {"據點", "The site"}, .required = true, .maximum = 64},
                     {.name = "period", .about = {"期間", "The period"}, .required = true, .maximum = 20},
                     {.name = "opening", .type = Type::any, .about = {"期初", "Opening"}, .required = true},
                     {.name = "in", .type = Type::any, .about = {"進貨", "What came in"}, .required = true},
                     {.name = "out", .type = Type::any, .about = {"出貨", "What went out"}, .required = true},
                     {.name = "closing", .type = Type::any, .about = {"期末", "Closing"}, .required = true},
                     {.name = "adjust", .type = Type::any, .about = {"盤差", "Over or short at stocktaking"}},
                     {.name = "use", .type = Type::any, .about = {"使用量", "Used up here"}},
                     {.name = "contract", .type = Type::any, .about = {"合約進貨", "In under contract"}},
                     {.name = "spot", .type = Type::any, .about = {"現貨進貨", "In at spot"}},
                     {.name = "quality",
                      .type = Type::choice,
                      .about = {"來源", "How it is known"},
                      .choices = {"measured", "estimated", "self_reported"}},
                     {.name = "note", .about = {"備註", "A note"}, .maximum = 600},
                     {.name = "seen",
                      .type = Type::integer,
                      .about = {"填寫時所見的版本", "The return's version when it was read"},
                      .maximum = std::int64_t{1} << 53}}},
         {.name = "check", .type = Type::boolean, .about = {"只檢查不收", "Only look, record nothing"}}});
    add(http::Method::post, "/api/stocks/withdrawals", Access::account(),
        {"撤回一期申報", "Withdraws one return"}, post_withdrawal, {200, "Done"},
        {exercise_field(), text_field("material", {"品項", "The material"}, 1, 64),
         text_field("site", {"據點", "The site"}, 1, 64), text_field("period", {"期間", "The period"}, 1, 20),
         reason});
    add(http::Method::put, "/api/stocks/shipments/{shipment}", Access::account(),
        {"登錄船貨：數量、航線、到港日、狀態", "Sets a shipment: quantity, route, arrival, state"},
        put_shipment, {200, "Done"}, {exercise_field(), object("shipment", {"船貨", "The shipment"})});
    add(http::Method::post, "/api/stocks/shortages", Access::account(), {"通報短缺", "Notifies a shortage"},
        post_shortage, {201, "StockMade"},
        {exercise_field(), text_field("material", {"品項代碼", "A material of the list"}, 0, 64),
         text_field("item", {"短缺的品項", "What is short"}, 0, 200),
         text_field("owner",
                    {"主管機關（非清單品項時）", "The agency that answers, where it is none of the list"}, 0,
                    200),
         text_field("site", {"據點", "The site"}, 0, 64),
         text_field("agency", {"通報機關", "The agency that notifies"}, 0, 200), severity, reason});
    add(http::Method::post, "/api/stocks/shortages/{shortage}", Access::account(),
        {"評估或處理短缺", "Assesses or handles a shortage"}, post_step, {200, "Done"},
        {exercise_field(),
         {.name = "to",
          .type = Type::choice,
          .about = {"下一步", "What it becomes"},
          .required = true,
          .choices = {"assessed", "handled"}},
         severity,
         text_field("substitute", {"替代品項", "What serves instead"}, 0, 200),
         text_field("expected_end", {"預計恢復日", "When it should be over"}, 0, 10),
         reason});
    add(http::Method::post, "/api/stocks/exercises", Action::manage_stocks,
        {"開始演習：以目前真實資料的複本，或空白", "Begins an exercise: on a copy of what is real, or empty"},
        post_exercise, {201, "StockMade"},
        {text_field("name", {"名稱", "Its name"}, 1, 100),
         text_field("scenario", {"想定", "What is supposed"}, 0, 600),
         {.name = "empty", .type = Type::boolean, .about = {"不複製真實資料", "Without what is real"}}});
    add(http::Method::post, "/api/stocks/exercises/{exercise}/end", Action::manage_stocks,
        {"結束演習", "Ends an exercise"}, post_exercise_end, {200, "Done"}, {reason});
    return out;
}

}  // namespace gangmu::api
