#include "documents/office/archive.hpp"

#include <zip.h>

#include "documents/errors.hpp"

namespace gangmu::documents::office {

struct Archive::Zip {
    std::string name;
    std::size_t limit = 0;
    std::size_t left = 0;
    zip_t* archive = nullptr;
    ~Zip() {
        if (archive) zip_discard(archive);
    }
};

Archive::Archive(std::unique_ptr<Zip> zip) : zip_(std::move(zip)) {}
Archive::Archive(Archive&&) noexcept = default;
Archive& Archive::operator=(Archive&&) noexcept = default;
Archive::~Archive() = default;

Result<Archive> Archive::open(const Input& input) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(input.bytes.data(), input.bytes.size(), 0, &error);
    if (!source) return broken_error(input.name, "ZIP");
    auto zip = std::make_unique<Zip>();
    zip->name = input.name;
    zip->limit = zip->left = input.limits.expanded_bytes;
    zip->archive = zip_open_from_source(source, ZIP_RDONLY, &error);
    if (!zip->archive) {
        zip_source_free(source);
        return broken_error(input.name, "ZIP");
    }
    return Archive(std::move(zip));
}

bool Archive::has(std::string_view member) const {
    return zip_name_locate(zip_->archive, std::string(member).c_str(), 0) >= 0;
}

std::vector<std::string> Archive::members() const {
    std::vector<std::string> names;
    const zip_int64_t count = zip_get_num_entries(zip_->archive, 0);
    for (zip_int64_t i = 0; i < count && i < 100'000; ++i)
        if (const char* name = zip_get_name(zip_->archive, static_cast<zip_uint64_t>(i), 0))
            names.emplace_back(name);
    return names;
}

Result<std::string> Archive::read(std::string_view member) {
    const zip_int64_t index = zip_name_locate(zip_->archive, std::string(member).c_str(), 0);
    if (index < 0) return std::string();
    zip_stat_t stat;
    zip_stat_init(&stat);
    const auto place = static_cast<zip_uint64_t>(index);
    if (zip_stat_index(zip_->archive, place, 0, &stat) == 0 && (stat.valid & ZIP_STAT_ENCRYPTION_METHOD) &&
        stat.encryption_method != ZIP_EM_NONE)
        return encrypted_error(zip_->name);
    std::unique_ptr<zip_file_t, decltype(&zip_fclose)> file(zip_fopen_index(zip_->archive, place, 0),
                                                            &zip_fclose);
    if (!file) return broken_error(zip_->name, member);
    std::string bytes;
    constexpr std::size_t step = 1u << 18;
    for (;;) {
        const std::size_t size = bytes.size();
        bytes.resize(size + step);
        const zip_int64_t got = zip_fread(file.get(), bytes.data() + size, step);
        if (got < 0) return broken_error(zip_->name, member);
        bytes.resize(size + static_cast<std::size_t>(got));
        if (got == 0) return bytes;
        if (static_cast<std::size_t>(got) > zip_->left) return bomb_error(zip_->name, zip_->limit);
        zip_->left -= static_cast<std::size_t>(got);
    }
}

}  // namespace gangmu::documents::office
