#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# usage: bash docs/figures/bands.sh BANDEX [DIRECTORY]
# Draws the figures of docs/bands.md with the command itself. A test draws them anew and compares.
set -eu
bandex=$1
to=${2:-$(dirname "$0")}
draw() {
  local name=$1
  shift
  "$bandex" bands --svg "$to/bands-$name.svg" "$@"
}
draw colors --title 'TheraBand flat band: one strand, from the maker’s 100 and 200 % points' \
  theraband/{tan,yellow,red,green,blue,black,silver,gold}
draw models --title 'Blue as measured, and what its 100 and 200 % points alone predict' --fit-at 1000,2000 \
  --model mooney_rivlin --model power --model table --model linear theraband/blue@uchida-2016
draw charts --title 'One color, four charts: TheraBand blue' \
  theraband/blue theraband/blue@{uchida-2016,older-retailer,page-2003}
draw loops --title 'TheraBand high resistance loops: one of the two strands' theraband/loop-{light,medium,heavy,x-heavy}
