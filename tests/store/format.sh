#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# usage: format.sh PYTHON WRITE_SPECIMENS BANDEX ROOT
# What the store writes, judged by programs that are not ours: the CDDL by pycddl, the bytes by cbor2, the log by a
# reader written from the specification. Exit 77 (skipped) where the Python packages are missing.
set -eu
python=$1 write=$2 bandex=$3 root=$4
"$python" -c 'import cbor2, pycddl' 2>/dev/null || { echo "skipped: no cbor2 or pycddl (tests/requirements.txt)"; exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$write" "$folder" 6
"$python" "$root/tests/store/check_cddl.py" "$root/docs/format/bandex.cddl" "$folder"
if [ -x "$bandex" ]; then
  "$python" "$root/tests/store/check_reader.py" "$bandex" "$folder/log.bandex"
  "$python" "$root/tests/store/check_reader.py" "$bandex" "$root/tests/store/data/format-0.1.bandex"
fi
