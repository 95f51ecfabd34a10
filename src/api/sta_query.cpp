#include "api/sta_query.hpp"

#include <algorithm>

#include "http/message.hpp"

namespace gangmu::api::sta {
namespace {

constexpr std::size_t deepest_expand = 4;
constexpr std::size_t most_made = 50'000;  // entities of one answer, those inside others too

Error wrong(std::string_view option, Message why, Fault fault = Fault::invalid) {
    return fail(fault, "sta-option",
                {std::string(option) + "：" + why.zh, std::string(option) + ": " + why.en},
                {"可用 $top、$skip、$count、$filter、$orderby、$select、$expand",
                 "There are $top, $skip, $count, $filter, $orderby, $select and $expand"},
                std::string(option));
}

// Parts at commas (or semicolons) that stand in no bracket and no quotes.
std::vector<std::string> parts(std::string_view text, char at) {
    std::vector<std::string> out(1);
    int depth = 0;
    bool quoted = false;
    for (const char c : text) {
        if (c == '\'') quoted = !quoted;
        if (!quoted) depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (c == at && depth == 0 && !quoted)
            out.emplace_back();
        else
            out.back() += c;
    }
    return out;
}

std::string trimmed(std::string text) {
    const auto first = text.find_first_not_of(' ');
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

Status read_number(std::string_view option, const std::string& text, std::size_t most, std::size_t& to) {
    const auto number = Decimal::parse(text);
    if (!number || number->scale() != 0 || number->digits() < 0)
        return wrong(option, {"應為整數", "it should be a whole number"});
    to = std::min(static_cast<std::size_t>(number->digits()), most);
    return {};
}

Status read_expand(const std::string& text, std::size_t depth, Options& out) {
    if (depth >= deepest_expand) return wrong("$expand", {"層次過深", "it is nested too deeply"});
    for (const auto& each : parts(text, ',')) {
        std::string item = trimmed(each);
        std::vector<std::pair<std::string, std::string>> inner;
        if (const auto open = item.find('('); open != std::string::npos && item.back() == ')') {
            for (const auto& option : parts(item.substr(open + 1, item.size() - open - 2), ';')) {
                const auto equals = option.find('=');
                if (equals == std::string::npos)
                    return wrong("$expand", {"括號內格式不對", "what stands in brackets is wrong"});
                inner.emplace_back(trimmed(option.substr(0, equals)), trimmed(option.substr(equals + 1)));
            }
            item.resize(open);
        }
        // Datastreams/Observations: the second is inside the first.
        if (const auto slash = item.find('/'); slash != std::string::npos) {
            std::string deeper = item.substr(slash + 1);
            if (!inner.empty()) {
                deeper += "(";
                for (std::size_t i = 0; i < inner.size(); ++i)
                    deeper += (i > 0 ? ";" : "") + inner[i].first + "=" + inner[i].second;
                deeper += ")";
            }
            inner = {{"$expand", deeper}};
            item.resize(slash);
        }
        TRY(auto options, read_options(inner, depth + 1));
        out.expand.emplace_back(item, std::move(options));
    }
    return {};
}

Status read_option(const std::string& name, const std::string& text, std::size_t depth, Options& out) {
    if (name == "$top") return read_number(name, text, most_top, out.top);
    if (name == "$skip") return read_number(name, text, most_entities, out.skip);
    if (name == "$count") {
        if (text != "true" && text != "false")
            return wrong(name, {"應為 true 或 false", "it should be true or false"});
        out.count = text == "true";
        return {};
    }
    if (name == "$filter") {
        TRY(auto filter, Filter::parse(text));
        out.filter = std::move(filter);
        return {};
    }
    if (name == "$orderby") {
        for (const auto& each : parts(text, ',')) {
            auto item = trimmed(each);
            bool down = false;
            if (const auto space = item.rfind(' '); space != std::string::npos) {
                const auto way = item.substr(space + 1);
                if (way != "asc" && way != "desc")
                    return wrong(name, {"應為 asc 或 desc", "it should be asc or desc"});
                down = way == "desc";
                item = trimmed(item.substr(0, space));
            }
            if (item.empty() || out.order.size() >= 8) return wrong(name, {"格式不對", "it is not right"});
            out.order.emplace_back(item, down);
        }
        return {};
    }
    if (name == "$select") {
        for (const auto& each : parts(text, ','))
            out.select.push_back(trimmed(each));
        return {};
    }
    if (name == "$expand") return read_expand(text, depth, out);
    return wrong(name, {"沒有這個選項", "there is no such option"});
}

void sort(const measure::Measure& measure, const Options& options, std::vector<Entity>& entities) {
    if (options.order.empty()) return;
    const bool observations = !entities.empty() && entities.front().kind == Kind::observation;
    if (options.order.size() == 1 && options.order[0].first == "phenomenonTime" && observations) {
        const bool down = options.order[0].second;
        std::stable_sort(entities.begin(), entities.end(),
                         [&](const Entity& a, const Entity& b) { return down ? b.at < a.at : a.at < b.at; });
        return;
    }
    struct Keyed {
        std::vector<Value> keys;
        Entity entity;
    };
    std::vector<Keyed> keyed;
    keyed.reserve(entities.size());
    for (const auto& entity : entities) {
        keyed.push_back({{}, entity});
        for (const auto& [path, down] : options.order)
            keyed.back().keys.push_back(Filter::value_of(measure, entity, path));
    }
    std::stable_sort(keyed.begin(), keyed.end(), [&](const Keyed& a, const Keyed& b) {
        for (std::size_t i = 0; i < options.order.size(); ++i) {
            const bool down = options.order[i].second;
            if (Filter::less(a.keys[i], b.keys[i])) return !down;
            if (Filter::less(b.keys[i], a.keys[i])) return down;
        }
        return false;
    });
    for (std::size_t i = 0; i < keyed.size(); ++i)
        entities[i] = keyed[i].entity;
}

bool selected(const Options& options, std::string_view name) {
    return options.select.empty() ||
           std::find(options.select.begin(), options.select.end(), name) != options.select.end();
}

}  // namespace

Result<Options> read_options(const std::vector<std::pair<std::string, std::string>>& pairs,
                             std::size_t depth) {
    Options out;
    for (const auto& [name, text] : pairs)
        CHECK(read_option(name, text, depth, out));
    return out;
}

std::string Answer::address(const Entity& entity) const {
    return root_ + "/" + std::string(set_name(entity.kind)) + "('" +
           http::encode_percent(id_of(entity), "@") + "')";
}

Result<json::object> Answer::set(std::vector<Entity> entities, const Options& options,
                                 const std::string& address, const std::string& query) {
    if (options.filter)
        entities.erase(
            std::remove_if(entities.begin(), entities.end(),
                           [&](const Entity& each) { return !options.filter->fits(measure_, each); }),
            entities.end());
    sort(measure_, options, entities);
    json::object out;
    if (options.count) out["@iot.count"] = std::int64_t(entities.size());
    const auto first = std::min(options.skip, entities.size());
    const auto last = std::min(first + options.top, entities.size());
    json::array value;
    for (std::size_t i = first; i < last; ++i) {
        TRY(auto each, one(entities[i], options));
        value.emplace_back(std::move(each));
    }
    if (last < entities.size() && options.top > 0)
        out["@iot.nextLink"] =
            address + "?" + query + (query.empty() ? "" : "&") + "$skip=" + std::to_string(last);
    out["value"] = std::move(value);
    return out;
}

Result<json::object> Answer::one(const Entity& entity, const Options& options) {
    if (++made_ > most_made)
        return fail(Fault::too_large, "sta-many",
                    {"一次回覆的實體過多", "One answer would hold too many entities"},
                    {"請減少 $top 或 $expand", "Ask for less with $top or $expand"});
    json::object out;
    if (selected(options, "id") || selected(options, "@iot.id")) out["@iot.id"] = id_of(entity);
    if (options.select.empty()) out["@iot.selfLink"] = address(entity);
    for (auto& member : properties(measure_, entity))
        if (selected(options, member.key())) out[member.key()] = member.value();
    for (const auto& [name, inner] : options.expand) {
        const auto to = link(entity.kind, name);
        if (!to) return wrong("$expand", {"沒有「" + name + "」這個連結", "there is no link '" + name + "'"});
        TRY(auto found, follow(measure_, entity, *to, inner.filter ? inner.filter->between() : Between{}));
        if (to->many) {
            TRY(auto all, set(std::move(found), inner, address(entity) + "/" + name, {}));
            if (const auto* count = all.if_contains("@iot.count")) out[name + "@iot.count"] = *count;
            if (const auto* next = all.if_contains("@iot.nextLink")) out[name + "@iot.nextLink"] = *next;
            out[name] = std::move(all["value"]);
        } else if (!found.empty()) {
            TRY(auto inside, one(found.front(), inner));
            out[name] = std::move(inside);
        }
    }
    for (const auto name : links(entity.kind))
        if (!out.contains(name) && selected(options, name))
            out[std::string(name) + "@iot.navigationLink"] = address(entity) + "/" + std::string(name);
    return out;
}

}  // namespace gangmu::api::sta
