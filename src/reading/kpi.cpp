// Indicators out of a table: one for each row that names one, its targets by period.
#include <algorithm>
#include <optional>

#include "reading/agencies/cells.hpp"
#include "reading/draft.hpp"
#include "reading/table_roles.hpp"
#include "reading/targets.hpp"
#include "text/runes.hpp"
#include "text/units.hpp"
#include "text/utf8.hpp"

namespace gangmu::reading {

namespace {

std::optional<std::size_t> column(const LogicalTable& table, ColumnRole role) {
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        if (table.columns[i].role == role) return i;
    return std::nullopt;
}

const GridCell* cell(const GridRow& row, std::optional<std::size_t> at) {
    return at && *at < row.cells.size() ? &row.cells[*at] : nullptr;
}

bool filled(const GridCell* cell) {
    return cell && !is_blank_target(cell->text);
}

void add_each_source(model::Sources& all, const model::Sources& more) {
    for (const auto& source : more)
        if (std::find(all.begin(), all.end(), source) == all.end()) all.push_back(source);
}

// 普及率(%) and 設置數（單位：處） print the unit behind the name.
std::string unit_in_name(std::string_view name) {
    const auto runes = text::to_runes(name);
    if (runes.empty() || runes.back().c != ')') return {};
    std::size_t open = runes.size();
    while (open > 0 && runes[open - 1].c != '(')
        --open;
    if (open == 0) return {};
    std::size_t from = open;
    for (const auto word : {U"單位:", U"単位:", U"單位", U"単位"})
        if (text::stands(runes, from, word)) {
            from += std::u32string_view(word).size();
            break;
        }
    const auto unit = text::slice(name, runes, from, runes.size() - 1);
    if (from > open || text::is_unit(unit)) return unit;
    for (std::size_t i = runes.size() - 1; i > open; --i)  // (累計，處)
        if (runes[i - 1].c == U'，' || runes[i - 1].c == ',' || runes[i - 1].c == U'、') {
            const auto last = text::slice(name, runes, i, runes.size() - 1);
            return text::is_unit(last) ? last : std::string();
        }
    return {};
}

// 2000: a number that looks like a year.
std::optional<Decimal> bare_year(std::string_view text) {
    text = text::trim(text);
    if (text.size() != 4 || text.find_first_not_of("0123456789") != std::string_view::npos)
        return std::nullopt;
    const bool year = text.starts_with("19") || text.starts_with("20") || text.starts_with("21");
    return year ? Decimal::parse(text) : std::nullopt;
}

bool is_bare_number(std::string_view text) {
    return text.find_first_not_of("0123456789., ") == std::string_view::npos;
}

// 2000 | 4000 | 5500: a sheet prints no commas, and beside other bare numbers 2000 is one too, no year.
void settle_bare_years(model::Indicator& indicator) {
    const auto beside =
        std::find_if(indicator.targets.begin(), indicator.targets.end(), [](const model::Target& target) {
            return target.value && !bare_year(target.text) && is_bare_number(target.text);
        });
    if (beside == indicator.targets.end()) return;
    const std::string unit = beside->unit;
    for (model::Target& target : indicator.targets) {
        const auto value = bare_year(target.text);
        if (!value || target.value || !target.parts.empty()) continue;
        target.value = value;
        target.unit = unit;
        target.comparator = model::Comparator::equal;
        target.due.clear();
    }
}

// A column of years beside one column of targets: 指標 | 年度 | 目標值, one row for each year.
std::optional<std::size_t> period_column(const LogicalTable& table) {
    const auto targets = std::count_if(table.columns.begin(), table.columns.end(), [](const Column& one) {
        return one.role == ColumnRole::target || one.role == ColumnRole::overall;
    });
    if (targets != 1 || table.rows.empty()) return std::nullopt;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const auto header = compared(table.columns[i].header);
        bool named = false;
        for (const auto* word :
             {"年度", "年", "年別", "年分", "年份", "期間", "期程", "year", "period", "年次"})
            named = named || header == word;
        if (!named) continue;
        const bool all = std::all_of(table.rows.begin(), table.rows.end(), [&](const GridRow& row) {
            if (i >= row.cells.size()) return false;
            const model::Period period = parse_period(row.cells[i].text);
            return !period.empty() &&
                   period.find('/') == std::string::npos;  // 113–116年 is the item's schedule
        });
        if (all) return i;
    }
    return std::nullopt;
}

struct Columns {
    std::optional<std::size_t> period;  // of the row
    std::optional<std::size_t> indicator, overall, label, unit, agency, lead, co;
    std::vector<std::size_t> items, targets;
};

Columns columns_of(const LogicalTable& table) {
    Columns columns;
    columns.indicator = column(table, ColumnRole::indicator);
    columns.overall = column(table, ColumnRole::overall);
    columns.label = column(table, ColumnRole::label);
    columns.unit = column(table, ColumnRole::measure_unit);
    columns.period = period_column(table);
    columns.agency = column(table, ColumnRole::agency);
    columns.lead = column(table, ColumnRole::lead);
    columns.co = column(table, ColumnRole::co);
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (table.columns[i].role == ColumnRole::item) columns.items.push_back(i);
        if (table.columns[i].role == ColumnRole::target) columns.targets.push_back(i);
    }
    return columns;
}

// Does the row begin an item of the tree? Then its agencies are the item's, not the indicator's.
bool begins_item(const GridRow& row, const Columns& columns) {
    return std::any_of(columns.items.begin(), columns.items.end(), [&](std::size_t i) {
        return i < row.cells.size() && !row.cells[i].spanned && filled(&row.cells[i]);
    });
}

void read_own_agencies(const GridRow& row, const Columns& columns, model::Indicator& indicator) {
    if (begins_item(row, columns)) return;
    static const Agencies agencies;
    auto take = [&](std::optional<std::size_t> at, RoleHint hint) {
        const auto* found = cell(row, at);
        if (!filled(found) || found->spanned) return;
        const auto bodies = read_agencies(found->text, agencies, hint);
        add_agencies(indicator.lead, bodies.lead);
        add_agencies(indicator.co, bodies.co);
    };
    take(columns.agency, RoleHint::none);
    take(columns.lead, RoleHint::lead);
    take(columns.co, RoleHint::co);
}

bool text_carrier(const GridRow& row) {
    return !row.source.empty() && row.source.front().first_line > 0 && row.source.front().page == 0;
}

// A text file cannot merge cells: a row whose targets are all blank, under one that fills them, shares them.
bool shares_targets(const GridRow& row, const Columns& columns, const DraftIndicator* above) {
    if (!above || above->node != row.node || !text_carrier(row) || columns.targets.size() < 2) return false;
    return std::all_of(columns.targets.begin(), columns.targets.end(), [&](std::size_t i) {
        return i >= row.cells.size() || text::trim(row.cells[i].text).empty();
    });
}

std::string common_unit(const model::Indicator& indicator) {
    std::string unit;
    for (const auto& target : indicator.targets) {
        if (target.period == "overall") return target.value ? target.unit : std::string();
        if (!target.parts.empty()) return {};
        if (!target.value || target.unit.empty()) continue;
        if (!unit.empty() && unit != target.unit) return {};
        unit = target.unit;
    }
    return unit;
}

void append(std::string& text, std::string_view more) {
    const auto left = text::to_runes(text);
    const auto right = text::to_runes(more);
    if (!left.empty() && !right.empty() && text::is_letter(left.back().c) && text::is_letter(right.front().c))
        text += ' ';
    text += more;
}

bool ends_open(std::string_view text) {  // in mid-sentence, as a torn cell does
    const auto runes = text::to_runes(text);
    return !runes.empty() && text::is_han(runes.back().c);
}

// A cell that two rows share, cut by a page: its second half stands on the next page beside the lower row
// alone. The lower row's own words begin before the cut, so its targets cannot all be from after it.
void join_shared_cells(LogicalTable& table, const Columns& columns) {
    if (!columns.overall) return;
    for (std::size_t r = 1; r < table.rows.size(); ++r) {
        auto& upper = table.rows[r - 1];
        auto& lower = table.rows[r];
        if (*columns.overall >= lower.cells.size() || lower.cells[*columns.overall].source.size() < 2)
            continue;
        const auto begin = lower.cells[*columns.overall].source.front();
        bool after = !columns.targets.empty();
        for (const auto i : columns.targets) {
            if (i >= lower.cells.size() || i >= upper.cells.size()) return;
            const auto& cell = lower.cells[i];
            const bool later =
                !cell.source.empty() && cell.source.front() != begin && !text::trim(cell.text).empty();
            after = after && later && ends_open(upper.cells[i].text);
        }
        if (!after) continue;
        for (const auto i : columns.targets) {
            append(upper.cells[i].text, lower.cells[i].text);
            add_each_source(upper.cells[i].source, lower.cells[i].source);
            lower.cells[i].text = upper.cells[i].text;
            lower.cells[i].source = upper.cells[i].source;
        }
    }
}

// The last characters of a torn cell at the head of the next row's cell: 「制 1. 研析…」, where the cells
// beside it begin with 1.
void return_strays(LogicalTable& table, const Columns& columns) {
    auto first_item = [](const text::Runes& runes, std::size_t at) {
        return at + 1 < runes.size() && runes[at].c == '1' &&
               (runes[at + 1].c == '.' || runes[at + 1].c == U'、');
    };
    for (std::size_t r = 1; r < table.rows.size(); ++r) {
        auto& row = table.rows[r];
        auto& above = table.rows[r - 1];
        const bool listed = std::any_of(columns.targets.begin(), columns.targets.end(), [&](std::size_t i) {
            return i < row.cells.size() && first_item(text::to_runes(row.cells[i].text), 0);
        });
        if (!listed) continue;
        for (const auto i : columns.targets) {
            if (i >= row.cells.size() || i >= above.cells.size()) continue;
            const auto runes = text::to_runes(row.cells[i].text);
            std::size_t at = 0;
            while (at < 4 && at < runes.size() && text::is_han(runes[at].c))
                ++at;
            if (at == 0 || !first_item(runes, at) || !runes[at].space || !ends_open(above.cells[i].text))
                continue;
            append(above.cells[i].text, text::slice(row.cells[i].text, runes, 0, at));
            if (!row.cells[i].source.empty())
                add_each_source(above.cells[i].source, {row.cells[i].source.front()});
            row.cells[i].text = row.cells[i].text.substr(runes[at].begin);
        }
    }
}

bool same_words(const GridCell* left, const GridCell* right) {
    return left && right && compared(left->text) == compared(right->text);
}

// One row of a table that gives each year a row: its target joins the indicator of the same name above it.
void read_row_of_year(const GridRow& row, const Columns& columns, const GridCell& name, DraftPlan& plan,
                      std::size_t first_of_table) {
    const auto* target = cell(row, columns.targets.empty() ? *columns.overall : columns.targets.front());
    const auto labelled = split_label(name.text);
    DraftIndicator* known = nullptr;
    for (std::size_t i = first_of_table; i < plan.indicators.size(); ++i)
        if (plan.indicators[i].value.title == labelled.rest && plan.indicators[i].node == row.node)
            known = &plan.indicators[i];
    if (!known) {
        DraftIndicator draft;
        draft.node = row.node;
        draft.value.role = "kpi";
        draft.value.label = labelled.label;
        draft.value.title = labelled.rest;
        if (const auto* unit = cell(row, columns.unit); filled(unit))
            draft.value.unit = std::string(text::trim(unit->text));
        if (draft.value.unit.empty()) draft.value.unit = unit_in_name(name.text);
        read_own_agencies(row, columns, draft.value);
        plan.indicators.push_back(std::move(draft));
        known = &plan.indicators.back();
    }
    add_each_source(known->value.source, row.source);
    if (filled(target))
        known->value.targets.push_back(make_target(
            target->text, parse_period(row.cells[*columns.period].text), target->source, known->value.unit));
}

void read_row(const LogicalTable& table, const GridRow& row, const Columns& columns, DraftPlan& plan,
              std::size_t first_of_table, const GridRow* previous) {
    const auto* name = cell(row, columns.indicator);
    const auto* overall = cell(row, columns.overall);
    const auto* main = filled(name) ? name : overall;
    // 工作項目 | 113年 | 114年: the item itself is what is counted
    const bool counted = !columns.indicator && !columns.overall && !columns.items.empty();
    if (counted) main = cell(row, columns.items.back());
    if (!filled(main) || names_sum(main->text)) return;
    // a name that spans several rows is one indicator unless the rows say different things
    if (main->spanned && previous && !columns.targets.empty() &&
        std::all_of(columns.targets.begin(), columns.targets.end(),
                    [&](std::size_t i) { return same_words(cell(row, i), cell(*previous, i)); }))
        return;

    if (columns.period) {
        read_row_of_year(row, columns, *main, plan, first_of_table);
        return;
    }
    DraftIndicator draft;
    draft.node = row.node;
    auto& indicator = draft.value;
    indicator.role = "kpi";
    indicator.source = row.source;
    auto labelled = split_label(main->text);
    indicator.label = labelled.label;
    indicator.title = labelled.rest;
    if (counted && row.node != no_node && !plan.at(plan.home(row.node)).title.empty()) {
        indicator.title = plan.at(plan.home(row.node)).title;  // its label is the item's
        indicator.label.clear();
    }
    if (indicator.label.empty())
        if (const auto* label = cell(row, columns.label); filled(label))
            indicator.label = std::string(text::trim(label->text));
    if (const auto* unit = cell(row, columns.unit); filled(unit))
        indicator.unit = std::string(text::trim(unit->text));
    else if (filled(name))
        indicator.unit = unit_in_name(name->text);
    read_own_agencies(row, columns, indicator);

    if (filled(overall)) {
        const auto words = main == overall ? labelled.rest : split_label(overall->text).rest;
        indicator.targets.push_back(make_target(words, "overall", overall->source, indicator.unit));
    }
    const DraftIndicator* above = plan.indicators.size() > first_of_table ? &plan.indicators.back() : nullptr;
    if (shares_targets(row, columns, above)) {
        for (const auto& target : above->value.targets)
            if (target.period != "overall") indicator.targets.push_back(target);
    } else {
        for (const auto i : columns.targets) {
            const auto* target = cell(row, i);
            if (!filled(target)) continue;
            const auto& period = table.columns[i].period;
            if (period.empty() && columns.targets.size() > 1) continue;  // whose year it is nobody knows
            indicator.targets.push_back(make_target(target->text, period.empty() ? "overall" : period,
                                                    target->source, indicator.unit));
        }
    }
    settle_bare_years(indicator);
    for (const auto& target : indicator.targets)
        add_each_source(indicator.source, target.source);
    plan.indicators.push_back(std::move(draft));
}

// What a result table says was achieved.
void read_actuals(const LogicalTable& table, const GridRow& row, const Columns& columns, DraftPlan& plan) {
    const auto* name = cell(row, columns.indicator);
    if (!filled(name)) name = cell(row, columns.overall);
    if (!filled(name) && !columns.items.empty()) name = cell(row, columns.items.back());
    if (!filled(name)) return;
    std::string unit;
    if (const auto* printed = cell(row, columns.unit); filled(printed))
        unit = std::string(text::trim(printed->text));
    if (unit.empty()) unit = unit_in_name(name->text);
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (table.columns[i].role != ColumnRole::actual || !filled(cell(row, i))) continue;
        const auto& actual = row.cells[i];
        auto promise = text::read_promise(actual.text);
        if (const auto number = bare_year(actual.text); number && promise.figures.empty() && !unit.empty())
            promise.figures.emplace_back().value = *number;
        for (const auto& figure : promise.figures) {
            DraftFact fact;
            fact.node = row.node;
            fact.value.text =
                std::string(text::trim(name->text)) + "：" + std::string(text::trim(actual.text));
            fact.value.figure = figure.value;
            fact.value.figure_max = figure.value_max;
            fact.value.comparator = comparator_of(figure.compare);
            fact.value.unit = figure.unit.empty() ? unit : figure.unit;
            fact.value.period = table.columns[i].period == "overall" ? "" : table.columns[i].period;
            fact.value.cumulative = figure.cumulative;
            fact.value.source = row.source;
            plan.facts.push_back(std::move(fact));
        }
    }
}

}  // namespace

void read_kpi_table(const LogicalTable& printed, DraftPlan& plan) {
    LogicalTable table = printed;
    const auto columns = columns_of(table);
    return_strays(table, columns);
    join_shared_cells(table, columns);
    const auto first = plan.indicators.size();
    const GridRow* previous = nullptr;
    for (const auto& row : table.rows) {
        if (row.group) continue;
        read_row(table, row, columns, plan, first, previous);
        if (table.role == TableRole::result) read_actuals(table, row, columns, plan);
        previous = &row;
    }
    for (std::size_t i = first; i < plan.indicators.size(); ++i)
        if (plan.indicators[i].value.unit.empty())
            plan.indicators[i].value.unit = common_unit(plan.indicators[i].value);
}

}  // namespace gangmu::reading
