// Whole numbers in as few bytes as they need: seven bits a byte, low ones first; signed ones zigzag.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace gangmu {

inline void put_varint(std::string& out, std::uint64_t value) {
    for (; value >= 0x80; value >>= 7U)
        out.push_back(static_cast<char>(value | 0x80U));
    out.push_back(static_cast<char>(value));
}

inline void put_signed(std::string& out, std::int64_t value) {
    put_varint(out, (static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63));
}

// Reads them back. Past the end, or after a number that is none, everything reads as 0 and good() is false.
class VarintReader {
  public:
    explicit VarintReader(std::string_view bytes) : bytes_(bytes) {}

    std::uint64_t next() {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64 && at_ < bytes_.size(); shift += 7) {
            const auto byte = static_cast<unsigned char>(bytes_[at_++]);
            value |= std::uint64_t{byte & 0x7FU} << shift;
            if ((byte & 0x80U) == 0) return value;
        }
        good_ = false;
        at_ = bytes_.size();
        return 0;
    }
    std::int64_t next_signed() {
        const std::uint64_t value = next();
        return static_cast<std::int64_t>(value >> 1U) ^ -static_cast<std::int64_t>(value & 1U);
    }
    std::string_view take(std::size_t size) {
        if (size > bytes_.size() - at_) {
            good_ = false;
            return {};
        }
        at_ += size;
        return bytes_.substr(at_ - size, size);
    }
    bool good() const { return good_; }
    std::size_t left() const { return bytes_.size() - at_; }

  private:
    std::string_view bytes_;
    std::size_t at_ = 0;
    bool good_ = true;
};

}  // namespace gangmu
