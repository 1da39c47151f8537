#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# mission.sh: a mission from its first observation on, measured: durable import of a calm, ordered stream
# and of a hostile one, opening, questions, verification, one observation at a time, and beside it what
# PostgreSQL makes of the same rows (bench/copy_peer.sh). What else ran is said by the load averages.
#
#   bench/mission.sh [ROWS [HOSTILE_ROWS]]        1,000,000 and 300,000; a folder of 1.5 KB a row in TMPDIR
#   NO_PEER=1  leave PostgreSQL out
set -eu
cd "$(dirname "$0")/.."
rows=${1:-1000000}
hostile=${2:-300000}
build=build/release
aasc=$build/aasc
[ -x "$build/bench/record_bench" ] || {
    echo "mission.sh: first: cmake --preset release -DAASC_BENCH=ON && ninja -C build/release" >&2
    exit 2
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

load() {
    echo "load averages: $(cut -d' ' -f1-3 /proc/loadavg), $(nproc) processors"
}
# import MISSION NAME FILE…: a line with rows a second, of the wall's clock and of the processors' time
import() {
    local mission=$1 name=$2 n before
    shift 2
    "$aasc" init "$mission" --pact examples/minsk/minsk.pact --label PUBLIC >"$work/init.txt"
    before=$(cut -d' ' -f1 /proc/loadavg)
    /usr/bin/time -o "$work/time" -f '%e %U %S %M' "$aasc" import "$mission" "$@" --quiet --json >"$work/import.json"
    n=$(grep -o '"taken":[0-9]*' "$work/import.json" | cut -d: -f2)
    awk -v n="$n" -v name="$name" -v before="$before" '{
        printf "%-40s %.1f s: %.0f rows/s; processors %.1f s: %.1f us a row; most memory %d MiB, load %s\n",
            name, $1, n / $1, $2 + $3, ($2 + $3) / n * 1e6, $4 / 1024, before }' "$work/time"
    sed 's/^/    /' "$work/import.json"
    du -sm "$mission/record.db" | awk -v n="$n" '{ printf "%-40s %.0f bytes a row\n", "    record.db", $1 * 1048576 / n }'
}

load
# files of a million rows: what is kept in memory of a file is the system's to decide, not ours
"$build/bench/make_observations" --ordered --breaches 2 --ndjson "$rows" | split -l 1000000 -a 3 - "$work/calm."
import "$work/mission" "import, calm and ordered" "$work"/calm.???
if [ -z "${NO_PEER:-}" ]; then
    "$build/bench/make_observations" --ordered --breaches 2 "$rows" >"$work/calm.csv"
    bench/copy_peer.sh "$work/calm.csv"
    rm "$work/calm.csv"
fi
"$build/bench/make_observations" "$hostile" >"$work/hostile.csv"
import "$work/hostile" "import, hostile, in no order" "$work/hostile.csv" --map bench/observations.map
rm -r "$work/hostile"
"$build/bench/record_bench" "$work/mission"
day() {
    /usr/bin/time -o "$work/time" -f '%e %U %S %M' "$aasc" report daily "$work/mission" --period 2018-05-05 --for PUBLIC \
        --out "$work/report" >"$work/report.txt" 2>&1
    awk '{ printf "%-40s %.2f s; processors %.2f s; most memory %d MiB\n", "a daily report, all its forms", $1, $2 + $3,
        $4 / 1024 }' "$work/time"
}
day

# one at a time through one process, as a sensor hands them over: the next row is written when the one before is
# acknowledged; and each by a process of its own, with its start and the reading of the agreement
row() {
    printf '{"id":"%s-%s","source":"mission.sh","time":"2021-12-01T10:00:00Z","place":{"lat":48.3,"lon":37.9},"phenomenon":"convoy"}\n' "$@"
}
spread() {
    sort -n | awk -v name="$1" '{ us[NR] = $1 } END { printf "%-40s median %.1f ms, 95 %% %.1f ms (of %d)\n", name,
        us[int(NR / 2) + 1] / 1000, us[int(NR * 0.95)] / 1000, NR }'
}
coproc OBSERVE { "$aasc" observe "$work/mission" - --quiet; }
for i in $(seq 500); do
    began=$(date +%s%N)
    row s "$i" >&"${OBSERVE[1]}"
    read -r _ <&"${OBSERVE[0]}"
    echo $((($(date +%s%N) - began) / 1000))
done >"$work/stream"
eval "exec ${OBSERVE[1]}>&-"
wait "$OBSERVE_PID" || true
spread "aasc observe -, row to acknowledgement" <"$work/stream"
for i in $(seq 100); do
    began=$(date +%s%N)
    "$aasc" observe "$work/mission" --quiet --json "$(row p "$i")" >"$work/observe.txt"
    echo $((($(date +%s%N) - began) / 1000))
done | spread "aasc observe, the whole process"
load
