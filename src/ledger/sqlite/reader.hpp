// A reading connection with its prepared questions, and the pool of them: reads of many threads run side by
// side.
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "ledger/ledger.hpp"
#include "ledger/sqlite/database.hpp"

namespace gangmu::ledger {

struct BlobRecord {
    std::string sha256;
    bool erased = false;
};

// Threads: one at a time.
class Reader {
  public:
    static Result<std::unique_ptr<Reader>> open(const std::string& path, const std::string& vfs);

    Result<std::vector<Event>> events(Sequence after, std::size_t limit);
    Result<Event> last();                              // seq 0: the ledger is empty; without its payload
    Result<Event> row(Sequence seq);                   // without its payload. Errors: event-unknown
    Result<BlobRecord> blob(std::string_view sha256);  // Errors: blob-unknown
    Result<std::vector<BlobRecord>> blobs();
    // What SQLite itself finds wrong with the file; empty: nothing.
    Result<std::string> damage();

  private:
    Reader(Database database) : database_(std::move(database)) {}
    Database database_;
    Statement events_, last_, row_, blob_;
};

// Threads: any.
class Readers {
  public:
    Readers(std::string path, std::string vfs) : path_(std::move(path)), vfs_(std::move(vfs)) {}

    // f(Reader&) with a reader that nobody else uses.
    template <class F>
    std::invoke_result_t<F, Reader&> with(F&& f) const {
        TRY(std::unique_ptr<Reader> reader, take());
        auto result = f(*reader);
        give_back(std::move(reader));
        return result;
    }

  private:
    Result<std::unique_ptr<Reader>> take() const;
    void give_back(std::unique_ptr<Reader> reader) const;

    const std::string path_, vfs_;
    mutable std::mutex mutex_;
    mutable std::vector<std::unique_ptr<Reader>> idle_;
};

}  // namespace gangmu::ledger
