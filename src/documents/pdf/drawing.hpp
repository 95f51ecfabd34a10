// What a PDF page draws beside the letters: ruling lines, and which font stands where.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "documents/carrier.hpp"
#include "documents/pdf/page.hpp"

namespace gangmu::documents::pdf {

class Drawings {
  public:
    // Errors: document-encrypted, document-too-many-pages. A file that qpdf cannot repair has no drawings.
    static Result<Drawings> open(const Input& input);
    Drawings(Drawings&&) noexcept;
    ~Drawings();

    std::size_t pages() const;  // 0: not known
    std::string title() const;  // of the file's properties
    // Adds rules, marks and images of page `index` (from 0) to it.
    void read(std::size_t index, Page& page);
    // Keeps its memory to the end of the process.
    void abandon();

  private:
    struct Parts;
    explicit Drawings(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace gangmu::documents::pdf
