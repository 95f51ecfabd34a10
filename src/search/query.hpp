// The query language, as a tree that can be printed back.
//   智慧 氫能            both words (AND); 且 AND
//   水 或 電 · 水 OR 電   either
//   -草案 · NOT 草案 · 非 草案   without
//   "smart city"         exactly this, in this order; 「…」 and “…” too
//   hydro*               a word that begins so
//   標題:… 機關:… 內文:… 編號:…   in that field only (title, agency, text, label)
//   計畫:… 類別:… 類型:…   facets: plan (id or words of its title), kind, type (節點 node …)
//   ( … )                groups
// There is no wrong query: what cannot be understood is taken as words, and a note says so. Pure; any thread.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "search/passage.hpp"

namespace gangmu::search {

struct QueryNode {
    enum class Op { all, any, none_of, term, plan, kind, type, everything };
    Op op = Op::everything;
    std::vector<QueryNode> of;   // all, any: two or more; none_of: one
    std::string text;            // term: as written; plan, kind, type: the value
    bool phrase = false;         // term: was quoted
    bool prefix = false;         // term: ended in *
    std::optional<Field> field;  // term: only there
};

struct Query {
    QueryNode root;
    std::vector<Message> notes;  // what was mended while reading it
};

// At most 1,000 bytes, 64 words and 16 levels are read; more is cut with a note.
Query parse_query(std::string_view text);

// The query as understood, in the language itself: parse_query(print(q)) is the same tree.
std::string print(const QueryNode& node);

}  // namespace gangmu::search
