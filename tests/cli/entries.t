Nothing on the record is edited: corrections, withdrawals and erasures are entries. Authors have keys of their own.

  $ K="$ROOT/examples/kalmius"
  $ aasc init k --pact "$K/kalmius.pact" --label PUBLIC
  $ aasc key new k eva
  entry * (glob)
  public key * (glob)
  $ stat -c %a k/keys/by-eva.key
  600
  $ aasc key new k eva
  aasc: "eva" has a key on this node already
  [5]
  $ aasc key new k ../eva
  aasc: "../eva" is no author's name; write small letters, digits, -, _ and .
  [2]
  $ shot() { aasc observe k --phenomenon explosion --lat 46.18 --lon 70.11 --sigma 30 --source p9 --time 2026-10-15T03:00:00Z "$@"; }
  $ shot --by eva --count 2 --id 1 >said
  [1]
  $ first=$(sed -n 's/^entry //p' said)
  $ aasc entry list k --kind key --json | grep -c "$(aasc entry show k $first | sed -n 's/^author: //p')"
  1

Corrected: the old entry stays, what was judged on it is judged anew:

  $ aasc entry correct k $first --by eva --json '{"count":7,"sense":"saw"}' >said
  $ second=$(sed -n 's/^entry //p' said)
  $ grep '^taken back\|^violation' said
  violation kalmius/art.1 undetermined: 7 x explosion * (glob)
  taken back kalmius/art.1: * (glob)
  $ aasc entry show k $first | grep -x 'superseded by a later entry\|    count: 2'
  superseded by a later entry
      count: 2
  $ aasc entry show k $second | grep "count\|sense\|supersedes\|phenomenon"
      count: 7
      phenomenon: explosion
      sense: saw
      supersedes: 1
  supersedes: * (glob)
  $ aasc verdict list k --term art.1 --json | grep -o '"count":[^}]*}'
  "count":{"max":7,"min":7}
  $ aasc entry correct k $first --json '{"count":8}'
  aasc: a later entry has replaced this one; take that one
  [5]
  $ aasc entry correct k $second --json '{"count":"many"}'
  aasc: count: * (glob)
  [2]
  $ aasc entry correct k $second --json '[1]'
  aasc: --json: an object of members is wanted, not an array
  [2]
  $ aasc entry correct k $second
  aasc: --json is missing: what is otherwise
  See: aasc entry correct --help
  [2]

Taken back:

  $ aasc entry withdraw k $second --note "it was thunder" | grep art.1
  taken back kalmius/art.1: * (glob)
  $ aasc verdict list k --term art.1
  no verdict
  $ aasc verdict list k --term art.1 --as mission
  no verdict
  $ aasc entry show k $second | tail -n 1
  withdrawal: * recorded * (glob)
  $ aasc entry withdraw k $second
  aasc: --note is missing: why it is to be done
  See: aasc entry withdraw --help
  [2]

As it was known before: every size of the record keeps its answer.

  $ n=0; for size in $(seq 1 40); do aasc verdict list k --term art.1 --json --as-of $size | grep -o '"count":{[^}]*}'; done | uniq
  "count":{"max":2,"min":2}
  "count":{"max":7,"min":7}

Erased: bytes, salt and the imported file are gone, the leaf and the verdicts stay:

  $ aasc import k "$K/night.ndjson" --quiet >output
  $ row=$(aasc entry list k --json --kind observation | grep '"id":"p1-01"' | sed 's/.*"id":"\(0[^"]*\)",.*/\1/')
  $ aasc verdict list k --json >before
  [1]
  $ ls k/blobs | wc -l
  1
  $ aasc entry erase k $row --note "the observer asked for it"
  entry * (glob)
  $ ls k/blobs | wc -l
  0
  $ aasc entry show k $row
  recorded: * (glob)
  erased: its bytes and salt are gone; its leaf stands in the log
  $ aasc verdict list k --json | sed 's/"inputs_erased":true,//' | cmp - before
  $ cat k/record.db* | grep -c "could not tell outgoing from impact" || true
  0
  $ aasc entry erase k $row --note again
  aasc: this entry was erased
  [5]
  $ aasc import k "$K/camera.csv" --map "$K/camera.map" --quiet >output
  $ v=$(aasc verdict list k --entries --term art.1 | head -n 1 | sed 's/.*"id":"\([^"]*\)","inputs".*/\1/')
  $ aasc entry erase k $v --note x
  aasc: the engine wrote this verdict: it follows from its inputs; correct those, or say what you think of it: aasc verdict
  [2]

Two at once: the second is told who holds the mission; readers are not held up.

  $ mkfifo pipe; (exec 3>pipe; sleep 2) & aasc import k pipe --format ndjson --quiet >first 2>&1 &
  $ sleep 1; aasc observe k --phenomenon shot
  aasc: k/record.db is held by process * import; one program writes at a time: wait for it, or read (glob)
  [5]
  $ aasc entry list k --kind key >output; wait
