// open(): the parent's side of the worker. A document is handed over in a memory file, the answer comes back
// through a pipe; whatever happens to the worker ends as one named error here.
#include "documents/open.hpp"

#include <fmt/format.h>
#include <signal.h>
#include <string.h>

#include "documents/child.hpp"
#include "documents/errors.hpp"
#include "documents/wire.hpp"
#include "documents/worker.hpp"

namespace gangmu::documents {

namespace {

Error explain(std::string_view name, const ChildEnd& end, const Limits& limits) {
    if (end.timed_out || end.signal == SIGXCPU)
        return timeout_error(name, static_cast<std::size_t>(limits.time.count()));
    // the kernel's killer of processes, or the worker itself when memory ran out where it could not be told
    if (end.too_much || end.signal == SIGKILL || end.exit_code == worker_out_of_memory)
        return memory_error(name, limits.memory_bytes);
    if (end.signal != 0) return crashed_error(name, fmt::format("signal {}", end.signal));
    return crashed_error(name, fmt::format("exit {}", end.exit_code));
}

}  // namespace

Result<Document> open(std::string_view name, std::string_view bytes, const Limits& limits) {
    if (bytes.empty()) return empty_error(name);
    if (bytes.size() > limits.file_bytes) return too_large_error(name, bytes.size(), limits.file_bytes);
    if (!worker_is_ready()) return parse(name, bytes, limits);

    const Fd document = memory_file(bytes);
    const Fd order = memory_file(pack_order({std::string(name), limits}));
    if (!document || !order) return crashed_error(name, "memfd_create");
    Child child;
    child.program = "/proc/self/exe";
    child.arguments = {std::string(worker_argument)};
    child.fds = {{document.get(), worker_document_fd}, {order.get(), worker_order_fd}};
    child.output = worker_answer_fd;
    child.output_bytes = limits.memory_bytes;
    child.time = limits.time;
    const ChildEnd end = run_child(child);
    if (!end.started) return crashed_error(name, "posix_spawn");
    if (end.timed_out || end.too_much || end.exit_code != 0) return explain(name, end, limits);
    Result<Document> result{Document{}};
    if (!unpack(end.output, result)) return crashed_error(name, "answer");
    return result;
}

}  // namespace gangmu::documents
