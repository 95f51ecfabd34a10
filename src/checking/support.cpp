#include "checking/support.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "text/runes.hpp"
#include "text/utf8.hpp"

namespace gangmu::checking {

namespace {

const std::vector<const model::Node*> no_children;

std::string place(const model::Source& source) {
    std::string where;
    if (!source.sheet.empty()) where = source.sheet + "!" + source.cells;
    if (source.page) where += fmt::format("p{}", source.page);
    if (source.block) where += fmt::format("b{}", source.block);
    if (source.first_line)
        where += source.first_line == source.last_line || source.last_line == 0
                     ? fmt::format("L{}", source.first_line)
                     : fmt::format("L{}-{}", source.first_line, source.last_line);
    return source.document.substr(0, 6) + ":" + where;
}

std::string figure_text(const std::optional<Decimal>& value, const std::optional<Decimal>& most,
                        std::string_view unit, model::Comparator comparator) {
    if (!value) return {};
    std::string text;
    if (comparator == model::Comparator::at_least) text = "至少 ";
    if (comparator == model::Comparator::at_most) text = "不超過 ";
    if (comparator == model::Comparator::about) text = "約 ";
    text += value->str();
    if (most) text += "～" + most->str();
    if (!unit.empty()) text += " " + std::string(unit);
    return text;
}

}  // namespace

Index::Index(const model::Plan& plan) {
    for (const auto& node : plan.nodes) {
        nodes_.emplace(node.id, &node);
        children_[node.parent].push_back(&node);
    }
}

const model::Node* Index::node(std::string_view id) const {
    const auto found = nodes_.find(std::string(id));
    return found == nodes_.end() ? nullptr : found->second;
}

const std::vector<const model::Node*>& Index::children(std::string_view id) const {
    const auto found = children_.find(std::string(id));
    return found == children_.end() ? no_children : found->second;
}

std::vector<const model::Node*> Index::line(std::string_view id) const {
    std::vector<const model::Node*> up;
    for (const auto* at = node(id); at && up.size() < 64; at = node(at->parent))
        up.push_back(at);
    return up;
}

model::Finding finding(std::string_view rule, Severity severity, Message message,
                       std::vector<std::string> nodes, model::Sources source) {
    model::Finding result;
    result.rule = rule;
    result.severity = severity;
    result.message = std::move(message);
    std::string where;
    for (const auto& one : source)
        where += (where.empty() ? "" : "+") + place(one);
    if (where.empty())
        for (const auto& node : nodes)
            where += (where.empty() ? "" : "+") + node;
    result.id = std::string(rule) + "@" + where;
    result.nodes = std::move(nodes);
    result.source = std::move(source);
    return result;
}

std::string cut(std::string_view text, std::size_t characters) {
    std::size_t at = 0;
    std::size_t count = 0;
    while (at < text.size() && count < characters) {
        text::next(text, at);
        ++count;
    }
    std::string out(text.substr(0, at));
    std::replace(out.begin(), out.end(), '\n', ' ');
    return at < text.size() ? out + "…" : out;
}

std::string name(const model::Node& node) {
    std::string out = node.kind.empty() ? "項目" : node.kind;
    if (!node.label.empty()) out += " " + node.label;
    return out + "「" + cut(node.title, 40) + "」";
}

std::string name(const model::Indicator& indicator) {
    std::string out = indicator.role == "goal" ? "目標" : "指標";
    if (!indicator.label.empty()) out += " " + indicator.label;
    return out + "「" + cut(indicator.title, 40) + "」";
}

std::string name_en(const model::Node& node) {
    return (node.kind.empty() ? std::string("item") : node.kind) +
           (node.label.empty() ? "" : " " + node.label) + " (" + cut(node.title, 40) + ")";
}

std::string name_en(const model::Indicator& indicator) {
    return std::string(indicator.role == "goal" ? "goal" : "indicator") +
           (indicator.label.empty() ? "" : " " + indicator.label) + " (" + cut(indicator.title, 40) + ")";
}

std::string printed(const model::Target& target) {
    return figure_text(target.value, target.value_max, target.unit, target.comparator);
}

std::string printed(const model::Figure& figure) {
    return figure_text(figure.value, figure.value_max, figure.unit, figure.comparator);
}

std::string printed(std::string_view period) {
    if (period == "overall") return "全期";
    if (period.size() == 4) {
        const int year = std::stoi(std::string(period));
        return year > 1911 && year < 2111 ? fmt::format("{} 年（{}）", year - 1911, period)
                                          : std::string(period);
    }
    return std::string(period);
}

std::vector<int> numbers(std::string_view label) {
    std::vector<int> parts;
    const auto runes = text::to_runes(label);
    bool open = false;
    for (std::size_t i = 0; i < runes.size(); ++i) {
        const char32_t c = runes[i].c;
        if (text::is_digit(c)) {
            if (!open) parts.push_back(0);
            open = true;
            if (parts.back() > 9999) return {};
            parts.back() = parts.back() * 10 + static_cast<int>(c - '0');
        } else if ((c == '.' || c == '-') && open) {
            open = false;
        } else {
            return {};
        }
    }
    return parts;
}

std::string words(std::string_view text, bool digits) {
    std::string out;
    for (const auto& rune : text::to_runes(text)) {
        const char32_t c = rune.c;
        if (text::is_digit(c) ? !digits : c < 0x80 && !text::is_letter(c) && c != '%') continue;
        if (c == U'，' || c == U'。' || c == U'、' || c == U'；' || c == U'：' || c == U'「' || c == U'」' ||
            c == U'·' || c == U'•' || c == U'・' || c == U'（' || c == U'）')
            continue;
        text::append(out, c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    return out;
}

double likeness(std::string_view left, std::string_view right) {
    const auto a = text::to_runes(left);
    const auto b = text::to_runes(right);
    if (a.empty() || b.empty()) return a.size() == b.size() ? 1 : 0;
    if (a.size() > 400 || b.size() > 400) return left == right ? 1 : 0;
    std::vector<unsigned> row(b.size() + 1);
    for (const auto& rune : a) {
        unsigned diagonal = 0;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const unsigned above = row[j];
            row[j] = rune.c == b[j - 1].c ? diagonal + 1 : std::max(row[j], row[j - 1]);
            diagonal = above;
        }
    }
    return 2.0 * row.back() / static_cast<double>(a.size() + b.size());
}

model::Sources places(std::initializer_list<const model::Sources*> sources) {
    model::Sources all;
    for (const auto* some : sources)
        for (const auto& source : *some)
            if (std::find(all.begin(), all.end(), source) == all.end()) all.push_back(source);
    return all;
}

Decimal low(const model::Target& target) {
    return target.value.value_or(Decimal(0));
}
Decimal high(const model::Target& target) {
    return target.value_max ? *target.value_max : low(target);
}

bool adds_up(std::string_view unit) {
    static constexpr std::string_view levels[] = {
        "%",    "％",   "‰",    "天",       "日",       "倍",      "成",   "割",
        "分鐘", "小時", "秒",   "個百分點", "百分點",   "日份",    "個月", "度",
        "歲",   "級",   "名次", "ポイント", "per cent", "percent", "ppm",  "分"};
    for (const auto level : levels)
        if (unit == level) return false;
    return !unit.empty();
}

bool same_unit(std::string_view left, std::string_view right) {
    auto plain = [](std::string_view unit) {
        std::string out(unit);
        if (out == "％") out = "%";
        if (out.ends_with("元")) out.resize(out.size() - std::string_view("元").size());
        if (out.starts_with("台") || out.starts_with("臺")) out = "台";
        return out;
    };
    return left == right || (!left.empty() && !right.empty() && plain(left) == plain(right));
}

}  // namespace gangmu::checking
