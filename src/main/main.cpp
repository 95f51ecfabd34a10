#include "cli/cli.hpp"

int main(int argc, char** argv) {
    return gangmu::cli::run(argc, argv);
}
