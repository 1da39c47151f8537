The log of a mission: shown, verified, proved, exported; verified again by a program that shares nothing with the store.

  $ K="$ROOT/examples/kalmius"
  $ aasc init k --pact "$K/kalmius.pact" --label PUBLIC --name example.org/kalmius
  $ aasc import k "$K/night.ndjson" --quiet >output
  $ aasc log keys k --role log >k.vkey
  $ cat k.vkey
  example.org/kalmius\+[0-9a-f]{8}\+A.* (re)
  $ aasc log keys k | grep '^#'
  # log
  # engine
  # desk
  $ aasc log keys k --role witness
  aasc: --role witness: the record states no key of that role
  [3]

What it shows: the head, the newest entries without their bytes, and no claim beyond what the signatures allow:

  $ aasc log show k --last 2 >shown; grep -c '^  20' shown; grep -v '^  20' shown
  2
  log      example.org/kalmius
  size     [0-9]* (glob)
  root     * (glob)
  signed   by example.org/kalmius (key ????????) (glob)
  at       20* (glob)
  No trusted cosigner has signed this checkpoint: the log is tamper-evident to holders of an earlier checkpoint, and nothing more.
  newest entries:
  $ aasc log show k --json --last 1000 | grep -c 'narrative\|phenomenon'
  0
  [1]
  $ aasc log show k --json --last 1000 | grep -o '"kind":"[a-z]*"' | sort | uniq -c | sed 's/^ *//' | grep 'key\|mission\|observation\|pact\|import'
  1 "kind":"import"
  3 "kind":"key"
  1 "kind":"mission"
  [0-9]* "kind":"observation" (glob)
  1 "kind":"pact"
  $ aasc log show k --last -1
  aasc: --last -1: write a number from 0 to 10000
  See: aasc log show --help
  [2]

The record verifies, with a key that one holds and with its own:

  $ aasc log verify k --key k.vkey
  verified: a record, every entry of it
  log      example.org/kalmius
  size     [0-9]* (glob)
  root     * (glob)
  signed   by example.org/kalmius (key ????????) (glob)
  author   desk: 87 entries
  author   engine: * entries (glob)
  * entries give their leaves; 5 batches are signed by their authors; 1 tile gives the root that the log's key signed; 2 signed heads are of this one history. (glob)
  No trusted cosigner has signed this checkpoint: the log is tamper-evident to holders of an earlier checkpoint, and nothing more.
  $ aasc log verify k | tail -n 2 | head -n 1
  The log's key is the one that the record itself states: compare it with the one that you hold.
  $ aasc log verify k --key "$ROOT/tests/cli/data/log/made.vkey"
  aasc: not verified: checkpoint: * (glob)
  [1]
  $ aasc log verify k --key nonsense
  aasc: --key: nonsense: cannot be read: No such file or directory
  [3]
  $ aasc log verify nowhere --key k.vkey
  aasc: nowhere: there is no such file or directory
  [3]

Exported, it is a log like any other; exported again, what is there stays as it is:

  $ aasc log export k public
  public: * entries; 2 tiles and bundles written, 0 there already (glob)
  $ (cd public && find . -type f | sort)
  ./checkpoint
  ./tile/0/000.p/* (glob)
  ./tile/entries/000.p/* (glob)
  $ aasc-verify k.vkey public | head -n 3
  verified: a log, every entry of it
  log      example.org/kalmius
  size     [0-9]* (glob)
  $ aasc log verify public --key k.vkey | head -n 1
  verified: a log, every entry of it
  $ aasc log verify public
  aasc: --key is missing: the log's public key, as aasc log keys prints it
  See: aasc log verify --help
  [2]
  $ cmp public/checkpoint k/head/checkpoint
  $ aasc import k "$K/camera.csv" --map "$K/camera.map" --quiet >output 2>&1
  $ aasc log export k public
  public: * entries; 2 tiles and bundles written, 0 there already (glob)
  $ aasc log export k public
  public: * entries; 0 tiles and bundles written, 2 there already (glob)
  $ aasc-verify k.vkey public | grep smaller
  2 partial tiles and bundles of smaller sizes agree with them.
  $ aasc-verify k.vkey public >output && echo verified
  verified
  $ grep -c phenomenon -r public | grep -v ':0$'
  [1]

An export goes nowhere where something else is, or another history, or one that is ahead:

  $ mkdir other && touch other/mine
  $ aasc log export k other
  aasc: other: is there and holds no export of this log; name a new directory
  [5]
  $ aasc log export k no/such/parent
  aasc: no/such/parent: cannot be made: No such file or directory
  [3]
  $ aasc init k2 --pact "$K/kalmius.pact" --label PUBLIC --name example.org/kalmius
  $ aasc log export k2 public
  aasc: public/checkpoint: * (glob)
  [5]
  $ cp -r public ahead && cp -r k old && cp -r k/head old-head
  $ aasc import k "$K/night.ndjson" "$ROOT/tests/cli/data/observations.ndjson" --quiet >output 2>&1
  $ aasc log export k ahead | tail -n 1
  ahead: * (glob)
  $ aasc log verify old --key k.vkey | head -n 1
  verified: a record, every entry of it
  $ older=$(cd public/tile/entries/000.p && ls | sort -n | head -n 1)
  $ file=public/tile/entries/000.p/$older; was=$(od -An -tu1 -j40 -N1 $file)
  $ printf "\\$(printf %o $((255 - was)))" | dd of=$file bs=1 seek=40 conv=notrunc status=none
  $ aasc-verify k.vkey public
  aasc-verify: not verified: tile/entries/000.p/*: it contradicts the tile of the checkpoint's size (glob)
  [1]

Every entry has its evidence, which stands alone:

  $ entries() { aasc log show "$1" --json --last 1000 | grep -o '"id":"[^"]*"' | cut -d'"' -f4; }
  $ n=0; for id in $(entries k); do aasc log prove k $id >one.tlog-proof && aasc-verify k.vkey one.tlog-proof >output && n=$((n + 1)); done; [ $n -gt 130 ] && [ $n = $(entries k | wc -l) ] && echo all
  all
  $ id=$(entries k | tail -n 20 | head -n 1)
  $ aasc log prove k $id --out e.tlog-proof
  $ aasc-verify k.vkey e.tlog-proof | sed -n '1p;8p'
  verified: an entry is in the log
  The author's key signed exactly these * bytes, as entry * (from 0) of a batch of * entries; the log's key signed a tree that holds them. (glob)
  $ aasc log verify e.tlog-proof --key k.vkey | head -n 1
  verified: an entry is in the log
  $ aasc log prove k $id --out e.tlog-proof
  aasc: e.tlog-proof: * (glob)
  [5]
  $ aasc log prove k $id --commitment --out c.tlog-proof; grep -c "$(grep '^extra' e.tlog-proof | cut -c 1-60)" c.tlog-proof
  0
  [1]
  $ aasc-verify k.vkey c.tlog-proof | head -n 1
  verified: a commitment is in the log
  $ sed 's/^index .*/index 3/' e.tlog-proof >moved.tlog-proof
  $ aasc-verify k.vkey moved.tlog-proof
  aasc-verify: not verified: * (glob)
  [1]
  $ aasc log verify moved.tlog-proof --key k.vkey
  aasc: not verified: * (glob)
  [1]
  $ aasc log prove k 019a3c54-6d80-7000-8000-0123456789ab
  aasc: 019a3c54-6d80-7000-8000-0123456789ab: there is no such entry
  [3]
  $ aasc log prove k first
  aasc: first: is no id of an entry; ids look like 019a3c54-6d80-7000-8000-0123456789ab
  [2]
  $ aasc log prove nowhere $id
  aasc: nowhere: there is no such directory; make a mission: aasc init
  [3]

A reader needs the right to see the log; what they may not read cannot be told from what is not there:

  $ aasc log show k --as nobody
  aasc: --as: "nobody" is no member of mission; known are mission
  [2]
  $ cat >roster.json <<'EOF'
  > {"schema": "aasc/roster/1", "version": 1,
  >  "policy": {"id": "aasc", "members": ["est", "lva"], "everybody": [["est", "lva"]], "audience": ["est", "lva"]},
  >  "clearances": [{"member": "est", "level": "RESTRICTED", "rights": ["see", "log"]}, {"member": "lva", "level": "SECRET", "rights": ["see"]}]}
  > EOF
  $ aasc init r --pact "$K/kalmius.pact" --label RESTRICTED --roster roster.json --name example.org/r
  $ printf '{"id":"s1","time":"2026-10-14T20:00:00Z","phenomenon":"shot","label":"SECRET"}\n' | aasc import r - --quiet >output
  $ aasc log show r --as lva
  aasc: the log's own surface tells how many entries there are and when; the roster gives this reader no right to it (log)
  [5]
  $ for command in verify keys "export r.out"; do set -- $command; aasc log $1 r $2 --as lva 2>&1 | cut -c 1-45; done
  aasc: the log's own surface tells how many en
  aasc: the log's own surface tells how many en
  aasc: the log's own surface tells how many en
  $ [ -e r.out ] || echo none
  none
  $ aasc log show r --as est --json --last 100 | grep -c SECRET
  0
  [1]
  $ secret=$(aasc log show r --json --last 100 | grep -o '"id":"[^"]*","kind":"observation"' | cut -d'"' -f4)
  $ aasc log prove r $secret --as est
  aasc: *: there is no such entry (glob)
  [3]
  $ aasc log prove r 019a3c54-6d80-7000-8000-0123456789ab --as est
  aasc: *: there is no such entry (glob)
  [3]
  $ aasc log prove r $secret | grep -c tlog-proof
  1

A record that was changed, cut short, or has no file:

  $ changed() { rm -rf bad && cp -r old bad && python3 - "$@" <<'EOF'
  > import sqlite3, sys
  > db = sqlite3.connect("bad/record.db"); db.execute(sys.argv[1]); db.commit(); db.close()
  > EOF
  > resum bad/record.db; aasc log verify bad --key k.vkey; }
  $ command -v python3 >/dev/null || { echo "python3 is missing"; exit 80; }
  $ changed "UPDATE entry SET bytes = CAST(replace(CAST(bytes AS TEXT), '2026', '2025') AS BLOB) WHERE seq = 30"
  aasc: not verified: entry 30: its bytes and salt do not give the commitment that is its leaf
  [1]
  $ changed "UPDATE entry SET salt = zeroblob(32) WHERE seq = 31"
  aasc: not verified: entry 31: its bytes and salt do not give the commitment that is its leaf
  [1]
  $ changed "UPDATE entry SET commitment = zeroblob(32), bytes = NULL, salt = NULL WHERE seq = 32"
  aasc: not verified: tile/0/000.p/*: its hash 32 is not that of entry 32 in tile/entries/000.p/*: one of the two files was changed (glob)
  [1]
  $ changed "DELETE FROM entry WHERE seq = 33"
  aasc: not verified: entry 33: it is missing
  [1]
  $ changed "UPDATE batch SET signature = zeroblob(64) WHERE first_seq = 0"
  aasc: not verified: the batch of entries 0 to 4: the signature is not its author's
  [1]
  $ changed "UPDATE batch SET author = (SELECT author FROM batch WHERE origin = 2) WHERE first_seq = 0"
  aasc: not verified: entry 0: it does not name the author who signed its batch
  [1]
  $ changed "UPDATE batch SET n = n - 1 WHERE first_seq = 0"
  aasc: not verified: the batch of entries 0 to 3: its entries do not give the root that its author signed
  [1]
  $ changed "UPDATE tile SET hashes = zeroblob(length(hashes))"
  aasc: not verified: tile/0/000.p/*: its hash 0 is not that of entry 0 in tile/entries/000.p/*: one of the two files was changed (glob)
  [1]
  $ changed "UPDATE checkpoint SET note = replace(note, char(10), char(10) || '1') WHERE size = (SELECT min(size) FROM checkpoint)"
  aasc: * (glob)
  [1]
  $ rm -rf bad && cp -r old bad && truncate -s 20000 bad/record.db && rm -f bad/record.db-wal
  $ aasc log verify bad --key k.vkey
  aasc: bad/record.db is damaged (*); aasc fsck names what (glob)
  [2]
  $ rm bad/record.db && aasc log show bad
  aasc: bad/record.db: No such file or directory
  [3]

On a disk that cannot be written, all of it still answers:

  $ rm -rf bad && cp -r old fixed && chmod -R a-w fixed
  $ aasc log verify fixed --key k.vkey | head -n 1
  verified: a record, every entry of it
  $ aasc log export fixed fromfixed --quiet && aasc-verify k.vkey fromfixed | head -n 1
  verified: a log, every entry of it
