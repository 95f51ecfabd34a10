#include "services/rebase.hpp"

#include <algorithm>

#include "model/plan_json.hpp"
#include "state/corrections.hpp"
#include "state/payload.hpp"
#include "text/fold.hpp"

namespace gangmu::services {
namespace {

using state::Content;
using state::Row;

template <class T>
json::object as_json(const T& item) {
    JsonWriter out;
    model::write_json(out, item);
    auto value = parse_json(out.take());
    return value && value->is_object() ? std::move(value->get_object()) : json::object();
}

template <class T>
std::vector<const T*> present(const state::Items<T>& items) {
    std::vector<const T*> all;
    for (const auto& item : items)
        if (item) all.push_back(item.get());
    return all;
}

struct Reasons {
    Message item_gone, there_now, target_gone, row_gone, otherwise;
};
const Reasons of_reading{
    {"重新讀取後，這個項目已不在文件中", "After the new reading the document has no such item"},
    {"今日的讀法已自行讀出這個項目，不必再新增", "Today's reader finds this item itself"},
    {"重新讀取後，沒有這一期的目標值", "After the new reading there is no target of this period"},
    {"重新讀取後，找不到同一筆資料", "After the new reading this row is not found again"},
    {"這個欄位今日讀出的內容與當時不同；仍照更正處理",
     "This field is read otherwise now; the correction was kept"}};
const Reasons of_edition{
    {"最新版次已沒有這個項目", "The newest edition has no such item"},
    {"最新版次已有同名的項目，不必再新增", "The newest edition has an item of this name already"},
    {"最新版次沒有這一期的目標值", "The newest edition has no target of this period"},
    {"最新版次找不到同一筆資料", "The newest edition has no such row"},
    {"最新版次已將此處改為別的內容", "The newest edition says something else here already"}};

class Rebase {
  public:
    Rebase(const Content& old_base, const Content& new_base, IdMap ids, Newer newer)
        : why_(newer == Newer::reading ? of_reading : of_edition),
          old_(std::make_shared<const Content>(old_base)),
          new_(std::make_shared<const Content>(new_base)),
          ids_(std::move(ids)) {}

    Result<Rebased> run(const std::vector<Step>& steps, const std::set<Sequence>& left_out) {
        for (const auto& step : steps) {
            if (left_out.count(step.seq) != 0) {
                json::array operations = step.operations;
                TRY(old_, state::apply_corrections(*old_, operations, step.seq));
                continue;
            }
            Step kept = step;
            kept.operations.clear();
            for (const auto& each : step.operations) {
                if (!each.is_object()) continue;
                TRY(const bool applied, one(step.seq, each.get_object(), kept.operations));
                static_cast<void>(applied);
            }
            if (!kept.operations.empty()) out_.steps.push_back(std::move(kept));
        }
        out_.content = std::move(new_);
        return std::move(out_);
    }

  private:
    Result<bool> one(Sequence seq, const json::object& operation, json::array& kept) {
        const auto before = old_;
        json::array alone{operation};
        TRY(old_, state::apply_corrections(*old_, alone, seq));

        json::object moved = operation;
        rename(moved);
        if (const auto sibling = state::text(moved, "before"); !sibling.empty() && !new_->find(sibling))
            moved.erase("before");  // what it stood before is gone: last, then
        const auto conflict = [&](const Message& reason, bool applied) {
            out_.conflicts.push_back({seq, operation, reason, applied});
        };
        if (already_read(*before, operation, moved)) {
            conflict(why_.there_now, false);
            return false;
        }
        if (const Message* lost = renumber(*before, operation, moved)) {
            conflict(*lost, false);
            return false;
        }
        const bool otherwise = differs_below(*before, operation, moved);
        json::array again{moved};
        auto next = state::apply_corrections(*new_, again, seq);
        if (!next) {
            const auto& error = next.error();
            conflict(error.code == "correction-unknown" ? why_.item_gone : error.what, false);
            return false;
        }
        new_ = std::move(*next);
        follow_made(operation, again.front().get_object());
        kept.push_back(again.front());
        if (otherwise) conflict(why_.otherwise, true);
        return true;
    }

    // ---- ids

    void rename(json::value& id) const {
        if (!id.is_string()) return;
        if (const auto found = ids_.find(std::string(id.get_string())); found != ids_.end())
            id = found->second;
    }

    void rename(json::object& operation) const {
        for (const char* key : {"node", "parent", "before", "into", "as", "indicator"})
            if (auto* id = operation.if_contains(key)) {
                rename(*id);
                if (id->is_object())
                    if (auto* node = id->get_object().if_contains("node")) rename(*node);
            }
        if (auto* children = operation.if_contains("children"); children != nullptr && children->is_array())
            for (auto& child : children->get_array())
                rename(child);
        auto* value = operation.if_contains("value");
        if (value == nullptr) return;
        if (state::text(operation, "field") == "node") rename(*value);
        if (value->is_object())
            if (auto* node = value->get_object().if_contains("node")) rename(*node);
        // What is made keeps its id if it is free; else it gets another one.
    }

    // What was made under one id may have got another one.
    void follow_made(const json::object& before, const json::object& after) {
        for (const char* key : {"node", "new", "indicator"}) {
            const auto* was = before.if_contains(key);
            const auto* is = after.if_contains(key);
            if (was == nullptr || is == nullptr || !was->is_object() || !is->is_object()) continue;
            const auto old_id = state::text(was->get_object(), "id");
            const auto new_id = state::text(is->get_object(), "id");
            if (old_id != new_id) ids_[old_id] = new_id;
        }
    }

    // ---- what reading finds by itself now

    // An item that somebody added because the reader had missed it.
    bool already_read(const Content& before, const json::object& operation, json::object& moved) {
        if (state::text(operation, "op") != "add") return false;
        auto* given = moved.if_contains("node");
        if (given == nullptr || !given->is_object()) return false;
        const auto title = state::text(given->get_object(), "title");
        const auto wanted = state::text(given->get_object(), "id");
        const auto parent = state::text(moved, "parent");
        const auto row = parent.empty() ? std::nullopt : new_->find(parent);
        if (!parent.empty() && !row) return false;
        for (const Row child : row ? new_->children(*row) : new_->roots()) {
            const auto& node = new_->node(child);
            if (title.empty() || !text::same(node.title, title)) continue;
            if (before.find(node.id)) continue;  // it was there then, and yet somebody added another one
            ids_[wanted] = node.id;
            return true;
        }
        if (const auto taken = new_->find(wanted); taken && new_->node(*taken).id == wanted)
            given->get_object().erase("id");
        return false;
    }

    // ---- numbers of targets, budgets and facts

    // Null: `moved` names the same one in the new content.
    const Message* renumber(const Content& before, const json::object& operation, json::object& moved) const {
        const auto op = state::text(operation, "op");
        if (op == "target") return target(before, operation, moved);
        if (op == "budget") return row(present(before.budgets()), present(new_->budgets()), "at", moved);
        if (op == "fact") return row(present(before.facts()), present(new_->facts()), "at", moved);
        if (op == "set" && operation.contains("budget"))
            return row(present(before.budgets()), present(new_->budgets()), "budget", moved);
        if (op == "set" && operation.contains("fact"))
            return row(present(before.facts()), present(new_->facts()), "fact", moved);
        return nullptr;
    }

    const Message* target(const Content& before, const json::object& operation, json::object& moved) const {
        const auto* was = before.indicator(state::text(operation, "indicator"));
        const auto* is = new_->indicator(state::text(moved, "indicator"));
        if (was == nullptr || is == nullptr) return &why_.item_gone;
        const auto at = static_cast<std::size_t>(state::number(operation, "at"));
        if (at >= was->targets.size()) {  // a new one, unless reading has found it
            const auto* value = operation.if_contains("value");
            const auto period =
                value->is_object() ? state::text(value->get_object(), "period") : std::string();
            for (std::size_t i = 0; i < is->targets.size(); ++i)
                if (is->targets[i].period == period) return set(moved, "at", i);
            return set(moved, "at", is->targets.size());
        }
        const auto& period = was->targets[at].period;
        const auto same = [&](const model::Target& each) { return each.period == period; };
        const auto ordinal =
            std::count_if(was->targets.begin(), was->targets.begin() + static_cast<std::ptrdiff_t>(at), same);
        std::ptrdiff_t seen = 0;
        for (std::size_t i = 0; i < is->targets.size(); ++i)
            if (same(is->targets[i]) && seen++ == ordinal) return set(moved, "at", i);
        return &why_.target_gone;
    }

    static const Message* set(json::object& moved, const char* key, std::size_t number) {
        moved[key] = static_cast<std::int64_t>(number);
        return nullptr;
    }

    static bool alike(const model::Budget& a, const model::Budget& b) {
        return a.title == b.title && a.period == b.period && a.basis == b.basis && a.total == b.total;
    }
    static bool alike(const model::Fact& a, const model::Fact& b) {
        return a.text == b.text && a.unit == b.unit && a.period == b.period;
    }

    // The one that says the same now (and hangs on the same item), in its order among such.
    template <class T>
    const Message* row(const std::vector<const T*>& was, const std::vector<const T*>& is, const char* key,
                       json::object& moved) const {
        const auto at = static_cast<std::size_t>(state::number(moved, key));
        if (at >= was.size()) return set(moved, key, is.size());
        const auto node = [&](const T& item) {
            const auto found = ids_.find(item.node);
            return found == ids_.end() ? item.node : found->second;
        };
        std::size_t ordinal = 0;
        for (std::size_t j = 0; j < at; ++j)
            if (alike(*was[j], *was[at]) && was[j]->node == was[at]->node) ++ordinal;
        for (std::size_t i = 0; i < is.size(); ++i)
            if (alike(*is[i], *was[at]) && is[i]->node == node(*was[at]) && ordinal-- == 0)
                return set(moved, key, i);
        return &why_.row_gone;
    }

    // ---- does the text under a correction read otherwise now?

    bool differs_below(const Content& before, const json::object& operation,
                       const json::object& moved) const {
        const auto* wanted = operation.if_contains("value");
        if (state::text(operation, "op") == "target") return target_differs(before, operation, moved, wanted);
        if (state::text(operation, "op") != "set") return false;
        const auto field = state::text(operation, "field");
        const auto member = [&](const json::object& object) {
            const auto* found = object.if_contains(field);
            return found != nullptr ? *found : json::value();
        };
        json::value then, now;
        if (operation.contains("node") && field != "source" && field != "carried") {
            const auto a = before.find(state::text(operation, "node"));
            const auto b = new_->find(state::text(moved, "node"));
            if (!a || !b) return false;
            then = member(as_json(before.node(*a)));
            now = member(as_json(new_->node(*b)));
        } else if (operation.contains("indicator") && field != "node" && field != "same_as") {
            const auto* a = before.indicator(state::text(operation, "indicator"));
            const auto* b = new_->indicator(state::text(moved, "indicator"));
            if (a == nullptr || b == nullptr) return false;
            then = member(as_json(*a));
            now = member(as_json(*b));
        }
        return then != now && wanted != nullptr && now != *wanted;
    }

    // A target that was there then, or that somebody else has set for the same period since.
    bool target_differs(const Content& before, const json::object& operation, const json::object& moved,
                        const json::value* wanted) const {
        const auto at_of = [](const Content& in, const json::object& of) -> json::value {
            const auto* indicator = in.indicator(state::text(of, "indicator"));
            const auto at = static_cast<std::size_t>(state::number(of, "at"));
            if (indicator == nullptr || at >= indicator->targets.size()) return nullptr;
            auto target = as_json(indicator->targets[at]);
            target.erase("source");
            return target;
        };
        const json::value then = at_of(before, operation), now = at_of(*new_, moved);
        if (then == now || wanted == nullptr || now.is_null()) return false;
        json::value wish = *wanted;
        if (wish.is_object()) wish.get_object().erase("source");
        return now != wish;
    }

    const Reasons& why_;
    state::ContentPtr old_;
    state::ContentPtr new_;
    IdMap ids_;
    Rebased out_;
};

}  // namespace

Result<Rebased> rebase(const Content& old_base, const std::vector<Step>& steps, const Content& new_base,
                       const std::set<Sequence>& left_out, IdMap ids, Newer newer) {
    return Rebase(old_base, new_base, std::move(ids), newer).run(steps, left_out);
}

}  // namespace gangmu::services
