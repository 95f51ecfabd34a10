// Notices out of events of the ledger, and out of the calendar: who is told what. Pure but for what the
// snapshot holds; the same event or day gives the same keys. Kinds:
//
//   cycle.opened, cycle.due_soon, cycle.overdue   one a cycle and account, with how many reports; due_soon
//   from
//                                                 the cycle's reminder day on, the others when their day
//                                                 comes
//   cycle.moved                                   its due day was moved, or it was reopened
//   report.waits                                  waits for my review: one a cycle, agency, stage and day
//   report.returned, report.approved, report.commented
//   item.handed, item.release_asked, item.release_decided
//   delegation.made
//   forecast.misses                               expected to miss its goal: one an item and quarter
//   forecast.plan                                 how many of a plan, for its office: one a quarter
//   stock.due_soon, stock.overdue                 returns of stocks: one a due day and account
//   action.late                                   what a meeting decided: one an action and day it was due
//
// Those of alerts: alert_notices.hpp.
#pragma once

#include <string>
#include <vector>

#include "notices/notice.hpp"
#include "services/notice_people.hpp"
#include "state/view.hpp"

namespace gangmu::services {

std::vector<notices::Notice> notices_of_event(const ledger::Event& event, const state::View& view,
                                              NoticePeople& people, Day today);
std::vector<notices::Notice> notices_of_day(const state::View& view, NoticePeople& people, Day today);
// Part of notices_of_day.
std::vector<notices::Notice> notices_of_returns(const state::Snapshot& snapshot, NoticePeople& people,
                                                Day today);
std::vector<notices::Notice> notices_of_actions(const state::Snapshot& snapshot, NoticePeople& people,
                                                Day today);

// ---- shared by both
std::string path_of(const std::string& text);  // percent-encoded, but for "/"
Message cycle_words(const PlanCycle& cycle);   // 海安縣濱海廊道計畫 民國115年第1季
std::string item_title(const state::Plan& plan, const std::string& node);

}  // namespace gangmu::services
