#include <algorithm>

#include "api/block_json.hpp"
#include "api/call.hpp"
#include "api/endpoints/all.hpp"
#include "api/plan_views.hpp"
#include "api/read_from.hpp"
#include "api/sides.hpp"
#include "base/file.hpp"
#include "text/encoding.hpp"

namespace gangmu::api {
namespace {

using auth::Action;

Result<const state::Document*> find(const Call& call) {
    const auto* document = call.view->document(call.path[0]);
    if (document == nullptr || !sees(call, *document)) return document_unknown(call.path[0]);
    return document;
}

void write_document(JsonWriter& out, const Call& call, const state::Document& document) {
    out.member("sha256", document.sha256)
        .member("name", document.name)
        .member_if("media_type", document.media_type);
    out.member("bytes", document.bytes);
    if (document.pages != 0) out.member("pages", document.pages);
    if (document.lines != 0) out.member("lines", document.lines);
    out.key("plans").array();
    for (const auto& plan : plans_on(call, document))
        out.value(plan.id());
    out.end().member("recorded", taipei_time(document.stamp.recorded_us));
    if (document.erased) out.key("erased").object().member("reason", document.erased->reason).end();
}

Result<Reply> get_documents(Call& call) {
    JsonWriter out;
    out.object().key("documents").array();
    for (const std::string& sha256 : call.view->document_order) {
        const auto* document = call.view->document(sha256);
        if (document == nullptr || !sees(call, *document)) continue;
        write_document(out.object(), call, *document);
        out.end();
    }
    out.end().end();
    return Reply::json(std::move(out));
}

Result<Reply> get_document(Call& call) {
    TRY(const state::Document* document, find(call));
    JsonWriter out;
    write_document(out.object(), call, *document);
    if (!document->erased) {
        // A document that cannot be read any more is still listed.
        if (const auto parsed = call.registry.document(document->sha256))
            out.member("blocks", static_cast<std::uint64_t>((*parsed)->blocks.size()));
    }
    out.end();
    return Reply::json(std::move(out));
}

// from–to counts from 1, both included; as [first, last) from 0 within `total`.
std::pair<std::size_t, std::size_t> range(const Call& call, std::size_t total, std::int64_t page) {
    const std::int64_t from = call.number("from", 1);
    const std::int64_t to = std::min(call.number("to", from + page - 1), from + page - 1);
    const std::size_t first = std::min(total, static_cast<std::size_t>(from - 1));
    return {first, std::max(first, std::min(total, static_cast<std::size_t>(std::max<std::int64_t>(to, 0))))};
}

bool is_text(std::string_view media_type) {
    return media_type.substr(0, 5) == "text/";
}

Result<Reply> get_lines(Call& call) {
    TRY(const state::Document* document, find(call));
    if (!is_text(document->media_type))
        return fail(Fault::unsupported, "document-no-lines", {"這種格式沒有行", "This format has no lines"},
                    {"請改用 /blocks", "Use /blocks"}, document->name);
    TRY(const std::string bytes, call.registry.document_bytes(document->sha256));
    const std::string text = text::decode(bytes).text;
    std::vector<std::string_view> lines;
    std::string_view rest = text;
    while (!rest.empty()) {
        const std::size_t end = rest.find('\n');
        std::string_view line = rest.substr(0, end);
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        lines.push_back(line);
        rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    }
    const auto [first, last] = range(call, lines.size(), 5000);
    JsonWriter out;
    out.object().member("total", static_cast<std::uint64_t>(lines.size()));
    out.member("from", static_cast<std::uint64_t>(first + 1)).key("lines").array();
    for (std::size_t i = first; i < last; ++i)
        out.value(lines[i]);
    out.end().end();
    return Reply::json(std::move(out));
}

Result<Reply> get_blocks(Call& call) {
    TRY(const state::Document* document, find(call));
    TRY(const auto parsed, call.registry.document(document->sha256));
    const auto [first, last] = range(call, parsed->blocks.size(), 2000);
    JsonWriter out;
    out.object().member("total", static_cast<std::uint64_t>(parsed->blocks.size()));
    out.member("from", static_cast<std::uint64_t>(first + 1)).key("blocks").array();
    for (std::size_t i = first; i < last; ++i)
        write_block(out, parsed->blocks[i]);
    out.end().end();
    return Reply::json(std::move(out));
}

Result<Reply> get_raw(Call& call) {
    TRY(const state::Document* document, find(call));
    TRY(std::string bytes, call.registry.document_bytes(document->sha256));
    Reply reply;
    reply.body = std::make_shared<const std::string>(std::move(bytes));
    reply.media_type = {};
    reply.extra.add("Content-Type", "application/octet-stream");
    reply.extra.add("Content-Disposition",
                    "attachment; filename*=UTF-8''" + http::encode_percent(document->name));
    reply.extra.add("Content-Security-Policy", "sandbox; default-src 'none'");
    return reply;
}

Result<Reply> get_read(Call& call) {
    TRY(const state::Document* document, find(call));
    const auto from = static_cast<std::uint32_t>(call.number("from", 0));
    const auto to = static_cast<std::uint32_t>(call.number("to", from));
    JsonWriter out;
    write_read_from(out, plans_on(call, *document), document->sha256, from, to);
    return Reply::json(std::move(out));
}

// The name without folders: what a browser or a script sends may hold a path.
std::string file_name(const Call& call) {
    std::string name(call.text("name"));
    if (const std::size_t slash = name.find_last_of("/\\"); slash != std::string::npos)
        name.erase(0, slash + 1);
    return name.empty() ? "document" : name;
}

Result<std::string> uploaded(const Call& call) {
    if (call.request.upload.empty())
        return std::string();  // no body: services says what an empty document is
    return read_file(call.request.upload, std::size_t{1} << 31);
}

Reply started(std::string_view job) {
    JsonWriter out;
    out.object().member("job", job).end();
    return Reply::json(std::move(out), 202);
}

Result<Reply> post_document(Call& call) {
    TRY(std::string bytes, uploaded(call));
    services::IngestRequest request;
    request.files.push_back({file_name(call), std::move(bytes)});
    request.plan = call.text("plan");
    request.publish = call.flag("publish");
    request.effective = call.text("effective");
    TRY(const std::string job, call.registry.start_ingest(call.actor(), std::move(request)));
    return started(job);
}

Result<Reply> put_document(Call& call) {
    TRY(const std::string bytes, uploaded(call));
    TRY(const services::Received received,
        call.registry.receive_document(call.actor(), file_name(call), bytes));
    JsonWriter out;
    out.object().member("sha256", received.sha256).member("known", received.known).key("plans").array();
    for (const auto& plan : received.plans)
        out.value(plan);
    out.end().end();
    return Reply::json(std::move(out));
}

// One plan out of several documents that are there already: text and annexes.
Result<Reply> post_plan(Call& call) {
    services::IngestRequest request;
    for (const auto& item : call.body.at("documents").get_array()) {
        const std::string sha256(std::string_view(item.get_string()));
        const auto* document = call.view->document(sha256);
        if (document == nullptr || !sees(call, *document)) return document_unknown(sha256);
        TRY(std::string bytes, call.registry.document_bytes(sha256));
        request.files.push_back({document->name, std::move(bytes)});
    }
    if (request.files.empty())
        return fail(Fault::invalid, "member-invalid", {"至少要有一份文件", "At least one document is needed"},
                    {}, "/documents");
    request.plan = call.member("plan");
    if (const auto* publish = call.body.if_contains("publish")) request.publish = publish->get_bool();
    request.effective = call.member("effective");
    TRY(const std::string job, call.registry.start_ingest(call.actor(), std::move(request)));
    return started(job);
}

Field from_field() {
    return {.name = "from",
            .type = Type::integer,
            .about = {"第幾個起，從 1", "From this one on, from 1"},
            .minimum = 1,
            .maximum = 10'000'000};
}
Field to_field() {
    return {.name = "to",
            .type = Type::integer,
            .about = {"到第幾個（含）", "To this one, included"},
            .minimum = 1,
            .maximum = 10'000'000};
}

Endpoint read(std::string_view path, Message summary, Result<Reply> (*handle)(Call&), std::string_view schema,
              std::vector<Field> query = {}) {
    return {.method = http::Method::get,
            .path = path,
            .access = Action::read_plans,
            .summary = std::move(summary),
            .handle = handle,
            .answer = {200, schema},
            .query = std::move(query),
            .work = Work::slow,
            .keep = Keep::snapshot};
}

Field name_field() {
    return {
        .name = "name", .about = {"檔名", "The file's name"}, .required = true, .minimum = 1, .maximum = 255};
}
Field plan_field() {
    return {.name = "plan", .about = {"是這項計畫的新版次", "A new edition of this plan"}, .maximum = 100};
}
Field publish_field() {
    return {.name = "publish",
            .type = Type::boolean,
            .about = {"讀完即發布，標為未經校對", "Publish at once, marked as not proofread"}};
}
Field effective_field() {
    return {.name = "effective", .type = Type::date, .about = {"生效日", "In force from"}};
}

}  // namespace

std::vector<Endpoint> document_endpoints() {
    std::vector<Endpoint> out;
    out.push_back(read("/api/documents", {"所有文件", "All documents"}, get_documents, "Documents"));
    out.push_back(read("/api/documents/{sha256}", {"一份文件", "One document"}, get_document, "Document"));
    out.push_back(read("/api/documents/{sha256}/lines",
                       {"文字檔的各行原文", "The lines of a text file as given"}, get_lines, "Lines",
                       {from_field(), to_field()}));
    out.push_back(read("/api/documents/{sha256}/blocks",
                       {"文件的段落與表格", "The document's paragraphs and tables"}, get_blocks, "Blocks",
                       {from_field(), to_field()}));
    out.push_back(read("/api/documents/{sha256}/read", {"從文件各處讀到了什麼", "What was read from where"},
                       get_read, "ReadFrom", {from_field(), to_field()}));
    Endpoint raw = read("/api/documents/{sha256}/raw", {"下載原檔", "The bytes, as a download"}, get_raw, {});
    raw.answer = {200, {}, "application/octet-stream"};
    raw.keep = Keep::no;
    out.push_back(std::move(raw));
    out.push_back({.method = http::Method::post,
                   .path = "/api/documents",
                   .access = Action::receive_document,
                   .summary = {"上傳文件，在背景讀成草案",
                               "Uploads a document, to be read into a draft in the background"},
                   .handle = post_document,
                   .answer = {202, "JobStarted"},
                   .query = {name_field(), plan_field(), publish_field(), effective_field()},
                   .body = {BodyKind::upload},
                   .work = Work::slow});
    out.push_back({.method = http::Method::put,
                   .path = "/api/documents",
                   .access = Action::receive_document,
                   .summary = {"只存下文件，不讀", "Keeps a document without reading it"},
                   .handle = put_document,
                   .answer = {200, "Received"},
                   .query = {name_field()},
                   .body = {BodyKind::upload},
                   .work = Work::slow});
    out.push_back(
        {.method = http::Method::post,
         .path = "/api/plans",
         .access = Action::receive_document,
         .summary = {"將已存的數份文件讀成一項計畫的草案", "Reads documents that are there into one draft"},
         .handle = post_plan,
         .answer = {202, "JobStarted"},
         .body = {BodyKind::json,
                  {{.name = "documents",
                    .type = Type::list,
                    .about = {"文件的 SHA-256，依序", "SHA-256 of the documents, in order"},
                    .required = true,
                    .maximum = 50},
                   plan_field(),
                   publish_field(),
                   effective_field()}},
         .work = Work::slow});
    return out;
}

}  // namespace gangmu::api
