#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# faults.sh AASC SHIM [STRIDE]: the n-th write, short write, fsync, rename, allocation of a small import fails,
# and the process is killed at the n-th of them, for every n (allocations: every STRIDE-th). Whatever happened,
# the mission opens again, what was acknowledged is there, and the import can be given again.
set -u
cd "$(dirname "$0")/../.."
aasc=$(readlink -f "$1") shim=$(readlink -f "$2") stride=${3:-97}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
what=start
fail() {
    echo "faults.sh: $what: $*"
    exit 1
}
head -n 12 examples/kalmius/night.ndjson >"$work/rows.ndjson"
"$aasc" init "$work/empty" --pact examples/kalmius/kalmius.pact --label PUBLIC >"$work/out" 2>&1 || fail "$(cat "$work/out")"

# how many calls of each class an import makes, and what the mission then holds
cp -a "$work/empty" "$work/mission"
FAULT_COUNTS=$work/counts LD_PRELOAD=$shim "$aasc" import "$work/mission" "$work/rows.ndjson" >"$work/out" 2>&1 ||
    fail "$(cat "$work/out")"
"$aasc" verdict list "$work/mission" --json 2>/dev/null | sort >"$work/right"
[ -s "$work/right" ] || fail "the import without faults has no verdicts"

n_runs=0 n_failed=0
one() { # CLASS N
    what="$1 number $2"
    rm -rf "$work/mission"
    cp -a "$work/empty" "$work/mission"
    local status=0
    # in a shell of its own, whose word about the killed process is not wanted
    FAULT=$1:$2 bash -c 'LD_PRELOAD=$1 "$2" import "$3/mission" "$3/rows.ndjson" --json >"$3/out" 2>"$3/err"; exit $?' \
        one "$shim" "$aasc" "$work" 2>/dev/null || status=$?
    n_runs=$((n_runs + 1))
    if [ "$status" -ne 0 ]; then
        n_failed=$((n_failed + 1))
        [ "$status" -eq 137 ] || [ -s "$work/err" ] || fail "exit $status without a word"
    fi
    "$aasc" import "$work/mission" "$work/rows.ndjson" --json >"$work/again" 2>"$work/err2" ||
        fail "it was left so that it cannot be imported again: $(cat "$work/err2")"
    if [ "$status" -eq 0 ]; then
        grep -q '"taken":0' "$work/again" || fail "it was acknowledged and is not there: $(cat "$work/again")"
    fi
    "$aasc" verdict list "$work/mission" --json 2>/dev/null | sort | cmp -s - "$work/right" || fail "the mission holds other verdicts"
    "$aasc" fsck "$work/mission" >"$work/fsck" 2>&1 || fail "fsck: $(cat "$work/fsck")"
}
while read -r class count; do
    step=1
    [ "$class" != alloc ] || step=$stride
    [ "$count" -gt 0 ] || fail "an import makes no call of the class $class"
    for ((n = 1; n <= count; n += step)); do
        one "$class" "$n"
    done
    echo "$class: $count calls"
done <"$work/counts"
echo "$n_runs runs, $n_failed of them failed and said so; nothing acknowledged was lost"
[ "$n_failed" -gt 0 ]
