#include "api/measure_json.hpp"

namespace gangmu::api {
namespace {

using auth::Action;

Error unknown(std::string code, Message what, std::string_view id) {
    return fail(Fault::not_found, std::move(code), std::move(what), {"請查清單", "See the list"},
                std::string(id));
}

// The first (or last) period of the rhythm in what was asked for, which may be of a coarser rhythm.
Result<std::int64_t> bound(std::string_view text, measure::Rhythm rhythm, bool end) {
    const auto period = measure::parse_period(text);
    if (!period)
        return fail(Fault::invalid, "value-period",
                    {"期間格式不正確：" + std::string(text), "This is not a period: " + std::string(text)},
                    {"例如 2026、2026-Q3、2026-08-01", "For example 2026, 2026-Q3, 2026-08-01"},
                    end ? "to" : "from");
    if (period->rhythm == rhythm) return period->number;
    const auto days = measure::days_of(*period);
    if (!end) return measure::period_at(rhythm, days.first).number;
    return measure::period_at(rhythm, days.last + 1).number - 1;
}

}  // namespace

bool sees_element(const Call& call, const measure::Element& element) {
    return element.group.empty() || element.group == "sensors" || call.may(Action::define_measures) ||
           call.may(Action::record_values);
}

bool sees_values(const Call& call, const measure::Element& element, const measure::Unit& unit) {
    if (element.group.empty() || element.group == "sensors") return true;
    const auto agency = call.view->measure->agency_of(unit);
    return call.may(Action::define_measures, agency) || call.may(Action::record_values, agency);
}

Result<const measure::Element*> element_of(const Call& call, std::string_view id) {
    const auto* element = call.view->measure->element(id);
    if (element == nullptr || !sees_element(call, *element))
        return unknown("element-unknown", {"查無此資料項目", "There is no such element"}, id);
    return element;
}

Result<const measure::Unit*> unit_of(const Call& call, std::string_view id) {
    const auto* unit = call.view->measure->unit(id);
    if (unit == nullptr)
        return unknown("unit-unknown", {"查無此填報單位", "There is no such reporting unit"}, id);
    return unit;
}

void write_unit(JsonWriter& out, const measure::Measure& measure, const measure::Unit& unit) {
    out.object().key("unit");
    measure::write(out, unit);
    out.member_if("answers", measure.agency_of(unit));
    out.member("children", std::uint64_t{measure.children(unit.id).size()}).end();
}

void write_members(JsonWriter& out, const measure::Element& element, measure::Combination combination) {
    out.key("members").object();
    for (const auto& [name, member] : measure::members_of(element, combination))
        out.member(name, member);
    out.end();
}

void write_cell(JsonWriter& out, const measure::Element& element, std::int64_t period,
                const measure::Cell& cell) {
    out.object().member("period", measure::print({element.rhythm, period}));
    if (cell.present()) {
        out.member("value", measure::from_stored(cell.value, element.decimals));
        out.member("quality", to_string(cell.quality));
        if (cell.version != element.version) out.member("version", unsigned{cell.version});
    }
    out.end();
}

Result<PeriodRange> range_of(const Call& call, measure::Rhythm rhythm) {
    PeriodRange range;
    if (const auto from = call.text("from"); !from.empty()) {
        TRY(range.first, bound(from, rhythm, false));
    }
    if (const auto to = call.text("to"); !to.empty()) {
        TRY(range.last, bound(to, rhythm, true));
    }
    return range;
}

}  // namespace gangmu::api
