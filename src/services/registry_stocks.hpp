// Commands of stocks. As all commands: right → validation against the newest state → events in one durable
// commit → folded → published. `exercise`: whose figures they are; empty: the real ones. Threads: any. A
// handle: it must not outlive the registry.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/registry.hpp"
#include "stocks/identity.hpp"

namespace gangmu::services {

// One row of a batch of returns.
struct StockRow {
    std::string material, site;
    stocks::Return value;          // period and figures; its span is the duty's
    std::optional<Sequence> seen;  // of the return when it was read; another one now: stock-changed
};

// What is wrong with a row: the figure's name (period, opening, …; empty: the row) and why.
struct StockFault {
    std::size_t row = 0;
    std::string field;
    Error error;
};

struct StocksReturned {
    std::vector<StockFault> faults;     // not empty: nothing was recorded
    std::vector<std::size_t> changed;   // rows; the others said what was known
    std::vector<stocks::Break> breaks;  // identities that do not hold, in and beside these rows
    Sequence seq = 0;                   // of the event; 0: nothing was new
};

struct ShortageNotice {
    std::string material, item, owner, site, agency, reason;
    stocks::Severity severity = stocks::Severity::unknown;
};
struct ShortageStep {
    stocks::CaseState to = stocks::CaseState::assessed;
    std::string reason;
    std::optional<stocks::Severity> severity;
    std::optional<std::string> substitute;
    std::optional<std::string> expected_end;  // ISO day; empty: taken back
};

class Registry::Stocks {
  public:
    explicit Stocks(Registry& registry) : registry_(registry) {}

    // Errors: those of stocks::check, material-owner (nobody's to set), auth-….
    Status set_material(const Actor& actor, const stocks::Material& material);
    Status set_holding(const Actor& actor, const stocks::Holding& holding);  // material-unknown

    // All or nothing, and the same again changes nothing. Errors: exercise-unknown, exercise-ended,
    // stock-rows; faults of rows come back in StocksReturned.
    Result<StocksReturned> record(const Actor& actor, std::string_view exercise,
                                  const std::vector<StockRow>& rows, bool check_only = false);
    // Errors: return-unknown.
    Status withdraw(const Actor& actor, std::string_view exercise, std::string_view material,
                    std::string_view site, std::string_view period, std::string_view reason);

    // Errors: material-unknown, site-unknown, those of stocks::check.
    Status set_shipment(const Actor& actor, std::string_view exercise, const stocks::Shipment& shipment);

    // Its id. Anybody who is signed in may. Errors: shortage-item, shortage-owner, material-unknown.
    Result<std::string> notify(const Actor& actor, std::string_view exercise, const ShortageNotice& notice);
    // Errors: shortage-unknown, shortage-step.
    Status step(const Actor& actor, std::string_view exercise, std::string_view shortage,
                const ShortageStep& step);

    // Its id. Errors: exercise-name.
    Result<std::string> start_exercise(const Actor& actor, std::string_view name, std::string_view scenario,
                                       bool copied);
    Status end_exercise(const Actor& actor, std::string_view exercise, std::string_view reason);

  private:
    using Payload = std::function<Result<std::string>(const state::Snapshot&)>;  // empty: nothing to record
    // Events of the measure engine that go into the same commit.
    using Also = std::function<void(const state::Snapshot&, std::vector<ledger::NewEvent>&)>;
    Result<Sequence> command(const Actor& actor, std::string_view type, const Payload& payload,
                             const Also& also = {});

    Registry& registry_;
};

}  // namespace gangmu::services
