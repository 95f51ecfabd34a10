// The part of a text worth showing, with its hits marked.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "search/index.hpp"
#include "search/stream.hpp"

namespace gangmu::search {

struct Sought {  // a term of the query that is not excluded
    std::u32string letters;
    bool prefix = false;
};

// The whole text in pieces.
std::vector<Piece> mark(std::string_view text, const std::vector<Sought>& sought);

// About `length` code points around the place with the most different terms; whole when it is not longer.
std::vector<Piece> snippet(std::string_view text, const std::vector<Sought>& sought, std::size_t length);

// Does any term stand in the text?
bool stands_in(std::string_view text, const std::vector<Sought>& sought);

}  // namespace gangmu::search
