#include "services/registry_stocks.hpp"

#include <algorithm>
#include <set>

#include "services/duties.hpp"
#include "services/parts.hpp"
#include "services/stock_rights.hpp"
#include "services/stock_values.hpp"
#include "state/events.hpp"
#include "state/stock_events.hpp"
#include "stocks/duty.hpp"
#include "stocks/figures.hpp"
#include "stocks/json.hpp"

namespace gangmu::services {
namespace {

namespace event = state::event;
namespace s = stocks;
using auth::Action;
using Events = std::vector<ledger::NewEvent>;

constexpr std::size_t most_rows = 5000;
constexpr std::size_t longest_note = 2000;  // bytes

JsonWriter begin(std::string_view exercise = {}) {
    JsonWriter out;
    out.object().member("v", state::payload_version).member_if("exercise", exercise);
    return out;
}

Error material_unknown(std::string_view id) {
    return fail(Fault::not_found, "material-unknown", {"沒有這個存量品項", "There is no such material"},
                {"請從品項清單選取", "Choose one from the list of materials"}, std::string(id));
}

Error site_unknown(std::string_view material, std::string_view site) {
    return fail(Fault::not_found, "site-unknown",
                {"這個品項沒有這個據點", "The material is not held at such a site"},
                {"請從據點清單選取", "Choose one from the list of sites"},
                std::string(material) + " " + std::string(site));
}

// A book that may be written: the real one, or of an exercise that goes on.
Result<const s::Book*> open_book(const s::Stocks& all, std::string_view exercise) {
    if (exercise.empty()) return &all.real;
    const auto* found = all.exercise(exercise);
    if (found == nullptr)
        return fail(Fault::not_found, "exercise-unknown", {"查無此演習", "There is no such exercise"}, {},
                    std::string(exercise));
    if (!found->open())
        return fail(Fault::conflict, "exercise-ended", {"這個演習已結束", "This exercise has ended"},
                    {"請開始新的演習", "Begin a new one"}, std::string(exercise));
    return &found->book;
}

Status check_note(std::string_view note, const char* field) {
    if (note.size() <= longest_note) return {};
    return fail(Fault::too_large, "text-long", {"文字太長", "The text is too long"}, {}, field);
}

Status check_agency(const std::string& agency, const char* code, const char* field) {
    if (!agency.empty()) return check_text(agency, field);
    return fail(Fault::invalid, code, {"請填寫機關", "Name the agency"}, {}, field);
}

// ---- one row of returns against what is known

class RowCheck {
  public:
    RowCheck(const state::Snapshot& snapshot, const Actor& actor, const s::Book& book, s::Day today)
        : snapshot_(snapshot),
          all_(state::stocks_of(snapshot)),
          rights_(snapshot, actor),
          book_(book),
          today_(today),
          actor_(actor) {}

    // The row with its span; nothing: it says what is known already, or it is wrong (then `fault` was
    // called).
    std::optional<StockRow> check(StockRow row, std::size_t index, std::vector<StockFault>& faults) {
        const auto wrong = [&](const char* field, Error error) {
            faults.push_back({index, field, std::move(error)});
            return std::nullopt;
        };
        const auto* material = all_.material(row.material);
        if (material == nullptr || material->ended) return wrong("material", material_unknown(row.material));
        const auto* holding = all_.holding(row.material, row.site);
        if (holding == nullptr || holding->ended || !rights_.sees(*material, *holding))
            return wrong("site", site_unknown(row.material, row.site));
        if (!rights_.reports(*material, *holding)) {
            auto denied = auth::allow(actor_, Action::report_stocks, snapshot_, holding->agency);
            return wrong("site", denied ? site_unknown(row.material, row.site) : denied.error());
        }
        const auto span = s::span_of(s::duty_of(*material, *holding), row.value.period);
        if (!span) return wrong("period", period_wrong(*material, *holding));
        if (!holding->holds(span->last) || span->last > today_)
            return wrong("period", fail(Fault::invalid, "period-outside",
                                        {"期間尚未結束，或據點當時不需申報",
                                         "The period has not ended, or the site did not report then"},
                                        {}, row.value.period));
        row.value.span = *span;
        if (!seen_.insert(s::holding_key(row.material, row.site) + "|" + row.value.period).second)
            return wrong("period", fail(Fault::invalid, "row-twice",
                                        {"同一據點、期間出現兩次", "The site and period stand here twice"}));
        const auto before = faults.size();
        check_figures(row, index, faults);
        const auto* known = s::find(book_.series(row.material, row.site), row.value.period);
        if (known != nullptr && known->same_figures(row.value)) return std::nullopt;
        if (row.seen && (known == nullptr ? 0 : known->stamp.seq) != *row.seen)
            return wrong("", changed(*known_or_empty(known)));
        if (faults.size() != before) return std::nullopt;
        return row;
    }

  private:
    static const s::Return* known_or_empty(const s::Return* known) {
        static const s::Return empty;
        return known == nullptr ? &empty : known;
    }

    static Error changed(const s::Return& known) {
        return fail(Fault::conflict, "stock-changed",
                    {"這筆申報在您填寫期間已被 " + known.stamp.by + " 更改",
                     known.stamp.by + " changed this return meanwhile"},
                    {"請重新整理後再填", "Load it again and look at it"}, known.period);
    }

    static Error period_wrong(const s::Material& material, const s::Holding& holding) {
        const auto& duty = s::duty_of(material, holding);
        const auto rhythm = s::title(duty.every);
        const std::string example = duty.every == s::Cadence::year        ? "2026"
                                    : duty.every == s::Cadence::half_year ? "2026-H1"
                                    : duty.every == s::Cadence::quarter   ? "2026-Q3"
                                    : duty.every == s::Cadence::month     ? "2026-10"
                                    : duty.every == s::Cadence::week      ? "2026-W45"
                                                                          : "2026-11-27";
        return fail(Fault::invalid, "period-wrong",
                    {"期間與申報頻率（" + rhythm.zh + "）不符",
                     "The period does not fit the rhythm (" + rhythm.en + ")"},
                    {"例如 " + example, "For example " + example}, "period");
    }

    static void check_figures(const StockRow& row, std::size_t index, std::vector<StockFault>& faults) {
        const auto bad = [&](const char* field) {
            faults.push_back({index, field,
                              fail(Fault::invalid, "amount-range",
                                   {"數值須為 0 以上、至多 12 位整數與 3 位小數",
                                    "A figure is 0 or more, of at most 12 digits and 3 decimals"},
                                   {}, field)});
        };
        const auto& v = row.value;
        for (const auto& [field, value] : std::initializer_list<std::pair<const char*, const Decimal*>>{
                 {"opening", &v.opening}, {"in", &v.in}, {"out", &v.out}, {"closing", &v.closing}})
            if (!s::is_amount(*value)) bad(field);
        for (const auto& [field, value] :
             std::initializer_list<std::pair<const char*, const std::optional<Decimal>*>>{
                 {"use", &v.use}, {"contract", &v.contract}, {"spot", &v.spot}})
            if (*value && !s::is_amount(**value)) bad(field);
        const auto size = v.adjust < Decimal(0) ? Decimal(0).minus(v.adjust).value_or(Decimal(-1)) : v.adjust;
        if (!s::is_amount(size)) bad("adjust");
        if (const auto note = check_note(v.note, "note"); !note)
            faults.push_back({index, "note", note.error()});
    }

    const state::Snapshot& snapshot_;
    const s::Stocks& all_;
    const StockRights rights_;
    const s::Book& book_;
    const s::Day today_;
    const Actor& actor_;
    std::set<std::string> seen_;
};

std::string rows_payload(std::string_view exercise, const std::vector<StockRow>& rows) {
    auto out = begin(exercise);
    out.key("rows").array();
    for (const auto& row : rows) {
        out.object().member("material", row.material).member("site", row.site);
        s::write_figures(out, row.value);
        out.member("first", tracking::print_day(row.value.span.first));
        out.member("last", tracking::print_day(row.value.span.last)).end();
    }
    out.end().end();
    return out.take();
}

// The identities that do not hold at the periods of these rows, and at the ones that follow them.
std::vector<s::Break> breaks_beside(const s::Stocks& all, s::Book book, const std::vector<StockRow>& rows) {
    std::set<std::string> keys;
    std::set<std::string> periods;
    for (const auto& row : rows) {
        const auto key = s::holding_key(row.material, row.site);
        book.returns = book.returns.set(key, s::with(book.series(row.material, row.site), row.value));
        keys.insert(key);
        periods.insert(key + "|" + row.value.period);
    }
    std::vector<s::Break> out;
    for (const auto& key : keys) {
        const auto* holding = all.holdings.find(key);
        if (holding == nullptr) continue;
        for (auto& each : s::breaks(**holding, *book.returns.find(key)))
            if (periods.count(key + "|" + each.period) != 0 || periods.count(key + "|" + each.earlier) != 0)
                out.push_back(std::move(each));
    }
    return out;
}

Status without_number(Result<Sequence> made) {
    if (!made) return std::move(made).error();
    return {};
}

}  // namespace

Registry::Stocks Registry::stocks() {
    return Stocks(*this);
}

Result<Sequence> Registry::Stocks::command(const Actor& actor, std::string_view type, const Payload& payload,
                                           const Also& also) {
    auto made = registry_.parts_->run([&](const state::Snapshot& newest) -> Result<Events> {
        TRY(auto text, payload(newest));
        if (text.empty()) return Events{};
        Events events{new_event(type, actor, std::move(text))};
        if (also) also(newest, events);
        return events;
    });
    CHECK(made);
    return made->empty() ? 0 : made->front().seq;
}

// ---- what is set

Status Registry::Stocks::set_material(const Actor& actor, const s::Material& material) {
    CHECK(s::check(material));
    CHECK(check_text(material.name.zh, "name"));
    CHECK(check_text(material.unit, "unit"));
    CHECK(check_note(material.note, "note"));
    return without_number(command(
        actor, event::material_set,
        [&](const state::Snapshot& newest) -> Result<std::string> {
            CHECK(check_agency(material.owner, "material-owner", "owner"));
            CHECK(auth::allow(actor, Action::manage_stocks, newest, material.owner));
            // Who takes a material over must have it: its owner till now gives it.
            const auto* known = state::stocks_of(newest).material(material.id);
            if (known != nullptr) CHECK(auth::allow(actor, Action::manage_stocks, newest, known->owner));
            if (known != nullptr) {
                auto same = material;
                same.stamp = known->stamp;
                if (same == *known) return std::string();
            }
            auto out = begin();
            out.key("material");
            s::write(out, material);
            out.end();
            return out.take();
        },
        [&](const state::Snapshot& newest, Events& events) {
            define_figures(newest, actor, material, material.duty, events);
        }));
}

Status Registry::Stocks::set_holding(const Actor& actor, const s::Holding& holding) {
    CHECK(s::check(holding));
    CHECK(check_text(holding.name, "name"));
    return without_number(command(
        actor, event::holding_set,
        [&](const state::Snapshot& newest) -> Result<std::string> {
            const auto* material = state::stocks_of(newest).material(holding.material);
            if (material == nullptr) return material_unknown(holding.material);
            CHECK(auth::allow(actor, Action::manage_stocks, newest, material->owner));
            if (const auto* known = state::stocks_of(newest).holding(holding.material, holding.site)) {
                auto same = holding;
                same.stamp = known->stamp;
                if (same == *known) return std::string();
            }
            auto out = begin();
            out.key("holding");
            s::write(out, holding);
            out.end();
            return out.take();
        },
        [&](const state::Snapshot& newest, Events& events) {
            const auto* material = state::stocks_of(newest).material(holding.material);
            define_figures(newest, actor, *material, s::duty_of(*material, holding), events);
            set_site(newest, actor, holding, events);
        }));
}

// ---- returns

Result<StocksReturned> Registry::Stocks::record(const Actor& actor, std::string_view exercise,
                                                const std::vector<StockRow>& rows, bool check_only) {
    if (rows.empty() || rows.size() > most_rows)
        return fail(rows.empty() ? Fault::invalid : Fault::too_large, "stock-rows",
                    {"一次須有 1 至 5000 筆", "A batch has 1 to 5000 rows"}, {}, "rows");
    StocksReturned out;
    const auto look = [&](const state::Snapshot& newest) -> Result<std::string> {
        out = {};
        const auto& all = state::stocks_of(newest);
        TRY(const auto* book, open_book(all, exercise));
        RowCheck check(newest, actor, *book, today());
        std::vector<StockRow> news;
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (auto row = check.check(rows[i], i, out.faults)) {
                news.push_back(std::move(*row));
                out.changed.push_back(i);
            }
        if (!out.faults.empty()) {
            out.changed.clear();
            return std::string();
        }
        out.breaks = breaks_beside(all, *book, news);
        return news.empty() || check_only ? std::string() : rows_payload(exercise, news);
    };
    if (check_only) {
        CHECK(look(*registry_.parts_->now()));
        return out;
    }
    // What is real goes into the measure engine too; an exercise's figures never do.
    const auto also = [&](const state::Snapshot& newest, Events& events) {
        std::vector<StockRow> news;
        for (const auto row : out.changed)
            news.push_back(rows[row]);
        if (exercise.empty()) record_figures(newest, actor, news, events);
    };
    TRY(out.seq, command(actor, event::stock_returned, look, also));
    return out;
}

Status Registry::Stocks::withdraw(const Actor& actor, std::string_view exercise, std::string_view material,
                                  std::string_view site, std::string_view period, std::string_view reason) {
    CHECK(check_reason(reason));
    return without_number(command(
        actor, event::stock_withdrawn,
        [&](const state::Snapshot& newest) -> Result<std::string> {
            const auto& all = state::stocks_of(newest);
            TRY(const auto* book, open_book(all, exercise));
            const auto* of = all.material(material);
            const auto* at = all.holding(material, site);
            const StockRights rights(newest, actor);
            if (of == nullptr || at == nullptr || !rights.sees(*of, *at)) return site_unknown(material, site);
            if (!rights.reports(*of, *at))
                CHECK(auth::allow(actor, Action::report_stocks, newest, at->agency));
            if (s::find(book->series(material, site), period) == nullptr)
                return fail(Fault::not_found, "return-unknown",
                            {"沒有這一期的申報", "There is no return of this period"}, {},
                            std::string(period));
            auto out = begin(exercise);
            out.member("material", material).member("site", site).member("period", period);
            out.member("reason", reason).end();
            return out.take();
        },
        [&](const state::Snapshot& newest, Events& events) {
            if (exercise.empty()) erase_figures(newest, actor, material, site, period, events);
        }));
}

Status Registry::Stocks::set_shipment(const Actor& actor, std::string_view exercise,
                                      const s::Shipment& shipment) {
    CHECK(s::check(shipment));
    for (const auto* text : {&shipment.vessel, &shipment.origin, &shipment.route})
        CHECK(check_text(*text, "shipment"));
    CHECK(check_note(shipment.note, "note"));
    return without_number(
        command(actor, event::shipment_set, [&](const state::Snapshot& newest) -> Result<std::string> {
            const auto& all = state::stocks_of(newest);
            TRY(const auto* book, open_book(all, exercise));
            const auto* material = all.material(shipment.material);
            if (material == nullptr) return material_unknown(shipment.material);
            const auto* site = all.holding(shipment.material, shipment.site);
            const StockRights rights(newest, actor);
            if (site == nullptr || !rights.sees(*material, *site))
                return site_unknown(shipment.material, shipment.site);
            if (!rights.reports(*material, *site))
                CHECK(auth::allow(actor, Action::report_stocks, newest, site->agency));
            if (const auto* known = book->shipments.find(shipment.id)) {
                // A code that stands for another's ship is not to be had.
                const auto* before = all.holding((*known)->material, (*known)->site);
                const auto* of = all.material((*known)->material);
                if (before != nullptr && of != nullptr && !rights.reports(*of, *before))
                    return fail(Fault::conflict, "shipment-taken",
                                {"這個船貨代碼已有人使用", "This shipment's code is in use"},
                                {"請換一個代碼", "Choose another code"}, shipment.id);
                auto same = shipment;
                same.stamp = (*known)->stamp;
                if (same == **known) return std::string();
            }
            auto out = begin(exercise);
            out.key("shipment");
            s::write(out, shipment);
            out.end();
            return out.take();
        }));
}

// ---- shortages

Result<std::string> Registry::Stocks::notify(const Actor& actor, std::string_view exercise,
                                             const ShortageNotice& notice) {
    CHECK(check_reason(notice.reason));
    CHECK(check_text(notice.item, "item"));
    CHECK(check_text(notice.agency, "agency"));
    const auto made =
        command(actor, event::shortage_notified, [&](const state::Snapshot& newest) -> Result<std::string> {
            if (!actor.anybody())
                return fail(Fault::unauthenticated, "auth-sign-in", {"請先登入", "Please sign in first"});
            const auto& all = state::stocks_of(newest);
            TRY([[maybe_unused]] const auto* book, open_book(all, exercise));
            std::string owner = name_now(newest, notice.owner), item = notice.item;
            if (!notice.material.empty()) {
                const auto* material = all.material(notice.material);
                if (material == nullptr) return material_unknown(notice.material);
                owner = material->owner;
                if (item.empty()) item = material->name.zh;
                if (!notice.site.empty() && all.holding(notice.material, notice.site) == nullptr)
                    return site_unknown(notice.material, notice.site);
            }
            if (item.empty())
                return fail(Fault::invalid, "shortage-item", {"請填寫短缺的品項", "Say what is short"}, {},
                            "item");
            CHECK(check_agency(owner, "shortage-owner", "owner"));
            auto out = begin(exercise);
            out.member("material", notice.material).member("item", item).member("owner", owner);
            out.member("site", notice.site).member("agency", notice.agency);
            out.member("severity", s::to_string(notice.severity)).member("reason", notice.reason).end();
            return out.take();
        });
    CHECK(made);
    return "s-" + std::to_string(*made);
}

Status Registry::Stocks::step(const Actor& actor, std::string_view exercise, std::string_view id,
                              const ShortageStep& step) {
    CHECK(check_reason(step.reason));
    if (step.substitute) CHECK(check_text(*step.substitute, "substitute"));
    if (step.expected_end && !step.expected_end->empty() && !tracking::parse_day(*step.expected_end))
        return fail(Fault::invalid, "date-invalid", {"日期須為 YYYY-MM-DD", "A day is YYYY-MM-DD"}, {},
                    "expected_end");
    return without_number(
        command(actor, event::shortage_stepped, [&](const state::Snapshot& newest) -> Result<std::string> {
            TRY(const auto* book, open_book(state::stocks_of(newest), exercise));
            const auto* found = book->shortages.find(id);
            if (found == nullptr || !StockRights(newest, actor).sees(**found))
                return fail(Fault::not_found, "shortage-unknown",
                            {"查無此短缺案件", "There is no such shortage"}, {}, std::string(id));
            CHECK(auth::allow(actor, Action::manage_stocks, newest, (*found)->owner));
            if (!s::may_follow((*found)->state, step.to)) {
                const auto now = s::title((*found)->state), to = s::title(step.to);
                return fail(Fault::conflict, "shortage-step",
                            {"案件" + now.zh + "，不能改為" + to.zh,
                             "The case is " + now.en + ": it cannot become " + to.en},
                            {"順序為通報、評估、處理；已處理者可重新評估",
                             "Notified, assessed, handled; what was handled can be assessed again"},
                            std::string(id));
            }
            auto out = begin(exercise);
            out.member("shortage", id).member("to", s::to_string(step.to)).member("reason", step.reason);
            if (step.severity) out.member("severity", s::to_string(*step.severity));
            if (step.substitute) out.member("substitute", *step.substitute);
            if (step.expected_end) out.member("expected_end", *step.expected_end);
            out.end();
            return out.take();
        }));
}

// ---- exercises

Result<std::string> Registry::Stocks::start_exercise(const Actor& actor, std::string_view name,
                                                     std::string_view scenario, bool copied) {
    CHECK(check_text(name, "name"));
    CHECK(check_note(scenario, "scenario"));
    if (name.empty())
        return fail(Fault::invalid, "exercise-name", {"請填寫演習名稱", "Name the exercise"}, {}, "name");
    const auto made =
        command(actor, event::exercise_started, [&](const state::Snapshot& newest) -> Result<std::string> {
            CHECK(auth::allow(actor, Action::manage_stocks, newest));
            auto out = begin();
            out.member("name", name).member("scenario", scenario).member("copied", copied).end();
            return out.take();
        });
    CHECK(made);
    return "x-" + std::to_string(*made);
}

Status Registry::Stocks::end_exercise(const Actor& actor, std::string_view exercise,
                                      std::string_view reason) {
    CHECK(check_reason(reason));
    return without_number(
        command(actor, event::exercise_ended, [&](const state::Snapshot& newest) -> Result<std::string> {
            CHECK(auth::allow(actor, Action::manage_stocks, newest));
            TRY([[maybe_unused]] const auto* book, open_book(state::stocks_of(newest), exercise));
            auto out = begin(exercise);
            out.member("reason", reason).end();
            return out.take();
        }));
}

}  // namespace gangmu::services
