#include "cli/diff_text.hpp"

#include <fmt/format.h>

#include "cli/remote.hpp"
#include "cli/terminal.hpp"

namespace gangmu::cli {
namespace {

constexpr std::size_t longest = 60;  // cells of a value; texts of items are paragraphs

const json::array& array_of(const json::object& object, std::string_view key) {
    static const json::array none;
    const auto* value = object.if_contains(key);
    return value != nullptr && value->is_array() ? value->get_array() : none;
}

std::string member(const json::object& object, std::string_view key) {
    const auto* value = object.if_contains(key);
    return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

std::string sign(std::string_view change) {
    if (change == "added") return "+";
    if (change == "removed") return "-";
    return change == "moved" ? ">" : "~";
}

// What plan JSON calls a field, in words.
std::string field_name(const std::string& field) {
    static const std::pair<std::string_view, Message> names[] = {{"title", {"名稱", "title"}},
                                                                 {"issuer", {"提出機關", "issuer"}},
                                                                 {"start", {"起", "start"}},
                                                                 {"end", {"迄", "end"}},
                                                                 {"kind", {"層級", "kind"}},
                                                                 {"label", {"編號", "label"}},
                                                                 {"labels", {"其他編號", "labels"}},
                                                                 {"text", {"說明", "text"}},
                                                                 {"lead", {"主辦", "lead"}},
                                                                 {"co", {"協辦", "co"}},
                                                                 {"units", {"單位", "units"}},
                                                                 {"roles", {"主協辦標示", "roles"}},
                                                                 {"schedule", {"期程", "schedule"}},
                                                                 {"parent", {"上層", "parent"}},
                                                                 {"unit", {"單位", "unit"}},
                                                                 {"role", {"類別", "role"}},
                                                                 {"node", {"所屬項目", "item"}},
                                                                 {"amount", {"金額", "amount"}},
                                                                 {"period", {"期間", "period"}},
                                                                 {"printed", {"原文", "printed"}},
                                                                 {"basis", {"基礎", "basis"}},
                                                                 {"total", {"合計", "total"}},
                                                                 {"figure", {"數字", "figure"}},
                                                                 {"agency", {"機關", "agency"}},
                                                                 {"cumulative", {"累計", "cumulative"}},
                                                                 {"comparator", {"比較", "comparator"}}};
    for (const auto& [key, name] : names)
        if (key == field) return say(name);
    return field;
}

std::string shown(const json::value* value) {
    if (value == nullptr) return say({"（無）", "(none)"});
    if (value->is_string()) {
        std::string text(value->get_string());
        for (auto& c : text)
            if (c == '\n') c = ' ';
        return cut(text, longest);
    }
    if (value->is_array()) {
        std::string all;
        for (const auto& each : value->get_array()) {
            if (!all.empty()) all += "、";
            if (const auto* entry = each.if_object()) {  // of a schedule
                all += member(*entry, "phase") + member(*entry, "text");
                if (entry->contains("start") || entry->contains("end"))
                    all += member(*entry, "start") + "~" + member(*entry, "end");
            } else {
                all += shown(&each);
            }
        }
        return all;
    }
    return print_json(*value);
}

// Of two long texts what they have in common at the beginning, but for a few characters, is left out.
std::pair<std::string, std::string> from_difference(const std::string& a, const std::string& b) {
    std::size_t common = 0;
    while (common < a.size() && common < b.size() && a[common] == b[common])
        ++common;
    constexpr std::size_t context = 24;  // bytes
    if (common < 2 * context) return {a, b};
    std::size_t from = common - context;
    while (from > 0 && (static_cast<unsigned char>(a[from]) & 0xC0U) == 0x80U)
        --from;  // to the beginning of a character
    return {"…" + a.substr(from), "…" + b.substr(from)};
}

void add_fields(std::string& out, const json::array& fields) {
    for (const auto& each : fields) {
        const auto& field = each.get_object();
        const auto* before = field.if_contains("before");
        const auto* after = field.if_contains("after");
        json::value was, is;
        if (before != nullptr && after != nullptr && before->is_string() && after->is_string()) {
            const auto [a, b] =
                from_difference(std::string(before->get_string()), std::string(after->get_string()));
            was = a;
            is = b;
            before = &was;
            after = &is;
        }
        out += fmt::format("    {}{} → {}\n", field_name(member(field, "field")) + say({"：", ": "}),
                           shown(before), shown(after));
    }
}

void add_node(std::string& out, const json::object& node) {
    std::string name = member(node, "label");
    if (!name.empty()) name += " ";
    out += fmt::format("{} {}{}  {}", sign(member(node, "change")), name, member(node, "title"),
                       member(node, "id"));
    if (const auto from = member(node, "split_from"); !from.empty())
        out += say({"  （似自 " + from + " 分出）", "  (seems split from " + from + ")"});
    if (const auto into = member(node, "merged_into"); !into.empty())
        out += say({"  （併入 " + into + "）", "  (merged into " + into + ")"});
    if (node.contains("uncertain")) out += say({"  （對應不確定，請確認）", "  (uncertain: please look)"});
    out += "\n";
    add_fields(out, array_of(node, "fields"));
}

std::string side_text(const json::object& change, std::string_view side, std::string_view key) {
    const auto* value = change.if_contains(side);
    if (value == nullptr || !value->is_object()) return say({"（無）", "(none)"});
    return shown(value->get_object().if_contains(key));
}

void add_indicator(std::string& out, const json::object& indicator) {
    out += fmt::format("{} {}{}  {}\n", sign(member(indicator, "change")), say({"指標 ", "indicator "}),
                       member(indicator, "title"), member(indicator, "id"));
    add_fields(out, array_of(indicator, "fields"));
    for (const auto& each : array_of(indicator, "targets")) {
        const auto& target = each.get_object();
        const auto period = member(target, "period");
        out += fmt::format("    {}{} → {}\n",
                           (period == "overall" ? say({"全期", "overall"}) : period) + say({"：", ": "}),
                           side_text(target, "before", "text"), side_text(target, "after", "text"));
    }
}

void add_budget(std::string& out, const json::object& budget) {
    const auto title = member(budget, "title");
    out += fmt::format("{} {}{} {}\n", sign(member(budget, "change")), say({"經費 ", "budget "}),
                       title.empty() ? member(budget, "node_title") : title, member(budget, "period"));
    out += fmt::format("    {} → {}\n", side_text(budget, "before", "printed"),
                       side_text(budget, "after", "printed"));
}

void add_fact(std::string& out, const json::object& fact) {
    const bool gone = member(fact, "change") == "removed";
    out += fmt::format("{} {}{}\n", sign(member(fact, "change")), say({"實績 ", "result "}),
                       side_text(fact, gone ? "before" : "after", "text"));
    for (const auto& each : array_of(fact, "fields")) {
        const std::string field(each.get_string());
        out += fmt::format("    {}{} → {}\n", field_name(field) + say({"：", ": "}),
                           side_text(fact, "before", field), side_text(fact, "after", field));
    }
}

std::string tally(const json::object& diff, std::string_view key, const Message& what) {
    const auto* counts = diff.if_contains(key);
    if (counts == nullptr || !counts->is_object()) return {};
    const auto number = [&](std::string_view name) {
        const auto* value = counts->get_object().if_contains(name);
        return value != nullptr ? value->to_number<std::uint64_t>() : 0;
    };
    const auto added = number("added"), removed = number("removed"), changed = number("changed"),
               moved = number("moved");
    if (added + removed + changed + moved == 0) return {};
    return say(what) +
           say({fmt::format("新增 {}、刪除 {}、修改 {}、移動 {}", added, removed, changed, moved),
                fmt::format("{} added, {} removed, {} changed, {} moved", added, removed, changed, moved)});
}

}  // namespace

std::string diff_counts(const json::object& diff) {
    std::string out;
    for (const auto& part : {tally(diff, "counts", {"項目：", "items: "}),
                             tally(diff, "indicator_counts", {"指標：", "indicators: "}),
                             tally(diff, "budget_counts", {"經費：", "budgets: "}),
                             tally(diff, "fact_counts", {"實績：", "results: "})})
        if (!part.empty()) out += (out.empty() ? "" : say({"；", "; "})) + part;
    return out;
}

std::string diff_text(const json::object& diff) {
    std::string out;
    add_fields(out, array_of(diff, "header"));
    for (const auto& each : array_of(diff, "nodes"))
        add_node(out, each.get_object());
    for (const auto& each : array_of(diff, "indicators"))
        add_indicator(out, each.get_object());
    for (const auto& each : array_of(diff, "budgets"))
        add_budget(out, each.get_object());
    for (const auto& each : array_of(diff, "facts"))
        add_fact(out, each.get_object());
    const auto counts = diff_counts(diff);
    return out + (counts.empty() && out.empty() ? say({"沒有差異。", "Nothing differs."}) : counts) + "\n";
}

}  // namespace gangmu::cli
