Whatever is changed in a mission's directory is named.

  $ command -v python3 >/dev/null || { echo "python3 is missing"; exit 80; }
  $ K="$ROOT/examples/kalmius"
  $ aasc init k --pact "$K/kalmius.pact" --label PUBLIC --name example.org/kalmius
  $ aasc import k "$K/night.ndjson" --quiet >output
  $ aasc import k "$K/camera.csv" --map "$K/camera.map" --quiet >output 2>&1
  $ aasc fsck k
  k: * entries, 12 files: nothing is wrong (glob)
  $ aasc fsck k --quiet

One byte, at many places of every file:

  $ for file in $(cd k && find . -type f ! -name 'record.*' | sed 's,^\./,,' | sort); do python3 "$ROOT/tests/cli/data/flip.py" k $file 6; done | sed 's/[0-9a-f]\{64\}/HASH/'
  blobs/HASH: every change was reported
  blobs/HASH: every change was reported
  blobs/HASH: every change was reported
  head/checkpoint: every change was reported
  keys/desk.key: every change was reported
  keys/engine.key: every change was reported
  keys/node.key: every change was reported
  keys/secret: every change was reported
  mission.pact: every change was reported
  pacts/kalmius/geo/kalmius.geojson: every change was reported
  pacts/kalmius/kalmius.pact: every change was reported

And of the record. A byte may be none of any row (the rest of a page behind its rows, counters of
the file's header): then nothing is reported, and no row of any table says anything else.

  $ python3 "$ROOT/tests/cli/data/flip.py" k record.db 90
  record.db: every change was reported
  $ aasc fsck k --quiet

What is gone, what does not belong here, who may read what:

  $ broken() { rm -rf bad && cp -a k bad && (cd bad && eval "$1") && aasc fsck bad; }
  $ broken 'rm keys/engine.key'
  bad/keys/engine.key: is missing
  bad: * 1 fault (glob)
  [1]
  $ broken 'chmod 640 keys/node.key'
  bad/keys/node.key: others may read or write it (mode 640), so that it is no secret; make new keys, or if nobody did: chmod 600 bad/keys/node.key
  bad: * 1 fault (glob)
  [1]
  $ broken 'cp keys/desk.key keys/node.key'
  bad/keys/node.key: is not the key of the log that the record states
  bad: * 1 fault (glob)
  [1]
  $ broken 'rm head/checkpoint'
  bad/head/checkpoint: is missing: what was signed last is not known
  bad: * 1 fault (glob)
  [1]
  $ broken 'rm -r head'
  bad/head: is missing: what was signed last is not known
  bad: * 1 fault (glob)
  [1]
  $ broken 'echo mine >head/mine'
  bad/head/mine: does not belong here
  bad: * 1 fault (glob)
  [1]
  $ broken 'rm blobs/$(ls blobs | head -n 1)'
  bad/blobs/*: is missing: the entries * came from it (glob)
  bad: * 1 fault (glob)
  [1]
  $ broken 'echo mine >blobs/mine'
  bad/blobs/mine: does not belong here: files are named by the SHA-256 of their bytes
  bad: * 1 fault (glob)
  [1]
  $ broken 'rm pacts/kalmius/geo/kalmius.geojson; echo x >pacts/more'
  bad/pacts/kalmius/geo/kalmius.geojson: * (glob)
  bad/pacts/more: no entry of the record names it
  bad: * 2 faults (glob)
  [1]
  $ broken 'sed -i s/metric/nautical/ mission.pact'
  bad/mission.pact: was changed: it is not the text of entry * (glob)
  bad: * 1 fault (glob)
  [1]
  $ broken 'rm mission.pact' | head -n 1
  bad/mission.pact: * (glob)
  $ broken 'rm record.db*'
  bad/record.db: No such file or directory
  bad: * (glob)
  [1]
  $ broken 'truncate -s 30000 record.db' | head -n 1
  bad/record.db* (glob)
  $ broken 'echo nothing >record.db' | head -n 1
  bad/record.db* (glob)

A record that somebody wrote into with SQLite's own tools:

  $ written() { rm -rf bad && cp -a k bad && python3 -c 'import sqlite3, sys; db = sqlite3.connect("bad/record.db"); db.execute(sys.argv[1]); db.commit()' "$1" && aasc fsck bad | grep -c ' page [0-9]* (bytes [0-9]* to [0-9]*) was changed$' >pages; resum bad/record.db && aasc fsck bad; }
  $ written "UPDATE entry SET bytes = CAST(replace(CAST(bytes AS TEXT), '2026', '2025') AS BLOB) WHERE seq = 30" | grep -c '30'
  1
  $ grep -c '^[1-9]' pages
  1
  $ written "DELETE FROM entry WHERE seq = (SELECT max(seq) FROM entry)" >output; [ $? = 1 ] && echo found
  found
  $ written "UPDATE derived SET severity = 9" >output; [ $? = 1 ] && grep -c derived output
  [1-9][0-9]* (re)
  $ written "DELETE FROM card_key WHERE seq = 20" >output; [ $? = 1 ] && echo found
  found

One byte anywhere, and what is on its page is served no more:

  $ cp -a k torn; python3 -c 'f = open("torn/record.db", "r+b"); f.seek(-100, 2); c = f.read(1); f.seek(-1, 1); f.write(bytes([c[0] ^ 1]))'
  $ aasc fsck torn | head -n 1
  torn/record.db: page * (bytes * to *) was changed (glob)
  $ aasc replay torn --json >output
  aasc: torn/record.db is damaged: a page has another sum than it was written with; aasc fsck names what
  [2]

What was erased is missing for a reason; that the record knows of it is checked:

  $ cp -r k e; id=$(aasc log show e --json --last 1000 | grep -o '"id":"[^"]*","kind":"observation"' | tail -n 1 | cut -d'"' -f4)
  $ aasc entry erase e $id --note "asked for" >output
  $ aasc fsck e --quiet && aasc log verify e | grep erased
  1 of them were erased: * (glob)
  $ aasc log prove e $id
  aasc: the entry's bytes were erased; --commitment proves that it is in the log
  [3]
  $ aasc log prove e $id --commitment | head -n 1
  c2sp.org/tlog-proof@v1
  $ aasc rebuild e
  e: * entries of authors, * derived from them: the same bytes, the same head; the tables were replaced (glob)
  e: 1 of the entries were erased; * derived ones that rest on them were kept as they are, unproven (glob)
  $ aasc fsck e --quiet
  $ echo "entry 019a3c54-6d80-7000-8000-0123456789ab" >>e/head/erased; aasc fsck e
  e/head/erased:*: no entry of the record erased it (glob)
  e: * 1 fault (glob)
  [1]
  $ echo nothing >>e/head/erased; aasc fsck e | grep 'no line'
  e/head/erased:*: is no line of such a file (glob)

An older record beside a newer head, and no mission at all:

  $ aasc init q --pact "$K/kalmius.pact" --label PUBLIC --name example.org/kalmius; cp q/record.db old.db
  $ aasc import q "$K/night.ndjson" --quiet >output; cp old.db q/record.db; aasc fsck q
  q/head/checkpoint: a head of * entries was signed, and the record holds 10: some were taken away, or it was restored from a backup (glob)
  q: 10 entries, * files: * fault* (glob)
  [1]
  $ aasc fsck nowhere
  aasc: nowhere: there is no such directory
  [3]
  $ mkdir empty; aasc fsck empty
  aasc: empty: is no mission: there is neither mission.pact nor record.db in it
  [3]
  $ chmod -R a-w k; aasc fsck k --quiet; chmod -R u+w k
