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
            "where?":"string","detail_en?":"string","mend_en?":"string",
            "version?":"integer","conflicts?":"@ReportConflict[]","faults?":"@ReportFault[]"},
"Head": {"seq":"integer","hash":"string"},
"Role": {"role":"string","agency?":"string"},
"Session": {"account":"@SessionAccount|null","csrf":"string","public_reading":"boolean","head":"@Head","version":"string","today":"string","demo?":"boolean"},
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
"Findings": {"items":"@Finding[]","current":"boolean"},
"PlanDocument": {"name":"string","sha256":"string","media_type?":"string","pages?":"integer","lines?":"integer"},
"Counts": {"nodes":"integer","indicators":"integer","targets":"integer","budgets":"integer","facts":"integer","findings":"integer","agencies":"integer"},
"KindCount": {"kind":"string","count":"integer"},
"Reason": {"reason":"string"},
"Dismissed": {"reason":"string","by":"string","recorded":"string"},
"Edition": {"edition":"integer","effective":"string","recorded":"string","by":"string","state":"string","reason?":"string"},
"Period": {"start?":"string","end?":"string"},
"Plan": {"id":"string","title?":"string","issuer?":"string","period?":"@Period","state":"string","edition":"integer","proofread":"boolean","erased?":"@Reason",
         "counts":"@Counts","kinds":"@KindCount[]","documents":"@PlanDocument[]","recorded":"string","effective?":"string",
         "draft?":"boolean","editions?":"@Edition[]","version?":"integer","from_edition?":"integer","corrections?":"integer",
         "uncertain?":"string[]","resembles?":"@Resembling[]","open?":"integer"},
"Resembling": {"plan":"string","title":"string"},
"Tally": {"added":"integer","removed":"integer","changed":"integer","moved":"integer","same":"integer"},
"Side": {"side":"string","edition?":"integer","as_of?":"string"},
"FieldChange": {"field":"string","before?":"any","after?":"any"},
"NodeChange": {"id":"string","change":"string","kind?":"string","label?":"string","title?":"string","parent?":"string","level":"integer",
               "fields":"@FieldChange[]","uncertain?":"boolean","split_from?":"string","merged_into?":"string"},
"TargetChange": {"change":"string","period":"string","before?":"@Target","after?":"@Target","fields":"string[]"},
"IndicatorChange": {"id":"string","change":"string","node?":"string","node_title?":"string","label?":"string","title?":"string",
                    "fields":"@FieldChange[]","targets":"@TargetChange[]"},
"BudgetChange": {"change":"string","node?":"string","node_title?":"string","title?":"string","period?":"string","before?":"@Budget",
                 "after?":"@Budget","fields":"string[]"},
"FactChange": {"change":"string","node?":"string","node_title?":"string","before?":"@Fact","after?":"@Fact","fields":"string[]"},
"Diff": {"plan":"string","from":"@Side","to":"@Side","counts":"@Tally","indicator_counts":"@Tally","budget_counts":"@Tally",
         "fact_counts":"@Tally","facts":"@FactChange[]",
         "header":"@FieldChange[]","nodes":"@NodeChange[]","indicators":"@IndicatorChange[]","budgets":"@BudgetChange[]"},
"Conflict": {"seq":"integer","operation":"any","reason":"@Summary","applied":"boolean"},
"Proposal": {"plan":"string","version":"integer","made":"string","by":"string","documents":"string[]","counts":"@Tally",
             "indicator_counts":"@Tally","budget_counts":"@Tally","fact_counts":"@Tally","findings":"@FindingTally","corrections":"integer","conflicts":"@Conflict[]","stale":"boolean"},
"FindingTally": {"added":"integer","removed":"integer"},
"Attached": {"plan":"string","version":"integer"},
"Correction": {"seq":"integer","recorded":"string","actor":"string","note?":"string","operations":"any","undoes?":"integer",
               "undone_by?":"integer","current":"boolean"},
"Corrections": {"version":"integer","corrections":"@Correction[]"},
"FindingDismissed": {"finding":"string","reason":"string","by":"string","recorded":"string"},
"Dismissals": {"dismissals":"@FindingDismissed[]"},
"Rule": {"rule":"string","title":"@Summary","off?":"@Dismissed","store?":"boolean"},
"Rules": {"rules":"@Rule[]"},
"Plans": {"plans":"@Plan[]"},
"Outline": {"count":"integer","id":"string[]","parent":"integer[]","kind":"integer[]","kinds":"string[]","label":"string[]",
            "title":"string[]","lead":"any","co":"any","start":"string[]","end":"string[]","indicators":"integer[]","findings":"integer[]"},
"Brief": {"id":"string","kind?":"string","label?":"string","title?":"string","lead?":"string[]","count":"integer","schedule?":"@Schedule[]"},
"PlanName": {"id":"string","title?":"string","issuer?":"string","period?":"@Period","state?":"string","edition?":"integer","proofread?":"boolean"},
"NodePage": {"node":"@Node","ancestors":"@Brief[]","children":"@Brief[]","siblings":"@Brief[]","indicators":"@Indicator[]",
             "budgets":"@Budget[]","facts":"@Fact[]","findings":"@Finding[]","findings_current":"boolean","plan":"@PlanName"},
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
"JobResult": {"plan?":"string","document?":"string","known?":"boolean","edition?":"integer","matched?":"integer","uncertain?":"integer",
              "resembles?":"@Resembling[]","proposal?":"boolean","same?":"boolean"},
"Job": {"id":"string","state":"string","step":"string","done":"integer","total":"integer","result?":"@JobResult","error?":"@Problem"},
"Account": {"name":"string","display":"string","roles":"@Role[]","disabled":"boolean","created?":"string","last_sign_in?":"string"},
"Accounts": {"accounts":"@Account[]"},
"Token": {"id":"string","label":"string","until?":"string","created":"string","by":"string","last_used?":"string"},
"Tokens": {"tokens":"@Token[]"},
"TokenMade": {"id":"string","token":"string"},
"AccountSaved": {"account":"@Account","password?":"string"},
"AgencyName": {"name":"string","from?":"string","to?":"string"},
"RegisterEntry": {"name":"string","names":"@AgencyName[]","parent?":"string","from?":"string","to?":"string","successor?":"string","built_in?":"boolean"},
"Register": {"agencies":"@RegisterEntry[]"},
"Calendar": {"years":"any","special":"@TrackingDay[]","days":"@TrackingDay[]"},
"TrackingDay": {"day":"string","off":"boolean","note?":"string"},
"Reckoned": {"from":"string","days":"integer","day":"string","known":"boolean"},
"Years": {"years":"integer[]"},
"Delegation": {"id":"string","from":"string","to":"string","start":"string","end":"string","reason":"string","holds":"boolean","by":"string","recorded":"string"},
"Delegations": {"delegations":"@Delegation[]"},
"DelegationMade": {"id":"string"},
"Rhythm": {"id":"string","every":"string","scope?":"string","kinds":"string[]","from?":"string","until?":"string","opens_after":"integer",
           "due_after":"integer","remind_before":"integer","grace":"integer","auto_lock":"boolean"},
"ReviewStage": {"name":"string","name_en":"string","scope":"string","agency?":"string"},
"CycleMarks": {"opened?":"string","due?":"string","locked":"boolean","reopened_until?":"string","reason":"string","by":"string","recorded":"string"},
"Cycle": {"id":"string","rhythm":"string","scope?":"string","period":"string","title":"@Summary","first":"string","last":"string","opens":"string",
          "remind":"string","due":"string","grace_until":"string","known":"boolean","phase":"string","marks?":"@CycleMarks","edition":"integer"},
"CycleEntry": {"cycle":"@Cycle","filed":"integer","approved":"integer"},
"Cycles": {"today":"string","rhythms":"@Rhythm[]","stages":"@ReviewStage[]","cycles":"@CycleEntry[]"},
"RhythmSet": {"rhythm":"string","cycles":"integer"},
"TrackingCounts": {"owed":"integer","none":"integer","draft":"integer","submitted":"integer","returned":"integer","approved":"integer",
                   "overdue":"integer","behind":"integer"},
"TrackingAgency": {"agency":"string","counts":"@TrackingCounts"},
"CycleState": {"cycle":"@Cycle","counts":"@TrackingCounts","agencies":"@TrackingAgency[]"},
"TrackingWho": {"at":"string","stage?":"integer","name?":"@Summary","agency?":"string","officer?":"string"},
"Obligation": {"plan":"string","cycle":"string","period":"string","due":"string","node":"string","label?":"string","title":"string","kind?":"string",
               "agency":"string","units":"string[]","joint":"string[]","co":"string[]","officer?":"string","level":"string","scheduled":"string",
               "state":"string","who":"@TrackingWho","overdue":"boolean","late":"boolean","planned?":"number","actual?":"number","behind?":"boolean",
               "version":"integer","mine":"boolean"},
"Obligations": {"cycle":"@Cycle","obligations":"@Obligation[]"},
"TrackedItem": {"node":"string","label?":"string","title":"string","level":"string","officer?":"string","holder?":"string","shares":"any",
                "release":"string","release_reason?":"string","release_answer?":"string","version":"integer"},
"TrackedItems": {"items":"@TrackedItem[]"},
"HandedOver": {"items":"integer"},
"Keys": {"column":"string","keys":"any"},
"TrackedNode": {"id":"string","label?":"string","title":"string","kind?":"string"},
"ReportMay": {"file":"boolean","contribute":"string[]","review":"boolean","withdraw":"boolean"},
"ReportMoney": {"source":"string","available?":"number","spent?":"number","rate?":"number"},
"ReportFault": {"field":"string","zh":"string","en":"string"},
"ReportComment": {"id":"integer","field?":"string","text":"string","round":"integer","by":"string","recorded":"string"},
"ReportStep": {"act":"string","stage":"integer","note?":"string","on_behalf?":"string","by":"string","recorded":"string"},
"ReportLast": {"cycle":"string","period":"string","value?":"number","text?":"string"},
"ReportIndicator": {"indicator":"@Indicator","last?":"@ReportLast"},
"ReportPrevious": {"cycle":"string","period":"string","state":"string","fields":"any"},
"Report": {"plan":"string","cycle":"@Cycle","node":"@TrackedNode","obligation":"@Obligation","state":"string","version":"integer","edition":"integer",
           "round":"integer","who":"@TrackingWho","may":"@ReportMay","fields":"any","money":"@ReportMoney[]","faults":"@ReportFault[]",
           "comments":"@ReportComment[]","steps":"@ReportStep[]","history":"integer[]","indicators":"@ReportIndicator[]","previous?":"@ReportPrevious"},
"ReportConflict": {"field":"string","yours":"any","theirs":"any","version":"integer","by":"string","recorded":"string"},
"ReportSaved": {"version":"integer","saved":"string[]","conflicts":"@ReportConflict[]"},
"ReportDecided": {"version":"integer","state":"string","who":"@TrackingWho","faults":"@ReportFault[]"},
"PassedOver": {"node":"string","zh":"string","en":"string"},
"BulkApproved": {"approved":"string[]","passed_over":"@PassedOver[]"},
"EvidenceKept": {"sha256":"string","version":"integer"},
"SheetError": {"table":"string","cell":"string","column":"string","key":"string","zh":"string","en":"string"},
"SheetFiled": {"rows":"integer","changed":"integer","unchanged":"integer","submitted":"integer","errors":"@SheetError[]"},
"SummaryColumn": {"name":"string","title":"@Summary"},
"Summarised": {"cycle":"@Cycle","columns":"@SummaryColumn[]","rows":"any"},
"ReleaseAsked": {"plan":"string","node":"string","title":"string","reason":"string","by":"string","recorded":"string"},
"TrackingLoad": {"agency":"string","owed":"integer","overdue":"integer","waiting":"integer"},
"Work": {"today":"string","owe":"@Obligation[]","returned":"@Obligation[]","waiting":"@Obligation[]","contribute":"@Obligation[]",
         "releases":"@ReleaseAsked[]","load":"@TrackingLoad[]"},
"Board": {"cycle":"@Cycle","counts":"@TrackingCounts","late":"@Obligation[]","behind":"@Obligation[]","not_started":"@Obligation[]",
          "unowned":"@TrackedNode[]","without_target":"@TrackedNode[]","load":"@TrackingLoad[]"},
"Light": {"light":"string","why":"string","because":"@Summary","achievement?":"number","coverage?":"number","behind_share?":"number","counts":"any"},
"LightColumns": {"id":"string[]","light":"string[]","computed":"string[]","own":"string[]","why":"string[]","achievement":"any","coverage":"number[]",
                 "counts":"any","flags":"any"},
"LightBoard": {"behind":"string[]","late":"string[]","at_risk":"string[]","unowned":"string[]","without_target":"string[]","not_started":"string[]",
               "warned":"string[]","undecidable":"string[]"},
"LightItem": {"node":"string","label?":"string","title":"string","indicator?":"string","indicator_title?":"string","light":"string","why":"string",
              "achievement?":"number","share?":"number"},
"LightAgency": {"agency":"string","answers":"number","default_shares":"boolean","helps":"integer","light":"string","why":"string","because":"@Summary",
                "achievement?":"number","coverage?":"number","behind_share?":"number","counts":"any","items?":"@LightItem[]"},
"Evaluation": {"plan":"string","cycle?":"string","edition":"integer","period?":"string","today":"string","at":"string","basis":"string","rules":"any",
               "whole":"@Light","nodes":"@LightColumns","board":"@LightBoard","agencies":"@LightAgency[]"},
"LightForecast": {"method":"string","on":"string","value":"number","unit?":"string","goal":"number","misses":"boolean","reached?":"string","days_late?":"integer",
                  "zh":"string","en":"string"},
"LightOverride": {"light":"string","reason":"string","by":"string","day":"string","period?":"string","zh":"string","en":"string"},
"LightReason": {"light":"string","why":"string","part?":"integer","goal?":"number","goal_max?":"number","unit?":"string","meaning?":"string",
                "direction?":"string","value?":"number","period?":"string","achievement?":"number","zh":"string","en":"string"},
"LightTarget": {"period":"string","text":"string","due":"string","light":"string","achievement?":"number","reasons":"@LightReason[]"},
"LightIndicator": {"id":"string","label?":"string","title":"string","unit?":"string","light":"string","computed":"string","achievement?":"number",
                   "why":"string","because":"@Summary","override?":"@LightOverride","twin?":"string","counted":"boolean","weight?":"number","reading":"string",
                   "targets":"@LightTarget[]","forecast?":"@LightForecast","definition?":"any"},
"LightProgress": {"light":"string","why":"string","because":"@Summary","planned?":"number","actual?":"number","planned_by_dates":"boolean",
                  "reports_missed":"integer","forecast?":"@LightForecast"},
"LightAnswer": {"agency":"string","share?":"number"},
"LightChild": {"id":"string","label?":"string","title":"string","light":"string","computed":"string","achievement?":"number","weight":"number","counts":"any"},
"NodeEvaluation": {"plan":"string","cycle?":"string","node":"string","kind?":"string","label?":"string","title":"string","period?":"string",
                   "basis":"string","light":"string","computed":"string","override?":"@LightOverride","flags":"string[]","weight":"number",
                   "weight_set":"boolean","released":"boolean","answers":"@LightAnswer[]","shares_set":"boolean","inherited":"boolean",
                   "all":"@Light","own":"@Light","progress?":"@LightProgress","indicators":"@LightIndicator[]","children":"@LightChild[]"},
"AgencyEvaluated": {"plan":"string","title":"string","evaluation":"@LightAgency"},
"AgencyEvaluation": {"agency":"string","plans":"@AgencyEvaluated[]"},
"OverviewItem": {"node":"string","kind?":"string","label?":"string","title":"string","light":"string","agencies":"string[]","because":"@Summary"},
"OverviewList": {"count":"integer","items":"@OverviewItem[]"},
"OverviewPlan": {"plan":"any","basis":"string","whole":"@Light","behind":"@OverviewList","late":"@OverviewList","at_risk":"@OverviewList",
                 "unowned":"@OverviewList","without_target":"@OverviewList","not_started":"@OverviewList","warned":"@OverviewList",
                 "agencies":"@LightAgency[]"},
"Overview": {"today":"string","plans":"@OverviewPlan[]"},
"Act": {"id":"integer","act":"string","title":"@Summary","agency":"string","day":"string","number":"string","edition?":"integer","cycle?":"string",
        "node?":"string","file?":"string","file_name?":"string","note?":"string","by":"string","recorded":"string","withdrawn?":"string"},
"Acts": {"plan":"string","acts":"@Act[]"},
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
