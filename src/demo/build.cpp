#include "demo/build.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>

#include "auth/password.hpp"
#include "demo/calendar.hpp"
#include "demo/plan_years.hpp"
#include "reading/read.hpp"
#include "state/calendar.hpp"

namespace gangmu::demo {
namespace {

namespace fs = std::filesystem;

constexpr int most_quarters = 16;
constexpr int usual_year = 2022;        // of a plan that says no time
constexpr Day weeks_before = 28;        // days of preparation
constexpr Day days_into_the_last = 12;  // of the cycle in which the simulated time stands

struct Years {  // of one plan
    Day first = 0;
    int quarters = most_quarters;
    Day end() const { return quarter_begin(first, quarters); }  // the day after
};

Years years_of(const model::PlanHeader& header) {
    Years out;
    const auto from = tracking::span_of(header.start), to = tracking::span_of(header.end);
    out.first = quarter_begin(from ? from->first : tracking::first_of_year(usual_year), 0);
    while (to && out.quarters > 1 && quarter_begin(out.first, out.quarters - 1) > to->last)
        --out.quarters;
    return out;
}

Error taken(std::string code, Message what, const std::string& where) {
    return fail(Fault::conflict, std::move(code), std::move(what),
                {"請以 --store 指定新的資料夾", "Name a new folder with --store"}, where);
}

// Only nothing, an empty folder or another demonstration may give way.
Status check_place(const std::string& folder) {
    std::error_code none;
    if (!fs::exists(folder, none) || fs::is_empty(folder, none)) return {};
    if (!fs::exists(folder + "/ledger.db", none))
        return taken("demo-folder", {"這個資料夾裡有別的東西", "Something else is in this folder"}, folder);
    services::Options options;
    options.folder = folder;
    options.first_administrator = false;
    TRY(const auto registry,
        services::Registry::open(std::move(options)));  // store-locked while it is served
    if (registry->view()->settings.demo) return {};
    return taken("demo-real",
                 {"這裡是真正的儲存庫，不能以示範取代", "A real store is here: no demonstration replaces it"},
                 folder);
}

// What an interrupted run left is removed, and so is what this one leaves when it fails.
class Workshop {
  public:
    explicit Workshop(const std::string& folder) : folder_(folder), making_(folder + ".making") {}
    ~Workshop() {
        std::error_code none;
        fs::remove_all(making_, none);
    }
    Status clear() {
        CHECK(check_place(making_));
        std::error_code error;
        fs::remove_all(making_, error);
        return error ? failed(error) : Status();
    }
    const std::string& place() const { return making_; }
    Status put() {
        std::error_code error;
        const std::string old = folder_ + ".replaced";
        fs::remove_all(old, error);
        if (fs::exists(folder_)) fs::rename(folder_, old, error);
        if (!error) fs::rename(making_, folder_, error);
        if (error) return failed(error);
        fs::remove_all(old, error);
        return {};
    }

  private:
    Status failed(const std::error_code& error) const {
        return fail(Fault::io, "store-io", {"無法寫入儲存庫的資料夾", "The store's folder cannot be written"},
                    {"請檢查權限與磁碟空間", "Look at its rights and at the disk's space"},
                    folder_ + ": " + error.message());
    }
    const std::string folder_, making_;
};

class Making {
  public:
    Making(const Options& options, const services::Progress& progress)
        : options_(options), progress_(progress) {}

    Result<Made> make(const std::string& folder) {
        CHECK(read());
        CHECK(open(folder));
        Timeline timeline(*registry_->demo_clock(), instant(end_ + days_into_the_last, 11, 20));
        CHECK(prepare(timeline));
        CHECK(timeline.run([&](std::int64_t now) { return told(now); }));
        return made();
    }

  private:
    bool tell(std::string_view step, std::uint64_t done, std::uint64_t total) {
        return !progress_ || progress_(step, done, total);
    }
    Error cancelled() const { return fail(Fault::unavailable, "cancelled", {"已取消", "It was cancelled"}); }

    // Which years they are about must be known before the clock is set.
    Status read() {
        for (std::size_t i = 0; i < options_.plans.size(); ++i) {
            if (!tell("read", i, options_.plans.size())) return cancelled();
            std::vector<documents::Document> documents;
            for (const auto& file : options_.plans[i]) {
                auto document = options_.in_child ? documents::open(file.name, file.bytes, options_.limits)
                                                  : documents::parse(file.name, file.bytes, options_.limits);
                if (!document) return std::move(document).error();
                documents.push_back(std::move(*document));
            }
            years_.push_back(years_of(reading::read(documents).plan));
        }
        begin_ = end_ = years_.front().first;
        for (const auto& each : years_) {
            begin_ = std::min(begin_, each.first);
            end_ = std::max(end_, each.end());
        }
        return {};
    }

    Status open(const std::string& folder) {
        services::Options options;
        options.folder = folder;
        options.limits = options_.limits;
        options.in_child = options_.in_child;
        options.first_administrator = false;
        options.demo_from_us = instant(begin_ - weeks_before, 9);
        TRY(registry_, services::Registry::open(std::move(options)));
        return {};
    }

    Status prepare(Timeline& timeline) {
        std::string hash(usual_hash());
        if (!options_.password.empty()) {
            CHECK(auth::acceptable_password(options_.password, "admin"));
            auth::PasswordPool pool;
            TRY(hash, pool.hash(options_.password));
        }
        cast_.emplace(*registry_, options_.seed, hash);
        CHECK(cast_->administrator());
        const int year = tracking::year_of(begin_);
        for (int each = year - 1; each <= year; ++each)
            CHECK(load_calendar(each));
        for (int each = year; each <= tracking::year_of(end_); ++each) {
            const Day november = *tracking::day_from(each, 11, 20);
            timeline.at(instant(november, 9), [this, each] { return load_calendar(each + 1); });
            if (each % 2 == 0) continue;
            const Day storm = *tracking::day_from(each, 8, 5);
            timeline.at(instant(storm - 1, 20), [this, storm] {
                return registry_->tracking().set_day(cast_->admin(), storm, true, Words(false).typhoon());
            });
        }
        // The clock of a demonstration goes on from its last event: there is one on the last day.
        timeline.at(instant(end_ + days_into_the_last, 11, 19), [this] {
            return registry_->change_settings(cast_->admin(), {{"public_reading", true}});
        });
        for (std::size_t i = 0; i < options_.plans.size(); ++i) {
            if (!tell("prepare", i, options_.plans.size())) return cancelled();
            services::IngestRequest request;
            request.files = options_.plans[i];
            request.publish = true;
            TRY(const auto ingested, registry_->ingest(cast_->admin(), std::move(request)));
            plans_.push_back(std::make_unique<PlanYears>(*registry_, *cast_, timeline, options_.seed,
                                                         ingested.plan, years_[i].first, years_[i].quarters));
            ids_.push_back(ingested.plan);
            CHECK(plans_.back()->prepare());
        }
        return {};
    }

    Status load_calendar(int year) {
        TRY(const auto years, registry_->tracking().load_calendar(cast_->admin(), office_calendar(year)));
        (void)years;
        return {};
    }

    bool told(std::int64_t now) {
        const std::int64_t first = instant(begin_, 0), last = instant(end_ + days_into_the_last, 0);
        const auto quarters = static_cast<std::uint64_t>((end_ - begin_) / 91);
        const auto done = now <= first
                              ? 0
                              : static_cast<std::uint64_t>(
                                    (now - first) * static_cast<std::int64_t>(quarters) / (last - first));
        return tell("simulate", std::min(done, quarters), quarters);
    }

    Made made() const {
        const auto view = registry_->view();
        Made out;
        out.plans = ids_;
        out.title = view->plan(ids_.front())->latest()->content->header().title;
        out.today = state::day_of(ledger::clock_us());
        out.accounts = cast_->accounts();
        out.head = view.head();
        for (const auto& plan : plans_) {
            out.items += plan->tally().items;
            out.cycles += plan->tally().cycles;
            out.reports += plan->tally().reports;
        }
        return out;
    }

    const Options& options_;
    const services::Progress& progress_;
    std::vector<Years> years_;
    Day begin_ = 0, end_ = 0;
    std::unique_ptr<services::Registry> registry_;
    std::optional<Cast> cast_;
    std::vector<std::unique_ptr<PlanYears>> plans_;
    std::vector<std::string> ids_;
};

}  // namespace

Result<Made> build(const Options& options, const services::Progress& progress) {
    if (options.plans.empty())
        return fail(Fault::invalid, "files-number", {"請提供計畫文件", "Give a plan document"});
    CHECK(check_place(options.folder));
    Workshop workshop(options.folder);
    CHECK(workshop.clear());
    auto made = [&] {  // the store is closed before it is moved
        Making making(options, progress);
        return making.make(workshop.place());
    }();
    if (!made) return made;
    CHECK(workshop.put());
    return made;
}

}  // namespace gangmu::demo
