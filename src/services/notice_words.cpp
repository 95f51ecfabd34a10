#include "services/notice_words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "state/calendar.hpp"
#include "state/payload.hpp"
#include "state/tracking_events.hpp"

namespace gangmu::services {
namespace {

namespace event = state::event;
using notices::Notice;
using tracking::ReportState;

constexpr std::size_t most_comments = 10;

std::vector<std::string> without(const Names& names, const std::string& actor) {
    std::vector<std::string> out;
    for (const auto& name : names)
        if (name != actor) out.push_back(name);
    return out;
}

// One event, with what it is about.
class Words {
  public:
    Words(const ledger::Event& event, const state::View& view, NoticePeople& people, Day today)
        : event_(event), snapshot_(view.snapshot()), people_(people), today_(today) {
        if (event.erased) return;
        if (auto value = parse_json(event.payload); value && value->is_object())
            payload_ = value->get_object();
        plan_ = snapshot_.plan(text("plan"));
        node_ = text("node");
    }

    std::vector<Notice> make() {
        using Step = void (Words::*)();
        static const std::pair<std::string_view, Step> steps[] = {
            {event::report_submitted, &Words::submitted}, {event::report_approved, &Words::approved},
            {event::report_returned, &Words::returned},   {event::report_commented, &Words::commented},
            {event::items_handed, &Words::handed},        {event::item_release, &Words::release},
            {event::delegation_made, &Words::delegated},  {event::cycle_due, &Words::moved},
            {event::cycle_reopened, &Words::moved},
        };
        for (const auto& [type, step] : steps)
            if (event_.type == type) (this->*step)();
        return std::move(out_);
    }

  private:
    std::string text(std::string_view key) const { return state::text(payload_, key); }

    void tell(std::string kind, std::string key, const Names& whom, Message subject, Message body,
              std::string link) {
        Notice notice;
        notice.to = without(whom, event_.actor);
        if (notice.to.empty()) return;
        notice.kind = std::move(kind);
        notice.key = std::move(key);
        notice.subject = std::move(subject);
        notice.text = std::move(body);
        notice.link = std::move(link);
        notice.data = data_;
        out_.push_back(std::move(notice));
    }
    std::string own_key(std::string_view kind) const { return fmt::format("{}/{}", kind, event_.seq); }

    // The report's cycle, obligation and report; false: it is not there any more.
    bool find_report() {
        if (plan_ == nullptr) return false;
        auto cycle = find_cycle(snapshot_, plan_->id, text("cycle"), today_);
        if (!cycle) return false;
        cycle_ = std::move(*cycle);
        duties_ = duties(snapshot_, *cycle_);
        owed_ = duties_->find(node_);
        report_ = snapshot_.tracking.report(plan_->id, cycle_->cycle.id, node_);
        if (owed_ == nullptr || report_ == nullptr) return false;
        title_ = item_title(*plan_, node_);
        link_ = "/reports/" + path_of(plan_->id) + "/" + path_of(cycle_->cycle.id) + "/" + path_of(node_);
        JsonWriter data;
        data.object().member("plan", plan_->id).member("cycle", cycle_->cycle.id).member("node", node_);
        data.member("agency", owed_->agency).member("by", event_.actor).end();
        data_ = data.take();
        return true;
    }

    void waits() {
        const auto whom = people_.reviewers(*cycle_, *owed_, report_->stage);
        const auto about = cycle_words(*cycle_);
        tell("report.waits",
             fmt::format("report.waits/{}/{}/{}/{}/{}", plan_->id, cycle_->cycle.id, owed_->agency,
                         report_->stage, state::day_of(event_.recorded_us)),
             whom,
             {"待您審核：" + owed_->agency + "，" + about.zh,
              "Waits for your review: " + owed_->agency + ", " + about.en},
             {"「" + title_ + "」已送審。同一天的其他項目一併列在「我的工作」。",
              "“" + title_ + "” was submitted. Others of the same day are listed in My work."},
             "/work");
    }

    void submitted() {
        if (find_report() && report_->state == ReportState::submitted) waits();
    }

    void approved() {
        if (!find_report()) return;
        if (report_->state == ReportState::submitted) return waits();
        if (report_->state != ReportState::approved) return;
        const auto about = cycle_words(*cycle_);
        tell("report.approved", own_key("report.approved"), people_.owners(*owed_),
             {"已核可：" + title_, "Approved: " + title_},
             {about.zh + "的辦理情形已核可。", "The report for " + about.en + " was approved."}, link_);
    }

    std::string comments() const {
        std::string out;
        std::size_t n = 0;
        for (const auto& each : state::array(payload_, "comments")) {
            if (!each.is_object() || ++n > most_comments) continue;
            const std::string field = state::text(each.get_object(), "field");
            out += "\n・" + (field.empty() ? "" : tracking::field_title(field).zh + "：") +
                   state::text(each.get_object(), "text");
        }
        return out;
    }

    void returned() {
        if (!find_report()) return;
        Names whom = people_.owners(*owed_);
        if (const auto* step = report_->last("submitted");
            step != nullptr && snapshot_.account(step->stamp.by))
            whom.insert(step->stamp.by);
        const auto about = cycle_words(*cycle_);
        const std::string note = text("note"), more = comments();
        tell("report.returned", own_key("report.returned"), whom,
             {"退回補正：" + title_, "Came back: " + title_},
             {about.zh + "。退回意見：" + note + more, about.en + ". It says: " + note + more}, link_);
    }

    void commented() {
        if (!find_report()) return;
        Names whom = people_.owners(*owed_);
        const auto about = cycle_words(*cycle_);
        tell("report.commented", own_key("report.commented"), whom,
             {"有新的意見：" + title_, "A comment on: " + title_},
             {about.zh + "。" + text("text"), about.en + ". " + text("text")}, link_);
    }

    void handed() {
        if (plan_ == nullptr) return;
        const auto& nodes = state::array(payload_, "nodes");
        std::string list;
        for (std::size_t i = 0; i < nodes.size() && i < most_comments; ++i)
            if (nodes[i].is_string()) list += "\n・" + item_title(*plan_, std::string(nodes[i].get_string()));
        tell("item.handed", own_key("item.handed"), people_.with_stand_ins({text("to")}),
             {fmt::format("有 {} 項移交給您承辦", nodes.size()),
              fmt::format("{} items were handed to you", nodes.size())},
             {"原因：" + text("reason") + list, "Reason: " + text("reason") + list}, "/work");
    }

    void release() {
        if (plan_ == nullptr) return;
        const std::string act = text("act"), title = item_title(*plan_, node_);
        const auto* header = plan_->latest() != nullptr && plan_->latest()->content
                                 ? &plan_->latest()->content->header()
                                 : nullptr;
        if (header == nullptr) return;
        if (act == "ask")
            return tell("item.release_asked", own_key("item.release_asked"), people_.office(header->issuer),
                        {"申請解除列管：" + title, "Release from control is asked for: " + title},
                        {"理由：" + text("reason"), "Reason: " + text("reason")}, "/work");
        if (act != "grant" && act != "refuse") return;
        const bool granted = act == "grant";
        const auto& item = snapshot_.tracking.plan(plan_->id).item(node_);
        Names whom{item.release_asked.by};
        if (!item.officer.empty()) whom.insert(item.officer);
        std::erase_if(whom, [&](const std::string& name) { return snapshot_.account(name) == nullptr; });
        tell("item.release_decided", own_key("item.release_decided"), people_.with_stand_ins(whom),
             {(granted ? "同意解除列管：" : "不同意解除列管：") + title,
              (granted ? "Released from control: " : "Not released from control: ") + title},
             {"理由：" + text("reason"), "Reason: " + text("reason")},
             "/plans/" + path_of(plan_->id) + "/nodes/" + path_of(node_));
    }

    void delegated() {
        const std::string from = text("from"), to = text("to");
        const auto span = [&](const char* between) { return text("start") + between + text("end"); };
        tell("delegation.made", own_key("delegation.made"), {from, to},
             {to + " 代理 " + from + "：" + span("至"), to + " stands in for " + from + ": " + span(" to ")},
             {"事由：" + text("reason"), "Reason: " + text("reason")}, "/account");
    }

    void moved() {
        if (plan_ == nullptr) return;
        auto cycle = find_cycle(snapshot_, plan_->id, text("cycle"), today_);
        if (!cycle) return;
        Names whom;
        for (const auto& owed : duties(snapshot_, *cycle)->owed) {
            const auto* report = snapshot_.tracking.report(plan_->id, cycle->cycle.id, owed.node);
            if (report != nullptr &&
                (report->state == ReportState::submitted || report->state == ReportState::approved))
                continue;
            const auto owners = people_.owners(owed);
            whom.insert(owners.begin(), owners.end());
        }
        const auto about = cycle_words(*cycle);
        const bool due = event_.type == event::cycle_due;
        const std::string day = text(due ? "day" : "until");
        tell("cycle.moved", own_key("cycle.moved"), whom,
             due ? Message{"填報期限改為 " + day + "：" + about.zh,
                           "The due day is now " + day + ": " + about.en}
                 : Message{"重新開放填報至 " + day + "：" + about.zh,
                           "Reopened until " + day + ": " + about.en},
             {"原因：" + text("reason"), "Reason: " + text("reason")}, "/work");
    }

    const ledger::Event& event_;
    const state::Snapshot& snapshot_;
    NoticePeople& people_;
    const Day today_;
    json::object payload_;
    const state::Plan* plan_ = nullptr;
    std::string node_, title_, link_, data_;
    std::optional<PlanCycle> cycle_;
    std::shared_ptr<const Duties> duties_;
    const tracking::Obligation* owed_ = nullptr;
    const tracking::Report* report_ = nullptr;
    std::vector<Notice> out_;
};

}  // namespace

std::string path_of(const std::string& given) {
    std::string out;
    for (const char c : given) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) != 0 || std::string_view("-._~/").find(c) != std::string_view::npos)
            out += c;
        else
            out += fmt::format("%{:02X}", byte);
    }
    return out;
}

std::string item_title(const state::Plan& plan, const std::string& node) {
    const auto* edition = plan.latest();
    if (edition == nullptr || !edition->content) return node;
    const auto row = edition->content->find(node);
    return row ? edition->content->node(*row).title : node;
}

Message cycle_words(const PlanCycle& cycle) {
    const auto label = tracking::period_label(cycle.cycle.period);
    const std::string& title = cycle.edition->content->header().title;
    return {title + " " + label.zh, title + " " + label.en};
}

std::vector<Notice> notices_of_event(const ledger::Event& event, const state::View& view,
                                     NoticePeople& people, Day today) {
    return Words(event, view, people, today).make();
}

}  // namespace gangmu::services
