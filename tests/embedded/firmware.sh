#!/usr/bin/env bash
# usage: firmware.sh PACKAGE WORK
# The bare-metal example end to end: load in, through a simulated HX711 and the firmware on an emulated Cortex-M0, records
# out, decoded on the host by the store.
set -eu
package=$(realpath "$1")
mkdir -p "$2"
work=$(realpath "$2")
cd "$(dirname "$0")/../.."
rm -f "$work"/{samples,notifications}
read -r -a cbor <<<"$(pkg-config --cflags --libs libcbor)"
gcc -O1 -std=gnu11 -ffp-contract=off -DBANDEX_STATIC -Iinclude -Ilib -Ilib/core tests/embedded/firmware_host.c \
  lib/*/*.c "${cbor[@]}" -lm -o "$work/host"
make -s -C examples/embedded PACKAGE="$package" OUT="$work"
"$work/host" samples >"$work/samples"
make -s -C examples/embedded PACKAGE="$package" OUT="$work" run
"$work/host" check <"$work/notifications"
