#include <gtest/gtest.h>

#include <algorithm>

#include "documents/open.hpp"
#include "reading/read.hpp"

namespace gangmu::reading {
namespace {

std::size_t prefaces(std::string_view text) {
    auto document = documents::parse("a.txt", text);
    EXPECT_TRUE(document);
    const model::Plan plan = read(std::span(&*document, 1));
    return static_cast<std::size_t>(
        std::count_if(plan.findings.begin(), plan.findings.end(), [](const auto& finding) {
            return finding.rule == "reading-preface" && finding.source.size() == 1 &&
                   finding.source[0].first_line == 3;
        }));
}

TEST(Preface, SentencesBeforeTheFirstHeadingAreToldAndCoversAreNot) {
    constexpr const char* body =
        "\n\n一、完善基礎\n\n（一）建置機房\n\n（二）汰換設備\n\n二、培育人才\n\n（一）開設課程\n";
    EXPECT_EQ(
        prefaces("海安縣數位計畫（111年至112年）\n\n本計畫由縣府提出，供各界參考。" + std::string(body)), 1u);
    EXPECT_EQ(prefaces("海安縣數位計畫（111年至112年）\n\n海安縣政府" + std::string(body)), 0u);
}

}  // namespace
}  // namespace gangmu::reading
