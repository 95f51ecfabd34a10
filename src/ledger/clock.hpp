// The clock that gives events their recorded time and says which day it is. It is the machine's, but for a
// demonstration store, whose years are simulated: there it stands where the one who makes it puts it, and
// later goes on from the last event. A process has one clock, because a process serves one store.
#pragma once

#include <cstdint>

namespace gangmu::ledger {

// Microseconds since 1970, UTC. Threads: any.
std::int64_t clock_us();

// While one exists clock_us() is its time. One at a time (a second one asserts). Only services::Registry
// makes them, and only for a store whose first event says that it is a demonstration. Threads: any.
class SimulatedClock {
  public:
    enum class Pace { standing, running };  // only set() moves it; it goes on as the machine's does
    SimulatedClock(std::int64_t now_us, Pace pace);
    ~SimulatedClock();
    SimulatedClock(const SimulatedClock&) = delete;
    SimulatedClock& operator=(const SimulatedClock&) = delete;

    void set(std::int64_t now_us);  // an earlier time than now is passed over
    static bool exists();
};

}  // namespace gangmu::ledger
