// Automatic numbering of DOCX: which label a paragraph shows.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "documents/numbering.hpp"
#include "documents/office/xml.hpp"

namespace gangmu::documents::office {

struct NumberLevel {
    bool bullet = false;
    NumberStyle style = NumberStyle::decimal;
    std::string text;  // lvlText: "%1.%2", "（%1）", or the bullet
    long start = 1;
    int restart = -1;  // level (from 1) after which it begins anew; 0 never; -1 any higher one
    bool legal = false;
    std::string paragraph_style;
};

class DocxNumbering {
  public:
    static constexpr std::size_t levels = 9;

    void read(Element numbering);  // the root of numbering.xml

    // Counts one paragraph of list `number_id` at `level` (from 0). Empty: no label is shown.
    std::string label(long number_id, std::size_t level);
    bool is_bullet(long number_id, std::size_t level) const;
    // The level of the list that is bound to this style, or -1.
    int level_of_style(long number_id, const std::string& style) const;

  private:
    using Levels = std::array<NumberLevel, levels>;
    struct List {
        long abstract_id = 0;
        Levels definition;
        std::array<long, levels> start_override{};  // 0: none
        bool used = false;
    };
    struct Counters {
        std::array<long, levels> value{};
        std::array<bool, levels> running{};
    };
    std::map<long, List> lists_;
    std::map<long, Counters> counters_;  // by abstract list: lists of one kind go on counting
};

}  // namespace gangmu::documents::office
