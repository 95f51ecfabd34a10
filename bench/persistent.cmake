# Time and memory of the persistent containers beside the standard ones.
add_executable(bench_persistent persistent_bench.cpp)
target_link_libraries(bench_persistent PRIVATE gangmu_base gangmu_warnings)
