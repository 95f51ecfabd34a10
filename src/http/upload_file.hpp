// The temporary file that takes a large body while it comes in.
#pragma once

#include <filesystem>
#include <string_view>

#include "http/listener.hpp"

namespace gangmu::http {

// Threads: one at a time. The file is removed by reset() and by the destructor.
class UploadFile {
  public:
    UploadFile() = default;
    UploadFile(UploadFile&&) = delete;
    ~UploadFile() { reset(); }

    bool open(const std::filesystem::path& folder);  // empty: the system's folder for temporary files
    bool write(std::string_view bytes);
    std::filesystem::path finish();  // closes; the path of the whole body
    void reset();

  private:
    Descriptor fd_;
    std::filesystem::path path_;
};

}  // namespace gangmu::http
