#include "search/query.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "search/stream.hpp"
#include "text/fold.hpp"
#include "text/utf8.hpp"

namespace gangmu::search {
namespace {

using Op = QueryNode::Op;

constexpr std::size_t max_bytes = 1'000;
constexpr std::size_t max_words = 64;
constexpr std::size_t max_depth = 16;

struct Name {
    std::string_view name;
    Op op;
    std::optional<Field> field;
};
// The first name of each is the one that is printed.
constexpr std::array names = {
    Name{"標題", Op::term, Field::title},    Name{"title", Op::term, Field::title},
    Name{"編號", Op::term, Field::label},    Name{"label", Op::term, Field::label},
    Name{"機關", Op::term, Field::agencies}, Name{"agency", Op::term, Field::agencies},
    Name{"單位", Op::term, Field::agencies}, Name{"agencies", Op::term, Field::agencies},
    Name{"內文", Op::term, Field::text},     Name{"text", Op::term, Field::text},
    Name{"計畫", Op::plan, std::nullopt},    Name{"plan", Op::plan, std::nullopt},
    Name{"類別", Op::kind, std::nullopt},    Name{"kind", Op::kind, std::nullopt},
    Name{"類型", Op::type, std::nullopt},    Name{"type", Op::type, std::nullopt},
};

constexpr std::array<std::pair<std::string_view, Type>, 8> type_names = {{
    {"計畫", Type::plan},
    {"機關", Type::agency},
    {"節點", Type::node},
    {"項目", Type::node},
    {"指標", Type::indicator},
    {"事實", Type::fact},
    {"數據", Type::fact},
    {"文件", Type::document},
}};

const Name* find_name(std::string_view word) {
    const std::string folded = text::fold(word);
    for (const auto& name : names)
        if (text::fold(name.name) == folded) return &name;
    return nullptr;
}

// The full-width forms of the signs mean the same.
char32_t sign(char32_t c) {
    switch (c) {
        case U'（':
            return U'(';
        case U'）':
            return U')';
        case U'：':
            return U':';
        case U'－':
        case U'−':
            return U'-';
        case U'＊':
            return U'*';
        case U'｜':
            return U'|';
        case U'＂':
        case U'“':
        case U'”':
        case U'「':
        case U'」':
        case U'『':
        case U'』':
        case U'〝':
        case U'〞':
            return U'"';
        default:
            return c;
    }
}

class Parser {
  public:
    explicit Parser(std::string_view text) : text_(text) {
        if (text_.size() > max_bytes) {
            std::size_t cut = max_bytes;
            while (cut > 0 && (static_cast<unsigned char>(text_[cut]) & 0xC0) == 0x80)
                --cut;
            text_ = text_.substr(0, cut);
            note("查詢太長，只取前一千個位元組",
                 "The query is too long; only its first 1,000 bytes are used");
        }
    }

    Query parse() {
        query_.root = any(std::nullopt, 0);
        while (at_ < text_.size()) {  // a closing parenthesis too many
            note_once(stray_, "多了一個右括號，已略過", "A closing parenthesis too many was passed over");
            ++at_;
            if (peek() != 0) {
                auto rest = any(std::nullopt, 0);
                query_.root = join(Op::all, two(std::move(query_.root), std::move(rest)));
            }
        }
        return std::move(query_);
    }

  private:
    static std::vector<QueryNode> two(QueryNode a, QueryNode b) {
        std::vector<QueryNode> out;
        out.push_back(std::move(a));
        out.push_back(std::move(b));
        return out;
    }

    // Puts nodes under one `op`: no single children, no `op` under the same `op`, nothing that means
    // everything.
    static QueryNode join(Op op, std::vector<QueryNode> nodes) {
        QueryNode out;
        out.op = op;
        for (auto& node : nodes) {
            if (node.op == Op::everything) continue;
            if (node.op == op)
                for (auto& child : node.of)
                    out.of.push_back(std::move(child));
            else
                out.of.push_back(std::move(node));
        }
        if (out.of.empty()) return {};
        if (out.of.size() == 1) return QueryNode(std::move(out.of.front()));
        return out;
    }

    QueryNode any(std::optional<Field> field, std::size_t depth) {
        std::vector<QueryNode> nodes;
        nodes.push_back(all(field, depth));
        while (word_is({"或", "or", "|"}))
            nodes.push_back(all(field, depth));
        return join(Op::any, std::move(nodes));
    }

    QueryNode all(std::optional<Field> field, std::size_t depth) {
        std::vector<QueryNode> nodes;
        for (;;) {
            while (word_is({"且", "and", "&"})) {
            }
            const char32_t c = peek();
            if (c == 0 || c == U')') break;
            const std::size_t before = at_;
            if (word_is({"或", "or", "|"})) {
                at_ = before;
                if (!nodes.empty()) break;
                word_is({"或", "or", "|"});  // nothing stands before it
                note_once(stray_, "「或」前後都要有詞，已略過",
                          "OR needs words on both sides; it was passed over");
                continue;
            }
            nodes.push_back(unary(field, depth));
        }
        return join(Op::all, std::move(nodes));
    }

    QueryNode unary(std::optional<Field> field, std::size_t depth) {
        bool negative = false;
        for (;;) {
            if (word_is({"非", "not"})) {
                negative = !negative;
            } else if (peek() == U'-') {
                take();
                negative = !negative;
            } else {
                break;
            }
        }
        QueryNode node = primary(field, depth);
        if (!negative || node.op == Op::everything) return node;
        if (node.op == Op::none_of) return QueryNode(std::move(node.of.front()));
        QueryNode out;
        out.op = Op::none_of;
        out.of.push_back(std::move(node));
        return out;
    }

    QueryNode primary(std::optional<Field> field, std::size_t depth) {
        const char32_t c = peek();
        if (c == 0 || c == U')') return {};
        if (c == U'(') return group(field, depth);
        if (c == U'"') return term(quoted(), true, field);
        const std::size_t begin = at_;
        std::string word = bare(true);
        if (at_ < text_.size() && sign_here() == U':') {
            if (const Name* name = find_name(word)) {
                take();
                return named(*name, depth);
            }
            at_ = begin;
            word = bare(false);
        }
        return term(std::move(word), false, field);
    }

    QueryNode named(const Name& name, std::size_t depth) {
        if (name.op == Op::term && peek() == U'(') return group(name.field, depth);
        const bool phrase = peek() == U'"';
        std::string value = phrase ? quoted() : bare(false);
        if (name.op == Op::term) return term(std::move(value), phrase, name.field);
        value = text::trim(value);
        if (value.empty()) return {};
        QueryNode node;
        node.op = name.op;
        node.text = std::move(value);
        if (name.op == Op::type) {
            if (const auto type = type_of(node.text)) {
                node.text = to_string(*type);
            } else {
                note("不認得類型「" + node.text + "」，已略過",
                     "The type “" + node.text + "” is not known and was passed over");
                return {};
            }
        }
        return node;
    }

    static std::optional<Type> type_of(std::string_view name) {
        const std::string folded = text::fold(name);
        for (const auto& [zh, type] : type_names)
            if (text::fold(zh) == folded) return type;
        return parse_type(folded);
    }

    QueryNode group(std::optional<Field> field, std::size_t depth) {
        take();
        if (depth >= max_depth) {
            note_once(deep_, "括號層數太多，內層視為一層",
                      "Too many nested parentheses; the inner ones are one");
            while (peek() == U'(')
                take();
            depth = max_depth - 1;
        }
        if (depth + 1 < max_depth) {
            QueryNode node = any(field, depth + 1);
            close();
            return node;
        }
        std::vector<QueryNode> nodes;  // at the deepest level parentheses mean nothing any more
        for (char32_t c = peek(); c != 0; c = peek()) {
            if (c == U')') break;
            if (c == U'(' || c == U'-') {
                take();
                continue;
            }
            nodes.push_back(c == U'"' ? term(quoted(), true, field) : term(bare(false), false, field));
        }
        close();
        return join(Op::all, std::move(nodes));
    }

    void close() {
        if (peek() == U')')
            take();
        else
            note_once(open_, "括號沒有關上，已補在最後",
                      "A parenthesis was not closed; it was closed at the end");
    }

    QueryNode term(std::string value, bool phrase, std::optional<Field> field) {
        QueryNode node;
        node.op = Op::term;
        if (!phrase && value.size() > 1 && ends_in_star(value)) node.prefix = true;
        std::replace(value.begin(), value.end(), '"', ' ');
        Stream stream;
        read_stream(value, stream);
        if (stream.letters.empty()) {
            if (!value.empty())
                note_once(signs_, "只有符號的詞已略過", "Words made of punctuation only were passed over");
            return {};
        }
        if (++words_ > max_words) {
            note_once(many_, "詞太多，只取前六十四個", "Too many words; only the first 64 are used");
            return {};
        }
        node.text = text::trim(value);
        node.phrase = phrase || is_operator(value);  // an operator where only a word can stand is quoted
        node.field = field;
        return node;
    }

    static bool is_operator(std::string_view value) {
        const std::string word = text::fold(value);
        for (const std::string_view name : {"或", "or", "|", "且", "and", "&", "非", "not"})
            if (word == name) return true;
        return false;
    }

    static bool ends_in_star(std::string& value) {
        std::size_t at = value.size();
        bool star = false;
        while (at > 0) {
            std::size_t from = at;
            if (sign(text::previous(value, from)) != U'*') break;
            star = true;
            at = from;
        }
        value.resize(at);
        return star;
    }

    std::string quoted() {
        take();
        const std::size_t begin = at_;
        while (at_ < text_.size()) {
            const std::size_t end = at_;
            if (sign(text::next(text_, at_)) == U'"') return std::string(text_.substr(begin, end - begin));
        }
        note_once(quote_, "引號沒有關上，已補在最後",
                  "A quotation mark was not closed; it was closed at the end");
        return std::string(text_.substr(begin));
    }

    // Up to a space, a parenthesis or a quotation mark, and to a colon if asked.
    std::string bare(bool to_colon) {
        const std::size_t begin = at_;
        while (at_ < text_.size()) {
            std::size_t next = at_;
            const char32_t c = text::next(text_, next);
            const char32_t s = sign(c);
            if (text::is_space(c) || s == U'(' || s == U')' || s == U'"' || (to_colon && s == U':')) break;
            at_ = next;
        }
        return std::string(text_.substr(begin, at_ - begin));
    }

    // Is the next word, up to a space or a sign, one of these? Then it is taken.
    bool word_is(std::initializer_list<std::string_view> words) {
        if (peek() == 0) return false;
        const std::size_t begin = at_;
        const std::string word = text::fold(bare(false));
        const bool glued = at_ < text_.size() && sign_here() == U':';
        if (!glued && std::find(words.begin(), words.end(), word) != words.end()) return true;
        at_ = begin;
        return false;
    }

    char32_t sign_here() {
        std::size_t at = at_;
        return sign(text::next(text_, at));
    }

    // The next sign or letter behind white space; 0 at the end.
    char32_t peek() {
        while (at_ < text_.size()) {
            std::size_t next = at_;
            if (!text::is_space(text::next(text_, next))) return sign_here();
            at_ = next;
        }
        return 0;
    }
    void take() { text::next(text_, at_); }

    void note(std::string zh, std::string en) { query_.notes.push_back({std::move(zh), std::move(en)}); }
    void note_once(bool& said, const char* zh, const char* en) {
        if (!std::exchange(said, true)) note(zh, en);
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t words_ = 0;
    bool stray_ = false, open_ = false, quote_ = false, deep_ = false, signs_ = false, many_ = false;
    Query query_;
};

std::string_view name_of(const QueryNode& node) {
    for (const auto& name : names)
        if (name.op == node.op && name.field == node.field) return name.name;
    return {};
}

std::string print_value(const QueryNode& node) {
    const bool bare = node.op != Op::term && node.text.find_first_of(" ()\"") == std::string::npos &&
                      parse_query(node.text).root.op == Op::term;
    if (node.op == Op::term ? !node.phrase : bare) return node.text + (node.prefix ? "*" : "");
    return '"' + node.text + '"';
}

void print_to(const QueryNode& node, std::string& out, Op parent) {
    const auto list = [&](std::string_view between) {
        const bool braces = parent == Op::none_of || (node.op == Op::any && parent == Op::all);
        if (braces) out += '(';
        for (std::size_t i = 0; i < node.of.size(); ++i) {
            if (i > 0) out += between;
            print_to(node.of[i], out, node.op);
        }
        if (braces) out += ')';
    };
    switch (node.op) {
        case Op::everything:
            return;
        case Op::all:
            return list(" ");
        case Op::any:
            return list(" 或 ");
        case Op::none_of:
            out += '-';
            return print_to(node.of.front(), out, node.op);
        case Op::term:
        case Op::plan:
        case Op::kind:
        case Op::type:
            if (node.op != Op::term || node.field) {
                out += name_of(node);
                out += ':';
            }
            out += print_value(node);
            return;
    }
}

}  // namespace

Query parse_query(std::string_view text) {
    return Parser(text).parse();
}

std::string print(const QueryNode& node) {
    std::string out;
    print_to(node, out, Op::everything);
    return out;
}

}  // namespace gangmu::search
