// Facts: the figures that a report states as achieved or observed, with the sentence that states them. What a
// plan promises, what will be, and what only counts the plan's own parts is no fact; where the words leave a
// doubt, the figure is left out.
#include <algorithm>
#include <initializer_list>

#include "reading/agencies/register.hpp"
#include "reading/draft.hpp"
#include "reading/targets.hpp"
#include "text/dates.hpp"
#include "text/figures.hpp"
#include "text/runes.hpp"
#include "text/utf8.hpp"

namespace gangmu::reading {

namespace {

using Words = std::initializer_list<std::string_view>;

bool says(std::string_view text, Words words) {
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

bool results_title(std::string_view title) {
    return says(title, {"成果", "執行情形", "辦理情形", "成效", "績效報告", "實績", "執行績效", "推動情形",
                        "年報", "Results", "results", "Achievements", "achievements", "Progress report",
                        "Annual report", "実績", "成績"}) &&
           !says(title, {"預期成果", "預期成效", "預期績效", "成果指標", "預計成果", "Expected"});
}

// Short titles of chapters that set the stage or look ahead; longer ones name a subject (精進規劃機制…).
bool other_title(std::string_view title) {
    if (text::to_runes(title).size() > 9 || results_title(title)) return false;
    return says(title, {"前言", "緣起", "背景", "預期", "未來", "展望", "目錄", "架構", "管考", "Outlook",
                        "outlook", "Background", "今後"}) ||
           title == "序" || title == "序言" || title == "Introduction" || title == "規劃理念";
}

enum class Genre { plan, results };

bool reports(const DraftPlan& plan, NodeIndex index, Genre genre) {
    for (auto at = index; at != no_node; at = plan.at(at).parent) {
        const auto& title = plan.at(at).title;
        if (other_title(title)) return false;
        if (results_title(title)) return true;
    }
    return genre == Genre::results;
}

// 擬辦理, and not 模擬, 虛擬, 研擬, 草擬
bool proposes(std::string_view clause) {
    constexpr std::string_view word = "擬";
    for (std::size_t at = clause.find(word); at != std::string_view::npos; at = clause.find(word, at + 1)) {
        const std::string_view before = clause.substr(0, at);
        const bool other = before.ends_with("模") || before.ends_with("虛") || before.ends_with("研") ||
                           before.ends_with("草") || before.ends_with("比") || before.ends_with("類") ||
                           clause.substr(at + word.size()).starts_with("真");
        if (!other) return true;
    }
    return false;
}

bool looks_ahead(std::string_view clause) {
    if (proposes(clause)) return true;
    return says(clause,
                {"預計", "預期",        "預估",    "可望",    "未來", "規劃",   "期能", "目標為", "後續將",
                 "期於", "期望",        "將於",    "將可",    "有望", "為目標", "推估", "希望",   "嘗試",
                 "will", "expected to", "plan to", "aims to", "予定", "目指",   "見込"});
}

// Names in 「」 say nothing about time: 「未來挑戰賽」.
std::string without_quotes(std::string_view text) {
    std::string out;
    std::size_t at = 0;
    while (at < text.size()) {
        const auto open = text.find("「", at);
        const auto close = open == std::string_view::npos ? open : text.find("」", open);
        out += text.substr(at, open == std::string_view::npos ? open : open - at);
        if (close == std::string_view::npos) break;
        at = close + std::string_view("」").size();
    }
    return out;
}

// Is the figure at rune `at` still to come? The words of its own clause and of those before it in the
// sentence that it continues decide.
bool still_to_come(std::string_view text, const text::Runes& runes, const text::Measured& figure,
                   std::size_t sentence, std::size_t sentence_end) {
    std::size_t first = figure.first;
    while (first > sentence && runes[first - 1].c != U'，' && runes[first - 1].c != U'；' &&
           runes[first - 1].c != U'。')
        --first;
    std::size_t last = figure.last;
    while (last < sentence_end && runes[last].c != U'，' && runes[last].c != U'；' && runes[last].c != U'。')
        ++last;
    const auto clause = without_quotes(text::slice(text, runes, first, last));
    if (looks_ahead(clause)) return true;
    if (says(clause, {"的目標", "之目標", "目標值"})) return true;
    if (says(clause, {"估計", "預估"}) && says(clause, {"可創造", "可提供", "可帶動", "可達"})) return true;
    // 將…: but not 將 as "take" with what was done (將成果應用於 3 家)
    if (clause.starts_with("將") && !says(clause, {"已", "完成", "達", "了"})) return true;
    // a future clause directly before, carried on
    if (first > sentence + 1) {
        std::size_t before = first - 1;
        while (before > sentence && runes[before - 1].c != U'，' && runes[before - 1].c != U'；')
            --before;
        const auto earlier = without_quotes(text::slice(text, runes, before, first));
        if (says(earlier, {"預計", "預期", "未來", "後續將", "規劃", "估計每", "嘗試"}) &&
            !says(clause, {"已", "完成", "累計"}))
            return true;
    }
    return false;
}

// 共有 18 項策略: the parts of the plan itself; 第 3 期, sizes and rules are no results either
bool names_structure(std::string_view text, const text::Runes& runes, const text::Measured& figure) {
    const auto after = text::slice(text, runes, figure.last, std::min(runes.size(), figure.last + 6));
    if (figure.unit == "項" || figure.unit == "個" || figure.unit == "大" || figure.unit == "條")
        for (const auto word :
             {"策略", "重要措施", "措施", "目標", "子題", "議題", "重點工作", "主軸", "面向", "階段", "指標"})
            if (after.starts_with(word)) return true;
    return false;
}

// of apparatus and method, not of results: 3 小時, 20 歲, 200 人以上的企業
bool measures_otherwise(std::string_view text, const text::Runes& runes, const text::Measured& figure) {
    // thresholds and formats are never results
    for (const auto unit : {"毫米", "位元", "點", "pixels", "線", "kVA", "吋"})
        if (figure.unit == unit) return true;
    static constexpr std::string_view sizes[] = {
        "歲",   "位元", "點", "pixels", "kVA",  "線",   "公里", "吋", "小時", "分鐘", "秒",   "天",
        "個月", "週",   "日", "公分",   "毫米", "微米", "mm",   "cm", "nm",   "GHz",  "Hz",   "MHz",
        "°C",   "℃",    "度", "V",      "kV",   "年間", "公尺", "m",  "µm",   "μm",   "毫秒", "km",
        "秒鐘", "L",    "g",  "kg",     "min",  "hr",   "ml",   "頁", "倍數"};
    for (const auto unit : sizes)
        if (figure.unit == unit) {
            const auto before =
                text::slice(text, runes, figure.first > 8 ? figure.first - 8 : 0, figure.first);
            return !says(before, {"縮短", "降至", "增加", "提升至", "減少", "達", "延長", "降低", "縮減",
                                  "提高", "縮小", "完成", "新增", "鋪設", "改善", "興建", "整備"});
        }
    const auto after = text::slice(text, runes, figure.last, std::min(runes.size(), figure.last + 4));
    if (after.starts_with("以上的") || after.starts_with("以上之") || after.starts_with("以下的"))
        return true;
    // 至少40公頃之崩塌地: how large the things are that were counted
    const auto before = text::slice(text, runes, figure.first > 3 ? figure.first - 3 : 0, figure.first);
    if ((before.ends_with("至少") || before.ends_with("超過")) &&
        (after.starts_with("之") || after.starts_with("的")))
        return true;
    return figure.reference;
}

struct Span {
    std::size_t first = 0, last = 0;
};

// sentences of a passage: to a full stop or a line break
std::vector<Span> sentences(const text::Runes& runes) {
    std::vector<Span> found;
    std::size_t from = 0;
    int quotes = 0;
    for (std::size_t i = 0; i < runes.size(); ++i) {
        if (runes[i].line && i > from) {
            found.push_back({from, i});
            from = i;
            quotes = 0;
        }
        const char32_t c = runes[i].c;
        if (c == U'「') ++quotes;
        if (c == U'」' && quotes > 0) --quotes;
        // an English full stop: after a word, before a capital; not after an initial (U.A.)
        const bool word = i > from + 3 && text::is_letter(runes[i - 1].c) &&
                          text::is_letter(runes[i - 2].c) && !runes[i - 1].space;
        const bool dot =
            c == '.' && word && i + 1 < runes.size() && runes[i + 1].space && text::is_letter(runes[i + 1].c);
        if ((c == U'。' || c == U'！' || c == U'？' || dot) && quotes == 0) {
            found.push_back({from, i + 1});
            from = i + 1;
        }
    }
    if (from < runes.size()) found.push_back({from, runes.size()});
    return found;
}

bool clause_between(const text::Runes& runes, std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i)
        if (runes[i].c == U'，' || runes[i].c == U'；') return true;
    return false;
}

bool semicolon_between(const text::Runes& runes, std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i)
        if (runes[i].c == U'；' || runes[i].c == ';') return true;
    return false;
}

// 除已於 106 年完成…外，並…: what stands after 外 is of another time
bool besides_between(const text::Runes& runes, std::size_t first, std::size_t last) {
    for (std::size_t i = first; i + 1 < last; ++i)
        if (runes[i].c == U'外' && runes[i + 1].c == U'，') return true;
    return false;
}

std::string period_of(const text::TimeRange& date) {
    if (date.start.empty()) return date.end;
    if (date.end.empty()) return {};
    return date.start == date.end ? date.start : date.start + "/" + date.end;
}

// The period of a figure: the last one printed before it in its sentence; days are dates of single events and
// hold for their own clause.
std::string period_before(const text::Runes& runes, const std::vector<text::TimeRange>& dates,
                          const Span& sentence, std::size_t figure) {
    std::string period;
    for (const auto& date : dates) {
        if (date.first < sentence.first || date.last > figure) continue;
        // 較 107 年度成長: the year it is compared with
        if (text::stands_before(runes, date.first, U"較") || text::stands_before(runes, date.first, U"比"))
            continue;
        if (semicolon_between(runes, date.last, figure)) continue;  // another statement
        if (besides_between(runes, date.last, figure)) continue;
        const auto printed = period_of(date);
        if (printed.size() == 10 && printed[4] == '-' && clause_between(runes, date.last, figure)) continue;
        period = printed;
    }
    return period;
}

// 106至109年度分別達 24%、26%、20.2% 及 31.6%: one year each, when there are as many; otherwise nobody knows
std::vector<std::string> distributed(const std::string& period, std::size_t figures) {
    if (period.size() != 9 || period[4] != '/') return {};
    const int first = std::stoi(period.substr(0, 4));
    const int last = std::stoi(period.substr(5));
    if (last < first || static_cast<std::size_t>(last - first + 1) != figures) return {};
    std::vector<std::string> years;
    for (int year = first; year <= last; ++year)
        years.push_back(std::to_string(year));
    return years;
}

struct Mention {
    std::size_t at = 0;  // rune
    std::string agency;
};

// Who did it stands at the head of a clause (經濟部…, 另由經濟部…); a partner, a place or a definition does
// not.
bool acts(const text::Runes& runes, std::size_t sentence, std::size_t at) {
    if (at == sentence) return true;
    const char32_t before = runes[at - 1].c;
    static constexpr std::u32string_view heads = U"，；：:;。)）由另而故但並惟則-•●.";
    if (heads.find(before) != std::u32string_view::npos) return true;
    return text::stands_before(runes, at, U"因此") || text::stands_before(runes, at, U"此外") ||
           text::stands_before(runes, at, U"同時") || text::stands_before(runes, at, U"其中") ||
           text::stands_before(runes, at, U"年度") || text::is_digit(before);
}

std::vector<Mention> agencies_named(std::string_view text, const text::Runes& runes, const Span& sentence,
                                    const Agencies& agencies) {
    std::vector<Mention> found;
    for (std::size_t i = sentence.first; i < sentence.last; ++i) {
        if (!text::is_han(runes[i].c) || !acts(runes, sentence.first, i)) continue;
        const auto prefix = agencies.prefix(text.substr(runes[i].begin));
        if (!prefix || prefix->length == 0) continue;
        std::size_t end = i;
        while (end < sentence.last && runes[end].begin < runes[i].begin + prefix->length)
            ++end;
        found.push_back({i, prefix->short_name});
        i = end > i ? end - 1 : i;
    }
    return found;
}

// A label on a picture or slide (鄉數：26個) states nothing; a line without marks must say what was done.
bool states(std::string_view sentence) {
    return says(sentence, {"。", "，", "；", ". ", "."}) ||
           says(sentence, {"完成", "達",   "促成", "輔導", "辦理", "建置", "培訓", "培育", "累計", "推動",
                           "設置", "補助", "新增", "核定", "媒合", "協助", "提升", "降低", "減少", "增加",
                           "服務", "取得", "簽訂", "舉辦", "開發", "導入", "通過", "実施", "整備", "設立"});
}

void read_passage(const Passage& passage, NodeIndex node, const Agencies& agencies, DraftPlan& plan) {
    if (passage.text.size() > 400'000) return;
    if (passage.text.find('\t') != std::string::npos) return;  // a table kept as text: no sentences
    const auto runes = text::to_runes(passage.text);
    const auto dates = text::find_dates(passage.text, runes);
    const auto figures = text::find_figures(passage.text, runes, dates);
    if (figures.empty()) return;
    std::size_t next = 0;
    for (const auto& sentence : sentences(runes)) {
        while (next < figures.size() && figures[next].first < sentence.first)
            ++next;
        std::vector<const text::Measured*> mine;
        for (std::size_t i = next; i < figures.size() && figures[i].first < sentence.last; ++i)
            mine.push_back(&figures[i]);
        if (mine.empty()) continue;
        const auto words = text::slice(passage.text, runes, sentence.first, sentence.last);
        if (!states(words)) continue;
        const auto named = agencies_named(passage.text, runes, sentence, agencies);
        std::size_t respectively = sentence.last;
        for (std::size_t i = sentence.first; i < sentence.last; ++i)
            if (text::stands(runes, i, U"分別")) respectively = std::min(respectively, i);
        std::vector<const text::Measured*> shared;
        for (const auto* figure : mine)
            if (figure->first > respectively && !clause_between(runes, respectively, figure->first))
                shared.push_back(figure);
        const auto shared_period =
            shared.empty() ? std::string() : period_before(runes, dates, sentence, shared.front()->first);
        const auto years =
            shared.size() > 1 ? distributed(shared_period, shared.size()) : std::vector<std::string>{};
        for (const auto* figure : mine) {
            if (still_to_come(passage.text, runes, *figure, sentence.first, sentence.last)) continue;
            if (names_structure(passage.text, runes, *figure) ||
                measures_otherwise(passage.text, runes, *figure))
                continue;
            if (figure->unit.empty()) continue;
            DraftFact draft;
            draft.node = node;
            auto& fact = draft.value;
            fact.text = words;
            fact.figure = figure->value;
            fact.figure_max = figure->value_max;
            fact.comparator = comparator_of(figure->compare);
            fact.unit = figure->unit;
            fact.cumulative = figure->cumulative;
            // 「累計於甲縣、乙縣等，完成9處…」: said of the whole sentence
            for (std::string_view word : {"累計於", "累計在", "累計至", "累積於"})
                if (!fact.cumulative && words.starts_with(word)) fact.cumulative = true;
            const auto place = std::find(shared.begin(), shared.end(), figure);
            if (shared.size() > 1 && place != shared.end()) {
                if (!years.empty())
                    fact.period = years[static_cast<std::size_t>(place - shared.begin())];
                else if (shared_period.size() == 4)
                    fact.period = shared_period;
            } else {
                fact.period = period_before(runes, dates, sentence, figure->first);
            }
            for (const auto& mention : named)
                if (mention.at < figure->first) fact.agency = mention.agency;
            fact.source = passage.source;
            plan.facts.push_back(std::move(draft));
        }
    }
}

Genre genre_of(const DraftPlan& plan) {
    if (results_title(plan.header.title)) return Genre::results;
    return Genre::plan;
}

}  // namespace

void read_facts(DraftPlan& plan) {
    const auto genre = genre_of(plan);
    static const Agencies agencies;
    for (std::size_t i = 0; i < plan.nodes.size(); ++i) {
        const auto index = static_cast<NodeIndex>(i);
        if (plan.nodes[i].merged != no_node || plan.nodes[i].text.empty()) continue;
        if (!reports(plan, index, genre)) continue;
        for (const auto& passage : plan.nodes[i].text)
            read_passage(passage, index, agencies, plan);
    }
}

}  // namespace gangmu::reading
