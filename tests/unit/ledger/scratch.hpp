// A folder of its own for each test, gone afterwards, and raw access to the files in it. In memory (/dev/shm)
// where there is room: these tests bring their own faults, and some thousand stores with real fsyncs take
// minutes.
#pragma once

#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace gangmu::ledger {

class Scratch {
  public:
    Scratch() : Scratch(in_memory() ? "/dev/shm" : std::filesystem::temp_directory_path()) {}
    explicit Scratch(const std::filesystem::path& parent) {
        std::string name = (parent / "gangmu-ledger-XXXXXX").string();
        if (!::mkdtemp(name.data())) throw std::runtime_error("mkdtemp");
        path_ = name;
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    ~Scratch() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    std::string path(const std::string& name = "store") const { return path_ + "/" + name; }

  private:
    static bool in_memory() {
        std::error_code error;
        const auto space = std::filesystem::space("/dev/shm", error);
        return !error && space.available > (1U << 30) && ::access("/dev/shm", W_OK) == 0;
    }
    std::string path_;
};

inline std::string slurp(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
}
inline void spill(const std::string& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}

// Runs SQL on the file as somebody with sqlite3 in hand would.
inline void tamper(const std::string& folder, const std::string& sql) {
    sqlite3* database = nullptr;
    char* message = nullptr;
    if (sqlite3_open((folder + "/ledger.db").c_str(), &database) != SQLITE_OK ||
        sqlite3_exec(database, sql.c_str(), nullptr, nullptr, &message) != SQLITE_OK)
        throw std::runtime_error(message ? message : "tamper");
    sqlite3_close(database);
}

}  // namespace gangmu::ledger
