// What an office file's own properties say.
#pragma once

#include <string>
#include <string_view>

#include "documents/office/archive.hpp"

namespace gangmu::documents::office {

// The title in `member` (docProps/core.xml, meta.xml); empty when there is none or it cannot be read: a file
// without good properties is a good file.
std::string title_in(Archive& archive, const Input& input, std::string_view member);

}  // namespace gangmu::documents::office
