#!/usr/bin/env bash
# usage: undefined.sh COMPILER PROJECT_DIR WORK_DIR
# core and rep compile freestanding and need nothing from outside but what a compiler itself may call.
set -eu
allowed='^(memcpy|memmove|memset|memcmp)$'
compiler=$1 project=$2 work=$3/undefined
rm -rf "$work"
mkdir -p "$work"
for source in "$project"/lib/core/*.c "$project"/lib/rep/*.c; do
  "$compiler" -std=c99 -pedantic -Werror -ffreestanding -fno-pie -fno-pic -fno-stack-protector -U_FORTIFY_SOURCE -Os -ffp-contract=off -DBANDEX_BUILDING \
    -I"$project/include" -I"$project/lib/core" -I"$project/lib/rep" -c "$source" -o "$work/$(basename "$(dirname "$source")")-$(basename "$source" .c).o"
done
defined=$(nm --defined-only "$work"/*.o | awk 'NF == 3 { print $3 }' | sort -u)
unexpected=$(nm -u "$work"/*.o | awk 'NF == 2 { print $2 }' | sort -u | grep -vE "$allowed" | grep -vxF -e "$defined" || true)
if [ -n "$unexpected" ]; then
  echo "core and rep need symbols that are not allowed: $unexpected"
  exit 1
fi
mutable=$(nm "$work"/*.o | awk '$2 ~ /^[bBdDC]$/ { print $3 }')
if [ -n "$mutable" ]; then
  echo "core and rep hold mutable data: $mutable"
  exit 1
fi
