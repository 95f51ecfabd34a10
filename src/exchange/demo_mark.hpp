// Outputs of a demonstration say 示範 in themselves, so that nobody takes a made-up figure for a real one
// when the file has long left the page.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace gangmu::exchange {

inline constexpr std::string_view demo_word = "示範";

// JSON objects get a member "demo": true at their end, CSV a last column "demo" with 示範 in each row; other
// types (sheets say it on their first page, documents are what somebody gave) are left as they are. Marking
// twice marks once.
std::string demo_marked(std::string bytes, std::string_view media_type);
// For the first page of a sheet.
std::pair<std::string, std::string> demo_line(bool english);
std::string demo_name(std::string_view file_name);  // 示範-計畫.csv

}  // namespace gangmu::exchange
