// Stocks to look at: the board, one material, one site, what if, ships, shortages, who owes what.
#include <algorithm>
#include <tuple>

#include "api/call.hpp"
#include "api/endpoints/all.hpp"
#include "api/stock_json.hpp"
#include "api/tracking_json.hpp"
#include "stocks/figures.hpp"
#include "stocks/json.hpp"

namespace gangmu::api {
namespace {

namespace s = stocks;
using auth::Action;

constexpr int spark_points = 24;
constexpr int owed_periods = 8;
constexpr std::size_t most_ships = 2000;

void write_head(JsonWriter& out, const s::Material& material, const StockScope& scope) {
    out.member("id", material.id);
    write_title(out, "name", {material.name.zh, s::english(material.name)});
    out.member("unit", material.unit).member("group", material.group).member("owner", material.owner);
    out.member("measure", s::to_string(material.measure));
    write_title(out, "measure_name", s::title(material.measure));
    out.key("duty");
    s::write(out, material.duty);
    write_title(out, "duty_name", s::title(material.duty.every));
    out.member("whole", scope.rights.sees_all(material))
        .member("manages", scope.rights.manages(material.owner));
}

void write_mix(JsonWriter& out, const s::MixShare& mix) {
    if (mix.range == nullptr && !mix.contract_percent) return;
    out.key("mix").object();
    if (const auto percent = plain(mix.contract_percent, 1)) {
        out.member("contract", *percent).member("spot", *Decimal(100).minus(*percent));
        out.member("from", tracking::print_day(mix.over.first))
            .member("to", tracking::print_day(mix.over.last));
    }
    if (mix.range != nullptr) out.member("least", mix.range->least).member("most", mix.range->most);
    if (mix.within) out.member("within", *mix.within);
    out.end();
}

void write_tiers(JsonWriter& out, const std::vector<s::TierShare>& tiers) {
    if (tiers.empty()) return;
    out.key("tiers").array();
    for (const auto& each : tiers) {
        out.object().member("tier", s::to_string(each.tier));
        write_title(out, "name", s::title(each.tier));
        out.member("sites", static_cast<std::uint64_t>(each.sites)).member("stock", *plain(each.stock, 4));
        if (const auto required = plain(each.required, 4)) out.member("required", *required);
        if (const auto percent = plain(each.percent, 1)) out.member("percent", *percent);
        out.end();
    }
    out.end();
}

std::uint64_t late_of(const StockScope& scope, const s::Material& material, const s::Holding& site) {
    const auto all = s::owed(s::duty_of(material, site), site, scope.book.series(material.id, site.site),
                             scope.snapshot.tracking.calendar, scope.today, owed_periods);
    return static_cast<std::uint64_t>(std::count_if(
        all.begin(), all.end(), [](const auto& each) { return each.state == s::OwedState::late; }));
}

void write_site(JsonWriter& out, const StockScope& scope, const s::Material& material,
                const s::Holding& site) {
    const auto now = s::standing(material, scope.rule(material), scope.book, {&site}, scope.today);
    out.object().member("site", site.site).member("name", site.name).member("agency", site.agency);
    out.member("tier", s::to_string(site.tier));
    write_standing(out, now);
    if (site.capacity) {
        out.member("capacity", *site.capacity);
        if (now.stock && *site.capacity > Decimal(0))
            out.member("full", *plain(*now.stock / site.capacity->approximate() * 100, 1));
    }
    if (const auto* last = s::latest(scope.book.series(material.id, site.site), scope.today))
        write_title(out, "last_period", tracking::period_label(last->period));
    out.member("late", late_of(scope, material, site))
        .member("reports", scope.rights.reports(material, site));
    if (const auto paths = paths_of(scope, material, {&site})) {
        write_path(out, "without", paths->without, scope.today, false);
        write_path(out, "with", paths->with, scope.today, false);
    }
    out.end();
}

void write_projection(JsonWriter& out, const StockScope& scope, const s::Material& material,
                      const std::vector<const s::Holding*>& sites, bool whole) {
    const auto paths = paths_of(scope, material, sites);
    if (!paths) return;
    out.key("projection").object().member("horizon", stock_horizon);
    out.member("stock", *plain(paths->start.stock, 4)).member("per_day", *plain(paths->start.per_day, 4));
    write_path(out, "without", paths->without, scope.today, whole);
    write_path(out, "with", paths->with, scope.today, whole);
    out.key("overdue").array();
    for (const auto& each : paths->start.overdue)
        out.value(each);
    out.end().end();
}

std::uint64_t open_shortages(const StockScope& scope, const std::string& material) {
    std::uint64_t count = 0;
    scope.book.shortages.each([&](const std::string&, const auto& each) {
        if (each->material == material && each->state != s::CaseState::handled && scope.rights.sees(*each))
            ++count;
    });
    return count;
}

void write_overview(JsonWriter& out, const StockScope& scope, const s::Material& material) {
    const auto sites = scope.sites(material);
    const auto& rule = scope.rule(material);
    write_head(out, material, scope);
    write_standing(out, s::standing(material, rule, scope.book, sites, scope.today));
    write_mix(out, s::mix_share(material, scope.book, sites, scope.today));
    write_tiers(out, s::tier_shares(scope.book, sites, scope.today));
    std::uint64_t late = 0;
    out.key("sites").array();
    for (const auto* site : sites) {
        write_site(out, scope, material, *site);
        late += late_of(scope, material, *site);
    }
    out.end().member("late", late).member("shortages", open_shortages(scope, material.id));
    out.member("breaks", static_cast<std::uint64_t>(breaks_of(scope, material).size()));
}

Result<Reply> get_board(Call& call) {
    TRY(const StockScope scope, stock_scope(call));
    JsonWriter out;
    out.object();
    write_scope(out, scope);
    out.member("manages", scope.rights.manages_anything()).key("materials").array();
    for (const auto* material : scope.all.all_materials()) {
        if (!scope.visible(*material)) continue;
        out.object();
        write_overview(out, scope, *material);
        write_projection(out, scope, *material, scope.sites(*material), false);
        out.key("trend");
        write_trend(out, s::trend(*material, scope.rule(*material), scope.book, scope.sites(*material),
                                  scope.today, spark_points));
        out.end();
    }
    out.end().end();
    return stock_reply(std::move(out), scope);
}

std::vector<const s::Shipment*> ships_of(const StockScope& scope, std::string_view material) {
    std::vector<const s::Shipment*> out;
    scope.book.shipments.each([&](const std::string&, const auto& ship) {
        const auto* of = scope.all.material(ship->material);
        const auto* at = scope.all.holding(ship->material, ship->site);
        if (of == nullptr || at == nullptr || !scope.rights.sees(*of, *at)) return;
        if (material.empty() || ship->material == material) out.push_back(ship.get());
    });
    std::sort(out.begin(), out.end(),
              [](const auto* a, const auto* b) { return std::tie(a->eta, a->id) < std::tie(b->eta, b->id); });
    if (out.size() > most_ships) out.erase(out.begin(), out.end() - most_ships);
    return out;
}

std::vector<const s::Shortage*> shortages_of(const StockScope& scope, std::string_view material) {
    std::vector<const s::Shortage*> out;
    scope.book.shortages.each([&](const std::string&, const auto& each) {
        if ((material.empty() || each->material == material) && scope.rights.sees(*each))
            out.push_back(each.get());
    });
    std::sort(out.begin(), out.end(), [](const auto* a, const auto* b) {
        return std::pair(a->state == s::CaseState::handled, b->opened().seq) <
               std::pair(b->state == s::CaseState::handled, a->opened().seq);
    });
    return out;
}

Result<Reply> get_material(Call& call) {
    TRY(const StockScope scope, stock_scope(call));
    TRY(const auto* material, visible_material(scope, call.path[0]));
    const auto sites = scope.sites(*material);
    JsonWriter out;
    out.object();
    write_scope(out, scope);
    write_overview(out, scope, *material);
    write_projection(out, scope, *material, sites, true);
    out.key("trend");
    write_trend(out, s::trend(*material, scope.rule(*material), scope.book, sites, scope.today,
                              static_cast<int>(call.number("points", 60))));
    out.key("lines").array();
    for (const auto& line : material->lines)
        write_line(out, &line);
    out.end().key("shipments").array();
    for (const auto* ship : ships_of(scope, material->id))
        write_shipment(out, *ship, scope);
    out.end().key("shortage_cases").array();
    for (const auto* each : shortages_of(scope, material->id))
        write_shortage(out, *each, scope);
    out.end().key("findings").array();
    for (const auto& each : breaks_of(scope, *material))
        write_break(out, each, scope);
    out.end().member("note", material->note);
    if (scope.rights.manages(material->owner)) {
        out.key("set");
        s::write(out, *material);
    }
    out.end();
    return stock_reply(std::move(out), scope);
}

Result<Reply> get_site(Call& call) {
    TRY(const StockScope scope, stock_scope(call));
    TRY(const auto* material, visible_material(scope, call.path[0]));
    TRY(const auto* site, visible_holding(scope, *material, call.path[1]));
    const auto& series = scope.book.series(material->id, site->site);
    JsonWriter out;
    out.object();
    write_scope(out, scope);
    out.key("material").object();
    write_head(out, *material, scope);
    out.end().key("standing");
    write_site(out, scope, *material, *site);
    out.key("holding");
    s::write(out, *site);
    write_projection(out, scope, *material, {site}, true);
    out.key("trend");
    write_trend(out, s::trend(*material, scope.rule(*material), scope.book, {site}, scope.today, 60));
    const auto count = static_cast<std::size_t>(call.number("count", 60));
    out.key("returns").array();
    for (std::size_t i = series.size() > count ? series.size() - count : 0; i < series.size(); ++i)
        write_return(out, *series[i]);
    out.end().key("owed").array();
    for (const auto& each : s::owed(s::duty_of(*material, *site), *site, series,
                                    scope.snapshot.tracking.calendar, scope.today, owed_periods))
        write_owed(out, each);
    out.end().key("findings").array();
    for (const auto& each : s::breaks(*site, series))
        write_break(out, each, scope);
    out.end().end();
    return stock_reply(std::move(out), scope);
}

// ---- what if

Result<s::Change> change_of(const Call& call, const StockScope& scope) {
    s::Change out;
    out.use_percent = static_cast<double>(call.number("use", 0));
    const auto from =
        call.text("from").empty() ? std::optional(scope.today) : tracking::parse_day(call.text("from"));
    const auto days = static_cast<int>(call.number("days", 0));
    if (days > 0)
        for (auto& route : call.list("route"))
            out.closures.push_back({route == "*" ? std::string() : std::move(route), *from, days});
    out.lost = call.list("lost");
    CHECK(s::check(out));
    return out;
}

Result<Reply> get_what_if(Call& call) {
    TRY(const StockScope scope, stock_scope(call));
    TRY(const s::Change change, change_of(call, scope));
    const auto asked = call.list("material");
    JsonWriter out;
    out.object();
    write_scope(out, scope);
    out.key("routes").array();
    std::vector<std::string> routes;
    for (const auto* ship : ships_of(scope, {}))
        if (ship->coming() && !ship->route.empty() &&
            std::find(routes.begin(), routes.end(), ship->route) == routes.end())
            routes.push_back(ship->route);
    std::sort(routes.begin(), routes.end());
    for (const auto& route : routes)
        out.value(route);
    out.end().key("materials").array();
    for (const auto* material : scope.all.all_materials()) {
        if (!scope.visible(*material)) continue;
        if (!asked.empty() && std::find(asked.begin(), asked.end(), material->id) == asked.end()) continue;
        const auto sites = scope.sites(*material);
        const auto plan = paths_of(scope, *material, sites),
                   changed = paths_of(scope, *material, sites, change);
        out.object();
        write_head(out, *material, scope);
        write_standing(out, s::standing(*material, scope.rule(*material), scope.book, sites, scope.today));
        if (plan && changed) {
            write_path(out, "plan", plan->with, scope.today, !asked.empty());
            write_path(out, "changed", changed->with, scope.today, !asked.empty());
            write_path(out, "without", changed->without, scope.today, !asked.empty());
        }
        out.end();
    }
    out.end().end();
    return stock_reply(std::move(out), scope);
}

// ---- lists

Result<Reply> get_shipments(Call& call) {
    TRY(const StockScope scope, stock_scope(call));
    JsonWriter out;
    out.object();
    write_scope(out, scope);
    out.key("shipments").array();
    for (const auto* ship : ships_of(scope, call.text("material")))
        write_shipment(out, *ship, scope);
    out.end().end();
    return stock_reply(std::move(out), scope);
}

Result<Reply> get_shortages(Call& call) {
    TRY(const StockScope scope, stock_scope(call));
    JsonWriter out;
    out.object();
    write_scope(out, scope);
    out.key("shortages").array();
    for (const auto* each : shortages_of(scope, call.text("material")))
        write_shortage(out, *each, scope);
    out.end().end();
    return stock_reply(std::move(out), scope);
}

Result<Reply> get_shortage(Call& call) {
    TRY(const StockScope scope, stock_scope(call));
    const auto* found = scope.book.shortages.find(call.path[0]);
    if (found == nullptr || !scope.rights.sees(**found))
        return fail(Fault::not_found, "shortage-unknown", {"查無此短缺案件", "There is no such shortage"}, {},
                    call.path[0]);
    JsonWriter out;
    out.object();
    write_scope(out, scope);
    out.key("shortage");
    write_shortage(out, **found, scope);
    out.end();
    return stock_reply(std::move(out), scope);
}

Result<Reply> get_duties(Call& call) {
    TRY(const StockScope scope, stock_scope(call));
    const bool mine = call.flag("mine"), all = call.flag("all");
    JsonWriter out;
    out.object();
    write_scope(out, scope);
    out.key("duties").array();
    for (const auto& each : owed_in(scope, owed_periods)) {
        const bool returned =
            each.owed.state == s::OwedState::returned || each.owed.state == s::OwedState::returned_late;
        if ((returned && !all) || (mine && !scope.rights.reports(*each.material, *each.holding))) continue;
        out.object().member("material", each.material->id);
        write_title(out, "name", {each.material->name.zh, s::english(each.material->name)});
        out.member("site", each.holding->site).member("site_name", each.holding->name);
        out.member("agency", each.holding->agency).member("owner", each.material->owner);
        out.member("reports", scope.rights.reports(*each.material, *each.holding)).key("owed");
        write_owed(out, each.owed);
        const auto state = s::title(each.owed.state);
        write_title(
            out, "message",
            {marked(scope, each.material->name.zh + " " + each.holding->name + " " +
                               tracking::period_label(each.owed.period).zh + "：" + state.zh),
             (scope.exercise == nullptr ? "" : "[EXERCISE] ") + s::english(each.material->name) + ", " +
                 each.holding->name + ", " + tracking::period_label(each.owed.period).en + ": " + state.en});
        out.end();
    }
    out.end().end();
    return stock_reply(std::move(out), scope);
}

Result<Reply> get_findings(Call& call) {
    TRY(const StockScope scope, stock_scope(call));
    JsonWriter out;
    out.object();
    write_scope(out, scope);
    out.key("findings").array();
    for (const auto* material : scope.all.all_materials())
        for (const auto& each : breaks_of(scope, *material))
            write_break(out, each, scope);
    out.end().end();
    return stock_reply(std::move(out), scope);
}

Result<Reply> get_exercises(Call& call) {
    TRY(const StockScope scope, stock_scope(call));
    std::vector<const s::Exercise*> found;
    scope.all.exercises.each([&](const std::string&, const auto& each) { found.push_back(each.get()); });
    std::sort(found.begin(), found.end(),
              [](const auto* a, const auto* b) { return a->started.seq > b->started.seq; });
    JsonWriter out;
    out.object().key("exercises").array();
    for (const auto* each : found)
        write_exercise(out, *each);
    out.end().member("manages", scope.rights.manages_anything()).end();
    return Reply::json(std::move(out));
}

}  // namespace

Field exercise_field() {
    return {.name = "exercise",
            .about = {"演習代碼；省略時為真實資料", "The exercise; else what is real"},
            .maximum = 40};
}

std::vector<Endpoint> stock_endpoints() {
    const std::vector<Field> formula{
        {.name = "formula",
         .type = Type::choice,
         .about = {"改以這個公式計算供應天數", "Reckon days of supply by this formula instead"},
         .choices = {"last_year", "last_periods", "planned"}},
        {.name = "periods",
         .type = Type::integer,
         .about = {"最近幾期", "Of how many periods"},
         .minimum = 1,
         .maximum = 400}};
    const auto with = [&](std::vector<Field> more) {
        more.insert(more.begin(), exercise_field());
        return more;
    };
    const auto with_formula = [&](std::vector<Field> more) {
        more.insert(more.end(), formula.begin(), formula.end());
        return with(std::move(more));
    };
    const Field of_material{
        .name = "material", .about = {"只列這個品項", "Of this material only"}, .maximum = 64};
    std::vector<Endpoint> out;
    const auto get = [&](std::string_view path, Access access, Message summary,
                         Result<Reply> (*handle)(Call&), std::string_view schema, std::vector<Field> query) {
        out.push_back({.method = http::Method::get,
                       .path = path,
                       .access = access,
                       .summary = std::move(summary),
                       .handle = handle,
                       .answer = {200, schema},
                       .query = std::move(query),
                       .work = Work::slow});
    };
    get("/api/stocks", Action::read_plans,
        {"存量總覽：品項 × 據點、天數、趨勢、何時低於門檻",
         "The board: material × site, days left, what falls under the line when"},
        get_board, "StockBoard", with_formula({}));
    get("/api/stocks/materials/{material}", Action::read_plans,
        {"一個品項：趨勢、門檻、推估、船期", "One material: trend, line, projection, ships"}, get_material,
        "StockMaterial",
        with_formula({{.name = "points",
                       .type = Type::integer,
                       .about = {"趨勢取幾期", "How many periods of the trend"},
                       .minimum = 1,
                       .maximum = 600}}));
    get("/api/stocks/materials/{material}/sites/{site}", Action::read_plans,
        {"一個據點：各期申報、應申報、恆等檢核", "One site: its returns, what it owes, identities"}, get_site,
        "StockSite",
        with_formula({{.name = "count",
                       .type = Type::integer,
                       .about = {"最近幾期申報", "How many returns"},
                       .minimum = 1,
                       .maximum = 2000}}));
    get("/api/stocks/what-if", Action::read_plans,
        {"假設情境：航線封閉、使用量增減、到貨損失", "What if: a route closed, use changed, an arrival lost"},
        get_what_if, "StockWhatIf",
        with_formula(
            {{.name = "use",
              .type = Type::integer,
              .about = {"使用量增減百分比", "Change of use, in percent"},
              .minimum = -100,
              .maximum = 1000},
             {.name = "route",
              .type = Type::list,
              .about = {"封閉的航線，可重複；* 為全部", "Routes that are closed, repeated; *: all"},
              .maximum = 20},
             {.name = "days",
              .type = Type::integer,
              .about = {"封閉日數", "For how many days"},
              .minimum = 0,
              .maximum = 3660},
             {.name = "from",
              .type = Type::date,
              .about = {"自何日起；預設今日", "From which day; else today"}},
             {.name = "lost",
              .type = Type::list,
              .about = {"未能到港的船貨，可重複", "Shipments that are lost, repeated"},
              .maximum = 200},
             {.name = "material",
              .type = Type::list,
              .about = {"只算這些品項，並附每日數值", "Of these materials only, with the values of each day"},
              .maximum = 50}}));
    get("/api/stocks/shipments", Action::read_plans, {"船貨", "Ships"}, get_shipments, "StockShipments",
        with({of_material}));
    get("/api/stocks/shortages", Access::account(), {"短缺案件", "Shortages"}, get_shortages,
        "StockShortages", with({of_material}));
    get("/api/stocks/shortages/{shortage}", Access::account(), {"一個短缺案件", "One shortage"}, get_shortage,
        "StockShortageReply", with({}));
    get("/api/stocks/duties", Access::account(),
        {"誰應申報、何時到期、誰逾期", "Who owes a return by when, and who is late"}, get_duties,
        "StockDuties",
        with({{.name = "mine",
               .type = Type::boolean,
               .about = {"只列我可申報的", "Only what is mine to return"}},
              {.name = "all", .type = Type::boolean, .about = {"含已申報", "With what was returned"}}}));
    get("/api/stocks/findings", Access::account(), {"不成立的存量恆等式", "Identities that do not hold"},
        get_findings, "StockFindings", with({}));
    get("/api/stocks/exercises", Access::account(), {"演習", "Exercises"}, get_exercises, "StockExercises",
        {});
    return out;
}

}  // namespace gangmu::api
