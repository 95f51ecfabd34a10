#include "state/list_corrections.hpp"

#include "model/plan_json.hpp"

namespace gangmu::state {
namespace {

class Lists {
  public:
    Lists(ContentEditor& editor, json::object& operation, std::vector<std::string>* touched)
        : editor_(editor), operation_(operation), touched_(touched) {}

    Status apply() {
        const auto op = text_member(operation_, "op");
        if (op == "target") return target();
        if (op == "budget") return budget();
        if (op == "fact") return fact();
        if (op == "add") return add_indicator();
        if (op == "remove") return remove_indicator();
        if (operation_.contains("indicator")) return set_indicator();
        return set_node();
    }

  private:
    void touch(const std::string& node) {
        if (touched_ == nullptr || node.empty()) return;
        if (const auto row = editor_.find(node)) touched_->push_back(editor_.at(*row).node.id);
    }

    Result<const json::value*> value() const {
        const auto* value = operation_.if_contains("value");
        if (value == nullptr) return correction_invalid("缺少 value", "value is missing", "value");
        return value;
    }

    // A number from 0 up to and including `count`.
    Result<std::size_t> number(std::string_view key, std::size_t count) const {
        const auto* at = operation_.if_contains(key);
        if (at == nullptr || !at->is_int64() || at->get_int64() < 0 ||
            static_cast<std::uint64_t>(at->get_int64()) > count)
            return correction_invalid("應為既有的序號", "it must be the number of one that is there",
                                      std::string(key));
        return static_cast<std::size_t>(at->get_int64());
    }

    static Error none_there() { return correction_invalid("沒有這一筆", "there is no such one", "at"); }

    // The row of the id in `key`; of an empty one, no_row.
    Result<Row> row(std::string_view id) const {
        if (id.empty()) return no_row;
        const auto found = editor_.find(id);
        if (!found) return correction_unknown(id);
        return *found;
    }

    // ---- indicators

    Result<std::uint32_t> indicator() const {
        const auto id = text_member(operation_, "indicator");
        const auto number = editor_.find_indicator(id);
        if (!number) return correction_unknown(id);
        return *number;
    }

    Status set_indicator() {
        TRY(const std::uint32_t which, indicator());
        const auto field = text_member(operation_, "field");
        TRY(const auto* given, value());
        if (field == "node") {
            TRY(const Row to, row(text_member(operation_, "value")));
            if (to == no_row)
                return correction_invalid("指標必須掛在某個項目之下", "an indicator hangs on an item",
                                          "value");
            editor_.move_indicator(which, to);
            touch(editor_.at(to).node.id);
            return {};
        }
        TRY(const model::Indicator read, model::read_indicator(alone(field, *given)));
        model::Indicator changed = *editor_.indicators()[which];
        if (field == "label")
            changed.label = read.label;
        else if (field == "title")
            changed.title = read.title;
        else if (field == "unit")
            changed.unit = read.unit;
        else if (field == "role")
            changed.role = read.role;
        else if (field == "lead")
            changed.lead = read.lead;
        else if (field == "co")
            changed.co = read.co;
        else if (field == "same_as")
            changed.same_as = read.same_as;
        else if (field == "source")
            changed.source = read.source;
        else
            return correction_invalid("指標沒有這個欄位", "an indicator has no such field",
                                      std::string(field));
        return change(which, std::move(changed));
    }

    Status change(std::uint32_t which, model::Indicator changed) {
        const std::string node = changed.node;
        editor_.set_indicator(which, std::move(changed));
        touch(node);
        return {};
    }

    Status target() {
        TRY(const std::uint32_t which, indicator());
        model::Indicator changed = *editor_.indicators()[which];
        TRY(const std::size_t at, number("at", changed.targets.size()));
        TRY(const auto* given, value());
        if (given->is_null()) {
            if (at == changed.targets.size()) return none_there();
            changed.targets.erase(changed.targets.begin() + static_cast<std::ptrdiff_t>(at));
        } else {
            TRY(model::Target read, model::read_target(*given));
            if (at == changed.targets.size()) changed.targets.emplace_back();
            changed.targets[at] = std::move(read);
        }
        return change(which, std::move(changed));
    }

    Status add_indicator() {
        auto* given = operation_.if_contains("indicator");
        if (!given->is_object())
            return correction_invalid("新指標應為 JSON 物件", "the new indicator is a JSON object",
                                      "indicator");
        TRY(model::Indicator made, model::read_indicator(*given));
        TRY(const Row at, row(made.node));
        if (at == no_row)
            return correction_invalid("指標必須掛在某個項目之下", "an indicator hangs on an item", "node");
        made.node = editor_.at(at).node.id;
        if (made.role.empty()) made.role = "kpi";
        if (made.id.empty()) {
            std::size_t ordinal = 1;
            for (const auto each : editor_.at(at).attached)
                ordinal += each.type == static_cast<std::uint32_t>(Attachment::indicator) ? 1 : 0;
            const std::string wish =
                made.node + "#" + (made.label.empty() ? std::to_string(ordinal) : made.label);
            made.id = wish;
            for (unsigned repeat = 2; editor_.find_indicator(made.id); ++repeat)
                made.id = wish + "~" + std::to_string(repeat);
        }
        if (editor_.find_indicator(made.id))
            return correction_invalid("編號已被使用", "this id is taken", made.id);
        given->get_object()["id"] = made.id;
        const std::string node = made.node;
        editor_.add_indicator(std::move(made));
        touch(node);
        return {};
    }

    Status remove_indicator() {
        TRY(const std::uint32_t which, indicator());
        const std::string node = editor_.indicators()[which]->node;
        editor_.remove_indicator(which);
        touch(node);
        return {};
    }

    // ---- budgets and facts

    Status budget() {
        TRY(const std::size_t at, number("at", editor_.budget_count()));
        TRY(const auto* given, value());
        const auto there = editor_.nth_budget(at);
        if (given->is_null()) {
            if (!there) return none_there();
            editor_.remove_budget(*there);
            return {};
        }
        TRY(model::Budget read, model::read_budget(*given));
        if (there) {
            editor_.set_budget(*there, std::move(read));
            return {};
        }
        TRY(const Row node, row(read.node));
        if (node != no_row) read.node = editor_.at(node).node.id;
        editor_.add_budget(std::move(read));
        return {};
    }

    Status fact() {
        TRY(const std::size_t at, number("at", editor_.fact_count()));
        TRY(const auto* given, value());
        const auto there = editor_.nth_fact(at);
        if (given->is_null()) {
            if (!there) return none_there();
            editor_.remove_fact(*there);
            return {};
        }
        TRY(model::Fact read, model::read_fact(*given));
        if (there) {
            editor_.set_fact(*there, std::move(read));
            return {};
        }
        TRY(const Row node, row(read.node));
        if (node != no_row) read.node = editor_.at(node).node.id;
        editor_.add_fact(std::move(read));
        return {};
    }

    // Only where they hang: {"op":"set","budget":N,"field":"node","value":ID}
    Status set_node() {
        const bool budget = operation_.contains("budget");
        if (text_member(operation_, "field") != "node")
            return correction_invalid("整筆請以 budget 或 fact 更正", "correct the whole with budget or fact",
                                      "field");
        const std::string_view key = budget ? "budget" : "fact";
        TRY(const std::size_t at, number(key, budget ? editor_.budget_count() : editor_.fact_count()));
        const auto which = budget ? editor_.nth_budget(at) : editor_.nth_fact(at);
        if (!which) return none_there();
        TRY(const Row to, row(text_member(operation_, "value")));
        if (budget)
            editor_.move_budget(*which, to);
        else
            editor_.move_fact(*which, to);
        return {};
    }

    ContentEditor& editor_;
    json::object& operation_;
    std::vector<std::string>* touched_;
};

}  // namespace

bool is_list_correction(const json::object& operation) {
    const auto op = text_member(operation, "op");
    if (op == "target" || op == "budget" || op == "fact") return true;
    if (op == "set")
        return operation.contains("indicator") || operation.contains("budget") || operation.contains("fact");
    return (op == "add" || op == "remove") && operation.contains("indicator");
}

Status correct_list(ContentEditor& editor, json::object& operation, std::vector<std::string>* touched) {
    return Lists(editor, operation, touched).apply();
}

Error correction_invalid(std::string_view what_zh, std::string_view what_en, std::string where) {
    return fail(Fault::invalid, "correction-invalid", {std::string(what_zh), std::string(what_en)},
                {"請對照說明修改後再送出", "see docs/api.md for the operations"}, std::move(where));
}

Error correction_unknown(std::string_view id) {
    return fail(Fault::not_found, "correction-unknown", {"計畫內查無此項目", "the plan has no such item"}, {},
                std::string(id));
}

std::string_view text_member(const json::object& operation, std::string_view key) {
    const auto* value = operation.if_contains(key);
    if (value == nullptr || !value->is_string()) return {};
    return value->get_string();
}

json::value alone(std::string_view field, const json::value& value) {
    json::object object;
    object[field] = value;
    return object;
}

}  // namespace gangmu::state
