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

std::string unit_in_caption(std::string_view text) {
    for (std::string_view word : {"單位", "単位", "Unit", "unit"}) {
        const std::size_t at = text.find(word);
        if (at == std::string_view::npos || at == 0) continue;
        // a word of its own: 主辦單位 is another
        std::size_t before = at;
        const char32_t c = text::previous(text, before);
        if (!text::is_space(c) && c != '(' && c != 0xFF08 && c != U'，' && c != U'；' && c != ',') continue;
        std::string_view rest = text.substr(at);
        for (std::string_view close : {")", "）"})
            if (const std::size_t end = rest.find(close); end != std::string_view::npos)
                rest = rest.substr(0, end);
        return unit_line(std::string(word == "unit" ? "Unit" : word) + std::string(rest.substr(word.size())));
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
        if (text.starts_with("【")) {  // 【期程】114年
            std::string_view inner = trim(text.substr(3));
            if (!inner.starts_with(name)) continue;
            inner = trim(inner.substr(name.size()));
            if (!inner.starts_with("】")) continue;
            inner = trim(inner.substr(3));
            if (inner.starts_with("：")) inner = trim(inner.substr(3));
            return inner;
        }
        if (!text.starts_with(name)) continue;
        std::string_view rest = trim(text.substr(name.size()));
        if (rest.starts_with("：")) return trim(rest.substr(3));
        if (rest.starts_with(":")) return trim(rest.substr(1));
    }
    return {};
}

std::string_view when_field(std::string_view text) {
    return field_value(
        text, {"期程",     "執行期程", "辦理期程",     "推動期程", "實施期程",  "計畫期程",  "預定期程",
               "起訖時程", "起迄時程", "辦理時程",     "執行時程", "推動時程",  "時程",      "執行期間",
               "辦理期間", "推動期間", "實施期間",     "辦理時間", "執行時間",  "辦理年度",  "預定完成日期",
               "完成期限", "完成時間", "Schedule",     "Timeline", "Timeframe", "Timescale", "When",
               "実施時期", "実施期間", "スケジュール", "事業期間"});
}

std::string_view target_field(std::string_view text) {
    return field_value(text, {"KPI", "KPIs", "績效指標", "關鍵績效指標", "衡量指標", "量化指標", "目標值",
                              "量化目標", "績效目標", "評估指標", "Measure of success", "Measures of success",
                              "Success measure", "Indicator", "Target", "Targets", "数値目標", "成果指標"});
}

bool names_text_field(std::string_view title) {
    static constexpr std::string_view names[] = {"工作重點", "工作內容", "辦理內容", "具體內容", "實施內容",
                                                 "內容",     "說明",     "內容說明", "辦理方式", "執行方式",
                                                 "推動方式", "預期效益", "預期成果", "備註",     "執行內容",
                                                 "經費來源", "經費需求", "所需經費", "預算需求", "經費預估",
                                                 "內容概要", "取組内容", "概要",     "事業内容", "内容"};
    return std::find(std::begin(names), std::end(names), title) != std::end(names);
}

std::vector<std::string_view> split_fields(std::string_view text) {
    std::vector<std::string_view> parts;
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = text::next(text, at);
        const bool stop = c == U'。';
        if (!text::is_space(c) && c != U'；' && c != ';' && !stop) continue;
        const std::string_view rest = trim(text.substr(at));
        if (rest.starts_with("【") || !when_field(rest).empty() || (stop && begins_agency_field(rest))) {
            parts.push_back(trim(text.substr(begin, at - begin)));
            begin = at;
        }
    }
    parts.push_back(trim(text.substr(begin)));
    for (std::string_view& part : parts)
        for (std::string_view sign : {"；", ";"})
            if (part.ends_with(sign)) part.remove_suffix(sign.size());
    // a field ends without the full stop of the sentence that it is
    if (parts.size() > 1)
        for (std::string_view& part : parts)
            if (part.ends_with("。") && (!when_field(part).empty() || begins_agency_field(part)))
                part.remove_suffix(std::string_view("。").size());
    return parts;
}

}  // namespace gangmu::reading
