// gumbo's tree of an HTML text, in memory of its own.
#pragma once

#include <gumbo.h>

#include <memory>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace gangmu::documents::html {

class Tree {
  public:
    // `source` must outlive the tree. Errors: document-too-deep, document-memory (over `memory` bytes of
    // tree).
    static Result<Tree> parse(std::string_view name, std::string_view source, std::size_t max_depth,
                              std::size_t memory);

    const GumboNode* root() const { return root_; }  // the <html> element

  private:
    std::vector<std::unique_ptr<char[]>> blocks_;
    const GumboNode* root_ = nullptr;
};

// The value of an attribute; empty when it is missing.
std::string_view attribute(const GumboElement& element, const char* name);

}  // namespace gangmu::documents::html
