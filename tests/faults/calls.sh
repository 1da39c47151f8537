# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# calls.sh: what faults.sh, adopt.sh, vote.sh and release.sh share: a command is given again and again to a copy of the mission
# $work/before, and each time another one of its calls fails, or it is killed there. Sourced with their arguments,
# AASC SHIM [STRIDE], and the stride of whoever gives none in $stride.
set -u
cd "$(dirname "$0")/../.." || exit
aasc=$(readlink -f "$1") shim=$(readlink -f "$2") stride=${3:-$stride}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
what=start
fail() {
    echo "$(basename "$0"): $what: $*"
    exit 1
}
renew() {
    rm -rf "$work/mission"
    cp -a "$work/before" "$work/mission"
}
verdicts() { # MISSION
    "$aasc" verdict list "$1" --json 2>/dev/null | sort
}
count_calls() { # ARGUMENT...: of each class, of the command without faults
    renew
    FAULT_COUNTS=$work/counts LD_PRELOAD=$shim "$aasc" "$@" >"$work/out" 2>&1 || fail "$(cat "$work/out")"
}
n_runs=0 n_failed=0
fail_at() { # CLASS N ARGUMENT...: $status is that of the command, whose N-th call of the class fails
    local class=$1 n=$2
    shift 2
    what="$class number $n"
    renew
    status=0
    # in a shell of its own, whose word about the killed process is not wanted
    FAULT=$class:$n bash -c 'LD_PRELOAD=$1 "${@:3}" >"$2/out" 2>"$2/err"; exit $?' \
        fail_at "$shim" "$work" "$aasc" "$@" 2>/dev/null || status=$?
    n_runs=$((n_runs + 1))
    [ "$status" -ne 0 ] || return 0
    n_failed=$((n_failed + 1))
    [ "$status" -eq 137 ] || [ -s "$work/err" ] || fail "exit $status without a word"
}
at_each_call() { # FUNCTION: with CLASS and N of every call that was counted; of allocations every STRIDE-th
    local class count step n
    while read -r class count; do
        step=1
        [ "$class" != alloc ] || step=$stride
        [ "$count" -gt 0 ] || fail "it makes no call of the class $class"
        for ((n = 1; n <= count; n += step)); do
            "$1" "$class" "$n"
        done
        echo "$class: $count calls"
    done <"$work/counts"
    [ "$n_failed" -gt 0 ] || fail "none of $n_runs runs failed"
}
