#include "documents/pdf/content.hpp"

#include <charconv>

namespace gangmu::documents::pdf {

namespace {

bool is_space(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}
bool is_delimiter(char c) {
    return c == '(' || c == ')' || c == '<' || c == '>' || c == '[' || c == ']' || c == '{' || c == '}' ||
           c == '/' || c == '%';
}

}  // namespace

void Content::skip_space() {
    while (at_ < bytes_.size()) {
        if (is_space(bytes_[at_])) {
            ++at_;
        } else if (bytes_[at_] == '%') {
            while (at_ < bytes_.size() && bytes_[at_] != '\n' && bytes_[at_] != '\r')
                ++at_;
        } else {
            return;
        }
    }
}

std::string_view Content::token() {
    const std::size_t begin = at_;
    while (at_ < bytes_.size() && !is_space(bytes_[at_]) && !is_delimiter(bytes_[at_]))
        ++at_;
    return bytes_.substr(begin, at_ - begin);
}

Operand Content::literal_string() {
    Operand out;
    out.kind = Operand::Kind::string;
    int depth = 0;
    for (; at_ < bytes_.size(); ++at_) {
        const char c = bytes_[at_];
        if (c == '\\') {
            ++at_;
            ++out.length;
            // an octal code is up to three digits
            for (int i = 0; i < 2 && at_ + 1 < bytes_.size() && bytes_[at_] >= '0' && bytes_[at_] <= '7' &&
                            bytes_[at_ + 1] >= '0' && bytes_[at_ + 1] <= '7';
                 ++i)
                ++at_;
        } else if (c == '(') {
            out.length += depth++ > 0;
        } else if (c == ')') {
            if (--depth == 0) {
                ++at_;
                break;
            }
            ++out.length;
        } else {
            ++out.length;
        }
    }
    return out;
}

Operand Content::hex_string() {
    Operand out;
    out.kind = Operand::Kind::string;
    std::size_t digits = 0;
    for (++at_; at_ < bytes_.size() && bytes_[at_] != '>'; ++at_)
        digits += !is_space(bytes_[at_]);
    if (at_ < bytes_.size()) ++at_;
    out.length = (digits + 1) / 2;
    return out;
}

Operand Content::array() {
    Operand out;
    out.kind = Operand::Kind::string;
    for (++at_;;) {
        skip_space();
        if (at_ >= bytes_.size()) return out;
        const char c = bytes_[at_];
        if (c == ']') {
            ++at_;
            return out;
        }
        if (c == '(')
            out.length += literal_string().length;
        else if (c == '<' && at_ + 1 < bytes_.size() && bytes_[at_ + 1] != '<')
            out.length += hex_string().length;
        else if (is_delimiter(c))
            ++at_;
        else
            token();
    }
}

void Content::skip_dictionary() {
    int depth = 0;
    while (at_ < bytes_.size()) {
        if (bytes_.substr(at_).starts_with("<<")) {
            ++depth;
            at_ += 2;
        } else if (bytes_.substr(at_).starts_with(">>")) {
            at_ += 2;
            if (--depth == 0) return;
        } else if (bytes_[at_] == '(') {
            literal_string();
        } else {
            ++at_;
        }
    }
}

void Content::skip_inline_image() {
    const std::size_t data = bytes_.find("ID", at_);
    if (data == std::string_view::npos) {
        at_ = bytes_.size();
        return;
    }
    for (std::size_t end = bytes_.find("EI", data + 2); end != std::string_view::npos;
         end = bytes_.find("EI", end + 1)) {
        const bool after = end + 2 >= bytes_.size() || is_space(bytes_[end + 2]);
        if (after && is_space(bytes_[end - 1])) {
            at_ = end + 2;
            return;
        }
    }
    at_ = bytes_.size();
}

bool Content::next(std::string_view& name, std::vector<Operand>& operands) {
    constexpr std::size_t most_operands = 64;
    operands.clear();
    for (;;) {
        skip_space();
        if (at_ >= bytes_.size()) return false;
        const char c = bytes_[at_];
        Operand operand;
        if (c == '/') {
            ++at_;
            operand.kind = Operand::Kind::name;
            operand.name = token();
        } else if (c == '(') {
            operand = literal_string();
        } else if (c == '<') {
            if (at_ + 1 < bytes_.size() && bytes_[at_ + 1] == '<')
                skip_dictionary();
            else
                operand = hex_string();
        } else if (c == '[') {
            operand = array();
        } else if (is_delimiter(c)) {
            ++at_;
            continue;
        } else if ((c >= '0' && c <= '9') || c == '-' || c == '.' || c == '+') {
            std::string_view text = token();
            if (text.starts_with('+')) text.remove_prefix(1);
            operand.kind = Operand::Kind::number;
            std::from_chars(text.data(), text.data() + text.size(), operand.number);
        } else {
            name = token();
            if (name == "BI") {
                skip_inline_image();
                operands.clear();
                name = "EI";
            }
            return true;
        }
        if (operands.size() < most_operands) operands.push_back(operand);
    }
}

}  // namespace gangmu::documents::pdf
