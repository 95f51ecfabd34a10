// What is told of stocks is kept over a restart, whether folded anew or from a checkpoint; and what was known
// on an earlier day stays to be seen.
#include <gtest/gtest.h>

#include <filesystem>

#include "services/duties.hpp"
#include "services/registry_measure.hpp"
#include "services/registry_stocks.hpp"
#include "services/stock_values.hpp"
#include "state/stock_events.hpp"
#include "stocks/json.hpp"

namespace gangmu::services {
namespace {

class StocksTest : public testing::Test {
  protected:
    void SetUp() override {
        folder_ = std::filesystem::temp_directory_path() / ("gangmu-stocks-" + std::to_string(::getpid()));
        std::filesystem::remove_all(folder_);
        open();
    }
    void TearDown() override {
        registry_.reset();
        std::filesystem::remove_all(folder_);
    }
    void open() {
        registry_.reset();
        Options options;
        options.folder = folder_;
        options.in_child = false;
        options.admin_password = "correct horse battery";
        auto opened = Registry::open(options);
        ASSERT_TRUE(opened) << opened.error().code;
        registry_ = std::move(*opened);
    }
    std::string whole() {
        JsonWriter out;
        stocks::write(out, state::stocks_of(registry_->view().snapshot()));
        return out.take();
    }
    static StockRow row(const char* period, int opening, int out) {
        StockRow made{"gas", "east", {}, {}};
        made.value.period = period;
        made.value.opening = Decimal(opening);
        made.value.out = Decimal(out);
        made.value.closing = Decimal(opening - out);
        return made;
    }

    std::filesystem::path folder_;
    std::unique_ptr<Registry> registry_;
    const Actor local_ = auth::local_actor("tester");
};

TEST_F(StocksTest, AreKeptOverARestart) {
    auto commands = registry_->stocks();
    stocks::Material gas;
    gas.id = "gas";
    gas.name = {"天然氣", ""};
    gas.unit = "公噸";
    gas.owner = "能源局";
    ASSERT_TRUE(commands.set_material(local_, gas));
    stocks::Holding east;
    east.material = "gas";
    east.site = "east";
    east.name = "東站";
    east.agency = "東濱公司";
    east.from = *tracking::parse_day("2024-01-01");
    ASSERT_TRUE(commands.set_holding(local_, east));
    ASSERT_TRUE(commands.record(local_, "", {row("2024-01", 500, 10), row("2024-02", 490, 20)}));
    const auto drill = commands.start_exercise(local_, "演習", "想定", true);
    ASSERT_TRUE(drill);
    ASSERT_TRUE(commands.record(local_, *drill, {row("2024-02", 490, 400)}));
    stocks::Shipment ship;
    ship.id = "v-1";
    ship.material = "gas";
    ship.site = "east";
    ship.quantity = Decimal(5);
    ship.eta = today();
    ASSERT_TRUE(commands.set_shipment(local_, "", ship));
    ShortageNotice notice;
    notice.material = "gas";
    notice.reason = "故障";
    const auto shortage = commands.notify(local_, "", notice);
    ASSERT_TRUE(shortage);
    ShortageStep step;
    step.reason = "查證";
    ASSERT_TRUE(commands.step(local_, "", *shortage, step));
    // The same material again is no event.
    const auto head = registry_->view().head().seq;
    ASSERT_TRUE(commands.set_material(local_, gas));
    EXPECT_EQ(registry_->view().head().seq, head);
    // The measure engine has what is real, and nothing of the exercise.
    const auto measured = [&](const char* period) {
        const auto& measure = *registry_->view().snapshot().measure;
        const auto* element = measure.element(figure_element("gas", measure::Rhythm::month, "closing"));
        EXPECT_EQ(element->group, "stocks");
        return measure.cell({element->number, measure.unit("east")->number, 0},
                            measure::parse_period(period)->number);
    };
    EXPECT_EQ(measured("2024-02").value, 470'000);
    ASSERT_TRUE(commands.record(local_, "", {row("2024-01", 500, 12)}));
    EXPECT_EQ(measured("2024-01").value, 488'000);
    EXPECT_EQ(measured("2024-01").quality, measure::Quality::revised);
    ASSERT_TRUE(commands.withdraw(local_, "", "gas", "east", "2024-01", "誤填"));
    EXPECT_FALSE(measured("2024-01").present());
    // And takes them from returns only.
    GivenValues given;
    given.values.push_back({});
    given.values.back().element = figure_element("gas", measure::Rhythm::month, "closing");
    given.values.back().unit = "east";
    given.values.back().period = "2024-02";
    given.values.back().value = Decimal(1);
    const auto refused = registry_->measure().record(local_, given);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "element-of-stocks");
    const auto before = whole();
    for (int i = 0; i < 2; ++i) {  // from the checkpoint of a clean stop; and from the ledger alone
        registry_.reset();
        if (i == 1) std::filesystem::remove_all(folder_ / "checkpoints");
        open();
        EXPECT_EQ(whole(), before);
        const auto& all = state::stocks_of(registry_->view().snapshot());
        EXPECT_EQ(all.real.series("gas", "east").back()->closing, Decimal(470));
        EXPECT_EQ(all.book(*drill)->series("gas", "east").back()->closing, Decimal(90));
    }
}

TEST_F(StocksTest, ABatchIsTakenWholeOrNotAtAll) {
    auto commands = registry_->stocks();
    stocks::Material gas;
    gas.id = "gas";
    gas.name = {"天然氣", ""};
    gas.unit = "公噸";
    gas.owner = "能源局";
    ASSERT_TRUE(commands.set_material(local_, gas));
    stocks::Holding east;
    east.material = "gas";
    east.site = "east";
    east.name = "東站";
    east.agency = "東濱公司";
    east.from = *tracking::parse_day("2024-01-01");
    ASSERT_TRUE(commands.set_holding(local_, east));
    const auto bad =
        commands.record(local_, "", {row("2024-01", 500, 10), row("2024-01", 1, 1), row("2023-12", 5, 1)});
    ASSERT_TRUE(bad);
    ASSERT_EQ(bad->faults.size(), 2U);
    EXPECT_EQ(bad->faults[0].error.code, "row-twice");
    EXPECT_EQ(bad->faults[1].error.code, "period-outside");
    EXPECT_EQ(bad->seq, 0U);
    EXPECT_TRUE(state::stocks_of(registry_->view().snapshot()).real.series("gas", "east").empty());
    EXPECT_EQ(commands.record(local_, "x-1", {row("2024-01", 500, 10)}).error().code, "exercise-unknown");
    EXPECT_EQ(commands.record(local_, "", {}).error().code, "stock-rows");
}

}  // namespace
}  // namespace gangmu::services
