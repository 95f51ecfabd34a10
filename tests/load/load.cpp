// load GANGMU [--officers 500] [--reports 20] [--seconds 120] [--kills 1] [--store FOLDER]
//
// Officers sign in and file their reports within so many seconds (look at it, save, save again, submit), over
// real HTTP, each on a kept connection; then each submits a last one, all within one second; latencies are
// from the moment a request was to be sent to the last byte of its durable reply. Then the server is ended,
// and everything that was acknowledged must stand in its store. Then (--kills) the same again without pauses,
// and the server is killed in the middle of it: again nothing acknowledged may be missing.
//
// Prints what it measured; its exit code says only whether anything was lost or refused.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>
#include <memory>
#include <random>

#include "load/office.hpp"
#include "load/swarm.hpp"

namespace {

using namespace gangmu::load;

constexpr Nanoseconds second = 1'000'000'000;

struct Options {
    std::string gangmu, store;
    std::size_t officers = 500, reports = 20, seconds = 120, kills = 1;
};

// Times of one kind of request, and what came back that should not have.
struct Measured {
    std::vector<double> times;
    std::size_t refused = 0, broken = 0;
    std::string first_refusal;

    void add(const Answer& answer) {
        if (answer.status == 0) {
            ++broken;
        } else if (answer.status >= 300) {
            if (refused++ == 0)
                first_refusal = fmt::format("{} {}", answer.status, answer.body.substr(0, 300));
        } else {
            times.push_back(answer.milliseconds);
        }
    }
    double percentile(double share) {
        if (times.empty()) return 0;
        std::sort(times.begin(), times.end());
        return times[std::min(times.size() - 1,
                              static_cast<std::size_t>(share / 100 * static_cast<double>(times.size())))];
    }
    void print(const char* name) {
        fmt::print("{:<34}{:>8} {:>9.2f} ms p50 {:>9.2f} ms p99 {:>9.2f} ms max{}\n", name, times.size(),
                   percentile(50), percentile(99), percentile(100),
                   refused + broken == 0
                       ? ""
                       : fmt::format("   REFUSED {} BROKEN {} {}", refused, broken, first_refusal));
    }
};

std::string encoded(const std::string& node) {
    return node;  // digits and slashes
}

class Run {
  public:
    Run(const Options& options, const Office& office) : options_(options), office_(office) {}

    // Phase by phase against a server. `kill_after` > 0: without pauses, and killed after so many answers.
    bool go(std::size_t kill_after) {
        Server server(options_.gangmu, options_.store);
        Swarm swarm("127.0.0.1", server.port(), office_.accounts.size());
        sign_in(swarm);
        filed_ = 0;
        const Nanoseconds begin = now_ns();
        const double cpu = server.cpu_seconds();
        plan_filing(swarm, begin, kill_after == 0);
        swarm.run([&] { return kill_after > 0 && filed_ >= kill_after; });
        if (kill_after > 0) {
            server.kill();
            swarm.run();  // what was under way breaks
            fmt::print("killed after {} acknowledged saves and submits\n", filed_);
            return compare();
        }
        const double took = static_cast<double>(now_ns() - begin) / 1e9;
        fmt::print(
            "filed in {:.1f} s, {:.0f} requests a second; the server used {:.1f} s of CPU\n", took,
            static_cast<double>(looks_.times.size() + saves_.times.size() + submits_.times.size()) / took,
            server.cpu_seconds() - cpu);
        looks_.print("look at a report");
        saves_.print("save, to durable");
        submits_.print("submit, to durable");
        submit_the_last(swarm);
        server.end();
        const std::size_t wrong = looks_.refused + looks_.broken + saves_.refused + saves_.broken +
                                  submits_.refused + submits_.broken + last_.refused + last_.broken +
                                  sign_ins_.refused + sign_ins_.broken;
        return compare() && wrong == 0;
    }

  private:
    std::string text(std::size_t officer, std::size_t item, int part) const {
        return fmt::format(
            "本季辦理情形：第 {} 回，承辦人 {}，項目 {}，第 {} "
            "次儲存；已完成現地勘查及審查，並召開工作會議。",
            round_, officer, item, part);
    }
    std::string target(std::size_t officer, std::size_t item) const {
        return "/api/reports/" + office_.plan + "/" + office_.cycle + "/" +
               encoded(office_.nodes[officer][item]);
    }

    void sign_in(Swarm& swarm) {
        sign_ins_ = {};
        cookies_.assign(office_.accounts.size(), {});
        const Nanoseconds begin = now_ns();
        // So many at once as the pool takes without sending anybody away; the others wait for their turn.
        constexpr std::size_t at_once = 16;
        auto next = std::make_shared<std::size_t>(0);
        auto one = std::make_shared<std::function<void()>>();
        *one = [&, next, self = std::weak_ptr(one)] {
            const std::size_t i = (*next)++;
            if (i >= office_.accounts.size()) return;
            const std::string body =
                fmt::format("{{\"name\":\"{}\",\"password\":\"{}\"}}", office_.accounts[i], password);
            swarm.plan(i, 0, request("POST", "/api/session", body), [this, i, self](const Answer& answer) {
                sign_ins_.add(answer);
                cookies_[i] = credentials(answer);
                if (const auto again = self.lock()) (*again)();
            });
        };
        for (std::size_t i = 0; i < at_once; ++i)
            (*one)();
        swarm.run();
        fmt::print("{} signed in within {:.1f} s\n", sign_ins_.times.size(),
                   static_cast<double>(now_ns() - begin) / 1e9);
        sign_ins_.print("sign in");
    }

    static std::string credentials(const Answer& answer) {
        const auto part = [](std::string_view text, std::string_view from, char to) {
            const auto at = text.find(from);
            if (at == std::string_view::npos) return std::string();
            return std::string(
                text.substr(at + from.size(), text.find(to, at + from.size()) - at - from.size()));
        };
        return "Cookie: " + part(answer.headers, "Set-Cookie: ", ';') +
               "\r\nX-CSRF-Token: " + part(answer.body, "\"csrf\":\"", '"') +
               "\r\nOrigin: http://127.0.0.1\r\n";
    }

    void plan_filing(Swarm& swarm, Nanoseconds begin, bool paced) {
        std::mt19937_64 random(round_ * 7919U + 1);
        const auto whole = static_cast<Nanoseconds>(options_.seconds) * second;
        for (std::size_t officer = 0; officer < office_.accounts.size(); ++officer) {
            const std::size_t count = office_.nodes[officer].size();
            for (std::size_t item = 0; item < count; ++item) {
                // Each report takes its share of the time, and people do not all begin at once.
                const Nanoseconds share = whole / static_cast<Nanoseconds>(count);
                const Nanoseconds at =
                    paced ? begin + share * static_cast<Nanoseconds>(item) +
                                static_cast<Nanoseconds>(random() % static_cast<std::uint64_t>(share / 2))
                          : 0;
                const auto later = [&](int part) { return paced ? at + share / 6 * part : 0; };
                plan_one(swarm, officer, item, {at, later(1), later(2), later(3)}, item + 1 < count);
            }
        }
    }

    void plan_one(Swarm& swarm, std::size_t officer, std::size_t item, const std::array<Nanoseconds, 4>& at,
                  bool submits) {
        swarm.plan(officer, at[0], request("GET", target(officer, item), {}, cookies_[officer]),
                   [this](const Answer& answer) { looks_.add(answer); });
        for (int part = 1; part <= 2; ++part) {
            const std::string body = fmt::format(
                "{{\"fields\":{{\"text\":\"{}\",\"planned\":50,\"actual\":{},\"next\":\"下季賡續辦理。\","
                "\"money/公務預算/available\":{},\"money/公務預算/spent\":{}}}}}",
                text(officer, item, part), 50 + round_, 1'000'000 + 1000 * round_,
                400'000 + static_cast<int>(officer));
            swarm.plan(officer, at[static_cast<std::size_t>(part)],
                       request("PUT", target(officer, item), body, cookies_[officer]),
                       [this, officer, item, part](const Answer& answer) {
                           saves_.add(answer);
                           if (answer.status == 200) {
                               acknowledged_[office_.nodes[officer][item]].text = text(officer, item, part);
                               ++filed_;
                           }
                       });
        }
        if (submits) plan_submit(swarm, officer, item, at[3], submits_);
    }

    void plan_submit(Swarm& swarm, std::size_t officer, std::size_t item, Nanoseconds at,
                     Measured& measured) {
        swarm.plan(officer, at,
                   request("POST", target(officer, item), "{\"act\":\"submit\"}", cookies_[officer]),
                   [this, officer, item, &measured](const Answer& answer) {
                       measured.add(answer);
                       if (answer.status != 200) return;
                       acknowledged_[office_.nodes[officer][item]].submitted = true;
                       ++filed_;
                   });
    }

    void submit_the_last(Swarm& swarm) {
        std::mt19937_64 random(3);
        const Nanoseconds begin = now_ns() + second / 2;
        for (std::size_t officer = 0; officer < office_.accounts.size(); ++officer)
            plan_submit(swarm, officer, office_.nodes[officer].size() - 1,
                        begin + static_cast<Nanoseconds>(random() % static_cast<std::uint64_t>(second)),
                        last_);
        swarm.run();
        fmt::print("{} submits within one second\n", office_.accounts.size());
        last_.print("submit in the rush, to durable");
    }

    // Everything that was acknowledged stands in the store, opened anew. What was not may stand there too.
    bool compare() {
        const Records records(options_.store);
        std::size_t missing = 0;
        for (const auto& [node, known] : acknowledged_) {
            const Stored stored = records.of(office_, node);
            const bool text_there =
                known.text.empty() || stored.text == known.text || later(stored.text, known.text);
            const bool state_there = !known.submitted || stored.state == "submitted";
            if (text_there && state_there) continue;
            if (missing++ < 3)
                std::cerr << "LOST " << node << " " << stored.state << " " << stored.text << " / "
                          << known.text << "\n";
        }
        fmt::print("{} reports were acknowledged, {} are missing\n\n", acknowledged_.size(), missing);
        return missing == 0;
    }
    // The save after the acknowledged one may have come through without its answer.
    static bool later(const std::string& stored, const std::string& known) {
        const auto first = known.find("第 1 次儲存");
        if (first == std::string::npos) return false;
        std::string second_save = known;
        second_save.replace(first, std::string("第 1 次儲存").size(), "第 2 次儲存");
        return stored == second_save;
    }

    struct Known {
        std::string text;
        bool submitted = false;
    };
    const Options& options_;
    const Office& office_;
    std::vector<std::string> cookies_;
    std::map<std::string, Known> acknowledged_;
    Measured sign_ins_, looks_, saves_, submits_, last_;
    std::size_t filed_ = 0;
    unsigned round_ = 1;
};

Options options_of(int argc, char** argv) {
    Options out;
    out.store = std::filesystem::temp_directory_path() / fmt::format("gangmu-load-{}", ::getpid());
    if (argc > 1) out.gangmu = argv[1];
    const std::map<std::string, std::size_t*> numbers{{"--officers", &out.officers},
                                                      {"--reports", &out.reports},
                                                      {"--seconds", &out.seconds},
                                                      {"--kills", &out.kills}};
    for (int i = 2; i + 1 < argc; i += 2) {
        const auto found = numbers.find(argv[i]);
        if (found != numbers.end())
            *found->second = std::strtoull(argv[i + 1], nullptr, 10);
        else if (std::string_view(argv[i]) == "--store")
            out.store = argv[i + 1];
    }
    return out;
}

}  // namespace

int main(int argc, char** argv) {
    const Options options = options_of(argc, argv);
    if (options.gangmu.empty() || std::filesystem::exists(options.store)) {
        std::cerr
            << "load GANGMU [--officers N] [--reports N] [--seconds N] [--kills N] [--store NEW-FOLDER]\n";
        return 2;
    }
    bool good = true;
    {
        const Office office = make_office(options.store, options.officers, options.reports);
        fmt::print("{} officers with {} reports each\n", options.officers, options.reports);
        good = Run(options, office).go(0);
    }
    for (std::size_t kill = 0; kill < options.kills; ++kill) {  // each on a store of its own
        Options again = options;
        again.store += fmt::format("-{}", kill + 1);
        const Office office = make_office(again.store, again.officers, again.reports);
        good =
            Run(again, office).go(again.officers * again.reports * (kill + 1) / (options.kills + 1)) && good;
        std::filesystem::remove_all(again.store);
    }
    std::filesystem::remove_all(options.store);
    return good ? 0 : 1;
}
