#!/usr/bin/env bash
# usage: bash examples/run.sh [RECORDING.csv [EXERCISE [BAND]]]
# Installs what is missing, builds, and runs the main job twice: a recorded set becomes repetitions, a stored session
# and the next prescription; the second run knows the first. Then the same through Python and Lua, with a report, a rule played
# ahead, live counting, pictures, and an archive of logs.
set -eu
cd "$(dirname "$0")/.."
. tests/setup.sh

install_packages examples/packages.txt
mkdir -p build
find_cmake
echo "== build"
build build -DBANDEX_BUILD_TESTS=OFF -DBANDEX_BUILD_PYTHON=ON -DBANDEX_BUILD_LUA=ON -DBANDEX_BUILD_EXAMPLES=ON \
  -DPython3_EXECUTABLE=/usr/bin/python3

work=build/example
rm -rf "$work"
mkdir -p "$work"
exercise=${2:-row_seated}
band=${3:-theraband/green}
bandex=build/bin/bandex

if [ $# -gt 0 ]; then
  first=("$1") second=("$1")
else
  for seed in 1 2 5 8; do
    build/bin/bandex-simulate clean --seed "$seed" >"$work/set$seed.csv"
  done
  first=("$work"/set[128].csv) second=("$work"/set[258].csv)
fi

echo
echo "== bandex train, first day"
"$bandex" train "${first[@]}" --exercise "$exercise" --band "$band" --log "$work/training.bandex"
echo
echo "== bandex train, second day: the log has one session more, and both decide what comes next"
"$bandex" train "${second[@]}" --exercise "$exercise" --band "$band" --log "$work/training.bandex"
"$bandex" next --exercise "$exercise" --log "$work/training.bandex"

echo
echo "== bandex log show"
"$bandex" log show "$work/training.bandex"

export PYTHONPATH=$PWD/build/python LUA_CPATH="$PWD/build/lua/5.4/?.so"
python=/usr/bin/python3

echo
echo "== the same from Python; a report; a rule played ahead; live counting"
"$python" examples/python/train.py "${first[0]}" "$work/training.bandex" "$exercise" "$band"
"$python" examples/python/report.py "$work/training.bandex"
"$python" examples/python/policy.py --sessions 6
if [ $# -eq 0 ]; then
  "$python" examples/python/live.py --goal 8 <"${first[0]}"
fi

echo
echo "== the same from Lua, and from a C program with Lua inside"
lua5.4 examples/lua/train.lua "${first[0]}" "$work/training.bandex"
lua5.4 examples/lua/report.lua "$work/training.bandex"
lua5.4 examples/lua/policy.lua double 6
if [ $# -eq 0 ]; then
  lua5.4 examples/lua/live.lua <"${first[0]}"
  sed '1d; s/.*,//' "${first[0]}" | build/examples/lua_host_5.4 examples/lua/host.lua 80
fi

echo
echo "== pictures, and an archive of logs on all cores"
if make_venv build/examples-venv examples/python/requirements.txt; then
  python=build/examples-venv/bin/python
  "$python" examples/python/plot.py "${first[0]}" --output "$work/set.png"
  "$python" examples/python/report.py "$work/training.bandex" --output "$work/report.html"
  "$python" examples/python/policy.py --sessions 12 --plot "$work/policy.svg" | tail -n 1
  "$python" examples/python/archive.py generate "$work/archive" --logs 200
  "$python" examples/python/archive.py run "$work/archive" --output "$work/archive.csv"
else
  echo "left out: the packages of examples/python/requirements.txt could not be installed"
fi

real=../shared/data/signals/grip_atusa/09.csv
if [ $# -eq 0 ] && [ -r "$real" ]; then
  echo
  echo "== a real recording (hand grip, counts of a force sensor)"
  "$bandex" reps "$real"
fi
