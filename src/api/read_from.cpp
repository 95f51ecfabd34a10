#include "api/read_from.hpp"

#include <algorithm>
#include <string_view>
#include <tuple>

#include "model/plan_json.hpp"

namespace gangmu::api {
namespace {

struct Item {
    std::string_view plan;
    std::string_view type;
    std::string id;
    std::string_view node;
    std::string_view kind;
    std::string_view label;
    std::string_view title;
    const model::Source* source;
};

class Collector {
  public:
    Collector(const std::string& sha256, std::uint32_t from, std::uint32_t to)
        : sha256_(sha256), from_(from), to_(to) {}

    void add(const Item& item, const model::Sources& sources) {
        for (const model::Source& source : sources) {
            if (source.document != sha256_) continue;
            if (from_ != 0 && (source.last_line < from_ || source.first_line > to_)) continue;
            items_.push_back(item);
            items_.back().source = &source;
        }
    }

    std::vector<Item> sorted() {
        const auto place = [](const Item& item) {
            return std::tie(item.source->page, item.source->first_line, item.source->block,
                            item.source->sheet);
        };
        std::stable_sort(items_.begin(), items_.end(),
                         [&](const Item& a, const Item& b) { return place(a) < place(b); });
        return std::move(items_);
    }

  private:
    const std::string& sha256_;
    const std::uint32_t from_;
    const std::uint32_t to_;
    std::vector<Item> items_;
};

void collect(Collector& out, const state::PlanView& plan) {
    const state::Content& content = plan.content();
    content.walk([&](state::Row row) {
        const model::Node& node = content.node(row);
        out.add({plan.id(), "node", node.id, node.id, node.kind, node.label, node.title, nullptr},
                node.source);
    });
    for (const auto& item : content.indicators())
        if (item)
            out.add(
                {plan.id(), "indicator", item->id, item->node, item->role, item->label, item->title, nullptr},
                item->source);
    std::size_t number = 0;
    for (const auto& item : content.budgets()) {
        ++number;
        if (item)
            out.add({plan.id(),
                     "budget",
                     "budget/" + std::to_string(number),
                     item->node,
                     {},
                     item->period,
                     item->title.empty() ? std::string_view(item->printed) : std::string_view(item->title),
                     nullptr},
                    item->source);
    }
    number = 0;
    for (const auto& item : content.facts()) {
        ++number;
        if (item)
            out.add({plan.id(),
                     "fact",
                     "fact/" + std::to_string(number),
                     item->node,
                     {},
                     {},
                     item->text,
                     nullptr},
                    item->source);
    }
    for (const auto& item : content.findings())
        if (item)
            out.add({plan.id(),
                     "finding",
                     item->id,
                     item->nodes.empty() ? std::string_view() : std::string_view(item->nodes.front()),
                     item->rule,
                     {},
                     item->message.zh,
                     nullptr},
                    item->source);
}

}  // namespace

void write_read_from(JsonWriter& out, const std::vector<state::PlanView>& plans, const std::string& sha256,
                     std::uint32_t from, std::uint32_t to) {
    Collector collector(sha256, from, to);
    for (const auto& plan : plans)
        collect(collector, plan);
    out.object().key("items").array();
    for (const Item& item : collector.sorted()) {
        out.object().member("plan", item.plan).member("type", item.type).member("id", item.id);
        out.member_if("node", item.node).member_if("kind", item.kind).member_if("label", item.label);
        out.member("title", item.title);
        model::write_json(out.key("source"), *item.source);
        out.end();
    }
    out.end().end();
}

}  // namespace gangmu::api
