A mission from its first entry to its verdicts.

  $ K="$ROOT/examples/kalmius"
  $ aasc init k --pact "$K/kalmius.pact" --label PUBLIC --name example.org/kalmius --map 48.2,37.5
  $ ls k
  blobs
  head
  keys
  mission.pact
  pacts
  record.db
  record.lock
  $ cat k/mission.pact
  # What this mission is (docs/formats/mission.md). The record pins what stands here.
  mission        1
  origin         "example.org/kalmius"
  pact           "pacts/kalmius/kalmius.pact"
  label          "PUBLIC"
  map            "48.20000, 37.50000"
  units          metric
  incident       gap 360 min reach 5000 m
  $ cmp k/pacts/kalmius/kalmius.pact "$K/kalmius.pact"
  $ cmp k/pacts/kalmius/geo/kalmius.geojson "$K/geo/kalmius.geojson"
  $ head -n 2 k/head/checkpoint
  example.org/kalmius
  [0-9]* (glob)

Keys are for their owner alone:

  $ stat -c '%a %n' k/keys k/keys/*
  700 k/keys
  600 k/keys/desk.key
  600 k/keys/engine.key
  600 k/keys/node.key
  600 k/keys/secret

Rows come in, once:

  $ aasc import k "$K/night.ndjson"
  k: 81 rows read, 81 taken, 0 there already, 0 refused
  judged: * (glob)
  head:   * entries, signed (glob)
  $ cp k/head/checkpoint before
  $ aasc import k "$K/night.ndjson" "$K/night.ndjson"
  k: 162 rows read, 0 taken, 162 there already, 0 refused
  head:   * entries, signed (glob)
  $ cmp before k/head/checkpoint
  $ aasc import k "$K/camera.csv" --map "$K/camera.map"
  aasc: camera.csv:9: time: "15.10.2026 25:10:00": there is no such time of day
  k: 11 rows read, 10 taken, 0 there already, 1 refused
  judged: * (glob)
  head:   * entries, signed (glob)
  $ cat "$K/night.ndjson" | head -n 1 | aasc import k - --json | grep -o '"repeated":1'
  "repeated":1

The files lie under their hashes, the refused rows too:

  $ (cd k/blobs && sha256sum *) | while read hash name; do [ $hash = $name ] || echo "$name is $hash"; done
  $ ls k/blobs | wc -l
  4
  $ grep -l 'no such time of day' k/blobs/* | wc -l
  1

A row that contradicts one on the record and was recorded later is refused, unless it says that it corrects it:

  $ grep '"phenomenon".*"narrative"' "$K/night.ndjson" | grep '"id"' | head -n 1 | sed 's/"narrative": "/&otherwise: /; s/}$/, "recorded_at": "2026-10-20T00:00"}/' >other.ndjson
  $ aasc import k other.ndjson
  aasc: other.ndjson:1: id: id * stands in the record, entry *, with other content; give it an id of its own, or "supersedes": * where it corrects that row (glob)
  k: 1 rows read, 0 taken, 0 there already, 1 refused
  head:   * entries, signed (glob)
  $ aasc import k other.ndjson --strict --quiet >output
  [2]

A label that the mission does not know is refused with its row:

  $ printf '{"id":"l1","time":"2026-10-14T20:00:00Z","phenomenon":"shot","label":"PUBLC"}\n{"id":"l2","time":"2026-10-14T20:00:00Z","phenomenon":"shot","label":"SECRET"}\n' >labels.ndjson
  $ aasc import k labels.ndjson
  aasc: labels.ndjson:1: label: * (glob)
  k: 2 rows read, 1 taken, 0 there already, 1 refused
  * (glob)
  * (glob)

What init refuses:

  $ aasc init k --pact "$K/kalmius.pact" --label PUBLIC
  aasc: k: is there already; a mission is made in a directory of its own
  [5]
  $ aasc init n --pact "$K/kalmius.pact"
  aasc: --label is missing: who may read what comes in without a label; for example --label PUBLIC
  See: aasc init --help
  [2]
  $ aasc init n --label PUBLIC
  aasc: --pact is missing: which agreement is to be watched
  See: aasc init --help
  [2]
  $ aasc init n --pact nowhere.pact --label PUBLIC
  aasc: nowhere.pact: cannot be read: No such file or directory
  [3]
  $ aasc init n --pact "$K/kalmius.pact" --label PUBLIK
  aasc: n.making/mission.pact: label "PUBLIK": * (glob)
  [2]
  $ aasc init n --pact "$K/kalmius.pact" --label PUBLIC --name 'a b'
  aasc: --name: "a b": the name of a log holds no blank and no control character; write it like example.org/kalmius
  [2]
  $ aasc init n --pact "$K/kalmius.pact" --label PUBLIC --roster "$K/kalmius.pact"
  aasc: pacts/roster.json: * (glob)
  [2]
  $ sed 's/prohibits fire/prohibit fire/' "$K/kalmius.pact" >bad.pact; cp -r "$K/geo" .
  $ aasc init n --pact bad.pact --label PUBLIC
  bad.pact:*: prohibit is no statement of a ceasefire term; did you mean prohibits (glob)
  * (glob)
  * (glob)
  [2]
  $ ls -d n* || true
  ls: * (glob)

What an init left that was cut short is taken away:

  $ mkdir -p n.making/keys; echo half >n.making/mission.pact
  $ aasc init n --pact "$K/kalmius.pact" --label PUBLIC
  aasc: n.making: left by an init that was cut short; taken away
  $ ls -d n*
  n

Two agreements in one mission:

  $ aasc init two "$ROOT/examples/minsk/minsk.pact" --pact "$K/kalmius.pact" --label PUBLIC --quiet
  $ grep pact two/mission.pact | tail -n 2
  pact           "pacts/kalmius/kalmius.pact"
  pact           "pacts/minsk/minsk.pact"

No mission, a broken one:

  $ aasc import nowhere "$K/night.ndjson"
  aasc: nowhere: there is no such directory; make a mission: aasc init
  [3]
  $ mkdir empty; aasc import empty "$K/night.ndjson"
  aasc: empty: is no mission: there is no mission.pact in it; make one: aasc init empty
  [3]
  $ aasc import k nowhere.ndjson
  aasc: nowhere.ndjson: cannot be read: No such file or directory
  aasc: nothing could be read: no row of the input was taken
  k: 0 rows read, 0 taken, 0 there already, 0 refused
  head:   * entries, signed (glob)
  [3]
  $ cp -r k broken; sed -i 's/^label .*/label 5/' broken/mission.pact
  $ aasc import broken "$K/night.ndjson"
  broken/mission.pact:5:*: * (glob)
  * (glob)
  * (glob)
  [2]
  $ cp -r k open; chmod 644 open/keys/node.key
  $ aasc import open "$K/night.ndjson"
  aasc: open/keys/node.key: others may read or write it (mode 644), so that it is no secret; make new keys, or if nobody did: chmod 600 open/keys/node.key
  [5]

What mission.pact says is noted when it was edited; an agreement is not edited:

  $ cp -r k edited; sed -i 's/^units .*/units nautical/' edited/mission.pact
  $ aasc observe edited --phenomenon shot --quiet >output
  $ aasc observe edited --phenomenon shot --quiet --source a >output
  $ aasc entry list edited --kind mission --json | grep -c .
  2
  $ aasc entry list edited --kind mission --json | tail -n 1 | grep -c 'units nautical'
  1
  $ sed -i 's/accuracy 50 m/accuracy 60 m/' edited/pacts/kalmius/kalmius.pact
  $ aasc observe edited --phenomenon shot
  aasc: edited/pacts/kalmius/kalmius.pact: is not the text that the record says was agreed; put that one back
  [5]
  $ aasc verdict list edited
  aasc: edited/pacts/kalmius/kalmius.pact: is not the text that the record says was agreed; put that one back
  [5]

A record that is damaged says so, and is not written:

  $ cp -r k damaged; printf 'no database at all' >damaged/record.db
  $ aasc observe damaged --phenomenon shot
  aasc: damaged/record.db is no record of a mission
  [2]
  $ rm damaged/record.db*; aasc verdict list damaged
  aasc: damaged/record.db: No such file or directory
  [3]

A record that is behind the head that was signed is not signed on:

  $ aasc init b --pact "$K/kalmius.pact" --label PUBLIC
  $ cp b/record.db old.db
  $ aasc import b "$K/night.ndjson" --quiet >output
  $ cp old.db b/record.db
  $ aasc import b "$K/night.ndjson"
  aasc: b: the record holds * entries, but a head of * was signed: it was restored from a backup, or entries were taken away. Nothing is signed, so that no two histories of one log are ever told. Put the missing record back; or, where it is lost for good: aasc log reconcile b (glob)
  [5]
