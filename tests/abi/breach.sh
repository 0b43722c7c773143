#!/usr/bin/env bash
# usage: breach.sh COMPILER ROOMS_DIR
# A room that includes what it may not use does not compile (and what it may use does: else this test is blind).
set -eu
try() { printf '#include <bandex/%s.h>\n' "$2" | "$compiler" -std=c99 -I"$rooms/$1" -fsyntax-only -x c - 2>/dev/null; }
compiler=$1 rooms=$2
for pair in rep:status record:band exercise:muscle target:record progression:record store:target; do
  try "${pair%:*}" "${pair#*:}" || { echo "${pair%:*} should see ${pair#*:}"; exit 1; }
done
for pair in core:rep rep:record rep:band band:rep muscle:band record:exercise record:store exercise:record progression:store device:rep; do
  ! try "${pair%:*}" "${pair#*:}" || { echo "${pair%:*} must not see ${pair#*:}"; exit 1; }
done
