// Corrections: what an officer does to a draft, as a list of operations (JSON objects; they are kept in the
// ledger).
//
// clang-format off
//   {"op":"plan","field":"title"|"issuer"|"start"|"end","value":TEXT}
//   {"op":"set","node":ID,"field":F,"value":V}
//        F: kind, label, title, text (texts); labels, lead, co, units (lists of texts); roles ("unmarked" or "");
//        schedule (entries); carried (texts), source (places)
//   {"op":"set","indicator":ID,"field":F,"value":V}
//        F: label, title, unit, role (texts); lead, co (lists); node (ID); same_as (IDs), source (places)
//   {"op":"target","indicator":ID,"at":N,"value":TARGET}
//        N: number of the target from 0; = how many there are: a new one; "value": null removes it
//   {"op":"budget","at":N,"value":BUDGET}
//        as plan JSON; N counts those that are there, from 0; = how many: a new one; null removes it; the node of
//        one that was there stays
//   {"op":"fact","at":N,"value":FACT}                    likewise
//   {"op":"set","budget":N,"field":"node","value":ID}    where it hangs ("": the whole plan); also "fact"
//   {"op":"add","node":NODE,"parent":ID,"before":ID}
//        NODE as plan JSON; the id is given if it is left out; "restore":true: the id of a merged item, which is
//        one of its own again
//   {"op":"add","indicator":INDICATOR}                   as plan JSON; the id is given if it is left out
//   {"op":"move","node":ID,"parent":ID,"before":ID}      no parent: a root; no before: last
//   {"op":"split","node":ID,"text":T,"new":NODE,"children":[ID…]}
//        the new node follows the old one, which keeps the text T (if given); the children named go to the new one
//   {"op":"merge","node":ID,"into":ID}                   the survivor takes children, indicators, text, places
//   {"op":"remove","node":ID}
//        a leaf on which nothing hangs but findings; with "below":true all that is under it and hangs on it goes too
//   {"op":"remove","indicator":ID}
//   {"op":"identity","node":ID,"as":ID}
//        the item is that one of an earlier edition after all (its id is free here), or with its own id: it is
//        indeed; no "as": one that never was before
//   {"op":"findings","remove":[ID…],"add":[FINDING…],"of":N}
//        what checking says: of this very content, or (with "of") of the one whose edited() is N
// clang-format on
//
// An id that was given once stays; the id of a merged node leads to the survivor.
#pragma once

#include <string>
#include <vector>

#include "base/json.hpp"
#include "state/content.hpp"

namespace gangmu::state {

inline constexpr std::size_t max_operations = 10'000;

// The content after all operations, or the first one's error (then `where` begins with its number: "2: …").
// Ids that are made here are written into `operations`, so that the same list gives the same content for
// ever. `touched`: ids of the nodes that were made or changed, in order. Errors: correction-invalid,
// correction-unknown (a node, indicator …), correction-cycle, correction-not-empty.
Result<ContentPtr> apply_corrections(const Content& content, json::array& operations, Sequence version,
                                     std::vector<std::string>* touched = nullptr);

}  // namespace gangmu::state
