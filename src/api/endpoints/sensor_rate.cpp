// How much of what a station's sensors should have sent can be used: docs/sensors.md.
#include <algorithm>

#include "api/endpoints/sensors.hpp"
#include "api/measure_json.hpp"
#include "services/sensor_checks.hpp"

namespace gangmu::api {
namespace {

using auth::Action;
using services::SensorCheck;

constexpr std::size_t most_buckets = 4'000;
constexpr std::int64_t hour_us = 3'600'000'000, day_us = 24 * hour_us, taipei_us = 8 * hour_us;

struct Bucket {
    std::int64_t received = 0;
    std::int64_t checks[5] = {};  // by SensorCheck; [0]: suspect, without a mark
    std::int64_t suspect() const { return checks[0] + checks[1] + checks[2] + checks[3] + checks[4]; }
};

// Seconds between two values, as declared at the station; 0: not declared.
std::int64_t interval_of(const measure::Unit& unit, std::string_view element) {
    const auto* declared = services::declared_sensor(unit, element);
    const auto* interval = declared == nullptr ? nullptr : declared->if_contains("interval");
    const auto read = interval == nullptr ? std::nullopt : Decimal::parse(print_json(*interval));
    return read ? static_cast<std::int64_t>(read->approximate()) : 0;
}

void write_bucket(JsonWriter& out, const Bucket& bucket, std::int64_t from, std::int64_t to, bool days,
                  std::int64_t interval) {
    const auto text = measure::print({days ? measure::Rhythm::day : measure::Rhythm::hour,
                                      (from + taipei_us) / (days ? day_us : hour_us)});
    out.object()
        .member("period", text)
        .member("received", bucket.received)
        .member("suspect", bucket.suspect());
    out.key("checks").object();
    for (int i = 1; i < 5; ++i)
        out.member(services::to_string(static_cast<SensorCheck>(i)), bucket.checks[i]);
    out.end();
    const auto usable = bucket.received - bucket.suspect();
    // What has not come yet is not missing: a period that goes on is counted up to now.
    const auto lasted = std::min(to, ledger::clock_us()) - from;
    const auto expected = interval > 0 && lasted > 0 ? lasted / (interval * 1'000'000) : std::int64_t{0};
    if (interval > 0) out.member("expected", expected);
    const auto of = interval > 0 ? expected : bucket.received;
    if (of > 0) out.member("usable", std::min(1.0, static_cast<double>(usable) / static_cast<double>(of)));
    out.end();
}

Result<Reply> get_rate(Call& call) {
    TRY(const auto* element, element_of(call, call.text("element")));
    if (!services::is_sensor(*element))
        return fail(Fault::invalid, "sensor-element", {"不是感測項目", "This is not an element of sensors"},
                    {"請選 group 為 sensors、rhythm 為 instant 的項目",
                     "Choose one of group sensors and rhythm instant"},
                    "element");
    TRY(const auto range, range_of(call, measure::Rhythm::instant));
    const bool days = call.text("by") != "hour";
    const auto step = days ? day_us : hour_us;
    if (range.first == measure::earliest || range.last == measure::latest || range.last < range.first ||
        static_cast<std::size_t>((range.last - range.first) / step) >= most_buckets)
        return fail(Fault::invalid, "sensor-range",
                    {"請給 from 與 to，至多 4,000 期", "Give from and to, of at most 4,000 periods"},
                    {"例如 from=2026-08-01&to=2026-08-31", "For example from=2026-08-01&to=2026-08-31"},
                    "from");
    const auto& measure = *call.view->measure;
    const auto wanted = call.text("unit");
    const auto align = [&](std::int64_t at) {
        const auto wall = at + taipei_us;
        return wall - (wall % step + step) % step - taipei_us;
    };
    const auto first = align(range.first);
    const auto count = static_cast<std::size_t>((range.last - first) / step) + 1;
    JsonWriter out;
    out.object().member("element", element->id).key("stations").array();
    for (const auto row : measure.rows_of(*element)) {
        const auto& key = measure.table(element->rhythm).keys[row];
        const auto* unit = measure.unit(key.unit);
        if (unit == nullptr || key.combination != 0 || (!wanted.empty() && !measure.below(*unit, wanted)))
            continue;
        std::vector<Bucket> buckets(count);
        measure.each(key, range.first, range.last, [&](std::int64_t at, const measure::Cell& cell) {
            auto& bucket = buckets[static_cast<std::size_t>((at - first) / step)];
            ++bucket.received;
            if (cell.quality == measure::Quality::suspect)
                ++bucket.checks[static_cast<std::size_t>(services::mark_of(measure, *element, key, at))];
        });
        out.object().member("unit", unit->id).member("name", unit->name.zh).key("periods").array();
        for (std::size_t i = 0; i < count; ++i) {
            const auto from = first + static_cast<std::int64_t>(i) * step;
            write_bucket(out, buckets[i], from, from + step, days, interval_of(*unit, element->id));
        }
        out.end().end();
    }
    out.end().end();
    return Reply::json(std::move(out));
}

}  // namespace

std::vector<Endpoint> sensor_rate_endpoints() {
    return {
        {.method = http::Method::get,
         .path = "/api/sensors/usable",
         .access = Action::read_reports,
         .summary = {"各測站的資料可用率", "Usable data by station and period"},
         .handle = get_rate,
         .query =
             {{.name = "element", .about = {"感測項目", "An element of sensors"}, .required = true},
              {.name = "unit", .about = {"測站或其上層", "A station, or what is above it"}},
              {.name = "from", .about = {"自", "From"}},
              {.name = "to", .about = {"至", "To"}},
              {.name = "by", .type = Type::choice, .about = {"期別", "Periods"}, .choices = {"day", "hour"}}},
         .work = Work::slow}};
}

}  // namespace gangmu::api
