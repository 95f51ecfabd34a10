# Durable commands a second; bench/ledger.sh runs it beside PostgreSQL.
add_executable(bench_ledger ledger_bench.cpp)
target_link_libraries(bench_ledger PRIVATE gangmu_ledger gangmu_warnings)
target_include_directories(bench_ledger PRIVATE ${CMAKE_SOURCE_DIR}/tests)
