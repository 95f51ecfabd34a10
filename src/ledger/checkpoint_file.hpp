// Checkpoints: derived files FOLDER/checkpoints/SEQ-HASH.ckpt that hold a state as bytes and name the ledger
// head they stand on. They save folding from the first event and can be thrown away at any time; a bad one is
// removed. Layout: one line of JSON
// {"gangmu":"checkpoint","version":1,"content":N,"seq":S,"hash":"…","bytes":B,"sha256":"…"}, a newline, then
// the content. `content` is the version of the content's own format, which state counts. Threads: one writer
// at a time; loading from any thread beside it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "ledger/files.hpp"
#include "ledger/ledger.hpp"

namespace gangmu::ledger {

struct Checkpoint {
    Head head;
    std::string content;
};

class Checkpoints {
  public:
    // content_version: what the content's format is today; files of another one count as bad.
    Checkpoints(const std::string& store, int content_version, System& system = the_system());

    // Durable and atomic. Errors: disk-full, store-io.
    Status save(const Head& head, std::string_view content);

    // The heads there are, by their names, oldest first.
    std::vector<Head> list() const;

    // The newest good one with seq <= `at` whose head stands in the ledger; nothing: fold from the first
    // event. Bad ones on the way (damaged, of another version, of a head that the ledger does not have) are
    // removed and told in `removed`, if given, as sentences.
    Result<std::optional<Checkpoint>> load(const Ledger& ledger, Sequence at,
                                           std::vector<Message>* removed = nullptr);

    // Keeps the first at or after each of these sequences and the newest, removes the others.
    Status keep(const std::vector<Sequence>& wanted);
    // After personal data was taken out of the ledger: what was derived from it goes too.
    Status remove_all();

  private:
    std::string path(const Head& head) const;
    Result<Checkpoint> read(const Ledger& ledger, const Head& head) const;
    Status remove(const Head& head);

    std::string folder_;
    int content_version_;
    System* system_;
};

}  // namespace gangmu::ledger
