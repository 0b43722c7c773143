#!/usr/bin/env bash
# usage: package.sh WORK [all]
# Writes the package of the target "embed" and compiles it as its README says, on the host; with "all" also for the boards, with
# Debian's Arduino tools, and checks the metadata. One line a check; exits with the number that failed.
set -u
cd "$(dirname "$0")/../.."
mkdir -p "$1"
work=$(realpath "$1") all=${2:-}
package=$work/bandex
cmake -DROOT="$PWD" -DOUT="$package" -P lib/embed/package.cmake || exit 1
source=$package/src/bandex_rep.c
warnings=(-Wall -Wextra -Wconversion -Wshadow -Wdouble-promotion -Wstrict-prototypes -Wmissing-prototypes -Werror)
plain=(-std=c99 -pedantic -ffp-contract=off)
failed=0

# check NAME COMMAND...: prints the command's output only when it fails.
check() {
  local name=$1
  shift
  if "$@" >"$work/log" 2>&1; then
    echo "ok $name"
  else
    tail -n 15 "$work/log"
    echo "FAILED $name"
    failed=$((failed + 1))
  fi
}

includable() { # in C++ of 2011, alone and twice
  printf '#include "bandex_rep.h"\n#include "bandex_rep.h"\nint main() { return bandex_version_number() == 0; }\n' >"$work/twice.cpp"
  "$1" -std=c++11 -pedantic -Wall -Wextra -Werror -I"$package/src" "$work/twice.cpp" "$work/amalgamation.o" -o "$work/twice"
}

same_as_library() {
  mkdir -p "$work/include/bandex"
  printf '#include "%s"\n' "$package/src/bandex_rep.h" >"$work/include/bandex/rep.h"
  gcc -O1 -Iexamples/simulate tests/embedded/vectors.c examples/simulate/simulator.c -lm -o "$work/vectors" && "$work/vectors" >"$work/vectors.bin" &&
    gcc "${plain[@]}" -O2 -I"$work/include" tests/embedded/{harness,port_host}.c "$source" -o "$work/package" &&
    gcc "${plain[@]}" -O2 -Iinclude -Ilib -Ilib/core tests/embedded/{harness,port_host}.c lib/{rep,core}/*.c -o "$work/library" &&
    "$work/package" <"$work/vectors.bin" >"$work/package.out" && "$work/library" <"$work/vectors.bin" >"$work/library.out" &&
    [ -s "$work/library.out" ] && cmp "$work/package.out" "$work/library.out"
}

# The sketch counts nine pulls, in counts as it is and in newtons once the scale of the cell is set.
sketch_counts() {
  local scale
  for scale in 0 0.00047619f; do
    sed "s/NEWTON_PER_COUNT = 0;/NEWTON_PER_COUNT = $scale;/" "$package/examples/CountReps/CountReps.ino" >"$work/sketch.ino"
    grep -q "NEWTON_PER_COUNT = $scale;" "$work/sketch.ino" &&
      g++ -std=c++11 -Wall -Wextra -I"$package/src" -DSKETCH="\"$work/sketch.ino\"" tests/embedded/sketch.cpp "$work/amalgamation.o" -o "$work/sketch" &&
      timeout 60 "$work/sketch" >"$work/sketch.out" && cat "$work/sketch.out" && [ "$(grep -c '^rep [1-9]$' "$work/sketch.out")" = 9 ] || return 1
  done
  awk '/peak/ && ($2 < 58 || $2 > 62) { wrong = 1 } END { exit wrong }' "$work/sketch.out"
}

for compiler in gcc clang; do
  if command -v $compiler >"$work/log"; then
    for level in -O3 -Os; do
      check "$compiler $level, strict C99" $compiler "${plain[@]}" $level -ffreestanding "${warnings[@]}" -c "$source" -o "$work/amalgamation.o"
    done
    check "$compiler, C++11 includes it" includable "$([ $compiler = gcc ] && echo g++ || echo clang++)"
  fi
done
check "the package gives the library's bits" same_as_library
check "the sketch counts" sketch_counts

if [ "$all" = all ]; then
  # The compile lines of the systems: ESP-IDF (an ESP32-C3 is RV32IMC), Zephyr and PlatformIO on Arm, any on AVR.
  check "ESP-IDF: rv32imc" riscv64-unknown-elf-gcc -march=rv32imc -mabi=ilp32 -Os -std=gnu17 -ffreestanding -ffp-contract=off \
    -Wall -Wextra -Werror -c "$source" -o "$work/esp.o"
  check "Zephyr: Cortex-M33" arm-none-eabi-gcc -mcpu=cortex-m33 -mthumb -mfpu=fpv5-sp-d16 -mfloat-abi=hard -Os -std=c99 \
    -ffreestanding -ffp-contract=off -Wall -Wextra -Werror -c "$source" -o "$work/zephyr.o"
  check "PlatformIO: Cortex-M0+" arm-none-eabi-gcc -mcpu=cortex-m0plus -mthumb -Os -ffreestanding -ffp-contract=off -Wall \
    -Wextra -Werror -c "$source" -o "$work/pio.o"
  check "any: ATmega2560" avr-gcc -mmcu=atmega2560 -Os "${plain[@]}" -Wall -Wextra -Werror -c "$source" -o "$work/avr.o"

  # Contraction to fused multiply-adds is the default of both compilers in GNU C; the source itself forbids it.
  unfused() {
    local build
    for build in "arm-none-eabi-gcc" "clang --target=thumbv7em-none-eabihf -ffreestanding"; do
      $build -mcpu=cortex-m4 -mthumb -mfpu=fpv4-sp-d16 -mfloat-abi=hard -O2 -std=gnu11 -c "$source" -o "$work/fused.o" &&
        arm-none-eabi-objdump -d "$work/fused.o" >"$work/fused.txt" && grep -q vmul "$work/fused.txt" &&
        ! grep -E 'vfn?m[as]' "$work/fused.txt" || return 1
    done
  }
  check "no fused multiply-add where the flag is forgotten" unfused

  # Debian's core needs DECIMAL_DIG, which its compiler has in C only; its tools stand in /usr.
  sketch() {
    rm -rf "$work/arduino"
    mkdir -p "$work/arduino/"{libraries,build,none}
    cp -r "$package" "$work/arduino/libraries/bandex"
    arduino-builder -compile -hardware /usr/share/arduino/hardware -tools "$work/arduino/none" -fqbn arduino:avr:mega:cpu=atmega2560 \
      -libraries "$work/arduino/libraries" -build-path "$work/arduino/build" -prefs=compiler.cpp.extra_flags=-DDECIMAL_DIG=17 \
      -prefs=runtime.tools.avr-gcc.path=/usr -prefs=tools.ctags.cmd.path=/usr/bin/arduino-ctags \
      "$work/arduino/libraries/bandex/examples/CountReps/CountReps.ino" && [ -s "$work/arduino/build/CountReps.ino.hex" ]
  }
  check "Arduino: sketch CountReps for the Mega 2560" sketch

  # The build files of ESP-IDF and Zephyr, run by CMake with the functions that those systems bring.
  build_files() {
    mkdir -p "$work/systems"
    cat >"$work/systems/CMakeLists.txt" <<CMAKE
cmake_minimum_required(VERSION 3.16)
project(systems C)
macro(idf_component_register)
  cmake_parse_arguments(idf "" "" "SRCS;INCLUDE_DIRS" \${ARGN})
  set(COMPONENT_LIB idf_bandex)
  add_library(idf_bandex STATIC \${idf_SRCS})
  target_include_directories(idf_bandex PUBLIC \${idf_INCLUDE_DIRS})
endmacro()
macro(zephyr_library)
  add_library(zephyr_bandex STATIC)
endmacro()
macro(zephyr_include_directories)
  include_directories(\${ARGN})
endmacro()
macro(zephyr_library_sources)
  target_sources(zephyr_bandex PRIVATE \${ARGN})
endmacro()
macro(zephyr_library_compile_options)
  target_compile_options(zephyr_bandex PRIVATE \${ARGN})
endmacro()
set(CONFIG_BANDEX y)
add_subdirectory($package idf)
add_subdirectory($package/zephyr zephyr)
CMAKE
    cmake -S "$work/systems" -B "$work/systems/build" && cmake --build "$work/systems/build"
  }
  check "ESP-IDF and Zephyr: build files" build_files
  if [ ! -x "$work/venv/bin/python" ] || ! cmp -s tests/embedded/requirements.txt "$work/venv/requirements.txt"; then
    /usr/bin/python3 -m venv "$work/venv"
    "$work/venv/bin/python" -m pip install -q --disable-pip-version-check -r tests/embedded/requirements.txt >"$work/log" 2>&1 &&
      cp tests/embedded/requirements.txt "$work/venv/requirements.txt"
  fi
  check "metadata: PlatformIO, ESP-IDF, Zephyr, Arduino" "$work/venv/bin/python" tests/embedded/metadata.py "$package"
fi
exit "$failed"
