// What stocks put into the measure engine, as its own events in the commit of the command: elements
// stock.MATERIAL.RHYTHM.FIGURE of the group "stocks", sites as reporting units, figures as values. So
// roll-ups and warnings see stocks as they see everything else that is measured. Never of an exercise.
#pragma once

#include <string_view>
#include <vector>

#include "services/registry_stocks.hpp"

namespace gangmu::services {

using StockEvents = std::vector<ledger::NewEvent>;

std::string figure_element(std::string_view material, measure::Rhythm rhythm, std::string_view figure);

// Those that are not there yet, or are called otherwise now.
void define_figures(const state::Snapshot& newest, const Actor& actor, const stocks::Material& material,
                    const stocks::Duty& duty, StockEvents& events);
// A unit that is there already stays as it is: whoever set it up knows more of it.
void set_site(const state::Snapshot& newest, const Actor& actor, const stocks::Holding& holding,
              StockEvents& events);
void record_figures(const state::Snapshot& newest, const Actor& actor, const std::vector<StockRow>& rows,
                    StockEvents& events);
void erase_figures(const state::Snapshot& newest, const Actor& actor, std::string_view material,
                   std::string_view site, std::string_view period, StockEvents& events);

}  // namespace gangmu::services
