// One plan's simulated years: who works on it, its rhythms, and quarter after quarter what its offices file,
// send back, approve, miss and hand over — all through the same commands that people use.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "demo/cast.hpp"
#include "demo/paths.hpp"
#include "demo/timeline.hpp"
#include "demo/words.hpp"
#include "services/duties.hpp"
#include "services/registry_evaluation.hpp"
#include "services/registry_tracking.hpp"

namespace gangmu::demo {

// What is measured on one item.
struct Gauge {
    std::string indicator;
    evaluation::IndicatorInput input;  // what `promises` points into
    evaluation::Promises promises;
    Pace pace;
};

// One item that owes reports, with its fate.
struct Item {
    std::string node, title, agency;
    std::vector<std::string> helpers;  // joint and co agencies
    evaluation::Span schedule;
    Pace pace;
    std::string officer;
    std::string source;       // of its money; empty: none is told
    std::int64_t yearly = 0;  // New Taiwan dollars
    std::deque<Gauge> gauges;
    bool release_asked = false;
};

struct Tally {
    std::size_t items = 0, reports = 0, cycles = 0;
};

class PlanYears {
  public:
    PlanYears(services::Registry& registry, Cast& cast, Timeline& timeline, std::uint64_t seed,
              std::string plan, Day first, int quarters);

    Status prepare();  // before the first quarter: accounts, rhythm, items; plans the quarters
    const Tally& tally() const { return tally_; }

    // ---- for quarters
    services::Registry& registry() { return registry_; }
    Cast& cast() { return cast_; }
    Timeline& timeline() { return timeline_; }
    const Words& words() const { return words_; }
    const std::string& plan() const { return plan_; }
    std::uint64_t seed() const { return seed_; }
    Item* item(const std::string& node);
    const auth::Actor& officer_of_plan(std::size_t at) const { return officers_[at % officers_.size()]; }
    Tally& count() { return tally_; }

  private:
    Status assign_owners();
    Status make_items();
    Status staff();
    Status settle_items();
    Status define_unclear();
    Status ask_yearly(tracking::Rhythm rhythm);
    void plan_quarters();
    Status plan_opening(const std::string& id, int minute);
    Status between_quarters(int quarter, Day first);
    Status revise(Random& random, Day first);
    Status ask_releases(Day last);
    Status hand_over(Random& random);
    Status override_some(Random& random, Day last);
    Status record_act(state::ActKind kind, Day day, int number, const std::string& note);

    services::Registry& registry_;
    Cast& cast_;
    Timeline& timeline_;
    const std::uint64_t seed_;
    const std::string plan_;
    const Day first_;
    const int quarters_;
    state::ContentPtr content_;
    Words words_;
    std::string rhythm_, yearly_, issuer_;
    std::map<std::string, std::unique_ptr<Item>> items_;
    std::vector<Item*> order_;  // as in the document
    std::vector<auth::Actor> officers_;
    Tally tally_;
};

// The first day of the quarter n quarters after the one that holds `day`.
Day quarter_begin(Day day, int after);

}  // namespace gangmu::demo
