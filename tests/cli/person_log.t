A person is erased; the log, its check, its copy and its verifier do not mind.

  $ aasc fsck --help >output 2>&1 && aasc rebuild --help >output 2>&1 || { echo "this program has no fsck and no rebuild"; exit 80; }
  $ K="$ROOT/examples/kalmius"
  $ aasc init k --pact "$K/kalmius.pact" --label PUBLIC
  $ aasc import k "$K/night.ndjson" --quiet >output 2>&1
  $ aasc person add k w-1 >output; echo "SECRET-NAME" | aasc person seal k w-1 >output
  $ row=$(aasc entry list k --json --kind observation | head -n 1 | sed 's/.*"id":"\(0[^"]*\)",.*/\1/')
  $ aasc fsck k
  k: * nothing is wrong (glob)

No backup holds a person's key, not even one with the node's:

  $ aasc backup k old --with-keys >output; ls old/keys
  desk.key
  engine.key
  node.key
  secret
  $ aasc entry list k --json --kind verdict >before
  $ aasc person erase k w-1 $row --reason "asked for it"
  erased: 1 key, 2 entries, 1 files
  $ aasc fsck k
  k: * nothing is wrong (glob)
  $ aasc log verify k | grep erased
  2 of them were erased: their leaves are in place* (glob)
  $ aasc log export k public >output && aasc log keys k --role log >vkey && aasc-verify vkey public | head -n 1
  verified: a log, every entry of it

A rebuild keeps what was said on rows that are gone: the same bytes, the same head.

  $ cp k/head/checkpoint head
  $ aasc rebuild k
  k: * entries of authors, * derived from them: the same bytes, the same head; the tables were replaced (glob)
  k: 2 of the entries were erased; * derived ones that rest on them were kept as they are, unproven (glob)
  $ aasc entry list k --json --kind verdict | cmp - before; cmp head k/head/checkpoint
  $ aasc backup k new >output; grep -rac "SECRET-NAME" k new old | grep -v ":0$"
  [1]

The old backup is put back: whoever writes first is told what was erased again.

  $ rm k/record.db*; cp old/record.db k/; cp old/blobs/* k/blobs/
  $ aasc log reconcile k 2>&1 | head -n 1
  aasc: k: 2 entries, 0 keys of persons and 1 files were erased again, as the record or head/erased says
  $ ls k/blobs | wc -l
  0
  $ aasc entry show k $row | tail -n 1
  erased: its bytes and salt are gone; its leaf stands in the log
