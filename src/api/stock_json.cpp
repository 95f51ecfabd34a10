#include "api/stock_json.hpp"

#include <algorithm>
#include <cmath>

#include "api/tracking_json.hpp"
#include "services/duties.hpp"
#include "state/stock_events.hpp"
#include "stocks/figures.hpp"
#include "stocks/json.hpp"

namespace gangmu::api {

namespace s = stocks;

std::vector<const s::Holding*> StockScope::sites(const s::Material& material) const {
    auto out = all.sites_of(material.id);
    if (rights.sees_all(material)) return out;
    out.erase(std::remove_if(out.begin(), out.end(),
                             [&](const auto* site) { return !rights.sees(material, *site); }),
              out.end());
    return out;
}

bool StockScope::visible(const s::Material& material) const {
    return rights.sees_any(material, all.sites_of(material.id));
}

Result<StockScope> stock_scope(const Call& call) {
    const auto& snapshot = call.view.snapshot();
    const auto& all = state::stocks_of(snapshot);
    const auto id = call.text("exercise");
    const auto* exercise = id.empty() ? nullptr : all.exercise(id);
    if (!id.empty() && (exercise == nullptr || !call.actor().anybody()))
        return fail(Fault::not_found, "exercise-unknown", {"查無此演習", "There is no such exercise"}, {},
                    std::string(id));
    StockScope out{snapshot,
                   all,
                   exercise != nullptr ? exercise->book : all.real,
                   exercise,
                   services::StockRights(snapshot, call.actor()),
                   services::day_of(call.view),
                   {}};
    if (const auto formula = s::parse<s::Formula>(call.text("formula")))
        out.formula = s::UseRule{*formula, static_cast<int>(call.number("periods", 12))};
    return out;
}

Result<const s::Material*> visible_material(const StockScope& scope, std::string_view id) {
    const auto* material = scope.all.material(id);
    if (material != nullptr && scope.visible(*material)) return material;
    return fail(
        Fault::not_found, "material-unknown", {"沒有這個存量品項", "There is no such material"},
        {"請從存量總覽選取；如需查閱請洽主管機關", "Choose one from the board, or ask its owner to open it"},
        std::string(id));
}

Result<const s::Holding*> visible_holding(const StockScope& scope, const s::Material& material,
                                          std::string_view site) {
    const auto* holding = scope.all.holding(material.id, site);
    if (holding != nullptr && scope.rights.sees(material, *holding)) return holding;
    return fail(Fault::not_found, "site-unknown",
                {"這個品項沒有這個據點", "The material is not held at such a site"}, {}, std::string(site));
}

void write_scope(JsonWriter& out, const StockScope& scope) {
    out.member("today", tracking::print_day(scope.today));
    if (scope.exercise == nullptr) return;
    out.member("mark", "演習").key("exercise");
    write_exercise(out, *scope.exercise);
}

Reply stock_reply(JsonWriter out, const StockScope& scope, unsigned status) {
    auto reply = Reply::json(std::move(out), status);
    if (scope.exercise != nullptr) reply.extra.add("Gangmu-Exercise", scope.exercise->id);
    return reply;
}

std::string marked(const StockScope& scope, std::string text) {
    return scope.exercise == nullptr ? text : "【演習】" + text;
}

std::optional<Decimal> plain(std::optional<double> value, int decimals) {
    if (!value || !(std::abs(*value) < 1e15)) return std::nullopt;
    return Decimal::parse(s::rounded(*value, decimals));
}

void write_use(JsonWriter& out, const s::UseRate& use) {
    out.object().member("formula", s::to_string(use.rule.formula));
    if (use.rule.formula == s::Formula::last_periods) out.member("periods", use.rule.periods);
    if (const auto per_day = plain(use.per_day, 4)) {
        out.member("per_day", *per_day);
        out.member("from", tracking::print_day(use.over.first))
            .member("to", tracking::print_day(use.over.last));
    }
    out.member("partial", use.partial);
    write_title(out, "why", use.why);
    out.end();
}

void write_line(JsonWriter& out, const s::Dated* line) {
    if (line == nullptr) {
        out.null();
        return;
    }
    out.object().member("from", tracking::print_day(line->from)).member("value", line->value);
    out.member_if("note", line->note).end();
}

void write_standing(JsonWriter& out, const s::Standing& standing) {
    if (const auto stock = plain(standing.stock, 4)) {
        out.member("stock", *stock).member("day", tracking::print_day(standing.newest));
        if (standing.oldest != standing.newest) out.member("oldest", tracking::print_day(standing.oldest));
    }
    if (const auto required = plain(standing.required, 4)) out.member("required", *required);
    if (const auto value = plain(standing.value)) out.member("value", *value);
    out.member("light", s::to_string(standing.light)).key("line");
    write_line(out, standing.line);
    out.key("use");
    write_use(out, standing.use);
    out.key("missing").array();
    for (const auto& site : standing.missing)
        out.value(site);
    out.end();
}

void write_trend(JsonWriter& out, const std::vector<s::TrendPoint>& points) {
    out.array();
    for (const auto& each : points) {
        out.object().member("period", each.period).member("day", tracking::print_day(each.day));
        if (const auto stock = plain(each.stock, 4)) out.member("stock", *stock);
        if (const auto value = plain(each.value)) out.member("value", *value);
        if (each.line != nullptr) out.member("line", each.line->value);
        out.member("light", s::to_string(each.light)).member("carried", each.carried).end();
    }
    out.end();
}

void write_return(JsonWriter& out, const s::Return& value) {
    out.object();
    s::write_figures(out, value);
    write_title(out, "title", tracking::period_label(value.period));
    out.member("first", tracking::print_day(value.span.first))
        .member("last", tracking::print_day(value.span.last));
    out.member("version", value.stamp.seq).member("corrections", value.corrections);
    write_stamp(out, value.stamp);
    out.end();
}

void write_owed(JsonWriter& out, const s::Owed& owed) {
    out.object().member("period", owed.period);
    write_title(out, "title", tracking::period_label(owed.period));
    out.member("due", tracking::print_day(owed.due)).member("remind", tracking::print_day(owed.remind));
    out.member("known", owed.known).member("state", s::to_string(owed.state)).end();
}

void write_shipment(JsonWriter& out, const s::Shipment& shipment, const StockScope& scope) {
    const auto* material = scope.all.material(shipment.material);
    const auto* holding = scope.all.holding(shipment.material, shipment.site);
    out.object().member("id", shipment.id).member("material", shipment.material);
    if (material != nullptr) {
        write_title(out, "material_name", {material->name.zh, s::english(material->name)});
        out.member("unit", material->unit);
    }
    out.member("site", shipment.site).member("site_name", holding == nullptr ? shipment.site : holding->name);
    out.member("vessel", shipment.vessel).member("origin", shipment.origin).member("route", shipment.route);
    out.member("quantity", shipment.quantity).member("contract", shipment.contract);
    out.member("state", s::to_string(shipment.state)).member("eta", tracking::print_day(shipment.eta));
    if (shipment.arrived) out.member("arrived", tracking::print_day(*shipment.arrived));
    out.member("overdue", shipment.coming() && shipment.eta <= scope.today).member("note", shipment.note);
    out.member("may_change",
               material != nullptr && holding != nullptr && scope.rights.reports(*material, *holding));
    write_stamp(out, shipment.stamp);
    out.end();
}

void write_shortage(JsonWriter& out, const s::Shortage& shortage, const StockScope& scope) {
    const auto* holding = scope.all.holding(shortage.material, shortage.site);
    out.object().member("id", shortage.id).member("item", marked(scope, shortage.item));
    out.member("material", shortage.material)
        .member("owner", shortage.owner)
        .member("agency", shortage.agency);
    out.member("site", shortage.site).member("site_name", holding == nullptr ? shortage.site : holding->name);
    out.member("state", s::to_string(shortage.state)).member("severity", s::to_string(shortage.severity));
    out.member("substitute", shortage.substitute);
    if (shortage.expected_end) out.member("expected_end", tracking::print_day(*shortage.expected_end));
    out.member("may_step", scope.rights.manages(shortage.owner)).key("steps").array();
    for (const auto& step : shortage.steps) {
        out.object().member("to", s::to_string(step.to)).member("reason", step.reason);
        out.member("severity", s::to_string(step.severity));
        write_stamp(out, step.stamp);
        out.end();
    }
    out.end().end();
}

void write_break(JsonWriter& out, const s::Break& broken, const StockScope& scope) {
    const auto* material = scope.all.material(broken.material);
    const auto* holding = scope.all.holding(broken.material, broken.site);
    out.object().member("kind", s::to_string(broken.kind)).member("material", broken.material);
    out.member("site", broken.site).member("period", broken.period);
    out.member("stated", broken.stated)
        .member("expected", broken.expected)
        .member("difference", broken.difference);
    if (material != nullptr && holding != nullptr) {
        auto words = s::words(broken, *holding, *material);
        write_title(out, "message",
                    {marked(scope, std::move(words.zh)),
                     (scope.exercise == nullptr ? "" : "[EXERCISE] ") + std::move(words.en)});
    }
    out.end();
}

void write_exercise(JsonWriter& out, const s::Exercise& exercise) {
    out.object()
        .member("id", exercise.id)
        .member("name", exercise.name)
        .member("scenario", exercise.scenario);
    out.member("copied", exercise.copied).member("open", exercise.open());
    write_stamp(out, exercise.started);
    out.member_if("reason", exercise.ended_reason).end();
}

std::optional<Paths> paths_of(const StockScope& scope, const s::Material& material,
                              const std::vector<const s::Holding*>& sites, const s::Change& change) {
    auto start = s::start_of(material, scope.rule(material), scope.book, sites, scope.today);
    if (!start) return std::nullopt;
    auto without = s::project(material, *start, false, change, stock_horizon);
    auto with = s::project(material, *start, true, change, stock_horizon);
    return Paths{std::move(*start), std::move(without), std::move(with)};
}

void write_path(JsonWriter& out, std::string_view key, const s::Path& path, s::Day first, bool whole) {
    out.key(key).object().key("under");
    const auto day = [&](const std::optional<s::Day>& at) {
        if (at)
            out.value(tracking::print_day(*at));
        else
            out.null();
    };
    day(path.under);
    out.key("empty");
    day(path.empty);
    if (path.over_capacity > 0) out.member("over_capacity", *plain(path.over_capacity, 4));
    if (whole) {
        out.member("from", tracking::print_day(first)).key("values").array();
        for (const auto& each : path.value)
            if (const auto value = plain(each))
                out.value(*value);
            else
                out.null();
        out.end().key("arrivals").array();
        for (const auto& each : path.arrivals)
            out.object()
                .member("day", tracking::print_day(each.day))
                .member("shipment", each.shipment)
                .member("quantity", plain(each.quantity, 4).value_or(Decimal(0)))
                .end();
        out.end();
    }
    out.end();
}

std::vector<s::Break> breaks_of(const StockScope& scope, const s::Material& material) {
    std::vector<s::Break> out;
    for (const auto* site : scope.sites(material))
        for (auto& each : s::breaks(*site, scope.book.series(material.id, site->site)))
            out.push_back(std::move(each));
    return out;
}

std::vector<OwedBy> owed_in(const StockScope& scope, int count) {
    std::vector<OwedBy> out;
    for (const auto* material : scope.all.all_materials())
        for (const auto* site : scope.sites(*material))
            for (auto& each :
                 s::owed(s::duty_of(*material, *site), *site, scope.book.series(material->id, site->site),
                         scope.snapshot.tracking.calendar, scope.today, count))
                out.push_back({material, site, std::move(each)});
    return out;
}

}  // namespace gangmu::api
