#include "http/upload_file.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <cstdlib>

#include <cerrno>
#include <string>
#include <system_error>

namespace gangmu::http {

bool UploadFile::open(const std::filesystem::path& folder) {
    std::error_code ec;
    const auto place = folder.empty() ? std::filesystem::temp_directory_path(ec) : folder;
    if (ec) return false;
    std::string name = (place / "gangmu-upload-XXXXXX").string();
    fd_ = Descriptor(::mkostemp(name.data(), O_CLOEXEC));  // mode 0600
    if (fd_) path_ = name;
    return static_cast<bool>(fd_);
}

bool UploadFile::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(fd_.get(), bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

std::filesystem::path UploadFile::finish() {
    fd_.reset();
    return path_;
}

void UploadFile::reset() {
    fd_.reset();
    if (path_.empty()) return;
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
    path_.clear();
}

}  // namespace gangmu::http
