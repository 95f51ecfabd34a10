#include "reading/outline_words.hpp"

#include <algorithm>
#include <utility>

#include "reading/draft.hpp"
#include "reading/titles.hpp"
#include "text/utf8.hpp"

namespace gangmu::reading {

using text::trim;

namespace {

constexpr std::string_view when_words[] = {"By ", "From ", "Until ", "Between ", "Before "};

}  // namespace

bool has_any(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

bool is_short_title(std::string_view text) {
    const std::size_t length = text::count(text);
    return length >= 2 && length <= 30 && !has_any(text, {"。", "；", "，", "：", ": ", "！", "？"});
}

std::string last_segment(std::string_view title) {
    const std::size_t at = title.rfind(' ');
    return std::string(at == std::string_view::npos ? std::string_view{} : title.substr(at + 1));
}

std::string without_agencies(std::string_view title, const Agencies& agencies, Responsible* who) {
    std::string out(trim(title));
    Responsible found = take_agencies(out, agencies);
    if (found.empty() && (out.ends_with(")") || out.ends_with("）"))) {
        const std::size_t open = std::max(out.rfind('(') == std::string::npos ? 0 : out.rfind('('),
                                          out.rfind("（") == std::string::npos ? 0 : out.rfind("（"));
        if (open > 0) {
            const std::size_t sign = out[open] == '(' ? 1 : 3;
            const std::size_t close = out.ends_with(")") ? 1 : 3;
            found = read_agencies(std::string_view(out).substr(open + sign, out.size() - open - sign - close),
                                  agencies);
            if (found.plausible)
                out = std::string(trim(std::string_view(out).substr(0, open)));
            else
                found = {};
        }
    }
    if (who) *who = std::move(found);
    return out;
}

std::string unit_line(std::string_view text) {
    text = trim(text);
    for (std::string_view open : {"(", "（"})
        if (text.starts_with(open)) text.remove_prefix(open.size());
    for (std::string_view word : {"單位", "単位", "Unit"}) {
        if (!text.starts_with(word)) continue;
        std::string_view rest = trim(text.substr(word.size()));
        if (!rest.starts_with("：") && !rest.starts_with(":")) continue;
        rest = trim(rest.substr(rest[0] == ':' ? 1 : 3));
        for (std::string_view close : {")", "）"})
            if (rest.ends_with(close)) rest.remove_suffix(close.size());
        if (text::count(rest) <= 16) return std::string(rest);
    }
    return {};
}

bool is_figure_caption(std::string_view text) {
    text = trim(text);
    return text.starts_with("圖") || text.starts_with("图") || text.starts_with("図") ||
           text.starts_with("Fig");
}

bool names_table(std::string_view title) {
    const std::string key = title_key(title);
    if (text::count(key) > 24) return false;
    for (std::string_view word : {"期程", "時程", "進度", "一覽", "總表", "分工", "schedule", "timetable",
                                  "timeline", "timeframe", "工程表", "スケジュール"})
        if (key.find(word) != std::string::npos) return true;
    return false;
}

bool fits_title_page(std::string_view text) {
    if (has_any(text, {"。"})) return false;
    const std::size_t length = text::count(text);
    if (length <= 60) return true;
    return length <= 120 && text.size() <= length + 12 && !text.ends_with(".") &&
           !has_any(text, {". ", "; "});
}

bool is_when_line(std::string_view text) {
    if (text.size() > 48) return false;
    const bool opens = std::any_of(std::begin(when_words), std::end(when_words),
                                   [&](std::string_view word) { return text.starts_with(word); });
    if (!opens) return false;
    const auto entries = parse_schedule(text);
    return !entries.empty() && entries[0].text.empty() && entries[0].phase.empty();
}

std::string_view field_value(std::string_view text, std::initializer_list<std::string_view> names) {
    text = trim(text);
    for (std::string_view name : names) {
        if (!text.starts_with(name)) continue;
        std::string_view rest = trim(text.substr(name.size()));
        if (rest.starts_with("：")) return trim(rest.substr(3));
        if (rest.starts_with(":")) return trim(rest.substr(1));
    }
    return {};
}

}  // namespace gangmu::reading
