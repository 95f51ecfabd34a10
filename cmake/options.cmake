# Build switches. ./dev names the useful combinations; nothing else needs to be known.
option(GANGMU_TESTS "build the tests" ON)
option(GANGMU_BENCH "build the benchmarks" OFF)
option(GANGMU_FUZZ "build the libFuzzer targets (clang)" OFF)
set(GANGMU_SANITIZE "" CACHE STRING "sanitizers for every target, e.g. address,undefined or thread")

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()
set(CMAKE_CXX_FLAGS_RELEASE "-O2")
set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g1")

# Warnings are errors, in our own code only (libraries come in as SYSTEM).
add_library(gangmu_warnings INTERFACE)
target_compile_options(gangmu_warnings INTERFACE
  -Wall -Wextra -Werror -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wcast-align
  -Wnull-dereference -Wimplicit-fallthrough -Wextra-semi)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(gangmu_warnings INTERFACE -Wduplicated-cond -Wlogical-op
    -Wno-null-dereference -Wno-restrict) # g++ 12 reports both inside libstdc++ at -O2
endif()

if(GANGMU_SANITIZE)
  # Without optimization: checks make optimizing take twice as long as everything else together.
  set(CMAKE_CXX_FLAGS_DEBUG "-O0 -g1")
  add_compile_options(-fsanitize=${GANGMU_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${GANGMU_SANITIZE})
  if(GANGMU_SANITIZE MATCHES thread AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-Wno-tsan) # Asio's fences stand beside mutexes, which ThreadSanitizer does see
  endif()
endif()

find_program(GANGMU_CCACHE ccache)
if(GANGMU_CCACHE)
  # Paths relative to the checkout, so that clones of it share what was compiled.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1
    CCACHE_SLOPPINESS=pch_defines,time_macros
    ${GANGMU_CCACHE})
endif()
find_program(GANGMU_LLD ld.lld)
if(GANGMU_LLD)
  add_link_options(-fuse-ld=lld)
endif()
add_compile_options(-ffile-prefix-map=${CMAKE_SOURCE_DIR}=. -fstack-protector-strong)
add_compile_definitions($<$<CONFIG:Release>:_FORTIFY_SOURCE=2>)
add_compile_definitions(GANGMU_VERSION="${PROJECT_VERSION}")
