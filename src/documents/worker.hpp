// The child process that parses one document: how open() and worker_main() find each other.
#pragma once

#include <string_view>

namespace gangmu::documents {

inline constexpr std::string_view worker_argument = "--read-document-worker";
inline constexpr int worker_document_fd = 3;
inline constexpr int worker_order_fd = 4;
inline constexpr int worker_answer_fd = 5;
inline constexpr int worker_out_of_memory = 43;  // exit code

// Whether this executable's main() has called worker_main(), so that it can be started again as a worker. If
// not (the tests of other rooms), open() parses in its own process.
bool worker_is_ready();

// Whether this process is such a worker: it ends with its document, so giving memory back is time for
// nothing.
bool is_worker();

}  // namespace gangmu::documents
