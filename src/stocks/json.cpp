#include "stocks/json.hpp"

#include "tracking/json.hpp"

namespace gangmu::stocks {
namespace {

using tracking::flag_of;
using tracking::list_of;
using tracking::object_of;
using tracking::text_of;
using tracking::whole_of;

Error wrong(std::string_view member) {
    return fail(Fault::invalid, "json-member", {"欄位的值不正確", "The value of a member is not right"}, {},
                std::string(member));
}

// ---- writing

void write(JsonWriter& out, std::string_view key, const Message& text) {
    out.key(key).object().member("zh", text.zh).member("en", text.en).end();
}

void write(JsonWriter& out, std::string_view key, const Stamp& stamp) {
    out.key(key).array().value(stamp.seq).value(stamp.recorded_us).value(stamp.by).end();
}

void write(JsonWriter& out, std::string_view key, const std::vector<Dated>& series) {
    out.key(key).array();
    for (const auto& each : series)
        out.object()
            .member("from", tracking::print_day(each.from))
            .member("value", each.value)
            .member_if("note", each.note)
            .end();
    out.end();
}

void member(JsonWriter& out, std::string_view key, const std::optional<Decimal>& value) {
    if (value) out.member(key, *value);
}
void member(JsonWriter& out, std::string_view key, const std::optional<Day>& day) {
    if (day) out.member(key, tracking::print_day(*day));
}

// ---- reading

// What may be left out keeps its default; what is there must be right.
class From {
  public:
    explicit From(const json::object& object) : object_(object) {}

    template <class Enum>
    Status choice(std::string_view key, Enum& into) const {
        const auto* value = there(key);
        if (value == nullptr) return {};
        const auto read =
            value->is_string() ? parse<Enum>(std::string_view(value->get_string())) : std::nullopt;
        if (!read) return wrong(key);
        into = *read;
        return {};
    }
    Status text(std::string_view key, std::string& into) const {
        const auto* value = there(key);
        if (value == nullptr) return {};
        if (!value->is_string()) return wrong(key);
        into = std::string(value->get_string());
        return {};
    }
    Status whole(std::string_view key, int& into) const {
        const auto* value = there(key);
        if (value == nullptr) return {};
        if (!value->is_int64() || value->get_int64() < -1'000'000 || value->get_int64() > 1'000'000)
            return wrong(key);
        into = static_cast<int>(value->get_int64());
        return {};
    }
    Status amount(std::string_view key, Decimal& into) const {
        std::optional<Decimal> read;
        CHECK(amount(key, read));
        if (read) into = *read;
        return {};
    }
    Status amount(std::string_view key, std::optional<Decimal>& into) const {
        const auto* value = there(key);
        if (value == nullptr) return {};
        into = amount_of(*value);
        return into ? Status() : wrong(key);
    }
    Status day(std::string_view key, Day& into) const {
        std::optional<Day> read;
        CHECK(day(key, read));
        if (read) into = *read;
        return {};
    }
    Status day(std::string_view key, std::optional<Day>& into) const {
        const auto* value = there(key);
        if (value == nullptr) return {};
        into = value->is_string() ? tracking::parse_day(std::string_view(value->get_string())) : std::nullopt;
        return into ? Status() : wrong(key);
    }
    // f(const json::object&) for each object of a list.
    template <class F>
    Status each(std::string_view key, F&& f) const {
        const auto* value = there(key);
        if (value == nullptr) return {};
        if (!value->is_array() || value->get_array().size() > 1000) return wrong(key);
        for (const auto& one : value->get_array()) {
            if (!one.is_object()) return wrong(key);
            CHECK(f(one.get_object()));
        }
        return {};
    }
    Status series(std::string_view key, std::vector<Dated>& into) const {
        return each(key, [&](const json::object& one) -> Status {
            Dated read;
            const From from(one);
            CHECK(from.day("from", read.from));
            CHECK(from.amount("value", read.value));
            CHECK(from.text("note", read.note));
            into.push_back(std::move(read));
            return {};
        });
    }
    const json::value* there(std::string_view key) const {
        const auto* value = object_.if_contains(key);
        return value == nullptr || value->is_null() ? nullptr : value;
    }

  private:
    const json::object& object_;
};

Status read_name(const From& from, Message& into) {
    const auto* name = from.there("name");
    if (name == nullptr) return {};
    if (name->is_string()) {
        into.zh = std::string(name->get_string());
        return {};
    }
    if (!name->is_object()) return wrong("name");
    const From parts(name->get_object());
    CHECK(parts.text("zh", into.zh));
    return parts.text("en", into.en);
}

Result<Duty> read_duty(const json::object& object) {
    const From from(object);
    Duty duty;
    CHECK(from.choice("every", duty.every));
    CHECK(from.whole("due_after", duty.due_after));
    CHECK(from.whole("remind_before", duty.remind_before));
    for (const auto& each : list_of(object, "weekdays")) {
        if (!each.is_int64()) return wrong("weekdays");
        duty.weekdays.push_back(static_cast<int>(each.get_int64()));
    }
    return duty;
}

Stamp stamp_of(const json::object& from, std::string_view key) {
    const auto& parts = list_of(from, key);
    Stamp stamp;
    if (parts.size() != 3 || !parts[0].is_int64() || !parts[1].is_int64() || !parts[2].is_string())
        return stamp;
    stamp.seq = static_cast<Sequence>(parts[0].get_int64());
    stamp.recorded_us = parts[1].get_int64();
    stamp.by = std::string(parts[2].get_string());
    return stamp;
}

// ---- a checkpoint's parts

void write_whole(JsonWriter& out, const Return& value) {
    out.object();
    write_figures(out, value);
    out.member("first", tracking::print_day(value.span.first))
        .member("last", tracking::print_day(value.span.last));
    write(out, "stamp", value.stamp);
    write(out, "said", value.first);
    out.member("corrections", value.corrections).end();
}

void write_whole(JsonWriter& out, const Shortage& value) {
    out.object().member("id", value.id).member("material", value.material).member("item", value.item);
    out.member("owner", value.owner).member("site", value.site).member("agency", value.agency);
    out.member("state", to_string(value.state)).member("severity", to_string(value.severity));
    out.member("substitute", value.substitute);
    member(out, "expected_end", value.expected_end);
    out.key("steps").array();
    for (const auto& step : value.steps) {
        out.object().member("to", to_string(step.to)).member("reason", step.reason);
        out.member("severity", to_string(step.severity));
        write(out, "stamp", step.stamp);
        out.end();
    }
    out.end().end();
}

void write_whole(JsonWriter& out, const Book& book) {
    out.object().key("returns").object();
    book.returns.each([&](const std::string& key, const Series& series) {
        out.key(key).array();
        for (const auto& each : series)
            write_whole(out, *each);
        out.end();
    });
    out.end().key("shipments").array();
    book.shipments.each([&](const std::string&, const auto& ship) {
        out.object().key("shipment");
        write(out, *ship);
        write(out, "stamp", ship->stamp);
        out.end();
    });
    out.end().key("shortages").array();
    book.shortages.each([&](const std::string&, const auto& each) { write_whole(out, *each); });
    out.end().end();
}

Result<Shortage> read_shortage(const json::object& object) {
    const From from(object);
    Shortage out;
    for (const auto& [key, into] :
         std::vector<std::pair<const char*, std::string*>>{{"id", &out.id},
                                                           {"material", &out.material},
                                                           {"item", &out.item},
                                                           {"owner", &out.owner},
                                                           {"site", &out.site},
                                                           {"agency", &out.agency},
                                                           {"substitute", &out.substitute}})
        CHECK(from.text(key, *into));
    CHECK(from.choice("state", out.state));
    CHECK(from.choice("severity", out.severity));
    CHECK(from.day("expected_end", out.expected_end));
    const auto read_step = [&](const json::object& one) -> Status {
        CaseStep step;
        const From parts(one);
        CHECK(parts.choice("to", step.to));
        CHECK(parts.choice("severity", step.severity));
        CHECK(parts.text("reason", step.reason));
        step.stamp = stamp_of(one, "stamp");
        out.steps.push_back(std::move(step));
        return {};
    };
    CHECK(from.each("steps", read_step));
    return out;
}

Result<Series> read_series(const json::array& list) {
    Series::Builder out;
    for (const auto& one : list) {
        TRY(auto value, read_return(one.get_object()));
        const From from(one.get_object());
        CHECK(from.day("first", value.span.first));
        CHECK(from.day("last", value.span.last));
        value.stamp = stamp_of(one.get_object(), "stamp");
        value.first = stamp_of(one.get_object(), "said");
        value.corrections = static_cast<unsigned>(whole_of(one.get_object(), "corrections", 0));
        out.push_back(std::make_shared<const Return>(std::move(value)));
    }
    return out.take();
}

Result<Book> read_book(const json::object& from) {
    Book book;
    for (const auto& entry : object_of(from, "returns")) {
        TRY(auto series, read_series(entry.value().as_array()));
        book.returns = book.returns.set(std::string(entry.key()), std::move(series));
    }
    for (const auto& one : list_of(from, "shipments")) {
        TRY(auto ship, read_shipment(object_of(one.get_object(), "shipment")));
        ship.stamp = stamp_of(one.get_object(), "stamp");
        std::string id = ship.id;
        book.shipments = book.shipments.set(std::move(id), std::make_shared<const Shipment>(std::move(ship)));
    }
    for (const auto& one : list_of(from, "shortages")) {
        TRY(auto shortage, read_shortage(one.get_object()));
        std::string id = shortage.id;
        book.shortages =
            book.shortages.set(std::move(id), std::make_shared<const Shortage>(std::move(shortage)));
    }
    return book;
}

}  // namespace

std::optional<Decimal> amount_of(const json::value& value) {
    if (value.is_string()) return Decimal::parse(std::string_view(value.get_string()));
    if (value.is_number()) return Decimal::parse(print_json(value));
    return std::nullopt;
}

void write(JsonWriter& out, const Duty& duty) {
    out.object().member("every", to_string(duty.every));
    if (!duty.weekdays.empty()) {
        out.key("weekdays").array();
        for (const int day : duty.weekdays)
            out.value(day);
        out.end();
    }
    out.member("due_after", duty.due_after).member("remind_before", duty.remind_before).end();
}

void write(JsonWriter& out, const Material& material) {
    out.object().member("id", material.id);
    write(out, "name", material.name);
    out.member("unit", material.unit).member("group", material.group).member("owner", material.owner);
    out.member("measure", to_string(material.measure));
    out.key("use").object().member("formula", to_string(material.use.formula));
    out.member("periods", material.use.periods);
    out.end();
    write(out, "lines", material.lines);
    out.member("near", material.near).key("mix").array();
    for (const auto& each : material.mix)
        out.object()
            .member("from", tracking::print_day(each.from))
            .member("least", each.least)
            .member("most", each.most)
            .member_if("note", each.note)
            .end();
    out.end().key("duty");
    write(out, material.duty);
    out.member("open", to_string(material.open)).key("open_to").array();
    for (const auto& each : material.open_to)
        out.value(each);
    out.end().member("note", material.note).member("ended", material.ended).end();
}

Result<Material> read_material(const json::object& object) {
    const From from(object);
    Material out;
    CHECK(from.text("id", out.id));
    CHECK(read_name(from, out.name));
    CHECK(from.text("unit", out.unit));
    CHECK(from.text("group", out.group));
    CHECK(from.text("owner", out.owner));
    CHECK(from.choice("measure", out.measure));
    const From use(object_of(object, "use"));
    CHECK(use.choice("formula", out.use.formula));
    CHECK(use.whole("periods", out.use.periods));
    CHECK(from.series("lines", out.lines));
    CHECK(from.whole("near", out.near));
    const auto read_mix = [&](const json::object& one) -> Status {
        Mix mix;
        const From parts(one);
        CHECK(parts.day("from", mix.from));
        CHECK(parts.amount("least", mix.least));
        CHECK(parts.amount("most", mix.most));
        CHECK(parts.text("note", mix.note));
        out.mix.push_back(std::move(mix));
        return {};
    };
    CHECK(from.each("mix", read_mix));
    TRY(out.duty, read_duty(object_of(object, "duty")));
    CHECK(from.choice("open", out.open));
    for (const auto& each : list_of(object, "open_to"))
        if (each.is_string()) out.open_to.emplace_back(each.get_string());
    CHECK(from.text("note", out.note));
    out.ended = flag_of(object, "ended");
    return out;
}

void write(JsonWriter& out, const Holding& holding) {
    out.object().member("material", holding.material).member("site", holding.site);
    out.member("name", holding.name).member("agency", holding.agency).member("tier", to_string(holding.tier));
    member(out, "capacity", holding.capacity);
    write(out, "required", holding.required);
    write(out, "planned", holding.planned);
    if (holding.duty) {
        out.key("duty");
        write(out, *holding.duty);
    }
    out.member("from", tracking::print_day(holding.from));
    member(out, "until", holding.until);
    out.member("ended", holding.ended).end();
}

Result<Holding> read_holding(const json::object& object) {
    const From from(object);
    Holding out;
    CHECK(from.text("material", out.material));
    CHECK(from.text("site", out.site));
    CHECK(from.text("name", out.name));
    CHECK(from.text("agency", out.agency));
    CHECK(from.choice("tier", out.tier));
    CHECK(from.amount("capacity", out.capacity));
    CHECK(from.series("required", out.required));
    CHECK(from.series("planned", out.planned));
    if (const auto* duty = from.there("duty")) {
        if (!duty->is_object()) return wrong("duty");
        TRY(out.duty, read_duty(duty->get_object()));
    }
    CHECK(from.day("from", out.from));
    CHECK(from.day("until", out.until));
    out.ended = flag_of(object, "ended");
    return out;
}

void write(JsonWriter& out, const Shipment& shipment) {
    out.object()
        .member("id", shipment.id)
        .member("material", shipment.material)
        .member("site", shipment.site);
    out.member("vessel", shipment.vessel).member("origin", shipment.origin).member("route", shipment.route);
    out.member("quantity", shipment.quantity).member("contract", shipment.contract);
    out.member("state", to_string(shipment.state)).member("eta", tracking::print_day(shipment.eta));
    member(out, "arrived", shipment.arrived);
    out.member("note", shipment.note).end();
}

Result<Shipment> read_shipment(const json::object& object) {
    const From from(object);
    Shipment out;
    for (const auto& [key, into] :
         std::vector<std::pair<const char*, std::string*>>{{"id", &out.id},
                                                           {"material", &out.material},
                                                           {"site", &out.site},
                                                           {"vessel", &out.vessel},
                                                           {"origin", &out.origin},
                                                           {"route", &out.route},
                                                           {"note", &out.note}})
        CHECK(from.text(key, *into));
    CHECK(from.amount("quantity", out.quantity));
    if (from.there("contract") != nullptr) out.contract = flag_of(object, "contract");
    CHECK(from.choice("state", out.state));
    CHECK(from.day("eta", out.eta));
    CHECK(from.day("arrived", out.arrived));
    return out;
}

void write_figures(JsonWriter& out, const Return& value) {
    out.member("period", value.period).member("opening", value.opening).member("in", value.in);
    out.member("out", value.out).member("closing", value.closing);
    if (value.adjust != Decimal(0)) out.member("adjust", value.adjust);
    member(out, "use", value.use);
    member(out, "contract", value.contract);
    member(out, "spot", value.spot);
    out.member("quality", to_string(value.quality)).member_if("note", value.note);
}

Result<Return> read_return(const json::object& object) {
    const From from(object);
    Return out;
    CHECK(from.text("period", out.period));
    CHECK(from.amount("opening", out.opening));
    CHECK(from.amount("in", out.in));
    CHECK(from.amount("out", out.out));
    CHECK(from.amount("closing", out.closing));
    CHECK(from.amount("adjust", out.adjust));
    CHECK(from.amount("use", out.use));
    CHECK(from.amount("contract", out.contract));
    CHECK(from.amount("spot", out.spot));
    CHECK(from.choice("quality", out.quality));
    CHECK(from.text("note", out.note));
    return out;
}

void write(JsonWriter& out, const Stocks& stocks) {
    out.object().member("version", stocks.version).key("materials").array();
    stocks.materials.each([&](const std::string&, const auto& each) {
        out.object().key("material");
        write(out, *each);
        write(out, "stamp", each->stamp);
        out.end();
    });
    out.end().key("holdings").array();
    stocks.holdings.each([&](const std::string&, const auto& each) {
        out.object().key("holding");
        write(out, *each);
        write(out, "stamp", each->stamp);
        out.end();
    });
    out.end().key("real");
    write_whole(out, stocks.real);
    out.key("exercises").array();
    stocks.exercises.each([&](const std::string&, const auto& each) {
        out.object().member("id", each->id).member("name", each->name).member("scenario", each->scenario);
        out.member("copied", each->copied).member("reason", each->ended_reason);
        write(out, "started", each->started);
        write(out, "ended", each->ended);
        out.key("book");
        write_whole(out, each->book);
        out.end();
    });
    out.end().end();
}

Result<Stocks> read_stocks(const json::object& from) {
    Stocks out;
    out.version = tracking::count_of(from, "version");
    for (const auto& one : list_of(from, "materials")) {
        TRY(auto read, read_material(object_of(one.get_object(), "material")));
        read.stamp = stamp_of(one.get_object(), "stamp");
        std::string id = read.id;
        out.materials = out.materials.set(std::move(id), std::make_shared<const Material>(std::move(read)));
    }
    for (const auto& one : list_of(from, "holdings")) {
        TRY(auto read, read_holding(object_of(one.get_object(), "holding")));
        read.stamp = stamp_of(one.get_object(), "stamp");
        std::string key = holding_key(read.material, read.site);
        out.holdings = out.holdings.set(std::move(key), std::make_shared<const Holding>(std::move(read)));
    }
    TRY(out.real, read_book(object_of(from, "real")));
    for (const auto& one : list_of(from, "exercises")) {
        const auto& object = one.get_object();
        Exercise exercise{text_of(object, "id"),       text_of(object, "name"),
                          text_of(object, "scenario"), flag_of(object, "copied"),
                          stamp_of(object, "started"), stamp_of(object, "ended"),
                          text_of(object, "reason"),   {}};
        TRY(exercise.book, read_book(object_of(object, "book")));
        std::string id = exercise.id;
        out.exercises =
            out.exercises.set(std::move(id), std::make_shared<const Exercise>(std::move(exercise)));
    }
    return out;
}

}  // namespace gangmu::stocks
