#include "state/corrections.hpp"

#include <algorithm>

#include "model/plan_json.hpp"
#include "state/content_editor.hpp"

namespace gangmu::state {
namespace {

Error invalid(std::string_view what_zh, std::string_view what_en, std::string where = {}) {
    return fail(Fault::invalid, "correction-invalid", {std::string(what_zh), std::string(what_en)},
                {"請對照說明修改後再送出", "see docs/api.md for the operations"}, std::move(where));
}

Error unknown(std::string_view id) {
    return fail(Fault::not_found, "correction-unknown", {"計畫內查無此項目", "the plan has no such item"}, {},
                std::string(id));
}

std::string_view text_of(const json::object& operation, std::string_view key) {
    const auto* value = operation.if_contains(key);
    if (value == nullptr || !value->is_string()) return {};
    return value->get_string();
}

// `field` of a JSON object as {field: value}, so that one reader serves plan JSON and corrections.
json::value alone(std::string_view field, const json::value& value) {
    json::object object;
    object[field] = value;
    return object;
}

class Operations {
  public:
    Operations(ContentEditor& editor, Sequence version, std::vector<std::string>* touched)
        : editor_(editor), version_(version), touched_(touched) {}

    Status apply(json::object& operation) {
        const auto op = text_of(operation, "op");
        if (op == "plan") return plan(operation);
        if (op == "set")
            return operation.contains("indicator") ? set_indicator(operation) : set_node(operation);
        if (op == "target") return target(operation);
        if (op == "budget") return budget(operation);
        if (op == "add") return add(operation);
        if (op == "move") return move(operation);
        if (op == "split") return split(operation);
        if (op == "merge") return merge(operation);
        if (op == "remove") return remove(operation);
        if (op == "findings") return findings(operation);
        return invalid("不認得的更正動作", "unknown operation", std::string(op));
    }

  private:
    Result<Row> row(const json::object& operation, std::string_view key) const {
        const auto id = text_of(operation, key);
        const auto found = editor_.find(id);
        if (!found) return unknown(id);
        return *found;
    }

    // The row of an id that may be left out.
    Result<Row> row_or_none(const json::object& operation, std::string_view key) const {
        if (text_of(operation, key).empty()) return no_row;
        return row(operation, key);
    }

    // `before` must be a child of `parent`.
    Result<Row> before(const json::object& operation, Row parent) const {
        TRY(const Row sibling, row_or_none(operation, "before"));
        if (sibling != no_row && editor_.at(sibling).parent != parent)
            return invalid("「before」不在該上層之下", "\"before\" is not a child of that parent", "before");
        return sibling;
    }

    void touch(Row row) {
        if (touched_ != nullptr) touched_->push_back(editor_.at(row).node.id);
    }

    Status plan(const json::object& operation) {
        auto header = editor_.header();
        const auto field = text_of(operation, "field");
        std::string* into = field == "title"    ? &header.title
                            : field == "issuer" ? &header.issuer
                            : field == "start"  ? &header.start
                            : field == "end"    ? &header.end
                                                : nullptr;
        if (into == nullptr)
            return invalid("計畫沒有這個欄位", "a plan has no such field", std::string(field));
        *into = text_of(operation, "value");
        editor_.set_header(std::move(header));
        return {};
    }

    Status set_node(const json::object& operation) {
        TRY(const Row at, row(operation, "node"));
        const auto field = text_of(operation, "field");
        const auto* value = operation.if_contains("value");
        if (value == nullptr) return invalid("缺少 value", "value is missing", "value");
        TRY(const model::Node read, model::read_node(alone(field, *value)));
        model::Node node = editor_.at(at).node;
        if (field == "kind")
            node.kind = read.kind;
        else if (field == "label")
            node.label = read.label;
        else if (field == "title")
            node.title = read.title;
        else if (field == "text")
            node.text = read.text;
        else if (field == "labels")
            node.labels = read.labels;
        else if (field == "units")
            node.units = read.units;
        else if (field == "schedule")
            node.schedule = read.schedule;
        else if (field == "lead")
            node.lead = read.lead;
        else if (field == "co")
            node.co = read.co;
        else if (field == "roles")
            node.roles = read.roles;
        else
            return invalid("項目沒有這個欄位", "a node has no such field", std::string(field));
        // What was carried down was replaced by what a person says.
        node.carried.erase(std::remove(node.carried.begin(), node.carried.end(), field), node.carried.end());
        if (node.lead.empty() && node.co.empty())
            node.roles = model::Roles::none;
        else if (node.roles == model::Roles::none || (field == "roles" && read.roles == model::Roles::none))
            node.roles = model::Roles::marked;
        editor_.set_node(at, std::move(node), version_);
        touch(at);
        return {};
    }

    Result<std::uint32_t> indicator(const json::object& operation) const {
        const auto id = text_of(operation, "indicator");
        const auto number = editor_.find_indicator(id);
        if (!number) return unknown(id);
        return *number;
    }

    Status set_indicator(const json::object& operation) {
        TRY(const std::uint32_t number, indicator(operation));
        const auto field = text_of(operation, "field");
        const auto* value = operation.if_contains("value");
        if (value == nullptr) return invalid("缺少 value", "value is missing", "value");
        if (field == "node") {
            TRY(const Row to, row(operation, "value"));
            editor_.move_indicator(number, to);
            touch(to);
            return {};
        }
        TRY(const model::Indicator read, model::read_indicator(alone(field, *value)));
        model::Indicator changed = *editor_.indicators()[number];
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
        else
            return invalid("指標沒有這個欄位", "an indicator has no such field", std::string(field));
        change_indicator(number, std::move(changed));
        return {};
    }

    void change_indicator(std::uint32_t number, model::Indicator changed) {
        const auto node = editor_.find(changed.node);
        editor_.set_indicator(number, std::move(changed));
        if (node) touch(*node);
    }

    static Result<std::size_t> number(const json::object& operation, std::size_t below) {
        const auto* at = operation.if_contains("at");
        if (at == nullptr || !at->is_int64() || at->get_int64() < 0 ||
            static_cast<std::uint64_t>(at->get_int64()) >= below)
            return invalid("「at」應為既有的序號", "\"at\" must be the number of one that is there", "at");
        return static_cast<std::size_t>(at->get_int64());
    }

    Status target(const json::object& operation) {
        TRY(const std::uint32_t which, indicator(operation));
        model::Indicator changed = *editor_.indicators()[which];
        TRY(const std::size_t at, number(operation, changed.targets.size() + 1));
        const auto* value = operation.if_contains("value");
        if (value == nullptr) return invalid("缺少 value", "value is missing", "value");
        if (value->is_null()) {
            if (at == changed.targets.size()) return invalid("沒有這個目標值", "no such target", "at");
            changed.targets.erase(changed.targets.begin() + static_cast<std::ptrdiff_t>(at));
        } else {
            TRY(model::Target read, model::read_target(*value));
            if (at == changed.targets.size()) changed.targets.emplace_back();
            changed.targets[at] = std::move(read);
        }
        change_indicator(which, std::move(changed));
        return {};
    }

    Status budget(const json::object& operation) {
        TRY(const std::size_t at, number(operation, editor_.budget_count()));
        const auto* value = operation.if_contains("value");
        if (value == nullptr) return invalid("缺少 value", "value is missing", "value");
        TRY(model::Budget read, model::read_budget(*value));
        editor_.set_budget(static_cast<std::uint32_t>(at), std::move(read));
        return {};
    }

    // An id of its own under `parent`: the path of labels, else ordinals; a repeat gets ~2.
    std::string new_id(const model::Node& node, Row parent) const {
        const std::string base =
            (parent == no_row ? std::string() : editor_.at(parent).node.id + "/") +
            (node.label.empty()
                 ? std::to_string(
                       (parent == no_row ? editor_.root_count() : editor_.at(parent).children.size()) + 1)
                 : node.label);
        std::string id = base;
        for (unsigned repeat = 2; editor_.find(id); ++repeat)
            id = base + "~" + std::to_string(repeat);
        return id;
    }

    Result<Row> make(json::object& operation, std::string_view key, Row parent, Row before) {
        auto* value = operation.if_contains(key);
        if (value == nullptr) return invalid("缺少新項目", "the new node is missing", std::string(key));
        TRY(model::Node node, model::read_node(*value));
        if (node.id.empty()) node.id = new_id(node, parent);
        if (editor_.find(node.id)) return invalid("編號已被使用", "this id is taken", node.id);
        value->get_object()["id"] = node.id;
        const Row made = editor_.add(std::move(node), parent, before, version_);
        touch(made);
        return made;
    }

    Status add(json::object& operation) {
        TRY(const Row parent, row_or_none(operation, "parent"));
        TRY(const Row sibling, before(operation, parent));
        CHECK(make(operation, "node", parent, sibling));
        return {};
    }

    Status move(const json::object& operation) {
        TRY(const Row at, row(operation, "node"));
        TRY(const Row parent, row_or_none(operation, "parent"));
        TRY(const Row sibling, before(operation, parent));
        if (sibling == at)
            return invalid("項目不能移到自己之前", "a node cannot stand before itself", "before");
        if (parent != no_row && editor_.under(parent, at)) return cycle();
        editor_.move(at, parent, sibling, version_);
        touch(at);
        return {};
    }

    static Error cycle() {
        return fail(Fault::invalid, "correction-cycle",
                    {"項目不能移入自己或其下層", "a node cannot go under itself"});
    }

    Status split(json::object& operation) {
        TRY(const Row at, row(operation, "node"));
        const Row parent = editor_.at(at).parent;
        auto* fresh = operation.if_contains("new");
        if (fresh != nullptr && fresh->is_object() && !fresh->get_object().contains("kind"))
            fresh->get_object()["kind"] = editor_.at(at).node.kind;
        TRY(const Row made, make(operation, "new", parent, editor_.next_sibling(at)));
        if (const auto* text = operation.if_contains("text"); text != nullptr && text->is_string()) {
            auto node = editor_.at(at).node;
            node.text = std::string(text->get_string());
            editor_.set_node(at, std::move(node), version_);
        }
        if (const auto* children = operation.if_contains("children");
            children != nullptr && children->is_array()) {
            for (const auto& each : children->get_array()) {
                const auto child = each.is_string() ? editor_.find(each.get_string()) : std::nullopt;
                if (!child || editor_.at(*child).parent != at)
                    return invalid("只能分出自己的下層項目", "only its own children can be split off",
                                   "children");
                editor_.move(*child, made, no_row, version_);
            }
        }
        touch(at);
        return {};
    }

    Status merge(const json::object& operation) {
        TRY(const Row at, row(operation, "node"));
        TRY(const Row into, row(operation, "into"));
        if (editor_.under(into, at)) return cycle();
        const model::Node gone = editor_.at(at).node;
        model::Node node = editor_.at(into).node;
        if (!gone.text.empty()) node.text += (node.text.empty() ? "" : "\n") + gone.text;
        const auto join = [](auto& all, const auto& more) {
            for (const auto& each : more)
                if (std::find(all.begin(), all.end(), each) == all.end()) all.push_back(each);
        };
        join(node.source, gone.source);
        join(node.labels, gone.labels);
        if (!gone.label.empty() && gone.label != node.label) join(node.labels, std::vector{gone.label});
        join(node.lead, gone.lead);
        join(node.co, gone.co);
        join(node.units, gone.units);
        join(node.schedule, gone.schedule);
        if (node.roles == model::Roles::none) node.roles = gone.roles;
        editor_.merge(at, into, version_);
        editor_.set_node(into, std::move(node), version_);
        touch(into);
        return {};
    }

    Status remove(const json::object& operation) {
        TRY(const Row at, row(operation, "node"));
        if (!editor_.at(at).children.empty() || !editor_.at(at).attached.empty())
            return fail(Fault::conflict, "correction-not-empty",
                        {"此項目之下還有項目、指標或檢核結果，不能刪除",
                         "other items, indicators or findings hang on this one"},
                        {"請先移走，或併入另一項目", "move them first, or merge it into another one"},
                        editor_.at(at).node.id);
        editor_.remove(at);
        return {};
    }

    Status findings(const json::object& operation) {
        if (const auto* gone = operation.if_contains("remove"); gone != nullptr && gone->is_array())
            for (const auto& each : gone->get_array())
                if (const auto at = each.is_string() ? editor_.find_finding(each.get_string()) : std::nullopt)
                    editor_.remove_finding(*at);
        if (const auto* more = operation.if_contains("add"); more != nullptr && more->is_array())
            for (const auto& each : more->get_array()) {
                TRY(model::Finding finding, model::read_finding(each));
                if (!editor_.find_finding(finding.id)) editor_.add_finding(std::move(finding));
            }
        return {};
    }

    ContentEditor& editor_;
    const Sequence version_;
    std::vector<std::string>* touched_;
};

}  // namespace

Result<ContentPtr> apply_corrections(const Content& content, json::array& operations, Sequence version,
                                     std::vector<std::string>* touched) {
    if (operations.size() > max_operations)
        return fail(Fault::too_large, "correction-invalid",
                    {"一次更正的動作過多（上限 10,000）", "too many operations at once (at most 10,000)"});
    ContentEditor editor(content);
    Operations apply(editor, version, touched);
    std::size_t number = 0;
    for (auto& operation : operations) {
        auto result = operation.is_object()
                          ? apply.apply(operation.get_object())
                          : Status(invalid("動作應為 JSON 物件", "an operation is a JSON object"));
        if (!result) {
            Error error = std::move(result).error();
            error.where = std::to_string(number) + ": " + error.where;
            return error;
        }
        ++number;
    }
    return editor.finish(version);
}

}  // namespace gangmu::state
