// The peers of our search index, behind one face: build from the same passages, answer the same queries.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "search/passage.hpp"

namespace gangmu::bench {

// One query as every engine can be asked it: all of these terms (or any), each a run of text without
// operators.
struct Asked {
    std::vector<std::string> terms;
    bool any = false;
    std::string kind = {};  // what sort of query, for the table
};

class Peer {
  public:
    Peer() = default;
    Peer(const Peer&) = delete;
    Peer& operator=(const Peer&) = delete;
    virtual ~Peer() = default;
    virtual void build(const std::vector<search::Passage>& passages) = 0;
    // The exact number of matches; reads the best 20 too.
    virtual std::size_t ask(const Asked& asked) = 0;
    virtual std::size_t bytes() const = 0;
};

// SQLite FTS5, a token for each CJK letter; in memory.
std::unique_ptr<Peer> fts5_by_letters();
// Xapian, a term for each pair and word, with positions; on disk in `directory`.
std::unique_ptr<Peer> xapian_by_pairs(const std::string& directory);

}  // namespace gangmu::bench
