// Roll-ups: asked for at once, and standing ones that every write keeps up to date.
#include <thread>

#include "api/endpoints/all.hpp"
#include "api/measure_json.hpp"
#include "services/registry_measure.hpp"
#include "state/groupings.hpp"
#include "state/measure_events.hpp"

namespace gangmu::api {
namespace {

using auth::Action;
using measure::Measured;

constexpr std::int64_t most_periods = 4'000;  // of one roll-up
constexpr std::size_t most_totals = 400'000;

struct Asked {
    state::GroupBy by;
    measure::Window window;
    Measured measured = Measured::achievement;
    const measure::Element* element = nullptr;
};

Error bad(std::string code, Message what, std::string_view where) {
    return fail(Fault::invalid, std::move(code), std::move(what), {}, std::string(where));
}

// What an element says of itself, unless the caller says otherwise.
Measured own_measured(const measure::Element& element) {
    switch (element.over_units) {
        case measure::Aggregate::average:
            return Measured::average;
        case measure::Aggregate::max:
            return Measured::max;
        case measure::Aggregate::min:
            return Measured::min;
        default:
            return Measured::sum;
    }
}

Result<Asked> asked_of(const Call& call) {
    Asked asked;
    asked.by.by = call.text("by");
    asked.by.under = call.text("under");
    asked.by.plan = call.text("plan");
    asked.by.element = call.text("element");
    asked.by.rhythm = measure::parse_rhythm(call.text("rhythm")).value_or(measure::Rhythm::quarter);
    if (!asked.by.element.empty()) {
        TRY(asked.element, element_of(call, asked.by.element));
        asked.by.rhythm = asked.element->rhythm;
        asked.measured = own_measured(*asked.element);
    }
    asked.by.any_combination = asked.element == nullptr;
    if (const auto name = call.text("measured"); !name.empty())
        asked.measured = *measure::parse_measured(name);
    if (asked.element == nullptr && asked.measured != Measured::achievement &&
        asked.measured != Measured::count)
        return bad("rollup-element",
                   {"不同項目不能加總；請指定資料項目", "Unlike elements cannot be added: name one"},
                   "element");
    if (asked.by.rhythm == measure::Rhythm::instant)
        return bad("rollup-rhythm",
                   {"不定時的項目請先指定公式", "What comes at any time is rolled up by a formula"},
                   "rhythm");
    asked.window.bucket = measure::parse_rhythm(call.text("bucket")).value_or(measure::Rhythm::year);
    if (asked.window.bucket > asked.by.rhythm) asked.window.bucket = asked.by.rhythm;
    TRY(const auto range, range_of(call, asked.by.rhythm));
    const auto& columns = call.view->measure->table(asked.by.rhythm).actual;
    const auto bands = columns.bands();
    const auto size = columns.periods_per_tile();
    asked.window.first = std::max(range.first, bands.empty() ? 0 : bands.front() * size);
    asked.window.last = std::min(range.last, bands.empty() ? -1 : bands.back() * size + size - 1);
    if (asked.window.last - asked.window.first >= most_periods)
        return bad("rollup-long", {"期間過長，請給起訖", "That is too many periods; give from and to"},
                   "from");
    return asked;
}

// The buckets to show: all that were asked for, else those from the first to the last that hold a value.
struct Shown {
    std::size_t first = 0, end = 0;
};
template <class Present>
Shown shown_of(std::size_t buckets, std::uint32_t groups, const Present& present) {
    const auto any = [&](std::size_t bucket) {
        for (std::uint32_t group = 0; group < groups; ++group)
            if (present(group, bucket)) return true;
        return false;
    };
    Shown shown{0, buckets};
    while (shown.first < shown.end && !any(shown.first))
        ++shown.first;
    while (shown.end > shown.first && !any(shown.end - 1))
        --shown.end;
    return shown;
}

void write_total(JsonWriter& out, const measure::Total& total, Measured measured, int decimals) {
    out.object();
    if (const auto figure = measure::figure(total, measured, decimals)) out.member("figure", *figure);
    out.member("present", total.present).member("expected", total.expected).end();
}

Result<Reply> get_rollup(Call& call) {
    TRY(auto asked, asked_of(call));
    TRY(auto named, state::group_series(call.view.snapshot(), asked.by));
    const auto& measure = *call.view->measure;
    const auto& keys = measure.table(asked.by.rhythm).keys;
    for (std::size_t row = 0; row < named.grouping.of_row.size(); ++row) {
        const auto* unit = measure.unit(keys[row].unit);
        const auto* element = measure.element(keys[row].element);
        if (unit == nullptr || element == nullptr || !sees_values(call, *element, *unit))
            named.grouping.of_row[row] = measure::no_group;
    }
    const auto& table = measure.table(asked.by.rhythm);
    const bool last = asked.element != nullptr && asked.element->over_time == measure::Aggregate::last &&
                      asked.measured != Measured::achievement;
    const auto sweep = [&](bool falling) {
        auto part = named.grouping;
        if (asked.measured == Measured::achievement)
            for (std::size_t row = 0; row < part.of_row.size(); ++row)
                if (named.falling[row] != falling) part.of_row[row] = measure::no_group;
        return measure::roll_up({&table.actual, &table.target, asked.measured,
                                 last ? measure::Within::last_cell : measure::Within::every_cell, falling, 2},
                                part, asked.window);
    };
    auto rollup = sweep(false);
    if (rollup.totals.size() > most_totals)
        return bad("rollup-large", {"結果過大，請縮小範圍", "The answer is too large; ask for less"}, "by");
    if (asked.measured == Measured::achievement) {
        const auto falling = sweep(true);
        for (std::size_t i = 0; i < rollup.totals.size(); ++i) {
            rollup.totals[i].sum += falling.totals[i].sum;
            rollup.totals[i].present += falling.totals[i].present;
            rollup.totals[i].expected += falling.totals[i].expected;
        }
    }
    const int decimals = asked.element == nullptr ? 0 : asked.element->decimals;
    JsonWriter out;
    out.object().member("by", asked.by.by).member("measured", to_string(asked.measured));
    if (asked.element != nullptr) out.member_if("unit", asked.element->unit);
    Shown shown{0, rollup.buckets.size()};
    if (call.text("from").empty() && call.text("to").empty())
        shown = shown_of(rollup.buckets.size(), rollup.groups, [&](std::uint32_t group, std::size_t bucket) {
            return rollup.at(group, bucket).present != 0;
        });
    out.key("buckets").array();
    for (std::size_t bucket = shown.first; bucket < shown.end; ++bucket)
        out.value(measure::print({asked.window.bucket, rollup.buckets[bucket]}));
    out.end().key("groups").array();
    for (std::uint32_t group = 0; group < rollup.groups; ++group) {
        out.object().member("id", named.names[group]).key("totals").array();
        for (std::size_t bucket = shown.first; bucket < shown.end; ++bucket)
            write_total(out, rollup.at(group, bucket), asked.measured, decimals);
        out.end().end();
    }
    out.end().end();
    return Reply::json(std::move(out));
}

// ---- standing ones

Result<Reply> get_rollups(Call& call) {
    JsonWriter out;
    out.object().key("rollups").array();
    for (const auto& cube : call.view->measure->cubes()) {
        out.object().key("rollup");
        state::write(out, cube->spec());
        out.member("current", cube->structure() == call.view->measure->structure()).end();
    }
    out.end().end();
    return Reply::json(std::move(out));
}

// Read from the kept cells; when its grouping is old, from a sweep.
Result<Reply> get_standing(Call& call) {
    const auto& measure = *call.view->measure;
    const auto* cube = measure.cube(call.path[0]);
    if (cube == nullptr)
        return fail(Fault::not_found, "rollup-unknown",
                    {"查無此常設彙總", "There is no such standing roll-up"}, {}, call.path[0]);
    const auto& spec = cube->spec();
    std::optional<measure::Cube> fresh;
    if (cube->structure() != measure.structure()) {
        TRY(auto named,
            state::group_series(call.view.snapshot(), {spec.by, spec.under, spec.plan, spec.element,
                                                       spec.rhythm, 0, spec.element.empty()}));
        const auto& table = measure.table(spec.rhythm);
        fresh.emplace(spec, std::move(named), measure.structure(), table.actual, table.target);
        cube = &*fresh;
    }
    const auto* element = spec.element.empty() ? nullptr : measure.element(spec.element);
    if (element != nullptr && !sees_element(call, *element)) return element_of(call, spec.element).error();
    const int decimals = element == nullptr ? 0 : element->decimals;
    JsonWriter out;
    out.object().member("by", spec.by).member("measured", to_string(spec.measured));
    if (element != nullptr) out.member_if("unit", element->unit);
    out.key("buckets").array();
    const auto groups = static_cast<std::uint32_t>(cube->names().size());
    const auto cell_at = [&](std::uint32_t group, std::size_t bucket) {
        return cube->cell(group, cube->first_bucket() + static_cast<std::int64_t>(bucket));
    };
    const Shown shown = shown_of(
        static_cast<std::size_t>(cube->buckets()), groups,
        [&](std::uint32_t group, std::size_t bucket) { return cell_at(group, bucket).present != 0; });
    for (std::size_t bucket = shown.first; bucket < shown.end; ++bucket)
        out.value(measure::print({spec.bucket, cube->first_bucket() + static_cast<std::int64_t>(bucket)}));
    out.end().key("groups").array();
    for (std::uint32_t group = 0; group < groups; ++group) {
        out.object().member("id", cube->names()[group]).key("totals").array();
        for (std::size_t bucket = shown.first; bucket < shown.end; ++bucket) {
            const auto cell = cell_at(group, bucket);
            out.object();
            if (const auto figure =
                    measure::figure({cell.sum(), 0, 0, cell.present, 0}, spec.measured, decimals))
                out.member("figure", *figure);
            out.member("present", cell.present).end();
        }
        out.end().end();
    }
    out.end().end();
    return Reply::json(std::move(out));
}

Result<Reply> put_standing(Call& call) {
    json::object spec = call.body;
    spec["id"] = call.path[0];
    CHECK(call.registry.measure().set_rollup(call.actor(), spec));
    JsonWriter out;
    out.object().member("seq", call.registry.view().head().seq).end();
    return Reply::json(std::move(out));
}

Result<Reply> delete_standing(Call& call) {
    CHECK(call.registry.measure().remove_rollup(call.actor(), call.path[0]));
    JsonWriter out;
    out.object().member("seq", call.registry.view().head().seq).end();
    return Reply::json(std::move(out));
}

}  // namespace

std::vector<Endpoint> rollup_endpoints() {
    const Field by{.name = "by",
                   .about = {"分組：element、unit、agency、node、all、attribute:名稱、dimension:名稱",
                             "Groups: element, unit, agency, node, all, attribute:NAME, dimension:NAME"},
                   .required = true,
                   .minimum = 2};
    const Field under{.name = "under",
                      .about = {"此單位或節點之下；level:N 為該層節點",
                                "Under this unit or node; level:N: nodes of that level"}};
    const Field plan{.name = "plan", .about = {"計畫", "Of this plan"}};
    const Field element{.name = "element", .about = {"資料項目", "Of this element"}};
    const Field rhythm{.name = "rhythm",
                       .type = Type::choice,
                       .about = {"序列的週期", "Rhythm of the series"},
                       .choices = {"year", "half", "quarter", "month", "week", "day", "hour", "minute"}};
    const Field bucket{.name = "bucket",
                       .type = Type::choice,
                       .about = {"彙總到的期間", "What periods are put into"},
                       .choices = {"year", "half", "quarter", "month", "week", "day", "hour", "minute"}};
    const Field measured{.name = "measured",
                         .type = Type::choice,
                         .about = {"彙總什麼", "What is rolled up"},
                         .choices = {"sum", "count", "average", "max", "min", "achievement"}};
    std::vector<Endpoint> out;
    out.push_back(
        {.method = http::Method::get,
         .path = "/api/rollup",
         .access = Action::read_reports,
         .summary = {"彙總：依計畫、機關、單位、地區與期間",
                     "A roll-up by plan, agency, unit, region and period"},
         .handle = get_rollup,
         .answer = {200, "Rollup"},
         .query = {by,
                   under,
                   plan,
                   element,
                   rhythm,
                   bucket,
                   measured,
                   {.name = "from", .about = {"自這個期間", "From this period"}, .maximum = 40},
                   {.name = "to", .about = {"至這個期間（含）", "To this period, included"}, .maximum = 40}},
         .work = Work::slow});
    out.push_back({.method = http::Method::get,
                   .path = "/api/rollups",
                   .access = Action::read_reports,
                   .summary = {"常設彙總", "Standing roll-ups"},
                   .handle = get_rollups,
                   .answer = {200, "Rollups"}});
    out.push_back({.method = http::Method::get,
                   .path = "/api/rollups/{id}",
                   .access = Action::read_reports,
                   .summary = {"一個常設彙總的數字", "The figures of a standing roll-up"},
                   .handle = get_standing,
                   .answer = {200, "Rollup"},
                   .work = Work::slow});
    out.push_back({.method = http::Method::put,
                   .path = "/api/rollups/{id}",
                   .access = Action::define_measures,
                   .summary = {"設定常設彙總，此後每次寫入即時更新",
                               "Sets a standing roll-up, kept up to date by every write"},
                   .handle = put_standing,
                   .answer = {200, "Done"},
                   .body = {BodyKind::json, {by, under, plan, element, rhythm, bucket, measured}},
                   .work = Work::slow});
    out.push_back({.method = http::Method::del,
                   .path = "/api/rollups/{id}",
                   .access = Action::define_measures,
                   .summary = {"移除常設彙總", "Removes a standing roll-up"},
                   .handle = delete_standing,
                   .answer = {200, "Done"},
                   .work = Work::slow});
    return out;
}

}  // namespace gangmu::api
