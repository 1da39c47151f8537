Another party's word on a head of the log. The signatures are OpenSSL's.

  $ command -v openssl >/dev/null && command -v python3 >/dev/null || { echo "openssl or python3 is missing"; exit 80; }
  $ K="$ROOT/examples/kalmius"; sign() { python3 "$ROOT/tests/cli/data/sign.py" "$@"; }
  $ S1=$(printf '%064d' 1) S2=$(printf '%064d' 2)
  $ sign key witness.example/one $S1 4 >one.vkey; sign key witness.example/two $S2 4 >two.vkey
  $ aasc init k --pact "$K/kalmius.pact" --label PUBLIC --name example.org/kalmius
  $ cp k/head/checkpoint first
  $ aasc import k "$K/night.ndjson" --quiet >output
  $ aasc log keys k --role log >k.vkey

The line alone, as a witness answers it; over an older head as well:

  $ sign cosign witness.example/one $S1 1700000000 k/head/checkpoint >line
  $ aasc log cosign k line --cosigner one.vkey
  k: the head of * entries is cosigned by witness.example/one at 2023-11-14T22:13:20Z (glob)
  $ aasc log show k --cosigner one.vkey --last 0 | tail -n 3
  cosigned by witness.example/one (key *) at 2023-11-14T22:13:20Z (glob)
  at       * (glob)
  The cosigner says that it saw this checkpoint at that time. The log is tamper-evident to it and to holders of an earlier checkpoint, and nothing more.
  $ aasc log show k --last 0 | tail -n 2
  a line of witness.example/one (key *) was not verified: name its key with --cosigner (glob)
  No trusted cosigner has signed this checkpoint: the log is tamper-evident to holders of an earlier checkpoint, and nothing more.
  $ aasc log verify k --cosigner one.vkey | grep -c '^cosigned by'
  1
  $ sign cosign witness.example/two $S2 1700000001 first >line2
  $ aasc log cosign k line2 --cosigner two.vkey
  k: the head of 10 entries is cosigned by witness.example/two at 2023-11-14T22:13:21Z
  $ aasc fsck k --quiet

One head cosigned twice accuses nobody, and the same line changes nothing:

  $ aasc log cosign k line --cosigner one.vkey
  k: the head of * entries is cosigned by witness.example/one at 2023-11-14T22:13:20Z, which is kept already (glob)
  $ cp k/head/checkpoint both; sign cosign witness.example/one $S1 1700000009 both >>both; sign cosign witness.example/two $S2 1700000002 k/head/checkpoint >>both
  $ cat one.vkey two.vkey >both.vkey
  $ aasc log cosign k both --cosigner both.vkey
  k: the head of * entries is cosigned by witness.example/one at 2023-11-14T22:13:29Z (glob)
  k: the head of * entries is cosigned by witness.example/two at 2023-11-14T22:13:22Z (glob)
  $ aasc log verify k --cosigner both.vkey | grep -c '^cosigned by'
  2
  $ aasc log export k public --quiet && aasc-verify k.vkey public --cosigner both.vkey | grep -c '^cosigned by'
  2

What is refused: no key, another key, a line over something else, no checkpoint, another log's:

  $ aasc log cosign k both
  aasc: both: it carries no line of a cosigner whose key was named with --cosigner
  [2]
  $ aasc log cosign k line --cosigner two.vkey
  aasc: line: the line is no cosignature of a key given with --cosigner over a head that this log signed
  [5]
  $ sed 's/^\(. [^ ]* ....................\)./\1x/' line >bad
  $ aasc log cosign k bad --cosigner one.vkey
  aasc: bad: the line is no cosignature of a key given with --cosigner over a head that this log signed
  [5]
  $ echo nothing >bad; aasc log cosign k bad --cosigner one.vkey
  aasc: bad: * (glob)
  [2]
  $ aasc log cosign k "$ROOT/tests/cli/data/log/made/checkpoint" --cosigner one.vkey
  aasc: */checkpoint: * (glob)
  [5]
  $ aasc log cosign k nowhere --cosigner one.vkey
  aasc: nowhere: * (glob)
  [3]
  $ aasc log cosign k line --cosigner k.vkey
  aasc: --cosigner: k.vkey: the key of example.org/kalmius is of type Ed25519; here one of type Ed25519 cosignature is wanted
  [2]

Another history that the log's key signed becomes evidence, which others verify:

  $ awk 'NR == 3 { print "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="; next } { print }' k/head/checkpoint >other
  $ sign sign k/keys/node.key other >forked
  $ aasc log cosign k forked
  aasc: forked: a fork: the log's key signed two histories of * entries; the evidence is in k/head/fork-*-00000000 (glob)
  [5]
  $ aasc-verify k.vkey k/head/fork-* | head -n 1
  verified: a fork
  $ aasc log verify k/head/fork-* --key k.vkey | head -n 1
  verified: a fork
  $ cp k/head/fork-* before; aasc log cosign k forked >output 2>&1; cmp before k/head/fork-*
  $ aasc log cosign k forked --out mine.fork
  aasc: forked: a fork: the log's key signed two histories of * entries; the evidence is in mine.fork (glob)
  [5]
  $ cmp before mine.fork
  $ aasc fsck k --quiet

A head that is beyond the record shows that the record is behind:

  $ awk 'NR == 2 { print $1 + 1000; next } { print }' k/head/checkpoint >other
  $ sign sign k/keys/node.key other >ahead
  $ aasc log cosign k ahead
  aasc: ahead: the log's key signed * entries, and the record holds *: the record is behind what was published; keep the file (glob)
  [5]
