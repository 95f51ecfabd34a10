#include "documents/wire.hpp"

#include <bit>
#include <cstring>
#include <type_traits>
#include <utility>

namespace gangmu::documents {

namespace {

// One description of every struct serves both directions: `visit(archive, value)` names its fields.
class Out {
  public:
    void number(std::uint64_t value) {  // seven bits a byte, lowest first
        while (value >= 0x80) {
            bytes += static_cast<char>(value | 0x80);
            value >>= 7;
        }
        bytes += static_cast<char>(value);
    }
    void field(const std::string& text) {
        number(text.size());
        bytes += text;
    }
    void field(float value) { number(std::bit_cast<std::uint32_t>(value)); }
    void field(bool value) { number(value); }
    template <class T>
    requires(std::is_integral_v<T> || std::is_enum_v<T>) void field(T value) {
        number(static_cast<std::uint64_t>(value));
    }
    template <class T>
    void field(const std::vector<T>& items) {
        number(items.size());
        for (const T& item : items)
            visit(*this, item);
    }

    std::string bytes;
};

class In {
  public:
    explicit In(std::string_view bytes) : bytes_(bytes) {}

    std::uint64_t number() {
        std::uint64_t value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (bytes_.empty()) return fault();
            const auto byte = static_cast<unsigned char>(bytes_.front());
            bytes_.remove_prefix(1);
            value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
            if (byte < 0x80) return value;
        }
        return fault();
    }
    void field(std::string& text) {
        const std::uint64_t size = number();
        if (size > bytes_.size()) {
            fault();
            return;
        }
        text = bytes_.substr(0, size);
        bytes_.remove_prefix(size);
    }
    void field(float& value) { value = std::bit_cast<float>(static_cast<std::uint32_t>(number())); }
    void field(bool& value) { value = number() != 0; }
    template <class T>
    requires(std::is_integral_v<T> || std::is_enum_v<T>) void field(T& value) {
        value = static_cast<T>(number());
    }
    template <class T>
    void field(std::vector<T>& items) {
        std::uint64_t size = number();
        if (size > bytes_.size()) size = fault();  // every item takes a byte at least
        items.clear();
        for (; size > 0 && good_; --size) {
            items.emplace_back();
            visit(*this, items.back());
        }
    }
    bool good() const { return good_ && bytes_.empty(); }
    std::uint64_t fault() {
        good_ = false;
        bytes_ = {};
        return 0;
    }

  private:
    std::string_view bytes_;
    bool good_ = true;
};

template <class Archive, class P>
void visit_place(Archive& a, P& p) {
    a.field(p.page), a.field(p.first_line), a.field(p.last_line), a.field(p.block), a.field(p.sheet),
        a.field(p.cells);
    a.field(p.left), a.field(p.top), a.field(p.right), a.field(p.bottom);
}
template <class Archive, class M>
void visit_message(Archive& a, M& m) {
    a.field(m.zh), a.field(m.en);
}
template <class Archive, class C>
requires std::is_same_v<std::remove_const_t<C>, Cell>
void visit(Archive& a, C& c) {
    a.field(c.text), a.field(c.column), a.field(c.column_span), a.field(c.row_span), a.field(c.header),
        a.field(c.bold);
    visit_place(a, c.place);
}
template <class Archive, class R>
requires std::is_same_v<std::remove_const_t<R>, Row>
void visit(Archive& a, R& r) {
    a.field(r.cells);
    visit_place(a, r.place);
}
template <class Archive, class B>
requires std::is_same_v<std::remove_const_t<B>, Block>
void visit(Archive& a, B& b) {
    a.field(b.kind), a.field(b.aside), a.field(b.level), a.field(b.marker), a.field(b.text), a.field(b.bold);
    a.field(b.size), a.field(b.indent), a.field(b.style), a.field(b.table.columns), a.field(b.table.rows);
    visit_place(a, b.place);
}
template <class Archive, class D>
requires std::is_same_v<std::remove_const_t<D>, Diagnostic>
void visit(Archive& a, D& d) {
    a.field(d.severity), a.field(d.code), visit_message(a, d.message);
    a.field(d.page), a.field(d.first_line), a.field(d.last_line);
}
template <class Archive, class D>
void visit_document(Archive& a, D& d) {
    a.field(d.info.name), a.field(d.info.sha256), a.field(d.info.media_type), a.field(d.info.pages),
        a.field(d.info.lines);
    a.field(d.title), a.field(d.blocks), a.field(d.diagnostics);
}
template <class Archive, class E>
void visit_error(Archive& a, E& e) {
    a.field(e.fault), a.field(e.code), visit_message(a, e.what), visit_message(a, e.mend), a.field(e.where);
}

bool sensible(const Document& document) {
    for (const Block& block : document.blocks)
        if (block.kind > BlockKind::footnote || block.aside > Aside::footnote_rule) return false;
    for (const Diagnostic& diagnostic : document.diagnostics)
        if (diagnostic.severity > Severity::error) return false;
    return true;
}

}  // namespace

std::string pack_order(const Order& order) {
    Out out;
    out.field(order.name);
    for (std::size_t limit : {order.limits.file_bytes, order.limits.pages, order.limits.memory_bytes,
                              order.limits.expanded_bytes, order.limits.depth})
        out.field(limit);
    out.field(order.limits.time.count());
    return std::move(out.bytes);
}

bool unpack_order(std::string_view bytes, Order& order) {
    In in(bytes);
    in.field(order.name);
    for (std::size_t* limit : {&order.limits.file_bytes, &order.limits.pages, &order.limits.memory_bytes,
                               &order.limits.expanded_bytes, &order.limits.depth})
        in.field(*limit);
    order.limits.time = std::chrono::seconds(in.number());
    return in.good();
}

std::string pack(const Result<Document>& result) {
    Out out;
    out.field(result.has_value());
    if (result)
        visit_document(out, *result);
    else
        visit_error(out, result.error());
    return std::move(out.bytes);
}

bool unpack(std::string_view bytes, Result<Document>& result) {
    In in(bytes);
    bool has_value = false;
    in.field(has_value);
    if (has_value) {
        Document document;
        visit_document(in, document);
        if (!in.good() || !sensible(document)) return false;
        result = std::move(document);
    } else {
        Error error;
        visit_error(in, error);
        if (!in.good() || error.code.empty() || error.fault > Fault::internal) return false;
        result = std::move(error);
    }
    return true;
}

}  // namespace gangmu::documents
