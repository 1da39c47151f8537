Logs and proofs that others published, where they are at hand.

  $ T="$ROOT/../shared/data/tlog"
  $ [ -d "$T" ] || { echo "there is no ../shared/data/tlog"; exit 80; }
  $ aasc-verify "$(grep '^example.com/log/testdata' "$T/public/keys.vkeys")" "$T/tessera/testdata/log"
  verified: a log, every entry of it
  log      example.com/log/testdata
  size     15
  root     rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=
  signed   by example.com/log/testdata (key 33d7b496)
  1 bundle and 1 tile are all there and give the root that the log's key signed.
  28 partial tiles and bundles of smaller sizes agree with them.
  20 other files are no part of a log and not looked at.
  No trusted cosigner has signed this checkpoint: the log is tamper-evident to holders of an earlier checkpoint, and nothing more.
  $ grep '^log2025-1.rekor' "$T/public/keys.vkeys" > rekor.vkey
  $ grep '^witness.stagemole.eu' "$T/public/keys.vkeys" > stagemole.vkey
  $ aasc-verify rekor.vkey "$T/public/rekor2025-1-139911860.checkpoint" --cosigner stagemole.vkey
  verified: a signed checkpoint
  log      log2025-1.rekor.sigstore.dev
  size     139911860
  root     EliTHtnx44DhEBH+5qIXBtQsSpc54Avam7mIYEvxnTA=
  signed   by log2025-1.rekor.sigstore.dev (key cf119915)
  cosigned by witness.stagemole.eu (key 67f7aea0) at 2026-10-06T02:31:24Z
  The log's key signed this size and root. No entry was looked at.
  The cosigner says that it saw this checkpoint at that time. The log is tamper-evident to it and to holders of an earlier checkpoint, and nothing more.
  $ sed -n 's/.*"leaf_data_b64": "\(.*\)",/\1/p' "$T/public/rekor-inclusion-412114.json" | base64 -d > leaf
  $ aasc-verify rekor.vkey "$T/public/rekor-412114.tlog-proof" --entry leaf
  verified: the data is in the log
  log      log2025-1.rekor.sigstore.dev
  size     412115
  root     +8vUkEgBK/ansexBUomzocaWoPEmPIzxJC/y+xNMQN4=
  signed   by log2025-1.rekor.sigstore.dev (key cf119915)
  index    412114
  The data handed over is that of the leaf at that place.
  No trusted cosigner has signed this checkpoint: the log is tamper-evident to holders of an earlier checkpoint, and nothing more.
  $ aasc-verify rekor.vkey "$T/public/rekor-412114.tlog-proof"
  aasc-verify: not verified: the file does not say what it proves: hand over the data of the leaf
  [1]
