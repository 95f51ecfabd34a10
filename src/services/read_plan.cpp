#include "services/read_plan.hpp"

#include <algorithm>

#include "base/sha256.hpp"
#include "checking/check.hpp"
#include "comparing/match.hpp"
#include "reading/read.hpp"
#include "services/parts.hpp"
#include "state/content_editor.hpp"

namespace gangmu::services {
namespace {

void add_findings(model::Plan& plan, const std::vector<std::string>& rules_off) {
    auto findings = checking::check(plan, rules_off);
    plan.findings.insert(plan.findings.end(), std::make_move_iterator(findings.begin()),
                         std::make_move_iterator(findings.end()));
}

bool is_reading(const model::Finding& finding) {
    return finding.rule.rfind("reading-", 0) == 0;
}

// Ids of merged items lead to the same survivors as before, where those are still there.
Result<state::ContentPtr> with_aliases(const model::Plan& plan, const Known& known) {
    TRY(auto content, state::Content::build(plan));
    if (!known.content || known.content->aliases().empty()) return content;
    state::ContentEditor editor(*content);
    known.content->aliases().each([&](const std::string& id, const std::string& survivor) {
        if (!editor.find(id)) editor.set_alias(id, survivor);
    });
    editor.set_checked(0);
    return editor.finish(0);
}

template <class T>
void remember(IdMap& ids, const std::vector<T>& before, const std::vector<T>& after) {
    for (std::size_t i = 0; i < before.size(); ++i)
        if (before[i].id != after[i].id) ids[before[i].id] = after[i].id;
}

}  // namespace

bool tell(const Progress& progress, std::string_view step, std::uint64_t done, std::uint64_t total) {
    return !progress || progress(step, done, total);
}

Error cancelled() {
    return fail(Fault::unavailable, "cancelled", {"已取消", "Cancelled"});
}

namespace {

std::vector<reading::RegisteredAgency> registered_agencies(const state::Snapshot& snapshot) {
    std::vector<reading::RegisteredAgency> out;
    snapshot.agencies.each([&](const std::string& name, const auto& agency) {
        out.push_back({name, {}});
        for (const auto& other : agency->names)
            out.back().also.push_back(other.name);
    });
    return out;
}

}  // namespace

Result<ReadPlan> read_plan(const Options& options, const std::vector<FileBytes>& files, const std::string& id,
                           const Known& known, const std::vector<std::string>& rules_off,
                           const state::Snapshot& snapshot, const Progress& progress) {
    std::vector<documents::Document> documents;
    for (const auto& file : files) {
        if (!tell(progress, "parse", documents.size(), files.size())) return cancelled();
        auto document = options.in_child ? documents::open(file.name, file.bytes, options.limits)
                                         : documents::parse(file.name, file.bytes, options.limits);
        if (!document) return std::move(document).error();
        document->info.name = file.name;
        document->info.sha256 = sha256_hex(file.bytes);
        documents.push_back(std::move(*document));
    }
    if (!tell(progress, "read", 0, 1)) return cancelled();
    model::Plan plan = reading::read(documents, registered_agencies(snapshot));
    if (!id.empty()) plan.plan.id = id;
    if (!tell(progress, "check", 0, 1)) return cancelled();
    TRY(ReadPlan made, take_over_ids(std::move(plan), known, rules_off));
    for (const auto& document : documents)
        made.documents.push_back(document.info);
    return made;
}

Result<ReadPlan> take_over_ids(model::Plan plan, const Known& known,
                               const std::vector<std::string>& rules_off, IdMap* ids) {
    ReadPlan made;
    if (known.content) {
        const model::Plan before = ids != nullptr ? plan : model::Plan();
        const model::Plan old_plan = known.content->to_plan();
        made.uncertain = comparing::keep_ids(plan, old_plan, comparing::match(old_plan, plan), known.taken);
        made.matched = known.edition;
        if (ids != nullptr) {
            remember(*ids, before.nodes, plan.nodes);
            remember(*ids, before.indicators, plan.indicators);
        }
    }
    plan.findings.erase(std::remove_if(plan.findings.begin(), plan.findings.end(),
                                       [](const auto& finding) { return !is_reading(finding); }),
                        plan.findings.end());
    add_findings(plan, rules_off);
    TRY(made.content, with_aliases(plan, known));
    return made;
}

Known known_of(const state::Plan& plan) {
    Known known;
    if (const auto* edition = plan.latest(); edition != nullptr) {
        known.content = edition->content;
        known.edition = edition->number;
    } else if (plan.draft) {
        known.content = plan.draft->content;
    }
    known.taken = ids_given(plan);
    return known;
}

std::vector<std::string> ids_given(const state::Plan& plan) {
    std::vector<std::string> ids;
    const auto add = [&](const state::ContentPtr& content) {
        if (!content) return;
        content->walk([&](state::Row row) { ids.push_back(content->node(row).id); });
        content->aliases().each([&](const std::string& id, const std::string&) { ids.push_back(id); });
        for (const auto& indicator : content->indicators())
            if (indicator) ids.push_back(indicator->id);
    };
    for (const auto& edition : plan.editions)
        add(edition->content);
    if (plan.draft) add(plan.draft->content);
    return ids;
}

std::vector<Resembling> resembling(const state::Snapshot& snapshot, const Actor& actor,
                                   std::string_view title, std::string_view except) {
    std::vector<Resembling> found;
    for (const auto& id : snapshot.plan_order) {
        const auto* plan = snapshot.plan(id);
        if (id == except || plan == nullptr || plan->withdrawn()) continue;
        const auto* edition = plan->latest();
        const auto& content = edition != nullptr ? edition->content : plan->draft->content;
        if (!content || !comparing::same_plan_title(content->header().title, title)) continue;
        if (edition == nullptr &&
            !auth::may(actor, auth::Action::read_drafts, snapshot, content->header().issuer))
            continue;
        found.push_back({id, content->header().title});
    }
    return found;
}

}  // namespace gangmu::services
