#include "exchange/csv.hpp"

namespace gangmu::exchange {
namespace {

void append_text(std::string& out, std::string_view text) {
    // https://owasp.org/www-community/attacks/CSV_Injection. A sign alone (the comparator =) runs nothing.
    const bool formula =
        text.size() > 1 && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
    if (!formula && text.find_first_of(",\"\r\n") == std::string_view::npos) {
        out += text;
        return;
    }
    out += '"';
    if (formula) out += '\'';
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    out += '"';
}

void append(std::string& out, const Value& value) {
    if (const auto* text = std::get_if<std::string>(&value))
        append_text(out, *text);
    else if (const auto* number = std::get_if<Decimal>(&value))
        out += number->str();
}

}  // namespace

std::string to_csv(const Table& table) {
    std::string out = "\xEF\xBB\xBF";
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (i) out += ',';
        out += table.columns[i].key;
    }
    out += "\r\n";
    for (const auto& row : table.rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i) out += ',';
            append(out, row[i]);
        }
        out += "\r\n";
    }
    return out;
}

}  // namespace gangmu::exchange
