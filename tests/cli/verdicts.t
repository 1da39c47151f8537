What a mission says is what `aasc judge` says of the same rows; only the receipt may differ.

  $ K="$ROOT/examples/kalmius"
  $ command -v jq >/dev/null || { echo "jq is not installed"; exit 80; }
  $ aasc init k --pact "$K/kalmius.pact" --label PUBLIC
  $ aasc import k "$K/night.ndjson" --quiet >output
  $ aasc import k "$K/camera.csv" --map "$K/camera.map" --quiet >output
  $ lines() { jq -cS 'select(.kind == "verdict") | del(.receipt)' | sort; }
  $ judge() { aasc judge "$K/kalmius.pact" "$K/night.ndjson" "$K/camera.csv" --map "$K/camera.map" --json --quiet "$@"; }
  $ judge | lines >judged
  $ aasc verdict list k --json --as mission | lines | cmp - judged
  $ aasc verdict list k --json | lines | cmp - <(jq -c 'select(.verdict == "violation" or .verdict == "indeterminate")' judged)
  $ judge --all | lines | cmp - <(aasc verdict list k --json --all | lines)
  $ judge --only art.1 | lines | jq -c 'select(.verdict == "violation" or .verdict == "indeterminate")' | cmp - <(aasc verdict list k --json --term art.1 | lines)
  $ stands() { jq -c 'select((.verdict == "violation" or .verdict == "indeterminate") and .term != "art.7")'; }
  $ judge | lines | stands | cmp - <(aasc verdict list k --json | lines | stands)
  $ aasc verdict list k --json --term kalmius/art.1 | cmp - <(aasc verdict list k --json --term art.1)

(A store's verdict names no sighting that may show what is missing: these may have any label.)

For people, with the id of each entry; the exit status says whether there are violations:

  $ COLUMNS=160 aasc verdict list k --term art.6
  2026-10-* violation * kalmius/art.6 * machine * (glob)
  * (glob)
  * (glob)
  [1]
  $ aasc verdict list k --from 2027-01-01
  no verdict
  $ aasc verdict list k --entries --term art.1 | jq -r .kind | sort -u
  verdict
  $ aasc verdict list k --entries --term art.1 | jq -r .id | sort | uniq -d

By time and place:

  $ aasc verdict list k --json | lines | jq -c 'select(.time != null and (.time | split("/") | .[-1] >= "2026-10-14T19") and .time <= "2026-10-14T21")' >between
  $ aasc verdict list k --json --from 2026-10-14T19:00:00Z --to 2026-10-14T21:00:00Z | lines | cmp - between
  $ aasc verdict list k --json --all --from 2026-10-14T19:00:00Z --to 2026-10-14T21:00:00Z | lines | jq -c 'select(.verdict == "violation")' | cmp - <(jq -c 'select(.verdict == "violation")' between)
  $ aasc verdict list k --json --box 46.16,69.96,46.18,69.99 | jq -r 'select(.place.lat < 46.16 or .place.lat > 46.18 or .place.lon < 69.96 or .place.lon > 69.99)'
  $ test $(aasc verdict list k --json --box 46.16,69.96,46.18,69.99 | wc -l) -gt 3

As it was known: the first night's import brought the record to a size, before which there was nothing.

  $ aasc verdict list k --as-of 2020-01-01
  no verdict
  $ aasc verdict list k --as-of 0 --json
  $ aasc verdict list k --as-of 9999-12-31 --json | cmp - <(aasc verdict list k --json)

What is refused:

  $ aasc verdict list k --term art.77
  aasc: --term art.77: the mission has no such term
  [2]
  $ aasc verdict list k --box 1,2,3
  aasc: --box: write south, west, north and east in degrees, as in 48.0,37.5,48.5,38.2
  [2]
  $ aasc verdict list k --box 3,2,1,4
  aasc: --box: south, west, north, east: latitudes from -90 to 90, longitudes from -180 to 180
  [2]
  $ aasc verdict list k --from tomorrow
  aasc: --from: "tomorrow" is not a time; * (glob)
  [2]
  $ aasc verdict list k --from 2026-10-15 --to 2026-10-14
  aasc: --to lies before --from
  [2]
  $ aasc verdict list k --as est
  aasc: --as: * (glob)
  [2]
  $ aasc verdict list k --as mission --entries
  aasc: --entries and --superseded are about the mission's own verdicts: not with --all or --as, which judge anew
  [2]
  $ aasc verdict list nowhere
  aasc: nowhere: there is no such directory; make a mission: aasc init
  [3]
  $ aasc verdict
  aasc: aasc verdict needs one of list, confirm, contest, withdraw behind it
  [2]
