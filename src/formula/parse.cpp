#include "formula/parse.hpp"

#include <fmt/format.h>

#include <optional>

#include "formula/functions.hpp"
#include "formula/lexer.hpp"
#include "text/utf8.hpp"

namespace gangmu::formula {
namespace {

using Parsed = tl::expected<Node, Problem>;

std::optional<Op> connective(const Token& token) {
    if (token.mark != Mark::word) return std::nullopt;
    if (token.text == "and" || token.text == "AND" || token.text == "且") return Op::both;
    if (token.text == "or" || token.text == "OR" || token.text == "或") return Op::either;
    if (token.text == "not" || token.text == "NOT" || token.text == "非") return Op::negation;
    return std::nullopt;
}

std::optional<Op> comparison(Mark mark) {
    switch (mark) {
        case Mark::less:
            return Op::less;
        case Mark::at_most:
            return Op::at_most;
        case Mark::greater:
            return Op::greater;
        case Mark::at_least:
            return Op::at_least;
        case Mark::equal:
            return Op::equal;
        case Mark::different:
            return Op::different;
        default:
            return std::nullopt;
    }
}

Problem problem(Span place, std::string code, Message what, Message mend = {}) {
    return {place, std::move(code), std::move(what), std::move(mend)};
}

class Parser {
  public:
    Parser(std::string_view text, std::vector<Token> tokens) : text_(text), tokens_(std::move(tokens)) {}

    Parsed whole() {
        if (now().mark == Mark::end)
            return tl::unexpected(problem(now().place, "formula-empty",
                                          {"公式是空的", "the formula is empty"},
                                          {"例如 [a] / [b]", "as in [a] / [b]"}));
        auto node = disjunction();
        if (node && now().mark != Mark::end) return tl::unexpected(unexpected());
        return node;
    }

  private:
    const Token& now() const { return tokens_[at_]; }
    const Token& ahead() const { return tokens_[std::min(at_ + 1, tokens_.size() - 1)]; }
    std::string shown(const Token& token) const {
        return std::string(text_.substr(token.place.begin, token.place.end - token.place.begin));
    }
    bool skip(Mark mark) {
        if (now().mark != mark) return false;
        ++at_;
        return true;
    }

    Problem unexpected() const {
        const auto& token = now();
        if (token.mark == Mark::end)
            return problem(token.place, "formula-ends", {"公式沒有寫完", "the formula ends too early"},
                           open_ > 0 ? Message{"可能少了 )", "a ) may be missing"}
                                     : Message{"運算符號之後要有值", "a value has to follow the operator"});
        if (token.mark == Mark::close && open_ == 0)
            return problem(token.place, "formula-syntax", {"多了一個 )", "there is one ) too many"},
                           {"刪去它，或在前面補上 (", "take it away, or add ( before it"});
        if (comparison(token.mark))
            return problem(token.place, "formula-syntax", {"比較不能連寫", "comparisons do not chain"},
                           {"寫成 a < b and b < c", "write a < b and b < c"});
        const auto name = shown(token);
        return problem(
            token.place, "formula-syntax",
            {fmt::format("這裡不該有「{}」", name), fmt::format("«{}» does not belong here", name)},
            value_before_ ? Message{"兩個值之間要有 + - * /", "two values need + - * / between them"}
                          : Message{"這裡要有值：數字、[指標] 或函數",
                                    "a value belongs here: a number, an [element] or a function"});
    }

    Parsed made(Node node, std::uint32_t begin) {
        node.place = {begin, tokens_[at_ == 0 ? 0 : at_ - 1].place.end};
        value_before_ = true;
        if (++nodes_ > most_nodes)
            return tl::unexpected(
                problem(node.place, "formula-long",
                        {fmt::format("公式超過 {} 個運算", most_nodes),
                         fmt::format("the formula has more than {} operations", most_nodes)},
                        {"拆成幾個指標，互相引用", "split it into elements that refer to each other"}));
        return node;
    }
    Parsed joined(Op op, Node left, Node right) {
        Node node;
        node.op = op;
        const auto begin = left.place.begin;
        node.args.push_back(std::move(left));
        node.args.push_back(std::move(right));
        return made(std::move(node), begin);
    }

    struct Deeper {
        explicit Deeper(int& depth) : depth_(depth) { ++depth_; }
        ~Deeper() { --depth_; }
        Deeper(const Deeper&) = delete;
        Deeper& operator=(const Deeper&) = delete;
        int& depth_;
    };
    std::optional<Problem> too_deep() const {
        if (depth_ <= most_nesting) return std::nullopt;
        return problem(now().place, "formula-deep",
                       {fmt::format("括號與函數套疊超過 {} 層", most_nesting),
                        fmt::format("nested deeper than {} levels", most_nesting)},
                       {"拆成幾個指標", "split it into several elements"});
    }

    // operand { operator operand }, from left to right; `is`: the operator a token stands for.
    template <class Operand, class Is>
    Parsed chain(Operand operand, Is is) {
        auto left = (this->*operand)();
        while (left) {
            const auto op = is(now());
            if (!op) break;
            ++at_;
            value_before_ = false;
            auto right = (this->*operand)();
            if (!right) return right;
            left = joined(*op, std::move(*left), std::move(*right));
        }
        return left;
    }

    Parsed disjunction() {
        return chain(&Parser::conjunction, [](const Token& token) {
            const auto op = connective(token);
            return op == Op::either ? op : std::nullopt;
        });
    }
    Parsed conjunction() {
        return chain(&Parser::negated, [](const Token& token) {
            const auto op = connective(token);
            return op == Op::both ? op : std::nullopt;
        });
    }
    Parsed prefixed(Op op, Parsed (Parser::*operand)()) {
        const Deeper deeper(depth_);
        if (auto deep = too_deep()) return tl::unexpected(std::move(*deep));
        const auto begin = now().place.begin;
        ++at_;
        value_before_ = false;
        auto inner = (this->*operand)();
        if (!inner) return inner;
        Node node;
        node.op = op;
        node.args.push_back(std::move(*inner));
        return made(std::move(node), begin);
    }
    Parsed negated() {
        return connective(now()) == Op::negation ? prefixed(Op::negation, &Parser::negated) : compared();
    }
    Parsed compared() {
        auto left = total();
        if (!left) return left;
        const auto op = comparison(now().mark);
        if (!op) return left;
        ++at_;
        value_before_ = false;
        auto right = total();
        if (!right) return right;
        return joined(*op, std::move(*left), std::move(*right));
    }
    Parsed total() {
        return chain(&Parser::product, [](const Token& token) -> std::optional<Op> {
            if (token.mark == Mark::plus) return Op::add;
            if (token.mark == Mark::minus) return Op::subtract;
            return std::nullopt;
        });
    }
    Parsed product() {
        return chain(&Parser::factor, [](const Token& token) -> std::optional<Op> {
            if (token.mark == Mark::times) return Op::multiply;
            if (token.mark == Mark::over) return Op::divide;
            return std::nullopt;
        });
    }
    Parsed factor() {
        switch (now().mark) {
            case Mark::minus:
                return prefixed(Op::negate, &Parser::factor);
            case Mark::number:
                return literal();
            case Mark::reference:
                return reference();
            case Mark::open:
                return enclosed();
            case Mark::word:
                if (connective(now())) return tl::unexpected(unexpected());
                return call();
            default:
                return tl::unexpected(unexpected());
        }
    }

    Parsed enclosed() {
        const Deeper deeper(depth_);
        if (auto deep = too_deep()) return tl::unexpected(std::move(*deep));
        ++at_;
        ++open_;
        value_before_ = false;
        auto inner = disjunction();
        if (!inner) return inner;
        if (!skip(Mark::close)) return tl::unexpected(unexpected());
        --open_;
        value_before_ = true;
        return inner;
    }

    Parsed literal() {
        const auto begin = now().place.begin;
        Node node;
        const auto number = Number::parse(now().text);
        if (!number)
            return tl::unexpected(
                problem(now().place, "formula-number",
                        {fmt::format("數字太長（最多 {} 位，小數 {} 位）", most_digits, most_decimals),
                         fmt::format("the number is too long (at most {} digits, {} of them decimals)",
                                     most_digits, most_decimals)}));
        node.number = *number;
        ++at_;
        const bool word = now().mark == Mark::word && !connective(now()) && ahead().mark != Mark::open;
        if (word || now().mark == Mark::quoted || now().mark == Mark::percent) {
            auto unit = unit_here();
            if (!unit) return tl::unexpected(std::move(unit).error());
            node.text = std::move(*unit);
        }
        return made(std::move(node), begin);
    }

    tl::expected<std::string, Problem> unit_here() {
        const auto& token = now();
        if (token.mark != Mark::word && token.mark != Mark::quoted && token.mark != Mark::percent)
            return tl::unexpected(problem(token.place, "formula-unit-wanted",
                                          {"這裡要寫單位", "a unit belongs here"},
                                          {"例如 公噸、% 或 \"元/公斤\"", "as 公噸, % or \"元/公斤\""}));
        const auto unit = Unit::parse(token.mark == Mark::percent ? std::string_view("%") : token.text);
        if (!unit || unit->parts.empty())
            return tl::unexpected(problem(
                token.place, "formula-unit",
                {fmt::format("看不懂的單位「{}」", shown(token)), fmt::format("no unit: «{}»", shown(token))},
                {"純數值請寫「比率」", "for a pure number write ratio"}));
        ++at_;
        return unit->str();
    }

    Parsed reference() {
        const auto token = now();
        Node node;
        node.op = Op::reference;
        std::string rest = token.text;
        for (const auto& [wide, narrow] : {std::pair{"；", ";"}, {"＝", "="}})
            for (auto at = rest.find(wide); at != std::string::npos; at = rest.find(wide))
                rest.replace(at, std::string_view(wide).size(), narrow);
        const auto bad = [&] {
            return tl::unexpected(problem(token.place, "formula-reference",
                                          {"[ ] 裡要寫指標的名稱，必要時加上面向",
                                           "[ ] holds the name of an element, and dimensions where needed"},
                                          {"例如 [oil.use; 油種=汽油]", "as in [oil.use; 油種=汽油]"}));
        };
        if (rest.find_first_of("[]") != std::string::npos) return bad();
        std::size_t from = 0;
        for (bool first = true; from <= rest.size(); first = false) {
            const auto end = std::min(rest.find(';', from), rest.size());
            const auto part = text::trim(std::string_view(rest).substr(from, end - from));
            from = end + 1;
            if (first) {
                node.text = part;
                continue;
            }
            const auto equals = part.find('=');
            if (equals == std::string_view::npos) return bad();
            const auto name = text::trim(part.substr(0, equals)), value = text::trim(part.substr(equals + 1));
            if (name.empty() || value.empty() || node.pins.size() == 8) return bad();
            node.pins.emplace_back(name, value);
        }
        if (node.text.empty()) return bad();
        ++at_;
        return made(std::move(node), token.place.begin);
    }

    Problem unknown_word(const Token& token) const {
        std::vector<std::string_view> names;
        for (const auto& each : functions()) {
            names.push_back(each.name);
            names.push_back(each.zh);
        }
        const auto meant = nearest(token.text, names);
        const bool called = ahead().mark == Mark::open;
        if (!meant.empty())
            return problem(token.place, "formula-word",
                           {fmt::format("沒有「{}」這個函數", token.text),
                            fmt::format("no function is called «{}»", token.text)},
                           {fmt::format("是不是 {}？", meant), fmt::format("did you mean {}?", meant)});
        return problem(
            token.place, "formula-word",
            {fmt::format("看不懂「{}」", token.text), fmt::format("«{}» is not known", token.text)},
            called ? Message{"可用的函數見說明", "the help lists the functions"}
                   : Message{fmt::format("若是指標，請寫 [{}]", token.text),
                             fmt::format("if it is an element, write [{}]", token.text)});
    }

    tl::expected<std::int64_t, Problem> count_here(const Function& f) {
        const auto token = now();
        const auto wrong = [&] {
            return tl::unexpected(
                problem(token.place, "formula-count",
                        {fmt::format("{} 這裡要寫 {} 到 {} 的整數", f.name, f.least_count, f.most_count),
                         fmt::format("{} wants a whole number from {} to {} here", f.name, f.least_count,
                                     f.most_count)},
                        {fmt::format("例如 {}", f.example), fmt::format("as in {}", f.example)}));
        };
        if (token.mark != Mark::number || token.text.size() > 6 || token.text.find('.') != std::string::npos)
            return wrong();
        const std::int64_t count = std::stoll(token.text);
        if (count < f.least_count || count > f.most_count) return wrong();
        ++at_;
        return count;
    }

    Problem wrong_number(const Function& f, Span place, std::size_t given) const {
        const auto wanted =
            f.fewest == f.most ? fmt::format("{}", f.fewest) : fmt::format("{}–{}", f.fewest, f.most);
        return problem(place, "formula-arguments",
                       {fmt::format("{} 要 {} 個值，這裡有 {} 個", f.name, wanted, given),
                        fmt::format("{} takes {} values, {} are given", f.name, wanted, given)},
                       {fmt::format("例如 {}", f.example), fmt::format("as in {}", f.example)});
    }

    Parsed call() {
        const auto token = now();
        const auto* f = function(std::string_view(token.text));
        if (f == nullptr) return tl::unexpected(unknown_word(token));
        const Deeper deeper(depth_);
        if (auto deep = too_deep()) return tl::unexpected(std::move(*deep));
        ++at_;
        if (!skip(Mark::open))
            return tl::unexpected(problem(
                token.place, "formula-call",
                {fmt::format("{} 後面要有 (", token.text), fmt::format("( has to follow {}", token.text)},
                {fmt::format("例如 {}", f->example), fmt::format("as in {}", f->example)}));
        ++open_;
        Node node;
        node.op = f->op;
        value_before_ = false;
        if (f->shape == Shape::count_first) {
            auto count = count_here(*f);
            if (!count) return tl::unexpected(std::move(count).error());
            node.count = *count;
            if (!skip(Mark::comma)) return tl::unexpected(wrong_number(*f, now().place, 0));
        }
        if (auto bad = arguments(*f, node)) return tl::unexpected(std::move(*bad));
        if (!skip(Mark::close)) return tl::unexpected(unexpected());
        --open_;
        const auto place = Span{token.place.begin, tokens_[at_ - 1].place.end};
        if (node.args.size() < f->fewest || node.args.size() > f->most)
            return tl::unexpected(wrong_number(*f, place, node.args.size()));
        return made(std::move(node), token.place.begin);
    }

    std::optional<Problem> arguments(const Function& f, Node& node) {
        const bool trailing = f.shape == Shape::count_last || f.shape == Shape::unit_last;
        if (now().mark == Mark::close) return std::nullopt;
        do {
            if (trailing && node.args.size() == f.most) {
                if (f.shape == Shape::unit_last) {
                    auto unit = unit_here();
                    if (!unit) return std::move(unit).error();
                    node.text = std::move(*unit);
                } else {
                    auto count = count_here(f);
                    if (!count) return std::move(count).error();
                    node.count = *count;
                }
                return std::nullopt;
            }
            value_before_ = false;
            auto arg = disjunction();
            if (!arg) return std::move(arg).error();
            node.args.push_back(std::move(*arg));
        } while (skip(Mark::comma));
        if (trailing)
            return problem(
                now().place, "formula-arguments",
                f.shape == Shape::unit_last
                    ? Message{fmt::format("{} 要寫單位", f.name), fmt::format("{} wants a unit", f.name)}
                    : Message{fmt::format("{} 要寫位數", f.name),
                              fmt::format("{} wants the number of decimals", f.name)},
                {fmt::format("例如 {}", f.example), fmt::format("as in {}", f.example)});
        return std::nullopt;
    }

    std::string_view text_;
    std::vector<Token> tokens_;
    std::size_t at_ = 0;
    std::size_t nodes_ = 0;
    int depth_ = 0;
    int open_ = 0;
    bool value_before_ = false;
};

}  // namespace

Parsed parse(std::string_view text) {
    auto words = tokens(text);
    if (!words) return tl::unexpected(std::move(words).error());
    return Parser(text, std::move(*words)).whole();
}

}  // namespace gangmu::formula
