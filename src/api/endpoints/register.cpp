// The register of agencies, and the settings.
#include <algorithm>
#include <map>

#include "api/call.hpp"
#include "api/endpoints/all.hpp"
#include "reading/agencies/register.hpp"

namespace gangmu::api {
namespace {

using auth::Action;

void write_agency(JsonWriter& out, const state::Agency& agency, bool is_built_in) {
    out.object().member("name", agency.name).key("names").array();
    for (const auto& name : agency.names)
        out.object().member("name", name.name).member_if("from", name.from).member_if("to", name.to).end();
    out.end().member_if("parent", agency.parent).member_if("from", agency.from).member_if("to", agency.to);
    out.member_if("successor", agency.successor);
    if (is_built_in) out.member("built_in", true);
    out.end();
}

// What the reader brings along, by its short names. An agency of the register comes before one of these,
// whichever of its names it has.
std::vector<state::Agency> built_in(const state::Snapshot& snapshot) {
    std::map<std::string_view, state::Agency> all;
    for (const auto& entry : reading::register_of_agencies()) {
        if (snapshot.agency(entry.short_name) != nullptr) continue;
        if (!entry.full_name.empty() && snapshot.agency(entry.full_name) != nullptr) continue;
        state::Agency& agency = all[entry.short_name];
        agency.name = entry.short_name;
        if (agency.parent.empty()) agency.parent = entry.parent;
        if (!entry.full_name.empty() || !entry.from.empty() || !entry.until.empty())
            agency.names.push_back({std::string(entry.full_name.empty() ? entry.short_name : entry.full_name),
                                    std::string(entry.from), std::string(entry.until)});
    }
    std::vector<state::Agency> out;
    for (auto& [name, agency] : all)
        out.push_back(std::move(agency));
    return out;
}

Result<Reply> get_register(Call& call) {
    std::vector<std::shared_ptr<const state::Agency>> agencies;
    for (const auto& [name, agency] : call.view->agencies)
        agencies.push_back(agency);
    std::sort(agencies.begin(), agencies.end(),
              [](const auto& a, const auto& b) { return a->name < b->name; });
    JsonWriter out;
    out.object().key("agencies").array();
    for (const auto& agency : agencies)
        write_agency(out, *agency, false);
    for (const auto& agency : built_in(call.view.snapshot()))
        write_agency(out, agency, true);
    out.end().end();
    return Reply::json(std::move(out));
}

std::string text_of(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    return value != nullptr ? std::string(std::string_view(value->get_string())) : std::string();
}

Result<Reply> put_agency(Call& call) {
    state::Agency agency;
    if (const auto* present = call.view->agency(call.path[0]);
        present != nullptr && present->name == call.path[0])
        agency = *present;
    agency.name = call.path[0];
    const auto set = [&](std::string_view name, std::string& field) {
        if (call.body.contains(name)) field = text_of(call.body, name);
    };
    set("parent", agency.parent);
    set("from", agency.from);
    set("to", agency.to);
    set("successor", agency.successor);
    if (const auto* names = call.body.if_contains("names")) {
        agency.names.clear();
        for (const auto& item : names->get_array()) {
            const auto& name = item.get_object();
            agency.names.push_back({text_of(name, "name"), text_of(name, "from"), text_of(name, "to")});
        }
    }
    CHECK(call.registry.register_agency(call.actor(), agency));
    JsonWriter out;
    write_agency(out, agency, false);
    return Reply::json(std::move(out));
}

Result<Reply> delete_agency(Call& call) {
    CHECK(call.registry.remove_agency(call.actor(), call.path[0]));
    JsonWriter out;
    out.object().member("seq", call.registry.view().head().seq).end();
    return Reply::json(std::move(out));
}

void write_settings(JsonWriter& out, const state::Settings& settings) {
    out.object().member("public_reading", settings.public_reading).key("rules_off").array();
    for (const auto& rule : settings.rules_off)
        out.value(rule);
    out.end().end();
}

Result<Reply> get_settings(Call& call) {
    JsonWriter out;
    write_settings(out, call.view->settings);
    return Reply::json(std::move(out));
}

Result<Reply> patch_settings(Call& call) {
    CHECK(call.registry.change_settings(call.actor(), call.body));
    JsonWriter out;
    write_settings(out, call.registry.view()->settings);
    return Reply::json(std::move(out));
}

// A date, or "" for an open end.
Field open_date(std::string_view name, Message about) {
    return {.name = name, .about = std::move(about), .maximum = 10};
}

Field name_field(std::string_view name, Message about, bool required = false) {
    return {.name = name,
            .about = std::move(about),
            .required = required,
            .minimum = required ? 1 : 0,
            .maximum = 100};
}

}  // namespace

std::vector<Endpoint> register_endpoints() {
    return {
        {.method = http::Method::get,
         .path = "/api/register",
         .access = Action::change_register,
         .summary = {"機關登記簿", "The register of agencies"},
         .handle = get_register,
         .answer = {200, "Register"}},
        {.method = http::Method::put,
         .path = "/api/register/{name}",
         .access = Action::change_register,
         .summary = {"登記一個機關", "Registers an agency"},
         .handle = put_agency,
         .answer = {200, "RegisterEntry"},
         .body = {BodyKind::json,
                  {name_field("parent", {"上級機關", "Parent"}),
                   name_field("successor", {"繼任機關", "Successor"}),
                   open_date("from", {"成立日", "From"}),
                   open_date("to", {"裁撤日", "To"}),
                   {.name = "names",
                    .type = Type::list,
                    .about = {"其他名稱：全銜、舊名、外文", "Other names: full, former, foreign"},
                    .maximum = 100,
                    .fields = {name_field("name", {"名稱", "Name"}, true), open_date("from", {"自", "From"}),
                               open_date("to", {"至", "To"})}}}}},
        {.method = http::Method::del,
         .path = "/api/register/{name}",
         .access = Action::change_register,
         .summary = {"自登記簿移除", "Takes an agency off the register"},
         .handle = delete_agency,
         .answer = {200, "Done"}},
        {.method = http::Method::get,
         .path = "/api/settings",
         .access = Action::change_settings,
         .summary = {"設定", "Settings"},
         .handle = get_settings,
         .answer = {200, "Settings"}},
        {.method = http::Method::patch,
         .path = "/api/settings",
         .access = Action::change_settings,
         .summary = {"更改設定", "Changes settings"},
         .handle = patch_settings,
         .answer = {200, "Settings"},
         .body = {BodyKind::json,
                  {{.name = "public_reading",
                    .type = Type::boolean,
                    .about = {"不登入也能閱讀已發布的計畫",
                              "Published plans can be read without an account"}},
                   {.name = "rules_off",
                    .type = Type::list,
                    .about = {"關閉的檢核規則", "Rules of checking that are switched off"},
                    .maximum = 200}}}},
    };
}

}  // namespace gangmu::api
