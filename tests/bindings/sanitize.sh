#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# usage: sanitize.sh PROJECT BUILD PYTHON
# The suites of both languages with modules under AddressSanitizer and UndefinedBehaviorSanitizer. The interpreters are the
# ordinary ones, so the sanitizer's library is loaded before them; of leaks only Lua tells, which frees all of its own memory
# at its end.
set -eu
project=$1 build=$2 python=$3
cmake -S "$project" -B "$build" -DCMAKE_BUILD_TYPE=Debug -DCMAKE_C_COMPILER=gcc \
  -DCMAKE_C_FLAGS='-O1 -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer' \
  -DBANDEX_BUILD_EXAMPLES=OFF -DBANDEX_BUILD_PYTHON=ON -DBANDEX_BUILD_LUA=ON -DPython3_EXECUTABLE="$python" >"$build.log" 2>&1 ||
  { cat "$build.log"; exit 1; }
mapfile -t targets < <(cmake --build "$build" --target help | grep -oE '\bbandex_lua_(5[1-4]|jit)\b' | sort -u)
cmake --build "$build" -j "$(nproc)" --target bandex_shared bandex_python bandex_python_package bindings_cases "${targets[@]}" \
  >"$build.log" 2>&1 || { tail -n 60 "$build.log"; exit 1; }

export BANDEX_PROJECT=$project BANDEX_BUILD=$build BANDEX_ROUNDS=2 # the large blocks of some calls are slow here
export ASAN_OPTIONS=detect_leaks=0:abort_on_error=0 UBSAN_OPTIONS=print_stacktrace=1
preload=$(gcc -print-file-name=libasan.so)
failed=0

# run NAME COMMAND...: what it prints is shown only when it fails
run() {
  local name=$1
  shift
  if LD_PRELOAD=$preload "$@" >"$build.out" 2>&1; then
    echo "passed: $name"
  else
    echo "FAILED: $name"
    tail -n 60 "$build.out"
    failed=1
  fi
}

tests=$project/tests/bindings
for test in "$tests"/python/test_*.py "$tests"/cases/test_cases.py; do
  case $test in *test_types.py) continue ;; esac # mypy
  run "python $(basename "$test")" env PYTHONPATH="$build/python" PYTHONMALLOC=malloc "$python" -B -W error "$test"
done
for module in "$build"/lua/*/bandex.so; do
  version=$(basename "$(dirname "$module")")
  lua=lua$version
  [ "$version" != jit ] || lua=luajit
  command -v "$lua" >/dev/null || continue
  leaks=1
  [ "$version" != jit ] || leaks=0 # its memory is not malloc's, and the leak checker falls over it
  for test in "$tests"/lua/test_*.lua; do
    case $version:$test in jit:*) ;; *test_ffi.lua) continue ;; esac
    run "$lua $(basename "$test")" env ASAN_OPTIONS=detect_leaks=$leaks LUA_CPATH="${module%/*}/?.so" \
      BANDEX_LIBRARY="$build/lib/libbandex.so" LUA_PATH="$tests/lua/?.lua;$build/lua/jit/?.lua" "$lua" "$test"
  done
done
exit $failed
