#include "exchange/table.hpp"

#include <array>
#include <unordered_map>

#include "model/plan_json.hpp"

namespace gangmu::exchange {
namespace {

using model::Plan;

Value text(std::string_view value) {
    return value.empty() ? Value{} : Value{std::string(value)};
}
Value number(const std::optional<Decimal>& value) {
    return value ? Value{*value} : Value{};
}
Value number(std::size_t value) {
    return Decimal(static_cast<std::int64_t>(value));
}

Value joined(const std::vector<std::string>& items, std::string_view between = "、") {
    std::string out;
    for (const auto& item : items) {
        if (!out.empty()) out += between;
        out += item;
    }
    return text(out);
}

Value yes_no(const std::optional<bool>& value) {
    if (!value) return {};
    return std::string(*value ? "true" : "false");
}

// The first place of a thing, as people cite it: p. 12, lines 40-41.
void append_source(std::vector<Value>& row, const Plan& plan, const model::Sources& sources) {
    if (sources.empty()) {
        row.insert(row.end(), 4, Value{});
        return;
    }
    const model::Source& source = sources.front();
    std::string name = source.document;
    for (const auto& document : plan.plan.documents)
        if (document.sha256 == source.document && !document.name.empty()) name = document.name;
    row.push_back(text(name));
    row.push_back(source.page ? number(source.page) : Value{});
    std::string place = !source.cells.empty() ? source.sheet + "!" + source.cells
                        : source.block        ? std::to_string(source.block)
                                              : "";
    if (source.first_line) {
        place = std::to_string(source.first_line);
        if (source.last_line > source.first_line) place += "-" + std::to_string(source.last_line);
    }
    row.push_back(text(place));
    row.push_back(number(sources.size()));
}

const std::array<Column, 4> kSourceColumns{{{"source_document", {"出處文件", "Source document"}, 20},
                                            {"source_page", {"頁", "Page"}, 6},
                                            {"source_lines", {"行", "Lines"}, 10},
                                            {"source_places", {"出處數", "Places"}, 8}}};

Table with_source(Table table) {
    table.columns.insert(table.columns.end(), kSourceColumns.begin(), kSourceColumns.end());
    return table;
}

std::string dates(const std::vector<model::ScheduleEntry>& schedule, bool start) {
    std::string out;
    for (const auto& entry : schedule) {
        const std::string& side = start ? entry.start : entry.end;
        if (side.empty()) continue;
        if (!out.empty()) out += "; ";
        out += side;
    }
    return out;
}

std::string words(const std::vector<model::ScheduleEntry>& schedule) {
    std::string out;
    for (const auto& entry : schedule) {
        const std::string& part = entry.text.empty() ? entry.phase : entry.text;
        if (part.empty()) continue;
        if (!out.empty()) out += "; ";
        out += part;
    }
    return out;
}

Table nodes(const Plan& plan) {
    std::unordered_map<std::string_view, std::size_t> indicators;
    for (const auto& indicator : plan.indicators)
        ++indicators[indicator.node];
    Table table = with_source({"nodes",
                               {"項目", "Items"},
                               {{"id", {"代碼", "Id"}, 16},
                                {"parent", {"上層代碼", "Parent id"}, 14},
                                {"level", {"層級", "Level"}, 6},
                                {"kind", {"類別", "Kind"}, 12},
                                {"label", {"編號", "Label"}, 10},
                                {"title", {"名稱", "Title"}, 50},
                                {"text", {"內容", "Text"}, 60},
                                {"lead", {"主辦機關", "Lead agencies"}, 16},
                                {"co", {"協辦機關", "Co-agencies"}, 16},
                                {"units", {"單位", "Units"}, 18},
                                {"start", {"起", "Start"}, 10},
                                {"end", {"訖", "End"}, 10},
                                {"phase", {"期程說明", "Phase"}, 16},
                                {"indicators", {"指標數", "Indicators"}, 8}},
                               {}});
    for (const auto& node : plan.nodes) {
        const auto count = indicators.find(node.id);
        std::vector<Value> row{text(node.id),
                               text(node.parent),
                               number(node.level),
                               text(node.kind),
                               text(node.label),
                               text(node.title),
                               text(node.text),
                               joined(node.lead),
                               joined(node.co),
                               joined(node.units),
                               text(dates(node.schedule, true)),
                               text(dates(node.schedule, false)),
                               text(words(node.schedule)),
                               number(count == indicators.end() ? 0 : count->second)};
        append_source(row, plan, node.source);
        table.rows.push_back(std::move(row));
    }
    return table;
}

// One row per target, so that a sheet can be filtered by year.
Table indicators(const Plan& plan) {
    Table table = with_source({"indicators",
                               {"指標", "Indicators"},
                               {{"id", {"代碼", "Id"}, 16},
                                {"node", {"項目代碼", "Item id"}, 14},
                                {"role", {"性質", "Role"}, 8},
                                {"label", {"編號", "Label"}, 10},
                                {"title", {"指標", "Indicator"}, 50},
                                {"lead", {"主辦機關", "Lead agencies"}, 16},
                                {"co", {"協辦機關", "Co-agencies"}, 16},
                                {"period", {"期間", "Period"}, 10},
                                {"target", {"目標值（原文）", "Target as printed"}, 50},
                                {"comparator", {"比較", "Comparator"}, 6},
                                {"value", {"數值", "Value"}, 10},
                                {"value_max", {"上限", "Up to"}, 10},
                                {"unit", {"單位", "Unit"}, 8},
                                {"cumulative", {"累計", "Cumulative"}, 8},
                                {"every", {"每", "Every"}, 8},
                                {"due", {"期限", "Due"}, 10}},
                               {}});
    const auto add = [&](const model::Indicator& indicator, const model::Target* target) {
        std::vector<Value> row{text(indicator.id),    text(indicator.node),  text(indicator.role),
                               text(indicator.label), text(indicator.title), joined(indicator.lead),
                               joined(indicator.co)};
        if (target) {
            const std::vector<Value> cells{text(target->period),
                                           text(target->text),
                                           text(model::to_string(target->comparator)),
                                           number(target->value),
                                           number(target->value_max),
                                           text(target->unit.empty() ? indicator.unit : target->unit),
                                           yes_no(target->cumulative),
                                           text(target->every),
                                           text(target->due)};
            row.insert(row.end(), cells.begin(), cells.end());
        } else {
            row.insert(row.end(), 5, Value{});
            row.push_back(text(indicator.unit));
            row.insert(row.end(), 3, Value{});
        }
        append_source(row, plan, target && !target->source.empty() ? target->source : indicator.source);
        table.rows.push_back(std::move(row));
    };
    for (const auto& indicator : plan.indicators) {
        if (indicator.targets.empty()) add(indicator, nullptr);
        for (const auto& target : indicator.targets)
            add(indicator, &target);
    }
    return table;
}

Table budgets(const Plan& plan) {
    Table table = with_source({"budgets",
                               {"經費", "Budgets"},
                               {{"node", {"項目代碼", "Item id"}, 14},
                                {"title", {"名稱", "Title"}, 30},
                                {"period", {"期間", "Period"}, 10},
                                {"amount", {"金額（元）", "Amount"}, 18},
                                {"currency", {"幣別", "Currency"}, 8},
                                {"printed", {"原文", "As printed"}, 16},
                                {"basis", {"依據", "Basis"}, 12},
                                {"total", {"合計", "Total"}, 6}},
                               {}});
    for (const auto& budget : plan.budgets) {
        std::vector<Value> row{text(budget.node),     text(budget.title),
                               text(budget.period),   budget.amount,
                               text(budget.currency), text(budget.printed),
                               text(budget.basis),    budget.total ? text("true") : Value{}};
        append_source(row, plan, budget.source);
        table.rows.push_back(std::move(row));
    }
    return table;
}

Table facts(const Plan& plan) {
    Table table = with_source({"facts",
                               {"成果數據", "Facts"},
                               {{"node", {"項目代碼", "Item id"}, 14},
                                {"agency", {"機關", "Agency"}, 14},
                                {"text", {"原文", "Sentence"}, 70},
                                {"comparator", {"比較", "Comparator"}, 6},
                                {"figure", {"數值", "Figure"}, 12},
                                {"figure_max", {"上限", "Up to"}, 10},
                                {"unit", {"單位", "Unit"}, 8},
                                {"period", {"期間", "Period"}, 10},
                                {"cumulative", {"累計", "Cumulative"}, 8}},
                               {}});
    for (const auto& fact : plan.facts) {
        std::vector<Value> row{text(fact.node),        text(fact.agency),
                               text(fact.text),        text(model::to_string(fact.comparator)),
                               number(fact.figure),    number(fact.figure_max),
                               text(fact.unit),        text(fact.period),
                               yes_no(fact.cumulative)};
        append_source(row, plan, fact.source);
        table.rows.push_back(std::move(row));
    }
    return table;
}

Table findings(const Plan& plan) {
    Table table = with_source({"findings",
                               {"檢核結果", "Findings"},
                               {{"id", {"代碼", "Id"}, 20},
                                {"rule", {"規則", "Rule"}, 18},
                                {"severity", {"程度", "Severity"}, 8},
                                {"message", {"說明", "Message (Chinese)"}, 70},
                                {"message_en", {"說明（英）", "Message"}, 70},
                                {"nodes", {"項目代碼", "Item ids"}, 20}},
                               {}});
    for (const auto& finding : plan.findings) {
        std::vector<Value> row{
            text(finding.id),         text(finding.rule),       text(model::to_string(finding.severity)),
            text(finding.message.zh), text(finding.message.en), joined(finding.nodes, " ")};
        append_source(row, plan, finding.source);
        table.rows.push_back(std::move(row));
    }
    return table;
}

constexpr std::array<std::string_view, 5> kNames{"nodes", "indicators", "budgets", "facts", "findings"};

}  // namespace

std::span<const std::string_view> table_names() {
    return kNames;
}

std::optional<Table> table(const Plan& plan, std::string_view name) {
    if (name == "nodes") return nodes(plan);
    if (name == "indicators") return indicators(plan);
    if (name == "budgets") return budgets(plan);
    if (name == "facts") return facts(plan);
    if (name == "findings") return findings(plan);
    return std::nullopt;
}

std::vector<Table> tables(const Plan& plan) {
    std::vector<Table> all;
    for (const auto name : kNames)
        all.push_back(*table(plan, name));
    return all;
}

}  // namespace gangmu::exchange
