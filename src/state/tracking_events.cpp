#include "state/tracking_events.hpp"

#include <fmt/format.h>

#include "tracking/json.hpp"

namespace gangmu::state {
namespace {

// {0}: the node, {1}: the cycle, {2}: the day or year, {3}: the reason or note, {4}: whom it goes to
struct Words {
    std::string_view type, zh, en;
};
constexpr Words words[] = {
    {event::calendar_loaded, "載入 {2} 年辦公日曆表", "Loaded the office calendar of {2}"},
    {event::calendar_day, "調整 {2} 是否上班：{3}", "Set whether {2} is a working day: {3}"},
    {event::rhythm_set, "設定填報週期：{3}", "Set a rhythm of reporting: {3}"},
    {event::rhythm_ended, "停止填報週期：{3}", "Ended a rhythm of reporting: {3}"},
    {event::cycle_opened, "提前開放 {1} 填報：{3}", "Opened {1} early: {3}"},
    {event::cycle_due, "將 {1} 的期限改為 {2}：{3}", "Moved the due day of {1} to {2}: {3}"},
    {event::cycle_locked, "鎖定 {1}：{3}", "Locked {1}: {3}"},
    {event::cycle_reopened, "重新開放 {1} 至 {2}：{3}", "Reopened {1} until {2}: {3}"},
    {event::review_configured, "設定審核關卡", "Set the stages of review"},
    {event::keys_mapped, "對應機關自有編號", "Mapped an agency's own keys"},
    {event::item_set, "設定 {0} 的列管資料：{3}", "Set how {0} is followed: {3}"},
    {event::item_release, "{0} 解除列管：{3}", "Release of {0} from control: {3}"},
    {event::items_handed, "移交承辦項目給 {4}：{3}", "Handed items over to {4}: {3}"},
    {event::report_saved, "填報 {0}（{1}）", "Saved the report on {0} ({1})"},
    {event::report_submitted, "送出 {0}（{1}）", "Submitted the report on {0} ({1})"},
    {event::report_withdrawn, "收回 {0}（{1}）", "Took back the report on {0} ({1})"},
    {event::report_returned, "退回 {0}（{1}）：{3}", "Returned the report on {0} ({1}): {3}"},
    {event::report_approved, "核可 {0}（{1}）", "Approved the report on {0} ({1})"},
    {event::report_commented, "對 {0}（{1}）提出意見", "Commented on the report on {0} ({1})"},
    {event::delegation_made, "委由 {4} 代理", "Delegated to {4}"},
    {event::delegation_ended, "終止代理", "Ended a delegation"},
};

}  // namespace

bool is_tracking(std::string_view type) {
    for (const auto& each : words)
        if (each.type == type) return true;
    return false;
}

std::optional<Message> tracking_summary(std::string_view type, const json::object& payload) {
    const auto text = [&](std::string_view key) { return tracking::text_of(payload, key); };
    std::string when = text("day") + text("until");
    if (when.empty()) when = std::to_string(tracking::count_of(payload, "year"));
    const std::string why = text("reason") + text("note");
    const auto say = [&](std::string_view pattern, std::string_view nothing) {
        auto said = fmt::format(fmt::runtime(pattern), text("node"), text("cycle"), when, why, text("to"));
        if (why.empty() && said.ends_with(nothing)) said.resize(said.size() - nothing.size());
        return said;
    };
    for (const auto& each : words)
        if (each.type == type) return Message{say(each.zh, "："), say(each.en, ": ")};
    return std::nullopt;
}

}  // namespace gangmu::state
