# Headers that most files include, compiled once (GANGMU_PCH): a fifth to half of the time that a file takes.
# Files include what they use all the same: ./dev debug builds without.
#
# precompiled(TARGET KIND): KIND is `code`, or `tests` with GoogleTest and RapidCheck too.
option(GANGMU_PCH "precompile the headers that most files include" $ENV{GANGMU_PCH})

if(GANGMU_PCH)
  # What ccache needs to know to look behind a precompiled header.
  add_compile_options($<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
  # g++ 12 forgets there that a line is libstdc++'s, and warns of it; ./dev debug looks without.
  target_compile_options(gangmu_warnings INTERFACE
    $<$<CXX_COMPILER_ID:GNU>:-Wno-stringop-overflow -Wno-stringop-overread -Wno-array-bounds -Wno-maybe-uninitialized>)
  set(shared ${CMAKE_BINARY_DIR}/precompiled.cpp)
  file(CONFIGURE OUTPUT ${shared} CONTENT "namespace {}\n")
  function(precompiled_headers name)
    add_library(${name} OBJECT ${shared})
    target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR}/src)
    target_link_libraries(${name} PRIVATE gangmu_warnings fmt::fmt gangmu_lib_boost ${ARGN})
  endfunction()
  precompiled_headers(gangmu_precompiled)
  target_precompile_headers(gangmu_precompiled PRIVATE ${CMAKE_SOURCE_DIR}/cmake/precompiled.hpp)
  if(GANGMU_TESTS)
    precompiled_headers(gangmu_precompiled_tests GTest::gtest GTest::gmock gangmu_lib_rapidcheck)
    target_precompile_headers(gangmu_precompiled_tests PRIVATE ${CMAKE_SOURCE_DIR}/cmake/precompiled_tests.hpp)
  endif()
endif()

function(precompiled target kind)
  if(NOT GANGMU_PCH)
    return()
  elseif(kind STREQUAL tests)
    target_precompile_headers(${target} REUSE_FROM gangmu_precompiled_tests)
  else()
    target_precompile_headers(${target} REUSE_FROM gangmu_precompiled)
  endif()
endfunction()
