// Reads plan JSON. One Reader per text: it keeps the path and the first fault, so the functions below stay
// lists of fields.
#include <charconv>
#include <limits>

#include "model/plan_json.hpp"

namespace gangmu::model {
namespace {

class Reader {
  public:
    const std::optional<Error>& fault() const { return fault_; }

    void bad(const char* zh, const char* en) {
        if (fault_) return;
        fault_ = fail(Fault::invalid, "plan-json", {zh, en}, {}, path());
    }

    // The member's value, or null when it is not there.
    const json::value* find(const json::value& object, std::string_view key) {
        if (!object.is_object()) {
            bad("應為 JSON 物件", "a JSON object is expected here");
            return nullptr;
        }
        return object.get_object().if_contains(key);
    }

    template <class F>
    void at(std::string_view name, F&& read) {
        steps_.push_back({name, 0});
        read();
        steps_.pop_back();
    }
    template <class F>
    void at(std::size_t index, F&& read) {
        steps_.push_back({{}, index});
        read();
        steps_.pop_back();
    }

    template <class F>
    void member(const json::value& object, std::string_view key, F&& read) {
        if (const auto* value = find(object, key)) at(key, [&] { read(*value); });
    }

    void text(const json::value& object, std::string_view key, std::string& into) {
        member(object, key, [&](const json::value& value) { string(value, into); });
    }

    void string(const json::value& value, std::string& into) {
        if (const auto* text = value.if_string())
            into.assign(text->data(), text->size());
        else
            bad("應為文字", "a string is expected here");
    }

    void number(const json::value& object, std::string_view key, std::uint32_t& into) {
        member(object, key, [&](const json::value& value) { whole(value, into); });
    }

    void whole(const json::value& value, std::uint32_t& into) {
        const auto* number = value.if_int64();
        if (number != nullptr && *number >= 0 && *number <= std::numeric_limits<std::uint32_t>::max())
            into = static_cast<std::uint32_t>(*number);
        else
            bad("應為不小於 0 的整數", "a whole number of at least 0 is expected here");
    }

    std::optional<Decimal> decimal(const json::value& value) {
        char digits[400];
        char* end = nullptr;
        if (const auto* whole = value.if_int64())
            end = std::to_chars(digits, digits + sizeof digits, *whole).ptr;
        else if (const auto* fraction = value.if_double())
            end = std::to_chars(digits, digits + sizeof digits, *fraction, std::chars_format::fixed).ptr;
        auto number =
            end == nullptr ? std::nullopt : Decimal::parse({digits, static_cast<std::size_t>(end - digits)});
        if (!number) bad("應為 18 位以內的數", "a number of at most 18 digits is expected here");
        return number;
    }

    void number(const json::value& object, std::string_view key, std::optional<Decimal>& into) {
        member(object, key, [&](const json::value& value) { into = decimal(value); });
    }

    void flag(const json::value& object, std::string_view key, std::optional<bool>& into) {
        member(object, key, [&](const json::value& value) {
            if (const auto* flag = value.if_bool())
                into = *flag;
            else
                bad("應為 true 或 false", "true or false is expected here");
        });
    }

    template <class F>
    void each(const json::value& object, std::string_view key, F&& read) {
        member(object, key, [&](const json::value& value) {
            const auto* array = value.if_array();
            if (array == nullptr) return bad("應為陣列", "an array is expected here");
            std::size_t index = 0;
            for (const auto& item : *array) {
                if (fault_) return;
                at(index++, [&] { read(item); });
            }
        });
    }

    void texts(const json::value& object, std::string_view key, std::vector<std::string>& into) {
        if (const auto* all = object.is_object() ? object.get_object().if_contains(key) : nullptr)
            if (all->is_array()) into.reserve(into.size() + all->get_array().size());
        each(object, key, [&](const json::value& item) { string(item, into.emplace_back()); });
    }

    template <class T>
    void items(const json::value& object, std::string_view key, std::vector<T>& into);

    void comparator(const json::value& object, Comparator& into) {
        std::string word;
        text(object, "comparator", word);
        for (auto each : {Comparator::none, Comparator::equal, Comparator::at_least, Comparator::at_most,
                          Comparator::about}) {
            if (word == to_string(each)) {
                into = each;
                return;
            }
        }
        at("comparator", [&] { bad("不認得的比較符號", "unknown comparator"); });
    }

  private:
    // Written only when something is wrong: a plan has a million places, and mostly no fault.
    struct Step {
        std::string_view name;  // empty: an item
        std::size_t index;
    };
    std::string path() const {
        std::string out;
        for (const Step& step : steps_)
            out.append("/").append(step.name.empty() ? std::to_string(step.index) : std::string(step.name));
        return out.empty() ? "/" : out;
    }
    std::vector<Step> steps_;
    std::optional<Error> fault_;
};

void read(Reader& in, const json::value& value, Source& source) {
    in.text(value, "document", source.document);
    in.number(value, "page", source.page);
    in.member(value, "lines", [&](const json::value& lines) {
        const auto* pair = lines.if_array();
        if (pair == nullptr || pair->size() != 2)
            return in.bad("應為 [首行, 末行]", "[first, last] is expected here");
        in.whole((*pair)[0], source.first_line);
        in.whole((*pair)[1], source.last_line);
    });
    in.number(value, "block", source.block);
    in.text(value, "sheet", source.sheet);
    in.text(value, "cells", source.cells);
}

void read(Reader& in, const json::value& value, ScheduleEntry& entry) {
    in.text(value, "start", entry.start);
    in.text(value, "end", entry.end);
    in.text(value, "phase", entry.phase);
    in.text(value, "text", entry.text);
}

void read(Reader& in, const json::value& value, Node& node) {
    in.text(value, "id", node.id);
    in.text(value, "parent", node.parent);
    in.number(value, "level", node.level);
    in.text(value, "kind", node.kind);
    in.text(value, "label", node.label);
    in.texts(value, "labels", node.labels);
    in.text(value, "title", node.title);
    in.text(value, "text", node.text);
    in.texts(value, "lead", node.lead);
    in.texts(value, "co", node.co);
    in.texts(value, "units", node.units);
    std::string roles;
    in.text(value, "roles", roles);
    if (roles == "unmarked")
        node.roles = Roles::unmarked;
    else
        node.roles = node.lead.empty() && node.co.empty() ? Roles::none : Roles::marked;
    in.items(value, "schedule", node.schedule);
    in.texts(value, "carried", node.carried);
    in.items(value, "source", node.source);
}

void read(Reader& in, const json::value& value, Figure& figure) {
    in.text(value, "text", figure.text);
    in.number(value, "value", figure.value);
    in.number(value, "value_max", figure.value_max);
    in.text(value, "unit", figure.unit);
    in.comparator(value, figure.comparator);
    in.flag(value, "cumulative", figure.cumulative);
}

void read(Reader& in, const json::value& value, Target& target) {
    in.text(value, "period", target.period);
    in.text(value, "text", target.text);
    in.number(value, "value", target.value);
    in.number(value, "value_max", target.value_max);
    in.text(value, "unit", target.unit);
    in.comparator(value, target.comparator);
    in.flag(value, "cumulative", target.cumulative);
    in.text(value, "every", target.every);
    in.text(value, "due", target.due);
    in.items(value, "parts", target.parts);
    in.items(value, "source", target.source);
}

void read(Reader& in, const json::value& value, Indicator& indicator) {
    in.text(value, "id", indicator.id);
    in.text(value, "node", indicator.node);
    in.text(value, "role", indicator.role);
    in.text(value, "label", indicator.label);
    in.text(value, "title", indicator.title);
    in.text(value, "unit", indicator.unit);
    in.texts(value, "lead", indicator.lead);
    in.texts(value, "co", indicator.co);
    in.items(value, "targets", indicator.targets);
    in.texts(value, "same_as", indicator.same_as);
    in.items(value, "source", indicator.source);
}

void read(Reader& in, const json::value& value, Budget& budget) {
    in.text(value, "node", budget.node);
    in.text(value, "title", budget.title);
    in.text(value, "period", budget.period);
    std::optional<Decimal> amount;
    in.number(value, "amount", amount);
    budget.amount = amount.value_or(Decimal());
    in.text(value, "currency", budget.currency);
    in.text(value, "printed", budget.printed);
    in.text(value, "basis", budget.basis);
    std::optional<bool> total;
    in.flag(value, "total", total);
    budget.total = total.value_or(false);
    in.items(value, "source", budget.source);
}

void read(Reader& in, const json::value& value, Fact& fact) {
    in.text(value, "node", fact.node);
    in.text(value, "agency", fact.agency);
    in.text(value, "text", fact.text);
    in.number(value, "figure", fact.figure);
    in.number(value, "figure_max", fact.figure_max);
    in.comparator(value, fact.comparator);
    in.text(value, "unit", fact.unit);
    in.text(value, "period", fact.period);
    in.flag(value, "cumulative", fact.cumulative);
    in.items(value, "source", fact.source);
}

void read(Reader& in, const json::value& value, Finding& finding) {
    in.text(value, "id", finding.id);
    in.text(value, "rule", finding.rule);
    std::string severity = "note";
    in.text(value, "severity", severity);
    if (severity == "error")
        finding.severity = Severity::error;
    else if (severity == "warning")
        finding.severity = Severity::warning;
    in.text(value, "message", finding.message.zh);
    in.text(value, "message_en", finding.message.en);
    in.texts(value, "nodes", finding.nodes);
    in.items(value, "source", finding.source);
}

void read(Reader& in, const json::value& value, DocumentInfo& document) {
    in.text(value, "name", document.name);
    in.text(value, "sha256", document.sha256);
    in.text(value, "media_type", document.media_type);
    in.number(value, "pages", document.pages);
    in.number(value, "lines", document.lines);
}

void read(Reader& in, const json::value& value, ContentsLine& line) {
    in.text(value, "label", line.label);
    in.text(value, "title", line.title);
    in.items(value, "source", line.source);
}

void read(Reader& in, const json::value& value, PlanHeader& header) {
    in.text(value, "id", header.id);
    in.text(value, "title", header.title);
    in.text(value, "issuer", header.issuer);
    in.member(value, "period", [&](const json::value& period) {
        in.text(period, "start", header.start);
        in.text(period, "end", header.end);
    });
    in.items(value, "documents", header.documents);
    in.items(value, "contents_only", header.contents_only);
}

void read(Reader& in, const json::value& value, Plan& plan) {
    in.member(value, "plan", [&](const json::value& header) { read(in, header, plan.plan); });
    in.items(value, "nodes", plan.nodes);
    in.items(value, "indicators", plan.indicators);
    in.items(value, "budgets", plan.budgets);
    in.items(value, "facts", plan.facts);
    in.items(value, "findings", plan.findings);
}

template <class T>
void Reader::items(const json::value& object, std::string_view key, std::vector<T>& into) {
    if (const auto* all = object.is_object() ? object.get_object().if_contains(key) : nullptr)
        if (all->is_array()) into.reserve(into.size() + all->get_array().size());
    each(object, key, [&](const json::value& item) { read(*this, item, into.emplace_back()); });
}

template <class T>
Result<T> whole_of(const json::value& value) {
    Reader in;
    T result;
    read(in, value, result);
    if (in.fault()) return *in.fault();
    return result;
}

}  // namespace

Result<Plan> read_plan(const json::value& value) {
    return whole_of<Plan>(value);
}
Result<PlanHeader> read_header(const json::value& value) {
    return whole_of<PlanHeader>(value);
}
Result<Node> read_node(const json::value& value) {
    return whole_of<Node>(value);
}
Result<Indicator> read_indicator(const json::value& value) {
    return whole_of<Indicator>(value);
}
Result<Target> read_target(const json::value& value) {
    return whole_of<Target>(value);
}
Result<Budget> read_budget(const json::value& value) {
    return whole_of<Budget>(value);
}
Result<Fact> read_fact(const json::value& value) {
    return whole_of<Fact>(value);
}
Result<Finding> read_finding(const json::value& value) {
    return whole_of<Finding>(value);
}

}  // namespace gangmu::model
