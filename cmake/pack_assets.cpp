// Build tool: packs the built web page (web/dist) for the binary.
//   pack_assets DIST OUT.cpp OUT.bin
// OUT.bin holds every file as it is, as gzip and as brotli, one after the other; OUT.cpp takes it in and says
// what lies where. A missing or unbuilt DIST gives one plain page that says how to build it.
#include <brotli/encode.h>
#include <zlib.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "base/sha256.hpp"

namespace {

namespace fs = std::filesystem;

constexpr const char* unbuilt_page =
    "<!doctype html><html lang=\"zh-Hant\"><meta charset=\"utf-8\"><title>綱目 Gangmu</title>"
    "<h1>網頁尚未建置</h1><p>請在原始碼目錄執行 <code>./run</code>（或 <code>./dev "
    "build</code>），再重新啟動。"
    "API 在 <a href=\"/api\">/api</a>。</p>"
    "<p lang=\"en\">The web page has not been built. Run <code>./run</code> (or <code>./dev build</code>) in "
    "the "
    "checkout and start again. The API is at <a href=\"/api\">/api</a>.</p></html>\n";

struct File {
    std::string path;  // "/assets/index-abc.js"
    std::string bytes;
};

std::string gzip(const std::string& bytes) {
    z_stream stream{};
    if (deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK) return {};
    std::string out(deflateBound(&stream, bytes.size()) + 32, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    const bool good = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    out.resize(good ? stream.total_out : 0);
    deflateEnd(&stream);
    return out;
}

std::string brotli(const std::string& bytes) {
    std::size_t size = BrotliEncoderMaxCompressedSize(bytes.size());
    std::string out(size, '\0');
    const bool good = BrotliEncoderCompress(11, BROTLI_MAX_WINDOW_BITS, BROTLI_MODE_GENERIC, bytes.size(),
                                            reinterpret_cast<const std::uint8_t*>(bytes.data()), &size,
                                            reinterpret_cast<std::uint8_t*>(out.data())) == BROTLI_TRUE;
    out.resize(good ? size : 0);
    return out;
}

std::vector<File> files_of(const fs::path& dist) {
    std::vector<File> out;
    if (!fs::exists(dist / "index.html")) return {{"/index.html", unbuilt_page}};
    for (const auto& entry : fs::recursive_directory_iterator(dist)) {
        if (!entry.is_regular_file()) continue;
        std::ifstream in(entry.path(), std::ios::binary);
        out.push_back({"/" + fs::relative(entry.path(), dist).generic_string(),
                       std::string(std::istreambuf_iterator<char>(in), {})});
    }
    std::sort(out.begin(), out.end(), [](const File& a, const File& b) { return a.path < b.path; });
    return out;
}

// Where a piece lies in OUT.bin, as C++.
std::string place(std::ofstream& bin, std::size_t& at, const std::string& bytes) {
    bin.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    const std::string out = "{" + std::to_string(at) + ", " + std::to_string(bytes.size()) + "}";
    at += bytes.size();
    return out;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) return 2;
    const fs::path bin_path = fs::absolute(argv[3]);
    std::ofstream bin(bin_path, std::ios::binary);
    std::ofstream cpp(argv[2]);
    std::size_t at = 0;
    cpp << "// Made by pack_assets.\n#include \"api/packed.hpp\"\n\n"
           "asm(\".section .rodata\\n.global gangmu_packed_bytes\\n.balign 16\\ngangmu_packed_bytes:\\n"
           ".incbin \\\""
        << bin_path.string()
        << "\\\"\\n.byte 0\\n.text\\n\");\n\nnamespace gangmu::api {\n\nconst PackedFile packed_files[] = "
           "{\n";
    std::size_t count = 0;
    for (const File& file : files_of(argv[1])) {
        std::string small = gzip(file.bytes);
        std::string smaller = brotli(file.bytes);
        // Pictures and fonts are compressed already.
        if (small.size() + small.size() / 20 > file.bytes.size()) small.clear(), smaller.clear();
        cpp << "    {\"" << file.path << "\", \"" << gangmu::sha256_hex(file.bytes).substr(0, 20) << "\", "
            << place(bin, at, file.bytes) << ", " << place(bin, at, small) << ", " << place(bin, at, smaller)
            << "},\n";
        ++count;
    }
    cpp << "};\nconst std::size_t packed_count = " << count << ";\n\n}  // namespace gangmu::api\n";
    return bin.good() && cpp.good() ? 0 : 1;
}
