#include "reading/header.hpp"

#include <algorithm>

#include "reading/stream.hpp"
#include "reading/titles.hpp"
#include "text/dates.hpp"
#include "text/fold.hpp"
#include "text/utf8.hpp"

namespace gangmu::reading {

namespace {

using text::trim;

// 「主管機關：經濟事務部」 on the title page.
std::string named_issuer(const std::vector<Passage>& front, const Agencies& agencies) {
    for (std::string_view word :
         {"主管機關", "主辦機關", "提報機關", "發布機關", "編撰機關", "編製機關", "策定"})
        for (const Passage& passage : front) {
            std::string_view line = trim(passage.text);
            if (!line.starts_with(word)) continue;
            line = trim(line.substr(word.size()));
            if (!line.starts_with("：") && !line.starts_with(":")) continue;
            line = trim(line.substr(line[0] == ':' ? 1 : 3));
            if (const auto agency = agencies.find(line)) return *agency;
            if (names_issuer(line)) return std::string(line);
        }
    return {};
}

// 「海事資源部 115 年度施政計畫」, "Harbour Authority: Action Plan": how much
// of the title names who issues it.
std::size_t issuer_in_title(std::string_view title) {
    if (const std::size_t colon = title.find(": "); colon != std::string_view::npos)
        return names_issuer(title.substr(0, colon)) ? colon : 0;
    for (std::size_t at = 0; at < title.size();) {
        const char32_t c = text::next(title, at);
        if (!text::is_cjk(c)) return 0;
        static constexpr std::u32string_view ends = U"部會署局處院府縣市";
        if (ends.find(c) == std::u32string_view::npos || at < 9) continue;
        const std::string_view rest = trim(title.substr(at));
        const bool year = !rest.empty() && rest[0] >= '1' && rest[0] <= '9';
        if (year || rest.starts_with("中程施政") || rest.starts_with("施政計畫") ||
            rest.starts_with("年度施政"))
            return at;
    }
    return 0;
}

std::vector<text::TimeRange> dates_of(std::string_view line) {
    return text::find_dates(line, text::to_runes(line));
}

// A line that is a date, a document number or the like.
bool is_date_line(std::string_view line) {
    if (line.find("函") != std::string_view::npos || line.find("字第") != std::string_view::npos) return true;
    if (line.starts_with("Published ") || line.starts_with("Adopted ") || line.starts_with("Approved "))
        return !dates_of(line).empty();
    const auto dates = dates_of(line);
    if (dates.empty()) return false;
    std::size_t covered = 0;
    for (const text::TimeRange& date : dates)
        covered += date.end_byte - date.begin;
    return covered * 10 >= line.size() * 6 && line.front() != '(' && !line.starts_with("（");
}

// 「東林市政府社會局　2025年2月」: what is left of a line without its date.
std::string without_date(std::string_view line) {
    std::string rest;
    std::size_t from = 0;
    for (const text::TimeRange& date : dates_of(line)) {
        rest += line.substr(from, date.begin - from);
        from = date.end_byte;
    }
    if (from == 0) return {};
    rest += line.substr(from);
    return std::string(trim(rest));
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
        if (names_issuer(line) || names_issuer(without_date(line)) || names_issuer(without_editing(line))) {
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
    if (plan.header.issuer.empty()) plan.header.issuer = named_issuer(front, agencies);
    if (plan.header.issuer.empty() && issuer_in_title(title) > 0)
        plan.header.issuer = std::string(trim(std::string_view(title).substr(0, issuer_in_title(title))));
    if (plan.header.issuer.empty())
        for (const Passage& passage : front)
            if (names_issuer(trim(passage.text))) {
                plan.header.issuer = std::string(trim(passage.text));
                break;
            }
    if (plan.header.issuer.empty())
        for (const Passage& passage : front)
            if (const std::string rest = without_date(trim(passage.text)); names_issuer(rest)) {
                plan.header.issuer = rest;
                break;
            }
    if (plan.header.issuer.empty())
        for (const Passage& passage : front)
            if (const std::string rest = without_editing(trim(passage.text)); names_issuer(rest)) {
                plan.header.issuer = rest;
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

namespace {

// The sentence of `text` around `at`.
std::string_view sentence_at(std::string_view text, std::size_t at) {
    const std::size_t before = at == 0 ? std::string_view::npos : text.rfind("。", at - 1);
    const std::size_t begin = before == std::string_view::npos ? 0 : before + std::string_view("。").size();
    return text.substr(begin, std::min<std::size_t>(text.find("。", at) - begin, 300));
}

// 「計畫期程自 113 年至 116 年」, 「令和6年度から令和10年度までを計画期間とする」, 「本計畫自…起至…止」 in
// the text of a chapter.
bool term_in_sentences(DraftPlan& plan) {
    static constexpr std::string_view words[] = {"計畫期程",  "計畫期間",    "推動期程",
                                                 "執行期程",  "執行期間",    "實施期間",
                                                 "計画期間",  "plan period", "period of this plan",
                                                 "本計畫自",  "本方案自",    "本計畫期程",
                                                 "本方案期程"};
    auto look = [&](const std::vector<Passage>& texts) {
        for (const Passage& passage : texts)
            for (std::string_view word : words) {
                const std::size_t at = passage.text.find(word);
                if (at == std::string::npos) continue;
                if (set_term(plan.header, sentence_at(passage.text, at), true)) return true;
            }
        return false;
    };
    if (look(plan.preface)) return true;
    for (const DraftNode& node : plan.nodes)
        if (node.merged == no_node && !node.item && look(node.text)) return true;
    return false;
}

}  // namespace

void read_term(const std::vector<Passage>& front, DraftPlan& plan) {
    if (set_term(plan.header, plan.header.title, true)) return;
    for (const Passage& passage : front) {
        // 「令和6年度～令和10年度」 alone is the term, a day is when it was printed
        const auto dates = dates_of(passage.text);
        const bool years = dates.size() == 1 && dates[0].range && dates[0].start.size() == 4;
        if ((!is_date_line(passage.text) || years) && set_term(plan.header, passage.text, true)) return;
    }
    auto speaks = [](std::string_view text) {
        for (std::string_view word :
             {"期程", "期間", "plan period", "Plan period", "Period", "Duration", "Timeframe"})
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
    if (term_in_sentences(plan)) return;
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
