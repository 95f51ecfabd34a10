#include "services/registry.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <thread>

#include "services/rechecker.hpp"

namespace gangmu::services {
namespace {

const char* const plan_text =
    "# 測試縣智慧城市四年計畫\n\n核定本 110-113年\n\n## "
    "壹、目標\n\n一、便捷交通\n\n推動公車動態系統。\n\n二、健康生活\n\n設置量測站。\n";

class RegistryTest : public testing::Test {
  protected:
    void SetUp() override {
        folder_ = std::filesystem::temp_directory_path() /
                  ("gangmu-registry-" + std::to_string(::getpid()) + "-" +
                   testing::UnitTest::GetInstance()->current_test_info()->name());
        std::filesystem::remove_all(folder_);
        open();
    }
    void TearDown() override {
        registry_.reset();
        std::filesystem::remove_all(folder_);
    }
    void open(ledger::Access access = ledger::Access::read_write) {
        registry_.reset();
        auto opened = Registry::open(options(access));
        ASSERT_TRUE(opened) << opened.error().code << " " << opened.error().where;
        registry_ = std::move(*opened);
    }
    Options options(ledger::Access access) const {
        Options options;
        options.folder = folder_;
        options.access = access;
        options.in_child = false;
        options.admin_password = "correct horse battery";
        return options;
    }
    Ingested ingest(bool publish, const std::string& text = plan_text, const std::string& plan = {}) {
        IngestRequest request;
        request.files.push_back({"plan.md", text});
        request.publish = publish;
        request.plan = plan;
        auto done = registry_->ingest(local_, request);
        EXPECT_TRUE(done) << done.error().code << " " << done.error().where;
        return done ? *done : Ingested();
    }
    std::optional<JobStatus> ended(const std::string& job) const {
        std::optional<JobStatus> status;
        for (int i = 0; i < 6000; ++i) {  // a minute
            status = registry_->jobs().status(job);
            if (status->state != JobState::waiting && status->state != JobState::running) break;
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        return status;
    }
    static json::array operations(std::string_view text) { return parse_json(text)->as_array(); }
    std::string first_node(const std::string& plan) const {
        const auto view = registry_->view().plan(plan, state::Drafts::shown);
        return view->content().node(view->content().roots().front()).id;
    }
    json::array retitle(const std::string& node, std::string_view title) const {
        json::object operation{{"op", "set"}, {"node", node}, {"field", "title"}, {"value", title}};
        return {operation};
    }

    std::filesystem::path folder_;
    std::unique_ptr<Registry> registry_;
    const Actor local_ = auth::local_actor("tester");
};

TEST_F(RegistryTest, ADocumentBecomesADraftThenAnEdition) {
    const auto draft = ingest(false);
    EXPECT_EQ(draft.plan.substr(0, 2), "p-");
    EXPECT_FALSE(registry_->view().plan(draft.plan));
    ASSERT_TRUE(registry_->view().plan(draft.plan, state::Drafts::shown));
    const auto edition = registry_->publish(local_, {draft.plan, "2021-01-01", true, std::nullopt});
    ASSERT_TRUE(edition) << edition.error().code;
    EXPECT_EQ(*edition, 1u);
    const auto view = registry_->view().plan(draft.plan);
    ASSERT_TRUE(view);
    EXPECT_TRUE(view->proofread());
    EXPECT_EQ(view->effective(), "2021-01-01");
    EXPECT_GT(view->content().counts().nodes, 0u);
    EXPECT_EQ(registry_->view().snapshot().document(draft.documents.front())->plans,
              std::vector<std::string>{draft.plan});
}

TEST_F(RegistryTest, TheSameBytesAgainChangeNothing) {
    const auto first = ingest(true);
    const auto head = registry_->view().head();
    const auto second = ingest(true);
    EXPECT_TRUE(second.known);
    EXPECT_EQ(second.plan, first.plan);
    EXPECT_EQ(second.edition, 1u);
    EXPECT_EQ(registry_->view().head(), head);
    const auto received = registry_->receive_document(local_, "plan.md", plan_text);
    ASSERT_TRUE(received);
    EXPECT_TRUE(received->known);
    EXPECT_EQ(received->plans, std::vector<std::string>{first.plan});
}

TEST_F(RegistryTest, ADraftThatWaitsIsPublishedWhenTheSameBytesAreToBePublished) {
    ingest(false);
    const auto second = ingest(true);
    EXPECT_TRUE(second.known);
    EXPECT_EQ(second.edition, 1u);
}

// A document of more items than are checked within a correction; item 3 is numbered twice over.
std::string large_plan(std::size_t items) {
    std::string text = "# 測試縣大型計畫\n\n核定本 110-113年\n\n## 壹、目標\n\n";
    for (std::size_t i = 0; i < items; ++i)
        text += "### (" + std::to_string(i + 1) + ") 工作項目第" + std::to_string(i) + "號\n\n辦理內容。\n\n";
    return text;
}

TEST_F(RegistryTest, ALargeDraftIsCheckedBehindTheCorrectionAndSaysSo) {
    const auto plan = ingest(true, large_plan(checked_at_once + 50)).plan;
    const auto draft = [&] { return registry_->view().draft(plan); };
    const auto node = first_node(plan);
    ASSERT_GT(registry_->view().plan(plan)->content().counts().nodes, checked_at_once);
    json::array operations{
        json::object{{"op", "set"},
                     {"node", node},
                     {"field", "schedule"},
                     {"value", parse_json(R"([{"start":"2025-12","end":"2023-01"}])").value()}}};
    const auto corrected = registry_->correct(local_, plan, std::nullopt, operations);
    ASSERT_TRUE(corrected) << corrected.error().code << corrected.error().where;
    // Whether the check is over already nobody can know; but what is said to be current is.
    const auto found = [&](const state::PlanView& view) {
        for (const auto* finding : view.content().findings(*view.content().find(node)))
            if (finding->rule == "end-before-start") return true;
        return false;
    };
    auto checked = draft();
    for (int i = 0; i < 6000 && !checked->content().findings_current(); ++i) {
        EXPECT_FALSE(found(*checked));
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
        checked = draft();
    }
    ASSERT_TRUE(checked->content().findings_current());
    EXPECT_TRUE(found(*checked));
    EXPECT_GT(checked->version(), corrected->version);
    // Checking is no edit: who saw the plan before it may go on, who saw it before the correction may not.
    const auto next = registry_->correct(local_, plan, corrected->version, retitle(node, "新名稱"));
    ASSERT_TRUE(next) << next.error().code;
    const auto late = registry_->correct(local_, plan, corrected->version, retitle(node, "又一名稱"));
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().code, "plan-changed");
    // An edition is never published with findings of something else.
    const auto edition = registry_->publish(local_, {plan, {}, false, next->version});
    ASSERT_TRUE(edition) << edition.error().code;
    const auto view = registry_->view().plan(plan);
    EXPECT_TRUE(view->content().findings_current());
    EXPECT_TRUE(found(*view));
}

TEST_F(RegistryTest, ADraftThatWasNotCheckedBeforeAStopIsCheckedAfterTheStart) {
    const auto plan = ingest(true, large_plan(checked_at_once + 50)).plan;
    const auto node = first_node(plan);
    for (int i = 0; i < 3; ++i)
        ASSERT_TRUE(
            registry_->correct(local_, plan, std::nullopt, retitle(node, "名稱" + std::to_string(i))));
    open();
    const auto current = [&] { return registry_->view().draft(plan)->content().findings_current(); };
    for (int i = 0; i < 6000 && !current(); ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    EXPECT_TRUE(current());
    EXPECT_EQ(registry_->view().draft(plan)->content().node(0).title, "名稱2");
}

TEST_F(RegistryTest, FindingsAreNotForCallersToCorrect) {
    const auto plan = ingest(true).plan;
    const auto refused =
        registry_->correct(local_, plan, std::nullopt, operations(R"([{"op":"findings","remove":["x"]}])"));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "correction-invalid");
    EXPECT_EQ(refused.error().where, "0: findings");
}

TEST_F(RegistryTest, CorrectionsMakeADraftOfAnEditionAndASecondEdition) {
    const auto plan = ingest(true).plan;
    const auto node = first_node(plan);
    const auto old_title = registry_->view().plan(plan)->content().node(0).title;
    const auto corrected = registry_->correct(local_, plan, std::nullopt, retitle(node, "新名稱"));
    ASSERT_TRUE(corrected) << corrected.error().code << corrected.error().where;
    EXPECT_EQ(corrected->nodes, std::vector<std::string>{node});
    EXPECT_EQ(registry_->view().plan(plan)->content().node(0).title, old_title);
    EXPECT_EQ(registry_->view().draft(plan)->content().node(0).title, "新名稱");
    ASSERT_TRUE(registry_->publish(local_, {plan, "2030-01-01", false, std::nullopt}));
    EXPECT_EQ(registry_->view().plan(plan)->content().node(0).title, "新名稱");
    EXPECT_EQ(registry_->view("", "2029-12-31")->plan(plan)->content().node(0).title, old_title);
    EXPECT_EQ(registry_->view("", "2030-01-01")->plan(plan)->content().node(0).title, "新名稱");
    EXPECT_FALSE(registry_->view("", "1999-01-01")->plan(plan));
    EXPECT_FALSE(registry_->view("2001-01-01", "")->plan(plan));
    EXPECT_EQ(registry_->view("nonsense", "").error().code, "date-invalid");
}

TEST_F(RegistryTest, AStaleVersionIsAConflictThatSaysWhatChanged) {
    const auto plan = ingest(false).plan;
    const auto seen = registry_->view().draft(plan)->version();
    ASSERT_TRUE(registry_->correct(local_, plan, seen, retitle(first_node(plan), "甲")));
    const auto late = registry_->correct(local_, plan, seen, retitle(first_node(plan), "乙"));
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().fault, Fault::conflict);
    EXPECT_EQ(late.error().code, "plan-changed");
    EXPECT_NE(late.error().what.zh.find("local:tester"), std::string::npos);
    EXPECT_EQ(registry_->view().draft(plan)->content().node(0).title, "甲");
}

TEST_F(RegistryTest, ARestartGivesTheSameStateFromACheckpointAndWithout) {
    const auto plan = ingest(true).plan;
    ASSERT_TRUE(registry_->correct(local_, plan, std::nullopt, retitle(first_node(plan), "更正")));
    ASSERT_TRUE(
        registry_->create_account(local_, {"chen", "陳", "a long password", {{state::Role::officer, ""}}}));
    const auto before = registry_->view();
    const auto same = [&] {
        const auto after = registry_->view();
        EXPECT_EQ(after.head(), before.head());
        EXPECT_EQ(after.draft(plan)->content().to_plan(), before.draft(plan)->content().to_plan());
        EXPECT_EQ(after.plan(plan)->content().to_plan(), before.plan(plan)->content().to_plan());
        EXPECT_EQ(after->account("chen")->password_hash, before->account("chen")->password_hash);
        EXPECT_EQ(after->plan(plan)->version, before->plan(plan)->version);
    };
    open();
    ASSERT_TRUE(std::filesystem::exists(folder_ / "checkpoints"));
    same();
    registry_.reset();
    std::filesystem::remove_all(folder_ / "checkpoints");
    open();
    same();
    EXPECT_FALSE(registry_->take_first_administrator());
    open(ledger::Access::read_only);
    same();
    const auto refused = registry_->correct(local_, plan, std::nullopt, retitle(first_node(plan), "否"));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "store-read-only");
}

TEST_F(RegistryTest, PublishedPlansAreFoundByAllAndDraftsByOfficers) {
    const auto plan = ingest(false).plan;
    auto find = [&](state::Drafts drafts) {
        const auto view = registry_->view();
        auto request = view.search_request(drafts);
        request.query = "便捷交通";
        return view.index().search(request).total;
    };
    EXPECT_EQ(find(state::Drafts::hidden), 0u);
    EXPECT_GT(find(state::Drafts::shown), 0u);
    ASSERT_TRUE(registry_->publish(local_, {plan, "2021-01-01", false, std::nullopt}));
    const auto now = find(state::Drafts::hidden);
    EXPECT_GT(now, 0u);
    open();
    EXPECT_EQ(find(state::Drafts::hidden), now);
}

TEST_F(RegistryTest, ErasedBytesAreGoneAndSaidToBe) {
    const auto plan = ingest(true).plan;
    const auto& edition = *registry_->view().plan(plan)->edition_of();
    const std::string blob = edition.blob;
    const std::string document = registry_->view()->plan(plan)->documents.front();
    ASSERT_FALSE(registry_->erase(local_, {{blob}, {}, ""}));
    const auto erased = registry_->erase(local_, {{blob, document}, {}, "含個人資料"});
    ASSERT_TRUE(erased) << erased.error().code;
    EXPECT_EQ(registry_->document_bytes(document).error().code, "blob-erased");
    const auto view = registry_->view().plan(plan);
    ASSERT_TRUE(view && view->erased());
    EXPECT_EQ(view->erased()->reason, "含個人資料");
    EXPECT_EQ(view->content().counts().nodes, 0u);
    EXPECT_TRUE(registry_->view()->document(document)->erased);
    auto request = registry_->view().search_request();
    request.query = "便捷交通";
    EXPECT_EQ(registry_->view().index().search(request).total, 0u);
    EXPECT_TRUE(registry_->verify(true)->good);
    open();
    EXPECT_TRUE(registry_->view().plan(plan)->erased());
}

TEST_F(RegistryTest, ADocumentMayGoAloneAndLeaveWhatWasRead) {
    const auto plan = ingest(true).plan;
    const std::string document = registry_->view()->plan(plan)->documents.front();
    auto only = registry_->erase(local_, {{document}, {}, "只刪文件", true});
    ASSERT_TRUE(only) << only.error().code;
    EXPECT_FALSE(registry_->view().plan(plan)->erased());
    EXPECT_TRUE(registry_->view().plan(plan)->readable());
}

TEST_F(RegistryTest, WithADocumentGoesWhatWasReadFromIt) {
    const auto plan = ingest(true).plan;
    const std::string document = registry_->view()->plan(plan)->documents.front();
    const std::string blob = registry_->view().plan(plan)->edition_of()->blob;
    ASSERT_TRUE(registry_->erase(local_, {{document}, {}, "含個人資料"}));
    EXPECT_EQ(registry_->ledger().blob(blob).error().code, "blob-erased");
    EXPECT_EQ(registry_->view().plan(plan)->readable().error().code, "content-erased");
    auto request = registry_->view().search_request();
    request.query = "便捷交通";
    EXPECT_EQ(registry_->view().index().search(request).total, 0u);
    EXPECT_TRUE(registry_->verify(true)->good);
}

TEST_F(RegistryTest, AnErasedEventLeavesAStoreThatOpens) {
    const auto plan = ingest(false).plan;
    const auto corrected =
        registry_->correct(local_, plan, std::nullopt, retitle(first_node(plan), "王小明"));
    ASSERT_TRUE(corrected);
    ASSERT_TRUE(registry_->erase(local_, {{}, {corrected->version}, "姓名"}));
    EXPECT_NE(registry_->view().draft(plan)->content().node(0).title, "王小明");
    const auto drafted = registry_->view().draft(plan)->draft_of()->stamp.seq;
    ASSERT_TRUE(registry_->correct(local_, plan, std::nullopt, retitle(first_node(plan), "好")));
    ASSERT_TRUE(registry_->erase(local_, {{}, {drafted}, "全部"}));
    EXPECT_FALSE(registry_->view().draft(plan));
    open();
    EXPECT_FALSE(registry_->view().draft(plan));
}

TEST_F(RegistryTest, AccountsSignInAndLoseTheirSessions) {
    EXPECT_FALSE(registry_->take_first_administrator());  // its password was given
    EXPECT_EQ(registry_->sign_in("admin", "wrong password", "1.2.3.4").error().code, "auth-wrong");
    EXPECT_EQ(registry_->sign_in("nobody", "wrong password", "1.2.3.4").error().code, "auth-wrong");
    const auto in = registry_->sign_in("admin", "correct horse battery", "1.2.3.4");
    ASSERT_TRUE(in) << in.error().code;
    ASSERT_TRUE(registry_->authenticate(in->token));
    EXPECT_FALSE(registry_->authenticate(in->token + "x"));
    open();
    ASSERT_TRUE(registry_->authenticate(in->token));
    const auto admin = registry_->authenticate(in->token)->actor;
    const auto password = registry_->create_account(admin, {"lin", "林", "", {{state::Role::officer, ""}}});
    ASSERT_TRUE(password);
    EXPECT_EQ(registry_->create_account(admin, {"lin", "", "", {}}).error().code, "account-exists");
    const auto lin = registry_->sign_in("lin", *password, "1.2.3.4");
    ASSERT_TRUE(lin);
    EXPECT_EQ(registry_->disable_account(lin->actor, "admin", true).error().code, "auth-no-right");
    EXPECT_EQ(registry_->disable_account(admin, "admin", true).error().code, "account-last-admin");
    ASSERT_TRUE(registry_->disable_account(admin, "lin", true));
    EXPECT_FALSE(registry_->authenticate(lin->token));
    EXPECT_EQ(registry_->sign_in("lin", *password, "1.2.3.4").error().code, "auth-disabled");
    ASSERT_TRUE(registry_->change_own_password(admin, "correct horse battery", "another long one"));
    EXPECT_FALSE(registry_->authenticate(in->token));
}

TEST_F(RegistryTest, GuessingIsSlowedDown) {
    std::string code;
    for (int i = 0; i < 8 && code != "auth-throttled"; ++i)
        code = registry_->sign_in("admin", "guess number " + std::to_string(i), "1.2.3.4").error().code;
    EXPECT_EQ(code, "auth-throttled");
    EXPECT_EQ(registry_->sign_in("admin", "correct horse battery", "5.6.7.8").error().code, "auth-throttled");
}

// Every command × every role: what the table forbids is refused and changes nothing.
TEST_F(RegistryTest, EveryCommandAsksForItsRight) {
    const auto plan = ingest(false).plan;
    using auth::Action;
    const std::vector<std::pair<Action, std::function<std::string(const Actor&)>>> commands = {
        {Action::receive_document,
         [&](const Actor& a) {
             auto r = registry_->receive_document(a, "b.md", "# 乙\n\n" + a.name);
             return r ? "" : r.error().code;
         }},
        {Action::receive_document,
         [&](const Actor& a) {
             auto r = registry_->start_ingest(a, {{{"c.md", "# 丙\n"}}, {}, false, {}});
             if (!r) return r.error().code;
             ended(*r);  // or its events would come while the next one is watched
             return std::string();
         }},
        {Action::correct_draft,
         [&](const Actor& a) {
             auto r = registry_->correct(a, plan, std::nullopt, retitle(first_node(plan), a.name));
             return r ? "" : r.error().code;
         }},
        {Action::dismiss_finding,
         [&](const Actor& a) {
             auto r = registry_->dismiss_finding(a, plan, "none", "r");
             return r || r.error().code == "finding-unknown" ? "" : r.error().code;
         }},
        {Action::publish_plan,
         [&](const Actor& a) {
             auto r = registry_->publish(a, {plan, "2021-01-01", false, std::nullopt});
             return r || r.error().code == "plan-no-draft" ? "" : r.error().code;
         }},
        {Action::publish_plan,
         [&](const Actor& a) {
             auto r = registry_->withdraw(a, plan, 99, "r");
             return r || r.error().code == "edition-unknown" ? "" : r.error().code;
         }},
        {Action::erase_content,
         [&](const Actor& a) {
             auto r = registry_->erase(a, {{}, {}, "r"});
             return r || r.error().code == "erase-nothing" ? "" : r.error().code;
         }},
        {Action::manage_accounts,
         [&](const Actor& a) {
             auto r = registry_->disable_account(a, "ghost", true);
             return r || r.error().code == "account-unknown" ? "" : r.error().code;
         }},
        {Action::manage_accounts,
         [&](const Actor& a) {
             auto r = registry_->grant(a, "ghost", {state::Role::admin, ""});
             return r || r.error().code == "account-unknown" ? "" : r.error().code;
         }},
        {Action::manage_accounts,
         [&](const Actor& a) {
             auto r = registry_->rename_account(a, "ghost", "x");
             return r || r.error().code == "account-unknown" ? "" : r.error().code;
         }},
        {Action::change_register,
         [&](const Actor& a) {
             state::Agency agency;
             agency.name = "測試局";
             auto r = registry_->register_agency(a, agency);
             return r ? "" : r.error().code;
         }},
        {Action::change_register,
         [&](const Actor& a) {
             auto r = registry_->remove_agency(a, "無此局");
             return r || r.error().code == "agency-unknown" ? "" : r.error().code;
         }},
        {Action::change_settings,
         [&](const Actor& a) {
             auto r = registry_->change_settings(a, {{"public_reading", true}});
             return r ? "" : r.error().code;
         }},
    };
    for (const auto& [action, command] : commands) {
        auto head = registry_->view().head();
        EXPECT_EQ(command(auth::nobody()), "auth-sign-in") << auth::to_string(action);
        EXPECT_EQ(registry_->view().head(), head);
        for (const auto role : state::all_roles) {
            const Actor actor{std::string(state::to_string(role)), "", {{role, ""}}, false};
            head = registry_->view().head();
            const auto code = command(actor);
            if (auth::has_right(role, action)) {
                EXPECT_EQ(code, "") << auth::to_string(action) << " " << actor.name;
            } else {
                EXPECT_EQ(code, "auth-no-right") << auth::to_string(action) << " " << actor.name;
                EXPECT_EQ(registry_->view().head(), head) << auth::to_string(action) << " " << actor.name;
            }
        }
    }
}

TEST_F(RegistryTest, AJobTellsItsProgressAndResult) {
    IngestRequest request;
    request.files.push_back({"plan.md", plan_text});
    const auto job = registry_->start_ingest(local_, request);
    ASSERT_TRUE(job);
    const auto status = ended(*job);
    ASSERT_EQ(status->state, JobState::done);
    EXPECT_TRUE(registry_->view().draft(std::string(status->result.at("plan").as_string())));
    EXPECT_FALSE(registry_->jobs().cancel(*job));
    EXPECT_FALSE(registry_->jobs().status("unknown"));
}

// Run under ThreadSanitizer too: readers beside writers, each view whole in itself.
TEST_F(RegistryTest, ReadersBesideWriters) {
    const auto plan = ingest(true).plan;
    const auto node = first_node(plan);
    std::atomic<bool> stop = false;
    std::atomic<int> reads = 0;
    std::vector<std::thread> readers;
    for (int i = 0; i < 3; ++i)
        readers.emplace_back([&] {
            Sequence last = 0;
            while (!stop) {
                const auto view = registry_->view();
                EXPECT_GE(view.head().seq, last);
                last = view.head().seq;
                const auto shown = view.draft(plan) ? view.draft(plan) : view.plan(plan);
                EXPECT_TRUE(shown->content().find(node));
                auto request = view.search_request();
                request.query = "交通";
                view.index().search(request);
                ++reads;
            }
        });
    std::vector<std::thread> writers;
    for (int w = 0; w < 2; ++w)
        writers.emplace_back([&, w] {
            for (int i = 0; i < 20; ++i)
                EXPECT_TRUE(
                    registry_->correct(local_, plan, std::nullopt,
                                       retitle(node, "稱" + std::to_string(w) + "-" + std::to_string(i))));
        });
    for (auto& each : writers)
        each.join();
    stop = true;
    for (auto& each : readers)
        each.join();
    EXPECT_GT(reads, 0);
    EXPECT_EQ(registry_->view().draft(plan)->draft_of()->corrections.size(), 40u);
}

}  // namespace
}  // namespace gangmu::services
