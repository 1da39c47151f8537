A roster changes by two people's signatures, each made on a machine of its own.

  $ K="$ROOT/examples/kalmius"; mkdir tamm ozols berg
  $ for p in tamm ozols berg; do aasc key make $p/my.key $p | sed 's/public key //' >$p/public; done; stat -c %a tamm/my.key
  600
  $ roster() { cat <<END
  > {"schema":"aasc/roster/1","version":$1,
  >  "policy":{"id":"aasc","members":["est","lva"${3:+,\"ltu\"}],"everybody":[["est","lva"]${3:+,[\"est\",\"lva\",\"ltu\"]}],"audience":["est","lva"${3:+,\"ltu\"}]},
  >  "clearances":[{"member":"est","level":"SECRET","rights":["see","mark","log","approve","roster"]},
  >                {"member":"lva","level":"$2","rights":["see","mark","roster"]}${3:+,{\"member\":\"ltu\",\"level\":\"PUBLIC\",\"rights\":[\"see\"]\}}],
  >  "people":[{"id":"k.tamm","member":"est","level":"SECRET","rights":["see","mark","roster"],"keys":["$(cat tamm/public)"]},
  >            {"id":"a.ozols","member":"lva","level":"PUBLIC","rights":["see","roster"],"keys":["$(cat ozols/public)"]},
  >            {"id":"m.berg","member":"est","level":"PUBLIC","rights":["see"],"keys":["$(cat berg/public)"]}]}
  > END
  > }
  $ roster 1 SECRET >roster-1.json; roster 2 PUBLIC ltu >roster-2.json; roster 3 SECRET ltu >roster-3.json
  $ sign() { aasc key sign "$1" --key $2/my.key --origin example.org/kalmius; }

The first may be signed by two of its own; what signatures there are must hold.

  $ sign roster-1.json tamm >one; sign one berg >wrong; sign one ozols >both
  $ aasc init k --pact "$K/kalmius.pact" --label PUBLIC --name example.org/kalmius --roster both
  $ aasc init n --pact "$K/kalmius.pact" --label PUBLIC --name example.org/kalmius --roster wrong
  aasc: wrong: roster: a change needs the signatures of two people with the right "roster" in version 1; it has one
  [2]
  $ aasc init n --pact "$K/kalmius.pact" --label PUBLIC --name example.org/other --roster both
  aasc: both: the roster was signed for "example.org/kalmius", and this mission is "example.org/other"
  [5]
  $ printf '{"id":"s1","source":"p","time":"2026-10-14T20:00:00Z","phenomenon":"shot","count":1,"place":{"lat":46.18,"lon":70.11,"sigma_m":20},"label":"SECRET//REL est,lva"}\n{"id":"p1","source":"p","time":"2026-10-14T21:00:00Z","phenomenon":"shot","count":2,"place":{"lat":46.18,"lon":70.11,"sigma_m":20},"label":"PUBLIC//REL ALL@1"}\n' >rows.ndjson
  $ aasc import k rows.ndjson --quiet >output; aasc entry list k --kind observation --as lva --json | wc -l; before=$(sed -n 2p k/head/checkpoint); sleep 1; instant=$(date -u +%Y-%m-%dT%H:%M:%SZ); sleep 1
  2

Two people sign the next one, one after another; who adopts it needs no right of their own:

  $ sign roster-2.json tamm >two.one; head -n 1 two.one; sed -n 2p two.one | cut -c 1-40; tail -n 1 two.one
  aasc/statement/1 roster example.org/kalmius
  {"clearances":[{"level":"SECRET","member
  — tamm * (glob)
  $ aasc member adopt k two.one
  aasc: two.one: roster: a change needs the signatures of two people with the right "roster" in version 1; it has one
  [2]
  $ sign two.one ozols >two; aasc member adopt k two
  version 2 of the roster is in force
  entry * (glob)
  $ aasc member list k | grep '^l'
  lva * PUBLIC * see mark roster (glob)
  ltu * PUBLIC * see (glob)
  $ aasc member adopt k two
  version 2 of the roster is in force already; nothing was done

From then on it decides who reads what, of what was written before and after, also with --as-of; labels mean what they meant:

  $ aasc entry list k --kind observation --as lva --json | wc -l; aasc entry list k --kind observation --as lva --as-of "$instant" --json | wc -l
  1
  1
  $ aasc entry list k --kind observation --as ltu --json | wc -l; aasc entry list k --kind observation --as est --json | wc -l
  0
  2
  $ sed 's/"id":"p1"/"id":"p2"/; s/ALL@1/ALL@2/' rows.ndjson | tail -n 1 >more.ndjson; aasc import k more.ndjson --quiet >output
  $ aasc entry list k --kind observation --as ltu --json | wc -l; aasc entry list k --kind observation --json | grep -o '"label":"aasc[^"]*"' | sort
  1
  "label":"aasc:PUBLIC//REL ALL@1"
  "label":"aasc:PUBLIC//REL ALL@2"
  "label":"aasc:SECRET//REL ALL@1"
  $ aasc fsck k --quiet; aasc rebuild k --quiet; aasc backup k copy --quiet; aasc member list copy | grep -c '^ltu'
  1

What is refused, and changes nothing:

  $ cp k/head/checkpoint head; adopt() { sign $1.json tamm >$1.one && sign $1.one ${2:-ozols} >$1.both && aasc member adopt k $1.both; }
  $ roster 2 SECRET ltu >again.json; adopt again
  aasc: again.both: roster: version 2 is in force: the next is 3, not 2
  [5]
  $ roster 3 SECRET >shrunk.json; adopt shrunk
  aasc: shrunk.both: roster: the members, to whom others are appended, would change, and with it the meaning of labels that are written
  [5]
  $ adopt roster-3 berg
  aasc: roster-3.both: roster: a change needs the signatures of two people with the right "roster" in version 2; it has one
  [2]
  $ sed 's/"rights":\["see","roster"\],"keys"/"rights":["see"],"keys"/' roster-3.json >alone.json; adopt alone
  aasc: alone.both: roster: fewer than two people of version 3 could change it: give two people with keys the right "roster", now
  [2]
  $ aasc key sign roster-3.json --key tamm/my.key --origin example.org/other >other.one; aasc key sign other.one --key ozols/my.key >other.both; aasc member adopt k other.both
  aasc: other.both: the roster was signed for "example.org/other", and this mission is "example.org/kalmius"
  [5]
  $ sign roster-3.json tamm >x.one; sign x.one ozols | sed '2s/"SECRET","member":"lva"/"PUBLIC","member":"lva"/' >forged; aasc member adopt k forged
  aasc: forged: * (glob)
  [5]
  $ aasc member adopt k roster-3.json 2>&1; aasc member adopt k nowhere; sign x.one tamm
  aasc: roster-3.json: * (glob)
  aasc: nowhere: cannot be read: No such file or directory
  aasc: x.one: "tamm" has signed it already
  [5]
  $ cmp head k/head/checkpoint

A key that others may read signs nothing; a first roster comes to a mission that has none in the same way:

  $ chmod 644 berg/my.key; sign roster-3.json berg
  aasc: berg/my.key: others may read or write it (mode 644), so that it is no secret; make new keys, or if nobody did: chmod 600 berg/my.key
  [5]
  $ aasc key make tamm/my.key tamm; aasc key sign roster-3.json --key tamm/my.key; aasc key sign "$K/night.ndjson" --key tamm/my.key --origin x
  aasc: tamm/my.key: * (glob)
  aasc: roster-3.json: --origin is missing: the name of the log of the mission that it is for (the first line of its head/checkpoint)
  aasc: */night.ndjson: * (glob)
  [2]
  $ aasc init sole --pact "$K/kalmius.pact" --label PUBLIC --name example.org/kalmius; aasc import sole "$K/night.ndjson" --quiet >output
  $ aasc member adopt sole both
  version 1 of the roster is in force
  entry * (glob)
  $ aasc entry list sole --kind observation --as est --json | wc -l; aasc import sole rows.ndjson --quiet >output; aasc entry list sole --kind observation --as est --json | wc -l
  0
  2
  $ aasc fsck sole --quiet; aasc rebuild sole --quiet
