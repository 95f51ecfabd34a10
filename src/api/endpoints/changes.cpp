// What officers do to plans: correct, publish, withdraw, dismiss, erase.
#include "api/call.hpp"
#include "api/endpoints/all.hpp"

namespace gangmu::api {
namespace {

using auth::Action;
using services::Sequence;

std::optional<Sequence> version_of(const Call& call) {
    const auto* value = call.body.if_contains("version");
    if (value == nullptr) return std::nullopt;
    return static_cast<Sequence>(value->get_int64());
}

bool truth(const Call& call, std::string_view name) {
    const auto* value = call.body.if_contains(name);
    return value != nullptr && value->get_bool();
}

Result<Reply> publish(Call& call) {
    services::PublishRequest request;
    request.plan = call.path[0];
    request.effective = call.member("effective");
    request.proofread = truth(call, "proofread");
    request.version = version_of(call);
    TRY(const std::uint32_t edition, call.registry.publish(call.actor(), request));
    JsonWriter out;
    out.object().member("plan", call.path[0]).member("edition", edition);
    out.member("seq", call.registry.view().head().seq).end();
    return Reply::json(std::move(out));
}

Result<Reply> withdraw(Call& call) {
    const auto edition = static_cast<std::uint32_t>(call.body.at("edition").get_int64());
    CHECK(call.registry.withdraw(call.actor(), call.path[0], edition, call.member("reason")));
    return written(call);
}

Result<Reply> correct(Call& call) {
    const auto& operations = call.body.at("operations");
    if (!operations.is_array())
        return fail(Fault::invalid, "member-invalid", {"operations 應為清單", "operations should be a list"},
                    {}, "/operations");
    TRY(const services::Corrected corrected,
        call.registry.correct(call.actor(), call.path[0], version_of(call), operations.get_array(),
                              call.member("note")));
    JsonWriter out;
    out.object().member("version", corrected.version).key("nodes").array();
    for (const auto& id : corrected.nodes)
        out.value(id);
    out.end().end();
    return Reply::json(std::move(out));
}

Result<Reply> dismiss(Call& call) {
    CHECK(call.registry.dismiss_finding(call.actor(), call.path[0], call.member("finding"),
                                        call.member("reason")));
    return written(call);
}

Result<Reply> erase(Call& call) {
    services::Registry::Erase what;
    what.reason = call.member("reason");
    what.keep_readings = truth(call, "keep_readings");
    if (const auto* blobs = call.body.if_contains("blobs"))
        for (const auto& blob : blobs->get_array())
            what.blobs.emplace_back(std::string_view(blob.get_string()));
    if (const auto* events = call.body.if_contains("events")) {
        if (!events->is_array())
            return fail(Fault::invalid, "member-invalid", {"events 應為清單", "events should be a list"}, {},
                        "/events");
        for (const auto& event : events->get_array()) {
            if (!event.is_int64() || event.get_int64() < 1)
                return fail(Fault::invalid, "member-invalid", {"events 應為序號", "events should be numbers"},
                            {}, "/events");
            what.events.push_back(static_cast<Sequence>(event.get_int64()));
        }
    }
    CHECK(call.registry.erase(call.actor(), what));
    return written(call);
}

constexpr std::int64_t most = std::int64_t{1} << 53;

Field version_field() {
    return {.name = "version",
            .type = Type::integer,
            .about = {"所見的計畫版本；已被他人更動則拒絕",
                      "The plan's version as seen; refused when it has changed since"},
            .maximum = most};
}

Field reason_field() {
    return {
        .name = "reason", .about = {"理由", "The reason"}, .required = true, .minimum = 1, .maximum = 1000};
}

Endpoint command(std::string_view path, Action action, Message summary, Result<Reply> (*handle)(Call&),
                 std::string_view schema, std::vector<Field> fields) {
    return {.method = http::Method::post,
            .path = path,
            .access = action,
            .summary = std::move(summary),
            .handle = handle,
            .answer = {200, schema},
            .body = {BodyKind::json, std::move(fields)},
            .work = Work::slow};
}

}  // namespace

std::vector<Endpoint> change_endpoints() {
    return {
        command("/api/plans/{plan}/publish", Action::publish_plan,
                {"將草案發布為新版次", "Publishes the draft as the next edition"}, publish, "Published",
                {{.name = "effective", .type = Type::date, .about = {"生效日", "In force from"}},
                 {.name = "proofread", .type = Type::boolean, .about = {"已校對", "Proofread"}},
                 version_field()}),
        command("/api/plans/{plan}/withdraw", Action::publish_plan,
                {"撤回一個版次或草案", "Withdraws an edition or the draft"}, withdraw, "Done",
                {{.name = "edition",
                  .type = Type::integer,
                  .about = {"版次；0 為草案", "The edition; 0: the draft"},
                  .required = true,
                  .maximum = 100000},
                 reason_field()}),
        command("/api/plans/{plan}/corrections", Action::correct_draft, {"更正草案", "Corrects the draft"},
                correct, "Corrected",
                {{.name = "operations",
                  .type = Type::any,
                  .about = {"更正的清單", "The list of corrections"},
                  .required = true},
                 version_field(),
                 {.name = "note", .about = {"說明", "A note"}, .maximum = 1000}}),
        command("/api/plans/{plan}/dismissals", Action::dismiss_finding,
                {"說明一項檢核結果不成立", "Says why a finding does not hold"}, dismiss, "Done",
                {{.name = "finding",
                  .about = {"檢核結果", "The finding"},
                  .required = true,
                  .minimum = 1,
                  .maximum = 1000},
                 reason_field()}),
        command("/api/erasures", Action::erase_content,
                {"移除誤存的內容", "Takes out what was filed by mistake"}, erase, "Done",
                {{.name = "blobs", .type = Type::list, .about = {"SHA-256", "SHA-256"}, .maximum = 100},
                 {.name = "events", .type = Type::any, .about = {"事件序號", "Numbers of events"}},
                 {.name = "keep_readings",
                  .type = Type::boolean,
                  .about = {"保留由文件讀出的計畫內容", "Keep what was read from the documents"}},
                 reason_field()}),
    };
}

}  // namespace gangmu::api
