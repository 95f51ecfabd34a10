// Titles: what is left of a line when its number, its agencies and the phrases around it are taken off.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gangmu::reading {

// A numbered line without its number: 「標題：內文」, a title alone, or a sentence.
struct TitleText {
    std::string title;
    std::string text;
    std::vector<std::string> lists;  // what it says the list below is: 「…，相關措施如下：」 措施
    bool sentence = false;           // the title was a whole sentence
    bool colon = false;              // the title ends in a colon, or text follows one
};
TitleText split_title(std::string_view text);

// What titles are compared by: folded, without white space and signs.
std::string title_key(std::string_view title);

// Does the line end as the titles of plans do (計畫, 方案, Strategy)?
bool ends_like_title(std::string_view line);

// A line of the title page that names who issues the plan: 「東嶼縣政府交通處」, "City of Port Ellery".
bool names_issuer(std::string_view line);

// 「濱海縣政府社會處　編」: who edited it is who issues it; empty when no such word ends the line.
std::string without_editing(std::string_view line);

// May the two be one title but for a misprint (one character, or two of a long one)?
bool misprint_of(std::string_view key_a, std::string_view key_b);

// The ranks that a heading calls the lists below it: 「子題、策略及措施」, 「(三) 推動策略」; empty when it
// names none.
std::vector<std::string> listed_ranks(std::string_view title);

// 「8 項具體措施」: the count and the rank, the last such in the text; count 0 when none.
struct Declared {
    int count = 0;
    std::string rank;
};
std::vector<Declared> declared_counts(std::string_view text);

// The column header as a word for a rank: 「六大核心戰略產業」 產業, 「工作計畫名稱」 工作計畫.
std::string rank_of_header(std::string_view header);

}  // namespace gangmu::reading
