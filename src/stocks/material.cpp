#include "stocks/material.hpp"

#include <algorithm>
#include <set>

namespace gangmu::stocks {
namespace {

constexpr std::int64_t largest = 1'000'000'000'000;  // with three decimals a double still holds it exactly

Error wrong(std::string code, Message what, std::string where, Message mend = {}) {
    return fail(Fault::invalid, std::move(code), std::move(what), std::move(mend), std::move(where));
}

Status check_name(const std::string& text, const char* code, const char* where, std::size_t longest = 200) {
    if (!text.empty() && text.size() <= longest) return {};
    return wrong(code, {"不可空白，也不可過長", "It must be given, and not be too long"}, where);
}

Status check_series(const std::vector<Dated>& series, const char* where) {
    for (std::size_t i = 0; i < series.size(); ++i) {
        if (!is_amount(series[i].value))
            return wrong("amount-range",
                         {"數值須為 0 以上、至多 12 位整數與 3 位小數",
                          "A figure is 0 or more, of at most 12 digits and 3 decimals"},
                         where);
        if (i > 0 && series[i].from <= series[i - 1].from)
            return wrong("series-order", {"生效日須由早到晚、不重複", "Days must ascend, none twice"}, where);
    }
    return {};
}

Status check_duty(const Duty& duty) {
    const std::set<int> days(duty.weekdays.begin(), duty.weekdays.end());
    const bool named = std::all_of(days.begin(), days.end(), [](int day) { return day >= 0 && day <= 6; });
    const bool two = duty.every != Cadence::twice_week || days.size() == 2;
    if (named && two && duty.due_after >= 0 && duty.due_after <= 120 && duty.remind_before >= 0 &&
        duty.remind_before <= 60)
        return {};
    return wrong(
        "duty-days", {"申報日設定有誤", "The days of reporting are not right"}, "duty",
        {"每週 2 次須指定兩個星期幾（0 為星期日）；期限 0 至 120、提醒 0 至 60 個工作日",
         "Twice a week needs two weekdays (0: Sunday); due 0 to 120, reminder 0 to 60 working days"});
}

}  // namespace

const Dated* on(const std::vector<Dated>& series, Day day) {
    const Dated* found = nullptr;
    for (const auto& each : series)
        if (each.from <= day) found = &each;
    return found;
}

bool is_amount(const Decimal& value) {
    return value >= Decimal(0) && value < Decimal(largest) && value.scale() <= figure_decimals;
}

bool is_id(std::string_view text) {
    if (text.empty() || text.size() > 64) return false;
    return std::all_of(text.begin(), text.end(), [](unsigned char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
               c == '_' || c == '.';
    });
}

Status check(const Material& material) {
    if (!is_id(material.id))
        return wrong("material-id",
                     {"代碼只能用字母、數字、-、_ 與 .", "A code has letters, digits, -, _ and ."}, "id");
    CHECK(check_name(material.name.zh, "material-name", "name"));
    CHECK(check_name(material.unit, "material-unit", "unit", 40));
    CHECK(check_name(material.owner, "material-owner", "owner"));
    CHECK(check_series(material.lines, "lines"));
    CHECK(check_duty(material.duty));
    if (material.use.periods < 1 || material.use.periods > 400)
        return wrong("use-periods", {"期數須為 1 至 400", "The number of periods is 1 to 400"}, "use");
    if (material.near < 0 || material.near > 100)
        return wrong("near-range", {"接近門檻的範圍須為 0 至 100％", "What is near is 0 to 100 %"}, "near");
    for (std::size_t i = 0; i < material.mix.size(); ++i) {
        const auto& each = material.mix[i];
        const bool ordered = i == 0 || material.mix[i - 1].from < each.from;
        if (!ordered || each.least < Decimal(0) || each.most > Decimal(100) || each.most < each.least)
            return wrong("mix-range",
                         {"合約占比須在 0 至 100％之間、下限不大於上限",
                          "A share is 0 to 100 %, the least not over the most"},
                         "mix");
    }
    return {};
}

std::string holding_key(std::string_view material, std::string_view site) {
    std::string key(material);
    key += '|';
    return key += site;
}

Status check(const Holding& holding) {
    if (!is_id(holding.site))
        return wrong("site-id",
                     {"據點代碼只能用字母、數字、-、_ 與 .", "A site's code has letters, digits, -, _ and ."},
                     "site");
    CHECK(check_name(holding.name, "site-name", "name"));
    CHECK(check_name(holding.agency, "site-agency", "agency"));
    CHECK(check_series(holding.required, "required"));
    CHECK(check_series(holding.planned, "planned"));
    if (holding.duty) CHECK(check_duty(*holding.duty));
    if (holding.capacity && !is_amount(*holding.capacity))
        return wrong("amount-range",
                     {"數值須為 0 以上、至多 12 位整數與 3 位小數",
                      "A figure is 0 or more, of at most 12 digits and 3 decimals"},
                     "capacity");
    if (holding.until && *holding.until < holding.from)
        return wrong("holding-dates", {"迄日早於起日", "The end lies before the start"}, "until");
    return {};
}

}  // namespace gangmu::stocks
