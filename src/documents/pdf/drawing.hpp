// What a PDF page draws beside the letters: ruling lines, and which font stands where.
#pragma once

#include <memory>
#include <vector>

#include "documents/carrier.hpp"
#include "documents/pdf/objects.hpp"
#include "documents/pdf/page.hpp"

namespace gangmu::documents::pdf {

class Drawings {
  public:
    // Errors: document-encrypted, document-too-many-pages. A file that qpdf cannot repair has no drawings.
    static Result<Drawings> open(const Input& input);
    Drawings(Drawings&&) noexcept;
    ~Drawings();

    std::size_t pages() const;  // 0: not known
    // Adds rules, marks and images of page `index` (from 0) to it.
    void read(std::size_t index, Page& page);

  private:
    explicit Drawings(std::unique_ptr<Objects> file);
    std::unique_ptr<Objects> file_;
};

}  // namespace gangmu::documents::pdf
