// XML as a tree to walk. libxml2 stops here: no network, no DTD, no entities, limited depth.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"

struct _xmlDoc;
struct _xmlNode;

namespace gangmu::documents::office {

// A view of one element, valid as long as its Xml. Names and attributes are asked by local name: office
// formats use one vocabulary at a place, and producers choose their own prefixes.
class Element {
  public:
    Element() = default;
    explicit Element(const _xmlNode* node) : node_(node) {}
    explicit operator bool() const { return node_ != nullptr; }

    std::string_view name() const;
    std::string attribute(const char* local_name) const;  // empty when missing
    bool has_attribute(const char* local_name) const;
    long number(const char* local_name, long otherwise) const;

    Element first_child() const;  // elements only
    Element next() const;
    Element child(std::string_view name) const;  // the first of that name
    std::string text() const;                    // all character data below

    // Both elements and character data, in order: visit(Element) and characters(std::string_view).
    template <class Visit, class Characters>
    void content(const Visit& visit, const Characters& characters) const {
        for (const _xmlNode* node = first_node(); node; node = next_node(node)) {
            if (is_element(node))
                visit(Element(node));
            else
                characters(characters_of(node));
        }
    }
    template <class Visit>
    void children(const Visit& visit) const {
        for (Element child = first_child(); child; child = child.next())
            visit(child);
    }

    bool operator==(const Element&) const = default;

  private:
    const _xmlNode* first_node() const;
    static const _xmlNode* next_node(const _xmlNode* node);
    static bool is_element(const _xmlNode* node);
    static std::string_view characters_of(const _xmlNode* node);
    const _xmlNode* node_ = nullptr;
};

class Xml {
  public:
    // `name` is the document's, `part` the member's. Errors: document-broken (also for a DTD),
    // document-too-deep.
    static Result<Xml> parse(std::string_view name, std::string_view part, std::string_view bytes,
                             std::size_t depth);
    Element root() const;

  private:
    struct Free {
        void operator()(_xmlDoc* document) const;
    };
    std::unique_ptr<_xmlDoc, Free> document_;
};

}  // namespace gangmu::documents::office
