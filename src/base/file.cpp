#include "base/file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace gangmu {
namespace {

class Descriptor {
  public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int number() const { return number_; }

  private:
    int number_;
};

std::string megabytes(std::size_t bytes) {
    return std::to_string(bytes >> 20) + " MB";
}

Error unwritable(const std::filesystem::path& path) {
    const std::string reason = std::strerror(errno);
    return fail(Fault::io, "file-unwritable", {"無法寫入檔案：" + reason, "Cannot write the file: " + reason},
                {"請確認資料夾存在、有寫入權限且磁碟有空間",
                 "Check that the folder exists, may be written and has room"},
                path.string());
}

}  // namespace

Result<std::string> read_file(const std::filesystem::path& path, std::size_t limit) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (file.number() < 0) {
        const std::string reason = std::strerror(errno);
        if (errno == ENOENT || errno == ENOTDIR)
            return fail(Fault::not_found, "file-missing", {"找不到檔案", "There is no such file"},
                        {"請檢查路徑", "Check the path"}, path.string());
        return fail(Fault::io, "file-unreadable",
                    {"無法讀取檔案：" + reason, "Cannot read the file: " + reason},
                    {"請檢查權限", "Check its permissions"}, path.string());
    }
    struct stat info {};
    if (::fstat(file.number(), &info) != 0 || !S_ISREG(info.st_mode))
        return fail(Fault::invalid, "file-not-regular", {"這不是一般檔案", "This is not a regular file"},
                    {"請指定檔案，而非資料夾或裝置", "Name a file, not a folder or device"}, path.string());
    const auto size = static_cast<std::size_t>(info.st_size);
    const auto too_large = [&] {
        return fail(Fault::too_large, "document-too-large",
                    {"檔案大小 " + megabytes(size) + " 超過上限 " + megabytes(limit),
                     "The file has " + megabytes(size) + ", over the limit of " + megabytes(limit)},
                    {"請拆分檔案，或以 --max-mb 調高上限", "Split it, or raise the limit with --max-mb"},
                    path.string());
    };
    if (size > limit) return too_large();
    std::string bytes(size, '\0');
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t got = ::read(file.number(), bytes.data() + done, bytes.size() - done);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) {
            const std::string reason = std::strerror(errno);
            return fail(Fault::io, "file-unreadable",
                        {"無法讀取檔案：" + reason, "Cannot read the file: " + reason}, {}, path.string());
        }
        if (got == 0) break;
        done += static_cast<std::size_t>(got);
    }
    bytes.resize(done);
    return bytes;
}

Status write_file(const std::filesystem::path& path, std::string_view bytes, unsigned mode) {
    std::string temporary = path.string() + ".XXXXXX";
    const Descriptor file(::mkostemp(temporary.data(), O_CLOEXEC));
    if (file.number() < 0) return unwritable(path);
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t put = ::write(file.number(), bytes.data() + done, bytes.size() - done);
        if (put < 0 && errno == EINTR) continue;
        if (put <= 0) {
            const Error error = unwritable(path);
            ::unlink(temporary.c_str());
            return error;
        }
        done += static_cast<std::size_t>(put);
    }
    if (::fchmod(file.number(), mode) != 0 || ::fsync(file.number()) != 0 ||
        ::rename(temporary.c_str(), path.c_str()) != 0) {
        const Error error = unwritable(path);
        ::unlink(temporary.c_str());
        return error;
    }
    return {};
}

}  // namespace gangmu
