#include "cli/stock_set.hpp"

#include <algorithm>

#include "base/file.hpp"
#include "cli/remote.hpp"
#include "services/duties.hpp"
#include "stocks/duty.hpp"
#include "stocks/json.hpp"

namespace gangmu::cli {
namespace {

namespace s = stocks;

constexpr std::size_t largest = std::size_t{16} << 20;
constexpr std::size_t batch = 1000;

Error broken(std::string where) {
    return fail(Fault::invalid, "set-broken",
                {"檔案中這一項的寫法不對", "This part of the file is not as it should be"},
                {"寫法請見 examples/reserves/README.md", "See examples/reserves/README.md"},
                std::move(where));
}

const json::array& list_of(const json::object& from, std::string_view key) {
    static const json::array none;
    const auto* found = from.if_contains(key);
    return found != nullptr && found->is_array() ? found->get_array() : none;
}

class Loader {
  public:
    Loader(DeskApi& api, const json::object& set, s::Day today) : api_(api), set_(set), today_(today) {}

    Result<StockSetLoaded> load() {
        for (const auto& each : list_of(set_, "materials"))
            CHECK(material(each));
        for (const auto& each : list_of(set_, "sites"))
            CHECK(site(each));
        CHECK(flush());
        for (const auto& each : list_of(set_, "ships"))
            CHECK(ship(each));
        return loaded_;
    }

  private:
    Status put(const std::string& target, const char* member, const json::value& value) {
        TRY([[maybe_unused]] const auto reply,
            api_.ask("PUT", target, print_json(json::value{{member, value}})));
        return {};
    }

    Status material(const json::value& value) {
        if (!value.is_object()) return broken("materials");
        TRY(const auto read, s::read_material(value.get_object()));
        CHECK(put("/api/stocks/materials/" + percent(read.id), "material", value));
        materials_.push_back(read);
        ++loaded_.materials;
        return {};
    }

    Status site(const json::value& value) {
        if (!value.is_object()) return broken("sites");
        json::object object = value.get_object();
        const json::array rows = list_of(object, "returns");
        object.erase("returns");
        TRY(auto holding, s::read_holding(object));
        const std::string where = holding.material + "/" + holding.site;
        const auto known = std::find_if(materials_.begin(), materials_.end(),
                                        [&](const auto& each) { return each.id == holding.material; });
        if (known == materials_.end()) return broken("sites/" + where);
        const auto& duty = s::duty_of(*known, holding);
        // The periods of the rows, counted back from the last one that ended.
        std::vector<s::Span> spans(rows.size());
        auto span = *s::span_of(duty, s::period_at(duty, today_));
        if (span.last > today_) span = *s::span_of(duty, s::period_at(duty, span.first - 1));
        const auto skipped = object.if_contains("owes");  // so many of the last periods are not returned
        for (auto i = skipped != nullptr && skipped->is_int64() ? skipped->get_int64() : 0; i > 0; --i)
            span = *s::span_of(duty, s::period_at(duty, span.first - 1));
        object.erase("owes");
        for (auto i = spans.size(); i > 0; --i) {
            spans[i - 1] = span;
            span = *s::span_of(duty, s::period_at(duty, span.first - 1));
        }
        if (!spans.empty() && object.if_contains("from") == nullptr)
            object["from"] = tracking::print_day(spans.front().first);
        CHECK(put("/api/stocks/materials/" + percent(holding.material) + "/sites/" + percent(holding.site),
                  "holding", object));
        ++loaded_.sites;
        return returns(holding, rows, spans, duty);
    }

    // A row is [in under contract, in at spot, out, used, stocktaking]; the first begins with the stock.
    Status returns(const s::Holding& holding, const json::array& rows, const std::vector<s::Span>& spans,
                   const s::Duty& duty) {
        Decimal stock;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const auto place =
                "sites/" + holding.material + "/" + holding.site + "/returns/" + std::to_string(i);
            if (!rows[i].is_array()) return broken(place);
            std::vector<Decimal> figures;
            for (const auto& each : rows[i].get_array()) {
                const auto figure = s::amount_of(each);
                if (!figure) return broken(place);
                figures.push_back(*figure);
            }
            if (i == 0 && !figures.empty()) {
                stock = figures.front();
                figures.erase(figures.begin());
            }
            figures.resize(5);
            s::Return value;
            value.period = s::period_at(duty, spans[i].last);
            value.opening = stock;
            value.in = figures[0].plus(figures[1]).value_or(Decimal(0));
            if (value.in != Decimal(0)) {
                value.contract = figures[0];
                value.spot = figures[1];
            }
            value.out = figures[2];
            if (figures[3] != Decimal(0)) value.use = figures[3];
            value.adjust = figures[4];
            const auto without = value.opening.plus(value.in);
            const auto closing = without ? without->minus(value.out) : std::nullopt;
            if (!closing) return broken(place);
            value.closing = closing->plus(value.adjust).value_or(Decimal(0));
            stock = value.closing;
            CHECK(row(holding, value));
        }
        return {};
    }

    Status row(const s::Holding& holding, const s::Return& value) {
        if (waiting_ == 0) {
            body_ = JsonWriter();
            body_.object().key("rows").array();
        }
        body_.object().member("material", holding.material).member("site", holding.site);
        s::write_figures(body_, value);
        body_.end();
        ++loaded_.returns;
        return ++waiting_ == batch ? flush() : Status();
    }

    Status flush() {
        if (waiting_ == 0) return {};
        waiting_ = 0;
        body_.end().end();
        TRY([[maybe_unused]] const auto reply, api_.ask("POST", "/api/stocks/returns", body_.take()));
        return {};
    }

    Status ship(const json::value& value) {
        if (!value.is_object()) return broken("ships");
        json::object object = value.get_object();
        const auto* days = object.if_contains("in_days");
        if (days == nullptr || !days->is_int64()) return broken("ships/in_days");
        const auto day = today_ + static_cast<s::Day>(days->get_int64());
        object["eta"] = tracking::print_day(day);
        if (text_of(value, "state") == "arrived") object["arrived"] = object["eta"];
        object.erase("in_days");
        CHECK(put("/api/stocks/shipments/" + percent(text_of(value, "id")), "shipment", object));
        ++loaded_.ships;
        return {};
    }

    DeskApi& api_;
    const json::object& set_;
    const s::Day today_;
    std::vector<s::Material> materials_;
    JsonWriter body_;
    std::size_t waiting_ = 0;
    StockSetLoaded loaded_;
};

}  // namespace

Result<StockSetLoaded> load_stock_set(DeskApi& api, const std::string& file, const std::string& today) {
    TRY(const auto bytes, read_file(file, largest));
    TRY(const auto value, parse_json(bytes));
    if (!value.is_object()) return broken("");
    const auto day = today.empty() ? std::optional(services::today()) : tracking::parse_day(today);
    if (!day)
        return fail(Fault::invalid, "date-invalid", {"日期須為 YYYY-MM-DD", "A day is YYYY-MM-DD"}, {},
                    today);
    return Loader(api, value.get_object(), *day).load();
}

}  // namespace gangmu::cli
