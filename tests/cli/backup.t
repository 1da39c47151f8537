A copy of a mission, made while others write; an old one beside a newer head signs nothing.

  $ K="$ROOT/examples/kalmius"
  $ aasc init k --pact "$K/kalmius.pact" --label PUBLIC --name example.org/kalmius
  $ aasc import k "$K/camera.csv" --map "$K/camera.map" --quiet >output 2>&1
  $ aasc backup k monday
  monday: * entries, 2 blobs (glob)
  $ ls monday
  blobs
  mission.pact
  pacts
  record.db
  $ aasc fsck monday | head -n 1
  monday: holds neither keys/ nor head/: a backup, which nothing signs for
  $ aasc fsck monday --quiet
  $ aasc log verify monday | head -n 1
  verified: a record, every entry of it
  $ aasc verdict list monday >a; aasc verdict list k >b; cmp a b
  $ diff -r k/pacts monday/pacts && diff -r k/blobs monday/blobs && cmp k/mission.pact monday/mission.pact
  $ aasc import monday "$K/night.ndjson"
  aasc: monday/keys* (glob)
  [3]

With the keys, for whoever wants that; they stay secret:

  $ aasc backup k withkeys --with-keys
  withkeys: * entries, 2 blobs, and the node's keys (glob)
  $ stat -c '%a %n' withkeys withkeys/keys withkeys/keys/*
  700 withkeys
  700 withkeys/keys
  600 withkeys/keys/desk.key
  600 withkeys/keys/engine.key
  600 withkeys/keys/node.key
  600 withkeys/keys/secret
  $ ls withkeys | grep -c head
  0
  [1]

While an import runs, every copy is whole:

  $ for i in 1 2 3 4 5 6; do aasc import k "$K/night.ndjson" --quiet >output 2>&1 & aasc backup k run$i --quiet; wait; done
  $ for i in 1 2 3 4 5 6; do aasc fsck run$i --quiet && aasc log verify run$i | head -n 1; done | sort | uniq -c | sed 's/^ *//'
  6 verified: a record, every entry of it

What is there is never touched; what was cut short is taken away; a damaged mission is not copied in silence:

  $ aasc backup k monday
  aasc: monday: is there already; name a new directory
  [5]
  $ mkdir -p tuesday.making/pacts; aasc backup k tuesday --quiet; ls -d tuesday*
  tuesday
  $ aasc backup k no/such/place
  aasc: no/such/place.making: cannot be made: No such file or directory
  [3]
  $ aasc backup nowhere out
  aasc: nowhere: is no mission: there is no mission.pact in it
  [3]
  $ cp -r k bad; for f in bad/blobs/*; do echo x >>$f; break; done; aasc backup bad out
  aasc: the copy is not whole: out.making/blobs/*: its bytes are not those of its name; where the mission was just changed, make it again; else aasc fsck says more (glob)
  [5]
  $ cp -r k bad2; echo >>bad2/mission.pact; aasc backup bad2 out
  aasc: the copy is not whole: out.making/mission.pact: was changed: it is not the text of entry *; where the mission was just changed, make it again; else aasc fsck says more (glob)
  [5]
  $ ls -d out out.making 2>/dev/null
  [2]
  $ [ "$(id -u)" = 0 ] && echo denied || { mkdir shut; chmod a-w shut; aasc backup k shut/out >output 2>&1; [ $? = 4 ] && echo denied; }
  denied

Restored beside the head that was signed later, nothing is signed; reconcile says what can be done and does it when told the size:

  $ restore() { rm -f k/record.db-wal k/record.db-shm; cp monday/record.db k/record.db; }
  $ restore; aasc import k "$K/night.ndjson"
  aasc: k: the record holds * entries, but a head of * was signed: * aasc log reconcile k (glob)
  [5]
  $ aasc fsck k | head -n 1
  k/head/checkpoint: a head of * entries was signed, and the record holds *: some were taken away, or it was restored from a backup (glob)
  $ aasc log show k --last 0 | sed -n 2p
  size     * (glob)
  $ aasc log reconcile k
  aasc: k: the record holds * entries, and a head of * was signed. If the newer record is lost for good: aasc log reconcile k --give-up * (glob)
  [5]
  $ aasc log reconcile k --give-up 7
  aasc: --give-up 7: the signed head is of * entries (glob)
  [5]
  $ size=$(sed -n 2p k/head/checkpoint); cp k/head/checkpoint lost
  $ aasc log reconcile k --give-up $size
  k: signed on from * entries; the head of * is kept in k/head/given-up-* (glob)
  $ cmp lost k/head/given-up-*
  $ aasc fsck k --quiet
  $ aasc log show k --last 1 | tail -n 1
    *  declaration  * (glob)
  $ aasc import k "$K/night.ndjson" --quiet >output; aasc log verify k | head -n 1
  verified: a record, every entry of it
  $ aasc log reconcile k --give-up $size
  aasc: the record is not behind its signed head: there is nothing to reconcile
  [5]
