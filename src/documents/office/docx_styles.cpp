#include "documents/office/docx_styles.hpp"

#include <vector>

namespace gangmu::documents::office {

namespace {

std::optional<bool> flag(Element element) {
    if (!element) return std::nullopt;
    const std::string value = element.attribute("val");
    return value != "0" && value != "false" && value != "off";
}

template <class T>
void take(std::optional<T>& lower, const std::optional<T>& upper) {
    if (upper) lower = upper;
}

}  // namespace

void DocxProperties::overlay(const DocxProperties& upper) {
    take(bold, upper.bold);
    take(hidden, upper.hidden);
    take(size, upper.size);
    take(raised, upper.raised);
    take(outline, upper.outline);
    take(number_id, upper.number_id);
    take(number_level, upper.number_level);
    take(indent, upper.indent);
}

DocxProperties run_properties(Element rPr) {
    DocxProperties properties;
    if (!rPr) return properties;
    properties.bold = flag(rPr.child("b"));
    properties.hidden = flag(rPr.child("vanish"));
    if (Element size = rPr.child("sz")) properties.size = static_cast<float>(size.number("val", 0)) / 2;
    if (Element align = rPr.child("vertAlign")) properties.raised = align.attribute("val") == "superscript";
    if (Element position = rPr.child("position"); position && !properties.raised)
        properties.raised = position.number("val", 0) > 0;
    return properties;
}

DocxProperties paragraph_properties(Element pPr) {
    DocxProperties properties;
    if (!pPr) return properties;
    if (Element outline = pPr.child("outlineLvl"))
        properties.outline = static_cast<int>(outline.number("val", 9));
    if (Element number = pPr.child("numPr")) {
        if (Element id = number.child("numId")) properties.number_id = id.number("val", 0);
        if (Element level = number.child("ilvl"))
            properties.number_level = static_cast<int>(level.number("val", 0));
    }
    if (Element indent = pPr.child("ind")) {
        const long left = indent.number("left", indent.number("start", 0));
        const long first = indent.number("firstLine", -indent.number("hanging", 0));
        properties.indent = static_cast<float>(left + first) / 20;
    }
    return properties;
}

void DocxStyles::read(Element styles) {
    if (Element defaults = styles.child("docDefaults")) {
        if (Element run = defaults.child("rPrDefault")) defaults_.overlay(run_properties(run.child("rPr")));
        if (Element paragraph = defaults.child("pPrDefault"))
            defaults_.overlay(paragraph_properties(paragraph.child("pPr")));
    }
    styles.children([&](Element element) {
        if (element.name() != "style") return;
        Style style;
        if (Element name = element.child("name")) style.name = name.attribute("val");
        if (Element base = element.child("basedOn")) style.based_on = base.attribute("val");
        style.own = run_properties(element.child("rPr"));
        style.own.overlay(paragraph_properties(element.child("pPr")));
        const std::string id = element.attribute("styleId");
        if (element.attribute("type") == "paragraph" && element.attribute("default") == "1")
            default_paragraph_ = id;
        styles_[id] = std::move(style);
    });
    for (auto& [id, style] : styles_) {
        std::vector<const Style*> chain;
        for (const Style* at = &style; at && chain.size() < 50;) {
            chain.push_back(at);
            const auto base = styles_.find(at->based_on);
            at = base == styles_.end() ? nullptr : &base->second;
        }
        style.resolved = defaults_;
        for (auto at = chain.rbegin(); at != chain.rend(); ++at)
            style.resolved.overlay((*at)->own);
    }
}

const DocxProperties& DocxStyles::properties(const std::string& id) const {
    auto found = styles_.find(id);
    if (found == styles_.end()) found = styles_.find(default_paragraph_);
    return found == styles_.end() ? defaults_ : found->second.resolved;
}

std::string DocxStyles::name(const std::string& id) const {
    const auto found = styles_.find(id);
    return found == styles_.end() ? id : found->second.name;
}

}  // namespace gangmu::documents::office
