#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# copy_peer.sh: how fast PostgreSQL takes the same observations: COPY into a table with a primary key and
# a GiST index over the points, committed durably. None of our work is done: no judging, no signature.
#
#   bench/copy_peer.sh OBSERVATIONS.csv        (of make_observations)
set -eu
cd "$(dirname "$0")/.."
. tools/packages.sh
csv=$(readlink -f "${1:?usage: bench/copy_peer.sh OBSERVATIONS.csv}")
install_missing postgresql

bin=$(find /usr/lib/postgresql -path '*/bin/initdb' | sort -V | tail -n 1)
bin=${bin%/initdb}
work=$(mktemp -d)
run=()
if [ "$(id -u)" -eq 0 ]; then # the server refuses to run as root
    run=(runuser -u postgres --)
    chown postgres "$work"
fi
chmod 755 "$work"
stop() {
    "${run[@]}" "$bin/pg_ctl" -D "$work/data" -m fast -w stop >/dev/null 2>&1 || true
    rm -rf "$work"
}
trap stop EXIT
"${run[@]}" "$bin/initdb" -D "$work/data" -A trust -U bench >"$work/initdb.log" 2>&1
"${run[@]}" "$bin/pg_ctl" -D "$work/data" -w -l "$work/log" -o "-k $work -c listen_addresses= -c max_wal_size=4GB" start >/dev/null
sql() {
    psql -h "$work" -U bench -q -v ON_ERROR_STOP=1 "$@" postgres
}
sql -c 'create table observation (id text, source text, time timestamptz, lat float8, lon float8, sigma_m float8, sense text,
    phenomenon text, detail text, count text, party text, model text, primary key (source, id))' \
    -c 'create index on observation using gist (point(lon, lat))'
began=$(date +%s.%N)
sql -c '\copy observation from stdin csv header' <"$csv"
ended=$(date +%s.%N)
rows=$(sql -At -c 'select count(*) from observation')
awk -v n="$rows" -v t="$(awk "BEGIN { print $ended - $began }")" \
    'BEGIN { printf "PostgreSQL COPY: %d rows in %.2f s, %.0f rows/s\n", n, t, n / t }'
