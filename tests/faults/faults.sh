#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# faults.sh AASC SHIM [STRIDE]: the n-th write, short write, fsync, rename, allocation of a small import fails,
# and the process is killed at the n-th of them, for every n (allocations: every STRIDE-th). Whatever happened,
# the mission opens again, what was acknowledged is there, and the import can be given again.
stride=97
# shellcheck source=tests/faults/calls.sh
. "$(dirname "$0")/calls.sh"
head -n 12 examples/kalmius/night.ndjson >"$work/rows.ndjson"
"$aasc" init "$work/before" --pact examples/kalmius/kalmius.pact --label PUBLIC >"$work/out" 2>&1 || fail "$(cat "$work/out")"
import=(import "$work/mission" "$work/rows.ndjson" --json)

# how many calls of each class an import makes, and what the mission then holds
count_calls "${import[@]}"
verdicts "$work/mission" >"$work/right"
[ -s "$work/right" ] || fail "the import without faults has no verdicts"

one() { # CLASS N
    fail_at "$@" "${import[@]}"
    "$aasc" "${import[@]}" >"$work/again" 2>"$work/err2" ||
        fail "it was left so that it cannot be imported again: $(cat "$work/err2")"
    if [ "$status" -eq 0 ]; then
        grep -q '"taken":0' "$work/again" || fail "it was acknowledged and is not there: $(cat "$work/again")"
    fi
    verdicts "$work/mission" | cmp -s - "$work/right" || fail "the mission holds other verdicts"
    "$aasc" fsck "$work/mission" >"$work/fsck" 2>&1 || fail "fsck: $(cat "$work/fsck")"
}
at_each_call one
echo "$n_runs runs, $n_failed of them failed and said so; nothing acknowledged was lost"
