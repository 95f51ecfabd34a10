#include "backup/archive.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>
#include <zip.h>

#include <array>
#include <cerrno>
#include <deque>
#include <filesystem>

#include "ledger/files.hpp"

namespace gangmu::backup {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t piece = 1U << 18U;

class Hash {
  public:
    Hash() { crypto_hash_sha256_init(&state_); }
    void add(std::string_view bytes) {
        crypto_hash_sha256_update(&state_, reinterpret_cast<const unsigned char*>(bytes.data()),
                                  bytes.size());
    }
    std::string hex() {
        std::array<unsigned char, crypto_hash_sha256_BYTES> sum{};
        crypto_hash_sha256_final(&state_, sum.data());
        std::array<char, 2 * crypto_hash_sha256_BYTES + 1> out{};
        sodium_bin2hex(out.data(), out.size(), sum.data(), sum.size());
        return out.data();
    }

  private:
    crypto_hash_sha256_state state_;
};

class File {  // a descriptor that is closed
  public:
    explicit File(int descriptor) : descriptor_(descriptor) {}
    ~File() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    int get() const { return descriptor_; }

  private:
    int descriptor_;
};

Error broken(const std::string& where) {
    return fail(Fault::corrupt, "backup-broken",
                {"備份檔不完整或已損壞", "The backup file is incomplete or damaged"},
                {"請改用另一份備份；複製備份時請確認檔案大小相同",
                 "Use another backup; after copying one, compare the sizes"},
                where);
}

Error of_zip(zip_error_t* error, const std::string& path) {
    const int code = zip_error_code_zip(error);
    const int system = zip_error_code_system(error);
    if (code == ZIP_ER_CANCELLED)
        return fail(Fault::unavailable, "cancelled", {"已取消", "It was cancelled"});
    if (code == ZIP_ER_WRITE || code == ZIP_ER_TMPOPEN || code == ZIP_ER_RENAME || code == ZIP_ER_SEEK) {
        errno = system;
        return ledger::system_error(path);
    }
    if (code == ZIP_ER_OPEN || code == ZIP_ER_READ)
        return fail(Fault::unavailable, "blob-moved",
                    {"備份途中有內容被移除", "Something was taken out of the store meanwhile"},
                    {"請再執行一次", "Run it once more"}, path);
    return fail(Fault::internal, "backup-zip", {"無法寫成備份檔", "The backup file could not be made"}, {},
                path + ": " + zip_error_strerror(error));
}

}  // namespace

Result<std::string> sha256_of_file(const std::string& path) {
    const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.get() < 0) return ledger::system_error(path);
    Hash hash;
    std::string buffer(piece, '\0');
    for (;;) {
        const ssize_t got = ::read(file.get(), buffer.data(), buffer.size());
        if (got < 0) return ledger::system_error(path);
        if (got == 0) return hash.hex();
        hash.add({buffer.data(), static_cast<std::size_t>(got)});
    }
}

// ---- writing

struct ArchiveWriter::State {
    std::string path, part;
    zip_t* archive = nullptr;
    std::deque<std::string> texts;  // libzip reads them when it is finished
    const Progress* progress = nullptr;
    bool stop = false;

    ~State() {
        if (archive != nullptr) zip_discard(archive);
        if (!part.empty()) ::unlink(part.c_str());
    }
};

ArchiveWriter::ArchiveWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
ArchiveWriter::ArchiveWriter(ArchiveWriter&&) noexcept = default;
ArchiveWriter::~ArchiveWriter() = default;

Result<ArchiveWriter> ArchiveWriter::create(const std::string& path) {
    if (ledger::is_there(path))
        return fail(Fault::conflict, "backup-exists",
                    {"這個檔名已經存在", "A file of this name is there already"},
                    {"請換一個檔名，例如加上日期", "Choose another name, for example with the date"}, path);
    auto state = std::make_unique<State>();
    state->path = path;
    state->part = path + ".part";
    // Whoever reads it has the store: libzip keeps the mode of a file that is there.
    constexpr mode_t mine = 0600;
    const File empty(::open(state->part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mine));
    if (empty.get() < 0) return ledger::system_error(path);
    int code = 0;
    state->archive = zip_open(state->part.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code);
    if (state->archive == nullptr) return ledger::system_error(path);
    return ArchiveWriter(std::move(state));
}

Status ArchiveWriter::add_file(const std::string& name, const std::string& path) {
    zip_source_t* source = zip_source_file(state_->archive, path.c_str(), 0, -1);
    if (source != nullptr && zip_file_add(state_->archive, name.c_str(), source, ZIP_FL_ENC_UTF_8) >= 0)
        return {};
    zip_source_free(source);
    return of_zip(zip_get_error(state_->archive), path);
}

Status ArchiveWriter::add_text(const std::string& name, std::string text) {
    const auto& kept = state_->texts.emplace_back(std::move(text));
    zip_source_t* source = zip_source_buffer(state_->archive, kept.data(), kept.size(), 0);
    if (source != nullptr && zip_file_add(state_->archive, name.c_str(), source, ZIP_FL_ENC_UTF_8) >= 0)
        return {};
    zip_source_free(source);
    return of_zip(zip_get_error(state_->archive), name);
}

Status ArchiveWriter::finish(const Progress& progress) {
    constexpr std::uint64_t thousand = 1000;
    state_->progress = &progress;
    if (progress) {
        zip_register_progress_callback_with_state(
            state_->archive, 0.01,
            [](zip_t*, double share, void* self) {
                auto& state = *static_cast<State*>(self);
                state.stop =
                    state.stop || !(*state.progress)(static_cast<std::uint64_t>(share * thousand), thousand);
            },
            nullptr, state_.get());
        zip_register_cancel_callback_with_state(
            state_->archive, [](zip_t*, void* self) { return static_cast<State*>(self)->stop ? 1 : 0; },
            nullptr, state_.get());
    }
    if (zip_close(state_->archive) != 0) return of_zip(zip_get_error(state_->archive), state_->path);
    state_->archive = nullptr;
    const File file(::open(state_->part.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.get() < 0 || ::fsync(file.get()) != 0) return ledger::system_error(state_->path);
    // Nobody else's file of that name is overwritten, whoever made it meanwhile.
    if (::link(state_->part.c_str(), state_->path.c_str()) != 0) return ledger::system_error(state_->path);
    const auto folder = fs::absolute(state_->path).parent_path().string();
    return ledger::sync_folder(ledger::the_system(), folder);
}

// ---- reading

struct ArchiveReader::State {
    std::string path;
    zip_t* archive = nullptr;
    ~State() {
        if (archive != nullptr) zip_discard(archive);
    }
};

ArchiveReader::ArchiveReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
ArchiveReader::ArchiveReader(ArchiveReader&&) noexcept = default;
ArchiveReader::~ArchiveReader() = default;

Result<ArchiveReader> ArchiveReader::open(const std::string& path) {
    if (!ledger::is_there(path))
        return fail(Fault::not_found, "backup-missing", {"找不到備份檔", "There is no such backup file"}, {},
                    path);
    auto state = std::make_unique<State>();
    state->path = path;
    int code = 0;
    state->archive = zip_open(path.c_str(), ZIP_RDONLY, &code);
    if (state->archive == nullptr) {
        if (code == ZIP_ER_OPEN || code == ZIP_ER_READ) return ledger::system_error(path);
        return broken(path);
    }
    return ArchiveReader(std::move(state));
}

namespace {

using Member = std::unique_ptr<zip_file_t, decltype(&zip_fclose)>;

}  // namespace

Result<std::string> ArchiveReader::text(const std::string& name, std::size_t limit) const {
    zip_stat_t info;
    zip_stat_init(&info);
    if (zip_stat(state_->archive, name.c_str(), 0, &info) != 0)
        return fail(Fault::unsupported, "backup-foreign",
                    {"這不是綱目的備份檔", "This is no backup of Gangmu's"},
                    {"請指定 gangmu backup 產生的檔案", "Name a file that gangmu backup made"}, state_->path);
    if ((info.valid & ZIP_STAT_SIZE) == 0 || info.size > limit) return broken(name);
    const Member member(zip_fopen(state_->archive, name.c_str(), 0), zip_fclose);
    if (!member) return broken(name);
    std::string out(info.size, '\0');
    if (zip_fread(member.get(), out.data(), out.size()) != static_cast<zip_int64_t>(out.size()))
        return broken(name);
    char end = 0;  // reading to the end compares the checksum
    if (zip_fread(member.get(), &end, 1) != 0) return broken(name);
    return out;
}

Status ArchiveReader::extract(const std::string& name, const std::string& to, std::uint64_t bytes,
                              const std::string& sha256) const {
    const Member member(zip_fopen(state_->archive, name.c_str(), 0), zip_fclose);
    if (!member) return broken(name);
    constexpr mode_t mine = 0600;
    const File file(::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mine));
    if (file.get() < 0) return ledger::system_error(to);
    Hash hash;
    std::uint64_t left = bytes;
    std::string buffer(piece, '\0');
    for (;;) {
        const zip_int64_t got = zip_fread(member.get(), buffer.data(), buffer.size());
        if (got < 0 || static_cast<std::uint64_t>(got) > left) return broken(name);
        if (got == 0) break;
        left -= static_cast<std::uint64_t>(got);
        const std::string_view part(buffer.data(), static_cast<std::size_t>(got));
        hash.add(part);
        for (std::size_t done = 0; done < part.size();) {
            const ssize_t wrote = ::write(file.get(), part.data() + done, part.size() - done);
            if (wrote < 0 && errno == EINTR) continue;
            if (wrote < 0) return ledger::system_error(to);
            done += static_cast<std::size_t>(wrote);
        }
    }
    if (left != 0 || hash.hex() != sha256) return broken(name);
    if (::fsync(file.get()) != 0) return ledger::system_error(to);
    return {};
}

}  // namespace gangmu::backup
