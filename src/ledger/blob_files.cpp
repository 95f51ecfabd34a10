#include "ledger/blob_files.hpp"

#include <cerrno>

#include "base/sha256.hpp"
#include "ledger/faults.hpp"

namespace gangmu::ledger {

std::string BlobFiles::path(const std::string& sha256) const {
    return folder_ + "/" + sha256.substr(0, 2) + "/" + sha256.substr(2);
}

Status BlobFiles::prepare() {
    CHECK(make_folder(*system_, folder_));
    CHECK(make_folder(*system_, folder_ + "/tmp"));
    for (const std::string& name : names_in(folder_ + "/tmp"))
        system_->unlink((folder_ + "/tmp/" + name).c_str());
    return {};
}

Status BlobFiles::put(const std::string& sha256, std::string_view bytes) {
    if (get(sha256)) return {};
    CHECK(make_folder(*system_, folder_ + "/" + sha256.substr(0, 2)));
    const std::string temporary = folder_ + "/tmp/" + sha256 + "." + std::to_string(++counter_);
    return write_durable(*system_, temporary, path(sha256), bytes);
}

Result<std::string> BlobFiles::get(const std::string& sha256) const {
    if (!is_there(path(sha256)))
        return blob_corrupt(sha256, {"檔案內容不見了", "The content is missing from the store"});
    TRY(std::string bytes, read_whole(path(sha256)));
    if (sha256_hex(bytes) != sha256)
        return blob_corrupt(sha256, {"檔案內容與其雜湊值不符", "The content is not what its hash says"});
    return bytes;
}

Status BlobFiles::remove(const std::string& sha256) {
    if (system_->unlink(path(sha256).c_str()) != 0) {
        if (errno == ENOENT) return {};
        return system_error(path(sha256));
    }
    return sync_folder(*system_, folder_ + "/" + sha256.substr(0, 2));
}

}  // namespace gangmu::ledger
