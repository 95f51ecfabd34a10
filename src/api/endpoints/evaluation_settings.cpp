// What was set about a plan's evaluation, to be looked at and changed: thresholds with their names and
// bounds, how indicators are read, weights, and lights set by hand.
#include <algorithm>

#include "api/call.hpp"
#include "api/endpoints/all.hpp"
#include "evaluation/period.hpp"
#include "evaluation/settings.hpp"

namespace gangmu::api {
namespace {

namespace e = evaluation;

void write_rows(JsonWriter& out) {
    const e::Rules usual;
    out.key("rows").array();
    for (const auto& row : e::rule_rows()) {
        out.object().member("name", row.name).member("zh", row.zh).member("en", row.en);
        out.member("least", row.least).member("most", row.most);
        out.member("usual", row.decimal != nullptr ? usual.*row.decimal : Decimal(usual.*row.whole));
        out.member("whole", row.decimal == nullptr).end();
    }
    out.end();
}

void write_overrides(JsonWriter& out, std::string_view of, const std::string& id, std::string_view title,
                     std::string_view node, const std::vector<e::Override>& all) {
    for (const auto& each : all) {
        out.object().member(of, id).member("title", title).member_if("node", node);
        out.member("light", e::to_string(each.light)).member("reason", each.reason).member("by", each.by);
        out.member("day", e::print_day(each.day)).member_if("period", each.period).end();
    }
}

Result<Reply> get_settings(Call& call) {
    TRY(const auto plan, call.plan());
    CHECK(plan.readable());
    const auto& content = plan.content();
    const auto settings = e::settings_of(call.view->evaluation, plan.id());
    // In the plan's order; what was set on something that the edition in force has no more is not shown.
    std::vector<std::pair<state::Row, const Decimal*>> weights;
    settings->weights.each([&](const std::string& id, const Decimal& weight) {
        if (const auto row = content.find(id)) weights.emplace_back(*row, &weight);
    });
    std::sort(weights.begin(), weights.end());
    JsonWriter out;
    out.object().member("plan", plan.id()).key("rules");
    e::write_rules(out, settings->rules);
    write_rows(out);
    out.key("weights").array();
    for (const auto& [row, weight] : weights) {
        const auto& node = content.node(row);
        out.object().member("node", node.id).member_if("label", node.label).member("title", node.title);
        out.member("weight", *weight).end();
    }
    out.end().key("definitions").array();
    content.walk([&](state::Row row) {
        for (const auto* indicator : content.indicators(row)) {
            const auto* set = settings->definitions.find(indicator->id);
            if (set == nullptr) continue;
            out.object().member("indicator", indicator->id).member("title", indicator->title);
            out.member("node", indicator->node).key("definition");
            e::write(out, *set);
            out.end();
        }
    });
    out.end().key("overrides").array();
    content.walk([&](state::Row row) {
        const auto& node = content.node(row);
        if (const auto* all = settings->nodes.find(node.id))
            write_overrides(out, "item", node.id, node.title, node.id, *all);
        for (const auto* indicator : content.indicators(row))
            if (const auto* all = settings->indicators.find(indicator->id))
                write_overrides(out, "indicator", indicator->id, indicator->title, indicator->node, *all);
    });
    out.end().end();
    return Reply::json(std::move(out));
}

}  // namespace

std::vector<Endpoint> evaluation_settings_endpoints() {
    return {{.method = http::Method::get,
             .path = "/api/plans/{plan}/evaluation-settings",
             .access = auth::Action::read_reports,
             .summary = {"評核門檻、指標讀法、權重與人工燈號",
                         "Thresholds, how indicators are read, weights, and lights set by hand"},
             .handle = get_settings,
             .answer = {200, "EvaluationSettings"}}};
}

}  // namespace gangmu::api
