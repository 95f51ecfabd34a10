#include "exchange/demo_mark.hpp"

namespace gangmu::exchange {
namespace {

constexpr std::string_view json_member = "\"demo\":true}";

bool is(std::string_view media_type, std::string_view wanted) {
    return media_type.substr(0, wanted.size()) == wanted;
}

std::string marked_json(std::string text) {
    const auto end = text.find_last_not_of(" \r\n\t");
    const auto begin = text.find_first_not_of(" \r\n\t");
    if (end == std::string::npos || text[begin] != '{' || text[end] != '}' || begin == end) return text;
    if (end + 1 >= json_member.size() &&
        text.compare(end + 1 - json_member.size(), json_member.size(), json_member) == 0)
        return text;
    const auto last = text.find_last_not_of(" \r\n\t", end - 1);
    const std::string tail = text.substr(end + 1);
    text.erase(last + 1);
    return text.append(last == begin ? "" : ",").append(json_member).append(tail);
}

// A line ends where a line break stands outside quotes.
std::string marked_csv(const std::string& text) {
    constexpr std::string_view bom = "\xEF\xBB\xBF";
    std::string out;
    out.reserve(text.size() + text.size() / 8);
    bool quoted = false, head = true, empty = true;
    const auto end_line = [&](std::string_view with) {
        if (!empty) out.append(",").append(head ? "demo" : demo_word);
        head = head && empty;
        empty = true;
        out += with;
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (!quoted && c == '\r' && i + 1 < text.size() && text[i + 1] == '\n') {
            end_line("\r\n");
            ++i;
        } else if (!quoted && c == '\n') {
            end_line("\n");
        } else {
            quoted = quoted != (c == '"');
            empty = empty && i < bom.size() && text.compare(0, bom.size(), bom) == 0;
            out += c;
        }
    }
    if (!empty) end_line("");
    return out;
}

bool has_mark(const std::string& text) {
    const auto line = text.substr(0, text.find_first_of("\r\n"));
    return line.size() >= 5 && line.compare(line.size() - 5, 5, ",demo") == 0;
}

}  // namespace

std::string demo_marked(std::string bytes, std::string_view media_type) {
    if (is(media_type, "application/json")) return marked_json(std::move(bytes));
    if (is(media_type, "text/csv")) return has_mark(bytes) ? bytes : marked_csv(bytes);
    return bytes;
}

std::pair<std::string, std::string> demo_line(bool english) {
    if (english) return {"DEMONSTRATION (示範)", "All of this is made up."};
    return {std::string(demo_word), "所有內容皆為虛構。"};
}

std::string demo_name(std::string_view file_name) {
    return std::string(demo_word) + "-" + std::string(file_name);
}

}  // namespace gangmu::exchange
