// Corrections of what hangs on nodes: indicators, budgets, facts. For corrections.cpp only; the operations
// are described in corrections.hpp.
#pragma once

#include <string>
#include <vector>

#include "base/json.hpp"
#include "state/content_editor.hpp"

namespace gangmu::state {

// Does this operation concern a list?
bool is_list_correction(const json::object& operation);

// `touched`: ids of the nodes on which something changed. Ids that are made are written into the operation.
// Errors: correction-invalid, correction-unknown.
Status correct_list(ContentEditor& editor, json::object& operation, std::vector<std::string>* touched);

// ---- what both files say and look up

Error correction_invalid(std::string_view what_zh, std::string_view what_en, std::string where = {});
Error correction_unknown(std::string_view id);
std::string_view text_member(const json::object& operation, std::string_view key);
// `field` of a JSON object as {field: value}, so that one reader serves plan JSON and corrections.
json::value alone(std::string_view field, const json::value& value);

}  // namespace gangmu::state
