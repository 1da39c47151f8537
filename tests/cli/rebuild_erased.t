A rebuild goes on past what was erased: its leaf stays, what rests on it is kept byte for byte, all else comes out the same.

  $ command -v python3 >/dev/null || { echo "python3 is missing"; exit 80; }
  $ K="$ROOT/examples/kalmius"
  $ aasc init k --pact "$K/kalmius.pact" --label PUBLIC --name example.org/kalmius
  $ tail -n 40 "$K/night.ndjson" >late.ndjson; head -n 41 "$K/night.ndjson" >early.ndjson
  $ for f in late early; do aasc import k $f.ndjson --quiet >output; done
  $ entry() { aasc entry list $1 --json --kind observation | grep "\"id\":\"$2\"" | head -n 1 | sed 's/.*"id":"\([0-9a-f]\{8\}-[0-9a-f-]\{27\}\)","kind":"obs.*/\1/'; }
  $ erase() { for row in "${@:2}"; do aasc entry erase $1 $(entry $1 $row) --note "asked for it" --keep-file >output || cat output; done; }
  $ entries() { python3 -c 'import sqlite3, sys; [print(*row) for row in sqlite3.connect(sys.argv[1] + "/record.db").execute("SELECT seq, hex(bytes), hex(salt), hex(commitment), superseded_by FROM entry ORDER BY seq")]' "$1"; }
  $ check() {
  >   rm -rf x; cp -r k x; erase x "$@"
  >   cp x/head/checkpoint head; entries x >before; aasc verdict list x --json --superseded >listed
  >   aasc rebuild x || return
  >   cmp head x/head/checkpoint && entries x | cmp before - && aasc verdict list x --json --superseded | cmp listed -
  >   aasc fsck x --quiet && aasc log verify x | head -n 1
  > }

A row that is alone, one of an event of two, one of an incident of several, a sensor, and all of them:

  $ check u3-02
  x: 89 entries of authors, * derived from them: the same bytes, the same head; the tables were replaced (glob)
  x: 1 of the entries were erased; 3 derived ones that rest on them were kept as they are, unproven
  verified: a record, * (glob)
  $ check p1-01
  x: 89 entries of authors, * derived from them: the same bytes, the same head; the tables were replaced (glob)
  x: 1 of the entries were erased; 4 derived ones that rest on them were kept as they are, unproven
  verified: a record, * (glob)
  $ check ac-01
  x: 89 entries of authors, * derived from them: the same bytes, the same head; the tables were replaced (glob)
  x: 1 of the entries were erased; 4 derived ones that rest on them were kept as they are, unproven
  verified: a record, * (glob)
  $ check acoustic-1
  x: 89 entries of authors, * derived from them: the same bytes, the same head; the tables were replaced (glob)
  x: 1 of the entries were erased; 5 derived ones that rest on them were kept as they are, unproven
  verified: a record, * (glob)
  $ check u3-02 p1-01 ac-01 acoustic-1
  x: 92 entries of authors, * derived from them: the same bytes, the same head; the tables were replaced (glob)
  x: 4 of the entries were erased; 12 derived ones that rest on them were kept as they are, unproven
  verified: a record, * (glob)

What comes after the erasure is judged without the row, and comes out the same; damaged tables are put right:

  $ aasc import x "$K/camera.csv" --map "$K/camera.map" --quiet >output 2>&1
  $ echo '{"id":"again","source":"patrol-9","time":"2026-10-14T20:12:41Z","place":{"lat":46.1796,"lon":70.12,"sigma_m":300},"phenomenon":"explosion"}' | aasc import x - --quiet >output
  $ aasc verdict list x --json --superseded >listed
  [1]
  $ aasc rebuild x | tail -n 1
  x: 4 of the entries were erased; [1-9]* derived ones that rest on them were kept as they are, unproven (glob)
  $ write() { python3 -c 'import sqlite3, sys; db = sqlite3.connect(sys.argv[1] + "/record.db"); db.executescript(sys.argv[2]); db.commit()' "$@"; }
  $ write x "DELETE FROM card_key; DELETE FROM derived_input;"; aasc rebuild x --quiet; aasc fsck x --quiet
  $ aasc verdict list x --json --superseded | cmp listed -

What rests on it is marked, the verdict, its incident and its duty, and nothing else; no reader is told by the mark of what he may not see:

  $ check ac-01 >output; row=$(entry k ac-01)
  $ aasc verdict list x | grep -c 'inputs erased'
  [1-9]* (glob)
  $ aasc incident list x | grep -c 'verdicts*, inputs erased'
  1
  $ aasc incident list x | grep -vc 'inputs erased'
  [1-9]* (glob)
  $ incident=$(aasc incident list x | grep 'inputs erased' | grep -o '[0-9a-f-]\{36\}$'); aasc entry show x $incident | grep erased
  inputs erased: what it rests on cannot be read again
  $ for duty in $(aasc entry list x --json --kind duty | sed 's/.*"id":"\([^"]*\)","in.*/\1/'); do aasc entry show x $duty; done | grep -c '^inputs erased'
  [1-9]* (glob)
  $ aasc verdict list x --json --as PUBLIC 2>/dev/null | grep -c inputs_erased
  0
  [1]

A byte that was changed is found, in what is kept as in what is said again:

  $ cat >change.py <<'PY'
  > import sqlite3, sys
  > db = sqlite3.connect(sys.argv[1] + "/record.db")
  > rests = sys.argv[2] == "kept"
  > for seq, text in db.execute("SELECT seq, bytes FROM entry WHERE kind = (SELECT kind FROM derived WHERE term IS NOT NULL LIMIT 1) ORDER BY seq").fetchall():
  >     if (sys.argv[3].encode() in text) == rests and b"p 1.0000" in text:
  >         db.execute("UPDATE entry SET bytes = ? WHERE seq = ?", (text.replace(b"p 1.0000", b"p 1.0001"), seq))
  >         break
  > db.commit()
  > PY
  $ for which in kept said; do rm -rf y; cp -r x y; python3 change.py y $which $row; resum y/record.db; aasc rebuild y >output; echo $?; cut -c 1-20 output; done
  aasc: y: * derived entries are the same, then one differs; nothing was changed (glob)
  1
  differs: entry * (glob)
  then: {"author":"* (glob)
  now:  * (glob)
  aasc: y: * derived entries are the same, then one differs; nothing was changed (glob)
  1
  differs: entry * (glob)
  then: {"author":"* (glob)
  now:  * (glob)

So is what the engine says otherwise now, of rows that have nothing to do with the erased one; here the settings were changed:

  $ rm -rf y; cp -r x y; sed -i 's/gap 360 min/gap 5 min/' y/mission.pact; aasc rebuild y >output; echo $?
  aasc: y: * derived entries are the same, then one differs; nothing was changed (glob)
  1
