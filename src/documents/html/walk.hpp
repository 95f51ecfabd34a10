// The tree of an HTML text -> blocks.
#pragma once

#include <gumbo.h>

#include <cstdint>
#include <vector>

#include "documents/document.hpp"

namespace gangmu::documents::html {

// The blocks below `root`. `line_offset` is added to every line (a fragment of a larger text).
std::vector<Block> blocks_of(const GumboNode* root, std::uint32_t line_offset = 0);

}  // namespace gangmu::documents::html
