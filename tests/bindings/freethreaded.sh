#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# usage: freethreaded.sh PROJECT BUILD
# `pip install .` for a free-threaded Python, where one is on the PATH, and what docs/python.md promises of it: importing turns
# the interpreter's lock on, with a warning that says so, and the suite with its threads passes.
set -eu
project=$1 build=$2/freethreaded
for version in 3.15t 3.14t 3.13t; do
  python=$(command -v "python$version") && break
done
[ -n "${python:-}" ] || { echo "no free-threaded Python on the PATH"; exit 77; }
rm -rf "$build"
"$python" -m venv "$build"
"$build/bin/python" -m pip install -q --disable-pip-version-check "$project"
cd "$build"
unset PYTHONPATH
./bin/python -c "
import sys, warnings
assert not sys._is_gil_enabled()
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    import bandex
assert sys._is_gil_enabled() and any('GIL' in str(one.message) for one in caught), caught
print(sys.version, 'imports bandex', bandex.__version__, 'and turns the lock on')
"
for test in test_threads test_detect test_training test_hostile; do
  ./bin/python -B "$project/tests/bindings/python/$test.py"
done
