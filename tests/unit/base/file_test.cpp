#include "base/file.hpp"

#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>

namespace gangmu {
namespace {

struct File : ::testing::Test {
    std::filesystem::path folder =
        std::filesystem::temp_directory_path() / ("gangmu-file-" + std::to_string(::getpid()));
    File() { std::filesystem::create_directories(folder); }
    ~File() override { std::filesystem::remove_all(folder); }
};

TEST_F(File, WritesAndReadsBack) {
    ASSERT_TRUE(write_file(folder / "a", "one"));
    ASSERT_TRUE(write_file(folder / "a", std::string("t\0wo", 4)));
    auto bytes = read_file(folder / "a", 100);
    ASSERT_TRUE(bytes);
    EXPECT_EQ(*bytes, std::string("t\0wo", 4));
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder), {}), 1);
}

TEST_F(File, NamesWhatIsWrong) {
    ASSERT_TRUE(write_file(folder / "a", "12345"));
    EXPECT_EQ(read_file(folder / "a", 4).error().code, "document-too-large");
    EXPECT_EQ(read_file(folder / "b", 4).error().code, "file-missing");
    EXPECT_EQ(read_file(folder, 4).error().code, "file-not-regular");
    EXPECT_EQ(write_file(folder / "no" / "x", "y").error().code, "file-unwritable");
}

}  // namespace
}  // namespace gangmu
