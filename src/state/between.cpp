#include "state/between.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "model/plan_json.hpp"

namespace gangmu::state {
namespace {

template <class T>
json::value as_json(const T& item) {
    JsonWriter out;
    model::write_json(out, item);
    auto value = parse_json(out.take());
    return value ? std::move(*value) : json::value(json::object());
}

// The member, or what an empty one of its kind is.
json::value member(const json::value& object, std::string_view key, const json::value& empty) {
    const auto* found = object.get_object().if_contains(key);
    return found != nullptr ? *found : empty;
}

const json::value no_text = "";
const json::value no_list = json::array();

struct FieldKind {
    std::string_view name;
    const json::value& empty;
};
// In this order: who leads decides what roles can say, and a field that is set is not carried any more.
const FieldKind node_fields[] = {{"kind", no_text},     {"label", no_text},  {"title", no_text},
                                 {"text", no_text},     {"labels", no_list}, {"lead", no_list},
                                 {"co", no_list},       {"units", no_list},  {"roles", no_text},
                                 {"schedule", no_list}, {"source", no_list}};
const FieldKind indicator_fields[] = {{"role", no_text},    {"label", no_text}, {"title", no_text},
                                      {"unit", no_text},    {"lead", no_list},  {"co", no_list},
                                      {"same_as", no_list}, {"source", no_list}};

template <class T>
std::vector<const T*> present(const Items<T>& items) {
    std::vector<const T*> all;
    for (const auto& item : items)
        if (item) all.push_back(item.get());
    return all;
}

std::int64_t number(std::size_t n) {
    return static_cast<std::int64_t>(n);
}

class Between {
  public:
    Between(const Content& from, const Content& to) : from_(from), to_(to) {}

    json::array run() {
        header();
        tree();
        to_.walk([&](Row row) {
            if (const auto* was = node_in_from(to_.node(row).id)) fields(*was, to_.node(row));
        });
        indicators();
        list("budget", present(from_.budgets()), present(to_.budgets()));
        list("fact", present(from_.facts()), present(to_.facts()));
        removals();
        return std::move(out_);
    }

  private:
    void say(json::object operation) { out_.emplace_back(std::move(operation)); }

    // The node that has this very id, not one that it leads to.
    static const NodeEntry* exact(const Content& content, std::string_view id) {
        const auto row = content.find(id);
        if (!row || content.node(*row).id != id) return nullptr;
        return content.entry(*row);
    }
    const model::Node* node_in_from(std::string_view id) const {
        const auto* entry = exact(from_, id);
        return entry == nullptr ? nullptr : &entry->node;
    }

    void header() {
        const auto set = [&](const char* field, const std::string& was, const std::string& is) {
            if (was != is) say({{"op", "plan"}, {"field", field}, {"value", is}});
        };
        set("title", from_.header().title, to_.header().title);
        set("issuer", from_.header().issuer, to_.header().issuer);
        set("start", from_.header().start, to_.header().start);
        set("end", from_.header().end, to_.header().end);
    }

    // ---- the tree: a simulation of each parent's children, without those that leave it
    void tree() {
        from_.walk([&](Row row) {
            const auto& node = from_.node(row);
            const auto* then = exact(to_, node.id);
            if (then != nullptr && then->node.parent == node.parent)
                children_[node.parent].push_back(node.id);
        });
        std::unordered_map<std::string, std::size_t> placed;
        to_.walk([&](Row row) {
            const auto& node = to_.node(row);
            place(node, placed[node.parent]++);
        });
    }

    void place(const model::Node& node, std::size_t at) {
        auto& siblings = children_[node.parent];
        if (at < siblings.size() && siblings[at] == node.id) return;
        const std::string before = at < siblings.size() ? siblings[at] : std::string();
        json::object operation;
        if (node_in_from(node.id) == nullptr) {
            operation = {{"op", "add"}, {"node", as_json(node)}};
            if (from_.find(node.id)) operation["restore"] = true;  // it led to another one
        } else {
            operation = {{"op", "move"}, {"node", node.id}};
            siblings.erase(std::remove(siblings.begin(), siblings.end(), node.id), siblings.end());
        }
        if (!node.parent.empty()) operation["parent"] = node.parent;
        if (!before.empty()) operation["before"] = before;
        siblings.insert(siblings.begin() + static_cast<std::ptrdiff_t>(std::min(at, siblings.size())),
                        node.id);
        say(std::move(operation));
    }

    void fields(const model::Node& was, const model::Node& is) {
        if (was == is) return;
        const json::value before = as_json(was), after = as_json(is);
        bool any = false;
        for (const auto& field : node_fields) {
            const auto value = member(after, field.name, field.empty);
            if (member(before, field.name, field.empty) == value) continue;
            any = true;
            say({{"op", "set"}, {"node", is.id}, {"field", field.name}, {"value", value}});
        }
        if (was.carried != is.carried || (any && !is.carried.empty()))
            say({{"op", "set"},
                 {"node", is.id},
                 {"field", "carried"},
                 {"value", member(after, "carried", no_list)}});
    }

    // ---- lists

    void indicators() {
        for (const auto* was : present(from_.indicators()))
            if (to_.indicator(was->id) == nullptr) say({{"op", "remove"}, {"indicator", was->id}});
        for (const auto* is : present(to_.indicators())) {
            const auto* was = from_.indicator(is->id);
            if (was == nullptr) {
                say({{"op", "add"}, {"indicator", as_json(*is)}});
                continue;
            }
            if (*was == *is) continue;
            if (was->node != is->node)
                say({{"op", "set"}, {"indicator", is->id}, {"field", "node"}, {"value", is->node}});
            const json::value before = as_json(*was), after = as_json(*is);
            for (const auto& field : indicator_fields) {
                const auto value = member(after, field.name, field.empty);
                if (member(before, field.name, field.empty) != value)
                    say({{"op", "set"}, {"indicator", is->id}, {"field", field.name}, {"value", value}});
            }
            targets(*was, *is);
        }
    }

    void targets(const model::Indicator& was, const model::Indicator& is) {
        for (std::size_t i = 0; i < is.targets.size(); ++i)
            if (i >= was.targets.size() || !(was.targets[i] == is.targets[i]))
                say({{"op", "target"},
                     {"indicator", is.id},
                     {"at", number(i)},
                     {"value", as_json(is.targets[i])}});
        for (std::size_t i = was.targets.size(); i > is.targets.size(); --i)
            say({{"op", "target"}, {"indicator", is.id}, {"at", number(i - 1)}, {"value", nullptr}});
    }

    // Budgets and facts, which have no ids but their place: each place is made to say what it should, so that
    // later corrections, which name a place, mean the same one.
    template <class T>
    void list(const char* op, const std::vector<const T*>& was, const std::vector<const T*>& is) {
        const std::size_t both = std::min(was.size(), is.size());
        for (std::size_t i = 0; i < both; ++i) {
            if (*was[i] == *is[i]) continue;
            say({{"op", op}, {"at", number(i)}, {"value", as_json(*is[i])}});
            if (was[i]->node != is[i]->node)
                say({{"op", "set"}, {op, number(i)}, {"field", "node"}, {"value", is[i]->node}});
        }
        for (std::size_t i = was.size(); i > both; --i)
            say({{"op", op}, {"at", number(i - 1)}, {"value", nullptr}});
        for (std::size_t i = both; i < is.size(); ++i)
            say({{"op", op}, {"at", number(i)}, {"value", as_json(*is[i])}});
    }

    void removals() {
        std::vector<std::string> gone;
        from_.walk([&](Row row) {
            if (exact(to_, from_.node(row).id) == nullptr) gone.push_back(from_.node(row).id);
        });
        for (auto id = gone.rbegin(); id != gone.rend(); ++id)  // what is under it before it
            say({{"op", "remove"}, {"node", *id}});
    }

    const Content& from_;
    const Content& to_;
    std::unordered_map<std::string, std::vector<std::string>> children_;
    json::array out_;
};

template <class T>
std::vector<std::string> sorted_texts(const Items<T>& items) {
    std::vector<std::string> all;
    for (const auto* item : present(items)) {
        JsonWriter out;
        model::write_json(out, *item);
        all.push_back(out.take());
    }
    std::sort(all.begin(), all.end());
    return all;
}

std::vector<std::string> node_texts(const Content& content) {
    std::vector<std::string> all;
    content.walk([&](Row row) {
        JsonWriter out;
        model::write_json(out, content.node(row));
        all.push_back(out.take());
    });
    return all;
}

}  // namespace

json::array operations_between(const Content& from, const Content& to) {
    return Between(from, to).run();
}

bool says_the_same(const Content& a, const Content& b) {
    const auto& x = a.header();
    const auto& y = b.header();
    return x.title == y.title && x.issuer == y.issuer && x.start == y.start && x.end == y.end &&
           node_texts(a) == node_texts(b) && sorted_texts(a.indicators()) == sorted_texts(b.indicators()) &&
           sorted_texts(a.budgets()) == sorted_texts(b.budgets()) &&
           sorted_texts(a.facts()) == sorted_texts(b.facts());
}

}  // namespace gangmu::state
