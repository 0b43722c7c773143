#!/usr/bin/env bash
# usage: command.sh BANDEX WORK_DIR
# What `bandex bands`, `force` and `muscles` print, and how they fail.
set -u
bandex=$1 work=$2/command
mkdir -p "$work"
passed=0 failed=0

# is NAME EXPECTED_REGEX COMMAND...: exit code 0 and output that matches
is() {
  local name=$1 wanted=$2 output
  shift 2
  if output=$("$@" 2>&1) && grep -qE -- "$wanted" <<<"$output"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "not so: $name: $output" | head -5
  fi
}

# fails NAME CODE EXPECTED_REGEX COMMAND...: that exit code, nothing on stdout, a line that matches on stderr
fails() {
  local name=$1 code=$2 wanted=$3 got=0 output
  shift 3
  output=$("$@" 2>"$work/errors") || got=$?
  if [ "$got" = "$code" ] && [ -z "$output" ] && grep -qE -- "$wanted" "$work/errors"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "does not fail so: $name: code $got, $(head -c 300 "$work/errors")"
  fi
}

green='theraband/green --rest-mm 750'
is 'the worked example' '^14\.35 N at 53\.3 %$' "$bandex" force $green --length-mm 1150 --strands 1
is 'as JSON' '"force_n": 14\.3[0-9]*, "elongation_permille": 533, "flags": \[ \]' "$bandex" force $green --length-mm 1150 --json
is 'two strands' '^28\.69 N' "$bandex" force $green --length-mm 1150 --strands 2
is 'slack' '"force_n": 0, "elongation_permille": 0, "flags": \[ "slack" \]' "$bandex" force $green --length-mm 700 --json
is 'beyond the data' 'beyond data, warning$' "$bandex" force $green --length-mm 2400
is 'work and slack' 'slack on 11 %' "$bandex" force $green --start-mm 700 --length-mm 1150
is 'a hold' '^14\.35 N' "$bandex" force theraband/green --hold feet --whole-mm 1500 --length-mm 1150
is 'both ends to one handle' '^28\.69 N' "$bandex" force theraband/green --hold ends --whole-mm 1500 --length-mm 1150
fails 'past the limit' 1 'past its limit of 300 %' "$bandex" force $green --length-mm 3100 --json
fails 'an unknown band' 1 "no band 'nope'" "$bandex" force nope --rest-mm 750 --length-mm 1150
fails 'only the order is known' 1 'too little is known' "$bandex" force bmp/red --rest-mm 750 --length-mm 1150
fails 'no band' 2 'which band' "$bandex" force --rest-mm 750 --length-mm 1150
fails 'no length' 2 'length-mm' "$bandex" force theraband/green --rest-mm 750
fails 'no rest length' 2 'rest-mm' "$bandex" force theraband/green --length-mm 750
for number in 0 -1 1e3 nan 100001 '' 99999999999999999999; do
  fails "a rest length of '$number'" 2 'whole number' "$bandex" force theraband/green --rest-mm "$number" --length-mm 1000
done
fails 'strands' 2 'whole number' "$bandex" force $green --length-mm 1000 --strands 65
fails 'a start beyond the end' 2 'start-mm' "$bandex" force $green --length-mm 1000 --start-mm 1001
fails 'a hold without the whole' 2 'go together' "$bandex" force $green --length-mm 1000 --hold feet
fails 'nothing left to stretch' 1 'left to stretch' "$bandex" force theraband/green --hold feet --whole-mm 100 --held-mm 100 --length-mm 1000

is 'the list' '^theraband/green +flat +20\.5 +29\.8' "$bandex" bands
is 'one band' 'mooney_rivlin: F = .*7\.56.*8\.25' "$bandex" bands theraband/green
is 'its sources as JSON' '"per_strand":true' "$bandex" bands theraband/green --json
is 'a loop is no strand' '"per_strand":false' "$bandex" bands theraband/loop-light --json
is 'a label' '10-12 lb' "$bandex" bands bmp/green
is 'the ladder' '\+24\.3 % +theraband/green' "$bandex" bands theraband/red theraband/green --ladder
is 'the ladder leaves out' "farther than the band's warning" "$bandex" bands theraband/red --ladder --elongations 1000,2500
is 'a ladder of order' 'bmp/yellow +x1 at 100 %  \(ordinal\)' "$bandex" bands bmp/red bmp/yellow --ladder
is 'a picture' '' "$bandex" bands theraband/blue@uchida-2016 --model mooney_rivlin --model power --fit-at 1000,2000 --svg "$work/curves.svg"
is 'which is SVG for light and dark' 'prefers-color-scheme:dark' cat "$work/curves.svg"
fails 'an unknown band in the list' 1 "no band 'x'" "$bandex" bands x
fails 'an unknown brand' 1 "no brand 'x'" "$bandex" bands --brand x
fails 'an unknown model' 2 'model wants' "$bandex" bands theraband/red --model cubic
fails 'a curve that cannot be' 1 'has no such curve' "$bandex" bands bmp/red --svg "$work/none.svg"
fails 'a picture that cannot be written' 1 'cannot write' "$bandex" bands theraband/red --svg /nowhere/x.svg
fails 'a ladder of nothing' 2 'which bands' "$bandex" bands --ladder

is 'a group' '"id":"trapezius_middle"' "$bandex" muscles --group upper_back --json
is 'a region' 'latissimus_dorsi +Latissimus dorsi' "$bandex" muscles --group back
is 'a muscle by its Spanish name' 'latissimus_dorsi' "$bandex" muscles 'dorsal ancho'
is 'in Spanish' 'Espalda alta \(upper_back\)' "$bandex" muscles --language es
is 'nothing empty' '"parent":"trapezius"' "$bandex" muscles trapezius --json
is 'a group without the option' 'gluteus_maximus' "$bandex" muscles glutes
fails 'an unknown group' 1 "no group or region 'x'" "$bandex" muscles --group x
fails 'an unknown muscle' 1 "no muscle 'x'" "$bandex" muscles x
fails 'a muscle elsewhere' 1 'is not in' "$bandex" muscles soleus --group back
if "$bandex" muscles --json | grep -qE '(""|\[\]|\{\}|null)'; then
  failed=$((failed + 1))
  echo 'an empty value is printed'
fi
is 'a full disk is noticed' '1' bash -c "'$bandex' bands >/dev/full 2>/dev/null; echo \$?"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
