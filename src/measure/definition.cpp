#include "measure/definition.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace gangmu::measure {
namespace {

constexpr std::array<std::string_view, 4> direction_names = {"none", "more", "less", "reach"};
constexpr std::array<std::string_view, 6> aggregate_names = {"none", "sum", "last", "average", "max", "min"};
constexpr std::size_t longest_id = 200;
constexpr std::size_t longest_text = 600;

template <class T, std::size_t n>
std::optional<T> parse_name(const std::array<std::string_view, n>& all, std::string_view name) {
    const auto found = std::find(all.begin(), all.end(), name);
    if (found == all.end()) return std::nullopt;
    return static_cast<T>(found - all.begin());
}

Error wrong(std::string_view what, std::string_view member, Message why, Message mend = {}) {
    return fail(Fault::invalid, std::string(what) + "-" + std::string(member), std::move(why),
                std::move(mend), std::string(member));
}

// Reads members one by one; the first that is wrong is the error.
class Members {
  public:
    Members(const json::object& from, std::string_view what) : from_(from), what_(what) {}

    Result<std::string> text(std::string_view member, bool needed = false,
                             std::size_t longest = longest_text) const {
        const auto* value = from_.if_contains(member);
        if (value == nullptr || value->is_null()) {
            if (needed) return wrong(what_, member, {"此欄必填", "This is needed"});
            return std::string();
        }
        if (!value->is_string()) return wrong(what_, member, {"此欄須為文字", "This has to be text"});
        std::string text(value->get_string());
        if (needed && text.empty()) return wrong(what_, member, {"此欄必填", "This is needed"});
        if (text.size() > longest) return wrong(what_, member, {"文字過長", "The text is too long"});
        const auto control = [](unsigned char c) { return c < 0x20 && c != '\n' && c != '\t'; };
        if (std::any_of(text.begin(), text.end(), control))
            return wrong(what_, member, {"文字含有控制字元", "The text has control characters"});
        return text;
    }

    // "…" or {"zh","en"}.
    Result<Message> name(std::string_view member, bool needed) const {
        const auto* value = from_.if_contains(member);
        if (value != nullptr && value->is_object()) {
            const Members inner(value->get_object(), what_);
            TRY(std::string zh, inner.text("zh", needed));
            TRY(std::string en, inner.text("en"));
            return Message{std::move(zh), std::move(en)};
        }
        TRY(std::string zh, text(member, needed));
        return Message{std::move(zh), {}};
    }

    Result<std::string> id() const {
        TRY(std::string id, text("id", true, longest_id));
        const auto good = [](unsigned char c) {
            return c > 0x20 && c != '"' && c != '\\' && c != '?' && c != '%' && c != 0x7f;
        };
        if (!std::all_of(id.begin(), id.end(), good))
            return wrong(what_, "id",
                         {"代碼不可含空白與 \" \\ ? %", "An id has no blanks and none of \" \\ ? %"},
                         {"例如 oil.stock", "For example oil.stock"});
        return id;
    }

    Result<std::string> date(std::string_view member) const {
        TRY(std::string day, text(member));
        if (!day.empty() && !tracking::parse_day(day))
            return wrong(what_, member, {"日期格式不正確", "This is not a date"},
                         {"請以 2026-12-31 的形式表示", "Write it as 2026-12-31"});
        return day;
    }

    Result<std::optional<Decimal>> decimal(std::string_view member) const {
        const auto* value = from_.if_contains(member);
        if (value == nullptr || value->is_null()) return std::optional<Decimal>();
        std::optional<Decimal> read;
        if (value->is_int64()) read = Decimal(value->get_int64());
        if (value->is_double()) read = Decimal::parse(print_json(*value));
        if (value->is_string()) read = Decimal::parse(std::string_view(value->get_string()));
        if (!read) return wrong(what_, member, {"此欄須為數字", "This has to be a number"});
        return read;
    }

    Result<std::optional<double>> degrees(std::string_view member, double limit) const {
        TRY(const auto value, decimal(member));
        if (!value) return std::optional<double>();
        const double degrees = value->approximate();
        if (degrees < -limit || degrees > limit)
            return wrong(what_, member, {"座標超出範圍", "This is outside the globe"},
                         {"請以度為單位，例如 25.03", "Give degrees, for example 25.03"});
        return std::optional(degrees);
    }

    template <class T>
    Result<T> choice(std::string_view member, std::optional<T> (*parse)(std::string_view), T standard) const {
        TRY(const std::string name, text(member));
        if (name.empty()) return standard;
        const auto read = parse(name);
        if (!read) return wrong(what_, member, {"沒有這個選項：" + name, "There is no such choice: " + name});
        return *read;
    }

    const json::object& object() const { return from_; }

  private:
    const json::object& from_;
    std::string_view what_;
};

Result<Dimension> read_dimension(const json::value& value) {
    if (!value.is_object())
        return wrong("element", "dimensions", {"維度須有名稱與成員", "A dimension has a name and members"});
    const Members members(value.get_object(), "element");
    Dimension dimension;
    TRY(dimension.name, members.text("name", true));
    const auto* list = value.get_object().if_contains("members");
    if (list != nullptr && list->is_array())
        for (const auto& each : list->get_array())
            if (each.is_string() && !each.get_string().empty() && each.get_string().size() <= longest_text)
                dimension.members.emplace_back(each.get_string());
    const std::set<std::string> unlike(dimension.members.begin(), dimension.members.end());
    if (unlike.empty() || unlike.size() != dimension.members.size() || unlike.size() > most_members)
        return wrong(
            "element", "dimensions",
            {"維度的成員須為 1 至 400 個不重複的文字", "A dimension has 1 to 400 different members"});
    return dimension;
}

Status read_dimensions(const json::object& from, Element& element) {
    const auto* list = from.if_contains("dimensions");
    if (list == nullptr || list->is_null()) return {};
    if (!list->is_array() || list->get_array().size() > most_dimensions)
        return wrong("element", "dimensions", {"維度最多 4 個", "There are at most 4 dimensions"});
    for (const auto& each : list->get_array()) {
        TRY(Dimension dimension, read_dimension(each));
        for (const auto& other : element.dimensions)
            if (other.name == dimension.name)
                return wrong("element", "dimensions", {"維度名稱重複", "Two dimensions have one name"});
        element.dimensions.push_back(std::move(dimension));
    }
    return {};
}

Status read_numbers(const Members& members, Element& element) {
    TRY(const auto decimals, members.decimal("decimals"));
    if (decimals) {
        if (decimals->scale() != 0 || decimals->digits() < 0 || decimals->digits() > most_decimals)
            return wrong("element", "decimals", {"小數位數須為 0 至 9", "Decimals are 0 to 9"});
        element.decimals = static_cast<int>(decimals->digits());
    }
    TRY(element.least, members.decimal("least"));
    TRY(element.most, members.decimal("most"));
    if (element.least && element.most && *element.most < *element.least)
        return wrong("element", "most", {"上限小於下限", "The upper limit is below the lower one"});
    return {};
}

void write_name(JsonWriter& out, std::string_view key, const Message& name) {
    if (name.zh.empty() && name.en.empty()) return;
    out.key(key).object().member("zh", name.zh).member_if("en", name.en).end();
}

}  // namespace

std::string_view to_string(Direction direction) {
    return direction_names[static_cast<std::size_t>(direction)];
}
std::string_view to_string(Aggregate aggregate) {
    return aggregate_names[static_cast<std::size_t>(aggregate)];
}
std::optional<Direction> parse_direction(std::string_view name) {
    return parse_name<Direction>(direction_names, name);
}
std::optional<Aggregate> parse_aggregate(std::string_view name) {
    return parse_name<Aggregate>(aggregate_names, name);
}

bool Unit::holds(tracking::Day day) const {
    const auto first = tracking::parse_day(from);
    const auto end = tracking::parse_day(to);
    return (!first || *first <= day) && (!end || day < *end);
}

Result<Element> read_element(const json::object& from) {
    const Members members(from, "element");
    Element element;
    TRY(element.id, members.id());
    TRY(element.name, members.name("name", true));
    TRY(element.about, members.name("about", false));
    TRY(element.unit, members.text("unit"));
    TRY(element.rhythm, members.choice("rhythm", &parse_rhythm, Rhythm::quarter));
    TRY(element.direction, members.choice("direction", &parse_direction, Direction::none));
    TRY(element.over_time, members.choice("over_time", &parse_aggregate, Aggregate::sum));
    TRY(element.over_units, members.choice("over_units", &parse_aggregate, Aggregate::sum));
    TRY(element.formula, members.text("formula", false, 4000));
    TRY(element.plan, members.text("plan"));
    TRY(element.indicator, members.text("indicator"));
    TRY(element.group, members.text("group"));
    CHECK(read_numbers(members, element));
    CHECK(read_dimensions(from, element));
    const auto* retired = from.if_contains("retired");
    element.retired = retired != nullptr && retired->is_bool() && retired->get_bool();
    return element;
}

void write(JsonWriter& out, const Element& element) {
    out.object().member("id", element.id).member("version", element.version);
    write_name(out, "name", element.name);
    write_name(out, "about", element.about);
    out.member_if("unit", element.unit).member("decimals", element.decimals);
    out.member("rhythm", to_string(element.rhythm)).member("direction", to_string(element.direction));
    out.member("over_time", to_string(element.over_time)).member("over_units", to_string(element.over_units));
    if (!element.dimensions.empty()) {
        out.key("dimensions").array();
        for (const auto& dimension : element.dimensions) {
            out.object().member("name", dimension.name).key("members").array();
            for (const auto& member : dimension.members)
                out.value(member);
            out.end().end();
        }
        out.end();
    }
    if (element.least) out.member("least", *element.least);
    if (element.most) out.member("most", *element.most);
    out.member_if("formula", element.formula).member_if("plan", element.plan);
    out.member_if("indicator", element.indicator).member_if("group", element.group);
    if (element.retired) out.member("retired", true);
    out.end();
}

Result<Unit> read_unit(const json::object& from) {
    const Members members(from, "unit");
    Unit unit;
    TRY(unit.id, members.id());
    TRY(unit.parent, members.text("parent", false, longest_id));
    TRY(unit.name, members.name("name", true));
    TRY(unit.kind, members.text("kind"));
    TRY(unit.agency, members.text("agency"));
    TRY(unit.from, members.date("from"));
    TRY(unit.to, members.date("to"));
    if (!unit.from.empty() && !unit.to.empty() && unit.to <= unit.from)
        return wrong("unit", "to", {"迄日不在起日之後", "It ends before it begins"});
    TRY(unit.latitude, members.degrees("latitude", 90));
    TRY(unit.longitude, members.degrees("longitude", 180));
    if (const auto* attributes = from.if_contains("attributes");
        attributes != nullptr && !attributes->is_null()) {
        if (!attributes->is_object() || print_json(*attributes).size() > 16'384)
            return wrong("unit", "attributes",
                         {"屬性須為物件，且不超過 16 KB", "Attributes are an object of at most 16 KB"});
        unit.attributes = attributes->get_object();
    }
    return unit;
}

void write(JsonWriter& out, const Unit& unit) {
    out.object().member("id", unit.id).member_if("parent", unit.parent);
    write_name(out, "name", unit.name);
    out.member_if("kind", unit.kind).member_if("agency", unit.agency);
    out.member_if("from", unit.from).member_if("to", unit.to);
    if (unit.latitude) out.member("latitude", *unit.latitude);
    if (unit.longitude) out.member("longitude", *unit.longitude);
    if (!unit.attributes.empty()) out.member("attributes", json::value(unit.attributes));
    out.end();
}

Status check_next(const Element& before, const Element& after) {
    const auto fixed = [](std::string_view member, Message why) {
        return fail(Fault::conflict, "element-fixed", std::move(why),
                    {"請另立新的資料項目", "Define a new element instead"}, std::string(member));
    };
    if (before.rhythm != after.rhythm)
        return fixed("rhythm", {"已有數值的項目不能改變週期", "The rhythm of an element cannot be changed"});
    if (before.decimals != after.decimals)
        return fixed("decimals", {"不能改變小數位數", "The number of decimals cannot be changed"});
    if (before.formula.empty() != after.formula.empty())
        return fixed("formula", {"填報的項目與公式項目不能互換",
                                 "An element that is reported cannot become a formula, nor the other way"});
    if (before.dimensions.size() != after.dimensions.size())
        return fixed("dimensions", {"不能增減維度", "Dimensions cannot be added or taken away"});
    for (std::size_t i = 0; i < before.dimensions.size(); ++i) {
        const auto& old = before.dimensions[i].members;
        const auto& now = after.dimensions[i].members;
        if (before.dimensions[i].name != after.dimensions[i].name || now.size() < old.size() ||
            !std::equal(old.begin(), old.end(), now.begin()))
            return fixed("dimensions",
                         {"維度的成員只能在後面增加", "Members of a dimension can only be added at its end"});
    }
    return {};
}

Result<std::int64_t> to_stored(const Decimal& value, int decimals) {
    if (value.scale() > decimals)
        return fail(Fault::invalid, "value-decimals",
                    {"小數位數過多：" + value.str(), "Too many decimals: " + value.str()},
                    {"此項目最多 " + std::to_string(decimals) + " 位小數",
                     "This element has at most " + std::to_string(decimals)},
                    value.str());
    std::int64_t stored = value.digits();
    for (int scale = value.scale(); scale < decimals; ++scale)
        if (stored > largest_value / 10 || stored < -largest_value / 10 ||
            __builtin_mul_overflow(stored, std::int64_t{10}, &stored)) {
            stored = largest_value + 1;
            break;
        }
    if (stored > largest_value || stored < -largest_value)
        return fail(Fault::invalid, "value-large",
                    {"數字過大：" + value.str(), "The number is too large: " + value.str()},
                    {"請改用較大的單位", "Use a larger unit"}, value.str());
    return stored;
}

Decimal from_stored(std::int64_t stored, int decimals) {
    return Decimal(stored, decimals);
}

}  // namespace gangmu::measure
