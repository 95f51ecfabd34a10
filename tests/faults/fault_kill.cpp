// fault_kill [KILLS [SEED]] (40, or what GANGMU_KILLS says): a child works on a store with eight threads and
// tells through a pipe what was acknowledged; it is killed with SIGKILL at a random instant (also while it
// opens the store); then the store is opened and verified, and everything that was ever acknowledged must
// stand in it. N times on the same store.
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <map>
#include <random>
#include <set>
#include <sstream>
#include <thread>

#include "ledger/checkpoint_file.hpp"
#include "ledger/writer.hpp"
#include "unit/ledger/scratch.hpp"

namespace {

using namespace gangmu;
using namespace gangmu::ledger;
using Clock = std::chrono::steady_clock;

constexpr unsigned threads = 8;

[[noreturn]] void give_up(const std::string& what) {
    std::cerr << "FAILED: " << what << std::endl;
    std::exit(1);
}
template <class T>
T must(Result<T> result, const std::string& what) {
    if (!result) give_up(what + ": " + result.error().code + " " + result.error().what.en);
    return std::move(*result);
}
void must(Status status, const std::string& what) {
    if (!status) give_up(what + ": " + status.error().code + " " + status.error().what.en);
}

// ---- the child

class Nothing : public Book {
  public:
    Status apply(std::span<const Event>) override { return {}; }
    void publish(const Head&) override {}
    void discard() override {}
};

// In writes of less than PIPE_BUF bytes: each line is told whole or not at all, also when the process is
// killed.
void tell(const std::string& line) {
    if (::write(STDOUT_FILENO, line.data(), line.size()) < 0) std::_Exit(3);
}

void put_a_blob(Ledger& ledger, std::mt19937& random) {
    std::string bytes(random() % 50'000, 'b');
    for (std::size_t i = 0; i + 4 < bytes.size(); i += 512)
        bytes[i] = static_cast<char>(random());
    tell("blob " + must(ledger.put_blob(bytes), "put_blob") + "\n");
}

void work(Ledger& ledger, Writer& writer, const std::string& folder, unsigned number, unsigned seed) {
    std::mt19937 random(seed * threads + number);
    Checkpoints checkpoints(folder, 1);
    for (;;) {
        const unsigned dice = random() % 64;
        if (dice == 0) {
            put_a_blob(ledger, random);
            continue;
        }
        const std::string payload(random() % (dice == 1 ? 100'000 : 300), static_cast<char>('a' + number));
        const auto produce = [&]() -> Result<std::vector<NewEvent>> {
            return std::vector<NewEvent>(1 + dice % 3, {"load", "thread", "", payload});
        };
        const auto events = must(writer.run(produce), "command");
        for (const Event& event : events)
            tell("event " + print_head({event.seq, event.hash}) + "\n");
        const Head head{events.back().seq, events.back().hash};
        if (dice == 2) {
            must(ledger.erase_payload(head.seq), "erase");
            tell("erased " + std::to_string(head.seq) + "\n");
        }
        if (dice == 3 && number == 0) {
            must(checkpoints.save(head, "state of " + print_head(head)), "checkpoint");
            must(checkpoints.keep({}), "checkpoint");
        }
    }
}

int child(const std::string& folder, unsigned seed) {
    const auto ledger = must(open_sqlite(folder, Access::read_write), "open in the child");
    tell("open now\n");
    Nothing book;
    Writer writer(*ledger, book);
    std::vector<std::thread> workers;
    for (unsigned i = 0; i < threads; ++i)
        workers.emplace_back([&, i] { work(*ledger, writer, folder, i, seed); });
    for (auto& worker : workers)
        worker.join();
    return 0;
}

// ---- the parent

struct Acknowledged {
    std::map<Sequence, Hash> events;
    std::set<std::string> blobs;
    std::set<Sequence> erased;
    unsigned opened = 0;  // children that got as far as that
};

void take_note(Acknowledged& all, const std::string& told) {
    std::istringstream lines(told.substr(0, told.rfind('\n') + 1));
    std::string kind, what;
    while (lines >> kind >> what) {
        if (kind == "open") {
            ++all.opened;
        } else if (kind == "blob") {
            all.blobs.insert(what);
        } else if (kind == "erased") {
            all.erased.insert(std::stoull(what));
        } else {
            const Head head = must(parse_head(what), "what the child told");
            const auto [at, fresh] = all.events.emplace(head.seq, head.hash);
            if (!fresh)
                give_up("event " + std::to_string(head.seq) +
                        " was acknowledged twice: history was rewritten");
        }
    }
}

enum class Die { while_opening, after_opening, under_load };

// Whether the child has got so far that its last moments begin: however slow the machine is.
bool far_enough(Die when, const std::string& told) {
    return when == Die::under_load ? told.find("event ") != std::string::npos : !told.empty();
}

// Runs a child, kills it after this long (counted from its start, its opening of the store, or the first
// event that it acknowledged), and returns all that it told.
std::string run_and_kill(const char* self, const std::string& folder, unsigned seed, Die when,
                         std::chrono::microseconds life) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) give_up("pipe");
    const pid_t process = ::fork();
    if (process < 0) give_up("fork");
    if (process == 0) {
        ::dup2(ends[1], STDOUT_FILENO);
        ::execl(self, self, "--child", folder.c_str(), std::to_string(seed).c_str(), nullptr);
        std::_Exit(3);
    }
    ::close(ends[1]);
    std::string told;
    auto end = Clock::now() + (when == Die::while_opening ? life : std::chrono::seconds(120));
    bool killed = false;
    bool counting = when == Die::while_opening;
    for (;;) {
        const auto left = std::chrono::duration_cast<std::chrono::nanoseconds>(end - Clock::now()).count();
        if (!killed && left <= 0) {
            ::kill(process, SIGKILL);
            killed = true;
        }
        pollfd waiting{ends[0], POLLIN, 0};
        const timespec patience{left > 0 ? left / 1'000'000'000 : 0, left > 0 ? left % 1'000'000'000 : 0};
        if (::ppoll(&waiting, 1, killed ? nullptr : &patience, nullptr) <= 0) continue;
        char buffer[65536];
        const ssize_t got = ::read(ends[0], buffer, sizeof buffer);
        if (got <= 0) break;
        told.append(buffer, static_cast<std::size_t>(got));
        if (!counting && far_enough(when, told)) {
            counting = true;
            end = Clock::now() + life;
        }
    }
    ::close(ends[0]);
    int status = 0;
    ::waitpid(process, &status, 0);
    if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGKILL) give_up("the child ended by itself");
    return told;
}

void check(const std::string& folder, const Acknowledged& all, Sequence known_good) {
    const auto ledger = must(open_sqlite(folder, Access::read_write), "open after the kill");
    const auto verification = must(ledger->verify(true), "verify");
    if (!verification.good) {
        for (const auto& blob : verification.bad_blobs)
            std::cerr << "bad blob " << blob << "\n";
        give_up("verify, event " + std::to_string(verification.first_bad.value_or(0)) + ": " +
                verification.reason);
    }
    // What stood at the last check stands under a chain that was just verified: only the new is compared one
    // by one.
    for (auto at = all.events.lower_bound(known_good); at != all.events.end(); ++at)
        must(prove_head(*ledger, {at->first, at->second}), "acknowledged event " + std::to_string(at->first));
    for (const auto& blob : all.blobs)
        if (!must(ledger->has_blob(blob), "has_blob")) give_up("acknowledged blob " + blob + " is missing");
    const std::set<Sequence> erased(verification.erased.begin(), verification.erased.end());
    for (const Sequence seq : all.erased)
        if (!erased.count(seq)) give_up("erased payload " + std::to_string(seq) + " is back");
    std::vector<Message> removed;
    (void)must(Checkpoints(folder, 1).load(*ledger, verification.head.seq, &removed), "checkpoints");
    if (!removed.empty()) give_up(removed.front().en);
}

int parent(const char* self, unsigned kills, unsigned seed) {
    Scratch scratch;
    const std::string folder = scratch.path();
    std::mt19937 random(seed);
    Acknowledged all;
    unsigned fruitful = 0;
    Sequence known_good = 0;
    for (unsigned kill = 0; kill < kills; ++kill) {
        const Die when = kill % 3 == 2   ? Die::while_opening
                         : kill % 3 == 1 ? Die::after_opening
                                         : Die::under_load;
        const auto life =
            std::chrono::microseconds(random() % (when == Die::while_opening ? 12'000 : 30'000));
        const std::string told = run_and_kill(self, folder, seed + kill, when, life);
        const std::size_t before = all.events.size();
        take_note(all, told);
        fruitful += all.events.size() > before ? 1 : 0;
        check(folder, all, known_good);
        known_good = all.events.empty() ? 0 : all.events.rbegin()->first;
    }
    check(folder, all, 0);
    std::cout << kills << " kills (" << all.opened << " after opening, " << fruitful
              << " after an acknowledgement, seed " << seed << "): " << all.events.size() << " events, "
              << all.blobs.size() << " blobs and " << all.erased.size()
              << " erasures acknowledged, none lost; the chain verifies" << std::endl;
    if (kills >= 20 && fruitful < kills / 4)
        give_up("too few children lived long enough to acknowledge anything");
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc == 4 && std::string(argv[1]) == "--child")
        return child(argv[2], static_cast<unsigned>(std::stoul(argv[3])));
    const char* wish = argc > 1 ? argv[1] : std::getenv("GANGMU_KILLS");
    const unsigned seed =
        argc > 2 ? static_cast<unsigned>(std::stoul(argv[2])) : std::random_device()() % 1'000'000;
    return parent("/proc/self/exe", wish ? static_cast<unsigned>(std::stoul(wish)) : 40, seed);
}
