Late, repeated and reordered arrival of the same rows gives the same verdicts and the same numbers, as `aasc judge` gives them.

  $ K="$ROOT/examples/kalmius"; D="$ROOT/tests/cli/data"
  $ standing() { grep -E '"verdict":"(violation|indeterminate)"' | sed 's/,"receipt":{[^}]*}//' | sort -u; }
  $ tables() { python3 -c 'import json, sys; r = json.load(open(sys.argv[1])); json.dump([r["totals"], r["regions"], r["tables"]], sys.stdout, indent=1, sort_keys=True)' "$1/report.json"; }

Rows that contradict, correct and repeat one another, at once, in four parts, in many; in an order of their own each time:

  $ for seed in 1 2
  > do
  >   "$D/arrivals.py" $seed <"$K/night.ndjson" >rows.ndjson
  >   aasc judge "$K/kalmius.pact" rows.ndjson --json --quiet 2>refused | standing >judged
  >   [ $(wc -l <judged) -gt 20 ] || echo "seed $seed: too little is judged"
  >   aasc judge "$K/kalmius.pact" rows.ndjson --json --quiet --all 2>refused | grep '"kind":"verdict"' | sed 's/,"receipt":{[^}]*}//' | sort -u >all
  >   for parts in 1 3 12
  >   do
  >     rm -rf m report part.*
  >     aasc init m --pact "$K/kalmius.pact" --label PUBLIC >/dev/null
  >     shuf --random-source=<(yes $seed$parts) rows.ndjson >shuffled
  >     split -n l/$parts shuffled part.
  >     for part in part.*; do aasc import m $part --format ndjson --quiet >>imported; done
  >     aasc verdict list m --json | standing | diff judged - || echo "seed $seed in $parts parts: other verdicts"
  >     aasc verdict list m --json --all | grep '"kind":"verdict"' | sed 's/,"receipt":{[^}]*}//' | sort -u | diff all - || echo "seed $seed in $parts parts: other verdicts of all words"
  >     aasc report daily m --period 2026-10-14T18:00/2026-10-15T18:00 --for PUBLIC --out report >>imported 2>&1
  >     tables report >tables.$parts
  >     diff tables.1 tables.$parts || echo "seed $seed in $parts parts: other numbers"
  >   done
  > done
  $ grep -c 'on the record contradicted' imported
  [1-9]* (glob)

A row that stands before the one on the record is taken, and said so:

  $ aasc init k --pact "$K/kalmius.pact" --label PUBLIC >/dev/null
  $ row() { echo "{\"id\":\"x\",\"source\":\"s\",\"phenomenon\":\"explosion\",\"time\":\"2026-10-14T20:00:00Z\",\"place\":{\"lat\":46.18,\"lon\":70.11,\"sigma_m\":20},\"count\":$1,\"recorded_at\":\"2026-10-15T0$2:00:00Z\"}"; }
  $ row 1 2 >first.ndjson; row 2 1 >second.ndjson; row 3 3 >third.ndjson
  $ aasc import k first.ndjson --quiet
  k: 1 rows read, 1 taken, 0 there already, 0 refused
  judged: 1 violation, * (glob)
  head:   * entries, signed (glob)
  $ aasc verdict list k --json | grep violation | grep -o '"count":{[^}]*}'
  "count":{"max":1,"min":1}
  $ aasc import k second.ndjson
  aasc: second.ndjson:1: id: id "x" stands in the record, entry *, with other content, but this row stands before that one: this one is judged (glob)
  k: 1 rows read, 1 taken, 0 there already, 0 refused; 1 on the record contradicted
  judged: 1 violation, * (glob)
  head:   * entries, signed (glob)
  $ aasc verdict list k --json | grep violation | grep -o '"count":{[^}]*}'
  "count":{"max":2,"min":2}
  $ aasc import k third.ndjson --json
  aasc: third.ndjson:1: id: id "x" of source "s" stands in the record, entry *, with other content; * (glob)
  {*"contradicted":0,*"rejected":1,*} (glob)

The older entry stays, and shows that it is not judged; at the earlier size it was:

  $ aasc entry list k --kind observation | cut -c 39-
  2026* observation * (glob)
  2026* observation * contradicted (glob)
  $ old=$(aasc entry list k --kind observation | tail -n 1 | cut -c 1-36); new=$(aasc entry list k --kind observation | head -n 1 | cut -c 1-36)
  $ aasc entry show k $old | grep contradicted | sed "s/$new/NEW/"
  contradicted by entry NEW, which stands before it under the same id: this row is not judged
  $ aasc entry show k $new | grep contradicted
  [1]
  $ size=$(aasc entry list k --json | grep -n "$old" | head -n 1 | cut -d : -f 1)
  $ aasc entry show k $old --as-of $size | grep contradicted
  [1]

So does one row from the command line:

  $ aasc observe k --json "$(row 5 0)" | sed "s/$new/NEW/"
  entry * (glob)
  violation kalmius/art.1 undetermined: 5 x explosion * (glob)
  taken back kalmius/art.1: Taken back: what it rested on no longer stands as it did.
  stands before entry NEW, which says otherwise under this id: this one is judged
  $ aasc fsck k --quiet; aasc rebuild k --quiet
