#!/usr/bin/env bash
# usage: bash tests/run.sh [--all]
# Installs what is missing, builds, and runs every test; then the C tests once more under ASan and UBSan.
# --all adds what is slow: long properties, every packaging, the emulators, a build with clang.
# The last line counts the tests.
set -eu
cd "$(dirname "$0")/.."
. tests/setup.sh

case "${1:-}" in
'') slow=(-LE slow) all= ;;
--all) slow=() all=yes ;;
*)
  echo "usage: bash tests/run.sh [--all]" >&2
  exit 2
  ;;
esac

install_packages tests/packages.txt
mkdir -p build
make_venv build/venv tests/requirements.txt
find_cmake

passed=0 failed=0 skipped=0
status=0

# run_ctest DIR [ctest options...]: runs, then adds what its log counts.
run_ctest() {
  local directory=$1 counts
  shift
  ctest --test-dir "$directory" -j "$(nproc)" --output-on-failure "$@" | grep -vE '^ +Start +[0-9]+:' || status=1
  read -r -a counts <<<"$(awk -f tests/count.awk "$directory/Testing/Temporary/LastTest.log")"
  passed=$((passed + counts[0])) failed=$((failed + counts[1])) skipped=$((skipped + counts[2]))
}

echo "== build"
build build -DBANDEX_BUILD_TESTS=ON -DBANDEX_BUILD_PYTHON=ON -DBANDEX_BUILD_LUA=ON -DBANDEX_BUILD_EXAMPLES=ON \
  -DPython3_EXECUTABLE="$PWD/build/venv/bin/python"
echo "== tests"
run_ctest build "${slow[@]}"

echo "== the same under AddressSanitizer and UndefinedBehaviorSanitizer"
build build/asan -DCMAKE_BUILD_TYPE=RelWithDebInfo -DCMAKE_COMPILE_WARNING_AS_ERROR=ON \
  -DBANDEX_BUILD_PYTHON=OFF -DBANDEX_BUILD_LUA=OFF \
  -DCMAKE_C_FLAGS='-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer'
run_ctest build/asan -LE 'slow|plain'

if [ -n "$all" ]; then
  echo "== clang without a warning"
  build build/clang -DCMAKE_C_COMPILER=clang -DCMAKE_COMPILE_WARNING_AS_ERROR=ON \
    -DBANDEX_BUILD_PYTHON=OFF -DBANDEX_BUILD_LUA=OFF && passed=$((passed + 1)) || status=1
fi

[ "$failed" -eq 0 ] || status=1
echo "$passed passed, $failed failed, $skipped skipped"
exit $status
