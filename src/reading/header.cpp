#include "reading/header.hpp"

#include <algorithm>

#include "reading/stream.hpp"
#include "text/dates.hpp"
#include "text/utf8.hpp"

namespace gangmu::reading {

namespace {

using text::trim;

bool ends_like_title(std::string_view line) {
    for (std::string_view close : {"」", "》", ")", "）"})
        if (line.ends_with(close)) line.remove_suffix(close.size());
    for (std::string_view word : {"報告", "報告書", "計畫",     "計畫書", "方案",      "綱領",     "白皮書",
                                  "藍圖", "綱要",   "策略",     "政策",   "行動方案",  "計画",     "プラン",
                                  "戦略", "Plan",   "Strategy", "Report", "Framework", "Programme"})
        if (line.ends_with(word)) return true;
    return false;
}

// A line of the title page that names who issues the plan: 「東嶼縣政府交通處」, "City of Port Ellery".
bool names_issuer(std::string_view line) {
    const std::size_t length = text::count(line);
    if (length < 2 || length > 80 || line.find_first_of("0123456789") != std::string_view::npos) return false;
    if (ends_like_title(line)) return false;
    if (line.size() == length) {
        static constexpr std::string_view words[] = {
            "Ministry",  "Department", "Government", "City of", "Council", "Agency",      "Authority",
            "Office of", "Commission", "County",     "Bureau",  "Board",   "Municipality"};
        static constexpr std::string_view others[] = {"Adopted", "Published", "Approved", "Resolution",
                                                      "By "};
        const bool other = std::any_of(std::begin(others), std::end(others),
                                       [&](std::string_view word) { return line.starts_with(word); });
        return !other && line.find(". ") == std::string_view::npos &&
               std::any_of(std::begin(words), std::end(words),
                           [&](std::string_view word) { return line.find(word) != std::string_view::npos; });
    }
    if (length > 20) return false;
    for (std::string_view sign : {"、", "，", "：", "（", "(", "「", " "})
        if (line.find(sign) != std::string_view::npos) return false;
    static constexpr std::string_view ends[] = {"部", "會", "署", "局", "處", "院", "府", "委員会", "省",
                                                "庁", "県", "縣", "市", "区", "町", "村", "都",     "道"};
    return std::any_of(std::begin(ends), std::end(ends),
                       [&](std::string_view end) { return line.ends_with(end); });
}

std::vector<text::TimeRange> dates_of(std::string_view line) {
    return text::find_dates(line, text::to_runes(line));
}

// A line that is a date, a document number or the like.
bool is_date_line(std::string_view line) {
    if (line.find("函") != std::string_view::npos || line.find("字第") != std::string_view::npos) return true;
    const auto dates = dates_of(line);
    if (dates.empty()) return false;
    std::size_t covered = 0;
    for (const text::TimeRange& date : dates)
        covered += date.end_byte - date.begin;
    return covered * 10 >= line.size() * 6 && line.front() != '(' && !line.starts_with("（");
}

void strip_edition(std::string& title) {
    for (std::string_view mark :
         {"(核定本)", "（核定本）", "(草案)", "（草案）", "(修正版)", "（修正版）", "(定稿)", "（定稿）",
          " Adopted edition", " Final edition", " Final version"})
        if (title.ends_with(mark)) {
            title.resize(title.size() - mark.size());
            title = std::string(trim(title));
        }
}

bool set_term(model::PlanHeader& header, std::string_view text, bool range_only) {
    for (const text::TimeRange& date : dates_of(text)) {
        if (range_only && !date.range) continue;
        if (date.start.empty() || date.end.empty()) continue;
        if (date.range == false && date.start.size() > 4) continue;  // a day is not a term
        const std::string first = text::first_month(date.start), last = text::last_month(date.end);
        if (first.empty() || last.empty() || last < first) continue;
        header.start = first;
        header.end = last;
        return true;
    }
    return false;
}

}  // namespace

void read_title_page(const std::vector<Passage>& front, const Agencies& agencies, DraftPlan& plan) {
    std::string title;
    for (const Passage& passage : front) {
        const std::string_view line = trim(passage.text);
        const auto agency = agencies.find(line);
        if (agency) {
            if (plan.header.issuer.empty()) plan.header.issuer = *agency;
            if (!title.empty()) break;
            continue;
        }
        if (is_date_line(line)) {
            if (!title.empty()) break;
            continue;
        }
        if (names_issuer(line)) {
            if (!title.empty()) break;
            continue;  // who issues it stands above the title
        }
        if (title.empty()) {
            title = std::string(line);
            continue;
        }
        const bool more = line.starts_with("(") || line.starts_with("（") || line.starts_with("「") ||
                          (text::count(line) <= 10 && ends_like_title(line)) || !ends_like_title(title);
        if (!more || text::count(title) > 60) break;
        if (!ends_like_title(title) && !ends_like_title(line) && !line.starts_with("(") &&
            !line.starts_with("（"))
            break;
        title = join_text(title, line);
    }
    strip_edition(title);
    // 「計畫 (114 年)」 and 「計畫(114 年)」 are one title
    if (const std::size_t gap = title.find(" (");
        gap != std::string::npos && gap >= 3 && (title[gap - 1] & 0x80) != 0)
        title.erase(gap, 1);
    plan.header.title = title;
    for (const Passage& passage : front) {
        // 「國家科學及技術委員會 科技辦公室」: an office of the one named first
        const std::string_view line = trim(passage.text);
        const auto prefix = agencies.prefix(line);
        if (!prefix || prefix->length >= line.size() || text::count(line) > 24) continue;
        if (line.ends_with("辦公室") || line.ends_with("處") || line.ends_with("司") ||
            line.ends_with("局")) {
            plan.header.issuer = prefix->short_name;
            break;
        }
    }
    if (plan.header.issuer.empty())
        for (const Passage& passage : front)
            if (const auto agency = agencies.find(trim(passage.text))) {
                plan.header.issuer = *agency;
                break;
            }
    if (plan.header.issuer.empty())
        if (const auto prefix = agencies.prefix(title)) {
            // 「科技部 110 年度施政計畫」
            plan.header.issuer = prefix->short_name;
        }
    if (plan.header.issuer.empty())
        for (const Passage& passage : front)
            if (names_issuer(trim(passage.text))) {
                plan.header.issuer = std::string(trim(passage.text));
                break;
            }
    for (const Passage& passage : front) {
        if (!is_date_line(trim(passage.text))) continue;
        for (const text::TimeRange& date : dates_of(passage.text)) {
            const std::string& day = date.end.empty() ? date.start : date.end;
            if (day.size() < 4 || date.range) continue;
            plan.date = day;
            plan.year = std::stoi(day.substr(0, 4));
            break;
        }
        if (plan.year != 0) break;
    }
    if (plan.year == 0)
        for (const text::TimeRange& date : dates_of(title)) {
            const std::string& day = date.start.empty() ? date.end : date.start;
            if (day.size() >= 4) plan.year = std::stoi(day.substr(0, 4));
            break;
        }
}

void read_term(const std::vector<Passage>& front, DraftPlan& plan) {
    if (set_term(plan.header, plan.header.title, true)) return;
    for (const Passage& passage : front)
        if (!is_date_line(passage.text) && set_term(plan.header, passage.text, true)) return;
    auto speaks = [](std::string_view text) {
        for (std::string_view word :
             {"期程", "計畫期間", "計畫期間", "實施期間", "推動期間", "計画期間", "plan period", "Period"})
            if (text.find(word) != std::string_view::npos) return true;
        return false;
    };
    for (const DraftNode& node : plan.nodes) {
        if (node.merged != no_node || node.face != Face::body || !speaks(node.title) ||
            text::count(node.title) > 20)
            continue;
        if (set_term(plan.header, node.title, true)) return;
        for (const Passage& passage : node.text)
            if (set_term(plan.header, passage.text.substr(0, 600), true)) return;
    }
    if (set_term(plan.header, plan.header.title, false)) return;
    // a heading that prints the years of the whole: 智慧國家2.0 (2025~2028年)
    for (const DraftNode& node : plan.nodes)
        if (node.merged == no_node && node.parent == no_node && node.number.empty() &&
            text::count(node.title) <= 60 && set_term(plan.header, node.title, true))
            return;
    auto whole = [&](const std::vector<Passage>& texts) {
        for (const Passage& passage : texts)
            if (passage.text.size() < 180 && passage.text.find("。") == std::string::npos &&
                (passage.text.ends_with(")") || passage.text.ends_with("）")) &&
                set_term(plan.header, passage.text, true))
                return true;
        return false;
    };
    if (whole(plan.preface)) return;
    for (const DraftNode& node : plan.nodes)
        if (node.merged == no_node && !node.item && whole(node.text)) return;
}

}  // namespace gangmu::reading
