// What a search counts by type, kind, plan and agency, held against a plain count of the passages.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "search/index.hpp"

namespace gangmu::search {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

using Plain = std::map<std::string, std::size_t>;

struct PlainCounts {
    Plain types, kinds, plans, agencies;
    void add(const Passage& p) {
        ++types[std::string(to_string(p.type))];
        if (!p.kind.empty()) ++kinds[p.kind];
        if (!p.plan.empty()) ++plans[p.plan];
        auto agencies_once = p.agencies;
        std::sort(agencies_once.begin(), agencies_once.end());
        agencies_once.erase(std::unique(agencies_once.begin(), agencies_once.end()), agencies_once.end());
        for (const auto& agency : agencies_once)
            if (!agency.empty()) ++agencies[agency];
    }
};

Counts ordered(const Plain& plain) {
    Counts counts(plain.begin(), plain.end());
    std::stable_sort(counts.begin(), counts.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    return counts;
}

void expect_counts(const Answer& answer, const PlainCounts& plain, const std::string& what) {
    EXPECT_EQ(answer.types, ordered(plain.types)) << what;
    EXPECT_EQ(answer.kinds, ordered(plain.kinds)) << what;
    EXPECT_EQ(answer.plans, ordered(plain.plans)) << what;
    EXPECT_EQ(answer.agencies, ordered(plain.agencies)) << what;
}

// Enough passages for lists whose counts are kept (2,048 passages and more); `plan_run` to a plan together.
std::vector<Passage> many_passages(std::size_t count, std::size_t plan_run, std::uint32_t agencies) {
    std::uint32_t state = 11;
    const auto draw = [&](std::uint32_t most) {
        return (state = state * 1'664'525 + 1'013'904'223) % 65'536 % most;
    };
    std::vector<Passage> all;
    for (std::size_t i = 0; i < count; ++i) {
        Passage p;
        p.type = draw(10) == 0 ? static_cast<Type>(draw(type_count)) : Type::node;
        p.plan = draw(200) == 0 ? "" : "p-" + std::to_string(i / plan_run % 7);
        p.id = std::to_string(i);
        p.kind = draw(4) == 0 ? "策略" : draw(9) == 0 ? "" : "措施";
        p.title = draw(3) == 0 ? "智慧水資源" : "水電";
        p.text = draw(2) == 0 ? "治水與節電" : "節電";
        for (auto n = draw(4); n > 0; --n)
            p.agencies.push_back("機關" + std::to_string(draw(agencies)));
        if (draw(5) == 0 && !p.agencies.empty()) p.agencies.push_back(p.agencies.front());
        p.from = 1;
        all.push_back(std::move(p));
    }
    return all;
}

bool holds(const Passage& p, const std::string& text) {
    return p.title.find(text) != std::string::npos || p.text.find(text) != std::string::npos;
}

void expect_plain_counts(const Index& index, const std::vector<Passage>& all) {
    for (const std::string query : {"水", "節電", "治水", "智慧水資源", "治水與節", ""}) {
        PlainCounts plain;
        for (const auto& p : all)
            if (holds(p, query)) plain.add(p);
        Request request;
        request.query = query;
        expect_counts(index.search(request), plain, query);
        request.kinds = {"策略"};
        PlainCounts filtered;
        for (const auto& p : all)
            if (p.kind == "策略" && holds(p, query)) filtered.add(p);
        expect_counts(index.search(request), filtered, query + ", one kind");
    }
}

TEST(Facets, AreThoseOfAPlainCount) {
    for (const std::size_t plan_run : {1U, 3U, 1'000U}) {  // plans mixed, in short runs, and in long ones
        const auto all = many_passages(9'000, plan_run, 12);
        expect_plain_counts(Index::build(all), all);
    }
}

TEST(Facets, OfManyShapesAreThoseOfAPlainCount) {
    const auto all = many_passages(6'000, 500, 3'000);  // hardly two passages are of one shape
    expect_plain_counts(Index::build(all), all);
}

TEST(Facets, OfSeveralSegmentsAreAddedUpAndWhatEndedIsNotCounted) {
    auto all = many_passages(9'000, 1'000, 12);
    Index index;
    for (std::size_t i = 0; i < all.size(); i += 3'000) {
        Batch batch{.sequence = 1};
        batch.add.assign(all.begin() + static_cast<std::ptrdiff_t>(i),
                         all.begin() + static_cast<std::ptrdiff_t>(i + 3'000));
        index = index.with(batch);
    }
    expect_plain_counts(index, all);
    Batch end{.sequence = 2};
    for (std::size_t i = 0; i < 20; ++i)
        end.end.push_back({all[i * 7].type, all[i * 7].plan, all[i * 7].id});
    const Index before = index;
    index = index.with(end);
    expect_plain_counts(before, all);
    std::erase_if(all, [](const Passage& p) { return std::stoul(p.id) < 140 && std::stoul(p.id) % 7 == 0; });
    expect_plain_counts(index, all);
}

TEST(Facets, AnAgencyNamedTwiceInOnePassageIsCountedOnce) {
    Passage p;
    p.plan = "p-1";
    p.id = "1";
    p.title = "氫能";
    p.agencies = {"經濟部", "國科會", "經濟部"};
    p.from = 1;
    Request request;
    request.query = "氫能";
    const Answer answer = Index::build({p}).search(request);
    EXPECT_THAT(answer.agencies, ElementsAre(Pair("國科會", 1U), Pair("經濟部", 1U)));
    EXPECT_THAT(answer.hits.front().agencies, ElementsAre("經濟部", "國科會"));
    EXPECT_THAT(answer.kinds, IsEmpty()) << "a passage without a kind";
}

TEST(Facets, OfAnEmptyIndexAreNone) {
    const Answer answer = Index::build({}).search({});
    EXPECT_EQ(answer.total, 0U);
    EXPECT_THAT(answer.types, IsEmpty());
}

}  // namespace
}  // namespace gangmu::search
