aasc-verify: a log's directory and evidence files, verified with nothing but a key.

  $ D="$ROOT/tests/cli/data/log"
  $ aasc-verify "$D/made.vkey" "$D/made"
  verified: a log, every entry of it
  log      aasc.example/made
  size     260
  root     6Yb7skA0LwMLWZ8imBlV0fRylvHdM7j+U3rGOryuCiA=
  signed   by aasc.example/made (key b414b47d)
  2 bundles and 3 tiles are all there and give the root that the log's key signed.
  No trusted cosigner has signed this checkpoint: the log is tamper-evident to holders of an earlier checkpoint, and nothing more.
  $ aasc-verify "$(cat "$D/made.vkey")" "$D/made" --cosigner "$D/witness.vkey"
  verified: a log, every entry of it
  log      aasc.example/made
  size     260
  root     6Yb7skA0LwMLWZ8imBlV0fRylvHdM7j+U3rGOryuCiA=
  signed   by aasc.example/made (key b414b47d)
  cosigned by witness.example/w (key 1abeae35) at 2023-11-14T22:13:20Z
  2 bundles and 3 tiles are all there and give the root that the log's key signed.
  The cosigner says that it saw this checkpoint at that time. The log is tamper-evident to it and to holders of an earlier checkpoint, and nothing more.
  $ aasc-verify "$D/made.vkey" "$D/made/checkpoint"
  verified: a signed checkpoint
  log      aasc.example/made
  size     260
  root     6Yb7skA0LwMLWZ8imBlV0fRylvHdM7j+U3rGOryuCiA=
  signed   by aasc.example/made (key b414b47d)
  The log's key signed this size and root. No entry was looked at.
  No trusted cosigner has signed this checkpoint: the log is tamper-evident to holders of an earlier checkpoint, and nothing more.

An entry signed alone, one of a batch, one that comes beside the file, one that is not disclosed.

  $ aasc-verify "$D/made.vkey" "$D/alone.tlog-proof"
  verified: an entry is in the log
  log      aasc.example/made
  size     260
  root     6Yb7skA0LwMLWZ8imBlV0fRylvHdM7j+U3rGOryuCiA=
  signed   by aasc.example/made (key b414b47d)
  index    258
  author   XiEsCYDks5/AlyETSqAhCTdO39JgwNPQPLUByNZUV6k=
  The author's key signed exactly these 210 bytes; the log's key signed a tree that holds them.
  No trusted cosigner has signed this checkpoint: the log is tamper-evident to holders of an earlier checkpoint, and nothing more.
  $ aasc-verify "$D/made.vkey" "$D/batch.tlog-proof"
  verified: an entry is in the log
  log      aasc.example/made
  size     260
  root     6Yb7skA0LwMLWZ8imBlV0fRylvHdM7j+U3rGOryuCiA=
  signed   by aasc.example/made (key b414b47d)
  index    7
  author   XiEsCYDks5/AlyETSqAhCTdO39JgwNPQPLUByNZUV6k=
  The author's key signed exactly these 208 bytes, as entry 4 (from 0) of a batch of 9 entries; the log's key signed a tree that holds them.
  No trusted cosigner has signed this checkpoint: the log is tamper-evident to holders of an earlier checkpoint, and nothing more.
  $ aasc-verify "$D/made.vkey" "$D/apart.tlog-proof"
  aasc-verify: not verified: the file proves an entry that is not in it: hand over the entry's bytes
  [1]
  $ aasc-verify "$D/made.vkey" "$D/apart.tlog-proof" --entry "$D/entry-7.json" | head -1
  verified: an entry is in the log
  $ aasc-verify "$D/made.vkey" "$D/apart.tlog-proof" --entry="$D/entry-8.json"
  aasc-verify: not verified: the author's signature is not over a batch that holds this entry
  [1]
  $ aasc-verify "$D/made.vkey" "$D/commitment.tlog-proof"
  verified: a commitment is in the log
  log      aasc.example/made
  size     260
  root     6Yb7skA0LwMLWZ8imBlV0fRylvHdM7j+U3rGOryuCiA=
  signed   by aasc.example/made (key b414b47d)
  index    9
  Something that this file does not disclose is in the log at that place.
  No trusted cosigner has signed this checkpoint: the log is tamper-evident to holders of an earlier checkpoint, and nothing more.

A fork accuses, one head twice does not.

  $ aasc-verify "$D/made.vkey" "$D/two.fork"
  verified: a fork
  log      aasc.example/made
  size     200
  root     dV5Xyg93+YIdZmdu4SYxFzi8shp1HIZNrKOgvN2KT9g=
  signed   by aasc.example/made (key b414b47d)
  log      aasc.example/made
  size     200
  root     jz3bfn/G7mmi1d8LRrI6zAEvr2qi93c6EiOR5WO1JmE=
  signed   by aasc.example/made (key b414b47d)
  Whoever holds the log's key signed two different histories of one size. This shows neither who that was nor which of the two is true.
  $ aasc-verify "$D/made.vkey" "$D/one.fork"
  aasc-verify: not verified: no fork: both checkpoints state one head; cosigned twice, it accuses nobody
  [1]

Who kept an earlier checkpoint sees whether the log continues it.

  $ aasc-verify "$D/made.vkey" "$D/made" --earlier "$D/earlier.checkpoint" | tail -1
  It begins with the 200 entries of the earlier checkpoint: since then none of them was removed, moved or rewritten.
  $ aasc-verify "$D/made.vkey" "$D/made" --earlier="$D/rewritten.checkpoint"
  aasc-verify: not verified: the first 200 entries are not those that the log's key signed earlier: its history was rewritten; keep both checkpoints
  [1]
  $ aasc-verify "$D/made.vkey" "$D/made" --earlier "$D/made.vkey"
  aasc-verify: not verified: */tests/cli/data/log/made.vkey: the note has no empty line between its text and signatures (glob)
  [1]
  $ aasc-verify "$D/made.vkey" "$D/made/checkpoint" --earlier "$D/earlier.checkpoint"
  aasc-verify: --earlier is for the directory of a log
  See: aasc-verify --help
  [2]
  $ aasc-verify "$D/made.vkey" "$D/made" --entry a --entry b
  aasc-verify: given twice: --entry
  See: aasc-verify --help
  [2]

What was changed is named.

  $ cp -r "$D/made" . && chmod -R u+w made
  $ printf 'x' | dd of=made/tile/entries/000 bs=1 seek=40 conv=notrunc status=none
  $ aasc-verify "$D/made.vkey" made
  aasc-verify: not verified: tile/0/000: its hash 1 is not that of entry 1 in tile/entries/000: one of the two files was changed
  [1]
  $ cp "$D/made/tile/entries/000" made/tile/entries/000
  $ printf 'x' | dd of=made/tile/1/000.p/1 bs=1 conv=notrunc status=none
  $ aasc-verify "$D/made.vkey" made
  aasc-verify: not verified: tile/1/000.p/1: its hash 0 is not that of tile 0 of the level below
  [1]
  $ rm made/tile/1/000.p/1
  $ aasc-verify "$D/made.vkey" made
  aasc-verify: not verified: tile/1/000.p/1: the file is missing
  [1]
  $ cp "$D/made/tile/1/000.p/1" made/tile/1/000.p/1
  $ mkdir made/tile/0/000.p && head -c 64 "$D/made/tile/0/000" > made/tile/0/000.p/2
  $ echo hello > made/index.html
  $ aasc-verify "$D/made.vkey" made | grep -E 'older|smaller|other'
  1 partial tile or bundle of a smaller size agrees with them.
  1 other file is no part of a log and not looked at.
  No trusted cosigner has signed this checkpoint: the log is tamper-evident to holders of an earlier checkpoint, and nothing more.
  $ head -c 64 /dev/zero > made/tile/0/000.p/2
  $ aasc-verify "$D/made.vkey" made
  aasc-verify: not verified: tile/0/000.p/2: it contradicts the tile of the checkpoint's size
  [1]
  $ sed -i s/260/261/ made/checkpoint
  $ aasc-verify "$D/made.vkey" made
  aasc-verify: not verified: checkpoint: the signature of aasc.example/made (key b414b47d) is wrong: the text was changed, or that key did not sign it
  [1]
  $ aasc-verify "$D/witness.vkey" "$D/made"
  aasc-verify: the key of witness.example/w is of type Ed25519 cosignature; here one of type Ed25519 is wanted
  See: aasc-verify --help
  [2]
  $ aasc-verify 'aasc.example/made+00000000+AAAA' "$D/made"
  aasc-verify: line 1: the key's type is 0x00; known are 0x01, 0x02, 0x04, 0x05, 0x06
  See: aasc-verify --help
  [2]

A directory that was made to keep its verifier busy: pipes, circles, endless files, deep folders.

  $ chmod -R u+w made && rm -r made && cp -r "$D/made" . && chmod -R u+w made
  $ ln -s .. made/circle && ln -s /dev/zero made/zero
  $ aasc-verify "$D/made.vkey" made | grep other
  2 other files are no part of a log and not looked at.
  $ mkdir made/tile/0/000.p && mkfifo made/tile/0/000.p/7
  $ aasc-verify "$D/made.vkey" made
  aasc-verify: made/tile/0/000.p/7: it is no regular file
  [3]
  $ rm made/tile/0/000.p/7 && ln -s /dev/zero made/tile/0/000.p/7
  $ aasc-verify "$D/made.vkey" made
  aasc-verify: made/tile/0/000.p/7: it is no regular file
  [3]
  $ rm made/tile/0/000.p/7 && truncate -s 100M made/tile/0/000.p/7
  $ aasc-verify "$D/made.vkey" made
  aasc-verify: not verified: made/tile/0/000.p/7: more than 17826048 bytes of memory would be needed here
  [1]
  $ rm made/tile/0/000.p/7 && mkdir -p made/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17
  $ aasc-verify "$D/made.vkey" made
  aasc-verify: not verified: made/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17: more than 16 folders inside one another
  [1]
  $ rm -r made/1 && mkfifo pipe && aasc-verify "$D/made.vkey" pipe
  aasc-verify: pipe: it is no regular file
  [3]
  $ aasc-verify "$D/made.vkey" made --cosigner pipe
  aasc-verify: pipe: it is no regular file
  [3]

What is not there, and wrong words.

  $ aasc-verify "$D/made.vkey" nowhere
  aasc-verify: nowhere: No such file or directory
  [3]
  $ aasc-verify nowhere "$D/made"
  aasc-verify: nowhere: No such file or directory
  [3]
  $ mkdir empty && aasc-verify "$D/made.vkey" empty
  aasc-verify: empty/checkpoint: No such file or directory
  [3]
  $ aasc-verify
  aasc-verify: a key and a directory or file are wanted: aasc-verify KEY DIR|FILE
  See: aasc-verify --help
  [2]
  $ aasc-verify "$D/made.vkey"
  aasc-verify: a key and a directory or file are wanted: aasc-verify KEY DIR|FILE
  See: aasc-verify --help
  [2]
  $ aasc-verify a b c
  aasc-verify: one word too many: c
  See: aasc-verify --help
  [2]
  $ aasc-verify "$D/made.vkey" "$D/made" --cosigners x
  aasc-verify: there is no option --cosigners
  See: aasc-verify --help
  [2]
  $ aasc-verify "$D/made.vkey" "$D/made" --cosigner
  aasc-verify: a value is missing behind --cosigner
  See: aasc-verify --help
  [2]
  $ aasc-verify "$D/made.vkey" "$D/made" --cosigner "$D/made.vkey"
  aasc-verify: the key of aasc.example/made is of type Ed25519; here one of type Ed25519 cosignature is wanted
  See: aasc-verify --help
  [2]
  $ aasc-verify --help
  aasc-verify KEY DIR    verify a log's directory: checkpoint, every tile and bundle
  aasc-verify KEY FILE   verify an evidence file (a proof of an entry, a fork) or a checkpoint,
                         or count a vote again: every ballot and its receipt
  
  KEY is a log's verifier key (name+id+base64), or a file that holds such keys, one a line.
  
    --cosigner KEY   also count this cosigner's signatures (as often as wanted)
    --earlier FILE   also show that the directory continues this checkpoint, which was kept
    --entry FILE     the entry's bytes, where the proof does not hold them; for a proof of
                     another's log, the data of the leaf
    --help           this text
    --version        the version
  
  Exit: 0 verified, 1 not verified, 2 wrong words, 3 a file is absent or cannot be read.
  What was proved is printed. A log that nobody has cosigned is tamper-evident to holders of
  an earlier checkpoint, and nothing more.
  $ aasc-verify --version
  aasc-verify 0.1.0
