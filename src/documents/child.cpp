#include "documents/child.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <thread>

namespace gangmu::documents {

Fd& Fd::operator=(Fd&& other) noexcept {
    if (this != &other) {
        reset();
        fd_ = other.release();
    }
    return *this;
}

int Fd::release() {
    const int fd = fd_;
    fd_ = -1;
    return fd;
}

void Fd::reset() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
}

Fd memory_file(std::string_view bytes) {
    Fd file(::memfd_create("document", MFD_CLOEXEC));
    while (file && !bytes.empty()) {
        const ssize_t written = ::write(file.get(), bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return Fd();
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    if (file) ::lseek(file.get(), 0, SEEK_SET);
    return file;
}

namespace {

using Clock = std::chrono::steady_clock;

// The descriptors of a child are small numbers that may be in use here: ours are first moved out of the way.
constexpr int first_safe_fd = 100;

// Once open it stays open, for all children.
int null_device() {
    static const int fd = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    return fd;
}

struct Actions {
    posix_spawn_file_actions_t value;
    Actions() { posix_spawn_file_actions_init(&value); }
    ~Actions() { posix_spawn_file_actions_destroy(&value); }
    Actions(const Actions&) = delete;
};
struct Attributes {
    posix_spawnattr_t value;
    Attributes() { posix_spawnattr_init(&value); }
    ~Attributes() { posix_spawnattr_destroy(&value); }
    Attributes(const Attributes&) = delete;
};

// Returns the process id, or -1.
pid_t spawn(const Child& child, int write_end) {
    std::vector<Fd> moved;
    Actions actions;
    auto give = [&](int ours, int theirs) {
        moved.emplace_back(::fcntl(ours, F_DUPFD_CLOEXEC, first_safe_fd));
        if (!moved.back()) return false;
        return posix_spawn_file_actions_adddup2(&actions.value, moved.back().get(), theirs) == 0;
    };
    for (int fd = 0; fd <= 2; ++fd)
        if (!give(null_device(), fd)) return -1;
    for (const ChildFd& fd : child.fds)
        if (!give(fd.ours, fd.theirs)) return -1;
    if (!give(write_end, child.output)) return -1;

    Attributes attributes;
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes.value, &none);
    posix_spawnattr_setsigdefault(&attributes.value, &all);
    posix_spawnattr_setpgroup(&attributes.value, 0);
    posix_spawnattr_setflags(&attributes.value,
                             POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);

    std::vector<std::string> words{child.program};
    words.insert(words.end(), child.arguments.begin(), child.arguments.end());
    std::vector<char*> argv;
    for (std::string& word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);
    std::string path = "PATH=/usr/local/bin:/usr/bin:/bin", language = "LC_ALL=C.UTF-8";
    std::array<char*, 3> environment{path.data(), language.data(), nullptr};
    pid_t pid = -1;
    if (posix_spawnp(&pid, child.program.c_str(), &actions.value, &attributes.value, argv.data(),
                     environment.data()) != 0)
        return -1;
    return pid;
}

}  // namespace

void prepare_children() {
    null_device();
}

ChildEnd run_child(const Child& child) {
    ChildEnd end;
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return end;
    Fd read_end(ends[0]), write_end(ends[1]);
    const pid_t pid = spawn(child, write_end.get());
    write_end.reset();
    if (pid < 0) return end;
    end.started = true;

    const auto deadline = Clock::now() + child.time;
    std::vector<char> buffer(1u << 16);
    for (;;) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
        pollfd waiting{read_end.get(), POLLIN, 0};
        const int ready =
            left <= 0 ? 0 : ::poll(&waiting, 1, static_cast<int>(std::min<long>(left, 1 << 30)));
        if (ready < 0 && errno == EINTR) continue;
        if (ready <= 0) {
            end.timed_out = true;
            break;
        }
        const ssize_t got = ::read(read_end.get(), buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        if (end.output.size() + static_cast<std::size_t>(got) > child.output_bytes) {
            end.too_much = true;
            break;
        }
        end.output.append(buffer.data(), static_cast<std::size_t>(got));
    }
    // A child that has closed its output has until the deadline to end. Until it is waited for its process
    // group keeps its number, so killing the group cannot hit another.
    int status = 0;
    bool ended = false;
    while (!end.timed_out && !end.too_much && !ended) {
        siginfo_t info{};
        if (::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
            info.si_pid == pid)
            ended = true;
        else if (Clock::now() >= deadline)
            end.timed_out = true;
        else
            std::this_thread::sleep_for(std::chrono::microseconds(200));
    }
    ::kill(-pid, SIGKILL);
    while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    if (WIFEXITED(status)) end.exit_code = WEXITSTATUS(status);
    if (WIFSIGNALED(status)) end.signal = WTERMSIG(status);
    return end;
}

}  // namespace gangmu::documents
