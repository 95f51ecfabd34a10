#include "state/corrections.hpp"

#include <algorithm>

#include "model/plan_json.hpp"
#include "state/content_editor.hpp"
#include "state/list_corrections.hpp"
#include "state/payload.hpp"

namespace gangmu::state {
namespace {

Error invalid(std::string_view what_zh, std::string_view what_en, std::string where = {}) {
    return correction_invalid(what_zh, what_en, std::move(where));
}

std::string_view text_of(const json::object& operation, std::string_view key) {
    return text_member(operation, key);
}

class Operations {
  public:
    Operations(ContentEditor& editor, Sequence version, std::vector<std::string>* touched)
        : editor_(editor), version_(version), touched_(touched) {}

    Status apply(json::object& operation) {
        const auto op = text_of(operation, "op");
        if (op == "plan") return plan(operation);
        if (is_list_correction(operation)) return correct_list(editor_, operation, touched_);
        if (op == "set") return set_node(operation);
        if (op == "add") return add(operation);
        if (op == "move") return move(operation);
        if (op == "split") return split(operation);
        if (op == "merge") return merge(operation);
        if (op == "remove") return remove(operation);
        if (op == "identity") return identity(operation);
        if (op == "findings") return findings(operation);
        return invalid("不認得的更正動作", "unknown operation", std::string(op));
    }

  private:
    Result<Row> row(const json::object& operation, std::string_view key) const {
        const auto id = text_of(operation, key);
        const auto found = editor_.find(id);
        if (!found) return correction_unknown(id);
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
        else if (field == "source")
            node.source = read.source;
        else if (field == "carried")
            node.carried = read.carried;
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

    // By an item that is there; not by a merged one, whose id leads to the survivor.
    bool taken(std::string_view id) const {
        const auto row = editor_.find(id);
        return row && editor_.at(*row).node.id == id;
    }

    Result<Row> make(json::object& operation, std::string_view key, Row parent, Row before) {
        auto* value = operation.if_contains(key);
        if (value == nullptr) return invalid("缺少新項目", "the new node is missing", std::string(key));
        TRY(model::Node node, model::read_node(*value));
        if (node.id.empty()) node.id = new_id(node, parent);
        if (taken(node.id) || (editor_.find(node.id) && !flag(operation, "restore")))
            return invalid("編號已被使用", "this id is taken", node.id);
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

    // A leaf on which nothing hangs but findings, or with "below" whatever is under it and hangs on it.
    Status remove(const json::object& operation) {
        TRY(const Row at, row(operation, "node"));
        if (flag(operation, "below")) {
            remove_all(at);
            return {};
        }
        const auto& entry = editor_.at(at);
        const bool bare = std::all_of(entry.attached.begin(), entry.attached.end(), [](Attached each) {
            return each.type == static_cast<std::uint32_t>(Attachment::finding);
        });
        if (!entry.children.empty() || !bare)
            return fail(Fault::conflict, "correction-not-empty",
                        {"此項目之下還有項目、指標、經費或實績，不能刪除",
                         "other items, indicators, budgets or facts hang on this one"},
                        {"請先移走、併入另一項目，或連同以下全部刪除",
                         "move them first, merge it into another one, or remove all that is under it"},
                        editor_.at(at).node.id);
        remove_all(at);
        return {};
    }

    void remove_all(Row at) {
        std::vector<Row> rows{at};
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const auto& children = editor_.at(rows[i]).children;
            rows.insert(rows.end(), children.begin(), children.end());
        }
        for (auto each = rows.rbegin(); each != rows.rend(); ++each) {
            const auto attached = editor_.at(*each).attached;
            for (const Attached item : attached)
                switch (static_cast<Attachment>(item.type)) {
                    case Attachment::indicator:
                        editor_.remove_indicator(item.number);
                        break;
                    case Attachment::budget:
                        editor_.remove_budget(item.number);
                        break;
                    case Attachment::fact:
                        editor_.remove_fact(item.number);
                        break;
                    case Attachment::finding:  // checking says again what still holds
                        editor_.remove_finding(item.number);
                        break;
                }
            editor_.remove(*each);
        }
    }

    // The item is another one than its id says: that of `as`, or with none, one that never was before.
    Status identity(json::object& operation) {
        TRY(const Row at, row(operation, "node"));
        std::string id(text_of(operation, "as"));
        if (id.empty()) {
            id = new_id(editor_.at(at).node, editor_.at(at).parent);
            operation["as"] = id;
        }
        if (id == editor_.at(at).node.id) return {};
        if (taken(id))
            return invalid("此編號屬於另一個項目，請先更正該項目",
                           "another item has this id: correct that one first", id);
        editor_.rename(at, id);
        touch(at);
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
        const auto* of = operation.if_contains("of");
        editor_.set_checked(of != nullptr && of->is_int64() ? static_cast<Sequence>(of->get_int64())
                                                            : version_);
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
    const bool only_findings =
        !operations.empty() && std::all_of(operations.begin(), operations.end(), [](const auto& operation) {
            return text_of(operation.get_object(), "op") == "findings";
        });
    return editor.finish(version, only_findings ? ContentEditor::Edits::findings : ContentEditor::Edits::any);
}

}  // namespace gangmu::state
