#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# kill.sh AASC CYCLES: kills an import at any moment, again and again. After each kill the mission opens by
# itself, everything that was acknowledged is there, and in the end the record verifies, judges like
# `aasc judge`, and is the one that a mission without kills has, but for ids, salts and times.
set -u
cd "$(dirname "$0")/../.."
aasc=$(readlink -f "$1") cycles=$2
verify=$(dirname "$aasc")/aasc-verify
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() {
    echo "kill.sh: cycle $cycle: $*"
    exit 1
}
cycle=0
mission=$work/mission
pact=examples/kalmius/kalmius.pact

# File k: rows of some minutes, from one to some thousands of them, so that kills meet every part of an import.
make_file() {
    awk -v k="$1" -v n="$2" 'BEGIN {
        srand(k);
        for (i = 0; i < n; i++) {
            s = k * 5000 + i;
            printf "{\"id\":\"f%d-%d\",\"source\":\"post-%d\",\"time\":\"2026-10-%02dT%02d:%02d:%02dZ\",\"sense\":\"heard\",", \
                k, i, i % 7, 2 + s / 86400 % 26, s / 3600 % 24, s / 60 % 60, s % 60;
            printf "\"phenomenon\":\"%s\",\"place\":{\"lat\":%.5f,\"lon\":%.5f,\"sigma_m\":%d}}\n", \
                (i % 3 ? "explosion" : "burst"), 46.1 + rand() * 0.6, 69.8 + rand() * 0.8, 50 + 100 * rand();
        }
    }' >"$work/f$1.ndjson"
}

n_files=$((cycles / 3 + 2))
for ((k = 0; k < n_files; k++)); do
    make_file "$k" $((k % 5 == 0 ? 3000 : 1 + k * 37 % 400))
done

"$aasc" init "$mission" --pact "$pact" --label PUBLIC >"$work/init" 2>&1 || {
    cat "$work/init"
    exit 1
}
declare -A acked=()
n_killed=0 n_acked=0 size=0
for ((cycle = 1; cycle <= cycles; cycle++)); do
    k=$((cycle % n_files))
    "$aasc" import "$mission" "$work/f$k.ndjson" --json >"$work/out" 2>"$work/err" &
    pid=$!
    sleep "0.$(printf '%03d' $((RANDOM % 180)))"
    kill -9 "$pid" 2>/dev/null
    status=0
    wait "$pid" 2>/dev/null || status=$?
    if [ "$status" -eq 137 ]; then
        n_killed=$((n_killed + 1))
        continue
    fi
    [ "$status" -eq 0 ] || fail "import ended with $status: $(cat "$work/err")"
    now=$(sed -n 's/.*"size":\([0-9]*\).*/\1/p' "$work/out")
    [ "$now" -ge "$size" ] || fail "the signed head went back from $size to $now entries"
    size=$now
    [ -n "${acked[$k]:-}" ] || n_acked=$((n_acked + 1))
    acked[$k]=1
done
echo "killed $n_killed imports of $cycles; $n_acked files were acknowledged"
[ "$n_killed" -gt 0 ] || fail "no import was killed: the machine is too fast for this test"

# what was acknowledged is there: importing it again adds nothing
for k in "${!acked[@]}"; do
    "$aasc" import "$mission" "$work/f$k.ndjson" --json >"$work/out" 2>"$work/err" || fail "$(cat "$work/err")"
    grep -q '"taken":0' "$work/out" || fail "file $k was acknowledged, and yet: $(cat "$work/out")"
done
"$aasc" fsck "$mission" >"$work/out" 2>&1 || fail "fsck: $(cat "$work/out")"

# the rest follows, and everything is judged as it would have been at once
"$aasc" import "$mission" "$work"/f*.ndjson >"$work/out" 2>&1 || fail "$(cat "$work/out")"
"$aasc" log verify "$mission" >"$work/out" 2>&1 || fail "log verify: $(cat "$work/out")"
"$aasc" fsck "$mission" >"$work/out" 2>&1 || fail "fsck: $(cat "$work/out")"
said() { # without what differs between the two: when they were asked
    sed -n '/"kind":"verdict"/s/"receipt":{[^}]*},//p' | sort
}
"$aasc" verdict list "$mission" --json 2>"$work/err" | said >"$work/kept"
"$aasc" judge "$pact" "$work"/f*.ndjson --json 2>>"$work/err" | said |
    grep -E '"verdict":"(violation|indeterminate)"' >"$work/judged"
[ -s "$work/judged" ] || fail "nothing was judged: $(cat "$work/err")"
cmp -s "$work/kept" "$work/judged" || fail "the mission holds other verdicts than aasc judge: $(diff "$work/kept" "$work/judged" | head -n 4)"
"$aasc" log export "$mission" "$work/export" >"$work/out" 2>&1 || fail "log export: $(cat "$work/out")"
"$aasc" log keys "$mission" --role log >"$work/keys" || fail "log keys"
"$verify" "$work/keys" "$work/export" >"$work/out" 2>&1 || fail "aasc-verify: $(cat "$work/out")"
echo "everything acknowledged is there; $(wc -l <"$work/kept") verdicts as aasc judge gives them"
