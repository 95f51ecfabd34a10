#include "base/decimal.hpp"

#include <gtest/gtest.h>

namespace gangmu {
namespace {

TEST(Decimal, ReadsWhatDocumentsPrint) {
    EXPECT_EQ(Decimal::parse("1,131.86"), Decimal(113186, 2));
    EXPECT_EQ(Decimal::parse("93.450"), Decimal(9345, 2));
    EXPECT_EQ(Decimal::parse("-0.5")->str(), "-0.5");
    EXPECT_EQ(Decimal::parse("0.012")->str(), "0.012");
    EXPECT_EQ(Decimal::parse("890464000")->str(), "890464000");
}

TEST(Decimal, RefusesWhatIsNotOneNumber) {
    for (const char* text :
         {"", "-", "1,13.86", "1131,86", ",131", "1.", ".5", "12a", "1,1311", "1234567890123456789"})
        EXPECT_FALSE(Decimal::parse(text)) << text;
}

TEST(Decimal, CountsExactly) {
    const Decimal tenth(1, 1);
    EXPECT_EQ(tenth.plus(Decimal(2, 1)), Decimal(3, 1));
    EXPECT_EQ(Decimal::parse("93.45")->times(Decimal(100'000'000)), Decimal(9'345'000'000));
    EXPECT_LT(Decimal(1999, 3), Decimal(2));
    EXPECT_FALSE(Decimal(999'999'999'999'999'999).times(Decimal(10)));
}

}  // namespace
}  // namespace gangmu
