#include "formula/functions.hpp"

#include <algorithm>
#include <numeric>

#include "text/runes.hpp"

namespace gangmu::formula {
namespace {

constexpr std::size_t many = 32;

constexpr Function table[] = {
    {Op::choose, "if", "如果", Shape::plain, 3, 3, 0, 0, "if([a] > 0, [a], 0)",
     "條件成立取第二個值，否則取第三個；條件無從判斷時無值",
     "the second value where the condition holds, else the third; missing where it cannot be told"},
    {Op::coalesce, "coalesce", "補值", Shape::plain, 2, many, 0, 0, "coalesce([a], lag(1, [a]), 0)",
     "第一個有值者", "the first that is not missing"},
    {Op::present, "present", "有值", Shape::plain, 1, 1, 0, 0, "present([a])", "是否有值",
     "whether there is a value"},
    {Op::absolute, "abs", "絕對值", Shape::plain, 1, 1, 0, 0, "abs([a] - [b])", "絕對值", "without its sign"},
    {Op::round, "round", "捨入", Shape::count_last, 1, 1, 0, 18, "round([a] / [b], 2)",
     "捨入至小數若干位；恰為一半時取偶數", "to so many decimals; half goes to even"},
    {Op::smallest, "min", "最小", Shape::plain, 1, many, 0, 0, "min(last(12, [a]))",
     "一段期間、一組單位或幾個值中最小者", "the smallest of a window or of several values"},
    {Op::largest, "max", "最大", Shape::plain, 1, many, 0, 0, "max([a], [b])",
     "一段期間、一組單位或幾個值中最大者", "the largest of a window or of several values"},
    {Op::convert, "to", "換算", Shape::unit_last, 1, 1, 0, 0, "to([a] / [b], %)", "換算為另一單位",
     "the same in another unit"},
    {Op::treat, "as", "視為", Shape::unit_last, 1, 1, 0, 0, "as([a] * 0.52, 公噸)",
     "不換算，只改稱單位（自負其責）", "the number as it is, under another unit"},
    {Op::sum, "sum", "合計", Shape::plain, 1, 1, 0, 0, "sum(last(4, [a]))", "合計", "the sum"},
    {Op::average, "avg", "平均", Shape::plain, 1, 1, 0, 0, "avg(last(12, [a]))", "有值者之平均",
     "the mean of those present"},
    {Op::median, "median", "中位數", Shape::plain, 1, 1, 0, 0, "median(last(12, [a]))", "有值者之中位數",
     "the median of those present"},
    {Op::count, "count", "個數", Shape::plain, 1, 1, 0, 0, "count(last(12, [a]))", "有值的個數",
     "how many are present"},
    {Op::latest, "latest", "最近值", Shape::plain, 1, 1, 0, 0, "latest(last(3, [a]))", "最後一個有值者",
     "the last one present"},
    {Op::require, "require", "至少", Shape::count_first, 1, 1, 1, most_periods,
     "avg(require(10, last(12, [a])))", "至少這麼多個有值即可計算，否則無值（未寫時須全部有值）",
     "enough when so many are present, else missing (unsaid: all have to be)"},
    {Op::last, "last", "近", Shape::count_first, 1, 1, 1, most_periods, "last(12, [a])", "最近若干期，含本期",
     "the last so many periods, this one included"},
    {Op::year_to_date, "ytd", "年初至今", Shape::plain, 1, 1, 0, 0, "sum(ytd([a]))", "本年各期至本期",
     "the periods of the year up to this one"},
    {Op::history, "history", "歷來", Shape::plain, 1, 1, 0, 0, "max(history([a]))",
     "自第一個有值的期間至本期", "the periods from the first value to this one"},
    {Op::lag, "lag", "前期", Shape::count_first, 1, 1, 0, most_periods, "lag(1, [a])", "若干期之前的值",
     "the value so many periods ago"},
    {Op::year_ago, "year_ago", "去年同期", Shape::plain, 1, 1, 0, 0, "[a] / year_ago([a]) - 1",
     "去年同期的值", "the value of the same period a year ago"},
    {Op::cumulative, "cumulative", "累計", Shape::plain, 1, 1, 0, 0, "cumulative([a])",
     "自第一個有值的期間至本期之合計，中間不得有缺",
     "the sum from the first value to this one, without gaps"},
    {Op::children, "children", "下級", Shape::plain, 1, 1, 0, 0, "sum(children([a]))", "直屬下級各單位",
     "the units right below"},
    {Op::leaves, "leaves", "末級", Shape::plain, 1, 1, 0, 0, "count(leaves([a]))",
     "所轄最末級各單位；自己沒有下級時即自己",
     "the lowest units below; the unit itself where there are none"},
    {Op::parent, "parent", "上級", Shape::plain, 1, 1, 0, 0, "to([a] / parent([a]), %)", "上級單位的值",
     "the value of the unit above"},
    {Op::days, "days", "天數", Shape::plain, 0, 0, 0, 0, "[a] / days()", "本期天數（單位：日）",
     "the days of the period"},
};

}  // namespace

std::span<const Function> functions() {
    return table;
}

const Function* function(Op op) {
    for (const auto& each : table)
        if (each.op == op) return &each;
    return nullptr;
}

const Function* function(std::string_view name) {
    for (const auto& each : table)
        if (each.name == name || each.zh == name) return &each;
    return nullptr;
}

std::string_view nearest(std::string_view word, std::span<const std::string_view> names) {
    constexpr std::size_t longest = 64;
    const auto a = text::to_runes(word.substr(0, longest * 4));
    std::string_view best;
    std::size_t least = a.size() / 3 + 2;  // as far as this is not meant
    if (a.empty()) return best;
    for (const auto name : names) {
        if (name.size() > longest * 4) continue;
        const auto b = text::to_runes(name);
        std::vector<std::size_t> row(b.size() + 1);
        std::iota(row.begin(), row.end(), std::size_t{0});
        for (const auto& rune : a) {
            std::size_t corner = row[0]++;
            for (std::size_t j = 0; j < b.size(); ++j) {
                const std::size_t change = corner + (rune.c == b[j].c ? 0 : 1);
                corner = row[j + 1];
                row[j + 1] = std::min({row[j] + 1, corner + 1, change});
            }
        }
        // all letters changed is another word
        if (row.back() < least && row.back() < std::max(a.size(), b.size())) {
            least = row.back();
            best = name;
        }
    }
    return best;
}

}  // namespace gangmu::formula
