#include "api/tracking_json.hpp"

#include "api/plan_views.hpp"

namespace gangmu::api {
namespace {

// The day in Taipei of an instant.
tracking::Day taipei_day(std::int64_t us) {
    constexpr std::int64_t day_us = 24LL * 3600 * 1'000'000, taipei_us = 8LL * 3600 * 1'000'000;
    return static_cast<tracking::Day>((us + taipei_us) / day_us);
}

void write_texts(JsonWriter& out, std::string_view key, const std::vector<std::string>& texts) {
    out.key(key).array();
    for (const auto& each : texts)
        out.value(each);
    out.end();
}

std::string_view scheduled_name(tracking::ScheduledBy by) {
    switch (by) {
        case tracking::ScheduledBy::itself:
            return "itself";
        case tracking::ScheduledBy::ancestor:
            return "ancestor";
        case tracking::ScheduledBy::plan:
            return "plan";
    }
    return "plan";
}

}  // namespace

void write_stamp(JsonWriter& out, const tracking::Stamp& stamp) {
    out.member("by", stamp.by).member("recorded", taipei_time(stamp.recorded_us));
}

void write_title(JsonWriter& out, std::string_view key, const Message& title) {
    out.key(key).object().member("zh", title.zh).member("en", title.en).end();
}

void write_cycle(JsonWriter& out, const services::PlanCycle& each) {
    using tracking::print_day;
    const auto& cycle = each.cycle;
    out.object().member("id", cycle.id).member("rhythm", cycle.rhythm).member_if("scope", cycle.scope);
    out.member("period", cycle.period);
    write_title(out, "title", tracking::period_label(cycle.period));
    out.member("first", print_day(cycle.span.first)).member("last", print_day(cycle.span.last));
    out.member("opens", print_day(cycle.opens)).member("remind", print_day(cycle.remind));
    out.member("due", print_day(cycle.due)).member("grace_until", print_day(cycle.grace_until));
    out.member("known", cycle.known).member("phase", tracking::to_string(each.phase));
    if (each.marks != nullptr) {
        out.key("marks").object();
        if (each.marks->opened) out.member("opened", print_day(*each.marks->opened));
        if (each.marks->due) out.member("due", print_day(*each.marks->due));
        out.member("locked", each.marks->locked);
        if (each.marks->reopened_until) out.member("reopened_until", print_day(*each.marks->reopened_until));
        out.member("reason", each.marks->reason);
        write_stamp(out, each.marks->stamp);
        out.end();
    }
    out.member("edition", each.edition->number).end();
}

void write_who(JsonWriter& out, const tracking::Obligation& owed, const tracking::Report* report,
               const services::PlanCycle& cycle) {
    using tracking::ReportState;
    out.key("who").object();
    if (report != nullptr && report->state == ReportState::approved) {
        out.member("at", "done").end();
        return;
    }
    if (report == nullptr || report->state != ReportState::submitted) {
        out.member("at", "office").member("agency", owed.agency).member_if("officer", owed.officer).end();
        return;
    }
    const auto& stages = cycle.settings->review();
    const auto& stage = stages[std::min<std::size_t>(report->stage, stages.size() - 1)];
    out.member("at", "stage").member("stage", report->stage);
    write_title(out, "name", stage.name);
    out.member("agency", tracking::stage_agency(stage, owed.agency, cycle.issuer)).end();
}

Standing standing_of(const tracking::Obligation& owed, const services::PlanCycle& cycle,
                     const state::Snapshot& snapshot, tracking::Day today) {
    using tracking::ReportState;
    Standing out;
    out.report = snapshot.tracking.report(cycle.plan->id, cycle.cycle.id, owed.node);
    const auto* submitted = out.report == nullptr ? nullptr : out.report->last("submitted");
    out.late = submitted != nullptr && taipei_day(submitted->stamp.recorded_us) > cycle.cycle.due;
    const bool away = out.report != nullptr && (out.report->state == ReportState::submitted ||
                                                out.report->state == ReportState::approved);
    out.overdue = !away && today > cycle.cycle.due;
    return out;
}

void write_obligation(JsonWriter& out, const tracking::Obligation& owed, const model::Node& node,
                      const services::PlanCycle& cycle, const Standing& standing, bool full, bool mine) {
    out.object().member("plan", cycle.plan->id).member("cycle", cycle.cycle.id);
    out.member("period", cycle.cycle.period).member("due", tracking::print_day(cycle.cycle.due));
    out.member("node", owed.node).member_if("label", node.label).member("title", node.title);
    out.member_if("kind", node.kind).member("agency", owed.agency);
    write_texts(out, "units", owed.units);
    write_texts(out, "joint", owed.joint);
    write_texts(out, "co", owed.co);
    out.member_if("officer", owed.officer).member("level", tracking::to_string(owed.level));
    out.member("scheduled", scheduled_name(owed.scheduled));
    const auto* report = standing.report;
    out.member("state", report == nullptr ? std::string_view("none") : tracking::to_string(report->state));
    write_who(out, owed, report, cycle);
    out.member("overdue", standing.overdue).member("late", standing.late);
    if (report != nullptr && full) {
        if (const auto planned = report->number("planned")) out.member("planned", *planned);
        if (const auto actual = report->number("actual")) out.member("actual", *actual);
        out.member("behind", report->behind());
    }
    out.member("version", report == nullptr ? 0 : report->version).member("mine", mine).end();
}

void TrackingCounts::add(const Standing& standing) {
    using tracking::ReportState;
    ++owed;
    overdue += standing.overdue ? 1 : 0;
    if (standing.report == nullptr) {
        ++none;
        return;
    }
    behind += standing.report->behind() ? 1 : 0;
    switch (standing.report->state) {
        case ReportState::draft:
            ++draft;
            break;
        case ReportState::submitted:
            ++submitted;
            break;
        case ReportState::returned:
            ++returned;
            break;
        case ReportState::approved:
            ++approved;
            break;
    }
}

void write_counts(JsonWriter& out, std::string_view key, const TrackingCounts& counts) {
    out.key(key).object().member("owed", counts.owed).member("none", counts.none);
    out.member("draft", counts.draft).member("submitted", counts.submitted);
    out.member("returned", counts.returned).member("approved", counts.approved);
    out.member("overdue", counts.overdue).member("behind", counts.behind).end();
}

}  // namespace gangmu::api
