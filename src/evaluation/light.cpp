#include "evaluation/light.hpp"

namespace gangmu::evaluation {
namespace {

struct Row {
    std::string_view name;
    const char* zh;
    const char* en;
};
constexpr std::array<Row, light_count> rows{{{"done", "已達成", "Done"},
                                             {"on-track", "符合進度", "On track"},
                                             {"not-due", "未到期", "Not due"},
                                             {"at-risk", "有風險", "At risk"},
                                             {"not-reported", "未填報", "Not reported"},
                                             {"behind", "落後", "Behind"},
                                             {"undecidable", "無法判定", "Cannot be judged"},
                                             {"none", "不評", "Not evaluated"}}};

}  // namespace

std::string_view to_string(Light light) {
    return rows[static_cast<std::size_t>(light)].name;
}

std::optional<Light> parse_light(std::string_view name) {
    for (const auto light : all_lights)
        if (to_string(light) == name) return light;
    return std::nullopt;
}

Message title(Light light) {
    const auto& row = rows[static_cast<std::size_t>(light)];
    return {row.zh, row.en};
}

}  // namespace gangmu::evaluation
