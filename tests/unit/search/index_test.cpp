#include "search/index.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "search/query.hpp"
#include "search/stream.hpp"

namespace gangmu::search {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testing::UnorderedElementsAre;

Passage node(std::string id, std::string title, std::string text = {},
             std::vector<std::string> agencies = {}) {
    Passage p;
    p.plan = "p-1";
    p.id = std::move(id);
    p.kind = "措施";
    p.title = std::move(title);
    p.text = std::move(text);
    p.agencies = std::move(agencies);
    p.from = 1;
    return p;
}

std::vector<std::string> ids(const Answer& answer) {
    std::vector<std::string> out;
    for (const auto& hit : answer.hits)
        out.push_back(hit.id);
    return out;
}

std::vector<std::string> found(const Index& index, std::string query) {
    Request request;
    request.query = std::move(query);
    return ids(index.search(request));
}

Index sample() {
    return Index::build({
        node("1", "推動智慧城市", "以5G與AIoT建置感測網路。提升服務。", {"數位發展部", "經濟部(能源局)"}),
        node("2", "氫能供應", "B5G/6G 衛星通訊，目標 1.5 GW", {"經濟部"}),
        node("3", "臺灣５Ｇ專網", "Smart City and smart grid hydrogen", {"國科會"}),
        node("4", "智慧", "網", {}),
    });
}

TEST(Index, FindsChineseWordsOfAnyLength) {
    const Index index = sample();
    EXPECT_THAT(found(index, "智慧城市"), UnorderedElementsAre("1"));
    EXPECT_THAT(found(index, "智慧"), UnorderedElementsAre("1", "4"));
    EXPECT_THAT(found(index, "網"), UnorderedElementsAre("1", "3", "4"));
    EXPECT_THAT(found(index, "台灣"), UnorderedElementsAre("3"));
    EXPECT_THAT(found(index, "路提"), IsEmpty()) << "not across a full stop";
    EXPECT_THAT(found(index, "慧網"), IsEmpty()) << "not across fields";
}

TEST(Index, FindsWordsAndMixedText) {
    const Index index = sample();
    EXPECT_THAT(found(index, "5g"), UnorderedElementsAre("1", "3"));
    EXPECT_THAT(found(index, "aiot"), UnorderedElementsAre("1"));
    EXPECT_THAT(found(index, "B5G/6G"), UnorderedElementsAre("2"));
    EXPECT_THAT(found(index, "6G"), UnorderedElementsAre("2"));
    EXPECT_THAT(found(index, "5G專網"), UnorderedElementsAre("3"));
    EXPECT_THAT(found(index, "1.5"), UnorderedElementsAre("2"));
    EXPECT_THAT(found(index, "hydro*"), UnorderedElementsAre("3"));
    EXPECT_THAT(found(index, "hydro"), IsEmpty());
    EXPECT_THAT(found(index, "\"smart city\""), UnorderedElementsAre("3"));
    EXPECT_THAT(found(index, "\"city smart\""), IsEmpty());
    EXPECT_THAT(found(index, "\"and smart gr\"*"), IsEmpty());
}

TEST(Index, OperatorsAndFields) {
    const Index index = sample();
    EXPECT_THAT(found(index, "智慧 經濟部"), UnorderedElementsAre("1"));
    EXPECT_THAT(found(index, "氫能 或 智慧"), UnorderedElementsAre("1", "2", "4"));
    EXPECT_THAT(found(index, "智慧 -城市"), UnorderedElementsAre("4"));
    EXPECT_THAT(found(index, "-智慧"), UnorderedElementsAre("2", "3"));
    EXPECT_THAT(found(index, "標題:網"), UnorderedElementsAre("3"));
    EXPECT_THAT(found(index, "內文:網"), UnorderedElementsAre("1", "4"));
    EXPECT_THAT(found(index, "機關:經濟部"), UnorderedElementsAre("1", "2"));
    EXPECT_THAT(found(index, "標題:經濟部"), IsEmpty());
    EXPECT_THAT(found(index, "類別:措施 氫能"), UnorderedElementsAre("2"));
    EXPECT_THAT(found(index, "類型:指標 氫能"), IsEmpty());
    EXPECT_THAT(found(index, "計畫:p-1 氫能"), UnorderedElementsAre("2"));
    EXPECT_EQ(found(index, "").size(), 4U);
}

TEST(Index, PlansCanBeNamedByTheirTitles) {
    Passage plan;
    plan.type = Type::plan;
    plan.plan = plan.id = "p-9";
    plan.title = "海安縣智慧縣政計畫";
    Passage inside = node("n", "氫能");
    inside.plan = "p-9";
    const Index index = Index::build({plan, inside, node("other", "氫能")});
    EXPECT_THAT(found(index, "計畫:海安 氫能"), ElementsAre("n"));
}

TEST(Index, TheExactTitleComesFirst) {
    const Index index = Index::build({
        node("body", "其他", "氫能氫能氫能"),
        node("part", "氫能供應與運輸基礎設施之整備"),
        node("whole", "氫能"),
    });
    EXPECT_THAT(found(index, "氫能"), ElementsAre("whole", "part", "body"));
}

TEST(Index, CountsFacetsAndPagesAreExact) {
    std::vector<Passage> passages;
    for (int i = 0; i < 3'000; ++i) {
        passages.push_back(node(std::to_string(i), "水資源", "治水", {i % 3 == 0 ? "水利署" : "環境部"}));
        passages.back().plan = i % 2 == 0 ? "p-1" : "p-2";
    }
    const Index index = Index::build(passages);
    Request request;
    request.query = "治水";
    request.limit = 10;
    request.offset = 5;
    const Answer answer = index.search(request);
    EXPECT_EQ(answer.total, 3'000U);
    EXPECT_THAT(answer.plans, ElementsAre(Pair("p-1", 1'500U), Pair("p-2", 1'500U)));
    EXPECT_THAT(answer.agencies, ElementsAre(Pair("環境部", 2'000U), Pair("水利署", 1'000U)));
    ASSERT_EQ(answer.hits.size(), 10U);
    EXPECT_EQ(answer.hits.front().id, "5");
    request.agencies = {"水利署"};
    request.plans = {"p-2"};
    EXPECT_EQ(index.search(request).total, 500U);
}

TEST(Index, SnippetsMarkTheHits) {
    std::string text;
    for (int i = 0; i < 60; ++i)
        text += "前置作業之說明。";
    text += "布建臺灣智慧電網。";
    const Index index = Index::build({node("1", "智慧電網", text)});
    Request request;
    request.query = "台灣智慧";
    request.snippet = 24;
    const Answer answer = index.search(request);
    ASSERT_EQ(answer.hits.size(), 1U);
    std::string hit, whole;
    for (const auto& piece : answer.hits[0].snippet) {
        whole += piece.text;
        if (piece.hit) hit += piece.text;
    }
    EXPECT_EQ(hit, "臺灣智慧") << whole;
    EXPECT_LT(whole.size(), 90U);
}

TEST(Index, AudienceIsKept) {
    Passage draft = node("d", "草案氫能");
    draft.audience = 1;
    const Index index = Index::build({draft, node("p", "氫能")});
    EXPECT_THAT(found(index, "氫能"), ElementsAre("p"));
    Request request;
    request.query = "氫能";
    request.audience = 1;
    EXPECT_EQ(index.search(request).total, 2U);
}

TEST(Index, AsOfAndOnAskThePast) {
    Index index = Index::build({});
    Batch first{.sequence = 10};
    first.add.push_back(node("a", "舊標題"));
    first.add.back().from = 0;
    first.add.back().effective_from = *parse_day("2021-01-01");
    index = index.with(first);
    const Index before = index;

    Batch correction{.sequence = 20};
    correction.end.push_back({Type::node, "p-1", "a"});
    correction.add.push_back(node("a", "新標題"));
    correction.add.back().from = 0;
    correction.add.back().effective_from = *parse_day("2021-01-01");
    index = index.with(correction);

    Batch edition{.sequence = 30};
    edition.supersede.push_back({"p-1", *parse_day("2023-01-01")});
    edition.add.push_back(node("a", "二版標題"));
    edition.add.back().from = 0;
    edition.add.back().effective_from = *parse_day("2023-01-01");
    index = index.with(edition);

    const auto titles = [&](const Index& where, Sequence as_of, const char* on) {
        Request request;
        request.query = "標題";
        request.as_of = as_of;
        if (*on != 0) request.on = parse_day(on);
        std::set<std::string> out;
        for (const auto& hit : where.search(request).hits)
            out.insert(hit.title);
        return out;
    };
    using Titles = std::set<std::string>;
    EXPECT_EQ(titles(index, 9, ""), Titles{});
    EXPECT_EQ(titles(index, 19, ""), Titles{"舊標題"});
    EXPECT_EQ(titles(index, 20, ""), Titles{"新標題"});
    EXPECT_EQ(titles(index, 30, "2022-12-31"), Titles{"新標題"});
    EXPECT_EQ(titles(index, 30, "2023-01-01"), Titles{"二版標題"});
    EXPECT_EQ(titles(index, 29, "2023-06-01"), Titles{"新標題"});
    EXPECT_EQ(titles(index, 30, "2020-01-01"), Titles{});
    EXPECT_EQ(titles(before, sequence_max, ""), Titles{"舊標題"}) << "a value does not change";

    Batch gone{.sequence = 40};
    gone.end_plans.push_back("p-1");
    index = index.with(gone);
    EXPECT_EQ(titles(index, sequence_max, ""), Titles{});
    EXPECT_EQ(titles(index, 39, "2023-01-01"), Titles{"二版標題"});
}

// What ended shares a leaf of the overlay with its neighbours; they did not end.
TEST(Index, NeighboursOfWhatEndedAreFoundNow) {
    Index index = Index::build({node("a", "氫能"), node("b", "氫能"), node("c", "氫能")});
    Batch correction{.sequence = 2};
    correction.end.push_back({Type::node, "p-1", "b"});
    index = index.with(correction);
    EXPECT_THAT(found(index, "氫能"), ElementsAre("a", "c"));
    Request before;
    before.query = "氫能";
    before.as_of = 1;
    EXPECT_EQ(index.search(before).total, 3U);
}

// ---------------------------------------------------------------- against a plain scan

std::vector<std::string> fields_of(const Passage& p, std::optional<Field> field) {
    std::vector<std::string> out;
    if (!field || *field == Field::title) out.push_back(p.title);
    if (!field || *field == Field::label) out.push_back(p.label);
    if (!field || *field == Field::agencies) out.insert(out.end(), p.agencies.begin(), p.agencies.end());
    if (!field || *field == Field::text) out.push_back(p.text);
    return out;
}

bool holds(const Passage& p, const QueryNode& q) {
    using Op = QueryNode::Op;
    const auto inner = [&](const QueryNode& child) { return holds(p, child); };
    switch (q.op) {
        case Op::all:
            return std::all_of(q.of.begin(), q.of.end(), inner);
        case Op::any:
            return std::any_of(q.of.begin(), q.of.end(), inner);
        case Op::none_of:
            return !holds(p, q.of.front());
        case Op::term: {
            Stream term;
            read_stream(q.text, term);
            for (const auto& text : fields_of(p, q.field)) {
                Stream stream;
                read_stream(text, stream);
                if (!find_all(stream.letters, term.letters, q.prefix).empty()) return true;
            }
            return false;
        }
        case Op::kind:
            return p.kind == q.text;
        default:
            return true;
    }
}

// Few letters, so that everything collides.
rc::Gen<std::string> small_text(int most) {
    return rc::gen::map(
        rc::gen::resize(most, rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
                                  "水", "電", "水", "電", "氣", "a", "b", "5", "A", "Ｂ", " ", "，", ".",
                                  "\n", "臺", "台"))),
        [](const std::vector<std::string>& parts) {
            std::string out;
            for (const auto& part : parts)
                out += part;
            return out;
        });
}

rc::Gen<Passage> passages() {
    return rc::gen::map(rc::gen::tuple(small_text(8), small_text(40), small_text(6), rc::gen::inRange(0, 3),
                                       rc::gen::inRange(1, 6)),
                        [](const auto& t) {
                            Passage p = node("", std::get<0>(t), std::get<1>(t));
                            if (!std::get<2>(t).empty()) p.agencies = {std::get<2>(t), "電水"};
                            p.kind = std::get<3>(t) == 0 ? "策略" : "措施";
                            p.from = static_cast<Sequence>(std::get<4>(t));
                            return p;
                        });
}

rc::Gen<std::string> queries() {
    return rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
                            "水", "電水", "水電水", "a", "5a", "a5 ", "台", "水a", "a水", "ab", "\"水 a b\"",
                            "\"a 水\"", "\"a b\"", "\"水，電\"", " ", " ", "(", ")", "-", " 或 ",
                            "標題:", "機關:", "內文:", "a*", "\"水a\"", "類別:策略", "5.5", "氣電")),
                        [](const std::vector<std::string>& parts) {
                            std::string out;
                            for (const auto& part : parts)
                                out += part;
                            return out;
                        });
}

std::vector<Passage> numbered(std::vector<Passage> all) {
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i].id = std::to_string(i);
    return all;
}

RC_GTEST_PROP(IndexAgainstScan, FindsExactlyWhatAScanFinds, ()) {
    const auto all = numbered(*rc::gen::container<std::vector<Passage>>(passages()));
    const auto query = *queries();
    const Index index = Index::build(all);
    Request request;
    request.query = query;
    request.limit = 1'000;
    request.as_of = *rc::gen::inRange<Sequence>(1, 8);
    const Answer answer = index.search(request);
    std::multiset<std::string> expected, actual;
    const auto tree = parse_query(query).root;
    for (const auto& p : all)
        if (p.from <= request.as_of && holds(p, tree)) expected.insert(p.id);
    for (const auto& hit : answer.hits)
        actual.insert(hit.id);
    RC_LOG() << "query " << query << " understood " << answer.understood;
    RC_ASSERT(actual == expected);
    RC_ASSERT(answer.total == expected.size());
}

// Any way of adding, ending and merging gives the answers of an index made at once.
RC_GTEST_PROP(IndexAgainstScan, IncrementalEqualsRebuilt, ()) {
    const auto all = numbered(*rc::gen::container<std::vector<Passage>>(passages()));
    Index index = Index::build({});
    std::vector<std::pair<Passage, Sequence>> known;  // with its end
    Sequence sequence = 10;
    std::optional<MergeJob> pending;
    for (std::size_t i = 0; i < all.size();) {
        Batch batch{.sequence = ++sequence};
        for (auto n = *rc::gen::inRange(1, 4); n > 0 && i < all.size(); --n, ++i) {
            batch.add.push_back(all[i]);
            batch.add.back().from = 0;
        }
        if (!known.empty() && *rc::gen::arbitrary<bool>()) {
            auto& [ended, to] = known[*rc::gen::inRange<std::size_t>(0, known.size())];
            batch.end.push_back({ended.type, ended.plan, ended.id});
            to = std::min(to, sequence);
        }
        for (auto p : batch.add) {
            p.from = sequence;
            known.emplace_back(p, sequence_max);
        }
        index = index.with(batch);
        if (pending && *rc::gen::arbitrary<bool>()) {
            index = index.with(pending->run());
            pending.reset();
        }
        if (!pending) pending = index.merge_job();
    }
    Request request;
    request.query = *queries();
    request.limit = 1'000;
    request.as_of = *rc::gen::inRange<Sequence>(9, sequence + 2);
    std::vector<Passage> alive;
    for (const auto& [p, to] : known)
        if (p.from <= request.as_of && request.as_of < to) alive.push_back(p);
    std::multiset<std::string> expected, actual;
    const auto tree = parse_query(request.query).root;
    for (const auto& p : alive)
        if (holds(p, tree)) expected.insert(p.id);
    const Answer answer = index.search(request);
    for (const auto& hit : answer.hits)
        actual.insert(hit.id);
    RC_ASSERT(actual == expected);
    RC_ASSERT(index.size() == known.size());

    std::vector<Passage> versions;
    for (const auto& [p, to] : known)
        versions.push_back(p);
    Request now = request;
    now.as_of = sequence_max;
    if (alive.size() == known.size())
        RC_ASSERT(ids(Index::build(versions).search(now)) == ids(index.search(now)));
}

// Some thousand passages of a few letters, so that lists have many blocks, and passages of every kind of
// worth.
std::vector<Passage> frequent_letters(std::size_t count) {
    const std::vector<std::string> letters{"甲", "乙", "丙", "丁", "戊", "5g", "，"};
    std::uint32_t state = 7;
    const auto draw = [&](std::uint32_t most) {
        return (state = state * 1'664'525 + 1'013'904'223) % 65'536 % most;
    };
    const auto text = [&](std::uint32_t most) {
        std::string out;
        for (auto n = draw(most); n > 0; --n)
            out += letters[draw(draw(2) == 0 ? 2 : static_cast<std::uint32_t>(letters.size()))];
        return out;
    };
    std::vector<Passage> all;
    for (std::size_t i = 0; i < count; ++i) {
        Passage p = node(std::to_string(i), text(9), text(60));
        p.type = static_cast<Type>(draw(20) == 0 ? draw(type_count) : 2);
        all.push_back(std::move(p));
    }
    return all;
}

// Without facets, passages that cannot be among the best are not looked at; with them, all are.
TEST(Index, TheBestAreTheSameWhetherAllAreLookedAtOrNot) {
    const auto all = frequent_letters(6'000);
    const Index one = Index::build(all);
    Index many;
    for (std::size_t i = 0; i < all.size(); i += 1'500) {
        Batch batch{.sequence = 1, .end = {}, .end_plans = {}, .supersede = {}, .add = {}};
        batch.add.assign(all.begin() + static_cast<std::ptrdiff_t>(i),
                         all.begin() + static_cast<std::ptrdiff_t>(i + 1'500));
        many = many.with(batch);
    }
    for (const char* query : {"甲", "戊", "甲乙", "丁戊", "5g", "甲乙甲", "甲 或 丁", "甲乙 或 乙甲 或 5g",
                              "甲 丁", "甲 -丁", "標題:甲", "5g甲"}) {
        for (const std::size_t limit : {1, 20, 300}) {
            Request request;
            request.query = query;
            request.limit = limit;
            request.facets = false;
            const auto quick = one.search(request);
            request.facets = true;
            const auto whole = one.search(request);
            EXPECT_GT(whole.total, 100U) << query;
            EXPECT_EQ(quick.total, whole.total) << query;
            EXPECT_EQ(ids(quick), ids(whole)) << query << " " << limit;
            std::size_t counted = 0;
            for (const auto& [type, count] : whole.types)
                counted += count;
            EXPECT_EQ(counted, whole.total) << query;
            request.facets = false;
            EXPECT_EQ(ids(many.search(request)), ids(quick)) << query << " " << limit;
        }
    }
}

TEST(Index, LongListsAreReadInBlocks) {
    std::vector<Passage> all;
    for (int i = 0; i < 5'000; ++i) {
        std::string text = "共同";
        if (i % 7 == 0) text += "七水" + std::string(static_cast<std::size_t>(i % 5), 'x');
        if (i % 611 == 3) text += "，罕見共同罕見";
        all.push_back(node(std::to_string(i), "", text));
    }
    const Index index = Index::build(all);
    for (const char* query :
         {"共同", "共同 七水", "共同七水", "罕見 七水", "罕見共同罕見", "罕見 -七水", "罕見 或 七水"}) {
        Request request;
        request.query = query;
        const auto tree = parse_query(query).root;
        const auto expected =
            std::count_if(all.begin(), all.end(), [&](const auto& p) { return holds(p, tree); });
        EXPECT_EQ(index.search(request).total, static_cast<std::size_t>(expected)) << query;
    }
}

}  // namespace
}  // namespace gangmu::search
