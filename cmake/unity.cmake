# A room's files compiled together, six at a time (GANGMU_UNITY), so that what they share is compiled once. For
# the first build of a clone and for continuous integration; ./dev debug compiles every file alone, which also
# shows that each includes what it uses.
#
# compiled_together(TARGET FOLDER [FILE...]): all sources of TARGET but these files or folders of FOLDER.
option(GANGMU_UNITY "compile the files of a room together" $ENV{GANGMU_UNITY})

if(GANGMU_UNITY) # one file's name may hide another's there
  target_compile_options(gangmu_warnings INTERFACE -Wno-shadow)
endif()

function(compiled_together target folder)
  if(NOT GANGMU_UNITY)
    return()
  endif()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 6)
  get_target_property(sources ${target} SOURCES)
  foreach(each ${ARGN})
    set(alone ${sources})
    list(FILTER alone INCLUDE REGEX "/${folder}/${each}")
    set_source_files_properties(${alone} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  endforeach()
endfunction()
