// The documents as one stream of pieces in reading order: page furniture set aside, lines that were wrapped
// or torn by a page break joined to the paragraph they belong to.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "documents/document.hpp"
#include "reading/draft.hpp"

namespace gangmu::reading {

enum class PieceKind : std::uint8_t { heading, line, bullet, table, caption, contents, footnote };

struct Piece {
    PieceKind kind = PieceKind::line;
    std::string text;
    int level = 0;  // of a heading, as marked
    int depth = 0;  // of a list item, from 1
    bool bold = false;
    float size = 0;
    bool numbered = false;                    // `text` begins with a number that the carrier generated
    const documents::Block* block = nullptr;  // the (first) block it was made of
    model::Sources source;
};

std::vector<Piece> make_stream(std::span<const documents::Document> documents);

// One source per page: adjoining lines of one page become one span.
void add_source(model::Sources& all, const model::Source& more);
void add_sources(model::Sources& all, const model::Sources& more);
model::Source source_of(const std::string& document, const documents::Place& place);

// Joins two pieces of one text: without a blank between CJK, with one between words.
std::string join_text(std::string_view a, std::string_view b);

// Does the sentence go on after `text` (a comma, an open bracket, no sign at its end)?
bool ends_sentence(std::string_view text);
bool is_unfinished(std::string_view text);

}  // namespace gangmu::reading
