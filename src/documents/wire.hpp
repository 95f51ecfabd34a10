// A parsed document (or the refusal) as bytes between the worker and its parent. The parent takes them from a
// process that has read hostile input, so every length is checked. Not a stored format: both ends are one
// build.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "documents/document.hpp"
#include "documents/open.hpp"

namespace gangmu::documents {

// What the worker is told.
struct Order {
    std::string name;
    Limits limits;
};

std::string pack_order(const Order& order);
bool unpack_order(std::string_view bytes, Order& order);

std::string pack(const Result<Document>& result);

// False when the bytes are cut off or make no sense.
bool unpack(std::string_view bytes, Result<Document>& result);

}  // namespace gangmu::documents
