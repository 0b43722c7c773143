#!/usr/bin/env bash
# usage: exported.sh LIBRARY MAP INCLUDE_DIR
# What the shared library exports is what the version map names and what the headers declare: no more, no less.
set -eu
exported=$(nm -D --defined-only "$1" | awk '$2 == "T" { sub(/@.*/, "", $3); print $3 }' | sort)
data=$(nm -D --defined-only "$1" | awk '$2 ~ /^[BDR]$/ { print $3 }')
mapped=$(sed -n 's/^ *\(bandex_[a-z0-9_]*\);.*/\1/p' "$2" | sort)
declared=$(sed -z 's/BANDEX_API/\nBANDEX_API/g' "$3"/bandex/*.h | sed -n '/^BANDEX_API/p' |
  grep -o 'bandex_[a-z0-9_]*(' | tr -d '(' | sort -u)
status=0
difference() {
  diff <(echo "$2") <(echo "$3") >/dev/null || {
    echo "$1:"
    diff <(echo "$2") <(echo "$3") | grep '^[<>]'
    status=1
  }
}
difference 'exported (<) and map (>)' "$exported" "$mapped"
difference 'exported (<) and declared in the headers (>)' "$exported" "$declared"
[ -z "$data" ] || { echo "exported data, which would freeze its size: $data"; status=1; }
echo "$(echo "$exported" | wc -l) exported symbols compared"
exit $status
