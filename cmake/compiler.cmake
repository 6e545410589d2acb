# How every target is compiled; why so is in docs/decisions/0001-c++20-and-debian-12.md.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

# No NDEBUG: the assertions on the invariants stay on in what users run. Line tables, so that a
# back trace of a release names lines.
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -g1")

option(SWITCHBOARD_SANITIZE "Build with the address and undefined-behaviour sanitizers" OFF)

add_compile_options(-Wall -Wextra -Wconversion -Werror)
include_directories("${CMAKE_SOURCE_DIR}")

if(SWITCHBOARD_SANITIZE)
  # The sanitizers' own code makes gcc see uninitialized members in the standard library.
  add_compile_options(-Wno-maybe-uninitialized)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
                      -g1)
  add_link_options(-fsanitize=address,undefined)
endif()

option(SWITCHBOARD_FUZZ "Build the libFuzzer targets of tests/fuzz (needs clang)" OFF)
if(SWITCHBOARD_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -O1 -g1)
  add_link_options(-fsanitize=address,undefined)
endif()

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  # Precompiled headers carry time stamps and hide the macros they define: ccache caches what uses
  # them only when told to look past both, and when gcc leaves a trace of them in what it
  # preprocesses.
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env
                                  "CCACHE_SLOPPINESS=pch_defines,time_macros" "${CCACHE_PROGRAM}")
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-fpch-preprocess)
  endif()
endif()

# The presets compile the files of a target several at a time (CMAKE_UNITY_BUILD): each of them would
# otherwise spend most of its time on the records and the variants of them, again and again. So what
# is private to a file needs a name that is its own in the whole folder. Why 16, see
# docs/decisions/0025-what-a-test-run-compiles.md.
set(CMAKE_UNITY_BUILD_BATCH_SIZE 16)

# Adds the static library of one folder: switchboard_library(NAME SOURCES … LINKS …), with headers of
# its own to PRECOMPILE, or with those that another target has precompiled: most of the time that a
# file takes to compile goes into the records that nearly all of them include.
function(switchboard_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "PRECOMPILE;PRECOMPILED_BY" "SOURCES;LINKS")
  add_library(${name} STATIC ${arg_SOURCES})
  target_link_libraries(${name} PUBLIC ${arg_LINKS})
  if(arg_PRECOMPILE)
    target_precompile_headers(${name} PRIVATE "${CMAKE_SOURCE_DIR}/${arg_PRECOMPILE}")
  elseif(arg_PRECOMPILED_BY)
    target_precompile_headers(${name} REUSE_FROM ${arg_PRECOMPILED_BY})
  endif()
endfunction()
