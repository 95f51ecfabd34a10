#include "services/given_values.hpp"

#include <algorithm>

#include "services/sensor_checks.hpp"

namespace gangmu::services {
namespace {

using measure::Block;
using measure::Cell;
using measure::Element;
using measure::Plane;
using measure::Quality;
using measure::Unit;

constexpr std::size_t most_faults = 1'000;

}  // namespace

Result<const Element*> GivenReader::element_of(const GivenValue& value) {
    if (last_.element != nullptr && last_.element->id == value.element) return last_.element;
    const Element* element = measure_.element(value.element);
    if (element == nullptr)
        return fail(
            Fault::invalid, "element-unknown",
            {"查無資料項目：" + value.element, "There is no element " + value.element},
            {"請先定義，或從 /api/elements 查代碼", "Define it first, or look up its id at /api/elements"},
            value.place);
    if (element->retired)
        return fail(Fault::conflict, "element-retired",
                    {"資料項目已停用：" + value.element, value.element + " takes no more values"}, {},
                    value.place);
    if (!element->formula.empty() && given_.plane == Plane::actual)
        return fail(Fault::invalid, "element-formula",
                    {"此項目由公式計算，不能填報：" + value.element,
                     value.element + " is computed and cannot be recorded"},
                    {"請填報公式所用的項目", "Record the elements that its formula uses"}, value.place);
    // Figures of a stock come with the return that they belong to, whose identities are checked.
    if (given_.plane == Plane::actual && element->group == "stocks" && element->id.rfind("stock.", 0) == 0)
        return fail(
            Fault::invalid, "element-of-stocks",
            {"存量須以存量申報填報：" + value.element, value.element + " is recorded by a return of stocks"},
            {"請用 POST /api/stocks/returns 或存量申報表",
             "Use POST /api/stocks/returns or the sheet of stocks"},
            value.place);
    if (element->group == checks_group)
        return fail(Fault::invalid, "element-of-checks",
                    {"品質檢查的標記由綱目記錄：" + value.element,
                     value.element + " holds marks that Gangmu makes itself"},
                    {"請填報被檢查的項目", "Record the element that is checked"}, value.place);
    if (given_.plane == Plane::target && element->rhythm == measure::Rhythm::instant)
        return fail(Fault::invalid, "target-instant",
                    {"不定時項目沒有分期目標", "What comes at any time has no targets by period"}, {},
                    value.place);
    last_.element = element;
    return element;
}

Result<const Unit*> GivenReader::unit_of(const GivenValue& value) {
    if (last_.unit != nullptr && last_.unit->id == value.unit) return last_.unit;
    const Unit* unit = measure_.unit(value.unit);
    if (unit == nullptr)
        return fail(Fault::invalid, "unit-unknown",
                    {"查無填報單位：" + value.unit, "There is no reporting unit " + value.unit},
                    {"請先設定，或從 /api/units 查代碼", "Set it up first, or look up its id at /api/units"},
                    value.place);
    auto allowed = auth::allow(actor_, auth::Action::record_values, newest_, measure_.agency_of(*unit));
    // A right that is bound to an agency does not reach a unit that has none.
    const bool bound =
        !actor_.local && measure_.agency_of(*unit).empty() &&
        std::none_of(actor_.grants.begin(), actor_.grants.end(), [](const auth::Grant& grant) {
            return grant.agency.empty() && auth::has_right(grant.role, auth::Action::record_values);
        });
    if (allowed && bound)
        allowed = fail(
            Fault::forbidden, "auth-no-right",
            {"填報單位 " + value.unit + " 沒有所屬機關", "Reporting unit " + value.unit + " has no agency"},
            {"請管理者設定其機關", "Ask an administrator to set its agency"}, value.place);
    CHECK(allowed);
    last_.unit = unit;
    return unit;
}

Result<std::int64_t> GivenReader::stored(const Element& element, const Decimal& value) const {
    if ((element.least && value < *element.least) || (element.most && value > *element.most)) {
        const std::string least = element.least ? element.least->str() : "…";
        const std::string most = element.most ? element.most->str() : "…";
        return fail(Fault::invalid, "value-range",
                    {value.str() + " 超出 " + least + " 至 " + most,
                     value.str() + " is outside " + least + " to " + most},
                    {"請確認單位是「" + element.unit + "」", "Check that the unit is " + element.unit});
    }
    return measure::to_stored(value, element.decimals);
}

Result<GivenReader::Placed> GivenReader::place(const GivenValue& value) {
    TRY(const Element* element, element_of(value));
    TRY(const Unit* unit, unit_of(value));
    const auto period = measure::parse_period(value.period);
    if (!period || period->rhythm != element->rhythm) {
        const auto now = measure::print(
            measure::period_at(element->rhythm, measure::days_of({measure::Rhythm::day, 20'000}).first));
        return fail(Fault::invalid, "value-period",
                    {"期間「" + value.period + "」與項目的週期（" +
                         measure::rhythm_title(element->rhythm).zh + "）不符",
                     "The period " + value.period + " does not fit the element, which is " +
                         measure::rhythm_title(element->rhythm).en},
                    {"例如 " + now, "For example " + now}, value.place);
    }
    const auto days = measure::days_of(*period);
    if (!unit->holds(days.first) && !unit->holds(days.last))
        return fail(Fault::invalid, "value-unit-ended",
                    {"填報單位 " + unit->id + " 在 " + value.period + " 不存在",
                     "Reporting unit " + unit->id + " does not exist in " + value.period},
                    {}, value.place);
    const auto combination = measure::combination_of(*element, value.members);
    if (!combination)
        return fail(Fault::invalid, "value-members",
                    {"維度或成員不屬於此項目", "The element has no such dimension or member"},
                    {"請查項目的定義", "See the element's definition"}, value.place);
    Placed placed;
    placed.key = {element->number, unit->number, *combination};
    placed.version = static_cast<std::uint16_t>(element->version);
    placed.value.period = period->number;
    if (value.value) {
        TRY(placed.value.value, stored(*element, *value.value));
        const auto usual = is_sensor(*element) ? Quality::measured : Quality::self_reported;
        placed.value.quality = value.quality == Quality::missing ? usual : value.quality;
    }
    return placed;
}

// Values of sensors that come without a word on their quality are judged; each gets its mark, or loses it.
void GivenReader::check_sensors(std::vector<Placed>& placed) const {
    if (given_.plane != Plane::actual) return;
    std::vector<IncomingValue> values;
    std::vector<std::size_t> of;  // in placed
    for (std::size_t i = 0; i < placed.size(); ++i) {
        const Element* element = measure_.element(placed[i].key.element);
        if (element == nullptr || !is_sensor(*element)) continue;
        const bool silent = given_.values[placed[i].at].quality == Quality::missing;
        const Cell now = measure_.cell(placed[i].key, placed[i].value.period);
        const bool known = now.present() && now.value == placed[i].value.value && silent;
        if (known || (i > 0 && placed[i - 1].key == placed[i].key &&
                      placed[i - 1].value.period == placed[i].value.period))
            continue;
        const bool taken_out = placed[i].value.quality == Quality::missing;
        values.push_back({placed[i].key, placed[i].value.period,
                          taken_out ? now.value : placed[i].value.value, silent && !taken_out});
        of.push_back(i);
    }
    if (values.empty()) return;
    judge(measure_, values);
    for (std::size_t i = 0; i < values.size(); ++i) {
        Placed& value = placed[of[i]];
        const auto mark = static_cast<std::int64_t>(values[i].mark);
        if (mark != 0) {
            value.value.quality = Quality::suspect;
            value.marked = true;
        }
        const Element* marks = measure_.element(check_id(measure_.element(value.key.element)->id));
        if (marks == nullptr || marks->group != checks_group) continue;
        Placed note = value;
        note.key.element = marks->number;
        note.version = static_cast<std::uint16_t>(marks->version);
        note.value.value = mark;
        note.value.quality = mark != 0 ? Quality::measured : Quality::missing;
        note.marked = true;
        if (mark != 0 || measure_.cell(note.key, note.value.period).present()) placed.push_back(note);
    }
}

// A value that changes one that is there is a revision, unless its quality was given.
bool GivenReader::settle(Placed& placed) const {
    const Cell now = measure_.cell(placed.key, placed.value.period, given_.plane);
    const Quality said = given_.values[placed.at].quality;
    if (placed.value.quality == Quality::missing) return now.present();
    if (!now.present()) return true;
    if (placed.marked) return now.value != placed.value.value || now.quality != placed.value.quality;
    if (now.value == placed.value.value && (said == Quality::missing || said == now.quality)) return false;
    if (said == Quality::missing) placed.value.quality = Quality::revised;
    return true;
}

Status GivenReader::check_twice(const std::vector<Placed>& placed, std::vector<ValueFault>* faults) const {
    for (std::size_t i = 1; i < placed.size(); ++i) {
        if (placed[i].key != placed[i - 1].key || placed[i].value.period != placed[i - 1].value.period)
            continue;
        if (placed[i].value == placed[i - 1].value) continue;
        auto error =
            fail(Fault::invalid, "value-twice",
                 {"同一數值給了兩次且不相同", "One value was given twice, and not the same"},
                 {"請保留正確的一筆", "Keep the one that is right"}, given_.values[placed[i].at].place);
        if (faults == nullptr || faults->size() >= most_faults) return error;
        faults->push_back({placed[i].at, error});
    }
    return faults == nullptr || faults->empty() ? Status() : Status(faults->front().error);
}

Result<std::vector<Block>> GivenReader::blocks(std::vector<ValueFault>* faults) {
    if (given_.values.size() > most_given)
        return fail(Fault::too_large, "values-too-many",
                    {"一次最多 1,000,000 筆數值", "At most 1,000,000 values at a time"},
                    {"請分批送出", "Send them in parts"});
    std::vector<Placed> placed;
    placed.reserve(given_.values.size());
    for (std::size_t at = 0; at < given_.values.size(); ++at) {
        auto one = place(given_.values[at]);
        if (one) {
            one->at = at;
            placed.push_back(std::move(*one));
            continue;
        }
        if (one.error().where.empty()) one.error().where = given_.values[at].place;
        // Who may not write is told that and nothing else.
        if (faults == nullptr || one.error().fault == Fault::forbidden ||
            one.error().fault == Fault::unauthenticated)
            return std::move(one).error();
        faults->push_back({at, std::move(one).error()});
        if (faults->size() >= most_faults) break;
    }
    const auto in_order = [](const Placed& a, const Placed& b) {
        if (a.key != b.key) return a.key < b.key;
        return a.value.period != b.value.period ? a.value.period < b.value.period : a.at < b.at;
    };
    std::sort(placed.begin(), placed.end(), in_order);
    CHECK(check_twice(placed, faults));
    const std::size_t given = placed.size();
    check_sensors(placed);
    if (placed.size() != given) std::sort(placed.begin(), placed.end(), in_order);
    std::vector<Block> blocks;
    std::size_t in_block = measure::block_values;
    const Placed* before = nullptr;
    for (Placed& each : placed) {
        const bool twice =
            before != nullptr && before->key == each.key && before->value.period == each.value.period;
        if (twice || !settle(each)) continue;
        if (in_block == measure::block_values) {
            blocks.push_back({given_.plane, {}});
            in_block = 0;
        }
        auto& series = blocks.back().series;
        if (series.empty() || series.back().key != each.key) series.push_back({each.key, each.version, {}});
        series.back().values.push_back(each.value);
        ++in_block;
        if (measure_.element(each.key.element)->group != checks_group) ++changed_;
        before = &each;
    }
    return blocks;
}

}  // namespace gangmu::services
