#include "backup/drill.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <filesystem>

#include "base/file.hpp"
#include "base/json.hpp"
#include "ledger/chain.hpp"
#include "notices/outbox_copy.hpp"

namespace gangmu::backup {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

double since(Clock::time_point begin) {
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

std::string utc_now() {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    char text[32];
    return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

class Drill {
  public:
    Drill(std::string scratch, const Progress& progress)
        : scratch_(std::move(scratch)), progress_(progress) {}
    ~Drill() {
        std::error_code none;
        fs::remove_all(scratch_, none);
    }

    Result<DrillReport> run(const std::string& subject) {
        const auto begin = Clock::now();
        report_.subject = subject;
        report_.begun = utc_now();
        report_.of_store = fs::is_directory(subject);
        fs::create_directories(scratch_);
        std::string file = subject;
        if (report_.of_store) {
            file = scratch_ + "/backup.zip";
            TRY(report_.manifest, save(subject, file, progress_));
        }
        TRY(report_.file_sha256, sha256_of_file(file));
        report_.file_bytes = fs::file_size(file);
        if (!restored(file)) return report_;
        TRY(const auto ledger, ledger::open_sqlite(scratch_ + "/store", ledger::Access::read_only));
        chain_and_blobs(*ledger);
        state_and_outputs(*ledger);
        companions();
        if (report_.of_store) against_the_store(subject, *ledger);
        opens();
        report_.seconds = since(begin);
        return report_;
    }

  private:
    void step(Message what, Clock::time_point begin, bool good, std::string detail) {
        report_.steps.push_back({std::move(what), good, std::move(detail), since(begin)});
    }
    void step(Message what, Clock::time_point begin, const Error& error) {
        step(std::move(what), begin, false, error.code + " " + error.what.zh + " " + error.where);
    }

    bool restored(const std::string& file) {
        const auto begin = Clock::now();
        const Message what{"還原到空的資料夾，逐檔核對長度與雜湊值",
                           "Restored into an empty folder; each member's length and hash"};
        auto manifest = restore(file, scratch_ + "/store", progress_);
        if (!manifest) {
            step(what, begin, manifest.error());
            return false;
        }
        report_.manifest = std::move(*manifest);
        step(what, begin, true,
             fmt::format("{} files, {} bytes",
                         report_.manifest.blobs.size() + report_.manifest.companions.size() + 1,
                         report_.manifest.bytes()));
        return true;
    }

    void chain_and_blobs(const ledger::Ledger& ledger) {
        const auto begin = Clock::now();
        const Message what{"雜湊鏈與文件內容逐筆驗證，帳本首碼相符",
                           "The chain and every document; the ledger's head is the same"};
        const auto verified = ledger.verify(true);
        if (!verified) return step(what, begin, verified.error());
        const bool good = verified->good && verified->head == report_.manifest.head;
        step(what, begin, good,
             good ? ledger::print_head(verified->head)
                  : verified->reason + " " + ledger::print_head(verified->head));
    }

    void state_and_outputs(const ledger::Ledger& ledger) {
        auto begin = Clock::now();
        const Message what{"由第一筆事件重算的狀態與備份當時相同",
                           "The state, folded from the first event, is that of the backup"};
        auto state = state_at(ledger, report_.manifest.head.seq, {});
        if (!state) return step(what, begin, state.error());
        const std::string sum = state_sum(*state);
        step(what, begin, sum == report_.manifest.state, sum);
        begin = Clock::now();
        const Message outputs{"抽樣匯出檔逐位元組相同", "A sample of exports is the same, byte by byte"};
        const auto sums = output_sums(*state);
        if (!sums) return step(outputs, begin, sums.error());
        std::string differs;
        for (const auto& each : report_.manifest.outputs)
            if (std::find(sums->begin(), sums->end(), each) == sums->end()) differs += each.name + " ";
        const bool good = differs.empty() && sums->size() == report_.manifest.outputs.size();
        step(outputs, begin, good, good ? fmt::format("{} exports", sums->size()) : differs);
    }

    // Their bytes were compared; this is whether they can be used, and with this ledger.
    void companions() {
        const auto begin = Clock::now();
        const Message what{
            "通知匣與最近登入紀錄可以讀取，且不超前帳本",
            "The outbox and the times of sign-in can be read, and are not ahead of the ledger"};
        std::string detail;
        bool good = report_.manifest.left_out.empty();
        for (const auto& name : report_.manifest.left_out)
            detail += name + " ≠ ";
        for (const auto& each : report_.manifest.companions) {
            const auto found = usable(scratch_ + "/store/" + each.name, each.name == outbox_member);
            if (!found) return step(what, begin, found.error());
            good = good && !found->empty();
            detail += each.name + ": " + (found->empty() ? "≠ " : *found);
        }
        step(what, begin, good, detail.empty() ? "-" : detail);
    }
    // What is in it, or nothing when it does not fit.
    Result<std::string> usable(const std::string& path, bool outbox) const {
        if (outbox) {
            TRY(const auto sum, notices::check_outbox(path));
            if (sum.cursor > report_.manifest.head.seq) return std::string();
            return fmt::format("{} notices, {} waiting; ", sum.notices, sum.waiting);
        }
        TRY(const auto bytes, read_file(path, std::size_t{64} << 20U));
        const auto tree = parse_json(bytes);
        if (!tree || !tree->is_object()) return std::string();
        return fmt::format("{} entries; ", tree->get_object().size());
    }

    // The original, folded from its first event without any checkpoint, has the same event at that place and
    // the same state.
    void against_the_store(const std::string& store, const ledger::Ledger& copy) {
        const auto begin = Clock::now();
        const Message what{"與運作中的儲存庫比對：同一筆事件、同一狀態",
                           "Against the running store: the same event, the same state"};
        const auto compared = [&]() -> Result<std::string> {
            TRY(const auto original, ledger::open_sqlite(store, ledger::Access::read_only));
            const auto seq = report_.manifest.head.seq;
            TRY(const auto here, original->head_at(seq));
            TRY(const auto there, copy.head_at(seq));
            if (here != there) return ledger::print_head(here) + " ≠ " + ledger::print_head(there);
            TRY(const auto state, state_at(*original, seq, {}));
            return state_sum(state) == report_.manifest.state ? std::string() : std::string("state");
        }();
        if (!compared) return step(what, begin, compared.error());
        step(what, begin, compared->empty(), compared->empty() ? "=" : *compared);
    }

    // As somebody would go on working with it.
    void opens() {
        const auto begin = Clock::now();
        const Message what{"可以開啟寫入", "It opens for writing"};
        const auto opened = ledger::open_sqlite(scratch_ + "/store", ledger::Access::read_write);
        if (!opened) return step(what, begin, opened.error());
        step(what, begin, true, "");
    }

    const std::string scratch_;
    const Progress& progress_;
    DrillReport report_;
};

}  // namespace

bool DrillReport::good() const {
    return !steps.empty() &&
           std::all_of(steps.begin(), steps.end(), [](const DrillStep& each) { return each.good; });
}

Result<DrillReport> drill(const std::string& subject, const std::string& scratch, const Progress& progress) {
    std::error_code none;
    if (!fs::exists(subject, none))
        return fail(Fault::not_found, "backup-missing",
                    {"找不到備份檔或儲存庫", "There is no such backup or store"}, {}, subject);
    return Drill(scratch + "/gangmu-drill-" + std::to_string(::getpid()), progress).run(subject);
}

std::string print(const DrillReport& report, bool english) {
    const auto say = [&](const char* zh, const char* en) { return english ? en : zh; };
    std::string out = std::string(say("綱目 還原演練報告", "Gangmu: report of a restore drill")) + "\n";
    if (report.manifest.demo) out += std::string(say("（示範資料）", "(a demonstration)")) + "\n";
    const auto line = [&](const char* name, const std::string& value) {
        out += fmt::format("  {}  {}\n", name, value);
    };
    line(report.of_store ? say("儲存庫　　", "store     ") : say("備份檔　　", "backup    "), report.subject);
    line(say("演練時間　", "begun     "), report.begun);
    line(say("備份時間　", "backup of "), report.manifest.made);
    line(say("備份檔大小", "size      "), fmt::format("{} bytes", report.file_bytes));
    line("SHA-256   ", report.file_sha256);
    line(say("帳本首碼　", "head      "), ledger::print_head(report.manifest.head));
    line(say("程式版本　", "version   "), fmt::format("{} ({})", report.manifest.made_by, GANGMU_VERSION));
    out += "\n";
    for (const auto& step : report.steps)
        out += fmt::format("  [{}] {}  {:.2f} s\n      {}\n",
                           step.good ? say("相符", "good") : say("不符", "FAIL"),
                           english ? step.what.en : step.what.zh, step.seconds, step.detail);
    out += fmt::format("\n{}  {:.1f} s\n",
                       report.good() ? say("結論：備份可以還原，內容與原儲存庫相同。",
                                           "The backup can be restored and holds the same.")
                                     : say("結論：演練未通過，請勿倚賴這份備份。",
                                           "The drill FAILED: do not rely on this backup."),
                       report.seconds);
    out += std::string(say("\n演練人員：＿＿＿＿＿＿　主管：＿＿＿＿＿＿　日期：＿＿＿＿＿＿\n",
                           "\nDone by: ____________   Seen by: ____________   Date: ____________\n"));
    return out;
}

}  // namespace gangmu::backup
