#!/usr/bin/env bash
# usage: install.sh PROJECT_DIR BUILD_DIR
# Installs into a temporary prefix and builds a consumer in each way a user might: find_package, pkg-config,
# add_subdirectory, each shared and static; runs each. Moves the prefix first: nothing may depend on where it was.
set -eu
project=$1 build=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0

cmake --install "$build" --prefix "$work/prefix" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
library=$(find "$work/prefix" -name libbandex.so -printf '%h\n')
cp "$project/tests/install/consumer.c" "$work/"
cd "$work"

runs() {
  LD_LIBRARY_PATH=${2:-} "$1" | grep -q '^bandex [0-9]' || { echo "does not run: $1"; exit 1; }
  passed=$((passed + 1))
}

consumer() { # NAME CMAKE_LINES TARGET
  mkdir -p "$1"
  printf 'cmake_minimum_required(VERSION 3.25)\nproject(consumer C)\n%s\nadd_executable(consumer ../consumer.c)\ntarget_link_libraries(consumer PRIVATE %s)\n' \
    "$2" "$3" >"$1/CMakeLists.txt"
  cmake -S "$1" -B "$1/build" -DCMAKE_PREFIX_PATH="$work/prefix" >"$1/log" 2>&1 &&
    cmake --build "$1/build" -j 2 >>"$1/log" 2>&1 || { tail -n 30 "$1/log"; exit 1; }
  runs "$1/build/consumer" "$library"
}

consumer package_shared 'find_package(bandex 0.1 REQUIRED)' bandex::bandex
consumer package_static 'find_package(bandex 0.1 REQUIRED)' bandex::static
consumer inside_shared "add_subdirectory($project bandex)" bandex::bandex
consumer inside_static "add_subdirectory($project bandex)" bandex::static

# As part of another project only the library is built: no tests, bindings, command, and no install rules.
if find inside_shared/build -name 'test_*' -o -name bandex -type f -perm /111 | grep -q .; then
  echo "add_subdirectory built more than the library"
  exit 1
fi

export PKG_CONFIG_PATH=$library/pkgconfig
[ "$(pkg-config --modversion bandlib)" = "$(sed -n 's/.*VERSION_STRING "\(.*\)".*/\1/p' "$project/include/bandex/version.h")" ]
cc consumer.c $(pkg-config --cflags --libs bandlib) -o pc_shared
runs ./pc_shared "$library"
cc -DBANDEX_STATIC consumer.c $(pkg-config --cflags bandlib) "$library/libbandex.a" \
  $(pkg-config --static --libs bandlib | sed 's/-lbandex//') -o pc_static
runs ./pc_static

# The SONAME carries the ABI version.
readelf -d "$library/libbandex.so" | grep -q 'SONAME.*libbandex\.so\.0\.[0-9]' || { echo 'no SONAME'; exit 1; }
passed=$((passed + 1))
echo "$passed passed, 0 failed"
