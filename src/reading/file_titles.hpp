// A name for a plan whose document prints none.
#pragma once

#include "reading/draft.hpp"

namespace gangmu::reading {

// The sheet's name of a workbook, else what the file's properties say where that can be a title; it is told
// as a doubt. Only a name: nothing else is read out of it.
void name_by_file(const documents::Document& document, DraftPlan& plan);

}  // namespace gangmu::reading
