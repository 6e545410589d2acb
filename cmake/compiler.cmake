# How every target is compiled: C++20, all warnings as errors, ccache when it is there.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

option(SWITCHBOARD_SANITIZE "Build with the address and undefined-behaviour sanitizers" OFF)

add_compile_options(-Wall -Wextra -Wconversion -Werror)
include_directories("${CMAKE_SOURCE_DIR}")

# Messages never leave the process by CAF's own serialization, and 0.17 uses what C++20 deprecates.
add_compile_options(-Wno-deprecated-declarations)

if(SWITCHBOARD_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
                      -g1 -O1)
  add_link_options(-fsanitize=address,undefined)
endif()

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  # Precompiled headers carry a time stamp that ccache must be told to look past.
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env
                                  "CCACHE_SLOPPINESS=pch_defines,time_macros" "${CCACHE_PROGRAM}")
  add_compile_options(-fpch-preprocess)
endif()

# Adds the static library of one folder: switchboard_library(NAME SOURCES … LINKS …).
function(switchboard_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "PRECOMPILE" "SOURCES;LINKS")
  add_library(${name} STATIC ${arg_SOURCES})
  target_link_libraries(${name} PUBLIC ${arg_LINKS})
  if(arg_PRECOMPILE)
    target_precompile_headers(${name} PRIVATE "${CMAKE_SOURCE_DIR}/${arg_PRECOMPILE}")
  endif()
endfunction()
