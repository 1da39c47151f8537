A new version of an agreement: in force from a time on, judged by from then on, known from when it came.

  $ command -v python3 >/dev/null || { echo "python3 is missing"; exit 80; }
  $ K="$ROOT/examples/kalmius"; FROM=2026-10-14T21:00:00Z; cp -r "$K/geo" .
  $ aasc init k --pact "$K/kalmius.pact" --label PUBLIC --name example.org/kalmius
  $ aasc import k "$K/night.ndjson" --quiet >output; aasc import k "$K/camera.csv" --map "$K/camera.map" --quiet >output 2>&1
  $ cp -r k before; aasc verdict list k --json >old.json; size=$(sed -n 2p k/head/checkpoint); cp k/head/checkpoint old.head
  $ sed 's/distance heavy 15 km/distance heavy 25 km/; s/term art.6 line/term art.6a line/' "$K/kalmius.pact" >v2.pact

  $ aasc pact adopt k v2.pact --from $FROM
  kalmius: version 2 is in force from 2026-10-14T21:00:00Z on
  entry * (glob)
  judged: * entries in place of others or new: * violations, * (glob)
  $ ls k/pacts
  kalmius
  kalmius@2
  $ cmp v2.pact k/pacts/kalmius@2/v2.pact; cmp geo/kalmius.geojson k/pacts/kalmius@2/geo/kalmius.geojson
  $ aasc entry list k --kind pact --json | tail -n 1 | grep -o '"from":[^,]*\|"of":[^,]*\|"version":[0-9]*'
  "from":"2026-10-14T21:00:00Z"
  "of":"pacts/kalmius/kalmius.pact"
  "version":2

What happened before keeps its text and its very entries; what happened later has the other text, and every verdict's receipt names its own:

  $ hash() { aasc pact json "$1" | sha256sum | cut -c 1-64; }; h1=$(hash "$K/kalmius.pact"); h2=$(hash v2.pact)
  $ cat >cut.py <<'END'
  > import datetime, json, re, sys
  > def at(text): return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()
  > for line in open(sys.argv[1]):
  >     ends = [at(t) for t in json.loads(line).get("time", "9999-01-01T00:00:00Z").split("/")]
  >     if (sum((ends * 2)[:2]) / 2 >= at(sys.argv[3])) == (sys.argv[2] == "after"): print(line, end="")
  > END
  $ before() { python3 cut.py "$1" before $FROM | sort; }; after() { python3 cut.py "$1" after $FROM | sort; }
  $ aasc verdict list k --json >new.json
  [1]
  $ before old.json >a; before new.json | cmp a - && wc -l <a
  [1-9][0-9]* (re)
  $ before new.json | grep -c $h2
  0
  [1]
  $ after new.json | grep -c $h1
  0
  [1]
  $ after new.json | grep -c $h2
  [1-9][0-9]* (re)
  $ aasc verdict list k --term art.6 --from 2026-10-14T21:01:00Z; aasc verdict list k --term art.6a --to 2026-10-14T20:59:00Z
  no verdict
  no verdict

It is what judging everything by each text says, cut at that instant:

  $ bare() { sed 's/,"receipt":{[^}]*}//' | sort; }
  $ for v in "$K/kalmius.pact" v2.pact; do aasc judge "$v" "$K/night.ndjson" --json >judged.$(basename $v) 2>output; done; wc -l <judged.v2.pact
  [1-9][0-9]* (re)
  $ aasc init n --pact "$K/kalmius.pact" --label PUBLIC --quiet; aasc import n "$K/night.ndjson" --quiet >output; aasc pact adopt n v2.pact --from $FROM --quiet
  $ { before judged.kalmius.pact; after judged.v2.pact; } | grep '"kind":"verdict"' | grep '"verdict":"[vi]' | bare >both
  $ aasc verdict list n --json | bare | diff both - && wc -l <both
  [1-9][0-9]* (re)

A report of an earlier act that comes late is judged by the text of its time:

  $ printf '{"id":"late-1","source":"p9","time":"2026-10-14T20:59:59Z","phenomenon":"crossing","count":3,"party":"south","place":{"sigma_m":10,"track":[["2026-10-14T20:58:00Z",46.1,70.1],["2026-10-14T20:59:59Z",46.3,70.1]]}}\n' >late.ndjson
  $ aasc import k late.ndjson --quiet >output; aasc verdict list k --json | grep '"late-1"' | grep -o '"term":"art.6[^"]*"\|"pact":"sha256:[0-9a-f]*"' | sed "s/$h1/the first/"
  "pact":"sha256:the first"
  "term":"art.6"

The record is whole, gives the same bytes again, and goes into a backup with its texts:

  $ aasc fsck k; aasc rebuild k; aasc backup k copy --quiet && ls copy/pacts
  k: * nothing is wrong (glob)
  k: * the same bytes, the same head; the tables were replaced (glob)
  kalmius
  kalmius@2
  $ aasc verdict list k --json --as-of $size | cmp old.json -
  $ aasc verdict list k --all --json --as-of $size | grep -c $h2
  0
  [1]
  $ aasc verdict list k --all --json | grep -o '"pact":"[^"]*"' | sort -u | wc -l
  2

A report names the texts of its period; one of the old checkpoint is what it was:

  $ aasc report daily k --for PUBLIC --period 2026-10-15 --out r >output 2>&1; grep -o '"pact":"[0-9a-f]*"\|"until":"[^"]*"' r/*.json | sed "s/$h1/first/; s/$h2/second/"
  "pact":"second"
  "pact":"first"
  "until":"2026-10-14T21:00:00Z"
  $ for m in k before; do aasc report daily $m --for PUBLIC --period 2026-10-15 --as-of $size --out r.$m >output 2>&1; done; cmp r.k/*.json r.before/*.json

Once more changes nothing, and says so; a version that comes later takes over what was to come:

  $ cp k/head/checkpoint head; aasc pact adopt k v2.pact --from $FROM
  kalmius: this text is in force from then on already; nothing was done
  $ aasc pact adopt k v2.pact --from 2026-10-15T12:00
  kalmius: this text is in force from then on already; nothing was done
  $ cmp head k/head/checkpoint
  $ aasc pact adopt k "$K/kalmius.pact" --from 2026-10-14T02:00 --quiet; aasc fsck k --quiet; aasc rebuild k --quiet; ls k/pacts
  kalmius
  kalmius@2
  kalmius@3
  $ aasc verdict list k --json | grep -v late-1 | sort | cmp - <(sort old.json)
  $ aasc verdict list k --json | grep -c $h2
  0
  [1]

A text that only changed its title is another text: what it covers is said anew, in its name.

  $ cp -r before t; sed 's/Kalmius Valley"/Kalmius Valley, as amended"/' "$K/kalmius.pact" >title.pact
  $ aasc pact adopt t title.pact --from $FROM --quiet; aasc verdict list t --json >title.json
  [1]
  $ sed "s/$(hash title.pact)/$h1/" title.json | sort | cmp - <(sort old.json); grep -c "$(hash title.pact)" title.json
  [1-9][0-9]* (re)

Two agreements: which one it is a version of, its id says.

  $ aasc init two "$ROOT/examples/minsk/minsk.pact" --pact "$K/kalmius.pact" --label PUBLIC --quiet
  $ aasc pact adopt two v2.pact --from $FROM --quiet; ls two/pacts; aasc fsck two --quiet
  kalmius
  kalmius@2
  minsk
  $ sed 's/agreement kalmius/agreement seversk/' v2.pact >other.pact; aasc pact adopt two other.pact --from $FROM
  aasc: other.pact: the mission watches no agreement "seversk"; it watches "kalmius" and others. A version keeps the agreement's id; another agreement needs a mission of its own
  [2]
  $ sed 's/agreement kalmius/agreement minsk/; s/timezone "[^"]*"/timezone "Europe\/Kyiv"/' v2.pact >moved.pact; aasc pact adopt k moved.pact --from $FROM
  aasc: moved.pact: the mission watches no agreement "minsk"; it watches "kalmius". A version keeps the agreement's id; another agreement needs a mission of its own
  [2]

What is refused, and changes nothing:

  $ cp k/head/checkpoint head
  $ aasc pact adopt k v2.pact
  aasc: --from is missing: from when on the version is in force
  See: aasc pact adopt --help
  [2]
  $ aasc pact adopt k v2.pact --from soon
  aasc: --from: * (glob)
  [2]
  $ aasc pact adopt k nowhere.pact --from $FROM
  aasc: nowhere.pact: cannot be read: No such file or directory
  [3]
  $ aasc pact adopt nowhere v2.pact --from $FROM
  aasc: nowhere: there is no such directory; make a mission: aasc init
  [3]
  $ sed 's/prohibits fire/prohibit fire/' v2.pact >bad.pact; aasc pact adopt k bad.pact --from $FROM 2>&1 | head -n 1
  bad.pact:*: prohibit is no statement of a ceasefire term; did you mean prohibits (glob)
  $ sed 's/Asia.Qyzylorda/Asia\/Almaty/' v2.pact >zone.pact; aasc pact adopt k zone.pact --from $FROM
  aasc: zone.pact: its time zone is Asia/Almaty, and that of the mission's "kalmius" is Asia/Qyzylorda: a version cannot move the times that stand on the record
  [5]
  $ cmp head k/head/checkpoint; ls k/pacts | wc -l
  3

A text in pacts/ that is changed afterwards is found, and not judged by:

  $ cp -r before c; aasc pact adopt c v2.pact --from $FROM --quiet; sed -i 's/accuracy 50 m/accuracy 60 m/' c/pacts/kalmius@2/v2.pact
  $ aasc fsck c 2>&1 | head -n 1
  c/pacts/kalmius@2/v2.pact: was changed: its hash is not the one in entry * (glob)
  $ aasc verdict list c
  aasc: c/pacts/kalmius@2/v2.pact: is not the text that the record says was agreed; put that one back
  [5]

What an adoption left that was cut short is taken away by the next who writes:

  $ cp -r before d; mkdir d/pacts/kalmius@2 d/pacts/kalmius@2.making; echo half >d/pacts/kalmius@2/v2.pact; cp -r d/pacts/kalmius@2 d/pacts/kalmius@2.making/
  $ aasc verdict list d --json | cmp - old.json; aasc fsck d 2>&1 | grep -c 'no entry of the record names it'
  2
  $ aasc pact adopt d v2.pact --from $FROM 2>&1 | head -n 3
  aasc: d/pacts/kalmius@2: left by an adoption that was cut short; taken away
  aasc: d/pacts/kalmius@2.making: left by an adoption that was cut short; taken away
  kalmius: version 2 is in force from 2026-10-14T21:00:00Z on
  $ aasc fsck d --quiet
