#include "state/fold.hpp"

#include <algorithm>

#include "state/corrections.hpp"
#include "state/events.hpp"
#include "state/fold_tracking.hpp"
#include "state/measure_events.hpp"
#include "state/meeting_events.hpp"
#include "state/notice_events.hpp"
#include "state/passages.hpp"
#include "state/payload.hpp"
#include "state/revision_events.hpp"
#include "state/stock_events.hpp"
#include "state/tokens.hpp"
#include "state/tracking_events.hpp"
#include "state/warning_events.hpp"

namespace gangmu::state {
namespace {

Error misfit_error(const ledger::Event& event, std::string_view what) {
    return fail(Fault::corrupt, "store-payload",
                {"帳本事件與先前的狀態不符", "an event of the ledger does not fit what came before it"},
                {"請執行 gangmu verify 檢查帳本", "run gangmu verify"},
                "#" + std::to_string(event.seq) + " " + std::string(what));
}

Grant grant_of(const json::object& payload) {
    return {parse_role(text(payload, "role")).value_or(Role::reader), text(payload, "agency")};
}

class Fold {
  public:
    Fold(Snapshot& snapshot, const ledger::Event& event, Contents& contents, Indexing indexing)
        : snapshot_(snapshot), event_(event), contents_(contents), indexing_(indexing) {}

    Status apply() {
        using Step = Status (Fold::*)();
        static const std::pair<std::string_view, Step> steps[] = {
            {event::document_received, &Fold::document_received},
            {event::plan_drafted, &Fold::plan_drafted},
            {event::plan_corrected, &Fold::plan_corrected},
            {event::plan_published, &Fold::plan_published},
            {event::plan_withdrawn, &Fold::plan_withdrawn},
            {event::finding_dismissed, &Fold::finding_dismissed},
            {event::finding_restored, &Fold::finding_restored},
            {event::rule_switched, &Fold::rule_switched},
            {event::agency_registered, &Fold::agency_registered},
            {event::agency_removed, &Fold::agency_removed},
            {event::account_created, &Fold::account_created},
            {event::account_changed, &Fold::account_changed},
            {event::account_disabled, &Fold::account_disabled},
            {event::account_password, &Fold::account_password},
            {event::role_granted, &Fold::role_granted},
            {event::role_revoked, &Fold::role_revoked},
            {event::settings_changed, &Fold::settings_changed},
            {event::content_erased, &Fold::content_erased},
        };
        const auto known = std::find_if(std::begin(steps), std::end(steps),
                                        [&](const auto& each) { return each.first == event_.type; });
        Step step = known != std::end(steps) ? known->second : nullptr;
        if (step == nullptr && is_tracking(event_.type)) step = &Fold::tracking_changed;
        if (step == nullptr && is_evaluation_event(event_.type)) step = &Fold::evaluation_changed;
        if (step == nullptr && is_notice_event(event_.type)) step = &Fold::notices_changed;
        if (step == nullptr && is_revision_event(event_.type)) step = &Fold::revision_changed;
        if (step == nullptr && is_meeting_event(event_.type)) step = &Fold::meetings_changed;
        if (step == nullptr && is_token_event(event_.type)) step = &Fold::tokens_changed;
        if (step == nullptr && is_measure_event(event_.type)) step = &Fold::measure_changed;
        if (step == nullptr && is_stock_event(event_.type)) step = &Fold::stocks_changed;
        if (step == nullptr && is_warning_event(event_.type)) step = &Fold::warning_changed;
        if (step != nullptr) {
            if (event_.erased) {  // the bytes are gone: nothing is known of it but that it was
                snapshot_.gaps = true;
                return {};
            }
            TRY(auto payload, parse_json(event_.payload));
            if (!payload.is_object()) return misfit("payload");
            payload_ = std::move(payload.get_object());
            if (number(payload_, "v") > static_cast<std::uint64_t>(payload_version)) return newer();
            return (this->*step)();
        }
        return newer();
    }

  private:
    Error newer() const {
        return fail(Fault::unsupported, "store-newer",
                    {"儲存庫由較新版本的綱目寫入", "the store was written by a newer version of Gangmu"},
                    {"請以新版開啟", "open it with that version"},
                    "#" + std::to_string(event_.seq) + " " + event_.type);
    }

    // An event that does not fit: passed over when what it stood on may have been erased.
    Status misfit(std::string_view what) const {
        if (snapshot_.gaps) return {};
        return misfit_error(event_, what);
    }

    Stamp stamp() const { return {event_.seq, event_.recorded_us, event_.actor}; }

    // A copy of the plan to change; made when it is not there.
    std::shared_ptr<Plan> plan_to_change() {
        const std::string id = text(payload_, "plan");
        const Plan* old = snapshot_.plan(id);
        auto plan = old != nullptr ? std::make_shared<Plan>(*old) : std::make_shared<Plan>();
        if (old == nullptr) {
            plan->id = id;
            snapshot_.plan_order = snapshot_.plan_order.push_back(id);
        }
        plan->history = plan->history.push_back(event_.seq);
        plan->version = event_.seq;
        return plan;
    }

    void keep(std::shared_ptr<const Plan> plan) {
        std::string id = plan->id;
        snapshot_.plans = snapshot_.plans.set(std::move(id), std::move(plan));
    }

    void index(const search::Batch& batch) {
        if (batch.add.empty() && batch.end.empty() && batch.end_plans.empty() && batch.supersede.empty())
            return;
        snapshot_.index = snapshot_.index.with(batch);
    }
    bool indexing() const { return indexing_ == Indexing::on; }

    Status document_received() {
        auto document = std::make_shared<Document>();
        document->sha256 = text(payload_, "sha256");
        document->name = text(payload_, "name");
        document->media_type = text(payload_, "media_type");
        document->bytes = number(payload_, "bytes");
        document->pages = static_cast<std::uint32_t>(number(payload_, "pages"));
        document->lines = static_cast<std::uint32_t>(number(payload_, "lines"));
        document->stamp = stamp();
        if (const Document* known = snapshot_.document(document->sha256))
            document->plans = known->plans;
        else
            snapshot_.document_order = snapshot_.document_order.push_back(document->sha256);
        if (indexing()) index(batch_document(snapshot_, *document));
        snapshot_.documents = snapshot_.documents.set(document->sha256, document);
        return {};
    }

    void link_documents(const Plan& plan) {
        for (const auto& sha256 : plan.documents) {
            const Document* known = snapshot_.document(sha256);
            if (known == nullptr ||
                std::find(known->plans.begin(), known->plans.end(), plan.id) != known->plans.end())
                continue;
            auto document = std::make_shared<Document>(*known);
            document->plans.push_back(plan.id);
            snapshot_.documents = snapshot_.documents.set(sha256, std::move(document));
        }
    }

    Status plan_drafted() {
        auto plan = plan_to_change();
        auto draft = std::make_shared<Draft>();
        draft->stamp = stamp();
        draft->blob = text(payload_, "content");
        TRY(draft->content, contents_.load(draft->blob));
        draft->matched = static_cast<std::uint32_t>(number(payload_, "matched"));
        draft->uncertain = texts(payload_, "uncertain");
        for (auto& sha256 : texts(payload_, "documents"))
            if (std::find(plan->documents.begin(), plan->documents.end(), sha256) == plan->documents.end())
                plan->documents.push_back(std::move(sha256));
        plan->draft = std::move(draft);
        link_documents(*plan);
        if (indexing()) index(batch_drafted(snapshot_, *plan));
        keep(std::move(plan));
        return {};
    }

    Status plan_corrected() {
        const Plan* known = snapshot_.plan(text(payload_, "plan"));
        if (known == nullptr || known->withdrawn()) return misfit(text(payload_, "plan"));
        auto plan = plan_to_change();
        auto draft = std::make_shared<Draft>();
        if (plan->draft) {
            *draft = *plan->draft;
        } else {
            const Edition* edition = plan->latest();
            draft->stamp = stamp();
            draft->blob = edition->blob;
            draft->from_edition = edition->number;
            draft->content = edition->content;
        }
        draft->corrections = draft->corrections.push_back(event_.seq);
        std::vector<std::string> touched;
        json::array operations = array(payload_, "operations");
        if (draft->content) {
            auto corrected = apply_corrections(*draft->content, operations, event_.seq, &touched);
            if (!corrected) return misfit(corrected.error().code + " " + corrected.error().where);
            draft->content = std::move(*corrected);
        }
        // Somebody has said which item it is.
        for (const auto& each : operations)
            if (const auto& operation = each.get_object(); text(operation, "op") == "identity")
                draft->uncertain.erase(
                    std::remove(draft->uncertain.begin(), draft->uncertain.end(), text(operation, "node")),
                    draft->uncertain.end());
        plan->draft = std::move(draft);
        if (indexing()) index_corrected(*plan, operations, touched);
        keep(std::move(plan));
        return {};
    }

    void index_corrected(const Plan& plan, const json::array& operations,
                         const std::vector<std::string>& touched) {
        std::vector<std::string> gone;
        for (const auto& each : operations) {
            const auto& operation = each.get_object();
            const auto op = text(operation, "op");
            // What takes more away than one node is rare: then the whole draft is indexed anew.
            const bool whole = op == "identity" || op == "fact" || flag(operation, "below") ||
                               (op == "remove" && operation.contains("indicator"));
            if (whole) return index(batch_drafted(snapshot_, plan));
            if (op == "merge" || op == "remove") gone.push_back(text(operation, "node"));
        }
        index(batch_corrected(snapshot_, plan, touched, gone));
    }

    Status plan_published() {
        auto plan = plan_to_change();
        auto edition = std::make_shared<Edition>();
        edition->number = static_cast<std::uint32_t>(number(payload_, "edition"));
        edition->effective = event_.effective;
        edition->stamp = stamp();
        edition->proofread = flag(payload_, "proofread");
        edition->blob = text(payload_, "content");
        TRY(edition->content, contents_.load(edition->blob));
        plan->editions.push_back(std::move(edition));
        plan->draft = nullptr;
        if (indexing()) index(batch_published(snapshot_, *plan));
        keep(std::move(plan));
        restructure_measure(snapshot_, event_.seq);
        return {};
    }

    Status plan_withdrawn() {
        auto plan = plan_to_change();
        const auto which = number(payload_, "edition");
        if (which == 0) plan->draft = nullptr;
        for (auto& each : plan->editions) {
            if (which == 0 || each->number != which) continue;
            auto edition = std::make_shared<Edition>(*each);
            edition->withdrawn = true;
            edition->withdrawn_reason = text(payload_, "reason");
            each = std::move(edition);
        }
        if (indexing()) index(batch_withdrawn(snapshot_, *plan));
        keep(std::move(plan));
        return {};
    }

    Status finding_dismissed() {
        auto plan = plan_to_change();
        plan->dismissals =
            plan->dismissals.set(text(payload_, "finding"), {stamp(), text(payload_, "reason")});
        keep(std::move(plan));
        return {};
    }

    Status finding_restored() {
        auto plan = plan_to_change();
        plan->dismissals = plan->dismissals.erase(text(payload_, "finding"));
        keep(std::move(plan));
        return {};
    }

    Status rule_switched() {
        const std::string rule = text(payload_, "rule");
        const bool off = flag(payload_, "off");
        const auto switched = [&](PersistentMap<std::string, Dismissal>& rules) {
            rules = off ? rules.set(rule, {stamp(), text(payload_, "reason")}) : rules.erase(rule);
        };
        if (!text(payload_, "plan").empty()) {
            auto plan = plan_to_change();
            switched(plan->rules_off);
            keep(std::move(plan));
            return {};
        }
        auto& settings = snapshot_.settings;
        switched(settings.rule_reasons);
        auto& all = settings.rules_off;
        all.erase(std::remove(all.begin(), all.end(), rule), all.end());
        if (off) all.push_back(rule);
        settings.version = event_.seq;
        return {};
    }

    void forget_names(const Agency& agency) {
        snapshot_.agency_names = snapshot_.agency_names.erase(agency.name);
        for (const auto& each : agency.names)
            snapshot_.agency_names = snapshot_.agency_names.erase(each.name);
    }

    Status agency_registered() {
        auto agency = std::make_shared<Agency>();
        agency->name = text(payload_, "name");
        agency->parent = text(payload_, "parent");
        agency->from = text(payload_, "from");
        agency->to = text(payload_, "to");
        agency->successor = text(payload_, "successor");
        for (const auto& each : array(payload_, "names"))
            if (each.is_object())
                agency->names.push_back({text(each.get_object(), "name"), text(each.get_object(), "from"),
                                         text(each.get_object(), "to")});
        agency->stamp = stamp();
        if (const auto* old = snapshot_.agencies.find(agency->name)) forget_names(**old);
        snapshot_.agency_names = snapshot_.agency_names.set(agency->name, agency->name);
        for (const auto& each : agency->names)
            snapshot_.agency_names = snapshot_.agency_names.set(each.name, agency->name);
        snapshot_.agencies = snapshot_.agencies.set(agency->name, agency);
        restructure_measure(snapshot_, event_.seq);
        return {};
    }

    Status agency_removed() {
        const std::string name = text(payload_, "name");
        const auto* old = snapshot_.agencies.find(name);
        if (old == nullptr) return misfit(name);
        forget_names(**old);
        snapshot_.agencies = snapshot_.agencies.erase(name);
        return {};
    }

    template <class F>
    Status change_account(F&& change) {
        const Account* old = snapshot_.account(text(payload_, "name"));
        if (old == nullptr) return misfit(text(payload_, "name"));
        auto account = std::make_shared<Account>(*old);
        account->version = event_.seq;
        change(*account);
        snapshot_.accounts = snapshot_.accounts.set(account->name, account);
        return {};
    }

    Status account_created() {
        auto account = std::make_shared<Account>();
        account->name = text(payload_, "name");
        account->display = text(payload_, "display");
        account->password_hash = text(payload_, "password");
        for (const auto& each : array(payload_, "roles"))
            if (each.is_object()) account->grants.push_back(grant_of(each.get_object()));
        account->created = stamp();
        account->version = account->password_seq = event_.seq;
        snapshot_.accounts = snapshot_.accounts.set(account->name, account);
        return {};
    }

    Status account_changed() {
        return change_account([&](Account& account) { account.display = text(payload_, "display"); });
    }
    Status account_disabled() {
        return change_account([&](Account& account) { account.disabled = flag(payload_, "disabled"); });
    }
    Status account_password() {
        return change_account([&](Account& account) {
            account.password_hash = text(payload_, "password");
            account.password_seq = event_.seq;
        });
    }
    Status role_granted() {
        return change_account([&](Account& account) {
            const Grant grant = grant_of(payload_);
            if (std::find(account.grants.begin(), account.grants.end(), grant) == account.grants.end())
                account.grants.push_back(grant);
        });
    }
    Status role_revoked() {
        return change_account([&](Account& account) {
            account.grants.erase(
                std::remove(account.grants.begin(), account.grants.end(), grant_of(payload_)),
                account.grants.end());
        });
    }

    Status evaluation_changed() {
        if (!fold_evaluation(snapshot_.evaluation, snapshot_.acts, event_, payload_))
            return misfit(event_.type);
        if (event_.type.rfind("act.", 0) == 0) keep(plan_to_change());
        return {};
    }

    Status revision_changed() {
        if (snapshot_.plan(text(payload_, "plan")) == nullptr ||
            !fold_revision(snapshot_.revisions, event_, payload_))
            return misfit(event_.type);
        keep(plan_to_change());
        return {};
    }

    Status meetings_changed() {
        return fold_meeting(snapshot_.meetings, event_, payload_) ? Status() : misfit(event_.type);
    }

    Status tracking_changed() {
        return fold_tracking(snapshot_.tracking, event_, payload_) ? Status() : misfit(event_.type);
    }

    Status measure_changed() {
        return fold_measure(snapshot_, event_, payload_) ? Status() : misfit(event_.type);
    }

    Status notices_changed() {
        return fold_notice(snapshot_.notices, event_, payload_) ? Status() : misfit(event_.type);
    }

    Status stocks_changed() {
        return fold_stocks(snapshot_, event_, payload_) ? Status() : misfit(event_.type);
    }

    Status warning_changed() {
        return fold_warning(snapshot_.warnings, event_, payload_) ? Status() : misfit(event_.type);
    }

    Status tokens_changed() {
        return fold_token(snapshot_.tokens, event_, payload_) ? Status() : misfit(event_.type);
    }

    Status settings_changed() {
        if (payload_.contains("public_reading"))
            snapshot_.settings.public_reading = flag(payload_, "public_reading");
        if (payload_.contains("rules_off")) {
            snapshot_.settings.rules_off = texts(payload_, "rules_off");
            snapshot_.settings.rule_reasons = {};
        }
        // Nothing that was real can become a demonstration, nor the other way round.
        if (event_.seq == 1) snapshot_.settings.demo = flag(payload_, "demo");
        snapshot_.settings.version = event_.seq;
        return {};
    }

    // Says what is gone. Contents that stand on it are dropped here; that corrections and texts of the index
    // go too is the registry's business, which folds everything anew after it has erased.
    Status content_erased() {
        const Erasure erasure{stamp(), text(payload_, "reason")};
        const auto blobs = texts(payload_, "blobs");
        for (const auto& sha256 : blobs) {
            snapshot_.erased = snapshot_.erased.set(sha256, erasure);
            if (const Document* known = snapshot_.document(sha256)) {
                auto document = std::make_shared<Document>(*known);
                document->erased = erasure;
                snapshot_.documents = snapshot_.documents.set(sha256, std::move(document));
            }
        }
        for (const auto& each : array(payload_, "events"))
            if (each.is_int64())
                snapshot_.erased = snapshot_.erased.set("#" + std::to_string(each.get_int64()), erasure);
        const auto gone = [&](const std::string& blob) {
            return std::find(blobs.begin(), blobs.end(), blob) != blobs.end();
        };
        for (const auto& id : snapshot_.plan_order) {
            const Plan& old = *snapshot_.plan(id);
            const bool concerned = (old.draft && gone(old.draft->blob)) ||
                                   std::any_of(old.editions.begin(), old.editions.end(),
                                               [&](const auto& each) { return gone(each->blob); });
            if (!concerned) continue;
            auto plan = std::make_shared<Plan>(old);
            plan->version = event_.seq;
            plan->history = plan->history.push_back(event_.seq);
            if (plan->draft && gone(plan->draft->blob)) {
                auto draft = std::make_shared<Draft>(*plan->draft);
                draft->content = nullptr;
                plan->draft = std::move(draft);
            }
            for (auto& each : plan->editions) {
                if (!gone(each->blob)) continue;
                auto edition = std::make_shared<Edition>(*each);
                edition->content = nullptr;
                each = std::move(edition);
            }
            keep(std::move(plan));
        }
        return {};
    }

    Snapshot& snapshot_;
    const ledger::Event& event_;
    Contents& contents_;
    const Indexing indexing_;
    json::object payload_;
};

}  // namespace

Status fold(Snapshot& snapshot, const ledger::Event& event, Contents& contents, Indexing indexing) {
    snapshot.head = {event.seq, event.hash};
    snapshot.recorded_us = event.recorded_us;
    return Fold(snapshot, event, contents, indexing).apply();
}

Status fold_tail(Snapshot& snapshot, const ledger::Ledger& ledger, Sequence until, Contents& contents,
                 Indexing indexing) {
    while (snapshot.head.seq < until) {
        const auto limit = std::min<Sequence>(1000, until - snapshot.head.seq);
        TRY(const auto events, ledger.read(snapshot.head.seq, static_cast<std::size_t>(limit)));
        if (events.empty()) break;
        for (const auto& event : events)
            CHECK(fold(snapshot, event, contents, indexing));
    }
    return {};
}

}  // namespace gangmu::state
