#!/usr/bin/env bash
# usage: bash tests/embedded/run.sh [--update] [--source DIR] [TARGET...]
# Runs the detector on emulated microcontrollers and compares every event and the state after every sample with the
# host, bit for bit; counts instructions (AVR: clock cycles), stack and flash; checks budgets.tsv and ratchet.tsv.
# "mean" and "max" are of bandex_detector_feed(), helpers included; max is the most found over all vectors, not a proof.
# --update writes ratchet.tsv anew; --source measures the library of another tree. The last line counts what passed.
# A budget that is missed fails, unless missed.txt names it ("target measure"); then it is only told.
set -eu
cd "$(dirname "$0")/../.."
. tests/setup.sh
here=$PWD/tests/embedded source=$PWD update='' wanted=()
while [ $# -gt 0 ]; do
  case $1 in
  --update) update=yes ;;
  --source) source=$(cd "$2" && pwd) && shift ;;
  -*) echo "usage: bash tests/embedded/run.sh [--update] [--source DIR] [TARGET...]" >&2 && exit 2 ;;
  *) wanted+=("$1") ;;
  esac
  shift
done
all=no
[ ${#wanted[@]} -gt 0 ] || { wanted=(m0 m3 m4f m33 rv32 avr) all=yes; }
install_packages tests/embedded/packages.txt
work=$PWD/build/embedded
mkdir -p "$work"

strict=(-std=c99 -pedantic -Wall -Wextra -Wconversion -Wshadow -Wdouble-promotion -Wno-sign-conversion)
common=(-ffreestanding -ffunction-sections -fdata-sections -DBANDEX_STATIC)
include=(-I"$source/include" -I"$source/lib" -I"$source/lib/core")
mapfile -t whole < <(grep -oE '\bbandex_detector_[a-z_]+\(' "$source/include/bandex/rep.h" | tr -d '(' | sort -u)
counting=(bandex_detector_init bandex_detector_feed bandex_detector_count)

# describe TARGET: tools, flags and memory of it.
describe() {
  target=$1 prefix=arm-none-eabi- code=0 ram=0x20000000 emulator=qemu-system-arm fused='' libraries=(-lgcc) wrap=()
  case $target in
  m0) flags=(-mcpu=cortex-m0 -mthumb) machine=(-M microbit) ;;
  m3) flags=(-mcpu=cortex-m3 -mthumb) machine=(-M mps2-an385) ;;
  m4f) flags=(-mcpu=cortex-m4 -mthumb -mfpu=fpv4-sp-d16 -mfloat-abi=hard) machine=(-M mps2-an386) fused=yes ;;
  m33)
    flags=(-mcpu=cortex-m33 -mthumb -mfpu=fpv5-sp-d16 -mfloat-abi=hard) machine=(-M mps2-an505) fused=yes
    code=0x10000000 ram=0x38000000
    ;;
  rv32)
    prefix=riscv64-unknown-elf- flags=(-march=rv32imc -mabi=ilp32 -mcmodel=medany) emulator=qemu-system-riscv32
    machine=(-M virt -cpu "rv32,f=off,d=off,a=off" -bios none) code=0x80000000 ram=0x80100000
    ;;
  avr)
    prefix=avr- flags=(-mmcu=atmega1284p -mcall-prologues) machine=()
    libraries=(-Wl,--start-group -lgcc -lm -lc -Wl,--end-group)
    ;;
  *) echo "unknown target: $target" >&2 && exit 2 ;;
  esac
  cc=${prefix}gcc
}

# library DIR ROOT [flags...]: compiles rooms rep and core of the tree at ROOT.
library() {
  local dir=$1 root=$2 file
  shift 2
  mkdir -p "$dir"
  for file in "$root"/lib/rep/*.c "$root"/lib/core/*.c; do
    "$cc" "${flags[@]}" "${common[@]}" "${include[@]}" "$@" -c "$file" \
      -o "$dir/$(basename "$(dirname "$file")")-$(basename "$file" .c).o"
  done
  if [ "$target" != avr ]; then # avr-libc has these
    "$cc" "${flags[@]}" "${common[@]}" -Os -fno-tree-loop-distribute-patterns -c "$here/memory.c" -o "$dir/memory.o"
  fi
}

# linked DIR FUNCTION...: flash of an image of these functions and all that they need.
linked() {
  local dir=$1
  shift
  "$cc" "${flags[@]}" -nostdlib -nostartfiles -Wl,--gc-sections,-e,"$1" "${@/#/-Wl,-u,}" "$dir"/*.o "${libraries[@]}" \
    -o "$dir/linked.elf"
  "${prefix}size" "$dir/linked.elf" | awk 'NR == 2 { print $1 + $2 }'
}

# program DIR LIBRARY [flags...]: the harness with the library.
program() {
  local dir=$1 library=$2 file objects=() ports=(port_semihosting start) layout=(-nostdlib -nostartfiles -T "$here/sections.ld")
  shift 2
  mkdir -p "$dir"
  if [ "$target" = avr ]; then
    ports=(port_avr) layout=(-Wl,--gc-sections)
  else
    layout+=("-Wl,--defsym=CODE=$code,--defsym=RAM=$ram,--defsym=RAM_SIZE=0x4000,--gc-sections,-z,noexecstack")
  fi
  for file in harness "${ports[@]}"; do
    "$cc" "${flags[@]}" "${common[@]}" "${include[@]}" -std=gnu99 -ffp-contract=off -Wall -Wextra -Werror "$@" \
      -c "$here/$file.c" -o "$dir/$file.o"
    objects+=("$dir/$file.o")
  done
  "$cc" "${flags[@]}" "${layout[@]}" "${objects[@]}" "$library"/*.o ${wrap[@]+"${wrap[@]}"} "${libraries[@]}" -o "$dir/program.elf"
  "${prefix}nm" -n "$dir/program.elf" >"$dir/symbols"
}

# address DIR NAME
address() { awk -v name="$2" '$3 == name { print "0x" $1; exit }' "$1/symbols"; }

# bounds DIR: first and last address of the harness on AVR, where it has no section of its own.
bounds() {
  "${prefix}nm" --defined-only "$1/harness.o" "$1/port_avr.o" | awk '$2 ~ /[tT]/ { print $3 }' >"$1/names"
  "${prefix}nm" -S -t d "$1/program.elf" | awk -v names="$1/names" '
    BEGIN { while ((getline name < names) > 0) own[name] = 1 }
    $4 in own { start = $1 + 0; last = start + $2; if (low == "" || start < low) low = start; if (last > high) high = last }
    END { print low, high }'
}

# emulate DIR VECTORS: leaves result, counts and (Arm, RISC-V) stack in DIR.
emulate() {
  local dir=$1 range marks
  cp "$2" "$dir/vectors"
  rm -f "$dir/result" "$dir/counts" "$dir/stack"
  if [ "$target" = avr ]; then
    read -r -a range <<<"$(bounds "$dir")"
    timeout 1200 "$work/simulate_avr" "$dir/program.elf" "$(address "$dir" mark_feed)" "$(address "$dir" mark_poll)" \
      "$(address "$dir" mark_done)" "${range[@]}" "$dir/symbols" "$dir/counts" "$dir/result" \
      <"$dir/vectors" >"$dir/emulator.log"
  else
    marks="feed=$(address "$dir" mark_feed),poll=$(address "$dir" mark_poll),done=$(address "$dir" mark_done)"
    marks+=",low=$(address "$dir" harness_start),high=$(address "$dir" harness_end)"
    (cd "$dir" && timeout 600 "$emulator" "${machine[@]}" -nographic -monitor none -serial none \
      -semihosting-config enable=on,target=native -kernel program.elf \
      -plugin "$work/count.so,$marks,symbols=symbols,out=counts" </dev/null >emulator.log 2>&1)
  fi
}

# value NAME: a number of the counts of the vectors in work.
value() { sed -n "1s/.*\\b$1 \\([0-9.]*\\).*/\\1/p" "$dir/profile.$vectors"; }

larger() { [ "$1" -ge "$2" ] && echo "$1" || echo "$2"; }

# same FILE FILE: whether two results are of detectors that did the same.
same() { cmp <(grep -v ^float "$1") <(grep -v ^float "$2"); }

# differs DIR: whether this program gives another low-pass than the host on the control vectors, and the same detector.
differs() {
  emulate "$1" "$work/control" && [ -s "$1/result" ] &&
    ! cmp -s <(grep ^float "$1/result") <(grep ^float "$work/control.host") &&
    same "$1/result" "$work/control.host"
}

# control LEVEL DIR: yes when every build that must differ does: with fused multiply-adds, where the core has them, and
# with subnormal numbers flushed to zero, by the floating-point unit or by wrapped helpers of the compiler. The low-pass of
# the harness must differ, which shows that the comparison sees it; the detector must not.
control() {
  local level=$1 dir=$2 function helpers='__mulsf3 __addsf3 __subsf3'
  if [ -n "$fused" ]; then
    library "$dir/fused/library" "$source" -std=gnu99 "$level" -ffp-contract=fast
    program "$dir/fused" "$dir/fused/library" "$level" -ffp-contract=fast
    differs "$dir/fused" || return 1
    program "$dir/flush" "$dir/library" "$level" -DFLUSH_TO_ZERO
  else
    case $target in m0 | m3) helpers='__aeabi_fmul __aeabi_fadd __aeabi_fsub' ;; esac
    mkdir -p "$dir/flush"
    "$cc" "${flags[@]}" "${common[@]}" "$level" -c "$here/flush.c" -o "$dir/flush/flush.o"
    wrap=("$dir/flush/flush.o")
    for function in $helpers; do
      wrap+=("-Wl,--wrap=$function")
    done
    program "$dir/flush" "$dir/library" "$level"
  fi
  differs "$dir/flush"
}

# forbidden DIR: what the detector must not have: data, and calls of anything but the helpers of the list.
forbidden() {
  "${prefix}nm" -u "$1"/library/rep-detector.o | awk 'NF == 2 { print $2 }' | grep -vxE -f "$here/allowed.txt"
  "${prefix}nm" "$1/linked.elf" | awk '{ print $3 }' |
    grep -xE '__aeabi_(d[^i].*|.*2d|l2f|ul2f|f2u?lz|u?ldivmod)|__.*df[0-9a-z]*|__u?(div|mod|divmod)di[34]|.*alloc|free|.*printf|sqrtf?|powf?|expf?|logf?'
  "${prefix}size" -A "$1/linked.elf" | awk '/^\.(data|bss|noinit)/ && $2 > 0 { print $1 " of " $2 " bytes" }'
  true
}

# measure TARGET LEVEL: the line, the row for the ratchet, and what is wrong.
measure() {
  local level=$2 dir=$work/$1$2 vectors text full counted state stack=0 mean='' max=0 fetched='' same=yes differ=no version
  describe "$1"
  rm -rf "$dir"
  mkdir -p "$dir"
  library "$dir/library" "$source" "${strict[@]}" "$level" -ffp-contract=off
  text=$("${prefix}size" "$dir"/library/rep-*.o | awk 'NR > 1 && $6 !~ /encode/ { sum += $1 } END { print sum }')
  counted=$(linked "$dir/library" "${counting[@]}")
  full=$(linked "$dir/library" "${whole[@]}")
  mv "$dir/library/linked.elf" "$dir/linked.elf"
  printf '#include "rep/state.h"\nchar probe[sizeof(struct state)];\n' >"$dir/probe.c"
  "$cc" "${flags[@]}" "${common[@]}" "${include[@]}" -c "$dir/probe.c" -o "$dir/probe.o"
  state=$("${prefix}nm" -S -t d "$dir/probe.o" | awk '$4 == "probe" { print $2 + 0 }')

  program "$dir" "$dir/library" "$level"
  for vectors in vectors simulated excerpts; do
    [ -s "$work/$vectors" ] || continue
    emulate "$dir" "$work/$vectors" && same "$dir/result" "$work/$vectors.host" || same=no
    mv "$dir/result" "$dir/result.$vectors"
    mv "$dir/counts" "$dir/profile.$vectors"
    mean=${mean:-$(value feed_mean)}
    fetched=${fetched:-"$(value mean) max=$(value max)"}
    max=$(larger "$max" "$(value feed_max)")
    if [ "$target" = avr ]; then
      stack=$(larger "$stack" "$(value stack)")
    else
      stack=$(larger "$stack" "$(od -An -v -t u4 "$dir/stack" | tr -s ' ' '\n' | sort -n | tail -n 1)")
    fi
  done
  control "$level" "$dir" && differ=yes
  version=$("$cc" -dumpversion)
  echo "$target opt=$level text=$text linked=$full state=$state stack=$stack mean=$mean max=$max same=$same control=$differ" >"$dir/line"
  echo "$target opt=$level counting-only linked=$counted; with the events fetched: mean=$fetched" >>"$dir/line"
  printf '%s\t' "$target" "$level" "$text" "$full" "$counted" "$state" "$stack" "$mean" "$max" >"$dir/row"
  echo "$version" >>"$dir/row"
  {
    [ "$same" = yes ] || echo "the result differs from the host's"
    [ "$differ" = yes ] || echo "a build that must differ does not: the comparison is blind"
    forbidden "$dir" | sort -u | sed 's/^/forbidden: /'
    awk -v row="$dir/row" -v missed="$here/missed.txt" '
      function check(what, is, most,  over) {
        over = is + 0 > most + 0 || is == ""
        if (over && (v[1] " " what) in known) print "missed: " what " is " is ", over the budget of " most
        else if (over) print what " is " is ", over the budget of " most
        else if (v[2] == "-Os" && (v[1] " " what) in known) print what " keeps its budget: take it out of missed.txt"
      }
      BEGIN { getline line < row; split(line, v, "\t"); while ((getline line < missed) > 0) known[line] = 1 }
      $1 == v[1] { check("linked", v[4], $2); check("state", v[6], $3); check("stack", v[7], $4); check("mean", v[8], $5); check("max", v[9], $6) }
    ' "$here/budgets.tsv"
    awk -v row="$dir/row" '
      BEGIN { getline line < row; split(line, v, "\t"); split("target opt text linked counting state stack mean max", name, " ") }
      $1 == v[1] && $2 == v[2] && $10 == v[10] {
        for (i = 3; i <= 9; i++) if (v[i] > $i * 1.02) print name[i] " is " v[i] ", more than 2 % above " $i
      }' "$here/ratchet.tsv"
  } >"$dir/wrong"
}

# The tools, the vectors, and the answers of the host.
gcc -O1 -Wall -Wextra -Iexamples/simulate "$here/vectors.c" examples/simulate/simulator.c -lm -o "$work/make_vectors"
gcc -O2 -Wall -Wextra "$here/simulate_avr.c" -lsimavr -lelf -o "$work/simulate_avr"
# Plugin API 2 came with QEMU 9, which no longer loads plugins of version 1.
gcc -O2 -Wall -Wextra -shared -fPIC -DPLUGIN_VERSION="$(qemu-system-arm --version | sed -n '1s/.*version \([0-9]*\).*/\1/p' |
  awk '{ print $1 < 9 ? 1 : 2 }')" "$here/count.c" -o "$work/count.so"
"$work/make_vectors" >"$work/vectors"
"$work/make_vectors" --control >"$work/control"
"$work/make_vectors" --simulated >"$work/simulated"
: >"$work/excerpts"
chosen=()
for folder in ../shared/data/signals/*/; do
  [ ! -d "$folder" ] || chosen+=("$(find "$folder" -name '*.csv' | sort | head -n 1)")
done
if [ ${#chosen[@]} -gt 0 ]; then
  "$work/make_vectors" "${chosen[@]}" >"$work/excerpts"
else
  echo "skipped: excerpts of recordings (../shared/data is absent)"
fi
gcc -O2 -ffp-contract=off "${common[@]}" "${include[@]}" "${strict[@]}" -Werror \
  "$here"/{harness,port_host}.c "$source"/lib/{rep,core}/*.c -o "$work/host"
for vectors in vectors control simulated excerpts; do
  "$work/host" <"$work/$vectors" >"$work/$vectors.host"
done

passed=0 failed=0 missed=0
for name in "${wanted[@]}"; do
  for level in -Os -O2; do
    while [ "$(jobs -rp | wc -l)" -ge "$(nproc)" ]; do
      wait -n || true
    done
    measure "$name" "$level" >"$work/$name$level.log" 2>&1 &
  done
done
wait
rows=()
for name in "${wanted[@]}"; do
  for level in -Os -O2; do
    dir=$work/$name$level
    if [ ! -e "$dir/wrong" ]; then
      echo "$name opt=$level did not run:"
      tail -n 5 "$dir.log"
      failed=$((failed + 1))
      continue
    fi
    cat "$dir/line"
    rows+=("$dir/row")
    [ ! -s "$dir/wrong" ] || sed 's/^/    /' "$dir/wrong"
    missed=$((missed + $(grep -c '^missed' "$dir/wrong" || true)))
    if grep -qv '^missed' "$dir/wrong"; then
      failed=$((failed + 1))
    else
      passed=$((passed + 1))
    fi
  done
done
if [ "$all" = yes ] && [ "$source" = "$PWD" ]; then
  while read -r verdict what; do
    echo "$verdict $what"
    case $verdict in ok) passed=$((passed + 1)) ;; FAILED) failed=$((failed + 1)) ;; esac
  done < <(bash tests/embedded/package.sh "$work/package" all)
  if bash tests/embedded/firmware.sh "$work/package/bandex" "$work/firmware" >"$work/firmware.log" 2>&1; then
    echo "ok firmware: $(tail -n 1 "$work/firmware.log")"
    passed=$((passed + 1))
  else
    tail -n 15 "$work/firmware.log"
    echo "FAILED firmware"
    failed=$((failed + 1))
  fi
fi
if [ -n "$update" ]; then
  { grep '^#' "$here/ratchet.tsv" && cat "${rows[@]}"; } >"$work/ratchet.tsv"
  cp "$work/ratchet.tsv" "$here/ratchet.tsv"
fi
[ "$missed" -eq 0 ] || echo "$missed budgets missed as known (tests/embedded/missed.txt, docs/firmware.md)"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
