#include <algorithm>
#include <string>

#include "documents/carrier.hpp"
#include "documents/errors.hpp"
#include "documents/footnotes.hpp"
#include "documents/furniture.hpp"
#include "documents/html/tree.hpp"
#include "documents/html/walk.hpp"
#include "documents/markers.hpp"
#include "documents/text/bytes.hpp"
#include "documents/text/lines.hpp"
#include "text/utf8.hpp"

namespace gangmu::documents {

namespace {

// charset=… of a meta element or an XML declaration.
std::string declared_encoding(std::string_view bytes) {
    const std::string_view head = bytes.substr(0, 4096);
    for (std::string_view key : {"charset=", "encoding="}) {
        std::size_t at = head.find(key);
        if (at == std::string_view::npos) continue;
        at += key.size();
        while (at < head.size() && (head[at] == '"' || head[at] == '\'' || head[at] == ' '))
            ++at;
        const std::size_t end = head.find_first_of("\"' />;?\r\n", at);
        if (end != std::string_view::npos && end > at) return std::string(head.substr(at, end - at));
    }
    return {};
}

const GumboNode* child(const GumboNode* parent, GumboTag tag) {
    if (parent == nullptr || parent->type != GUMBO_NODE_ELEMENT) return nullptr;
    const GumboVector& children = parent->v.element.children;
    for (unsigned i = 0; i < children.length; ++i) {
        const auto* node = static_cast<const GumboNode*>(children.data[i]);
        if (node->type == GUMBO_NODE_ELEMENT && node->v.element.tag == tag) return node;
    }
    return nullptr;
}

// What <title> says: most often the page's, sometimes the site's.
std::string title_of(const GumboNode* root) {
    const GumboNode* title = child(child(root, GUMBO_TAG_HEAD), GUMBO_TAG_TITLE);
    if (title == nullptr || title->v.element.children.length == 0) return {};
    const auto* text = static_cast<const GumboNode*>(title->v.element.children.data[0]);
    return text->type == GUMBO_NODE_TEXT ? std::string(text::trim(text->v.text.text)) : std::string();
}

}  // namespace

Status read_html(const Input& input, Document& document) {
    TRY(const std::string source, decode_text(input, declared_encoding(input.bytes), document.diagnostics));
    TRY(const html::Tree tree,
        html::Tree::parse(input.name, source, input.limits.depth, input.limits.memory_bytes / 2));
    document.info.lines = static_cast<std::uint32_t>(plain::split_lines(source).size());
    document.blocks = html::blocks_of(tree.root());
    document.title = title_of(tree.root());
    if (document.blocks.empty()) return empty_error(input.name);
    mark_list_items(document);
    resolve_footnotes(document);
    mark_furniture(document, false);
    return {};
}

}  // namespace gangmu::documents
