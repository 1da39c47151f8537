#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# adopt.sh AASC SHIM [STRIDE]: as faults.sh, of an adoption: the n-th write, short write, fsync, rename and
# allocation fails, and the process is killed at the n-th of them, for every n (allocations: every STRIDE-th).
# Whatever happened, the mission opens again, it holds the version with all that follows from it, or nothing
# of either, and the adoption can be given again.
set -u
cd "$(dirname "$0")/../.."
aasc=$(readlink -f "$1") shim=$(readlink -f "$2") stride=${3:-997}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
what=start
fail() {
    echo "adopt.sh: $what: $*"
    exit 1
}
from=2026-10-14T21:00:00Z
"$aasc" init "$work/before" --pact examples/kalmius/kalmius.pact --label PUBLIC >"$work/out" 2>&1 || fail "$(cat "$work/out")"
head -n 12 examples/kalmius/night.ndjson | sed 's/2026-10-14T\(13\|14\)/2026-10-14T23/' >"$work/rows.ndjson"
"$aasc" import "$work/before" "$work/rows.ndjson" >"$work/out" 2>&1 || fail "$(cat "$work/out")"
cp -r examples/kalmius/geo "$work/geo"
sed 's/from D$/from 2027-01-01T00:00/; s/distance heavy 15 km/distance heavy 40 km/' examples/kalmius/kalmius.pact >"$work/kalmius.pact"

# how many calls of each class an adoption makes, and what the mission then holds
cp -a "$work/before" "$work/mission"
FAULT_COUNTS=$work/counts LD_PRELOAD=$shim "$aasc" pact adopt "$work/mission" "$work/kalmius.pact" --from $from >"$work/out" 2>&1 ||
    fail "$(cat "$work/out")"
"$aasc" verdict list "$work/before" --json 2>/dev/null | sort >"$work/old"
"$aasc" verdict list "$work/mission" --json 2>/dev/null | sort >"$work/new"
cmp -s "$work/old" "$work/new" && fail "the version changes nothing"

n_runs=0 n_failed=0
one() { # CLASS N
    what="$1 number $2"
    rm -rf "$work/mission"
    cp -a "$work/before" "$work/mission"
    local status=0
    # in a shell of its own, whose word about the killed process is not wanted
    FAULT=$1:$2 bash -c 'LD_PRELOAD=$1 "$2" pact adopt "$3/mission" "$3/kalmius.pact" --from "$4" >"$3/out" 2>"$3/err"; exit $?' \
        one "$shim" "$aasc" "$work" $from 2>/dev/null || status=$?
    n_runs=$((n_runs + 1))
    if [ "$status" -ne 0 ]; then
        n_failed=$((n_failed + 1))
        [ "$status" -eq 137 ] || [ -s "$work/err" ] || fail "exit $status without a word"
    fi
    "$aasc" verdict list "$work/mission" --json 2>/dev/null | sort >"$work/is"
    cmp -s "$work/is" "$work/new" || { [ "$status" -ne 0 ] && cmp -s "$work/is" "$work/old"; } ||
        fail "the mission holds neither the old verdicts nor the new ones"
    "$aasc" pact adopt "$work/mission" "$work/kalmius.pact" --from $from >"$work/again" 2>"$work/err2" ||
        fail "it was left so that it cannot be adopted again: $(cat "$work/err2")"
    if [ "$status" -eq 0 ]; then
        grep -q 'in force from then on already' "$work/again" || fail "it was acknowledged and is not there: $(cat "$work/again")"
    fi
    "$aasc" verdict list "$work/mission" --json 2>/dev/null | sort | cmp -s - "$work/new" || fail "the mission holds other verdicts"
    "$aasc" fsck "$work/mission" >"$work/fsck" 2>&1 || fail "fsck: $(cat "$work/fsck")"
    "$aasc" rebuild "$work/mission" >"$work/fsck" 2>&1 || fail "rebuild: $(cat "$work/fsck")"
}
while read -r class count; do
    step=1
    [ "$class" != alloc ] || step=$stride
    [ "$count" -gt 0 ] || fail "an adoption makes no call of the class $class"
    for ((n = 1; n <= count; n += step)); do
        one "$class" "$n"
    done
    echo "$class: $count calls"
done <"$work/counts"
echo "$n_runs runs, $n_failed of them failed and said so; a version is there with what follows from it, or not at all"
[ "$n_failed" -gt 0 ]
