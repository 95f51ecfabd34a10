#include "ledger/chain.hpp"

#include <algorithm>
#include <charconv>

#include "base/json.hpp"
#include "base/sha256.hpp"
#include "ledger/clock.hpp"

namespace gangmu::ledger {

std::string canonical(const Event& event) {
    JsonWriter writer;
    writer.array().value(event.seq).value(event.recorded_us).value(event.effective).value(event.actor);
    writer.value(event.type).value(event.payload_hash).end();
    return writer.take();
}

Hash chained(const Hash& before, const Event& event) {
    return sha256_hex(before + canonical(event));
}

Event Chain::extend(const NewEvent& event, std::int64_t now_us) {
    Event next;
    next.seq = head_.seq + 1;
    next.recorded_us = std::max(now_us, recorded_us_);
    next.effective = event.effective;
    next.actor = event.actor;
    next.type = event.type;
    next.payload = event.payload;
    next.payload_hash = sha256_hex(event.payload);
    next.hash = chained(head_.hash, next);
    head_ = {next.seq, next.hash};
    recorded_us_ = next.recorded_us;
    return next;
}

Message Chain::follow(const Event& event) {
    if (event.seq != head_.seq + 1)
        return {"應為第 " + std::to_string(head_.seq + 1) + " 號事件，卻是第 " + std::to_string(event.seq) +
                    " 號",
                "event " + std::to_string(head_.seq + 1) + " was expected, " + std::to_string(event.seq) +
                    " is there"};
    if (event.recorded_us < recorded_us_)
        return {"記錄時間早於前一事件", "it is recorded before its predecessor"};
    if (event.hash != chained(head_.hash, event))
        return {"雜湊值與內容不符(事件或其前一事件曾被更動)",
                "the hash does not fit (the event or the one before it was changed)"};
    if (!event.erased && event.payload_hash != sha256_hex(event.payload))
        return {"事件內容曾被更動", "the payload was changed"};
    head_ = {event.seq, event.hash};
    recorded_us_ = event.recorded_us;
    return {};
}

std::string print_head(const Head& head) {
    return std::to_string(head.seq) + ":" + head.hash;
}

Result<Head> parse_head(std::string_view text) {
    Head head;
    const auto colon = text.find(':');
    const std::string_view number = text.substr(0, colon);
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), head.seq);
    const bool good_number = !number.empty() && error == std::errc() && end == number.data() + number.size();
    const std::string_view hash =
        colon == std::string_view::npos ? std::string_view() : text.substr(colon + 1);
    if (!good_number || hash.size() != 64 ||
        hash.find_first_not_of("0123456789abcdef") != std::string_view::npos)
        return fail(
            Fault::invalid, "head-syntax", {"帳本位置格式不正確", "That is not a ledger head"},
            {"應為「序號:64 位十六進位雜湊」", "It is SEQ:HASH, the hash with 64 hex digits in lower case"},
            std::string(text.substr(0, 100)));
    head.hash = hash;
    return head;
}

Status prove_head(const Ledger& ledger, const Head& head) {
    TRY(const Head last, ledger.head());
    if (head.seq > last.seq)
        return fail(
            Fault::conflict, "head-ahead",
            {"帳本止於第 " + std::to_string(last.seq) + " 號事件，在所示位置之前：缺少尾端，或不是同一本帳",
             "The ledger ends at event " + std::to_string(last.seq) +
                 ", before this head: its tail is missing, or it is another ledger"},
            {}, print_head(head));
    TRY(const Head here, ledger.head_at(head.seq));
    if (here.hash != head.hash)
        return fail(Fault::conflict, "head-unknown",
                    {"帳本中該序號的雜湊值不同：內容曾被更動，或不是同一本帳",
                     "The ledger has another hash there: it was changed, or it is another ledger"},
                    {}, print_head(head));
    return {};
}

Result<std::vector<Event>> Ledger::append(std::span<const NewEvent> events) {
    TRY(Chain end, chain());
    std::vector<Event> made;
    made.reserve(events.size());
    for (const NewEvent& event : events)
        made.push_back(end.extend(event));
    CHECK(commit(made));
    return made;
}

}  // namespace gangmu::ledger
