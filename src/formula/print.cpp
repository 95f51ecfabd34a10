#include "formula/functions.hpp"
#include "formula/lexer.hpp"
#include "formula/parse.hpp"

namespace gangmu::formula {
namespace {

// How tightly an operator binds; what binds less than its place wants stands in parentheses.
enum Rank : int { rank_or = 1, rank_and, rank_not, rank_comparison, rank_sum, rank_product, rank_factor };

struct Sign {
    std::string_view text, zh;
    Rank rank;
};

Sign sign(Op op) {
    switch (op) {
        case Op::either:
            return {" or ", " 或 ", rank_or};
        case Op::both:
            return {" and ", " 且 ", rank_and};
        case Op::negation:
            return {"not ", "非 ", rank_not};
        case Op::less:
            return {" < ", " < ", rank_comparison};
        case Op::at_most:
            return {" <= ", " <= ", rank_comparison};
        case Op::greater:
            return {" > ", " > ", rank_comparison};
        case Op::at_least:
            return {" >= ", " >= ", rank_comparison};
        case Op::equal:
            return {" = ", " = ", rank_comparison};
        case Op::different:
            return {" <> ", " <> ", rank_comparison};
        case Op::add:
            return {" + ", " + ", rank_sum};
        case Op::subtract:
            return {" - ", " - ", rank_sum};
        case Op::multiply:
            return {" * ", " * ", rank_product};
        case Op::divide:
            return {" / ", " / ", rank_product};
        default:
            return {"-", "-", rank_factor};
    }
}

class Printer {
  public:
    explicit Printer(bool zh) : zh_(zh) {}

    void put(const Node& node, int wanted) {
        switch (node.op) {
            case Op::literal:
                out_ += node.number.str();
                if (!node.text.empty()) unit(node.text, true);
                return;
            case Op::reference:
                reference(node);
                return;
            default:
                break;
        }
        if (const auto* f = function(node.op)) return call(*f, node);
        const auto sign_ = sign(node.op);
        const bool enclosed = sign_.rank < wanted;
        if (enclosed) out_ += '(';
        if (node.args.size() == 1) {
            out_ += zh_ ? sign_.zh : sign_.text;
            put(node.args[0], sign_.rank);
        } else {
            // left to right, so the same rank on the right is enclosed; comparisons do not chain at all
            put(node.args[0], sign_.rank == rank_comparison ? rank_sum : sign_.rank);
            out_ += zh_ ? sign_.zh : sign_.text;
            put(node.args[1], sign_.rank + 1);
        }
        if (enclosed) out_ += ')';
    }

    std::string take() { return std::move(out_); }

  private:
    void unit(const std::string& name, bool blank) {
        if (name == "%") {
            out_ += name;
            return;
        }
        if (blank) out_ += ' ';
        const bool plain = is_word(name) && function(std::string_view(name)) == nullptr && name != "and" &&
                           name != "or" && name != "not" && name != "AND" && name != "OR" && name != "NOT" &&
                           name != "且" && name != "或" && name != "非";
        out_ += plain ? name : '"' + name + '"';
    }

    void reference(const Node& node) {
        out_ += '[' + node.text;
        for (const auto& [name, value] : node.pins)
            out_ += "; " + name + '=' + value;
        out_ += ']';
    }

    void call(const Function& f, const Node& node) {
        out_ += zh_ ? f.zh : f.name;
        out_ += '(';
        bool first = true;
        const auto comma = [&] {
            if (!first) out_ += ", ";
            first = false;
        };
        if (f.shape == Shape::count_first) {
            comma();
            out_ += std::to_string(node.count);
        }
        for (const auto& arg : node.args) {
            comma();
            put(arg, rank_or);
        }
        if (f.shape == Shape::count_last) {
            comma();
            out_ += std::to_string(node.count);
        } else if (f.shape == Shape::unit_last) {
            comma();
            unit(node.text, false);
        }
        out_ += ')';
    }

    bool zh_;
    std::string out_;
};

}  // namespace

std::string print(const Node& node, bool zh) {
    Printer printer(zh);
    printer.put(node, rank_or);
    return printer.take();
}

}  // namespace gangmu::formula
