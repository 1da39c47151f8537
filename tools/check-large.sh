#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# check-large.sh: inputs that are too large for every run of ./check: a file of more than 2 GB, and a
# million observations with a ceiling on memory. Uses build/release, built here.
set -eu
cd "$(dirname "$0")/.."
. tools/packages.sh
build_preset release
cmake -B build/release -DAASC_BENCH=ON >/dev/null && cmake --build build/release >/dev/null
aasc=$PWD/build/release/aasc
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# 2.2 GB: one good row, a hole of NUL bytes that is no row at all, one good row behind it
row='{"time":"2020-07-10T20:05:10Z","place":{"lat":48.5,"lon":37.95,"sigma_m":100},"sense":"saw","phenomenon":"explosion"}'
printf '%s\n' "$row" >"$work/large.ndjson"
truncate -s 2200M "$work/large.ndjson"
printf '\n%s\n' "${row/20:05:10/20:06:10}" >>"$work/large.ndjson"
status=0
(ulimit -v 8000000 && "$aasc" judge examples/minsk/minsk.pact "$work/large.ndjson" --json --all >"$work/large.out" 2>"$work/large.err") || status=$?
tail -n 1 "$work/large.out" | grep -q '"read":2' || {
    echo "the two good rows of a 2.2 GB file were not both read (exit $status):"
    tail -n 1 "$work/large.out"
    head -n 5 "$work/large.err"
    exit 1
}
tail -n 1 "$work/large.out" | grep -q '"rejected":1' || {
    echo "the hole in a 2.2 GB file was not refused as one row"
    exit 1
}

# one million rows in less than 1 GiB of memory
build/release/bench/make_observations 1000000 >"$work/million.csv"
status=0
(ulimit -v 2000000 && "$aasc" judge examples/minsk/minsk.pact "$work/million.csv" --map bench/observations.map --quiet >"$work/million.out" 2>&1) || status=$?
[ "$status" -le 1 ] || {
    echo "a million rows: exit $status"
    tail -n 5 "$work/million.out"
    exit 1
}
