#include "documents/office/properties.hpp"

#include "documents/office/xml.hpp"
#include "text/utf8.hpp"

namespace gangmu::documents::office {

std::string title_in(Archive& archive, const Input& input, std::string_view member) {
    const auto bytes = archive.read(member);
    if (!bytes || bytes->empty()) return {};
    const auto xml = Xml::parse(input.name, member, *bytes, input.limits.depth);
    if (!xml) return {};
    Element properties = xml->root();
    if (const Element inner = properties.child("meta")) properties = inner;  // OpenDocument
    const Element title = properties.child("title");
    return title ? std::string(text::trim(title.text())) : std::string();
}

}  // namespace gangmu::documents::office
