// Any bytes as the cell of a target: no crash, no hang, clauses and units out of the cell.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "text/amounts.hpp"
#include "text/figures.hpp"
#include "text/numerals.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view cell(reinterpret_cast<const char*>(data), size);
    const auto promise = gangmu::text::read_promise(cell);
    for (const auto& figure : promise.figures) {
        if (figure.text.size() > cell.size() * 2 + 16) std::abort();
        if (figure.value_max && !(*figure.value_max > figure.value)) std::abort();
    }
    gangmu::text::read_amount(cell.substr(0, cell.size() / 2), cell.substr(cell.size() / 2));
    gangmu::text::whole_number(cell);
    gangmu::text::is_unit(cell);
    return 0;
}
