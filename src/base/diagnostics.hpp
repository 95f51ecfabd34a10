// Faults inside a document: it is read on, and each fault is told with its place.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace gangmu {

enum class Severity { note, warning, error };

struct Diagnostic {
    Severity severity = Severity::note;
    std::string code;  // "reading-bad-bytes"
    Message message;
    // where: page and lines from 1, 0 when unknown
    unsigned page = 0;
    unsigned first_line = 0;
    unsigned last_line = 0;

    bool operator==(const Diagnostic&) const = default;
};

using Diagnostics = std::vector<Diagnostic>;

}  // namespace gangmu
