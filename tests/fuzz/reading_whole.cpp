// Any text or Markdown, all the way: blocks, plan, findings, plan JSON, and back. The first byte chooses the
// carrier.
#include <algorithm>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "checking/check.hpp"
#include "documents_check.hpp"
#include "model/plan_json.hpp"
#include "reading/read.hpp"

namespace gangmu::fuzz {
namespace {

// Ids are unique, parents stand before their children, and what is named is there.
void check_plan(const model::Plan& plan) {
    std::vector<std::string> ids;
    for (const auto& node : plan.nodes) {
        require(text::valid(node.id) && text::valid(node.title) && text::valid(node.text));
        require(node.parent.empty() || std::find(ids.begin(), ids.end(), node.parent) != ids.end());
        ids.push_back(node.id);
    }
    std::sort(ids.begin(), ids.end());
    require(std::adjacent_find(ids.begin(), ids.end()) == ids.end());
    const auto known = [&](const std::string& id) {
        return id.empty() || std::binary_search(ids.begin(), ids.end(), id);
    };
    for (const auto& indicator : plan.indicators)
        require(known(indicator.node));
    for (const auto& budget : plan.budgets)
        require(known(budget.node));
    for (const auto& fact : plan.facts)
        require(known(fact.node));
}

void whole_way(std::string_view name, std::string_view bytes) {
    const auto document = documents::parse(name, bytes, small_limits());
    if (!document) return;
    model::Plan plan = reading::read({&*document, 1});
    auto findings = checking::check(plan);
    plan.findings.insert(plan.findings.end(), findings.begin(), findings.end());
    check_plan(plan);
    const std::string written = model::plan_text(plan);
    const auto tree = parse_json(written);
    require(tree.has_value());
    const auto back = model::read_plan(*tree);
    require(back.has_value());
    require(model::plan_text(*back) == written);
}

}  // namespace
}  // namespace gangmu::fuzz

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    if (size == 0 || size > 20'000) return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
    gangmu::fuzz::whole_way(data[0] % 2 == 0 ? "a.md" : "a.txt", bytes);
    return 0;
}
