// The body of a DOCX: paragraphs with their automatic numbers, tables with merged cells, notes and text
// boxes.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "documents/document.hpp"
#include "documents/office/docx_numbering.hpp"
#include "documents/office/docx_styles.hpp"
#include "documents/office/xml.hpp"

namespace gangmu::documents::office {

// The parts of a document beside its body that a paragraph can point to.
struct DocxParts {
    DocxStyles styles;
    DocxNumbering numbering;
    std::map<std::string, Element> footnotes, endnotes;  // by id
};

// Counts numbers and notes on from one container to the next, as the word processor does.
class DocxReader {
  public:
    explicit DocxReader(DocxParts& parts);
    ~DocxReader();
    DocxReader(const DocxReader&) = delete;

    // Paragraphs and tables of a body, a cell, a text box or a note.
    std::vector<Block> blocks(Element container);

  private:
    class Reading;
    std::unique_ptr<Reading> reading_;
};

}  // namespace gangmu::documents::office
