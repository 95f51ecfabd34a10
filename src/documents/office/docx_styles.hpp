#pragma once

#include <map>
#include <optional>
#include <string>

#include "documents/office/xml.hpp"

namespace gangmu::documents::office {

// What this program needs of a paragraph's or run's properties; what is not said is empty.
struct DocxProperties {
    std::optional<bool> bold, hidden;
    std::optional<float> size;  // points
    std::optional<bool> raised;
    std::optional<int> outline;  // 0…8; 9 body text
    std::optional<long> number_id;
    std::optional<int> number_level;
    std::optional<float> indent;  // points

    void overlay(const DocxProperties& upper);  // what `upper` says wins
};

DocxProperties run_properties(Element rPr);
DocxProperties paragraph_properties(Element pPr);

class DocxStyles {
  public:
    void read(Element styles);  // the root of styles.xml
    // With all that it is based on; an unknown id is the default paragraph style.
    const DocxProperties& properties(const std::string& id) const;
    std::string name(const std::string& id) const;  // "heading 1"
    const std::string& default_paragraph() const { return default_paragraph_; }

  private:
    struct Style {
        std::string name, based_on;
        DocxProperties own, resolved;
    };
    std::map<std::string, Style> styles_;
    DocxProperties defaults_;
    std::string default_paragraph_;
};

}  // namespace gangmu::documents::office
