# SPDX-License-Identifier: MIT
# usage: cmake -DROOT=<project> -DOUT=<folder> -P package.cmake
# Writes the package for devices into OUT, which is emptied: src/bandex_rep.h and src/bandex_rep.c are the rooms core and
# rep with their headers, each pasted where it is first included and otherwise unchanged; the rest comes from package/.
cmake_minimum_required(VERSION 3.25)

# Pastes the project's own headers into the text named by the variable; seen files are left out the second time.
function(paste text_variable folder)
  set(text "${${text_variable}}")
  set(done "")
  while(text MATCHES "#include [<\"]([a-z0-9_/]+\\.h)[>\"]\n")
    set(line "${CMAKE_MATCH_0}")
    set(name "${CMAKE_MATCH_1}")
    string(FIND "${text}" "${line}" at)
    string(LENGTH "${line}" length)
    string(SUBSTRING "${text}" 0 ${at} before)
    math(EXPR after "${at} + ${length}")
    string(SUBSTRING "${text}" ${after} -1 text)
    string(APPEND done "${before}")
    set(file "")
    foreach(candidate ${ROOT}/include/${name} ${folder}/${name} ${ROOT}/lib/${name} ${ROOT}/lib/core/${name})
      if(EXISTS ${candidate})
        set(file ${candidate})
        break()
      endif()
    endforeach()
    get_property(seen GLOBAL PROPERTY seen)
    if(NOT file)
      string(APPEND done "${line}")
    elseif(NOT file IN_LIST seen)
      set_property(GLOBAL APPEND PROPERTY seen ${file})
      read(header ${file})
      set(text "${header}${text}")
    endif()
  endwhile()
  set(${text_variable} "${done}${text}" PARENT_SCOPE)
endfunction()

function(read variable file)
  file(READ ${file} text)
  string(REPLACE "/* SPDX-License-Identifier: MIT */\n" "" text "${text}")
  set(${variable} "${text}" PARENT_SCOPE)
endfunction()

file(STRINGS ${ROOT}/include/bandex/version.h version REGEX "BANDEX_VERSION_STRING")
string(REGEX MATCH "\"([0-9.]+)\"" version "${version}")
set(PROJECT_VERSION "${CMAKE_MATCH_1}")
file(READ ${ROOT}/CMakeLists.txt project)
string(REGEX MATCH "HOMEPAGE_URL \"([^\"]+)\"" project "${project}")
set(PROJECT_HOMEPAGE_URL "${CMAKE_MATCH_1}")
file(REMOVE_RECURSE ${OUT})

set(header "/* SPDX-License-Identifier: MIT */
/* libbandex ${PROJECT_VERSION}: the repetition detector in two files. Put bandex_rep.h and bandex_rep.c into your project, compile
 * the latter as C99 or later with -ffp-contract=off, without -ffast-math. Made by lib/embed/package.cmake: change the
 * library, not these files. */
#ifndef BANDEX_REP_SINGLE_H
#define BANDEX_REP_SINGLE_H
#ifndef BANDEX_STATIC
#define BANDEX_STATIC
#endif

")
set(body "#include <bandex/rep.h>\n#include <bandex/advice.h>\n#include <bandex/version.h>\n")
paste(body ${ROOT}/include/bandex)
file(WRITE ${OUT}/src/bandex_rep.h "${header}${body}\n#endif\n")

set(source "/* SPDX-License-Identifier: MIT */\n/* libbandex ${PROJECT_VERSION}; see bandex_rep.h. */\n#include \"bandex_rep.h\"\n")
foreach(room core rep)
  file(READ ${ROOT}/lib/${room}/CMakeLists.txt list)
  string(REGEX MATCH "SOURCES ([a-z0-9_. ]+)" list "${list}")
  string(REPLACE " " ";" files "${CMAKE_MATCH_1}")
  foreach(name ${files})
    if(NOT name STREQUAL "crc32c.c") # of the store's log alone
      read(body ${ROOT}/lib/${room}/${name})
      paste(body ${ROOT}/lib/${room})
      string(APPEND source "\n/* ---- lib/${room}/${name} ---- */\n${body}")
    endif()
  endforeach()
endforeach()
file(WRITE ${OUT}/src/bandex_rep.c "${source}")

set(package ${CMAKE_CURRENT_LIST_DIR}/package)
file(GLOB_RECURSE files RELATIVE ${package} ${package}/*)
foreach(name ${files})
  string(REGEX REPLACE "\\.in$" "" target ${name})
  if(target STREQUAL name)
    configure_file(${package}/${name} ${OUT}/${name} COPYONLY)
  else()
    configure_file(${package}/${name} ${OUT}/${target} @ONLY)
  endif()
endforeach()
file(COPY ${ROOT}/LICENSE DESTINATION ${OUT})
file(COPY ${ROOT}/examples/embedded/CountReps DESTINATION ${OUT}/examples)
