#include "services/registry.hpp"

#include "services/parts.hpp"
#include "state/calendar.hpp"

namespace gangmu::services {
namespace {

constexpr std::size_t parsed_kept = 8;

Error bad_date(std::string_view date) {
    return fail(Fault::invalid, "date-invalid", {"日期格式不正確", "This is not a date"},
                {"請以 2024-12-31 的形式表示", "Write it as 2024-12-31"}, std::string(date));
}

}  // namespace

Registry::Registry(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Registry::~Registry() = default;

Result<std::unique_ptr<Registry>> Registry::open(Options options) {
    auto parts = std::make_unique<Parts>(std::move(options));
    CHECK(parts->open());
    return std::unique_ptr<Registry>(new Registry(std::move(parts)));
}

state::View Registry::view() const {
    auto now = parts_->now();
    return {now, now, {}, {}};
}

Result<state::View> Registry::view(std::string_view as_of, std::string_view on) const {
    if (!on.empty() && !state::is_date(on)) return bad_date(on);
    auto now = parts_->now();
    if (as_of.empty()) return state::View(now, now, {}, std::string(on));
    const auto end = state::day_end_us(as_of);
    if (!end) return bad_date(as_of);
    if (now->recorded_us <= *end) return state::View(now, now, std::string(as_of), std::string(on));
    TRY(const Sequence seq, parts_->ledger->last_at(*end));
    if (seq >= now->head.seq) return state::View(now, now, std::string(as_of), std::string(on));
    TRY(auto then, parts_->past->at(seq));
    return state::View(std::move(then), std::move(now), std::string(as_of), std::string(on));
}

bool Registry::writable() const {
    return parts_->writer != nullptr;
}
ledger::SimulatedClock* Registry::demo_clock() {
    return parts_->clock ? &*parts_->clock : nullptr;
}
const ledger::Ledger& Registry::ledger() const {
    return *parts_->ledger;
}
AuditLog& Registry::audit() const {
    return *parts_->audit;
}
notices::Outbox* Registry::outbox() const {
    return parts_->outbox.get();
}
ledger::WriterStats Registry::writer_stats() const {
    return parts_->writer ? parts_->writer->stats() : ledger::WriterStats();
}
Status Registry::refresh() {
    return parts_->refresh();
}

Result<std::string> Registry::document_bytes(std::string_view sha256) const {
    return parts_->ledger->blob(sha256);
}

Result<std::shared_ptr<const documents::Document>> Registry::document(std::string_view sha256) const {
    {
        std::lock_guard lock(parts_->parsed_mutex);
        for (auto& each : parts_->parsed)
            if (each.first == sha256) return each.second;
    }
    const auto snapshot = parts_->now();
    const auto* known = snapshot->document(sha256);
    if (known == nullptr)
        return fail(Fault::not_found, "document-unknown", {"查無此文件", "There is no such document"}, {},
                    std::string(sha256));
    TRY(const std::string bytes, parts_->ledger->blob(sha256));
    auto parsed = parts_->options.in_child ? documents::open(known->name, bytes, parts_->options.limits)
                                           : documents::parse(known->name, bytes, parts_->options.limits);
    if (!parsed) return std::move(parsed).error();
    auto document = std::make_shared<const documents::Document>(std::move(*parsed));
    std::lock_guard lock(parts_->parsed_mutex);
    parts_->parsed.emplace_front(std::string(sha256), document);
    if (parts_->parsed.size() > parsed_kept) parts_->parsed.pop_back();
    return document;
}

Result<ledger::Verification> Registry::verify(bool blobs, const ledger::Progress& progress) const {
    return parts_->ledger->verify(blobs, progress);
}

Jobs& Registry::jobs() {
    return *parts_->jobs;
}

}  // namespace gangmu::services
