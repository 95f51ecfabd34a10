#include <charconv>

#include "api/call.hpp"
#include "api/endpoints/all.hpp"
#include "api/plan_views.hpp"
#include "state/events.hpp"

namespace gangmu::api {
namespace {

using auth::Action;

void write_head(JsonWriter& out, std::string_view key, const ledger::Head& head) {
    out.key(key).object().member("seq", head.seq).member("hash", head.hash).end();
}

Result<Reply> get_ledger(Call& call) {
    JsonWriter out;
    write_head(out.object(), "head", call.view.head());
    out.member("events", call.view.head().seq).end();
    return Reply::json(std::move(out));
}

Result<Reply> get_events(Call& call) {
    const auto after = static_cast<ledger::Sequence>(call.number("after", 0));
    const auto limit = static_cast<std::size_t>(call.number("limit", 100));
    TRY(const auto events, call.registry.ledger().read(after, limit));
    JsonWriter out;
    out.object().key("events").array();
    for (const auto& event : events) {
        if (event.seq > call.view.head().seq) break;
        const Message summary = state::summary(event);
        out.object().member("seq", event.seq).member("recorded", taipei_time(event.recorded_us));
        out.member_if("effective", event.effective).member("actor", event.actor).member("type", event.type);
        out.key("summary").object().member("zh", summary.zh).member("en", summary.en).end();
        out.member("hash", event.hash).member("payload_hash", event.payload_hash);
        if (event.erased) out.member("erased", true);
        if (const std::string shown = state::shown_payload(event); !shown.empty())
            out.key("payload").raw(shown);
        out.end();
    }
    out.end().end();
    return Reply::json(std::move(out));
}

// SEQ:HASH, with the hash whole or shortened to 12 digits and more, as prints show it.
Result<ledger::Head> parse_head(std::string_view text) {
    ledger::Head out;
    const std::size_t colon = text.find(':');
    const auto [end, ec] = std::from_chars(text.data(), text.data() + std::min(colon, text.size()), out.seq);
    if (colon == std::string_view::npos || ec != std::errc() || end != text.data() + colon ||
        text.size() - colon < 13)
        return fail(Fault::invalid, "head-invalid", {"帳本位置無法辨識", "The ledger head is not understood"},
                    {"請抄下列印頁上的 序號:雜湊值", "Copy NUMBER:HASH as it is printed"}, "head");
    out.hash = text.substr(colon + 1);
    return out;
}

Result<Reply> verify_head(Call& call) {
    TRY(const ledger::Head asked, parse_head(call.text("head")));
    const auto there = call.registry.ledger().head_at(asked.seq);
    const bool good = there && there->hash.compare(0, asked.hash.size(), asked.hash) == 0;
    JsonWriter out;
    out.object().member("good", good);
    write_head(out, "head", call.view.head());
    write_head(out, "asked", asked);
    if (!good) {
        const bool later = asked.seq > call.view.head().seq;
        out.member("reason", later ? "帳本還沒有這個序號 · The ledger has not come so far"
                                   : "雜湊值與帳本不符 · The hash is not the ledger's");
    }
    out.end();
    return Reply::json(std::move(out));
}

}  // namespace

std::vector<Endpoint> ledger_endpoints() {
    constexpr std::int64_t most = std::int64_t{1} << 53;
    return {
        {.method = http::Method::get,
         .path = "/api/ledger",
         .access = Action::read_plans,
         .summary = {"帳本目前的位置", "The ledger's head"},
         .handle = get_ledger,
         .answer = {200, "Ledger"}},
        {.method = http::Method::get,
         .path = "/api/ledger/events",
         .access = Action::read_events,
         .summary = {"帳本的事件", "The ledger's events"},
         .handle = get_events,
         .answer = {200, "Events"},
         .query = {{.name = "after",
                    .type = Type::integer,
                    .about = {"此序號之後", "After this number"},
                    .maximum = most},
                   {.name = "limit",
                    .type = Type::integer,
                    .about = {"筆數", "How many"},
                    .minimum = 1,
                    .maximum = 1000}},
         .work = Work::slow},
        {.method = http::Method::get,
         .path = "/api/ledger/verify",
         .access = Action::read_plans,
         .summary = {"證明列印頁上的帳本位置", "Proves a ledger head that was printed"},
         .handle = verify_head,
         .answer = {200, "Verification"},
         .query = {{.name = "head",
                    .about = {"序號:雜湊值", "NUMBER:HASH"},
                    .required = true,
                    .minimum = 3,
                    .maximum = 100}},
         .work = Work::slow},
    };
}

}  // namespace gangmu::api
