// Values: read by series, recorded as JSON or by sheet, and what was known of one of them when.
#include "api/endpoints/all.hpp"
#include "api/measure_json.hpp"
#include "api/plan_views.hpp"
#include "api/value_sheet.hpp"
#include "base/file.hpp"
#include "documents/open.hpp"
#include "exchange/csv.hpp"
#include "state/computed.hpp"

namespace gangmu::api {
namespace {

using auth::Action;
using measure::Element;
using measure::Plane;
using measure::Unit;
using services::GivenValue;
using services::GivenValues;

constexpr std::size_t largest_sheet = std::size_t{64} << 20;
constexpr std::size_t most_shown = 100'000;  // values of one answer

Plane plane_of(std::string_view name) {
    return measure::parse_plane(name).value_or(Plane::actual);
}

// What a reader asked for: series of one element, of all units or one (or all below it).
struct Asked {
    const Element* element = nullptr;
    const Unit* unit = nullptr;  // null: all
    bool below = false;
    PeriodRange range;
    Plane plane = Plane::actual;
};

Result<Asked> asked_of(const Call& call) {
    Asked asked;
    TRY(asked.element, element_of(call, call.text("element")));
    if (const auto unit = call.text("unit"); !unit.empty()) {
        TRY(asked.unit, unit_of(call, unit));
    }
    asked.below = call.flag("below");
    TRY(asked.range, range_of(call, asked.element->rhythm));
    asked.plane = plane_of(call.text("plane"));
    return asked;
}

// f(key, unit) for the series that were asked for and may be seen.
template <class F>
void each_series(const Call& call, const Asked& asked, F&& f) {
    const auto& measure = *call.view->measure;
    for (const auto row : measure.rows_of(*asked.element)) {
        const auto& key = measure.table(asked.element->rhythm).keys[row];
        const auto* unit = measure.unit(key.unit);
        if (unit == nullptr || !sees_values(call, *asked.element, *unit)) continue;
        if (asked.unit != nullptr && asked.unit != unit &&
            !(asked.below && measure.below(*unit, asked.unit->id)))
            continue;
        f(key, *unit);
    }
}

Result<Reply> values_csv(const Call& call, const Asked& asked) {
    exchange::Table table;
    table.key = "values";
    table.title = {"數值", "Values"};
    for (const auto* key : {"element", "unit", "period", "value", "quality"})
        table.columns.push_back({key, {key, key}});
    for (const auto& dimension : asked.element->dimensions)
        table.columns.push_back({dimension.name, {dimension.name, dimension.name}});
    each_series(call, asked, [&](const measure::SeriesKey& key, const Unit& unit) {
        const auto members = measure::members_of(*asked.element, key.combination);
        call.view->measure->each(
            key, asked.range.first, asked.range.last,
            [&](std::int64_t period, const measure::Cell& cell) {
                std::vector<exchange::Value> row{asked.element->id, unit.id,
                                                 measure::print({asked.element->rhythm, period}),
                                                 measure::from_stored(cell.value, asked.element->decimals),
                                                 std::string(to_string(cell.quality))};
                for (const auto& dimension : asked.element->dimensions) {
                    row.emplace_back();
                    for (const auto& [name, member] : members)
                        if (name == dimension.name) row.back() = member;
                }
                table.rows.push_back(std::move(row));
            },
            asked.plane);
    });
    Reply reply;
    reply.body = std::make_shared<const std::string>(exchange::to_csv(table));
    reply.media_type = "text/csv; charset=utf-8";
    reply.extra.add("Content-Disposition",
                    "attachment; filename*=UTF-8''" + http::encode_percent(asked.element->id + ".csv"));
    return reply;
}

Result<Reply> get_values(Call& call) {
    TRY(const auto asked, asked_of(call));
    if (call.text("format") == "csv") return values_csv(call, asked);
    std::size_t shown = 0;
    bool more = false;
    JsonWriter out;
    out.object().key("element");
    measure::write(out, *asked.element);
    out.member("plane", to_string(asked.plane)).key("series").array();
    each_series(call, asked, [&](const measure::SeriesKey& key, const Unit& unit) {
        if (shown >= most_shown) {
            more = true;
            return;
        }
        out.object().member("unit", unit.id).member("name", unit.name.zh);
        write_members(out, *asked.element, key.combination);
        out.key("values").array();
        call.view->measure->each(
            key, asked.range.first, asked.range.last,
            [&](std::int64_t period, const measure::Cell& cell) {
                if (shown++ < most_shown)
                    write_cell(out, *asked.element, period, cell);
                else
                    more = true;
            },
            asked.plane);
        out.end().end();
    });
    out.end().member("more", more).end();
    return Reply::json(std::move(out));
}

// ---- recording

Result<GivenValue> given_of(const json::object& from, std::size_t at) {
    const auto text = [&](std::string_view name) {
        const auto* value = from.if_contains(name);
        return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
    };
    GivenValue given{text("element"),
                     text("unit"),
                     {},
                     text("period"),
                     {},
                     measure::Quality::missing,
                     "[" + std::to_string(at) + "]"};
    if (const auto* members = from.if_contains("members"); members != nullptr && members->is_object())
        for (const auto& member : members->get_object())
            given.members.emplace_back(member.key(), member.value().is_string()
                                                         ? std::string(member.value().get_string())
                                                         : std::string());
    const auto* value = from.if_contains("value");
    if (value != nullptr && !value->is_null()) {
        given.value = value->is_string() ? Decimal::parse(std::string_view(value->get_string()))
                                         : Decimal::parse(print_json(*value));
        if (!given.value)
            return fail(Fault::invalid, "value-number", {"不是數字", "This is not a number"},
                        {"請給數字，例如 12.5", "Give a number, for example 12.5"}, given.place + ".value");
    }
    if (const auto quality = text("quality"); !quality.empty()) {
        const auto read = measure::parse_quality(quality);
        if (!read || *read == measure::Quality::missing)
            return fail(Fault::invalid, "value-quality",
                        {"不認得的品質：" + quality, "There is no such quality: " + quality}, {},
                        given.place + ".quality");
        given.quality = *read;
    }
    return given;
}

Reply recorded_reply(const services::Recorded& recorded, const std::vector<services::ValueFault>& faults,
                     const GivenValues& given, unsigned status) {
    JsonWriter out;
    out.object()
        .member("given", std::uint64_t{recorded.given})
        .member("changed", std::uint64_t{recorded.changed});
    out.member("seq", recorded.seq).key("errors").array();
    for (const auto& fault : faults) {
        out.object().member("at", std::uint64_t{fault.at}).member("place", given.values[fault.at].place);
        out.member("code", fault.error.code)
            .member("zh", fault.error.what.zh)
            .member("en", fault.error.what.en);
        out.member_if("mend", fault.error.mend.zh).member_if("mend_en", fault.error.mend.en).end();
    }
    out.end().end();
    return Reply::json(std::move(out), status);
}

// Faults of single values are an answer of their own (400), so that every one of them is told.
Result<Reply> record(Call& call, const GivenValues& given) {
    std::vector<services::ValueFault> faults;
    auto recorded = call.registry.measure().record(call.actor(), given, &faults);
    if (recorded) return recorded_reply(*recorded, {}, given, 200);
    if (faults.empty()) return std::move(recorded).error();
    return recorded_reply({given.values.size(), 0, 0}, faults, given, 400);
}

Result<Reply> post_values(Call& call) {
    GivenValues given;
    given.plane = plane_of(call.member("plane"));
    given.note = call.member("note");
    for (const auto& each : call.body.at("values").as_array()) {
        TRY(auto value, given_of(each.as_object(), given.values.size()));
        given.values.push_back(std::move(value));
    }
    return record(call, given);
}

Result<Reply> post_sheet(Call& call) {
    if (call.request.upload.empty())
        return fail(Fault::invalid, "sheet-empty", {"沒有收到檔案", "No file was received"},
                    {"請以檔案作為內容上傳", "Send the file as the body"});
    TRY(const std::string bytes, read_file(call.request.upload, largest_sheet));
    TRY(const auto document, documents::open(call.text("name"), bytes));
    GivenValues given;
    TRY(given.values, read_value_sheet(document));
    given.plane = plane_of(call.text("plane"));
    given.note = call.text("note");
    given.way = "sheet";
    return record(call, given);
}

// One value that was asked for: its series and period.
struct AskedCell {
    const Element* element = nullptr;
    const Unit* unit = nullptr;
    measure::SeriesKey key;
    std::int64_t period = 0;
};

Result<AskedCell> asked_cell(const Call& call) {
    AskedCell asked;
    TRY(asked.element, element_of(call, call.text("element")));
    TRY(asked.unit, unit_of(call, call.text("unit")));
    if (!sees_values(call, *asked.element, *asked.unit))
        return auth::allow(call.actor(), Action::record_values, call.view.snapshot(),
                           call.view->measure->agency_of(*asked.unit))
            .error();
    const auto period = measure::parse_period(call.text("period"));
    if (!period || period->rhythm != asked.element->rhythm)
        return fail(Fault::invalid, "value-period",
                    {"期間與項目的週期不符", "The period does not fit the element"}, {}, "period");
    asked.period = period->number;
    std::vector<std::pair<std::string, std::string>> members;
    for (const auto& each : call.list("member")) {
        const auto at = each.find('=');
        if (at != std::string::npos) members.emplace_back(each.substr(0, at), each.substr(at + 1));
    }
    const auto combination = measure::combination_of(*asked.element, members);
    if (!combination)
        return fail(Fault::invalid, "value-members",
                    {"維度或成員不屬於此項目", "The element has no such dimension or member"}, {}, "member");
    asked.key = {asked.element->number, asked.unit->number, *combination};
    return asked;
}

Result<Reply> get_history(Call& call) {
    TRY(const auto asked, asked_cell(call));
    const auto* element = asked.element;
    const auto* unit = asked.unit;
    TRY(const auto past, call.registry.measure().history(asked.key, asked.period,
                                                         plane_of(call.text("plane")), call.view.head().seq));
    JsonWriter out;
    out.object()
        .member("element", element->id)
        .member("unit", unit->id)
        .member("period", call.text("period"));
    out.key("history").array();
    for (const auto& each : past) {
        out.object()
            .member("seq", each.seq)
            .member("recorded", taipei_time(each.recorded_us))
            .member("by", each.by);
        out.member("way", each.way).member_if("note", each.note).key("cell");
        write_cell(out, *element, asked.period, each.cell);
        out.end();
    }
    out.end().end();
    return Reply::json(std::move(out));
}

void write_words(JsonWriter& out, std::string_view key, const Message& words) {
    if (!words.zh.empty()) out.key(key).object().member("zh", words.zh).member("en", words.en).end();
}

// Where a value by formula comes from: what was read, and each piece of the formula with what it gave.
Result<Reply> get_explanation(Call& call) {
    TRY(const auto asked, asked_cell(call));
    const auto& measure = *call.view->measure;
    const auto explained =
        asked.element->formula.empty()
            ? std::nullopt
            : state::explain(measure, *state::formulas_of(call.view->measure), asked.key, asked.period);
    if (!explained)
        return fail(Fault::not_found, "formula-none",
                    {"此項目不是由公式計算", "This element is not reckoned by a formula"},
                    {"歷史在 /api/values/history", "Its history is at /api/values/history"},
                    asked.element->id);
    JsonWriter out;
    out.object().member("element", asked.element->id).member("unit", asked.unit->id);
    out.member("period", call.text("period")).member("formula", asked.element->formula);
    out.member("version", asked.element->version).key("cell");
    write_cell(out, *asked.element, asked.period, explained->cell);
    write_words(out, "why", explained->why);
    out.key("inputs").array();
    for (const auto& input : explained->inputs) {
        if (!sees_values(call, *input.element, *input.unit)) continue;
        out.object().member("element", input.element->id).member("name", input.element->name.zh);
        out.member("unit", input.unit->id).member("unit_name", input.unit->name.zh);
        write_members(out, *input.element, input.combination);
        const auto* then = measure.element(input.element->number, input.cell.version);
        out.member_if("measured_in", then == nullptr ? input.element->unit : then->unit).key("cell");
        write_cell(out, *input.element, input.period, input.cell);
        out.end();
    }
    out.end().member("more_inputs", explained->more_inputs).key("steps").array();
    for (const auto& step : explained->steps) {
        out.object().member("piece", step.piece).member("depth", std::uint64_t{step.depth});
        out.member_if("value", step.value).member_if("unit", step.unit);
        write_words(out, "why", step.why);
        out.end();
    }
    out.end().end();
    return Reply::json(std::move(out));
}

}  // namespace

std::vector<Endpoint> value_endpoints() {
    const Field plane{.name = "plane",
                      .type = Type::choice,
                      .about = {"實際值或目標值", "Actual values, or targets"},
                      .choices = {"actual", "target"}};
    const Field element{
        .name = "element", .about = {"資料項目", "The element"}, .required = true, .minimum = 1};
    const std::vector<Field> cell = {
        element,
        {.name = "unit", .about = {"填報單位", "The reporting unit"}, .required = true, .minimum = 1},
        {.name = "period", .about = {"期間", "The period"}, .required = true, .minimum = 4, .maximum = 40},
        {.name = "member", .type = Type::list, .about = {"維度=成員", "dimension=member"}, .maximum = 4}};
    auto with_plane = cell;
    with_plane.push_back(plane);
    std::vector<Endpoint> out;
    out.push_back(
        {.method = http::Method::get,
         .path = "/api/values",
         .access = Action::read_reports,
         .summary = {"一個資料項目的數值", "The values of an element"},
         .handle = get_values,
         .answer = {200, "Values"},
         .query = {element,
                   {.name = "unit", .about = {"填報單位；未給則全部", "The reporting unit; left out: all"}},
                   {.name = "below", .type = Type::boolean, .about = {"含其下層", "With all below it"}},
                   {.name = "from", .about = {"自這個期間", "From this period"}, .maximum = 40},
                   {.name = "to", .about = {"至這個期間（含）", "To this period, included"}, .maximum = 40},
                   plane,
                   {.name = "format",
                    .type = Type::choice,
                    .about = {"格式", "Format"},
                    .choices = {"json", "csv"}}},
         .work = Work::slow});
    out.push_back(
        {.method = http::Method::post,
         .path = "/api/values",
         .access = Action::record_values,
         .summary = {"登錄一批數值，全部或皆不；重送不改變",
                     "Records a batch, all or none; sending it again changes nothing"},
         .handle = post_values,
         .answer = {200, "Recorded"},
         .body =
             {BodyKind::json,
              {plane,
               {.name = "note", .about = {"更正的原因", "Why, when the past changes"}, .maximum = 600},
               {.name = "values",
                .type = Type::list,
                .about = {"數值", "The values"},
                .required = true,
                .maximum = 200'000,
                .fields =
                    {{.name = "element", .about = {"資料項目", "Element"}, .required = true, .minimum = 1},
                     {.name = "unit",
                      .about = {"填報單位", "Reporting unit"},
                      .required = true,
                      .minimum = 1},
                     {.name = "period",
                      .about = {"期間", "Period"},
                      .required = true,
                      .minimum = 4,
                      .maximum = 40},
                     {.name = "value",
                      .type = Type::any,
                      .about = {"數字；空值表示取消", "A number; null takes it out"}},
                     {.name = "members", .type = Type::any, .about = {"維度的成員", "Members of dimensions"}},
                     {.name = "quality", .about = {"品質", "Quality"}, .maximum = 20}}}}},
         .work = Work::slow});
    out.push_back(
        {.method = http::Method::post,
         .path = "/api/values/sheet",
         .access = Action::record_values,
         .summary = {"以試算表（CSV、XLSX、ODS）登錄數值", "Records values from a sheet (CSV, XLSX, ODS)"},
         .handle = post_sheet,
         .answer = {200, "Recorded"},
         .query = {{.name = "name", .about = {"檔名", "The file's name"}, .required = true, .minimum = 1},
                   {.name = "note", .about = {"更正的原因", "Why, when the past changes"}, .maximum = 600},
                   plane},
         .body = {BodyKind::upload},
         .work = Work::slow});
    out.push_back({.method = http::Method::get,
                   .path = "/api/values/history",
                   .access = Action::read_reports,
                   .summary = {"一個數值的歷史：何時知道什麼", "What was known of one value, and when"},
                   .handle = get_history,
                   .answer = {200, "ValueHistory"},
                   .query = with_plane,
                   .work = Work::slow});
    out.push_back({.method = http::Method::get,
                   .path = "/api/values/explain",
                   .access = Action::read_reports,
                   .summary = {"公式的一個數值如何算出：讀了什麼、各段的結果",
                               "How a value by formula came to be: what was read, and each step"},
                   .handle = get_explanation,
                   .answer = {200, "Explanation"},
                   .query = cell,
                   .work = Work::slow});
    return out;
}

}  // namespace gangmu::api
