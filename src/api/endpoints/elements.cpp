// What is counted, and who reports it.
#include "api/endpoints/all.hpp"
#include "api/measure_json.hpp"
#include "services/registry_measure.hpp"

namespace gangmu::api {
namespace {

using auth::Action;

bool holds(const measure::Element& element, std::string_view words) {
    return words.empty() || element.id.find(words) != std::string::npos ||
           element.name.zh.find(words) != std::string::npos ||
           element.name.en.find(words) != std::string::npos;
}

Result<Reply> get_elements(Call& call) {
    const auto& measure = *call.view->measure;
    const auto group = call.text("group");
    const auto plan = call.text("plan");
    const auto after = call.number("after", -1);
    const auto limit = call.number("limit", 200);
    std::int64_t shown = 0;
    std::int64_t next = -1;
    JsonWriter out;
    out.object().member("total", measure.elements()).key("elements").array();
    for (auto number = static_cast<std::uint32_t>(after + 1); number < measure.elements(); ++number) {
        const auto* element = measure.element(number);
        if (element == nullptr || !sees_element(call, *element) || !holds(*element, call.text("q"))) continue;
        if ((!group.empty() && element->group != group) || (!plan.empty() && element->plan != plan)) continue;
        if (shown++ == limit) {
            next = std::int64_t{number} - 1;
            break;
        }
        out.object().key("element");
        measure::write(out, *element);
        out.member("series", std::uint64_t{measure.rows_of(*element).size()}).end();
    }
    out.end();
    if (next >= 0) out.member("next", next);
    out.end();
    return Reply::json(std::move(out));
}

Result<Reply> get_element(Call& call) {
    const auto& measure = *call.view->measure;
    TRY(const auto* element, element_of(call, call.path[0]));
    JsonWriter out;
    out.object().key("element");
    measure::write(out, *element);
    out.key("versions").array();
    for (std::uint32_t version = 1; version <= element->version; ++version)
        if (const auto* each = measure.element(element->number, version)) measure::write(out, *each);
    out.end().key("series").array();
    std::size_t shown = 0;
    for (const auto row : measure.rows_of(*element)) {
        const auto& key = measure.table(element->rhythm).keys[row];
        const auto* unit = measure.unit(key.unit);
        if (unit == nullptr || !sees_values(call, *element, *unit)) continue;
        if (++shown > 2'000) break;
        out.object().member("unit", unit->id).member("name", unit->name.zh);
        write_members(out, *element, key.combination);
        out.end();
    }
    out.end().member("series_count", std::uint64_t{measure.rows_of(*element).size()});
    out.end();
    return Reply::json(std::move(out));
}

Result<Reply> put_element(Call& call) {
    json::object element = call.body;
    element["id"] = call.path[0];
    TRY(const auto version, call.registry.measure().define(call.actor(), element));
    JsonWriter out;
    out.object().member("id", call.path[0]).member("version", version).end();
    return Reply::json(std::move(out));
}

Result<Reply> get_units(Call& call) {
    const auto& measure = *call.view->measure;
    const auto under = call.text("under");
    const bool all = call.flag("all");
    JsonWriter out;
    out.object().member("total", measure.units()).key("units").array();
    if (all) {
        const auto after = call.number("after", -1);
        std::int64_t left = call.number("limit", 2'000);
        std::int64_t next = -1;
        for (auto number = static_cast<std::uint32_t>(after + 1); number < measure.units(); ++number) {
            const auto* unit = measure.unit(number);
            if (unit == nullptr) continue;
            if (left-- == 0) {
                next = std::int64_t{number} - 1;
                break;
            }
            write_unit(out, measure, *unit);
        }
        out.end();
        if (next >= 0) out.member("next", next);
        out.end();
        return Reply::json(std::move(out));
    }
    if (!under.empty()) CHECK(unit_of(call, under));
    for (const auto* unit : measure.children(under))
        write_unit(out, measure, *unit);
    out.end().end();
    return Reply::json(std::move(out));
}

Result<Reply> get_unit(Call& call) {
    TRY(const auto* unit, unit_of(call, call.path[0]));
    const auto& measure = *call.view->measure;
    JsonWriter out;
    out.object().key("unit");
    measure::write(out, *unit);
    out.member_if("answers", measure.agency_of(*unit)).key("above").array();
    for (const auto* at = measure.unit(unit->parent); at != nullptr; at = measure.unit(at->parent))
        out.value(at->id);
    out.end().key("children").array();
    for (const auto* child : measure.children(unit->id))
        write_unit(out, measure, *child);
    out.end().end();
    return Reply::json(std::move(out));
}

Result<Reply> put_unit(Call& call) {
    json::object unit = call.body;
    unit["id"] = call.path[0];
    CHECK(call.registry.measure().set_unit(call.actor(), unit));
    return written(call);
}

Result<Reply> post_units(Call& call) {
    TRY(const auto changed,
        call.registry.measure().set_units(call.actor(), call.body.at("units").as_array()));
    JsonWriter out;
    out.object().member("changed", std::uint64_t{changed}).end();
    return Reply::json(std::move(out));
}

Field any_field(std::string_view name, Message about) {
    return {.name = name, .type = Type::any, .about = std::move(about)};
}

std::vector<Field> element_fields() {
    return {any_field("id", {"代碼（同路徑）", "Its id, as in the path"}),
            any_field("name", {"名稱，文字或 {zh,en}", "Name: a text, or {zh,en}"}),
            any_field("about", {"說明", "What it is"}),
            {.name = "unit", .about = {"計量單位", "Unit of measure"}, .maximum = 100},
            any_field("decimals", {"小數位數 0–9，定後不變", "Decimals 0–9; never changes"}),
            {.name = "rhythm",
             .type = Type::choice,
             .about = {"填報週期，定後不變", "Rhythm; never changes"},
             .choices = {"year", "half", "quarter", "month", "week", "day", "hour", "minute", "instant"}},
            {.name = "direction",
             .type = Type::choice,
             .about = {"越多越好、越少越好或達到", "Which way is better"},
             .choices = {"none", "more", "less", "reach"}},
            {.name = "over_time",
             .type = Type::choice,
             .about = {"跨期彙總", "How it adds up over time"},
             .choices = {"none", "sum", "last", "average", "max", "min"}},
            {.name = "over_units",
             .type = Type::choice,
             .about = {"跨單位彙總", "How it adds up over units"},
             .choices = {"none", "sum", "last", "average", "max", "min"}},
            any_field("dimensions", {"維度 [{name,members}]", "Dimensions [{name,members}]"}),
            any_field("least", {"下限", "Least value"}),
            any_field("most", {"上限", "Greatest value"}),
            {.name = "formula",
             .about = {"公式；數值由其他項目算出", "A formula: its values are reckoned from other elements"},
             .maximum = 4'096},
            {.name = "plan", .about = {"計畫", "A plan"}, .maximum = 100},
            {.name = "indicator", .about = {"該計畫的指標", "An indicator of it"}, .maximum = 400},
            {.name = "group", .about = {"由何處維護", "Who keeps it"}, .maximum = 60},
            {.name = "retired", .type = Type::boolean, .about = {"停用", "Takes no more values"}}};
}

std::vector<Field> unit_fields() {
    return {any_field("id", {"代碼", "Its id"}),
            {.name = "parent", .about = {"上層單位", "The unit above"}},
            any_field("name", {"名稱，文字或 {zh,en}", "Name: a text, or {zh,en}"}),
            {.name = "kind", .about = {"類別", "Kind"}},
            {.name = "agency", .about = {"所屬機關", "The agency that answers"}},
            any_field("from", {"起日", "From"}),
            any_field("to", {"止日（不含）", "Until, not included"}),
            any_field("latitude", {"緯度", "Latitude"}),
            any_field("longitude", {"經度", "Longitude"}),
            any_field("attributes", {"其他屬性", "Other attributes"})};
}

}  // namespace

std::vector<Endpoint> element_endpoints() {
    const std::vector<Field> pages = {{.name = "after",
                                       .type = Type::integer,
                                       .about = {"前一頁的 next", "The next of the page before"},
                                       .minimum = -1,
                                       .maximum = 4'000'000},
                                      {.name = "limit",
                                       .type = Type::integer,
                                       .about = {"每頁筆數", "How many"},
                                       .minimum = 1,
                                       .maximum = 10'000}};
    std::vector<Endpoint> out;
    auto elements_query = pages;
    elements_query.push_back({.name = "group", .about = {"只列這一群", "Of this group"}});
    elements_query.push_back({.name = "plan", .about = {"只列這個計畫的", "Of this plan"}});
    elements_query.push_back({.name = "q", .about = {"代碼或名稱含有", "Words in its id or name"}});
    out.push_back({.method = http::Method::get,
                   .path = "/api/elements",
                   .access = Action::read_reports,
                   .summary = {"資料項目", "What is counted"},
                   .handle = get_elements,
                   .answer = {200, "Elements"},
                   .query = elements_query});
    out.push_back(
        {.method = http::Method::get,
         .path = "/api/elements/{id*}",
         .access = Action::read_reports,
         .summary = {"一個資料項目：定義、各版次、序列", "An element: its definition, versions and series"},
         .handle = get_element,
         .answer = {200, "ElementPage"}});
    out.push_back({.method = http::Method::put,
                   .path = "/api/elements/{id*}",
                   .access = Action::define_measures,
                   .summary = {"定義資料項目，或其下一版", "Defines an element, or its next version"},
                   .handle = put_element,
                   .answer = {200, "ElementSet"},
                   .body = {BodyKind::json, element_fields()},
                   .work = Work::slow});
    auto units_query = pages;
    units_query.push_back(
        {.name = "under", .about = {"這個單位之下；未給則為最上層", "Under this unit; left out: the tops"}});
    units_query.push_back(
        {.name = "all", .type = Type::boolean, .about = {"全部，依序分頁", "All of them, in pages"}});
    out.push_back({.method = http::Method::get,
                   .path = "/api/units",
                   .access = Action::read_reports,
                   .summary = {"填報單位", "Reporting units"},
                   .handle = get_units,
                   .answer = {200, "Units"},
                   .query = units_query});
    out.push_back({.method = http::Method::post,
                   .path = "/api/units",
                   .access = Action::define_measures,
                   .summary = {"一次設定多個填報單位，全部或皆不", "Sets many reporting units, all or none"},
                   .handle = post_units,
                   .answer = {200, "Changed"},
                   .body = {BodyKind::json,
                            {{.name = "units",
                              .type = Type::list,
                              .about = {"單位", "The units"},
                              .required = true,
                              .maximum = 20'000,
                              .fields = unit_fields()}}},
                   .work = Work::slow});
    out.push_back({.method = http::Method::get,
                   .path = "/api/units/{id*}",
                   .access = Action::read_reports,
                   .summary = {"一個填報單位與其上下層", "A reporting unit, what is above it and below"},
                   .handle = get_unit,
                   .answer = {200, "UnitPage"}});
    out.push_back({.method = http::Method::put,
                   .path = "/api/units/{id*}",
                   .access = Action::define_measures,
                   .summary = {"設定填報單位", "Sets a reporting unit"},
                   .handle = put_unit,
                   .answer = {200, "Done"},
                   .body = {BodyKind::json, unit_fields()},
                   .work = Work::slow});
    return out;
}

}  // namespace gangmu::api
