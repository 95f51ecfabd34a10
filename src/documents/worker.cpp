#include "documents/worker.hpp"

#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <exception>
#include <new>
#include <string>

#include "documents/child.hpp"
#include "documents/open.hpp"
#include "documents/sandbox.hpp"
#include "documents/sniff.hpp"
#include "documents/wire.hpp"

namespace gangmu::documents {

namespace {

std::atomic<bool> ready{false};
std::atomic<bool> working{false};

// The whole of a memory file, mapped; empty when that fails.
std::string_view mapped(int fd) {
    struct stat status {};
    if (::fstat(fd, &status) != 0 || status.st_size <= 0) return {};
    const auto size = static_cast<std::size_t>(status.st_size);
    void* address = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd, 0);
    return address == MAP_FAILED ? std::string_view()
                                 : std::string_view(static_cast<const char*>(address), size);
}

bool write_all(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

int work() {
    working.store(true, std::memory_order_relaxed);
    ::syscall(SYS_close_range, worker_answer_fd + 1, ~0U, 0);
    Order order;
    if (!unpack_order(mapped(worker_order_fd), order)) return 2;
    const std::string_view bytes = mapped(worker_document_fd);
    prepare_children();
    enter_sandbox(order.limits, sniff(order.name, bytes) == Format::pdf);
    // _exit: the destructors of a large document are time for nothing
    return write_all(worker_answer_fd, pack(parse(order.name, bytes, order.limits))) ? 0 : 3;
}

}  // namespace

bool worker_is_ready() {
    return ready.load(std::memory_order_relaxed);
}

bool is_worker() {
    return working.load(std::memory_order_relaxed);
}

int worker_main(int argc, char** argv) {
    if (argc != 2 || argv[1] != worker_argument) {
        ready.store(true, std::memory_order_relaxed);
        return -1;
    }
    try {
        ::_exit(work());
    } catch (const std::bad_alloc&) {
        ::_exit(worker_out_of_memory);
    } catch (const std::exception&) {
        ::_exit(4);
    }
}

}  // namespace gangmu::documents
