#include "reading/titles.hpp"

#include <algorithm>
#include <array>

#include "reading/numbering.hpp"
#include "text/fold.hpp"
#include "text/numerals.hpp"
#include "text/utf8.hpp"

namespace gangmu::reading {

namespace {

using text::trim;

constexpr std::size_t longest_title = 70;       // code points before a colon
constexpr std::size_t longest_line_title = 90;  // of a line without colon

// The first colon outside brackets and quotes that can part a title from its text.
std::size_t find_colon(std::string_view text, std::size_t& after) {
    std::size_t at = 0, points = 0;
    int depth = 0;
    while (at < text.size() && points <= longest_title) {
        const std::size_t here = at;
        const char32_t c = text::next(text, at);
        ++points;
        if (c == '(' || c == 0xFF08 || c == U'「' || c == U'《' || c == U'『') ++depth;
        if (c == ')' || c == 0xFF09 || c == U'」' || c == U'》' || c == U'』') depth = std::max(0, depth - 1);
        if (c == U'。' || c == U'；') return std::string_view::npos;
        const bool wide = c == 0xFF1A;
        const bool narrow = c == ':' && (at >= text.size() || text[at] == ' ' || (text[at] & 0x80) != 0);
        if ((wide || narrow) && depth == 0) {
            after = at;
            return here;
        }
    }
    return std::string_view::npos;
}

void strip_signs(std::string_view& title) {
    for (bool again = true; again;) {
        again = false;
        title = trim(title);
        for (std::string_view sign : {"，", "：", ":", "、", "；", ",", "－", "—"})
            if (title.ends_with(sign)) {
                title.remove_suffix(sign.size());
                again = true;
            }
    }
}

// 「…，相關措施如下」 → the phrase goes, its word stays.
void take_intro(std::string_view& title, std::vector<std::string>& lists) {
    static constexpr std::array<std::string_view, 14> ends{
        "分別說明如下", "分別說明如次", "分述如下", "分述如次", "說明如下", "說明如次", "臚列如下",
        "列舉如下",     "列舉如次",     "條列如下", "如下列",   "如下",     "如次",     "如后"};
    for (std::string_view end : ends) {
        if (!title.ends_with(end)) continue;
        std::string_view head = title.substr(0, title.size() - end.size());
        // back to the sign before the phrase
        std::size_t cut = 0, at = head.size();
        while (at > 0) {
            const std::size_t stop = at;
            const char32_t c = text::previous(head, at);
            if (c == U'，' || c == U'。' || c == U'；' || c == ',' || c == U'：' || c == U'、') {
                cut = stop;
                break;
            }
        }
        std::string_view phrase = trim(head.substr(cut));
        if (text::count(phrase) > 14) return;
        if (const auto word = rank_word(phrase); !word.empty()) lists.emplace_back(word);
        title = head.substr(0, cut);
        strip_signs(title);
        return;
    }
}

}  // namespace

TitleText split_title(std::string_view text) {
    TitleText result;
    text = trim(text);
    std::size_t after = 0;
    const std::size_t colon = find_colon(text, after);
    std::string_view title = text, rest;
    if (colon != std::string_view::npos) {
        title = text.substr(0, colon);
        rest = trim(text.substr(after));
        result.colon = true;
    }
    take_intro(title, result.lists);
    if (title.empty()) {
        // nothing but 「相關措施如下」
        result.text = std::string(text);
        return result;
    }
    strip_signs(title);
    const std::size_t length = text::count(title);
    const bool stops = title.find("。") != std::string_view::npos ||
                       title.find("；") != std::string_view::npos || title.ends_with(".");
    if (colon != std::string_view::npos && rest.empty() && length > 40 &&
        title.find("，") != std::string_view::npos) {
        // a sentence that only leads over to the list below it
        result.text = std::string(text);
        result.lists.clear();
        return result;
    }
    if (colon == std::string_view::npos) {
        const bool short_sentence = title.ends_with("。");
        std::size_t sentences = 0, at = 0;
        while ((at = title.find("。", at)) != std::string_view::npos) {
            ++sentences;
            at += 3;
        }
        const bool latin_prose = title.find(". ") != std::string_view::npos && length > 60;
        if ((stops && !(short_sentence && sentences == 1) &&
             (sentences > 0 || title.find("；") != std::string_view::npos)) ||
            length > longest_line_title * (title.size() == length ? 2u : 1u) || latin_prose) {
            result.title.clear();
            result.text = std::string(text);
            result.lists.clear();
            return result;
        }
        if (short_sentence && sentences == 1) {
            title.remove_suffix(3);
            result.sentence = true;
        }
    } else if (length > longest_title) {
        result.text = std::string(text);
        return result;
    }
    result.title = std::string(trim(title));
    result.text = std::string(rest);
    return result;
}

std::string title_key(std::string_view title) {
    const std::string folded = text::fold(title);
    std::string out;
    std::size_t at = 0;
    while (at < folded.size()) {
        const char32_t c = text::next(folded, at);
        const text::Shape shape = text::shape_of(c);
        if (shape == text::Shape::word || shape == text::Shape::cjk) text::append(out, c);
    }
    return out;
}

bool misprint_of(std::string_view key_a, std::string_view key_b) {
    std::u32string a, b;
    for (std::size_t at = 0; at < key_a.size();)
        a += text::next(key_a, at);
    for (std::size_t at = 0; at < key_b.size();)
        b += text::next(key_b, at);
    const std::size_t length = std::min(a.size(), b.size());
    const std::size_t allowed = length >= 15 ? 2 : length >= 6 ? 1 : 0;
    if (a == b) return true;
    if (allowed == 0 || std::max(a.size(), b.size()) - length > allowed || length > 300) return false;
    // numbers are never misprints of each other
    auto digits = [](const std::u32string& s) {
        std::u32string only;
        for (char32_t c : s)
            if (c >= '0' && c <= '9') only += c;
        return only;
    };
    if (digits(a) != digits(b)) return false;
    // edit distance with transpositions
    const std::size_t columns = b.size() + 1;
    std::vector<std::size_t> before(columns), row(columns), two(columns);
    for (std::size_t k = 0; k < columns; ++k)
        row[k] = k;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        two = before;
        before = row;
        row[0] = i;
        for (std::size_t k = 1; k < columns; ++k) {
            row[k] =
                std::min({before[k] + 1, row[k - 1] + 1, before[k - 1] + (a[i - 1] == b[k - 1] ? 0u : 1u)});
            if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1])
                row[k] = std::min(row[k], two[k - 2] + 1);
        }
    }
    return row.back() <= allowed;
}

std::vector<std::string> listed_ranks(std::string_view title) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 12> english{{
        {"goals", "Goal"},
        {"objectives", "Objective"},
        {"actions", "Action"},
        {"measures", "Measure"},
        {"strategies", "Strategy"},
        {"priorities", "Priority"},
        {"activities", "Activity"},
        {"initiatives", "Initiative"},
        {"projects", "Project"},
        {"commitments", "Commitment"},
        {"targets", "Target"},
        {"tasks", "Task"},
    }};
    const std::string folded = text::fold(trim(title));
    for (const auto& [plural, word] : english)
        if (folded == plural ||
            (folded.size() > plural.size() && folded.size() <= 30 && folded.ends_with(plural) &&
             folded[folded.size() - plural.size() - 1] == ' '))
            return {std::string(word)};
    std::string clean;
    for (std::size_t at = 0; at < title.size();) {
        const std::size_t here = at;
        if (!text::is_space(text::next(title, at))) clean.append(title.substr(here, at - here));
    }
    std::string_view rest = clean;
    if (rest.starts_with("【") && rest.ends_with("】") && rest.size() > 6)  // 【主な取組】
        rest = rest.substr(3, rest.size() - 6);
    for (std::string_view explained : {"目標說明", "策略說明", "措施說明"})
        if (rest.ends_with(explained)) rest.remove_suffix(std::string_view("說明").size());
    for (std::string_view prefix : {"年度", "本期", "主要", "主な", "整體", "新", "各項", "各"})
        if (rest.starts_with(prefix) && rank_word(rest).size() < rest.size()) {
            rest.remove_prefix(prefix.size());
            break;
        }
    std::vector<std::string> ranks;
    while (!rest.empty()) {
        std::size_t cut = std::string_view::npos, skip = 0;
        for (std::string_view sign : {"、", "及", "與", "和", "暨", "と", "・", "/", "／"})
            if (const std::size_t at = rest.find(sign); at < cut) {
                cut = at;
                skip = sign.size();
            }
        const std::string_view part = rest.substr(0, cut);
        const std::string_view word = rank_word(part);
        static constexpr std::array<std::string_view, 9> fields{"產業", "領域", "分組", "專案", "事業",
                                                                "政策", "戰略", "戦略", "原則"};
        if (word.empty() || text::count(part) > 6) return {};
        // these end the names of single things too
        if (std::find(fields.begin(), fields.end(), word) != fields.end() && part != word) return {};
        ranks.emplace_back(part);
        if (cut == std::string_view::npos) break;
        rest = rest.substr(cut + skip);
    }
    return ranks;
}

std::vector<Declared> declared_counts(std::string_view text) {
    std::vector<Declared> all;
    const text::Runes runes = text::to_runes(text);
    for (std::size_t i = 0; i + 1 < runes.size(); ++i) {
        const char32_t c = runes[i].c;
        if (c != U'項' && c != U'大' && c != U'個' && c != U'条' && c != U'つ') continue;
        // the number before it
        std::size_t first = i;
        while (first > 0 && (text::is_digit(runes[first - 1].c) ||
                             text::chinese_digit(runes[first - 1].c) >= 0 || runes[first - 1].c == U'十'))
            --first;
        if (first == i) continue;
        const auto count = text::whole_number(text::slice(text, runes, first, i));
        if (!count || *count < 2 || *count > 999) continue;
        // the longest word after it that ends in a rank, four characters before it at most
        std::size_t stop = i + 1;
        while (stop < runes.size() && stop < i + 9 && text::is_han(runes[stop].c) && runes[stop].c != U'及' &&
               runes[stop].c != U'與' && runes[stop].c != U'和' && runes[stop].c != U'等')
            ++stop;
        for (std::size_t end = stop; end > i + 2; --end) {
            const std::string phrase = text::slice(text, runes, i + 1, end);
            const std::string_view word = rank_word(phrase);
            static constexpr std::array<std::string_view, 12> fields{"面向", "構面", "領域", "產業",
                                                                     "課題", "原則", "層面", "主題",
                                                                     "政策", "專案", "事業", "方向"};
            if (word.empty() || std::find(fields.begin(), fields.end(), word) != fields.end()) continue;
            all.push_back({*count, std::string(word)});
            break;
        }
    }
    return all;
}

std::string rank_of_header(std::string_view header) {
    std::string clean;
    for (std::size_t at = 0; at < header.size();) {
        const std::size_t here = at;
        if (!text::is_space(text::next(header, at))) clean.append(header.substr(here, at - here));
    }
    // a word in brackets explains, it is not part of the rank
    if (const std::size_t open = std::min(clean.find('('), clean.find("（"));
        open != std::string::npos && open > 0)
        clean.resize(open);
    const bool ascii = std::all_of(clean.begin(), clean.end(), [](char c) { return (c & 0x80) == 0; });
    if (ascii) return std::string(trim(header));
    std::size_t at = 0;
    const char32_t first = text::next(clean, at);
    if ((text::chinese_digit(first) >= 0 || first == U'十' || text::is_digit(first)))
        if (const auto word = rank_word(clean); !word.empty()) return std::string(word);
    for (std::string_view suffix : {"名稱", "内容", "內容", "名"}) {
        if (clean.size() <= suffix.size() + 5 || !clean.ends_with(suffix)) continue;
        const std::string_view rest = std::string_view(clean).substr(0, clean.size() - suffix.size());
        // 「措施內容」 are 措施, but 「具體內容」 are not 具體
        if (suffix.ends_with("容") && rank_word(rest).empty()) continue;
        return std::string(rest);
    }
    return clean;
}

bool ends_like_title(std::string_view line) {
    for (std::string_view close : {"」", "》", ")", "）"})
        if (line.ends_with(close)) line.remove_suffix(close.size());
    for (std::string_view word : {"報告", "報告書", "計畫",     "計畫書", "方案",      "綱領",     "白皮書",
                                  "藍圖", "綱要",   "策略",     "政策",   "行動方案",  "計画",     "プラン",
                                  "戦略", "Plan",   "Strategy", "Report", "Framework", "Programme"})
        if (line.ends_with(word)) return true;
    return false;
}

bool names_issuer(std::string_view line) {
    const std::size_t length = text::count(line);
    if (length < 2 || length > 80 || line.find_first_of("0123456789") != std::string_view::npos) return false;
    if (ends_like_title(line)) return false;
    if (line.size() == length) {
        static constexpr std::string_view words[] = {
            "ministry",  "department", "government", "city of", "council", "agency",      "authority",
            "office of", "commission", "county",     "bureau",  "board",   "municipality"};
        static constexpr std::string_view others[] = {"adopted", "published", "approved", "resolution",
                                                      "by "};
        const std::string folded = text::fold(line);  // COUNTY OF …
        const bool other = std::any_of(std::begin(others), std::end(others),
                                       [&](std::string_view word) { return folded.starts_with(word); });
        return !other && line.find(". ") == std::string_view::npos &&
               std::any_of(std::begin(words), std::end(words),
                           [&](std::string_view word) { return folded.find(word) != std::string::npos; });
    }
    if (length > 20) return false;
    for (std::string_view sign : {"、", "，", "：", "（", "(", "「", " "})
        if (line.find(sign) != std::string_view::npos) return false;
    static constexpr std::string_view ends[] = {"部", "會", "署", "局", "處", "院", "府", "委員会", "省",
                                                "庁", "県", "縣", "市", "区", "町", "村", "都",     "道"};
    return std::any_of(std::begin(ends), std::end(ends),
                       [&](std::string_view end) { return line.ends_with(end); });
}

std::string without_editing(std::string_view line) {
    for (std::string_view word : {"編印", "編製", "編撰", "編著", "編"}) {
        if (!line.ends_with(word)) continue;
        std::string_view rest = line.substr(0, line.size() - word.size());
        return trim(rest).size() < rest.size() ? std::string(trim(rest)) : std::string();
    }
    return {};
}

}  // namespace gangmu::reading
