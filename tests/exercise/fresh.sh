#!/usr/bin/env bash
# usage: fresh.sh FILE COMMAND [ARGUMENT...]
# Fails unless FILE holds exactly what COMMAND prints: a generated file that is stale.
set -euo pipefail
file=$1
shift
"$@" | diff -u "$file" - || {
  echo "$file is stale: run cmake --build build --target exercise_index exercise_pages" >&2
  exit 1
}
