#include "state/events.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "state/evaluation_events.hpp"
#include "state/measure_events.hpp"
#include "state/meeting_events.hpp"
#include "state/notice_events.hpp"
#include "state/payload.hpp"
#include "state/revision_events.hpp"
#include "state/stock_events.hpp"
#include "state/tokens.hpp"
#include "state/tracking_events.hpp"
#include "state/warning_events.hpp"

namespace gangmu::state {
namespace {

json::object payload_of(const ledger::Event& event) {
    auto value = parse_json(event.payload);
    return value && value->is_object() ? value->get_object() : json::object();
}

bool all_findings(const json::array& operations) {
    return !operations.empty() && std::all_of(operations.begin(), operations.end(), [](const auto& each) {
        return each.is_object() && text(each.get_object(), "op") == "findings";
    });
}

Message plan_summary(const ledger::Event& event, const json::object& payload) {
    if (event.type == event::plan_drafted) {
        if (flag(payload, "reread")) return {"接受重新讀取的結果", "Accepted a new reading of the documents"};
        return {"讀入文件，成為草案", "Read from documents into a draft"};
    }
    if (event.type == event::plan_corrected) {
        const auto& operations = array(payload, "operations");
        if (all_findings(operations)) return {"重新檢核", "Checked again"};
        if (const auto undone = number(payload, "undoes"); undone != 0)
            return {fmt::format("撤銷第 {} 號更正", undone), fmt::format("Took back correction #{}", undone)};
        const auto n = static_cast<std::size_t>(
            std::count_if(operations.begin(), operations.end(), [](const auto& each) {
                return !each.is_object() || text(each.get_object(), "op") != "findings";
            }));
        return {fmt::format("更正 {} 處", n), fmt::format("{} corrections", n)};
    }
    const auto edition = number(payload, "edition");
    if (event.type == event::plan_published) {
        const bool proofread = flag(payload, "proofread");
        return {fmt::format("發布第 {} 版，自 {} 生效{}", edition, event.effective,
                            proofread ? "" : "（未經校對）"),
                fmt::format("Published edition {}, in force from {}{}", edition, event.effective,
                            proofread ? "" : " (not proofread)")};
    }
    if (edition == 0) return {"撤回草案", "Withdrew the draft"};
    return {fmt::format("撤回第 {} 版", edition), fmt::format("Withdrew edition {}", edition)};
}

// The values that a return of stocks put into the measure engine.
bool of_stocks(const ledger::Event& event) {
    return event.type == event::values_recorded && !event.erased && text(payload_of(event), "way") == "stock";
}

}  // namespace

std::string shown_payload(const ledger::Event& event) {
    if (event.erased) return {};
    if (event.type.rfind("account.", 0) != 0 && !is_token_event(event.type) && !is_notice_event(event.type) &&
        !is_stock_event(event.type) && !of_stocks(event))
        return event.payload;
    auto payload = payload_of(event);
    if (event.type == event::values_recorded) payload.erase("block");
    for (const auto* figures : {"rows", "shipment", "holding"})  // who may see a stock is its owner's to say
        if (is_stock_event(event.type)) payload.erase(figures);
    payload.erase("password");
    payload.erase("hash");
    return print_json(payload);
}

bool only_findings(const ledger::Event& event) {
    return event.type == event::plan_corrected && !event.erased &&
           all_findings(array(payload_of(event), "operations"));
}

bool leaves_content(const ledger::Event& event) {
    return only_findings(event) || is_revision_event(event.type) || event.type.rfind("act.", 0) == 0;
}

Message summary(const ledger::Event& event) {
    if (event.erased) return {"內容已刪除", "The content was erased"};
    const auto payload = payload_of(event);
    if (auto words = evaluation_summary(event.type, payload)) return std::move(*words);
    if (auto words = tracking_summary(event.type, payload)) return std::move(*words);
    if (auto words = measure_summary(event.type, payload)) return std::move(*words);
    if (auto words = notice_summary(event.type, payload)) return std::move(*words);
    if (auto words = revision_summary(event.type, payload)) return std::move(*words);
    if (auto words = meeting_summary(event.type, payload)) return std::move(*words);
    if (auto words = warning_summary(event.type, payload)) return std::move(*words);
    if (auto words = token_summary(event.type, payload)) return std::move(*words);
    if (auto words = stock_summary(event.type, payload)) return std::move(*words);
    if (event.type.rfind("plan.", 0) == 0) return plan_summary(event, payload);
    const std::string name = text(payload, "name");
    struct Words {
        std::string_view type, zh, en;
    };
    static const Words words[] = {
        {event::document_received, "收到文件 {}", "Received the document {}"},
        {event::agency_registered, "登錄機關 {}", "Registered the agency {}"},
        {event::agency_removed, "移除機關 {}", "Removed the agency {}"},
        {event::account_created, "建立帳號 {}", "Created the account {}"},
        {event::account_changed, "修改帳號 {}", "Changed the account {}"},
        {event::account_disabled, "停用或啟用帳號 {}", "Disabled or enabled the account {}"},
        {event::account_password, "變更帳號 {} 的密碼", "Changed the password of {}"},
        {event::role_granted, "授予 {} 角色", "Granted a role to {}"},
        {event::role_revoked, "收回 {} 的角色", "Revoked a role of {}"},
    };
    for (const auto& each : words)
        if (event.type == each.type)
            return {fmt::format(fmt::runtime(each.zh), name), fmt::format(fmt::runtime(each.en), name)};
    const std::string reason = text(payload, "reason");
    if (event.type == event::finding_dismissed)
        return {"不採納檢核結果：" + reason, "Dismissed a finding: " + reason};
    if (event.type == event::finding_restored) return {"恢復檢核結果", "Took a dismissal back"};
    if (event.type == event::rule_switched) {
        const std::string rule = text(payload, "rule");
        if (flag(payload, "off"))
            return {"停用檢核規則 " + rule + "：" + reason, "Switched the rule " + rule + " off: " + reason};
        return {"啟用檢核規則 " + rule, "Switched the rule " + rule + " on"};
    }
    if (event.type == event::settings_changed)
        return flag(payload, "demo")
                   ? Message{"開始示範（所有內容皆為虛構）", "A demonstration begins: all of it is made up"}
                   : Message{"變更設定", "Changed settings"};
    if (event.type == event::content_erased) return {"刪除內容：" + reason, "Erased content: " + reason};
    return {event.type, event.type};
}

}  // namespace gangmu::state
