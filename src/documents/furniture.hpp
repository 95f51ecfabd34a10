// Furniture of the page: contents, page numbers, captions. Recognised the same way for every carrier.
#pragma once

#include <string_view>

#include "documents/document.hpp"

namespace gangmu::documents {

// 目錄, 目次, 表目錄, Contents … on a line of its own.
bool is_contents_title(std::string_view text);

// A line that ends in a page number after leader dots, a tab or a gap: 壹、前言 ..... 3
bool is_contents_entry(std::string_view text);

// - 12 -, 第 12 頁, Page 3 of 9, 3/9: says itself that it is a page number.
bool is_page_number(std::string_view text);

// 表 1-1、…, 圖2 …, Table 3: …
bool is_caption(std::string_view text);

// Marks contents pages, page numbers, running numbers and captions among blocks that no carrier has marked.
// `printed_pages`: pages stand in the text one after the other (text, PDF), so lone numbers that count up are
// page numbers.
void mark_furniture(Document& document, bool printed_pages);

}  // namespace gangmu::documents
