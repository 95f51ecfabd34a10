#include "documents/html/tree.hpp"

#include <algorithm>
#include <array>
#include <csetjmp>
#include <string>

#include "documents/errors.hpp"

namespace gangmu::documents::html {

namespace {

// gumbo frees its tree by recursion and does not look whether it got memory. So it gets an arena that is
// dropped as a whole, and that jumps out of the parser when it is full (only C frames lie in between).
struct Arena {
    static constexpr std::size_t block_size = 1u << 20;
    std::vector<std::unique_ptr<char[]>> blocks;
    char* at = nullptr;
    std::size_t left = 0;
    std::size_t budget = 0;
    std::jmp_buf full;
};

void* allocate(void* userdata, std::size_t size) {
    Arena& arena = *static_cast<Arena*>(userdata);
    size = (size + 15) & ~std::size_t{15};
    if (size > arena.left) {
        const std::size_t wanted = std::max(size, Arena::block_size);
        char* block = wanted <= arena.budget ? new (std::nothrow) char[wanted] : nullptr;
        if (!block) std::longjmp(arena.full, 1);
        arena.blocks.emplace_back(block);
        arena.budget -= wanted;
        arena.at = block;
        arena.left = wanted;
    }
    void* result = arena.at;
    arena.at += size;
    arena.left -= size;
    return result;
}

void keep(void*, void*) {}

// Apart from any C++ object with a destructor, because of the jump.
GumboOutput* parse_into(Arena& arena, const GumboOptions& options, std::string_view source) {
    if (setjmp(arena.full) != 0) return nullptr;
    return gumbo_parse_with_options(&options, source.data(), source.size());
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

// How deep the tags of the source nest at most, by a look at the tags alone: the parser's own work grows with
// the square of the depth, so it must not see what is too deep. Elements that close themselves are left out.
std::size_t tag_depth(std::string_view source, std::size_t enough) {
    constexpr std::array<std::string_view, 34> flat{
        "p",     "li",    "tr",    "td",       "th",     "dt",    "dd",     "br",   "hr",
        "img",   "meta",  "link",  "input",    "col",    "area",  "base",   "wbr",  "option",
        "tbody", "thead", "tfoot", "colgroup", "source", "param", "embed",  "html", "head",
        "body",  "rp",    "rt",    "optgroup", "track",  "frame", "caption"};
    std::size_t depth = 0, deepest = 0;
    for (std::size_t at = source.find('<'); at != std::string_view::npos; at = source.find('<', at + 1)) {
        if (source.substr(at).starts_with("<!--")) {
            at = source.find("-->", at);
            if (at == std::string_view::npos) break;
            continue;
        }
        const bool closing = at + 1 < source.size() && source[at + 1] == '/';
        std::string name;
        for (std::size_t i = at + 1 + closing; i < source.size() && name.size() < 12; ++i) {
            const char c = lower(source[i]);
            if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) break;
            name += c;
        }
        if (name.empty() || std::find(flat.begin(), flat.end(), name) != flat.end()) continue;
        if (closing) {
            depth -= depth > 0;
            continue;
        }
        if (name == "script" || name == "style") {
            const std::size_t end = source.find("</", at);
            if (end == std::string_view::npos) break;
            at = end;
            continue;
        }
        deepest = std::max(deepest, ++depth);
        if (deepest > enough) break;
    }
    return deepest;
}

}  // namespace

Result<Tree> Tree::parse(std::string_view name, std::string_view source, std::size_t max_depth,
                         std::size_t memory) {
    if (tag_depth(source, max_depth) > max_depth) return too_deep_error(name, max_depth);
    Arena arena;
    arena.budget = memory;
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = &allocate;
    options.deallocator = &keep;
    options.userdata = &arena;
    options.max_errors = 0;
    options.tab_stop = 1;
    const GumboOutput* output = parse_into(arena, options, source);
    if (!output) return memory_error(name, memory);
    Tree tree;
    tree.blocks_ = std::move(arena.blocks);
    tree.root_ = output->root;
    return tree;
}

std::string_view attribute(const GumboElement& element, const char* name) {
    const GumboAttribute* found = gumbo_get_attribute(&element.attributes, name);
    return found ? std::string_view(found->value) : std::string_view();
}

}  // namespace gangmu::documents::html
