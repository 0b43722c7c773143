#!/bin/sh
# SPDX-License-Identifier: MIT
# next, policy and simulate as a user runs them. Usage: command.sh BANDEX
set -u
bandex=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failures=0

# expect CODE PATTERN COMMAND...: exit code, and a line of output or errors that matches; one line at most on stderr.
expect() {
    code=$1 pattern=$2
    shift 2
    "$@" >"$folder/out" 2>"$folder/err"
    got=$?
    if [ "$got" -ne "$code" ] || ! cat "$folder/out" "$folder/err" | grep -q -e "$pattern"; then
        echo "FAIL ($got, wanted $code and '$pattern'): $*"
        head -3 "$folder/out" "$folder/err"
        failures=$((failures + 1))
    fi
    if [ "$code" -eq 1 ] && [ "$(wc -l <"$folder/err")" -ne 1 ]; then
        echo "FAIL (not one line on stderr): $*"
        failures=$((failures + 1))
    fi
}

awk 'BEGIN { print "t_s,force_n"; for (i = 0; i < 80 * 40; i++) { t = i / 80; f = t < 2 || t > 38 ? 0 : 20 * (1 - cos(6.2831853 * (t - 2) / 3)); printf "%.4f,%.3f\n", t, f } }' >"$folder/set.csv"
log=$folder/training.bandex

expect 1 "no such log" "$bandex" next --log "$folder/none.bandex" --exercise row_seated
expect 0 "Stored" "$bandex" train "$folder/set.csv" "$folder/set.csv" "$folder/set.csv" --exercise row_seated --band theraband/red --log "$log" --omni 4
expect 0 "^All 3 sets reached the top" "$bandex" next --log "$log" --exercise row_seated
expect 0 "Siguiente: verde" "$bandex" next --log "$log" --exercise row_seated --language es
expect 0 "step of the ladder is too large: +24 %, at most 10 %. Next: red, 3 x 12" "$bandex" next --log "$log" --exercise row_seated --set inc_max_permille=100
expect 0 "long pause" "$bandex" next --log "$log" --exercise row_seated --date 2999-01-01
expect 0 '"hash":' "$bandex" next --log "$log" --exercise row_seated --json
expect 0 '"right":' "$bandex" next --log "$log" --exercise row_seated --sides --json
expect 0 "No session" "$bandex" next --log "$log" --exercise deadlift
expect 1 "no exercise" "$bandex" next --log "$log" --exercise nothing
expect 1 "no policy" "$bandex" next --log "$log" --exercise row_seated --policy nothing
expect 1 "no band" "$bandex" next --log "$log" --exercise row_seated --bands nothing
expect 2 "no language" "$bandex" next --log "$log" --exercise row_seated --language xx
expect 2 "no parameter" "$bandex" next --log "$log" --exercise row_seated --set nothing=1
expect 2 "YYYY-MM-DD" "$bandex" next --log "$log" --exercise row_seated --date yesterday
expect 2 "exercise is needed" "$bandex" next --log "$log"
expect 1 "" "$bandex" next --log "$folder" --exercise row_seated
: >"$folder/empty"
expect 1 "" "$bandex" next --log "$folder/empty" --exercise row_seated
head -c 100000 /dev/urandom >"$folder/binary"
expect 1 "" "$bandex" next --log "$folder/binary" --exercise row_seated

expect 0 "^double" "$bandex" policy list
expect 0 '"evidence"' "$bandex" policy list --json
expect 0 "reps_hi" "$bandex" policy show double
expect 0 '"driver":"table"' "$bandex" policy show dapre --json
expect 0 "" "$bandex" policy show double --set reps_hi=18 --cbor "$folder/mine.cbor" --json
expect 0 '"hi":18' "$bandex" policy show "$folder/mine.cbor" --json
expect 0 "must reach 24" "$bandex" policy lint "$folder/mine.cbor"
expect 0 "RANGE_TOO_NARROW" "$bandex" policy lint double --json
expect 1 "no policy" "$bandex" policy show nothing
expect 1 "" "$bandex" policy show "$folder/binary"
expect 1 "" "$bandex" policy show "$folder"
expect 1 "out of its range" "$bandex" policy show double --set reps_lo=50
expect 2 "for presets" "$bandex" policy show "$folder/mine.cbor" --set reps_hi=9
expect 2 "list, show or lint" "$bandex" policy what
expect 2 "which policy" "$bandex" policy show

expect 0 "^  12       36" "$bandex" simulate --policy double --weeks 12 --svg "$folder/plan.svg"
grep -q "</svg>" "$folder/plan.svg" || { echo "FAIL: no picture"; failures=$((failures + 1)); }
for policy in $("$bandex" policy list --json | sed -n 's/^ *"id":"\(.*\)",$/\1/p' | grep -v custom); do
    expect 0 '"week":51' "$bandex" simulate --policy "$policy" --weeks 52 --json --svg "$folder/$policy.svg"
done
expect 1 "custom" "$bandex" simulate --policy custom
expect 2 "weeks" "$bandex" simulate --weeks 0
expect 1 "" "$bandex" simulate --svg "$folder/no/such/place.svg"
expect 2 "athlete" "$bandex" simulate --athlete superman
expect 0 "STALL_RESET" "$bandex" simulate --athlete all-miss --set start_rung=5

[ "$failures" -eq 0 ] && echo "all as expected"
exit $((failures > 0))
