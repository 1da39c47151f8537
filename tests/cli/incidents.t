Violations near in time and place are one incident; people may put others together.

  $ K="$ROOT/examples/kalmius"
  $ export COLUMNS=200
  $ aasc init k --pact "$K/kalmius.pact" --label PUBLIC
  $ aasc incident list k
  no incident
  $ aasc import k "$K/night.ndjson" --quiet >output
  $ aasc incident list k | head -n 1
  2026-* severity [1-5]  * verdict* ????????-????-8???-????-???????????? (glob)
  $ aasc incident list k --json | sed 's/.*"kind":"\([a-z]*\)","label".*/\1/' | sort -u
  incident
  $ aasc incident list k --as mission --json | sed 's/.*"severity":\([0-9]\).*"type":"\([a-z]*\)".*/\1 \2/' | sort | uniq -c | sed 's/^ *//' | grep incursion
  2 3 incursion
  $ violation() { aasc verdict list k --entries --term $1 | grep '"verdict":"violation"' | tail -n 1 | sed 's/.*"id":"\([^"]*\)","inputs".*/\1/'; }
  $ a=$(violation art.1) b=$(violation art.6)
  $ aasc incident open k $a $b --title "the night at the river"
  entry * (glob)
  $ aasc incident list k --json | grep -c '"title":"the night at the river","verdicts":2'
  1
  $ aasc entry list k --kind incident --json | grep 'the night at the river' | grep -c "$(printf '%s\n' $a $b | sort | sed 's/.*/"&"/' | paste -sd,)"
  1

What is refused:

  $ aasc incident open k $a
  aasc: --title is missing: what it is called
  See: aasc incident open --help
  [2]
  $ aasc incident open k $a $a --title x
  aasc: a verdict is named twice
  [2]
  $ aasc incident open k $(aasc entry list k --kind pact --json | sed 's/.*"id":"\(0[^"]*\)",.*/\1/') --title x
  aasc: *: is no verdict: its kind is pact (glob)
  [2]
  $ aasc incident open k 00000000-0000-7000-8000-000000000000 --title x
  aasc: 00000000-0000-7000-8000-000000000000: there is no such entry
  [3]

Who may read what stands in the roster:

  $ aasc member list k
  mission * see * (glob)
  $ cat >roster.json <<END
  > {"schema":"aasc/roster/1","version":1,
  >  "policy":{"id":"kv","members":["est","lva"],"everybody":[["est","lva"]],"audience":["est","lva"]},
  >  "clearances":[{"member":"est","level":"SECRET","rights":["see","mark","confirm","roster"]},
  >                {"member":"lva","level":"PUBLIC","rights":["see","roster"]}],
  >  "people":[{"id":"k.tamm","member":"est","level":"SECRET","rights":["see","mark","confirm","roster"],"keys":["AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="]},
  >            {"id":"a.ozols","member":"lva","level":"PUBLIC","rights":["see","roster"],"keys":["AQECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="]}]}
  > END
  $ aasc init r --pact "$K/kalmius.pact" --label PUBLIC --roster roster.json
  $ aasc member list r
  est * SECRET * see mark confirm roster (glob)
  lva * PUBLIC * see roster (glob)
    a.ozols (lva)  PUBLIC * see roster (glob)
    k.tamm (est)   SECRET * see mark confirm roster (glob)
  $ aasc entry list r --kind roster
  ????????-* roster * (glob)

A reader sees what the label lets them see, and an evaluation made of that:

  $ shot() { aasc observe r --phenomenon explosion --lat 46.18 --lon 70.11 --sigma 30 --time 2026-10-15T0$1:00:00Z --source p9 --id $1 --label "$2" >said; }
  $ shot 3 "PUBLIC"; shot 4 "SECRET"; shot 5 "SECRET//REL est"
  [1]
  $ for reader in est est:PUBLIC lva; do aasc verdict list r --as $reader --term art.1 --json | wc -l; done
  3
  1
  1
  $ aasc entry list r --kind observation --as lva --json | grep -o '"label":"[^"]*","schema'
  "label":"kv:PUBLIC//REL ALL@1","schema
  $ aasc verdict list r --as ltu
  aasc: --as: * (glob)
  [2]
  $ aasc verdict list r --as lva:SECRET
  aasc: --as: * (glob)
  [2]
  $ v=$(aasc verdict list r --entries --term art.1 | head -n 1 | sed 's/.*"id":"\([^"]*\)","inputs".*/\1/')
  $ aasc verdict confirm r $v
  aasc: the roster knows nobody by the key of "desk"; who may confirm verdicts stands there
  [5]

Two missions that differ only in what a reader may not see answer that reader in the same bytes:

  $ aasc init s --pact "$K/kalmius.pact" --label PUBLIC --roster roster.json
  $ grep -v '"phenomenon"' "$K/night.ndjson" >frame.ndjson; grep '"phenomenon"' "$K/night.ndjson" >seen.ndjson
  $ head -n 20 seen.ndjson >open.ndjson; tail -n +21 seen.ndjson | sed 's/^{/{"label":"SECRET\/\/REL est",/' >closed.ndjson
  $ rm -rf r; aasc init r --pact "$K/kalmius.pact" --label PUBLIC --roster roster.json
  $ aasc import r frame.ndjson open.ndjson --quiet >output
  $ aasc import s frame.ndjson closed.ndjson open.ndjson --quiet >output
  $ same() { diff <(aasc "$@" r --as lva 2>&1) <(aasc "$@" s --as lva 2>&1) && echo the same; }
  $ same verdict list
  the same
  $ cmp <(aasc verdict list r --as lva --json --all) <(aasc verdict list s --as lva --json --all)
  $ test $(aasc verdict list s --as est --json --all | wc -l) -gt $(aasc verdict list s --as lva --json --all | wc -l)
  $ same incident list
  the same
  $ for m in r s; do aasc entry list $m --as lva --json | grep -v '"kind":"\(key\|mission\)"' | sed 's/"author":"[^"]*"//; s/"id":"0[^"]*","kind"//' | sort >$m.txt; done; cmp <(grep '"body"' r.txt | grep observation) <(grep '"body"' s.txt | grep observation)
