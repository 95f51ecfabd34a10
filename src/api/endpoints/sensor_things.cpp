// OGC SensorThings 1.1, sensing: docs/sensors.md. Entities are read from the engine; Observations are
// recorded as any other value.
#include "api/endpoints/sensors.hpp"
#include "api/sta_query.hpp"
#include "services/registry_measure.hpp"
#include "services/sensor_checks.hpp"

namespace gangmu::api {
namespace {

using auth::Action;
using sta::Entity;
using sta::Kind;

constexpr std::string_view base = "/sta/v1.1";

std::string root_of(const Call& call) {
    return (call.request.peer->secure ? "https://" : "http://") + std::string(call.request.header("Host")) +
           std::string(base);
}

Error not_here(std::string_view what) {
    return fail(Fault::not_found, "sta-unknown", {"查無此實體或屬性", "There is no such entity or property"},
                {"服務的入口是 /sta/v1.1", "The service begins at /sta/v1.1"}, std::string(what));
}

// What an address names: a set, one entity, or a property of it.
struct Place {
    std::optional<Kind> set;     // of this kind …
    std::optional<Entity> from;  // … all of the service, or those that this entity's link leads to
    std::optional<sta::Link> link;
    std::optional<Entity> one;
    std::string property;
    bool raw = false;   // $value
    bool refs = false;  // $ref
};

// "Datastreams('x')": the name and the id; the id is empty for a set.
Result<std::pair<std::string, std::optional<std::string>>> segment(std::string_view text) {
    const auto open = text.find('(');
    if (open == std::string_view::npos) return std::pair(std::string(text), std::optional<std::string>());
    auto id = text.substr(open + 1);
    if (id.empty() || id.back() != ')') return not_here(text);
    id.remove_suffix(1);
    if (id.size() >= 2 && id.front() == '\'' && id.back() == '\'') id = id.substr(1, id.size() - 2);
    return std::pair(std::string(text.substr(0, open)), std::optional(std::string(id)));
}

Status step(const measure::Measure& measure, std::string_view text, Place& at) {
    TRY(const auto read, segment(text));
    const auto& [name, id] = read;
    if (!at.one && !at.set) {
        const auto kind = sta::kind_of_set(name);
        if (!kind) return not_here(text);
        if (id) {
            at.one = sta::find(measure, *kind, *id);
            if (!at.one) return not_here(text);
        } else {
            at.set = kind;
        }
        return {};
    }
    if (name == "$ref" && at.set) {
        at.refs = true;
        return {};
    }
    if (name == "$value" && !at.property.empty()) {
        at.raw = true;
        return {};
    }
    if (!at.one || !at.property.empty()) return not_here(text);
    const auto to = sta::link(at.one->kind, name);
    if (!to) {
        if (id || !sta::properties(measure, *at.one).contains(name)) return not_here(text);
        at.property = name;
        return {};
    }
    if (to->many && !id) {
        at.set = to->kind;
        at.from = at.one;
        at.link = to;
        at.one.reset();
        return {};
    }
    TRY(const auto found, sta::follow(measure, *at.one, *to, {}));
    at.one.reset();
    for (const auto& each : found)
        if (!id || sta::id_of(each) == *id) at.one = each;
    if (!at.one) return not_here(text);
    return {};
}

Result<Place> place_of(const Call& call) {
    const auto path = http::decode_percent(call.request.path.substr(base.size()));
    if (!path) return not_here(call.request.path);
    Place at;
    std::size_t depth = 0;
    for (std::size_t begin = 1; begin < path->size();) {
        const auto end = std::min(path->find('/', begin), path->size());
        if (++depth > 12) return not_here(*path);
        CHECK(step(*call.view->measure, std::string_view(*path).substr(begin, end - begin), at));
        begin = end + 1;
    }
    return at;
}

Reply json_reply(const json::value& value, unsigned status = 200) {
    Reply reply;
    reply.status = status;
    reply.body = std::make_shared<const std::string>(print_json(value));
    return reply;
}

Result<Reply> get_root(Call& call) {
    json::array sets;
    for (int i = 0; i < 8; ++i) {
        const auto name = sta::set_name(static_cast<Kind>(i));
        sets.push_back(json::object{{"name", name}, {"url", root_of(call) + "/" + std::string(name)}});
    }
    const std::string spec = "http://www.opengis.net/spec/iot_sensing/1.1/req/";
    json::array conformance;
    for (const auto* each :
         {"datamodel", "resource-path/resource-path-to-entities", "request-data/expand",
          "request-data/select", "request-data/orderby", "request-data/top", "request-data/skip",
          "request-data/count", "request-data/filter", "request-data/pagination", "data-array/data-array"})
        conformance.emplace_back(spec + each);
    return json_reply(
        json::object{{"value", std::move(sets)},
                     {"serverSettings", json::object{{"conformance", std::move(conformance)}}}});
}

Result<Reply> get_set(const Call& call, const Place& at) {
    const auto& measure = *call.view->measure;
    std::vector<std::pair<std::string, std::string>> pairs;
    std::string query;  // for the next page
    for (const auto& option : call.query) {
        if (option.key().front() != '$') continue;
        pairs.emplace_back(option.key(), option.value().as_string());
        if (option.key() == "$skip") continue;
        query += (query.empty() ? "" : "&") + std::string(option.key()) + "=" +
                 http::encode_percent(std::string_view(option.value().get_string()));
    }
    TRY(const auto options, sta::read_options(pairs));
    sta::Answer answer(measure, root_of(call));
    if (at.one) {
        TRY(auto object, answer.one(*at.one, options));
        return json_reply(object);
    }
    const auto between = options.filter ? options.filter->between() : sta::Between{};
    auto found =
        at.from ? sta::follow(measure, *at.from, *at.link, between) : sta::all(measure, *at.set, between);
    CHECK(found);
    TRY(auto object, answer.set(std::move(*found), options,
                                (call.request.peer->secure ? "https://" : "http://") +
                                    std::string(call.request.header("Host")) + std::string(call.request.path),
                                query));
    if (at.refs)
        for (auto& each : object["value"].as_array())
            each = json::object{{"@iot.selfLink", each.as_object()["@iot.selfLink"]}};
    return json_reply(object);
}

Result<Reply> get_entities(Call& call) {
    TRY(const auto at, place_of(call));
    if (at.property.empty()) return get_set(call, at);
    auto value = sta::property(*call.view->measure, *at.one, at.property);
    if (!at.raw) return json_reply(json::object{{at.property, std::move(value)}});
    Reply reply;
    reply.body = std::make_shared<const std::string>(value.is_string() ? std::string(value.get_string())
                                                                       : print_json(value));
    reply.media_type = "text/plain; charset=utf-8";
    return reply;
}

// ---- recording

Error wrong(std::string where, Message why) {
    return fail(Fault::invalid, "sta-observation", std::move(why),
                {"例如 "
                 "{\"phenomenonTime\":\"2026-08-01T02:05:30Z\",\"result\":3.2,\"Datastream\":{\"@iot.id\":"
                 "\"water.level@north\"}}",
                 "For example "
                 "{\"phenomenonTime\":\"2026-08-01T02:05:30Z\",\"result\":3.2,\"Datastream\":{\"@iot.id\":"
                 "\"water.level@north\"}}"},
                std::move(where));
}

std::string id_in(const json::value* link) {
    const auto* object = link == nullptr ? nullptr : link->if_object();
    const auto* id = object == nullptr ? nullptr : object->if_contains("@iot.id");
    return id != nullptr && id->is_string() ? std::string(id->get_string()) : std::string();
}

// One observation; `now`: its time, when it says none.
Result<services::GivenValue> given_of(const Call& call, std::string_view datastream, const json::value* time,
                                      const json::value* result, const std::string& where, std::int64_t now) {
    const auto of = sta::find(*call.view->measure, Kind::datastream, datastream);
    if (!of)
        return wrong(where + "Datastream", {"查無 Datastream：" + std::string(datastream),
                                            "There is no Datastream " + std::string(datastream)});
    services::GivenValue out;
    out.element = of->element->id;
    out.unit = of->unit->id;
    out.place = where + "result";
    std::int64_t at = now;
    if (time != nullptr && !time->is_null()) {
        const auto read =
            time->is_string() ? sta::parse_time(std::string_view(time->get_string())) : std::nullopt;
        if (!read)
            return wrong(where + "phenomenonTime",
                         {"應為一個時刻（含時區），不收區間",
                          "It should be one instant with its zone; intervals are not taken"});
        at = *read;
    }
    out.period = measure::print({measure::Rhythm::instant, at});
    if (result != nullptr && result->is_number()) out.value = Decimal::parse(print_json(*result));
    if (!out.value) return wrong(where + "result", {"result 應為數字", "The result should be a number"});
    return out;
}

Status record(const Call& call, services::GivenValue value) {
    services::GivenValues all;
    all.way = "sta";
    all.values.push_back(std::move(value));
    CHECK(call.registry.measure().record(call.actor(), all));
    return {};
}

// Of the body: what this service does not keep is said, not dropped.
Status check_members(const json::object& body) {
    for (const auto* name : {"parameters", "validTime", "resultQuality"}) {
        const auto* value = body.if_contains(name);
        if (value != nullptr && !value->is_null() && !(value->is_object() && value->get_object().empty()))
            return wrong(name, {std::string(name) + " 不能保存，請勿送出",
                                std::string(name) + " is not kept: leave it out"});
    }
    return {};
}

Result<Reply> post_observation(Call& call) {
    CHECK(check_members(call.body));
    std::string datastream = id_in(call.body.if_contains("Datastream"));
    if (call.request.path != std::string(base) + "/Observations") {
        TRY(const auto at, place_of(call));
        if (!at.from || at.from->kind != Kind::datastream)
            return wrong("Datastream", {"請送到一個 Datastream", "Send it to a Datastream"});
        datastream = sta::id_of(*at.from);
    }
    TRY(auto value, given_of(call, datastream, call.body.if_contains("phenomenonTime"),
                             call.body.if_contains("result"), {}, ledger::clock_us()));
    const auto at = measure::parse_period(value.period)->number;
    CHECK(record(call, std::move(value)));
    const auto view = call.registry.view();
    const auto made = sta::find(*view->measure, Kind::observation, datastream + "@" + std::to_string(at));
    if (!made) return not_here(datastream);
    sta::Answer answer(*view->measure, root_of(call));
    TRY(auto object, answer.one(*made, {}));
    auto reply = json_reply(object, 201);
    reply.extra.add("Location", answer.address(*made));
    return reply;
}

// One group of CreateObservations: {"Datastream","components","dataArray"}.
Status read_group(const Call& call, const json::object& group, const std::string& where,
                  std::vector<services::GivenValue>& out) {
    const auto datastream = id_in(group.if_contains("Datastream"));
    const auto* components = group.if_contains("components");
    const auto* rows = group.if_contains("dataArray");
    if (components == nullptr || !components->is_array() || rows == nullptr || !rows->is_array())
        return wrong(where, {"缺少 components 或 dataArray", "components or dataArray is missing"});
    std::optional<std::size_t> time, result;
    for (std::size_t i = 0; i < components->get_array().size(); ++i) {
        const auto& name = components->get_array()[i];
        if (name == "phenomenonTime")
            time = i;
        else if (name == "result")
            result = i;
        else if (name != "resultTime" && name != "FeatureOfInterest/id")
            return wrong(where + ".components",
                         {"只收 phenomenonTime、resultTime、result、FeatureOfInterest/id",
                          "There are phenomenonTime, resultTime, result, FeatureOfInterest/id"});
    }
    if (!time || !result)
        return wrong(where + ".components",
                     {"須有 phenomenonTime 與 result", "phenomenonTime and result are needed"});
    for (std::size_t i = 0; i < rows->get_array().size(); ++i) {
        const auto place = where + ".dataArray[" + std::to_string(i) + "].";
        const auto* row = rows->get_array()[i].if_array();
        if (row == nullptr || row->size() != components->get_array().size())
            return wrong(place, {"這一列的欄數不對", "The row does not have as many members as components"});
        TRY(auto value, given_of(call, datastream, &(*row)[*time], &(*row)[*result], place, 0));
        out.push_back(std::move(value));
    }
    return {};
}

// All or nothing, as everywhere in this house; the addresses in the order given.
Result<Reply> post_many(Call& call) {
    const auto* groups = call.body.at("*").if_array();
    if (groups == nullptr) return wrong("", {"應為陣列", "It should be an array"});
    services::GivenValues all;
    all.way = "sta";
    for (std::size_t i = 0; i < groups->size(); ++i) {
        const auto where = "[" + std::to_string(i) + "]";
        if (!(*groups)[i].is_object()) return wrong(where, {"應為物件", "It should be an object"});
        CHECK(read_group(call, (*groups)[i].get_object(), where, all.values));
    }
    CHECK(call.registry.measure().record(call.actor(), all));
    json::array out;
    for (const auto& value : all.values)
        out.emplace_back(root_of(call) + "/Observations('" +
                         http::encode_percent(value.element + "@" + value.unit + "@" +
                                                  std::to_string(measure::parse_period(value.period)->number),
                                              "@") +
                         "')");
    return json_reply(out, 201);
}

Result<services::GivenValue> observation_at(const Call& call) {
    TRY(const auto at, place_of(call));
    if (!at.one || at.one->kind != Kind::observation || !at.property.empty())
        return fail(Fault::unsupported, "sta-definition",
                    {"測站與資料流不由此修改", "Stations and datastreams are not changed here"},
                    {"請用 PUT /api/units/{id} 與 PUT /api/elements/{id}",
                     "Use PUT /api/units/{id} and PUT /api/elements/{id}"});
    services::GivenValue value;
    value.element = at.one->element->id;
    value.unit = at.one->unit->id;
    value.period = measure::print({measure::Rhythm::instant, at.one->at});
    return value;
}

Result<Reply> patch_observation(Call& call) {
    TRY(auto value, observation_at(call));
    const auto& result = call.body.at("result");
    if (result.is_number()) value.value = Decimal::parse(print_json(result));
    if (!value.value) return wrong("result", {"result 應為數字", "The result should be a number"});
    CHECK(record(call, std::move(value)));
    return json_reply(json::object{});
}

Result<Reply> delete_observation(Call& call) {
    TRY(auto value, observation_at(call));
    CHECK(record(call, std::move(value)));
    return json_reply(json::object{});
}

}  // namespace

std::vector<Endpoint> sensor_things_endpoints() {
    std::vector<Field> options;
    for (const auto* name : {"$top", "$skip", "$count", "$filter", "$orderby", "$select", "$expand"})
        options.push_back({.name = name,
                           .about = {"SensorThings 查詢選項", "A SensorThings query option"},
                           .maximum = 2'000});
    const auto any = [](std::string_view name, bool required = false) {
        return Field{.name = name,
                     .type = Type::any,
                     .about = {"見 docs/sensors.md", "See docs/sensors.md"},
                     .required = required};
    };
    std::vector<Field> observation{any("result", true)};
    for (const auto* name : {"phenomenonTime", "resultTime", "Datastream", "FeatureOfInterest",
                             "resultQuality", "validTime", "parameters"})
        observation.push_back(any(name));
    std::vector<Endpoint> out;
    out.push_back({.method = http::Method::get,
                   .path = base,
                   .access = Action::read_plans,
                   .summary = {"SensorThings 服務入口", "The SensorThings service"},
                   .handle = get_root});
    for (const auto* path :
         {"/sta/v1.1/Observations", "/sta/v1.1/{datastream}/Observations", "/sta/v1.1/{path*}"})
        out.push_back({.method = http::Method::get,
                       .path = path,
                       .access = Action::read_plans,
                       .summary = {"SensorThings 實體", "SensorThings entities"},
                       .handle = get_entities,
                       .query = options,
                       .work = Work::slow});
    for (const auto* path : {"/sta/v1.1/Observations", "/sta/v1.1/{datastream}/Observations"})
        out.push_back({.method = http::Method::post,
                       .path = path,
                       .access = Action::record_values,
                       .summary = {"送出一筆觀測", "Records an Observation"},
                       .handle = post_observation,
                       .answer = {201, {}},
                       .body = {BodyKind::json, observation},
                       .work = Work::slow});
    out.push_back({.method = http::Method::post,
                   .path = "/sta/v1.1/CreateObservations",
                   .access = Action::record_values,
                   .summary = {"送出多筆觀測（DataArray），全部或皆不",
                               "Records many Observations (DataArray), all or none"},
                   .handle = post_many,
                   .answer = {201, {}},
                   .body = {BodyKind::json, {any("*")}},
                   .work = Work::slow});
    out.push_back({.method = http::Method::patch,
                   .path = "/sta/v1.1/{path*}",
                   .access = Action::record_values,
                   .summary = {"訂正一筆觀測", "Corrects an Observation"},
                   .handle = patch_observation,
                   .body = {BodyKind::json, {any("result", true)}},
                   .work = Work::slow});
    out.push_back({.method = http::Method::del,
                   .path = "/sta/v1.1/{path*}",
                   .access = Action::record_values,
                   .summary = {"取消一筆觀測；歷程仍在", "Takes an Observation out; its history stays"},
                   .handle = delete_observation,
                   .work = Work::slow});
    return out;
}

}  // namespace gangmu::api
