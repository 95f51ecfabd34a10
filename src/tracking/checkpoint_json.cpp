// All of tracking in a checkpoint, and back.
#include "tracking/json.hpp"

namespace gangmu::tracking {
namespace {

void put(JsonWriter& out, std::string_view key, const Stamp& stamp) {
    out.key(key).array().value(stamp.seq).value(stamp.recorded_us).value(stamp.by).end();
}

Stamp stamp_of(const json::object& from, std::string_view key) {
    const auto& parts = list_of(from, key);
    if (parts.size() != 3 || !parts[0].is_int64() || !parts[1].is_int64() || !parts[2].is_string()) return {};
    return {static_cast<Sequence>(parts[0].get_int64()), parts[1].get_int64(),
            std::string(parts[2].get_string())};
}

// ---- calendar

void put(JsonWriter& out, const Calendar& calendar) {
    out.key("years").array();
    calendar.years().each([&](int, const auto& year) {
        out.object().member("seq", year->seq).key("year");
        write(out, *year);
        out.end();
    });
    out.end().key("special").array();
    calendar.specials().each([&](Day day, const SpecialDay& special) {
        out.object().member("day", print_day(day)).member("off", special.off).member("note", special.note);
        out.member("seq", special.seq).end();
    });
    out.end();
}

Result<Calendar> calendar_of(const json::object& from) {
    Calendar out;
    for (const auto& each : list_of(from, "years")) {
        if (!each.is_object()) continue;
        TRY(const auto year, read_year(object_of(each.get_object(), "year")));
        auto mine = std::make_shared<CalendarYear>(*year);
        mine->seq = count_of(each.get_object(), "seq");
        out = out.with_year(std::move(mine));
    }
    for (const auto& each : list_of(from, "special")) {
        if (!each.is_object()) continue;
        const auto& object = each.get_object();
        if (const auto day = day_of(object, "day"))
            out = out.with_special(
                *day, {flag_of(object, "off"), text_of(object, "note"), count_of(object, "seq")});
    }
    return out;
}

// ---- what is set on plans

void put(JsonWriter& out, const CycleMarks& marks) {
    out.object();
    if (marks.opened) out.member("opened", print_day(*marks.opened));
    if (marks.due) out.member("due", print_day(*marks.due));
    out.member("locked", marks.locked);
    if (marks.reopened_until) out.member("reopened_until", print_day(*marks.reopened_until));
    out.member("reason", marks.reason);
    put(out, "stamp", marks.stamp);
    out.end();
}

CycleMarks marks_of(const json::object& from) {
    CycleMarks out;
    out.opened = day_of(from, "opened");
    out.due = day_of(from, "due");
    out.locked = flag_of(from, "locked");
    out.reopened_until = day_of(from, "reopened_until");
    out.reason = text_of(from, "reason");
    out.stamp = stamp_of(from, "stamp");
    return out;
}

void put(JsonWriter& out, const ItemSettings& item) {
    out.object().member("level", to_string(item.level)).member("officer", item.officer);
    out.member("holder", item.holder).key("shares").object();
    for (const auto& [agency, share] : item.shares)
        out.member(agency, share.str());
    out.end().member("release", to_string(item.release)).member("release_reason", item.release_reason);
    out.member("release_answer", item.release_answer);
    put(out, "asked", item.release_asked);
    put(out, "decided", item.release_decided);
    out.member("version", item.version).end();
}

std::shared_ptr<const ItemSettings> item_of(const json::object& from) {
    auto out = std::make_shared<ItemSettings>();
    out->level = parse_level(text_of(from, "level")).value_or(Level::none);
    out->officer = text_of(from, "officer");
    out->holder = text_of(from, "holder");
    out->shares = shares_of(from);
    const std::string release = text_of(from, "release");
    for (const auto each : {Release::asked, Release::released})
        if (to_string(each) == release) out->release = each;
    out->release_reason = text_of(from, "release_reason");
    out->release_answer = text_of(from, "release_answer");
    out->release_asked = stamp_of(from, "asked");
    out->release_decided = stamp_of(from, "decided");
    out->version = count_of(from, "version");
    return out;
}

void put(JsonWriter& out, const PlanTracking& plan) {
    out.object().key("rhythms").array();
    for (const auto& rhythm : plan.rhythms) {
        out.object().key("rhythm");
        write(out, rhythm);
        put(out, "stamp", rhythm.stamp);
        out.end();
    }
    out.end().key("marks").object();
    plan.marks.each([&](const std::string& cycle, const CycleMarks& marks) { put(out.key(cycle), marks); });
    out.end().key("stages").array();
    for (const auto& stage : plan.stages)
        write(out, stage);
    out.end().key("items").object();
    plan.items.each([&](const std::string& node, const auto& item) { put(out.key(node), *item); });
    out.end().key("keys").object();
    plan.keys.each([&](const std::string& agency, const ForeignKeys& keys) { write(out.key(agency), keys); });
    out.end().member("version", plan.version).end();
}

Result<std::shared_ptr<const PlanTracking>> plan_of(const json::object& from) {
    auto out = std::make_shared<PlanTracking>();
    for (const auto& each : list_of(from, "rhythms")) {
        if (!each.is_object()) continue;
        TRY(auto rhythm, read_rhythm(object_of(each.get_object(), "rhythm")));
        rhythm.stamp = stamp_of(each.get_object(), "stamp");
        out->rhythms.push_back(std::move(rhythm));
    }
    for (const auto& member : object_of(from, "marks"))
        if (member.value().is_object())
            out->marks = out->marks.set(std::string(member.key()), marks_of(member.value().get_object()));
    for (const auto& each : list_of(from, "stages")) {
        if (!each.is_object()) continue;
        TRY(auto stage, read_stage(each.get_object()));
        out->stages.push_back(std::move(stage));
    }
    for (const auto& member : object_of(from, "items"))
        if (member.value().is_object())
            out->items = out->items.set(std::string(member.key()), item_of(member.value().get_object()));
    for (const auto& member : object_of(from, "keys"))
        if (member.value().is_object())
            out->keys = out->keys.set(std::string(member.key()), read_keys(member.value().get_object()));
    out->version = count_of(from, "version");
    return std::shared_ptr<const PlanTracking>(std::move(out));
}

// ---- reports

void put(JsonWriter& out, const Report& report) {
    out.object().member("plan", report.plan).member("cycle", report.cycle).member("node", report.node);
    out.member("agency", report.agency).member("edition", report.edition).key("fields").object();
    for (const auto& [name, field] : report.fields) {
        out.key(name).object().key("is");
        write_field(out, field);
        put(out, "stamp", field.stamp);
        out.end();
    }
    out.end().member("state", to_string(report.state)).member("stage", report.stage);
    out.member("round", report.round).key("comments").array();
    for (const auto& each : report.comments) {
        out.object().member("id", each.id).member("field", each.field).member("text", each.text);
        out.member("round", each.round);
        put(out, "stamp", each.stamp);
        out.end();
    }
    out.end().key("steps").array();
    for (const auto& each : report.steps) {
        out.object().member("act", each.act).member("stage", each.stage).member("note", each.note);
        out.member_if("on_behalf", each.on_behalf);
        put(out, "stamp", each.stamp);
        out.end();
    }
    out.end().key("history").array();
    for (const auto seq : report.history)
        out.value(seq);
    out.end();
    put(out, "first", report.first);
    out.member("version", report.version).end();
}

Result<ReportPtr> report_of(const json::object& from) {
    auto out = std::make_shared<Report>();
    out->plan = text_of(from, "plan");
    out->cycle = text_of(from, "cycle");
    out->node = text_of(from, "node");
    out->agency = text_of(from, "agency");
    out->edition = static_cast<std::uint32_t>(count_of(from, "edition"));
    for (const auto& member : object_of(from, "fields")) {
        if (!member.value().is_object()) continue;
        const auto& object = member.value().get_object();
        const auto* is = object.if_contains("is");
        if (is == nullptr) continue;
        TRY(auto field, read_field(member.key(), *is));
        field.stamp = stamp_of(object, "stamp");
        out->fields.emplace(member.key(), std::move(field));
    }
    const std::string state = text_of(from, "state");
    for (const auto each : {ReportState::submitted, ReportState::returned, ReportState::approved})
        if (to_string(each) == state) out->state = each;
    out->stage = static_cast<std::uint32_t>(count_of(from, "stage"));
    out->round = static_cast<std::uint32_t>(count_of(from, "round"));
    for (const auto& each : list_of(from, "comments")) {
        if (!each.is_object()) continue;
        const auto& object = each.get_object();
        out->comments.push_back({count_of(object, "id"), text_of(object, "field"), text_of(object, "text"),
                                 static_cast<std::uint32_t>(count_of(object, "round")),
                                 stamp_of(object, "stamp")});
    }
    for (const auto& each : list_of(from, "steps")) {
        if (!each.is_object()) continue;
        const auto& object = each.get_object();
        out->steps.push_back({text_of(object, "act"), static_cast<std::uint32_t>(count_of(object, "stage")),
                              text_of(object, "note"), text_of(object, "on_behalf"),
                              stamp_of(object, "stamp")});
    }
    for (const auto& each : list_of(from, "history"))
        if (each.is_int64()) out->history.push_back(static_cast<Sequence>(each.get_int64()));
    out->first = stamp_of(from, "first");
    out->version = count_of(from, "version");
    return ReportPtr(std::move(out));
}

}  // namespace

void write(JsonWriter& out, const Tracking& tracking) {
    out.object().member("version", tracking.version);
    put(out, tracking.calendar);
    out.key("plans").object();
    tracking.plans.each([&](const std::string& id, const auto& plan) { put(out.key(id), *plan); });
    out.end().key("reports").array();
    tracking.reports.each([&](const std::string&, const CycleReports& reports) {
        reports.each([&](const std::string&, const ReportPtr& report) { put(out, *report); });
    });
    out.end().key("delegations").array();
    tracking.delegations.each([&](const std::string&, const Delegation& each) {
        out.object().member("id", each.id).member("from", each.from).member("to", each.to);
        out.member("start", print_day(each.start))
            .member("end", print_day(each.end))
            .member("reason", each.reason);
        put(out, "stamp", each.stamp);
        out.end();
    });
    out.end().end();
}

Result<Tracking> read_tracking(const json::object& from) {
    Tracking out;
    out.version = count_of(from, "version");
    TRY(out.calendar, calendar_of(from));
    for (const auto& member : object_of(from, "plans")) {
        if (!member.value().is_object()) continue;
        TRY(auto plan, plan_of(member.value().get_object()));
        out.plans = out.plans.set(std::string(member.key()), std::move(plan));
    }
    PersistentMap<std::string, CycleReports>::Builder reports;
    for (const auto& each : list_of(from, "reports")) {
        if (!each.is_object()) continue;
        TRY(auto report, report_of(each.get_object()));
        auto& of = reports.edit_or_make(report_key(report->plan, report->cycle));
        of = of.set(report->node, report);
    }
    out.reports = reports.take();
    for (const auto& each : list_of(from, "delegations")) {
        if (!each.is_object()) continue;
        const auto& object = each.get_object();
        Delegation one{text_of(object, "id"),
                       text_of(object, "from"),
                       text_of(object, "to"),
                       day_of(object, "start").value_or(0),
                       day_of(object, "end").value_or(0),
                       text_of(object, "reason"),
                       stamp_of(object, "stamp")};
        std::string id = one.id;
        out.delegations = out.delegations.set(std::move(id), std::move(one));
    }
    return out;
}

}  // namespace gangmu::tracking
