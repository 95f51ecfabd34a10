// Running heads and feet: lines at the edges of pages that come again on other pages, or are page numbers.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "documents/document.hpp"
#include "documents/pdf/lines.hpp"
#include "documents/pdf/page.hpp"

namespace gangmu::documents::pdf {

class Furniture {
  public:
    // `lines` by page; none of them is kept.
    Furniture(const std::vector<std::vector<TextLine>>& lines, const std::vector<Page>& pages);

    Aside aside(const TextLine& line, const Page& page) const;

  private:
    static std::string key(const std::string& text, bool top);
    std::map<std::string, std::size_t> seen_;
    std::size_t least_ = 2;
};

}  // namespace gangmu::documents::pdf
