#include "load/office.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "auth/password.hpp"
#include "services/duties.hpp"
#include "services/registry_tracking.hpp"
#include "state/contents.hpp"
#include "state/events.hpp"

namespace gangmu::load {
namespace {

[[noreturn]] void give_up(const std::string& what) {
    std::cerr << "FAILED: " << what << std::endl;
    std::exit(1);
}
template <class T>
T must(Result<T> result, const std::string& what) {
    if (!result)
        give_up(what + ": " + result.error().code + " " + result.error().what.en + " " +
                result.error().where);
    return std::move(*result);
}
void must(Status status, const std::string& what) {
    if (!status) give_up(what + ": " + status.error().code + " " + status.error().what.en);
}

std::string agency(std::size_t i) {
    return fmt::format("機關{:03}", i + 1);
}

model::Plan plan_of(std::size_t officers, std::size_t items) {
    model::Plan plan;
    plan.plan.id = "p-load";
    plan.plan.title = "負載測試計畫";
    plan.plan.issuer = "主政機關";
    plan.plan.start = "2020-01";
    plan.plan.end = "2039-12";
    for (std::size_t i = 0; i < officers; ++i) {
        model::Node goal;
        goal.id = fmt::format("{}", i + 1);
        goal.kind = "目標";
        goal.title = fmt::format("目標{}", i + 1);
        plan.nodes.push_back(goal);
        for (std::size_t j = 0; j < items; ++j) {
            model::Node item;
            item.id = fmt::format("{}/{}", i + 1, j + 1);
            item.parent = goal.id;
            item.level = 1;
            item.kind = "措施";
            item.title = fmt::format("第{}項措施第{}分項", i + 1, j + 1);
            item.lead = {agency(i)};
            item.schedule.push_back({"2020-01", "2039-12", "", ""});
            plan.nodes.push_back(std::move(item));
        }
    }
    return plan;
}

// Straight into the ledger: no document has ten thousand items.
void publish(const std::string& store, const model::Plan& plan) {
    const auto ledger = must(ledger::open_sqlite(store, ledger::Access::read_write), "store");
    const auto content = must(state::Content::build(plan), "plan");
    const std::string blob = must(ledger->put_blob(state::content_text(*content)), "blob");
    const std::string rest = "\"plan\":\"" + plan.plan.id + "\",\"content\":\"" + blob + "\"";
    const std::vector<ledger::NewEvent> events{
        {std::string(state::event::plan_drafted), "load", "", "{\"v\":1," + rest + ",\"documents\":[]}"},
        {std::string(state::event::plan_published), "load", "2020-01-01",
         "{\"v\":1," + rest + ",\"edition\":1,\"proofread\":true}"}};
    must(ledger->append(events), "publish");
}

}  // namespace

Office make_office(const std::string& store, std::size_t officers, std::size_t items) {
    std::filesystem::create_directories(store);
    const auto plan = plan_of(officers, items);
    publish(store, plan);
    services::Options options;
    options.folder = store;
    options.first_administrator = false;
    auto registry = must(services::Registry::open(std::move(options)), "open");
    const auto me = auth::local_actor("load");
    auth::PasswordPool pool;
    const std::string hash = must(pool.hash(password), "hash");
    Office office;
    office.plan = plan.plan.id;
    for (std::size_t i = 0; i < officers; ++i) {
        office.accounts.push_back(fmt::format("o{:03}", i + 1));
        services::NewAccount account{
            office.accounts.back(), "", {}, {{state::Role::reporter, agency(i)}}, hash};
        must(registry->create_account(me, account), "account");
        auto& nodes = office.nodes.emplace_back();
        for (std::size_t j = 0; j < items; ++j)
            nodes.push_back(fmt::format("{}/{}", i + 1, j + 1));
    }
    tracking::Rhythm rhythm;
    const std::string id = must(registry->tracking().set_rhythm(me, office.plan, rhythm), "rhythm");
    const auto today = services::today();
    office.cycle = id + "-" + tracking::period_at(tracking::Every::quarter, today);
    must(registry->tracking().act_on_cycle(me, office.plan, office.cycle, services::CycleAct::open, today,
                                           "load"),
         "open");
    return office;
}

Server::Server(const std::string& gangmu, const std::string& store) {
    int out[2];
    if (::pipe2(out, O_CLOEXEC) != 0) give_up("pipe");
    process_ = ::fork();
    if (process_ == 0) {
        ::dup2(out[1], STDOUT_FILENO);
        ::execl(gangmu.c_str(), gangmu.c_str(), "serve", "--store", store.c_str(), "--listen", "127.0.0.1:0",
                nullptr);
        std::_Exit(127);
    }
    ::close(out[1]);
    std::string said;
    char buffer[512];
    for (ssize_t got = 0; port_ == 0 && (got = ::read(out[0], buffer, sizeof buffer)) > 0;) {
        said.append(buffer, static_cast<std::size_t>(got));
        const auto at = said.find("http://127.0.0.1:");
        if (at != std::string::npos && said.find('\n', at) != std::string::npos)
            port_ = std::atoi(said.c_str() + at + 17);
    }
    if (port_ == 0) give_up("the server did not start: " + said);
    // What it says later is of no interest, but it must be able to say it.
    ::fcntl(out[0], F_SETFD, 0);
}

Server::~Server() {
    kill();
}

void Server::wait_for(int signal) {
    if (process_ < 0) return;
    ::kill(process_, signal);
    int status = 0;
    ::waitpid(process_, &status, 0);
    process_ = -1;
}

void Server::kill() {
    wait_for(SIGKILL);
}
void Server::end() {
    wait_for(SIGTERM);
}

double Server::cpu_seconds() const {
    std::ifstream file("/proc/" + std::to_string(process_) + "/stat");
    std::string text((std::istreambuf_iterator<char>(file)), {});
    const auto at = text.rfind(')');
    if (at == std::string::npos) return 0;
    std::istringstream rest(text.substr(at + 2));
    std::string field;
    double ticks = 0;
    constexpr int user = 11, system = 12;
    for (int i = 0; i <= system && rest >> field; ++i)
        if (i == user || i == system) ticks += std::stod(field);
    return ticks / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

struct Records::Open {
    std::unique_ptr<services::Registry> registry;
    state::View view;
};

Records::Records(const std::string& store) : open_(std::make_shared<Open>()) {
    services::Options options;
    options.folder = store;
    options.first_administrator = false;
    open_->registry = must(services::Registry::open(std::move(options)), "open again");
    if (!must(open_->registry->verify(false), "verify").good) give_up("the chain does not hold");
    open_->view = open_->registry->view();
}

Stored Records::of(const Office& office, const std::string& node) const {
    const auto* report = open_->view->tracking.report(office.plan, office.cycle, node);
    if (report == nullptr) return {"none", {}};
    return {std::string(tracking::to_string(report->state)), std::string(report->text("text"))};
}

}  // namespace gangmu::load
