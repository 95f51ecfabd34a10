// Starting a program and collecting what it writes: the worker of open(), and poppler's tools inside the
// worker.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gangmu::documents {

// A file descriptor that is closed at the end of its scope.
class Fd {
  public:
    explicit Fd(int fd = -1) : fd_(fd) {}
    Fd(Fd&& other) noexcept : fd_(other.release()) {}
    Fd& operator=(Fd&& other) noexcept;
    ~Fd() { reset(); }

    int get() const { return fd_; }
    int release();
    void reset();
    explicit operator bool() const { return fd_ >= 0; }

  private:
    int fd_;
};

// A file in memory with these bytes, at its beginning; none when the system refuses.
Fd memory_file(std::string_view bytes);

struct ChildFd {
    int ours;    // stays open here
    int theirs;  // its number in the child
};

struct Child {
    std::string program;
    std::vector<std::string> arguments;   // without the program's name
    std::vector<ChildFd> fds;             // 0, 1 and 2 are /dev/null unless given here
    int output = 1;                       // the child's descriptor that is read here
    std::size_t output_bytes = 1u << 30;  // more than this: the child is killed
    std::chrono::milliseconds time{60'000};
};

struct ChildEnd {
    bool started = false;
    bool timed_out = false;
    bool too_much = false;
    int exit_code = -1;  // -1: ended by a signal
    int signal = 0;
    std::string output;
};

// Opens what run_child() needs and a sandbox would refuse later.
void prepare_children();

// Runs it in its own process group (all of which is killed on time-out), without our environment. Threads:
// any.
ChildEnd run_child(const Child& child);

}  // namespace gangmu::documents
