#include "state/passages.hpp"

#include <algorithm>

namespace gangmu::state {
namespace {

search::Passage framed(const PassageFrame& frame, search::Type type, std::string id) {
    search::Passage passage;
    passage.type = type;
    passage.plan = frame.plan;
    passage.id = std::move(id);
    passage.audience = frame.audience;
    passage.from = frame.from;
    passage.effective_from = frame.effective_from;
    return passage;
}

void append(std::string& text, std::string_view more) {
    if (more.empty()) return;
    if (!text.empty()) text += '\n';
    text += more;
}

PassageFrame draft_frame(const Snapshot& after, const Plan& plan) {
    return {plan.id, audience_officers, after.head.seq, search::day_always};
}

PassageFrame edition_frame(const Plan& plan, const Edition& edition) {
    return {plan.id, audience_all, edition.stamp.seq,
            search::parse_day(edition.effective).value_or(search::day_always)};
}

// Agencies that no published plan has named before.
void add_agencies(Snapshot& after, const Content& content, Sequence from, std::vector<search::Passage>& out) {
    std::vector<std::string> names;
    content.agencies().each([&](const std::string& name, const AgencyPart&) {
        if (!after.named_agencies.contains(name)) names.push_back(name);
    });
    std::sort(names.begin(), names.end());
    for (auto& name : names) {
        auto passage = framed({{}, audience_all, from, search::day_always}, search::Type::agency, name);
        passage.title = name;
        out.push_back(std::move(passage));
        after.named_agencies = after.named_agencies.set(std::move(name), true);
    }
}

search::Batch batch_edition(Snapshot& after, const Plan& plan, const Edition& edition, bool first) {
    search::Batch batch{
        .sequence = edition.stamp.seq, .end = {}, .end_plans = {}, .supersede = {}, .add = {}};
    if (!edition.content) return batch;
    const auto frame = edition_frame(plan, edition);
    if (first)
        batch.end_plans.push_back(plan.id);  // the draft's passages
    else
        batch.supersede.push_back({plan.id, frame.effective_from});
    add_plan(frame, *edition.content, batch.add);
    add_agencies(after, *edition.content, edition.stamp.seq, batch.add);
    return batch;
}

search::Passage document_passage(const Document& document) {
    search::Passage passage;
    passage.type = search::Type::document;
    passage.plan = document.sha256;
    passage.id = document.sha256;
    passage.title = document.name;
    passage.kind = document.media_type;
    passage.audience = audience_officers;
    passage.from = document.stamp.seq;
    return passage;
}

// Documents of published plans are for everybody.
void publish_documents(const Snapshot& after, const Plan& plan, search::Batch& batch) {
    for (const auto& sha256 : plan.documents) {
        const Document* document = after.document(sha256);
        if (document == nullptr) continue;
        batch.end.push_back({search::Type::document, sha256, sha256});
        auto passage = document_passage(*document);
        passage.audience = audience_all;
        passage.from = batch.sequence;
        batch.add.push_back(std::move(passage));
    }
}

}  // namespace

void add_node(const PassageFrame& frame, const Content& content, Row row, std::vector<search::Passage>& out) {
    const auto& node = content.node(row);
    auto passage = framed(frame, search::Type::node, node.id);
    passage.kind = node.kind;
    passage.label = node.label;
    passage.title = node.title;
    passage.text = node.text;
    passage.agencies = node.lead;
    passage.agencies.insert(passage.agencies.end(), node.co.begin(), node.co.end());
    passage.agencies.insert(passage.agencies.end(), node.units.begin(), node.units.end());
    out.push_back(std::move(passage));
}

void add_indicator(const PassageFrame& frame, const Content&, const model::Indicator& indicator,
                   std::vector<search::Passage>& out) {
    auto passage = framed(frame, search::Type::indicator, indicator.id);
    passage.kind = indicator.role;
    passage.label = indicator.label;
    passage.title = indicator.title;
    for (const auto& target : indicator.targets)
        append(passage.text, target.text);
    passage.agencies = indicator.lead;
    passage.agencies.insert(passage.agencies.end(), indicator.co.begin(), indicator.co.end());
    out.push_back(std::move(passage));
}

void add_plan(const PassageFrame& frame, const Content& content, std::vector<search::Passage>& out) {
    auto whole = framed(frame, search::Type::plan, frame.plan);
    whole.title = content.header().title;
    if (!content.header().issuer.empty()) whole.agencies.push_back(content.header().issuer);
    out.push_back(std::move(whole));
    content.walk([&](Row row) { add_node(frame, content, row, out); });
    for (const auto& indicator : content.indicators())
        if (indicator) add_indicator(frame, content, *indicator, out);
    std::size_t number = 0;
    for (const auto& fact : content.facts()) {
        if (fact) {
            auto passage = framed(frame, search::Type::fact, std::to_string(number));
            passage.text = fact->text;
            if (!fact->agency.empty()) passage.agencies.push_back(fact->agency);
            out.push_back(std::move(passage));
        }
        ++number;
    }
}

search::Batch batch_document(const Snapshot& after, const Document& document) {
    search::Batch batch{.sequence = after.head.seq, .end = {}, .end_plans = {}, .supersede = {}, .add = {}};
    batch.add.push_back(document_passage(document));
    return batch;
}

search::Batch batch_drafted(const Snapshot& after, const Plan& plan) {
    search::Batch batch{.sequence = after.head.seq, .end = {}, .end_plans = {}, .supersede = {}, .add = {}};
    if (plan.latest() != nullptr) return batch;  // what is published is found; its next draft is not
    batch.end_plans.push_back(plan.id);
    if (plan.draft && plan.draft->content)
        add_plan(draft_frame(after, plan), *plan.draft->content, batch.add);
    return batch;
}

search::Batch batch_corrected(const Snapshot& after, const Plan& plan,
                              const std::vector<std::string>& touched, const std::vector<std::string>& gone) {
    search::Batch batch{.sequence = after.head.seq, .end = {}, .end_plans = {}, .supersede = {}, .add = {}};
    if (plan.latest() != nullptr || !plan.draft || !plan.draft->content) return batch;
    const Content& content = *plan.draft->content;
    const auto frame = draft_frame(after, plan);
    std::vector<Row> rows;
    for (const auto& id : touched)
        if (const auto row = content.find(id); row && std::find(rows.begin(), rows.end(), *row) == rows.end())
            rows.push_back(*row);
    for (const auto& id : gone)
        batch.end.push_back({search::Type::node, plan.id, id});
    for (const Row row : rows) {
        batch.end.push_back({search::Type::node, plan.id, content.node(row).id});
        add_node(frame, content, row, batch.add);
        for (const auto* indicator : content.indicators(row)) {
            batch.end.push_back({search::Type::indicator, plan.id, indicator->id});
            add_indicator(frame, content, *indicator, batch.add);
        }
    }
    return batch;
}

search::Batch batch_published(Snapshot& after, const Plan& plan) {
    const Edition& edition = *plan.editions.back();
    const bool first = std::count_if(plan.editions.begin(), plan.editions.end(),
                                     [](const auto& each) { return !each->withdrawn; }) == 1;
    auto batch = batch_edition(after, plan, edition, first);
    publish_documents(after, plan, batch);
    return batch;
}

search::Batch batch_withdrawn(const Snapshot& after, const Plan& plan) {
    search::Batch batch{
        .sequence = after.head.seq, .end = {}, .end_plans = {plan.id}, .supersede = {}, .add = {}};
    // The last edition that stays is found as if it held from its day on; those before it are found by their
    // days again when the index is built anew.
    if (const Edition* edition = plan.latest(); edition != nullptr && edition->content) {
        auto frame = edition_frame(plan, *edition);
        frame.from = after.head.seq;
        add_plan(frame, *edition->content, batch.add);
    } else if (plan.draft && plan.draft->content) {
        add_plan(draft_frame(after, plan), *plan.draft->content, batch.add);
    }
    return batch;
}

namespace {

std::size_t passages_of(const Content& content) {
    const auto counts = content.counts();
    return 1 + counts.nodes + counts.indicators + counts.facts;
}

search::Index::Piece piece_of(PassageFrame frame, const Content& content) {
    return {passages_of(content), [frame = std::move(frame), &content](std::vector<search::Passage>& out) {
                add_plan(frame, content, out);
            }};
}

search::Index::Piece piece_of(std::vector<search::Passage> passages) {
    const std::size_t size = passages.size();
    return {size, [passages = std::move(passages)](std::vector<search::Passage>& out) {
                out.insert(out.end(), passages.begin(), passages.end());
            }};
}

}  // namespace

search::Index build_index(Snapshot& snapshot, unsigned threads) {
    struct Published {
        const Plan* plan;
        const Edition* edition;
        bool first;
    };
    std::vector<Published> editions;
    std::vector<search::Index::Piece> pieces;
    std::vector<search::Passage> passages;
    for (const auto& sha256 : snapshot.document_order) {
        const Document& document = *snapshot.document(sha256);
        passages.push_back(document_passage(document));
        for (const auto& id : document.plans)
            if (const Plan* plan = snapshot.plan(id); plan != nullptr && plan->latest() != nullptr)
                passages.back().audience = audience_all;
    }
    pieces.push_back(piece_of(std::move(passages)));
    for (const auto& id : snapshot.plan_order) {
        const Plan& plan = *snapshot.plan(id);
        bool first = true;
        for (const auto& edition : plan.editions) {
            if (edition->withdrawn || !edition->content) continue;
            editions.push_back({&plan, edition.get(), std::exchange(first, false)});
        }
        if (first && plan.draft && plan.draft->content)
            pieces.push_back(piece_of({plan.id, audience_officers, plan.draft->stamp.seq, search::day_always},
                                      *plan.draft->content));
    }
    std::sort(editions.begin(), editions.end(), [](const Published& a, const Published& b) {
        return a.edition->stamp.seq < b.edition->stamp.seq;
    });
    snapshot.named_agencies = {};
    for (const auto& each : editions) {
        if (!each.first) continue;
        pieces.push_back(piece_of(edition_frame(*each.plan, *each.edition), *each.edition->content));
        std::vector<search::Passage> agencies;
        add_agencies(snapshot, *each.edition->content, each.edition->stamp.seq, agencies);
        pieces.push_back(piece_of(std::move(agencies)));
    }
    auto index = search::Index::build(pieces, threads);
    for (const auto& each : editions)
        if (!each.first) index = index.with(batch_edition(snapshot, *each.plan, *each.edition, false));
    return index;
}

}  // namespace gangmu::state
