// The names that stocks' kinds of things go by: in events, in the API, and as people read them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/result.hpp"

namespace gangmu::stocks {

// What a material's line (門檻) is about.
enum class Measure : std::uint8_t {
    days,      // days of supply: stock ÷ average use a day
    coverage,  // stock ÷ required quantity, in percent
    quantity,  // the stock itself
};
// How the average use a day is found.
enum class Formula : std::uint8_t {
    last_year,     // the use of the calendar year before, by its days
    last_periods,  // the use of the last n returned periods, by their days
    planned,       // what is planned for the day
};
enum class Cadence : std::uint8_t { twice_week, week, month, quarter, half_year, year };
enum class Tier : std::uint8_t { none, central, local, hospital };  // 中央, 地方, 醫院
// Who may see a material's figures besides its owner and the sites' own agencies.
enum class Open : std::uint8_t { owner, agencies, accounts, everyone };
enum class Light : std::uint8_t { unknown, above, near, under };
enum class Quality : std::uint8_t { measured, estimated, self_reported };
enum class ShipState : std::uint8_t { planned, under_way, arrived, lost, cancelled };
enum class CaseState : std::uint8_t { notified, assessed, handled };  // 通報, 評估, 處理
enum class Severity : std::uint8_t { unknown, none, low, medium, high };

template <class Enum>
struct Name {
    Enum is;
    std::string_view name;
    const char* zh;
    const char* en;
};

// Every value of the kind with its names, in order.
template <class Enum>
struct Names;
#define GANGMU_STOCK_NAMES(ENUM, ...)                      \
    template <>                                            \
    struct Names<ENUM> {                                   \
        static constexpr Name<ENUM> all[] = {__VA_ARGS__}; \
    };
GANGMU_STOCK_NAMES(Measure, {Measure::days, "days", "供應天數", "days of supply"},
                   {Measure::coverage, "coverage", "達成率（％）", "share of the required quantity (%)"},
                   {Measure::quantity, "quantity", "存量", "quantity in stock"})
GANGMU_STOCK_NAMES(Formula,
                   {Formula::last_year, "last_year", "上一年度平均使用量", "average use of the year before"},
                   {Formula::last_periods, "last_periods", "最近數期平均使用量",
                    "average use of the last periods"},
                   {Formula::planned, "planned", "計畫使用量", "planned use"})
GANGMU_STOCK_NAMES(Cadence, {Cadence::twice_week, "twice_week", "每週 2 次", "twice a week"},
                   {Cadence::week, "week", "每週", "weekly"}, {Cadence::month, "month", "每月", "monthly"},
                   {Cadence::quarter, "quarter", "每季", "quarterly"},
                   {Cadence::half_year, "half_year", "每半年", "half-yearly"},
                   {Cadence::year, "year", "每年", "yearly"})
GANGMU_STOCK_NAMES(Tier, {Tier::none, "none", "不分級", "none"},
                   {Tier::central, "central", "中央", "central"},
                   {Tier::local, "local", "地方政府", "local government"},
                   {Tier::hospital, "hospital", "醫療院所", "hospital"})
GANGMU_STOCK_NAMES(Open, {Open::owner, "owner", "僅主管機關與填報機關", "owner and reporting agencies"},
                   {Open::agencies, "agencies", "指定機關", "named agencies"},
                   {Open::accounts, "accounts", "所有登入者", "everyone who is signed in"},
                   {Open::everyone, "everyone", "公開", "the public"})
GANGMU_STOCK_NAMES(Light, {Light::unknown, "unknown", "無法判定", "unknown"},
                   {Light::above, "above", "高於門檻", "above the line"},
                   {Light::near, "near", "接近門檻", "near the line"},
                   {Light::under, "under", "低於門檻", "under the line"})
GANGMU_STOCK_NAMES(Quality, {Quality::measured, "measured", "實測", "measured"},
                   {Quality::estimated, "estimated", "估計", "estimated"},
                   {Quality::self_reported, "self_reported", "自行申報", "self-reported"})
GANGMU_STOCK_NAMES(ShipState, {ShipState::planned, "planned", "規劃", "planned"},
                   {ShipState::under_way, "under_way", "在途", "under way"},
                   {ShipState::arrived, "arrived", "已到港", "arrived"},
                   {ShipState::lost, "lost", "未能到港", "lost"},
                   {ShipState::cancelled, "cancelled", "取消", "cancelled"})
GANGMU_STOCK_NAMES(CaseState, {CaseState::notified, "notified", "已通報", "notified"},
                   {CaseState::assessed, "assessed", "已評估", "assessed"},
                   {CaseState::handled, "handled", "已處理", "handled"})
GANGMU_STOCK_NAMES(Severity, {Severity::unknown, "unknown", "未評估", "not assessed"},
                   {Severity::none, "none", "無短缺", "no shortage"}, {Severity::low, "low", "輕微", "low"},
                   {Severity::medium, "medium", "中等", "medium"}, {Severity::high, "high", "嚴重", "high"})
#undef GANGMU_STOCK_NAMES

template <class Enum>
constexpr std::string_view to_string(Enum is) {
    return Names<Enum>::all[static_cast<std::size_t>(is)].name;
}
template <class Enum>
Message title(Enum is) {
    const auto& row = Names<Enum>::all[static_cast<std::size_t>(is)];
    return {row.zh, row.en};
}
template <class Enum>
std::optional<Enum> parse(std::string_view name) {
    for (const auto& each : Names<Enum>::all)
        if (each.name == name) return each.is;
    return std::nullopt;
}

}  // namespace gangmu::stocks
