// The figures: returns of sites by period, ships, shortages; once for what is real and once for every
// exercise, so that nothing of an exercise can reach what is real. Immutable values; copies share.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/persistent_map.hpp"
#include "base/persistent_vector.hpp"
#include "stocks/material.hpp"

namespace gangmu::stocks {

// What a site tells of one material for one period. opening + in − out + adjust = closing.
struct Return {
    std::string period;  // 2026-10, 2026-Q3, or the day of a return twice a week
    Span span;
    Decimal opening, in, out, closing;
    Decimal adjust;                         // 盤盈虧: what a stocktaking found, over or short
    std::optional<Decimal> use;             // what was used up here; nothing: all that went out
    std::optional<Decimal> contract, spot;  // of what came in
    Quality quality = Quality::measured;
    std::string note;
    Stamp stamp;               // of the last saying
    Stamp first;               // of the first: whether it came in time
    unsigned corrections = 0;  // how often it was said anew

    const Decimal& used() const { return use ? *use : out; }
    bool same_figures(const Return& other) const;
};
using ReturnPtr = std::shared_ptr<const Return>;
using Series = PersistentVector<ReturnPtr>;  // ascending by span.last, no two the same period

const Return* latest(const Series& series, Day day);  // ended by the day; null: none
const Return* find(const Series& series, std::string_view period);
// Takes the place of the one of its period (which keeps the first stamp and counts a correction).
Series with(const Series& series, Return value);
Series without(const Series& series, std::string_view period);

struct Shipment {
    std::string id;
    std::string material;
    std::string site;  // where it goes
    std::string vessel;
    std::string origin;  // 卡達
    std::string route;   // 荷莫茲海峽: what a closure is about
    Decimal quantity;
    bool contract = true;  // false: spot
    ShipState state = ShipState::under_way;
    Day eta = 0;
    std::optional<Day> arrived;
    std::string note;
    Stamp stamp;

    bool coming() const { return state == ShipState::planned || state == ShipState::under_way; }
    bool operator==(const Shipment&) const = default;
};
// Errors: shipment-id, shipment-quantity, shipment-arrived, text-long.
Status check(const Shipment& shipment);

// One step of a shortage's life: who, when, why.
struct CaseStep {
    CaseState to = CaseState::notified;
    std::string reason;
    Severity severity = Severity::unknown;  // as then known
    Stamp stamp;

    bool operator==(const CaseStep&) const = default;
};
struct Shortage {
    std::string id;        // s-123: of its event
    std::string material;  // empty: not one of the list
    std::string item;      // what is short, in words
    std::string owner;     // the agency that assesses and handles
    std::string site, agency;
    CaseState state = CaseState::notified;
    Severity severity = Severity::unknown;
    std::string substitute;
    std::optional<Day> expected_end;
    std::vector<CaseStep> steps;

    const Stamp& opened() const { return steps.front().stamp; }
    bool operator==(const Shortage&) const = default;
};
// notified → assessed → handled, and handled → assessed when it comes back; assessed → assessed to assess
// anew.
bool may_follow(CaseState from, CaseState to);

struct Book {
    PersistentMap<std::string, Series> returns;  // by holding_key
    PersistentMap<std::string, std::shared_ptr<const Shipment>> shipments;
    PersistentMap<std::string, std::shared_ptr<const Shortage>> shortages;

    const Series& series(std::string_view material, std::string_view site) const;
};

struct Exercise {
    std::string id;  // x-123: of its event
    std::string name;
    std::string scenario;
    bool copied = true;    // began with what was real then; false: empty
    Stamp started, ended;  // seq 0: goes on
    std::string ended_reason;
    Book book;

    bool open() const { return ended.seq == 0; }
};

struct Stocks {
    PersistentMap<std::string, std::shared_ptr<const Material>> materials;
    PersistentMap<std::string, std::shared_ptr<const Holding>> holdings;  // by holding_key
    Book real;
    PersistentMap<std::string, std::shared_ptr<const Exercise>> exercises;
    Sequence version = 0;

    const Material* material(std::string_view id) const;
    const Holding* holding(std::string_view material, std::string_view site) const;
    const Exercise* exercise(std::string_view id) const;
    const Book* book(std::string_view exercise) const;   // empty: the real one; null: no such exercise
    std::vector<const Material*> all_materials() const;  // by group and id; without ended ones
    std::vector<const Holding*> sites_of(std::string_view material) const;  // by tier and id; likewise
};

}  // namespace gangmu::stocks
