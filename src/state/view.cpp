#include "state/view.hpp"

namespace gangmu::state {
namespace {

const std::string no_date;

const ContentPtr& empty_content() {
    static const ContentPtr empty = *Content::build({});
    return empty;
}

}  // namespace

PlanView::PlanView(SnapshotPtr snapshot, const Plan* plan, const Edition* edition, const Draft* draft)
    : snapshot_(std::move(snapshot)), plan_(plan), edition_(edition), draft_(draft) {
    content_ = edition_ != nullptr ? edition_->content : draft_->content;
    if (!content_) content_ = empty_content();
}

PlanView::PlanView(SnapshotPtr snapshot, const Plan* plan, std::shared_ptr<const Draft> made)
    : PlanView(std::move(snapshot), plan, nullptr, made.get()) {
    made_ = std::move(made);
}

const std::string& PlanView::effective() const {
    return edition_ != nullptr ? edition_->effective : no_date;
}

const Erasure* PlanView::erased() const {
    const auto& content = edition_ != nullptr ? edition_->content : draft_->content;
    return content ? nullptr : snapshot_->erased.find(edition_ != nullptr ? edition_->blob : draft_->blob);
}

Status PlanView::readable() const {
    const Erasure* gone = erased();
    if (gone == nullptr) return {};
    return fail(
        Fault::conflict, "content-erased",
        {"計畫內容已依紀錄移除：" + gone->reason, "The plan's content was taken out: " + gone->reason},
        {"請讀入遮蔽後的文件，作為新版本", "Read a redacted document as a new edition"}, id());
}

const Dismissal* PlanView::dismissed(const model::Finding& finding) const {
    if (const auto* one = plan_->dismissals.find(finding.id)) return one;
    if (const auto* rule = plan_->rules_off.find(finding.rule)) return rule;
    return snapshot_->settings.rule_reasons.find(finding.rule);
}

std::optional<PlanView> View::plan(std::string_view id, Drafts drafts) const {
    const Plan* plan = snapshot_->plan(id);
    if (plan == nullptr) return std::nullopt;
    if (const Edition* edition = plan->in_force(on_)) return PlanView(snapshot_, plan, edition, nullptr);
    if (drafts == Drafts::shown && plan->draft) return PlanView(snapshot_, plan, nullptr, plan->draft.get());
    return std::nullopt;
}

std::optional<PlanView> View::draft(std::string_view id) const {
    const Plan* plan = snapshot_->plan(id);
    if (plan == nullptr || !plan->draft) return std::nullopt;
    return PlanView(snapshot_, plan, nullptr, plan->draft.get());
}

std::vector<PlanView> View::plans(Drafts drafts) const {
    std::vector<PlanView> all;
    for (const auto& id : snapshot_->plan_order)
        if (auto view = plan(id, drafts)) all.push_back(std::move(*view));
    return all;
}

search::Request View::search_request(Drafts drafts) const {
    search::Request request;
    if (!as_of_.empty()) request.as_of = snapshot_->head.seq;
    // Without a day the latest editions are asked: those in force at the end of time.
    request.on = on_.empty() ? std::optional(search::day_never - 1) : search::parse_day(on_);
    request.audience = drafts == Drafts::shown ? 1 : 0;
    return request;
}

}  // namespace gangmu::state
