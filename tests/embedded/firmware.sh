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
cmake -S . -B "$work/library" -DBANDEX_BUILD_TESTS=OFF -DBANDEX_BUILD_PYTHON=OFF -DBANDEX_BUILD_LUA=OFF \
  -DBANDEX_BUILD_EXAMPLES=OFF >"$work/log"
cmake --build "$work/library" --target bandex_static >"$work/log"
read -r -a cbor <<<"$(pkg-config --cflags --libs libcbor)"
gcc -O1 -std=gnu11 -DBANDEX_STATIC -Iinclude tests/embedded/firmware_host.c "$work/library/lib/libbandex.a" "${cbor[@]}" -lm \
  -o "$work/host"
make -s -C examples/embedded PACKAGE="$package" OUT="$work"
"$work/host" samples >"$work/samples"
make -s -C examples/embedded PACKAGE="$package" OUT="$work" run
"$work/host" check <"$work/notifications"
