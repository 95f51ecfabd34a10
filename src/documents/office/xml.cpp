#include "documents/office/xml.hpp"

#include <fmt/format.h>
#include <libxml/parser.h>
#include <libxml/tree.h>

#include <charconv>
#include <limits>
#include <new>

#include "documents/errors.hpp"

namespace gangmu::documents::office {

namespace {

std::string_view view(const xmlChar* text) {
    return text ? std::string_view(reinterpret_cast<const char*>(text)) : std::string_view();
}

const xmlAttr* find_attribute(const xmlNode* node, const char* name) {
    for (const xmlAttr* attribute = node->properties; attribute; attribute = attribute->next)
        if (view(attribute->name) == name) return attribute;
    return nullptr;
}

const xmlNode* element_from(const xmlNode* node) {
    while (node && node->type != XML_ELEMENT_NODE)
        node = node->next;
    return node;
}

const xmlNode* content_from(const xmlNode* node) {
    while (node && node->type != XML_ELEMENT_NODE && node->type != XML_TEXT_NODE &&
           node->type != XML_CDATA_SECTION_NODE)
        node = node->next;
    return node;
}

// Deeper than libxml2 itself allows (256) cannot happen; a smaller limit is held here.
std::size_t depth_of(const xmlNode* root) {
    std::size_t depth = 1, deepest = 1;
    for (const xmlNode* node = root; node;) {
        if (node->type == XML_ELEMENT_NODE && node->children) {
            node = node->children;
            deepest = std::max(deepest, ++depth);
            continue;
        }
        while (node && node != root && !node->next) {
            node = node->parent;
            --depth;
        }
        if (!node || node == root) break;
        node = node->next;
    }
    return deepest;
}

// The last error that libxml2 keeps may come after the one that counts: memory ran out.
void watch_memory(void* context, xmlError* error) {
    auto* parser = static_cast<xmlParserCtxt*>(context);
    if (error->code == XML_ERR_NO_MEMORY) *static_cast<bool*>(parser->_private) = true;
}

}  // namespace

std::string_view Element::name() const {
    return view(node_->name);
}

std::string Element::attribute(const char* local_name) const {
    const xmlAttr* attribute = find_attribute(node_, local_name);
    if (!attribute) return {};
    std::string value;
    for (const xmlNode* part = attribute->children; part; part = part->next)
        value += view(part->content);
    return value;
}

bool Element::has_attribute(const char* local_name) const {
    return find_attribute(node_, local_name) != nullptr;
}

long Element::number(const char* local_name, long otherwise) const {
    const std::string text = attribute(local_name);
    long value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end != text.data() ? value : otherwise;
}

Element Element::first_child() const {
    return Element(element_from(node_->children));
}
Element Element::next() const {
    return Element(element_from(node_->next));
}

Element Element::child(std::string_view name) const {
    for (Element child = first_child(); child; child = child.next())
        if (child.name() == name) return child;
    return {};
}

std::string Element::text() const {
    std::string out;
    content([&](Element child) { out += child.text(); },
            [&](std::string_view characters) { out += characters; });
    return out;
}

const _xmlNode* Element::first_node() const {
    return content_from(node_->children);
}
const _xmlNode* Element::next_node(const _xmlNode* node) {
    return content_from(node->next);
}
bool Element::is_element(const _xmlNode* node) {
    return node->type == XML_ELEMENT_NODE;
}
std::string_view Element::characters_of(const _xmlNode* node) {
    return view(node->content);
}

void Xml::Free::operator()(_xmlDoc* document) const {
    xmlFreeDoc(document);
}

Element Xml::root() const {
    return Element(xmlDocGetRootElement(const_cast<xmlDoc*>(document_.get())));
}

Result<Xml> Xml::parse(std::string_view name, std::string_view part, std::string_view bytes,
                       std::size_t depth) {
    if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()))
        return bomb_error(name, bytes.size());
    std::unique_ptr<xmlParserCtxt, decltype(&xmlFreeParserCtxt)> context(xmlNewParserCtxt(),
                                                                         &xmlFreeParserCtxt);
    if (!context) throw std::bad_alloc();
    constexpr int options =
        XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA | XML_PARSE_COMPACT;
    bool out_of_memory = false;
    context->_private = &out_of_memory;
    context->sax->serror = &watch_memory;
    Xml xml;
    xml.document_.reset(xmlCtxtReadMemory(context.get(), bytes.data(), static_cast<int>(bytes.size()),
                                          nullptr, nullptr, options));
    if (!xml.document_) {
        const xmlError* error = xmlCtxtGetLastError(context.get());
        const std::string_view message =
            error && error->message ? std::string_view(error->message) : std::string_view();
        if (out_of_memory || (error && error->code == XML_ERR_NO_MEMORY)) throw std::bad_alloc();
        if (message.find("depth") != std::string_view::npos) return too_deep_error(name, 256);
        return broken_error(name, fmt::format("{}: XML, line {}", part, error ? error->line : 0));
    }
    if (xml.document_->intSubset || xml.document_->extSubset)
        return broken_error(name, fmt::format("{}: DTD", part));
    if (!xml.root()) return broken_error(name, part);
    if (depth_of(xmlDocGetRootElement(xml.document_.get())) > depth) return too_deep_error(name, depth);
    return xml;
}

}  // namespace gangmu::documents::office
