// Money: the amounts of budget tables and of the sentences about the plan's own budget.
#include <algorithm>

#include "reading/draft.hpp"
#include "reading/numbering.hpp"
#include "reading/targets.hpp"
#include "text/amounts.hpp"
#include "text/dates.hpp"
#include "text/runes.hpp"
#include "text/utf8.hpp"

namespace gangmu::reading {

namespace {

bool says(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

bool is_total(std::string_view title) {
    const auto words = compared(title);
    static constexpr std::string_view totals[] = {"小計", "合計",   "總計",  "共計",       "計",
                                                  "總額", "總經費", "total", "grandtotal", "subtotal",
                                                  "sum",  "総計",   "合计",  "總和"};
    for (const auto total : totals)
        if (words == total) return true;
    return words.size() <= 30 &&
           (words.ends_with("合計") || words.ends_with("總計") || words.ends_with("小計"));
}

std::string_view without_brackets(std::string_view header) {
    return header.substr(0, std::min(header.find('('), header.find("（")));
}

// 110年(億元), Buses (USD million): a unit of money in brackets.
std::string unit_in_brackets(std::string_view text) {
    const auto runes = text::to_runes(text);
    for (std::size_t i = 0; i < runes.size(); ++i) {
        if (runes[i].c != '(') continue;
        std::size_t close = i;
        while (close < runes.size() && runes[close].c != ')')
            ++close;
        auto inside = text::slice(text, runes, i + 1, close);
        for (const std::string_view word : {"單位：", "單位:", "単位：", "Unit: "})
            if (inside.starts_with(word)) inside = inside.substr(word.size());
        if (text::money_unit(inside)) return inside;
    }
    return {};
}

// Can a column of this role hold what the money is for?
bool may_name_row(ColumnRole role) {
    switch (role) {
        case ColumnRole::item:
        case ColumnRole::label:
        case ColumnRole::parent:
        case ColumnRole::kind:
        case ColumnRole::other:
        case ColumnRole::indicator:
        case ColumnRole::source_of_funds:
        case ColumnRole::measure_unit:
        case ColumnRole::baseline:
            return true;
        default:
            return false;
    }
}

bool is_figure(std::string_view words) {
    return words.find_first_not_of("0123456789,.% ") == std::string_view::npos;
}

// What the row's money is for: its item; else the last column of words that is
// no figure.
std::string row_title(const LogicalTable& table, const GridRow& row) {
    std::string item, other, agency;
    for (std::size_t i = 0; i < table.columns.size() && i < row.cells.size(); ++i) {
        const auto role = table.columns[i].role;
        const auto words = text::trim(row.cells[i].text);
        if (words.empty() || is_blank_target(words)) continue;
        if (agency.empty() && (role == ColumnRole::agency || role == ColumnRole::lead)) agency = words;
        if (!may_name_row(role)) continue;
        if (role == ColumnRole::item)
            item = std::string(words);
        else if (!is_figure(words))
            other = std::string(words);
    }
    if (!item.empty() || table.role != TableRole::budget) return item;
    return other.empty() ? agency : other;  // 機關 | 113年 | 114年: who gets the money
}

// 「2.1 岸電建置」, 「施策1-1 防災体制の強化」: number and title, when only one item has both.
NodeIndex numbered(const DraftPlan& plan, std::string_view title) {
    const auto mark = parse_mark(title, true);
    if (!mark || mark->length >= title.size()) return no_node;
    const auto words = compared(title.substr(mark->length));
    NodeIndex found = no_node;
    for (std::size_t i = 0; i < plan.nodes.size() && !words.empty(); ++i) {
        const auto& node = plan.nodes[i];
        if (node.merged != no_node || node.number != mark->parts || compared(node.title) != words) continue;
        if (found != no_node) return no_node;
        found = static_cast<NodeIndex>(i);
    }
    return found;
}

// The node a row names by its title or by kind and number (目標一); only when it is the one.
NodeIndex named(const DraftPlan& plan, std::string_view title) {
    const auto words = compared(title);
    if (words.empty()) return no_node;
    for (const bool by_title : {true, false}) {
        // of several the one whose title the others only lengthen (…之績效指標)
        NodeIndex found = no_node;
        std::vector<std::string> titles;
        for (std::size_t i = 0; i < plan.nodes.size(); ++i) {
            const auto& node = plan.nodes[i];
            if (node.merged != no_node || node.title.empty()) continue;
            if (compared(by_title ? node.title : node.kind + node.label) != words) continue;
            if (!by_title && (node.kind.empty() || node.label.empty() || node.chapter)) continue;
            if (found == no_node || node.title.size() < plan.at(found).title.size())
                found = static_cast<NodeIndex>(i);
            titles.push_back(node.title);
        }
        if (found == no_node) continue;
        const auto& shortest = plan.at(found).title;
        const bool one = std::count(titles.begin(), titles.end(), shortest) == 1 &&
                         std::all_of(titles.begin(), titles.end(),
                                     [&](const std::string& other) { return other.starts_with(shortest); });
        return one ? found : no_node;
    }
    return numbered(plan, title);
}

// 法定預算, 預算需求, 經費需求: the word that says of what kind an amount is, near [first, last).
std::string basis_near(std::string_view clause) {
    for (const auto word :
         {"法定預算", "預算案", "預算需求", "經費需求", "核定經費", "概算", "編列預算", "預估經費", "決算"})
        if (clause.find(word) != std::string_view::npos) return word;
    return {};
}

// Is the sentence about this plan's own money, and not about what it brings to others?
bool about_budget(std::string_view sentence, std::string_view heading) {
    if (says(sentence,
             {"產值", "投資額", "帶動投資", "促成投資", "營業額", "訂單", "營收", "出口值", "節省", "損失"}))
        return false;
    if (says(sentence, {"經費需求", "總經費", "所需經費", "法定預算", "經費合計", "經費總計", "計畫經費",
                        "經費共", "編列經費", "預算需求", "総事業費", "予算額", "total budget",
                        "Total budget", "total cost", "budget of", "Budget:"}))
        return true;
    return says(heading, {"經費", "預算", "財務", "Budget", "budget", "Funding", "予算"}) &&
           says(sentence, {"經費", "預算", "編列", "共需", "總計需", "所需", "budget", "funding", "予算",
                           "cost", "in total", "needs", "requires"});
}

// 「經費需求：新臺幣二千五百萬元」, "Budget: US$ 3.2 million": a line that names a sum for all of its item.
bool is_money_field(std::string_view line) {
    line = text::trim(line);
    const std::size_t wide = line.find("："), narrow = line.find(':');
    const std::size_t colon = std::min(wide, narrow);
    if (colon == std::string_view::npos || colon == 0) return false;
    std::string_view name = text::trim(line.substr(0, colon));
    for (std::string_view bracket : {"(", "（"})
        if (const auto open = name.find(bracket); open != std::string_view::npos && open > 0)
            name = text::trim(name.substr(0, open));
    static constexpr std::string_view names[] = {
        "經費",       "所需經費",       "經費需求",        "預算",
        "預算金額",   "計畫經費",       "總經費",          "預估經費",
        "經費預估",   "概估經費",       "預算需求",        "經費概算",
        "總經費需求", "事業費",         "総事業費",        "概算事業費",
        "予算",       "予算額",         "Budget",          "Estimated budget",
        "Cost",       "Estimated cost", "Indicative cost", "Indicative budget",
        "Total cost", "Total budget",   "Funding",         "Resources"};
    return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

// The year of a period such as 2021, or 0.
int year_of(std::string_view period) {
    if (period.size() != 4) return 0;
    return (period[0] - '0') * 1000 + (period[1] - '0') * 100 + (period[2] - '0') * 10 + (period[3] - '0');
}

struct Clause {
    std::size_t first = 0, last = 0;  // runes
};

std::vector<Clause> sentences(const text::Runes& runes) {
    std::vector<Clause> found;
    std::size_t from = 0;
    for (std::size_t i = 0; i < runes.size(); ++i) {
        const char32_t c = runes[i].c;
        const bool stop = c == U'。' || c == U'；' ||
                          (c == '.' && (i + 1 == runes.size() ||
                                        (runes[i + 1].space && i > 0 && !text::is_digit(runes[i - 1].c))));
        if (!stop && i + 1 < runes.size()) continue;
        found.push_back({from, i + 1});
        from = i + 1;
    }
    return found;
}

void read_sentence(std::string_view sentence, const Passage& passage, NodeIndex node, DraftPlan& plan) {
    const auto runes = text::to_runes(sentence);
    const auto dates = text::find_dates(sentence, runes);
    const auto amounts = text::find_amounts(sentence, runes, dates);
    for (const auto& amount : amounts) {
        // its clause
        const auto comma = [&](std::size_t i) {
            return runes[i].c == ',' && (i + 1 >= runes.size() || runes[i + 1].space);
        };
        std::size_t first = amount.first;
        while (first > 0 && runes[first - 1].c != U'，' && runes[first - 1].c != U'、' &&
               runes[first - 1].c != U'；' && !comma(first - 1))
            --first;
        std::size_t last = amount.last;
        while (last < runes.size() && runes[last].c != U'，' && runes[last].c != U'。' &&
               runes[last].c != U'；' && runes[last].c != U'、' && !comma(last))
            ++last;
        const auto clause = text::slice(sentence, runes, first, last);
        DraftBudget draft;
        auto& budget = draft.value;
        budget.title = clause;
        budget.amount = amount.amount;
        budget.currency = amount.currency;
        budget.printed = amount.printed;
        budget.basis = basis_near(clause);
        for (const auto& date : dates)
            if (date.first >= first && date.last <= amount.first) {
                if (date.start.empty() || date.end.empty()) continue;
                budget.period = date.start == date.end ? date.start : date.start + "/" + date.end;
            }
        if (says(clause,
                 {"共", "合計", "總計", "總經費", "總額", "總需求", "total", "Total", "総額", "総事業費"})) {
            budget.total = true;
            if (budget.period.empty()) budget.period = "overall";
        }
        if (budget.period.empty()) continue;  // for which years it is nobody knows
        budget.source = passage.source;
        draft.node = node;
        plan.budgets.push_back(std::move(draft));
    }
}

// One sum and at most one date; of several nobody knows which is the whole.
bool read_field(std::string_view line, const Passage& passage, NodeIndex node, DraftPlan& plan) {
    const auto runes = text::to_runes(line);
    const auto dates = text::find_dates(line, runes);
    const auto amounts = text::find_amounts(line, runes, dates);
    if (amounts.size() != 1 || dates.size() > 1) return false;
    DraftBudget draft;
    auto& budget = draft.value;
    budget.title = std::string(text::trim(line));
    budget.amount = amounts[0].amount;
    budget.currency = amounts[0].currency;
    budget.printed = amounts[0].printed;
    budget.basis = basis_near(line);
    if (!dates.empty() && !dates[0].start.empty() && !dates[0].end.empty())
        budget.period = dates[0].start == dates[0].end ? dates[0].start : dates[0].start + "/" + dates[0].end;
    budget.total = budget.period.empty();
    if (budget.period.empty()) budget.period = "overall";
    budget.source = passage.source;
    draft.node = node;
    plan.budgets.push_back(std::move(draft));
    return true;
}

// The chapter about money speaks of the whole plan.
NodeIndex owner(const DraftPlan& plan, NodeIndex node) {
    const auto& own = plan.at(node);
    if (own.chapter || says(own.title, {"經費", "預算", "財務", "期程", "Budget", "予算"})) return no_node;
    return node;
}

// What a sentence says of a year's money holds for the table's column of that year.
void spread_basis(DraftPlan& plan) {
    struct Known {
        int first, last;
        std::string basis;
    };
    std::vector<Known> known;
    for (const auto& budget : plan.budgets) {
        if (budget.value.basis.empty() || budget.node != no_node) continue;
        const auto& period = budget.value.period;
        const int first = year_of(period.substr(0, 4));
        const int last = period.size() == 9 && period[4] == '/' ? year_of(period.substr(5)) : year_of(period);
        if (first > 0 && last > 0) known.push_back({first, last, budget.value.basis});
    }
    for (auto& budget : plan.budgets) {
        if (!budget.value.basis.empty()) continue;
        const int year = year_of(budget.value.period);
        if (year == 0) continue;
        std::string basis;
        bool several = false;
        for (const auto& one : known)
            if (year >= one.first && year <= one.last) {
                several = several || (!basis.empty() && basis != one.basis);
                basis = one.basis;
            }
        if (!several) budget.value.basis = basis;
    }
}

}  // namespace

void read_budget_table(const LogicalTable& table, DraftPlan& plan) {
    // the unit that every row names, for the row of totals that names none
    std::string common = table.unit;
    if (common.empty()) common = unit_in_brackets(table.caption);
    if (common.empty() && table.node != no_node)  // 「經費來源（單位：千元）」 stands above it
        for (const auto& passage : plan.at(table.node).text)
            if (common.empty()) common = unit_in_brackets(passage.text);
    for (const auto& column : table.columns)  // 合計（萬元） beside columns of bare years
        if (common.empty() && column.role == ColumnRole::amount) common = unit_in_brackets(column.header);
    const std::string whole = common;
    bool several = false;
    for (const auto& row : table.rows) {
        const auto own = unit_in_brackets(row_title(table, row));
        several = several || (!own.empty() && !common.empty() && own != common);
        if (!own.empty()) common = own;
    }
    if (several) common = whole;
    for (const auto& row : table.rows) {
        const auto title = row_title(table, row);
        const auto of_row = unit_in_brackets(title);
        const bool total_row = is_total(title);
        for (std::size_t i = 0; i < table.columns.size() && i < row.cells.size(); ++i) {
            const auto& column = table.columns[i];
            if (column.role != ColumnRole::amount || row.cells[i].spanned) continue;
            const auto of_column = unit_in_brackets(column.header);
            const auto amount = text::read_amount(row.cells[i].text, !of_column.empty() ? of_column
                                                                     : of_row.empty()   ? common
                                                                                        : of_row);
            if (!amount) continue;
            DraftBudget draft;
            draft.node = total_row ? no_node : row.node != no_node ? row.node : named(plan, title);
            auto& budget = draft.value;
            budget.title = title;
            budget.period = column.period;
            budget.amount = amount->amount;
            budget.currency = amount->currency;
            budget.printed = amount->printed;
            budget.basis = basis_near(column.header);
            const bool total_column = column.period == "overall" ||
                                      (column.period.empty() && (is_total(column.header) ||
                                                                 is_total(without_brackets(column.header))));
            budget.total = total_row || total_column;
            if (budget.period.empty()) budget.period = "overall";
            budget.source = row.cells[i].source.empty() ? row.source : row.cells[i].source;
            plan.budgets.push_back(std::move(draft));
        }
    }
}

void read_budget_text(DraftPlan& plan) {
    // what a report says was spent is a fact, not a budget
    if (says(plan.header.title, {"成果", "執行情形", "辦理情形", "成效", "年報"})) {
        spread_basis(plan);
        return;
    }
    for (std::size_t i = 0; i < plan.nodes.size(); ++i) {
        if (plan.nodes[i].merged != no_node) continue;
        const auto index = static_cast<NodeIndex>(i);
        const auto& node = plan.nodes[i];
        for (const auto& passage : node.text) {
            if (passage.text.size() > 200'000) continue;
            std::string rest;  // without the lines that name the sum of the item
            for (std::string_view left = passage.text; !left.empty();) {
                const std::size_t end = left.find('\n');
                const std::string_view line = left.substr(0, end);
                if (!is_money_field(line) || !read_field(line, passage, owner(plan, index), plan))
                    rest += (rest.empty() ? "" : "\n") + std::string(line);
                left = end == std::string_view::npos ? std::string_view{} : left.substr(end + 1);
            }
            const auto runes = text::to_runes(rest);
            for (const auto& part : sentences(runes)) {
                const auto sentence = text::slice(rest, runes, part.first, part.last);
                if (!about_budget(sentence, node.title)) continue;
                read_sentence(sentence, passage, owner(plan, index), plan);
            }
        }
    }
    spread_basis(plan);
}

}  // namespace gangmu::reading
