#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# fuzz.sh SECONDS [NAME…]: build the libFuzzer harnesses and run each for so long, one per processor at once.
#
# The seeds of tests/data/fuzz/NAME stay as they are; an input that crashes is kept beside them.
set -eu
cd "$(dirname "$0")/.."
build=build/fuzz

# One harness, one line.
run_one() {
    local name=$1 seconds=$2 work seeds=tests/data/fuzz/$1 runs words=()
    work=$(mktemp -d)
    mkdir -p "$work/corpus" "$seeds"
    [ ! -f "tests/fuzz/$name.dict" ] || words=("-dict=tests/fuzz/$name.dict")
    if "$build/tests/fuzz/fuzz_$name" "${words[@]}" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 \
        -print_final_stats=1 -artifact_prefix="$seeds/" "$work/corpus" "$seeds" >"$work/log" 2>&1; then
        runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$work/log")
        echo "ok fuzz/$name ($runs runs)"
        rm -rf "$work"
    else
        grep -v '^#[0-9]' "$work/log" | tail -n 40
        echo "FAIL fuzz/$name (the input is kept under $seeds)"
        rm -rf "$work"
        return 1
    fi
}

if [ "${1:-}" = --one ]; then
    run_one "$2" "$3"
    exit
fi
case ${1:-} in
'' | *[!0-9]*)
    echo "usage: tools/fuzz.sh SECONDS [NAME...]" >&2
    exit 2
    ;;
esac
seconds=$1
shift
[ -f $build/build.ninja ] || cmake --preset fuzz >/dev/null
ninja -C $build >$build/log 2>&1 || {
    tail -n 40 $build/log
    echo "FAIL fuzz (the harnesses do not build)"
    exit 1
}
if [ $# -eq 0 ]; then
    for harness in tests/fuzz/fuzz_*.c; do
        name=${harness##*/fuzz_}
        set -- "$@" "${name%.c}"
    done
fi
printf '%s\n' "$@" | xargs -P"$(nproc)" -I{} "$0" --one {} "$seconds"
