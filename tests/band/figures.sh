#!/usr/bin/env bash
# usage: figures.sh BANDEX FIGURES WORK_DIR
# Draws the figures of docs/bands.md anew: they are what the library says today, and well-formed.
set -eu
figures=$2 work=$3/figures
rm -rf "$work"
mkdir -p "$work"
bash "$figures/bands.sh" "$1" "$work"
count=0
for drawn in "$work"/bands-*.svg; do
  cmp "$drawn" "$figures/$(basename "$drawn")"
  if command -v xmllint >/dev/null; then xmllint --noout "$drawn"; fi
  count=$((count + 1))
done
[ "$count" -eq 4 ]
echo "$count passed, 0 failed"
