// The members of an office file: a ZIP archive in memory. libzip stops here.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "documents/carrier.hpp"

namespace gangmu::documents::office {

class Archive {
  public:
    // `input.bytes` must outlive the archive. Errors: document-broken, document-encrypted.
    static Result<Archive> open(const Input& input);
    Archive(Archive&&) noexcept;
    Archive& operator=(Archive&&) noexcept;
    ~Archive();

    bool has(std::string_view member) const;
    std::vector<std::string> members() const;

    // The member's bytes; empty when it is missing. All that is read together stays within
    // limits.expanded_bytes, whatever the headers say. Errors: document-bomb, document-broken,
    // document-encrypted.
    Result<std::string> read(std::string_view member);

  private:
    struct Zip;
    explicit Archive(std::unique_ptr<Zip> zip);
    std::unique_ptr<Zip> zip_;
};

}  // namespace gangmu::documents::office
