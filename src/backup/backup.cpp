#include "backup/backup.hpp"

#include <ctime>
#include <filesystem>

#include "base/file.hpp"
#include "ledger/files.hpp"
#include "ledger/ledger.hpp"
#include "notices/outbox_copy.hpp"

namespace gangmu::backup {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t largest_manifest = std::size_t{256} << 20U;
constexpr std::size_t largest_companion = std::size_t{64} << 20U;  // of those that are no database
constexpr std::uint64_t thousand = 1000;

Error cancelled() {
    return fail(Fault::unavailable, "cancelled", {"已取消", "It was cancelled"});
}

std::string utc_now() {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    char text[32];
    return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

class Gone {  // a file or folder that is not to stay
  public:
    explicit Gone(std::string path) : path_(std::move(path)) { remove(); }
    ~Gone() { remove(); }
    Gone(const Gone&) = delete;
    Gone& operator=(const Gone&) = delete;
    const std::string& path() const { return path_; }

  private:
    void remove() {
        std::error_code none;
        fs::remove_all(path_, none);
    }
    const std::string path_;
};

// Before the ledger is copied: what people were told of is then in the ledger's copy, and what was recorded
// between the two is told once more, under the same keys. A damaged outbox does not stop the backup of the
// rest; it is named instead.
Status copy_companions(const std::string& store, const std::string& folder, Manifest& manifest) {
    CHECK(ledger::make_folder(ledger::the_system(), folder));
    for (const auto name : companion_names) {
        const std::string from = store + "/" + std::string(name), to = folder + "/" + std::string(name);
        if (!ledger::is_there(from)) continue;
        if (name == outbox_member) {
            const Status copied = notices::copy_outbox(from, to);
            const bool damaged = copied ? !notices::check_outbox(to) : copied.error().fault == Fault::corrupt;
            if (damaged) {
                manifest.left_out.emplace_back(name);
                continue;
            }
            CHECK(copied);
        } else {
            TRY(const std::string bytes, read_file(from, largest_companion));
            CHECK(write_file(to, bytes, 0600));
        }
        Companion& kept = manifest.companions.emplace_back();
        kept.name = name;
        kept.bytes = fs::file_size(to);
        TRY(kept.sha256, sha256_of_file(to));
    }
    return {};
}

// SQLite wants its own name for a file that is not there because the folder is not.
Status writable_folder(const std::string& file) {
    const auto folder = fs::absolute(file).parent_path();
    if (fs::is_directory(folder)) return {};
    return fail(Fault::not_found, "backup-folder",
                {"找不到要寫入的資料夾", "The folder to write to is not there"},
                {"請先建立資料夾", "Make the folder first"}, folder.string());
}

Status check_blobs(const std::string& store, const std::vector<ledger::CopiedBlob>& blobs) {
    std::error_code none;
    for (const auto& blob : blobs) {
        const auto size = fs::file_size(store + "/" + ledger::blob_place(blob.sha256), none);
        if (!none && size == blob.bytes) continue;
        return fail(
            Fault::corrupt, "blob-corrupt",
            {"儲存庫裡有內容遺失或大小不符", "Content of the store is missing or of another size"},
            {"請執行 gangmu verify，並還原較早的備份", "Run gangmu verify, and restore an earlier backup"},
            blob.sha256);
    }
    return {};
}

Status describe(const std::string& store, const std::string& copy, Manifest& out) {
    out.made_by = GANGMU_VERSION;
    out.database_bytes = fs::file_size(copy);
    TRY(out.database_sha256, sha256_of_file(copy));
    TRY(out.blobs, ledger::blobs_in(copy));
    return check_blobs(store, out.blobs);
}

}  // namespace

Result<Manifest> save(const std::string& store, const std::string& out, const Progress& progress) {
    CHECK(writable_folder(out));
    TRY(auto archive, ArchiveWriter::create(out));
    Manifest manifest;
    const Gone beside(out + ".beside");
    CHECK(copy_companions(store, beside.path(), manifest));
    const Gone copy(out + ".ledger");
    CHECK(ledger::copy_database(store, copy.path()));
    if (progress && !progress(0, thousand)) return cancelled();
    CHECK(describe(store, copy.path(), manifest));
    // The store itself says what its state is at that event; the copy has no say in it.
    TRY(const auto ledger, ledger::open_sqlite(store, ledger::Access::read_only));
    TRY(manifest.head, ledger::head_of(copy.path()));
    TRY(const auto state, state_at(*ledger, manifest.head.seq, store));
    manifest.demo = state.settings.demo;
    manifest.state = state_sum(state);
    manifest.made = utc_now();
    TRY(manifest.outputs, output_sums(state));
    CHECK(archive.add_text(manifest_member, write_manifest(manifest)));
    CHECK(archive.add_text(about_member, about(manifest)));
    CHECK(archive.add_file(database_member, copy.path()));
    for (const auto& each : manifest.companions)
        CHECK(archive.add_file(each.name, beside.path() + "/" + each.name));
    for (const auto& blob : manifest.blobs)
        CHECK(
            archive.add_file(ledger::blob_place(blob.sha256), store + "/" + ledger::blob_place(blob.sha256)));
    CHECK(archive.finish(progress));
    return manifest;
}

namespace {

Status check_empty(const std::string& folder) {
    std::error_code none;
    if (!fs::exists(folder, none) || (fs::is_directory(folder, none) && fs::is_empty(folder, none)))
        return {};
    return fail(
        Fault::conflict, "restore-not-empty",
        {"還原的資料夾不是空的", "The folder to restore into is not empty"},
        {"請指定新的資料夾；原有的儲存庫不會被覆寫", "Name a new folder: no store is ever overwritten"},
        folder);
}

Status unpack(const ArchiveReader& archive, const Manifest& manifest, const std::string& folder,
              const Progress& progress) {
    CHECK(ledger::make_folder(ledger::the_system(), folder));
    CHECK(ledger::make_folder(ledger::the_system(), folder + "/blobs"));
    CHECK(archive.extract(database_member, folder + "/ledger.db", manifest.database_bytes,
                          manifest.database_sha256));
    for (const auto& each : manifest.companions)
        CHECK(archive.extract(each.name, folder + "/" + each.name, each.bytes, each.sha256));
    std::uint64_t done = 0;
    for (const auto& blob : manifest.blobs) {
        if (progress && !progress(done++, manifest.blobs.size())) return cancelled();
        const std::string place = ledger::blob_place(blob.sha256);
        CHECK(ledger::make_folder(ledger::the_system(), folder + "/blobs/" + blob.sha256.substr(0, 2)));
        CHECK(archive.extract(place, folder + "/" + place, blob.bytes, blob.sha256));
        CHECK(ledger::sync_folder(ledger::the_system(), folder + "/blobs/" + blob.sha256.substr(0, 2)));
    }
    return ledger::sync_folder(ledger::the_system(), folder);
}

Status check_restored(const Manifest& manifest, const std::string& folder) {
    const auto differs = [&](const char* what) {
        return fail(Fault::corrupt, "backup-broken",
                    {"還原的內容與備份所載不符", "What was restored is not what the backup says"},
                    {"請改用另一份備份", "Use another backup"}, what);
    };
    TRY(const auto ledger, ledger::open_sqlite(folder, ledger::Access::read_only));
    TRY(const auto verified, ledger->verify(false));
    if (!verified.good || verified.head != manifest.head) return differs("ledger");
    TRY(const auto state, state_at(*ledger, manifest.head.seq, {}));
    if (state_sum(state) != manifest.state) return differs("state");
    return {};
}

}  // namespace

Result<Manifest> restore(const std::string& file, const std::string& folder, const Progress& progress) {
    CHECK(check_empty(folder));
    CHECK(writable_folder(folder));
    TRY(const auto archive, ArchiveReader::open(file));
    TRY(const std::string text, archive.text(manifest_member, largest_manifest));
    TRY(const Manifest manifest, read_manifest(text));
    const Gone place(folder + ".restoring");
    CHECK(unpack(archive, manifest, place.path(), progress));
    CHECK(check_restored(manifest, place.path()));
    std::error_code error;
    fs::remove(folder, error);  // when it is there it is empty
    fs::rename(place.path(), folder, error);
    if (error)
        return fail(Fault::io, "store-io", {"無法寫入資料夾", "The folder cannot be written"}, {},
                    folder + ": " + error.message());
    CHECK(ledger::sync_folder(ledger::the_system(), fs::absolute(folder).parent_path().string()));
    return manifest;
}

}  // namespace gangmu::backup
