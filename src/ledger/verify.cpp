#include "ledger/verify.hpp"

namespace gangmu::ledger {

namespace {
constexpr std::size_t stride = 1024;
}

Error cancelled() {
    return fail(Fault::unavailable, "cancelled", {"已依要求中止", "Stopped as asked"});
}

void found_bad(Verification& verification, Sequence seq, const Message& reason) {
    verification.good = false;
    verification.first_bad = seq;
    verification.reason = reason.zh + "\n" + reason.en;
}

Result<Verification> verify_chain(const Ledger& ledger, std::uint64_t total, const Progress& progress) {
    Verification verification;
    Chain chain;
    for (std::size_t step = stride;;) {
        const Sequence at = chain.head().seq;
        if (progress && !progress(at, total)) return cancelled();
        const auto events = ledger.read(at, step);
        if (!events && step > 1) {  // something there cannot be read: go on one by one to name it
            step = 1;
            continue;
        }
        if (!events) {
            found_bad(verification, at + 1, events.error().what);
            break;
        }
        for (const Event& event : *events) {
            if (const Message reason = chain.follow(event); !reason.zh.empty()) {
                found_bad(verification, chain.head().seq + 1, reason);
                break;
            }
            if (event.erased) verification.erased.push_back(event.seq);
        }
        if (!verification.good || events->size() < step) break;
    }
    verification.head = chain.head();
    if (progress) progress(chain.head().seq, total);
    return verification;
}

}  // namespace gangmu::ledger
