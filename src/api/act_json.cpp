#include "api/act_json.hpp"

#include "api/evaluation_json.hpp"
#include "api/plan_views.hpp"
#include "state/payload.hpp"

namespace gangmu::api {

void write_act(JsonWriter& out, const state::Act& act, const state::Snapshot& snapshot) {
    out.object().member("id", act.seq).member("act", state::to_string(act.kind));
    write_message(out, "title", state::title(act.kind));
    out.member("agency", act.agency).member("day", act.day).member("number", act.number);
    if (act.edition != 0) out.member("edition", act.edition);
    if (act.revision != 0) out.member("revision", act.revision);
    out.member_if("cycle", act.cycle).member_if("node", act.node);
    if (!act.file.empty()) {
        const auto* file = snapshot.document(act.file);
        out.member("file", act.file);
        out.member_if("file_name", !act.file_name.empty() ? act.file_name
                                   : file != nullptr      ? file->name
                                                          : std::string());
        // What was attached is fetched from the act, a document from among the documents.
        out.member("attached", !act.file_name.empty());
    }
    out.member_if("note", act.note).member("by", act.by).member("recorded", taipei_time(act.recorded_us));
    out.member_if("withdrawn", act.withdrawn).end();
}

state::Act read_act(const json::object& from) {
    state::Act act;
    act.kind = *state::parse_act(state::text(from, "act"));
    act.agency = state::text(from, "agency");
    act.day = state::text(from, "day");
    act.number = state::text(from, "number");
    act.edition = static_cast<std::uint32_t>(state::number(from, "edition"));
    act.revision = static_cast<std::uint32_t>(state::number(from, "revision"));
    act.cycle = state::text(from, "cycle");
    act.node = state::text(from, "node");
    act.file = state::text(from, "file");
    act.note = state::text(from, "note");
    return act;
}

std::vector<Field> act_fields(bool subject) {
    std::vector<Field> fields{
        {.name = "act",
         .type = Type::choice,
         .about = {"核定 decided、核備 endorsed、備查 noted、核准 granted",
                   "decided 核定, endorsed 核備, noted 備查, granted 核准"},
         .required = true,
         .choices = {"decided", "endorsed", "noted", "granted"}},
        {.name = "agency", .about = {"作成的機關", "Whose act it is"}, .required = true, .minimum = 1},
        {.name = "day", .type = Type::date, .about = {"公文日期", "The letter's day"}, .required = true},
        {.name = "number", .about = {"文號", "The letter's number"}, .required = true, .minimum = 1},
        {.name = "file",
         .about = {"公文檔案的 SHA-256（先上傳）", "SHA-256 of the letter, uploaded first"},
         .maximum = 64},
        {.name = "note", .about = {"備註", "A note"}, .maximum = 600}};
    if (!subject) return fields;
    fields.push_back({.name = "edition",
                      .type = Type::integer,
                      .about = {"對象為計畫的版次", "About this edition"},
                      .minimum = 1,
                      .maximum = 100'000});
    fields.push_back({.name = "revision",
                      .type = Type::integer,
                      .about = {"對象為修正案", "About this revision"},
                      .minimum = 1,
                      .maximum = 100'000});
    fields.push_back(
        {.name = "cycle", .about = {"對象為填報：週期", "About a report: its cycle"}, .maximum = 40});
    fields.push_back(
        {.name = "node", .about = {"對象為填報：節點", "About a report: its node"}, .maximum = 400});
    return fields;
}

}  // namespace gangmu::api
