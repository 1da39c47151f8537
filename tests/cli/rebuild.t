A record judged again, from what authors put on it: the same bytes, the same head.

  $ command -v python3 >/dev/null || { echo "python3 is missing"; exit 80; }
  $ K="$ROOT/examples/kalmius"
  $ aasc init k --pact "$K/kalmius.pact" --label PUBLIC --name example.org/kalmius
  $ aasc rebuild k
  k: * entries of authors, * derived from them: the same bytes, the same head; the tables were replaced (glob)
  $ tail -n 40 "$K/night.ndjson" >late.ndjson; head -n 41 "$K/night.ndjson" >early.ndjson
  $ for f in late early; do aasc import k $f.ndjson --quiet >output; done
  $ aasc import k "$K/camera.csv" --map "$K/camera.map" --quiet >output 2>&1
  $ cp k/head/checkpoint head; aasc verdict list k --json >before; aasc verdict list k --superseded >before2; wc -l <before
  [1-9][0-9]* (re)
  $ cp -r k damaged
  $ aasc rebuild k
  k: * entries of authors, * derived from them: the same bytes, the same head; the tables were replaced (glob)
  $ aasc fsck k --quiet && aasc log verify k | head -n 1
  verified: a record, every entry of it
  $ aasc verdict list k --json | cmp before - ; aasc verdict list k --superseded | cmp before2 -; cmp head k/head/checkpoint
  $ ls -d k/rebuild* 2>/dev/null
  [2]
  $ aasc import k "$K/night.ndjson" | head -n 1
  k: 81 rows read, 0 taken, 81 there already, 0 refused

Tables that were damaged are put right:

  $ write() { python3 -c 'import sqlite3, sys; db = sqlite3.connect(sys.argv[1] + "/record.db"); db.executescript(sys.argv[2]); db.commit()' "$@"; }
  $ write damaged "DELETE FROM card_key; UPDATE derived SET severity = 9; DELETE FROM derived_input;"
  $ aasc fsck damaged >output; [ $? = 1 ] && echo found
  found
  $ aasc rebuild damaged
  damaged: * entries of authors, * derived from them: the same bytes, the same head; the tables were replaced (glob)
  $ aasc fsck damaged --quiet
  $ aasc verdict list damaged --json | cmp before -

Where the engine says something else now, it is told, and nothing is changed. Here the settings were:

  $ cp -r k other; sed -i 's/gap 360 min/gap 5 min/' other/mission.pact; cp other/record.db was.db
  $ aasc rebuild other >output; echo $?
  aasc: other: * derived entries are the same, then one differs; nothing was changed (glob)
  1
  $ cut -c 1-30 output
  differs: entry * (glob)
  then: {"author":"* (glob)
  now: * (glob)
  $ aasc verdict list other --json | cmp before -

An entry of another engine is kept, and the difference of the engines is said:

  $ grep -o '"engine":"aasc [0-9.]*"' before | sort -u | wc -l
  1

Hostile: no mission, a broken record, one that another program holds, one that is behind, a disk that cannot be written:

  $ aasc rebuild nowhere
  aasc: nowhere: there is no such directory; make a mission: aasc init
  [3]
  $ cp -r k bad; truncate -s 20000 bad/record.db; aasc rebuild bad 2>&1 | head -n 1
  aasc: bad/record.db* (glob)
  $ cp -r k gone; write gone "UPDATE entry SET bytes = NULL, salt = NULL WHERE seq = 20"; aasc rebuild gone
  gone: * entries of authors, * derived from them: the same bytes, the same head; the tables were replaced (glob)
  gone: 1 of the entries were erased; * derived ones that rest on them were kept as they are, unproven (glob)
  $ mkdir k/rebuild.making; echo half >k/rebuild.making/record.db; aasc rebuild k --quiet; ls -d k/rebuild* 2>/dev/null
  [2]
  $ python3 -c 'import fcntl, subprocess; f = open("k/record.lock", "r+"); f.write("1 import\n"); f.flush(); fcntl.flock(f, fcntl.LOCK_EX); print(subprocess.run(["aasc", "rebuild", "k"], capture_output=True, text=True).stderr, end="")'
  aasc: k/record.db is held by process 1 import; one program writes at a time: wait for it, or read

Replay: the record as it came, up to any time or size.

  $ aasc replay k --as-of 10 | awk '{ print $2 }' | sort | uniq -c | sed 's/^ *//' | grep -v verdict
  3 key
  1 mission
  1 pact
  $ aasc replay k | awk '$2 == "verdict"' | head -n 1
  20*  verdict  *  * (glob)
  $ aasc replay k --json | wc -l | tr -d ' '
  [1-9][0-9]* (re)
  $ aasc replay k --json | head -n 60 >a; aasc replay k --json --as-of 60 | cmp a -
  $ aasc replay k --as-of 1999-01-01
  $ aasc replay k --as-of yesterday
  aasc: --as-of: * (glob)
  [2]
  $ aasc replay k | grep -c 'in place of' | grep -v '^0$'
  [1-9][0-9]* (re)
  $ aasc replay nowhere
  aasc: nowhere: there is no such directory; make a mission: aasc init
  [3]
