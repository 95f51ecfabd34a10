// Any bytes as the cell of a schedule: no crash, no hang, and periods in the forms that are promised.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "text/dates.hpp"

namespace {

void expect_period(const std::string& period) {
    if (period.empty()) return;
    if (period.size() != 4 && period.size() != 7 && period.size() != 10) std::abort();
    for (std::size_t i = 0; i < 4; ++i)
        if (period[i] < '0' || period[i] > '9') std::abort();
    if (gangmu::text::first_month(period).size() != 7 || gangmu::text::last_month(period).size() != 7)
        std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view cell(reinterpret_cast<const char*>(data), size);
    for (const auto& item : gangmu::text::read_schedule(cell)) {
        expect_period(item.start);
        expect_period(item.end);
        if (item.start.empty() && item.end.empty() && item.text.empty()) std::abort();
    }
    gangmu::text::read_period(cell);
    return 0;
}
