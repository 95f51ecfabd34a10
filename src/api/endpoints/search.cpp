#include <chrono>
#include <map>

#include "api/call.hpp"
#include "api/endpoints/all.hpp"
#include "api/query_notes.hpp"

namespace gangmu::api {
namespace {

using auth::Action;

void write_counts(JsonWriter& out, std::string_view key, const search::Counts& counts) {
    out.key(key).object();
    for (const auto& [name, count] : counts)
        out.member(name, static_cast<std::uint64_t>(count));
    out.end();
}

void write_hit(JsonWriter& out, const search::Hit& hit, const std::string& plan_title) {
    out.object().member("type", search::to_string(hit.type)).member_if("plan", hit.plan);
    out.member_if("plan_title", plan_title).member("id", hit.id).member_if("kind", hit.kind);
    out.member_if("label", hit.label).member_if("title", hit.title).member_if("path", hit.place);
    const auto pieces = [&](std::string_view key, const std::vector<search::Piece>& list) {
        out.key(key).array();
        for (const auto& piece : list) {
            out.object().member("text", piece.text);
            if (piece.hit) out.member("hit", true);
            out.end();
        }
        out.end();
    };
    pieces("title_pieces", hit.title_pieces);
    pieces("snippet", hit.snippet);
    out.member("score", hit.score).end();
}

Result<Reply> get_search(Call& call) {
    const auto begin = std::chrono::steady_clock::now();
    const auto drafts = call.sees_all_drafts() ? state::Drafts::shown : state::Drafts::hidden;
    search::Request request = call.view.search_request(drafts);
    request.query = call.text("q");
    request.plans = call.list("plan");
    request.kinds = call.list("kind");
    request.agencies = call.list("agency");
    for (const auto& name : call.list("type")) {
        const auto type = search::parse_type(name);
        if (!type)
            return fail(Fault::invalid, "parameter-invalid", {"沒有這種類型", "There is no such type"},
                        {"plan, agency, node, indicator, fact, document",
                         "plan, agency, node, indicator, fact, document"},
                        "type");
        request.types.push_back(*type);
    }
    request.limit = static_cast<std::size_t>(call.number("limit", 20));
    request.offset = static_cast<std::size_t>(call.number("offset", 0));
    const QueryNotes asked = query_notes(request.query);
    const search::Answer answer = asked.finds_nothing ? search::Answer() : call.view.index().search(request);
    const auto took = std::chrono::steady_clock::now() - begin;

    std::map<std::string, std::string> titles;
    JsonWriter out;
    out.object().member("query", answer.understood).key("notes").array();
    for (const auto* notes : {&asked.notes, &answer.notes})
        for (const auto& note : *notes)
            out.object().member("zh", note.zh).member("en", note.en).end();
    out.end().member("total", static_cast<std::uint64_t>(answer.total)).member("exact", true);
    out.member("took_us", static_cast<std::int64_t>(
                              std::chrono::duration_cast<std::chrono::microseconds>(took).count()));
    out.key("hits").array();
    for (const auto& hit : answer.hits) {
        const auto [title, fresh] = titles.try_emplace(hit.plan);
        if (fresh && !hit.plan.empty())
            if (const auto plan = call.view.plan(hit.plan, drafts)) title->second = (*plan)->header().title;
        write_hit(out, hit, title->second);
    }
    out.end().key("facets").object();
    write_counts(out, "type", answer.types);
    write_counts(out, "plan", answer.plans);
    write_counts(out, "kind", answer.kinds);
    write_counts(out, "agency", answer.agencies);
    out.end().end();
    return Reply::json(std::move(out));
}

Field filter(std::string_view name, Message about) {
    return {.name = name, .type = Type::list, .about = std::move(about), .maximum = 20};
}

}  // namespace

std::vector<Endpoint> search_endpoints() {
    return {
        {.method = http::Method::get,
         .path = "/api/search",
         .access = Action::read_plans,
         .summary = {"在計畫、指標、機關與文件中搜尋", "Searches plans, indicators, agencies and documents"},
         .handle = get_search,
         .answer = {200, "Search"},
         .query = {{.name = "q",
                    .about = {"查詢：智慧 氫能、\"…\"、-草案、機關:…",
                              "The query: words, \"…\", -without, agency:…"},
                    .maximum = 300},
                   filter("plan", {"計畫（可重複）", "Plans (repeatable)"}),
                   filter("kind", {"層級（可重複）", "Kinds (repeatable)"}),
                   filter("agency", {"機關（可重複）", "Agencies (repeatable)"}),
                   filter("type",
                          {"類型：node、indicator、agency、document、fact、plan", "Types (repeatable)"}),
                   {.name = "limit",
                    .type = Type::integer,
                    .about = {"筆數", "How many"},
                    .minimum = 0,
                    .maximum = 200},
                   {.name = "offset",
                    .type = Type::integer,
                    .about = {"略過幾筆", "How many to pass over"},
                    .maximum = 10000}}},
    };
}

}  // namespace gangmu::api
