// What is to be said of a search that asks for nothing: of symbols alone, of empty brackets, or only what is
// not to be in it. The query language takes such a query for "everything", which is right for a list that is
// only filtered, and a surprise for who typed something. Pure.
#pragma once

#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace gangmu::api {

struct QueryNotes {
    bool finds_nothing = false;  // there is not a word in it: no hits, rather than all there is
    std::vector<Message> notes;
};

QueryNotes query_notes(std::string_view query);  // an empty query is no fault

}  // namespace gangmu::api
