# The built web page inside the binary: web/dist (./dev builds it with Vite) is packed by pack_assets at build time.
# Without web/dist the binary serves one plain page that says how to build it.
add_executable(pack_assets ${CMAKE_SOURCE_DIR}/cmake/pack_assets.cpp)
target_link_libraries(pack_assets PRIVATE gangmu_base gangmu_lib_brotli gangmu_lib_zlib gangmu_warnings)

file(GLOB_RECURSE web_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/web/dist/*)
set(packed ${CMAKE_BINARY_DIR}/packed_assets)
add_custom_command(
  OUTPUT ${packed}.cpp ${packed}.bin
  COMMAND pack_assets ${CMAKE_SOURCE_DIR}/web/dist ${packed}.cpp ${packed}.bin
  DEPENDS pack_assets ${web_files}
  COMMENT "Packing the web page")
set_source_files_properties(${packed}.cpp PROPERTIES OBJECT_DEPENDS ${packed}.bin)
target_sources(gangmu_api PRIVATE ${packed}.cpp)
