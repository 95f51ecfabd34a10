// Stocks as the API writes them (docs/stocks.md), and what every endpoint of theirs begins with.
#pragma once

#include "api/call.hpp"
#include "exchange/table.hpp"
#include "services/stock_rights.hpp"
#include "stocks/duty.hpp"
#include "stocks/identity.hpp"
#include "stocks/projection.hpp"

namespace gangmu::api {

// Whose figures are asked for, on which day, by which formula, and what this reader may see of them.
struct StockScope {
    const state::Snapshot& snapshot;
    const stocks::Stocks& all;
    const stocks::Book& book;
    const stocks::Exercise* exercise;  // null: real figures
    services::StockRights rights;
    stocks::Day today;
    std::optional<stocks::UseRule> formula;  // asked for instead of the material's own

    const stocks::UseRule& rule(const stocks::Material& material) const {
        return formula ? *formula : material.use;
    }
    // The sites of it that this reader sees; empty: the material is not theirs to know.
    std::vector<const stocks::Holding*> sites(const stocks::Material& material) const;
    bool visible(const stocks::Material& material) const;
};
// Errors: exercise-unknown.
Result<StockScope> stock_scope(const Call& call);
// Errors: material-unknown, also for what this reader may not see; site-unknown likewise.
Result<const stocks::Material*> visible_material(const StockScope& scope, std::string_view id);
Result<const stocks::Holding*> visible_holding(const StockScope& scope, const stocks::Material& material,
                                               std::string_view site);

// What every answer says of itself: the day, and 演習 where the figures are of an exercise.
void write_scope(JsonWriter& out, const StockScope& scope);
Reply stock_reply(JsonWriter out, const StockScope& scope, unsigned status = 200);
std::string marked(const StockScope& scope, std::string text);  // 【演習】…

std::optional<Decimal> plain(std::optional<double> value, int decimals = 2);  // rounded
void write_use(JsonWriter& out, const stocks::UseRate& use);
void write_line(JsonWriter& out, const stocks::Dated* line);
// Members of an object: stock, value, light, line, use, …
void write_standing(JsonWriter& out, const stocks::Standing& standing);
void write_trend(JsonWriter& out, const std::vector<stocks::TrendPoint>& points);
void write_return(JsonWriter& out, const stocks::Return& value);
void write_owed(JsonWriter& out, const stocks::Owed& owed);
void write_shipment(JsonWriter& out, const stocks::Shipment& shipment, const StockScope& scope);
void write_shortage(JsonWriter& out, const stocks::Shortage& shortage, const StockScope& scope);
void write_break(JsonWriter& out, const stocks::Break& broken, const StockScope& scope);
void write_exercise(JsonWriter& out, const stocks::Exercise& exercise);

// How many days the paths of a projection go on.
inline constexpr int stock_horizon = 180;
struct Paths {
    stocks::Start start;
    stocks::Path without, with;
};
std::optional<Paths> paths_of(const StockScope& scope, const stocks::Material& material,
                              const std::vector<const stocks::Holding*>& sites,
                              const stocks::Change& change = {});
// {"under","empty","days":[…]}: days only when `whole`.
void write_path(JsonWriter& out, std::string_view key, const stocks::Path& path, stocks::Day first,
                bool whole);

std::vector<stocks::Break> breaks_of(const StockScope& scope, const stocks::Material& material);
// Of the last periods of every site that this reader sees: newest last.
struct OwedBy {
    const stocks::Material* material;
    const stocks::Holding* holding;
    stocks::Owed owed;
};
std::vector<OwedBy> owed_in(const StockScope& scope, int count);

}  // namespace gangmu::api
