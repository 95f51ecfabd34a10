#include "api/sta_filter.hpp"

#include <algorithm>
#include <cmath>

namespace gangmu::api::sta {

struct Filter::Node {
    enum class Is { literal, path, operation, function } is = Is::literal;
    std::string name;  // of a path, an operation ("eq"), a function
    Value value;
    std::vector<std::shared_ptr<const Node>> parts;
};

namespace {

using Node = Filter::Node;
using NodePtr = std::shared_ptr<const Node>;

constexpr std::size_t deepest = 24;
constexpr std::size_t longest = 2'000;

struct Function {
    std::string_view name;
    std::size_t parts;
};
constexpr Function functions[] = {
    {"substringof", 2}, {"startswith", 2}, {"endswith", 2}, {"length", 1}, {"tolower", 1}, {"toupper", 1},
    {"trim", 1},        {"concat", 2},     {"round", 1},    {"floor", 1},  {"ceiling", 1}, {"year", 1},
    {"month", 1},       {"day", 1},        {"hour", 1},     {"minute", 1}, {"second", 1}};
constexpr std::string_view comparisons[] = {"eq", "ne", "gt", "ge", "lt", "le"};

class Parser {
  public:
    explicit Parser(std::string_view text) : text_(text) {}

    Result<NodePtr> whole() {
        TRY(auto node, either(0));
        space();
        if (at_ != text_.size()) return wrong({"多出的文字", "there is more than one condition"});
        return node;
    }

  private:
    Error wrong(Message why, Fault fault = Fault::invalid) const {
        return fail(fault, "sta-filter",
                    {"$filter 無法理解：" + why.zh, "$filter is not understood: " + why.en},
                    {"例如 result gt 3.5 and phenomenonTime ge 2026-08-01T00:00:00Z",
                     "For example result gt 3.5 and phenomenonTime ge 2026-08-01T00:00:00Z"},
                    "$filter:" + std::to_string(at_));
    }
    void space() {
        while (at_ < text_.size() && text_[at_] == ' ')
            ++at_;
    }
    bool take(char c) {
        space();
        if (at_ >= text_.size() || text_[at_] != c) return false;
        ++at_;
        return true;
    }
    // A word that stands here, followed by a space or a bracket.
    bool take_word(std::string_view word) {
        space();
        if (text_.substr(at_, word.size()) != word) return false;
        const char after = at_ + word.size() < text_.size() ? text_[at_ + word.size()] : ' ';
        if (after != ' ' && after != '(') return false;
        at_ += word.size();
        return true;
    }
    static NodePtr operation(std::string_view name, std::vector<NodePtr> parts) {
        return std::make_shared<const Node>(
            Node{Node::Is::operation, std::string(name), {}, std::move(parts)});
    }

    Result<NodePtr> either(std::size_t depth) {
        if (depth > deepest) return wrong({"層次過深", "it is nested too deeply"});
        TRY(auto left, both(depth));
        while (take_word("or")) {
            TRY(auto right, both(depth));
            left = operation("or", {left, right});
        }
        return left;
    }
    Result<NodePtr> both(std::size_t depth) {
        TRY(auto left, denied(depth));
        while (take_word("and")) {
            TRY(auto right, denied(depth));
            left = operation("and", {left, right});
        }
        return left;
    }
    Result<NodePtr> denied(std::size_t depth) {
        if (take_word("not")) {
            if (depth > deepest) return wrong({"層次過深", "it is nested too deeply"});
            TRY(auto part, denied(depth + 1));
            return operation("not", {part});
        }
        TRY(auto left, operand(depth));
        for (const auto name : comparisons)
            if (take_word(name)) {
                TRY(auto right, operand(depth));
                return operation(name, {left, right});
            }
        return left;
    }
    Result<NodePtr> operand(std::size_t depth) {
        if (take('(')) {
            TRY(auto inner, either(depth + 1));
            if (!take(')')) return wrong({"缺少右括號", "a bracket is not closed"});
            return inner;
        }
        space();
        if (at_ >= text_.size()) return wrong({"不完整", "it ends too early"});
        if (text_[at_] == '\'') return quoted();
        const auto begin = at_;
        while (at_ < text_.size() && std::string_view(" (),'").find(text_[at_]) == std::string_view::npos)
            ++at_;
        const auto word = text_.substr(begin, at_ - begin);
        if (word.empty()) return wrong({"少了一個值", "a value is missing"});
        if (at_ < text_.size() && text_[at_] == '(') return function(word, depth);
        return plain(word);
    }
    Result<NodePtr> quoted() {
        std::string out;
        for (++at_; at_ < text_.size(); ++at_) {
            if (text_[at_] == '\'') {
                if (text_.substr(at_, 2) != "''") break;
                ++at_;
            }
            out += text_[at_];
        }
        if (at_ >= text_.size()) return wrong({"缺少結尾的單引號", "a text is not closed"});
        ++at_;
        return std::make_shared<const Node>(Node{Node::Is::literal, {}, std::move(out), {}});
    }
    Result<NodePtr> function(std::string_view name, std::size_t depth) {
        const auto* known = std::find_if(std::begin(functions), std::end(functions),
                                         [&](const Function& each) { return each.name == name; });
        if (known == std::end(functions))
            return wrong({"沒有函式 " + std::string(name), "there is no function " + std::string(name)},
                         Fault::unsupported);
        ++at_;
        Node node{Node::Is::function, std::string(name), {}, {}};
        do {
            TRY(auto part, either(depth + 1));
            node.parts.push_back(std::move(part));
        } while (take(','));
        if (!take(')') || node.parts.size() != known->parts)
            return wrong(
                {std::string(name) + " 的參數不對", "the arguments of " + std::string(name) + " are wrong"});
        return std::make_shared<const Node>(std::move(node));
    }
    Result<NodePtr> plain(std::string_view word) {
        Node node;
        if (word == "true" || word == "false") {
            node.value = word == "true";
        } else if (word == "null") {
            node.value = std::monostate();
        } else if (const auto time = parse_time(word)) {
            node.value = Instant{*time};
        } else if (const auto number = Decimal::parse(word)) {
            node.value = number->approximate();
        } else if ((word[0] >= 'a' && word[0] <= 'z') || (word[0] >= 'A' && word[0] <= 'Z') ||
                   word[0] == '@') {
            node.is = Node::Is::path;
            node.name = word;
        } else {
            return wrong({"不認得「" + std::string(word) + "」", "'" + std::string(word) + "' is not known"});
        }
        return std::make_shared<const Node>(std::move(node));
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

Value value_from(const json::value& value) {
    if (value.is_bool()) return value.get_bool();
    if (value.is_int64()) return static_cast<double>(value.get_int64());
    if (value.is_uint64()) return static_cast<double>(value.get_uint64());
    if (value.is_double()) return value.get_double();
    if (value.is_string()) return std::string(value.get_string());
    return std::monostate();
}

Value timed(const Value& value) {
    if (const auto* text = std::get_if<std::string>(&value))
        if (const auto time = parse_time(*text)) return Instant{*time};
    return value;
}

std::optional<int> compared(Value a, Value b) {
    if (std::holds_alternative<Instant>(a)) b = timed(b);
    if (std::holds_alternative<Instant>(b)) a = timed(a);
    if (a.index() != b.index() || std::holds_alternative<std::monostate>(a)) return std::nullopt;
    const auto order = [](const auto& x, const auto& y) { return x < y ? -1 : y < x ? 1 : 0; };
    if (const auto* x = std::get_if<double>(&a)) return order(*x, std::get<double>(b));
    if (const auto* x = std::get_if<std::string>(&a)) return order(*x, std::get<std::string>(b));
    if (const auto* x = std::get_if<Instant>(&a)) return order(x->us, std::get<Instant>(b).us);
    return order(int(std::get<bool>(a)), int(std::get<bool>(b)));
}

std::string cased(std::string text, bool upper) {
    for (char& c : text)
        if (upper ? c >= 'a' && c <= 'z' : c >= 'A' && c <= 'Z') c = static_cast<char>(c ^ 0x20);
    return text;
}

Value of_texts(std::string_view name, const std::string& a, const std::string& b) {
    if (name == "substringof")
        return b.find(a) != std::string::npos;  // the first is looked for in the second
    if (name == "startswith") return a.rfind(b, 0) == 0;
    if (name == "endswith") return a.size() >= b.size() && a.compare(a.size() - b.size(), b.size(), b) == 0;
    if (name == "concat") return a + b;
    if (name == "tolower" || name == "toupper") return cased(a, name == "toupper");
    if (name == "length")
        return static_cast<double>(std::count_if(
            a.begin(), a.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; }));
    if (name == "trim") {
        const auto first = a.find_first_not_of(' ');
        return first == std::string::npos ? std::string()
                                          : a.substr(first, a.find_last_not_of(' ') - first + 1);
    }
    return std::monostate();
}

Value called(std::string_view name, const std::vector<Value>& parts) {
    if (const auto* number = std::get_if<double>(&parts[0])) {
        if (name == "round") return std::round(*number);
        if (name == "floor") return std::floor(*number);
        if (name == "ceiling") return std::ceil(*number);
        return std::monostate();
    }
    if (name == "year" || name == "month" || name == "day" || name == "hour" || name == "minute" ||
        name == "second") {
        const auto time = timed(parts[0]);
        const auto* instant = std::get_if<Instant>(&time);
        if (instant == nullptr) return std::monostate();
        const auto text = time_text(instant->us);  // in UTC, as the values are written
        constexpr std::pair<std::string_view, std::size_t> places[] = {
            {"month", 5}, {"day", 8}, {"hour", 11}, {"minute", 14}, {"second", 17}};
        for (const auto& [which, at] : places)
            if (which == name) return static_cast<double>(std::stoi(text.substr(at, 2)));
        return static_cast<double>(std::stoi(text.substr(0, 4)));
    }
    const auto* a = std::get_if<std::string>(&parts[0]);
    const auto* b = parts.size() > 1 ? std::get_if<std::string>(&parts[1]) : a;
    if (a == nullptr || b == nullptr) return std::monostate();
    return of_texts(name, *a, *b);
}

Value evaluated(const Node& node, const measure::Measure& measure, const Entity& entity);

bool holds(const Node& node, const measure::Measure& measure, const Entity& entity) {
    const auto value = evaluated(node, measure, entity);
    const auto* flag = std::get_if<bool>(&value);
    return flag != nullptr && *flag;
}

Value evaluated(const Node& node, const measure::Measure& measure, const Entity& entity) {
    if (node.is == Node::Is::literal) return node.value;
    if (node.is == Node::Is::path) return Filter::value_of(measure, entity, node.name);
    if (node.is == Node::Is::function) {
        std::vector<Value> parts;
        for (const auto& part : node.parts)
            parts.push_back(evaluated(*part, measure, entity));
        return called(node.name, parts);
    }
    if (node.name == "not") return !holds(*node.parts[0], measure, entity);
    if (node.name == "and")
        return holds(*node.parts[0], measure, entity) && holds(*node.parts[1], measure, entity);
    if (node.name == "or")
        return holds(*node.parts[0], measure, entity) || holds(*node.parts[1], measure, entity);
    const auto a = evaluated(*node.parts[0], measure, entity), b = evaluated(*node.parts[1], measure, entity);
    if (node.name == "eq" || node.name == "ne") {
        const bool same = a == b || compared(a, b) == 0;
        return same == (node.name == "eq");
    }
    const auto order = compared(a, b);
    if (!order) return false;
    return node.name == "gt"   ? *order > 0
           : node.name == "ge" ? *order >= 0
           : node.name == "lt" ? *order < 0
                               : *order <= 0;
}

// Narrows by a comparison of phenomenonTime with an instant, through "and" only.
void narrow(const Node& node, Between& between) {
    if (node.is != Node::Is::operation) return;
    if (node.name == "and") {
        narrow(*node.parts[0], between);
        narrow(*node.parts[1], between);
    }
    if (node.parts.size() != 2 || node.parts[0]->is != Node::Is::path ||
        node.parts[0]->name != "phenomenonTime")
        return;
    const auto* time = std::get_if<Instant>(&node.parts[1]->value);
    if (time == nullptr) return;
    if (node.name == "gt" || node.name == "ge" || node.name == "eq")
        between.first = std::max(between.first, time->us);
    if (node.name == "lt" || node.name == "le" || node.name == "eq")
        between.last = std::min(between.last, time->us);
}

}  // namespace

Result<Filter> Filter::parse(std::string_view text) {
    if (text.size() > longest)
        return fail(Fault::too_large, "sta-filter", {"$filter 過長", "$filter is too long"}, {}, "$filter");
    Filter out;
    TRY(out.root_, Parser(text).whole());
    return out;
}

bool Filter::fits(const measure::Measure& measure, const Entity& entity) const {
    return holds(*root_, measure, entity);
}

Value Filter::value_of(const measure::Measure& measure, Entity entity, std::string_view path) {
    for (auto slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/')) {
        const auto to = link(entity.kind, path.substr(0, slash));
        if (!to || to->many) break;
        const auto next = follow(measure, entity, *to, {});
        if (!next || next->empty()) return std::monostate();
        entity = next->front();
        path.remove_prefix(slash + 1);
    }
    auto slash = path.find('/');
    json::value value = property(measure, entity, path.substr(0, slash));
    while (slash != std::string_view::npos) {
        path.remove_prefix(slash + 1);
        slash = path.find('/');
        const auto* object = value.if_object();
        const auto* member = object == nullptr ? nullptr : object->if_contains(path.substr(0, slash));
        if (member == nullptr) return std::monostate();
        value = json::value(*member);
    }
    return value_from(value);
}

bool Filter::less(const Value& a, const Value& b) {
    if (a.index() != b.index()) return a.index() < b.index();
    return compared(a, b).value_or(0) < 0;
}

Between Filter::between() const {
    Between out;
    narrow(*root_, out);
    return out;
}

}  // namespace gangmu::api::sta
