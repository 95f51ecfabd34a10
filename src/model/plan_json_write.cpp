#include "model/plan_json.hpp"

namespace gangmu::model {
namespace {

void number_if(JsonWriter& out, std::string_view key, std::uint32_t number) {
    if (number > 0) out.member(key, static_cast<std::uint64_t>(number));
}

void number_if(JsonWriter& out, std::string_view key, const std::optional<Decimal>& number) {
    if (number) out.member(key, *number);
}

void flag_if(JsonWriter& out, std::string_view key, const std::optional<bool>& flag) {
    if (flag) out.member(key, *flag);
}

template <class T>
void write_all(JsonWriter& out, std::string_view key, const std::vector<T>& items) {
    out.key(key).array();
    for (const auto& item : items)
        write_json(out, item);
    out.end();
}

}  // namespace

std::string_view to_string(Comparator comparator) {
    switch (comparator) {
        case Comparator::none:
            return "";
        case Comparator::equal:
            return "=";
        case Comparator::at_least:
            return ">=";
        case Comparator::at_most:
            return "<=";
        case Comparator::about:
            return "~";
    }
    return "";
}

std::string_view to_string(Severity severity) {
    switch (severity) {
        case Severity::note:
            return "note";
        case Severity::warning:
            return "warning";
        case Severity::error:
            return "error";
    }
    return "note";
}

void write_json(JsonWriter& out, const Source& source) {
    out.object();
    out.member_if("document", source.document);
    number_if(out, "page", source.page);
    if (source.first_line > 0) {
        out.key("lines").array().value(source.first_line).value(source.last_line).end();
    }
    number_if(out, "block", source.block);
    out.member_if("sheet", source.sheet);
    out.member_if("cells", source.cells);
    out.end();
}

void write_json(JsonWriter& out, const ScheduleEntry& entry) {
    out.object();
    out.member_if("start", entry.start);
    out.member_if("end", entry.end);
    out.member_if("phase", entry.phase);
    out.member_if("text", entry.text);
    out.end();
}

void write_json(JsonWriter& out, const Node& node) {
    out.object();
    out.member("id", node.id);
    out.member_if("parent", node.parent);
    out.member("level", static_cast<std::uint64_t>(node.level));
    out.member_if("kind", node.kind);
    out.member_if("label", node.label);
    write_list(out, "labels", node.labels);
    out.member_if("title", node.title);
    out.member_if("text", node.text);
    write_list(out, "lead", node.lead);
    write_list(out, "co", node.co);
    write_list(out, "units", node.units);
    if (node.roles == Roles::unmarked) out.member("roles", "unmarked");
    write_list(out, "schedule", node.schedule);
    write_list(out, "carried", node.carried);
    write_list(out, "source", node.source);
    out.end();
}

void write_json(JsonWriter& out, const Figure& figure) {
    out.object();
    out.member_if("text", figure.text);
    number_if(out, "value", figure.value);
    number_if(out, "value_max", figure.value_max);
    out.member_if("unit", figure.unit);
    out.member_if("comparator", to_string(figure.comparator));
    flag_if(out, "cumulative", figure.cumulative);
    out.end();
}

void write_json(JsonWriter& out, const Target& target) {
    out.object();
    out.member_if("period", target.period);
    out.member_if("text", target.text);
    number_if(out, "value", target.value);
    number_if(out, "value_max", target.value_max);
    out.member_if("unit", target.unit);
    out.member_if("comparator", to_string(target.comparator));
    flag_if(out, "cumulative", target.cumulative);
    out.member_if("every", target.every);
    out.member_if("due", target.due);
    write_list(out, "parts", target.parts);
    write_list(out, "source", target.source);
    out.end();
}

void write_json(JsonWriter& out, const Indicator& indicator) {
    out.object();
    out.member("id", indicator.id);
    out.member_if("node", indicator.node);
    out.member_if("role", indicator.role);
    out.member_if("label", indicator.label);
    out.member_if("title", indicator.title);
    out.member_if("unit", indicator.unit);
    write_list(out, "lead", indicator.lead);
    write_list(out, "co", indicator.co);
    write_all(out, "targets", indicator.targets);
    write_list(out, "same_as", indicator.same_as);
    write_list(out, "source", indicator.source);
    out.end();
}

void write_json(JsonWriter& out, const Budget& budget) {
    out.object();
    out.member_if("node", budget.node);
    out.member_if("title", budget.title);
    out.member_if("period", budget.period);
    out.member("amount", budget.amount);
    out.member_if("currency", budget.currency);
    out.member_if("printed", budget.printed);
    out.member_if("basis", budget.basis);
    if (budget.total) out.member("total", true);
    write_list(out, "source", budget.source);
    out.end();
}

void write_json(JsonWriter& out, const Fact& fact) {
    out.object();
    out.member_if("node", fact.node);
    out.member_if("agency", fact.agency);
    out.member_if("text", fact.text);
    number_if(out, "figure", fact.figure);
    number_if(out, "figure_max", fact.figure_max);
    out.member_if("comparator", to_string(fact.comparator));
    out.member_if("unit", fact.unit);
    out.member_if("period", fact.period);
    flag_if(out, "cumulative", fact.cumulative);
    write_list(out, "source", fact.source);
    out.end();
}

void write_json(JsonWriter& out, const Finding& finding) {
    out.object();
    out.member("id", finding.id);
    out.member_if("rule", finding.rule);
    out.member("severity", to_string(finding.severity));
    out.member_if("message", finding.message.zh);
    out.member_if("message_en", finding.message.en);
    write_list(out, "nodes", finding.nodes);
    write_list(out, "source", finding.source);
    out.end();
}

void write_json(JsonWriter& out, const DocumentInfo& document) {
    out.object();
    out.member_if("name", document.name);
    out.member_if("sha256", document.sha256);
    out.member_if("media_type", document.media_type);
    number_if(out, "pages", document.pages);
    number_if(out, "lines", document.lines);
    out.end();
}

void write_json(JsonWriter& out, const ContentsLine& line) {
    out.object();
    out.member_if("label", line.label);
    out.member_if("title", line.title);
    write_list(out, "source", line.source);
    out.end();
}

void write_json(JsonWriter& out, const PlanHeader& header) {
    out.object();
    out.member("id", header.id);
    out.member_if("title", header.title);
    out.member_if("issuer", header.issuer);
    if (!header.start.empty() || !header.end.empty()) {
        out.key("period").object();
        out.member_if("start", header.start);
        out.member_if("end", header.end);
        out.end();
    }
    write_all(out, "documents", header.documents);
    write_list(out, "contents_only", header.contents_only);
    out.end();
}

void write_json(JsonWriter& out, const Plan& plan) {
    out.object();
    out.key("plan");
    write_json(out, plan.plan);
    write_all(out, "nodes", plan.nodes);
    write_all(out, "indicators", plan.indicators);
    write_all(out, "budgets", plan.budgets);
    write_all(out, "facts", plan.facts);
    write_all(out, "findings", plan.findings);
    out.end();
}

std::string plan_text(const Plan& plan) {
    JsonWriter out;
    write_json(out, plan);
    return out.take();
}

}  // namespace gangmu::model
