// Lights (燈號): what the evaluation says of an indicator, an item, a plan or an agency, in one word.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/result.hpp"

namespace gangmu::evaluation {

enum class Light : std::uint8_t {
    done,          // 已達成
    on_track,      // 符合進度
    not_due,       // 未到期
    at_risk,       // 有風險
    not_reported,  // 未填報: something was due from the agency and did not come
    behind,        // 落後
    undecidable,   // 無法判定: there is no certain value to judge by
    none,          // 不評: nothing was promised here
};
inline constexpr std::size_t light_count = 8;
inline constexpr std::array<Light, light_count> all_lights{
    Light::done,         Light::on_track, Light::not_due,     Light::at_risk,
    Light::not_reported, Light::behind,   Light::undecidable, Light::none};

std::string_view to_string(Light light);  // done, on-track, not-due, at-risk, not-reported, behind, …
std::optional<Light> parse_light(std::string_view name);
Message title(Light light);

// From good (0) to bad, as they are declared; undecidable and none stand outside the order.
constexpr bool ranked(Light light) {
    return light < Light::undecidable;
}
constexpr bool worse(Light a, Light b) {
    return ranked(a) && ranked(b) && a > b;
}
// What no average may hide.
constexpr bool bad(Light light) {
    return light == Light::behind || light == Light::not_reported;
}
// The worse of two; one that is outside the order gives way, and undecidable stands before none.
constexpr Light worst(Light a, Light b) {
    if (ranked(a) && ranked(b)) return a > b ? a : b;
    if (ranked(a) != ranked(b)) return ranked(a) ? a : b;
    return a < b ? a : b;
}

}  // namespace gangmu::evaluation
