// The door of this room: bytes in, Document out. Parsing runs in a child process under rlimits, so a crash or
// a bomb in a parser stays outside.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "documents/document.hpp"

namespace gangmu::documents {

struct Limits {
    std::size_t file_bytes = 200u << 20;
    std::size_t pages = 2000;
    std::chrono::seconds time{60};
    std::size_t memory_bytes = std::size_t{1} << 30;
    std::size_t expanded_bytes = std::size_t{1} << 30;  // of an archive, all members together
    std::size_t depth = 512;                            // of markup
};

// Reads one document in a child process of this same executable (see worker.hpp). Threads: any, at the same
// time. Errors: document-empty, document-too-large, document-unknown, document-encrypted,
// document-undecodable, document-scanned, document-fonts, document-old-format, document-broken,
// document-too-deep, document-bomb, document-too-many-pages, document-timeout, document-memory,
// document-crashed.
Result<Document> open(std::string_view name, std::string_view bytes, const Limits& limits = {});

// The same in this process, without its own limits of time and memory: for the worker, tests and fuzzers.
Result<Document> parse(std::string_view name, std::string_view bytes, const Limits& limits = {});

// Hidden entry of the executable: main() calls it first; it returns the exit code when argv asks for a
// worker, or -1 to go on.
int worker_main(int argc, char** argv);

}  // namespace gangmu::documents
