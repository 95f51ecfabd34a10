#include "api/definition_json.hpp"

#include "model/plan_json.hpp"

namespace gangmu::api {
namespace {

void write_definition(JsonWriter& out, std::string_view key, const model::Indicator& indicator) {
    out.key(key).object().member("title", indicator.title).member("unit", services::unit_of(indicator));
    out.key("targets").array();
    for (const auto& target : indicator.targets)
        model::write_json(out, target);
    out.end().end();
}

}  // namespace

void write_redefined(JsonWriter& out, std::string_view key, const std::vector<services::Redefined>& all) {
    out.key(key).array();
    for (const auto& each : all) {
        out.object().member("indicator", each.now->id).member("title", each.now->title);
        out.member("cycle", each.cycle).member("node", each.node);
        out.member("edition", each.edition).member("newest", each.newest);
        write_definition(out, "was", *each.was);
        write_definition(out, "now", *each.now);
        out.end();
    }
    out.end();
}

}  // namespace gangmu::api
