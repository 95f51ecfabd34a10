// Stands in for libFuzzer in the ordinary test run: every file of a folder, and so many random changes of
// each, by a fixed seed. What it finds is found again by the same command. drive_NAME FOLDER CHANGES
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

std::string changed(std::string bytes, const std::vector<std::string>& all, std::mt19937& random) {
    const auto below = [&](std::size_t n) { return n == 0 ? 0 : random() % n; };
    for (std::size_t n = 1 + below(6); n > 0; --n) {
        const std::size_t at = below(bytes.size() + 1);
        switch (below(6)) {
            case 0:
                if (at < bytes.size()) bytes[at] = static_cast<char>(random());
                break;
            case 1:
                bytes.insert(at, 1 + below(4), static_cast<char>(random()));
                break;
            case 2:
                bytes.erase(at, below(12));
                break;
            case 3: {  // a piece of itself, once more
                const std::size_t from = below(bytes.size());
                bytes.insert(at, bytes.substr(from, below(40)));
                break;
            }
            case 4: {  // a piece of another
                const std::string& other = all[below(all.size())];
                bytes.insert(at, other.substr(below(other.size()), below(60)));
                break;
            }
            default:
                bytes.resize(at);
        }
    }
    return bytes;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) return 2;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(argv[1]))
        if (entry.is_regular_file()) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<std::string> all;
    for (const auto& path : files) {
        std::ifstream in(path, std::ios::binary);
        all.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    }
    if (all.empty()) return 2;
    std::mt19937 random(20'260'101);
    std::size_t runs = 0;
    const auto run = [&](const std::string& bytes) {
        // What is run now, for when it does not come back.
        std::ofstream("drive-last.bin", std::ios::binary) << bytes;
        LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
        ++runs;
    };
    for (const auto& bytes : all) {
        run(bytes);
        for (int i = std::atoi(argv[2]); i > 0; --i)
            run(changed(bytes, all, random));
    }
    std::printf("%zu inputs\n", runs);
}
