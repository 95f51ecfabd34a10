#include "exchange/export.hpp"

#include <gtest/gtest.h>
#include <zip.h>

#include "base/json.hpp"
#include "exchange/csv.hpp"
#include "exchange/table.hpp"

namespace gangmu::exchange {
namespace {

model::Plan small_plan() {
    model::Plan plan;
    plan.plan = {"p-0123456789ab", "測試計畫", "海安縣政府", "2021-01", "2024-12", {}, {}};
    plan.plan.documents.push_back({"a.txt", std::string(64, 'a'), "text/plain", 0, 9});
    model::Node node;
    node.id = "1";
    node.kind = "目標";
    node.label = "目標一";
    node.title = "=SUM(A1), \"引號\"";
    node.lead = {"經濟部", "科技部"};
    node.schedule = {{"2021", "2022-Q3", "", ""}};
    node.source = {{std::string(64, 'a'), 0, 3, 4, 0, "", ""}};
    plan.nodes.push_back(node);
    model::Indicator indicator;
    indicator.id = "1#1.1";
    indicator.node = "1";
    indicator.role = "kpi";
    indicator.title = "件數";
    model::Target target;
    target.period = "2021";
    target.text = "-3 件";
    target.value = Decimal(-3);
    target.unit = "件";
    indicator.targets.push_back(target);
    plan.indicators.push_back(indicator);
    return plan;
}

std::string line(const std::string& text, int wanted) {
    std::size_t from = 0;
    while (wanted-- > 0)
        from = text.find("\r\n", from) + 2;
    return text.substr(from, text.find("\r\n", from) - from);
}

TEST(Csv, QuotesAndNeverRunsAsAFormula) {
    const auto nodes = table(small_plan(), "nodes");
    ASSERT_TRUE(nodes);
    const std::string csv = to_csv(*nodes);
    EXPECT_EQ(csv.substr(0, 3), "\xEF\xBB\xBF");
    EXPECT_EQ(line(csv, 1),
              "1,,0,目標,目標一,\"'=SUM(A1), \"\"引號\"\"\",,經濟部、科技部,,,2021,2022-Q3,,1,a.txt,,3-4,1");
}

TEST(Csv, ASignAloneIsNoFormula) {
    model::Plan plan = small_plan();
    plan.indicators.front().targets.front().comparator = model::Comparator::equal;
    const std::string csv = to_csv(*table(plan, "indicators"));
    EXPECT_NE(line(csv, 1).find(",=,-3,"), std::string::npos) << csv;
}

TEST(Csv, NegativeNumbersStayNumbersAndTextsAreGuarded) {
    const std::string csv = to_csv(*table(small_plan(), "indicators"));
    EXPECT_NE(line(csv, 1).find(",\"'-3 件\",,-3,,件,"), std::string::npos) << csv;
}

TEST(Export, JsonNamesTheLedgerItCameFrom) {
    ExportOptions options;
    options.head = "12:" + std::string(64, 'f');
    options.as_of = "2026-01-31";
    for (const bool pretty : {false, true}) {
        options.pretty = pretty;
        auto out = export_plan(small_plan(), options);
        ASSERT_TRUE(out);
        auto value = parse_json(out->bytes);
        ASSERT_TRUE(value) << out->bytes;
        const auto& object = value->as_object();
        EXPECT_EQ(object.at("ledger").at("head").as_string(), options.head);
        EXPECT_EQ(object.at("ledger").at("as_of").as_string(), "2026-01-31");
        EXPECT_EQ(object.at("plan").at("title").as_string(), "測試計畫");
    }
}

TEST(Export, XlsxIsAnArchiveWithASheetForEachTable) {
    ExportOptions options;
    options.format = "xlsx";
    auto out = export_plan(small_plan(), options);
    ASSERT_TRUE(out);
    zip_source_t* source = zip_source_buffer_create(out->bytes.data(), out->bytes.size(), 0, nullptr);
    zip_t* archive = zip_open_from_source(source, ZIP_RDONLY, nullptr);
    ASSERT_NE(archive, nullptr);
    EXPECT_GE(zip_name_locate(archive, "xl/worksheets/sheet6.xml", 0), 0);
    zip_close(archive);
}

TEST(Export, SaysWhatThereIsWhenAskedForWhatThereIsNot) {
    ExportOptions options;
    options.format = "docx";
    EXPECT_EQ(export_plan(small_plan(), options).error().code, "export-format");
    options.format = "csv";
    options.table = "nothing";
    EXPECT_NE(export_plan(small_plan(), options).error().mend.en.find("indicators"), std::string::npos);
}

}  // namespace
}  // namespace gangmu::exchange
