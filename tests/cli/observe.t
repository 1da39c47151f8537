One observation, signed alone; the verdicts that come of it; and what people say of them.

  $ K="$ROOT/examples/kalmius"
  $ aasc init k --pact "$K/kalmius.pact" --label PUBLIC
  $ aasc observe k --phenomenon explosion --sense heard --count 2-3 --lat 46.18 --lon 70.11 --sigma 300 --source p9 --id 1 --time 2026-10-15T03:00:00Z >said
  [1]
  $ head -n 2 said
  entry ????????-????-7???-????-???????????? (glob)
  violation kalmius/art.1 undetermined: 2 to 3 x explosion (party not known) from 1 observation, best placed at 46.18000, 70.11000 (sigma 300.0 m). p 1.0000; * (glob)
  $ id=$(sed -n 's/^entry //p' said)
  $ aasc entry show k $id | sed -n '/phenomenon\|kind\|label/p'
      phenomenon: explosion
  kind: observation
  label: mission:PUBLIC//REL ALL@1
  $ aasc entry show k $id --json | grep -c '"count":{"max":3,"min":2}'
  1

The same again is there already; another one of that number contradicts it:

  $ aasc observe k --phenomenon explosion --sense heard --count 2-3 --lat 46.18 --lon 70.11 --sigma 300 --source p9 --id 1 --time 2026-10-15T03:00:00Z
  there already
  $ aasc observe k --phenomenon explosion --count 9 --source p9 --id 1 --time 2026-10-15T03:00:00Z
  aasc: id "1" of source "p9" stands in the record, entry *, with other content; give it an id of its own, or "supersedes": "1" where it corrects that row (glob)
  [5]

A correction takes back what was said of the first report:

  $ aasc observe k --phenomenon explosion --sense heard --count 1 --lat 47.5 --lon 70.11 --sigma 10 --source p9 --id 2 --supersedes 1 --time 2026-10-15T03:00:00Z | grep '^entry\|art.1'
  entry * (glob)
  taken back* (glob)
  $ aasc verdict list k --term art.1
  no verdict

Any kind, as JSON or from standard input:

  $ aasc observe k --json '{"kind":"sensor","id":"p9","type":"patrol"}' | sed 's/ .*//'
  entry
  $ printf '{"phenomenon":"shot","time":"2026-10-15T04:00:00Z","place":{"lat":46.18,"lon":70.11,"sigma_m":30},"party":"south"}' | aasc observe k - >said
  [1]
  $ grep 'art.1 ' said
  violation kalmius/art.1 south: 1 x shot of south * (glob)

Several from standard input, one a line: each is acknowledged before the next is read, and one that is refused costs no other.

  $ aasc init s --pact "$K/kalmius.pact" --label PUBLIC --quiet >/dev/null
  $ row() { printf '{"source":"p9","id":"%s","phenomenon":"%s","time":"2026-10-15T04:00:00Z"}\n' "$@"; }
  $ late() { row "$@" | sed 's/}/,"recorded_at":"2026-10-16T00:00:00Z"}/'; }
  $ { row 1 convoy; for i in $(seq 200); do grep -qs entry out && break; sleep 0.05; done; aasc log show s >during; row 2 convoy; } | aasc observe s - >out
  $ grep -c '^entry' out
  2
  $ aasc log show s >after
  $ cmp -s during after || echo more
  more
  $ { row 3 convoy; row 3 convoy; echo; row 4 convy; echo '{'; late 3 explosion; row 5 convoy; } | aasc observe s - | sed '/^indeterminate/d; s/^entry .*/entry/'
  aasc: line 4: phenomenon: "convy" is not a phenomenon; did you mean "convoy"?
  aasc: line 5: * (glob)
  aasc: line 6: id "3" of source "p9" stands in the record, * (glob)
  entry
  there already
  entry
  $ { row 6 convy; row 7 convoy; } | aasc observe s - >out 2>&1
  [2]
  $ { row 8 convoy; late 7 explosion; row 6 convy; } | aasc observe s - >out 2>&1
  [5]
  $ aasc observe s - </dev/null

A line that is too long is refused as a whole, also where a row stands in its first part:

  $ { printf ' '; row 9 convoy | tr -d '\n'; printf '%1100000s\n' x; row 10 convoy; } | aasc observe s - | grep -o '^entry'
  aasc: line 1: a row of more than 1048576 bytes
  entry

What is refused, with nothing written:

  $ cp k/head/checkpoint before
  $ aasc observe k
  aasc: what was observed is missing: --phenomenon …, --json or -
  See: aasc observe --help
  [2]
  $ aasc observe k --phenomenon explosio
  aasc: phenomenon: "explosio" is not a phenomenon; did you mean "explosion"?
  [2]
  $ aasc observe k --phenomenon shot --lat 46
  aasc: --lat and --lon go together
  [2]
  $ aasc observe k --phenomenon shot --lat 46 --lon 481
  aasc: place: * (glob)
  [2]
  $ aasc observe k --phenomenon shot --sigma 5
  aasc: --sigma needs a place: --lat and --lon
  [2]
  $ aasc observe k --phenomenon shot --count many
  aasc: --count many: write 4, or 4-6
  [2]
  $ aasc observe k --phenomenon shot --json '{}'
  aasc: a row is given by options, by --json, or by -: one of them
  See: aasc observe --help
  [2]
  $ aasc observe k --json '{"phenomenon":"shot"}'
  aasc: time: * (glob)
  [2]
  $ aasc observe k --json '{"a":1}{"b":2}'
  aasc: byte 7 * (glob)
  [2]
  $ aasc observe k file.json
  aasc: file.json: one row is given by options, --json or -; files are for aasc import
  See: aasc observe --help
  [2]
  $ aasc observe k --phenomenon shot --by nobody
  aasc: --by: there is no key of "nobody" on this node; make one: aasc key new
  [3]
  $ aasc observe k --phenomenon shot --label 'SECRET//REL est'
  aasc: label: * (glob)
  [2]
  $ cmp before k/head/checkpoint

People say what they think of a verdict; it is never changed:

  $ v=$(aasc verdict list k --entries --term art.1 | sed 's/.*"id":"\([^"]*\)","inputs".*/\1/')
  $ aasc verdict confirm k $v
  entry * (glob)
  $ COLUMNS=140 aasc verdict list k --term art.1 | grep -o 'confirmed'
  confirmed
  $ aasc verdict contest k $v --party south --note "it was a car"
  entry * (glob)
  $ COLUMNS=140 aasc verdict list k --term art.1 | grep -o 'contested'
  contested
  $ aasc entry show k $v | tail -n 2
  confirmation: * recorded * (glob)
  contest: * recorded * (glob)
  $ aasc verdict withdraw k $v --note "the patrol was mistaken"
  entry * (glob)
  $ aasc verdict list k --term art.1 >said
  $ grep -o withdrawn said
  withdrawn
  $ aasc verdict confirm k $id
  aasc: this entry is no verdict: its kind is observation
  [2]
  $ aasc verdict confirm k 00000000-0000-7000-8000-000000000000
  aasc: 00000000-0000-7000-8000-000000000000: there is no such entry
  [3]
  $ aasc verdict confirm k art.1
  aasc: * (glob)
  [2]
  $ aasc verdict contest k $v --note x
  aasc: --party is missing: who contests it
  See: aasc verdict contest --help
  [2]
  $ aasc verdict contest k $v --note x --party sud
  aasc: --party sud: no agreement has such a party
  [2]
  $ aasc verdict withdraw k $v
  aasc: --note is missing: why it is to be said
  See: aasc verdict withdraw --help
  [2]

The record as a list; another reader than the mission sees no verdicts of the mission's, but their own:

  $ aasc entry list k --json | sed 's/.*"kind":"\([a-z]*\)","label".*/\1/' | grep -v 'verdict\|incident\|duty' | sort | uniq -c | sed 's/ *//'
  1 confirmation
  1 contest
  3 key
  1 mission
  4 observation
  1 pact
  1 withdrawal
  $ aasc entry list k --kind withdrawal
  ????????-* withdrawal * (glob)
  $ aasc entry list k --kind verdict --as mission
  no entry
  $ aasc entry show k $v --as mission
  aasc: *: there is no such entry (glob)
  [3]
  $ aasc entry list k --kind verdicts
  aasc: --kind: * (glob)
  [2]
