#include "api/plan_views.hpp"

#include <algorithm>
#include <ctime>
#include <map>
#include <unordered_map>

#include "model/plan_json.hpp"

namespace gangmu::api {
namespace {

using state::Content;
using state::PlanView;
using state::Row;

void write_period(JsonWriter& out, const model::PlanHeader& header) {
    if (header.start.empty() && header.end.empty()) return;
    out.key("period").object().member_if("start", header.start).member_if("end", header.end).end();
}

void write_counts(JsonWriter& out, const state::Counts& counts) {
    const auto count = [](std::size_t n) { return static_cast<std::uint64_t>(n); };
    out.key("counts")
        .object()
        .member("nodes", count(counts.nodes))
        .member("indicators", count(counts.indicators));
    out.member("targets", count(counts.targets)).member("budgets", count(counts.budgets));
    out.member("facts", count(counts.facts)).member("findings", count(counts.findings));
    out.member("agencies", count(counts.agencies)).end();
}

void write_editions(JsonWriter& out, const state::Plan& plan) {
    out.key("editions").array();
    for (const auto& edition : plan.editions) {
        out.object().member("edition", edition->number).member("effective", edition->effective);
        out.member("recorded", taipei_time(edition->stamp.recorded_us)).member("by", edition->stamp.by);
        out.member("state", edition->withdrawn ? "withdrawn" : edition->content ? "published" : "erased");
        out.member_if("reason", edition->withdrawn_reason).end();
    }
    out.end();
}

// Writes `item` as plan JSON with more members after its own.
template <class T, class More>
void write_with(JsonWriter& out, const T& item, More more) {
    JsonWriter inner;
    model::write_json(inner, item);
    std::string text = inner.take();
    JsonWriter extra;
    extra.object();
    more(extra);
    extra.end();
    const std::string added = extra.take();
    if (added.size() > 2) {
        text.back() = ',';
        text.append(added, 1);
    }
    out.raw(text);
}

void write_node_name(JsonWriter& out, const Content& content, std::string_view node) {
    if (node.empty()) return;
    if (const auto row = content.find(node)) {
        out.member_if("node_title", content.node(*row).title);
        out.member_if("node_label", content.node(*row).label);
    }
}

void write_finding(JsonWriter& out, const PlanView& plan, const model::Finding& finding) {
    write_with(out, finding, [&](JsonWriter& more) {
        if (!finding.nodes.empty()) write_node_name(more, plan.content(), finding.nodes.front());
        if (const auto* dismissed = plan.dismissed(finding)) {
            more.key("dismissed")
                .object()
                .member("reason", dismissed->reason)
                .member("by", dismissed->stamp.by);
            more.member("recorded", taipei_time(dismissed->stamp.recorded_us)).end();
        }
    });
}

template <class T>
void write_item(JsonWriter& out, const Content& content, const T& item) {
    write_with(out, item, [&](JsonWriter& more) { write_node_name(more, content, item.node); });
}

template <class Items, class Write>
void write_items(JsonWriter& out, const Items& items, Write write) {
    out.object().key("items").array();
    for (const auto& item : items)
        if (item) write(*item);
    out.end().end();
}

void write_briefs(JsonWriter& out, std::string_view key, const Content& content, const std::vector<Row>& rows,
                  bool schedule) {
    out.key(key).array();
    for (const Row row : rows)
        write_brief(out, content, row, schedule);
    out.end();
}

// The text of dates compares as time when it has the same precision; a shorter one is the start (or end) of
// its period, which is what is wanted here.
std::string earliest(const std::vector<model::ScheduleEntry>& schedule) {
    std::string out;
    for (const auto& entry : schedule)
        if (!entry.start.empty() && (out.empty() || entry.start < out)) out = entry.start;
    return out;
}

std::string latest(const std::vector<model::ScheduleEntry>& schedule) {
    std::string out;
    for (const auto& entry : schedule) {
        if (entry.end.empty()) continue;
        const bool within = entry.end.size() < out.size() && out.compare(0, entry.end.size(), entry.end) == 0;
        if (out.empty() || within || entry.end > out) out = entry.end;
    }
    return out;
}

// A word by its number, in the order of first use.
class Words {
  public:
    std::uint32_t number(const std::string& word) {
        const auto [at, fresh] = numbers_.try_emplace(word, static_cast<std::uint32_t>(words_.size()));
        if (fresh) words_.push_back(word);
        return at->second;
    }
    const std::vector<std::string>& words() const { return words_; }

  private:
    std::unordered_map<std::string, std::uint32_t> numbers_;
    std::vector<std::string> words_;
};

template <class Write>
void write_column(JsonWriter& out, std::string_view key, const std::vector<Row>& rows, Write write) {
    out.key(key).array();
    for (const Row row : rows)
        write(row);
    out.end();
}

void write_texts(JsonWriter& out, const std::vector<std::string>& texts) {
    out.array();
    for (const auto& text : texts)
        out.value(text);
    out.end();
}

}  // namespace

std::string taipei_time(std::int64_t recorded_us) {
    const std::time_t local = static_cast<std::time_t>(recorded_us / 1'000'000 + 8 * 3600);
    std::tm parts{};
    gmtime_r(&local, &parts);
    char text[40];
    const std::size_t length = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S+08:00", &parts);
    return std::string(text, length);
}

void write_plan(JsonWriter& out, const PlanView& plan, bool editions, bool drafts) {
    const Content& content = plan.content();
    const auto& header = content.header();
    out.object().member("id", plan.id()).member_if("title", header.title).member_if("issuer", header.issuer);
    write_period(out, header);
    out.member("state", plan.is_draft() ? "draft" : "published").member("edition", plan.edition());
    out.member("proofread", plan.proofread());
    write_counts(out, content.counts());
    out.key("kinds").array();
    for (const auto& kind : content.kinds())
        out.object().member("kind", kind.kind).member("count", kind.count).end();
    out.end().key("documents").array();
    for (const auto& document : header.documents) {
        out.object().member("name", document.name).member("sha256", document.sha256);
        out.member_if("media_type", document.media_type);
        if (document.pages != 0) out.member("pages", document.pages);
        if (document.lines != 0) out.member("lines", document.lines);
        out.end();
    }
    out.end()
        .member("recorded", taipei_time(plan.stamp().recorded_us))
        .member_if("effective", plan.effective());
    if (const auto* erased = plan.erased()) out.key("erased").object().member("reason", erased->reason).end();
    if (drafts) out.member("draft", plan.plan().draft != nullptr).member("version", plan.version());
    if (editions) write_editions(out, plan.plan());
    out.end();
}

void write_plan_name(JsonWriter& out, const PlanView& plan) {
    const auto& header = plan->header();
    out.object().member("id", plan.id()).member_if("title", header.title).member_if("issuer", header.issuer);
    write_period(out, header);
    out.member("state", plan.is_draft() ? "draft" : "published").member("edition", plan.edition());
    out.member("proofread", plan.proofread()).end();
}

void write_brief(JsonWriter& out, const Content& content, Row row, bool schedule) {
    const state::NodeEntry& entry = *content.entry(row);
    const model::Node& node = entry.node;
    out.object().member("id", node.id).member_if("kind", node.kind).member_if("label", node.label);
    out.member_if("title", node.title);
    model::write_list(out, "lead", node.lead);
    out.member("count", entry.descendants);
    if (schedule && !node.schedule.empty()) {
        out.key("schedule").array();
        for (const auto& range : node.schedule) {
            out.object().member_if("start", range.start).member_if("end", range.end);
            out.member_if("phase", range.phase).member_if("text", range.text).end();
        }
        out.end();
    }
    out.end();
}

void write_outline(JsonWriter& out, const Content& content) {
    std::vector<Row> order;
    order.reserve(content.rows());
    std::vector<std::int64_t> position(content.rows(), -1);
    Words kinds;
    content.walk([&](Row row) {
        position[row] = static_cast<std::int64_t>(order.size());
        order.push_back(row);
    });
    const auto node = [&](Row row) -> const model::Node& { return content.node(row); };
    out.object().member("count", static_cast<std::uint64_t>(order.size()));
    write_column(out, "id", order, [&](Row row) { out.value(node(row).id); });
    write_column(out, "parent", order, [&](Row row) {
        const Row parent = content.entry(row)->parent;
        out.value(parent == state::no_row ? std::int64_t{-1} : position[parent]);
    });
    write_column(out, "kind", order, [&](Row row) { out.value(kinds.number(node(row).kind)); });
    out.key("kinds");
    write_texts(out, kinds.words());
    write_column(out, "label", order, [&](Row row) { out.value(node(row).label); });
    write_column(out, "title", order, [&](Row row) { out.value(node(row).title); });
    write_column(out, "lead", order, [&](Row row) { write_texts(out, node(row).lead); });
    write_column(out, "co", order, [&](Row row) { write_texts(out, node(row).co); });
    write_column(out, "start", order, [&](Row row) { out.value(earliest(node(row).schedule)); });
    write_column(out, "end", order, [&](Row row) { out.value(latest(node(row).schedule)); });
    const auto attached = [&](Row row, state::Attachment type) {
        out.value(static_cast<std::uint64_t>(content.attached(row, type)));
    };
    write_column(out, "indicators", order, [&](Row row) { attached(row, state::Attachment::indicator); });
    write_column(out, "findings", order, [&](Row row) { attached(row, state::Attachment::finding); });
    out.end();
}

void write_node_page(JsonWriter& out, const PlanView& plan, Row row) {
    const Content& content = plan.content();
    model::write_json(out.object().key("node"), content.node(row));
    write_briefs(out, "ancestors", content, content.ancestors(row), false);
    write_briefs(out, "children", content, content.children(row), true);
    write_briefs(out, "siblings", content, content.siblings(row), false);
    const auto list = [&](std::string_view key, const auto& items) {
        out.key(key).array();
        for (const auto* item : items)
            model::write_json(out, *item);
        out.end();
    };
    list("indicators", content.indicators(row));
    list("budgets", content.budgets(row));
    list("facts", content.facts(row));
    out.key("findings").array();
    for (const auto* finding : content.findings(row))
        write_finding(out, plan, *finding);
    out.end().member("findings_current", content.findings_current()).key("plan");
    write_plan_name(out, plan);
    out.end();
}

void write_indicator(JsonWriter& out, const Content& content, const model::Indicator& indicator) {
    write_item(out, content, indicator);
}

void write_indicators(JsonWriter& out, const PlanView& plan) {
    write_items(out, plan->indicators(), [&](const auto& item) { write_item(out, plan.content(), item); });
}

void write_budgets(JsonWriter& out, const PlanView& plan) {
    write_items(out, plan->budgets(), [&](const auto& item) { write_item(out, plan.content(), item); });
}

void write_facts(JsonWriter& out, const PlanView& plan) {
    write_items(out, plan->facts(), [&](const auto& item) { write_item(out, plan.content(), item); });
}

void write_findings(JsonWriter& out, const PlanView& plan) {
    out.object().member("current", plan->findings_current()).key("items").array();
    for (const auto& item : plan->findings())
        if (item) write_finding(out, plan, *item);
    out.end().end();
}

}  // namespace gangmu::api
