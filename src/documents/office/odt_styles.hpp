#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "documents/numbering.hpp"
#include "documents/office/xml.hpp"

namespace gangmu::documents::office {

struct OdtProperties {
    std::optional<bool> bold, hidden, raised;
    std::optional<float> size;    // points
    std::optional<float> indent;  // points
    std::string list_style;
    std::optional<int> outline;

    void overlay(const OdtProperties& upper);
};

struct OdtListLevel {
    bool bullet = false;
    NumberStyle style = NumberStyle::none;
    std::string sign;  // the bullet
    std::string prefix, suffix;
    std::string format;  // loext:num-list-format: "%1%.%2%", stands for the four above
    std::size_t shown_levels = 1;
    long start = 1;
};

struct OdtListStyle {
    static constexpr std::size_t levels = 10;
    std::array<OdtListLevel, levels> level;
};

class OdtStyles {
  public:
    // office:styles or office:automatic-styles; later ones win.
    void read(Element container);
    void resolve();  // once, after all were read

    const OdtProperties& paragraph(const std::string& name) const;
    const OdtProperties& text(const std::string& name) const;
    std::string display_name(
        const std::string& name) const;  // of the named style that an automatic one is made from
    const OdtListStyle* list(const std::string& name) const;
    const OdtListStyle& outline() const { return outline_; }

  private:
    struct Style {
        std::string family, parent, display;
        bool automatic = false;
        OdtProperties own, resolved;
    };
    const Style* find(const std::string& family, const std::string& name) const;
    std::map<std::string, Style> styles_;  // "paragraph/P1"
    std::map<std::string, OdtListStyle> lists_;
    OdtListStyle outline_;
    OdtProperties default_paragraph_;
};

// The label of `level` (from 0) when the counters stand at `counts`.
std::string odt_label(const OdtListStyle& style, std::size_t level,
                      const std::array<long, OdtListStyle::levels>& counts);

}  // namespace gangmu::documents::office
