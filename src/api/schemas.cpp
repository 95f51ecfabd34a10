// The shapes of the answers, as JSON Schema: what OpenAPI shows and what the API tests hold every reply
// against.
#include "api/openapi.hpp"

namespace gangmu::api {
namespace {

// Short forms, made into JSON Schema below:
//   "string" "integer" "number" "boolean" "any"   a type;  "X[]" a list;  "@Name" a named schema
//   {"a": …, "b?": …}   an object with a, and b where it is known;  "|null" after a type: or null
constexpr const char* shapes = R"json({
"Problem": {"type":"string","title":"string","status":"integer","code":"string","detail":"string","mend?":"string",
            "where?":"string","detail_en?":"string","mend_en?":"string"},
"Head": {"seq":"integer","hash":"string"},
"Role": {"role":"string","agency?":"string"},
"Session": {"account":"@SessionAccount|null","csrf":"string","public_reading":"boolean","head":"@Head","version":"string"},
"SessionAccount": {"name":"string","display":"string","roles":"@Role[]"},
"Health": {"status":"string","head":"@Head","version":"string"},
"Source": {"document?":"string","page?":"integer","lines?":"integer[]","block?":"integer","sheet?":"string","cells?":"string"},
"Schedule": {"start?":"string","end?":"string","phase?":"string","text?":"string"},
"Node": {"id":"string","parent?":"string","level":"integer","kind?":"string","label?":"string","labels?":"string[]","title?":"string",
         "text?":"string","lead?":"string[]","co?":"string[]","units?":"string[]","roles?":"string",
         "schedule?":"@Schedule[]","carried?":"string[]","source?":"@Source[]"},
"Figure": {"text?":"string","value?":"number","value_max?":"number","unit?":"string","comparator?":"string","cumulative?":"boolean"},
"Target": {"period":"string","text?":"string","value?":"number","value_max?":"number","unit?":"string","comparator?":"string",
           "cumulative?":"boolean","every?":"string","due?":"string","parts?":"@Figure[]","source?":"@Source[]"},
"Indicator": {"id":"string","node?":"string","role?":"string","label?":"string","title?":"string","unit?":"string","lead?":"string[]",
              "co?":"string[]","targets?":"@Target[]","same_as?":"string[]","source?":"@Source[]",
              "node_title?":"string","node_label?":"string"},
"Budget": {"node?":"string","title?":"string","period?":"string","amount":"number","currency?":"string","printed?":"string",
           "basis?":"string","total?":"boolean","source?":"@Source[]","node_title?":"string","node_label?":"string"},
"Fact": {"node?":"string","agency?":"string","text?":"string","figure?":"number","figure_max?":"number","comparator?":"string",
         "unit?":"string","period?":"string","cumulative?":"boolean","source?":"@Source[]","node_title?":"string","node_label?":"string"},
"Finding": {"id":"string","rule":"string","severity":"string","message":"string","message_en?":"string","nodes?":"string[]",
            "source?":"@Source[]","node_title?":"string","node_label?":"string","dismissed?":"@Dismissed"},
"Indicators": {"items":"@Indicator[]"},
"Budgets": {"items":"@Budget[]"},
"Facts": {"items":"@Fact[]"},
"Findings": {"items":"@Finding[]"},
"PlanDocument": {"name":"string","sha256":"string","media_type?":"string","pages?":"integer","lines?":"integer"},
"Counts": {"nodes":"integer","indicators":"integer","targets":"integer","budgets":"integer","facts":"integer","findings":"integer","agencies":"integer"},
"KindCount": {"kind":"string","count":"integer"},
"Reason": {"reason":"string"},
"Dismissed": {"reason":"string","by":"string","recorded":"string"},
"Edition": {"edition":"integer","effective":"string","recorded":"string","by":"string","state":"string","reason?":"string"},
"Period": {"start?":"string","end?":"string"},
"Plan": {"id":"string","title?":"string","issuer?":"string","period?":"@Period","state":"string","edition":"integer","proofread":"boolean","erased?":"@Reason",
         "counts":"@Counts","kinds":"@KindCount[]","documents":"@PlanDocument[]","recorded":"string","effective?":"string",
         "draft?":"boolean","editions?":"@Edition[]"},
"Plans": {"plans":"@Plan[]"},
"Outline": {"count":"integer","id":"string[]","parent":"integer[]","kind":"integer[]","kinds":"string[]","label":"string[]",
            "title":"string[]","lead":"any","co":"any","start":"string[]","end":"string[]","indicators":"integer[]","findings":"integer[]"},
"Brief": {"id":"string","kind?":"string","label?":"string","title?":"string","lead?":"string[]","count":"integer","schedule?":"@Schedule[]"},
"PlanName": {"id":"string","title?":"string","issuer?":"string","period?":"@Period","state?":"string","edition?":"integer","proofread?":"boolean"},
"NodePage": {"node":"@Node","ancestors":"@Brief[]","children":"@Brief[]","siblings":"@Brief[]","indicators":"@Indicator[]",
             "budgets":"@Budget[]","facts":"@Fact[]","findings":"@Finding[]","plan":"@PlanName"},
"Summary": {"zh":"string","en":"string"},
"Event": {"seq":"integer","recorded":"string","effective?":"string","actor":"string","type":"string","summary":"@Summary",
          "hash?":"string","payload_hash?":"string","erased?":"boolean","payload?":"any"},
"Events": {"events":"@Event[]"},
"AgencyCount": {"name":"string","lead":"integer","co":"integer","indicators":"integer","plans":"integer"},
"Agencies": {"agencies":"@AgencyCount[]"},
"AgencyPlan": {"plan":"@PlanName","lead":"@Brief[]","co":"@Brief[]","indicators":"@Indicator[]"},
"Agency": {"name":"string","parent?":"string","also":"string[]","units":"string[]","plans":"@AgencyPlan[]"},
"Piece": {"text":"string","hit?":"boolean"},
"Hit": {"type":"string","plan?":"string","plan_title?":"string","id":"string","kind?":"string","label?":"string","title?":"string",
        "path?":"string","title_pieces":"@Piece[]","snippet":"@Piece[]","score":"number"},
"Facets": {"type":"any","plan":"any","kind":"any","agency":"any"},
"Search": {"query":"string","notes":"@Summary[]","total":"integer","exact":"boolean","took_us":"integer","hits":"@Hit[]","facets":"@Facets"},
"Document": {"sha256":"string","name":"string","media_type?":"string","bytes?":"integer","pages?":"integer","lines?":"integer",
             "plans":"string[]","recorded":"string","blocks?":"integer","erased?":"@Reason"},
"Documents": {"documents":"@Document[]"},
"Lines": {"total":"integer","from":"integer","lines":"string[]"},
"Cell": {"text":"string","column":"integer","span?":"integer","rows?":"integer","header?":"boolean","lines?":"integer[]","cells?":"string"},
"Table": {"columns":"integer","rows":"@Cell[][]"},
"Block": {"kind":"string","aside?":"string","level?":"integer","marker?":"string","text?":"string","bold?":"boolean","page?":"integer",
          "lines?":"integer[]","block?":"integer","sheet?":"string","cells?":"string","table?":"@Table"},
"Blocks": {"total":"integer","from":"integer","blocks":"@Block[]"},
"ReadItem": {"plan":"string","type":"string","id":"string","node?":"string","kind?":"string","label?":"string","title":"string","source":"@Source"},
"ReadFrom": {"items":"@ReadItem[]"},
"Received": {"sha256":"string","known":"boolean","plans":"string[]"},
"Corrected": {"version":"integer","nodes":"string[]"},
"JobStarted": {"job":"string"},
"JobResult": {"plan?":"string","document?":"string","known?":"boolean","edition?":"integer"},
"Job": {"id":"string","state":"string","step":"string","done":"integer","total":"integer","result?":"@JobResult","error?":"@Problem"},
"Account": {"name":"string","display":"string","roles":"@Role[]","disabled":"boolean","created?":"string","last_sign_in?":"string"},
"Accounts": {"accounts":"@Account[]"},
"AccountSaved": {"account":"@Account","password?":"string"},
"AgencyName": {"name":"string","from?":"string","to?":"string"},
"RegisterEntry": {"name":"string","names":"@AgencyName[]","parent?":"string","from?":"string","to?":"string","successor?":"string"},
"Register": {"agencies":"@RegisterEntry[]"},
"Settings": {"public_reading":"boolean","rules_off":"string[]"},
"Ledger": {"head":"@Head","events":"integer"},
"Verification": {"good":"boolean","head":"@Head","asked":"@Head","reason?":"string"},
"Published": {"plan":"string","edition":"integer","seq":"integer"},
"Done": {"seq":"integer"}
})json";

json::value schema_of(const json::value& shape);

json::value schema_of(std::string_view shape) {
    if (shape.size() > 5 && shape.substr(shape.size() - 5) == "|null")
        return {{"anyOf", json::array{schema_of(shape.substr(0, shape.size() - 5)), {{"type", "null"}}}}};
    if (shape.size() > 2 && shape.substr(shape.size() - 2) == "[]")
        return {{"type", "array"}, {"items", schema_of(shape.substr(0, shape.size() - 2))}};
    if (shape.front() == '@') return {{"$ref", "#/components/schemas/" + std::string(shape.substr(1))}};
    if (shape == "any") return json::object();
    return {{"type", shape}};
}

json::value schema_of(const json::value& shape) {
    if (const auto* name = shape.if_string()) return schema_of(std::string_view(*name));
    json::object members;
    json::array required;
    for (const auto& member : shape.get_object()) {
        std::string_view key = member.key();
        if (key.back() == '?')
            key.remove_suffix(1);
        else
            required.emplace_back(key);
        members[key] = schema_of(member.value());
    }
    return {{"type", "object"},
            {"properties", std::move(members)},
            {"required", std::move(required)},
            {"additionalProperties", false}};
}

}  // namespace

const json::object& schemas() {
    static const json::object all = [] {
        json::object out;
        const auto parsed = parse_json(shapes);
        for (const auto& shape : parsed->get_object())
            out[shape.key()] = schema_of(shape.value());
        return out;
    }();
    return all;
}

}  // namespace gangmu::api
