// The operators of a PDF content stream, one after the other.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace gangmu::documents::pdf {

struct Operand {
    enum class Kind : unsigned char { number, name, string, other };
    Kind kind = Kind::other;
    double number = 0;
    std::string_view name;   // without the slash
    std::size_t length = 0;  // of a string: bytes shown (of an array: all of its strings)
};

class Content {
  public:
    explicit Content(std::string_view bytes) : bytes_(bytes) {}

    // The next operator and its operands; false at the end. The data of inline images is passed over.
    bool next(std::string_view& name, std::vector<Operand>& operands);

  private:
    void skip_space();
    Operand literal_string();
    Operand hex_string();
    Operand array();
    void skip_dictionary();
    void skip_inline_image();
    std::string_view token();
    std::string_view bytes_;
    std::size_t at_ = 0;
};

}  // namespace gangmu::documents::pdf
