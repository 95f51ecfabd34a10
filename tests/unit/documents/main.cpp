// This executable is also the worker that open() starts.
#include <gtest/gtest.h>

#include "documents/open.hpp"

int main(int argc, char** argv) {
    if (const int code = gangmu::documents::worker_main(argc, argv); code >= 0) return code;
    testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
