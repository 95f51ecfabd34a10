#include "text/amounts.hpp"

#include <algorithm>

#include "text/numerals.hpp"

namespace gangmu::text {

namespace {

struct Currency {
    std::u32string_view word;
    const char* code;
};

const char* currency_in(const Runes& runes) {
    static constexpr Currency currencies[] = {
        {U"美元", "USD"},   {U"美金", "USD"}, {U"US$", "USD"}, {U"USD", "USD"},    {U"米ドル", "USD"},
        {U"歐元", "EUR"},   {U"EUR", "EUR"},  {U"€", "EUR"},   {U"ユーロ", "EUR"}, {U"日圓", "JPY"},
        {U"日元", "JPY"},   {U"日幣", "JPY"}, {U"円", "JPY"},  {U"JPY", "JPY"},    {U"¥", "JPY"},
        {U"人民幣", "CNY"}, {U"CNY", "CNY"},  {U"RMB", "CNY"}, {U"英鎊", "GBP"},   {U"GBP", "GBP"},
        {U"£", "GBP"},      {U"ドル", "USD"}};
    for (const auto& currency : currencies)
        for (std::size_t i = 0; i + currency.word.size() <= runes.size(); ++i)
            if (stands(runes, i, currency.word)) return currency.code;
    return "";
}

bool taiwan_dollars(const Runes& runes) {
    for (std::size_t i = 0; i < runes.size(); ++i)
        for (const auto word : {U"元", U"NT$", U"NTD", U"TWD", U"臺幣", U"台幣"})
            if (stands(runes, i, word)) return true;
    return false;
}

}  // namespace

std::optional<MoneyUnit> money_unit(std::string_view unit) {
    const auto runes = to_runes(unit);
    if (runes.empty() || runes.size() > 30) return std::nullopt;
    MoneyUnit result;
    result.currency = currency_in(runes);
    bool money = !result.currency.empty() || taiwan_dollars(runes);
    bool ranked = false;
    for (std::size_t i = 0; i < runes.size(); ++i) {
        if (const auto rank = rank_of(runes[i].c); rank > 0) {
            if (result.factor > 1'000'000'000'000'000 / rank) return std::nullopt;
            result.factor *= rank;
            ranked = true;
        }
        for (const auto& [word, factor] : {std::pair{U"thousand", 1'000LL},
                                           {U"million", 1'000'000LL},
                                           {U"billion", 1'000'000'000LL},
                                           {U"trillion", 1'000'000'000'000LL},
                                           {U"bn", 1'000'000'000LL},
                                           {U"mn", 1'000'000LL},
                                           {U"m", 1'000'000LL},
                                           {U"k", 1'000LL}})  // £380m
            if (words_stand(runes, i, word)) result.factor *= factor;
    }
    // 億 alone in a sentence about money: New Taiwan dollars
    if (!money && ranked)
        money = std::all_of(runes.begin(), runes.end(), [](const Rune& rune) { return rank_of(rune.c) > 0; });
    if (!money) return std::nullopt;
    return result;
}

std::optional<Money> read_amount(std::string_view cell, std::string_view unit) {
    if (cell.size() > 500) return std::nullopt;
    const auto runes = to_runes(cell);
    if (runes.empty()) return std::nullopt;
    const auto figures = find_figures(cell, runes, {});
    if (figures.size() != 1 || figures[0].value_max) return std::nullopt;
    const auto& figure = figures[0];
    Money money;
    money.first = figure.first;
    money.last = figure.last;
    const bool own = figure.money || (!figure.unit.empty() && money_unit(figure.unit));
    const auto scale = money_unit(own ? std::string_view(figure.unit.empty() ? "元" : figure.unit) : unit);
    if (!scale || (!own && !figure.unit.empty())) return std::nullopt;
    const auto amount = figure.value.times(Decimal(scale->factor));
    if (!amount) return std::nullopt;
    money.amount = *amount;
    money.currency = scale->currency;
    std::string number = slice(cell, runes, figure.first, figure.last);
    money.printed = own ? number : number + " " + std::string(unit);
    return money;
}

std::vector<Money> find_amounts(std::string_view text, const Runes& runes,
                                const std::vector<TimeRange>& dates) {
    std::vector<Money> amounts;
    for (const auto& figure : find_figures(text, runes, dates)) {
        if (figure.value_max) continue;
        if (!figure.money && !money_unit(figure.unit)) continue;
        const auto scale =
            money_unit(figure.unit.empty() ? std::string_view("元") : std::string_view(figure.unit));
        // "NT$ 3.5 billion": the currency stands before the number
        const auto amount = figure.value.times(Decimal(scale ? scale->factor : 1));
        MoneyUnit fallback;
        if (!scale) {
            if (!figure.money) continue;
            Runes letters = to_runes(figure.unit);
            fallback.factor = 1;
            for (std::size_t i = 0; i < letters.size(); ++i)
                for (const auto& [word, factor] : {std::pair{U"thousand", 1'000LL},
                                                   {U"million", 1'000'000LL},
                                                   {U"billion", 1'000'000'000LL},
                                                   {U"trillion", 1'000'000'000'000LL}})
                    if (words_stand(letters, i, word)) fallback.factor = factor;
        }
        const auto total = scale ? amount : figure.value.times(Decimal(fallback.factor));
        if (!total) continue;
        Money money;
        money.amount = *total;
        money.currency = scale ? scale->currency : "";
        money.printed = slice(text, runes, figure.first, figure.last);
        money.first = figure.first;
        money.last = figure.last;
        amounts.push_back(std::move(money));
    }
    return amounts;
}

}  // namespace gangmu::text
