// What every carrier (text, html, pdf, office, sheet) becomes: ordered blocks with their places. Reading
// works on this form only and never knows which carrier it came from.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "model/plan.hpp"

// How the same thing looks in different carriers, for those who read blocks:
//   numbering  typed numbers stand in `text`; automatic ones (office files, <ol>) in `marker` as shown: the
//   line that a
//              person sees is marker + text. Bullets are always in `marker`; their glyph varies ("-", "•",
//              "●").
//   headings   office and HTML by their styles, PDF by size and boldness (levels by size, largest 1), text
//   only by #. lines      a text file's line and an HTML or office line break are a block each; PDF lines are
//   joined to
//              paragraphs within a page, never over its end. `<br>`, paragraphs and list items in a cell are
//              its lines.
//   tables     spans only where the carrier has them (HTML, office, sheets, PDF rules); a text's blank cell
//   is blank.
//              A table over a page break is two tables in PDF, the header repeated if it was printed twice; a
//              row that the break tears is two rows, and a merged cell begins anew, blank, on the second
//              page.
//   footnotes  blocks of their own (marker: the number); the marks are taken out of the text. Raised figures
//   that are
//              no mark are Unicode superscripts: 10⁶, m², ²⁸Si.
//   sheets     a heading with the sheet's name, then tables; a row with one filled cell above a table is a
//   paragraph.
namespace gangmu::documents {

// Where a block or cell stands. Text formats give lines; PDF gives page, lines on it and box; office files
// give block (from 1) or sheet + cells. Zero or empty = none.
struct Place {
    std::uint32_t page = 0;
    std::uint32_t first_line = 0;
    std::uint32_t last_line = 0;
    std::uint32_t block = 0;
    std::string sheet;
    std::string cells;
    // PDF only: points from the top left of the page
    float left = 0, top = 0, right = 0, bottom = 0;

    bool operator==(const Place&) const = default;
};

enum class BlockKind : std::uint8_t {
    heading,    // the carrier marks it as one: # in Markdown, h1…h6, a heading style
    paragraph,  // one paragraph; a text file's line is one (hard-wrapped lines are joined by reading, not
                // here)
    list_item,  // the carrier marks it as one: "- ", <li>, a list style; `marker` holds the bullet or number
    table,
    caption,
    footnote,
};

// Set aside by the carrier, not lost: recognised furniture of the page.
enum class Aside : std::uint8_t { none, page_header, page_footer, page_number, contents, footnote_rule };

// One cell. Merged cells are one Cell with spans; the positions they cover hold no Cell of their own.
struct Cell {
    std::string text;          // clean text: no markup, `\n` between paragraphs of the cell
    std::uint32_t column = 0;  // from 0
    std::uint32_t column_span = 1;
    std::uint32_t row_span = 1;
    bool header = false;  // the carrier says so (th); PDF: the first rows, if only they are bold
    bool bold = false;    // all of its text is bold
    Place place;

    bool operator==(const Cell&) const = default;
};

struct Row {
    std::vector<Cell> cells;  // by column, ascending; a blank cell is a Cell with empty text
    Place place;

    bool operator==(const Row&) const = default;
};

struct Table {
    std::uint32_t columns = 0;
    std::vector<Row> rows;

    bool operator==(const Table&) const = default;
};

struct Block {
    BlockKind kind = BlockKind::paragraph;
    Aside aside = Aside::none;
    std::uint8_t level = 0;  // headings: 1…6 as marked; list items: depth from 1; else 0
    std::string
        marker;  // list items and automatically numbered paragraphs: "-", "●", "1.", "（一）" as shown
    std::string text;   // clean UTF-8: no markup; tabs kept; never ends in a line break
    bool bold = false;  // all of it is bold
    float size = 0;     // font size in points where the carrier knows it, else 0
    float indent = 0;   // leading white space in characters (text) or points (pdf, office)
    std::string style;  // office: the style's name
    Table table;        // kind table only
    Place place;

    bool operator==(const Block&) const = default;
};

struct Document {
    model::DocumentInfo info;
    std::string title;  // what the file's own properties call it (PDF, office, HTML); often empty or stale
    std::vector<Block> blocks;
    Diagnostics diagnostics;

    bool operator==(const Document&) const = default;
};

}  // namespace gangmu::documents
