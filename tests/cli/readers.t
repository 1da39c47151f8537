What a reader may ask: a mission's record as of a time, and as of a number of entries with the right `log` alone.

  $ aasc init m --pact "$ROOT/examples/kalmius/kalmius.pact" --label 'PUBLIC//REL ALL' --roster "$ROOT/tests/readers/roster.json"
  $ aasc import m "$ROOT/examples/kalmius/night.ndjson" --quiet >output
  $ aasc verdict list m --as est --as-of 1
    indeterminate     kalmius/art.4.n  north
    indeterminate     kalmius/art.4.n  north
    indeterminate     kalmius/art.4.s  south
    indeterminate     kalmius/art.4.s  south
    indeterminate     kalmius/art.7
    needs_assessment  kalmius/art.10
  $ aasc verdict list m --as lva --as-of 1
  aasc: --as-of: give a time: the log's own surface tells how many entries there are and when; the roster gives this reader no right to it (log)
  [5]
  $ aasc verdict list m --as lva --as-of 100000
  aasc: --as-of: give a time: the log's own surface tells how many entries there are and when; the roster gives this reader no right to it (log)
  [5]
  $ aasc verdict list m --as lva --as-of 2020-01-01
    indeterminate     kalmius/art.4.n  north
    indeterminate     kalmius/art.4.n  north
    indeterminate     kalmius/art.4.s  south
    indeterminate     kalmius/art.4.s  south
    indeterminate     kalmius/art.7
    needs_assessment  kalmius/art.10
  $ aasc verdict list m --as lva --json | grep -c '"verdict":"violation"'
  24
