#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# adopt.sh AASC SHIM [STRIDE]: as faults.sh, of an adoption: the n-th write, short write, fsync, rename and
# allocation fails, and the process is killed at the n-th of them, for every n (allocations: every STRIDE-th).
# Whatever happened, the mission opens again, it holds the version with all that follows from it, or nothing
# of either, and the adoption can be given again.
stride=997
# shellcheck source=tests/faults/calls.sh
. "$(dirname "$0")/calls.sh"
"$aasc" init "$work/before" --pact examples/kalmius/kalmius.pact --label PUBLIC >"$work/out" 2>&1 || fail "$(cat "$work/out")"
head -n 12 examples/kalmius/night.ndjson | sed 's/2026-10-14T\(13\|14\)/2026-10-14T23/' >"$work/rows.ndjson"
"$aasc" import "$work/before" "$work/rows.ndjson" >"$work/out" 2>&1 || fail "$(cat "$work/out")"
cp -r examples/kalmius/geo "$work/geo"
sed 's/from D$/from 2027-01-01T00:00/; s/distance heavy 15 km/distance heavy 40 km/' examples/kalmius/kalmius.pact >"$work/kalmius.pact"
adopt=(pact adopt "$work/mission" "$work/kalmius.pact" --from 2026-10-14T21:00:00Z)

# how many calls of each class an adoption makes, and what the mission then holds
count_calls "${adopt[@]}"
verdicts "$work/before" >"$work/old"
verdicts "$work/mission" >"$work/new"
cmp -s "$work/old" "$work/new" && fail "the version changes nothing"

one() { # CLASS N
    fail_at "$@" "${adopt[@]}"
    verdicts "$work/mission" >"$work/is"
    cmp -s "$work/is" "$work/new" || { [ "$status" -ne 0 ] && cmp -s "$work/is" "$work/old"; } ||
        fail "the mission holds neither the old verdicts nor the new ones"
    "$aasc" "${adopt[@]}" >"$work/again" 2>"$work/err2" ||
        fail "it was left so that it cannot be adopted again: $(cat "$work/err2")"
    if [ "$status" -eq 0 ]; then
        grep -q 'in force from then on already' "$work/again" || fail "it was acknowledged and is not there: $(cat "$work/again")"
    fi
    verdicts "$work/mission" | cmp -s - "$work/new" || fail "the mission holds other verdicts"
    "$aasc" fsck "$work/mission" >"$work/fsck" 2>&1 || fail "fsck: $(cat "$work/fsck")"
    "$aasc" rebuild "$work/mission" >"$work/fsck" 2>&1 || fail "rebuild: $(cat "$work/fsck")"
}
at_each_call one
echo "$n_runs runs, $n_failed of them failed and said so; a version is there with what follows from it, or not at all"
