#include "ledger/files.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>

namespace gangmu::ledger {

int System::open(const char* path, int flags, mode_t mode) {
    return ::open(path, flags | O_CLOEXEC, mode);
}
ssize_t System::write(int file, const void* bytes, std::size_t count) {
    return ::write(file, bytes, count);
}
int System::fsync(int file) {
    return ::fsync(file);
}
int System::rename(const char* from, const char* to) {
    return ::rename(from, to);
}
int System::mkdir(const char* path, mode_t mode) {
    return ::mkdir(path, mode);
}
int System::unlink(const char* path) {
    return ::unlink(path);
}

System& the_system() {
    static System system;
    return system;
}

namespace {

class File {
  public:
    explicit File(int file) : file_(file) {}
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File() {
        if (file_ >= 0) ::close(file_);
    }
    int get() const { return file_; }
    bool good() const { return file_ >= 0; }

  private:
    int file_;
};

bool write_all(System& system, int file, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = system.write(file, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

std::string folder_of(const std::string& path) {
    const auto slash = path.rfind('/');
    return slash == std::string::npos ? "." : path.substr(0, slash);
}

}  // namespace

Error system_error(std::string_view path) {
    const int number = errno;
    if (number == ENOSPC || number == EDQUOT)
        return fail(Fault::unavailable, "disk-full",
                    {"磁碟已滿，未作任何變更", "The disk is full; nothing was changed"},
                    {"請釋出空間後重試", "Free some space and try again"}, std::string(path));
    const std::string reason = std::generic_category().message(number);
    return fail(Fault::io, "store-io",
                {"系統無法讀寫儲存區：" + reason, "The system cannot use the store: " + reason},
                {"請檢查磁碟與權限", "Look at the disk and at the permissions"}, std::string(path));
}

Status write_durable(System& system, const std::string& temporary, const std::string& path,
                     std::string_view bytes) {
    {
        File file(system.open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL, 0600));
        if (!file.good()) return system_error(temporary);
        if (!write_all(system, file.get(), bytes) || system.fsync(file.get()) != 0) {
            Error error = system_error(temporary);
            system.unlink(temporary.c_str());
            return error;
        }
    }
    if (system.rename(temporary.c_str(), path.c_str()) != 0) {
        Error error = system_error(path);
        system.unlink(temporary.c_str());
        return error;
    }
    return sync_folder(system, folder_of(path));
}

Status sync_folder(System& system, const std::string& folder) {
    File file(system.open(folder.c_str(), O_RDONLY | O_DIRECTORY, 0));
    if (!file.good() || system.fsync(file.get()) != 0) return system_error(folder);
    return {};
}

Status make_folder(System& system, const std::string& folder) {
    if (system.mkdir(folder.c_str(), 0700) != 0) {
        if (errno == EEXIST) return {};
        return system_error(folder);
    }
    return sync_folder(system, folder_of(folder));
}

bool is_there(const std::string& path) {
    return ::access(path.c_str(), F_OK) == 0;
}

Result<std::string> read_whole(const std::string& path) {
    File file(the_system().open(path.c_str(), O_RDONLY, 0));
    struct stat about {};
    if (!file.good() || ::fstat(file.get(), &about) != 0) return system_error(path);
    std::string bytes(static_cast<std::size_t>(about.st_size), '\0');
    std::size_t have = 0;
    while (have < bytes.size()) {
        const ssize_t got = ::read(file.get(), bytes.data() + have, bytes.size() - have);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return system_error(path);
        if (got == 0) break;  // it became shorter
        have += static_cast<std::size_t>(got);
    }
    bytes.resize(have);
    return bytes;
}

std::vector<std::string> names_in(const std::string& folder) {
    std::vector<std::string> names;
    const std::unique_ptr<DIR, int (*)(DIR*)> entries(::opendir(folder.c_str()), ::closedir);
    while (entries) {
        const dirent* entry = ::readdir(entries.get());
        if (!entry) break;
        const std::string name = entry->d_name;
        if (name != "." && name != "..") names.push_back(name);
    }
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace gangmu::ledger
