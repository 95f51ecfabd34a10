#include "ledger/clock.hpp"

#include <atomic>
#include <cassert>
#include <chrono>

namespace gangmu::ledger {
namespace {

enum class Mode : int { machine, standing, running };

// `value` is the time when it stands, and how far it is ahead of the machine's clock when it runs. It is
// written before the mode, and read after it.
std::atomic<Mode> mode = Mode::machine;
std::atomic<std::int64_t> value = 0;

std::int64_t machine_us() {
    using namespace std::chrono;
    return duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
}

}  // namespace

std::int64_t clock_us() {
    switch (mode.load(std::memory_order_acquire)) {
        case Mode::standing:
            return value.load(std::memory_order_relaxed);
        case Mode::running:
            return machine_us() + value.load(std::memory_order_relaxed);
        case Mode::machine:
            break;
    }
    return machine_us();
}

SimulatedClock::SimulatedClock(std::int64_t now_us, Pace pace) {
    assert(!exists());
    value = pace == Pace::standing ? now_us : now_us - machine_us();
    mode.store(pace == Pace::standing ? Mode::standing : Mode::running, std::memory_order_release);
}

SimulatedClock::~SimulatedClock() {
    mode.store(Mode::machine, std::memory_order_release);
}

void SimulatedClock::set(std::int64_t now_us) {
    if (now_us <= clock_us()) return;
    value = mode.load() == Mode::standing ? now_us : now_us - machine_us();
}

bool SimulatedClock::exists() {
    return mode.load() != Mode::machine;
}

}  // namespace gangmu::ledger
